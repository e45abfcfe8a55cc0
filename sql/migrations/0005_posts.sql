-- Bodies, posts, tenures, vacancies; what is known for the rules; requests, suggestions, decisions.

grant create on schema public to talent_definer;

create table body (
  id       uuid primary key default uuidv7(),
  village  text not null references place on update cascade,
  kind     int not null,
  constraint body_kind check (kind between 1 and 6),
  constraint body_once unique (village, kind)
);
comment on table body is 'Kinds: 1 村党组织 2 村民委员会 3 村务监督委员会 4 集体经济组织理事会 5 监事会 6 村民小组.';

create table post (
  id       uuid primary key default uuidv7(),
  body_id  uuid not null references body,
  role     int not null,
  seats    int not null,
  constraint post_role_of_a_village_body check (role between 11 and 62),
  constraint post_seats check (seats between 1 and 7),
  constraint post_once unique (body_id, role)
);
comment on table post is 'A role of a body and its seats: 11 书记 12 副书记 13 支委 21 主任 22 副主任 23 委员 24 妇女委员 31 监委主任 32 监委委员 41 理事长 42 理事 51 监事 61 村民小组长 62 党小组长.';

create table term (
  id       uuid primary key default uuidv7(),
  body_id  uuid not null references body,
  starts   date not null,
  due      date not null,
  constraint term_dates check (starts < due),
  constraint term_one_at_a_time exclude using gist (body_id with =, daterange(starts, due) with &&)
);
comment on table term is 'A term of a body (届次) and when the next election is due.';

create table tenure (
  id          uuid primary key default uuidv7(),
  post_id     uuid not null references post,
  seat        int not null,
  person_id   uuid not null references person,
  during      daterange not null,
  end_reason  int,
  concurrent  boolean not null default false,
  constraint tenure_seat check (seat between 1 and 7),
  constraint tenure_end_reason check (end_reason between 1 and 9),
  constraint tenure_one_holder_a_seat exclude using gist (post_id with =, seat with =, during with &&)
);
comment on table tenure is 'Who holds a seat from when to when. concurrent: an outside officer (民警兼任), who counts toward no reserve.';
create index tenure_person on tenure (person_id);

create table vacancy (
  id         uuid primary key default uuidv7(),
  post_id    uuid not null references post,
  seat       int not null,
  opened_on  date not null,
  reason     int not null,
  urgent     boolean not null default false,
  closed_on  date,
  constraint vacancy_reason check (reason between 1 and 9),
  constraint vacancy_dates check (closed_on is null or closed_on >= opened_on)
);
comment on table vacancy is 'Reasons: 1 届满 2 辞职 3 去世 4 免职-末位 5 职务终止 6 涉黑涉恶 7 罢免 8 调离 9 新设.';
create unique index vacancy_one_open on vacancy (post_id, seat) where closed_on is null;

create function seat_is_of_its_post() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.seat > (select p.seats from post p where p.id = new.post_id) then
    raise exception using errcode = 'check_violation', constraint = 'seat_is_of_its_post',
      message = 'the post has no such seat';
  end if;
  return new;
end $$;
create trigger seat_is_of_its_post before insert or update of post_id, seat on tenure
  for each row execute function seat_is_of_its_post();
create trigger seat_is_of_its_post before insert or update of post_id, seat on vacancy
  for each row execute function seat_is_of_its_post();

create table review_result (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  kind       text not null,
  result     text not null,
  document   text,
  decided_on date not null,
  constraint review_result_kind check (
    kind in ('E02', 'E04', 'E08', 'E09', 'E12', 'E13', 'E15', 'E17', 'E18', 'E19', 'E20')),
  constraint review_result_result check (result in ('pass', 'fail', 'pending')),
  constraint review_result_has_document check (result = 'pending' or document is not null)
);
comment on table review_result is 'Sensitive: only what a review found, under the id of the rule it answers, and its document number; the facts behind it stand outside this register. The newest of a kind counts.';
create index review_result_person on review_result (person_id, kind, decided_on);

create table kin (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  relative   uuid not null references person,
  relation   text not null,
  source     text,
  confirmed  boolean not null default false,
  constraint kin_relation check (relation in ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild')),
  constraint kin_not_oneself check (person_id <> relative),
  constraint kin_once unique (person_id, relative)
);
comment on table kin is 'Near relatives (Civil Code §1045): what relative is to person. Both directions stand.';
create index kin_relative on kin (relative);

create table register_route (
  id              uuid primary key default uuidv7(),
  person_id       uuid not null references person,
  village         text not null references place on update cascade,
  route           text not null,
  facts           jsonb not null default '{}',
  recorded_on     date not null,
  constraint register_route_letter check (route in ('A', 'B', 'C', 'D')),
  constraint register_route_once unique (person_id, village)
);
comment on table register_route is 'How a person may stand on a village''s voter register: facts holds each step as {done, on_day, document}, since when he or she works in village affairs, and whether he or she is outstanding talent.';

create table service_record (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  kind       text not null,
  on_day     date not null,
  detail     jsonb not null default '{}',
  constraint service_record_kind check (kind in ('training', 'assessment', 'experience', 'readiness', 'accountant'))
);
comment on table service_record is 'Training attended, yearly assessment, earlier work, readiness, keeping a village''s accounts (报账员): what fit is computed from, and E09.';
create index service_record_person on service_record (person_id, kind, on_day);

create table request (
  id             uuid primary key default uuidv7(),
  village        text not null references place on update cascade,
  post_id        uuid not null references post,
  seats          int not null,
  wanted_skills  text[] not null default '{}',
  must_haves     text[] not null default '{}',
  deadline       date,
  election_day   date,
  document       text,
  urgent         boolean not null default false,
  state          text not null default 'draft',
  submitted_on   date,
  outcome        text,
  created_by     uuid references account,
  created_grant  uuid references access_grant,
  created_at     timestamptz not null default now(),
  version        int not null default 1,
  constraint request_seats check (seats between 1 and 7),
  constraint request_state check (state in ('draft', 'town_ok', 'open', 'suggested', 'shortlisted', 'review', 'closed')),
  constraint request_outcome check ((outcome is not null) = (state = 'closed')),
  constraint request_outcome_kind check (outcome in ('filled', 'unfilled', 'withdrawn'))
);
comment on table request is 'A village asks for people for a post. A draft is submitted (submitted_on), the township agrees, hr opens it.';
create index request_village on request (village, state);

-- The way of a request, and who may take which step of it. Whoever acts without a session is the owner.
create function request_keeps_its_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acts text := (select role from acting());
  step text := case when tg_op = 'UPDATE' then old.state || '>' || new.state else '>' || new.state end;
  by_suggesting constant text[] := '{open>suggested,suggested>shortlisted}';
begin
  if tg_op = 'INSERT' then
    if acts <> 'hr' and step <> '>draft' then
      raise exception using errcode = 'insufficient_privilege', message = 'a request begins as a draft';
    end if;
    return new;
  end if;
  if step <> all (array['draft>town_ok', 'draft>closed', 'town_ok>open', 'town_ok>draft', 'town_ok>closed',
      'open>suggested', 'open>closed', 'suggested>shortlisted', 'suggested>open', 'suggested>closed',
      'shortlisted>review', 'shortlisted>suggested', 'shortlisted>closed', 'review>shortlisted', 'review>closed']) then
    raise exception using errcode = 'check_violation', constraint = 'request_keeps_its_way',
      message = 'a request takes no such step';
  end if;
  if acts in ('village', 'township') and step <> all (by_suggesting)
     and not (acts = 'township' and step in ('draft>town_ok', 'town_ok>draft'))
     and not (new.outcome is not distinct from 'withdrawn' and old.state <> 'review') then
    raise exception using errcode = 'insufficient_privilege', message = 'the step is another role''s';
  end if;
  return new;
end $$;
create trigger request_begins before insert on request
  for each row execute function request_keeps_its_way();
create trigger request_keeps_its_way before update of state on request
  for each row when (old.state is distinct from new.state) execute function request_keeps_its_way();

create table release (
  id           uuid primary key default uuidv7(),
  request_id   uuid not null references request,
  person_id    uuid not null references person,
  released_by  uuid references account,
  at           timestamptz not null default now(),
  reason       text not null,
  constraint release_once unique (request_id, person_id),
  constraint release_has_reason check (reason ~ '\S')
);
comment on table release is 'hr lets one village see one person for one request; the sight ends with the request.';

create table suggestion_run (
  id            uuid primary key default uuidv7(),
  request_id    uuid not null references request,
  asked_for     date not null,
  rules         text[] not null,
  unchecked     text[] not null default '{}',
  weights       text not null,
  data_digest   bytea not null,
  pool_size     int not null,
  ranked        int not null,
  top           int not null,
  board_notes   jsonb not null default '[]',
  notes         text[] not null default '{}',
  made_by       uuid references account,
  made_grant    uuid references access_grant,
  at            timestamptz not null default now()
);
comment on table suggestion_run is 'A suggestion as it was seen: each rule with its edition, the weights, a keyed digest of the data it read, and on which day''s law. pool_size people were considered, ranked of them ranked, the top of these shown.';
create index suggestion_run_request on suggestion_run (request_id, id);

create table suggestion (
  id          uuid primary key default uuidv7(),
  run_id      uuid not null references suggestion_run,
  person_id   uuid not null references person,
  standing    text not null,
  rank        int,
  total       int,
  detail      jsonb not null,
  reviewed    jsonb,
  decision    text,
  decided_by  uuid references account,
  decided_at  timestamptz,
  reason      text,
  version     int not null default 1,
  constraint suggestion_standing check (standing in ('eligible', 'to_verify', 'ineligible', 'apart')),
  constraint suggestion_ranked check ((standing in ('eligible', 'to_verify')) = (rank is not null) and (rank is null) = (total is null)),
  constraint suggestion_decision check (decision in ('accepted', 'declined')),
  constraint suggestion_decided check ((decision is null) = (decided_at is null)),
  constraint suggestion_declined_has_reason check (decision <> 'declined' or coalesce(reason, '') ~ '\S'),
  constraint suggestion_only_eligible_accepted check (decision <> 'accepted' or standing = 'eligible'),
  constraint suggestion_once unique (run_id, person_id)
);
comment on table suggestion is 'One person of a run. apart: named outside the ranking (人工评议, incumbents, not active in a pool). detail is what a village may read; reviewed, read by hr alone, is the same with what reviews of a person found.';
create index suggestion_person on suggestion (person_id);

------------------------------------------------------------------------------ sight ends with the request

create function visible_follows_release() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into person_visible (grant_id, person_id, why, ref)
  select g.id, new.person_id, 'release', new.id
  from request r join access_grant g on g.place = r.village and g.role = 'village' and g.revoked_at is null
  where r.id = new.request_id and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;
create trigger visible_follows_release after insert on release
  for each row execute function visible_follows_release();

-- A village account made while the request stands sees who was released to its village.
create function visible_follows_village_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into person_visible (grant_id, person_id, why, ref)
  select new.id, l.person_id, 'release', l.id
  from release l join request r on r.id = l.request_id
  where r.village = new.place and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;
create trigger visible_follows_village_grant after insert on access_grant
  for each row when (new.role = 'village') execute function visible_follows_village_grant();

create function visible_ends_with_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from person_visible v using release r
  where r.request_id = new.id and v.why = 'release' and v.ref = r.id;
  return null;
end $$;
create trigger visible_ends_with_request after update of state on request
  for each row when (new.state = 'closed') execute function visible_ends_with_request();

----------------------------------------------------------------------------------------------- scopes

create function acting_place() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select place from acting()
$$;

create procedure row_security_by_village(guarded text, condition text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('create policy county on %I to talent_hr using (true) with check (true)', guarded);
  execute format('create policy finder on %I for select to talent_definer using (true)', guarded);
  execute format('create policy scope on %I to talent_scoped using (%s) with check (%2$s)', guarded, condition);
end $$;
call row_security_by_village('body', 'village in (select a.place from place_ancestor a where a.ancestor = (select acting_place()))');
call row_security_by_village('post', 'body_id in (select b.id from body b)');
call row_security_by_village('term', 'body_id in (select b.id from body b)');
call row_security_by_village('tenure', 'post_id in (select p.id from post p)');
call row_security_by_village('vacancy', 'post_id in (select p.id from post p)');
call row_security_by_village('request', 'village in (select a.place from place_ancestor a where a.ancestor = (select acting_place()))');
call row_security_by_village('release', 'request_id in (select r.id from request r)');
call row_security_by_village('suggestion_run', 'request_id in (select r.id from request r)');
-- A suggestion names a person: it is read only by whoever sees both the request and the person.
call row_security_by_village('suggestion', 'run_id in (select r.id from suggestion_run r) and person_id in (select p.id from person p)');

-- A village's sight of a list of reviews or kin would be sight of sensitive facts: hr keeps them, and the
-- rules read them through candidate_facts.
alter table review_result enable row level security;
create policy county on review_result to talent_hr using (true) with check (true);
create policy finder on review_result for select to talent_definer using (true);
alter table kin enable row level security;
create policy county on kin to talent_hr using (true) with check (true);
create policy finder on kin for select to talent_definer using (true);
call row_security_by_person('register_route', 'person_id');
call row_security_by_person('service_record', 'person_id');

------------------------------------------------------------------------ what the rules may know of people

create type candidate as (
  person_id uuid, reviews jsonb, kin jsonb, tenures jsonb, routes jsonb, records jsonb);

-- What the rules and fit need of people in the asker's sight: results of reviews, kin, seats, steps, records.
-- Answers are for the rules alone and are never shown as they stand. Outside hr only those kin count who
-- sit in a village of the asker's.
create function candidate_facts(p_people uuid[], p_on date) returns setof candidate
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select c.id,
    coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'result', r.result, 'document', r.document) order by r.kind, r.id)
              from review_result r where r.person_id = c.id and r.decided_on = (
                select max(n.decided_on) from review_result n where n.person_id = c.id and n.kind = r.kind)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('person_id', k.relative, 'relation', k.relation, 'confirmed', k.confirmed) order by k.relative)
              from kin k where k.person_id = c.id and (asker.role = 'hr' or exists (
                select from tenure t join post p on p.id = t.post_id join body b on b.id = p.body_id
                join place_ancestor a on a.place = b.village
                where t.person_id = k.relative and t.during @> p_on and a.ancestor = asker.place))), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('role', p.role, 'village', b.village, 'since', lower(t.during),
                                 'until', upper(t.during), 'concurrent', t.concurrent) order by lower(t.during), t.id)
              from tenure t join post p on p.id = t.post_id join body b on b.id = p.body_id
              where t.person_id = c.id and lower(t.during) <= p_on), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('village', r.village, 'route', r.route, 'facts', r.facts) order by r.village)
              from register_route r where r.person_id = c.id), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'on_day', s.on_day, 'detail', s.detail) order by s.on_day, s.id)
              from service_record s where s.person_id = c.id and s.on_day <= p_on), '[]')
  from unnest(p_people) c (id)
  where asker.role = 'hr' or exists (select from person_visible v
    where v.grant_id = asker.grant_id and v.person_id = c.id and (v.until is null or v.until > now()));
end $$;

create type incumbent as (
  tenure_id uuid, post_id uuid, role int, seat int, person_id uuid, name text, sex text, skills text[],
  since date, until date, concurrent boolean);

-- Who holds the seats of a village on a day. Who holds office is public, also where the person lives
-- out of the asker's sight; of a village out of scope there is nothing.
create function incumbents(p_village text, p_on date) returns setof incumbent
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select t.id, p.id, p.role, t.seat, t.person_id, n.name, n.sex, n.skills, lower(t.during), upper(t.during), t.concurrent
  from body b join post p on p.body_id = b.id join tenure t on t.post_id = p.id join person n on n.id = t.person_id
  where b.village = p_village and t.during @> p_on
    and (asker.role = 'hr' or exists (select from place_ancestor a where a.place = p_village and a.ancestor = asker.place))
  order by p.role, t.seat;
end $$;

-- A list answer that names no people: one event, its ids as rows.
create function audit_list(p_subject text, p_ids uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append('list', p_subject, null, p_ids::text[], null, null)
$$;

----------------------------------------------------------------------------------------- audit and grants

call audit_table('body', 'id', '', 'bodies');
call audit_table('post', 'id', '', 'bodies');
call audit_table('term', 'id', '', 'bodies');
call audit_table('tenure', 'id', 'person_id', 'bodies');
call audit_table('vacancy', 'id', '', 'bodies');
call audit_table('review_result', 'id', 'person_id', 'bodies');
call audit_table('kin', 'id', 'person_id', 'bodies');
call audit_table('register_route', 'id', 'person_id', 'bodies');
call audit_table('service_record', 'id', 'person_id', 'bodies');
call audit_table('request', 'id', '', 'bodies');
call audit_table('release', 'id', 'person_id', 'bodies');
call audit_table('suggestion_run', 'id', '', 'bodies');
-- A run's rows are told by their ids; a decision with its reason.
call audit_table('suggestion', 'id', 'person_id', 'ids');
drop trigger audit_update on suggestion;
create trigger audit_update after update on suggestion referencing old table as old_rows new table as new_rows
  for each statement execute function audit_statement('id', 'person_id', 'bodies');

grant select on body, post, tenure, vacancy, review_result, kin, register_route, service_record, request, release
  to talent_definer;
grant execute on function acting_place(), candidate_facts(uuid[], date), incumbents(text, date), audit_list(text, uuid[])
  to talent_hr, talent_scoped;
grant select on rule, weight_set to talent_hr, talent_scoped;
grant select, insert, update on body, post, term, tenure, vacancy, request, release, suggestion_run, suggestion,
  register_route, service_record, review_result, kin to talent_hr;
grant delete on kin to talent_hr;
grant select on body, post, term, tenure, vacancy, release, register_route, service_record to talent_scoped;
grant select, insert on request, suggestion_run to talent_scoped;
grant update (state, submitted_on, outcome, version) on request to talent_scoped;
grant insert, select (id, run_id, person_id, standing, rank, total, detail, decision, decided_by, decided_at, reason, version),
  update (decision, decided_by, decided_at, reason, version) on suggestion to talent_scoped;
do $$
declare
  f text;
begin
  foreach f in array array['seat_is_of_its_post()', 'request_keeps_its_way()', 'visible_follows_release()',
      'visible_follows_village_grant()', 'visible_ends_with_request()', 'acting_place()',
      'candidate_facts(uuid[], date)', 'incumbents(text, date)', 'audit_list(text, uuid[])'] loop
    execute format('alter function %s owner to talent_definer', f);
  end loop;
end $$;
revoke create on schema public from talent_definer;
