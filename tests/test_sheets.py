"""A file is what its bytes are: a table is read, anything else is refused in words."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
import python_calamine
import xlsxwriter

from talent.errors import RosterRefused
from talent.sheets import reading as sheets
from tests import roster_files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PEOPLE = "姓名,性别\n张三,男\n"
ROWS = [["姓名", "性别"], ["张三", "男"]]


def book(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        fill(workbook)
    return out.getvalue()


def cell_at(row: int, column: int) -> bytes:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(row, column, "x")

    return book(fill)


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


SIMPLE = book(lambda workbook: workbook.add_worksheet("一").write_row(0, 0, ["姓名", "性别"]))


def refused(data: bytes, words: str, name: str = "花名册.xlsx") -> None:
    with pytest.raises(RosterRefused, match=words):
        sheets.read(data, name)


# --- refused --------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    refused(data, "空文件")


# By shares, for a workbook holds the second it was made in: its length differs between processes.
@pytest.mark.parametrize("share", [0.005, 0.5, 0.994])
def test_a_truncated_workbook_is_refused(share: float) -> None:
    refused(SIMPLE[: int(share * len(SIMPLE))], "不完整")


def test_a_workbook_with_a_damaged_part_is_refused() -> None:
    refused(SIMPLE.replace(b"PK\x01\x02", b"PK\x00\x00"), "不完整")
    refused(archive(xl__workbook=b"no xml"), "不完整")
    refused(OLE, "不完整")


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>姓名".encode(),
        "\r\n <!DOCTYPE html><html>".encode("gb18030"),
        "\ufeff<table><tr>".encode("utf-16-le"),
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ],
)
def test_a_web_page_named_xls_is_refused(page: bytes) -> None:
    refused(page, "网页", "花名册.xls")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"\xff\xd8\xff\xe0....", "图片"),
        (b"%PDF-1.7", "PDF"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (archive(word__document=b"<w/>"), "文字文档"),
        (archive(photos=b""), "压缩包"),
        (OLE + "WordDocument".encode("utf-16-le"), "文字文档"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(data: bytes, what: str) -> None:
    refused(data, what)


def test_a_workbook_with_a_password_is_refused() -> None:
    refused(OLE + "EncryptedPackage".encode("utf-16-le"), "密码")


def test_bytes_that_are_no_text_are_refused() -> None:
    refused(b"a\x00b\x01", "不是文本", "花名册.csv")
    refused(b"\xff,\x81\x20,\xff", "编码", "花名册.csv")


def test_what_an_archive_would_expand_to_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_EXPANDED", 100_000)
    refused(archive(xl__workbook=b"", xl__media=bytes(100_001)), "过大")
    monkeypatch.setattr(sheets, "MOST_ENTRIES", 2)
    refused(archive(xl__workbook=b"", a=b"", b=b""), "过大")


@pytest.mark.parametrize(
    ("row", "column", "what"), [(1_048_575, 0, "行"), (0, 16_383, "列"), (199_998, 150, "行列过多")]
)
def test_one_far_cell_does_not_lay_out_a_giant_sheet(
    row: int, column: int, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = cell_at(row, column)
    monkeypatch.delattr(python_calamine, "load_workbook")
    refused(data, what)


def test_too_many_sheets_rows_columns_and_bytes_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused(book(lambda made: [made.add_worksheet() for _ in range(300)]), "50个工作表")
    refused(b"a\n" * 2_000_000, "200000行", "花名册.csv")
    refused(book(lambda made: made.add_worksheet().write_row(0, 0, ["列"] * 10_000)), "200列")
    refused(b",".join([b"x"] * 201), "200列", "花名册.csv")
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    refused(PEOPLE.encode(), "MB", "花名册.csv")


def test_an_open_quote_is_refused_and_told_where() -> None:
    refused('姓名,性别\n"张三,男\n李四,女\n'.encode(), "第3行", "花名册.csv")


# --- text files -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_a_text_file_is_read_in_its_encoding(encoding: str) -> None:
    assert sheets.read(PEOPLE.encode(encoding), "x.csv")[0].rows == ROWS


def test_a_rare_character_outside_gbk_is_read() -> None:
    text = "姓名,性别\n王\u3402\U00020bb7,男\n"
    assert sheets.read(text.encode("gb18030"), "x.csv")[0].rows[1] == ["王\u3402\U00020bb7", "男"]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_file_is_cut_at_its_separator(separator: str) -> None:
    text = '东岭镇花名册\n姓名,性别\n"张三",男\n'.replace(",", separator)
    assert sheets.read(text.encode(), "x.txt")[0].rows == [["东岭镇花名册"], *ROWS]


def test_lines_and_quotes_within_cells_are_kept() -> None:
    text = '姓名,备注\r\n张三,"一\n二,""三"""\r\n\r\n李四,\r\n'
    rows = sheets.read(text.encode(), "x.csv")[0].rows
    assert rows == [["姓名", "备注"], ["张三", '一\n二,"三"'], [], ["李四"]]


def test_a_formula_in_a_text_file_stays_text() -> None:
    assert sheets.read(b"a,=1+1\n", "x.csv")[0].rows == [["a", "=1+1"]]


def test_a_cell_far_over_its_limit_does_not_refuse_the_file() -> None:
    rows = sheets.read(f"姓名\n{'长' * 200_000}\n".encode(), "x.csv")[0].rows
    assert rows[1] == ["长" * 200_000]


# --- workbooks ------------------------------------------------------------------------------


def test_a_workbook_keeps_numbers_dates_and_lines() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("一")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        clock = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(2, 1, ["姓名", 13800000000, 410183198506121248, 1985.06, True])
        sheet.write_datetime(3, 1, datetime(1985, 6, 12), day)  # noqa: DTZ001  # no zone in a cell
        sheet.write_datetime(3, 2, datetime(1985, 6, 12, 3, 4), clock)  # noqa: DTZ001
        sheet.write_formula(3, 3, "=1+1", value=2)
        sheet.write_string(3, 4, "=1+1")

    (sheet,) = sheets.read(book(fill), "x.xlsx")
    assert sheet.rows == [
        [],
        [],
        ["", "姓名", 13800000000.0, 4.101831985061212e17, 1985.06, True],
        ["", date(1985, 6, 12), datetime(1985, 6, 12, 3, 4), 2.0, "=1+1"],  # noqa: DTZ001
    ]


def test_an_open_document_sheet_is_read() -> None:
    assert sheets.read(roster_files.as_ods(*ROWS), "x.ods")[0].rows == ROWS


def test_an_old_workbook_is_read_whatever_it_is_called() -> None:
    data = roster_files.as_xls({"一": ROWS, "二": [["性别", "姓名"], ["女", "李四"]]})
    for name in ("花名册.xls", "花名册.et"):
        found = sheets.read(data, name)
        assert [(sheet.name, sheet.rows[1]) for sheet in found] == [
            ("一", ["张三", "男"]),
            ("二", ["女", "李四"]),
        ]


def test_macros_are_left_alone() -> None:
    data = io.BytesIO(SIMPLE)
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\x00 no macro of anybody's")
    assert sheets.read(data.getvalue(), "x.xlsm")[0].rows == [["姓名", "性别"]]


def test_a_formula_that_failed_is_told_and_not_blank() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("空")
        sheet = workbook.add_worksheet("一 & 二")
        sheet.write_row(0, 0, ["姓名", "学历"])
        sheet.write_formula(1, 0, "=1/0", value="#DIV/0!")
        sheet.write_formula(2, 2, "=A9:B", value="#REF!")
        sheet.write_formula(3, 0, "=1", value=1)

    found = sheets.read(book(fill), "x.xlsx")
    assert found[1].rows == [["姓名", "学历"], ["#DIV/0!"], ["", "", "#REF!"], [1.0]]


def test_blank_cells_far_away_are_no_columns() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "性别"])
        sheet.write_blank(0, 16_383, None, workbook.add_format({"bold": True}))
        sheet.write_blank(1_048_575, 0, None, workbook.add_format({"bold": True}))

    assert sheets.read(book(fill), "x.xlsx")[0].rows == [["姓名", "性别"]]


def test_hidden_sheets_are_told_and_charts_are_none() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("一")
        workbook.add_worksheet("藏").hide()
        workbook.add_chartsheet("图")

    found = sheets.read(book(fill), "x.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in found] == [("一", False), ("藏", True)]


def test_the_bytes_tell_what_a_file_is_and_not_its_name() -> None:
    assert sheets.read(SIMPLE, "x.csv")[0].rows == [["姓名", "性别"]]
    assert sheets.read(PEOPLE.encode(), "x.xlsx")[0].rows == ROWS
