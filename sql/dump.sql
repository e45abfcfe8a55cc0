-- Loading a dump into an empty register, in one transaction, as the owner.

-- name: people -> value
select exists (select from person) or exists (select from account where kind = 'person');

-- name: empty_and_hush
-- The dump holds what triggers once wrote (the audit, who sees whom), so triggers stay quiet.
do $$
declare
  relation text;
begin
  for relation in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I disable trigger user', relation);
  end loop;
  for relation in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
    execute format('truncate %I cascade', relation);
  end loop;
  create temp table migration_here on commit drop as select name, digest from migration;
  delete from migration;
end $$;

-- name: wake
do $$
declare
  relation text;
begin
  set search_path = public;
  if exists (select name, digest from migration except select name, digest from migration_here)
     or exists (select name, digest from migration_here except select name, digest from migration) then
    raise exception 'other schema';
  end if;
  for relation in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I enable trigger user', relation);
  end loop;
end $$;

-- name: prove
-- In psql's words: a dump sealed with another master key ends in a division by zero.
select 1 / (value = to_jsonb(:'proof'::text))::int from setting where name = 'key_proof';

-- name: analyse
-- Counts anew how the tables are filled, for the planner.
analyze;
