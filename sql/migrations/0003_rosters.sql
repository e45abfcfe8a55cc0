-- Rosters (花名册): a file as it came, its rows staged until they are in.

grant create on schema public to talent_definer;

create table roster (
  id            uuid primary key default uuidv7(),
  file_digest   bytea not null,
  pool          text not null references pool,
  scope         text not null references place on update cascade,
  state         text not null default 'staged',
  content       bytea not null,
  grant_id      uuid references access_grant,
  created_by    uuid references account,
  created_at    timestamptz not null default now(),
  committed_at  timestamptz,
  version       int not null default 1,
  constraint roster_state check (state in ('staged', 'committed', 'undone')),
  constraint roster_committed_at check ((committed_at is not null) = (state = 'committed') or state = 'undone')
);
comment on table roster is 'One file for one pool and scope. The same bytes come in once while the first is not undone. The file''s name, its sheets and their headers are typed too, and so sealed.';
create unique index roster_once on roster (file_digest, pool, scope) where state <> 'undone';

create table roster_row (
  id          uuid primary key default uuidv7(),
  roster_id   uuid not null references roster,
  sheet       int not null,
  line        int not null,
  outcome     text not null,
  state       text not null default 'staged',
  content     bytea not null,
  warnings    int not null default 0,
  person_id   uuid references person,
  version     int not null default 1,
  constraint roster_row_outcome check (outcome in ('new', 'known', 'unsure', 'faulty')),
  constraint roster_row_state check (state in ('staged', 'committed', 'dropped')),
  constraint roster_row_doubt_waits check (outcome in ('new', 'known') or state <> 'committed'),
  constraint roster_row_committed_has_person check ((state = 'committed') = (person_id is not null)),
  constraint roster_row_once unique (roster_id, sheet, line)
);
comment on table roster_row is 'A row as typed with what was recognised, its faults, warnings and look-alikes, sealed as one value: typed numbers stand nowhere in the open. sheet counts the file''s sheets from 0, line a sheet''s lines from 1.';
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

-- A look at staged rows: typed values were shown as they were typed.
create function roster_look(p_purpose text, p_rows uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append('look', 'roster_row', p_purpose, p_rows::text[], array_fill(null::uuid, array[cardinality(p_rows)]), null)
$$;

-- Whether anybody came into the register since it was this large; whoever asks.
create function register_size() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) from person
$$;

call audit_table('roster', 'id', '', 'bodies');
call audit_table('roster_row', 'id', 'person_id', 'ids');
grant select, insert, update on roster, roster_row to talent_hr, talent_scoped;
grant execute on function roster_look(text, uuid[]), register_size() to talent_hr, talent_scoped;
alter function roster_look(text, uuid[]) owner to talent_definer;
alter function register_size() owner to talent_definer;
revoke create on schema public from talent_definer;
