-- The county plan: drafted, reviewed, adopted; its lines, and the proof that it is the best.

grant create on schema public to talent_definer;

create table plan (
  id           uuid primary key default uuidv7(),
  asked_for    date not null,
  policy       jsonb not null,
  state        text not null default 'draft',
  digest       bytea not null,
  rules        text[] not null,
  unchecked    text[] not null default '{}',
  weights      text[] not null,
  before       uuid references plan,
  wanted       int not null,
  filled       int not null,
  total        bigint not null,
  proven       boolean not null,
  to_verify    int not null default 0,
  levels       jsonb not null,
  told         jsonb not null,
  made_by      uuid references account,
  made_at      timestamptz not null default now(),
  reviewed_by  uuid references account,
  reviewed_at  timestamptz,
  adopted_by   uuid references account,
  adopted_at   timestamptz,
  version      int not null default 1,
  constraint plan_state check (state in ('draft', 'reviewed', 'adopted', 'superseded', 'withdrawn')),
  constraint plan_filled check (filled between 0 and wanted),
  constraint plan_adopted_was_reviewed check (state not in ('adopted', 'superseded') or (reviewed_at is not null and adopted_at is not null)),
  constraint plan_adopted_is_certain check (state not in ('adopted', 'superseded') or (to_verify = 0 and cardinality(unchecked) = 0))
);
comment on table plan is 'A plan of reserves for all posts: what was asked, a keyed digest of everything it read, each rule with its edition, how each level stands. told: places that stay empty and why, floors not met, rates by sex and age.';
create unique index plan_one_adopted on plan ((true)) where state = 'adopted';

create table plan_line (
  id         uuid primary key default uuidv7(),
  plan_id    uuid not null references plan,
  village    text not null references place on update cascade,
  role       int not null,
  person_id  uuid not null references person,
  fit        int not null,
  standing   text not null,
  kept       boolean not null,
  constraint plan_line_once unique (plan_id, village, role, person_id),
  constraint plan_line_fit check (fit between 0 and 10000000),
  constraint plan_line_standing check (standing in ('eligible', 'to_verify'))
);
comment on table plan_line is 'One person proposed as a reserve for one post of one village.';
create index plan_line_person on plan_line (person_id);

create table plan_proof (
  plan_id   uuid primary key references plan,
  document  jsonb not null
);
comment on table plan_proof is 'The instance that a plan was solved on and the prices that prove it, checkable without the solver.';

-- A plan goes its way: drafted, reviewed, adopted; the one that was adopted before is superseded.
create function plan_keeps_its_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'check_violation', constraint = 'plan_keeps_its_way',
        message = 'a plan begins as a draft';
    end if;
    return new;
  end if;
  if old.state || '>' || new.state <> all (array['draft>reviewed', 'draft>withdrawn', 'reviewed>draft',
      'reviewed>adopted', 'reviewed>withdrawn', 'adopted>superseded']) then
    raise exception using errcode = 'check_violation', constraint = 'plan_keeps_its_way',
      message = 'a plan takes no such step';
  end if;
  return new;
end $$;
create trigger plan_begins before insert on plan for each row execute function plan_keeps_its_way();
create trigger plan_keeps_its_way before update of state on plan
  for each row when (old.state is distinct from new.state) execute function plan_keeps_its_way();

----------------------------------------------------------------------------------------- audit and grants

-- A plan names people from everywhere: it is the county's alone, and villages see whom hr releases to them.
alter table plan enable row level security;
create policy county on plan to talent_hr using (true) with check (true);
alter table plan_line enable row level security;
create policy county on plan_line to talent_hr using (true) with check (true);
create policy finder on plan_line for select to talent_definer using (true);
alter table plan_proof enable row level security;
create policy county on plan_proof to talent_hr using (true) with check (true);

call audit_table('plan', 'id', '', 'bodies');
call audit_table('plan_line', 'id', 'person_id', 'ids');
call audit_table('plan_proof', 'plan_id', '', 'ids');

-- A plan keeps saying whom it proposed; a merge makes it stale.
call merge_rule_for('plan_line', 'person_id', 'stays');

grant select, insert on plan, plan_line, plan_proof to talent_hr;
grant update (state, reviewed_by, reviewed_at, adopted_by, adopted_at, version) on plan to talent_hr;
grant select on plan_line to talent_definer;
alter function plan_keeps_its_way() owner to talent_definer;
revoke create on schema public from talent_definer;
