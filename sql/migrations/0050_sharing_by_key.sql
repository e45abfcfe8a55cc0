-- Who shares the most keys with somebody, asked key by key: of a key that thousands carry, a syllable
-- pair or a common name's, some hundred stand for all, since whoever is sought shares rarer ones too.
-- Where few keys are asked, as for a name alone, more of each are looked at. Of equals the newest first.
-- The function is the definer's to replace.
grant create on schema public to talent_definer;
set local role talent_definer;
create or replace function lookalike_people(p_keys bigint[], p_most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select k.person_id
  from unnest(p_keys) q(key),
    lateral (select c.person_id from person_key c where c.keys @> array[q.key]
             limit 100 + 3000 / cardinality(p_keys)) k
  group by k.person_id
  order by count(*) desc, k.person_id desc
  limit p_most
$$;
reset role;
revoke create on schema public from talent_definer;
