-- What the register is weighed by, told in one word: another as soon as any row of it is.

-- Each row is one version, named by where it lies and which transaction wrote it.
grant select on rule, rule_confirmation, weight_set, skill_concept to talent_definer;
create policy finder on rule_confirmation for select to talent_definer using (true);

grant create on schema public to talent_definer;
set local role talent_definer;
create function register_versions() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select string_agg(concat_ws(':', name, rows, sum), ' ' order by name)
  from (
  select 'place', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from place
  union all select 'post', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from post
  union all select 'body', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from body
  union all select 'tenure', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from tenure
  union all select 'vacancy', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from vacancy
  union all select 'person', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from person
  union all select 'membership', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from membership
  union all select 'review_result', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from review_result
  union all select 'kin', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from kin
  union all select 'register_route', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from register_route
  union all select 'service_record', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from service_record
  union all select 'rule', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from rule
  union all select 'rule_confirmation', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from rule_confirmation
  union all select 'weight_set', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from weight_set
  union all select 'skill_concept', count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric) from skill_concept
  ) v (name, rows, sum)
  where (select a.role from acting() a) = 'hr'
$$;
reset role;
revoke create on schema public from talent_definer;
revoke all on function register_versions() from public;
grant execute on function register_versions() to talent_hr;
