-- What a server must be before the register starts on it.

-- name: server_settings -> value*
-- Rows of name and value for postgres.check. The login looked at is the one that connected.
select s.name, s.value
from pg_roles r, pg_database d, lateral (values
  ('server_version_num', current_setting('server_version_num')),
  ('server_encoding', pg_encoding_to_char(d.encoding)),
  ('provider', d.datlocprovider::text),
  ('locale', coalesce(d.datlocale, '')),
  ('collate', d.datcollate),
  ('ctype', d.datctype),
  ('login', r.rolname::text),
  ('superuser', r.rolsuper::text),
  ('bypasses_policies', r.rolbypassrls::text)) s (name, value)
where r.rolname = session_user and d.datname = current_database();
