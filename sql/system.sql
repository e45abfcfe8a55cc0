-- What runs here: the database, the work in the background, the dumps that were made.

-- name: facts -> system.Facts
select current_setting('server_version') server,
       (select sum(pg_total_relation_size(c.oid))::bigint from pg_class c
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace) bytes,
       (select max(name) from migration) migration, (select max(applied_at) from migration) migrated_at;

-- name: jobs -> system.Job*
select j.id, j.kind, j.state, j.starts, j.problem, j.created_at, j.started_at, j.ended_at, p.step, p.done, p.total
from job j left join job_progress p on p.job_id = j.id order by j.id desc limit :most;

-- name: dumps -> system.Dump*
select made_at, file_name, bytes from dump order by id desc limit :most;

-- name: dumped
insert into dump (file_name, bytes) values (:file_name, :bytes);
