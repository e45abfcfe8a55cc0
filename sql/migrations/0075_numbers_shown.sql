-- What was typed in place of an ID number: hidden in part, shortened or with a slip. Sealed; nobody is shown it, it is
-- compared, for what it shows agrees with one number and with no other. A whole valid number takes its place.
alter table person add column id_number_typed bytea;
comment on column person.id_number_typed is 'Sealed: the eighteen signs that a wrong or partly hidden ID number shows.';

-- Functions that the definer owns are the definer's to replace.
alter type lookalike add attribute id_number_typed bytea;
grant create on schema public to talent_definer;
set local role talent_definer;
create or replace function lookalike_rows(p_people uuid[], p_keys bigint[]) returns setof lookalike
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
      where v.grant_id = asker.grant_id and v.person_id = p.id and v.until > now()),
    case when p.id_number is null then p.id_number_typed end
  from person p where p.id = any (told) and p.merged_into is null;
end $$;
reset role;
revoke create on schema public from talent_definer;
