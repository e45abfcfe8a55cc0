-- An import undone as a whole, and lists of people that go out and come back.

grant create on schema public to talent_definer;

-- Undoes an import: its rows let go of their people, its new people, memberships and open proposals are deleted.
-- What blank fields it filled, the flow empties beforehand. Whoever else refers to one of the people keeps
-- everything as it is.
create function roster_undo(p_roster uuid, p_people uuid[], p_memberships uuid[], p_proposals uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
  entered uuid[];
begin
  select * into asker from acting();
  if not exists (select from roster r where r.id = p_roster
                 and (asker.role = 'hr' or r.grant_id = asker.grant_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'somebody else''s roster';
  end if;
  -- Of what is named only what this roster's rows made.
  if exists (select unnest(p_people) except
             select w.person_id from roster_row w where w.roster_id = p_roster and w.outcome = 'new') then
    raise exception using errcode = 'insufficient_privilege', message = 'a person of somebody else''s making';
  end if;
  update roster_row set state = 'dropped', person_id = null, version = version + 1 where roster_id = p_roster;
  delete from roster_file where roster_id = p_roster;
  delete from proposal p using roster r where r.id = p_roster and p.id = any (p_proposals) and p.state = 'open'
    and p.origin = 'roster' and p.proposed_by = r.created_by and p.at >= r.created_at;
  select array_agg(m.id) into entered from membership m join roster r on r.id = p_roster
    where m.id = any (p_memberships) and m.pool = r.pool and m.created_by = r.created_by
      and uuid_extract_timestamp(m.id) >= r.created_at - interval '1 minute';
  delete from membership_step where membership_id = any (entered);
  delete from membership where id = any (entered);
  delete from pair where person_a = any (p_people) or person_b = any (p_people);
  delete from judgement where person_a = any (p_people) or person_b = any (p_people);
  delete from person_phone where person_id = any (p_people);
  delete from person_name where person_id = any (p_people);
  delete from person where id = any (p_people);
  update roster set state = 'undone', touched_at = now(), version = version + 1 where id = p_roster;
exception when foreign_key_violation then
  raise exception using errcode = 'check_violation', constraint = 'roster_undo_nothing_depends',
    message = 'something depends on a person of this roster';
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['person', 'person_name', 'person_phone', 'membership', 'membership_step', 'proposal', 'pair', 'judgement'] loop
    execute format('create policy undo on %I for delete to talent_definer using (true)', t);
    execute format('grant select, delete on %I to talent_definer', t);
  end loop;
end $$;
create policy undo_select on pair for select to talent_definer using (true);

create table extract (
  id          uuid primary key default uuidv7(),
  pool        text not null references pool,
  scope       text references place on update cascade,
  format      text not null,
  purpose     text not null,
  recipient   text not null,
  people      int not null,
  grant_id    uuid not null references access_grant,
  created_by  uuid not null references account,
  created_at  timestamptz not null default now(),
  constraint extract_format check (format in ('xlsx', 'csv')),
  constraint extract_has_purpose check (length(trim(purpose)) >= 2),
  constraint extract_has_recipient check (length(trim(recipient)) >= 2)
);
comment on table extract is 'A list of people that went out with their numbers: what for and to whom (PIPL §23). Who stood on it, the audit says.';
alter table extract enable row level security;
create policy county on extract to talent_hr using (true) with check (grant_id = (select acting_grant()));
create policy own on extract to talent_scoped
  using (grant_id = (select acting_grant())) with check (grant_id = (select acting_grant()));
call audit_table('extract', 'id', '', 'bodies');
grant select, insert on extract to talent_hr, talent_scoped;
grant select on extract to talent_auditor;
create policy auditor on extract for select to talent_auditor using (true);
grant execute on function roster_undo(uuid, uuid[], uuid[], uuid[]) to talent_hr, talent_scoped;
alter function roster_undo(uuid, uuid[], uuid[], uuid[]) owner to talent_definer;
revoke create on schema public from talent_definer;
