-- Functions that read past the policies answer nobody of whom the asker may not know.

-- Functions that the definer owns are the definer's to replace.
grant create on schema public to talent_definer;
set local role talent_definer;

-- What refers to a person, by table, that would follow; told to whoever may merge the person.
create or replace function person_referring(p_person uuid) returns table (relation text, rows int)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r merge_rule;
  n int;
begin
  if not may_merge(array[p_person]) then
    return;
  end if;
  for r in select * from merge_rule m where m.rule = 'follows' order by m.relation, m.field loop
    execute format('select count(*) from %I where %I = $1', r.relation, r.field) into n using p_person;
    if n > 0 then
      relation := r.relation;
      rows := n;
      return next;
    end if;
  end loop;
end $$;

-- What stands of everybody who hangs together with some by judgements of the same person, whoever said it: for hr,
-- and for a township that sees all of the people it asks for. A contradiction may lie with somebody out of its sight.
create or replace function judgements_standing(p_people uuid[])
returns table (person_a uuid, person_b uuid, verdict text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive newest as materialized (
    select distinct on (j.person_a, j.person_b) j.person_a, j.person_b, j.verdict
    from judgement j order by j.person_a, j.person_b, j.id desc),
  side as (
    select n.person_a one, n.person_b other from newest n where n.verdict = 'same'
    union all
    select n.person_b, n.person_a from newest n where n.verdict = 'same'),
  together (person) as (
    select unnest(p_people) from acting() a
    where a.role = 'hr' or a.role = 'township' and p_people <@ array(
      select v.person_id from person_visible v
      where v.grant_id = a.grant_id and v.person_id = any (p_people) and v.until > now())
    union
    select s.other from together t join side s on s.one = t.person)
  select n.person_a, n.person_b, n.verdict from newest n
  where n.person_a in (select person from together) or n.person_b in (select person from together)
  order by n.person_a, n.person_b
$$;

-- Outside hr only of people in sight, and of those that share a key with what was typed: keys are hashes under
-- the service's own secret, so nobody asks for a stranger by his id.
create function lookalike_rows(p_people uuid[], p_keys bigint[]) returns setof lookalike
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
  told uuid[] := p_people;
begin
  select * into asker from acting();
  if asker.role is distinct from 'hr' then
    told := array(
      select v.person_id from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = any (p_people) and v.until > now()
      union
      select k.person_id from person_key k where k.keys && p_keys and k.person_id = any (p_people));
  end if;
  return query
  select p.id, p.name,
    array(select n.name from person_name n where n.person_id = p.id order by n.id),
    p.sex, p.birth::text, p.birth_lunar, p.id_number,
    coalesce((select jsonb_agg(jsonb_build_array(f.id, f.number, f.holder,
                (select count(*) from person_phone g join person o on o.id = g.person_id and o.merged_into is null
                 where g.number_index = f.number_index)) order by f.id)
              from person_phone f where f.person_id = p.id), '[]'),
    p.household_village, p.residence_place, p.native_place,
    coalesce(p.education_full_time, p.education_in_service), p.political_status, p.employer, p.position,
    asker.role = 'hr' or exists (select from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = p.id and v.until > now())
  from person p where p.id = any (told) and p.merged_into is null;
end $$;
drop function lookalike_rows(uuid[]);
revoke all on function lookalike_rows(uuid[], bigint[]) from public;
grant execute on function lookalike_rows(uuid[], bigint[]) to talent_hr, talent_scoped;
reset role;
revoke create on schema public from talent_definer;

-- What an idempotency key was used for is the account's own.
alter table idempotency enable row level security;
create policy own on idempotency to talent_hr, talent_scoped
  using (account_id = (select acting_account())) with check (account_id = (select acting_account()));
