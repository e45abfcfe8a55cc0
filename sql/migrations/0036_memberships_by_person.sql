-- A person's memberships of whatever state, as each list and each page of a person reads them.
create index membership_person on membership (person_id);
