-- How headers are read, files that wait to be read, and when staged rows are let go.

grant create on schema public to talent_definer;

create table header_alias (
  header       text primary key,
  column_name  text not null,
  created_by   uuid references account,
  created_at   timestamptz not null default now(),
  constraint header_alias_form check (length(header) between 1 and 100)
);
comment on table header_alias is 'Names that this county''s rosters have for a column, beside those the program knows. Compared without spaces, brackets and case.';

create table roster_mapping (
  scope        text not null references place on update cascade,
  header       text not null,
  column_name  text,
  at           timestamptz not null default now(),
  primary key (scope, header),
  constraint roster_mapping_form check (length(header) between 1 and 100)
);
comment on table roster_mapping is 'What a sender''s headers were said to be: the column, or none to leave it out. A sender is the place that a roster is of; what it said last holds for its next file.';

alter table roster drop constraint roster_state;
alter table roster add constraint roster_state check (state in ('reading', 'staged', 'committed', 'undone'));
alter table roster add column touched_at timestamptz not null default now();
alter table roster add column purged_at timestamptz;
comment on column roster.touched_at is 'When a row of it was last changed or committed. A month later what its rows say is let go.';

create table roster_file (
  roster_id  uuid primary key references roster on delete cascade,
  content    bytea not null
);
comment on table roster_file is 'A file that waits to be read in the background, sealed like its rows; gone once they are staged.';

alter table header_alias enable row level security;
create policy county on header_alias to talent_hr using (true) with check (true);
create policy everybody on header_alias for select to talent_scoped using (true);
alter table roster_mapping enable row level security;
create policy county on roster_mapping to talent_hr using (true) with check (true);
create policy own on roster_mapping to talent_scoped
  using (scope = (select g.place from access_grant g where g.id = (select acting_grant())))
  with check (scope = (select g.place from access_grant g where g.id = (select acting_grant())));
alter table roster_file enable row level security;
create policy county on roster_file to talent_hr using (true) with check (true);
create policy own on roster_file to talent_scoped
  using (roster_id in (select r.id from roster r where r.grant_id = (select acting_grant())))
  with check (roster_id in (select r.id from roster r where r.grant_id = (select acting_grant())));
create policy keeper on roster to talent_definer using (true) with check (true);
create policy keeper on roster_row to talent_definer using (true) with check (true);
create policy keeper on roster_file to talent_definer using (true) with check (true);

-- Staging is let go: what rows of a roster say that nobody has touched for a month, and files nobody
-- has read. Which row became which person stays.
create function upkeep_rosters(p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone uuid[];
begin
  update roster set purged_at = p_now, version = version + 1
  where purged_at is null and touched_at < p_now - interval '30 days';
  select array_agg(id) into gone from roster where purged_at = p_now;
  delete from roster_file where roster_id = any (gone);
  update roster_row set content = '', state = case state when 'staged' then 'dropped' else state end,
    version = version + 1 where roster_id = any (gone);
  return coalesce(cardinality(gone), 0);
end $$;

call audit_table('header_alias', 'header', '', 'bodies');
call audit_table('roster_mapping', 'header', '', 'bodies');
call audit_table('roster_file', 'roster_id', '', 'ids');
grant select, insert, update, delete on header_alias to talent_hr;
grant select on header_alias to talent_scoped;
grant select, insert, update, delete on roster_mapping, roster_file to talent_hr, talent_scoped;
grant select, update on roster, roster_row to talent_definer;
grant select, delete on roster_file to talent_definer;
grant execute on function upkeep_rosters(timestamptz) to talent_worker;
alter function upkeep_rosters(timestamptz) owner to talent_definer;
revoke create on schema public from talent_definer;
