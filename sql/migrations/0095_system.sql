-- What whoever runs the service may see of it: how the work in the background goes, when it was last backed up, and
-- which schema it stands on. Nobody's data.
create table dump (
  id uuid primary key default uuidv7(),
  made_at timestamptz not null default now(),
  file_name text not null,
  bytes bigint not null
);
comment on table dump is 'A dump that was made of this register. The one that is loaded does not know itself.';
alter table dump enable row level security;
create policy of_system on dump for select to talent_system using (true);
grant select on dump to talent_system;
grant select on migration to talent_system;
call audit_table('dump', 'id', '', 'ids');

-- Not its words: a refusal may repeat what was typed.
grant select (id, kind, state, starts, problem, created_at, started_at, ended_at) on job to talent_system;
create policy of_system on job for select to talent_system using (true);
grant select on job_progress to talent_system;
create policy of_system on job_progress for select to talent_system using (true);
