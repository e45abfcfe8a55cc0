-- Reserves for posts: nomination, steps, yearly reviews; how villages and posts are covered.

-- name: add
insert into reserve (id, person_id, village, role, state, readiness, since, created_by)
values (:id, :person, :village, :role, :state, :readiness, :since, acting_account());

-- name: add_step
insert into reserve_step (reserve_id, from_state, to_state, on_day, document, reason, made_by)
values (:reserve, :from_state, :to_state, :on_day, :document, :reason, acting_account());

-- name: one -> readiness.Row?
select r.id, r.person_id, p.name, p.sex, p.birth, r.village, l.name village_name, r.role, r.state, r.readiness, r.since,
       r.ended_on, r.exit_reason, (select max(v.year) from reserve_review v where v.reserve_id = r.id) reviewed_year,
       r.version
from reserve r join person p on p.id = r.person_id join place l on l.code = r.village
where r.id = :reserve;

-- name: lock -> value?
select id from reserve where id = :reserve for update;

-- name: page -> readiness.Row*
-- Those that stand, or all; of a place, a role, a person.
select r.id, r.person_id, p.name, p.sex, p.birth, r.village, l.name village_name, r.role, r.state, r.readiness, r.since,
       r.ended_on, r.exit_reason, (select max(v.year) from reserve_review v where v.reserve_id = r.id) reviewed_year,
       r.version
from reserve r join person p on p.id = r.person_id join place l on l.code = r.village
where (:place::text is null or r.village in (select a.place from place_ancestor a where a.ancestor = :place))
  and (:role::int is null or r.role = :role)
  and (:person::uuid is null or r.person_id = :person)
  and (:ended::boolean or r.ended_on is null)
  and (:unreviewed::int is null or (r.ended_on is null and extract(year from r.since) < :unreviewed
    and not exists (select from reserve_review v where v.reserve_id = r.id and v.year = :unreviewed)))
  and (:states::text[] is null or r.state = any(:states))
  and (:after::uuid is null or r.id > :after)
order by r.id limit :most;

-- name: waiting -> value
select count(*)::int from reserve r where r.ended_on is null and r.state = any(:states::text[]);

-- name: step
update reserve set state = :state, readiness = coalesce(:readiness, readiness), ended_on = :ended_on,
  exit_reason = :exit_reason, version = version + 1
where id = :reserve and version = :version;

-- name: assess
update reserve set readiness = :readiness, version = version + 1 where id = :reserve and version = :version;

-- name: review
insert into reserve_review (reserve_id, year, result, readiness, document, made_by)
values (:reserve, :year, :result, :readiness, :document, acting_account());

-- name: steps -> readiness.Step*
select s.from_state, s.to_state, s.on_day, s.document, s.reason, a.display_name made_by
from reserve_step s left join account a on a.id = s.made_by
where s.reserve_id = :reserve order by s.id;

-- name: villages -> coverage.VillageCount*
-- The villages of a place (communities have a law of their own) with their people in the reserve pool.
select v.code village, v.name village_name, t.code township, t.name township_name, d.code district, d.name district_name,
       (select count(distinct m.person_id)::int from membership m join person p on p.id = m.person_id
        join place_ancestor h on h.place = p.household_village and h.ancestor = v.code
        where m.pool = 'RESERVE' and m.state = 'active') reserves
from place v
join place_ancestor a on a.place = v.code and a.ancestor = :place
left join lateral (select x.code, x.name from place_ancestor b join place x on x.code = b.ancestor
                   where b.place = v.code and x.kind = 'township') t on true
left join lateral (select x.code, x.name from place_ancestor b join place x on x.code = b.ancestor
                   where b.place = v.code and x.kind = 'district') d on true
where v.kind = 'village' and v.status in ('in_force', 'renamed')
  and ((select acting_place()) is null or exists (
    select from place_ancestor s where s.place = v.code and s.ancestor = (select acting_place())))
order by v.code;

-- name: posts -> coverage.PostCount*
select b.village, p.role, p.seats,
       (select count(*)::int from vacancy v where v.post_id = p.id and v.opened_on <= :on
        and (v.closed_on is null or v.closed_on > :on)) vacant,
       exists (select from vacancy v where v.post_id = p.id and v.urgent and v.opened_on <= :on
               and (v.closed_on is null or v.closed_on > :on)) urgent,
       (select count(*)::int from reserve r where r.village = b.village and r.role = p.role
        and r.state in ('county_filed', 'training', 'ready', 'proposed')) filed,
       (select count(*)::int from reserve r where r.village = b.village and r.role = p.role
        and r.state in ('ready', 'proposed')) ready,
       (select max(t.due) from term t where t.body_id = b.id and daterange(t.starts, t.due) @> :on::date) due
from post p join body b on b.id = p.body_id
join place v on v.code = b.village and v.kind = 'village' and v.status in ('in_force', 'renamed')
where b.village in (select a.place from place_ancestor a where a.ancestor = :place)
order by b.village, p.role;

-- name: reviews_due -> value
select count(*)::int from reserve r
where r.ended_on is null and extract(year from r.since) < :year
  and (:place::text is null or r.village in (select a.place from place_ancestor a where a.ancestor = :place))
  and not exists (select from reserve_review v where v.reserve_id = r.id and v.year = :year);

-- name: county -> value?
-- The widest place of the asker: his own, for hr the county.
select coalesce((select acting_place()), (select code from place where kind = 'county' order by code limit 1));
