"""Taking a merge back, and what merges there were.

Both entries stand again as they were; what was edited since the merge stays with the survivor
and is named. That the two are different is remembered, so that nothing proposes them again.
"""

from collections import Counter
from typing import Literal
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import access, merged, merging, person, registered, texts, unmerging
from talent.core.merging import Content
from talent.flows import amending, columns, likenesses, merges, pairs, people, previews
from talent.flows.desk import Desk

SQL = db.queries("merges")

CHAINED = "保留的登记其后又并入了另一条，请先撤销那次合并"


class Undoing(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a merge is taken back, and what is said of the two instead."""

    reason: str | None = None
    verdict: Literal["different", "unsure"] = "different"


class Undone(Struct, frozen=True):
    """What an undoing left: fields that were edited since and so stayed, rows that were gone."""

    survivor: UUID
    restored: UUID
    conflicts: tuple[str, ...]
    lost: list[merged.Following]


async def of(desk: Desk, person_id: UUID) -> list[merged.Merge]:
    """List the merges into a person, taken back ones too, with every value that was not taken."""
    held = await people.row(desk, person_id)
    await people.look(desk, "list", [held.id])
    return [_shown(desk, row) for row in await desk.tx.run(SQL.of, person=held.id)]


def _shown(desk: Desk, row: merged.Row) -> merged.Merge:
    content, role = merges.opened(desk, row), desk.actor.role
    return merged.Merge(
        id=row.id,
        survivor=row.survivor,
        gone=row.gone,
        survivor_origin=content.survivor,
        gone_origin=content.gone,
        kept=[
            merged.KeptShown(
                one.field,
                person.BY_NAME[one.field].label,
                previews.masked(one.field, one.value, role),
                one.origin,
            )
            for one in merging.kept(content)
        ],
        reason=row.reason,
        merged_by=row.merged_by,
        at=row.at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undo_reason=row.undo_reason,
    )


async def preview(desk: Desk, merge_id: UUID) -> merged.Undoable:
    """Tell what taking a merge back would restore; the look at the survivor is recorded."""
    found = await desk.tx.run(SQL.one, merge=merge_id)
    if found is None:
        raise errors.NotFound
    held = await people.row(desk, found.survivor)
    await people.look(desk, "list", [held.id])
    content, now = merges.opened(desk, found), merges.values(desk, held)
    later = await desk.tx.run(SQL.later, survivor=found.survivor, merge=found.id)
    back = unmerging.taken_back(now, content, [merges.opened(desk, row) for row in later])
    role = desk.actor.role
    moved = await desk.tx.run(SQL.moved, merge=merge_id) if role == access.Role.HR else []
    return merged.Undoable(
        merge=_shown(desk, found),
        back=[
            merged.Back(
                name,
                person.BY_NAME[name].label,
                previews.masked(name, now[name].value, role),
                previews.masked(name, value.value, role),
            )
            for name, value in back.values.items()
            if value.value != now[name].value
        ],
        conflicts=[person.BY_NAME[name].label for name in back.conflicts],
        returns=previews.following(moved, role),
        pools=tuple(one.pool for one in content.ended),
    )


async def undo(desk: Desk, merge_id: UUID, said: Undoing) -> Undone:
    """Take a merge back: both entries, every row that followed, every value nobody edited since.

    Refused: a merge that is out of sight or taken back already, one whose survivor was itself
    merged away later, and *different* where judgements about a third forbid it.
    """
    texts.check(reason=said.reason)
    found = await desk.tx.run(SQL.one, merge=merge_id)
    if found is None:
        raise errors.NotFound
    await desk.tx.run(SQL.lock, people=[found.survivor])
    # Read again under the lock: of two who take one merge back the second finds it done.
    found = await desk.tx.run(SQL.one, merge=merge_id)
    if found is None or found.undone_at is not None:
        raise errors.Conflict("该合并已撤销")
    if await desk.tx.run(people.SQL.survivor, person=found.survivor) != found.survivor:
        raise errors.Conflict(CHAINED)
    if not await desk.tx.run(SQL.allowed, people=[found.survivor, found.gone]):
        raise errors.Forbidden(merges.ACROSS)
    content = merges.opened(desk, found)
    reason = (said.reason or "").strip() or None
    stuck: list[merged.Stuck] = await desk.tx.run(SQL.unmerge, merge=merge_id, reason=reason)
    later = [
        (row, merges.opened(desk, row))
        for row in await desk.tx.run(SQL.later, survivor=found.survivor, merge=found.id)
    ]
    back = await _restore(desk, found, content, [one for _, one in later])
    remembered = await _rejoin(desk, found, content, list(back.later))
    for (row, before), after in zip(later, remembered, strict=True):
        if before != after:
            sealed = merges.sealed(desk, row.id, after)
            await desk.tx.run(SQL.reseal, merge=row.id, content=sealed)
    await pairs.judge(desk, found.survivor, found.gone, pairs.Said(said.verdict, said.reason))
    counts = Counter(one.relation for one in stuck)
    rows = [merged.Referring(relation, n) for relation, n in sorted(counts.items())]
    return Undone(
        found.survivor, found.gone, back.conflicts, previews.following(rows, desk.actor.role)
    )


async def _restore(
    desk: Desk, found: merged.Row, content: Content, later: list[Content]
) -> unmerging.Restored:
    """Give both entries their values and keys."""
    held = await people.row(desk, found.survivor)
    back = unmerging.taken_back(merges.values(desk, held), content, later)
    names = tuple(one for one in columns.other_names(held) if one not in content.added_names)
    await merges.put(desk, held, back.values, names)
    before_refusal, after_refusal = content.ranking_refused
    if before_refusal != after_refusal:
        await desk.tx.run(SQL.refuse_ranking, person=found.survivor, refused=before_refusal)
    gone = await people.row(desk, found.gone)
    await _take_back_number(desk, found.survivor, gone, content)
    draft = columns.draft(gone, desk.keyring)
    await people.found_by(desk, [(gone.id, draft)], {gone.id: likenesses.held(desk, gone, draft)})
    return back


async def _take_back_number(
    desk: Desk, survivor: UUID, gone: registered.Row, content: Content
) -> None:
    """Take back what was handed on of an ID number; what somebody wrote since stays."""
    held = await people.row(desk, survivor)
    typed = columns.typed_number(gone, desk.keyring)
    if content.number_shown and columns.typed_number(held, desk.keyring) == typed:
        await amending.keep_shown(desk, survivor, None)


async def _rejoin(
    desk: Desk, found: merged.Row, content: Content, later: list[Content]
) -> list[Content]:
    """Let memberships that ended as doubled stand again where they are doubled no more.

    Those that this merge or a later one had ended; what still is doubled because of a later merge
    is that one's to give back. Answers what the later merges remember then.
    """
    gone = await people.row(desk, found.gone)
    sides = (await people.row(desk, found.survivor), gone)
    in_force = {(row.id, one["pool"]) for row in sides for one in merges.in_force(row)}
    owners = {UUID(one["id"]): row.id for row in sides for one in row.memberships}
    ended = [*content.ended, *(one for memory in later for one in memory.ended)]
    back = []
    for one in ended:
        place = (owners.get(one.id), one.pool)
        if place in in_force or not await desk.tx.run(
            people.SQL.rejoin_pool, membership=one.id, version=one.version, state=one.state
        ):
            continue
        in_force.add((owners[one.id], one.pool))
        back.append(one)
        await merges.step(desk, one.id, "exited", one.state, "撤销合并")
    await merges.hand_over(desk, gone, "撤销合并")
    left = [
        structs.replace(memory, ended=tuple(one for one in memory.ended if one not in back))
        for memory in later
    ]
    still = tuple(one for one in content.ended if one not in back)
    if still and left:
        left[0] = structs.replace(left[0], ended=(*still, *left[0].ended))
    return left
