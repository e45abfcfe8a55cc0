-- Rosters (花名册): a file as it came, its rows staged until they are in.

create table roster (
  id            uuid primary key default uuidv7(),
  file_digest   bytea not null,
  file_name     text not null,
  pool          text not null references pool,
  scope         text not null references place on update cascade,
  state         text not null default 'staged',
  grant_id      uuid references access_grant,
  created_by    uuid references account,
  created_at    timestamptz not null default now(),
  committed_at  timestamptz,
  columns       jsonb not null default '[]',
  version       int not null default 1,
  constraint roster_state check (state in ('staged', 'committed', 'undone'))
);
comment on table roster is 'One file for one pool and scope. The same bytes come in once while the first is not undone.';
create unique index roster_once on roster (file_digest, pool, scope) where state <> 'undone';

create table roster_row (
  id          uuid primary key default uuidv7(),
  roster_id   uuid not null references roster,
  sheet       text not null,
  line        int not null,
  outcome     text not null,
  state       text not null default 'staged',
  content     bytea not null,
  person_id   uuid references person,
  version     int not null default 1,
  constraint roster_row_outcome check (outcome in ('new', 'known', 'unsure', 'faulty')),
  constraint roster_row_state check (state in ('staged', 'committed', 'dropped')),
  constraint roster_row_faulty_waits check (outcome <> 'faulty' or state <> 'committed'),
  constraint roster_row_committed_has_person check ((state = 'committed') = (person_id is not null)),
  constraint roster_row_once unique (roster_id, sheet, line)
);
comment on table roster_row is 'A row as typed with what was recognised, its faults, warnings and look-alikes, sealed as one value: typed numbers stand nowhere in the open.';
create index roster_row_of on roster_row (roster_id, outcome, state);
create index roster_row_person on roster_row (person_id) where person_id is not null;

alter table roster enable row level security;
create policy county on roster to talent_hr using (true) with check (true);
create policy own on roster to talent_scoped
  using (grant_id = (select acting_grant())) with check (grant_id = (select acting_grant()));
alter table roster_row enable row level security;
create policy county on roster_row to talent_hr using (true) with check (true);
create policy own on roster_row to talent_scoped
  using (roster_id in (select r.id from roster r where r.grant_id = (select acting_grant())))
  with check (roster_id in (select r.id from roster r where r.grant_id = (select acting_grant())));

call audit_table('roster', 'id', '', 'bodies');
call audit_table('roster_row', 'id', 'person_id', 'ids');
grant select, insert, update on roster, roster_row to talent_hr, talent_scoped;
