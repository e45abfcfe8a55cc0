-- What there is to do, and how the pools stand: counts of what the acting role sees.

-- name: people_to_do -> overview.PeopleToDo
select (select count(distinct person_id)::int from membership where state = 'submitted') submitted,
       (select count(distinct person_id)::int from membership where state = 'town_ok') town_ok,
       (select count(*)::int from person where to_verify <> '{}') to_verify,
       (select count(*)::int from people_filtered(jsonb_build_object('due_before', :today::date), null)) due,
       (select count(distinct person_id)::int from proposal where state = 'open') proposals;

-- name: pairs_to_do -> overview.Counted*
-- Pairs that wait for a judgement, for a second one, or to be merged.
select case q.state when 'judged' then 'same' else q.state end name, count(*)::int people
from pair q join person one on one.id = q.person_a join person other on other.id = q.person_b
where q.state <> 'judged'
   or 'same' = (select j.verdict from judgement j where j.person_a = q.person_a and j.person_b = q.person_b
                order by j.id desc limit 1)
group by 1;

-- name: requests_to_do -> overview.Counted*
select case when state = 'draft' and submitted_on is not null then 'submitted' else state end name, count(*)::int people
from request where state <> 'closed' group by 1;

-- name: rows_waiting -> value
select count(*)::int from roster_row where state = 'staged' and outcome in ('faulty', 'unsure');

-- name: terms_ending -> value
-- Villages of which a body's last term is over by a day, or was before.
select count(distinct b.village)::int from body b
join place p on p.code = b.village and p.kind in ('village', 'community') and p.status = 'in_force'
where exists (select from post o where o.body_id = b.id)
  and (select max(t.due) from term t where t.body_id = b.id) <= :by::date;

-- name: coverage -> overview.Area*
-- People in pools by the places right below one, by household or residence; and villages with at least so many of
-- their own in reserve, counted as `reserves.villages` counts them.
-- Who has to do with two townships of a district is one person of the district.
with standing as materialized (
  select p.id, p.household_village, p.residence_place, m.pool, m.state
  from membership m join person p on p.id = m.person_id where m.state in ('active', 'paused')),
below as (
  select x.code, x.name, x.kind, d.name district, d.code district_code
  from place x left join place d on d.code = x.parent and d.kind = 'district'
  where x.status = 'in_force' and case when :within::text is null then x.kind = 'township' else x.parent = :within end),
enough as materialized (
  select v.code from standing r join place_ancestor h on h.place = r.household_village join place v on v.code = h.ancestor
  where r.pool = 'RESERVE' and r.state = 'active' and v.kind = 'village' and v.status in ('in_force', 'renamed')
  group by v.code having count(distinct r.id) >= :least::int),
of_district as materialized (
  select a.ancestor code, count(distinct s.id)::int people
  from place_ancestor a join standing s on a.place in (s.household_village, s.residence_place)
  where a.ancestor in (select b.district_code from below b) group by a.ancestor)
select b.code, b.name, b.district, b.district_code, coalesce(d.people, 0) district_people, count(distinct s.id)::int people,
       count(distinct s.id) filter (where s.pool = 'RESERVE')::int reserve,
       (select count(*)::int from place v join place_ancestor a on a.place = v.code
        where a.ancestor = b.code and v.kind = 'village' and v.status in ('in_force', 'renamed')) villages,
       (select count(*)::int from enough e join place_ancestor a on a.place = e.code where a.ancestor = b.code) covered
from below b
left join place_ancestor a on a.ancestor = b.code
left join standing s on a.place in (s.household_village, s.residence_place)
left join of_district d on d.code = b.district_code
group by b.code, b.name, b.district, b.district_code, d.people
order by b.district_code nulls last, b.code;

-- name: trend -> overview.Month*
-- Entries that stood in each pool at the end of each of the twelve months up to a day, the last until that day.
select least((date_trunc('month', n) + interval '1 month - 1 day')::date, :day::date) on_day, m.pool, count(*)::int entries
from generate_series(date_trunc('month', :day::date) - interval '11 months', date_trunc('month', :day::date),
                     interval '1 month') n
join membership m on m.entered_on <= least((date_trunc('month', n) + interval '1 month - 1 day')::date, :day::date)
  and m.state in ('active', 'paused', 'exited')
  and (m.exited_on is null or m.exited_on > least((date_trunc('month', n) + interval '1 month - 1 day')::date, :day::date))
group by 1, 2 order by 1, 2;

-- name: audited -> overview.Counted*
select action name, count(*)::int people from audit_event
where at >= :since::timestamptz and action = any(:actions::text[]) group by 1;

-- name: accounts_waiting -> overview.Counted*
select w.name, count(*)::int people from account a
cross join lateral (values ('locked', a.locked_until > now()), ('must_change', a.must_change),
                           ('no_grant', not exists (select from access_grant g where g.account_id = a.id
                                                    and g.revoked_at is null))) w (name, waits)
where a.kind = 'person' and a.disabled_at is null and w.waits group by 1;

-- name: jobs_of_late -> overview.Counted*
select state name, count(*)::int people from job
where state in ('queued', 'running') or (state = 'failed' and created_at >= :since::timestamptz) group by 1;
