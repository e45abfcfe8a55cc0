"""A list goes out for a purpose and to somebody, and comes back as an update."""

from typing import Any

import asyncpg
import pytest

from talent import errors, sheets
from talent.core.staged import Wish
from talent.flows import extracts
from talent.flows.extracts import Wanted, Written
from talent.sheets import writing
from talent.sheets.writing import Table
from tests import build
from tests.build import EAST, an_id_number
from tests.conftest import County
from tests.flows.test_rosters import bring, counts, everybody

PHONE = "15400001234"


async def write(county: County, role: str = "hr", of: str | None = None, **said: Any) -> Written:
    wanted = {"pool": "乡土", "purpose": "年度统计", "recipient": "统计局"} | said
    async with county.desk(role, of) as desk:
        return await extracts.write(desk, Wanted(**wanted))


async def people(county: County) -> None:
    """Put in twins under one phone, somebody elsewhere, and somebody of another pool."""
    async with county.desk() as desk:
        for name, more in (
            ("张大双", {"id_number": an_id_number(sequence=1)}),
            ("张小双", {"id_number": an_id_number(sequence=3)}),
        ):
            await build.a_person(desk, build.a_draft(name, phones=(build.a_phone(PHONE),), **more))
        await build.a_person(desk, build.a_draft("别处人", household_village=build.WEST_1))
        await build.a_person(desk, build.a_draft("后备人", notes="=1+1"), pool="RESERVE")


# Refusals


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": " "},
        {"recipient": ""},
        {"purpose": f"给{PHONE}"},
        {"place": ""},
        {"place": "999999999000"},
    ],
)
async def test_nothing_goes_out_without_a_purpose_and_a_recipient_or_for_a_place_that_is_none(
    county: County, superuser: "asyncpg.Connection[Any]", said: dict[str, str]
) -> None:
    with pytest.raises(errors.Invalid):
        await write(county, **said)
    assert await superuser.fetchval("select count(*) from extract") == 0


async def test_a_township_s_list_holds_its_own_people(county: County) -> None:
    await people(county)
    assert (await write(county, "township", EAST)).people == 2
    assert (await write(county)).people == 3
    assert (await write(county, place=EAST)).people == 2


# What works


async def test_purpose_recipient_and_everybody_on_it_are_recorded(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await people(county)
    await write(county)
    row = await superuser.fetchrow("select purpose, recipient, people from extract")
    assert row is not None
    assert tuple(row) == ("年度统计", "统计局", 3)
    event = await superuser.fetchrow(
        "select purpose, row_count from audit_event where action = 'export'"
    )
    assert event is not None
    assert tuple(event) == ("年度统计", 3)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_what_comes_back_unchanged_changes_nothing(
    county: County, superuser: "asyncpg.Connection[Any]", kind: str
) -> None:
    await people(county)
    before = await superuser.fetch("select * from person order by id")
    written = await write(county, format=kind)
    if kind == "csv":
        assert written.data.startswith(b"\xef\xbb\xbf")
    report = await bring(county, written.data)
    assert counts(report) == (0, 3, 0, 0)
    assert await superuser.fetch("select * from person order by id") == before
    assert await superuser.fetchval("select count(*) from proposal") == 0


async def test_one_changed_cell_is_the_one_difference(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await people(county)
    [sheet] = sheets.read((await write(county)).data, "x.xlsx")
    rows = [[str(cell) for cell in row] for row in sheet.rows]
    rows[1] += [""] * (len(rows[0]) - len(rows[1]))
    rows[1][rows[0].index("工作单位")] = "乙社"
    data = writing.workbook([Table(name="一", rows=rows)])
    report = await bring(county, data, wish=Wish(commit=True))
    assert counts(report) == (0, 3, 0, 0)
    employers = [one.employer for one in (await everybody(county)).values() if one.employer]
    assert employers == ["乙社"]


async def test_a_formula_that_was_typed_goes_out_as_text(county: County) -> None:
    await people(county)
    written = await write(county, pool="后备", format="csv")
    assert b"'=1+1" in written.data
