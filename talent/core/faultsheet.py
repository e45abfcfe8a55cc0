"""What waits of a roster as sheets to be corrected: its own columns, the wrong cells marked.

A first column carries each row's id, so that the sheet may be sorted, cut and sent on before it
comes back.
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from talent.core import cells, headers, roster, staged
from talent.core.staged import About, Content
from talent.errors import Fault, Invalid

ROW = "行编号"
"""The header over the rows' ids."""

_NAME = "name"


class Waiting(Struct, frozen=True):
    """A row that waits, and why."""

    id: UUID
    sheet: int
    content: Content
    reason: str


class Sheet(Struct, frozen=True):
    """A sheet as it goes out: rows of texts under their header, and remarks on cells by row and column."""

    name: str
    rows: list[list[str]]
    marks: dict[tuple[int, int], str]


def write(about: About, waiting: Sequence[Waiting]) -> list[Sheet]:
    """Write the rows that wait, a sheet for each sheet that has any."""
    found = []
    for place, name in enumerate(about.sheets):
        heads = about.heads[place]
        rows, marks = [[ROW, *(head.header for head in heads)]], {}
        for one in waiting:
            if one.sheet == place:
                rows.append([str(one.id), *_cells(heads, one.content)])
                for column, remark in _remarks(one).items():
                    known = [at for at, head in enumerate(heads, 1) if head.column == column]
                    marks[len(rows) - 1, known[0] if known else 0] = remark
        if len(rows) > 1:
            found.append(Sheet(name, rows, marks))
    return found


def _cells(heads: Sequence[staged.Head], content: Content) -> list[str]:
    """Answer a row's cells under the sheet's own columns; of two that feed one, each its own."""
    found, given = [], set[str]()
    for head in heads:
        if head.column is None:
            found.append(content.other.get(head.header, ""))
        elif head.header in content.parts:
            found.append(cells.text(content.parts[head.header]))
            given.add(head.column)
        elif head.column in given:
            found.append("")
        else:
            found.append(cells.text(content.typed.get(head.column)))
            given.add(head.column)
    return found


def _remarks(one: Waiting) -> dict[str, str]:
    """Say of each wrong column what was expected; a row that is only in doubt says so at its name."""
    told = {fault.field: f"应为：{fault.expected}" for fault in one.content.wrong}
    return told or {_NAME: one.reason}


def rows(found: roster.Roster) -> dict[UUID, roster.Row]:
    """Answer the rows of a file that came back by their ids.

    Refused, naming the row: one without an id, with something else in its place, or twice there.
    """
    read: dict[UUID, roster.Row] = {}
    faults = []
    for row in found.rows:
        said = row.ids.get("row", "")
        key = _id(said)
        if key is None or key in read:
            expected = (
                "该行在下载的更正表中的编号，每行一个" if key is None else "每个编号只出现一次"
            )
            where = f"“{row.sheet}”第{row.line}行 {ROW}"
            faults.append(Fault(field=where, said=said, expected=expected))
        else:
            read[key] = row
    if faults:
        raise Invalid("请在下载的更正表上修改后上传", tuple(faults))
    return read


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def changed(before: Content, now: Content) -> tuple[str, ...]:
    """Answer the columns whose cell says something else than before; a number's form is no change."""
    return tuple(
        name
        for name in headers.TABLE
        if cells.text(before.typed.get(name)) != cells.text(now.typed.get(name))
    )
