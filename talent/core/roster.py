"""A roster (花名册): sheets of cells become rows of typed columns.

The header stands under title rows, with 姓名 among its names; it may take two rows, the upper one
merged over groups of columns. Rows that are blank, repeat the header or close the list (合计,
填报人 …) are not people. A column nobody knows is named and left out. Refused: no header, a header
without 姓名, or with two.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from talent.core import cells, headers, heads
from talent.core.headers import Chosen
from talent.errors import RosterRefused

Cells = Sequence[object]

HEADER_WITHIN = 30  # rows; title and instructions stand above
_LIKE_A_HEADER = 2
NAME = "name"
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计)(?:[:(\d].*|人数|人)?")
_SIGNED = re.compile(
    r"(?:填报人|填表人|制表人|制表|审核人|审核|审批人|核对人|经办人|负责人|单位负责人|主要负责人|分管领导|填报单位|填表单位|"
    r"填报日期|填表日期|填报时间|填表时间|制表日期|上报时间|联系人|联系电话|盖章|\(盖章\)|单位\(盖章\)|说明|填表说明|备注|注)"
    r"(?:\(.*\))?(?P<colon>:.*)?"
)
# These are also headers and short remarks: only with their colon do they close a list.
_ONLY_WITH_COLON = frozenset(("联系人", "联系电话", "说明", "备注", "注", "负责人", "审核"))


class Column(Struct, frozen=True):
    """A column of a sheet: its header as typed, and the column it was recognised as.

    `left_out` says why nothing of it is read: 序号 and the like, a header nobody knows, a second
    column for what another column says already, one that a clerk chose to leave out, or the id
    that a file of ours carries.
    """

    place: int
    header: str
    name: str | None = None
    left_out: Literal["never_read", "unknown", "second", "chosen", "id"] | None = None


class Row(Struct, frozen=True):
    """A row of a person: where it stands (`line` as a spreadsheet counts), and what was typed.

    `ids` are the texts of the columns `headers.IDS`.
    """

    sheet: str
    line: int
    typed: dict[str, object]
    cells: tuple[object, ...]
    ids: dict[str, str] = {}


class Sheet(Struct, frozen=True):
    """What one sheet was taken for; without a `header_line` it is no roster and was passed over.

    `header_line` is the last line of the header: a merged one takes two.
    """

    name: str
    header_line: int | None = None
    columns: tuple[Column, ...] = ()


class Roster(Struct, frozen=True):
    """All rows of a file in their order, and what each sheet was taken for."""

    rows: tuple[Row, ...]
    sheets: tuple[Sheet, ...]


def read(sheets: Mapping[str, Sequence[Cells]], chosen: Chosen = headers.NOBODY) -> Roster:
    """Read the sheets of a file by their names; `chosen` is what was said of headers before.

    A sheet without anything like a header (an instruction, a chart) is passed over and named, as
    long as another sheet holds a roster.
    """
    found = [(sheet(name, rows, chosen), rows) for name, rows in sheets.items()]
    require([one for one, _ in found])
    rows = tuple(row for one, lines in found for row in _rows(one, lines))
    if not rows:
        raise RosterRefused("表头下面没有人员数据")
    return Roster(rows, tuple(one for one, _ in found))


def require(sheets: Iterable[Sheet]) -> None:
    """Refuse a file in which no sheet is a roster."""
    if all(one.header_line is None for one in sheets):
        raise RosterRefused("没有找到表头：表格的前几行里应有含“姓名”的一行列名")


def sheet(name: str, rows: Sequence[Cells], chosen: Chosen = headers.NOBODY) -> Sheet:
    """Answer what a sheet is taken for, by its first rows."""
    nearest: tuple[int, int] | None = None
    for line in range(1, min(len(rows), HEADER_WITHIN) + 1):
        texts, last = heads.read(rows, line, chosen)
        known = [column.name for text in texts if (column := headers.recognise(text, chosen))]
        filled = sum(bool(text) and text not in headers.IDS for text in texts)
        if NAME in known and (len(set(known)) >= _LIKE_A_HEADER or filled == 1):
            return Sheet(name, last, _columns(name, last, texts, chosen))
        if len(set(known)) > (nearest[0] if nearest else _LIKE_A_HEADER):
            nearest = (len(set(known)), line)
    if nearest:
        raise RosterRefused(f"工作表“{name}”第{nearest[1]}行像是表头，但没有“姓名”列")
    return Sheet(name)


def likeliest(name: str, rows: Sequence[Cells], chosen: Chosen) -> Sheet:
    """Answer what is likest a header of a sheet that has none, for a clerk to say what it means."""

    def likeness(line: int) -> tuple[int, int]:
        texts, _ = heads.read(rows, line, chosen)
        return sum(headers.recognise(text, chosen) is not None for text in texts), len(texts)

    lines = range(1, min(len(rows), HEADER_WITHIN) + 1)
    if not lines:
        return Sheet(name)
    texts, last = heads.read(rows, max(lines, key=likeness), chosen)
    columns = []
    for place, text in enumerate(texts):
        column = headers.recognise(text, chosen)
        left_out = None if column else _why(text, chosen)
        if text:
            columns.append(Column(place, text, column.name if column else None, left_out))
    return Sheet(name, last, tuple(columns))


def _columns(sheet: str, line: int, texts: Sequence[str], chosen: Chosen) -> tuple[Column, ...]:
    seen: set[str] = set()
    columns: list[Column] = []
    for place, text in enumerate(texts):
        if not text:
            continue
        # Cells are kept by their headers, so each header is one.
        twins = sum(column.header.partition("（第")[0] == text for column in columns)
        header = (
            f"{text}（第{twins + 1}列）" if twins and not headers.recognise(text, chosen) else text
        )
        known = headers.recognise(header, chosen)
        if known is None:
            columns.append(Column(place, header, left_out=_why(header, chosen)))
        elif known.name in seen and not known.gathers:
            if known.name == NAME:
                raise RosterRefused(
                    f"工作表“{sheet}”第{line}行有两个“姓名”列，请只留一列或分成两张表"
                )
            columns.append(Column(place, header, left_out="second"))
        else:
            seen.add(known.name)
            columns.append(Column(place, header, known.name))
    return tuple(columns)


def _why(header: str, chosen: Chosen) -> Literal["never_read", "unknown", "chosen", "id"]:
    if header in headers.IDS:
        return "id"
    if headers.folded(header) in chosen:
        return "chosen"
    return "never_read" if headers.is_left_out(header) else "unknown"


def _rows(sheet: Sheet, rows: Sequence[Cells]) -> list[Row]:
    if sheet.header_line is None:
        return []
    ids = [(headers.IDS[one.header], one.place) for one in sheet.columns if one.left_out == "id"]
    found = []
    for line, row in enumerate(rows[sheet.header_line :], sheet.header_line + 1):
        typed = _typed(sheet, row)
        if typed and not is_footer(row) and not _repeats_header(typed):
            said = {name: cells.text(row[place]) for name, place in ids if place < len(row)}
            found.append(Row(sheet.name, line, typed, tuple(row), said))
    return found


def _typed(sheet: Sheet, row: Cells) -> dict[str, object]:
    typed: dict[str, object] = {}
    for column in sheet.columns:
        cell = row[column.place] if column.name and column.place < len(row) else None
        if column.name is None or cell is None or not cells.text(cell):
            continue
        typed[column.name] = both(typed.get(column.name), cell)
    return typed


@lru_cache(maxsize=1 << 12, typed=True)
def both(one: object, other: object) -> object:
    """Answer the cells of two columns that gather: what either says, or both as one text."""
    said, more = cells.text(one), cells.text(other)
    return f"{said}；{more}" if said and more else other if more else one


def is_footer(row: Cells) -> bool:
    """Say whether a row closes the list: a sum, a signature, a note."""
    first = next((text for cell in row if (text := cells.plain(cell))), "")
    if _TOTAL.fullmatch(first):
        return True
    signed = _SIGNED.fullmatch(first)
    return bool(signed and (signed["colon"] or first not in _ONLY_WITH_COLON))


def _repeats_header(typed: dict[str, object]) -> bool:
    """Say whether a row is the header again, as printed lists have it on every page."""
    return is_header_of_names(typed.get(NAME))


def is_header_of_names(cell: object) -> bool:
    """Say whether a cell is what stands over a column of names."""
    known = headers.recognise(cell) if isinstance(cell, str) else None
    return known is not None and known.name == NAME
