-- Counts anew how the tables that people stand in are filled, for the planner: after many came at once it
-- would go by the register as it was until the server comes round by itself, a minute later or more.
grant maintain on person, person_name, person_phone, person_key, person_term, person_visible, membership,
  membership_step, pair to talent_definer;
create function people_analyse() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze person, person_name, person_phone, person_key, person_term, person_visible, membership, membership_step, pair;
end $$;
revoke execute on function people_analyse() from public;
grant execute on function people_analyse() to talent_hr, talent_scoped;
grant create on schema public to talent_definer;
alter function people_analyse() owner to talent_definer;
revoke create on schema public from talent_definer;
