-- People, their names, phones, pools, contacts; who sees whom; how they are found.

grant create on schema public to talent_definer;

create table pool (
  code   text primary key,
  label  text not null,
  sort   int not null,
  constraint pool_code_form check (code ~ '^[A-Z][A-Z0-9_]{1,19}$'),
  constraint pool_label_once unique (label)
);
comment on table pool is 'The pools. Labels are a county''s to edit; no rule hangs on what a label means.';
insert into pool values ('DUALMI', '双密', 1), ('LOCAL', '乡土', 2), ('RESERVE', '后备', 3);

create table person (
  id                    uuid primary key default uuidv7(),
  name                  text not null,
  sex                   text,
  ethnicity             text,
  birth                 partial_date,
  birth_lunar           boolean not null default false,
  id_number             bytea,
  id_number_index       bytea,
  native_place          text,
  household_village     text references place on update cascade,
  household_group       text,
  household_text        text,
  residence_place       text references place on update cascade,
  residence_text        text,
  resident_since        date,
  education_full_time   text,
  school_full_time      text,
  major_full_time       text,
  education_in_service  text,
  school_in_service     text,
  major_in_service      text,
  education_rank        int,
  political_status      text,
  political_joined      partial_date,
  activist              boolean,
  work_started          partial_date,
  employer              text,
  position              text,
  industry              text,
  professional_title    text,
  title_level           text,
  skills                text[] not null default '{}',
  recommending_unit     text,
  home_contact          bytea,
  entered_on            date,
  source                text,
  notes                 bytea,
  return_intent         int,
  retired               boolean,
  to_verify             text[] not null default '{}',
  verified              jsonb not null default '{}',
  ranking_refused       boolean not null default false,
  sort_key              text collate "C" not null,
  created_by            uuid references account,
  created_grant         uuid references access_grant,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  version               int not null default 1,
  constraint person_name_length check (length(name) between 1 and 60),
  constraint person_sex check (sex in ('0', '1', '2', '9')),
  constraint person_ethnicity check (ethnicity ~ '^\d{2}$'),
  constraint person_political_status check (political_status ~ '^(\d{2}|DP)$'),
  constraint person_education check (education_full_time ~ '^\d{2}$' and education_in_service ~ '^\d{2}$'
    or education_full_time is null or education_in_service is null),
  constraint person_id_number_has_index check ((id_number is null) = (id_number_index is null)),
  constraint person_title_level check (title_level in ('none', 'junior', 'middle', 'associate', 'senior')),
  constraint person_return_intent check (return_intent between 0 and 4)
);
comment on table person is 'One row a person. to_verify names the fields marked 待核实; verified gives the day each field was last verified. ID number, home contact and notes are sealed; an equal ID number is doubt, so its index is not unique.';
create index person_sort on person (sort_key, id);
create index person_id_number on person (id_number_index) where id_number_index is not null;
create index person_household on person (household_village);
create index person_residence on person (residence_place) where residence_place is not null;

create table person_name (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  name       text not null,
  kind       text not null default 'former',
  since      date,
  until      date,
  constraint person_name_kind check (kind in ('former', 'milk', 'variant', 'pinyin', 'remark')),
  constraint person_name_once unique (person_id, name, kind)
);
comment on table person_name is 'Former and other names, dated where the dates are known.';

create table person_phone (
  id            uuid primary key default uuidv7(),
  person_id     uuid not null references person,
  number        bytea not null,
  number_index  bytea not null,
  tail_index    bytea not null,
  holder        text not null default 'self',
  constraint person_phone_holder check (holder in ('self', 'family')),
  constraint person_phone_once unique (person_id, number_index)
);
comment on table person_phone is 'Sealed phone numbers; number_index for equality, tail_index for the last four digits (尾号).';
create index person_phone_number on person_phone (number_index);
create index person_phone_tail on person_phone (tail_index);

create table person_basis (
  id           uuid primary key default uuidv7(),
  person_id    uuid not null references person,
  purpose      text not null,
  basis        text not null,
  text_version text,
  channel      text,
  obtained_on  date not null,
  withdrawn_on date,
  recorded_by  uuid references account,
  constraint person_basis_kind check (basis in ('consent', 'statutory_duty', 'public_interest', 'contract'))
);
comment on table person_basis is 'Legal basis per person and purpose (PIPL §13, §15).';
create index person_basis_person on person_basis (person_id);

create table person_notice (
  id            uuid primary key default uuidv7(),
  person_id     uuid not null references person,
  text_version  text not null,
  channel       text not null,
  delivered_at  timestamptz,
  exemption     text,
  constraint person_notice_delivered_or_exempt check ((delivered_at is null) <> (exemption is null))
);
comment on table person_notice is 'Notice given per person, or the reason for none (PIPL §17, §18, §35).';
create index person_notice_person on person_notice (person_id);

create table membership (
  id           uuid primary key default uuidv7(),
  person_id    uuid not null references person,
  pool         text not null references pool,
  state        text not null default 'draft',
  source       text,
  entered_on   date not null,
  exited_on    date,
  exit_reason  int,
  created_by   uuid references account,
  version      int not null default 1,
  constraint membership_state check (state in ('draft', 'submitted', 'town_ok', 'active', 'paused', 'rejected', 'exited')),
  constraint membership_exit check ((state = 'exited') = (exited_on is not null) and (exit_reason is not null) = (exited_on is not null)),
  constraint membership_exit_reason check (exit_reason between 1 and 10),
  constraint membership_dates check (exited_on is null or exited_on >= entered_on)
);
comment on table membership is 'A person in a pool, from entry to exit; re-entry makes a new row. Exit reasons: 1 任职 2 超龄 3 本人退出 4 外迁失联 5 审查不通过 6 违纪违法 7 去世 8 考核不合格 9 合并 10 撤回同意.';
create unique index membership_one_open on membership (person_id, pool) where state not in ('exited', 'rejected');
create index membership_pool on membership (pool, state);

create table membership_step (
  id             uuid primary key default uuidv7(),
  membership_id  uuid not null references membership,
  person_id      uuid not null references person,
  from_state     text,
  to_state       text not null,
  on_day         date not null,
  reason         text,
  made_by        uuid references account,
  at             timestamptz not null default now()
);
comment on table membership_step is 'The history of a membership: each state it took, from which day.';
create index membership_step_of on membership_step (membership_id, on_day, id);

create table contact (
  id           uuid primary key default uuidv7(),
  person_id    uuid not null references person,
  made_by      uuid not null references account,
  made_on      date not null,
  channel      text not null default 'meeting',
  outcome      text,
  next_on      date,
  constraint contact_channel check (channel in ('phone', 'meeting', 'message', 'event', 'entry'))
);
comment on table contact is 'A contact with a person (联系记录) and when the next is due.';
create index contact_person on contact (person_id, made_on);

create table contact_assignment (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  grant_id   uuid not null references access_grant,
  since      date not null,
  until      date
);
comment on table contact_assignment is 'Which officer keeps contact with which person (联系制度).';
create unique index contact_assignment_open on contact_assignment (person_id, grant_id) where until is null;

create table proposal (
  id           uuid primary key default uuidv7(),
  person_id    uuid not null references person,
  field        text not null,
  value        bytea not null,
  origin       text not null,
  proposed_by  uuid references account,
  at           timestamptz not null default now(),
  state        text not null default 'open',
  decided_by   uuid references account,
  decided_at   timestamptz,
  constraint proposal_state check (state in ('open', 'taken', 'declined')),
  constraint proposal_decided check ((state = 'open') = (decided_at is null))
);
comment on table proposal is 'A value that somebody else typed for a person, waiting for its keeper. Sealed, whatever the field.';
create index proposal_open on proposal (person_id) where state = 'open';

---------------------------------------------------------------------------------------- who sees whom

create table person_visible (
  grant_id   uuid not null references access_grant,
  person_id  uuid not null references person on delete cascade,
  why        text not null,
  ref        uuid not null default '00000000-0000-0000-0000-000000000000',
  until      timestamptz not null default 'infinity',
  primary key (grant_id, person_id, why, ref),
  constraint person_visible_why check (why in ('household', 'residence', 'creator', 'assignment', 'release'))
);
comment on table person_visible is 'Who sees whom: one row a grant, person and reason. Kept by triggers from household register, residence, creator, contact assignment and release; the county''s hr sees all and stands in no row.';
create index person_visible_person on person_visible (person_id);

-- Places give sight to townships and villages; a liaison officer sees whom he entered or keeps contact with.
create function visible_by_place(p_people uuid[], p_grants uuid[]) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into person_visible (grant_id, person_id, why)
  select g.id, p.id, w.why
  from person p
  cross join lateral (values ('household', p.household_village), ('residence', p.residence_place)) w (why, place)
  join place_ancestor a on a.place = w.place
  join access_grant g on g.place = a.ancestor and g.role in ('township', 'village') and g.revoked_at is null
  where (p_people is null or p.id = any (p_people)) and (p_grants is null or g.id = any (p_grants))
  on conflict do nothing
$$;

create function visible_follows_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moved uuid[];
begin
  if tg_op = 'INSERT' then
    insert into person_visible (grant_id, person_id, why)
      select created_grant, n.id, 'creator' from new_rows n
      join access_grant g on g.id = n.created_grant and g.role in ('liaison', 'township', 'village');
    select array_agg(id) into moved from new_rows where household_village is not null or residence_place is not null;
  else
    select array_agg(n.id) into moved from new_rows n join old_rows o on o.id = n.id
      where n.household_village is distinct from o.household_village
         or n.residence_place is distinct from o.residence_place;
    delete from person_visible where person_id = any (moved) and why in ('household', 'residence');
  end if;
  if moved is not null then
    perform visible_by_place(moved, null);
  end if;
  return null;
end $$;
create trigger visible_follows_insert after insert on person referencing new table as new_rows
  for each statement execute function visible_follows_person();
create trigger visible_follows_update after update on person referencing old table as old_rows new table as new_rows
  for each statement execute function visible_follows_person();

create function visible_follows_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.revoked_at is not null then
    delete from person_visible where grant_id = new.id;
  elsif tg_op = 'INSERT' and new.role in ('township', 'village') then
    perform visible_by_place(null, array[new.id]);
  end if;
  return null;
end $$;
create trigger visible_follows_grant after insert or update of revoked_at on access_grant
  for each row execute function visible_follows_grant();

create function visible_follows_assignment() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' or new.until is not null then
    delete from person_visible where why = 'assignment' and ref = old.id;
  else
    insert into person_visible (grant_id, person_id, why, ref) values (new.grant_id, new.person_id, 'assignment', new.id)
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger visible_follows_assignment after insert or delete or update of until on contact_assignment
  for each row execute function visible_follows_assignment();

create procedure row_security_by_person(guarded text, person text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  visible constant text := format('%I in (select v.person_id from person_visible v '
    'where v.grant_id = (select acting_grant()) and v.until > now())', person);
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('create policy county on %I to talent_hr using (true) with check (true)', guarded);
  execute format('create policy finder on %I for select to talent_definer using (true)', guarded);
  execute format('create policy scope_select on %I for select to talent_scoped using (%s)', guarded, visible);
  execute format('create policy scope_update on %I for update to talent_scoped using (%s)', guarded, visible);
  if guarded = 'person' then
    execute 'create policy scope_insert on person for insert to talent_scoped '
      'with check (created_grant = (select acting_grant()))';
  else
    execute format('create policy scope_insert on %I for insert to talent_scoped with check (%s)', guarded, visible);
  end if;
end $$;
call row_security_by_person('person', 'id');
call row_security_by_person('person_name', 'person_id');
call row_security_by_person('person_phone', 'person_id');
call row_security_by_person('person_basis', 'person_id');
call row_security_by_person('person_notice', 'person_id');
call row_security_by_person('membership', 'person_id');
call row_security_by_person('membership_step', 'person_id');
call row_security_by_person('contact', 'person_id');
call row_security_by_person('contact_assignment', 'person_id');
call row_security_by_person('proposal', 'person_id');

alter table person_visible enable row level security;
create policy keeper on person_visible to talent_definer using (true) with check (true);
create policy county on person_visible for select to talent_hr using (true);
create policy own on person_visible for select to talent_scoped using (grant_id = (select acting_grant()));

-------------------------------------------------------------------------------------- how they are found

create table person_key (
  person_id  uuid primary key references person on delete cascade,
  keys       bigint[] not null
);
comment on table person_key is 'Keyed hashes of a person''s blocking keys. Read only by lookalike_people.';
create index person_key_keys on person_key using gin (keys) with (fastupdate = off);

create table person_term (
  term       text collate "C" not null,
  person_id  uuid not null references person on delete cascade,
  primary key (term, person_id)
);
comment on table person_term is 'What finds a person by name: every tail of the name in characters and in pinyin, and the initials. Read only by people_named.';
create index person_term_person on person_term (person_id);

-- The people that share a blocking key with a draft, most shared keys first, whoever asks:
-- the flow shows those out of scope as a card only.
create function lookalike_people(p_keys bigint[], p_most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.person_id from person_key k
  where k.keys && p_keys
  order by cardinality(array(select unnest(k.keys) intersect select unnest(p_keys))) desc, k.person_id
  limit p_most
$$;

-- The people with a name that starts so, in characters, pinyin or initials, within the asker's sight.
create function people_named(p_term text, p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role = 'hr' then
    return query select distinct t.person_id from person_term t
      where t.term >= p_term and t.term < p_term || U&'\+10FFFF' limit p_most;
  else
    return query select distinct t.person_id from person_term t
      join person_visible v on v.person_id = t.person_id and v.grant_id = asker.grant_id
        and v.until > now()
      where t.term >= p_term and t.term < p_term || U&'\+10FFFF' limit p_most;
  end if;
end $$;

-- What the comparison needs of people who share a key: rows as they stand, sealed values sealed.
create type lookalike as (
  id uuid, name text, other_names text[], sex text, birth text, birth_lunar boolean, id_number bytea,
  phones jsonb, household_village text, residence_place text, native_place text, education text,
  political_status text, employer text, "position" text, in_scope boolean);

create function lookalike_rows(p_people uuid[]) returns setof lookalike
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select p.id, p.name,
    array(select n.name from person_name n where n.person_id = p.id order by n.id),
    p.sex, p.birth::text, p.birth_lunar, p.id_number,
    coalesce((select jsonb_agg(jsonb_build_array(f.id, f.number, f.holder,
                (select count(*) from person_phone g where g.number_index = f.number_index)) order by f.id)
              from person_phone f where f.person_id = p.id), '[]'),
    p.household_village, p.residence_place, p.native_place,
    coalesce(p.education_full_time, p.education_in_service), p.political_status, p.employer, p.position,
    asker.role = 'hr' or exists (select from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = p.id and v.until > now())
  from person p where p.id = any (p_people);
end $$;

-- Keys and terms are written with the person by whoever may write the person.
create function person_found_by(p_people jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role is distinct from 'hr' and exists (
      select from jsonb_to_recordset(p_people) r (person_id uuid)
      where not exists (select from person_visible v where v.grant_id = asker.grant_id and v.person_id = r.person_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'a person out of scope';
  end if;
  insert into person_key as k (person_id, keys)
    select person_id, keys from jsonb_to_recordset(p_people) r (person_id uuid, keys bigint[])
    on conflict (person_id) do update set keys = excluded.keys where k.keys <> excluded.keys;
  delete from person_term t using jsonb_to_recordset(p_people) r (person_id uuid, terms text[])
    where t.person_id = r.person_id and t.term <> all (r.terms);
  insert into person_term (term, person_id)
    select distinct unnest(terms), person_id from jsonb_to_recordset(p_people) r (person_id uuid, terms text[])
    on conflict do nothing;
end $$;

-- A look-alike out of scope was said to be the same person: the asker becomes the person's contact and so
-- gains sight. Only of somebody who shares a key with what was typed.
create function person_claim(p_person uuid, p_keys bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role not in ('liaison', 'township')
     or not exists (select from person_key k where k.person_id = p_person and k.keys && p_keys) then
    raise exception using errcode = 'insufficient_privilege', message = 'no look-alike of what was typed';
  end if;
  insert into contact_assignment (person_id, grant_id, since) values (p_person, asker.grant_id, current_date)
  on conflict do nothing;
end $$;

-- A person's history out of the audit, for whoever sees the person now. Outside hr only of the tables named
-- here: reviews, kin and whatever comes later are closed unless somebody opens them.
create function person_history(p_person uuid, p_most int)
returns table (at timestamptz, action text, subject text, made_by text, purpose text, body jsonb)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role is distinct from 'hr' and not exists (
      select from person_visible v where v.grant_id = asker.grant_id and v.person_id = p_person
        and v.until > now()) then
    return;
  end if;
  return query
    select e.at, e.action, e.subject, a.display_name, e.purpose, r.body
    from audit_row r join audit_event e using (lane, seq) left join account a on a.id = e.account_id
    where r.person_id = p_person and (asker.role = 'hr' or e.action in ('insert', 'update', 'delete')
      and e.subject = any (case asker.role
        when 'village' then '{person,person_name,person_phone,membership}'
        else '{person,person_name,person_phone,membership,contact,contact_assignment,person_basis,person_notice,proposal}'
        end::text[]))
    order by e.at desc, e.lane, e.seq desc limit p_most;
end $$;

------------------------------------------------------------------------------------------ judgements

create table judgement (
  id          uuid primary key default uuidv7(),
  person_a    uuid not null references person,
  person_b    uuid not null references person,
  verdict     text not null,
  reason      text,
  judged_by   uuid references account,
  at          timestamptz not null default now(),
  constraint judgement_verdict check (verdict in ('same', 'different', 'unsure')),
  constraint judgement_order check (person_a < person_b)
);
comment on table judgement is 'What people said of a pair; appended, never overwritten: the newest counts.';
create index judgement_pair on judgement (person_a, person_b, id);
create index judgement_other on judgement (person_b);

create table pair (
  person_a    uuid not null references person,
  person_b    uuid not null references person,
  weight      int not null,
  band        text not null,
  reasons     jsonb not null,
  model       text not null,
  state       text not null default 'open',
  at          timestamptz not null default now(),
  primary key (person_a, person_b),
  constraint pair_band check (band in ('likely', 'unsure', 'unlike')),
  constraint pair_state check (state in ('open', 'judged')),
  constraint pair_order check (person_a < person_b)
);
comment on table pair is 'Pairs that wait for a judgement, with the match weight in hundredths of a bit and its reasons as they were seen.';

alter table judgement enable row level security;
create policy county on judgement to talent_hr using (true) with check (true);
create policy finder on judgement for select to talent_definer using (true);
create policy scope_select on judgement for select to talent_scoped using (judged_by = (select acting_account()));
create policy scope_insert on judgement for insert to talent_scoped with check (judged_by = (select acting_account()));
alter table pair enable row level security;
create policy county on pair to talent_hr using (true) with check (true);
create policy scope_insert on pair for insert to talent_scoped with check (true);

call audit_table('pool', 'code', '', 'bodies');
call audit_table('person', 'id', 'id', 'bodies');
call audit_table('person_name', 'id', 'person_id', 'bodies');
call audit_table('person_phone', 'id', 'person_id', 'bodies');
call audit_table('person_basis', 'id', 'person_id', 'bodies');
call audit_table('person_notice', 'id', 'person_id', 'bodies');
call audit_table('membership', 'id', 'person_id', 'bodies');
call audit_table('contact', 'id', 'person_id', 'bodies');
call audit_table('contact_assignment', 'id', 'person_id', 'bodies');
call audit_table('proposal', 'id', 'person_id', 'bodies');
call audit_table('judgement', 'id', 'person_a', 'bodies');
call audit_table('pair', 'person_a', 'person_a', 'ids');

---------------------------------------------------------------------------------------------- rights

grant select on pool, person, person_name, person_phone, judgement to talent_definer;
grant select, insert on contact_assignment to talent_definer;
create policy keeper on contact_assignment for insert to talent_definer with check (true);
grant select, insert, update, delete on person_visible, person_key, person_term to talent_definer;
grant execute on function visible_by_place(uuid[], uuid[]) to talent_definer;
grant execute on function lookalike_people(bigint[], int), people_named(text, int), lookalike_rows(uuid[]),
  person_found_by(jsonb), person_history(uuid, int), person_claim(uuid, bigint[]) to talent_hr, talent_scoped;
grant select on pool to talent_hr, talent_scoped;
grant insert, update on pool to talent_hr;
grant select, insert, update on person, person_name, person_phone, person_basis, person_notice, membership,
  contact, contact_assignment, proposal to talent_hr, talent_scoped;
grant delete on person_name, person_phone to talent_hr, talent_scoped;
grant select, insert on membership_step, judgement to talent_hr, talent_scoped;
grant select on person_visible to talent_hr, talent_scoped;
grant insert on pair to talent_scoped;
grant select, insert, update on pair to talent_hr;
create policy scope_delete on person_name for delete to talent_scoped
  using (person_id in (select v.person_id from person_visible v where v.grant_id = (select acting_grant())));
create policy scope_delete on person_phone for delete to talent_scoped
  using (person_id in (select v.person_id from person_visible v where v.grant_id = (select acting_grant())));
do $$
declare
  f text;
begin
  foreach f in array array['visible_by_place(uuid[], uuid[])', 'visible_follows_person()', 'visible_follows_grant()',
      'visible_follows_assignment()', 'lookalike_people(bigint[], int)', 'people_named(text, int)',
      'lookalike_rows(uuid[])', 'person_found_by(jsonb)', 'person_history(uuid, int)', 'person_claim(uuid, bigint[])'] loop
    execute format('alter function %s owner to talent_definer', f);
  end loop;
end $$;
revoke create on schema public from talent_definer;
