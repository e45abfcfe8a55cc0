"""What headers stand for is a county's and a clerk's to say, and is remembered of the sender."""

import pytest

from talent import errors
from talent.core.staged import Wish
from talent.flows import mapping, rosters
from talent.flows.mapping import Preview
from talent.flows.rosters import Ask
from tests.build import EAST, WEST, an_id_number
from tests.conftest import County
from tests.flows.test_rosters import bring, everybody
from tests.roster_files import HEADER, a_row, as_csv, as_xlsx

OWN = ("大名", "性别", "打哪儿来")
PHONE = "15400001234"


async def preview(county: County, data: bytes, of: str | None = None) -> Preview:
    async with county.desk("township" if of else "hr", of) as desk:
        ground = await rosters.prepare(desk, Ask(pool="LOCAL"))
    return mapping.preview(ground, data, "花名册")


# Refusals


async def test_a_column_that_is_none_is_refused(county: County) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await bring(county, as_csv(a_row()), wish=Wish(mapping={"大名": "血型"}))
    assert refused.value.faults[0].field == "大名"
    async with county.desk() as desk:
        with pytest.raises(errors.Invalid):
            await mapping.add(desk, "大名", "血型")


async def test_a_header_everybody_knows_gets_no_other_meaning(county: County) -> None:
    async with county.desk() as desk:
        with pytest.raises(errors.Invalid) as refused:
            await mapping.add(desk, "手机", "name")
        assert "联系电话" in refused.value.faults[0].expected
        with pytest.raises(errors.NotFound):
            await mapping.drop(desk, "没有的")


async def test_a_township_does_not_change_the_county_s_headers(county: County) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", EAST) as desk:
            await mapping.add(desk, "大名", "name")


# What works


async def test_a_county_s_own_header_is_read_everywhere(county: County) -> None:
    async with county.desk() as desk:
        await mapping.add(desk, "大 名", "姓名")
        [name] = [one for one in await mapping.known(desk) if one.column == "name"]
        assert name.aliases == ("大名",)
    data = as_csv(("张三丰", "男", "石桥村"), header=OWN)
    assert (await bring(county, data, "township", EAST)).new == 1
    async with county.desk() as desk:
        await mapping.drop(desk, "大名")
    with pytest.raises(errors.RosterRefused):
        await bring(county, data + b"\n", "township", EAST)


async def test_a_mapping_is_remembered_of_its_sender_and_of_nobody_else(county: County) -> None:
    said = Wish(mapping={"大名": "姓名", "打哪儿来": "village"})
    first = as_csv(("张三丰", "男", "石桥村"), header=OWN)
    assert (await bring(county, first, "township", EAST, wish=said)).new == 1
    assert (await everybody(county))["张三丰"].household_village is not None
    next_year = as_csv(("李四光", "男", "柳湾村"), header=OWN)
    assert (await bring(county, next_year, "township", EAST)).new == 1
    with pytest.raises(errors.RosterRefused):
        await bring(county, next_year, "township", WEST)


async def test_a_dry_run_remembers_nothing(county: County) -> None:
    said = Wish(mapping={"大名": "姓名"})
    data = as_csv(("张三丰", "男", ""), header=OWN)
    await bring(county, data, wish=said, dry_run=True)
    with pytest.raises(errors.RosterRefused):
        await bring(county, data)


async def test_a_preview_shows_columns_guesses_and_no_number(county: County) -> None:
    number = an_id_number()
    header = (*HEADER, "常用手机号码", "血型")
    rows = ((*a_row(身份证号=number, 联系电话=PHONE), PHONE, "A"),)
    data = as_xlsx(*rows, header=header, hidden=[HEADER, a_row("李四光")])
    shown = await preview(county, data)
    assert [(one.name, one.hidden, one.read, one.rows) for one in shown.sheets] == [
        ("花名册", False, True, 1),
        ("旧", True, False, 1),
    ]
    columns = {one.header: one for one in shown.sheets[0].columns}
    assert columns["身份证号"].label == "身份证号"
    assert columns["常用手机号码"].guess == "phones"
    assert (columns["血型"].left_out, columns["血型"].guess) == ("unknown", None)
    said = str(shown)
    assert number not in said
    assert PHONE not in said
    async with county.desk() as desk:
        assert await desk.tx.connection.fetchval("select count(*) from roster") == 0


async def test_a_preview_of_a_file_without_a_header_says_why_and_offers_its_columns(
    county: County,
) -> None:
    [sheet] = (await preview(county, as_csv(("张三丰", "男", "x"), header=OWN))).sheets
    assert (sheet.read, "姓名" in (sheet.refused or "")) == (False, True)
    assert [one.header for one in sheet.columns] == list(OWN)


async def test_a_hidden_sheet_is_read_when_that_is_asked_for(county: County) -> None:
    data = as_xlsx(a_row(), hidden=[HEADER, a_row("李四光")])
    report = await bring(county, data, wish=Wish(hidden=True))
    assert (report.new, report.left_out) == (2, ())
