-- To-dos of requests, rounds of review, who is held by which request, when a request may close as filled.

grant create on schema public to talent_definer;

create function acting_role() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select role from acting()
$$;

----------------------------------------------------------------------------------------------- to-dos

create table todo (
  id          uuid primary key default uuidv7(),
  kind        text not null,
  request_id  uuid not null references request,
  role        text not null,
  place       text references place on update cascade,
  opened_at   timestamptz not null default now(),
  done_at     timestamptz,
  done_by     uuid references account,
  constraint todo_kind check (kind in ('submit', 'revise', 'examine', 'open', 'suggest', 'decide', 'start_review', 'review', 'read')),
  constraint todo_role check (role in ('hr', 'township', 'village')),
  constraint todo_holder check ((role = 'hr') = (place is null))
);
comment on table todo is 'What a request asks of its next holder: a role at a place, hr for the county. Kept by a trigger on request.';
create index todo_open on todo (role, place) where done_at is null;
create index todo_request on todo (request_id);

-- Each state has one holder; what the state before asked for is done. An outcome waits to be read.
create function todo_follows_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  next_kind constant text := case
    when new.state = 'draft' and new.submitted_on is not null then 'examine'
    when new.state = 'draft' and tg_op = 'UPDATE' then 'revise'
    when new.state = 'draft' then 'submit'
    when new.state = 'town_ok' then 'open'
    when new.state = 'open' then 'suggest'
    when new.state = 'suggested' then 'decide'
    when new.state = 'shortlisted' then 'start_review'
    when new.state = 'review' then 'review'
    else 'read' end;
  next_role constant text := case
    when next_kind = 'examine' then 'township'
    when next_kind in ('submit', 'revise', 'decide', 'read') then 'village'
    else 'hr' end;
begin
  update todo t set done_at = now(), done_by = acting_account() where t.request_id = new.id and t.done_at is null;
  insert into todo (kind, request_id, role, place)
  select next_kind, new.id, next_role, case next_role
    when 'village' then new.village
    when 'township' then (select a.ancestor from place_ancestor a join place p on p.code = a.ancestor
                          where a.place = new.village and p.kind = 'township') end;
  return null;
end $$;
create trigger todo_follows_new_request after insert on request
  for each row execute function todo_follows_request();
create trigger todo_follows_request after update of state, submitted_on on request
  for each row when (old.state is distinct from new.state or old.submitted_on is distinct from new.submitted_on)
  execute function todo_follows_request();

-------------------------------------------------------------------------------------- rounds of review

create table review_round (
  id           uuid primary key default uuidv7(),
  request_id   uuid not null references request,
  person_id    uuid not null references person,
  round        text not null,
  department   text not null,
  result       text not null,
  document     text not null,
  decided_on   date not null,
  recorded_by  uuid references account,
  at           timestamptz not null default now(),
  constraint review_round_round check (round in ('R1', 'R2', 'R3', 'R4')),
  constraint review_round_result check (result in ('no_objection', 'objection', 'suspended')),
  constraint review_round_has_document check (document ~ '\S')
);
comment on table review_round is 'Sensitive: what a department said offline of a person in a round of a request, under its document number. The newest of a round and department counts.';
create index review_round_of on review_round (request_id, person_id, round);

-- The last word on each person of a request, whichever of its runs it was said in.
create view request_decision with (security_invoker = true) as
select distinct on (n.request_id, s.person_id) n.request_id, s.person_id, s.decision, s.decided_at
from suggestion s join suggestion_run n on n.id = s.run_id
where s.decision is not null
order by n.request_id, s.person_id, s.decided_at desc, s.id desc;
comment on view request_decision is 'The last decision on each person of a request.';

-- The rounds of a person that are not through: without a word yet, or with a last word that is no consent.
create function rounds_open(p_request uuid, p_person uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(w.round order by w.round), '{}') from unnest(array['R1', 'R2', 'R3', 'R4']) w (round)
  where not exists (select from review_round r where r.request_id = p_request and r.person_id = p_person and r.round = w.round)
     or exists (
       select from (select distinct on (r.department) r.result from review_round r
                    where r.request_id = p_request and r.person_id = p_person and r.round = w.round
                    order by r.department, r.decided_on desc, r.id desc) last
       where last.result <> 'no_objection')
$$;

-- Filled is a request whose every accepted person has come through the four rounds.
create function request_is_filled_by_review() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'review' or not exists (
       select from request_decision d where d.request_id = new.id and d.decision = 'accepted')
     or exists (
       select from request_decision d where d.request_id = new.id and d.decision = 'accepted'
         and cardinality(rounds_open(new.id, d.person_id)) > 0) then
    raise exception using errcode = 'check_violation', constraint = 'request_is_filled_by_review',
      message = 'not everybody accepted has come through the rounds of review';
  end if;
  return new;
end $$;
-- Named to come after request_keeps_its_way: who may not take a step learns nothing of the reviews.
create trigger request_review_fills before update of state on request
  for each row when (new.outcome = 'filled') execute function request_is_filled_by_review();

-- What was asked for is written only while nobody else looks at it.
create function request_is_written_as_a_draft() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'draft' or old.submitted_on is not null then
    raise exception using errcode = 'check_violation', constraint = 'request_is_written_as_a_draft',
      message = 'a request that was submitted is not written anew';
  end if;
  return new;
end $$;
create trigger request_is_written_as_a_draft
  before update of seats, wanted_skills, must_haves, deadline, election_day, document on request
  for each row execute function request_is_written_as_a_draft();

------------------------------------------------------------------------------------- who is held where

-- How many open requests may hold one person at a time; a setting of the county, two without it.
create function holds_at_most() returns int
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select (s.value #>> '{}')::int from setting s where s.name = 'holds_at_most'), 2)
$$;

create function held_by_others(p_person uuid, p_request uuid) returns int
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::int from request_decision d join request r on r.id = d.request_id
  where d.person_id = p_person and d.decision = 'accepted' and r.state <> 'closed' and r.id <> p_request
$$;

create function person_is_held_at_most() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  request uuid := (select n.request_id from suggestion_run n where n.id = new.run_id);
begin
  -- Two requests that want one person come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('hold ' || new.person_id, 0));
  if held_by_others(new.person_id, request) >= holds_at_most() then
    raise exception using errcode = 'check_violation', constraint = 'person_is_held_at_most',
      message = 'the person is held by as many requests as may be';
  end if;
  return new;
end $$;
create trigger person_is_held_at_most before update of decision on suggestion
  for each row when (new.decision = 'accepted' and old.decision is distinct from new.decision)
  execute function person_is_held_at_most();

create type wanted as (
  person_id uuid, request_id uuid, village text, village_name text, role int, held boolean);

-- Which other open requests want people in the asker's sight: hold them, or would seat them by their newest
-- run. Where a request lies outside the asker's scope only that there is one is told.
create function wanted_elsewhere(p_people uuid[], p_request uuid) returns setof wanted
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  with seen as (
    select c.id from unnest(p_people) c (id)
    where asker.role = 'hr' or exists (select from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = c.id and (v.until is null or v.until > now()))),
  newest as (
    select distinct on (n.request_id) n.id, n.request_id from suggestion_run n order by n.request_id, n.id desc),
  wants as (
    select s.person_id, r.id, r.village, p.role,
           exists (select from request_decision d where d.request_id = r.id and d.person_id = s.person_id
                   and d.decision = 'accepted') held
    from request r join post p on p.id = r.post_id join newest n on n.request_id = r.id
    join suggestion s on s.run_id = n.id and s.person_id in (select id from seen)
    where r.state <> 'closed' and r.id is distinct from p_request
      and (s.decision = 'accepted' or s.rank <= r.seats and s.decision is distinct from 'declined')
    union
    select d.person_id, r.id, r.village, p.role, true
    from request_decision d join request r on r.id = d.request_id join post p on p.id = r.post_id
    where d.decision = 'accepted' and r.state <> 'closed' and r.id is distinct from p_request
      and d.person_id in (select id from seen))
  select w.person_id, case when o.mine then w.id end, case when o.mine then w.village end,
         case when o.mine then l.name end, case when o.mine then w.role end, w.held
  from wants w join place l on l.code = w.village
  cross join lateral (select asker.role = 'hr' or exists (
    select from place_ancestor a where a.place = w.village and a.ancestor = asker.place) mine) o
  order by w.person_id, w.held desc, w.id;
end $$;

----------------------------------------------------------------------------------------- audit and grants

-- The owner puts the check that an entry lives on its tables; only the check's owner can allow that.
do $$
declare
  migrator text := current_user;
begin
  set local role talent_definer;
  execute format('grant execute on function person_lives() to %I', migrator);
  reset role;
end $$;
call merge_rule_for('review_round', 'person_id', 'follows');
call audit_table('todo', 'id', '', 'bodies');
call audit_table('review_round', 'id', 'person_id', 'bodies');

alter table todo enable row level security;
create policy county on todo to talent_hr using (true) with check (true);
create policy keeper on todo to talent_definer using (true) with check (true);
create policy own on todo to talent_scoped
  using (role = (select acting_role()) and place = (select acting_place()))
  with check (role = (select acting_role()) and place = (select acting_place()));
alter table review_round enable row level security;
create policy county on review_round to talent_hr using (true) with check (recorded_by = (select acting_account()));
create policy finder on review_round for select to talent_definer using (true);

grant update (seats, wanted_skills, must_haves, deadline, election_day, document, urgent) on request to talent_scoped;
grant select on todo to talent_hr, talent_scoped;
grant update (done_at, done_by) on todo to talent_hr, talent_scoped;
grant select, insert, update on todo to talent_definer;
grant select, insert on review_round to talent_hr;
grant select on review_round, suggestion, suggestion_run, request_decision to talent_definer;
grant select on request_decision to talent_hr, talent_scoped;
grant execute on function acting_role(), holds_at_most(), wanted_elsewhere(uuid[], uuid) to talent_hr, talent_scoped;
grant execute on function rounds_open(uuid, uuid) to talent_hr;
grant execute on function rounds_open(uuid, uuid), held_by_others(uuid, uuid), holds_at_most() to talent_definer;
do $$
declare
  f text;
begin
  foreach f in array array['acting_role()', 'todo_follows_request()', 'rounds_open(uuid, uuid)', 'request_is_filled_by_review()',
      'holds_at_most()', 'held_by_others(uuid, uuid)', 'person_is_held_at_most()', 'wanted_elsewhere(uuid[], uuid)'] loop
    execute format('alter function %s owner to talent_definer', f);
  end loop;
end $$;
revoke create on schema public from talent_definer;
