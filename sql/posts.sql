-- Bodies, posts, terms, tenures, vacancies; reviews, kin, register routes, service records.

-- name: village -> posts.Village?
-- A village or community in the asker's scope.
select p.code, p.name, p.kind, p.status, p.flags
from place p
where p.code = :code and p.kind in ('village', 'community')
  and ((select acting_place()) is null or exists (
    select from place_ancestor a where a.place = p.code and a.ancestor = (select acting_place())));

-- name: villages -> posts.Overview*
-- Villages and communities below a place in the asker's scope: seats, holders, vacancies, requests under way.
-- The seats are counted village by village.
select p.code, p.name, p.kind, t.name township, s.seats, s.held, s.vacant, s.urgent, s.due, r.requests
from place p join place t on t.code = p.parent
cross join lateral (
  select coalesce(sum(o.seats), 0)::int seats, coalesce(sum(o.held), 0)::int held,
         coalesce(sum(o.vacant), 0)::int vacant, coalesce(sum(o.urgent), 0)::int urgent, min(o.due) due
  from (
    select o.seats,
           (select count(*) from tenure n where n.post_id = o.id and n.during @> :on::date) held,
           (select count(*) from vacancy v where v.post_id = o.id and v.closed_on is null) vacant,
           (select count(*) from vacancy v where v.post_id = o.id and v.closed_on is null and v.urgent) urgent,
           (select max(m.due) from term m where m.body_id = b.id) due
    from body b join post o on o.body_id = b.id where b.village = p.code) o) s
cross join lateral (
  select count(*)::int requests from request q where q.village = p.code and q.state <> 'closed') r
where p.kind in ('village', 'community') and p.status = 'in_force'
  and p.code in (select a.place from place_ancestor a where a.ancestor = coalesce(:within::text, (select acting_place()), a.ancestor))
  and ((select acting_place()) is null or p.code in (
    select a.place from place_ancestor a where a.ancestor = (select acting_place())))
order by p.code;

-- name: bodies -> posts.Body*
select id, kind from body where village = :village order by kind;

-- name: posts -> posts.Post*
select p.id, p.body_id, b.village, b.kind body, p.role, p.seats
from post p join body b on b.id = p.body_id
where b.village = :village order by b.kind, p.role;

-- name: post -> posts.Post?
select p.id, p.body_id, b.village, b.kind body, p.role, p.seats
from post p join body b on b.id = p.body_id where p.id = :post;

-- name: post_of_role -> posts.Post?
select p.id, p.body_id, b.village, b.kind body, p.role, p.seats
from post p join body b on b.id = p.body_id where b.village = :village and p.role = :role;

-- name: lock_post -> posts.Post?
-- Seats of one post are given and taken one after the other.
select p.id, p.body_id, b.village, b.kind body, p.role, p.seats
from post p join body b on b.id = p.body_id where p.id = :post for update of p;

-- name: terms -> posts.Term*
select t.id, t.body_id, t.starts, t.due
from term t join body b on b.id = t.body_id
where b.village = :village and daterange(t.starts, t.due) @> :on::date order by t.starts;

-- name: incumbents -> posts.Incumbent*
select * from incumbents(:village, :on);

-- name: vacancies -> posts.Vacancy*
select v.id, v.post_id, v.seat, v.opened_on, v.reason, v.urgent, v.closed_on
from vacancy v join post p on p.id = v.post_id join body b on b.id = p.body_id
where b.village = :village and v.opened_on <= :on and (v.closed_on is null or v.closed_on > :on)
order by v.post_id, v.seat;

-- name: add_body
insert into body (id, village, kind) values (:id, :village, :kind) on conflict on constraint body_once do nothing;

-- name: body_of_kind -> posts.Body
select id, kind from body where village = :village and kind = :kind for update;

-- name: body -> posts.Body?
select id, kind from body where id = :body;

-- name: set_posts
insert into post (body_id, role, seats)
select :body, r.role, r.seats from jsonb_to_recordset(:posts) r (role int, seats int)
on conflict on constraint post_once do update set seats = excluded.seats where post.seats <> excluded.seats;

-- name: beyond_its_seats -> value*
-- Roles whose seats are fewer than somebody's seat number.
select distinct p.role from post p join tenure t on t.post_id = p.id
where p.body_id = :body and t.seat > p.seats and (upper(t.during) is null or upper(t.during) > :on) order by p.role;

-- name: add_term
insert into term (id, body_id, starts, due) values (:id, :body, :starts, :due);

-- name: person_exists -> value
select exists (select from person where id = :person);

-- name: holder_on -> value?
select person_id from tenure where post_id = :post and seat = :seat and during @> :on::date;

-- name: free_seat -> value?
-- The first seat that nobody holds from this day on.
select s.seat from generate_series(1, :seats) s (seat)
where not exists (select from tenure t where t.post_id = :post and t.seat = s.seat
                  and t.during && daterange(:since, null)) order by s.seat limit 1;

-- name: add_tenure
insert into tenure (id, post_id, seat, person_id, during, concurrent)
values (:id, :post, :seat, :person, daterange(:since, null), :concurrent);

-- name: fill_vacancy
update vacancy set closed_on = :on
where post_id = :post and seat = :seat and closed_on is null and opened_on <= :on;

-- name: tenure -> posts.Tenure?
select id, post_id, seat, person_id, lower(during) since, upper(during) until, end_reason, concurrent
from tenure where id = :tenure for update;

-- name: end_tenure
update tenure set during = daterange(lower(during), :on), end_reason = :reason
where id = :tenure and upper(during) is null and lower(during) < :on;

-- name: open_vacancy
insert into vacancy (id, post_id, seat, opened_on, reason, urgent)
values (:id, :post, :seat, :opened_on, :reason, :urgent);

-- name: vacancy -> posts.Vacancy?
select id, post_id, seat, opened_on, reason, urgent, closed_on from vacancy where id = :vacancy for update;

-- name: close_vacancy
update vacancy set closed_on = :on where id = :vacancy and closed_on is null and opened_on <= :on;

-- name: reviews -> evidence.Review*
select id, kind, result, document, decided_on from review_result
where person_id = :person order by kind, decided_on desc, id desc;

-- name: add_review
insert into review_result (id, person_id, kind, result, document, decided_on)
values (:id, :person, :kind, :result, :document, :decided_on);

-- name: kin -> evidence.Kin*
select k.relative, p.name, k.relation, k.source, k.confirmed
from kin k join person p on p.id = k.relative where k.person_id = :person order by k.relation, p.sort_key, p.id;

-- name: set_kin
insert into kin (person_id, relative, relation, source, confirmed)
select r.person_id, r.relative, r.relation, r.source, r.confirmed from jsonb_populate_recordset(null::kin, :kin) r
on conflict on constraint kin_once do update set relation = excluded.relation, source = excluded.source,
  confirmed = excluded.confirmed;

-- name: drop_kin
delete from kin where (person_id, relative) in ((:person, :relative), (:relative, :person));

-- name: routes -> evidence.Route*
select id, village, route, facts, recorded_on from register_route where person_id = :person order by village;

-- name: set_route
insert into register_route (person_id, village, route, facts, recorded_on)
values (:person, :village, :route, :facts, :recorded_on)
on conflict on constraint register_route_once do update set route = excluded.route, facts = excluded.facts,
  recorded_on = excluded.recorded_on;

-- name: records -> evidence.Record*
select id, kind, on_day, detail from service_record where person_id = :person order by on_day desc, id desc;

-- name: add_record
insert into service_record (id, person_id, kind, on_day, detail) values (:id, :person, :kind, :on_day, :detail);
