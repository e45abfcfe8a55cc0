-- Rules, the sets that change them, who approved and who confirmed them.

-- name: book -> rules.Rule*
-- Every row. One that two people have confirmed against the official text counts as checked.
select r.id, r.edition, r.roles, r.rule_class, r.predicate, r.params, r.on_unknown, r.citation, r.explanation,
       r.in_force_from, r.in_force_until,
       r.checked or (select count(*) >= 2 from rule_confirmation c where c.rule_id = r.id and c.edition = r.edition) checked,
       r.doubt
from rule r order by r.id, r.edition;

-- name: kept -> rulebook.Kept*
-- Rows in force on a day, with who has confirmed them.
select r.id, r.edition, r.rule_set,
       coalesce((select jsonb_agg(jsonb_build_object('account_id', c.account_id, 'name', a.display_name, 'at', c.at,
                                    'source', c.source) order by c.at)
                 from rule_confirmation c join account a on a.id = c.account_id
                 where c.rule_id = r.id and c.edition = r.edition), '[]') confirmations
from rule r
where daterange(r.in_force_from, r.in_force_until, '[]') @> :on::date
order by r.id, r.edition;

-- name: is_shipped_checked -> value?
select checked from rule where id = :rule and edition = :edition;

-- name: confirm
insert into rule_confirmation (rule_id, edition, account_id, source)
values (:rule, :edition, acting_account(), :source);

-- name: sets -> ruleset.RuleSet*
select s.version, s.title, s.in_force_from, s.in_force_until, s.changes, s.ends, s.state, a.display_name drafted_by,
       s.drafted_at, s.switched_on_at,
       coalesce((select jsonb_agg(jsonb_build_object('account_id', p.account_id, 'name', b.display_name, 'at', p.at)
                                  order by p.at)
                 from rule_set_approval p join account b on b.id = p.account_id where p.rule_set = s.version), '[]') approvals,
       s.revision
from rule_set s left join account a on a.id = s.drafted_by
where :version::int is null or s.version = :version
order by s.version desc;

-- name: one_change_at_a_time
-- Sets are numbered, and switched on, one after the other.
select pg_advisory_xact_lock(hashtext('rule_set'));

-- name: lock_set -> value?
select version from rule_set where version = :version for update;

-- name: draft -> value
insert into rule_set (version, title, in_force_from, in_force_until, changes, ends, drafted_by)
select coalesce(max(version), 0) + 1, :title, :in_force_from, :in_force_until, :changes, :ends, acting_account()
from rule_set
returning version;

-- name: change_set
update rule_set set title = :title, in_force_from = :in_force_from, in_force_until = :in_force_until,
  changes = :changes, ends = :ends, revision = revision + 1
where version = :version and revision = :revision;

-- name: approve
insert into rule_set_approval (rule_set, account_id) values (:version, acting_account());

-- name: step_set
update rule_set set state = :state, revision = revision + 1,
  switched_on_by = case when :state = 'active' then acting_account() end,
  switched_on_at = case when :state = 'active' then now() end
where version = :version and revision = :revision;

-- name: end_rules
update rule r set in_force_until = e.last_day
from jsonb_to_recordset(:endings) e (id text, edition text, last_day date)
where r.id = e.id and r.edition = e.edition;

-- name: begin_rules
insert into rule (id, edition, roles, rule_class, predicate, params, on_unknown, citation, explanation, in_force_from,
                  in_force_until, checked, doubt, rule_set)
select r.id, r.edition, r.roles, r.rule_class, r.predicate, r.params, r.on_unknown, r.citation, r.explanation,
       r.in_force_from, r.in_force_until, false, r.doubt, :version
from jsonb_to_recordset(:rows) r (id text, edition text, roles int[], rule_class text, predicate text, params jsonb,
  on_unknown text, citation text, explanation text, in_force_from date, in_force_until date, doubt text);

-- name: villages -> posts.Village*
-- The villages of a place that have a post of a role.
select p.code, p.name, p.kind, p.status, p.flags
from place p join place_ancestor a on a.place = p.code and a.ancestor = :place
where p.kind in ('village', 'community')
  and exists (select from body b join post s on s.body_id = b.id where b.village = p.code and s.role = :role)
order by p.code;

-- name: weight_sets -> fit.WeightSet*
select role_group, version, weights, note from weight_set order by role_group, version desc;

-- name: newest_weights -> fit.WeightSet
select role_group, version, weights, note from weight_set where role_group = :role_group order by version desc limit 1;

-- name: save_weights
insert into weight_set (role_group, version, weights, note, saved_by, saved_at)
values (:role_group, :version, :weights, :note, acting_account(), now());

-- name: decided -> weighing.Decision*
-- Every decision on somebody ranked for one of the roles, with the value of each factor as it was seen.
select s.run_id, s.decision,
       (select coalesce(jsonb_object_agg(p ->> 'factor', p -> 'value'), '{}')
        from jsonb_array_elements(s.detail -> 'parts') p) "values"
from suggestion s join suggestion_run n on n.id = s.run_id join request r on r.id = n.request_id
join post t on t.id = r.post_id
where t.role = any(:roles) and s.decision is not null and s.rank is not null
order by s.id;
