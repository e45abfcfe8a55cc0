-- What was said of a pair, for whoever works it off. A township reads of the table only what it said itself, and so
-- could never be the second of two who must agree.
create function judgements_of(p_one uuid, p_other uuid)
returns table (verdict text, reason text, judged_by text, mine boolean, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select j.verdict, j.reason, a.display_name, coalesce(j.judged_by = asker.account_id, false), j.at
  from acting() asker cross join judgement j left join account a on a.id = j.judged_by
  where j.person_a = least(p_one, p_other) and j.person_b = greatest(p_one, p_other)
    and (asker.role = 'hr' or asker.role = 'township' and 2 = (
          select count(distinct v.person_id) from person_visible v
          where v.grant_id = asker.grant_id and v.person_id in (p_one, p_other)))
  order by j.id desc
$$;

revoke all on function judgements_of(uuid, uuid) from public;
grant execute on function judgements_of(uuid, uuid) to talent_hr, talent_scoped;
grant create on schema public to talent_definer;
alter function judgements_of(uuid, uuid) owner to talent_definer;
revoke create on schema public from talent_definer;
