"""Merging two entries of one human, and taking a merge back.

The survivor takes a value per field, what refers to the other follows, the other's id leads to
the survivor from then on. Nothing is lost: the other entry stays as it was, out of everybody's
sight, and an undoing brings back it and every row that followed.
"""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import merged, merging, pair, person, registered, texts
from talent.core.merging import Choice, Content, Ended, Entry, Values
from talent.flows import amending, columns, duplicates, likenesses, pairs, people
from talent.flows.desk import Desk

SQL = db.queries("merges")

CONTENT = "merge.content"
MERGED = 9
"""The reason of an exit: 合并."""
TWO = "本县实行两人复核：须另一人也判为同一人，才能合并"
ACROSS = "跨乡镇（街道）的合并由组织部办理"


class Wanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How two entries become one. Without a survivor the older entry is it.

    `take` names for a field the entry whose value counts. `versions` are those that were seen.
    """

    survivor: UUID | None = None
    take: dict[str, UUID] = {}
    versions: dict[UUID, int] | None = None
    reason: str | None = None


class Merged(Struct, frozen=True):
    """A merge that was made."""

    merge: UUID
    survivor: UUID
    gone: UUID


class Two(Struct, frozen=True):
    """Two entries read for a merge, and what each field will hold."""

    rows: tuple[registered.Row, registered.Row]
    entries: tuple[Entry, Entry]
    choices: tuple[Choice, ...]

    @property
    def after(self) -> Values:
        """The survivor's values after the merge."""
        return {one.field: one.taken for one in self.choices}


async def read(desk: Desk, one: UUID, other: UUID, wanted: Wanted) -> Two:
    """Read two entries for a merge, held against everybody else who would change them."""
    texts.check(reason=wanted.reason)
    if one == other:
        raise errors.NotFound
    survivor = wanted.survivor or min(one, other)
    if survivor not in (one, other):
        raise _fault("survivor", str(survivor), "二人之一的编号")
    gone = other if survivor == one else one
    # Whoever is about to write to one of them is waited for.
    if len(await desk.tx.run(SQL.lock, people=[one, other])) < len((one, other)):
        raise errors.NotFound
    rows = {row.id: row for row in await desk.tx.run(people.SQL.rows, people=[one, other])}
    origins = {found.id: found for found in await desk.tx.run(SQL.origins, people=[one, other])}
    mine, theirs = (_entry(desk, rows[key], origins[key]) for key in (survivor, gone))
    _check_taken(wanted.take, (one, other))
    for key, version in (wanted.versions or {}).items():
        if key in rows and rows[key].version != version:
            raise errors.Stale(current=rows[key].version)
    choices = merging.choose(mine, theirs, wanted.take)
    return Two((rows[survivor], rows[gone]), (mine, theirs), choices)


async def allowed(desk: Desk, one: UUID, other: UUID) -> bool:
    """Say whether the asker may merge two: hr any, a township those registered in it."""
    found: bool = await desk.tx.run(SQL.allowed, people=[one, other])
    return found


def _entry(desk: Desk, row: registered.Row, origin: merging.Origin) -> Entry:
    return Entry(origin, values(desk, row), columns.other_names(row))


def values(desk: Desk, row: registered.Row) -> Values:
    """Answer a person's values by field."""
    return merging.values(columns.draft(row, desk.keyring), row.verified, row.to_verify)


def _check_taken(take: dict[str, UUID], two: tuple[UUID, UUID]) -> None:
    known = {name for group in merging.GROUPS for name in group}
    if strangers := take.keys() - known:
        raise _fault("take", "、".join(sorted(strangers)), "可选择的项")
    if wrong := [key for key in take.values() if key not in two]:
        raise _fault("take", str(wrong[0]), "二人之一的编号")


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(errors.Fault(field=field, said=said, expected=expected),))


def lost_names(two: Two) -> tuple[person.OtherName, ...]:
    """Answer the name that will no longer be the name in use; it becomes another name."""
    return merging.added_names(*two.entries, two.after["name"].value)


def doubled(two: Two) -> list[dict[str, Any]]:
    """Answer the memberships that end because both entries stand in the pool.

    The one that is further on its way stays, of two alike the longer one.
    """
    mine, theirs = ({one["pool"]: one for one in in_force(row)} for row in two.rows)
    return [max(mine[pool], theirs[pool], key=_behind) for pool in sorted(mine.keys() & theirs)]


def in_force(row: registered.Row) -> list[dict[str, Any]]:
    """Answer the memberships a person has not left."""
    return [one for one in row.memberships if one["state"] not in pairs.LEFT]


def _behind(membership: dict[str, Any]) -> tuple[int, str, str]:
    return (
        merging.FURTHEST_FIRST.index(membership["state"]),
        membership["entered_on"],
        membership["id"],
    )


# --- merging ------------------------------------------------------------------------------


async def merge(
    desk: Desk, one: UUID, other: UUID, wanted: Wanted, *, by_itself: bool = False
) -> Merged:
    """Make two entries one; that they are the same human is said in the same step.

    Refused: somebody unknown or gone, a version that is no longer the newest, what judgements
    about a third forbid, declared kin, and for a township whoever is registered elsewhere.
    """
    two = await read(desk, one, other, wanted)
    if not await allowed(desk, one, other):
        raise errors.Forbidden(ACROSS)
    mine, theirs = two.rows
    await _say_same(desk, (mine.id, theirs.id), wanted.reason, by_itself=by_itself)
    ended = [await _end(desk, membership) for membership in doubled(two)]
    key, handed = db.new_id(), _number_shown(desk, two)
    content = Content(
        before=two.entries[0].values,
        after=two.after,
        other=two.entries[1].values,
        survivor=two.entries[0].origin,
        gone=two.entries[1].origin,
        added_names=lost_names(two),
        ended=tuple(ended),
        ranking_refused=(mine.ranking_refused, mine.ranking_refused or theirs.ranking_refused),
        number_shown=handed is not None,
    )
    await desk.tx.run(
        SQL.merge,
        merge=key,
        survivor=mine.id,
        gone=theirs.id,
        content=sealed(desk, key, content),
        reason=(wanted.reason or "").strip() or None,
    )
    held = await people.row(desk, mine.id)
    names = (*columns.other_names(held), *content.added_names)
    await put(desk, held, content.after, names)
    if handed is not None:
        await amending.keep_shown(desk, mine.id, handed)
    await desk.tx.run(SQL.refuse_ranking, person=mine.id, refused=content.ranking_refused[1])
    await hand_over(desk, theirs, "合并转入")
    await _queue(desk, mine.id)
    return Merged(key, mine.id, theirs.id)


def _number_shown(desk: Desk, two: Two) -> str | None:
    """Answer what the other entry shows of an ID number where the survivor will know nothing of it."""
    mine, theirs = two.rows
    if two.after["id_number"].value is not None or mine.id_number_typed:
        return None
    return columns.typed_number(theirs, desk.keyring)


async def _queue(desk: Desk, survivor: UUID) -> None:
    """Queue whom the survivor looks like now, but for those people know already of either entry."""
    held = await people.row(desk, survivor)
    found = await likenesses.find(
        desk, likenesses.held(desk, held, columns.draft(held, desk.keyring))
    )
    standing: list[pair.Standing] = await desk.tx.run(pairs.SQL.standing, people=[survivor])
    said = {
        key for one in standing if one.verdict == "same" for key in (one.person_a, one.person_b)
    }
    waiting = [
        (survivor, one)
        for one in found
        if one.person_id not in {survivor, *said}
        and pair.contradicted(survivor, one.person_id, "same", standing) is None
        and not _apart(survivor, one.person_id, standing)
    ]
    await duplicates.queue(desk, waiting)


def _apart(one: UUID, other: UUID, standing: list[pair.Standing]) -> bool:
    key = pair.key(one, other)
    return any(
        (kept.person_a, kept.person_b) == key and kept.verdict == "different" for kept in standing
    )


async def _say_same(desk: Desk, two: pair.Key, reason: str | None, *, by_itself: bool) -> None:
    one, other = two
    if not await pairs.agreed(desk, (one, other)):
        raise errors.Conflict(TWO)
    standing: list[pair.Standing] = await desk.tx.run(pairs.SQL.standing, people=[one, other])
    said = {(kept.person_a, kept.person_b): kept.verdict for kept in standing}
    if said.get(pair.key(one, other)) != "same":
        await pairs.judge(desk, one, other, pairs.Said("same", reason), by_itself=by_itself)


async def _end(desk: Desk, held: dict[str, Any]) -> Ended:
    """End a membership as 合并; earlier days keep counting it."""
    version, key = held["version"], UUID(held["id"])
    day = max(desk.today.isoformat(), held["entered_on"])
    await desk.tx.run(
        people.SQL.step_membership, membership=key, version=version, state="exited",
        exited_on=date.fromisoformat(day), exit_reason=MERGED,
    )  # fmt: skip
    await step(desk, key, held["state"], "exited", "合并")
    return Ended(key, held["pool"], held["state"], version + 1)


async def step(desk: Desk, membership: UUID, before: str, after: str, reason: str) -> None:
    """Note a step of a membership from today."""
    row = {
        "membership_id": membership,
        "from_state": before,
        "to_state": after,
        "on_day": desk.today,
        "reason": reason,
    }
    await desk.tx.run(people.SQL.add_steps, steps=[row])


async def hand_over(desk: Desk, entry: registered.Row, reason: str) -> None:
    """Note in the history of each membership in force from which day it is another entry's."""
    rows = [
        {
            "membership_id": UUID(one["id"]),
            "from_state": one["state"],
            "to_state": one["state"],
            "on_day": desk.today,
            "reason": reason,
        }
        for one in in_force(entry)
    ]
    standing = {UUID(one["id"]) for one in in_force(await people.row(desk, entry.id))}
    kept = [row for row in rows if row["membership_id"] in standing]
    if kept:
        await desk.tx.run(people.SQL.add_steps, steps=kept)


async def put(
    desk: Desk, held: registered.Row, wanted: Values, names: tuple[person.OtherName, ...]
) -> None:
    """Write values and other names to a person, and how the person is found from now on."""
    before = columns.draft(held, desk.keyring)
    draft = structs.replace(merging.changed(before, wanted), other_names=names)
    fields = {name for name in wanted if getattr(before, name) != getattr(draft, name)}
    if names != before.other_names:
        fields.add("other_names")
    marks = amending.Marks(
        verified={name: day for name, one in wanted.items() if (day := one.verified)}
        | {name: held.verified[name] for name in merging.UNITED & held.verified.keys()},
        to_verify=tuple(
            sorted(
                {name for name, one in wanted.items() if one.doubted}
                | (merging.UNITED & set(held.to_verify))
            )
        ),
    )
    await amending.write(desk, held, draft, fields, marks)


def sealed(desk: Desk, key: UUID, content: Content) -> bytes:
    """Seal what a merge remembers."""
    return desk.keyring.seal(CONTENT, key, msgspec.json.encode(content).decode())


def opened(desk: Desk, row: merged.Row) -> Content:
    """Open what a merge remembers."""
    return msgspec.json.decode(desk.keyring.open(CONTENT, row.id, row.content), type=Content)
