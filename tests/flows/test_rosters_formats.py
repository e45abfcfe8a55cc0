"""Whatever a township mails in comes in without a word about its format, and again next year."""

import csv
import io
from typing import Any

import asyncpg
import xlsxwriter

from talent.core.staged import Wish
from talent.flows import finding, rosters, staging
from talent.flows.rosters import Report
from tests.build import EAST, TODAY
from tests.conftest import County
from tests.roster_files import HEADER, a_row, as_xls

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦"
GIVEN = "春夏秋冬东南西北梅兰竹菊"


async def bring(county: County, data: bytes, name: str, pool: str = "LOCAL") -> Report:
    async with county.desk("township", EAST) as desk:
        ask = rosters.Ask(pool=pool, wish=Wish())
        ground = await rosters.prepare(desk, ask)
        return await rosters.bring(desk, ask, ground, staging.read(ground, data, name, TODAY))


def people(moved: frozenset[int] = frozenset()) -> list[list[Any]]:
    """Make 180 people, no two alike; those who moved on have another employer."""
    found = []
    for n in range(180):
        name = SURNAMES[n % 18] + GIVEN[n // 18] + chr(0x6C38 + 37 * n)
        born = f"{1950 + n % 50}.{1 + n % 12:02}"
        employer = "迁入合作社" if n in moved else f"第{n}合作社"
        phone = float(15400000000 + 7919 * n) if n % 3 else f"'{15400000000 + 7919 * n}"
        sex = "男" if n % 2 else "女"
        found.append(
            [n + 1, name, "", f"\t曾{name}" if not n % 9 else "", sex, born, phone, employer]
        )
    return found


def messy(moved: frozenset[int] = frozenset()) -> bytes:
    """Write them as a township does: titles, a merged header of two rows, blanks, a footer."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet("东岭镇")
        sheet.merge_range(0, 0, 0, 8, "东岭镇乡土人才花名册")
        sheet.write(1, 0, "填报单位：东岭镇")
        for place, text in (
            (0, "序号"),
            (1, "姓名"),
            (4, "性别"),
            (5, "出生年月"),
            (6, "联系电话"),
        ):
            sheet.merge_range(2, place, 3, place, text)
        sheet.merge_range(2, 2, 2, 3, "身份信息")
        sheet.write_row(3, 2, ["身份证号码", "曾用名"])
        sheet.merge_range(2, 7, 3, 7, "工作单位")
        sheet.merge_range(2, 8, 3, 8, "所属村")
        line = 4
        for n, person in enumerate(people(moved)):
            line += n % 40 == 39
            for place, cell in enumerate([*person, "石桥村" if n % 2 else "柳湾村"]):
                if cell != "":
                    sheet.write(line, place, cell)
            line += 1
        sheet.write_row(line + 1, 0, ["合计", "180人"])
        sheet.write(line + 2, 0, "填报人：张三        审核人：李四")
        hidden = workbook.add_worksheet("去年")
        hidden.write_row(0, 0, ["姓名", "性别"])
        hidden.hide()
    return data.getvalue()


async def test_a_messy_workbook_comes_in_and_its_next_copy_changes_only_what_changed(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    first = await bring(county, messy(), "花名册.xlsx")
    assert (first.rows, first.new, first.faulty) == (180, 180, 0)
    assert first.left_out == ("隐藏的工作表“去年”",)
    kept = "select id, version, name, employer from person order by id"
    before = await superuser.fetch(kept)
    second = await bring(county, messy(frozenset({3, 100})), "花名册（新）.xlsx")
    assert (second.rows, second.known, second.new) == (180, 180, 0)
    assert await superuser.fetch(kept) == before
    proposals = await superuser.fetch("select field from proposal")
    assert [row[0] for row in proposals] == ["employer", "employer"]
    assert await superuser.fetchval("select count(*) from membership") == 180


async def test_a_csv_in_gb18030_keeps_rare_characters(county: County) -> None:
    rows = [
        HEADER,
        a_row("王\u3402\U00020bb7"),
        a_row("\U00026c21小明", 性别="女", 出生年月="1990.1"),
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    report = await bring(county, text.getvalue().encode("gb18030"), "花名册.csv")
    assert (report.new, report.faulty) == (2, 0)
    async with county.desk() as desk:
        names = {one.name for one in (await finding.page(desk, finding.Filter())).people}
    assert names == {"王\u3402\U00020bb7", "\U00026c21小明"}


async def test_an_old_workbook_of_two_sheets_in_two_orders_comes_in(county: County) -> None:
    data = as_xls(
        {
            "一村": [["序号", *HEADER], [1, *a_row()], ["合计", "1人"]],
            "二村": [["说明"], ["性别", "出生年月", "姓名"], ["女", 1990.01, "李四光"]],
        }
    )
    report = await bring(county, data, "花名册.et")
    assert (report.rows, report.new, report.faulty) == (2, 2, 0)


async def test_unicode_text_of_a_spreadsheet_comes_in(county: County) -> None:
    """What Excel calls “Unicode 文本”: UTF-16 with its mark, cut at tabs."""
    lines = ["\t".join(map(str, row)) for row in (HEADER, a_row(), a_row("李四光", 性别="女"))]
    report = await bring(county, "\r\n".join(lines).encode("utf-16"), "花名册.txt")
    assert (report.rows, report.faulty) == (2, 0)
