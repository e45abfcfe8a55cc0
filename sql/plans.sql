-- The county plan. What it reads is read whole; every query is hr's.

-- name: villages -> posts.Village*
select p.code, p.name, p.kind, p.status, p.flags
from place p
where p.kind in ('village', 'community') and p.status not in ('merged', 'abolished')
  and (:under::text is null or exists (
    select from place_ancestor a where a.place = p.code and a.ancestor = :under))
order by p.code;

-- name: posts -> posts.Post*
select p.id, p.body_id, b.village, b.kind body, p.role, p.seats
from post p join body b on b.id = p.body_id order by b.village, b.kind, p.role;

-- name: incumbents -> posts.Incumbent*
select t.id tenure_id, p.id post_id, p.role, t.seat, t.person_id, n.name, n.sex, n.skills, lower(t.during) since,
       upper(t.during) until, t.concurrent, n.ethnicity
from post p join tenure t on t.post_id = p.id join person n on n.id = t.person_id
where t.during @> :on::date
order by p.id, t.seat;

-- name: vacancies -> posts.Vacancy*
select v.id, v.post_id, v.seat, v.opened_on, v.reason, v.urgent, v.closed_on
from vacancy v
where v.opened_on <= :on and (v.closed_on is null or v.closed_on > :on)
order by v.post_id, v.seat;

-- name: entries -> dossier.Entry*
-- Everybody who stands in a pool or waits to.
select p.id, p.name, p.sex, p.birth, p.birth_lunar, p.native_place, p.household_village, p.residence_place,
       p.resident_since, p.education_full_time, p.education_in_service, p.political_status, p.activist, p.title_level,
       p.skills, p.entered_on, p.return_intent, p.retired, p.to_verify, p.verified, p.ranking_refused,
       exists (select from membership m where m.person_id = p.id and m.state = 'active') active,
       exists (select from membership m where m.person_id = p.id and m.state = 'active' and m.pool = 'RESERVE') reserve
from person p
where exists (select from membership m where m.person_id = p.id and m.state in ('submitted', 'town_ok', 'active', 'paused'))
order by p.id;

-- name: asked -> planned.Asked*
-- What open requests ask for; of several for one post the newest says which skills.
select distinct on (r.post_id) r.village, p.role, max(r.seats) over (partition by r.post_id) seats, r.wanted_skills,
       r.must_haves, r.election_day
from request r join post p on p.id = r.post_id
where r.state in ('open', 'suggested', 'shortlisted', 'review')
order by r.post_id, r.id desc;

-- name: weights -> fit.WeightSet*
select distinct on (role_group) role_group, version, weights, note from weight_set order by role_group, version desc;

-- name: register_versions -> value
-- What is another once any row is that a register is weighed by.
select register_versions();

-- name: add
insert into plan (id, asked_for, policy, digest, rules, unchecked, weights, before, wanted, filled, total, proven,
                  to_verify, levels, told, made_by)
values (:id, :asked_for, :policy, :digest, :rules, :unchecked, :weights, :before, :wanted, :filled, :total, :proven,
        :to_verify, :levels, :told, acting_account());

-- name: add_lines
insert into plan_line (id, plan_id, village, role, person_id, fit, standing, kept)
select r.id, :plan, r.village, r.role, r.person_id, r.fit, r.standing, r.kept
from jsonb_populate_recordset(null::plan_line, :lines) r;

-- name: add_proof
insert into plan_proof (plan_id, document) values (:plan, :document);

-- name: one -> planned.Row?
select p.id, p.asked_for, p.policy, p.state, p.digest, p.rules, p.unchecked, p.weights, p.before, p.wanted, p.filled,
       p.total, p.proven, p.to_verify, p.levels, p.told, a.display_name made_by, p.made_at, r.display_name reviewed_by,
       p.reviewed_at, d.display_name adopted_by, p.adopted_at, p.version
from plan p left join account a on a.id = p.made_by left join account r on r.id = p.reviewed_by
left join account d on d.id = p.adopted_by
where p.id = :plan;

-- name: page -> planned.Row*
-- Newest first.
select p.id, p.asked_for, p.policy, p.state, p.digest, p.rules, p.unchecked, p.weights, p.before, p.wanted, p.filled,
       p.total, p.proven, p.to_verify, p.levels, p.told, a.display_name made_by, p.made_at, r.display_name reviewed_by,
       p.reviewed_at, d.display_name adopted_by, p.adopted_at, p.version
from plan p left join account a on a.id = p.made_by left join account r on r.id = p.reviewed_by
left join account d on d.id = p.adopted_by
where (:before::uuid is null or p.id < :before)
order by p.id desc limit :most;

-- name: lines -> planned.Line*
select l.village, v.name village_name, l.role, l.person_id, n.name, n.sex, n.birth, l.fit, l.standing, l.kept
from plan_line l join place v on v.code = l.village join person n on n.id = l.person_id
where l.plan_id = :plan order by l.village, l.role, l.fit desc, l.person_id;

-- name: proof -> value?
select document from plan_proof where plan_id = :plan;

-- name: adopted -> value?
select id from plan where state = 'adopted';

-- name: step
update plan set state = :state, version = version + 1,
  reviewed_by = case when :state = 'reviewed' then acting_account() when :state = 'draft' then null else reviewed_by end,
  reviewed_at = case when :state = 'reviewed' then now() when :state = 'draft' then null else reviewed_at end,
  adopted_by = case when :state = 'adopted' then acting_account() else adopted_by end,
  adopted_at = case when :state = 'adopted' then now() else adopted_at end
where id = :plan and version = :version;

-- name: supersede
update plan set state = 'superseded', version = version + 1 where state = 'adopted';

-- name: names -> planned.Named*
select code, name from place where code = any(:codes::text[]);
