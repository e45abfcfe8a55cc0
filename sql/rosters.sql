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
insert into roster (id, file_digest, pool, scope, state, content, grant_id, created_by)
values (:id, :digest, :pool, :scope, :state, :content, acting_grant(), acting_account())
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
update roster set state = 'committed', committed_at = coalesce(committed_at, now()), touched_at = now(),
  version = version + 1
where id = :roster;

-- name: held -> rosters.Held?
-- The roster for whoever is about to change its rows.
select id, pool, scope, state, content, grant_id, purged_at is not null purged from roster where id = :roster for update;

-- name: row -> rosters.Row?
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and id = :row;

-- name: accepted -> rosters.Row*
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and state = 'staged' and outcome in ('new', 'known')
order by sheet, line;

-- name: waiting -> rosters.Row*
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and state = 'staged' and outcome in ('unsure', 'faulty')
order by sheet, line;

-- name: staged -> rosters.Row*
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster and state = 'staged' order by sheet, line;

-- name: rows -> rosters.Row*
select w.id, w.sheet, w.line, w.outcome, w.state, w.content, w.person_id, w.version
from roster_row w
where w.roster_id = :roster and (:outcome::text is null or w.outcome = :outcome)
  and (:state::text is null or w.state = :state)
  and (:after::uuid is null or (w.sheet, w.line) > (select a.sheet, a.line from roster_row a where a.id = :after))
order by w.sheet, w.line limit :most;

-- name: people_of -> rosters.Person*
select id "row", person_id person from roster_row where id = any (:rows) and person_id is not null;

-- name: listed -> rosters.Roster*
select r.id, r.version, r.pool, r.scope, r.state, r.content, r.grant_id, a.display_name created_by, r.created_at,
       r.committed_at, r.purged_at, t.rows, t.new, t.known, t.unsure, t.faulty, t.dropped, t.committed, t.warnings
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

-- name: chosen -> rosters.Chosen*
-- What was said of headers: by the county, and by this sender, who goes first.
select header, column_name from header_alias
where not exists (select from roster_mapping m where m.scope = :scope and m.header = header_alias.header)
union all select header, column_name from roster_mapping where scope = :scope;

-- name: choose
insert into roster_mapping (scope, header, column_name)
select :scope, c.header, c.column_name from jsonb_to_recordset(:chosen) c (header text, column_name text)
on conflict (scope, header) do update set column_name = excluded.column_name, at = now()
where roster_mapping.column_name is distinct from excluded.column_name;

-- name: aliases -> rosters.Alias*
select h.header, h.column_name, a.display_name created_by, h.created_at
from header_alias h left join account a on a.id = h.created_by order by h.column_name, h.header;

-- name: add_alias
insert into header_alias (header, column_name, created_by) values (:header, :column, acting_account())
on conflict (header) do update set column_name = excluded.column_name;

-- name: drop_alias
delete from header_alias where header = :header;

-- name: add_file
insert into roster_file (roster_id, content) values (:roster, :content);

-- name: file -> value?
select content from roster_file where roster_id = :roster;

-- name: read
-- Its file has been read and every row is staged.
update roster set state = 'staged', content = :content, touched_at = now(), version = version + 1
where id = :roster and state = 'reading';

-- name: drop_file
delete from roster_file where roster_id = :roster;

-- name: lines -> rosters.Place*
select sheet, line from roster_row where roster_id = :roster;

-- name: touch
update roster set touched_at = now(), version = version + 1 where id = :roster;

-- name: give_up
-- A file that is no roster after all: it may come again.
update roster set state = 'undone', version = version + 1 where id = :roster and state = 'reading';

-- name: say
update roster set content = :content, touched_at = now(), version = version + 1 where id = :roster;

-- name: every -> rosters.Row*
select id, sheet, line, outcome, state, content, person_id, version
from roster_row where roster_id = :roster order by sheet, line;

-- name: undo
select roster_undo(:roster, :people, :memberships, :proposals);

-- name: dependents -> rosters.Dependent*
-- Who of an import's people, or of those it entered, has been worked on since, and how.
select distinct on (p.id) p.id person, p.name, t.reason
from person p cross join lateral (
  select '已在其他花名册中' reason where p.id = any (:people) and exists (
    select from roster_row w where w.person_id = p.id and w.roster_id <> :roster)
  union all select '已进入其他人才库' where p.id = any (:people) and exists (
    select from membership m where m.person_id = p.id and m.id <> all (:memberships))
  union all select '在库状态已有变动' where exists (
    select from membership m where m.person_id = p.id and m.id = any (:memberships) and m.version > 1)
  union all select '已有联系记录' where p.id = any (:people) and exists (select from contact c where c.person_id = p.id)
  union all select '修改建议已办理' where exists (
    select from proposal o where o.person_id = p.id and o.id = any (:proposals) and o.state <> 'open')
  union all select '已核对过是否重复' where p.id = any (:people) and exists (
    select from judgement j join roster r on r.id = :roster
    where p.id in (j.person_a, j.person_b) and j.at > r.committed_at
      -- What was said of a row before it came in is the roster's own: the first word of a pair, and goes with it.
      and (exists (select from judgement f where f.person_a = j.person_a and f.person_b = j.person_b and f.id < j.id)
        or not exists (select from jsonb_to_recordset(:own::jsonb) o (person_a uuid, person_b uuid)
             where o.person_a = j.person_a and o.person_b = j.person_b)))) t
where p.id = any (:people)
   or p.id in (select m.person_id from membership m where m.id = any (:memberships))
   or p.id in (select o.person_id from proposal o where o.id = any (:proposals))
order by p.id, t.reason;

-- name: absentees -> rosters.Absentee*
select m.id membership, m.version, p.id person, p.name, p.birth::text born, v.name village
from membership m join person p on p.id = m.person_id
left join place v on v.code = coalesce(p.household_village, p.residence_place)
where m.pool = :pool and m.state not in ('exited', 'rejected')
  and ((select kind from place where code = :scope) = 'county'
       or exists (select from place_ancestor a where a.ancestor = :scope and a.place = v.code))
  and not exists (select from roster_row w where w.roster_id = :roster and w.person_id = m.person_id)
order by p.sort_key, p.id;

-- name: members -> value*
-- Everybody of a pool within sight, of a place or of all, in the order of their names.
select p.id from person p join membership m on m.person_id = p.id and m.pool = :pool and m.state not in ('exited', 'rejected')
where :scope::text is null or exists (select from place_ancestor a where a.ancestor = :scope
  and a.place = coalesce(p.household_village, p.residence_place))
order by p.sort_key, p.id limit :most;

-- name: add_extract
insert into extract (id, pool, scope, format, purpose, recipient, people, grant_id, created_by)
values (:id, :pool, :scope, :format, :purpose, :recipient, :people, acting_grant(), acting_account());
