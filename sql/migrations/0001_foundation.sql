-- Places, accounts, grants, sessions, settings and the audit.

create extension if not exists btree_gist;

-- Database roles are shared by every database of a server, so another register there may have made them.
do $$
declare
  name text;
begin
  foreach name in array array['talent_hr', 'talent_scoped', 'talent_security', 'talent_auditor',
                              'talent_system', 'talent_gate', 'talent_definer'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end $$;
grant talent_hr, talent_scoped, talent_security, talent_auditor, talent_system, talent_gate
  to talent_app with inherit false, set true;
-- The owner hands functions over to talent_definer; it never acts as that role.
grant talent_definer to current_user with inherit false, set true;
revoke all on schema public from public;
grant usage on schema public
  to talent_app, talent_hr, talent_scoped, talent_security, talent_auditor, talent_system, talent_gate, talent_definer;
grant create on schema public to talent_definer;
alter default privileges revoke execute on functions from public;

create domain partial_date as text
  constraint partial_date_iso check (value ~ '^\d{4}(-\d{2}(-\d{2})?)?$');

---------------------------------------------------------------------------------------------- places

create table place (
  code        text primary key,
  kind        text not null,
  name        text not null,
  short_name  text not null,
  parent      text references place on update cascade,
  status      text not null default 'in_force',
  successor   text references place on update cascade,
  flags       jsonb not null default '{}',
  constraint place_kind check (kind in ('county', 'district', 'township', 'village', 'community', 'group')),
  constraint place_code_of_its_kind check (case kind
    when 'county'    then code ~ '^\d{6}0{6}$'
    when 'district'  then code ~ '^\d{6}P\d{2}$'
    when 'township'  then code ~ '^\d{9}000$' and code !~ '^\d{6}0{6}$'
    when 'group'     then code ~ '^\d{15}$'
    else code ~ '^\d{12}$' and code !~ '000$' end),
  constraint place_only_a_county_stands_alone check ((kind = 'county') = (parent is null)),
  constraint place_status check (status in ('in_force', 'merged', 'renamed', 'abolished')),
  constraint place_merged_has_successor check (status <> 'merged' or successor is not null)
);
comment on table place is 'County, district (片区), township, village, community and group. Codes are the 12-digit statistical division codes; a group adds three digits, a district is PNN behind its county.';
create index place_parent on place (parent);
create index place_short_name on place (short_name);

create table place_alias (
  id      uuid primary key default uuidv7(),
  place   text not null references place on update cascade on delete cascade,
  alias   text not null,
  since   date,
  until   date,
  constraint place_alias_once unique (place, alias),
  constraint place_alias_dates check (since is null or until is null or since <= until)
);
comment on table place_alias is 'Former and other names of a place, as rosters write them.';

create table place_ancestor (
  place     text not null references place on update cascade on delete cascade,
  ancestor  text not null references place on update cascade on delete cascade,
  distance  int not null,
  primary key (place, ancestor)
);
comment on table place_ancestor is 'Every place with itself and all places it lies in. Kept by triggers on place.';
create index place_ancestor_below on place_ancestor (ancestor, place);

create function place_lies_not_in_itself() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.parent = new.code or exists (
      select from place_ancestor a where a.place = new.parent and a.ancestor = new.code) then
    raise exception using errcode = 'check_violation', constraint = 'place_lies_not_in_itself',
      message = 'a place cannot lie in itself';
  end if;
  return new;
end $$;
create trigger place_lies_not_in_itself before insert or update of parent on place
  for each row execute function place_lies_not_in_itself();

create function place_ancestors_follow() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from place_ancestor where place in (
    select place from place_ancestor where ancestor = new.code) and tg_op = 'UPDATE';
  with recursive below (place) as (
    select new.code union
    select p.code from place p join below b on p.parent = b.place),
  line (place, ancestor, distance) as (
    select place, place, 0 from below union
    select l.place, p.parent, l.distance + 1 from line l join place p on p.code = l.ancestor
    where p.parent is not null)
  insert into place_ancestor select place, ancestor, distance from line
  on conflict do nothing;
  return null;
end $$;
create trigger place_ancestors_follow_insert after insert on place
  for each row execute function place_ancestors_follow();
create trigger place_ancestors_follow_move after update of parent on place
  for each row when (old.parent is distinct from new.parent) execute function place_ancestors_follow();

------------------------------------------------------------------------- accounts, grants, sessions

create table account (
  id             uuid primary key default uuidv7(),
  login          text not null,
  display_name   text not null,
  kind           text not null default 'person',
  password_hash  text,
  must_change    boolean not null default true,
  failed         int not null default 0,
  locked_until   timestamptz,
  disabled_at    timestamptz,
  created_at     timestamptz not null default now(),
  constraint account_login_once unique (login),
  constraint account_login_form check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  constraint account_kind check (kind in ('person', 'local')),
  constraint account_local_has_no_password check (kind = 'person' or password_hash is null)
);
comment on table account is 'One account a person. The one local account acts for commands run on the machine itself.';

create table access_grant (
  id          uuid primary key default uuidv7(),
  account_id  uuid not null references account,
  role        text not null,
  place       text references place on update cascade,
  granted_by  uuid references account,
  created_at  timestamptz not null default now(),
  until       timestamptz,
  revoked_at  timestamptz,
  constraint access_grant_role check (role in ('hr', 'liaison', 'township', 'village', 'system', 'security', 'auditor')),
  constraint access_grant_scope check (role = 'hr' or (role in ('liaison', 'township', 'village')) = (place is not null))
);
comment on table access_grant is 'A role and the place it holds for; hr holds for the whole register.';
create unique index access_grant_once on access_grant (account_id, role, coalesce(place, '')) where revoked_at is null;
create index access_grant_place on access_grant (place) where revoked_at is null;

create function access_grant_fits_its_place() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  k text;
begin
  select kind into k from place where code = new.place;
  if new.role = 'hr' and k <> 'county'
     or new.role = 'township' and k <> 'township'
     or new.role = 'village' and k not in ('village', 'community')
     or new.role = 'liaison' and k not in ('county', 'district', 'township', 'village', 'community') then
    raise exception using errcode = 'check_violation', constraint = 'access_grant_fits_its_place',
      message = 'the role does not fit the kind of place';
  end if;
  return new;
end $$;
create trigger access_grant_fits_its_place before insert or update of role, place on access_grant
  for each row when (new.place is not null) execute function access_grant_fits_its_place();

create table session (
  id            uuid primary key default uuidv7(),
  token_digest  bytea not null,
  account_id    uuid not null references account,
  grant_id      uuid references access_grant,
  kind          text not null default 'browser',
  ip            text,
  created_at    timestamptz not null default now(),
  seen_at       timestamptz not null default now(),
  idle          interval not null default '30 minutes',
  expires_at    timestamptz not null default now() + interval '10 hours',
  revoked_at    timestamptz,
  constraint session_token_once unique (token_digest),
  constraint session_kind check (kind in ('browser', 'local'))
);
comment on table session is 'Server-side sessions. The token itself is never stored, only its SHA-256.';
create index session_account on session (account_id) where revoked_at is null;

create table login_attempt (
  at     timestamptz not null default clock_timestamp(),
  login  text not null,
  ip     text not null,
  ok     boolean not null
);
create index login_attempt_recent on login_attempt (ip, at);

create table rate_count (
  subject  text not null,
  window_start timestamptz not null,
  n        int not null,
  primary key (subject, window_start)
);
comment on table rate_count is 'How often a grant did a thing in a window of time.';

create table setting (
  name   text primary key,
  value  jsonb not null
);
comment on table setting is 'Facts of this register: the digest that proves the master key is the right one, the set-up code, the county.';

create table idempotency (
  account_id   uuid not null references account,
  route        text not null,
  key          text not null,
  body_digest  bytea not null,
  result_id    uuid not null,
  at           timestamptz not null default now(),
  primary key (account_id, route, key),
  constraint idempotency_key_length check (length(key) between 8 and 100)
);
comment on table idempotency is 'One row a create that was answered: what was asked as a digest, what came of it as an id, never a body.';

-------------------------------------------------------------------------------------------- who acts

-- The session behind the transaction's token. Nothing that a client says besides its token counts:
-- role and scope are read here, so a forged setting opens nothing.
create function acting() returns table (session_id uuid, account_id uuid, grant_id uuid, role text, place text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.id, s.account_id, g.id, g.role, g.place
  from session s
  join account a on a.id = s.account_id and a.disabled_at is null
  left join access_grant g on g.id = s.grant_id and g.revoked_at is null
    and (g.until is null or g.until > now())
  where s.token_digest = sha256(convert_to(current_setting('talent.token', true), 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and s.seen_at + s.idle > now()
$$;

create function acting_grant() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select grant_id from acting()
$$;

create function acting_account() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select account_id from acting()
$$;

-- Opens a transaction for a token: answers who acts and as which database role, or no row.
-- A session is touched once a minute at most, and never waits for another request of its own.
create function session_enter(p_token text)
returns table (session_id uuid, account_id uuid, login text, display_name text, must_change boolean,
               grant_id uuid, role text, place text, db_role text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('talent.token', p_token, true);
  return query
    select s.session_id, s.account_id, a.login, a.display_name, a.must_change, s.grant_id, s.role, s.place,
           case s.role when 'hr' then 'talent_hr' when 'security' then 'talent_security'
             when 'auditor' then 'talent_auditor' when 'system' then 'talent_system'
             else case when s.grant_id is null then 'talent_gate' else 'talent_scoped' end end
    from acting() s join account a on a.id = s.account_id;
  update session set seen_at = now() where id in (
    select t.id from session t
    where t.token_digest = sha256(convert_to(p_token, 'UTF8')) and t.seen_at < now() - interval '1 minute'
      and t.revoked_at is null and t.expires_at > now() and t.seen_at + t.idle > now()
    for update skip locked);
end $$;

----------------------------------------------------------------------------------------------- audit

create table audit_head (
  lane    int primary key,
  seq     bigint not null,
  digest  bytea not null
);
comment on table audit_head is 'The last link of each lane. A transaction takes a free lane, so writers do not queue behind one chain.';
insert into audit_head select lane, 0, sha256('') from generate_series(0, 63) lane;

create table audit_event (
  lane         int not null,
  seq          bigint not null,
  at           timestamptz not null,
  account_id   uuid,
  grant_id     uuid,
  session_id   uuid,
  ip           text,
  request_id   text,
  action       text not null,
  subject      text not null,
  purpose      text,
  row_count    int not null,
  rows_digest  bytea not null,
  digest       bytea not null,
  primary key (lane, seq)
);
comment on table audit_event is 'Every change and every look, one row a statement or answer, each digest chained to the one before it in its lane.';
create index audit_event_at on audit_event (at);
create index audit_event_account on audit_event (account_id, at);

create table audit_row (
  lane       int not null,
  seq        bigint not null,
  n          int not null,
  row_id     text,
  person_id  uuid,
  salt       uuid,
  digest     bytea not null,
  body       jsonb,
  primary key (lane, seq, n),
  foreign key (lane, seq) references audit_event
);
comment on table audit_row is 'The rows an event touched. body and salt may be erased; the digest stays and the chain holds.';
create index audit_row_person on audit_row (person_id, lane, seq);

create function audit_event_digest(previous bytea, e audit_event) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select sha256(previous || convert_to(jsonb_build_array(
    e.lane, e.seq, extract(epoch from e.at), e.account_id, e.grant_id, e.session_id, e.ip, e.request_id,
    e.action, e.subject, e.purpose, e.row_count, encode(e.rows_digest, 'hex'))::text, 'UTF8'))
$$;

create function audit_row_digest(row_id text, person_id uuid, salt uuid, body jsonb) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(row_id, person_id, salt, body)::text, 'UTF8'))
$$;

create function audit_append(p_action text, p_subject text, p_purpose text,
                             p_ids text[], p_people uuid[], p_bodies jsonb[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  head  audit_head;
  event audit_event;
  who   record;
  pending audit_row[];
begin
  select * into head from audit_head
    where lane = nullif(current_setting('talent.lane', true), '')::int for update;
  if not found then
    select * into head from audit_head order by lane for update skip locked limit 1;
    if not found then
      select * into head from audit_head where lane = pg_backend_pid() % (select count(*) from audit_head) for update;
    end if;
    perform set_config('talent.lane', head.lane::text, true);
  end if;
  select * into who from acting();
  event.lane := head.lane;
  event.seq := head.seq + 1;
  event.at := clock_timestamp();
  event.account_id := who.account_id;
  event.grant_id := who.grant_id;
  event.session_id := who.session_id;
  event.ip := nullif(current_setting('talent.ip', true), '');
  event.request_id := nullif(current_setting('talent.request', true), '');
  event.action := p_action;
  event.subject := p_subject;
  event.purpose := coalesce(p_purpose, nullif(current_setting('talent.purpose', true), ''));
  event.row_count := coalesce(cardinality(p_ids), 0);
  with salted as materialized (
    select n, id, p_people[n] person, gen_random_uuid() salt, p_bodies[n] body
    from unnest(p_ids) with ordinality t (id, n)),
  digested as (
    select n, row(event.lane, event.seq, n, id, person, salt, audit_row_digest(id, person, salt, body), body)::audit_row r
    from salted)
  select array_agg(r order by n), sha256(coalesce(string_agg((r).digest, '' order by n), ''))
    into pending, event.rows_digest from digested;
  event.digest := audit_event_digest(head.digest, event);
  insert into audit_event select event.*;
  insert into audit_row select * from unnest(pending);
  update audit_head set seq = event.seq, digest = event.digest where lane = head.lane;
end $$;

-- One event a statement. Arguments: the key column, the column that names the person ('' where none),
-- and 'bodies' or 'ids'. Sealed columns stand in the bodies as ciphertext; secrets never stand there.
create function audit_statement() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ids text[]; people uuid[]; bodies jsonb[];
  secrets constant text[] := '{password_hash,token_digest}';
begin
  if tg_op = 'INSERT' then
    select array_agg(j ->> tg_argv[0]), array_agg((j ->> tg_argv[1])::uuid), array_agg(jsonb_strip_nulls(j - secrets))
      into ids, people, bodies from (select to_jsonb(n) j from new_rows n) t;
  elsif tg_op = 'DELETE' then
    select array_agg(j ->> tg_argv[0]), array_agg((j ->> tg_argv[1])::uuid), array_agg(jsonb_strip_nulls(j - secrets))
      into ids, people, bodies from (select to_jsonb(o) j from old_rows o) t;
  else
    select array_agg(j ->> tg_argv[0]), array_agg((j ->> tg_argv[1])::uuid), array_agg(change)
      into ids, people, bodies
    from (select to_jsonb(n) j, to_jsonb(o) was from new_rows n
          join old_rows o on to_jsonb(o) ->> tg_argv[0] = to_jsonb(n) ->> tg_argv[0]) t
    cross join lateral (
      select jsonb_object_agg(k, jsonb_build_array(was -> k, v)) change
      from jsonb_each(j - secrets) e (k, v) where v is distinct from was -> k) c
    where j is distinct from was;
  end if;
  if ids is not null then
    perform audit_append(lower(tg_op), tg_table_name, null, ids, people,
                         case when tg_argv[2] = 'bodies' then bodies end);
  end if;
  return null;
end $$;

create procedure audit_table(audited text, key text, person text, depth text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  execute format('create trigger audit_insert after insert on %I referencing new table as new_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
  execute format('create trigger audit_update after update on %I referencing old table as old_rows new table as new_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
  execute format('create trigger audit_delete after delete on %I referencing old table as old_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
end $$;

-- A look at people: a list answer, a card, a reveal, an export. One event, its ids as rows.
create function audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append(p_action, p_subject, p_purpose, p_people::text[], p_people,
    case when p_detail is not null then array_fill(p_detail, array[cardinality(p_people)]) end)
$$;

-- Something without rows: a refusal, a log-in, a log-in that failed; the case stands in the purpose.
create function audit_note(p_action text, p_subject text, p_case text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append(p_action, p_subject, p_case, '{}', '{}', null)
$$;

-- The first broken link of each lane, or none: an event changed, missing or added; a row changed.
create function audit_verify() returns table (lane int, seq bigint, fault text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with rows_of as (
    select r.lane, r.seq, sha256(coalesce(string_agg(r.digest, '' order by r.n), '')) digest, count(*) n,
           bool_or(case when r.salt is not null
             then r.digest <> audit_row_digest(r.row_id, r.person_id, r.salt, r.body)
             else r.body is not null or r.person_id is null or r.person_id not in (
               select x.person_id from audit_row x join audit_event e using (lane, seq)
               where e.action = 'erase' and e.subject = 'audit_row') end) altered
    from audit_row r group by r.lane, r.seq),
  linked as (
    select e as event, e.lane, e.seq, e.digest, e.rows_digest, e.row_count,
           lag(e.digest, 1, sha256('')) over w previous, lag(e.seq, 1, 0::bigint) over w previous_seq
    from audit_event e window w as (partition by e.lane order by e.seq)),
  faults as (
    select l.lane, l.seq, case
      when l.seq <> l.previous_seq + 1 then 'missing'
      when l.digest <> audit_event_digest(l.previous, l.event) then 'altered'
      when l.rows_digest <> coalesce(r.digest, sha256('')) or coalesce(r.n, 0) <> l.row_count then 'rows'
      when r.altered then 'body' end fault
    from linked l left join rows_of r using (lane, seq)
    union all
    select h.lane, h.seq, 'head' from audit_head h
    left join lateral (select e.seq, e.digest from audit_event e where e.lane = h.lane order by e.seq desc limit 1) t on true
    where (h.seq, h.digest) is distinct from (coalesce(t.seq, 0), coalesce(t.digest, sha256(''))))
  select distinct on (f.lane) f.lane, f.seq, f.fault from faults f where f.fault is not null order by f.lane, f.seq
$$;

create function audit_heads() returns setof audit_head
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from audit_head where seq > 0 order by lane
$$;

-- Erases what the audit holds about one person; the digests stay, so the chain still verifies.
create function audit_erase(p_person uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update audit_row set body = null, salt = null where person_id = p_person and salt is not null;
  perform audit_append('erase', 'audit_row', p_reason, array[p_person::text], array[p_person], null);
end $$;

call audit_table('place', 'code', '', 'bodies');
call audit_table('place_alias', 'id', '', 'bodies');
call audit_table('account', 'id', '', 'bodies');
call audit_table('access_grant', 'id', '', 'bodies');
call audit_table('setting', 'name', '', 'ids');

-- Settings that a trusted command makes: who may log in is counted, who may act is looked up.
create function rate_hit(p_subject text, p_window interval, p_limit int) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into rate_count as r (subject, window_start, n)
  values (p_subject, date_bin(p_window, now(), timestamptz '2020-01-01'), 1)
  on conflict (subject, window_start) do update set n = r.n + 1
  returning n <= p_limit
$$;

---------------------------------------------------------------------------------------------- rights


grant select on account, access_grant to talent_definer;
grant select, update on session to talent_definer;
grant select, insert on audit_event, audit_row to talent_definer;
grant update (body, salt) on audit_row to talent_definer;
grant select, update on audit_head to talent_definer;
grant select, insert, update on rate_count to talent_definer;
grant select on place, place_alias, place_ancestor, setting to talent_definer;

grant execute on function session_enter(text) to talent_app;
-- The application says which migrations are missing where it may not apply them.
grant select on migration to talent_app;
grant execute on function acting(), acting_grant(), acting_account(), audit_look(text, text, text, uuid[], jsonb),
  audit_note(text, text, text), rate_hit(text, interval, int)
  to talent_hr, talent_scoped, talent_security, talent_auditor, talent_system, talent_gate;
grant execute on function audit_erase(uuid, text) to talent_hr;
grant execute on function audit_verify(), audit_heads() to talent_auditor, talent_hr, talent_system;
grant execute on function audit_event_digest(bytea, audit_event), audit_row_digest(text, uuid, uuid, jsonb),
  acting(), acting_grant(), acting_account(), audit_append(text, text, text, text[], uuid[], jsonb[]),
  place_ancestors_follow(), access_grant_fits_its_place() to talent_definer;

grant select on place, place_alias, place_ancestor
  to talent_hr, talent_scoped, talent_security, talent_auditor, talent_system, talent_gate;
grant insert, update on place, place_alias to talent_hr;
grant insert, delete on place_ancestor to talent_hr;
grant delete on place_alias to talent_hr;

grant select, insert, update on account, session to talent_gate;
grant select on access_grant to talent_gate, talent_hr, talent_scoped, talent_system;
grant insert, select on login_attempt to talent_gate;
grant select, insert, update on setting to talent_gate;
grant delete on setting to talent_gate;
grant select, insert on access_grant to talent_gate;

grant select, insert, update on account, access_grant, session to talent_security;
grant select on account, access_grant to talent_auditor;
grant select on audit_event, audit_row, audit_head to talent_auditor;
grant select, insert, update on setting to talent_system;
grant select on setting to talent_hr, talent_scoped, talent_security, talent_auditor;
grant select (id, login, display_name, kind) on account to talent_hr, talent_scoped;
grant select, insert on idempotency to talent_hr, talent_scoped;
alter function acting() owner to talent_definer;
alter function acting_grant() owner to talent_definer;
alter function acting_account() owner to talent_definer;
alter function session_enter(text) owner to talent_definer;
alter function audit_append(text, text, text, text[], uuid[], jsonb[]) owner to talent_definer;
alter function audit_statement() owner to talent_definer;
alter function audit_look(text, text, text, uuid[], jsonb) owner to talent_definer;
alter function audit_note(text, text, text) owner to talent_definer;
alter function audit_erase(uuid, text) owner to talent_definer;
alter function audit_verify() owner to talent_definer;
alter function audit_heads() owner to talent_definer;
alter function rate_hit(text, interval, int) owner to talent_definer;
-- Later migrations put the audit on their tables; only its owner can allow that.
do $$
declare
  migrator text := current_user;
begin
  set local role talent_definer;
  execute format('grant execute on function audit_statement() to %I', migrator);
  reset role;
end $$;
revoke create on schema public from talent_definer;
