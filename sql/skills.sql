-- The county's table of skills.

-- name: concepts -> skills.Concept*
select name, words from skill_concept order by name;

-- name: put_concept
insert into skill_concept (name, words, changed_by) values (:name, :words, acting_account())
on conflict (name) do update set words = excluded.words, changed_by = excluded.changed_by, changed_at = now();

-- name: remove_concept
delete from skill_concept where name = :name;
