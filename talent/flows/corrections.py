"""Rows that wait: corrected, judged by an officer, or given up; committed later."""

from typing import Any
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import headers, staged
from talent.core import rosters as core
from talent.flows import duplicates, rosters, staging
from talent.flows.desk import Desk
from talent.flows.staging import Line

SQL = db.queries("rosters")


class Resolution(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an officer says of a row; exactly one of these.

    `same`: it is this registered person. `different`: nobody it looks like. `unsure`: take it in
    and queue the pair. `drop`: leave it out. `accept_without`: take it in without the wrong values
    of these columns.
    """

    same: UUID | None = None
    different: bool = False
    unsure: bool = False
    drop: bool = False
    accept_without: tuple[str, ...] = ()


async def correct(
    desk: Desk, roster_id: UUID, row_id: UUID, version: int, cells: dict[str, Any]
) -> Line:
    """Put corrected cells into a waiting row, recognise and compare it anew; null empties a cell.

    `cells` maps columns, by name or header, to what is typed now. What was said of the row
    before does not hold for what it says now.
    """
    held, line = await _open(desk, roster_id, row_id, version)
    typed = dict(line.content.typed)
    for said, cell in cells.items():
        column = _column(said)
        if cell is None:
            typed.pop(column, None)
        else:
            typed[column] = _cell(said, cell)
    without = tuple(name for name in line.content.without if name not in map(_column, cells))
    line.content = staged.Content(typed=typed, other=line.content.other, without=without)
    staging.recognise(line, await rosters.ground(desk, held.pool, held.scope), desk.today)
    await _compare(desk, held, line)
    await rosters.change(desk, roster_id, [line])
    return line


def _column(said: str) -> str:
    found = headers.TABLE.get(said) or headers.recognise(said)
    if found is None:
        fault = errors.Fault(field=said, said="", expected="花名册中没有这一列")
        raise errors.Invalid(faults=(fault,))
    return found.name


def _cell(column: str, said: object) -> staged.Cell:
    if not isinstance(said, str | int | float | bool):
        raise errors.Invalid(
            faults=(errors.Fault(field=column, said="", expected="文字、数字或空"),)
        )
    return staged.kept(said)


async def resolve(
    desk: Desk, roster_id: UUID, row_id: UUID, version: int, said: Resolution
) -> Line:
    """Hear what an officer says of a waiting row; it is compared anew, and committed later."""
    given = [name for name in Resolution.__struct_fields__ if getattr(said, name)]
    if len(given) != 1:
        expected = "same、different、unsure、drop、accept_without 中的一项"
        fault = errors.Fault(field="resolution", said="、".join(given), expected=expected)
        raise errors.Invalid(faults=(fault,))
    held, line = await _open(desk, roster_id, row_id, version)
    if said.drop:
        line.state = "dropped"
    else:
        _leave_out(line, said.accept_without)
        await _compare(desk, held, line)
        await _hear(desk, line, said)
    await rosters.change(desk, roster_id, [line])
    return line


def _leave_out(line: Line, columns: tuple[str, ...]) -> None:
    """Give up wrong values; refused while another wrong value stands, or where none is."""
    named = [_column(column) for column in columns]
    at_fault = {fault.field for fault in line.content.faults}
    if strangers := [column for column in named if column not in at_fault]:
        fault = errors.Fault(
            field="accept_without", said="、".join(strangers), expected="该行有误的列"
        )
        raise errors.Invalid(faults=(fault,))
    without = tuple(dict.fromkeys((*line.content.without, *named)))
    line.content = structs.replace(line.content, without=without)
    if line.content.draft is None or line.content.wrong:
        raise errors.Invalid("仍有错误，请先更正", line.content.wrong or line.content.faults)


async def _hear(desk: Desk, line: Line, said: Resolution) -> None:
    told = duplicates.shown(desk, line.found)
    if said.same is not None:
        known = next((one for one in told if one.person_id == said.same), None)
        if known is None:
            fault = errors.Fault(field="same", said=str(said.same), expected="该行列出的相似人员")
            raise errors.Invalid(faults=(fault,))
        if not known.in_scope and line.content.draft is not None:
            await duplicates.claim(desk, known, line.content.draft)
        line.content = structs.replace(line.content, same=known.person_id)
    elif said.different or said.unsure:
        judgement: staged.Judgement = "different" if said.different else "unsure"
        line.content = structs.replace(
            line.content,
            people=dict.fromkeys((one.person_id for one in told), judgement),
            rows=dict.fromkeys((one.row for one in line.content.earlier), judgement),
        )
    line.verdict = staged.judge(line.content)


async def _open(desk: Desk, roster_id: UUID, row_id: UUID, version: int) -> tuple[core.Held, Line]:
    """Answer a roster, held against others, and its waiting row of this version."""
    held: core.Held | None = await desk.tx.run(SQL.held, roster=roster_id)
    row = await desk.tx.run(SQL.row, roster=roster_id, row=row_id) if held else None
    if held is None or row is None:
        raise errors.NotFound
    rosters.stop_purged(held)
    if row.version != version:
        raise errors.Stale(current=row.version)
    if row.state != "staged":
        raise errors.Conflict("该行已入库或已放弃，不能再改")
    return held, staging.opened(desk.keyring, row)


async def _compare(desk: Desk, held: core.Held, line: Line) -> None:
    """Compare a row with the register and with the roster's rows that wait for the commit."""
    about = staging.about(desk.keyring, held.id, held.content)
    rows = await desk.tx.run(SQL.accepted, roster=held.id)
    waiting = [staging.opened(desk.keyring, row) for row in rows if row.id != line.id]
    staging.note_repeats([*waiting, line], about)
    await staging.compare(desk, [line])
