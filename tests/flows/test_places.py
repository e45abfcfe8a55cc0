"""The list of places: what is refused by its line, and the real county's list."""

import pytest

from talent import errors
from talent.core import divisions
from talent.flows import places
from tests import build
from tests.build import COUNTY, EAST, EAST_1
from tests.conftest import SHARED, County

REAL = SHARED / "data" / "xinmi_places.csv"
HEADER = "code,name,level,parent\n"


async def bring(county: County, *lines: str, header: str = HEADER) -> places.Imported:
    async with county.desk() as desk:
        return await places.bring(desk, header + "\n".join(lines))


async def below(county: County, parent: str | None) -> list[divisions.Listed]:
    async with county.desk() as desk:
        return await places.below(desk, parent)


# Refusals


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("419900101203,新村村民委员会,hamlet,419900101000", "级别须为"),
        ("41990010120,新村村民委员会,village,419900101000", "代码与级别不符"),
        ("419900101000,新村村民委员会,village,419900101000", "代码与级别不符"),
        ("419900103000,新镇,village,415400000000", "代码与级别不符"),
        ("419900101203,,village,419900101000", "缺少名称"),
        ("419900101203,新村村民委员会,village,419900109000", "上级代码不存在"),
        ("419900101203,新村村民委员会,village,", "上级代码不存在"),
        ("415400000000,清河市,county,419900101000", "上级代码不存在"),
    ],
)
async def test_a_wrong_line_is_refused_by_its_number_and_nothing_is_brought_in(
    county: County, line: str, expected: str
) -> None:
    right = "419900101209,好村村民委员会,village,419900101000"
    with pytest.raises(errors.Invalid) as refused:
        await bring(county, right, line)
    assert [fault.field for fault in refused.value.faults] == ["第 3 行"]
    assert refused.value.faults[0].expected.startswith(expected)
    assert "好村村民委员会" not in {place.name for place in await below(county, EAST)}


async def test_a_code_twice_is_refused(county: County) -> None:
    line = "419900101203,新村村民委员会,village,419900101000"
    with pytest.raises(errors.Invalid) as refused:
        await bring(county, line, line)
    assert refused.value.faults[0].expected == "代码重复"


@pytest.mark.parametrize("header", ["", "代码,名称,级别,上级\n", "code,name\n"])
async def test_a_file_without_the_header_is_refused(county: County, header: str) -> None:
    with pytest.raises(errors.Invalid):
        await bring(county, "419900101203,新村村民委员会,village,419900101000", header=header)


async def test_a_township_brings_no_places(county: County) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", EAST) as desk:
            await places.bring(desk, HEADER + "419900101203,新村村民委员会,village,419900101000")


# What works


async def test_the_same_list_twice_changes_nothing(county: County) -> None:
    async with county.desk() as desk:
        assert await places.bring(desk, build.PLACES) == places.Imported(8, 0)


async def test_a_new_name_of_a_known_code_is_taken(county: County) -> None:
    await bring(county, f"{EAST_1},石桥新村村民委员会,village,{EAST}")
    async with county.desk() as desk:
        assert (await places.one(desk, EAST_1)).short_name == "石桥新"


async def test_a_list_may_begin_with_a_byte_order_mark(county: County) -> None:
    line = f"419900101203,新村村民委员会,village,{EAST}"
    assert (await bring(county, line, header="\ufeff" + HEADER)).new == 1


async def test_a_village_lies_in_its_township_and_its_county(county: County) -> None:
    async with county.desk() as desk:
        found = await desk.tx.connection.fetch(
            "select ancestor from place_ancestor where place = $1 order by distance", EAST_1
        )
    assert [row[0] for row in found] == [EAST_1, EAST, COUNTY]


@pytest.mark.skipif(not REAL.exists(), reason="the shared list of places is not at hand")
async def test_the_real_county_comes_in_and_its_villages_are_found_by_what_rosters_say(
    county: County,
) -> None:
    async with county.desk() as desk:
        imported = await places.bring(desk, REAL.read_text("utf-8"))
        index = await places.index(desk)
    assert imported == places.Imported(376, 376)
    assert len(await below(county, "410183000000")) == 19
    for said in ("大隗镇桃园村", "新密市大隗镇桃园村3组", "新密市大隗镇桃园村委会"):
        place = index.resolve(said).place
        assert place is not None, said
        assert place.name.startswith("桃园"), said
