"""An import undone as a whole, while nothing depends on it; what that will do is shown first.

New people go with their entries and with what was said of their rows, blanks that were filled
are blank again, open proposals are withdrawn; the file may come in again. Whoever has been worked
on since stands in the way, by name, and then nothing is undone.
"""

from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import registered
from talent.core import rosters as core
from talent.core.person import Draft
from talent.core.staged import Deed
from talent.flows import amending, columns, faultfiles, jobs, likenesses, staging
from talent.flows.amending import Marks
from talent.flows.desk import Desk
from talent.flows.staging import Line

SQL = db.queries("rosters")
PEOPLE = db.queries("people")

REPLACED = "本花名册的内容已覆盖原有登记，无法自动恢复"
CHANGED = "入库后登记内容已有改动"


class Blocker(Struct, frozen=True):
    """Somebody who stands in the way, and why."""

    person: UUID
    name: str
    reason: str


class Plan(Struct, frozen=True):
    """What an undo will do, or did; with blockers it does nothing.

    `people` go with all they have, `entries` are memberships of people who were known, `fields`
    blanks of theirs that were filled, `proposals` those that wait, `waiting` rows that were not
    committed.
    """

    people: int
    entries: int
    fields: int
    proposals: int
    waiting: int
    blockers: tuple[Blocker, ...]


class _Todo(Struct):
    """What is to be done, and to whom."""

    made: list[UUID]
    entered: list[UUID]
    proposed: list[UUID]
    filled: dict[UUID, tuple[str, ...]]
    waiting: int
    blockers: list[Blocker]


async def plan(desk: Desk, roster_id: UUID) -> Plan:
    """Show what an undo would do and who stands in its way."""
    return _plan(await _todo(desk, roster_id))


async def undo(desk: Desk, roster_id: UUID) -> Plan:
    """Undo an import; refused, naming them, where people have been worked on since."""
    todo = await _todo(desk, roster_id)
    if todo.blockers:
        faults = tuple(
            errors.Fault(field=str(one.person), said=one.name, expected=one.reason)
            for one in todo.blockers
        )
        raise errors.RosterInUse(faults=faults)
    for row in await desk.tx.run(PEOPLE.rows, people=sorted(todo.filled)):
        await _empty(desk, row, todo.filled[row.id])
    await desk.tx.run(
        SQL.undo,
        roster=roster_id,
        people=todo.made,
        memberships=todo.entered,
        proposals=todo.proposed,
    )
    return _plan(todo)


def _plan(todo: _Todo) -> Plan:
    fields = sum(map(len, todo.filled.values()))
    entries = len(todo.entered) - len(todo.made)
    return Plan(
        len(todo.made), max(0, entries), fields, len(todo.proposed), todo.waiting,
        tuple(todo.blockers),
    )  # fmt: skip


async def _todo(desk: Desk, roster_id: UUID) -> _Todo:
    if await _was_left(desk, roster_id):
        return _Todo([], [], [], {}, len(await desk.tx.run(SQL.lines, roster=roster_id)), [])
    held = await faultfiles.own(desk, roster_id, for_hr=True)
    if held.state == "undone":
        raise errors.Conflict("该花名册已撤销")
    rows = await desk.tx.run(SQL.every, roster=roster_id)
    lines = [staging.opened(desk.keyring, row) for row in rows]
    done = [line for line in lines if line.state == "committed" and line.person]
    todo = _Todo([], [], [], {}, sum(line.state == "staged" for line in lines), [])
    for line in done:
        deed = line.content.deed or Deed(replaced=True)  # taken in before deeds were kept
        if line.person is not None:
            todo.made += [line.person] if deed.made else []
            todo.entered += [deed.membership] if deed.membership else []
            todo.proposed += deed.proposals
            todo.filled |= {line.person: deed.filled} if deed.filled else {}
    made = set(todo.made)
    todo.filled = {key: names for key, names in todo.filled.items() if key not in made}
    todo.blockers = await _blockers(desk, held, done, todo)
    return todo


async def _was_left(desk: Desk, roster_id: UUID) -> bool:
    """Tell whether a roster is not read to its end and nobody is at it any more."""
    held: core.Held | None = await desk.tx.run(SQL.held, roster=roster_id)
    at_it = [one for one in await jobs.listed(desk, roster_id) if one.ended_at is None]
    return held is not None and held.state == "reading" and not at_it


async def _blockers(desk: Desk, held: core.Held, done: list[Line], todo: _Todo) -> list[Blocker]:
    found = await desk.tx.run(
        SQL.dependents,
        roster=held.id,
        people=todo.made,
        memberships=todo.entered,
        proposals=todo.proposed,
        own=[
            {"person_a": min(line.person, other), "person_b": max(line.person, other)}
            for line in done
            if line.person
            for other in line.content.people
        ],
    )
    blockers = {one.person: Blocker(one.person, one.name, one.reason) for one in found}
    rows = await desk.tx.run(PEOPLE.rows, people=sorted({one.person for one in done if one.person}))
    people_now = {row.id: row for row in rows}
    touched: dict[UUID, int] = {}
    for line in done:
        deed = line.content.deed or Deed(replaced=True)
        row = people_now.get(line.person) if line.person else None
        if row is None or line.content.draft is None:
            continue
        if deed.replaced:
            blockers.setdefault(row.id, Blocker(row.id, row.name, REPLACED))
        elif row.id in todo.filled:
            now = columns.draft(row, desk.keyring)
            if not _as_filled(now, line.content.draft, deed.filled):
                blockers.setdefault(row.id, Blocker(row.id, row.name, CHANGED))
        touched[row.id] = touched.get(row.id, 0) + bool(deed.made or deed.filled)
    for key in todo.made:
        row = people_now.get(key)
        if row is not None and row.version > max(1, touched.get(key, 1)):
            blockers.setdefault(key, Blocker(key, row.name, CHANGED))
    return sorted(blockers.values(), key=lambda one: one.name)


def _as_filled(now: Draft, said: Draft, filled: tuple[str, ...]) -> bool:
    fields = (name for name in filled if name != columns.SHOWN)
    return all(getattr(now, name) == getattr(said, name) for name in fields)


async def _empty(desk: Desk, row: registered.Row, filled: tuple[str, ...]) -> None:
    """Empty what was filled."""
    held = columns.draft(row, desk.keyring)
    fields = [name for name in filled if name != columns.SHOWN]
    blank = {name: () if isinstance(getattr(held, name), tuple) else None for name in fields}
    amended = structs.replace(held, **blank)
    doubted = tuple(name for name in row.to_verify if name not in filled)
    # What a filled number showed goes with it; what was shown before the roster stays.
    seen = likenesses.entry(amended) if columns.SHOWN in filled else None
    await amending.write(desk, row, amended, set(filled), Marks(row.verified, doubted, seen))
