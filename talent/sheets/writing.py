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
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 40  # characters
_NARROWEST = 8
_MEASURED = 500  # rows
_LONGEST_HEADER = 250  # characters, of 255 that a spreadsheet takes
_QUIET = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Table(Struct, frozen=True, kw_only=True):
    """One sheet: its rows, of which the first `head` are headers and stay in sight.

    `notes` stand above them and on each printed page. `marks` maps cells of `rows` to a remark: the
    cell is coloured and the remark hangs on it. `hidden` are columns that are kept and not shown.
    """

    name: str
    rows: Sequence[Sequence[str]]
    head: int = 1
    notes: Sequence[str] = ()
    marks: Mapping[Place, str] = {}
    hidden: frozenset[int] = frozenset()


class _Looks(Struct, frozen=True):
    """How cells look."""

    head: Format
    text: Format
    wrong: Format
    note: Format


def workbook(tables: Sequence[Table]) -> bytes:
    """Write tables as a workbook, a sheet each."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, _QUIET) as made:
        looks = _Looks(
            head=made.add_format(
                {"bold": True, "bg_color": "#E7EDF3", "border": 1, "text_wrap": True}
            ),
            text=made.add_format({"num_format": "@"}),
            wrong=made.add_format({"num_format": "@", "bg_color": "#FFD9D9"}),
            note=made.add_format({"font_color": "#6B7785"}),
        )
        for table in tables:
            sheet = made.add_worksheet(table.name)
            _fill(sheet, table, looks)
            _for_paper(sheet, table)
    return data.getvalue()


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    first = len(table.notes)
    sheet.freeze_panes(first + table.head, 0)
    for place, width in enumerate(_widths(table.rows)):
        hidden = {"hidden": True} if place in table.hidden else {}
        sheet.set_column(place, place, width, looks.text, hidden)
    for line, note in enumerate(table.notes):
        sheet.write_string(line, 0, note, looks.note)
    for line, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            usual = looks.head if line < table.head else looks.text
            style = looks.wrong if (line, place) in table.marks else usual
            if cell or style is not looks.text:
                sheet.write_string(first + line, place, cell, style)
    for (line, place), remark in table.marks.items():
        sheet.write_comment(first + line, place, remark, {"x_scale": 2})


def _for_paper(sheet: Worksheet, table: Table) -> None:
    """Have each printed page carry the notes, the headers and its number, as wide as the paper."""
    if table.head:
        sheet.repeat_rows(len(table.notes), len(table.notes) + table.head - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    # An ampersand begins a code of the header's language.
    sheet.set_header("&C" + "  ".join(table.notes).replace("&", "&&")[:_LONGEST_HEADER])
    sheet.set_footer("&C&P / &N")


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
