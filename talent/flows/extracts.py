"""Lists of people that go out with their numbers and come back: for a purpose, to somebody, recorded.

What leaves a register is provided to another (PIPL §23): what for and to whom stands beside the
list, and who stood on it in the audit.
"""

import asyncio
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import extract, texts
from talent.core.places import PlaceIndex
from talent.flows import columns, limits, people, places, pools
from talent.flows.desk import Desk
from talent.flows.joining import batches
from talent.sheets import writing

SQL = db.queries("rosters")
PEOPLE = db.queries("people")

MOST = 100_000
SHORTEST = 2
SHEET = "花名册"

Format = Literal["xlsx", "csv"]


class Wanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which people: a pool (code or label), of a place or all in sight; for what, and to whom."""

    pool: str
    purpose: str
    recipient: str
    place: str | None = None
    format: Format = "xlsx"


class Written(Struct, frozen=True):
    """The file, its name, and how many people stand on it."""

    name: str
    data: bytes
    people: int


async def write(desk: Desk, wanted: Wanted) -> Written:
    """Write everybody of a pool within sight as a roster, with all that the register knows of them.

    Refused: without a purpose or a recipient, a place that is none, too often in an hour, too many
    people at once.
    """
    _stop_purposeless(wanted)
    if wanted.place is not None:
        await places.stop_unknown(desk, wanted.place)
    await limits.allow(desk, limits.EXPORT)
    pool = await pools.code(desk, wanted.pool)
    ids: list[UUID] = await desk.tx.run(SQL.members, pool=pool, scope=wanted.place, most=MOST + 1)
    if len(ids) > MOST:
        raise errors.Invalid(f"一次最多导出{MOST}人，请按乡镇分别导出")
    await desk.tx.run(
        SQL.add_extract,
        id=db.new_id(),
        pool=pool,
        scope=wanted.place,
        format=wanted.format,
        purpose=wanted.purpose.strip(),
        recipient=wanted.recipient.strip(),
        people=len(ids),
    )
    detail = {"recipient": wanted.recipient.strip()}
    await people.look(desk, "export", ids, wanted.purpose.strip(), detail)
    rows = [extract.HEADER, *await _rows(desk, ids, await places.index(desk))]
    data = await asyncio.to_thread(_file, rows, wanted.format)
    return Written(f"{SHEET}-{pool}-{desk.today:%Y%m%d}.{wanted.format}", data, len(ids))


def _stop_purposeless(wanted: Wanted) -> None:
    texts.check(purpose=wanted.purpose, recipient=wanted.recipient)
    faults = tuple(
        errors.Fault(field=name, said=said, expected=expected)
        for name, said, expected in (
            ("purpose", wanted.purpose, "导出的用途"),
            ("recipient", wanted.recipient, "接收单位或接收人"),
        )
        if len(said.strip()) < SHORTEST
    )
    if faults:
        raise errors.Invalid(faults=faults)


async def _rows(desk: Desk, ids: list[UUID], index: PlaceIndex) -> list[list[str]]:
    written = []
    for batch in batches(ids, 500):
        found = {row.id: row for row in await desk.tx.run(PEOPLE.rows, people=list(batch))}
        written += [
            extract.row(key, columns.draft(found[key], desk.keyring), index)
            for key in batch
            if key in found
        ]
    return written


def _file(rows: list[list[str]], kind: Format) -> bytes:
    if kind == "csv":
        return writing.text(rows)
    return writing.workbook([writing.Table(name=SHEET, rows=rows)])
