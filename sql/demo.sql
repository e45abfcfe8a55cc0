-- The demo county, put in by the thousand.

-- name: anybody -> value
select exists (select from person);

-- name: add_memberships
insert into membership (id, person_id, pool, state, source, entered_on, created_by)
select r.id, r.person_id, r.pool, r.state, r.source, r.entered_on, acting_account()
from jsonb_populate_recordset(null::membership, :rows) r;

-- name: add_bodies
insert into body (id, village, kind) select r.id, r.village, r.kind from jsonb_populate_recordset(null::body, :rows) r;

-- name: add_posts
insert into post (id, body_id, role, seats)
select r.id, r.body_id, r.role, r.seats from jsonb_populate_recordset(null::post, :rows) r;

-- name: add_terms
insert into term (id, body_id, starts, due)
select r.id, r.body_id, r.starts, r.due from jsonb_populate_recordset(null::term, :rows) r;

-- name: add_tenures
insert into tenure (id, post_id, seat, person_id, during, end_reason, concurrent)
select r.id, r.post_id, r.seat, r.person_id, daterange(r.starts, r.ends), r.end_reason, r.concurrent
from jsonb_to_recordset(:rows) r (id uuid, post_id uuid, seat int, person_id uuid, starts date, ends date,
                                  end_reason int, concurrent boolean);

-- name: add_vacancies
insert into vacancy (id, post_id, seat, opened_on, reason, urgent)
select r.id, r.post_id, r.seat, r.opened_on, r.reason, r.urgent from jsonb_populate_recordset(null::vacancy, :rows) r;

-- name: add_kin
insert into kin (id, person_id, relative, relation, source, confirmed)
select r.id, r.person_id, r.relative, r.relation, r.source, r.confirmed
from jsonb_populate_recordset(null::kin, :rows) r
on conflict on constraint kin_once do nothing;

-- name: add_reviews
insert into review_result (id, person_id, kind, result, document, decided_on)
select r.id, r.person_id, r.kind, r.result, r.document, r.decided_on
from jsonb_populate_recordset(null::review_result, :rows) r;

-- name: add_routes
insert into register_route (id, person_id, village, route, facts, recorded_on)
select r.id, r.person_id, r.village, r.route, r.facts, r.recorded_on
from jsonb_populate_recordset(null::register_route, :rows) r;

-- name: add_records
insert into service_record (id, person_id, kind, on_day, detail)
select r.id, r.person_id, r.kind, r.on_day, r.detail from jsonb_populate_recordset(null::service_record, :rows) r;

-- name: add_contacts
insert into contact (id, person_id, made_by, made_on, channel, outcome, next_on)
select r.id, r.person_id, acting_account(), r.made_on, r.channel, r.outcome, r.next_on
from jsonb_populate_recordset(null::contact, :rows) r;

-- name: add_assignments
insert into contact_assignment (id, person_id, grant_id, since)
select r.id, r.person_id, g.id, r.since
from jsonb_to_recordset(:rows) r (id uuid, person_id uuid, login text, since date)
join account a on a.login = r.login join access_grant g on g.account_id = a.id;

-- name: add_requests
insert into request (id, village, post_id, seats, wanted_skills, must_haves, deadline, document, urgent, state,
                     submitted_on, created_by, created_grant)
select r.id, r.village, r.post_id, r.seats, r.wanted_skills, r.must_haves, r.deadline, r.document, r.urgent, r.state,
       r.submitted_on, acting_account(), acting_grant()
from jsonb_populate_recordset(null::request, :rows) r;

-- name: add_reserves
insert into reserve (id, person_id, village, role, state, readiness, since, created_by)
select r.id, r.person_id, r.village, r.role, r.state, r.readiness, r.since, acting_account()
from jsonb_populate_recordset(null::reserve, :rows) r;

-- name: add_reserve_steps
insert into reserve_step (reserve_id, to_state, on_day, made_by)
select r.id, r.state, r.since, acting_account() from jsonb_populate_recordset(null::reserve, :rows) r;
