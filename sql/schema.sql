-- The whole schema, as the migrations make it. Written by `python -m tests.sql.schema`; do not edit.
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TYPE public.candidate AS (
	person_id uuid,
	reviews jsonb,
	kin jsonb,
	tenures jsonb,
	routes jsonb,
	records jsonb
);

CREATE TYPE public.incumbent AS (
	tenure_id uuid,
	post_id uuid,
	role integer,
	seat integer,
	person_id uuid,
	name text,
	sex text,
	skills text[],
	since date,
	until date,
	concurrent boolean,
	ethnicity text
);

CREATE TYPE public.lookalike AS (
	id uuid,
	name text,
	other_names text[],
	sex text,
	birth text,
	birth_lunar boolean,
	id_number bytea,
	phones jsonb,
	household_village text,
	residence_place text,
	native_place text,
	education text,
	political_status text,
	employer text,
	"position" text,
	in_scope boolean,
	id_number_typed bytea
);

CREATE DOMAIN public.partial_date AS text
	CONSTRAINT partial_date_iso CHECK ((VALUE ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

CREATE TYPE public.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

CREATE TYPE public.wanted AS (
	person_id uuid,
	request_id uuid,
	village text,
	village_name text,
	role integer,
	held boolean
);

CREATE FUNCTION public.access_grant_fits_its_place() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.acting() RETURNS TABLE(session_id uuid, account_id uuid, grant_id uuid, role text, place text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select s.id, s.account_id, g.id, g.role, g.place
  from session s
  join account a on a.id = s.account_id and a.disabled_at is null
  left join access_grant g on g.id = s.grant_id and g.revoked_at is null
    and (g.until is null or g.until > now())
  where s.token_digest = sha256(convert_to(current_setting('talent.token', true), 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and s.seen_at + s.idle > now()
$$;

CREATE FUNCTION public.acting_account() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select account_id from acting()
$$;

CREATE FUNCTION public.acting_grant() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select grant_id from acting()
$$;

CREATE FUNCTION public.acting_place() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select place from acting()
$$;

CREATE FUNCTION public.acting_role() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select role from acting()
$$;

CREATE FUNCTION public.audit_append(p_action text, p_subject text, p_purpose text, p_ids text[], p_people uuid[], p_bodies jsonb[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.audit_erase(p_person uuid, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  update audit_row set body = null, salt = null where person_id = p_person and salt is not null;
  perform audit_append('erase', 'audit_row', p_reason, array[p_person::text], array[p_person], null);
end $$;

CREATE TABLE public.audit_event (
    lane integer NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id uuid,
    grant_id uuid,
    session_id uuid,
    ip text,
    request_id text,
    action text NOT NULL,
    subject text NOT NULL,
    purpose text,
    row_count integer NOT NULL,
    rows_digest bytea NOT NULL,
    digest bytea NOT NULL
);

COMMENT ON TABLE public.audit_event IS 'Every change and every look, one row a statement or answer, each digest chained to the one before it in its lane.';

CREATE FUNCTION public.audit_event_digest(previous bytea, e public.audit_event) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select sha256(previous || convert_to(jsonb_build_array(
    e.lane, e.seq, extract(epoch from e.at), e.account_id, e.grant_id, e.session_id, e.ip, e.request_id,
    e.action, e.subject, e.purpose, e.row_count, encode(e.rows_digest, 'hex'))::text, 'UTF8'))
$$;

CREATE TABLE public.audit_head (
    lane integer NOT NULL,
    seq bigint NOT NULL,
    digest bytea NOT NULL
);

COMMENT ON TABLE public.audit_head IS 'The last link of each lane. A transaction takes a free lane, so writers do not queue behind one chain.';

CREATE FUNCTION public.audit_heads() RETURNS SETOF public.audit_head
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select * from audit_head where seq > 0 order by lane
$$;

CREATE FUNCTION public.audit_list(p_subject text, p_ids uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select audit_append('list', p_subject, null, p_ids::text[], null, null)
$$;

CREATE FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select audit_append(p_action, p_subject, p_purpose, p_people::text[], p_people,
    case when p_detail is not null then array_fill(p_detail, array[cardinality(p_people)]) end)
$$;

CREATE FUNCTION public.audit_note(p_action text, p_subject text, p_case text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select audit_append(p_action, p_subject, p_case, '{}', '{}', null)
$$;

CREATE FUNCTION public.audit_row_digest(row_id text, person_id uuid, salt uuid, body jsonb) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select sha256(convert_to(jsonb_build_array(row_id, person_id, salt, body)::text, 'UTF8'))
$$;

CREATE FUNCTION public.audit_statement() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE PROCEDURE public.audit_table(IN audited text, IN key text, IN person text, IN depth text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  execute format('create trigger audit_insert after insert on %I referencing new table as new_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
  execute format('create trigger audit_update after update on %I referencing old table as old_rows new table as new_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
  execute format('create trigger audit_delete after delete on %I referencing old table as old_rows '
    'for each statement execute function audit_statement(%L, %L, %L)', audited, key, person, depth);
end $$;

CREATE FUNCTION public.audit_verify() RETURNS TABLE(lane integer, seq bigint, fault text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.candidate_facts(p_people uuid[], p_on date) RETURNS SETOF public.candidate
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select c.id,
    coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'result', r.result, 'document', r.document) order by r.kind, r.id)
              from review_result r where r.person_id = c.id and r.decided_on = (
                select max(n.decided_on) from review_result n where n.person_id = c.id and n.kind = r.kind)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('person_id', k.relative, 'relation', k.relation, 'confirmed', k.confirmed) order by k.relative)
              from kin k where k.person_id = c.id and (asker.role = 'hr' or exists (
                select from tenure t join post p on p.id = t.post_id join body b on b.id = p.body_id
                join place_ancestor a on a.place = b.village
                where t.person_id = k.relative and t.during @> p_on and a.ancestor = asker.place))), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('role', p.role, 'village', b.village, 'since', lower(t.during),
                                 'until', upper(t.during), 'concurrent', t.concurrent) order by lower(t.during), t.id)
              from tenure t join post p on p.id = t.post_id join body b on b.id = p.body_id
              where t.person_id = c.id and lower(t.during) <= p_on), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('village', r.village, 'route', r.route, 'facts', r.facts) order by r.village)
              from register_route r where r.person_id = c.id), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'on_day', s.on_day, 'detail', s.detail) order by s.on_day, s.id)
              from service_record s where s.person_id = c.id and s.on_day <= p_on), '[]')
  from unnest(p_people) c (id)
  where asker.role = 'hr' or exists (select from person_visible v
    where v.grant_id = asker.grant_id and v.person_id = c.id and (v.until is null or v.until > now()));
end $$;

CREATE FUNCTION public.entries_named(p_people uuid[]) RETURNS TABLE(id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select p.id, p.name from person p where p.id = any (p_people) and (select a.role from acting() a) = 'hr'
$$;

CREATE FUNCTION public.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform pg_notify('ch_pgqueuer', json_build_object('channel', 'ch_pgqueuer', 'operation', lower(tg_op),
    'sent_at', now(), 'table', tg_table_name, 'type', 'table_changed_event')::text);
  return null;
end $$;

CREATE FUNCTION public.held_by_others(p_person uuid, p_request uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select count(*)::int from request_decision d join request r on r.id = d.request_id
  where d.person_id = p_person and d.decision = 'accepted' and r.state <> 'closed' and r.id <> p_request
$$;

CREATE FUNCTION public.holds_at_most() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select coalesce((select (s.value #>> '{}')::int from setting s where s.name = 'holds_at_most'), 2)
$$;

CREATE FUNCTION public.incumbents(p_village text, p_on date) RETURNS SETOF public.incumbent
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select t.id, p.id, p.role, t.seat, t.person_id, n.name, n.sex, n.skills, lower(t.during), upper(t.during),
         t.concurrent, n.ethnicity
  from body b join post p on p.body_id = b.id join tenure t on t.post_id = p.id join person n on n.id = t.person_id
  where b.village = p_village and t.during @> p_on
    and (asker.role = 'hr' or exists (select from place_ancestor a where a.place = p_village and a.ancestor = asker.place))
  order by p.role, t.seat;
end $$;

CREATE FUNCTION public.job_begin(p_job uuid, p_token text, p_most integer) RETURNS TABLE(id uuid, kind text, subject uuid, starts integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  j job;
begin
  select * into j from job w where w.id = p_job and w.state in ('queued', 'running') for update;
  if not found then
    return;
  end if;
  if j.starts >= p_most then
    update job w set state = 'failed', problem = 'job-keeps-failing', ended_at = clock_timestamp() where w.id = p_job;
    return;
  end if;
  if not exists (select from access_grant g join account a on a.id = g.account_id
                 where g.id = j.grant_id and g.account_id = j.created_by and a.disabled_at is null
                   and g.revoked_at is null and (g.until is null or g.until > now())) then
    update job w set state = 'refused', problem = 'forbidden', ended_at = clock_timestamp() where w.id = p_job;
    return;
  end if;
  update job w set state = 'running', starts = w.starts + 1, started_at = coalesce(w.started_at, clock_timestamp())
    where w.id = p_job;
  insert into session (token_digest, account_id, grant_id, kind, ip, idle, expires_at)
  values (sha256(convert_to(p_token, 'UTF8')), j.created_by, j.grant_id, 'job', 'job', '10 hours', now() + interval '1 day');
  return query select w.id, w.kind, w.subject, w.starts from job w where w.id = p_job;
end $$;

CREATE FUNCTION public.job_end(p_job uuid, p_token text, p_state text, p_problem text, p_words bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  update job set state = p_state, problem = p_problem, words = p_words,
    starts = starts - (p_state = 'queued')::int,
    ended_at = case when p_state <> 'queued' then clock_timestamp() end
  where id = p_job and state = 'running';
  update session set revoked_at = now()
  where token_digest = sha256(convert_to(p_token, 'UTF8')) and kind = 'job';
end $$;

CREATE FUNCTION public.job_queued() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into pgqueuer (priority, entrypoint, payload, status)
  values (0, 'job', convert_to(new.id::text, 'UTF8'), 'queued');
  return null;
end $$;

CREATE FUNCTION public.job_requeue() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with lost as (
    insert into pgqueuer (priority, entrypoint, payload, status)
    select 0, 'job', convert_to(j.id::text, 'UTF8'), 'queued' from job j
    where j.state in ('queued', 'running')
      and not exists (select from pgqueuer q where q.payload = convert_to(j.id::text, 'UTF8'))
    returning 1)
  select count(*)::int from lost
$$;

CREATE FUNCTION public.job_tell(p_job uuid, p_step text, p_done integer, p_total integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  insert into job_progress (job_id, step, done, total) values (p_job, p_step, p_done, p_total)
  on conflict (job_id) do update set step = excluded.step, done = excluded.done, total = excluded.total,
    at = excluded.at
$$;

CREATE FUNCTION public.judgements_of(p_one uuid, p_other uuid) RETURNS TABLE(verdict text, reason text, judged_by text, mine boolean, at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select j.verdict, j.reason, a.display_name, coalesce(j.judged_by = asker.account_id, false), j.at
  from acting() asker cross join judgement j left join account a on a.id = j.judged_by
  where j.person_a = least(p_one, p_other) and j.person_b = greatest(p_one, p_other)
    and (asker.role = 'hr' or asker.role = 'township' and 2 = (
          select count(distinct v.person_id) from person_visible v
          where v.grant_id = asker.grant_id and v.person_id in (p_one, p_other)))
  order by j.id desc
$$;

CREATE FUNCTION public.judgements_standing(p_people uuid[]) RETURNS TABLE(person_a uuid, person_b uuid, verdict text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.lookalike_people(p_keys bigint[], p_most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
  select k.person_id
  from unnest(p_keys) q(key),
    lateral (select c.person_id from person_key c where c.keys @> array[q.key]
             limit 100 + 3000 / cardinality(p_keys)) k
  group by k.person_id
  order by count(*) desc, k.person_id desc
  limit p_most
$$;

CREATE FUNCTION public.lookalike_rows(p_people uuid[], p_keys bigint[]) RETURNS SETOF public.lookalike
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.may_merge(p_people uuid[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  return asker.role = 'hr' or asker.role = 'township' and not exists (
    select from person p where p.id = any (p_people)
      and (not exists (select from person_visible v where v.grant_id = asker.grant_id and v.person_id = p.id)
        or p.household_village is not null and not exists (
          select from place_ancestor a where a.place = p.household_village and a.ancestor = asker.place)));
end $$;

CREATE PROCEDURE public.merge_rule_for(IN relation text, IN field text, IN rule text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
begin
  insert into merge_rule values (relation, field, rule);
  if rule = 'follows' then
    execute format('grant select (id, %2$I), update (%2$I) on %1$I to talent_definer', relation, field);
    execute format('create policy %I on %I for select to talent_definer using (true)', 'merge_sees_' || field, relation);
    execute format('create policy %I on %I for update to talent_definer using (true) with check (true)',
                   'merge_moves_' || field, relation);
    execute format('create trigger %I after insert on %I referencing new table as new_rows '
                   'for each statement execute function person_lives(%L)', 'person_lives_' || field, relation, field);
  end if;
end $_$;

CREATE TABLE public.pair (
    person_a uuid NOT NULL,
    person_b uuid NOT NULL,
    weight integer NOT NULL,
    band text NOT NULL,
    reasons jsonb NOT NULL,
    model text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    probability real,
    automatic boolean DEFAULT false NOT NULL,
    sweep_id uuid,
    assigned_place text,
    doubt text,
    CONSTRAINT pair_band CHECK ((band = ANY (ARRAY['likely'::text, 'unsure'::text, 'unlike'::text]))),
    CONSTRAINT pair_doubt CHECK ((doubt = ANY (ARRAY['bridge'::text, 'torn'::text, 'oversized'::text]))),
    CONSTRAINT pair_order CHECK ((person_a < person_b)),
    CONSTRAINT pair_state CHECK ((state = ANY (ARRAY['open'::text, 'proposed'::text, 'judged'::text])))
);

COMMENT ON TABLE public.pair IS 'Pairs that wait for a judgement, with the match weight in hundredths of a bit and its reasons as they were seen.';

COMMENT ON COLUMN public.pair.state IS 'proposed: said to be the same by one, waiting for another to say so.';

COMMENT ON COLUMN public.pair.automatic IS 'The part of likely that may be merged as one click: an agreement of one person alone and no contradiction.';

COMMENT ON COLUMN public.pair.assigned_place IS 'The township that is to work this pair off; without one it is hr''s.';

COMMENT ON COLUMN public.pair.doubt IS 'Why the last sweep did not leave the pair to its weight: it alone holds a group together (bridge), one of the two fits two who are not one (torn), both hang together with too many (oversized).';

CREATE FUNCTION public.pair_priority(q public.pair, even integer) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  select round((u.p * (1 - u.p))::numeric, 6)
    * (1 + (select count(*) from membership m where m.person_id in (q.person_a, q.person_b)
              and m.state not in ('exited', 'rejected'))
         + 2 * (select count(*) from tenure t where t.person_id in (q.person_a, q.person_b) and upper_inf(t.during))
         + case when q.doubt is null then 0 else 4 end)
  from (select coalesce(q.probability::float8, 1 / (1 + 2 ^ ((even - q.weight) / 100.0))) p) u
$$;

CREATE FUNCTION public.pairs_settled() RETURNS TABLE(person_a uuid, person_b uuid, verdict text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with newest as (
    select distinct on (j.person_a, j.person_b) j.person_a, j.person_b, j.verdict
    from judgement j order by j.person_a, j.person_b, j.id desc),
  said as (
    select person_survivor(n.person_a) one, person_survivor(n.person_b) other, n.verdict from newest n
    union all
    select k.person_id, k.relative, 'kin' from kin k where k.person_id < k.relative)
  select distinct on (1, 2) least(s.one, s.other), greatest(s.one, s.other), s.verdict
  from said s where s.one <> s.other and (select a.role from acting() a) = 'hr'
  order by 1, 2, array_position('{different,kin,same,unsure}', s.verdict)
$$;

CREATE FUNCTION public.people_analyse() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  analyze person, person_name, person_phone, person_key, person_term, person_visible, membership, membership_step, pair;
end $$;

CREATE TABLE public.person (
    id uuid DEFAULT uuidv7() NOT NULL,
    name text NOT NULL,
    sex text,
    ethnicity text,
    birth public.partial_date,
    birth_lunar boolean DEFAULT false NOT NULL,
    id_number bytea,
    id_number_index bytea,
    native_place text,
    household_village text,
    household_group text,
    household_text text,
    residence_place text,
    residence_text text,
    resident_since date,
    education_full_time text,
    school_full_time text,
    major_full_time text,
    education_in_service text,
    school_in_service text,
    major_in_service text,
    education_rank integer,
    political_status text,
    political_joined public.partial_date,
    activist boolean,
    work_started public.partial_date,
    employer text,
    "position" text,
    industry text,
    professional_title text,
    title_level text,
    skills text[] DEFAULT '{}'::text[] NOT NULL,
    recommending_unit text,
    home_contact bytea,
    entered_on date,
    source text,
    notes bytea,
    return_intent integer,
    retired boolean,
    to_verify text[] DEFAULT '{}'::text[] NOT NULL,
    verified jsonb DEFAULT '{}'::jsonb NOT NULL,
    ranking_refused boolean DEFAULT false NOT NULL,
    sort_key text NOT NULL COLLATE pg_catalog."C",
    created_by uuid,
    created_grant uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    merged_into uuid,
    id_number_typed bytea,
    CONSTRAINT person_education CHECK ((((education_full_time ~ '^\d{2}$'::text) AND (education_in_service ~ '^\d{2}$'::text)) OR (education_full_time IS NULL) OR (education_in_service IS NULL))),
    CONSTRAINT person_ethnicity CHECK ((ethnicity ~ '^\d{2}$'::text)),
    CONSTRAINT person_id_number_has_index CHECK (((id_number IS NULL) = (id_number_index IS NULL))),
    CONSTRAINT person_name_length CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT person_not_merged_into_itself CHECK ((merged_into <> id)),
    CONSTRAINT person_political_status CHECK ((political_status ~ '^(\d{2}|DP)$'::text)),
    CONSTRAINT person_return_intent CHECK (((return_intent >= 0) AND (return_intent <= 4))),
    CONSTRAINT person_sex CHECK ((sex = ANY (ARRAY['0'::text, '1'::text, '2'::text, '9'::text]))),
    CONSTRAINT person_title_level CHECK ((title_level = ANY (ARRAY['none'::text, 'junior'::text, 'middle'::text, 'associate'::text, 'senior'::text])))
);

COMMENT ON TABLE public.person IS 'One row a person. to_verify names the fields marked 待核实; verified gives the day each field was last verified. ID number, home contact and notes are sealed; an equal ID number is doubt, so its index is not unique.';

COMMENT ON COLUMN public.person.merged_into IS 'Who stands for this entry since it was merged away; its old id and links lead there.';

COMMENT ON COLUMN public.person.id_number_typed IS 'Sealed: the eighteen signs that a wrong or partly hidden ID number shows.';

CREATE FUNCTION public.people_filtered(f jsonb, named uuid[]) RETURNS SETOF public.person
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.people_named(p_term text, p_most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role = 'hr' then
    return query select distinct t.person_id from person_term t
      where t.term >= p_term and t.term < p_term || U&'\+10FFFF' limit p_most;
  else
    return query select distinct t.person_id from person_term t
      join person_visible v on v.person_id = t.person_id and v.grant_id = asker.grant_id
        and v.until > now()
      where t.term >= p_term and t.term < p_term || U&'\+10FFFF' limit p_most;
  end if;
end $$;

CREATE FUNCTION public.person_claim(p_person uuid, p_keys bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role not in ('liaison', 'township')
     or not exists (select from person_key k where k.person_id = p_person and k.keys && p_keys) then
    raise exception using errcode = 'insufficient_privilege', message = 'no look-alike of what was typed';
  end if;
  insert into contact_assignment (person_id, grant_id, since) values (p_person, asker.grant_id, current_date)
  on conflict do nothing;
end $$;

CREATE FUNCTION public.person_entries(p_person uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with recursive below (id) as (
    select p_person
    union all
    select p.id from below b join person p on p.merged_into = b.id)
  select id from below
$$;

CREATE FUNCTION public.person_found_by(p_people jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role is distinct from 'hr' and exists (
      select from jsonb_to_recordset(p_people) r (person_id uuid)
      where not exists (select from person_visible v where v.grant_id = asker.grant_id and v.person_id = r.person_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'a person out of scope';
  end if;
  insert into person_key as k (person_id, keys)
    select person_id, keys from jsonb_to_recordset(p_people) r (person_id uuid, keys bigint[])
    on conflict (person_id) do update set keys = excluded.keys where k.keys <> excluded.keys;
  delete from person_term t using jsonb_to_recordset(p_people) r (person_id uuid, terms text[])
    where t.person_id = r.person_id and t.term <> all (r.terms);
  insert into person_term (term, person_id)
    select distinct unnest(terms), person_id from jsonb_to_recordset(p_people) r (person_id uuid, terms text[])
    on conflict do nothing;
end $$;

CREATE FUNCTION public.person_history(p_person uuid, p_most integer) RETURNS TABLE(at timestamp with time zone, action text, subject text, made_by text, purpose text, body jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  if asker.role is distinct from 'hr' and not exists (
      select from person_visible v where v.grant_id = asker.grant_id and v.person_id = p_person
        and v.until > now()) then
    return;
  end if;
  return query
    select e.at, e.action, e.subject, a.display_name, e.purpose, r.body
    from audit_row r join audit_event e using (lane, seq) left join account a on a.id = e.account_id
    where r.person_id in (select person_entries(p_person)) and (asker.role = 'hr' or e.action in ('insert', 'update', 'delete')
      and e.subject = any (case asker.role
        when 'village' then '{person,person_name,person_phone,membership}'
        else '{person,person_name,person_phone,membership,contact,contact_assignment,person_basis,person_notice,proposal}'
        end::text[]))
    order by e.at desc, e.lane, e.seq desc limit p_most;
end $$;

CREATE FUNCTION public.person_is_held_at_most() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  request uuid := (select n.request_id from suggestion_run n where n.id = new.run_id);
begin
  -- Two requests that want one person come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('hold ' || new.person_id, 0));
  if held_by_others(new.person_id, request) >= holds_at_most() then
    raise exception using errcode = 'check_violation', constraint = 'person_is_held_at_most',
      message = 'the person is held by as many requests as may be';
  end if;
  return new;
end $$;

CREATE FUNCTION public.person_lives() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  dead boolean;
begin
  execute format('select exists (select from new_rows n join person p on p.id = n.%I where p.merged_into is not null)',
                 tg_argv[0]) into dead;
  if dead then
    raise exception using errcode = 'check_violation', constraint = 'person_lives',
      message = 'the entry was merged into another';
  end if;
  return null;
end $$;

CREATE FUNCTION public.person_merge(p_merge uuid, p_survivor uuid, p_gone uuid, p_content bytea, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
declare
  r record;
  one uuid;
begin
  if not may_merge(array[p_survivor, p_gone]) then
    raise exception using errcode = 'insufficient_privilege', message = 'a merge that is another''s';
  end if;
  update person set merged_into = p_survivor where id = p_gone and merged_into is null
    and exists (select from person s where s.id = p_survivor and s.merged_into is null);
  if not found then
    raise exception using errcode = 'check_violation', constraint = 'person_lives', message = 'an entry is gone';
  end if;
  insert into merge (id, survivor, gone, content, reason, merged_by)
  values (p_merge, p_survivor, p_gone, p_content, p_reason, acting_account());
  for r in
    select c.conrelid::regclass::text relation, a.attname::text field, m.rule
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    left join merge_rule m on m.relation = c.conrelid::regclass::text and m.field = a.attname
    where c.contype = 'f' and c.confrelid = 'person'::regclass order by 1, 2
  loop
    if r.rule is null then
      raise exception 'no merge rule for %.%', r.relation, r.field;
    elsif r.rule = 'follows' then
      for one in execute format('select id from %I where %I = $1 order by id', r.relation, r.field) using p_gone loop
        begin
          execute format('update %I set %I = $1 where id = $2', r.relation, r.field) using p_survivor, one;
          insert into merge_row values (p_merge, r.relation, r.field, one);
        exception when unique_violation or exclusion_violation then
          null;
        end;
      end loop;
    end if;
  end loop;
  delete from person_key where person_id = p_gone;
  delete from person_term where person_id = p_gone;
  perform visible_by_merge(array(select person_entries(p_gone)), null);
end $_$;

CREATE FUNCTION public.person_referring(p_person uuid) RETURNS TABLE(relation text, rows integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
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
end $_$;

CREATE FUNCTION public.person_survivor(p_person uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with recursive line (id, next) as (
    select id, merged_into from person where id = p_person
    union all
    select p.id, p.merged_into from line l join person p on p.id = l.next)
  select id from line where next is null
$$;

CREATE FUNCTION public.person_unmerge(p_merge uuid, p_reason text) RETURNS TABLE(relation text, row_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
declare
  m merge;
  r merge_row;
  moved int;
begin
  select * into m from merge where id = p_merge and undone_at is null for update;
  if not found or not may_merge(array[m.survivor, m.gone]) then
    raise exception using errcode = 'insufficient_privilege', message = 'no merge of the asker''s';
  end if;
  update person set merged_into = null where id = m.gone;
  update merge set undone_by = acting_account(), undone_at = now(), undo_reason = p_reason where id = p_merge;
  for r in select * from merge_row w where w.merge_id = p_merge order by w.relation, w.field, w.row_id loop
    moved := 0;
    begin
      execute format('update %I set %I = $1 where id = $2 and %2$I = $3', r.relation, r.field)
        using m.gone, r.row_id, m.survivor;
      get diagnostics moved = row_count;
    exception when unique_violation or exclusion_violation then
      null;
    end;
    if moved = 0 then
      relation := r.relation;
      row_id := r.row_id;
      return next;
    end if;
  end loop;
  delete from person_visible v where v.person_id = m.survivor and v.why = 'merge'
    and v.ref in (select person_entries(m.gone));
  perform visible_by_merge(array(select person_entries(m.gone)), null);
end $_$;

CREATE FUNCTION public.place_ancestors_follow() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.place_lies_not_in_itself() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if new.parent = new.code or exists (
      select from place_ancestor a where a.place = new.parent and a.ancestor = new.code) then
    raise exception using errcode = 'check_violation', constraint = 'place_lies_not_in_itself',
      message = 'a place cannot lie in itself';
  end if;
  return new;
end $$;

CREATE FUNCTION public.plan_keeps_its_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'check_violation', constraint = 'plan_keeps_its_way',
        message = 'a plan begins as a draft';
    end if;
    return new;
  end if;
  if old.state || '>' || new.state <> all (array['draft>reviewed', 'draft>withdrawn', 'reviewed>draft',
      'reviewed>adopted', 'reviewed>withdrawn', 'adopted>superseded']) then
    raise exception using errcode = 'check_violation', constraint = 'plan_keeps_its_way',
      message = 'a plan takes no such step';
  end if;
  return new;
end $$;

CREATE FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  insert into rate_count as r (subject, window_start, n)
  values (p_subject, date_bin(p_window, now(), timestamptz '2020-01-01'), 1)
  on conflict (subject, window_start) do update set n = r.n + 1
  returning n <= p_limit
$$;

CREATE FUNCTION public.register_size() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select count(*) from person where merged_into is null
$$;

CREATE FUNCTION public.register_versions() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.request_is_filled_by_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if old.state <> 'review' or not exists (
       select from request_decision d where d.request_id = new.id and d.decision = 'accepted')
     or exists (
       select from request_decision d where d.request_id = new.id and d.decision = 'accepted'
         and cardinality(rounds_open(new.id, d.person_id)) > 0) then
    raise exception using errcode = 'check_violation', constraint = 'request_is_filled_by_review',
      message = 'not everybody accepted has come through the rounds of review';
  end if;
  return new;
end $$;

CREATE FUNCTION public.request_is_written_as_a_draft() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if old.state <> 'draft' or old.submitted_on is not null then
    raise exception using errcode = 'check_violation', constraint = 'request_is_written_as_a_draft',
      message = 'a request that was submitted is not written anew';
  end if;
  return new;
end $$;

CREATE FUNCTION public.request_keeps_its_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  acts text := (select role from acting());
  step text := case when tg_op = 'UPDATE' then old.state || '>' || new.state else '>' || new.state end;
  by_suggesting constant text[] := '{open>suggested,suggested>shortlisted}';
begin
  if tg_op = 'INSERT' then
    if acts <> 'hr' and step <> '>draft' then
      raise exception using errcode = 'insufficient_privilege', message = 'a request begins as a draft';
    end if;
    return new;
  end if;
  if step <> all (array['draft>town_ok', 'draft>closed', 'town_ok>open', 'town_ok>draft', 'town_ok>closed',
      'open>suggested', 'open>closed', 'suggested>shortlisted', 'suggested>open', 'suggested>closed',
      'shortlisted>review', 'shortlisted>suggested', 'shortlisted>closed', 'review>shortlisted', 'review>closed']) then
    raise exception using errcode = 'check_violation', constraint = 'request_keeps_its_way',
      message = 'a request takes no such step';
  end if;
  if acts in ('village', 'township') and step <> all (by_suggesting)
     and not (acts = 'township' and step in ('draft>town_ok', 'town_ok>draft'))
     and not (new.outcome is not distinct from 'withdrawn' and old.state <> 'review') then
    raise exception using errcode = 'insufficient_privilege', message = 'the step is another role''s';
  end if;
  return new;
end $$;

CREATE FUNCTION public.reserve_keeps_its_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  acts text := (select role from acting());
  step text := case when tg_op = 'UPDATE' then old.state || '>' || new.state else '>' || new.state end;
  way constant text[] := '{nominated>group_ok,group_ok>branch_ok,branch_ok>town_examined,town_examined>county_filed,'
    'county_filed>training,county_filed>ready,training>ready,ready>training,ready>proposed,proposed>ready,proposed>elected,'
    'ready>elected}';
  of_village constant text[] := '{>nominated,nominated>group_ok,group_ok>branch_ok,nominated>returned,group_ok>returned}';
  of_township constant text[] := '{branch_ok>town_examined,branch_ok>returned,town_examined>returned}';
begin
  if tg_op = 'UPDATE' and step <> all (way) and not (new.state = 'returned' and old.ended_on is null)
     or tg_op = 'INSERT' and new.state in ('elected', 'returned') then
    raise exception using errcode = 'check_violation', constraint = 'reserve_keeps_its_way',
      message = 'a reserve takes no such step';
  end if;
  if acts = 'village' and step <> all (of_village) or acts = 'township' and step <> all (of_village || of_township) then
    raise exception using errcode = 'insufficient_privilege', message = 'the step is another role''s';
  end if;
  return new;
end $$;

CREATE FUNCTION public.roster_look(p_purpose text, p_rows uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select audit_append('look', 'roster_row', p_purpose, p_rows::text[], array_fill(null::uuid, array[cardinality(p_rows)]), null)
$$;

CREATE FUNCTION public.roster_undo(p_roster uuid, p_people uuid[], p_memberships uuid[], p_proposals uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
  entered uuid[];
begin
  select * into asker from acting();
  if not exists (select from roster r where r.id = p_roster
                 and (asker.role = 'hr' or r.grant_id = asker.grant_id)) then
    raise exception using errcode = 'insufficient_privilege', message = 'somebody else''s roster';
  end if;
  -- Of what is named only what this roster's rows made.
  if exists (select unnest(p_people) except
             select w.person_id from roster_row w where w.roster_id = p_roster and w.outcome = 'new') then
    raise exception using errcode = 'insufficient_privilege', message = 'a person of somebody else''s making';
  end if;
  update roster_row set state = 'dropped', person_id = null, version = version + 1 where roster_id = p_roster;
  delete from roster_file where roster_id = p_roster;
  delete from proposal p using roster r where r.id = p_roster and p.id = any (p_proposals) and p.state = 'open'
    and p.origin = 'roster' and p.proposed_by = r.created_by and p.at >= r.created_at;
  select array_agg(m.id) into entered from membership m join roster r on r.id = p_roster
    where m.id = any (p_memberships) and m.pool = r.pool and m.created_by = r.created_by
      and uuid_extract_timestamp(m.id) >= r.created_at - interval '1 minute';
  delete from membership_step where membership_id = any (entered);
  delete from membership where id = any (entered);
  delete from pair where person_a = any (p_people) or person_b = any (p_people);
  delete from judgement where person_a = any (p_people) or person_b = any (p_people);
  delete from person_phone where person_id = any (p_people);
  delete from person_name where person_id = any (p_people);
  delete from person where id = any (p_people);
  update roster set state = 'undone', touched_at = now(), version = version + 1 where id = p_roster;
exception when foreign_key_violation then
  raise exception using errcode = 'check_violation', constraint = 'roster_undo_nothing_depends',
    message = 'something depends on a person of this roster';
end $$;

CREATE FUNCTION public.rounds_open(p_request uuid, p_person uuid) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(w.round order by w.round), '{}') from unnest(array['R1', 'R2', 'R3', 'R4']) w (round)
  where not exists (select from review_round r where r.request_id = p_request and r.person_id = p_person and r.round = w.round)
     or exists (
       select from (select distinct on (r.department) r.result from review_round r
                    where r.request_id = p_request and r.person_id = p_person and r.round = w.round
                    order by r.department, r.decided_on desc, r.id desc) last
       where last.result <> 'no_objection')
$$;

CREATE PROCEDURE public.row_security_by_person(IN guarded text, IN person text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  visible constant text := format('%I in (select v.person_id from person_visible v '
    'where v.grant_id = (select acting_grant()) and v.until > now())', person);
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('create policy county on %I to talent_hr using (true) with check (true)', guarded);
  execute format('create policy finder on %I for select to talent_definer using (true)', guarded);
  execute format('create policy scope_select on %I for select to talent_scoped using (%s)', guarded, visible);
  execute format('create policy scope_update on %I for update to talent_scoped using (%s)', guarded, visible);
  if guarded = 'person' then
    execute 'create policy scope_insert on person for insert to talent_scoped '
      'with check (created_grant = (select acting_grant()))';
  else
    execute format('create policy scope_insert on %I for insert to talent_scoped with check (%s)', guarded, visible);
  end if;
end $$;

CREATE PROCEDURE public.row_security_by_village(IN guarded text, IN condition text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('create policy county on %I to talent_hr using (true) with check (true)', guarded);
  execute format('create policy finder on %I for select to talent_definer using (true)', guarded);
  execute format('create policy scope on %I to talent_scoped using (%s) with check (%2$s)', guarded, condition);
end $_$;

CREATE FUNCTION public.rule_comes_with_its_set() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' and (new.checked or new.rule_set = 1
      or not exists (select from rule_set s where s.version = new.rule_set and s.state = 'active')) then
    raise exception using errcode = 'check_violation', constraint = 'rule_comes_with_its_set',
      message = 'a rule comes unconfirmed, with a set that is switched on';
  end if;
  return new;
end $$;

CREATE FUNCTION public.rule_set_keeps_its_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
        message = 'a set of rules begins as a draft';
    end if;
    return new;
  end if;
  if (old.changes, old.ends, old.in_force_from, old.in_force_until)
     is distinct from (new.changes, new.ends, new.in_force_from, new.in_force_until) then
    if old.state not in ('draft', 'approved') then
      raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
        message = 'a set that was switched on is not changed any more';
    end if;
    delete from rule_set_approval a where a.rule_set = new.version;
    new.state := 'draft';
  end if;
  if new.state <> old.state and not (
       old.state in ('draft', 'approved') and new.state in ('draft', 'withdrawn')
       or old.state = 'draft' and new.state = 'approved'
         and (select count(*) from rule_set_approval a where a.rule_set = new.version) >= 2
       or old.state = 'approved' and new.state = 'active') then
    raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
      message = 'a set of rules takes no such step';
  end if;
  return new;
end $$;

CREATE FUNCTION public.seat_is_of_its_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if new.seat > (select p.seats from post p where p.id = new.post_id) then
    raise exception using errcode = 'check_violation', constraint = 'seat_is_of_its_post',
      message = 'the post has no such seat';
  end if;
  return new;
end $$;

CREATE FUNCTION public.session_counts(p_token text, p_roles text[], p_what text, p_window interval, p_most integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform set_config('talent.token', p_token, true), set_config('synchronous_commit', 'off', true);
  return (select rate_hit(p_what || ':' || s.grant_id, p_window, p_most)
          from acting() s where coalesce(s.role, '') = any (p_roles));
end $$;

CREATE FUNCTION public.session_enter(p_token text) RETURNS TABLE(session_id uuid, account_id uuid, login text, display_name text, must_change boolean, grant_id uuid, role text, place text, db_role text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.skill_concept_is_needed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if old.name in ('财务', '经营管理') then
    raise exception using errcode = 'check_violation', constraint = 'skill_concept_is_needed',
      message = 'fit asks for this concept by itself';
  end if;
  return old;
end $$;

CREATE TABLE public.membership_step (
    id uuid DEFAULT uuidv7() NOT NULL,
    membership_id uuid NOT NULL,
    person_id uuid NOT NULL,
    from_state text,
    to_state text NOT NULL,
    on_day date NOT NULL,
    reason text,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.membership_step IS 'The history of a membership: each state it took, from which day.';

CREATE FUNCTION public.step_reason(s public.membership_step) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select case when (select acting_role()) is distinct from 'village' or s.made_by = (select acting_account())
    then s.reason end
$$;

CREATE FUNCTION public.todo_follows_request() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  next_kind constant text := case
    when new.state = 'draft' and new.submitted_on is not null then 'examine'
    when new.state = 'draft' and tg_op = 'UPDATE' then 'revise'
    when new.state = 'draft' then 'submit'
    when new.state = 'town_ok' then 'open'
    when new.state = 'open' then 'suggest'
    when new.state = 'suggested' then 'decide'
    when new.state = 'shortlisted' then 'start_review'
    when new.state = 'review' then 'review'
    else 'read' end;
  next_role constant text := case
    when next_kind = 'examine' then 'township'
    when next_kind in ('submit', 'revise', 'decide', 'read') then 'village'
    else 'hr' end;
begin
  update todo t set done_at = now(), done_by = acting_account() where t.request_id = new.id and t.done_at is null;
  insert into todo (kind, request_id, role, place)
  select next_kind, new.id, next_role, case next_role
    when 'village' then new.village
    when 'township' then (select a.ancestor from place_ancestor a join place p on p.code = a.ancestor
                          where a.place = new.village and p.kind = 'township') end;
  return null;
end $$;

CREATE FUNCTION public.upkeep_counts(p_now timestamp with time zone) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with counts as (delete from rate_count where window_start < p_now - interval '2 days' returning 1),
  attempts as (delete from login_attempt where at < p_now - interval '180 days' returning 1),
  told as (delete from job_progress p using job j where j.id = p.job_id and j.ended_at < p_now - interval '30 days' returning 1),
  logged as (delete from pgqueuer_log where created < p_now - interval '30 days' returning 1),
  summed as (delete from pgqueuer_statistics where created < p_now - interval '30 days' returning 1)
  select (select count(*) from counts)::int + (select count(*) from attempts)::int + (select count(*) from told)::int
    + (select count(*) from logged)::int + (select count(*) from summed)::int
$$;

CREATE FUNCTION public.upkeep_rosters(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  gone uuid[];
begin
  update roster set purged_at = p_now, version = version + 1
  where purged_at is null and touched_at < p_now - interval '30 days';
  select array_agg(id) into gone from roster where purged_at = p_now;
  delete from roster_file where roster_id = any (gone);
  update roster_row set content = '', state = case state when 'staged' then 'dropped' else state end,
    version = version + 1 where roster_id = any (gone);
  return coalesce(cardinality(gone), 0);
end $$;

CREATE FUNCTION public.visible_by_merge(p_gone uuid[], p_grants uuid[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  insert into person_visible (grant_id, person_id, why, ref)
  select v.grant_id, person_survivor(g.id), 'merge', g.id
  from person g join person_visible v on v.person_id = g.id and v.why in ('household', 'residence', 'creator')
  where g.merged_into is not null and (p_gone is null or g.id = any (p_gone))
    and (p_grants is null or v.grant_id = any (p_grants))
  on conflict do nothing
$$;

CREATE FUNCTION public.visible_by_place(p_people uuid[], p_grants uuid[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  insert into person_visible (grant_id, person_id, why)
  select g.id, p.id, w.why
  from person p
  cross join lateral (values ('household', p.household_village), ('residence', p.residence_place)) w (why, place)
  join place_ancestor a on a.place = w.place
  join access_grant g on g.place = a.ancestor and g.role in ('township', 'village') and g.revoked_at is null
  where (p_people is null or p.id = any (p_people)) and (p_grants is null or g.id = any (p_grants))
  on conflict do nothing
$$;

CREATE FUNCTION public.visible_ends_with_request() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  delete from person_visible v using release r
  where r.request_id = new.id and v.why = 'release' and v.ref = r.id;
  return null;
end $$;

CREATE FUNCTION public.visible_follows_assignment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if tg_op in ('DELETE', 'UPDATE') then
    delete from person_visible where why = 'assignment' and ref = old.id;
  end if;
  if tg_op in ('INSERT', 'UPDATE') and new.until is null then
    insert into person_visible (grant_id, person_id, why, ref) values (new.grant_id, new.person_id, 'assignment', new.id)
    on conflict do nothing;
  end if;
  return null;
end $$;

CREATE FUNCTION public.visible_follows_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if new.revoked_at is not null then
    delete from person_visible where grant_id = new.id;
  elsif tg_op = 'INSERT' and new.role in ('township', 'village') then
    perform visible_by_place(null, array[new.id]);
    perform visible_by_merge(null, array[new.id]);
  end if;
  return null;
end $$;

CREATE FUNCTION public.visible_follows_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  moved uuid[];
begin
  if tg_op = 'INSERT' then
    insert into person_visible (grant_id, person_id, why)
      select created_grant, n.id, 'creator' from new_rows n
      join access_grant g on g.id = n.created_grant and g.role in ('liaison', 'township', 'village');
    select array_agg(id) into moved from new_rows where household_village is not null or residence_place is not null;
  else
    select array_agg(n.id) into moved from new_rows n join old_rows o on o.id = n.id
      where n.household_village is distinct from o.household_village
         or n.residence_place is distinct from o.residence_place;
    delete from person_visible where person_id = any (moved) and why in ('household', 'residence');
  end if;
  if moved is not null then
    perform visible_by_place(moved, null);
  end if;
  return null;
end $$;

CREATE FUNCTION public.visible_follows_release() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  delete from person_visible where why = 'release' and ref = new.id;
  insert into person_visible (grant_id, person_id, why, ref)
  select g.id, new.person_id, 'release', new.id
  from request r join access_grant g on g.place = r.village and g.role = 'village' and g.revoked_at is null
  where r.id = new.request_id and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;

CREATE FUNCTION public.visible_follows_village_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into person_visible (grant_id, person_id, why, ref)
  select new.id, l.person_id, 'release', l.id
  from release l join request r on r.id = l.request_id
  where r.village = new.place and r.state <> 'closed'
  on conflict do nothing;
  return null;
end $$;

CREATE FUNCTION public.wanted_elsewhere(p_people uuid[], p_request uuid) RETURNS SETOF public.wanted
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  with seen as (
    select c.id from unnest(p_people) c (id)
    where asker.role = 'hr' or exists (select from person_visible v
      where v.grant_id = asker.grant_id and v.person_id = c.id and (v.until is null or v.until > now()))),
  newest as (
    select distinct on (n.request_id) n.id, n.request_id from suggestion_run n order by n.request_id, n.id desc),
  wants as (
    select s.person_id, r.id, r.village, p.role,
           exists (select from request_decision d where d.request_id = r.id and d.person_id = s.person_id
                   and d.decision = 'accepted') held
    from request r join post p on p.id = r.post_id join newest n on n.request_id = r.id
    join suggestion s on s.run_id = n.id and s.person_id in (select id from seen)
    where r.state <> 'closed' and r.id is distinct from p_request
      and (s.decision = 'accepted' or s.rank <= r.seats and s.decision is distinct from 'declined')
    union
    select d.person_id, r.id, r.village, p.role, true
    from request_decision d join request r on r.id = d.request_id join post p on p.id = r.post_id
    where d.decision = 'accepted' and r.state <> 'closed' and r.id is distinct from p_request
      and d.person_id in (select id from seen))
  select w.person_id, case when o.mine then w.id end, case when o.mine then w.village end,
         case when o.mine then l.name end, case when o.mine then w.role end, w.held
  from wants w join place l on l.code = w.village
  cross join lateral (select asker.role = 'hr' or exists (
    select from place_ancestor a where a.place = w.village and a.ancestor = asker.place) mine) o
  order by w.person_id, w.held desc, w.id;
end $$;

CREATE FUNCTION public.weights_are_whole(weights jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (jsonb_typeof(weights) = 'object'::text) THEN ((SELECT ((array_agg(each.factor ORDER BY each.factor) = ARRAY['assessment'::text, 'experience'::text, 'freshness'::text, 'policy'::text, 'readiness'::text, 'skill'::text, 'training'::text, 'village_tie'::text]) AND (sum(CASE WHEN ((jsonb_typeof(each.weight) = 'number'::text) AND ((each.weight)::text ~ '^[0-9]{1,5}$'::text)) THEN (each.weight)::integer ELSE 1000000 END) = 10000)) FROM jsonb_each(weights_are_whole.weights) each(factor, weight)) IS TRUE) ELSE false END;

CREATE TABLE public.access_grant (
    id uuid DEFAULT uuidv7() NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    place text,
    granted_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    until timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT access_grant_role CHECK ((role = ANY (ARRAY['hr'::text, 'liaison'::text, 'township'::text, 'village'::text, 'system'::text, 'security'::text, 'auditor'::text]))),
    CONSTRAINT access_grant_scope CHECK (((role = 'hr'::text) OR ((role = ANY (ARRAY['liaison'::text, 'township'::text, 'village'::text])) = (place IS NOT NULL))))
);

COMMENT ON TABLE public.access_grant IS 'A role and the place it holds for; hr holds for the whole register.';

CREATE TABLE public.account (
    id uuid DEFAULT uuidv7() NOT NULL,
    login text NOT NULL,
    display_name text NOT NULL,
    kind text DEFAULT 'person'::text NOT NULL,
    password_hash text,
    must_change boolean DEFAULT true NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_kind CHECK ((kind = ANY (ARRAY['person'::text, 'local'::text]))),
    CONSTRAINT account_local_has_no_password CHECK (((kind = 'person'::text) OR (password_hash IS NULL))),
    CONSTRAINT account_login_form CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))
);

COMMENT ON TABLE public.account IS 'One account a person. The one local account acts for commands run on the machine itself.';

CREATE TABLE public.audit_row (
    lane integer NOT NULL,
    seq bigint NOT NULL,
    n integer NOT NULL,
    row_id text,
    person_id uuid,
    salt uuid,
    digest bytea NOT NULL,
    body jsonb
);

COMMENT ON TABLE public.audit_row IS 'The rows an event touched. body and salt may be erased; the digest stays and the chain holds.';

CREATE TABLE public.body (
    id uuid DEFAULT uuidv7() NOT NULL,
    village text NOT NULL,
    kind integer NOT NULL,
    CONSTRAINT body_kind CHECK (((kind >= 1) AND (kind <= 6)))
);

COMMENT ON TABLE public.body IS 'Kinds: 1 村党组织 2 村民委员会 3 村务监督委员会 4 集体经济组织理事会 5 监事会 6 村民小组.';

CREATE TABLE public.cluster (
    person_id uuid NOT NULL,
    cluster_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT cluster_kind CHECK ((kind = ANY (ARRAY['group'::text, 'torn'::text, 'oversized'::text])))
);

COMMENT ON TABLE public.cluster IS 'Which entries the last sweep takes for one human. Computed, and replaced by each sweep. torn: fits two who are not one; oversized: hangs together with too many.';

CREATE TABLE public.contact (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    made_by uuid NOT NULL,
    made_on date NOT NULL,
    channel text DEFAULT 'meeting'::text NOT NULL,
    outcome text,
    next_on date,
    CONSTRAINT contact_channel CHECK ((channel = ANY (ARRAY['phone'::text, 'meeting'::text, 'message'::text, 'event'::text, 'entry'::text])))
);

COMMENT ON TABLE public.contact IS 'A contact with a person (联系记录) and when the next is due.';

CREATE TABLE public.contact_assignment (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    since date NOT NULL,
    until date
);

COMMENT ON TABLE public.contact_assignment IS 'Which officer keeps contact with which person (联系制度).';

CREATE TABLE public.dump (
    id uuid DEFAULT uuidv7() NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    file_name text NOT NULL,
    bytes bigint NOT NULL
);

COMMENT ON TABLE public.dump IS 'A dump that was made of this register. The one that is loaded does not know itself.';

CREATE TABLE public."extract" (
    id uuid DEFAULT uuidv7() NOT NULL,
    pool text NOT NULL,
    scope text,
    format text NOT NULL,
    purpose text NOT NULL,
    recipient text NOT NULL,
    people integer NOT NULL,
    grant_id uuid NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT extract_format CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
    CONSTRAINT extract_has_purpose CHECK ((length(TRIM(BOTH FROM purpose)) >= 2)),
    CONSTRAINT extract_has_recipient CHECK ((length(TRIM(BOTH FROM recipient)) >= 2))
);

COMMENT ON TABLE public."extract" IS 'A list of people that went out with their numbers: what for and to whom (PIPL §23). Who stood on it, the audit says.';

CREATE TABLE public.header_alias (
    header text NOT NULL,
    column_name text NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT header_alias_form CHECK (((length(header) >= 1) AND (length(header) <= 100)))
);

COMMENT ON TABLE public.header_alias IS 'Names that this county''s rosters have for a column, beside those the program knows. Compared without spaces, brackets and case.';

CREATE TABLE public.idempotency (
    account_id uuid NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_digest bytea NOT NULL,
    result_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_key_length CHECK (((length(key) >= 8) AND (length(key) <= 100)))
);

COMMENT ON TABLE public.idempotency IS 'One row a create that was answered: what was asked as a digest, what came of it as an id, never a body.';

CREATE TABLE public.job (
    id uuid DEFAULT uuidv7() NOT NULL,
    kind text NOT NULL,
    subject uuid,
    state text DEFAULT 'queued'::text NOT NULL,
    starts integer DEFAULT 0 NOT NULL,
    problem text,
    words bytea,
    grant_id uuid,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT job_ended CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT job_kind CHECK ((kind ~ '^[a-z][a-z-]{1,39}$'::text)),
    CONSTRAINT job_refused_has_problem CHECK (((state = ANY (ARRAY['refused'::text, 'failed'::text])) = (problem IS NOT NULL))),
    CONSTRAINT job_state CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'refused'::text, 'failed'::text])))
);

COMMENT ON TABLE public.job IS 'Something that is done in the background for whoever asked, with that account''s rights as they are when it runs. subject is the id of what it works on; nothing else is handed over. starts counts how often a worker began it; problem is the code of a refusal, words its sealed sentence.';

CREATE TABLE public.job_progress (
    job_id uuid NOT NULL,
    step text NOT NULL,
    done integer NOT NULL,
    total integer,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

COMMENT ON TABLE public.job_progress IS 'How far a job is: written many times a minute, so no audit stands on it, and nothing in it is about a person.';

CREATE TABLE public.judgement (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_a uuid NOT NULL,
    person_b uuid NOT NULL,
    verdict text NOT NULL,
    reason text,
    judged_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_itself boolean DEFAULT false NOT NULL,
    CONSTRAINT judgement_order CHECK ((person_a < person_b)),
    CONSTRAINT judgement_verdict CHECK ((verdict = ANY (ARRAY['same'::text, 'different'::text, 'unsure'::text])))
);

COMMENT ON TABLE public.judgement IS 'What people said of a pair; appended, never overwritten: the newest counts.';

COMMENT ON COLUMN public.judgement.by_itself IS 'Said by a merge of the automatic part, not by somebody who looked.';

CREATE TABLE public.kin (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    relative uuid NOT NULL,
    relation text NOT NULL,
    source text,
    confirmed boolean DEFAULT false NOT NULL,
    CONSTRAINT kin_not_oneself CHECK ((person_id <> relative)),
    CONSTRAINT kin_relation CHECK ((relation = ANY (ARRAY['spouse'::text, 'parent'::text, 'child'::text, 'sibling'::text, 'grandparent'::text, 'grandchild'::text])))
);

COMMENT ON TABLE public.kin IS 'Near relatives (Civil Code §1045): what relative is to person. Both directions stand.';

CREATE TABLE public.login_attempt (
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    login text NOT NULL,
    ip text NOT NULL,
    ok boolean NOT NULL
);

CREATE TABLE public.membership (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    pool text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    source text,
    entered_on date NOT NULL,
    exited_on date,
    exit_reason integer,
    created_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT membership_dates CHECK (((exited_on IS NULL) OR (exited_on >= entered_on))),
    CONSTRAINT membership_exit CHECK ((((state = 'exited'::text) = (exited_on IS NOT NULL)) AND ((exit_reason IS NOT NULL) = (exited_on IS NOT NULL)))),
    CONSTRAINT membership_exit_reason CHECK (((exit_reason >= 1) AND (exit_reason <= 10))),
    CONSTRAINT membership_state CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'town_ok'::text, 'active'::text, 'paused'::text, 'rejected'::text, 'exited'::text])))
);

COMMENT ON TABLE public.membership IS 'A person in a pool, from entry to exit; re-entry makes a new row. Exit reasons: 1 任职 2 超龄 3 本人退出 4 外迁失联 5 审查不通过 6 违纪违法 7 去世 8 考核不合格 9 合并 10 撤回同意.';

CREATE TABLE public.merge (
    id uuid DEFAULT uuidv7() NOT NULL,
    survivor uuid NOT NULL,
    gone uuid NOT NULL,
    content bytea NOT NULL,
    reason text,
    merged_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    undone_by uuid,
    undone_at timestamp with time zone,
    undo_reason text,
    CONSTRAINT merge_of_two CHECK ((survivor <> gone)),
    CONSTRAINT merge_undone CHECK (((undone_at IS NOT NULL) OR ((undone_by IS NULL) AND (undo_reason IS NULL))))
);

COMMENT ON TABLE public.merge IS 'One merge: who went, into whom, by whom. content, sealed, holds the values of both before and of the survivor after, each with its origin.';

CREATE TABLE public.merge_row (
    merge_id uuid NOT NULL,
    relation text NOT NULL,
    field text NOT NULL,
    row_id uuid NOT NULL
);

COMMENT ON TABLE public.merge_row IS 'The rows that followed to the survivor, so that an undoing brings back these and no others.';

CREATE TABLE public.merge_rule (
    relation text NOT NULL,
    field text NOT NULL,
    rule text NOT NULL,
    CONSTRAINT merge_rule_kind CHECK ((rule = ANY (ARRAY['follows'::text, 'stays'::text])))
);

COMMENT ON TABLE public.merge_rule IS 'What becomes of a row that refers to a person when that person is merged away. Every foreign key to person has its rule; a merge stops where one is missing.';

CREATE TABLE public.migration (
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.model (
    id uuid DEFAULT uuidv7() NOT NULL,
    version text NOT NULL,
    content bytea NOT NULL,
    report jsonb NOT NULL,
    judgements integer DEFAULT 0 NOT NULL,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.model IS 'A trained model: its weights and the names'' frequencies, sealed, and the report of its training in the open. judgements: how many judged pairs it also learned from; 0 where it learned from the register alone.';

CREATE TABLE public.model_use (
    id uuid DEFAULT uuidv7() NOT NULL,
    model_id uuid,
    reason text,
    chosen_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.model_use IS 'Which model weighs from when on, and who chose it; the newest counts. Without a model: the one by expert judgement.';

CREATE TABLE public.person_basis (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    purpose text NOT NULL,
    basis text NOT NULL,
    text_version text,
    channel text,
    obtained_on date NOT NULL,
    withdrawn_on date,
    recorded_by uuid,
    CONSTRAINT person_basis_kind CHECK ((basis = ANY (ARRAY['consent'::text, 'statutory_duty'::text, 'public_interest'::text, 'contract'::text])))
);

COMMENT ON TABLE public.person_basis IS 'Legal basis per person and purpose (PIPL §13, §15).';

CREATE TABLE public.person_key (
    person_id uuid NOT NULL,
    keys bigint[] NOT NULL
);

COMMENT ON TABLE public.person_key IS 'Keyed hashes of a person''s blocking keys. Read only by lookalike_people.';

CREATE TABLE public.person_name (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    kind text DEFAULT 'former'::text NOT NULL,
    since date,
    until date,
    CONSTRAINT person_name_kind CHECK ((kind = ANY (ARRAY['former'::text, 'milk'::text, 'variant'::text, 'pinyin'::text, 'remark'::text])))
);

COMMENT ON TABLE public.person_name IS 'Former and other names, dated where the dates are known.';

CREATE TABLE public.person_notice (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    text_version text NOT NULL,
    channel text NOT NULL,
    delivered_at timestamp with time zone,
    exemption text,
    CONSTRAINT person_notice_delivered_or_exempt CHECK (((delivered_at IS NULL) <> (exemption IS NULL)))
);

COMMENT ON TABLE public.person_notice IS 'Notice given per person, or the reason for none (PIPL §17, §18, §35).';

CREATE TABLE public.person_phone (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    number bytea NOT NULL,
    number_index bytea NOT NULL,
    tail_index bytea NOT NULL,
    holder text DEFAULT 'self'::text NOT NULL,
    CONSTRAINT person_phone_holder CHECK ((holder = ANY (ARRAY['self'::text, 'family'::text])))
);

COMMENT ON TABLE public.person_phone IS 'Sealed phone numbers; number_index for equality, tail_index for the last four digits (尾号).';

CREATE TABLE public.person_tag (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    tag text NOT NULL,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    place text,
    CONSTRAINT person_tag_length CHECK (((length(tag) >= 1) AND (length(tag) <= 20)))
);

COMMENT ON TABLE public.person_tag IS 'A word that people of the office put on a person to find him again.';

COMMENT ON COLUMN public.person_tag.place IS 'The place of the office that put the tag; null for the county''s hr.';

CREATE TABLE public.person_term (
    term text NOT NULL COLLATE pg_catalog."C",
    person_id uuid NOT NULL
);

COMMENT ON TABLE public.person_term IS 'What finds a person by name: every tail of the name in characters and in pinyin, and the initials. Read only by people_named.';

CREATE TABLE public.person_visible (
    grant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    why text NOT NULL,
    ref uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    until timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT person_visible_why CHECK ((why = ANY (ARRAY['household'::text, 'residence'::text, 'creator'::text, 'assignment'::text, 'release'::text, 'merge'::text])))
);

COMMENT ON TABLE public.person_visible IS 'Who sees whom: one row a grant, person and reason. Kept by triggers from household register, residence, creator, contact assignment and release; the county''s hr sees all and stands in no row.';

CREATE TABLE public.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

COMMENT ON TABLE public.pgqueuer IS 'Jobs that wait or run; payload is the id of a job.';

CREATE SEQUENCE public.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_id_seq OWNED BY public.pgqueuer.id;

CREATE TABLE public.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status public.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

ALTER TABLE public.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status public.pgqueuer_status DEFAULT 'queued'::public.pgqueuer_status
);

COMMENT ON TABLE public.pgqueuer_schedules IS 'Chores that come round by the clock.';

CREATE SEQUENCE public.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_schedules_id_seq OWNED BY public.pgqueuer_schedules.id;

CREATE TABLE public.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

CREATE SEQUENCE public.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_statistics_id_seq OWNED BY public.pgqueuer_statistics.id;

CREATE TABLE public.place (
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    parent text,
    status text DEFAULT 'in_force'::text NOT NULL,
    successor text,
    flags jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT place_code_of_its_kind CHECK (
CASE kind
    WHEN 'county'::text THEN (code ~ '^\d{6}0{6}$'::text)
    WHEN 'district'::text THEN (code ~ '^\d{6}P\d{2}$'::text)
    WHEN 'township'::text THEN ((code ~ '^\d{9}000$'::text) AND (code !~ '^\d{6}0{6}$'::text))
    WHEN 'group'::text THEN (code ~ '^\d{15}$'::text)
    ELSE ((code ~ '^\d{12}$'::text) AND (code !~ '000$'::text))
END),
    CONSTRAINT place_kind CHECK ((kind = ANY (ARRAY['county'::text, 'district'::text, 'township'::text, 'village'::text, 'community'::text, 'group'::text]))),
    CONSTRAINT place_merged_has_successor CHECK (((status <> 'merged'::text) OR (successor IS NOT NULL))),
    CONSTRAINT place_only_a_county_stands_alone CHECK (((kind = 'county'::text) = (parent IS NULL))),
    CONSTRAINT place_status CHECK ((status = ANY (ARRAY['in_force'::text, 'merged'::text, 'renamed'::text, 'abolished'::text])))
);

COMMENT ON TABLE public.place IS 'County, district (片区), township, village, community and group. Codes are the 12-digit statistical division codes; a group adds three digits, a district is PNN behind its county.';

CREATE TABLE public.place_alias (
    id uuid DEFAULT uuidv7() NOT NULL,
    place text NOT NULL,
    alias text NOT NULL,
    since date,
    until date,
    CONSTRAINT place_alias_dates CHECK (((since IS NULL) OR (until IS NULL) OR (since <= until)))
);

COMMENT ON TABLE public.place_alias IS 'Former and other names of a place, as rosters write them.';

CREATE TABLE public.place_ancestor (
    place text NOT NULL,
    ancestor text NOT NULL,
    distance integer NOT NULL
);

COMMENT ON TABLE public.place_ancestor IS 'Every place with itself and all places it lies in. Kept by triggers on place.';

CREATE TABLE public.plan (
    id uuid DEFAULT uuidv7() NOT NULL,
    asked_for date NOT NULL,
    policy jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    digest bytea NOT NULL,
    rules text[] NOT NULL,
    unchecked text[] DEFAULT '{}'::text[] NOT NULL,
    weights text[] NOT NULL,
    before uuid,
    wanted integer NOT NULL,
    filled integer NOT NULL,
    total bigint NOT NULL,
    proven boolean NOT NULL,
    to_verify integer DEFAULT 0 NOT NULL,
    levels jsonb NOT NULL,
    told jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    reviewed_by uuid,
    reviewed_at timestamp with time zone,
    adopted_by uuid,
    adopted_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT plan_adopted_is_certain CHECK (((state <> ALL (ARRAY['adopted'::text, 'superseded'::text])) OR ((to_verify = 0) AND (cardinality(unchecked) = 0)))),
    CONSTRAINT plan_adopted_was_reviewed CHECK (((state <> ALL (ARRAY['adopted'::text, 'superseded'::text])) OR ((reviewed_at IS NOT NULL) AND (adopted_at IS NOT NULL)))),
    CONSTRAINT plan_filled CHECK (((filled >= 0) AND (filled <= wanted))),
    CONSTRAINT plan_state CHECK ((state = ANY (ARRAY['draft'::text, 'reviewed'::text, 'adopted'::text, 'superseded'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE public.plan IS 'A plan of reserves for all posts: what was asked, a keyed digest of everything it read, each rule with its edition, how each level stands. told: places that stay empty and why, floors not met, rates by sex and age.';

CREATE TABLE public.plan_line (
    id uuid DEFAULT uuidv7() NOT NULL,
    plan_id uuid NOT NULL,
    village text NOT NULL,
    role integer NOT NULL,
    person_id uuid NOT NULL,
    fit integer NOT NULL,
    standing text NOT NULL,
    kept boolean NOT NULL,
    CONSTRAINT plan_line_fit CHECK (((fit >= 0) AND (fit <= 10000000))),
    CONSTRAINT plan_line_standing CHECK ((standing = ANY (ARRAY['eligible'::text, 'to_verify'::text])))
);

COMMENT ON TABLE public.plan_line IS 'One person proposed as a reserve for one post of one village.';

CREATE TABLE public.plan_proof (
    plan_id uuid NOT NULL,
    document jsonb NOT NULL
);

COMMENT ON TABLE public.plan_proof IS 'The instance that a plan was solved on and the prices that prove it, checkable without the solver.';

CREATE TABLE public.pool (
    code text NOT NULL,
    label text NOT NULL,
    sort integer NOT NULL,
    CONSTRAINT pool_code_form CHECK ((code ~ '^[A-Z][A-Z0-9_]{1,19}$'::text))
);

COMMENT ON TABLE public.pool IS 'The pools. Labels are a county''s to edit; no rule hangs on what a label means.';

CREATE TABLE public.post (
    id uuid DEFAULT uuidv7() NOT NULL,
    body_id uuid NOT NULL,
    role integer NOT NULL,
    seats integer NOT NULL,
    CONSTRAINT post_role_of_a_village_body CHECK (((role >= 11) AND (role <= 62))),
    CONSTRAINT post_seats CHECK (((seats >= 1) AND (seats <= 7)))
);

COMMENT ON TABLE public.post IS 'A role of a body and its seats: 11 书记 12 副书记 13 支委 21 主任 22 副主任 23 委员 24 妇女委员 31 监委主任 32 监委委员 41 理事长 42 理事 51 监事 61 村民小组长 62 党小组长.';

CREATE TABLE public.preference (
    account_id uuid NOT NULL,
    name text NOT NULL,
    value jsonb NOT NULL,
    CONSTRAINT preference_size CHECK ((length((value)::text) <= 10000))
);

COMMENT ON TABLE public.preference IS 'What an account remembers of its pages: columns of a list, saved filters.';

CREATE TABLE public.proposal (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    field text NOT NULL,
    value bytea NOT NULL,
    origin text NOT NULL,
    proposed_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT proposal_decided CHECK (((state = 'open'::text) = (decided_at IS NULL))),
    CONSTRAINT proposal_state CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'declined'::text])))
);

COMMENT ON TABLE public.proposal IS 'A value that somebody else typed for a person, waiting for its keeper. Sealed, whatever the field.';

CREATE TABLE public.rate_count (
    subject text NOT NULL,
    window_start timestamp with time zone NOT NULL,
    n integer NOT NULL
);

COMMENT ON TABLE public.rate_count IS 'How often a grant did a thing in a window of time.';

CREATE TABLE public.register_route (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    village text NOT NULL,
    route text NOT NULL,
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    recorded_on date NOT NULL,
    CONSTRAINT register_route_letter CHECK ((route = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text])))
);

COMMENT ON TABLE public.register_route IS 'How a person may stand on a village''s voter register: facts holds each step as {done, on_day, document}, since when he or she works in village affairs, and whether he or she is outstanding talent.';

CREATE TABLE public.release (
    id uuid DEFAULT uuidv7() NOT NULL,
    request_id uuid NOT NULL,
    person_id uuid NOT NULL,
    released_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    reason text NOT NULL,
    CONSTRAINT release_has_reason CHECK ((reason ~ '\S'::text))
);

COMMENT ON TABLE public.release IS 'hr lets one village see one person for one request; the sight ends with the request.';

CREATE TABLE public.request (
    id uuid DEFAULT uuidv7() NOT NULL,
    village text NOT NULL,
    post_id uuid NOT NULL,
    seats integer NOT NULL,
    wanted_skills text[] DEFAULT '{}'::text[] NOT NULL,
    must_haves text[] DEFAULT '{}'::text[] NOT NULL,
    deadline date,
    election_day date,
    document text,
    urgent boolean DEFAULT false NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    submitted_on date,
    outcome text,
    created_by uuid,
    created_grant uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT request_outcome CHECK (((outcome IS NOT NULL) = (state = 'closed'::text))),
    CONSTRAINT request_outcome_kind CHECK ((outcome = ANY (ARRAY['filled'::text, 'unfilled'::text, 'withdrawn'::text]))),
    CONSTRAINT request_seats CHECK (((seats >= 1) AND (seats <= 7))),
    CONSTRAINT request_state CHECK ((state = ANY (ARRAY['draft'::text, 'town_ok'::text, 'open'::text, 'suggested'::text, 'shortlisted'::text, 'review'::text, 'closed'::text])))
);

COMMENT ON TABLE public.request IS 'A village asks for people for a post. A draft is submitted (submitted_on), the township agrees, hr opens it.';

CREATE TABLE public.suggestion (
    id uuid DEFAULT uuidv7() NOT NULL,
    run_id uuid CONSTRAINT suggestion_run_id_not_null1 NOT NULL,
    person_id uuid NOT NULL,
    standing text NOT NULL,
    rank integer,
    total integer,
    detail jsonb NOT NULL,
    reviewed jsonb,
    decision text,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT suggestion_decided CHECK (((decision IS NULL) = (decided_at IS NULL))),
    CONSTRAINT suggestion_decision CHECK ((decision = ANY (ARRAY['accepted'::text, 'declined'::text]))),
    CONSTRAINT suggestion_declined_has_reason CHECK (((decision <> 'declined'::text) OR (COALESCE(reason, ''::text) ~ '\S'::text))),
    CONSTRAINT suggestion_only_eligible_accepted CHECK (((decision <> 'accepted'::text) OR (standing = 'eligible'::text))),
    CONSTRAINT suggestion_ranked CHECK ((((standing = ANY (ARRAY['eligible'::text, 'to_verify'::text])) = (rank IS NOT NULL)) AND ((rank IS NULL) = (total IS NULL)))),
    CONSTRAINT suggestion_standing CHECK ((standing = ANY (ARRAY['eligible'::text, 'to_verify'::text, 'ineligible'::text, 'apart'::text])))
);

COMMENT ON TABLE public.suggestion IS 'One person of a run. apart: named outside the ranking (人工评议, incumbents, not active in a pool). detail is what a village may read; reviewed, read by hr alone, is the same with what reviews of a person found.';

CREATE TABLE public.suggestion_run (
    id uuid DEFAULT uuidv7() NOT NULL,
    request_id uuid NOT NULL,
    asked_for date NOT NULL,
    rules text[] NOT NULL,
    unchecked text[] DEFAULT '{}'::text[] NOT NULL,
    weights text NOT NULL,
    data_digest bytea NOT NULL,
    pool_size integer NOT NULL,
    ranked integer NOT NULL,
    top integer NOT NULL,
    board_notes jsonb DEFAULT '[]'::jsonb NOT NULL,
    notes text[] DEFAULT '{}'::text[] NOT NULL,
    made_by uuid,
    made_grant uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.suggestion_run IS 'A suggestion as it was seen: each rule with its edition, the weights, a keyed digest of the data it read, and on which day''s law. pool_size people were considered, ranked of them ranked, the top of these shown.';

CREATE VIEW public.request_decision WITH (security_invoker='true') AS
 SELECT DISTINCT ON (n.request_id, s.person_id) n.request_id,
    s.person_id,
    s.decision,
    s.decided_at
   FROM (public.suggestion s
     JOIN public.suggestion_run n ON ((n.id = s.run_id)))
  WHERE (s.decision IS NOT NULL)
  ORDER BY n.request_id, s.person_id, s.decided_at DESC, s.id DESC;

COMMENT ON VIEW public.request_decision IS 'The last decision on each person of a request.';

CREATE TABLE public.reserve (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    village text NOT NULL,
    role integer NOT NULL,
    state text NOT NULL,
    readiness text DEFAULT 'R9'::text NOT NULL,
    since date NOT NULL,
    ended_on date,
    exit_reason integer,
    created_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT reserve_dates CHECK (((ended_on IS NULL) OR (ended_on >= since))),
    CONSTRAINT reserve_ends CHECK (((ended_on IS NOT NULL) = (state = ANY (ARRAY['elected'::text, 'returned'::text])))),
    CONSTRAINT reserve_exit_reason CHECK (((exit_reason >= 1) AND (exit_reason <= 10))),
    CONSTRAINT reserve_readiness CHECK ((readiness = ANY (ARRAY['R0'::text, 'R1'::text, 'R2'::text, 'R9'::text]))),
    CONSTRAINT reserve_returned_with_reason CHECK (((exit_reason IS NOT NULL) = (state = 'returned'::text))),
    CONSTRAINT reserve_role CHECK ((role = ANY (ARRAY[11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62]))),
    CONSTRAINT reserve_state CHECK ((state = ANY (ARRAY['nominated'::text, 'group_ok'::text, 'branch_ok'::text, 'town_examined'::text, 'county_filed'::text, 'training'::text, 'ready'::text, 'proposed'::text, 'elected'::text, 'returned'::text])))
);

COMMENT ON TABLE public.reserve IS 'A person kept in reserve for a post of a village, from nomination to office or return. Readiness: R0 now, R1 within a year, R2 within three, R9 not assessed.';

CREATE TABLE public.reserve_review (
    id uuid DEFAULT uuidv7() NOT NULL,
    reserve_id uuid NOT NULL,
    year integer NOT NULL,
    result text NOT NULL,
    readiness text NOT NULL,
    document text,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reserve_review_readiness CHECK ((readiness = ANY (ARRAY['R0'::text, 'R1'::text, 'R2'::text, 'R9'::text]))),
    CONSTRAINT reserve_review_result CHECK ((result = ANY (ARRAY['keep'::text, 'extend'::text, 'exit'::text])))
);

COMMENT ON TABLE public.reserve_review IS 'The yearly review of a reserve: keep 保留, extend 延长培养, exit 退出.';

CREATE TABLE public.reserve_step (
    id uuid DEFAULT uuidv7() NOT NULL,
    reserve_id uuid NOT NULL,
    from_state text,
    to_state text NOT NULL,
    on_day date NOT NULL,
    document text,
    reason text,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.reserve_step IS 'The history of a reserve: each state, from which day, by which document.';

CREATE TABLE public.review_result (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    result text NOT NULL,
    document text,
    decided_on date NOT NULL,
    CONSTRAINT review_result_has_document CHECK (((result = 'pending'::text) OR (document IS NOT NULL))),
    CONSTRAINT review_result_kind CHECK ((kind = ANY (ARRAY['E02'::text, 'E04'::text, 'E08'::text, 'E09'::text, 'E12'::text, 'E13'::text, 'E15'::text, 'E16'::text, 'E17'::text, 'E18'::text, 'E19'::text, 'E20'::text, 'P05'::text]))),
    CONSTRAINT review_result_result CHECK ((result = ANY (ARRAY['pass'::text, 'fail'::text, 'pending'::text])))
);

COMMENT ON TABLE public.review_result IS 'Sensitive: only what a review found, under the id of the rule it answers, and its document number; the facts behind it stand outside this register. The newest of a kind counts.';

CREATE TABLE public.review_round (
    id uuid DEFAULT uuidv7() NOT NULL,
    request_id uuid NOT NULL,
    person_id uuid NOT NULL,
    round text NOT NULL,
    department text NOT NULL,
    result text NOT NULL,
    document text NOT NULL,
    decided_on date NOT NULL,
    recorded_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_round_has_document CHECK ((document ~ '\S'::text)),
    CONSTRAINT review_round_result CHECK ((result = ANY (ARRAY['no_objection'::text, 'objection'::text, 'suspended'::text]))),
    CONSTRAINT review_round_round CHECK ((round = ANY (ARRAY['R1'::text, 'R2'::text, 'R3'::text, 'R4'::text])))
);

COMMENT ON TABLE public.review_round IS 'Sensitive: what a department said offline of a person in a round of a request, under its document number. The newest of a round and department counts.';

CREATE TABLE public.review_rule (
    id uuid DEFAULT uuidv7() NOT NULL,
    two_person boolean NOT NULL,
    automatic boolean NOT NULL,
    reason text,
    chosen_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_rule_not_both CHECK ((NOT (two_person AND automatic)))
);

COMMENT ON TABLE public.review_rule IS 'How pairs are reviewed from when on; the newest counts. two_person: whom one reviewer says to be the same, another must say so too. automatic: after a sweep its automatic part is merged by itself.';

CREATE TABLE public.roster (
    id uuid DEFAULT uuidv7() NOT NULL,
    file_digest bytea NOT NULL,
    pool text NOT NULL,
    scope text NOT NULL,
    state text DEFAULT 'staged'::text NOT NULL,
    content bytea NOT NULL,
    grant_id uuid,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    committed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    touched_at timestamp with time zone DEFAULT now() NOT NULL,
    purged_at timestamp with time zone,
    CONSTRAINT roster_committed_at CHECK ((((committed_at IS NOT NULL) = (state = 'committed'::text)) OR (state = 'undone'::text))),
    CONSTRAINT roster_state CHECK ((state = ANY (ARRAY['reading'::text, 'staged'::text, 'committed'::text, 'undone'::text])))
);

COMMENT ON TABLE public.roster IS 'One file for one pool and scope. The same bytes come in once while the first is not undone. The file''s name, its sheets and their headers are typed too, and so sealed.';

COMMENT ON COLUMN public.roster.touched_at IS 'When a row of it was last changed or committed. A month later what its rows say is let go.';

CREATE TABLE public.roster_file (
    roster_id uuid NOT NULL,
    content bytea NOT NULL
);

COMMENT ON TABLE public.roster_file IS 'A file that waits to be read in the background, sealed like its rows; gone once they are staged.';

CREATE TABLE public.roster_mapping (
    scope text NOT NULL,
    header text NOT NULL,
    column_name text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT roster_mapping_form CHECK (((length(header) >= 1) AND (length(header) <= 100)))
);

COMMENT ON TABLE public.roster_mapping IS 'What a sender''s headers were said to be: the column, or none to leave it out. A sender is the place that a roster is of; what it said last holds for its next file.';

CREATE TABLE public.roster_row (
    id uuid DEFAULT uuidv7() NOT NULL,
    roster_id uuid NOT NULL,
    sheet integer NOT NULL,
    line integer NOT NULL,
    outcome text NOT NULL,
    state text DEFAULT 'staged'::text NOT NULL,
    content bytea NOT NULL,
    warnings integer DEFAULT 0 NOT NULL,
    person_id uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT roster_row_committed_has_person CHECK (((state = 'committed'::text) = (person_id IS NOT NULL))),
    CONSTRAINT roster_row_doubt_waits CHECK (((outcome = ANY (ARRAY['new'::text, 'known'::text])) OR (state <> 'committed'::text))),
    CONSTRAINT roster_row_outcome CHECK ((outcome = ANY (ARRAY['new'::text, 'known'::text, 'unsure'::text, 'faulty'::text]))),
    CONSTRAINT roster_row_state CHECK ((state = ANY (ARRAY['staged'::text, 'committed'::text, 'dropped'::text])))
);

COMMENT ON TABLE public.roster_row IS 'A row as typed with what was recognised, its faults, warnings and look-alikes, sealed as one value: typed numbers stand nowhere in the open. sheet counts the file''s sheets from 0, line a sheet''s lines from 1.';

CREATE TABLE public.rule (
    id text NOT NULL,
    edition text NOT NULL,
    roles integer[] NOT NULL,
    rule_class text NOT NULL,
    predicate text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    on_unknown text NOT NULL,
    citation text NOT NULL,
    explanation text NOT NULL,
    in_force_from date NOT NULL,
    in_force_until date,
    checked boolean DEFAULT false NOT NULL,
    doubt text DEFAULT ''::text NOT NULL,
    rule_set integer DEFAULT 1 NOT NULL,
    CONSTRAINT rule_cited CHECK ((citation ~ '\S'::text)),
    CONSTRAINT rule_class_known CHECK ((rule_class = ANY (ARRAY['LAW_HARD'::text, 'LAW_STEP'::text, 'LAW_TEAM'::text, 'COUNTY_HARD'::text, 'POLICY'::text, 'INFO'::text]))),
    CONSTRAINT rule_edition_named CHECK ((edition ~ '^[0-9A-Za-z.-]{1,20}$'::text)),
    CONSTRAINT rule_explained CHECK ((explanation ~ '\S'::text)),
    CONSTRAINT rule_id_form CHECK ((id ~ '^[A-Z][0-9]{2}$'::text)),
    CONSTRAINT rule_in_force_dates CHECK ((in_force_from <= in_force_until)),
    CONSTRAINT rule_law_never_waves_through CHECK (((on_unknown <> 'N/A'::text) OR (rule_class = ANY (ARRAY['COUNTY_HARD'::text, 'POLICY'::text, 'INFO'::text])))),
    CONSTRAINT rule_params_object CHECK ((jsonb_typeof(params) = 'object'::text)),
    CONSTRAINT rule_predicate_known CHECK ((predicate = ANY (ARRAY['age_at_least'::text, 'age_preference'::text, 'schooling'::text, 'party_member'::text, 'review_clear'::text, 'register_route'::text, 'no_kin_on_board'::text, 'supervisory_exclusion'::text, 'able_to_reside'::text, 'board_make_up'::text, 'collective_board'::text, 'reserve_age'::text, 'rated_incompetent'::text, 'one_shoulder'::text, 'reserve_count'::text]))),
    CONSTRAINT rule_roles_known CHECK (((cardinality(roles) > 0) AND (roles <@ ARRAY[11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62]))),
    CONSTRAINT rule_unknown_never_passes CHECK ((on_unknown = ANY (ARRAY['REVIEW'::text, 'UNKNOWN'::text, 'N/A'::text])))
);

COMMENT ON TABLE public.rule IS 'Who may hold a post: dated rows with citation, judged by the law of the day asked for.';

COMMENT ON COLUMN public.rule.doubt IS 'What is not sure about the row: a text not seen, an amendment not checked, a matter left to the county.';

COMMENT ON COLUMN public.rule.rule_set IS 'The set that brought the row; 1 came with the system.';

CREATE TABLE public.rule_confirmation (
    rule_id text NOT NULL,
    edition text NOT NULL,
    account_id uuid NOT NULL,
    source text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT rule_confirmation_names_its_source CHECK ((source ~ '\S'::text))
);

COMMENT ON TABLE public.rule_confirmation IS 'Who has held a row against the official text, and which. Two people make the row checked.';

CREATE TABLE public.rule_set (
    version integer NOT NULL,
    title text NOT NULL,
    in_force_from date NOT NULL,
    in_force_until date,
    changes jsonb DEFAULT '[]'::jsonb NOT NULL,
    ends text[] DEFAULT '{}'::text[] NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    drafted_by uuid,
    drafted_at timestamp with time zone DEFAULT now() NOT NULL,
    switched_on_by uuid,
    switched_on_at timestamp with time zone,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT rule_set_changes_array CHECK ((jsonb_typeof(changes) = 'array'::text)),
    CONSTRAINT rule_set_changes_something CHECK (((version = 1) OR ((jsonb_array_length(changes) + cardinality(ends)) > 0))),
    CONSTRAINT rule_set_dates CHECK ((in_force_from <= in_force_until)),
    CONSTRAINT rule_set_state CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'active'::text, 'withdrawn'::text]))),
    CONSTRAINT rule_set_titled CHECK ((title ~ '\S'::text))
);

COMMENT ON TABLE public.rule_set IS 'A change of the rules: rows that begin (changes) and ids that end the day before, from in_force_from on. draft → approved (two people) → active; its rows then stand in rule.';

CREATE TABLE public.rule_set_approval (
    rule_set integer NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.rule_set_approval IS 'Who approved a set as it stands; a change of the set takes its approvals away.';

CREATE TABLE public.service_record (
    id uuid DEFAULT uuidv7() NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT service_record_kind CHECK ((kind = ANY (ARRAY['training'::text, 'assessment'::text, 'experience'::text, 'readiness'::text, 'accountant'::text])))
);

COMMENT ON TABLE public.service_record IS 'Training attended, yearly assessment, earlier work, readiness, keeping a village''s accounts (报账员): what fit is computed from, and E09.';

CREATE TABLE public.session (
    id uuid DEFAULT uuidv7() NOT NULL,
    token_digest bytea NOT NULL,
    account_id uuid NOT NULL,
    grant_id uuid,
    kind text DEFAULT 'browser'::text NOT NULL,
    ip text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    idle interval DEFAULT '00:30:00'::interval NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '10:00:00'::interval) NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT session_kind CHECK ((kind = ANY (ARRAY['browser'::text, 'local'::text, 'job'::text])))
);

COMMENT ON TABLE public.session IS 'Server-side sessions. The token itself is never stored, only its SHA-256.';

CREATE TABLE public.setting (
    name text NOT NULL,
    value jsonb NOT NULL
);

COMMENT ON TABLE public.setting IS 'Facts of this register: the digest that proves the master key is the right one, the set-up code, the county.';

CREATE TABLE public.skill_concept (
    name text NOT NULL,
    words text[] NOT NULL,
    changed_by uuid,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT skill_concept_named CHECK (((name ~ '\S'::text) AND ((length(name) >= 2) AND (length(name) <= 20)))),
    CONSTRAINT skill_concept_words CHECK (((cardinality(words) >= 1) AND (cardinality(words) <= 60)))
);

COMMENT ON TABLE public.skill_concept IS 'What office people write of skills, told as one concept: a word counts wherever it stands in a text. 财务 and 经营管理 are asked for by the rules of fit and cannot be taken away.';

CREATE TABLE public.sweep (
    id uuid DEFAULT uuidv7() NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    model text NOT NULL,
    entries integer DEFAULT 0 NOT NULL,
    compared integer DEFAULT 0 NOT NULL,
    found integer DEFAULT 0 NOT NULL,
    written integer DEFAULT 0 NOT NULL,
    seen text,
    estimated real,
    likely integer DEFAULT 0 NOT NULL,
    unsure integer DEFAULT 0 NOT NULL,
    automatic integer DEFAULT 0 NOT NULL,
    groups integer DEFAULT 0 NOT NULL,
    torn integer DEFAULT 0 NOT NULL,
    oversized integer DEFAULT 0 NOT NULL,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    bridges integer DEFAULT 0 NOT NULL,
    CONSTRAINT sweep_ended CHECK (((state = 'done'::text) = (ended_at IS NOT NULL))),
    CONSTRAINT sweep_state CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);

COMMENT ON TABLE public.sweep IS 'One pass over the whole register, and how far it is: of the pairs found so many are written. seen is a digest of what it read: it goes on where it stopped while that is the same. estimated: how many pairs of one human the model expects.';

COMMENT ON COLUMN public.sweep.bridges IS 'Pairs that alone hold a group of three and more together. torn counts entries, oversized groups as they were before they were split.';

CREATE TABLE public.tenure (
    id uuid DEFAULT uuidv7() NOT NULL,
    post_id uuid NOT NULL,
    seat integer NOT NULL,
    person_id uuid NOT NULL,
    during daterange NOT NULL,
    end_reason integer,
    concurrent boolean DEFAULT false NOT NULL,
    CONSTRAINT tenure_end_reason CHECK (((end_reason >= 1) AND (end_reason <= 9))),
    CONSTRAINT tenure_seat CHECK (((seat >= 1) AND (seat <= 7)))
);

COMMENT ON TABLE public.tenure IS 'Who holds a seat from when to when. concurrent: an outside officer (民警兼任), who counts toward no reserve.';

CREATE TABLE public.term (
    id uuid DEFAULT uuidv7() NOT NULL,
    body_id uuid NOT NULL,
    starts date NOT NULL,
    due date NOT NULL,
    CONSTRAINT term_dates CHECK ((starts < due))
);

COMMENT ON TABLE public.term IS 'A term of a body (届次) and when the next election is due.';

CREATE TABLE public.todo (
    id uuid DEFAULT uuidv7() NOT NULL,
    kind text NOT NULL,
    request_id uuid NOT NULL,
    role text NOT NULL,
    place text,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    done_by uuid,
    CONSTRAINT todo_holder CHECK (((role = 'hr'::text) = (place IS NULL))),
    CONSTRAINT todo_kind CHECK ((kind = ANY (ARRAY['submit'::text, 'revise'::text, 'examine'::text, 'open'::text, 'suggest'::text, 'decide'::text, 'start_review'::text, 'review'::text, 'read'::text]))),
    CONSTRAINT todo_role CHECK ((role = ANY (ARRAY['hr'::text, 'township'::text, 'village'::text])))
);

COMMENT ON TABLE public.todo IS 'What a request asks of its next holder: a role at a place, hr for the county. Kept by a trigger on request.';

CREATE TABLE public.vacancy (
    id uuid DEFAULT uuidv7() NOT NULL,
    post_id uuid NOT NULL,
    seat integer NOT NULL,
    opened_on date NOT NULL,
    reason integer NOT NULL,
    urgent boolean DEFAULT false NOT NULL,
    closed_on date,
    CONSTRAINT vacancy_dates CHECK (((closed_on IS NULL) OR (closed_on >= opened_on))),
    CONSTRAINT vacancy_reason CHECK (((reason >= 1) AND (reason <= 9)))
);

COMMENT ON TABLE public.vacancy IS 'Reasons: 1 届满 2 辞职 3 去世 4 免职-末位 5 职务终止 6 涉黑涉恶 7 罢免 8 调离 9 新设.';

CREATE TABLE public.weight_set (
    role_group text NOT NULL,
    version integer NOT NULL,
    weights jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    saved_by uuid,
    saved_at timestamp with time zone,
    CONSTRAINT weight_set_role_group CHECK ((role_group = ANY (ARRAY['party'::text, 'committee'::text, 'supervisory'::text, 'collective'::text, 'group'::text]))),
    CONSTRAINT weight_set_version CHECK ((version >= 1)),
    CONSTRAINT weight_set_whole CHECK (public.weights_are_whole(weights))
);

COMMENT ON TABLE public.weight_set IS 'Weights of the eight factors of fit in basis points, summing to 10000; the highest version of a role group counts.';

COMMENT ON COLUMN public.weight_set.saved_at IS 'Null for the weights that came with the system.';

ALTER TABLE ONLY public.pgqueuer ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_schedules_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_statistics_id_seq'::regclass);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_login_once UNIQUE (login);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (lane, seq);

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (lane);

ALTER TABLE ONLY public.audit_row
    ADD CONSTRAINT audit_row_pkey PRIMARY KEY (lane, seq, n);

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_once UNIQUE (village, kind);

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cluster
    ADD CONSTRAINT cluster_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.contact_assignment
    ADD CONSTRAINT contact_assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dump
    ADD CONSTRAINT dump_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT extract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.header_alias
    ADD CONSTRAINT header_alias_pkey PRIMARY KEY (header);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account_id, route, key);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.job_progress
    ADD CONSTRAINT job_progress_pkey PRIMARY KEY (job_id);

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kin
    ADD CONSTRAINT kin_once UNIQUE (person_id, relative);

ALTER TABLE ONLY public.kin
    ADD CONSTRAINT kin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.merge
    ADD CONSTRAINT merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.merge_row
    ADD CONSTRAINT merge_row_pkey PRIMARY KEY (merge_id, relation, field, row_id);

ALTER TABLE ONLY public.merge_rule
    ADD CONSTRAINT merge_rule_pkey PRIMARY KEY (relation, field);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.model
    ADD CONSTRAINT model_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.model_use
    ADD CONSTRAINT model_use_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.model
    ADD CONSTRAINT model_version_once UNIQUE (version);

ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pair_pkey PRIMARY KEY (person_a, person_b);

ALTER TABLE ONLY public.person_basis
    ADD CONSTRAINT person_basis_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.person_name
    ADD CONSTRAINT person_name_once UNIQUE (person_id, name, kind);

ALTER TABLE ONLY public.person_name
    ADD CONSTRAINT person_name_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_notice
    ADD CONSTRAINT person_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_phone
    ADD CONSTRAINT person_phone_once UNIQUE (person_id, number_index);

ALTER TABLE ONLY public.person_phone
    ADD CONSTRAINT person_phone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_once UNIQUE NULLS NOT DISTINCT (person_id, tag, place);

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_term
    ADD CONSTRAINT person_term_pkey PRIMARY KEY (term, person_id);

ALTER TABLE ONLY public.person_visible
    ADD CONSTRAINT person_visible_pkey PRIMARY KEY (grant_id, person_id, why, ref);

ALTER TABLE ONLY public.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place_alias
    ADD CONSTRAINT place_alias_once UNIQUE (place, alias);

ALTER TABLE ONLY public.place_alias
    ADD CONSTRAINT place_alias_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place_ancestor
    ADD CONSTRAINT place_ancestor_pkey PRIMARY KEY (place, ancestor);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.plan_line
    ADD CONSTRAINT plan_line_once UNIQUE (plan_id, village, role, person_id);

ALTER TABLE ONLY public.plan_line
    ADD CONSTRAINT plan_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plan_proof
    ADD CONSTRAINT plan_proof_pkey PRIMARY KEY (plan_id);

ALTER TABLE ONLY public.pool
    ADD CONSTRAINT pool_label_once UNIQUE (label);

ALTER TABLE ONLY public.pool
    ADD CONSTRAINT pool_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_once UNIQUE (body_id, role);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_pkey PRIMARY KEY (account_id, name);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rate_count
    ADD CONSTRAINT rate_count_pkey PRIMARY KEY (subject, window_start);

ALTER TABLE ONLY public.register_route
    ADD CONSTRAINT register_route_once UNIQUE (person_id, village);

ALTER TABLE ONLY public.register_route
    ADD CONSTRAINT register_route_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_once UNIQUE (request_id, person_id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reserve
    ADD CONSTRAINT reserve_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reserve_review
    ADD CONSTRAINT reserve_review_once UNIQUE (reserve_id, year);

ALTER TABLE ONLY public.reserve_review
    ADD CONSTRAINT reserve_review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reserve_step
    ADD CONSTRAINT reserve_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_result
    ADD CONSTRAINT review_result_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_rule
    ADD CONSTRAINT review_rule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_file
    ADD CONSTRAINT roster_file_pkey PRIMARY KEY (roster_id);

ALTER TABLE ONLY public.roster_mapping
    ADD CONSTRAINT roster_mapping_pkey PRIMARY KEY (scope, header);

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_once UNIQUE (roster_id, sheet, line);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rule_confirmation
    ADD CONSTRAINT rule_confirmation_once PRIMARY KEY (rule_id, edition, account_id);

ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_one_edition_a_day EXCLUDE USING gist (id WITH =, daterange(in_force_from, in_force_until, '[]'::text) WITH &&);

ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_pkey PRIMARY KEY (id, edition);

ALTER TABLE ONLY public.rule_set_approval
    ADD CONSTRAINT rule_set_approval_once PRIMARY KEY (rule_set, account_id);

ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.service_record
    ADD CONSTRAINT service_record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.skill_concept
    ADD CONSTRAINT skill_concept_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.suggestion
    ADD CONSTRAINT suggestion_once UNIQUE (run_id, person_id);

ALTER TABLE ONLY public.suggestion
    ADD CONSTRAINT suggestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.suggestion_run
    ADD CONSTRAINT suggestion_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sweep
    ADD CONSTRAINT sweep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_one_holder_a_seat EXCLUDE USING gist (post_id WITH =, seat WITH =, during WITH &&);

ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.term
    ADD CONSTRAINT term_one_at_a_time EXCLUDE USING gist (body_id WITH =, daterange(starts, due) WITH &&);

ALTER TABLE ONLY public.term
    ADD CONSTRAINT term_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.todo
    ADD CONSTRAINT todo_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.weight_set
    ADD CONSTRAINT weight_set_pkey PRIMARY KEY (role_group, version);

CREATE UNIQUE INDEX access_grant_once ON public.access_grant USING btree (account_id, role, COALESCE(place, ''::text)) WHERE (revoked_at IS NULL);

CREATE INDEX access_grant_place ON public.access_grant USING btree (place) WHERE (revoked_at IS NULL);

CREATE INDEX audit_event_account ON public.audit_event USING btree (account_id, at);

CREATE INDEX audit_event_at ON public.audit_event USING btree (at);

CREATE INDEX audit_row_person ON public.audit_row USING btree (person_id, lane, seq);

CREATE INDEX cluster_of ON public.cluster USING btree (cluster_id);

CREATE UNIQUE INDEX contact_assignment_open ON public.contact_assignment USING btree (person_id, grant_id) WHERE (until IS NULL);

CREATE INDEX contact_person ON public.contact USING btree (person_id, made_on);

CREATE INDEX job_of_grant ON public.job USING btree (grant_id, id);

CREATE UNIQUE INDEX job_one_open ON public.job USING btree (kind, subject) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX judgement_other ON public.judgement USING btree (person_b);

CREATE INDEX judgement_pair ON public.judgement USING btree (person_a, person_b, id);

CREATE INDEX kin_relative ON public.kin USING btree (relative);

CREATE INDEX login_attempt_recent ON public.login_attempt USING btree (ip, at);

CREATE UNIQUE INDEX membership_one_open ON public.membership USING btree (person_id, pool) WHERE (state <> ALL (ARRAY['exited'::text, 'rejected'::text]));

CREATE INDEX membership_person ON public.membership USING btree (person_id);

CREATE INDEX membership_pool ON public.membership USING btree (pool, state);

CREATE INDEX membership_step_of ON public.membership_step USING btree (membership_id, on_day, id);

CREATE UNIQUE INDEX merge_standing_once ON public.merge USING btree (gone) WHERE (undone_at IS NULL);

CREATE INDEX merge_survivor ON public.merge USING btree (survivor, id);

CREATE INDEX pair_assigned ON public.pair USING btree (assigned_place) WHERE (assigned_place IS NOT NULL);

CREATE INDEX person_basis_person ON public.person_basis USING btree (person_id);

CREATE INDEX person_household ON public.person USING btree (household_village);

CREATE INDEX person_id_number ON public.person USING btree (id_number_index) WHERE (id_number_index IS NOT NULL);

CREATE INDEX person_key_keys ON public.person_key USING gin (keys) WITH (fastupdate=off);

CREATE INDEX person_merged ON public.person USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX person_notice_person ON public.person_notice USING btree (person_id);

CREATE INDEX person_phone_number ON public.person_phone USING btree (number_index);

CREATE INDEX person_phone_tail ON public.person_phone USING btree (tail_index);

CREATE INDEX person_residence ON public.person USING btree (residence_place) WHERE (residence_place IS NOT NULL);

CREATE INDEX person_sort ON public.person USING btree (sort_key, id);

CREATE INDEX person_tag_tag ON public.person_tag USING btree (tag);

CREATE INDEX person_term_person ON public.person_term USING btree (person_id);

CREATE INDEX person_visible_person ON public.person_visible USING btree (person_id);

CREATE INDEX pgqueuer_ep_ea_idx ON public.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_ep_prio_id_idx ON public.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_log_job_id_status ON public.pgqueuer_log USING btree (job_id, created DESC);

CREATE INDEX pgqueuer_log_not_aggregated ON public.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

CREATE INDEX pgqueuer_picked_heartbeat_idx ON public.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::public.pgqueuer_status);

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON public.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::public.pgqueuer_status) AND (slot IS NOT NULL));

CREATE INDEX pgqueuer_queue_manager_id_idx ON public.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON public.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, (created AT TIME ZONE 'UTC'::text)), status, entrypoint);

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON public.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::public.pgqueuer_status, 'picked'::public.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

CREATE INDEX place_ancestor_below ON public.place_ancestor USING btree (ancestor, place);

CREATE INDEX place_parent ON public.place USING btree (parent);

CREATE INDEX place_short_name ON public.place USING btree (short_name);

CREATE INDEX plan_line_person ON public.plan_line USING btree (person_id);

CREATE UNIQUE INDEX plan_one_adopted ON public.plan USING btree ((true)) WHERE (state = 'adopted'::text);

CREATE INDEX proposal_open ON public.proposal USING btree (person_id) WHERE (state = 'open'::text);

CREATE INDEX request_village ON public.request USING btree (village, state);

CREATE UNIQUE INDEX reserve_once ON public.reserve USING btree (person_id, village, role) WHERE (ended_on IS NULL);

CREATE INDEX reserve_step_of ON public.reserve_step USING btree (reserve_id, id);

CREATE INDEX reserve_village ON public.reserve USING btree (village, role) WHERE (ended_on IS NULL);

CREATE INDEX review_result_person ON public.review_result USING btree (person_id, kind, decided_on);

CREATE INDEX review_round_of ON public.review_round USING btree (request_id, person_id, round);

CREATE UNIQUE INDEX roster_once ON public.roster USING btree (file_digest, pool, scope) WHERE (state <> 'undone'::text);

CREATE INDEX roster_row_of ON public.roster_row USING btree (roster_id, outcome, state);

CREATE INDEX roster_row_person ON public.roster_row USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX service_record_person ON public.service_record USING btree (person_id, kind, on_day);

CREATE INDEX session_account ON public.session USING btree (account_id) WHERE (revoked_at IS NULL);

CREATE INDEX suggestion_person ON public.suggestion USING btree (person_id);

CREATE INDEX suggestion_run_request ON public.suggestion_run USING btree (request_id, id);

CREATE UNIQUE INDEX sweep_one_running ON public.sweep USING btree (state) WHERE (state = 'running'::text);

CREATE INDEX tenure_person ON public.tenure USING btree (person_id);

CREATE INDEX todo_open ON public.todo USING btree (role, place) WHERE (done_at IS NULL);

CREATE INDEX todo_request ON public.todo USING btree (request_id);

CREATE UNIQUE INDEX vacancy_one_open ON public.vacancy USING btree (post_id, seat) WHERE (closed_on IS NULL);

CREATE TRIGGER access_grant_fits_its_place BEFORE INSERT OR UPDATE OF role, place ON public.access_grant FOR EACH ROW WHEN ((new.place IS NOT NULL)) EXECUTE FUNCTION public.access_grant_fits_its_place();

CREATE TRIGGER audit_delete AFTER DELETE ON public.access_grant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.body REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.cluster REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_id', 'person_id', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.contact REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.contact_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.dump REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public."extract" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.header_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.job REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.judgement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_a', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.kin REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.membership REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.merge REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'survivor', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.merge_row REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('row_id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.model REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.model_use REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.pair REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_a', 'person_a', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person_basis REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person_name REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person_notice REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person_phone REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.person_tag REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.place REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.place_alias REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.plan_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.plan_proof REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('plan_id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.pool REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.post REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.preference REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.proposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.register_route REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.release REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.request REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.reserve REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.reserve_review REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.reserve_step REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.review_result REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.review_round REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.review_rule REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.roster REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.roster_file REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('roster_id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.roster_mapping REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.roster_row REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.rule REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.rule_confirmation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.rule_set REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('version', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.rule_set_approval REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_set', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.service_record REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.setting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.skill_concept REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.suggestion REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.suggestion_run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.sweep REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_delete AFTER DELETE ON public.tenure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.term REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.todo REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.vacancy REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_delete AFTER DELETE ON public.weight_set REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('role_group', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.access_grant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.body REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.cluster REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_id', 'person_id', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.contact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.contact_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.dump REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public."extract" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.header_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.job REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.judgement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_a', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.kin REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.membership REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.merge REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'survivor', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.merge_row REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('row_id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.model REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.model_use REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.pair REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_a', 'person_a', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person_basis REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person_name REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person_notice REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person_phone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.person_tag REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.place REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.place_alias REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.plan_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.plan_proof REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('plan_id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.pool REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.post REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.preference REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.register_route REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.release REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.reserve REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.reserve_review REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.reserve_step REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.review_result REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.review_round REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.review_rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.roster REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.roster_file REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('roster_id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.roster_mapping REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.roster_row REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.rule_confirmation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.rule_set REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('version', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.rule_set_approval REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_set', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.service_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.setting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.skill_concept REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.suggestion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.suggestion_run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.sweep REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_insert AFTER INSERT ON public.tenure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.term REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.todo REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.vacancy REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_insert AFTER INSERT ON public.weight_set REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('role_group', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.access_grant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.body REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.cluster REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_id', 'person_id', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.contact_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.dump REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public."extract" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.header_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.job REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.judgement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_a', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.kin REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.membership REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.merge REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'survivor', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.merge_row REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('row_id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.model REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.model_use REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.pair REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('person_a', 'person_a', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person_basis REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person_name REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person_notice REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person_phone REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.person_tag REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.place REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.place_alias REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.plan_line REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.plan_proof REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('plan_id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.pool REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('code', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.post REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.preference REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.proposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.register_route REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.release REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.reserve REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.reserve_review REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.reserve_step REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.review_result REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.review_round REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.review_rule REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.roster REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.roster_file REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('roster_id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.roster_mapping REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('header', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.roster_row REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.rule REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.rule_confirmation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.rule_set REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('version', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.rule_set_approval REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('rule_set', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.service_record REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.setting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.skill_concept REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('name', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.suggestion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.suggestion_run REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.sweep REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'ids');

CREATE TRIGGER audit_update AFTER UPDATE ON public.tenure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', 'person_id', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.term REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.todo REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.vacancy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('id', '', 'bodies');

CREATE TRIGGER audit_update AFTER UPDATE ON public.weight_set REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_statement('role_group', '', 'bodies');

CREATE TRIGGER job_queued AFTER INSERT ON public.job FOR EACH ROW EXECUTE FUNCTION public.job_queued();

CREATE TRIGGER person_is_held_at_most BEFORE UPDATE OF decision ON public.suggestion FOR EACH ROW WHEN (((new.decision = 'accepted'::text) AND (old.decision IS DISTINCT FROM new.decision))) EXECUTE FUNCTION public.person_is_held_at_most();

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.contact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.contact_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.kin REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.membership REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.person_basis REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.person_name REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.person_notice REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.person_phone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.person_tag REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.proposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.register_route REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.release REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.reserve REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.review_result REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.review_round REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.roster_row REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.service_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.suggestion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_person_id AFTER INSERT ON public.tenure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('person_id');

CREATE TRIGGER person_lives_relative AFTER INSERT ON public.kin REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.person_lives('relative');

CREATE TRIGGER place_ancestors_follow_insert AFTER INSERT ON public.place FOR EACH ROW EXECUTE FUNCTION public.place_ancestors_follow();

CREATE TRIGGER place_ancestors_follow_move AFTER UPDATE OF parent ON public.place FOR EACH ROW WHEN ((old.parent IS DISTINCT FROM new.parent)) EXECUTE FUNCTION public.place_ancestors_follow();

CREATE TRIGGER place_lies_not_in_itself BEFORE INSERT OR UPDATE OF parent ON public.place FOR EACH ROW EXECUTE FUNCTION public.place_lies_not_in_itself();

CREATE TRIGGER plan_begins BEFORE INSERT ON public.plan FOR EACH ROW EXECUTE FUNCTION public.plan_keeps_its_way();

CREATE TRIGGER plan_keeps_its_way BEFORE UPDATE OF state ON public.plan FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.plan_keeps_its_way();

CREATE TRIGGER request_begins BEFORE INSERT ON public.request FOR EACH ROW EXECUTE FUNCTION public.request_keeps_its_way();

CREATE TRIGGER request_is_written_as_a_draft BEFORE UPDATE OF seats, wanted_skills, must_haves, deadline, election_day, document ON public.request FOR EACH ROW EXECUTE FUNCTION public.request_is_written_as_a_draft();

CREATE TRIGGER request_keeps_its_way BEFORE UPDATE OF state ON public.request FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.request_keeps_its_way();

CREATE TRIGGER request_review_fills BEFORE UPDATE OF state ON public.request FOR EACH ROW WHEN ((new.outcome = 'filled'::text)) EXECUTE FUNCTION public.request_is_filled_by_review();

CREATE TRIGGER reserve_begins BEFORE INSERT ON public.reserve FOR EACH ROW EXECUTE FUNCTION public.reserve_keeps_its_way();

CREATE TRIGGER reserve_keeps_its_way BEFORE UPDATE OF state ON public.reserve FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.reserve_keeps_its_way();

CREATE TRIGGER rule_comes_with_its_set BEFORE INSERT ON public.rule FOR EACH ROW EXECUTE FUNCTION public.rule_comes_with_its_set();

CREATE TRIGGER rule_set_keeps_its_way BEFORE INSERT OR UPDATE ON public.rule_set FOR EACH ROW EXECUTE FUNCTION public.rule_set_keeps_its_way();

CREATE TRIGGER seat_is_of_its_post BEFORE INSERT OR UPDATE OF post_id, seat ON public.tenure FOR EACH ROW EXECUTE FUNCTION public.seat_is_of_its_post();

CREATE TRIGGER seat_is_of_its_post BEFORE INSERT OR UPDATE OF post_id, seat ON public.vacancy FOR EACH ROW EXECUTE FUNCTION public.seat_is_of_its_post();

CREATE TRIGGER skill_concept_is_needed BEFORE DELETE ON public.skill_concept FOR EACH ROW EXECUTE FUNCTION public.skill_concept_is_needed();

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT ON public.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION public.fn_pgqueuer_changed();

CREATE TRIGGER todo_follows_new_request AFTER INSERT ON public.request FOR EACH ROW EXECUTE FUNCTION public.todo_follows_request();

CREATE TRIGGER todo_follows_request AFTER UPDATE OF state, submitted_on ON public.request FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) OR (old.submitted_on IS DISTINCT FROM new.submitted_on))) EXECUTE FUNCTION public.todo_follows_request();

CREATE TRIGGER visible_ends_with_request AFTER UPDATE OF state ON public.request FOR EACH ROW WHEN ((new.state = 'closed'::text)) EXECUTE FUNCTION public.visible_ends_with_request();

CREATE TRIGGER visible_follows_assignment AFTER INSERT OR DELETE OR UPDATE OF until, person_id ON public.contact_assignment FOR EACH ROW EXECUTE FUNCTION public.visible_follows_assignment();

CREATE TRIGGER visible_follows_grant AFTER INSERT OR UPDATE OF revoked_at ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.visible_follows_grant();

CREATE TRIGGER visible_follows_insert AFTER INSERT ON public.person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.visible_follows_person();

CREATE TRIGGER visible_follows_release AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION public.visible_follows_release();

CREATE TRIGGER visible_follows_release_move AFTER UPDATE OF person_id ON public.release FOR EACH ROW EXECUTE FUNCTION public.visible_follows_release();

CREATE TRIGGER visible_follows_update AFTER UPDATE ON public.person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.visible_follows_person();

CREATE TRIGGER visible_follows_village_grant AFTER INSERT ON public.access_grant FOR EACH ROW WHEN ((new.role = 'village'::text)) EXECUTE FUNCTION public.visible_follows_village_grant();

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_place_fkey FOREIGN KEY (place) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.audit_row
    ADD CONSTRAINT audit_row_lane_seq_fkey FOREIGN KEY (lane, seq) REFERENCES public.audit_event(lane, seq);

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_village_fkey FOREIGN KEY (village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.cluster
    ADD CONSTRAINT cluster_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.contact_assignment
    ADD CONSTRAINT contact_assignment_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.contact_assignment
    ADD CONSTRAINT contact_assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT extract_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT extract_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT extract_pool_fkey FOREIGN KEY (pool) REFERENCES public.pool(code);

ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT extract_scope_fkey FOREIGN KEY (scope) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.header_alias
    ADD CONSTRAINT header_alias_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.job_progress
    ADD CONSTRAINT job_progress_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.job(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_person_a_fkey FOREIGN KEY (person_a) REFERENCES public.person(id);

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_person_b_fkey FOREIGN KEY (person_b) REFERENCES public.person(id);

ALTER TABLE ONLY public.kin
    ADD CONSTRAINT kin_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.kin
    ADD CONSTRAINT kin_relative_fkey FOREIGN KEY (relative) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pool_fkey FOREIGN KEY (pool) REFERENCES public.pool(code);

ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES public.membership(id);

ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.merge
    ADD CONSTRAINT merge_gone_fkey FOREIGN KEY (gone) REFERENCES public.person(id);

ALTER TABLE ONLY public.merge
    ADD CONSTRAINT merge_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.merge_row
    ADD CONSTRAINT merge_row_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES public.merge(id);

ALTER TABLE ONLY public.merge
    ADD CONSTRAINT merge_survivor_fkey FOREIGN KEY (survivor) REFERENCES public.person(id);

ALTER TABLE ONLY public.merge
    ADD CONSTRAINT merge_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.model
    ADD CONSTRAINT model_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.model_use
    ADD CONSTRAINT model_use_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.model_use
    ADD CONSTRAINT model_use_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.model(id);

ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pair_assigned_place_fkey FOREIGN KEY (assigned_place) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pair_person_a_fkey FOREIGN KEY (person_a) REFERENCES public.person(id);

ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pair_person_b_fkey FOREIGN KEY (person_b) REFERENCES public.person(id);

ALTER TABLE ONLY public.pair
    ADD CONSTRAINT pair_sweep_id_fkey FOREIGN KEY (sweep_id) REFERENCES public.sweep(id);

ALTER TABLE ONLY public.person_basis
    ADD CONSTRAINT person_basis_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_basis
    ADD CONSTRAINT person_basis_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_created_grant_fkey FOREIGN KEY (created_grant) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_household_village_fkey FOREIGN KEY (household_village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.person_key
    ADD CONSTRAINT person_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_name
    ADD CONSTRAINT person_name_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_notice
    ADD CONSTRAINT person_notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_phone
    ADD CONSTRAINT person_phone_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_residence_place_fkey FOREIGN KEY (residence_place) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_place_fkey FOREIGN KEY (place) REFERENCES public.place(code);

ALTER TABLE ONLY public.person_term
    ADD CONSTRAINT person_term_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.person_visible
    ADD CONSTRAINT person_visible_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.person_visible
    ADD CONSTRAINT person_visible_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.place_alias
    ADD CONSTRAINT place_alias_place_fkey FOREIGN KEY (place) REFERENCES public.place(code) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.place_ancestor
    ADD CONSTRAINT place_ancestor_ancestor_fkey FOREIGN KEY (ancestor) REFERENCES public.place(code) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.place_ancestor
    ADD CONSTRAINT place_ancestor_place_fkey FOREIGN KEY (place) REFERENCES public.place(code) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_parent_fkey FOREIGN KEY (parent) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_successor_fkey FOREIGN KEY (successor) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_adopted_by_fkey FOREIGN KEY (adopted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_before_fkey FOREIGN KEY (before) REFERENCES public.plan(id);

ALTER TABLE ONLY public.plan_line
    ADD CONSTRAINT plan_line_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.plan_line
    ADD CONSTRAINT plan_line_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);

ALTER TABLE ONLY public.plan_line
    ADD CONSTRAINT plan_line_village_fkey FOREIGN KEY (village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.plan_proof
    ADD CONSTRAINT plan_proof_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.body(id);

ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.register_route
    ADD CONSTRAINT register_route_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.register_route
    ADD CONSTRAINT register_route_village_fkey FOREIGN KEY (village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_released_by_fkey FOREIGN KEY (released_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.request(id);

ALTER TABLE ONLY public.request
    ADD CONSTRAINT request_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.request
    ADD CONSTRAINT request_created_grant_fkey FOREIGN KEY (created_grant) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.request
    ADD CONSTRAINT request_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.request
    ADD CONSTRAINT request_village_fkey FOREIGN KEY (village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.reserve
    ADD CONSTRAINT reserve_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.reserve
    ADD CONSTRAINT reserve_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.reserve_review
    ADD CONSTRAINT reserve_review_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.reserve_review
    ADD CONSTRAINT reserve_review_reserve_id_fkey FOREIGN KEY (reserve_id) REFERENCES public.reserve(id);

ALTER TABLE ONLY public.reserve_step
    ADD CONSTRAINT reserve_step_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.reserve_step
    ADD CONSTRAINT reserve_step_reserve_id_fkey FOREIGN KEY (reserve_id) REFERENCES public.reserve(id);

ALTER TABLE ONLY public.reserve
    ADD CONSTRAINT reserve_village_fkey FOREIGN KEY (village) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.review_result
    ADD CONSTRAINT review_result_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.review_round
    ADD CONSTRAINT review_round_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.request(id);

ALTER TABLE ONLY public.review_rule
    ADD CONSTRAINT review_rule_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.roster_file
    ADD CONSTRAINT roster_file_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES public.roster(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.roster_mapping
    ADD CONSTRAINT roster_mapping_scope_fkey FOREIGN KEY (scope) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_pool_fkey FOREIGN KEY (pool) REFERENCES public.pool(code);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES public.roster(id);

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_scope_fkey FOREIGN KEY (scope) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.rule_confirmation
    ADD CONSTRAINT rule_confirmation_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.rule_confirmation
    ADD CONSTRAINT rule_confirmation_of_a_row FOREIGN KEY (rule_id, edition) REFERENCES public.rule(id, edition);

ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_rule_set_fkey FOREIGN KEY (rule_set) REFERENCES public.rule_set(version);

ALTER TABLE ONLY public.rule_set_approval
    ADD CONSTRAINT rule_set_approval_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.rule_set_approval
    ADD CONSTRAINT rule_set_approval_rule_set_fkey FOREIGN KEY (rule_set) REFERENCES public.rule_set(version);

ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_switched_on_by_fkey FOREIGN KEY (switched_on_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.service_record
    ADD CONSTRAINT service_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.skill_concept
    ADD CONSTRAINT skill_concept_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.suggestion
    ADD CONSTRAINT suggestion_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.suggestion
    ADD CONSTRAINT suggestion_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.suggestion
    ADD CONSTRAINT suggestion_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.suggestion_run(id);

ALTER TABLE ONLY public.suggestion_run
    ADD CONSTRAINT suggestion_run_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.suggestion_run
    ADD CONSTRAINT suggestion_run_made_grant_fkey FOREIGN KEY (made_grant) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.suggestion_run
    ADD CONSTRAINT suggestion_run_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.request(id);

ALTER TABLE ONLY public.sweep
    ADD CONSTRAINT sweep_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.term
    ADD CONSTRAINT term_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.body(id);

ALTER TABLE ONLY public.todo
    ADD CONSTRAINT todo_done_by_fkey FOREIGN KEY (done_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.todo
    ADD CONSTRAINT todo_place_fkey FOREIGN KEY (place) REFERENCES public.place(code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.todo
    ADD CONSTRAINT todo_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.request(id);

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.weight_set
    ADD CONSTRAINT weight_set_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES public.account(id);

CREATE POLICY auditor ON public."extract" FOR SELECT TO talent_auditor USING (true);

ALTER TABLE public.body ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cluster ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.contact_assignment ENABLE ROW LEVEL SECURITY;

CREATE POLICY county ON public.body TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.cluster TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.contact TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.contact_assignment TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public."extract" TO talent_hr USING (true) WITH CHECK ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY county ON public.header_alias TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.job TO talent_hr USING (true) WITH CHECK ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY county ON public.job_progress FOR SELECT TO talent_hr USING (true);

CREATE POLICY county ON public.judgement TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.kin TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.membership TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.membership_step TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.merge FOR SELECT TO talent_hr USING (true);

CREATE POLICY county ON public.merge_row FOR SELECT TO talent_hr USING (true);

CREATE POLICY county ON public.model FOR INSERT TO talent_hr WITH CHECK (true);

CREATE POLICY county ON public.model_use FOR INSERT TO talent_hr WITH CHECK (true);

CREATE POLICY county ON public.pair TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_basis TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_name TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_notice TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_phone TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_tag TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.person_visible FOR SELECT TO talent_hr USING (true);

CREATE POLICY county ON public.plan TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.plan_line TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.plan_proof TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.post TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.proposal TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.register_route TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.release TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.request TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.reserve TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.reserve_review TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.reserve_step TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.review_result TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.review_round TO talent_hr USING (true) WITH CHECK ((recorded_by = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY county ON public.review_rule FOR INSERT TO talent_hr WITH CHECK (true);

CREATE POLICY county ON public.roster TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.roster_file TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.roster_mapping TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.roster_row TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.service_record TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.suggestion TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.suggestion_run TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.sweep TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.tenure TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.term TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.todo TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county ON public.vacancy TO talent_hr USING (true) WITH CHECK (true);

CREATE POLICY county_delete ON public.pair FOR DELETE TO talent_hr USING ((state = 'open'::text));

CREATE POLICY county_update ON public.merge FOR UPDATE TO talent_hr USING (true);

CREATE POLICY drafters ON public.rule_set FOR INSERT TO talent_hr WITH CHECK ((drafted_by = ( SELECT public.acting_account() AS acting_account)));

ALTER TABLE public.dump ENABLE ROW LEVEL SECURITY;

CREATE POLICY everybody ON public.header_alias FOR SELECT TO talent_scoped USING (true);

CREATE POLICY everybody ON public.model FOR SELECT TO talent_hr, talent_scoped USING (true);

CREATE POLICY everybody ON public.model_use FOR SELECT TO talent_hr, talent_scoped USING (true);

CREATE POLICY everybody ON public.review_rule FOR SELECT TO talent_hr, talent_scoped USING (true);

ALTER TABLE public."extract" ENABLE ROW LEVEL SECURITY;

CREATE POLICY finder ON public.body FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.contact FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.contact_assignment FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.judgement FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.kin FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.membership FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.membership_step FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person_basis FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person_name FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person_notice FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person_phone FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.person_tag FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.plan_line FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.post FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.proposal FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.register_route FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.release FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.request FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.reserve FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.reserve_review FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.reserve_step FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.review_result FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.review_round FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.rule_confirmation FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.rule_set FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.service_record FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.suggestion FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.suggestion_run FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.tenure FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.term FOR SELECT TO talent_definer USING (true);

CREATE POLICY finder ON public.vacancy FOR SELECT TO talent_definer USING (true);

ALTER TABLE public.header_alias ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.job ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.job_progress ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.judgement ENABLE ROW LEVEL SECURITY;

CREATE POLICY keeper ON public.contact_assignment FOR INSERT TO talent_definer WITH CHECK (true);

CREATE POLICY keeper ON public.job TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.job_progress TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.merge TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.merge_row TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.person_visible TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.roster TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.roster_file TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.roster_row TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.rule_set_approval TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keeper ON public.todo TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY keepers ON public.rule_set FOR UPDATE TO talent_hr USING (true) WITH CHECK (true);

ALTER TABLE public.kin ENABLE ROW LEVEL SECURITY;

CREATE POLICY living ON public.person AS RESTRICTIVE TO talent_hr, talent_scoped USING ((merged_into IS NULL)) WITH CHECK (true);

ALTER TABLE public.membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.membership_step ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merge ENABLE ROW LEVEL SECURITY;

CREATE POLICY merge_moves_person_id ON public.contact FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.contact_assignment FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.kin FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.membership FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.person_basis FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.person_name FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.person_notice FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.person_phone FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.person_tag FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.proposal FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.register_route FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.release FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.reserve FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.review_result FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.review_round FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.roster_row FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.service_record FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.suggestion FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_person_id ON public.tenure FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

CREATE POLICY merge_moves_relative ON public.kin FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

ALTER TABLE public.merge_row ENABLE ROW LEVEL SECURITY;

CREATE POLICY merge_sees_person_id ON public.contact FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.contact_assignment FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.kin FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.membership FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.person_basis FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.person_name FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.person_notice FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.person_phone FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.person_tag FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.proposal FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.register_route FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.release FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.reserve FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.review_result FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.review_round FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.roster_row FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.service_record FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.suggestion FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_person_id ON public.tenure FOR SELECT TO talent_definer USING (true);

CREATE POLICY merge_sees_relative ON public.kin FOR SELECT TO talent_definer USING (true);

CREATE POLICY merger ON public.person FOR UPDATE TO talent_definer USING (true) WITH CHECK (true);

ALTER TABLE public.model ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.model_use ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_system ON public.dump FOR SELECT TO talent_system USING (true);

CREATE POLICY of_system ON public.job FOR SELECT TO talent_system USING (true);

CREATE POLICY of_system ON public.job_progress FOR SELECT TO talent_system USING (true);

CREATE POLICY office ON public.person_tag AS RESTRICTIVE TO talent_scoped USING ((place = ( SELECT public.acting_place() AS acting_place))) WITH CHECK ((place = ( SELECT public.acting_place() AS acting_place)));

CREATE POLICY own ON public."extract" TO talent_scoped USING ((grant_id = ( SELECT public.acting_grant() AS acting_grant))) WITH CHECK ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY own ON public.idempotency TO talent_hr, talent_scoped USING ((account_id = ( SELECT public.acting_account() AS acting_account))) WITH CHECK ((account_id = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY own ON public.job TO talent_scoped USING ((grant_id = ( SELECT public.acting_grant() AS acting_grant))) WITH CHECK ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY own ON public.job_progress FOR SELECT TO talent_scoped USING ((job_id IN ( SELECT j.id
   FROM public.job j
  WHERE (j.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY own ON public.person_visible FOR SELECT TO talent_scoped USING ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY own ON public.preference TO talent_hr, talent_scoped, talent_security, talent_auditor, talent_system USING ((account_id = ( SELECT public.acting_account() AS acting_account))) WITH CHECK ((account_id = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY own ON public.roster TO talent_scoped USING ((grant_id = ( SELECT public.acting_grant() AS acting_grant))) WITH CHECK ((grant_id = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY own ON public.roster_file TO talent_scoped USING ((roster_id IN ( SELECT r.id
   FROM public.roster r
  WHERE (r.grant_id = ( SELECT public.acting_grant() AS acting_grant))))) WITH CHECK ((roster_id IN ( SELECT r.id
   FROM public.roster r
  WHERE (r.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY own ON public.roster_mapping TO talent_scoped USING ((scope = ( SELECT g.place
   FROM public.access_grant g
  WHERE (g.id = ( SELECT public.acting_grant() AS acting_grant))))) WITH CHECK ((scope = ( SELECT g.place
   FROM public.access_grant g
  WHERE (g.id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY own ON public.roster_row TO talent_scoped USING ((roster_id IN ( SELECT r.id
   FROM public.roster r
  WHERE (r.grant_id = ( SELECT public.acting_grant() AS acting_grant))))) WITH CHECK ((roster_id IN ( SELECT r.id
   FROM public.roster r
  WHERE (r.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY own ON public.rule_confirmation FOR INSERT TO talent_hr WITH CHECK ((account_id = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY own ON public.rule_set_approval FOR INSERT TO talent_hr WITH CHECK ((account_id = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY own ON public.todo TO talent_scoped USING (((role = ( SELECT public.acting_role() AS acting_role)) AND (place = ( SELECT public.acting_place() AS acting_place)))) WITH CHECK (((role = ( SELECT public.acting_role() AS acting_role)) AND (place = ( SELECT public.acting_place() AS acting_place))));

ALTER TABLE public.pair ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_basis ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_name ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_phone ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_tag ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_visible ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_proof ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.post ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.preference ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.proposal ENABLE ROW LEVEL SECURITY;

CREATE POLICY readers ON public.rule_confirmation FOR SELECT TO talent_hr, talent_scoped USING (true);

CREATE POLICY readers ON public.rule_set FOR SELECT TO talent_hr, talent_scoped USING (true);

CREATE POLICY readers ON public.rule_set_approval FOR SELECT TO talent_hr, talent_scoped USING (true);

ALTER TABLE public.register_route ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.release ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.request ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reserve ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reserve_review ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reserve_step ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.review_result ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.review_round ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.review_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.roster ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.roster_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.roster_mapping ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.roster_row ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rule_confirmation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rule_set ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rule_set_approval ENABLE ROW LEVEL SECURITY;

CREATE POLICY scope ON public.body TO talent_scoped USING ((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place))))) WITH CHECK ((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place)))));

CREATE POLICY scope ON public.post TO talent_scoped USING ((body_id IN ( SELECT b.id
   FROM public.body b))) WITH CHECK ((body_id IN ( SELECT b.id
   FROM public.body b)));

CREATE POLICY scope ON public.release TO talent_scoped USING ((request_id IN ( SELECT r.id
   FROM public.request r))) WITH CHECK ((request_id IN ( SELECT r.id
   FROM public.request r)));

CREATE POLICY scope ON public.request TO talent_scoped USING ((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place))))) WITH CHECK ((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place)))));

CREATE POLICY scope ON public.reserve TO talent_scoped USING (((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place)))) AND (person_id IN ( SELECT p.id
   FROM public.person p)))) WITH CHECK (((village IN ( SELECT a.place
   FROM public.place_ancestor a
  WHERE (a.ancestor = ( SELECT public.acting_place() AS acting_place)))) AND (person_id IN ( SELECT p.id
   FROM public.person p))));

CREATE POLICY scope ON public.reserve_review TO talent_scoped USING ((reserve_id IN ( SELECT r.id
   FROM public.reserve r))) WITH CHECK ((reserve_id IN ( SELECT r.id
   FROM public.reserve r)));

CREATE POLICY scope ON public.reserve_step TO talent_scoped USING ((reserve_id IN ( SELECT r.id
   FROM public.reserve r))) WITH CHECK ((reserve_id IN ( SELECT r.id
   FROM public.reserve r)));

CREATE POLICY scope ON public.suggestion TO talent_scoped USING (((run_id IN ( SELECT r.id
   FROM public.suggestion_run r)) AND (person_id IN ( SELECT p.id
   FROM public.person p)))) WITH CHECK (((run_id IN ( SELECT r.id
   FROM public.suggestion_run r)) AND (person_id IN ( SELECT p.id
   FROM public.person p))));

CREATE POLICY scope ON public.suggestion_run TO talent_scoped USING ((request_id IN ( SELECT r.id
   FROM public.request r))) WITH CHECK ((request_id IN ( SELECT r.id
   FROM public.request r)));

CREATE POLICY scope ON public.tenure TO talent_scoped USING ((post_id IN ( SELECT p.id
   FROM public.post p))) WITH CHECK ((post_id IN ( SELECT p.id
   FROM public.post p)));

CREATE POLICY scope ON public.term TO talent_scoped USING ((body_id IN ( SELECT b.id
   FROM public.body b))) WITH CHECK ((body_id IN ( SELECT b.id
   FROM public.body b)));

CREATE POLICY scope ON public.vacancy TO talent_scoped USING ((post_id IN ( SELECT p.id
   FROM public.post p))) WITH CHECK ((post_id IN ( SELECT p.id
   FROM public.post p)));

CREATE POLICY scope_delete ON public.person_name FOR DELETE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE (v.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY scope_delete ON public.person_phone FOR DELETE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE (v.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY scope_delete ON public.person_tag FOR DELETE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE (v.grant_id = ( SELECT public.acting_grant() AS acting_grant)))));

CREATE POLICY scope_insert ON public.contact FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.contact_assignment FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.judgement FOR INSERT TO talent_scoped WITH CHECK ((judged_by = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY scope_insert ON public.membership FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.membership_step FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.pair FOR INSERT TO talent_scoped WITH CHECK (true);

CREATE POLICY scope_insert ON public.person FOR INSERT TO talent_scoped WITH CHECK ((created_grant = ( SELECT public.acting_grant() AS acting_grant)));

CREATE POLICY scope_insert ON public.person_basis FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.person_name FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.person_notice FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.person_phone FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.person_tag FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.proposal FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.register_route FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_insert ON public.service_record FOR INSERT TO talent_scoped WITH CHECK ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.cluster FOR SELECT TO talent_scoped USING (((EXISTS ( SELECT
   FROM public.access_grant g
  WHERE ((g.id = ( SELECT public.acting_grant() AS acting_grant)) AND (g.role = 'township'::text)))) AND (person_id IN ( SELECT p.id
   FROM public.person p))));

CREATE POLICY scope_select ON public.contact FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.contact_assignment FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.judgement FOR SELECT TO talent_scoped USING ((judged_by = ( SELECT public.acting_account() AS acting_account)));

CREATE POLICY scope_select ON public.membership FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.membership_step FOR SELECT TO talent_scoped USING ((membership_id IN ( SELECT m.id
   FROM public.membership m)));

CREATE POLICY scope_select ON public.merge FOR SELECT TO talent_scoped USING ((survivor IN ( SELECT p.id
   FROM public.person p)));

CREATE POLICY scope_select ON public.pair FOR SELECT TO talent_scoped USING (((EXISTS ( SELECT
   FROM public.access_grant g
  WHERE ((g.id = ( SELECT public.acting_grant() AS acting_grant)) AND (g.role = 'township'::text)))) AND (person_a IN ( SELECT p.id
   FROM public.person p)) AND (person_b IN ( SELECT p.id
   FROM public.person p))));

CREATE POLICY scope_select ON public.person FOR SELECT TO talent_scoped USING ((id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.person_basis FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.person_name FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.person_notice FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.person_phone FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.person_tag FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.proposal FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.register_route FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_select ON public.service_record FOR SELECT TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.contact FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.contact_assignment FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.membership FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.membership_step FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.merge FOR UPDATE TO talent_scoped USING ((survivor IN ( SELECT p.id
   FROM public.person p)));

CREATE POLICY scope_update ON public.pair FOR UPDATE TO talent_scoped USING (((person_a IN ( SELECT p.id
   FROM public.person p)) AND (person_b IN ( SELECT p.id
   FROM public.person p))));

CREATE POLICY scope_update ON public.person FOR UPDATE TO talent_scoped USING ((id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.person_basis FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.person_name FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.person_notice FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.person_phone FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.person_tag FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.proposal FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.register_route FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

CREATE POLICY scope_update ON public.service_record FOR UPDATE TO talent_scoped USING ((person_id IN ( SELECT v.person_id
   FROM public.person_visible v
  WHERE ((v.grant_id = ( SELECT public.acting_grant() AS acting_grant)) AND (v.until > now())))));

ALTER TABLE public.service_record ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.suggestion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.suggestion_run ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sweep ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenure ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.term ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.todo ENABLE ROW LEVEL SECURITY;

CREATE POLICY undo ON public.judgement FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.membership FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.membership_step FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.pair FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.person FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.person_name FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.person_phone FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo ON public.proposal FOR DELETE TO talent_definer USING (true);

CREATE POLICY undo_select ON public.pair FOR SELECT TO talent_definer USING (true);

ALTER TABLE public.vacancy ENABLE ROW LEVEL SECURITY;

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO talent_app;
GRANT USAGE ON SCHEMA public TO talent_hr;
GRANT USAGE ON SCHEMA public TO talent_scoped;
GRANT USAGE ON SCHEMA public TO talent_security;
GRANT USAGE ON SCHEMA public TO talent_auditor;
GRANT USAGE ON SCHEMA public TO talent_system;
GRANT USAGE ON SCHEMA public TO talent_gate;
GRANT USAGE ON SCHEMA public TO talent_definer;
GRANT USAGE ON SCHEMA public TO talent_worker;

REVOKE ALL ON FUNCTION public.access_grant_fits_its_place() FROM PUBLIC;
GRANT ALL ON FUNCTION public.access_grant_fits_its_place() TO talent_definer;

REVOKE ALL ON FUNCTION public.acting() FROM PUBLIC;
GRANT ALL ON FUNCTION public.acting() TO talent_hr;
GRANT ALL ON FUNCTION public.acting() TO talent_scoped;
GRANT ALL ON FUNCTION public.acting() TO talent_security;
GRANT ALL ON FUNCTION public.acting() TO talent_auditor;
GRANT ALL ON FUNCTION public.acting() TO talent_system;
GRANT ALL ON FUNCTION public.acting() TO talent_gate;

REVOKE ALL ON FUNCTION public.acting_account() FROM PUBLIC;
GRANT ALL ON FUNCTION public.acting_account() TO talent_hr;
GRANT ALL ON FUNCTION public.acting_account() TO talent_scoped;
GRANT ALL ON FUNCTION public.acting_account() TO talent_security;
GRANT ALL ON FUNCTION public.acting_account() TO talent_auditor;
GRANT ALL ON FUNCTION public.acting_account() TO talent_system;
GRANT ALL ON FUNCTION public.acting_account() TO talent_gate;

REVOKE ALL ON FUNCTION public.acting_grant() FROM PUBLIC;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_hr;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_scoped;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_security;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_auditor;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_system;
GRANT ALL ON FUNCTION public.acting_grant() TO talent_gate;

REVOKE ALL ON FUNCTION public.acting_place() FROM PUBLIC;
GRANT ALL ON FUNCTION public.acting_place() TO talent_hr;
GRANT ALL ON FUNCTION public.acting_place() TO talent_scoped;

REVOKE ALL ON FUNCTION public.acting_role() FROM PUBLIC;
GRANT ALL ON FUNCTION public.acting_role() TO talent_hr;
GRANT ALL ON FUNCTION public.acting_role() TO talent_scoped;

REVOKE ALL ON FUNCTION public.audit_append(p_action text, p_subject text, p_purpose text, p_ids text[], p_people uuid[], p_bodies jsonb[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.audit_erase(p_person uuid, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_erase(p_person uuid, p_reason text) TO talent_hr;

GRANT SELECT,INSERT ON TABLE public.audit_event TO talent_definer;
GRANT SELECT ON TABLE public.audit_event TO talent_auditor;

REVOKE ALL ON FUNCTION public.audit_event_digest(previous bytea, e public.audit_event) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_event_digest(previous bytea, e public.audit_event) TO talent_definer;

GRANT SELECT,UPDATE ON TABLE public.audit_head TO talent_definer;
GRANT SELECT ON TABLE public.audit_head TO talent_auditor;

REVOKE ALL ON FUNCTION public.audit_heads() FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_heads() TO talent_auditor;
GRANT ALL ON FUNCTION public.audit_heads() TO talent_hr;
GRANT ALL ON FUNCTION public.audit_heads() TO talent_system;

REVOKE ALL ON FUNCTION public.audit_list(p_subject text, p_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_list(p_subject text, p_ids uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.audit_list(p_subject text, p_ids uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_hr;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_scoped;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_security;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_auditor;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_system;
GRANT ALL ON FUNCTION public.audit_look(p_action text, p_subject text, p_purpose text, p_people uuid[], p_detail jsonb) TO talent_gate;

REVOKE ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_hr;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_scoped;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_security;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_auditor;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_system;
GRANT ALL ON FUNCTION public.audit_note(p_action text, p_subject text, p_case text) TO talent_gate;

REVOKE ALL ON FUNCTION public.audit_row_digest(row_id text, person_id uuid, salt uuid, body jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_row_digest(row_id text, person_id uuid, salt uuid, body jsonb) TO talent_definer;

REVOKE ALL ON FUNCTION public.audit_statement() FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_statement() TO talent_owner;

REVOKE ALL ON PROCEDURE public.audit_table(IN audited text, IN key text, IN person text, IN depth text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.audit_verify() FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_verify() TO talent_auditor;
GRANT ALL ON FUNCTION public.audit_verify() TO talent_hr;
GRANT ALL ON FUNCTION public.audit_verify() TO talent_system;

REVOKE ALL ON FUNCTION public.candidate_facts(p_people uuid[], p_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.candidate_facts(p_people uuid[], p_on date) TO talent_hr;
GRANT ALL ON FUNCTION public.candidate_facts(p_people uuid[], p_on date) TO talent_scoped;

REVOKE ALL ON FUNCTION public.entries_named(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.entries_named(p_people uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.entries_named(p_people uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.fn_pgqueuer_changed() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.held_by_others(p_person uuid, p_request uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.holds_at_most() FROM PUBLIC;
GRANT ALL ON FUNCTION public.holds_at_most() TO talent_hr;
GRANT ALL ON FUNCTION public.holds_at_most() TO talent_scoped;

REVOKE ALL ON FUNCTION public.incumbents(p_village text, p_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incumbents(p_village text, p_on date) TO talent_hr;
GRANT ALL ON FUNCTION public.incumbents(p_village text, p_on date) TO talent_scoped;

REVOKE ALL ON FUNCTION public.job_begin(p_job uuid, p_token text, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.job_begin(p_job uuid, p_token text, p_most integer) TO talent_worker;

REVOKE ALL ON FUNCTION public.job_end(p_job uuid, p_token text, p_state text, p_problem text, p_words bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.job_end(p_job uuid, p_token text, p_state text, p_problem text, p_words bytea) TO talent_worker;

REVOKE ALL ON FUNCTION public.job_queued() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.job_requeue() FROM PUBLIC;
GRANT ALL ON FUNCTION public.job_requeue() TO talent_worker;

REVOKE ALL ON FUNCTION public.job_tell(p_job uuid, p_step text, p_done integer, p_total integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.job_tell(p_job uuid, p_step text, p_done integer, p_total integer) TO talent_worker;

REVOKE ALL ON FUNCTION public.judgements_of(p_one uuid, p_other uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.judgements_of(p_one uuid, p_other uuid) TO talent_hr;
GRANT ALL ON FUNCTION public.judgements_of(p_one uuid, p_other uuid) TO talent_scoped;

REVOKE ALL ON FUNCTION public.judgements_standing(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.judgements_standing(p_people uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.judgements_standing(p_people uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.lookalike_people(p_keys bigint[], p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookalike_people(p_keys bigint[], p_most integer) TO talent_hr;
GRANT ALL ON FUNCTION public.lookalike_people(p_keys bigint[], p_most integer) TO talent_scoped;

REVOKE ALL ON FUNCTION public.lookalike_rows(p_people uuid[], p_keys bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookalike_rows(p_people uuid[], p_keys bigint[]) TO talent_hr;
GRANT ALL ON FUNCTION public.lookalike_rows(p_people uuid[], p_keys bigint[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.may_merge(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.may_merge(p_people uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.may_merge(p_people uuid[]) TO talent_scoped;

REVOKE ALL ON PROCEDURE public.merge_rule_for(IN relation text, IN field text, IN rule text) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.pair TO talent_scoped;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pair TO talent_hr;
GRANT SELECT,DELETE,MAINTAIN ON TABLE public.pair TO talent_definer;

GRANT UPDATE(state) ON TABLE public.pair TO talent_scoped;

REVOKE ALL ON FUNCTION public.pair_priority(q public.pair, even integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pair_priority(q public.pair, even integer) TO talent_hr;
GRANT ALL ON FUNCTION public.pair_priority(q public.pair, even integer) TO talent_scoped;

REVOKE ALL ON FUNCTION public.pairs_settled() FROM PUBLIC;
GRANT ALL ON FUNCTION public.pairs_settled() TO talent_hr;

REVOKE ALL ON FUNCTION public.people_analyse() FROM PUBLIC;
GRANT ALL ON FUNCTION public.people_analyse() TO talent_hr;
GRANT ALL ON FUNCTION public.people_analyse() TO talent_scoped;

GRANT SELECT,DELETE,MAINTAIN ON TABLE public.person TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO talent_scoped;

GRANT UPDATE(merged_into) ON TABLE public.person TO talent_definer;

REVOKE ALL ON FUNCTION public.people_filtered(f jsonb, named uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.people_filtered(f jsonb, named uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.people_filtered(f jsonb, named uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.people_named(p_term text, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.people_named(p_term text, p_most integer) TO talent_hr;
GRANT ALL ON FUNCTION public.people_named(p_term text, p_most integer) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_claim(p_person uuid, p_keys bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_claim(p_person uuid, p_keys bigint[]) TO talent_hr;
GRANT ALL ON FUNCTION public.person_claim(p_person uuid, p_keys bigint[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_entries(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_entries(p_person uuid) TO talent_hr;
GRANT ALL ON FUNCTION public.person_entries(p_person uuid) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_found_by(p_people jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_found_by(p_people jsonb) TO talent_hr;
GRANT ALL ON FUNCTION public.person_found_by(p_people jsonb) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_history(p_person uuid, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_history(p_person uuid, p_most integer) TO talent_hr;
GRANT ALL ON FUNCTION public.person_history(p_person uuid, p_most integer) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_is_held_at_most() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.person_lives() FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_lives() TO talent_owner;

REVOKE ALL ON FUNCTION public.person_merge(p_merge uuid, p_survivor uuid, p_gone uuid, p_content bytea, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_merge(p_merge uuid, p_survivor uuid, p_gone uuid, p_content bytea, p_reason text) TO talent_hr;
GRANT ALL ON FUNCTION public.person_merge(p_merge uuid, p_survivor uuid, p_gone uuid, p_content bytea, p_reason text) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_referring(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_referring(p_person uuid) TO talent_hr;
GRANT ALL ON FUNCTION public.person_referring(p_person uuid) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_survivor(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_survivor(p_person uuid) TO talent_hr;
GRANT ALL ON FUNCTION public.person_survivor(p_person uuid) TO talent_scoped;

REVOKE ALL ON FUNCTION public.person_unmerge(p_merge uuid, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_unmerge(p_merge uuid, p_reason text) TO talent_hr;
GRANT ALL ON FUNCTION public.person_unmerge(p_merge uuid, p_reason text) TO talent_scoped;

REVOKE ALL ON FUNCTION public.place_ancestors_follow() FROM PUBLIC;
GRANT ALL ON FUNCTION public.place_ancestors_follow() TO talent_definer;

REVOKE ALL ON FUNCTION public.place_lies_not_in_itself() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.plan_keeps_its_way() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_hr;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_scoped;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_security;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_auditor;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_system;
GRANT ALL ON FUNCTION public.rate_hit(p_subject text, p_window interval, p_limit integer) TO talent_gate;

REVOKE ALL ON FUNCTION public.register_size() FROM PUBLIC;
GRANT ALL ON FUNCTION public.register_size() TO talent_hr;
GRANT ALL ON FUNCTION public.register_size() TO talent_scoped;

REVOKE ALL ON FUNCTION public.request_is_filled_by_review() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.request_is_written_as_a_draft() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.request_keeps_its_way() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.reserve_keeps_its_way() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.roster_look(p_purpose text, p_rows uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.roster_look(p_purpose text, p_rows uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.roster_look(p_purpose text, p_rows uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.roster_undo(p_roster uuid, p_people uuid[], p_memberships uuid[], p_proposals uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.roster_undo(p_roster uuid, p_people uuid[], p_memberships uuid[], p_proposals uuid[]) TO talent_hr;
GRANT ALL ON FUNCTION public.roster_undo(p_roster uuid, p_people uuid[], p_memberships uuid[], p_proposals uuid[]) TO talent_scoped;

REVOKE ALL ON FUNCTION public.rounds_open(p_request uuid, p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.rounds_open(p_request uuid, p_person uuid) TO talent_hr;

REVOKE ALL ON PROCEDURE public.row_security_by_person(IN guarded text, IN person text) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.row_security_by_village(IN guarded text, IN condition text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rule_comes_with_its_set() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rule_set_keeps_its_way() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.seat_is_of_its_post() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.session_counts(p_token text, p_roles text[], p_what text, p_window interval, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.session_counts(p_token text, p_roles text[], p_what text, p_window interval, p_most integer) TO talent_app;

REVOKE ALL ON FUNCTION public.session_enter(p_token text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.session_enter(p_token text) TO talent_app;
GRANT ALL ON FUNCTION public.session_enter(p_token text) TO talent_worker;

REVOKE ALL ON FUNCTION public.skill_concept_is_needed() FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.membership_step TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.membership_step TO talent_scoped;
GRANT SELECT,DELETE,MAINTAIN ON TABLE public.membership_step TO talent_definer;

REVOKE ALL ON FUNCTION public.step_reason(s public.membership_step) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_reason(s public.membership_step) TO talent_hr;
GRANT ALL ON FUNCTION public.step_reason(s public.membership_step) TO talent_scoped;

REVOKE ALL ON FUNCTION public.todo_follows_request() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.upkeep_counts(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.upkeep_counts(p_now timestamp with time zone) TO talent_worker;

REVOKE ALL ON FUNCTION public.upkeep_rosters(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.upkeep_rosters(p_now timestamp with time zone) TO talent_worker;

REVOKE ALL ON FUNCTION public.visible_by_merge(p_gone uuid[], p_grants uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_by_place(p_people uuid[], p_grants uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_ends_with_request() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_follows_assignment() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_follows_grant() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_follows_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_follows_release() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.visible_follows_village_grant() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.wanted_elsewhere(p_people uuid[], p_request uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.wanted_elsewhere(p_people uuid[], p_request uuid) TO talent_hr;
GRANT ALL ON FUNCTION public.wanted_elsewhere(p_people uuid[], p_request uuid) TO talent_scoped;

REVOKE ALL ON FUNCTION public.weights_are_whole(weights jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.weights_are_whole(weights jsonb) TO talent_hr;

GRANT SELECT ON TABLE public.access_grant TO talent_definer;
GRANT SELECT,INSERT ON TABLE public.access_grant TO talent_gate;
GRANT SELECT ON TABLE public.access_grant TO talent_hr;
GRANT SELECT ON TABLE public.access_grant TO talent_scoped;
GRANT SELECT ON TABLE public.access_grant TO talent_system;
GRANT SELECT,INSERT,UPDATE ON TABLE public.access_grant TO talent_security;
GRANT SELECT ON TABLE public.access_grant TO talent_auditor;

GRANT SELECT ON TABLE public.account TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.account TO talent_gate;
GRANT SELECT,INSERT,UPDATE ON TABLE public.account TO talent_security;
GRANT SELECT ON TABLE public.account TO talent_auditor;

GRANT SELECT(id) ON TABLE public.account TO talent_hr;
GRANT SELECT(id) ON TABLE public.account TO talent_scoped;

GRANT SELECT(login) ON TABLE public.account TO talent_hr;
GRANT SELECT(login) ON TABLE public.account TO talent_scoped;

GRANT SELECT(display_name) ON TABLE public.account TO talent_hr;
GRANT SELECT(display_name) ON TABLE public.account TO talent_scoped;

GRANT SELECT(kind) ON TABLE public.account TO talent_hr;
GRANT SELECT(kind) ON TABLE public.account TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.audit_row TO talent_definer;
GRANT SELECT ON TABLE public.audit_row TO talent_auditor;

GRANT UPDATE(salt) ON TABLE public.audit_row TO talent_definer;

GRANT UPDATE(body) ON TABLE public.audit_row TO talent_definer;

GRANT SELECT ON TABLE public.body TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.body TO talent_hr;
GRANT SELECT ON TABLE public.body TO talent_scoped;

GRANT SELECT,INSERT,DELETE ON TABLE public.cluster TO talent_hr;
GRANT SELECT ON TABLE public.cluster TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.contact TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.contact TO talent_scoped;

GRANT SELECT(id) ON TABLE public.contact TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.contact TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.contact_assignment TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_assignment TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_assignment TO talent_scoped;

GRANT SELECT(id) ON TABLE public.contact_assignment TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.contact_assignment TO talent_definer;

GRANT SELECT ON TABLE public.dump TO talent_system;

GRANT SELECT,INSERT ON TABLE public."extract" TO talent_hr;
GRANT SELECT,INSERT ON TABLE public."extract" TO talent_scoped;
GRANT SELECT ON TABLE public."extract" TO talent_auditor;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.header_alias TO talent_hr;
GRANT SELECT ON TABLE public.header_alias TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.idempotency TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.idempotency TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.job TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.job TO talent_scoped;
GRANT SELECT,INSERT,UPDATE ON TABLE public.job TO talent_definer;

GRANT SELECT(id) ON TABLE public.job TO talent_system;

GRANT SELECT(kind) ON TABLE public.job TO talent_system;

GRANT SELECT(state) ON TABLE public.job TO talent_system;

GRANT SELECT(starts) ON TABLE public.job TO talent_system;

GRANT SELECT(problem) ON TABLE public.job TO talent_system;

GRANT SELECT(created_at) ON TABLE public.job TO talent_system;

GRANT SELECT(started_at) ON TABLE public.job TO talent_system;

GRANT SELECT(ended_at) ON TABLE public.job TO talent_system;

GRANT SELECT ON TABLE public.job_progress TO talent_hr;
GRANT SELECT ON TABLE public.job_progress TO talent_scoped;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_progress TO talent_definer;
GRANT SELECT ON TABLE public.job_progress TO talent_system;

GRANT SELECT,DELETE ON TABLE public.judgement TO talent_definer;
GRANT SELECT,INSERT ON TABLE public.judgement TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.judgement TO talent_scoped;

GRANT SELECT ON TABLE public.kin TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.kin TO talent_hr;

GRANT SELECT(id) ON TABLE public.kin TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.kin TO talent_definer;

GRANT SELECT(relative),UPDATE(relative) ON TABLE public.kin TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.login_attempt TO talent_gate;
GRANT SELECT,DELETE ON TABLE public.login_attempt TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.membership TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.membership TO talent_scoped;
GRANT SELECT,DELETE,MAINTAIN ON TABLE public.membership TO talent_definer;

GRANT SELECT(id) ON TABLE public.membership TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.membership TO talent_definer;

GRANT SELECT ON TABLE public.merge TO talent_hr;
GRANT SELECT ON TABLE public.merge TO talent_scoped;
GRANT SELECT,INSERT,UPDATE ON TABLE public.merge TO talent_definer;

GRANT UPDATE(content) ON TABLE public.merge TO talent_hr;
GRANT UPDATE(content) ON TABLE public.merge TO talent_scoped;

GRANT SELECT ON TABLE public.merge_row TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.merge_row TO talent_definer;

GRANT SELECT ON TABLE public.merge_rule TO talent_hr;
GRANT SELECT ON TABLE public.merge_rule TO talent_scoped;
GRANT SELECT ON TABLE public.merge_rule TO talent_definer;

GRANT SELECT ON TABLE public.migration TO talent_app;
GRANT SELECT ON TABLE public.migration TO talent_worker;
GRANT SELECT ON TABLE public.migration TO talent_system;

GRANT SELECT,INSERT ON TABLE public.model TO talent_hr;
GRANT SELECT ON TABLE public.model TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.model_use TO talent_hr;
GRANT SELECT ON TABLE public.model_use TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.person_basis TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person_basis TO talent_scoped;

GRANT SELECT(id) ON TABLE public.person_basis TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.person_basis TO talent_definer;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.person_key TO talent_definer;

GRANT SELECT,DELETE,MAINTAIN ON TABLE public.person_name TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_name TO talent_hr;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_name TO talent_scoped;

GRANT SELECT(id) ON TABLE public.person_name TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.person_name TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.person_notice TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person_notice TO talent_scoped;

GRANT SELECT(id) ON TABLE public.person_notice TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.person_notice TO talent_definer;

GRANT SELECT,DELETE,MAINTAIN ON TABLE public.person_phone TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_phone TO talent_hr;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_phone TO talent_scoped;

GRANT SELECT(id) ON TABLE public.person_phone TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.person_phone TO talent_definer;

GRANT SELECT,INSERT,DELETE ON TABLE public.person_tag TO talent_hr;
GRANT SELECT,INSERT,DELETE ON TABLE public.person_tag TO talent_scoped;

GRANT SELECT(id) ON TABLE public.person_tag TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.person_tag TO talent_definer;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.person_term TO talent_definer;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.person_visible TO talent_definer;
GRANT SELECT ON TABLE public.person_visible TO talent_hr;
GRANT SELECT ON TABLE public.person_visible TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.pgqueuer TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pgqueuer TO talent_worker;

GRANT USAGE ON SEQUENCE public.pgqueuer_id_seq TO talent_definer;
GRANT USAGE ON SEQUENCE public.pgqueuer_id_seq TO talent_worker;

GRANT SELECT,DELETE ON TABLE public.pgqueuer_log TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pgqueuer_log TO talent_worker;

GRANT USAGE ON SEQUENCE public.pgqueuer_log_id_seq TO talent_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pgqueuer_schedules TO talent_worker;

GRANT USAGE ON SEQUENCE public.pgqueuer_schedules_id_seq TO talent_worker;

GRANT SELECT,DELETE ON TABLE public.pgqueuer_statistics TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pgqueuer_statistics TO talent_worker;

GRANT USAGE ON SEQUENCE public.pgqueuer_statistics_id_seq TO talent_worker;

GRANT SELECT ON TABLE public.place TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.place TO talent_hr;
GRANT SELECT ON TABLE public.place TO talent_scoped;
GRANT SELECT ON TABLE public.place TO talent_security;
GRANT SELECT ON TABLE public.place TO talent_auditor;
GRANT SELECT ON TABLE public.place TO talent_system;
GRANT SELECT ON TABLE public.place TO talent_gate;

GRANT SELECT ON TABLE public.place_alias TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.place_alias TO talent_hr;
GRANT SELECT ON TABLE public.place_alias TO talent_scoped;
GRANT SELECT ON TABLE public.place_alias TO talent_security;
GRANT SELECT ON TABLE public.place_alias TO talent_auditor;
GRANT SELECT ON TABLE public.place_alias TO talent_system;
GRANT SELECT ON TABLE public.place_alias TO talent_gate;

GRANT SELECT ON TABLE public.place_ancestor TO talent_definer;
GRANT SELECT,INSERT,DELETE ON TABLE public.place_ancestor TO talent_hr;
GRANT SELECT ON TABLE public.place_ancestor TO talent_scoped;
GRANT SELECT ON TABLE public.place_ancestor TO talent_security;
GRANT SELECT ON TABLE public.place_ancestor TO talent_auditor;
GRANT SELECT ON TABLE public.place_ancestor TO talent_system;
GRANT SELECT ON TABLE public.place_ancestor TO talent_gate;

GRANT SELECT,INSERT ON TABLE public.plan TO talent_hr;

GRANT UPDATE(state) ON TABLE public.plan TO talent_hr;

GRANT UPDATE(reviewed_by) ON TABLE public.plan TO talent_hr;

GRANT UPDATE(reviewed_at) ON TABLE public.plan TO talent_hr;

GRANT UPDATE(adopted_by) ON TABLE public.plan TO talent_hr;

GRANT UPDATE(adopted_at) ON TABLE public.plan TO talent_hr;

GRANT UPDATE(version) ON TABLE public.plan TO talent_hr;

GRANT SELECT,INSERT ON TABLE public.plan_line TO talent_hr;
GRANT SELECT ON TABLE public.plan_line TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.plan_proof TO talent_hr;

GRANT SELECT ON TABLE public.pool TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.pool TO talent_hr;
GRANT SELECT ON TABLE public.pool TO talent_scoped;

GRANT SELECT ON TABLE public.post TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.post TO talent_hr;
GRANT SELECT ON TABLE public.post TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.preference TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.preference TO talent_scoped;
GRANT SELECT,INSERT,UPDATE ON TABLE public.preference TO talent_security;
GRANT SELECT,INSERT,UPDATE ON TABLE public.preference TO talent_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.preference TO talent_system;

GRANT SELECT,INSERT,UPDATE ON TABLE public.proposal TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.proposal TO talent_scoped;
GRANT SELECT,DELETE ON TABLE public.proposal TO talent_definer;

GRANT SELECT(id) ON TABLE public.proposal TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.proposal TO talent_definer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rate_count TO talent_definer;

GRANT SELECT ON TABLE public.register_route TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.register_route TO talent_hr;
GRANT SELECT ON TABLE public.register_route TO talent_scoped;

GRANT SELECT(id) ON TABLE public.register_route TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.register_route TO talent_definer;

GRANT SELECT ON TABLE public.release TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.release TO talent_hr;
GRANT SELECT ON TABLE public.release TO talent_scoped;

GRANT SELECT(id) ON TABLE public.release TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.release TO talent_definer;

GRANT SELECT ON TABLE public.request TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.request TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.request TO talent_scoped;

GRANT UPDATE(seats) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(wanted_skills) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(must_haves) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(deadline) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(election_day) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(document) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(urgent) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(state) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(submitted_on) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(outcome) ON TABLE public.request TO talent_scoped;

GRANT UPDATE(version) ON TABLE public.request TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.suggestion TO talent_hr;
GRANT INSERT ON TABLE public.suggestion TO talent_scoped;
GRANT SELECT ON TABLE public.suggestion TO talent_definer;

GRANT SELECT(id) ON TABLE public.suggestion TO talent_scoped;
GRANT SELECT(id) ON TABLE public.suggestion TO talent_definer;

GRANT SELECT(run_id) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(person_id) ON TABLE public.suggestion TO talent_scoped;
GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.suggestion TO talent_definer;

GRANT SELECT(standing) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(rank) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(total) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(detail) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(decision),UPDATE(decision) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(decided_by),UPDATE(decided_by) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(decided_at),UPDATE(decided_at) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(reason),UPDATE(reason) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT(version),UPDATE(version) ON TABLE public.suggestion TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.suggestion_run TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.suggestion_run TO talent_scoped;
GRANT SELECT ON TABLE public.suggestion_run TO talent_definer;

GRANT SELECT ON TABLE public.request_decision TO talent_definer;
GRANT SELECT ON TABLE public.request_decision TO talent_hr;
GRANT SELECT ON TABLE public.request_decision TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.reserve TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.reserve TO talent_scoped;

GRANT SELECT(id) ON TABLE public.reserve TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.reserve TO talent_definer;

GRANT UPDATE(state) ON TABLE public.reserve TO talent_hr;
GRANT UPDATE(state) ON TABLE public.reserve TO talent_scoped;

GRANT UPDATE(readiness) ON TABLE public.reserve TO talent_hr;
GRANT UPDATE(readiness) ON TABLE public.reserve TO talent_scoped;

GRANT UPDATE(ended_on) ON TABLE public.reserve TO talent_hr;
GRANT UPDATE(ended_on) ON TABLE public.reserve TO talent_scoped;

GRANT UPDATE(exit_reason) ON TABLE public.reserve TO talent_hr;
GRANT UPDATE(exit_reason) ON TABLE public.reserve TO talent_scoped;

GRANT UPDATE(version) ON TABLE public.reserve TO talent_hr;
GRANT UPDATE(version) ON TABLE public.reserve TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.reserve_review TO talent_hr;
GRANT SELECT ON TABLE public.reserve_review TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.reserve_step TO talent_hr;
GRANT SELECT,INSERT ON TABLE public.reserve_step TO talent_scoped;

GRANT SELECT ON TABLE public.review_result TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.review_result TO talent_hr;

GRANT SELECT(id) ON TABLE public.review_result TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.review_result TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.review_round TO talent_hr;
GRANT SELECT ON TABLE public.review_round TO talent_definer;

GRANT SELECT(id) ON TABLE public.review_round TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.review_round TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.review_rule TO talent_hr;
GRANT SELECT ON TABLE public.review_rule TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.roster TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.roster TO talent_scoped;
GRANT SELECT,UPDATE ON TABLE public.roster TO talent_definer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roster_file TO talent_hr;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roster_file TO talent_scoped;
GRANT SELECT,DELETE ON TABLE public.roster_file TO talent_definer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roster_mapping TO talent_hr;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roster_mapping TO talent_scoped;

GRANT SELECT,INSERT,UPDATE ON TABLE public.roster_row TO talent_hr;
GRANT SELECT,INSERT,UPDATE ON TABLE public.roster_row TO talent_scoped;
GRANT SELECT,UPDATE ON TABLE public.roster_row TO talent_definer;

GRANT SELECT(id) ON TABLE public.roster_row TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.roster_row TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.rule TO talent_hr;
GRANT SELECT ON TABLE public.rule TO talent_scoped;
GRANT SELECT ON TABLE public.rule TO talent_definer;

GRANT UPDATE(in_force_until) ON TABLE public.rule TO talent_hr;

GRANT SELECT,INSERT ON TABLE public.rule_confirmation TO talent_hr;
GRANT SELECT ON TABLE public.rule_confirmation TO talent_scoped;
GRANT SELECT ON TABLE public.rule_confirmation TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.rule_set TO talent_hr;
GRANT SELECT ON TABLE public.rule_set TO talent_scoped;
GRANT SELECT ON TABLE public.rule_set TO talent_definer;

GRANT SELECT,INSERT ON TABLE public.rule_set_approval TO talent_hr;
GRANT SELECT ON TABLE public.rule_set_approval TO talent_scoped;
GRANT SELECT,DELETE ON TABLE public.rule_set_approval TO talent_definer;

GRANT SELECT ON TABLE public.service_record TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.service_record TO talent_hr;
GRANT SELECT ON TABLE public.service_record TO talent_scoped;

GRANT SELECT(id) ON TABLE public.service_record TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.service_record TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.session TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.session TO talent_gate;
GRANT SELECT,INSERT,UPDATE ON TABLE public.session TO talent_security;

GRANT SELECT ON TABLE public.setting TO talent_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.setting TO talent_gate;
GRANT SELECT,INSERT,UPDATE ON TABLE public.setting TO talent_system;
GRANT SELECT ON TABLE public.setting TO talent_hr;
GRANT SELECT ON TABLE public.setting TO talent_scoped;
GRANT SELECT ON TABLE public.setting TO talent_security;
GRANT SELECT ON TABLE public.setting TO talent_auditor;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.skill_concept TO talent_hr;
GRANT SELECT ON TABLE public.skill_concept TO talent_scoped;
GRANT SELECT ON TABLE public.skill_concept TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sweep TO talent_hr;

GRANT SELECT ON TABLE public.tenure TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.tenure TO talent_hr;
GRANT SELECT ON TABLE public.tenure TO talent_scoped;

GRANT SELECT(id) ON TABLE public.tenure TO talent_definer;

GRANT SELECT(person_id),UPDATE(person_id) ON TABLE public.tenure TO talent_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.term TO talent_hr;
GRANT SELECT ON TABLE public.term TO talent_scoped;

GRANT SELECT ON TABLE public.todo TO talent_hr;
GRANT SELECT ON TABLE public.todo TO talent_scoped;
GRANT SELECT,INSERT,UPDATE ON TABLE public.todo TO talent_definer;

GRANT UPDATE(done_at) ON TABLE public.todo TO talent_hr;
GRANT UPDATE(done_at) ON TABLE public.todo TO talent_scoped;

GRANT UPDATE(done_by) ON TABLE public.todo TO talent_hr;
GRANT UPDATE(done_by) ON TABLE public.todo TO talent_scoped;

GRANT SELECT ON TABLE public.vacancy TO talent_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.vacancy TO talent_hr;
GRANT SELECT ON TABLE public.vacancy TO talent_scoped;

GRANT SELECT,INSERT ON TABLE public.weight_set TO talent_hr;
GRANT SELECT ON TABLE public.weight_set TO talent_scoped;
GRANT SELECT ON TABLE public.weight_set TO talent_definer;

ALTER DEFAULT PRIVILEGES FOR ROLE talent_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
