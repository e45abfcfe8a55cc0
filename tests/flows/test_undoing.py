"""An import is undone as a whole while nothing depends on it; a whole list proposes who has left."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors
from talent.core.staged import Wish
from talent.flows import absentees, amending, pools, rosters, undoing
from talent.flows.absentees import Exits, Leaving
from talent.flows.undoing import Plan
from tests import build
from tests.build import EAST, WEST
from tests.conftest import County
from tests.flows.test_rosters import bring, everybody
from tests.roster_files import a_row, as_csv

PHONE = "15400001234"
WHOLE = (
    "person",
    "person_name",
    "person_phone",
    "membership",
    "membership_step",
    "proposal",
    "pair",
    "judgement",
)


async def register(superuser: "asyncpg.Connection[Any]") -> dict[str, list[Any]]:
    """Answer all that the register says, but for the counters of its rows."""
    skipped = "'{version,updated_at}'::text[]"
    return {
        name: [
            row[0]
            for row in await superuser.fetch(
                f'select to_jsonb(t) - {skipped} from "{name}" t order by 1'
            )
        ]
        for name in WHOLE
    }


async def undo(
    county: County, roster: UUID | None, role: str = "hr", of: str | None = None
) -> Plan:
    assert roster
    async with county.desk(role, of) as desk:
        planned = await undoing.plan(desk, roster)
    async with county.desk(role, of) as desk:
        done = await undoing.undo(desk, roster)
    assert done == planned
    return done


DATA = as_csv(
    a_row(联系电话=PHONE, 学历="本科"),
    a_row("李四光", 学历="大专"),
    a_row("吴又新", 身份证号="12345"),
)


# Refusals


async def test_whoever_has_been_worked_on_since_stands_in_the_way_and_nothing_is_undone(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    report = await bring(county, DATA)
    found = await everybody(county)
    async with county.desk() as desk:
        await amending.amend(desk, found["张三丰"].id, 1, {"employer": "乙社"})
    async with county.desk() as desk:
        await pools.enter(desk, [found["李四光"].id], "RESERVE", None, build.TODAY)
    before = await register(superuser)
    async with county.desk() as desk:
        assert report.roster
        blocked = await undoing.plan(desk, report.roster)
        assert {(one.name, one.reason) for one in blocked.blockers} == {
            ("张三丰", "入库后登记内容已有改动"),
            ("李四光", "已进入其他人才库"),
        }
        with pytest.raises(errors.RosterInUse) as refused:
            await undoing.undo(desk, report.roster)
    assert {fault.said for fault in refused.value.faults} == {"张三丰", "李四光"}
    assert await register(superuser) == before


async def test_what_some_other_table_says_of_a_person_stands_in_the_way_too(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    report = await bring(county, DATA)
    await superuser.execute(
        "insert into person_basis (person_id, purpose, basis, obtained_on)"
        " select id, '联络', 'consent', now() from person limit 1"
    )
    with pytest.raises(errors.RosterInUse):
        await undo(county, report.roster)
    assert await superuser.fetchval("select count(*) from person") == 2


async def test_nobody_undoes_another_township_s_import(county: County) -> None:
    report = await bring(county, DATA, "township", EAST)
    with pytest.raises(errors.NotFound):
        await undo(county, report.roster, "township", WEST)


async def test_an_import_is_undone_once(county: County) -> None:
    report = await bring(county, DATA)
    await undo(county, report.roster)
    with pytest.raises(errors.Conflict, match="已撤销"):
        await undo(county, report.roster)


# What works


async def test_an_undone_import_leaves_the_register_as_it_was_and_may_come_again(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        known = build.a_draft(phones=(build.a_phone(PHONE),), education_full_time=None)
        await build.a_person(desk, known, pool="RESERVE")
    before = await register(superuser)
    report = await bring(county, DATA)
    assert (report.known, report.new) == (1, 1)
    assert await register(superuser) != before
    done = await undo(county, report.roster)
    assert (done.people, done.entries, done.fields, done.waiting) == (1, 1, 1, 1)
    assert await register(superuser) == before
    again = await bring(county, DATA)
    assert (again.known, again.new) == (1, 1)


async def test_a_proposal_that_waits_is_withdrawn(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft(phones=(build.a_phone(PHONE),)))
    report = await bring(county, as_csv(a_row(联系电话=PHONE, 学历="小学")))
    assert await superuser.fetchval("select count(*) from proposal") == 1
    done = await undo(county, report.roster)
    assert (done.people, done.proposals) == (0, 1)
    assert await superuser.fetchval("select count(*) from proposal") == 0


async def test_a_township_undoes_its_own(county: County) -> None:
    report = await bring(county, DATA, "township", EAST)
    assert (await undo(county, report.roster, "township", EAST)).people == 2
    assert await everybody(county) == {}


# Who is absent from a whole list


async def whole(county: County, *names: str, **asked: Any) -> UUID:
    """Bring in last year's three, and this year's list."""
    rows = [
        a_row(name, 联系电话=f"1540000{n}{n}{n}{n}")
        for n, name in enumerate(("赵一明", "钱一明", "孙一明"))
    ]
    await bring(county, as_csv(*rows))
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft("别处人", household_village=build.WEST_1))
    kept = [row for row in rows if row[0] in names]
    report = await bring(county, as_csv(*kept), **asked)
    assert report.roster
    return report.roster


async def test_a_list_that_is_not_said_to_be_whole_proposes_nobody(county: County) -> None:
    roster = await whole(county, "赵一明", place=EAST)
    async with county.desk() as desk:
        with pytest.raises(errors.Conflict, match="完整名单"):
            await absentees.listed(desk, roster)


async def test_while_rows_wait_nobody_is_said_to_be_absent(county: County) -> None:
    data = as_csv(a_row("吴又新", 身份证号="12345"))
    report = await bring(county, data, wish=Wish(complete=True))
    async with county.desk() as desk:
        assert report.roster
        with pytest.raises(errors.Conflict, match="1行未入库"):
            await absentees.listed(desk, report.roster)


async def test_absentees_of_the_place_are_proposed_and_leave_only_when_somebody_says_so(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await whole(county, "赵一明", place=EAST, wish=Wish(complete=True))
    async with county.desk() as desk:
        absent = await absentees.listed(desk, roster)
    assert {one.name for one in absent} == {"钱一明", "孙一明"}
    exited = "select count(*) from membership where state = 'exited'"
    assert await superuser.fetchval(exited) == 0
    leaving = tuple(Leaving(one.membership, one.version) for one in absent)
    stranger = Leaving(UUID(int=7), 1)
    async with county.desk() as desk:
        with pytest.raises(errors.Invalid):
            await absentees.leave(desk, roster, Exits(leaving=(*leaving, stranger), exit_reason=4))
    assert await superuser.fetchval(exited) == 0
    async with county.desk() as desk:
        assert await absentees.leave(desk, roster, Exits(leaving=leaving[:1], exit_reason=4)) == 1
        assert len(await absentees.listed(desk, roster)) == 1
    assert await superuser.fetchval(exited) == 1


async def test_a_list_is_said_to_be_whole_later_by_whoever_brought_it(county: County) -> None:
    roster = await whole(county, "赵一明", "钱一明")
    async with county.desk() as desk:
        await absentees.declare(desk, roster)
        assert {one.name for one in await absentees.listed(desk, roster)} == {"孙一明", "别处人"}
        await rosters.visible(desk, roster)
