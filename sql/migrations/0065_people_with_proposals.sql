-- The list of people also finds those of whom somebody typed other values than are held, and, as the state
-- `standing`, those whom the totals count: active or paused.

create or replace function people_filtered(f jsonb, named uuid[]) returns setof person
language sql stable as $$
  select p.* from person p
  where (named is null or p.id = any (named))
    and (f->>'pool' is null or exists (
          select from membership m where m.person_id = p.id and m.pool = f->>'pool'
          and (m.state = f->>'state' or f->>'state' = 'standing' and m.state in ('active', 'paused')
               or f->>'state' is null and m.state not in ('exited', 'rejected', 'draft'))))
    and (f->>'state' is null or f->>'pool' is not null or exists (
          select from membership m where m.person_id = p.id
          and (m.state = f->>'state' or f->>'state' = 'standing' and m.state in ('active', 'paused'))))
    and (f->>'place' is null or exists (
          select from place_ancestor a where a.ancestor = f->>'place'
          and a.place in (p.household_village, p.residence_place)))
    -- Compared as exactly as the birth is known: who is born in 1985 may be 40 or 41.
    and (f->>'born_after' is null or p.birth > left(f->>'born_after', length(p.birth))
         or p.birth = left(f->>'born_after', length(p.birth)) and length(p.birth) < 10)
    and (f->>'born_until' is null or p.birth <= left(f->>'born_until', length(p.birth)))
    and (f->>'sex' is null or p.sex = f->>'sex')
    and (f->>'education_rank' is null or p.education_rank >= (f->>'education_rank')::int)
    and (f->>'political_status' is null or p.political_status = f->>'political_status')
    and (f->'skills' is null or p.skills @> array(select jsonb_array_elements_text(f->'skills')))
    and (f->>'fresh_since' is null or p.updated_at >= (f->>'fresh_since')::timestamptz)
    and (f->>'return_intent' is null or p.return_intent = (f->>'return_intent')::int)
    and (f->>'to_verify' is null or p.to_verify <> '{}')
    and (f->>'proposed' is null or exists (select from proposal o where o.person_id = p.id and o.state = 'open'))
    and (f->>'tag' is null or exists (select from person_tag t where t.person_id = p.id and t.tag = f->>'tag'))
    -- The last contact said when the next was due, and that day has passed.
    and (f->>'due_before' is null or (
          select c.next_on from contact c where c.person_id = p.id order by c.made_on desc, c.id desc limit 1
        ) < (f->>'due_before')::date)
$$;
