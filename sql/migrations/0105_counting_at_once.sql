-- Counts a deed of the session behind a token in a statement that is a transaction of its own: a try
-- counts that is refused afterwards, and nobody waits for its end. False says one too many, null that
-- nobody with one of these roles came, which whoever opens the transaction behind it says in words.
-- Nobody waits for the disk either: what a machine that stops has not kept is less than a second's count.
create function session_counts(p_token text, p_roles text[], p_what text, p_window interval, p_most int) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('talent.token', p_token, true), set_config('synchronous_commit', 'off', true);
  return (select rate_hit(p_what || ':' || s.grant_id, p_window, p_most)
          from acting() s where coalesce(s.role, '') = any (p_roles));
end $$;
revoke execute on function session_counts(text, text[], text, interval, int) from public;
grant execute on function session_counts(text, text[], text, interval, int) to talent_app;
grant create on schema public to talent_definer;
alter function session_counts(text, text[], text, interval, int) owner to talent_definer;
revoke create on schema public from talent_definer;
