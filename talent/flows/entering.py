"""Accepted rows enter the register: new people are made, known ones joined, doubts queued."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from msgspec import structs

from talent import db, errors
from talent.core.model import Likeness
from talent.core.person import Draft
from talent.core.staged import Content, Deed, Wish
from talent.flows import columns, duplicates, joining, people, pools
from talent.flows.desk import Desk
from talent.flows.joining import batches
from talent.flows.staging import Line

SOURCE = "花名册"
"""Where a membership comes from; which roster, its row says. (An id may look like a phone number.)"""


async def enter(desk: Desk, pool: str, lines: Sequence[Line], wish: Wish) -> None:
    """Take accepted rows into the register and the pool; each learns its person, and what it did."""
    new = [line for line in lines if line.verdict.outcome == "new"]
    known = [line for line in lines if line.verdict.outcome == "known"]
    for line in new:
        line.person = db.new_id()
    for line in known:
        line.person = line.verdict.person
    _carry_over(new, {line.id: _person(line) for line in lines})
    ready = {_person(line): line.seen for line in new if line.seen is not None}
    for batch in batches(new):
        made = [(_person(line), _draft(line.content), line.content.to_verify) for line in batch]
        await people.insert(desk, made, ready)
    said = [
        joining.Said(
            _person(line),
            _draft(line.content),
            line.content.to_verify,
            columns.number_shown(line.seen),
        )
        for line in known
    ]
    did = await joining.join(desk, said, wish)
    everybody = list(dict.fromkeys(_person(line) for line in lines))
    entered: dict[UUID, UUID] = {}
    for some in batches(everybody, 1000):
        entered |= await pools.enter(desk, list(some), pool, SOURCE, desk.today)
    for line in lines:
        line.state = "committed"
        line.content = structs.replace(line.content, deed=_deed(line, did, entered))
    await _remember(desk, new)
    await _queue(desk, lines, new)


def _deed(line: Line, did: dict[UUID, joining.Did], entered: dict[UUID, UUID]) -> Deed:
    """Say what a row did, so that it may be undone; of several rows of a person the first did it."""
    person = _person(line)
    membership = entered.pop(person, None)
    done = did.pop(person, None)
    if done is None:
        return Deed(made=line.verdict.outcome == "new", membership=membership)
    return Deed(
        membership=membership,
        filled=done.filled,
        proposals=done.proposals,
        replaced=done.replaced,
    )


def _person(line: Line) -> UUID:
    if line.person is None:
        raise errors.Conflict
    return line.person


def _draft(content: Content) -> Draft:
    if content.draft is None:
        raise errors.Conflict
    return content.draft


def _carry_over(new: Sequence[Line], became: dict[UUID, UUID]) -> None:
    """Carry what was said of a row over to the person it becomes at the same time."""
    for line in new:
        for row, judgement in line.content.rows.items():
            if row in became:
                line.content.people.setdefault(became[row], judgement)


async def _remember(desk: Desk, new: Sequence[Line]) -> None:
    """Keep what officers said of a new person's look-alikes as judgements."""
    rows = [
        {**_pair(_person(line), other), "verdict": verdict}
        for line in new
        for other, verdict in line.content.people.items()
    ]
    if rows:
        await desk.tx.run(duplicates.SQL.judge, judgements=rows)


async def _queue(desk: Desk, lines: Sequence[Line], new: Sequence[Line]) -> None:
    """Queue the pairs of new people with whoever may be the same, in the register or the file."""
    pairs: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    by_id = {line.id: line for line in lines}
    for line in new:
        others = [
            (one.person_id, one.likeness) for one in line.found if one.likeness.band != "unlike"
        ]
        others += [(_person(by_id[row]), likeness) for row, likeness in line.alike if row in by_id]
        for other, likeness in others:
            if likeness.band != "unlike" and line.content.people.get(other) != "different":
                row = _queued(_person(line), other, likeness)
                pairs.setdefault((row["person_a"], row["person_b"]), row)
    for batch in batches(list(pairs.values()), 1000):
        await desk.tx.run(duplicates.SQL.queue, pairs=list(batch))


def _queued(one: UUID, other: UUID, likeness: Likeness) -> dict[str, Any]:
    return {
        **_pair(one, other),
        "weight": likeness.weight,
        "probability": likeness.probability,
        "band": likeness.band,
        "reasons": likeness.reasons,
        "model": likeness.model,
    }


def _pair(one: UUID, other: UUID) -> dict[str, UUID]:
    return {"person_a": min(one, other), "person_b": max(one, other)}
