-- Rules, the sets that change them, who approved and who confirmed them.

-- name: book -> rules.Rule*
-- Every row. One that two people have confirmed against the official text counts as checked.
select r.id, r.edition, r.roles, r.rule_class, r.predicate, r.params, r.on_unknown, r.citation, r.explanation,
       r.in_force_from, r.in_force_until,
       r.checked or (select count(*) >= 2 from rule_confirmation c where c.rule_id = r.id and c.edition = r.edition) checked,
       r.doubt
from rule r order by r.id, r.edition;
