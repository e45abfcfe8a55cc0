"""What is written opens in a spreadsheet as text, computes nothing, and comes back as it was."""

import zipfile
from io import BytesIO

import pytest

from talent import sheets
from talent.core import cells
from talent.sheets import writing
from talent.sheets.writing import Table

ROWS = [["姓名", "身份证号", "备注"], ["张三", "41990019850612123X", ""], ["=1+1", "", "@x"]]
FORMULAS = ["=HYPERLINK(A1)", "+86 13800000000", "-1", "@sum", "\t=1", "\r=1"]


def test_a_workbook_comes_back_as_it_was_written() -> None:
    data = writing.workbook([Table(name="一", rows=ROWS), Table(name="二", rows=[["甲"]])])
    found = sheets.read(data, "x.xlsx")
    assert [sheet.name for sheet in found] == ["一", "二"]
    assert found[0].rows == [ROWS[0], ROWS[1][:2], ROWS[2]]


def test_no_cell_of_a_workbook_is_a_formula_a_number_or_a_link() -> None:
    rows = [[*FORMULAS, "15400001234", "http://example"]]
    with zipfile.ZipFile(BytesIO(writing.workbook([Table(name="一", rows=rows)]))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert sheet.count(b't="s"') == len(rows[0])


def test_a_marked_cell_is_coloured_and_says_why() -> None:
    data = writing.workbook([Table(name="一", rows=ROWS, marks={(1, 1): "校验码有误"})])
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert "校验码有误" in packed.read("xl/comments1.xml").decode()
        assert b'ref="B2"' in packed.read("xl/comments1.xml")


def test_notes_stand_above_and_on_each_page_and_marks_keep_their_cells() -> None:
    table = Table(name="名录", rows=ROWS, notes=("某人", "用途：A&B"), marks={(1, 1): "校验码有误"})
    data = writing.workbook([table])
    assert sheets.read(data, "x.xlsx")[0].rows[:4] == [
        ["某人"],
        ["用途：A&B"],
        ROWS[0],
        ROWS[1][:2],
    ]
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert b'ref="B4"' in packed.read("xl/comments1.xml")
        assert "某人  用途：A&amp;&amp;B" in packed.read("xl/worksheets/sheet1.xml").decode()
        assert "$3:$3" in packed.read("xl/workbook.xml").decode()


def test_a_hidden_column_is_kept() -> None:
    data = writing.workbook([Table(name="一", rows=ROWS, hidden=frozenset({1}))])
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert b'hidden="1"' in packed.read("xl/worksheets/sheet1.xml")
    assert sheets.read(data, "x.xlsx")[0].rows[1] == ROWS[1][:2]


def test_a_csv_has_its_mark_and_is_read_back() -> None:
    data = writing.text(ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert sheets.read(data, "x.csv")[0].rows[1] == ROWS[1][:2]


@pytest.mark.parametrize("said", FORMULAS)
def test_a_formula_in_a_csv_is_text_and_comes_back_without_its_apostrophe(said: str) -> None:
    [row] = sheets.read(writing.text([["姓名", said]]), "x.csv")[0].rows
    assert row[1] == f"'{said}"
    assert cells.text(row[1]) == said.strip()
