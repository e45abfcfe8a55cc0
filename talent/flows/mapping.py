"""What headers stand for: what a county adds, what a sender said before, what a file is taken for."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from talent import db, errors, sheets
from talent.core import cells, headers, roster, rosters, staged
from talent.core.headers import Column
from talent.flows.desk import Desk
from talent.flows.staging import Ground

SQL = db.queries("rosters")

SAMPLES = 3
"""Cells of a column that are shown, so that a clerk sees what stands there."""


class Known(Struct, frozen=True):
    """A column that is read: its name, its label, the headers it goes by everywhere and here."""

    column: str
    label: str
    headers: tuple[str, ...]
    aliases: tuple[str, ...]


class Seen(Struct, frozen=True, kw_only=True):
    """One column of a sheet: what it was taken for, or why it is left out and what it might be.

    A guess is nothing but shown: it counts once the clerk says so.
    """

    header: str
    column: str | None
    label: str | None
    left_out: Literal["never_read", "unknown", "second", "chosen", "id"] | None
    guess: str | None
    guess_label: str | None
    samples: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """One sheet: whether it is read, where its header ends, its columns; `refused` says why not."""

    name: str
    hidden: bool
    read: bool
    header_line: int | None
    rows: int
    columns: tuple[Seen, ...]
    refused: str | None = None


class Preview(Struct, frozen=True):
    """What a file would be taken for; nothing is staged."""

    sheets: tuple[Table, ...]


def folded(said: Mapping[str, str | None]) -> dict[str, str | None]:
    """Check what was said of headers: a column's name or label, or nothing to leave one out."""
    return {headers.folded(header): _name(header, column) for header, column in said.items()}


def _name(header: str, column: str | None) -> str | None:
    found = headers.named(column) if column else None
    if column and found is None:
        fault = errors.Fault(field=header, said=column, expected="花名册的列名，或空（不读取）")
        raise errors.Invalid(faults=(fault,))
    return found.name if found else None


async def remember(desk: Desk, scope: str, said: Mapping[str, str | None]) -> None:
    """Remember of a sender what its headers stand for."""
    rows = [{"header": one, "column_name": column} for one, column in folded(said).items()]
    if rows:
        await desk.tx.run(SQL.choose, scope=scope, chosen=rows)


# --- what a county adds -------------------------------------------------------------------


async def known(desk: Desk) -> list[Known]:
    """List the columns with their headers, and the county's own names for them."""
    found: list[rosters.Alias] = await desk.tx.run(SQL.aliases)
    return [
        Known(
            column.name,
            column.label,
            tuple(sorted(column.headers)),
            tuple(one.header for one in found if one.column_name == column.name),
        )
        for column in headers.TABLE.values()
    ]


async def add(desk: Desk, header: str, column: str) -> None:
    """Give a column another name; refused for one that stands for another column everywhere."""
    name = _name("column", column)
    usual = headers.recognise(header)
    if not headers.folded(header) or name is None:
        raise errors.Invalid(faults=(errors.Fault(field="header", said=header, expected="列名"),))
    if usual is not None and usual.name != name:
        fault = errors.Fault(field="header", said=header, expected=f"该列名固定表示“{usual.label}”")
        raise errors.Invalid(faults=(fault,))
    await desk.tx.run(SQL.add_alias, header=headers.folded(header), column=name)


async def drop(desk: Desk, header: str) -> None:
    """Take a name of the county's own away."""
    if not await desk.tx.run(SQL.drop_alias, header=headers.folded(header)):
        raise errors.NotFound


# --- what a file is taken for -------------------------------------------------------------


def preview(ground: Ground, data: bytes, name: str) -> Preview:
    """Show what each sheet of a file would be taken for; numbers in the samples are masked."""
    return Preview(tuple(_table(ground, one) for one in sheets.read(data, name)))


def _table(ground: Ground, table: sheets.Sheet) -> Table:
    refused = None
    try:
        found = roster.read({table.name: table.rows}, ground.chosen).sheets[0]
    except errors.RosterRefused as refusal:
        refused = refusal.detail
        found = roster.likeliest(table.name, table.rows, ground.chosen)
    lines = table.rows[found.header_line or 0 :]
    return Table(
        name=table.name,
        hidden=table.hidden,
        read=refused is None and (ground.wish.hidden or not table.hidden),
        header_line=found.header_line,
        rows=sum(any(cells.text(cell) for cell in row) for row in lines),
        columns=tuple(_seen(one, lines) for one in found.columns),
        refused=refused,
    )


def _seen(column: roster.Column, lines: list[sheets.Row]) -> Seen:
    guess = headers.guess(column.header) if column.left_out == "unknown" else None
    shown: Column | None = headers.TABLE[column.name] if column.name else guess
    filled = (row[column.place] for row in lines if column.place < len(row))
    samples = [cells.shown(cell) for cell in filled if not cells.is_blank(cell)][:SAMPLES]
    return Seen(
        header=column.header,
        column=column.name,
        label=headers.TABLE[column.name].label if column.name else None,
        left_out=column.left_out,
        guess=guess.name if guess else None,
        guess_label=guess.label if guess else None,
        samples=tuple(staged.masked(shown.name if shown else None, one) for one in samples),
    )
