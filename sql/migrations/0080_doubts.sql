-- Pairs that clusters hang on go to review: counted by the sweep, named on the pair, worked off first.
alter table sweep add column bridges int not null default 0;
comment on column sweep.bridges is 'Pairs that alone hold a group of three and more together. torn counts entries, oversized groups as they were before they were split.';

alter table pair add column doubt text constraint pair_doubt check (doubt in ('bridge', 'torn', 'oversized'));
comment on column pair.doubt is 'Why the last sweep did not leave the pair to its weight: it alone holds a group together (bridge), one of the two fits two who are not one (torn), both hang together with too many (oversized).';

-- A wrong answer touches the pools the two stand in, the seats they hold, and whom else a cluster would join.
create or replace function pair_priority(q pair, even int) returns numeric
language sql stable as $$
  select round((u.p * (1 - u.p))::numeric, 6)
    * (1 + (select count(*) from membership m where m.person_id in (q.person_a, q.person_b)
              and m.state not in ('exited', 'rejected'))
         + 2 * (select count(*) from tenure t where t.person_id in (q.person_a, q.person_b) and upper_inf(t.during))
         + case when q.doubt is null then 0 else 4 end)
  from (select coalesce(q.probability::float8, 1 / (1 + 2 ^ ((even - q.weight) / 100.0))) p) u
$$;
