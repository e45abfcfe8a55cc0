-- Reserves for posts and their way to readiness; who saved which weights.

grant create on schema public to talent_definer;

create table reserve (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references person,
  village     text not null references place on update cascade,
  role        int not null,
  state       text not null,
  readiness   text not null default 'R9',
  since       date not null,
  ended_on    date,
  exit_reason int,
  created_by  uuid references account,
  version     int not null default 1,
  constraint reserve_role check (role in (11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62)),
  constraint reserve_state check (state in ('nominated', 'group_ok', 'branch_ok', 'town_examined', 'county_filed', 'training', 'ready', 'proposed', 'elected', 'returned')),
  constraint reserve_readiness check (readiness in ('R0', 'R1', 'R2', 'R9')),
  constraint reserve_ends check ((ended_on is not null) = (state in ('elected', 'returned'))),
  constraint reserve_returned_with_reason check ((exit_reason is not null) = (state = 'returned')),
  constraint reserve_exit_reason check (exit_reason between 1 and 10),
  constraint reserve_dates check (ended_on is null or ended_on >= since)
);
comment on table reserve is 'A person kept in reserve for a post of a village, from nomination to office or return. Readiness: R0 now, R1 within a year, R2 within three, R9 not assessed.';
create unique index reserve_once on reserve (person_id, village, role) where ended_on is null;
create index reserve_village on reserve (village, role) where ended_on is null;

create table reserve_step (
  id          uuid primary key default uuidv7(),
  reserve_id  uuid not null references reserve,
  from_state  text,
  to_state    text not null,
  on_day      date not null,
  document    text,
  reason      text,
  made_by     uuid references account,
  at          timestamptz not null default now()
);
comment on table reserve_step is 'The history of a reserve: each state, from which day, by which document.';
create index reserve_step_of on reserve_step (reserve_id, id);

create table reserve_review (
  id          uuid primary key default uuidv7(),
  reserve_id  uuid not null references reserve,
  year        int not null,
  result      text not null,
  readiness   text not null,
  document    text,
  made_by     uuid references account,
  at          timestamptz not null default now(),
  constraint reserve_review_once unique (reserve_id, year),
  constraint reserve_review_result check (result in ('keep', 'extend', 'exit')),
  constraint reserve_review_readiness check (readiness in ('R0', 'R1', 'R2', 'R9'))
);
comment on table reserve_review is 'The yearly review of a reserve: keep 保留, extend 延长培养, exit 退出.';

-- The way of a reserve, and who may take which step of it. hr may take an existing list over at any state.
create function reserve_keeps_its_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acts text := (select role from acting());
  step text := case when tg_op = 'UPDATE' then old.state || '>' || new.state else '>' || new.state end;
  way constant text[] := '{nominated>group_ok,group_ok>branch_ok,branch_ok>town_examined,town_examined>county_filed,'
    'county_filed>training,county_filed>ready,training>ready,ready>training,ready>proposed,proposed>ready,proposed>elected,'
    'ready>elected}';
  of_village constant text[] := '{>nominated,nominated>group_ok,group_ok>branch_ok,nominated>returned,group_ok>returned}';
  of_township constant text[] := '{branch_ok>town_examined,branch_ok>returned,town_examined>returned}';
begin
  if tg_op = 'UPDATE' and step <> all (way) and not (new.state = 'returned' and old.ended_on is null)
     or tg_op = 'INSERT' and new.state in ('elected', 'returned') then
    raise exception using errcode = 'check_violation', constraint = 'reserve_keeps_its_way',
      message = 'a reserve takes no such step';
  end if;
  if acts = 'village' and step <> all (of_village) or acts = 'township' and step <> all (of_village || of_township) then
    raise exception using errcode = 'insufficient_privilege', message = 'the step is another role''s';
  end if;
  return new;
end $$;
create trigger reserve_begins before insert on reserve for each row execute function reserve_keeps_its_way();
create trigger reserve_keeps_its_way before update of state on reserve
  for each row when (old.state is distinct from new.state) execute function reserve_keeps_its_way();

alter table weight_set add column saved_by uuid references account;
alter table weight_set add column saved_at timestamptz;
comment on column weight_set.saved_at is 'Null for the weights that came with the system.';

----------------------------------------------------------------------------------------- audit and grants

do $$
declare
  migrator text := current_user;
begin
  set local role talent_definer;
  execute format('grant execute on function person_lives() to %I', migrator);
  reset role;
end $$;
call merge_rule_for('reserve', 'person_id', 'follows');
call audit_table('reserve', 'id', 'person_id', 'bodies');
call audit_table('reserve_step', 'id', '', 'bodies');
call audit_table('reserve_review', 'id', '', 'bodies');
call audit_table('weight_set', 'role_group', '', 'bodies');

-- A reserve names a person: it is read only by whoever sees both the village and the person.
call row_security_by_village('reserve', 'village in (select a.place from place_ancestor a where a.ancestor = (select acting_place())) and person_id in (select p.id from person p)');
call row_security_by_village('reserve_step', 'reserve_id in (select r.id from reserve r)');
call row_security_by_village('reserve_review', 'reserve_id in (select r.id from reserve r)');
grant select, insert on reserve, reserve_step to talent_hr, talent_scoped;
grant update (state, readiness, ended_on, exit_reason, version) on reserve to talent_hr, talent_scoped;
grant select, insert on reserve_review to talent_hr;
grant select on reserve_review to talent_scoped;
grant insert on weight_set to talent_hr;
grant execute on function weights_are_whole(jsonb) to talent_hr;
alter function reserve_keeps_its_way() owner to talent_definer;
revoke create on schema public from talent_definer;
