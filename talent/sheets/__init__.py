"""Files of tables: the bytes of one become sheets of cells, and tables become files.

Reading a workbook is hostile ground, so it happens in a child process with limits of its own;
text is cut into cells by this one. What is read stays in memory: a roster's numbers are to stand
in no file in the open.
"""

from collections.abc import Iterable

from talent.sheets import child, reading
from talent.sheets.reading import MOST_BYTES, MOST_TEXT, Sheet
from talent.sheets.texts import Row

__all__ = ["MOST_BYTES", "MOST_TEXT", "Row", "Sheet", "read", "stream"]


def read(data: bytes, filename: str) -> list[Sheet]:
    """Read every sheet of a file; `filename` only names it to people."""
    if data.startswith(reading.CONTAINERS) and len(data) <= MOST_BYTES:
        return child.read(data, filename)
    return reading.read(data, filename)


def stream(data: bytes, filename: str) -> dict[str, Iterable[Row]]:
    """Read every sheet of a file; the rows of a text come one by one, however many they are."""
    if data.startswith(reading.CONTAINERS):
        return {sheet.name: sheet.rows for sheet in read(data, filename)}
    return {filename: reading.lines(data, filename)}
