-- People: reading, writing, finding.

-- name: rows -> registered.Row*
-- People as they stand, sealed values sealed. Row-level security decides whom there is.
select p.id, p.version, p.name, p.sex, p.ethnicity, p.birth, p.birth_lunar, p.id_number, p.id_number_typed, p.native_place,
       p.household_village, p.household_group, p.household_text, p.residence_place, p.residence_text, p.resident_since,
       p.education_full_time, p.school_full_time, p.major_full_time,
       p.education_in_service, p.school_in_service, p.major_in_service,
       p.political_status, p.political_joined, p.activist, p.work_started, p.employer, p.position, p.industry,
       p.professional_title, p.title_level, p.skills, p.recommending_unit, p.home_contact, p.entered_on, p.source,
       p.notes, p.return_intent, p.retired, p.to_verify, p.verified, p.ranking_refused, p.created_at, p.updated_at,
       (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'kind', n.kind, 'since', n.since, 'until', n.until)
                                  order by n.id), '[]') from person_name n where n.person_id = p.id) other_names,
       (select coalesce(jsonb_agg(jsonb_build_array(f.id, f.number, f.holder) order by f.id), '[]')
        from person_phone f where f.person_id = p.id) phones,
       (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'pool', m.pool, 'state', m.state,
                          'entered_on', m.entered_on, 'exited_on', m.exited_on, 'exit_reason', m.exit_reason,
                          'version', m.version) order by m.id), '[]')
        from membership m where m.person_id = p.id) memberships
from person p where p.id = any (:people);

-- name: survivor -> value
select person_survivor(:person);

-- name: stands -> value
-- Who stands for a person now, if the reader sees who that is.
select p.id from person p where p.id = person_survivor(:person);

-- name: add
insert into person (
  id, name, sex, ethnicity, birth, birth_lunar, id_number, id_number_index, id_number_typed, native_place,
  household_village, household_group, household_text, residence_place, residence_text, resident_since,
  education_full_time, school_full_time, major_full_time, education_in_service, school_in_service, major_in_service,
  education_rank, political_status, political_joined, activist, work_started, employer, position, industry,
  professional_title, title_level, skills, recommending_unit, home_contact, entered_on, source, notes, return_intent,
  retired, to_verify, sort_key, created_by, created_grant)
select
  r.id, r.name, r.sex, r.ethnicity, r.birth, r.birth_lunar, r.id_number, r.id_number_index, r.id_number_typed, r.native_place,
  r.household_village, r.household_group, r.household_text, r.residence_place, r.residence_text, r.resident_since,
  r.education_full_time, r.school_full_time, r.major_full_time, r.education_in_service, r.school_in_service,
  r.major_in_service, r.education_rank, r.political_status, r.political_joined, r.activist, r.work_started, r.employer,
  r.position, r.industry, r.professional_title, r.title_level, r.skills, r.recommending_unit, r.home_contact,
  r.entered_on, r.source, r.notes, r.return_intent, r.retired, r.to_verify, r.sort_key,
  acting_account(), acting_grant()
from jsonb_populate_recordset(null::person, :people) r;

-- name: amend
update person p set
  name = r.name, sex = r.sex, ethnicity = r.ethnicity, birth = r.birth, birth_lunar = r.birth_lunar,
  id_number = r.id_number, id_number_index = r.id_number_index, id_number_typed = r.id_number_typed,
  native_place = r.native_place,
  household_village = r.household_village, household_group = r.household_group, household_text = r.household_text,
  residence_place = r.residence_place, residence_text = r.residence_text, resident_since = r.resident_since,
  education_full_time = r.education_full_time, school_full_time = r.school_full_time,
  major_full_time = r.major_full_time, education_in_service = r.education_in_service,
  school_in_service = r.school_in_service, major_in_service = r.major_in_service, education_rank = r.education_rank,
  political_status = r.political_status, political_joined = r.political_joined, activist = r.activist,
  work_started = r.work_started, employer = r.employer, position = r.position, industry = r.industry,
  professional_title = r.professional_title, title_level = r.title_level, skills = r.skills,
  recommending_unit = r.recommending_unit, home_contact = r.home_contact, entered_on = r.entered_on,
  source = r.source, notes = r.notes, return_intent = r.return_intent, retired = r.retired, to_verify = r.to_verify,
  sort_key = r.sort_key, verified = r.verified, updated_at = now(), version = p.version + 1
from jsonb_populate_recordset(null::person, :people) r
where p.id = r.id and p.version = r.version;

-- name: analyse
-- In a transaction of its own, after many people came at once.
select people_analyse();

-- name: add_names
insert into person_name (id, person_id, name, kind, since, until)
select r.id, r.person_id, r.name, r.kind, r.since, r.until from jsonb_populate_recordset(null::person_name, :names) r
on conflict on constraint person_name_once do nothing;

-- name: drop_names
delete from person_name where person_id = :person and (name, kind) in (
  select name, kind from jsonb_to_recordset(:names) r (name text, kind text));

-- name: add_phones
insert into person_phone (id, person_id, number, number_index, tail_index, holder)
select r.id, r.person_id, r.number, r.number_index, r.tail_index, r.holder
from jsonb_populate_recordset(null::person_phone, :phones) r
on conflict on constraint person_phone_once do nothing;

-- name: drop_phones
delete from person_phone where person_id = :person and id = any (:phones);

-- name: found_by
select person_found_by(:people);

-- name: add_memberships -> value*
insert into membership (id, person_id, pool, state, source, entered_on, created_by)
select r.id, r.person_id, r.pool, r.state, r.source, r.entered_on, acting_account()
from jsonb_populate_recordset(null::membership, :memberships) r
on conflict (person_id, pool) where state not in ('exited', 'rejected') do nothing
returning id;

-- name: add_steps
insert into membership_step (membership_id, person_id, from_state, to_state, on_day, reason, made_by)
select m.id, m.person_id, r.from_state, r.to_state, r.on_day, r.reason, acting_account()
from jsonb_to_recordset(:steps) r (membership_id uuid, from_state text, to_state text, on_day date, reason text)
join membership m on m.id = r.membership_id;

-- name: membership -> registered.Membership?
select id, person_id, pool, state, source, entered_on, exited_on, exit_reason, version
from membership where id = :membership for update;

-- name: step_membership
update membership set state = :state, exited_on = :exited_on, exit_reason = :exit_reason, version = version + 1
where id = :membership and version = :version;

-- name: membership_steps -> registered.Step*
select s.from_state, s.to_state, s.on_day, step_reason(s) reason, a.display_name made_by, s.at
from membership_step s left join account a on a.id = s.made_by
where s.membership_id = :membership order by s.id;

-- name: totals -> registered.Total*
-- Entries and persons on a day, by pool; a person in two pools is two entries and, in the last row, one person.
-- Whose a membership was that day, its step says: a later merge changes no earlier total.
with standing as (
  select distinct on (m.id) m.pool, s.person_id, s.to_state
  from membership m join membership_step s on s.membership_id = m.id
  where s.on_day <= :day order by m.id, s.on_day desc, s.id desc)
select p.code pool, p.label, count(s.person_id) filter (where s.to_state in ('active', 'paused'))::int entries,
       count(distinct s.person_id) filter (where s.to_state in ('active', 'paused'))::int persons
from pool p left join standing s on s.pool = p.code
group by grouping sets ((p.code, p.label, p.sort), ())
order by grouping(p.code), p.sort;

-- name: pools -> registered.Pool*
select code, label from pool order by sort, code;

-- name: set_pool
insert into pool (code, label, sort) values (:code, :label, (select coalesce(max(sort), 0) + 1 from pool))
on conflict (code) do update set label = excluded.label where pool.label <> excluded.label;

-- name: page -> value*
-- A page of ids in the order of their sorting key.
select p.id from people_filtered(:filter, :named) p
where :after_key::text is null or (p.sort_key, p.id) > (:after_key collate "C", :after_id::uuid)
order by p.sort_key, p.id
limit :most;

-- name: page_before -> value*
-- The page of ids before one, nearest first.
select p.id from people_filtered(:filter, :named) p
where (p.sort_key, p.id) < (:before_key collate "C", :before_id::uuid)
order by p.sort_key desc, p.id desc
limit :most;

-- name: page_by_update -> value*
-- A page of ids, the last updated first.
select p.id from people_filtered(:filter, :named) p
where :after_at::timestamptz is null or (p.updated_at, p.id) < (:after_at, :after_id::uuid)
order by p.updated_at desc, p.id desc
limit :most;

-- name: page_by_update_before -> value*
-- The page of ids updated after one, nearest first.
select p.id from people_filtered(:filter, :named) p
where (p.updated_at, p.id) > (:before_at::timestamptz, :before_id::uuid)
order by p.updated_at, p.id
limit :most;

-- name: updated_at_of -> value?
select updated_at from person where id = :person;

-- name: facets -> registered.Facet*
-- How many people a filter leaves, and how many of them each further choice would.
with chosen as materialized (
  select p.id, p.sex, p.education_rank, p.political_status, p.household_village, p.residence_place
  from people_filtered(:filter, :named) p),
-- Read once: what a row of it counts, the bits say that are not set.
counted as (
  select grouping(sex, education_rank, political_status, household_village) bits, sex, education_rank,
         political_status, household_village, residence_place, count(*)::int people
  from chosen
  group by grouping sets ((), (sex), (education_rank), (political_status), (household_village, residence_place)))
select 'all' facet, '' value, people from counted where bits = 15
union all
select 'sex', sex, people from counted where bits = 7 and sex is not null
union all
select 'education', education_rank::text, people from counted where bits = 11 and education_rank is not null
union all
select 'political_status', political_status, people from counted where bits = 13 and political_status is not null
union all
-- One at home and living in a township counts once.
select 'place', t.code, sum(people)::int
from counted c,
lateral (select left(c.household_village, 9) || '000' code union select left(c.residence_place, 9) || '000') t
where bits = 14 and t.code is not null group by t.code
union all
select 'pool', m.pool, count(*)::int from chosen c join membership m on m.person_id = c.id
where m.state not in ('exited', 'rejected', 'draft') group by m.pool
union all
select 'tag', g.tag, count(distinct c.id)::int from chosen c join person_tag g on g.person_id = c.id group by g.tag;

-- name: in_sight -> value
select count(*) from person where id = any (:people);

-- name: tags_of -> registered.Tagged*
select distinct person_id, tag from person_tag where person_id = any (:people) order by person_id, tag;

-- name: add_tag
insert into person_tag (person_id, tag, place, made_by)
select p.id, :tag, acting_place(), acting_account() from person p where p.id = any (:people)
on conflict on constraint person_tag_once do nothing;

-- name: drop_tag
delete from person_tag where person_id = any (:people) and tag = :tag;

-- name: ask_verification
-- Marks fields of people as to be verified; whoever has all the marks already is left as he is.
update person p set to_verify = array(select distinct f from unnest(p.to_verify || :fields::text[]) f order by f),
  version = p.version + 1, updated_at = now()
where p.id = any (:people) and not p.to_verify @> :fields::text[];

-- name: sort_key_of -> value?
select sort_key from person where id = :person;

-- name: named -> value*
select people_named(:term, :most);

-- name: with_phone_tail -> value*
select distinct person_id from person_phone where tail_index = :tail limit :most;

-- name: rejoin_pool
-- A membership that a merge ended stands again, unless somebody did something with it since.
update membership set state = :state, exited_on = null, exit_reason = null, version = version + 1
where id = :membership and version = :version and state = 'exited' and exit_reason = 9;

-- name: look
select audit_look(:action, :subject, :purpose, :people, :detail);

-- name: history -> registered.Change*
select * from person_history(:person, :most);

-- name: remembered -> registered.Remembered?
select result_id, body_digest from idempotency where account_id = acting_account() and route = :route and key = :key;

-- name: remember
insert into idempotency (account_id, route, key, body_digest, result_id)
values (acting_account(), :route, :key, :body_digest, :result);

-- name: add_contact
insert into contact (id, person_id, made_by, made_on, channel, outcome, next_on)
values (:id, :person, acting_account(), :made_on, :channel, :outcome, :next_on);

-- name: contacts -> registered.Contact*
select c.id, c.made_on, c.channel, c.outcome, c.next_on, a.display_name made_by
from contact c join account a on a.id = c.made_by where c.person_id = :person order by c.made_on desc, c.id desc;

-- name: tenures_of -> registered.Held*
select t.id, w.role, v.name village, lower(t.during) since, upper(t.during) until, t.end_reason
from tenure t join post w on w.id = t.post_id join body b on b.id = w.body_id join place v on v.code = b.village
where t.person_id = :person order by lower(t.during) desc, t.id desc;

-- name: steps_of -> registered.Stepped*
select m.pool, s.to_state, s.on_day, step_reason(s) reason, a.display_name made_by
from membership_step s join membership m on m.id = s.membership_id left join account a on a.id = s.made_by
where s.person_id = :person order by s.on_day desc, s.id desc;

-- name: add_basis
insert into person_basis (person_id, purpose, basis, text_version, channel, obtained_on, recorded_by)
select r.person_id, r.purpose, r.basis, r.text_version, r.channel, r.obtained_on, acting_account()
from jsonb_populate_recordset(null::person_basis, :bases) r;

-- name: bases -> registered.Basis*
select id, purpose, basis, text_version, channel, obtained_on, withdrawn_on from person_basis
where person_id = :person order by id;

-- name: add_notice
insert into person_notice (person_id, text_version, channel, delivered_at, exemption)
values (:person, :text_version, :channel, :delivered_at, :exemption);

-- name: add_proposals
insert into proposal (id, person_id, field, value, origin, proposed_by)
select r.id, r.person_id, r.field, r.value, r.origin, acting_account()
from jsonb_populate_recordset(null::proposal, :proposals) r;

-- name: proposals -> registered.Proposal*
select q.id, q.field, q.value, q.origin, a.display_name proposed_by, q.at
from proposal q left join account a on a.id = q.proposed_by
where q.person_id = :person and q.state = 'open' order by q.id;

-- name: decide_proposal -> value?
update proposal set state = :state, decided_by = acting_account(), decided_at = now()
where id = :proposal and person_id = :person and state = 'open' returning field;
