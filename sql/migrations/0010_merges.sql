-- Two entries of one human become one, and are taken apart again.
--
-- The entry that goes stays where it is, with all its values: merged_into says who stands for it now, and no
-- role is shown it. What refers to it follows to the survivor, row by row, and each row that did is written
-- down. Judgements stay with the entries they were said of.

grant create on schema public to talent_definer;

alter table person add column merged_into uuid references person;
alter table person add constraint person_not_merged_into_itself check (merged_into <> id);
comment on column person.merged_into is 'Who stands for this entry since it was merged away; its old id and links lead there.';
create index person_merged on person (merged_into) where merged_into is not null;

-- One law for every query there is and will be: a merged-away entry is not there.
create policy living on person as restrictive to talent_hr, talent_scoped using (merged_into is null) with check (true);

create table merge (
  id         uuid primary key default uuidv7(),
  survivor   uuid not null references person,
  gone       uuid not null references person,
  content    bytea not null,
  reason     text,
  merged_by  uuid references account,
  at         timestamptz not null default now(),
  undone_by  uuid references account,
  undone_at  timestamptz,
  undo_reason text,
  constraint merge_of_two check (survivor <> gone),
  constraint merge_undone check (undone_at is not null or undone_by is null and undo_reason is null)
);
comment on table merge is 'One merge: who went, into whom, by whom. content, sealed, holds the values of both before and of the survivor after, each with its origin.';
create unique index merge_standing_once on merge (gone) where undone_at is null;
create index merge_survivor on merge (survivor, id);

create table merge_row (
  merge_id  uuid not null references merge,
  relation  text not null,
  field     text not null,
  row_id    uuid not null,
  primary key (merge_id, relation, field, row_id)
);
comment on table merge_row is 'The rows that followed to the survivor, so that an undoing brings back these and no others.';

create table merge_rule (
  relation  text not null,
  field     text not null,
  rule      text not null,
  primary key (relation, field),
  constraint merge_rule_kind check (rule in ('follows', 'stays'))
);
comment on table merge_rule is 'What becomes of a row that refers to a person when that person is merged away. Every foreign key to person has its rule; a merge stops where one is missing.';

----------------------------------------------------------------------------------- every reference has a rule

-- Rows that follow also refuse to be added for an entry that is gone: whoever read it before the merge and
-- writes after it is told so. Called for each foreign key to person, also of tables yet to come.
create procedure merge_rule_for(relation text, field text, rule text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into merge_rule values (relation, field, rule);
  if rule = 'follows' then
    execute format('grant select (id, %2$I), update (%2$I) on %1$I to talent_definer', relation, field);
    execute format('create policy %I on %I for select to talent_definer using (true)', 'merge_sees_' || field, relation);
    execute format('create policy %I on %I for update to talent_definer using (true) with check (true)',
                   'merge_moves_' || field, relation);
    execute format('create trigger %I after insert on %I referencing new table as new_rows '
                   'for each statement execute function person_lives(%L)', 'person_lives_' || field, relation, field);
  end if;
end $$;

create function person_lives() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  dead boolean;
begin
  execute format('select exists (select from new_rows n join person p on p.id = n.%I where p.merged_into is not null)',
                 tg_argv[0]) into dead;
  if dead then
    raise exception using errcode = 'check_violation', constraint = 'person_lives',
      message = 'the entry was merged into another';
  end if;
  return null;
end $$;

call merge_rule_for('person_name', 'person_id', 'follows');
call merge_rule_for('person_phone', 'person_id', 'follows');
call merge_rule_for('person_basis', 'person_id', 'follows');
call merge_rule_for('person_notice', 'person_id', 'follows');
call merge_rule_for('membership', 'person_id', 'follows');
call merge_rule_for('contact', 'person_id', 'follows');
call merge_rule_for('contact_assignment', 'person_id', 'follows');
call merge_rule_for('proposal', 'person_id', 'follows');
call merge_rule_for('roster_row', 'person_id', 'follows');
call merge_rule_for('tenure', 'person_id', 'follows');
call merge_rule_for('review_result', 'person_id', 'follows');
call merge_rule_for('kin', 'person_id', 'follows');
call merge_rule_for('kin', 'relative', 'follows');
call merge_rule_for('register_route', 'person_id', 'follows');
call merge_rule_for('service_record', 'person_id', 'follows');
call merge_rule_for('release', 'person_id', 'follows');
call merge_rule_for('suggestion', 'person_id', 'follows');
-- Whose step it was when it was taken: totals of earlier days stand.
call merge_rule_for('membership_step', 'person_id', 'stays');
-- Facts about entries: what was said of one keeps saying it.
call merge_rule_for('judgement', 'person_a', 'stays');
call merge_rule_for('judgement', 'person_b', 'stays');
call merge_rule_for('pair', 'person_a', 'stays');
call merge_rule_for('pair', 'person_b', 'stays');
-- Computed: sight is joined by visible_by_merge, keys and terms of who is gone are dropped.
call merge_rule_for('person_visible', 'person_id', 'stays');
call merge_rule_for('person_key', 'person_id', 'stays');
call merge_rule_for('person_term', 'person_id', 'stays');
-- The merges themselves: a chain of them is undone from its end.
call merge_rule_for('person', 'merged_into', 'stays');
call merge_rule_for('merge', 'survivor', 'stays');
call merge_rule_for('merge', 'gone', 'stays');

---------------------------------------------------------------------------------------- who stands for whom

create function person_survivor(p_person uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive line (id, next) as (
    select id, merged_into from person where id = p_person
    union all
    select p.id, p.merged_into from line l join person p on p.id = l.next)
  select id from line where next is null
$$;

-- A person's entry and all that were merged into it.
create function person_entries(p_person uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive below (id) as (
    select p_person
    union all
    select p.id from below b join person p on p.merged_into = b.id)
  select id from below
$$;

-- Names also of entries that are gone, for hr, who reads what was said of them.
create function entries_named(p_people uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.name from person p where p.id = any (p_people) and (select a.role from acting() a) = 'hr'
$$;

-- What stands of everybody who hangs together with some by judgements of the same person, whoever said it.
create function judgements_standing(p_people uuid[])
returns table (person_a uuid, person_b uuid, verdict text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive newest as materialized (
    select distinct on (j.person_a, j.person_b) j.person_a, j.person_b, j.verdict
    from judgement j order by j.person_a, j.person_b, j.id desc),
  side as (
    select n.person_a one, n.person_b other from newest n where n.verdict = 'same'
    union all
    select n.person_b, n.person_a from newest n where n.verdict = 'same'),
  together (person) as (
    select unnest(p_people)
    union
    select s.other from together t join side s on s.one = t.person)
  select n.person_a, n.person_b, n.verdict from newest n
  where n.person_a in (select person from together) or n.person_b in (select person from together)
  order by n.person_a, n.person_b
$$;

------------------------------------------------------------------------------------------------- sight

alter table person_visible drop constraint person_visible_why;
alter table person_visible add constraint person_visible_why
  check (why in ('household', 'residence', 'creator', 'assignment', 'release', 'merge'));

-- Whoever saw an entry for its places or because he made it sees who stands for it; ref names the entry.
create function visible_by_merge(p_gone uuid[], p_grants uuid[]) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into person_visible (grant_id, person_id, why, ref)
  select v.grant_id, person_survivor(g.id), 'merge', g.id
  from person g join person_visible v on v.person_id = g.id and v.why in ('household', 'residence', 'creator')
  where g.merged_into is not null and (p_gone is null or g.id = any (p_gone))
    and (p_grants is null or v.grant_id = any (p_grants))
  on conflict do nothing
$$;

-- Functions that the definer owns are the definer's to replace.
set local role talent_definer;
create or replace function visible_follows_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.revoked_at is not null then
    delete from person_visible where grant_id = new.id;
  elsif tg_op = 'INSERT' and new.role in ('township', 'village') then
    perform visible_by_place(null, array[new.id]);
    perform visible_by_merge(null, array[new.id]);
  end if;
  return null;
end $$;

create or replace function visible_follows_assignment() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op in ('DELETE', 'UPDATE') then
    delete from person_visible where why = 'assignment' and ref = old.id;
  end if;
  if tg_op in ('INSERT', 'UPDATE') and new.until is null then
    insert into person_visible (grant_id, person_id, why, ref) values (new.grant_id, new.person_id, 'assignment', new.id)
    on conflict do nothing;
  end if;
  return null;
end $$;
create or replace function visible_follows_release() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from person_visible where why = 'release' and ref = new.id;
  insert into person_visible (grant_id, person_id, why, ref)
  select g.id, new.person_id, 'release', new.id
  from request r join access_grant g on g.place = r.village and g.role = 'village' and g.revoked_at is null
  where r.id = new.request_id and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;
grant execute on function visible_follows_assignment(), visible_follows_release() to session_user;
reset role;
drop trigger visible_follows_assignment on contact_assignment;
create trigger visible_follows_assignment after insert or delete or update of until, person_id on contact_assignment
  for each row execute function visible_follows_assignment();
create trigger visible_follows_release_move after update of person_id on release
  for each row execute function visible_follows_release();
set local role talent_definer;
revoke execute on function visible_follows_assignment(), visible_follows_release() from session_user;
reset role;

-- A membership's past is read by whoever reads the membership, also the part before a merge.
alter policy scope_select on membership_step using (membership_id in (select m.id from membership m));

-------------------------------------------------------------------------------------------- merge, un-merge

-- hr anywhere; a township where both are in its sight and neither is registered outside it.
create function may_merge(p_people uuid[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return asker.role = 'hr' or asker.role = 'township' and not exists (
    select from person p where p.id = any (p_people)
      and (not exists (select from person_visible v where v.grant_id = asker.grant_id and v.person_id = p.id)
        or p.household_village is not null and not exists (
          select from place_ancestor a where a.place = p.household_village and a.ancestor = asker.place)));
end $$;

-- What refers to a person, by table, that would follow.
create function person_referring(p_person uuid) returns table (relation text, rows int)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r merge_rule;
  n int;
begin
  for r in select * from merge_rule m where m.rule = 'follows' order by m.relation, m.field loop
    execute format('select count(*) from %I where %I = $1', r.relation, r.field) into n using p_person;
    if n > 0 then
      relation := r.relation;
      rows := n;
      return next;
    end if;
  end loop;
end $$;

-- The flow has locked both entries. A row that the survivor has already (the same phone, the same relative)
-- would be there twice: it stays with its entry.
create function person_merge(p_merge uuid, p_survivor uuid, p_gone uuid, p_content bytea, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r record;
  one uuid;
begin
  if not may_merge(array[p_survivor, p_gone]) then
    raise exception using errcode = 'insufficient_privilege', message = 'a merge that is another''s';
  end if;
  update person set merged_into = p_survivor where id = p_gone and merged_into is null
    and exists (select from person s where s.id = p_survivor and s.merged_into is null);
  if not found then
    raise exception using errcode = 'check_violation', constraint = 'person_lives', message = 'an entry is gone';
  end if;
  insert into merge (id, survivor, gone, content, reason, merged_by)
  values (p_merge, p_survivor, p_gone, p_content, p_reason, acting_account());
  for r in
    select c.conrelid::regclass::text relation, a.attname::text field, m.rule
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    left join merge_rule m on m.relation = c.conrelid::regclass::text and m.field = a.attname
    where c.contype = 'f' and c.confrelid = 'person'::regclass order by 1, 2
  loop
    if r.rule is null then
      raise exception 'no merge rule for %.%', r.relation, r.field;
    elsif r.rule = 'follows' then
      for one in execute format('select id from %I where %I = $1 order by id', r.relation, r.field) using p_gone loop
        begin
          execute format('update %I set %I = $1 where id = $2', r.relation, r.field) using p_survivor, one;
          insert into merge_row values (p_merge, r.relation, r.field, one);
        exception when unique_violation or exclusion_violation then
          null;
        end;
      end loop;
    end if;
  end loop;
  delete from person_key where person_id = p_gone;
  delete from person_term where person_id = p_gone;
  perform visible_by_merge(array(select person_entries(p_gone)), null);
end $$;

-- Brings back every row that followed and still stands with the survivor; answers those it could not.
create function person_unmerge(p_merge uuid, p_reason text) returns table (relation text, row_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  m merge;
  r merge_row;
  moved int;
begin
  select * into m from merge where id = p_merge and undone_at is null for update;
  if not found or not may_merge(array[m.survivor, m.gone]) then
    raise exception using errcode = 'insufficient_privilege', message = 'no merge of the asker''s';
  end if;
  update person set merged_into = null where id = m.gone;
  update merge set undone_by = acting_account(), undone_at = now(), undo_reason = p_reason where id = p_merge;
  for r in select * from merge_row w where w.merge_id = p_merge order by w.relation, w.field, w.row_id loop
    moved := 0;
    begin
      execute format('update %I set %I = $1 where id = $2 and %2$I = $3', r.relation, r.field)
        using m.gone, r.row_id, m.survivor;
      get diagnostics moved = row_count;
    exception when unique_violation or exclusion_violation then
      null;
    end;
    if moved = 0 then
      relation := r.relation;
      row_id := r.row_id;
      return next;
    end if;
  end loop;
  delete from person_visible v where v.person_id = m.survivor and v.why = 'merge'
    and v.ref in (select person_entries(m.gone));
  perform visible_by_merge(array(select person_entries(m.gone)), null);
end $$;

--------------------------------------------------------------------------- what only the living count for

set local role talent_definer;
create or replace function lookalike_rows(p_people uuid[]) returns setof lookalike
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
                (select count(*) from person_phone g join person o on o.id = g.person_id and o.merged_into is null
                 where g.number_index = f.number_index)) order by f.id)
              from person_phone f where f.person_id = p.id), '[]'),
    p.household_village, p.residence_place, p.native_place,
    coalesce(p.education_full_time, p.education_in_service), p.political_status, p.employer, p.position,
    asker.role = 'hr' or exists (select from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = p.id and v.until > now())
  from person p where p.id = any (p_people) and p.merged_into is null;
end $$;

create or replace function register_size() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) from person where merged_into is null
$$;

-- A person's history out of the audit, with that of the entries merged into it, for whoever sees the person
-- now. Outside hr only of the tables named here.
create or replace function person_history(p_person uuid, p_most int)
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
    where r.person_id in (select person_entries(p_person)) and (asker.role = 'hr' or e.action in ('insert', 'update', 'delete')
      and e.subject = any (case asker.role
        when 'village' then '{person,person_name,person_phone,membership}'
        else '{person,person_name,person_phone,membership,contact,contact_assignment,person_basis,person_notice,proposal}'
        end::text[]))
    order by e.at desc, e.lane, e.seq desc limit p_most;
end $$;
reset role;

---------------------------------------------------------------------------------------------- rights

-- hr reads all merges; a township those whose survivor it sees, and works off pairs it sees both sides of.
alter table merge enable row level security;
create policy county on merge for select to talent_hr using (true);
create policy keeper on merge to talent_definer using (true) with check (true);
create policy scope_select on merge for select to talent_scoped using (survivor in (select p.id from person p));
create policy county_update on merge for update to talent_hr using (true);
create policy scope_update on merge for update to talent_scoped using (survivor in (select p.id from person p));
alter table merge_row enable row level security;
create policy keeper on merge_row to talent_definer using (true) with check (true);
create policy county on merge_row for select to talent_hr using (true);

create policy scope_select on pair for select to talent_scoped using (
  exists (select from access_grant g where g.id = (select acting_grant()) and g.role = 'township')
  and person_a in (select p.id from person p) and person_b in (select p.id from person p));
create policy scope_update on pair for update to talent_scoped using (
  person_a in (select p.id from person p) and person_b in (select p.id from person p));

call audit_table('merge', 'id', 'survivor', 'ids');
call audit_table('merge_row', 'row_id', '', 'ids');

grant select on merge to talent_hr, talent_scoped;
-- The content is sealed anew where an earlier merge of the same survivor is undone.
grant update (content) on merge to talent_hr, talent_scoped;
grant select on merge_row to talent_hr;
grant select on merge_rule to talent_hr, talent_scoped, talent_definer;
grant select, insert, update on merge to talent_definer;
grant select, insert on merge_row to talent_definer;
grant update (merged_into) on person to talent_definer;
create policy merger on person for update to talent_definer using (true) with check (true);
grant select, update (state) on pair to talent_scoped;
grant execute on function visible_by_merge(uuid[], uuid[]), person_survivor(uuid), person_entries(uuid),
  may_merge(uuid[]) to talent_definer;
grant execute on function person_survivor(uuid), person_entries(uuid), entries_named(uuid[]), judgements_standing(uuid[]),
  may_merge(uuid[]), person_referring(uuid), person_merge(uuid, uuid, uuid, bytea, text), person_unmerge(uuid, text)
  to talent_hr, talent_scoped;
do $$
declare
  f text;
begin
  foreach f in array array['person_lives()', 'person_survivor(uuid)', 'person_entries(uuid)', 'entries_named(uuid[])',
      'judgements_standing(uuid[])', 'visible_by_merge(uuid[], uuid[])', 'may_merge(uuid[])', 'person_referring(uuid)',
      'person_merge(uuid, uuid, uuid, bytea, text)', 'person_unmerge(uuid, text)'] loop
    execute format('alter function %s owner to talent_definer', f);
  end loop;
end $$;
revoke create on schema public from talent_definer;
