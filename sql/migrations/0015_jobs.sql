-- Work in the background: jobs, how far they are, and the queue they wait in.

grant create on schema public to talent_definer;

-- The worker's own login. It has no password until the owner gives it the one of TALENT_WORKER_DSN.
-- Roles are shared by every database of a server, so another register there may have made it.
do $$
begin
  create role talent_worker login noinherit;
exception when duplicate_object or unique_violation then
  null;
end $$;
do $$
begin
  execute format('grant connect on database %I to talent_worker', current_database());
end $$;
grant talent_hr, talent_scoped to talent_worker with inherit false, set true;
grant usage on schema public to talent_worker;
grant select on migration to talent_worker;
-- Only its owner can let somebody else call it.
set local role talent_definer;
grant execute on function session_enter(text) to talent_worker;
reset role;

alter table session drop constraint session_kind;
alter table session add constraint session_kind check (kind in ('browser', 'local', 'job'));

create table job (
  id          uuid primary key default uuidv7(),
  kind        text not null,
  subject     uuid,
  state       text not null default 'queued',
  starts      int not null default 0,
  problem     text,
  words       bytea,
  grant_id    uuid references access_grant,
  created_by  uuid references account,
  created_at  timestamptz not null default now(),
  started_at  timestamptz,
  ended_at    timestamptz,
  constraint job_kind check (kind ~ '^[a-z][a-z-]{1,39}$'),
  constraint job_state check (state in ('queued', 'running', 'done', 'refused', 'failed')),
  constraint job_ended check ((state in ('done', 'refused', 'failed')) = (ended_at is not null)),
  constraint job_refused_has_problem check ((state in ('refused', 'failed')) = (problem is not null))
);
comment on table job is 'Something that is done in the background for whoever asked, with that account''s rights as they are when it runs. subject is the id of what it works on; nothing else is handed over. starts counts how often a worker began it; problem is the code of a refusal, words its sealed sentence.';
create unique index job_one_open on job (kind, subject) where state in ('queued', 'running');
create index job_of_grant on job (grant_id, id);

create table job_progress (
  job_id  uuid primary key references job on delete cascade,
  step    text not null,
  done    int not null,
  total   int,
  at      timestamptz not null default clock_timestamp()
);
comment on table job_progress is 'How far a job is: written many times a minute, so no audit stands on it, and nothing in it is about a person.';

alter table job enable row level security;
create policy county on job to talent_hr using (true) with check (grant_id = (select acting_grant()));
create policy own on job to talent_scoped
  using (grant_id = (select acting_grant())) with check (grant_id = (select acting_grant()));
create policy keeper on job to talent_definer using (true) with check (true);
alter table job_progress enable row level security;
create policy county on job_progress for select to talent_hr using (true);
create policy own on job_progress for select to talent_scoped
  using (job_id in (select j.id from job j where j.grant_id = (select acting_grant())));
create policy keeper on job_progress to talent_definer using (true) with check (true);
call audit_table('job', 'id', '', 'ids');

---------------------------------------------------------------------------------------------- queue

-- The tables of pgqueuer 1.6, under the names that it looks for. Only the worker's login reads them;
-- a job comes in by the trigger below, within the transaction that asks for it.
create type pgqueuer_status as enum
  ('queued', 'picked', 'successful', 'exception', 'canceled', 'deleted', 'failed');

create table pgqueuer (
  id                bigserial primary key,
  priority          int not null,
  queue_manager_id  uuid,
  created           timestamptz not null default now(),
  updated           timestamptz not null default now(),
  heartbeat         timestamptz not null default now(),
  execute_after     timestamptz not null default now(),
  status            pgqueuer_status not null,
  entrypoint        text not null,
  dedupe_key        text,
  payload           bytea,
  headers           jsonb,
  attempts          int not null default 0,
  slot              bigint
);
comment on table pgqueuer is 'Jobs that wait or run; payload is the id of a job.';
create index pgqueuer_ep_ea_idx on pgqueuer (entrypoint, execute_after) where status = 'queued';
create index pgqueuer_ep_prio_id_idx on pgqueuer (entrypoint, priority desc, id) where status = 'queued';
create index pgqueuer_picked_heartbeat_idx on pgqueuer (heartbeat) where status = 'picked';
create unique index pgqueuer_picked_slot_idx on pgqueuer (entrypoint, slot)
  where status = 'picked' and slot is not null;
create index pgqueuer_queue_manager_id_idx on pgqueuer (queue_manager_id) where queue_manager_id is not null;
create unique index pgqueuer_unique_dedupe_key on pgqueuer (dedupe_key)
  where status in ('queued', 'picked') and dedupe_key is not null;

create table pgqueuer_log (
  id          bigint generated by default as identity primary key,
  created     timestamptz not null default now(),
  job_id      bigint not null,
  status      pgqueuer_status not null,
  priority    int not null,
  entrypoint  text not null,
  traceback   jsonb,
  aggregated  boolean default false
);
create index pgqueuer_log_job_id_status on pgqueuer_log (job_id, created desc);
create index pgqueuer_log_not_aggregated on pgqueuer_log ((1)) where not aggregated;

create table pgqueuer_schedules (
  id          bigserial primary key,
  expression  text not null,
  entrypoint  text not null,
  heartbeat   timestamptz not null default now(),
  created     timestamptz not null default now(),
  updated     timestamptz not null default now(),
  next_run    timestamptz not null default now(),
  last_run    timestamptz,
  status      pgqueuer_status default 'queued',
  unique (expression, entrypoint)
);
comment on table pgqueuer_schedules is 'Chores that come round by the clock.';

create table pgqueuer_statistics (
  id          bigserial primary key,
  created     timestamptz not null default date_trunc('sec', now()),
  count       bigint not null,
  priority    int not null,
  status      pgqueuer_status not null,
  entrypoint  text not null
);
create unique index pgqueuer_statistics_unique_count on pgqueuer_statistics
  (priority, date_trunc('sec', created at time zone 'UTC'), status, entrypoint);

-- Wakes the workers when a job comes in; the form of the message is pgqueuer's. Taking jobs wakes nobody:
-- an idle worker would wake itself with every look.
create function fn_pgqueuer_changed() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('ch_pgqueuer', json_build_object('channel', 'ch_pgqueuer', 'operation', lower(tg_op),
    'sent_at', now(), 'table', tg_table_name, 'type', 'table_changed_event')::text);
  return null;
end $$;
create trigger tg_pgqueuer_changed after insert on pgqueuer
  for each statement execute function fn_pgqueuer_changed();

create function job_queued() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into pgqueuer (priority, entrypoint, payload, status)
  values (0, 'job', convert_to(new.id::text, 'UTF8'), 'queued');
  return null;
end $$;
create trigger job_queued after insert on job for each row execute function job_queued();

---------------------------------------------------------------------------------------------- worker

-- Begins a job: counts the start, and opens a session under p_token for whoever asked, if that account
-- and that grant still stand. Answers no row where nothing is to be done: the job has ended, its asker
-- may no longer, or it was begun p_most times without coming to an end, as one that kills its worker is.
create function job_begin(p_job uuid, p_token text, p_most int)
returns table (id uuid, kind text, subject uuid, starts int)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  j job;
begin
  select * into j from job w where w.id = p_job and w.state in ('queued', 'running') for update;
  if not found then
    return;
  end if;
  if j.starts >= p_most then
    update job w set state = 'failed', problem = 'job-keeps-failing', ended_at = clock_timestamp() where w.id = p_job;
    return;
  end if;
  if not exists (select from access_grant g join account a on a.id = g.account_id
                 where g.id = j.grant_id and g.account_id = j.created_by and a.disabled_at is null
                   and g.revoked_at is null and (g.until is null or g.until > now())) then
    update job w set state = 'refused', problem = 'forbidden', ended_at = clock_timestamp() where w.id = p_job;
    return;
  end if;
  update job w set state = 'running', starts = w.starts + 1, started_at = coalesce(w.started_at, clock_timestamp())
    where w.id = p_job;
  insert into session (token_digest, account_id, grant_id, kind, ip, idle, expires_at)
  values (sha256(convert_to(p_token, 'UTF8')), j.created_by, j.grant_id, 'job', 'job', '10 hours', now() + interval '1 day');
  return query select w.id, w.kind, w.subject, w.starts from job w where w.id = p_job;
end $$;

create function job_tell(p_job uuid, p_step text, p_done int, p_total int) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into job_progress (job_id, step, done, total) values (p_job, p_step, p_done, p_total)
  on conflict (job_id) do update set step = excluded.step, done = excluded.done, total = excluded.total,
    at = excluded.at
$$;

-- Ends a run and its session. A job that is only laid down ('queued') is begun again and that start not counted.
create function job_end(p_job uuid, p_token text, p_state text, p_problem text, p_words bytea) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update job set state = p_state, problem = p_problem, words = p_words,
    starts = starts - (p_state = 'queued')::int,
    ended_at = case when p_state <> 'queued' then clock_timestamp() end
  where id = p_job and state = 'running';
  update session set revoked_at = now()
  where token_digest = sha256(convert_to(p_token, 'UTF8')) and kind = 'job';
end $$;

-- Queues again what should wait or run and stands in no queue: its worker lost the database at the wrong moment.
create function job_requeue() returns int
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with lost as (
    insert into pgqueuer (priority, entrypoint, payload, status)
    select 0, 'job', convert_to(j.id::text, 'UTF8'), 'queued' from job j
    where j.state in ('queued', 'running')
      and not exists (select from pgqueuer q where q.payload = convert_to(j.id::text, 'UTF8'))
    returning 1)
  select count(*)::int from lost
$$;

-- What was only counted for a window of time goes when the window has long passed.
create function upkeep_counts(p_now timestamptz) returns int
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with counts as (delete from rate_count where window_start < p_now - interval '2 days' returning 1),
  attempts as (delete from login_attempt where at < p_now - interval '180 days' returning 1),
  told as (delete from job_progress p using job j where j.id = p.job_id and j.ended_at < p_now - interval '30 days' returning 1),
  logged as (delete from pgqueuer_log where created < p_now - interval '30 days' returning 1),
  summed as (delete from pgqueuer_statistics where created < p_now - interval '30 days' returning 1)
  select (select count(*) from counts)::int + (select count(*) from attempts)::int + (select count(*) from told)::int
    + (select count(*) from logged)::int + (select count(*) from summed)::int
$$;

---------------------------------------------------------------------------------------------- rights

grant select, insert on job to talent_hr, talent_scoped;
grant select on job_progress to talent_hr, talent_scoped;
grant select, insert, update on job, job_progress to talent_definer;
grant delete on job_progress to talent_definer;
grant insert on session to talent_definer;
grant delete on rate_count to talent_definer;
grant select, delete on login_attempt to talent_definer;
grant select, insert on pgqueuer to talent_definer;
grant select, delete on pgqueuer_log, pgqueuer_statistics to talent_definer;
grant usage on sequence pgqueuer_id_seq to talent_definer;
grant select, insert, update, delete on pgqueuer, pgqueuer_log, pgqueuer_schedules, pgqueuer_statistics
  to talent_worker;
grant usage on sequence pgqueuer_id_seq, pgqueuer_log_id_seq, pgqueuer_schedules_id_seq, pgqueuer_statistics_id_seq
  to talent_worker;
grant execute on function job_begin(uuid, text, int), job_tell(uuid, text, int, int),
  job_end(uuid, text, text, text, bytea), job_requeue(), upkeep_counts(timestamptz) to talent_worker;
alter function job_queued() owner to talent_definer;
alter function job_begin(uuid, text, int) owner to talent_definer;
alter function job_tell(uuid, text, int, int) owner to talent_definer;
alter function job_end(uuid, text, text, text, bytea) owner to talent_definer;
alter function job_requeue() owner to talent_definer;
alter function upkeep_counts(timestamptz) owner to talent_definer;
revoke create on schema public from talent_definer;
