-- The ledger of migrations.

-- name: take_lock
select pg_advisory_lock($1);

-- name: make_ledger
create table if not exists migration (
  name        text primary key,
  digest      text not null,
  applied_at  timestamptz not null default now());

-- name: ledger_exists -> value
select to_regclass('public.migration') is not null;

-- name: applied -> value*
select name, digest from migration order by name;

-- name: record
insert into migration (name, digest) values ($1, $2);

-- name: say_password
select set_config('talent.password', $1, false);

-- name: admit_worker
-- A login that another register of this server has made is that register's to change.
do $$
begin
  execute format('alter role talent_worker password %L', current_setting('talent.password'));
exception when insufficient_privilege then
  null;
end $$;
