-- Accounts, grants, sessions.

-- name: account_by_login -> accounts.Account?
select id, login, display_name, kind, password_hash, must_change, failed, locked_until > now() locked,
       disabled_at is not null disabled
from account where login = :login for no key update;

-- name: account_by_id -> accounts.Account?
select id, login, display_name, kind, password_hash, must_change, failed, locked_until > now() locked,
       disabled_at is not null disabled
from account where id = :account;

-- name: accounts -> accounts.Listed*
select a.id, a.login, a.display_name, a.kind, a.must_change, coalesce(a.locked_until > now(), false) locked,
       a.disabled_at is not null disabled,
       coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'place', g.place) order by g.id)
                 from access_grant g where g.account_id = a.id and g.revoked_at is null), '[]') grants
from account a
where a.login > coalesce(:after, '')
order by a.login limit :most;

-- name: account_listed -> accounts.Listed?
select a.id, a.login, a.display_name, a.kind, a.must_change, coalesce(a.locked_until > now(), false) locked,
       a.disabled_at is not null disabled,
       coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'place', g.place) order by g.id)
                 from access_grant g where g.account_id = a.id and g.revoked_at is null), '[]') grants
from account a where a.id = :account;

-- name: add_account
insert into account (id, login, display_name, kind, password_hash, must_change)
values (:id, :login, :display_name, :kind, :password_hash, :must_change);

-- name: set_password
update account set password_hash = :password_hash, must_change = :must_change, failed = 0, locked_until = null
where id = :account;

-- name: disable_account
update account set disabled_at = now() where id = :account and disabled_at is null;

-- name: count_failure
-- A lock that has ended forgives what led to it.
update account set
  failed = case when locked_until <= now() then 1 else failed + 1 end,
  locked_until = case when locked_until > now() then locked_until
                      when locked_until is null and failed + 1 >= :most then now() + :pause end
where id = :account;

-- name: forgive_failures
update account set failed = 0, locked_until = null where id = :account and (failed > 0 or locked_until is not null);

-- name: note_attempt
insert into login_attempt (login, ip, ok) values (:login, :ip, :ok);

-- name: recent_failures -> value
select count(*) from login_attempt where ip = :ip and not ok and at > now() - interval '10 minutes';

-- name: grants_of -> accounts.Grant*
select g.id, g.role, g.place, p.name place_name
from access_grant g left join place p on p.code = g.place
where g.account_id = :account and g.revoked_at is null and (g.until is null or g.until > now())
order by g.id;

-- name: add_grant
insert into access_grant (id, account_id, role, place, granted_by, until)
values (:id, :account, :role, :place, :granted_by, :until);

-- name: revoke_grant
update access_grant set revoked_at = now() where id = :grant and revoked_at is null;

-- name: add_session
insert into session (id, token_digest, account_id, grant_id, kind, ip, idle, expires_at)
values (:id, sha256(convert_to(:token, 'UTF8')), :account, :grant, :kind,
        nullif(current_setting('talent.ip', true), ''), :idle, now() + :lasts);

-- name: choose_grant
update session set grant_id = :grant
where token_digest = sha256(convert_to(:token, 'UTF8')) and revoked_at is null
  and account_id = (select account_id from access_grant where id = :grant and revoked_at is null
                    and (until is null or until > now()));

-- name: end_session
update session set revoked_at = now()
where token_digest = sha256(convert_to(:token, 'UTF8')) and revoked_at is null;

-- name: end_sessions_of
update session set revoked_at = now() where account_id = :account and revoked_at is null;

-- name: sessions_of -> accounts.Opened*
-- The sessions of an account that are open, the last used first.
select id, created_at opened_at, seen_at, ip, kind from session
where account_id = :account and revoked_at is null and expires_at > now() and seen_at + idle > now()
order by seen_at desc, id desc;

-- name: end_one_session
update session set revoked_at = now() where id = :session and account_id = :account and revoked_at is null;

-- name: people_with_passwords -> value
select exists (select from account where kind = 'person');

-- name: setting -> value?
select value from setting where name = :name;

-- name: set_setting
insert into setting (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value;

-- name: add_setting
insert into setting (name, value) values (:name, :value) on conflict (name) do nothing;

-- name: take_setting -> value?
delete from setting where name = :name returning value;

-- name: preference -> value?
select value from preference where account_id = acting_account() and name = :name;

-- name: remember_preference
insert into preference (account_id, name, value) values (acting_account(), :name, :value)
on conflict (account_id, name) do update set value = excluded.value;
