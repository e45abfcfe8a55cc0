-- Jobs: asking for one, beginning and ending it, how far it is.

-- name: add
-- Touches no row where the same is under way.
insert into job (id, kind, subject, grant_id, created_by)
values (:id, :kind, :subject, acting_grant(), acting_account())
on conflict (kind, subject) where state in ('queued', 'running') do nothing;

-- name: under_way -> value?
select id from job where kind = :kind and subject = :subject and state in ('queued', 'running');

-- name: listed -> job.Job*
select j.id, j.kind, j.subject, j.state, j.starts, j.problem, j.words, a.display_name created_by, j.created_at,
       j.started_at, j.ended_at, p.step, p.done, p.total
from job j left join account a on a.id = j.created_by left join job_progress p on p.job_id = j.id
where (:job::uuid is null or j.id = :job) and (:subject::uuid is null or j.subject = :subject)
  and (:after::uuid is null or j.id < :after)
order by j.id desc limit :most;

-- name: begin -> job.Begun?
select id, kind, subject, starts from job_begin(:job, :token, :most);

-- name: tell
select job_tell(:job, :step, :done, :total);

-- name: end
select job_end(:job, :token, :state, :problem, :words);

-- name: requeue -> value
select job_requeue();

-- name: upkeep_counts -> value
select upkeep_counts(:now);

-- name: upkeep_rosters -> value
select upkeep_rosters(:now);
