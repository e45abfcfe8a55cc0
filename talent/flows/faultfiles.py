"""What waits goes out as a workbook and comes back corrected."""

import asyncio
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors, sheets
from talent.core import access, faultsheet, roster
from talent.core import rosters as core
from talent.core.faultsheet import Waiting
from talent.flows import rosters, staging, waiting
from talent.flows.desk import Desk
from talent.flows.staging import Ground
from talent.sheets import writing

SQL = db.queries("rosters")

PURPOSE = "下载更正表"


class Corrected(Struct, frozen=True):
    """What became of a corrected file: rows that changed, and how those stand now."""

    rows: int
    changed: int
    new: int
    known: int
    unsure: int
    faulty: int


async def written(desk: Desk, roster_id: UUID) -> bytes:
    """Write what waits of a roster as a workbook, for whoever brought it; the look is recorded.

    Refused where nothing waits.
    """
    held = await own(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    rows = await desk.tx.run(SQL.waiting, roster=roster_id)
    lines = await asyncio.to_thread(lambda: [staging.opened(desk.keyring, row) for row in rows])
    if not lines:
        raise errors.Conflict("没有待更正或待核对的行")
    await desk.tx.run(SQL.look, purpose=PURPOSE, rows=[line.id for line in lines])
    found = [Waiting(one.id, one.sheet, one.content, one.verdict.reason) for one in lines]
    tables = [
        writing.Table(name=one.name, rows=one.rows, marks=one.marks)
        for one in faultsheet.write(about, found)
    ]
    return await asyncio.to_thread(writing.workbook, tables)


async def own(desk: Desk, roster_id: UUID, *, for_hr: bool = False) -> core.Held:
    """Answer a roster that this actor has brought, held against others; refused to everybody else.

    What shows no number may be `for_hr` too.
    """
    held = await rosters.visible(desk, roster_id)
    if for_hr and desk.actor.role == access.Role.HR:
        return held
    if not waiting.is_own(desk, held.grant_id):
        raise errors.Forbidden("只有导入该花名册的人可以这样做")
    return held


async def prepare(desk: Desk, roster_id: UUID) -> Ground:
    """Check what can be checked before the file is read."""
    held = await own(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    return await rosters.ground(desk, held.pool, held.scope, about.wish)


def read(ground: Ground, data: bytes, name: str) -> roster.Roster:
    """Read a file that came back, as it is read the first time; computing alone."""
    tables = {table.name: table.rows for table in sheets.read(data, name)}
    return roster.read(tables, ground.chosen)


async def correct(desk: Desk, roster_id: UUID, ground: Ground, found: roster.Roster) -> Corrected:
    """Put a corrected file's cells into the rows that wait, all of them or none.

    Rows that are not in the file stay as they are. Refused: a row that is none of this roster's,
    or waits no longer.
    """
    held = await own(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    said = faultsheet.rows(found)
    rows = await desk.tx.run(SQL.staged, roster=roster_id)
    held_rows = {row.id: staging.opened(desk.keyring, row) for row in rows}
    strangers = [row for key, row in said.items() if key not in held_rows]
    if strangers:
        faults = tuple(
            errors.Fault(
                field=f"“{one.sheet}”第{one.line}行 {faultsheet.ROW}",
                said=one.ids.get("row", ""),
                expected="本花名册中尚未入库的行",
            )
            for one in strangers
        )
        raise errors.Invalid("有的行不属于本花名册，或已入库、已放弃", faults)
    of = {sheet.name: sheet for sheet in found.sheets}
    lines = []
    for key, row in said.items():
        line, content = held_rows[key], staging.content(row, of[row.sheet])
        if other := faultsheet.changed(line.content, content):
            without = tuple(name for name in line.content.without if name not in other)
            line.content = structs.replace(content, number=line.content.number, without=without)
            staging.recognise(line, ground, desk.today, row.typed)
            lines.append(line)
    if lines:
        changed = {line.id for line in lines}
        clear = [row for row in rows if row.outcome in ("new", "known") and row.id not in changed]
        beside = [held_rows[row.id] for row in clear]
        staging.note_repeats([*beside, *lines], about)
        await staging.compare(desk, lines)
        await rosters.change(desk, roster_id, lines)
    outcomes = [line.verdict.outcome for line in lines]
    counted = {name: outcomes.count(name) for name in ("new", "known", "unsure", "faulty")}
    return Corrected(len(said), len(lines), **counted)
