-- Merges, and taking them back.

-- name: lock -> value*
-- Whoever adds something to either of them waits, and then finds the entry gone.
select id from person where id = any (:people::uuid[]) order by id for update;

-- name: allowed -> value
select may_merge(:people::uuid[]);

-- name: origins -> merging.Origin*
select p.id, p.created_at entered_at, g.role, a.display_name entered_by, p.source
from person p left join access_grant g on g.id = p.created_grant left join account a on a.id = p.created_by
where p.id = any (:people::uuid[]);

-- name: referring -> merged.Referring*
select relation, rows from person_referring(:person);

-- name: merge
select person_merge(:merge, :survivor, :gone, :content, :reason);

-- name: unmerge -> merged.Stuck*
select relation, row_id from person_unmerge(:merge, :reason);

-- name: one -> merged.Row?
select m.id, m.survivor, m.gone, m.content, m.reason, a.display_name merged_by, m.at, u.display_name undone_by, m.undone_at,
       m.undo_reason
from merge m left join account a on a.id = m.merged_by left join account u on u.id = m.undone_by
where m.id = :merge;

-- name: of -> merged.Row*
-- Of a person and of every entry merged into it, the newest first.
select m.id, m.survivor, m.gone, m.content, m.reason, a.display_name merged_by, m.at, u.display_name undone_by, m.undone_at,
       m.undo_reason
from merge m left join account a on a.id = m.merged_by left join account u on u.id = m.undone_by
where m.survivor in (select person_entries(:person)) order by m.id desc;

-- name: moved -> merged.Referring*
select relation, count(*) rows from merge_row where merge_id = :merge group by relation order by relation;

-- name: later -> merged.Row*
select m.id, m.survivor, m.gone, m.content, m.reason, null::text merged_by, m.at, null::text undone_by, m.undone_at,
       m.undo_reason
from merge m where m.survivor = :survivor and m.id > :merge and m.undone_at is null order by m.id;

-- name: reseal
update merge set content = :content where id = :merge;

-- name: refuse_ranking
update person set ranking_refused = :refused where id = :person and ranking_refused <> :refused;

-- name: standing -> merged.Row*
-- Merges that somebody who looked made and nobody took back.
select m.id, m.survivor, m.gone, m.content, m.reason, null::text merged_by, m.at, null::text undone_by, m.undone_at,
       m.undo_reason
from merge m where m.undone_at is null
  and not coalesce((select j.by_itself from judgement j
        where j.person_a = least(m.survivor, m.gone) and j.person_b = greatest(m.survivor, m.gone)
        order by j.id desc limit 1), false)
order by m.id;
