"""Rosters and their rows as they are shown.

A typed number is shown as it was typed only where it is at fault or in doubt, only to whoever
brought the roster, and every such look is recorded. All else is masked.
"""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, cells, staged
from talent.core import rosters as core
from talent.core.staged import About, Lookalike
from talent.flows import people, staging
from talent.flows.desk import Desk
from talent.flows.staging import Line

SQL = db.queries("rosters")

LONGEST_PAGE = 200


class Counts(Struct, frozen=True):
    """How many rows stand where; `waiting` are those neither committed nor dropped."""

    rows: int
    new: int
    known: int
    unsure: int
    faulty: int
    dropped: int
    committed: int
    waiting: int
    warnings: int


class Shown(Struct, frozen=True, kw_only=True):
    """One roster."""

    id: UUID
    version: int
    file_name: str
    pool: str
    scope: str
    state: str
    own: bool
    created_by: str | None
    created_at: datetime
    committed_at: datetime | None
    purged_at: datetime | None
    counts: Counts
    left_out: tuple[str, ...]


class ShownFault(Struct, frozen=True):
    """A wrong or doubtful value: its column by name and header, what was typed, what was expected."""

    column: str
    header: str
    said: str
    expected: str


class ShownEarlier(Struct, frozen=True):
    """A row further up in the file, and the person it became, if it did."""

    row: UUID
    sheet: str
    line: int
    sentence: str
    person: UUID | None


class ShownRow(Struct, frozen=True, kw_only=True):
    """One row as it is shown."""

    id: UUID
    version: int
    sheet: str
    line: int
    outcome: str
    state: str
    reason: str
    typed: dict[str, str]
    other: dict[str, str]
    faults: tuple[ShownFault, ...]
    warnings: tuple[ShownFault, ...]
    lookalikes: tuple[Lookalike, ...]
    earlier: tuple[ShownEarlier, ...]
    person: UUID | None


class Page(Struct, frozen=True):
    """Rows in the order of the file, and the id after which the next page begins."""

    rows: list[ShownRow]
    next: UUID | None


class Wanted(Struct, frozen=True, kw_only=True):
    """What narrows a roster's rows."""

    outcome: str | None = None
    state: str | None = None
    after: UUID | None = None
    limit: int = 50


async def listed(desk: Desk, after: UUID | None, limit: int) -> list[Shown]:
    """List rosters, newest first; a township sees its own."""
    most = max(1, min(limit, LONGEST_PAGE))
    found = await desk.tx.run(SQL.listed, roster=None, after=after, most=most)
    return [_shown(desk, held) for held in found]


async def one(desk: Desk, roster_id: UUID) -> Shown:
    """Show one roster; one out of sight is not found."""
    return _shown(desk, await _roster(desk, roster_id))


async def _roster(desk: Desk, roster_id: UUID) -> core.Roster:
    found: list[core.Roster] = await desk.tx.run(SQL.listed, roster=roster_id, after=None, most=1)
    if not found:
        raise errors.NotFound
    return found[0]


def _shown(desk: Desk, held: core.Roster) -> Shown:
    about = staging.about(desk.keyring, held.id, held.content)
    waiting = held.rows - held.committed - held.dropped
    return Shown(
        id=held.id,
        version=held.version,
        file_name=staged.masked(None, about.file_name),
        pool=held.pool,
        scope=held.scope,
        state=held.state,
        own=is_own(desk, held.grant_id),
        created_by=held.created_by,
        created_at=held.created_at,
        committed_at=held.committed_at,
        purged_at=held.purged_at,
        counts=Counts(
            held.rows, held.new, held.known, held.unsure, held.faulty, held.dropped,
            held.committed, waiting, held.warnings,
        ),
        left_out=tuple(staged.masked(None, header) for header in about.left_out),
    )  # fmt: skip


def is_own(desk: Desk, grant_id: UUID | None) -> bool:
    """Tell whether this actor has brought a roster."""
    return desk.actor.role in access.REVEALS and desk.actor.grant_id == grant_id


async def rows(desk: Desk, roster_id: UUID, wanted: Wanted) -> Page:
    """Show a page of a roster's rows."""
    held = await _roster(desk, roster_id)
    most = max(1, min(wanted.limit, LONGEST_PAGE))
    found = await desk.tx.run(
        SQL.rows, roster=roster_id, outcome=wanted.outcome, state=wanted.state, after=wanted.after,
        most=most + 1,
    )  # fmt: skip
    if held.purged_at is not None or held.state == "reading":
        return Page([], None)
    lines = [staging.opened(desk.keyring, row) for row in found[:most]]
    shown = await _rows(desk, held, lines)
    return Page(shown, lines[-1].id if len(found) > most else None)


async def row(desk: Desk, roster_id: UUID, line: Line) -> ShownRow:
    """Show one row as it was just left, under its new version."""
    line.version += 1
    return (await _rows(desk, await _roster(desk, roster_id), [line]))[0]


async def _rows(desk: Desk, held: core.Roster, lines: list[Line]) -> list[ShownRow]:
    about = staging.about(desk.keyring, held.id, held.content)
    own = is_own(desk, held.grant_id)
    opened = [line.id for line in lines if own and _doubtful(line)]
    if opened:
        await desk.tx.run(SQL.look, purpose="核对花名册", rows=opened)
    earlier = [one.row for line in lines for one in line.content.earlier]
    became = {one.row: one.person for one in await desk.tx.run(SQL.people_of, rows=earlier)}
    told = {one.person for line in lines for one in line.content.lookalikes}
    if told:
        await people.look(desk, "check", sorted(told))
    return [_row(line, about, became, own=own) for line in lines]


def _doubtful(line: Line) -> frozenset[str]:
    """Answer the columns of a waiting row whose value is at fault or in doubt."""
    if line.state != "staged":
        return frozenset()
    return frozenset(one.field for one in (*line.content.faults, *line.content.warnings))


def _row(line: Line, about: About, became: dict[UUID, UUID], *, own: bool) -> ShownRow:
    content = line.content
    opened = _doubtful(line) if own else frozenset[str]()
    return ShownRow(
        id=line.id,
        version=line.version,
        sheet=about.sheets[line.sheet],
        line=line.line,
        outcome=line.verdict.outcome,
        state=line.state,
        reason=_text(None, line.verdict.reason, plain=own),
        typed={
            name: _text(name, cells.text(said), plain=name in opened)
            for name, said in content.typed.items()
        },
        other={header: _text(None, said) for header, said in content.other.items()},
        faults=_faults(line, content.faults, about, own=own),
        warnings=_faults(line, content.warnings, about, own=own),
        lookalikes=content.lookalikes,
        earlier=tuple(
            ShownEarlier(one.row, one.sheet, one.line, one.sentence, became.get(one.row))
            for one in content.earlier
        ),
        person=line.person,
    )


def _faults(
    line: Line, faults: tuple[errors.Fault, ...], about: About, *, own: bool
) -> tuple[ShownFault, ...]:
    plain = own and line.state == "staged"
    return tuple(
        ShownFault(
            fault.field,
            about.header(line.sheet, fault.field),
            _text(fault.field, fault.said, plain=plain),
            _text(None, fault.expected, plain=plain),
        )
        for fault in faults
    )


def _text(column: str | None, text: str, *, plain: bool = False) -> str:
    return text if plain else staged.masked(column, text)
