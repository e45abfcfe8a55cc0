-- The queue of look-alikes, and what was said of them.

-- name: page -> pair.Queued*
-- Nearest to the border first; ids settle what lies equally near, so that a page begins where the last ended.
select q.person_a, q.person_b, q.weight, q.band, q.model, q.reasons, q.state, q.at
from pair q join person one on one.id = q.person_a join person other on other.id = q.person_b
where q.state = :state
  and (:after_a::uuid is null or (abs(q.weight - :border::int), q.person_a, q.person_b)
       > (abs(:after_weight::int - :border::int), :after_a::uuid, :after_b::uuid))
  and (:place::text is null or exists (
        select from person p join place_ancestor a on a.place in (p.household_village, p.residence_place)
        where p.id in (q.person_a, q.person_b) and a.ancestor = :place))
order by abs(q.weight - :border::int), q.person_a, q.person_b
limit :most;

-- name: queued -> pair.Queued?
select person_a, person_b, weight, band, model, reasons, state, at
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

-- name: standing -> pair.Standing*
select person_a, person_b, verdict from judgements_standing(:people::uuid[]);

-- name: merged -> value
select person_survivor(:one) is not distinct from person_survivor(:other);

-- name: add_judgement
insert into judgement (person_a, person_b, verdict, reason, judged_by)
values (:person_a, :person_b, :verdict, :reason, acting_account());

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
