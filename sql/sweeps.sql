-- Sweeps over the whole register.

-- name: running -> sweep.Row?
select s.id, s.state, s.model, s.entries, s.compared, s.found, s.written, s.seen, s.estimated, s.likely, s.unsure,
       s.automatic, s.groups, s.torn, s.oversized, s.bridges, a.display_name made_by, s.at, s.ended_at
from sweep s left join account a on a.id = s.made_by where s.state = 'running';

-- name: listed -> sweep.Row*
select s.id, s.state, s.model, s.entries, s.compared, s.found, s.written, s.seen, s.estimated, s.likely, s.unsure,
       s.automatic, s.groups, s.torn, s.oversized, s.bridges, a.display_name made_by, s.at, s.ended_at
from sweep s left join account a on a.id = s.made_by
where :sweep::uuid is null or s.id = :sweep order by s.id desc limit :most;

-- name: begin
insert into sweep (id, model, made_by) values (:sweep, :model, acting_account());

-- name: seen
update sweep set model = :model, seen = :seen, written = :written, entries = :entries, compared = :compared,
  found = :found, estimated = :estimated where id = :sweep;

-- name: written
update sweep set written = :written where id = :sweep and state = 'running';

-- name: end
update sweep set state = 'done', ended_at = clock_timestamp(), likely = :likely, unsure = :unsure,
  automatic = :automatic, groups = :groups, torn = :torn, oversized = :oversized,
  bridges = :bridges
where id = :sweep and state = 'running';

-- name: digest -> value
-- What a sweep reads, in a few characters: it changes with every person, phone, merge and judgement.
select concat_ws('.', (select count(*) || '.' || coalesce(sum(version), 0) from person),
  (select count(*) from judgement), (select count(*) || '.' || count(m.undone_at) from merge m),
  (select count(*) from kin));

-- name: entries -> duplicate.Row*
select * from lookalike_rows(array(
  select p.id from person p where :after::uuid is null or p.id > :after order by p.id limit :most), '{}');

-- name: settled -> pair.Standing*
select person_a, person_b, verdict from pairs_settled();

-- name: put
-- Scores are refreshed only where no judgement stands.
insert into pair as q (person_a, person_b, weight, probability, band, reasons, model, automatic, doubt, sweep_id)
select r.person_a, r.person_b, r.weight, r.probability, r.band, r.reasons, r.model, r.automatic, r.doubt, :sweep
from jsonb_to_recordset(:pairs) r (person_a uuid, person_b uuid, weight int, probability real, band text, reasons jsonb,
                                   model text, automatic boolean, doubt text)
on conflict (person_a, person_b) do update set weight = excluded.weight, probability = excluded.probability,
  band = excluded.band, reasons = excluded.reasons, model = excluded.model, automatic = excluded.automatic,
  doubt = excluded.doubt, sweep_id = excluded.sweep_id, at = now(), state = 'open'
where not exists (select from judgement j where j.person_a = q.person_a and j.person_b = q.person_b);

-- name: forget
-- What waits unjudged and is no longer alike waits no more.
delete from pair q where q.state = 'open' and q.sweep_id is distinct from :sweep::uuid and q.at < (
    select s.at from sweep s where s.id = :sweep)
  and not exists (select from judgement j where j.person_a = q.person_a and j.person_b = q.person_b)
  and exists (select from person p where p.id = q.person_a) and exists (select from person p where p.id = q.person_b);

-- name: forget_clusters
delete from cluster;

-- name: put_clusters
insert into cluster (person_id, cluster_id, kind)
select r.person_id, r.cluster_id, r.kind from jsonb_populate_recordset(null::cluster, :clusters) r
on conflict (person_id) do nothing;
