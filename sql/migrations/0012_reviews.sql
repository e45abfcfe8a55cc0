-- Working off the queue: whose a pair is, who must agree, what may be merged by itself.

create table review_rule (
  id          uuid primary key default uuidv7(),
  two_person  boolean not null,
  automatic   boolean not null,
  reason      text,
  chosen_by   uuid references account,
  at          timestamptz not null default now(),
  constraint review_rule_not_both check (not (two_person and automatic))
);
comment on table review_rule is 'How pairs are reviewed from when on; the newest counts. two_person: whom one reviewer says to be the same, another must say so too. automatic: after a sweep its automatic part is merged by itself.';

alter table pair add column assigned_place text references place on update cascade;
comment on column pair.assigned_place is 'The township that is to work this pair off; without one it is hr''s.';
create index pair_assigned on pair (assigned_place) where assigned_place is not null;
alter table pair drop constraint pair_state;
alter table pair add constraint pair_state check (state in ('open', 'proposed', 'judged'));
comment on column pair.state is 'proposed: said to be the same by one, waiting for another to say so.';

alter table review_rule enable row level security;
create policy everybody on review_rule for select to talent_hr, talent_scoped using (true);
create policy county on review_rule for insert to talent_hr with check (true);
call audit_table('review_rule', 'id', '', 'bodies');
grant select on review_rule to talent_hr, talent_scoped;
grant insert on review_rule to talent_hr;
