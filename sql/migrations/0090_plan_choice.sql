-- What is chosen among equal plans claims nothing: it stands no longer among a plan's levels, nor in its proof.

update plan
set levels = (
  select coalesce(jsonb_agg(level order by at), '[]')
  from jsonb_array_elements(levels) with ordinality e(level, at)
  where level ->> 'level' <> 'canonical')
where levels @> '[{"level": "canonical"}]';

update plan_proof
set document = jsonb_set(document, '{steps}', (
  select coalesce(jsonb_agg(step order by at), '[]')
  from jsonb_array_elements(document -> 'steps') with ordinality e(step, at)
  where step ->> 'level' <> 'canonical'))
where document -> 'steps' @> '[{"level": "canonical"}]';
