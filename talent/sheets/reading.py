"""The bytes of a file become sheets of cells: xlsx, xls, ods, et and csv.

What a file is, its first bytes say and never its name. Numbers stay floats or ints, dates stay
dates, so that a reader can see what a spreadsheet took from a value. Macros are not even looked
at. A cell whose formula failed holds its error (#DIV/0!), where the format tells.

Refused: an empty file, what is no table (a web page, a picture, a document), a truncated or
password-protected workbook, and whatever is over a limit. A workbook is an archive, so its
directory is read first: what it would expand to, and how far its cells reach.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from posixpath import join
from xml.etree import ElementTree as ET

import python_calamine
from msgspec import Struct

from talent.errors import RosterRefused
from talent.sheets import texts
from talent.sheets.texts import Row

Failed = dict[tuple[int, int], str]

MOST_BYTES = 64 * 1024 * 1024
MOST_TEXT = 1024 * 1024 * 1024  # where rows come one by one
MOST_EXPANDED = 512 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_SHEETS = 50
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000  # of one sheet: every cell of its rectangle takes memory, blank or not

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTAINERS = (_ZIP, _OLE)
"""How the file of a workbook begins."""

_FOREIGN = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), "图片"),
    ((b"%PDF",), "PDF文件"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "压缩包"),
    ((b"{\\rtf",), "文字文档"),
)
# A cell with something in it that stands in column AA or further, or in row 100,000 or further.
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"'](?:([A-Za-z]{2,4})(\d+)|([A-Za-z])(\d{6,}))[\"']"
    rb"[^<>]*(?<!/)>\s*<(?:\w+:)?[vif]"
)
# A cell whose formula failed; the reader would answer that it is blank.
_FAILED_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,2})(\d{1,6})[\"'][^<>]*?\bt\s*=\s*[\"']e[\"'][^<>]*>"
    rb"(?:\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>(#[A-Z0-9/!?_]{2,20})<"
)
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_CHUNK = 1 << 20
_OVERLAP = 1 << 10
_PANIC = "PanicException"


class Sheet(Struct, frozen=True):
    """One sheet: its rows from the first line of the sheet on, so that an index tells the line."""

    name: str
    rows: list[Row]
    hidden: bool = False


def read(data: bytes, filename: str) -> list[Sheet]:
    """Read every sheet of a file; `filename` only names it to people."""
    if len(data) > MOST_BYTES:
        raise RosterRefused(f"文件超过{MOST_BYTES >> 20}MB，请分成几个文件")
    if (found := _workbook_of(data, filename)) is not None:
        return found
    rows: list[Row] = []
    for row in texts.rows(data, filename):
        rows.append(_trimmed(row))
        _check_size(len(rows), len(rows[-1]))
    return [Sheet(filename, rows)]


def lines(data: bytes, filename: str) -> Iterator[Row]:
    """Answer the rows of a text one by one, however many they are; workbooks are not for it."""
    if len(data) > MOST_TEXT:
        raise RosterRefused(f"文件超过{MOST_TEXT >> 20}MB，请分成几个文件")
    _workbook_of(data, filename)
    for row in texts.rows(data, filename):
        _check_size(0, len(row))
        yield _trimmed(row)


def _workbook_of(data: bytes, filename: str) -> list[Sheet] | None:
    """Read a workbook; None for a text, refused what is neither."""
    if not data.strip():
        raise RosterRefused(f"“{filename}”是空文件")
    if data.startswith(_ZIP):
        failed = _check_archive(data, filename)
        return [_marked(sheet, failed.get(sheet.name, {})) for sheet in _workbook(data, filename)]
    if data.startswith(_OLE):
        _check_compound(data, filename)
        return _workbook(data, filename)
    for starts, what in _FOREIGN:
        if data.startswith(starts):
            raise RosterRefused(f"“{filename}”实际上是{what}，不是表格")
    return None


# --- workbooks ----------------------------------------------------------------------------


def _check_archive(data: bytes, filename: str) -> dict[str, Failed]:
    """Read an archive's directory before anything else; answer the failed cells of each sheet."""
    broken = f"“{filename}”不完整或已损坏，请重新发送，或用表格软件打开后另存再导入"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_EXPANDED:
                raise RosterRefused(f"“{filename}”展开后过大，已拒绝读取")
            if any(entry.flag_bits & 1 for entry in entries):
                raise RosterRefused(f"“{filename}”有密码保护，请取消密码后再导入")
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                what = "文字文档" if any(n.startswith("word/") for n in names) else "压缩包"
                raise RosterRefused(f"“{filename}”实际上是{what}，不是表格")
            failed = {entry.filename: _looked_through(archive, entry) for entry in entries}
            return _by_sheet(archive, failed) if any(failed.values()) else {}
    except (
        ET.ParseError,
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise RosterRefused(broken) from error


def _looked_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Failed:
    """Refuse a sheet whose cells reach too far, before its rectangle is laid out in memory.

    A hostile archive may keep its sheets under any name, so every entry is looked through.
    Answers the cells whose formula failed, by row and column from 0.
    """
    last_row = last_column = 0
    failed: Failed = {}
    with archive.open(entry) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            window = kept + chunk
            for found in _FAR_CELL.finditer(window):
                last_column = max(last_column, _column(found[1] or found[3]))
                last_row = max(last_row, int(found[2] or found[4]))
            for found in _FAILED_CELL.finditer(window):
                failed[int(found[2]) - 1, _column(found[1]) - 1] = found[3].decode()
            kept = window[-_OVERLAP:]
    _check_size(last_row, last_column)
    return failed


def _by_sheet(archive: zipfile.ZipFile, failed: Mapping[str, Failed]) -> dict[str, Failed]:
    """Tell by sheets what was found in entries: the workbook names the relation, that the entry."""
    parts = {
        relation.get("Id"): join("xl", relation.get("Target", "").removeprefix("/xl/"))
        for relation in _elements(archive, _RELATIONS)
    }
    return {
        sheet.get("name", ""): failed.get(parts.get(_relation(sheet), ""), {})
        for sheet in _elements(archive, _BOOK)
        if sheet.tag.endswith("}sheet")
    }


def _relation(sheet: ET.Element) -> str | None:
    return next((said for name, said in sheet.items() if name.endswith("}id")), None)


def _elements(archive: zipfile.ZipFile, entry: str) -> Iterator[ET.Element]:
    try:
        text = archive.read(entry)
    except KeyError:
        return iter(())
    return ET.fromstring(text).iter()  # noqa: S314 - in a child with limits


def _marked(sheet: Sheet, failed: Failed) -> Sheet:
    """Put the errors back into a sheet's cells."""
    for (row, column), error in failed.items():
        if row < len(sheet.rows):
            cells = sheet.rows[row]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or error
    return sheet


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise RosterRefused(f"工作表超过{MOST_ROWS}行，请分成几个文件")
    if columns > MOST_COLUMNS:
        raise RosterRefused(f"工作表超过{MOST_COLUMNS}列，请删去无关的列")
    if rows * columns > MOST_CELLS:
        raise RosterRefused("工作表的行列过多，请删去无关的行和列，或分成几个文件")


def _check_compound(data: bytes, filename: str) -> None:
    """Tell old workbooks from encrypted new ones and other documents in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise RosterRefused(f"“{filename}”有密码保护，请取消密码后再导入")
    if "WordDocument".encode("utf-16-le") in data:
        raise RosterRefused(f"“{filename}”实际上是文字文档，不是表格")


def _workbook(data: bytes, filename: str) -> list[Sheet]:
    try:
        return _tables(python_calamine.load_workbook(io.BytesIO(data)))
    except python_calamine.PasswordError as error:
        raise RosterRefused(f"“{filename}”有密码保护，请取消密码后再导入") from error
    except BaseException as error:
        # The reader's own panics are no Exception; anything else passes through.
        if not isinstance(error, python_calamine.CalamineError) and type(error).__name__ != _PANIC:
            raise
        raise RosterRefused(
            f"“{filename}”不完整或已损坏，请重新发送，或用表格软件打开后另存再导入"
        ) from error


def _tables(workbook: python_calamine.CalamineWorkbook) -> list[Sheet]:
    tables = [
        sheet
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if len(tables) > MOST_SHEETS:
        raise RosterRefused(f"工作簿超过{MOST_SHEETS}个工作表，请分成几个文件")
    return [
        Sheet(
            table.name,
            _cells(workbook.get_sheet_by_name(table.name)),
            hidden=table.visible != python_calamine.SheetVisibleEnum.Visible,
        )
        for table in tables
    ]


def _cells(sheet: python_calamine.CalamineSheet) -> list[Row]:
    _check_size(sheet.total_height, sheet.total_width)
    return [_trimmed(list(row)) for row in sheet.to_python(skip_empty_area=False)]


def _trimmed(row: Row) -> Row:
    """Leave out the blank cells behind the last filled one."""
    last = len(row)
    while last and (row[last - 1] is None or row[last - 1] == ""):
        last -= 1
    return row if last == len(row) else row[:last]
