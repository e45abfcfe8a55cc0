"""Files of tables: the bytes of one become sheets of cells, and tables become files.

Reading a workbook is hostile ground, so it happens in a child process with limits of its own;
text is cut into cells by this one. What is read stays in memory: a roster's numbers are to stand
in no file in the open.
"""

from talent.sheets import child, reading
from talent.sheets.reading import MOST_BYTES, Row, Sheet

__all__ = ["MOST_BYTES", "Row", "Sheet", "read"]


def read(data: bytes, filename: str) -> list[Sheet]:
    """Read every sheet of a file; `filename` only names it to people."""
    if data.startswith(reading.CONTAINERS) and len(data) <= MOST_BYTES:
        return child.read(data, filename)
    return reading.read(data, filename)
