-- The register's two logins and its database, made once by the server's superuser.
-- The embedded server is made with this text; an administrator of another server may use it too:
--   psql -v owner_password=… -v app_password=… -f bootstrap.sql
-- Each statement is followed by an empty line, because a server in single-user mode reads it so.

create role talent_owner login createrole password :'owner_password';

create role talent_app login noinherit password :'app_password';

create database talent owner talent_owner template template0 encoding 'UTF8'
  locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8';

revoke all on database talent from public;

grant connect on database talent to talent_app;

