-- Opening transactions, sessions, log-in.

-- name: enter -> access.Actor?
-- One round trip: who acts, the circumstances for the audit, and the database role that follows.
with entered as materialized (
  select * from session_enter(:token)),
standing as materialized (
  select set_config('talent.ip', :ip, true), set_config('talent.request', :request, true),
         set_config('talent.purpose', :purpose, true), set_config('role', db_role, true)
  from entered)
select session_id, account_id, login, display_name, must_change, grant_id, role, place from entered, standing;

-- name: stand_at_gate
select set_config('talent.ip', :ip, true), set_config('talent.request', :request, true),
       set_config('talent.purpose', :purpose, true), set_config('role', 'talent_gate', true);

-- name: speak_for
select set_config('talent.token', :token, true);

-- name: note
select audit_note(:action, :subject, :case);

-- name: rate_hit -> value
select rate_hit(:subject, :window, :most);

-- name: counts -> value
select session_counts(:token, :roles, :what, :window, :most);

-- name: answers -> value
select true;
