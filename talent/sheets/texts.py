"""The bytes of a text become rows of cells, however many they are.

The encoding is decided by rule and not by likelihood: a byte order mark, else strict UTF-8, else
GB18030 (which has the rare characters of names that GBK lacks). Refused: an empty text, a web
page, what is no text, quotes without their partner.
"""

import codecs
import csv
import io
import re
import string
from collections.abc import Iterator
from typing import Any

from talent.errors import RosterRefused

Row = list[object]

_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|meta|table|\?xml|!--|style|script|body|div)", re.IGNORECASE
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",\t;"
_SEPARATOR_WITHIN = 50  # lines
_QUOTED = re.compile(r'"[^"]*"')
_HEAD = 1 << 20
_LONGEST_CELL = 64 * 1024 * 1024
_SAVE_ANEW = "请用表格软件打开后另存为 xlsx 再导入"


def rows(data: bytes, filename: str) -> Iterator[Row]:
    """Answer the rows of a text one by one; refused what is none."""
    text, encoding = _decoded(data, filename)
    if not text.strip("\ufeff" + string.whitespace):
        raise RosterRefused(f"“{filename}”是空文件")
    if _MARKUP.match(text[:_HEAD].lstrip("\ufeff")):
        raise RosterRefused(f"“{filename}”实际上是网页或XML文本，不是表格；{_SAVE_ANEW}")
    if "\0" in text:
        raise RosterRefused(f"“{filename}”不是文本，也不是能识别的表格；{_SAVE_ANEW}")
    # A cell's length is the row's affair; the module's own limit would refuse the whole file.
    csv.field_size_limit(_LONGEST_CELL)
    separator = _separator(text)
    begins = len(text) - len(text.lstrip("\ufeff"))
    del text  # A second time it comes in pieces: as a whole it takes four bytes for each sign.
    again = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    again.read(begins)
    reader = csv.reader(again, delimiter=separator, strict=True)
    lines: Iterator[list[Any]] = reader
    try:
        yield from lines
    except csv.Error as error:
        raise RosterRefused(f"“{filename}”第{reader.line_num}行附近的引号不成对") from error


def _decoded(data: bytes, filename: str) -> tuple[str, str]:
    """Answer the text, and its encoding."""
    marked = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise RosterRefused(f"“{filename}”的文字编码无法识别，请另存为 UTF-8 的 csv 或 xlsx")


def _separator(text: str) -> str:
    """Answer the sign that parts the most cells of the first lines, outside quotes."""
    head = _QUOTED.sub("", "\n".join(text[:_HEAD].splitlines()[:_SEPARATOR_WITHIN]))
    return max(_SEPARATORS, key=head.count)
