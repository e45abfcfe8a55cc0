"""A roster's rows staged: read, recognised, compared, judged, sealed.

Reading is a matter of computing alone and runs beside the event loop; comparing asks the
register in a few round trips for many rows.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct, field, structs

from talent import db, errors, sheets
from talent.core import cells, headers, intake, recognition, repeats, roster, rosters, staged
from talent.core.comparison import Prepared
from talent.core.model import Likeness
from talent.core.places import PlaceIndex
from talent.core.repeats import Repeat
from talent.core.staged import About, Content, Earlier, Head, Lookalike, Verdict, Wish
from talent.flows import columns, duplicates, likenesses
from talent.flows.desk import Desk
from talent.sealing import Keyring

SQL = db.queries("rosters")

CONTENT = "roster_row.content"
ABOUT = "roster.content"

MOST_ROWS = 20_000
MOST_IN_BACKGROUND = 200_000
COMPARED_AT_ONCE = 250
"""Rows compared with the register in one go: what is computed between two answers is short."""


COMPARING = "核对"

Tell = Callable[[str, int, int], None]
"""Is told a step, how many rows of it are done, and of how many."""


def silent(step: str, done: int, whole: int) -> None:
    """Tell nobody."""
    del step, done, whole


class Ground(Struct, frozen=True):
    """What rows are recognised against: the pool, the scope, its township, the places.

    `chosen` is what was said of headers by the county, by this sender before, and now.
    """

    pool: str
    scope: str
    within: str | None
    index: PlaceIndex
    chosen: headers.Chosen = headers.NOBODY
    wish: Wish = Wish()


class Line(Struct, kw_only=True):
    """A row in hand.

    `found` are the registered people that may be the same, told or not; `alike` the rows further
    up that may be.
    """

    id: UUID
    sheet: int
    line: int
    content: Content
    seen: Prepared | None = None
    found: list[likenesses.Found] = field(default_factory=list)
    alike: list[tuple[UUID, Likeness]] = field(default_factory=list)
    verdict: Verdict = Verdict("faulty", "")
    person: UUID | None = None
    state: str = "staged"
    version: int = 1


class File(Struct, frozen=True):
    """A file that was read."""

    digest: bytes
    about: About
    lines: list[Line]


# --- reading ------------------------------------------------------------------------------


def read(
    ground: Ground, data: bytes, name: str, today: date, roster_id: UUID | None = None
) -> File:
    """Read a file's rows and recognise them. Refused: what is no roster, or far too long.

    Under a roster's id the rows have the same ids each time they are read, and may be many more.
    """
    tables = sheets.read(data, name)
    seen = [table for table in tables if ground.wish.hidden or not table.hidden]
    found = roster.read({table.name: table.rows for table in seen}, ground.chosen)
    most = MOST_ROWS if roster_id is None else MOST_IN_BACKGROUND
    if len(found.rows) > most:
        raise errors.RosterRefused(f"花名册超过{most}行，请分成几个文件")
    hidden = [f"隐藏的工作表“{table.name}”" for table in tables if table not in seen]
    about = _about(name, found, hidden, ground.wish)
    places = {sheet: place for place, sheet in enumerate(about.sheets)}
    lines = []
    for row in found.rows:
        place = places[row.sheet]
        key = _row_id(roster_id, place, row.line) if roster_id else db.new_id()
        lines.append(_line(key, place, row, found.sheets[place], ground, today))
    note_repeats(lines, about)
    return File(hashlib.sha256(data).digest(), about, lines)


def _row_id(roster_id: UUID, sheet: int, line: int) -> UUID:
    """Answer the id of a row by where it stands (a name-based id, RFC 9562 §5.5)."""
    digest = hashlib.blake2b(f"{sheet}|{line}".encode(), key=roster_id.bytes, digest_size=16)
    return UUID(bytes=digest.digest(), version=5)


def _about(name: str, found: roster.Roster, left_out: list[str], wish: Wish) -> About:
    for sheet in found.sheets:
        if sheet.header_line is None:
            left_out.append(f"工作表“{sheet.name}”")
        left_out += [column.header for column in sheet.columns if column.left_out == "unknown"]
    return About(
        file_name=name,
        sheets=tuple(sheet.name for sheet in found.sheets),
        heads=tuple(
            tuple(Head(column.header, column.name) for column in sheet.columns)
            for sheet in found.sheets
        ),
        left_out=tuple(left_out),
        wish=wish,
    )


def _line(  # noqa: PLR0913, PLR0917 - a row with all it is read by
    key: UUID, sheet: int, row: roster.Row, of: roster.Sheet, ground: Ground, today: date
) -> Line:
    line = Line(id=key, sheet=sheet, line=row.line, content=content(row, of))
    recognise(line, ground, today, row.typed)
    return line


def content(row: roster.Row, of: roster.Sheet) -> Content:
    """Answer what a row says, before anything is recognised in it."""
    said = {
        column: staged.kept(row.cells[column.place])
        for column in of.columns
        if column.place < len(row.cells) and cells.text(row.cells[column.place])
    }
    gathered = Counter(column.name for column in said if column.name)
    return Content(
        typed={column: staged.kept(cell) for column, cell in row.typed.items()},
        other={one.header: cells.text(cell) for one, cell in said.items() if one.name is None},
        parts={one.header: cell for one, cell in said.items() if gathered[one.name or ""] > 1},
        number=_id(row.ids.get("person")),
    )


def seen(content: Content) -> Prepared | None:
    """Make what a row says ready for comparing; a number that is none is compared as it shows."""
    if content.draft is None:
        return None
    typed = None if content.draft.id_number else content.typed.get("id_number")
    return likenesses.entry(content.draft, intake.whole(typed) or None)


def _id(said: str | None) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        return None


def recognise(line: Line, ground: Ground, today: date, typed: Any = None) -> None:
    """Recognise what a row says, anew; `typed` are its cells as they came from the file."""
    found = recognition.recognise(
        typed or line.content.typed, ground.index, today, within=ground.within
    )
    line.content = structs.replace(
        line.content, draft=found.draft, faults=found.faults, warnings=found.warnings
    )
    line.seen = seen(line.content)


def note_repeats(lines: Sequence[Line], about: About) -> None:
    """Note for each row the rows further up that may be the same human."""
    for line, found in zip(lines, repeats.find([line.seen for line in lines]), strict=True):
        line.alike = [(lines[one.place].id, one.likeness) for one in found]
        earlier = [
            _earlier(lines[one.place], one, about)
            for one in found
            if not _told_apart(line, lines[one.place])
            if one.likeness.band == "likely" or staged.same_number(one.likeness)
        ]
        line.content = structs.replace(
            line.content, earlier=tuple(earlier[: duplicates.MOST_SHOWN])
        )


def _told_apart(line: Line, other: Line) -> bool:
    """Say whether two rows carry the numbers of two registered people."""
    own, its = line.content.number, other.content.number
    return own is not None and its is not None and own != its


def _earlier(other: Line, found: Repeat, about: About) -> Earlier:
    return Earlier(
        row=other.id,
        sheet=about.sheets[other.sheet],
        line=other.line,
        sentence=likenesses.sentence(found.likeness),
        same_number=staged.same_number(found.likeness),
    )


# --- comparing ----------------------------------------------------------------------------


async def compare(desk: Desk, lines: Sequence[Line], tell: Tell = silent) -> None:
    """Compare rows with the register and judge them; whom they are like is recorded as a look."""
    named = [line for line in lines if line.seen is not None]
    for start in range(0, len(named), COMPARED_AT_ONCE):
        batch = named[start : start + COMPARED_AT_ONCE]
        founds = await likenesses.find_many(desk, [line.seen for line in batch if line.seen])
        for line, found in zip(batch, founds, strict=True):
            line.found = found
        tell(COMPARING, start + len(batch), len(named))
    told = [one for line in named for one in duplicates.shown(desk, line.found)]
    townships = await duplicates.looked(desk, told) if told else {}
    for line in named:
        cards = [_lookalike(one, townships) for one in duplicates.shown(desk, line.found)]
        line.content = structs.replace(
            line.content, lookalikes=tuple(cards[: duplicates.MOST_SHOWN])
        )
    for line in lines:
        line.verdict = staged.judge(line.content)


def _lookalike(found: likenesses.Found, names: dict[str, str]) -> Lookalike:
    return Lookalike(
        **structs.asdict(duplicates.card(found, names)),
        certain=staged.certain(found.told),
        same_number=staged.same_number(found.told),
    )


# --- sealing ------------------------------------------------------------------------------


def sealed(keyring: Keyring, roster_id: UUID, line: Line) -> dict[str, Any]:
    """Turn a row into its columns; what it says is sealed for this row alone."""
    text = msgspec.json.encode(line.content).decode()
    return {
        "id": line.id,
        "roster_id": roster_id,
        "sheet": line.sheet,
        "line": line.line,
        "outcome": line.verdict.outcome,
        "state": line.state,
        "content": columns.hexed(keyring.seal(CONTENT, line.id, text)),
        "warnings": len(line.content.warnings),
        "person_id": line.person,
        "version": line.version,
    }


def opened(keyring: Keyring, row: rosters.Row) -> Line:
    """Open a staged row, ready to be compared again."""
    content = msgspec.json.decode(keyring.open(CONTENT, row.id, row.content), type=Content)
    return Line(
        id=row.id,
        sheet=row.sheet,
        line=row.line,
        content=content,
        seen=seen(content),
        verdict=staged.judge(content),
        person=row.person_id,
        state=row.state,
        version=row.version,
    )


def reopened(keyring: Keyring, rows: Sequence[rosters.Row], about: About) -> list[Line]:
    """Open staged rows and note once more which of them may be one human; computing alone."""
    lines = [opened(keyring, row) for row in rows]
    note_repeats(lines, about)
    return lines


def sealed_about(keyring: Keyring, roster_id: UUID, about: About) -> bytes:
    """Seal what a file says of itself."""
    return keyring.seal(ABOUT, roster_id, msgspec.json.encode(about).decode())


def about(keyring: Keyring, roster_id: UUID, content: bytes) -> About:
    """Open what a file says of itself."""
    return msgspec.json.decode(keyring.open(ABOUT, roster_id, content), type=About)
