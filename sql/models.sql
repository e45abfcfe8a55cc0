-- Trained models, and which of them weighs.

-- name: add
insert into model (id, version, content, report, judgements, made_by)
values (:id, :version, :content, :report, :judgements, acting_account())
on conflict on constraint model_version_once do nothing;

-- name: listed -> artefact.Row*
with in_use as (select u.model_id from model_use u order by u.id desc limit 1)
select m.id, m.version, m.report, m.judgements, a.display_name made_by, m.at,
       coalesce(m.id = (select model_id from in_use), false) active
from model m left join account a on a.id = m.made_by
where :version::text is null or m.version = :version order by m.id desc;

-- name: in_use -> artefact.InUse
-- Which model weighs, and how many people there are as the server last counted them.
select (select u.model_id from model_use u order by u.id desc limit 1) model,
       case when c.reltuples > 0 then c.reltuples::bigint else register_size() end size
from pg_class c where c.oid = 'person'::regclass;

-- name: content -> value
select content from model where id = :model;

-- name: use
insert into model_use (model_id, reason, chosen_by) values (:model, :reason, acting_account());

-- name: uses -> artefact.Use*
select m.version, u.reason, a.display_name chosen_by, u.at
from model_use u left join model m on m.id = u.model_id left join account a on a.id = u.chosen_by
order by u.id desc;
