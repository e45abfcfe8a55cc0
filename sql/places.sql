-- Places.

-- name: all -> places.Place*
-- Every place with all its names, for resolving what rosters say.
select p.code id, p.code, p.kind, p.name, p.parent parent_id,
       array(select a.alias from place_alias a where a.place = p.code order by a.id) aliases
from place p
where :kinds::text[] is null or p.kind = any (:kinds)
order by p.code;

-- name: below -> divisions.Listed*
select p.code, p.kind, p.name, p.short_name, p.parent, p.status, p.successor, p.flags,
       array(select a.alias from place_alias a where a.place = p.code order by a.id) aliases
from place p
where p.parent is not distinct from :parent
order by p.code;

-- name: one -> divisions.Listed?
select p.code, p.kind, p.name, p.short_name, p.parent, p.status, p.successor, p.flags,
       array(select a.alias from place_alias a where a.place = p.code order by a.id) aliases
from place p where p.code = :code;

-- name: county -> value?
select code from place where kind = 'county' order by code limit 1;

-- name: known -> value*
select code from place;

-- name: add
-- A known place keeps the district it was put into; its name follows the file.
insert into place (code, kind, name, short_name, parent, status, successor, flags)
select r.code, r.kind, r.name, r.short_name, r.parent, coalesce(r.status, 'in_force'), r.successor, coalesce(r.flags, '{}')
from jsonb_populate_recordset(null::place, :places) r
on conflict (code) do update set name = excluded.name, short_name = excluded.short_name
where (place.name, place.short_name) <> (excluded.name, excluded.short_name);

-- name: add_aliases
insert into place_alias (place, alias, since, until)
select r.place, r.alias, r.since, r.until from jsonb_populate_recordset(null::place_alias, :aliases) r
on conflict on constraint place_alias_once do nothing;

-- name: move
update place set parent = :parent where code = :code;

-- name: change
update place set status = :status, successor = :successor where code = :code;

-- name: townships_and_villages -> divisions.Short*
-- What a scope may choose from: the townships with their villages, those below one's own place only.
select p.code, p.kind, p.name, p.parent
from place p
where p.kind in ('township', 'village', 'community') and p.status = 'in_force'
  and (:within::text is null or exists (select from place_ancestor a where a.place = p.code and a.ancestor = :within)
       or exists (select from place_ancestor a where a.place = :within and a.ancestor = p.code))
order by p.code;
