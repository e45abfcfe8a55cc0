"""The header of a sheet: one row of names, or two, of which the upper one is merged over groups.

A merged cell says its text once, in its first column. 身份信息 over 身份证号码 and 曾用名 adds
nothing; 在职教育 over 学历 makes it 在职学历; a name that stands in the upper row alone, as 姓名
merged over both rows does, is the column's own.
"""

from collections.abc import Sequence

from talent.core import cells, headers
from talent.core.headers import Chosen

Cells = Sequence[object]

_NAME = "name"
_SEVERAL = 2


def read(rows: Sequence[Cells], line: int, chosen: Chosen) -> tuple[list[str], int]:
    """Answer the headers of the columns, were this line (from 1) the header, and its last line."""
    row = _texts(rows[line - 1])
    below = rows[line] if line < len(rows) else ()
    if _goes_on(row, below, chosen):
        return _joined(row, _texts(below), chosen), line + 1
    above = _texts(rows[line - 2]) if line > 1 else []
    return _under(above, row, chosen), line


def _texts(row: Cells) -> list[str]:
    return [cells.text(cell) for cell in row]


def _known(text: str, chosen: Chosen) -> str | None:
    column = headers.recognise(text, chosen) if text else None
    return column.name if column else None


def _goes_on(row: list[str], below: Cells, chosen: Chosen) -> bool:
    """Say whether a header goes on in the next row: names of columns, none of them under 姓名."""
    filled = {place: cell for place, cell in enumerate(below) if not cells.is_blank(cell)}
    if not filled or not all(isinstance(cell, str) for cell in filled.values()):
        return False
    names = [place for place, text in enumerate(row) if _known(text, chosen) == _NAME]
    if len(names) != 1 or names[0] in filled:
        return False
    texts = _joined(row, _texts(below), chosen)
    known = [place for place in filled if _known(texts[place], chosen)]
    grouped = any(not _at(row, place) or not _known(row[place], chosen) for place in known)
    return grouped and len(known) * _SEVERAL >= len(filled)


def _joined(groups: list[str], names: list[str], chosen: Chosen) -> list[str]:
    """Join an upper row with the lower one: the first of both, the lower, the upper that is known."""
    joined = []
    for group, own, name in _pairs(groups, names):
        if not name:
            joined.append(own)
            continue
        said = [text for text in (group + name, name, group) if _known(text, chosen)]
        joined.append(said[0] if said else name)
    return joined


def _under(above: list[str], row: list[str], chosen: Chosen) -> list[str]:
    """Answer a row under what may be groups, or only a title: names that gain by it, and gaps filled.

    A gap is filled only from a row with several known names.
    """
    several = sum(_known(text, chosen) is not None for text in above) >= _SEVERAL
    found = []
    for group, own, name in _pairs(above, row):
        if not name:
            found.append(own if several and _known(own, chosen) else "")
        else:
            found.append(group + name if group and _known(group + name, chosen) else name)
    return found


def _pairs(groups: list[str], names: list[str]) -> list[tuple[str, str, str]]:
    """Answer for each column the group it lies under, the group's cell right above, its name."""
    found, group = [], ""
    for place in range(max(len(groups), len(names))):
        own, name = _at(groups, place), _at(names, place)
        if own or not name:
            group = own
        found.append((group, own, name))
    return found


def _at(texts: list[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""
