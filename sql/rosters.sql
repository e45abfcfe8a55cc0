-- Rosters: staging, committing, looking at what waits.

-- name: close_register
-- Held until the commit: of two files that name one person the second waits here and finds the first.
select pg_advisory_xact_lock(7401, 1);

-- name: register_size -> value
select register_size();

-- name: known -> value?
select id from roster where file_digest = :digest and pool = :pool and scope = :scope and state <> 'undone';

-- name: add
-- Touches no row where the file is in already, also when another transaction has just brought it.
insert into roster (id, file_digest, pool, scope, content, grant_id, created_by)
values (:id, :digest, :pool, :scope, :content, acting_grant(), acting_account())
on conflict do nothing;

-- name: add_rows
insert into roster_row (id, roster_id, sheet, line, outcome, state, content, warnings, person_id)
select r.id, r.roster_id, r.sheet, r.line, r.outcome, r.state, r.content, r.warnings, r.person_id
from jsonb_populate_recordset(null::roster_row, :rows) r;

-- name: change_rows
update roster_row w set outcome = r.outcome, state = r.state, content = r.content, warnings = r.warnings,
  person_id = r.person_id, version = w.version + 1
from jsonb_populate_recordset(null::roster_row, :rows) r
where w.id = r.id and w.version = r.version and w.state = 'staged';

-- name: commit
update roster set state = 'committed', committed_at = coalesce(committed_at, now()), version = version + 1
where id = :roster;

-- name: held -> staged.Held?
-- The roster for whoever is about to change its rows.
select id, pool, scope, content, grant_id from roster where id = :roster for update;

-- name: row -> staged.Row?
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and id = :row;

-- name: accepted -> staged.Row*
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and state = 'staged' and outcome in ('new', 'known')
order by sheet, line;

-- name: rows -> staged.Row*
select w.id, w.sheet, w.line, w.outcome, w.state, w.content, w.person_id, w.version
from roster_row w
where w.roster_id = :roster and (:outcome::text is null or w.outcome = :outcome)
  and (:state::text is null or w.state = :state)
  and (:after::uuid is null or (w.sheet, w.line) > (select a.sheet, a.line from roster_row a where a.id = :after))
order by w.sheet, w.line limit :most;

-- name: people_of -> staged.Person*
select id "row", person_id person from roster_row where id = any (:rows) and person_id is not null;

-- name: listed -> staged.Roster*
select r.id, r.version, r.pool, r.scope, r.state, r.content, r.grant_id, a.display_name created_by, r.created_at,
       r.committed_at, t.rows, t.new, t.known, t.unsure, t.faulty, t.dropped, t.committed, t.warnings
from roster r left join account a on a.id = r.created_by
cross join lateral (
  select count(*)::int rows,
         (count(*) filter (where w.outcome = 'new' and w.state <> 'dropped'))::int new,
         (count(*) filter (where w.outcome = 'known' and w.state <> 'dropped'))::int known,
         (count(*) filter (where w.outcome = 'unsure' and w.state <> 'dropped'))::int unsure,
         (count(*) filter (where w.outcome = 'faulty' and w.state <> 'dropped'))::int faulty,
         (count(*) filter (where w.state = 'dropped'))::int dropped,
         (count(*) filter (where w.state = 'committed'))::int committed,
         coalesce(sum(w.warnings), 0)::int warnings
  from roster_row w where w.roster_id = r.id) t
where (:roster::uuid is null or r.id = :roster) and (:after::uuid is null or r.id < :after)
order by r.id desc limit :most;

-- name: look
select roster_look(:purpose, :rows);
