"""Roster files made of invented rows."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADER = ("姓名", "性别", "出生年月", "身份证号", "联系电话", "所属村", "学历")

Row = Sequence[Any]


def a_row(name: str = "张三丰", **said: Any) -> Row:
    """Make a row of an invented man of 石桥村 in 东岭镇, under the usual header."""
    usual = {
        "性别": "男",
        "出生年月": "1985-06-12",
        "身份证号": "",
        "联系电话": "",
        "所属村": "东岭镇石桥村",
        "学历": "本科",
    }
    if unknown := said.keys() - usual.keys():
        raise KeyError(unknown)
    return (name, *(usual | said).values())


def as_csv(*rows: Row, header: Row = HEADER, encoding: str = "utf-8") -> bytes:
    """Write rows as a csv file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(
    *rows: Row, header: Row = HEADER, sheet: str = "花名册", hidden: Sequence[Row] = ()
) -> bytes:
    """Write rows as a workbook; a text that begins with = is a formula."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        _write(workbook.add_worksheet(sheet), [header, *rows])
        if hidden:
            old = workbook.add_worksheet("旧")
            _write(old, hidden)
            old.hide()
    return data.getvalue()


def _write(table: Any, rows: Sequence[Row]) -> None:
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell != "":
                table.write(line, place, cell)
