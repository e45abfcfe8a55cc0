"""Next year's list of the same people is an update: differences are seen, and taken or left by column."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors
from talent.core.staged import Wish
from talent.flows import differences, rosters
from talent.flows.differences import Decision, Page
from tests import build
from tests.build import EAST, EAST_1, WEST
from tests.conftest import County
from tests.flows.test_rosters import bring, everybody
from tests.roster_files import as_csv

HEADER = ("姓名", "性别", "出生年月", "联系电话", "所属村", "学历", "工作单位", "职务")
PHONE, OTHER = "15400001234", "15400005678"


def a_row(name: str = "张三丰", **said: str) -> tuple[str, ...]:
    usual = {"phone": PHONE, "education": "本科", "employer": "甲社", "position": ""}
    told = usual | said
    return (
        name, "男", "1985-06-12", told["phone"], "东岭镇石桥村", told["education"],
        told["employer"], told["position"],
    )  # fmt: skip


async def next_year(county: County, *rows: tuple[str, ...], **wish: Any) -> UUID:
    """Bring in last year's list, and stage this year's."""
    await bring(county, as_csv(a_row(), a_row("李四光", phone="15400009999"), header=HEADER))
    data = as_csv(*rows, header=HEADER)
    report = await bring(county, data, wish=Wish(commit=False, **wish))
    assert report.roster
    return report.roster


async def listed(county: County, roster: UUID) -> Page:
    async with county.desk() as desk:
        return await differences.listed(desk, roster)


CHANGED = (
    a_row(employer="乙社", position="会计", education="硕士研究生"),
    a_row("李四光", phone="15400009999"),
)


# Refusals


async def test_a_field_that_is_none_or_said_to_be_both_is_refused(county: County) -> None:
    roster = await next_year(county, *CHANGED)
    for said in (Decision(take=("blood",)), Decision(take=("employer",), keep=("employer",))):
        async with county.desk() as desk:
            with pytest.raises(errors.Invalid):
                await differences.decide(desk, roster, said)


async def test_only_whoever_brought_a_roster_says_what_is_taken(county: County) -> None:
    report = await bring(county, as_csv(a_row(), header=HEADER), "township", EAST)
    assert report.roster
    async with county.desk() as desk:
        with pytest.raises(errors.Forbidden):
            await differences.decide(desk, report.roster, Decision(take=("employer",)))
    async with county.desk("township", WEST) as desk:
        with pytest.raises(errors.NotFound):
            await differences.listed(desk, report.roster)


# What works


async def test_differences_are_shown_field_by_field_with_numbers_masked(county: County) -> None:
    changed = a_row(employer="乙社", position="会计", phone=f"{PHONE}、{OTHER}")
    roster = await next_year(county, changed, CHANGED[1])
    page = await listed(county, roster)
    assert (page.unchanged, page.fields) == (1, {"employer": 1, "position": 1, "phones": 1})
    [row] = page.rows
    told = {one.field: (one.kind, one.held, one.said) for one in row.differences}
    assert told["employer"] == ("differs", "甲社", "乙社")
    assert told["position"] == ("fills", None, "会计")
    assert told["phones"] == ("differs", ["154****1234"], ["154****1234", "154****5678"])


async def test_what_is_taken_is_written_what_is_kept_is_left_and_the_rest_proposed(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    changed = a_row(
        employer="乙社", position="会计", education="硕士研究生", phone=f"{PHONE}、{OTHER}"
    )
    roster = await next_year(county, changed, CHANGED[1])
    before = await superuser.fetchrow("select * from person where name = '李四光'")
    async with county.desk() as desk:
        said = Decision(take=("employer", "phones"), keep=("education_full_time",))
        await differences.decide(desk, roster, said)
    decided = {one.field: one.decided for one in (await listed(county, roster)).rows[0].differences}
    assert decided == {
        "employer": "taken", "phones": "taken", "position": None, "education_full_time": "kept",
    }  # fmt: skip
    async with county.desk() as desk:
        await rosters.commit(desk, roster)
    person = (await everybody(county))["张三丰"]
    assert (person.employer, person.position, person.education_full_time) == ("乙社", "会计", "20")
    assert len(person.phones) == 2
    assert await superuser.fetchval("select count(*) from proposal") == 0
    assert await superuser.fetchrow("select * from person where name = '李四光'") == before


async def test_a_field_may_be_left_to_its_keeper_again(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await next_year(county, *CHANGED)
    async with county.desk() as desk:
        await differences.decide(desk, roster, Decision(take=("employer", "education_full_time")))
        await differences.decide(desk, roster, Decision(propose=("employer",)))
        await rosters.commit(desk, roster)
    assert (await everybody(county))["张三丰"].employer == "甲社"
    assert await superuser.fetchval("select count(*) from proposal") == 1


async def test_what_replaces_a_verified_value_is_not_verified_by_that(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await next_year(county, *CHANGED)
    await superuser.execute(
        'update person set verified = \'{"employer": "2026-01-01", "sex": "2026-01-01"}\''
    )
    async with county.desk() as desk:
        await differences.decide(desk, roster, Decision(take=("employer",)))
        await rosters.commit(desk, roster)
    assert (await everybody(county))["张三丰"].verified == {"sex": "2026-01-01"}
    assert EAST_1 in build.PLACES
