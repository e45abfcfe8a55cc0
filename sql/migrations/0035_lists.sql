-- Lists of people: one filter for all that counts, pages or exports them; tags; what an account remembers.

create table person_tag (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  tag        text not null,
  made_by    uuid references account,
  at         timestamptz not null default now(),
  constraint person_tag_once unique (person_id, tag),
  constraint person_tag_length check (length(tag) between 1 and 20)
);
comment on table person_tag is 'A word that people of the office put on a person to find him again.';
create index person_tag_tag on person_tag (tag);

create table preference (
  account_id  uuid not null references account,
  name        text not null,
  value       jsonb not null,
  primary key (account_id, name),
  constraint preference_size check (length(value::text) <= 10000)
);
comment on table preference is 'What an account remembers of its pages: columns of a list, saved filters.';

call row_security_by_person('person_tag', 'person_id');
create policy scope_delete on person_tag for delete to talent_scoped
  using (person_id in (select v.person_id from person_visible v where v.grant_id = (select acting_grant())));
alter table preference enable row level security;
create policy own on preference to talent_hr, talent_scoped, talent_security, talent_auditor, talent_system
  using (account_id = (select acting_account())) with check (account_id = (select acting_account()));

-- Whoever migrates hangs the function of the definer's on a table of a later day.
set local role talent_definer;
grant execute on function person_lives() to session_user;
reset role;
call merge_rule_for('person_tag', 'person_id', 'follows');
call audit_table('person_tag', 'id', 'person_id', 'bodies');
call audit_table('preference', 'name', '', 'ids');
grant select, insert, delete on person_tag to talent_hr, talent_scoped;
grant select, insert, update on preference to talent_hr, talent_scoped, talent_security, talent_auditor, talent_system;

-- The people in sight that a filter leaves. Keys that are absent do not count; without settings of its own, so that
-- it is planned as part of the query that asks. `named` are those that a search found.
create function people_filtered(f jsonb, named uuid[]) returns setof person
language sql stable as $$
  select p.* from person p
  where (named is null or p.id = any (named))
    and (f->>'pool' is null or exists (
          select from membership m where m.person_id = p.id and m.pool = f->>'pool'
          and (m.state = f->>'state' or f->>'state' is null and m.state not in ('exited', 'rejected', 'draft'))))
    and (f->>'state' is null or f->>'pool' is not null or exists (
          select from membership m where m.person_id = p.id and m.state = f->>'state'))
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
    and (f->>'tag' is null or exists (select from person_tag t where t.person_id = p.id and t.tag = f->>'tag'))
    -- The last contact said when the next was due, and that day has passed.
    and (f->>'due_before' is null or (
          select c.next_on from contact c where c.person_id = p.id order by c.made_on desc, c.id desc limit 1
        ) < (f->>'due_before')::date)
$$;
revoke all on function people_filtered(jsonb, uuid[]) from public;
grant execute on function people_filtered(jsonb, uuid[]) to talent_hr, talent_scoped;
