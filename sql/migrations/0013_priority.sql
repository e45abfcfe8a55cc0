-- What matters first: how unsure a pair is, times what a wrong answer would touch.

-- even is the weight at which two are as likely one human as not. A wrong answer touches the pools the two stand
-- in and the seats they hold.
create function pair_priority(q pair, even int) returns numeric
language sql stable as $$
  select round((u.p * (1 - u.p))::numeric, 6)
    * (1 + (select count(*) from membership m where m.person_id in (q.person_a, q.person_b)
              and m.state not in ('exited', 'rejected'))
         + 2 * (select count(*) from tenure t where t.person_id in (q.person_a, q.person_b) and upper_inf(t.during)))
  from (select coalesce(q.probability::float8, 1 / (1 + 2 ^ ((even - q.weight) / 100.0))) p) u
$$;
grant execute on function pair_priority(pair, int) to talent_hr, talent_scoped;
