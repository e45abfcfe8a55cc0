"""Roster files made of invented rows."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
import xlwt

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


def as_xls(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """Write tables as the workbook of an old Excel, or of a WPS that says .et."""
    made, data = xlwt.Workbook(), io.BytesIO()
    for name, rows in tables.items():
        sheet = made.add_sheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(line, place, cell)
    made.save(data)
    return data.getvalue()


def as_ods(*rows: Row, repeated: int = 1) -> bytes:
    """Write rows as an open document; each cell stands there `repeated` times, as each row does."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    manifest = ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    cell = (
        f'<table:table-cell office:value-type="string"{times}>'
        "<text:p>{}</text:p></table:table-cell>"
    )
    line = f'<table:table-row table:number-rows-repeated="{repeated * repeated}">'
    lines = "".join(f"{line}{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="一">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        packed.writestr("META-INF/manifest.xml", f"<manifest:manifest{manifest}/>")
    return data.getvalue()
