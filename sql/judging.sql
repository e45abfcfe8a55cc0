-- Working off the queue of pairs.

-- name: rule -> verdicts.Rule?
select r.two_person, r.automatic, r.reason, a.display_name chosen_by, r.at
from review_rule r left join account a on a.id = r.chosen_by order by r.id desc limit 1;

-- name: set_rule
insert into review_rule (two_person, automatic, reason, chosen_by)
values (:two_person, :automatic, :reason, acting_account());

-- name: said_by_another -> value
-- Whether the newest judgement of somebody else is that the two are the same.
select coalesce((select j.verdict = 'same' from judgements_of(:person_a, :person_b) j where not j.mine limit 1), false);

-- name: assign
-- Only where both sides lie in the township: the others are hr's.
update pair q set assigned_place = :place
where q.state <> 'judged' and q.assigned_place is distinct from :place
  and (:pairs::jsonb is null or exists (
        select from jsonb_to_recordset(:pairs) r (person_a uuid, person_b uuid)
        where r.person_a = q.person_a and r.person_b = q.person_b))
  and (:place::text is null or 2 = (
        select count(*) from person p where p.id in (q.person_a, q.person_b) and exists (
          select from place_ancestor a where a.place = coalesce(p.household_village, p.residence_place)
            and a.ancestor = :place)));

-- name: by_reviewer -> verdicts.ByReviewer*
select a.display_name reviewer, count(*) filter (where j.verdict = 'same')::int same,
       count(*) filter (where j.verdict = 'different')::int different,
       count(*) filter (where j.verdict = 'unsure')::int unsure, max(j.at) latest
from judgement j left join account a on a.id = j.judged_by
where not j.by_itself and (:since::timestamptz is null or j.at >= :since)
group by a.id, a.display_name order by count(*) desc, a.display_name;

-- name: verdicts -> verdicts.Verdict*
-- What somebody who looked said last of each pair the model had an opinion of, the newest first.
select q.band, q.automatic, round(q.probability::numeric, 6)::float8 probability, q.model, q.reasons, n.verdict
from (select distinct on (j.person_a, j.person_b) j.person_a, j.person_b, j.verdict, j.id
      from judgement j where not j.by_itself and (:since::timestamptz is null or j.at >= :since)
      order by j.person_a, j.person_b, j.id desc) n
join pair q on q.person_a = n.person_a and q.person_b = n.person_b
order by n.id desc;

-- name: counts -> verdicts.Waiting*
select q.band, q.state, count(*)::int pairs, count(*) filter (where q.automatic)::int automatic
from pair q join person one on one.id = q.person_a join person other on other.id = q.person_b
where q.state <> 'judged' group by q.band, q.state order by q.band, q.state;

-- name: automatic -> verdicts.Key*
-- Pairs that may be merged as one click, and of which nobody said anything.
select q.person_a, q.person_b
from pair q join person one on one.id = q.person_a join person other on other.id = q.person_b
where q.automatic and q.band = 'likely' and q.state = 'open'
  and not exists (select from judgement j where j.person_a = q.person_a and j.person_b = q.person_b)
order by q.person_a, q.person_b;

-- name: groups -> verdicts.Member*
-- Groups by their ids; the members a reader does not see are not there.
select c.cluster_id, c.person_id, c.kind, p.version
from cluster c join person p on p.id = c.person_id
where c.cluster_id = any (array(
  select g.cluster_id from cluster g join person p on p.id = g.person_id
  where (:after::uuid is null or g.cluster_id > :after) and (:group::uuid is null or g.cluster_id = :group)
  group by g.cluster_id having count(*) >= :least or min(g.kind) <> 'group'
  order by g.cluster_id limit :most))
order by c.cluster_id, c.person_id;

-- name: pairs_of -> pair.Queued*
select person_a, person_b, weight, round(probability::numeric, 6)::float8 probability, band, automatic, model, reasons, state, assigned_place, at, doubt
from pair where person_a = any (:people::uuid[]) and person_b = any (:people::uuid[]) order by person_a, person_b;

-- name: cluster_of -> value*
-- The group that all of some people stand in, if they do.
select cluster_id from cluster where person_id = any (:people::uuid[])
group by cluster_id having count(*) = cardinality(:people::uuid[]);
