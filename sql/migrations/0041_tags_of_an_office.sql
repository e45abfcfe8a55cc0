-- A tag belongs to the office that put it: hr's words on a person are not read by his village.
alter table person_tag add column place text references place;
alter table person_tag drop constraint person_tag_once;
alter table person_tag add constraint person_tag_once unique nulls not distinct (person_id, tag, place);
comment on column person_tag.place is 'The place of the office that put the tag; null for the county''s hr.';
create policy office on person_tag as restrictive to talent_scoped
  using (place = (select acting_place())) with check (place = (select acting_place()));

-- Why the county took somebody out is not told to his village, which reads the reasons it gave itself.
create function step_reason(s membership_step) returns text
language sql stable as $$
  select case when (select acting_role()) is distinct from 'village' or s.made_by = (select acting_account())
    then s.reason end
$$;
revoke all on function step_reason(membership_step) from public;
grant execute on function step_reason(membership_step) to talent_hr, talent_scoped;
