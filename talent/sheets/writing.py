"""Tables become files: xlsx and csv that open in Excel and WPS as they were meant.

Every value is written as text, so that no spreadsheet counts with an ID number. In a csv a text
that a spreadsheet would take for a formula gets an apostrophe in front, which is taken off when
the file comes back.
"""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from msgspec import Struct

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 40  # characters
_NARROWEST = 8
_MEASURED = 500  # rows
_QUIET = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Table(Struct, frozen=True, kw_only=True):
    """One sheet: its rows, of which the first `head` are headers and stay in sight.

    `marks` maps cells to a remark: the cell is coloured and the remark hangs on it. `hidden` are
    columns that are kept and not shown.
    """

    name: str
    rows: Sequence[Sequence[str]]
    head: int = 1
    marks: Mapping[Place, str] = {}
    hidden: frozenset[int] = frozenset()


def workbook(tables: Sequence[Table]) -> bytes:
    """Write tables as a workbook, a sheet each."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, _QUIET) as made:
        bold = made.add_format(
            {"bold": True, "bg_color": "#E7EDF3", "border": 1, "text_wrap": True}
        )
        text = made.add_format({"num_format": "@"})
        wrong = made.add_format({"num_format": "@", "bg_color": "#FFD9D9"})
        for table in tables:
            sheet = made.add_worksheet(table.name)
            sheet.freeze_panes(table.head, 0)
            for place, width in enumerate(_widths(table.rows)):
                hidden = {"hidden": True} if place in table.hidden else {}
                sheet.set_column(place, place, width, text, hidden)
            for line, row in enumerate(table.rows):
                for place, cell in enumerate(row):
                    usual = bold if line < table.head else text
                    style = wrong if (line, place) in table.marks else usual
                    if cell or style is not text:
                        sheet.write_string(line, place, cell, style)
            for (line, place), remark in table.marks.items():
                sheet.write_comment(line, place, remark, {"x_scale": 2})
    return data.getvalue()


def text(rows: Sequence[Sequence[str]]) -> bytes:
    """Write rows as a csv in UTF-8 with its byte order mark, without which Excel takes it for GBK."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[neutral(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Answer how wide each column is to be: a Chinese character counts as two."""
    widths: list[int] = []
    for row in rows[:_MEASURED]:
        widths += [_NARROWEST] * (len(row) - len(widths))
        for place, cell in enumerate(row):
            seen = sum(2 if ord(char) > 0x2E80 else 1 for char in cell[:_WIDEST])  # noqa: PLR2004 - CJK
            widths[place] = min(max(widths[place], seen + 2), _WIDEST)
    return widths
