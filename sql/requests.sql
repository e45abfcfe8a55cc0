-- Requests, releases, suggestions, decisions. Row-level security decides which there are.

-- name: add
insert into request (id, village, post_id, seats, wanted_skills, must_haves, deadline, election_day, document, urgent,
                     created_by, created_grant)
values (:id, :village, :post, :seats, :wanted_skills, :must_haves, :deadline, :election_day, :document,
        :urgent or exists (select from vacancy v where v.post_id = :post and v.closed_on is null and v.urgent),
        acting_account(), acting_grant());

-- name: one -> requests.Row?
select r.id, r.village, l.name village_name, l.kind village_kind, r.post_id, p.role, r.seats, r.wanted_skills,
       r.must_haves, r.deadline, r.election_day, r.document, r.urgent, r.state, r.submitted_on, r.outcome,
       a.display_name created_by, r.created_grant, r.created_at, r.version
from request r join place l on l.code = r.village join post p on p.id = r.post_id
left join account a on a.id = r.created_by
where r.id = :request;

-- name: lock -> value?
-- Steps, releases, runs and decisions of one request come one after the other.
select id from request where id = :request for update;

-- name: page -> requests.Row*
-- Urgent ones first (seats vacant after organised crime), then the newest.
select r.id, r.village, l.name village_name, l.kind village_kind, r.post_id, p.role, r.seats, r.wanted_skills,
       r.must_haves, r.deadline, r.election_day, r.document, r.urgent, r.state, r.submitted_on, r.outcome,
       a.display_name created_by, r.created_grant, r.created_at, r.version
from request r join place l on l.code = r.village join post p on p.id = r.post_id
left join account a on a.id = r.created_by
where (:village::text is null or r.village in (select d.place from place_ancestor d where d.ancestor = :village))
  and (:state::text is null or r.state = :state)
  and (:stands::text[] is null
       or case when r.state = 'draft' and r.submitted_on is not null then 'submitted' else r.state end = any (:stands))
  and (:before::uuid is null
       or (r.urgent, r.id) < (select b.urgent, b.id from request b where b.id = :before))
order by r.urgent desc, r.id desc limit :most;

-- name: step
update request set state = :state, outcome = :outcome, submitted_on = :submitted_on, version = version + 1
where id = :request and version = :version;

-- name: amend
update request set seats = :seats, wanted_skills = :wanted_skills, must_haves = :must_haves, deadline = :deadline,
  election_day = :election_day, document = :document, urgent = urgent or :urgent, version = version + 1
where id = :request and version = :version;

-- name: accepted -> value
-- How many people a request has accepted by the last word on each, one person but.
select count(*) from request_decision d
where d.request_id = :request and d.decision = 'accepted' and d.person_id is distinct from :but;

-- name: accepted_people -> suggested.Card*
select p.id person_id, p.name, p.sex, left(p.birth, 7) born
from request_decision d join person p on p.id = d.person_id
where d.request_id = :request and d.decision = 'accepted' order by p.sort_key, p.id;

-- name: wanted -> suggested.Wanted*
select * from wanted_elsewhere(:people, :request);

-- name: holds_at_most -> value
select holds_at_most();

-- name: kin_among -> value*
-- Pairs of near kin among people, each as an array of two.
select array[k.person_id, k.relative] from kin k
where k.person_id = any(:people) and k.relative = any(:people);

-- name: rounds -> reviewing.Spoken*
select r.id, r.person_id, p.name, p.sex, p.birth, r.round, r.department, r.result, r.document, r.decided_on
from review_round r join person p on p.id = r.person_id where r.request_id = :request order by r.id;

-- name: add_round
insert into review_round (id, request_id, person_id, round, department, result, document, decided_on, recorded_by)
values (:id, :request, :person, :round, :department, :result, :document, :decided_on, acting_account());

-- name: todos -> todos.Row*
-- What is open for the asker's role and place: urgent first, then by deadline, then the oldest.
select t.id, t.kind, t.request_id, r.village, l.name village_name, p.role, r.urgent, r.deadline, r.state, r.outcome,
       t.opened_at
from todo t join request r on r.id = t.request_id join place l on l.code = r.village join post p on p.id = r.post_id
where t.done_at is null and t.role = (select acting_role())
order by r.urgent desc, r.deadline nulls last, t.opened_at limit :most;

-- name: read_todo
update todo set done_at = now(), done_by = acting_account() where id = :todo and kind = 'read' and done_at is null;

-- name: release
insert into release (id, request_id, person_id, released_by, reason)
values (:id, :request, :person, acting_account(), :reason);

-- name: releases -> requests.Release*
select l.id, l.person_id, p.name, p.sex, p.birth, l.reason, l.at
from release l join person p on p.id = l.person_id
where l.request_id = :request order by l.id;

-- name: weights -> fit.WeightSet?
select role_group, version, weights, note from weight_set where role_group = :role_group order by version desc limit 1;

-- name: entries -> dossier.Entry*
-- The village's own people by household register or residence, and those released to it for the request,
-- as far as they stand in a pool or wait to.
with here as materialized (
  select a.place from place_ancestor a where a.ancestor = :village),
near as (
  select p.id from person p where p.household_village in (select h.place from here h)
  union
  select p.id from person p where p.residence_place in (select h.place from here h)
  union
  select l.person_id from release l where l.request_id = :request::uuid)
select p.id, p.name, p.sex, p.birth, p.birth_lunar, p.native_place, p.household_village, p.residence_place,
       p.resident_since, p.education_full_time, p.education_in_service, p.political_status, p.activist, p.title_level,
       p.skills, p.entered_on, p.return_intent, p.retired, p.to_verify, p.verified, p.ranking_refused,
       exists (select from membership m where m.person_id = p.id and m.state = 'active') active,
       exists (select from membership m where m.person_id = p.id and m.state = 'active' and m.pool = 'RESERVE') reserve
from near n join person p on p.id = n.id
where exists (select from membership m where m.person_id = p.id and m.state in ('submitted', 'town_ok', 'active', 'paused'))
order by p.id;

-- name: reserves_of -> value
-- How many people of the reserve pool a village has by household register, as far as they are in sight.
select count(distinct m.person_id)::int from membership m join person p on p.id = m.person_id
where m.pool = 'RESERVE' and m.state = 'active'
  and p.household_village in (select a.place from place_ancestor a where a.ancestor = :village);

-- name: known -> dossier.Known*
select * from candidate_facts(:people, :on);

-- name: as_incumbents -> posts.Sitting*
-- People as a board would know them.
select id person_id, name, sex, skills, ethnicity from person where id = any(:people) order by id;

-- name: add_run
insert into suggestion_run (id, request_id, asked_for, rules, unchecked, weights, data_digest, pool_size, ranked, top,
                            board_notes, notes, made_by, made_grant)
values (:id, :request, :asked_for, :rules, :unchecked, :weights, :data_digest, :pool_size, :ranked, :top,
        :board_notes, :notes, acting_account(), acting_grant());

-- name: add_lines
insert into suggestion (id, run_id, person_id, standing, rank, total, detail, reviewed)
select r.id, r.run_id, r.person_id, r.standing, r.rank, r.total, r.detail, r.reviewed
from jsonb_populate_recordset(null::suggestion, :lines) r;

-- name: run -> suggested.Run?
-- One run of a request, or its newest.
select n.id, n.request_id, r.village, l.name village_name, p.role, n.asked_for, n.rules, n.unchecked, n.weights,
       encode(n.data_digest, 'hex') data_digest, n.pool_size, n.ranked, n.top, n.board_notes, n.notes, n.at
from suggestion_run n join request r on r.id = n.request_id join place l on l.code = r.village
join post p on p.id = r.post_id
where n.request_id = :request and (:run::uuid is null or n.id = :run)
order by n.id desc limit 1;

-- name: runs -> requests.Ran*
select id, asked_for, rules, weights, pool_size, ranked, at from suggestion_run
where request_id = :request order by id desc limit :most;

-- name: lines -> suggested.Stored*
select s.id, s.version, s.person_id, p.name, p.sex, p.birth, s.standing, s.rank, s.total, s.detail, s.decision, s.reason,
       s.decided_at
from suggestion s join person p on p.id = s.person_id
where s.run_id = :run order by s.rank nulls last, s.person_id;

-- name: reviewed -> suggested.Reviewed*
-- For hr alone: no other role may read the column.
select id, reviewed from suggestion where run_id = :run and reviewed is not null;

-- name: reviewed_line -> value?
select reviewed from suggestion where id = :suggestion;

-- name: decidable -> suggested.Decidable?
select s.id, s.version, s.person_id, s.standing, s.decision, s.run_id, n.request_id,
       (select m.id from suggestion_run m where m.request_id = n.request_id order by m.id desc limit 1) newest_run
from suggestion s join suggestion_run n on n.id = s.run_id where s.id = :suggestion;

-- name: decide
update suggestion set decision = :decision, reason = :reason, decided_by = acting_account(), decided_at = now(),
  version = version + 1
where id = :suggestion and version = :version;

-- name: line -> suggested.Stored?
select s.id, s.version, s.person_id, p.name, p.sex, p.birth, s.standing, s.rank, s.total, s.detail, s.decision, s.reason,
       s.decided_at
from suggestion s join person p on p.id = s.person_id where s.id = :suggestion;

-- name: list
select audit_list(:subject, :ids);
