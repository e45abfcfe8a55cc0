-- Look-alikes, judgements, the queue.

-- name: lock_keys
-- Two clerks who add one person in the same second wait for each other here. Sorted, so that they never
-- wait in a circle. Shared with others who add one person, held alone by an import (one_import_at_a_time).
with importing as materialized (select pg_advisory_xact_lock_shared(7401, 1))
select pg_advisory_xact_lock(k) from importing, unnest(:keys::bigint[]) k order by k;

-- name: sharing -> duplicate.Row*
select * from lookalike_rows(array(select lookalike_people(:keys::bigint[], :most)), :keys);

-- name: sharing_many -> duplicate.Sharing*
select q.n, p person
from jsonb_to_recordset(:queries) q (n int, keys bigint[]), lateral lookalike_people(q.keys, :most) p;

-- name: rows -> duplicate.Row*
select * from lookalike_rows(:people::uuid[], :keys::bigint[]);

-- name: looked -> value
-- One round trip: the look is recorded; answered are the townships' names by the places in them.
-- The codes are unnested, so that one plan serves however many there are and is made once.
select coalesce((select jsonb_object_agg(a.place, t.name)
                 from unnest(:codes::text[]) c (code) join place_ancestor a on a.place = c.code
                 join place t on t.code = a.ancestor and t.kind = 'township'), '{}')
from audit_look('check', 'person', null, :people::uuid[], null);

-- name: look
select audit_look('check', 'person', null, :people::uuid[], null);

-- name: claim
select person_claim(:person::uuid, :keys::bigint[]);

-- name: judge
insert into judgement (person_a, person_b, verdict, judged_by)
select r.person_a, r.person_b, r.verdict, acting_account()
from jsonb_to_recordset(:judgements) r (person_a uuid, person_b uuid, verdict text);

-- name: queue
insert into pair (person_a, person_b, weight, probability, band, reasons, model)
select r.person_a, r.person_b, r.weight, r.probability, r.band, r.reasons, r.model
from jsonb_to_recordset(:pairs) r (person_a uuid, person_b uuid, weight int, probability real, band text, reasons jsonb,
                                   model text)
on conflict do nothing;
