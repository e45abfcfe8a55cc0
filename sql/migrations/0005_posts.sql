-- Bodies, posts, tenures, vacancies; what is known for the rules; requests, suggestions, decisions.

grant create on schema public to talent_definer;

create table body (
  id       uuid primary key default uuidv7(),
  village  text not null references place on update cascade,
  kind     int not null,
  constraint body_kind check (kind between 1 and 6),
  constraint body_once unique (village, kind)
);
comment on table body is 'Kinds: 1 村党组织 2 村民委员会 3 村务监督委员会 4 集体经济组织理事会 5 监事会 6 村民小组.';

create table post (
  id       uuid primary key default uuidv7(),
  body_id  uuid not null references body,
  role     int not null,
  seats    int not null,
  constraint post_role_of_a_village_body check (role between 11 and 62),
  constraint post_seats check (seats between 1 and 7),
  constraint post_once unique (body_id, role)
);
comment on table post is 'A role of a body and its seats: 11 书记 12 副书记 13 支委 21 主任 22 副主任 23 委员 24 妇女委员 31 监委主任 32 监委委员 41 理事长 42 理事 51 监事 61 村民小组长 62 党小组长.';

create table term (
  id       uuid primary key default uuidv7(),
  body_id  uuid not null references body,
  starts   date not null,
  due      date not null,
  constraint term_dates check (starts < due),
  constraint term_one_at_a_time exclude using gist (body_id with =, daterange(starts, due) with &&)
);
comment on table term is 'A term of a body (届次) and when the next election is due.';

create table tenure (
  id          uuid primary key default uuidv7(),
  post_id     uuid not null references post,
  seat        int not null,
  person_id   uuid not null references person,
  during      daterange not null,
  end_reason  int,
  concurrent  boolean not null default false,
  constraint tenure_seat check (seat between 1 and 7),
  constraint tenure_end_reason check (end_reason between 1 and 9),
  constraint tenure_one_holder_a_seat exclude using gist (post_id with =, seat with =, during with &&)
);
comment on table tenure is 'Who holds a seat from when to when. concurrent: an outside officer (民警兼任), who counts toward no reserve.';
create index tenure_person on tenure (person_id);

create table vacancy (
  id         uuid primary key default uuidv7(),
  post_id    uuid not null references post,
  seat       int not null,
  opened_on  date not null,
  reason     int not null,
  urgent     boolean not null default false,
  closed_on  date,
  constraint vacancy_reason check (reason between 1 and 9),
  constraint vacancy_dates check (closed_on is null or closed_on >= opened_on)
);
comment on table vacancy is 'Reasons: 1 届满 2 辞职 3 去世 4 免职-末位 5 职务终止 6 涉黑涉恶 7 罢免 8 调离 9 新设.';
create unique index vacancy_one_open on vacancy (post_id, seat) where closed_on is null;

create table review_result (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  kind       text not null,
  result     text not null,
  document   text,
  decided_on date not null,
  constraint review_result_kind check (kind in ('E02', 'E12', 'E13', 'E15', 'E18', 'E19')),
  constraint review_result_result check (result in ('pass', 'fail', 'pending')),
  constraint review_result_has_document check (result = 'pending' or document is not null)
);
comment on table review_result is 'Sensitive: only what a review found and its document number; the facts behind it stand outside this register.';
create index review_result_person on review_result (person_id, kind, decided_on);

create table kin (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  relative   uuid not null references person,
  relation   text not null,
  source     text,
  confirmed  boolean not null default false,
  constraint kin_relation check (relation in ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild')),
  constraint kin_not_oneself check (person_id <> relative),
  constraint kin_once unique (person_id, relative)
);
comment on table kin is 'Near relatives (Civil Code §1045): what relative is to person. Both directions stand.';
create index kin_relative on kin (relative);

create table register_route (
  id              uuid primary key default uuidv7(),
  person_id       uuid not null references person,
  village         text not null references place on update cascade,
  route           text not null,
  facts           jsonb not null default '{}',
  recorded_on     date not null,
  constraint register_route_letter check (route in ('A', 'B', 'C', 'D')),
  constraint register_route_once unique (person_id, village)
);
comment on table register_route is 'How a person may stand on a village''s voter register, with the days of the documents that route asks for.';

create table service_record (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references person,
  kind       text not null,
  on_day     date not null,
  detail     jsonb not null default '{}',
  constraint service_record_kind check (kind in ('training', 'assessment', 'experience', 'readiness'))
);
comment on table service_record is 'Training attended, yearly assessment, earlier posts and readiness: what fit is computed from.';
create index service_record_person on service_record (person_id, kind, on_day);

create table request (
  id             uuid primary key default uuidv7(),
  village        text not null references place on update cascade,
  post_id        uuid not null references post,
  seats          int not null,
  wanted_skills  text[] not null default '{}',
  must_haves     text[] not null default '{}',
  deadline       date,
  document       text,
  urgent         boolean not null default false,
  state          text not null default 'draft',
  outcome        text,
  created_by     uuid references account,
  created_grant  uuid references access_grant,
  created_at     timestamptz not null default now(),
  version        int not null default 1,
  constraint request_seats check (seats between 1 and 7),
  constraint request_state check (state in ('draft', 'town_ok', 'open', 'suggested', 'shortlisted', 'review', 'closed')),
  constraint request_outcome check ((outcome is not null) = (state = 'closed')),
  constraint request_outcome_kind check (outcome in ('filled', 'unfilled', 'withdrawn'))
);
create index request_village on request (village, state);

create table release (
  id           uuid primary key default uuidv7(),
  request_id   uuid not null references request,
  person_id    uuid not null references person,
  released_by  uuid references account,
  at           timestamptz not null default now(),
  reason       text,
  constraint release_once unique (request_id, person_id)
);
comment on table release is 'hr lets one village see one person for one request; the sight ends with the request.';

create table suggestion_run (
  id            uuid primary key default uuidv7(),
  request_id    uuid not null references request,
  asked_for     date not null,
  rules         text not null,
  weights       text not null,
  people_digest bytea not null,
  pool_size     int not null,
  board_notes   jsonb not null default '[]',
  made_by       uuid references account,
  made_grant    uuid references access_grant,
  at            timestamptz not null default now()
);
comment on table suggestion_run is 'A suggestion as it was seen: the rules, weights and data it read, on which day''s law.';
create index suggestion_run_request on suggestion_run (request_id, id);

create table suggestion (
  id          uuid primary key default uuidv7(),
  run_id      uuid not null references suggestion_run,
  person_id   uuid not null references person,
  standing    text not null,
  rank        int,
  total       int,
  detail      jsonb not null,
  decision    text,
  decided_by  uuid references account,
  decided_at  timestamptz,
  reason      text,
  version     int not null default 1,
  constraint suggestion_standing check (standing in ('eligible', 'to_verify', 'ineligible')),
  constraint suggestion_ranked check ((standing = 'ineligible') = (rank is null)),
  constraint suggestion_decision check (decision in ('accepted', 'declined')),
  constraint suggestion_decided check ((decision is null) = (decided_at is null)),
  constraint suggestion_declined_has_reason check (decision <> 'declined' or length(reason) > 0),
  constraint suggestion_only_eligible_accepted check (decision <> 'accepted' or standing <> 'ineligible'),
  constraint suggestion_once unique (run_id, person_id)
);
create index suggestion_person on suggestion (person_id);

------------------------------------------------------------------------------ sight ends with the request

create function visible_follows_release() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into person_visible (grant_id, person_id, why, ref)
  select g.id, new.person_id, 'release', new.id
  from request r join access_grant g on g.place = r.village and g.role = 'village' and g.revoked_at is null
  where r.id = new.request_id and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;
create trigger visible_follows_release after insert on release
  for each row execute function visible_follows_release();

create function visible_ends_with_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from person_visible v using release r
  where r.request_id = new.id and v.why = 'release' and v.ref = r.id;
  return null;
end $$;
create trigger visible_ends_with_request after update of state on request
  for each row when (new.state = 'closed') execute function visible_ends_with_request();

----------------------------------------------------------------------------------------------- rights

create function acting_place() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select place from acting()
$$;

create procedure row_security_by_village(guarded text, condition text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('create policy county on %I to talent_hr using (true) with check (true)', guarded);
  execute format('create policy finder on %I for select to talent_definer using (true)', guarded);
  execute format('create policy scope on %I to talent_scoped using (%s) with check (%2$s)', guarded, condition);
end $$;
call row_security_by_village('body', 'village in (select a.place from place_ancestor a where a.ancestor = (select acting_place()))');
call row_security_by_village('post', 'body_id in (select b.id from body b)');
call row_security_by_village('term', 'body_id in (select b.id from body b)');
call row_security_by_village('tenure', 'post_id in (select p.id from post p)');
call row_security_by_village('vacancy', 'post_id in (select p.id from post p)');
call row_security_by_village('request', 'village in (select a.place from place_ancestor a where a.ancestor = (select acting_place()))');
call row_security_by_village('release', 'request_id in (select r.id from request r)');
call row_security_by_village('suggestion_run', 'request_id in (select r.id from request r)');
-- A suggestion names a person: it is read only by whoever sees both the request and the person.
call row_security_by_village('suggestion', 'run_id in (select r.id from suggestion_run r) and person_id in (select p.id from person p)');

-- A village's sight of a list of reviews or kin would be sight of sensitive facts: hr keeps them, and the
-- rules read them through candidate_facts.
alter table review_result enable row level security;
create policy county on review_result to talent_hr using (true) with check (true);
create policy finder on review_result for select to talent_definer using (true);
alter table kin enable row level security;
create policy county on kin to talent_hr using (true) with check (true);
create policy finder on kin for select to talent_definer using (true);
call row_security_by_person('register_route', 'person_id');
call row_security_by_person('service_record', 'person_id');

call audit_table('body', 'id', '', 'bodies');
call audit_table('post', 'id', '', 'bodies');
call audit_table('term', 'id', '', 'bodies');
call audit_table('tenure', 'id', 'person_id', 'bodies');
call audit_table('vacancy', 'id', '', 'bodies');
call audit_table('review_result', 'id', 'person_id', 'bodies');
call audit_table('kin', 'id', 'person_id', 'bodies');
call audit_table('register_route', 'id', 'person_id', 'bodies');
call audit_table('service_record', 'id', 'person_id', 'bodies');
call audit_table('request', 'id', '', 'bodies');
call audit_table('release', 'id', 'person_id', 'bodies');
call audit_table('suggestion_run', 'id', '', 'bodies');
call audit_table('suggestion', 'id', 'person_id', 'ids');

grant select on body, post, term, tenure, vacancy, review_result, kin, register_route, service_record, request, release
  to talent_definer;
grant execute on function acting_place() to talent_hr, talent_scoped;
grant select, insert, update on body, post, term, tenure, vacancy, request, release, suggestion_run, suggestion,
  register_route, service_record to talent_hr;
grant select on body, post, term, tenure, vacancy, release, register_route, service_record to talent_scoped;
grant select, insert, update on request, suggestion_run, suggestion to talent_scoped;
grant select, insert, update on review_result, kin to talent_hr;
alter function visible_follows_release() owner to talent_definer;
alter function visible_ends_with_request() owner to talent_definer;
alter function acting_place() owner to talent_definer;
revoke create on schema public from talent_definer;
