-- The queue of look-alikes, and what was said of them.

-- name: page -> pair.Queued*
-- What matters most first; ids settle what lies equally near, so that a page begins where the last ended.
with ranked as (
  select q.*, pair_priority(q, :even::int) priority
  from pair q where q.state = :state or (q.person_a, q.person_b) = (:after_a::uuid, :after_b::uuid))
select q.person_a, q.person_b, q.weight, round(q.probability::numeric, 6)::float8 probability, q.band, q.automatic, q.model, q.reasons, q.state,
       q.assigned_place, q.at, q.doubt
from ranked q join person one on one.id = q.person_a join person other on other.id = q.person_b
where q.state = :state
  and (:after_a::uuid is null or (-q.priority, q.person_a, q.person_b)
       > (select -l.priority, l.person_a, l.person_b from ranked l
          where l.person_a = :after_a::uuid and l.person_b = :after_b::uuid))
  and (:band::text is null or q.band = :band)
  and (:automatic::boolean is null or q.automatic = :automatic)
  and (:doubt::text is null or q.doubt = :doubt)
  and (:assigned::text is null or q.assigned_place is not distinct from nullif(:assigned, 'none'))
  and (:place::text is null or exists (
        select from person p join place_ancestor a on a.place in (p.household_village, p.residence_place)
        where p.id in (q.person_a, q.person_b) and a.ancestor = :place))
  and (:verdict::text is null or :verdict = (select j.verdict from judgements_of(q.person_a, q.person_b) j limit 1))
order by q.priority desc, q.person_a, q.person_b
limit :most;

-- name: neighbours -> pair.Neighbours?
-- The pair before and the pair after one among those that are asked for, where it itself may be no longer.
with ranked as (
  select q.person_a, q.person_b, pair_priority(q, :even::int) priority,
         q.state = :state and exists (select from person p where p.id = q.person_a)
           and exists (select from person p where p.id = q.person_b)
           and (:band::text is null or q.band = :band)
           and (:automatic::boolean is null or q.automatic = :automatic)
           and (:doubt::text is null or q.doubt = :doubt)
           and (:assigned::text is null or q.assigned_place is not distinct from nullif(:assigned, 'none'))
           and (:place::text is null or exists (
                 select from person p join place_ancestor a on a.place in (p.household_village, p.residence_place)
                 where p.id in (q.person_a, q.person_b) and a.ancestor = :place))
           and (:verdict::text is null or :verdict = (select j.verdict from judgements_of(q.person_a, q.person_b) j limit 1))
           asked
  from pair q
  where q.state = :state or (q.person_a, q.person_b) = (:person_a::uuid, :person_b::uuid)),
placed as (
  select person_a, person_b,
         lag(person_a) over w previous_a, lag(person_b) over w previous_b,
         lead(person_a) over w next_a, lead(person_b) over w next_b,
         count(*) filter (where asked) over (order by priority desc, person_a, person_b) ahead,
         count(*) filter (where asked) over () waiting
  from ranked where asked or (person_a, person_b) = (:person_a::uuid, :person_b::uuid)
  window w as (order by priority desc, person_a, person_b))
select previous_a, previous_b, next_a, next_b, ahead::int "position", waiting::int
from placed where person_a = :person_a and person_b = :person_b;

-- name: queued -> pair.Queued?
select person_a, person_b, weight, round(probability::numeric, 6)::float8 probability, band, automatic, model, reasons, state, assigned_place, at, doubt
from pair where person_a = :person_a and person_b = :person_b;

-- name: lies -> pair.Lies*
select p.code,
       (select t.name from place_ancestor a join place t on t.code = a.ancestor and t.kind = 'township'
        where a.place = p.code) township,
       case when p.kind in ('village', 'community') then p.name end village
from place p where p.code = any (:codes::text[]);

-- name: names -> pair.Named*
-- hr also judges entries that were merged away: what was said of them still binds.
select id, name from person where id = any (:people::uuid[])
union select id, name from entries_named(:people::uuid[]);

-- name: said -> pair.Saying*
select verdict, reason, judged_by, mine, at from judgements_of(:person_a, :person_b);

-- name: standing -> pair.Standing*
select person_a, person_b, verdict from judgements_standing(:people::uuid[]);

-- name: merged -> value
select person_survivor(:one) is not distinct from person_survivor(:other);

-- name: add_judgement
insert into judgement (person_a, person_b, verdict, reason, judged_by, by_itself)
values (:person_a, :person_b, :verdict, :reason, acting_account(), :by_itself);

-- name: settle
update pair set state = :state where person_a = :person_a and person_b = :person_b and state <> :state;

-- name: judgements -> pair.Judgement*
-- Of a person and of every entry merged into it.
with entry as materialized (select e id from person_entries(:person) e)
select j.other, p.name, j.verdict, j.id = j.newest stands, j.reason, a.display_name judged_by, j.at
from (select case when person_a in (select id from entry) then person_b else person_a end other, id, verdict, reason,
             judged_by, at, first_value(id) over (partition by person_a, person_b order by id desc) newest
      from judgement where person_a in (select id from entry) or person_b in (select id from entry)) j
join entries_named(array(select other from judgement g cross join lateral (values (g.person_a), (g.person_b)) v (other)
  where g.person_a in (select id from entry) or g.person_b in (select id from entry))) p on p.id = j.other
left join account a on a.id = j.judged_by
order by j.id desc;
