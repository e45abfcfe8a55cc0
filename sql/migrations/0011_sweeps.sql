-- Models as artefacts that a person chooses, and sweeps over the whole register.

grant create on schema public to talent_definer;

create table model (
  id          uuid primary key default uuidv7(),
  version     text not null,
  content     bytea not null,
  report      jsonb not null,
  judgements  int not null default 0,
  made_by     uuid references account,
  at          timestamptz not null default now(),
  constraint model_version_once unique (version)
);
comment on table model is 'A trained model: its weights and the names'' frequencies, sealed, and the report of its training in the open. judgements: how many judged pairs it also learned from; 0 where it learned from the register alone.';

create table model_use (
  id        uuid primary key default uuidv7(),
  model_id  uuid references model,
  reason    text,
  chosen_by uuid references account,
  at        timestamptz not null default now()
);
comment on table model_use is 'Which model weighs from when on, and who chose it; the newest counts. Without a model: the one by expert judgement.';

create table sweep (
  id          uuid primary key default uuidv7(),
  state       text not null default 'running',
  model       text not null,
  entries     int not null default 0,
  compared    int not null default 0,
  found       int not null default 0,
  written     int not null default 0,
  seen        text,
  estimated   real,
  likely      int not null default 0,
  unsure      int not null default 0,
  automatic   int not null default 0,
  groups      int not null default 0,
  torn        int not null default 0,
  oversized   int not null default 0,
  made_by     uuid references account,
  at          timestamptz not null default now(),
  ended_at    timestamptz,
  constraint sweep_state check (state in ('running', 'done')),
  constraint sweep_ended check ((state = 'done') = (ended_at is not null))
);
comment on table sweep is 'One pass over the whole register, and how far it is: of the pairs found so many are written. seen is a digest of what it read: it goes on where it stopped while that is the same. estimated: how many pairs of one human the model expects.';
create unique index sweep_one_running on sweep (state) where state = 'running';

create table cluster (
  person_id   uuid primary key references person,
  cluster_id  uuid not null,
  kind        text not null,
  constraint cluster_kind check (kind in ('group', 'torn', 'oversized'))
);
comment on table cluster is 'Which entries the last sweep takes for one human. Computed, and replaced by each sweep. torn: fits two who are not one; oversized: hangs together with too many.';
create index cluster_of on cluster (cluster_id);

alter table pair add column probability real;
alter table pair add column automatic boolean not null default false;
alter table pair add column sweep_id uuid references sweep;
comment on column pair.automatic is 'The part of likely that may be merged as one click: an agreement of one person alone and no contradiction.';

-- What is known of entries beside their values: judgements and declared kin, told of who stands for them now.
create function pairs_settled() returns table (person_a uuid, person_b uuid, verdict text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with newest as (
    select distinct on (j.person_a, j.person_b) j.person_a, j.person_b, j.verdict
    from judgement j order by j.person_a, j.person_b, j.id desc),
  said as (
    select person_survivor(n.person_a) one, person_survivor(n.person_b) other, n.verdict from newest n
    union all
    select k.person_id, k.relative, 'kin' from kin k where k.person_id < k.relative)
  select distinct on (1, 2) least(s.one, s.other), greatest(s.one, s.other), s.verdict
  from said s where s.one <> s.other and (select a.role from acting() a) = 'hr'
  order by 1, 2, array_position('{different,kin,same,unsure}', s.verdict)
$$;

alter table model enable row level security;
create policy everybody on model for select to talent_hr, talent_scoped using (true);
create policy county on model for insert to talent_hr with check (true);
alter table model_use enable row level security;
create policy everybody on model_use for select to talent_hr, talent_scoped using (true);
create policy county on model_use for insert to talent_hr with check (true);
alter table sweep enable row level security;
create policy county on sweep to talent_hr using (true) with check (true);
alter table cluster enable row level security;
create policy county on cluster to talent_hr using (true) with check (true);
create policy scope_select on cluster for select to talent_scoped using (
  exists (select from access_grant g where g.id = (select acting_grant()) and g.role = 'township')
  and person_id in (select p.id from person p));
create policy county_delete on pair for delete to talent_hr using (state = 'open');

call merge_rule_for('cluster', 'person_id', 'stays');
call audit_table('model', 'id', '', 'ids');
call audit_table('model_use', 'id', '', 'bodies');
call audit_table('sweep', 'id', '', 'ids');
call audit_table('cluster', 'person_id', 'person_id', 'ids');

grant select on model, model_use to talent_hr, talent_scoped;
grant insert on model, model_use to talent_hr;
grant select, insert, update on sweep to talent_hr;
grant select, insert, delete on cluster to talent_hr;
grant select on cluster to talent_scoped;
grant delete on pair to talent_hr;
grant execute on function pairs_settled() to talent_hr;
alter function pairs_settled() owner to talent_definer;
revoke create on schema public from talent_definer;
