"""Rows that wait are corrected, judged or given up, and committed later."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors
from talent.core import comparison, sentences
from talent.core.levels import IdNumber
from talent.flows import (
    amending,
    corrections,
    likenesses,
    pairs,
    people,
    proposals,
    rosters,
    staging,
    undoing,
    waiting,
)
from talent.flows.corrections import Resolution
from talent.flows.rosters import Ask, Report
from talent.flows.waiting import ShownRow
from tests import build
from tests.build import EAST, TODAY, WEST, WEST_2, an_id_number
from tests.conftest import County
from tests.roster_files import HEADER, a_row, as_csv

PHONE = "15400001234"
RIGHT = an_id_number()
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")


class Brought:
    """A roster that was brought in by somebody, and what is done with its rows."""

    def __init__(self, county: County, report: Report, role: str, of: str | None) -> None:
        assert report.roster is not None
        self.county, self.id, self.role, self.of = county, report.roster, role, of

    async def rows(self, **wanted: Any) -> list[ShownRow]:
        async with self.county.desk(self.role, self.of) as desk:
            return (await waiting.rows(desk, self.id, waiting.Wanted(**wanted))).rows

    async def row(self, outcome: str) -> ShownRow:
        [row] = await self.rows(outcome=outcome)
        return row

    async def correct(self, row: ShownRow, **cells: Any) -> ShownRow:
        async with self.county.desk(self.role, self.of) as desk:
            line = await corrections.correct(desk, self.id, row.id, row.version, cells)
            return await waiting.row(desk, self.id, line)

    async def resolve(self, row: ShownRow, **said: Any) -> ShownRow:
        async with self.county.desk(self.role, self.of) as desk:
            resolution = Resolution(**said)
            line = await corrections.resolve(desk, self.id, row.id, row.version, resolution)
            return await waiting.row(desk, self.id, line)

    async def commit(self) -> tuple[int, int, int, int]:
        async with self.county.desk(self.role, self.of) as desk:
            told = await rosters.commit(desk, self.id)
        return told.new, told.known, told.unsure, told.faulty


async def bring(
    county: County,
    *rows: Any,
    role: str = "hr",
    of: str | None = None,
    header: tuple[str, ...] = HEADER,
) -> Brought:
    ask = Ask(pool="LOCAL")
    async with county.desk(role, of) as desk:
        ground = await rosters.prepare(desk, ask)
        file = staging.read(ground, as_csv(*rows, header=header), "花名册.csv", TODAY)
        return Brought(county, await rosters.bring(desk, ask, ground, file), role, of)


async def a_look_alike(county: County, **fields: Any) -> UUID:
    """Put somebody into the register whom the usual row with this phone is like, yet not certainly."""
    async with county.desk() as desk:
        draft = build.a_draft("张三峰", **({"phones": (build.a_phone(),)} | fields))
        return await build.a_person(desk, draft)


# Refusals


async def test_a_correction_of_an_old_version_is_refused(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    row = await brought.row("faulty")
    await brought.correct(row, 学历="大专")
    with pytest.raises(errors.Stale):
        await brought.correct(row, 学历="小学")


async def test_a_row_that_is_in_or_was_dropped_is_not_changed_any_more(county: County) -> None:
    brought = await bring(county, a_row(), a_row("李四光", 身份证号=WRONG))
    dropped = await brought.resolve(await brought.row("faulty"), drop=True)
    for row in (await brought.row("new"), dropped):
        with pytest.raises(errors.Conflict, match="不能再改"):
            await brought.correct(row, 学历="大专")


async def test_a_roster_of_somebody_else_is_not_found(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG), role="township", of=EAST)
    row = await brought.row("faulty")
    brought.of = WEST
    for deed in (
        brought.rows(),
        brought.correct(row, 学历="大专"),
        brought.resolve(row, drop=True),
        brought.commit(),
    ):
        with pytest.raises(errors.NotFound):
            await deed


async def test_a_column_or_cell_that_is_none_is_refused(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    row = await brought.row("faulty")
    for cells in ({"财产": "多"}, {"学历": ["大专"]}):
        with pytest.raises(errors.Invalid):
            await brought.correct(row, **cells)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"drop": True, "different": True},
        {"different": True},
        {"accept_without": ("education",)},
        {"accept_without": ("name",)},
    ],
    ids=["nothing", "two things", "while a value is wrong", "a right value", "the name"],
)
async def test_a_resolution_that_does_not_fit_the_row_is_refused(
    county: County, said: dict[str, Any]
) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    with pytest.raises(errors.Invalid):
        await brought.resolve(await brought.row("faulty"), **said)


async def test_a_person_without_a_name_is_not_accepted(county: County) -> None:
    brought = await bring(county, a_row("", 身份证号=an_id_number()))
    with pytest.raises(errors.Invalid):
        await brought.resolve(await brought.row("faulty"), accept_without=("name",))


async def test_only_somebody_the_row_is_like_can_be_the_same(county: County) -> None:
    await a_look_alike(county)
    async with county.desk() as desk:
        other = await build.a_person(desk, build.a_draft("欧阳春晓", household_village=WEST_2))
    brought = await bring(county, a_row(联系电话=PHONE))
    with pytest.raises(errors.Invalid):
        await brought.resolve(await brought.row("unsure"), same=other)


# What works


async def test_a_corrected_row_is_committed_later(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG), a_row("李四光"))
    number = an_id_number()
    row = await brought.correct(await brought.row("faulty"), 身份证号=number)
    assert (row.outcome, row.faults, row.version) == ("new", (), 2)
    assert await brought.commit() == (1, 0, 0, 0)
    assert [(row.outcome, row.state) for row in await brought.rows()] == [("new", "committed")] * 2
    async with county.desk() as desk:
        person = (await brought.rows())[0].person
        assert person is not None
        assert (await people.one(desk, person)).id_number == f"有（尾号{number[-2:]}）"
        assert (await waiting.one(desk, brought.id)).counts.committed == 2


async def test_a_person_is_accepted_without_a_wrong_id_number(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    row = await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    assert row.outcome == "new"
    assert await brought.commit() == (1, 0, 0, 0)
    async with county.desk() as desk:
        person = (await brought.rows())[0].person
        assert person is not None
        shown = await people.one(desk, person)
    assert (shown.id_number, shown.to_verify) == ("不全或有误", ("id_number",))


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (WRONG, "ONE_OFF"),
        (f"{RIGHT[:6]}********{RIGHT[14:]}", "VISIBLE"),
        (RIGHT[14:], "VISIBLE"),
        (f"{RIGHT[:6]}********{an_id_number(sequence=7)[14:]}", "UNLIKE"),
    ],
)
async def test_what_a_wrong_or_hidden_number_shows_is_kept_sealed_and_compared(
    county: County, typed: str, level: str
) -> None:
    brought = await bring(county, a_row(身份证号=typed))
    await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    assert await brought.commit() == (1, 0, 0, 0)
    async with county.desk() as desk:
        person = (await brought.rows())[0].person
        assert person is not None
        held = await people.row(desk, person)
        assert held.id_number is None
        assert held.id_number_typed is not None
        assert typed.encode() not in held.id_number_typed
        seen = likenesses.entry(build.a_draft("李四光", id_number=RIGHT))
        rows = await desk.tx.run(likenesses.SQL.rows, people=[person], keys=[])
        [row] = rows
        kept = comparison.prepare(likenesses.opened(desk, row))
    assert IdNumber(comparison.compare(seen, kept).level("id_number")).name == level


async def test_a_row_whose_number_is_hidden_is_compared_with_a_registered_one(
    county: County,
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft(id_number=RIGHT))
    brought = await bring(county, a_row(身份证号=f"{RIGHT[:6]}********{RIGHT[14:]}"))
    row = await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    hidden = sentences.of("id_number", IdNumber.VISIBLE, "", "")
    assert hidden in row.lookalikes[0].sentence


async def test_a_whole_number_takes_the_place_of_what_a_wrong_one_showed(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    await brought.commit()
    other = an_id_number(sequence=7)
    async with county.desk() as desk:
        person = (await brought.rows())[0].person
        assert person is not None
        held = await people.row(desk, person)
        await amending.amend(desk, person, held.version, {"id_number": other})
        [row] = await desk.tx.run(likenesses.SQL.rows, people=[person], keys=[])
        assert likenesses.opened(desk, row).id_number == other
        assert likenesses.opened(desk, row).typed_number is None


async def test_a_value_that_was_given_up_and_is_typed_anew_must_be_right(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG))
    row = await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    assert (await brought.correct(row, 身份证号="12345")).outcome == "faulty"


async def test_a_correction_that_makes_the_row_known_joins_the_person(county: County) -> None:
    async with county.desk() as desk:
        known = await build.a_person(desk, build.a_draft(phones=(build.a_phone(),)), pool="RESERVE")
    brought = await bring(county, a_row(身份证号=WRONG, 联系电话=PHONE))
    row = await brought.correct(await brought.row("faulty"), 身份证号=None)
    assert row.outcome == "known"
    assert await brought.commit() == (0, 1, 0, 0)
    async with county.desk() as desk:
        held = (await people.one(desk, known)).memberships
    assert {one["pool"] for one in held} == {"LOCAL", "RESERVE"}


async def test_the_same_joins_the_person_and_proposes_what_differs(county: County) -> None:
    known = await a_look_alike(county)
    brought = await bring(county, a_row(联系电话=PHONE))
    row = await brought.row("unsure")
    assert [card.person for card in row.lookalikes] == [known]
    assert (await brought.resolve(row, same=known)).outcome == "known"
    assert await brought.commit() == (0, 1, 0, 0)
    async with county.desk() as desk:
        proposed = {one.field for one in await proposals.listed(desk, known)}
    assert proposed == {"name", "education_full_time"}


async def test_different_comes_in_and_the_judgement_is_kept(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await a_look_alike(county)
    brought = await bring(county, a_row(联系电话=PHONE))
    assert (await brought.resolve(await brought.row("unsure"), different=True)).outcome == "new"
    assert await brought.commit() == (1, 0, 0, 0)
    assert await superuser.fetchval("select string_agg(verdict, ',') from judgement") == "different"
    assert await superuser.fetchval("select count(*) from pair") == 0


async def test_undecided_comes_in_and_the_pair_waits(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await a_look_alike(county)
    brought = await bring(county, a_row(联系电话=PHONE))
    await brought.resolve(await brought.row("unsure"), unsure=True)
    assert await brought.commit() == (1, 0, 0, 0)
    assert await superuser.fetchval("select string_agg(verdict, ',') from judgement") == "unsure"
    assert await superuser.fetchval("select count(*) from pair") == 1


async def test_a_row_that_was_like_an_earlier_one_finds_its_person(county: County) -> None:
    brought = await bring(county, a_row(联系电话=PHONE), a_row("张三峰", 联系电话=PHONE))
    row = await brought.row("unsure")
    person = (await brought.row("new")).person
    assert [(one.line, one.person) for one in row.earlier] == [(2, person)]
    assert (await brought.resolve(row, same=person)).outcome == "known"
    assert await brought.commit() == (0, 1, 0, 0)


async def test_different_from_an_earlier_row_holds_when_both_are_in(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    brought = await bring(county, a_row(联系电话=PHONE), a_row("张三峰", 联系电话=PHONE))
    await brought.resolve(await brought.row("unsure"), different=True)
    assert await brought.commit() == (1, 0, 0, 0)
    assert await superuser.fetchval("select count(*) from person") == 2
    assert await superuser.fetchval("select count(*) from pair") == 0


async def test_a_row_in_doubt_again_at_the_commit_waits_again(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG, 联系电话=PHONE))
    row = await brought.resolve(await brought.row("faulty"), accept_without=("id_number",))
    assert row.outcome == "new"
    await a_look_alike(county)
    assert await brought.commit() == (0, 0, 1, 0)
    assert (await brought.row("unsure")).state == "staged"


async def test_two_corrected_rows_of_one_person_are_not_both_committed(county: County) -> None:
    brought = await bring(
        county,
        a_row(身份证号=WRONG, 联系电话=PHONE),
        a_row("张三峰", 身份证号=WRONG, 联系电话=PHONE),
    )
    first, second = await brought.rows(outcome="faulty")
    assert (await brought.correct(first, 身份证号=None)).outcome == "new"
    assert (await brought.correct(second, 身份证号=None)).outcome == "unsure"
    assert await brought.commit() == (1, 0, 0, 0)


async def test_corrected_rows_possibly_of_one_person_come_in_and_their_pair_waits(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    year = {"身份证号": WRONG, "出生年月": "1985"}
    brought = await bring(county, a_row("张红", **year), a_row("张宏", **year, 学历="小学"))
    for row in await brought.rows(outcome="faulty"):
        assert (await brought.correct(row, 身份证号=None)).outcome == "new"
    assert await brought.commit() == (2, 0, 0, 0)
    assert await superuser.fetchval("select band from pair") == "unsure"


async def test_two_waiting_rows_said_to_be_different_are_judged_when_both_come_in(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    brought = await bring(
        county, a_row(身份证号=WRONG, 联系电话=PHONE), a_row("张三峰", 联系电话=PHONE)
    )
    await brought.correct(await brought.row("faulty"), 身份证号=None)
    await brought.resolve(await brought.row("unsure"), different=True)
    assert await brought.commit() == (2, 0, 0, 0)
    assert await superuser.fetchval("select string_agg(verdict, ',') from judgement") == "different"
    assert await superuser.fetchval("select count(*) from pair") == 0


async def test_a_township_gains_sight_of_whom_it_says_is_the_same(county: County) -> None:
    known = await a_look_alike(county, household_village=WEST_2)
    row = a_row(联系电话=PHONE, 所属村="西岭镇南坡村")
    brought = await bring(county, row, role="township", of=EAST)
    shown = await brought.row("unsure")
    assert [(card.person, card.in_scope) for card in shown.lookalikes] == [(known, False)]
    assert (await brought.resolve(shown, same=known)).outcome == "known"
    assert await brought.commit() == (0, 1, 0, 0)
    async with county.desk("township", EAST) as desk:
        assert (await people.one(desk, known)).name == "张三峰"


# What is shown


async def test_its_bringer_sees_a_wrong_number_as_typed_and_the_look_is_recorded(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    brought = await bring(county, a_row(身份证号=WRONG, 联系电话=PHONE), role="township", of=EAST)
    row = await brought.row("faulty")
    assert row.typed["id_number"] == row.faults[0].said == WRONG
    assert row.typed["phones"] == "*********34"
    looks = "select count(*) from audit_event where action = 'look' and subject = 'roster_row' and row_count = 1"
    before = await superuser.fetchval(looks)
    await brought.rows()
    assert await superuser.fetchval(looks) == before + 1


async def test_everybody_else_sees_typed_numbers_masked(county: County) -> None:
    brought = await bring(county, a_row(身份证号=WRONG, 联系电话=PHONE), role="township", of=EAST)
    brought.role, brought.of = "hr", None
    row = await brought.row("faulty")
    assert row.typed["id_number"] == row.faults[0].said == "*" * 16 + WRONG[-2:]
    assert row.typed["phones"] == "*********34"
    assert (row.typed["name"], row.faults[0].header) == ("张三丰", "身份证号")


async def test_a_number_in_a_column_it_does_not_belong_to_is_masked_too(county: County) -> None:
    header = (*HEADER, "紧急联系")
    brought = await bring(county, (*a_row(), f"李四 {PHONE}"), header=header)
    assert (await brought.rows())[0].other == {"紧急联系": "李四 *********34"}


async def test_pages_of_rows_follow_the_file_without_a_gap(county: County) -> None:
    names = ("赵一明", "钱二亮", "孙三强", "李四光", "周五福")
    brought = await bring(
        county, *[a_row(name, 出生年月=1950 + 9 * n) for n, name in enumerate(names)]
    )
    seen: list[str] = []
    after = None
    async with county.desk() as desk:
        while True:
            wanted = waiting.Wanted(after=after, limit=2)
            page = await waiting.rows(desk, brought.id, wanted)
            seen += [row.typed["name"] for row in page.rows]
            after = page.next
            if after is None:
                break
    assert tuple(seen) == names


async def test_what_was_said_of_a_row_goes_with_its_import_and_what_was_said_since_stands_in_the_way(
    county: County,
) -> None:
    other = await a_look_alike(county)
    brought = await bring(county, a_row("李四光"), a_row(联系电话=PHONE))
    await brought.resolve(await brought.row("unsure"), different=True)
    assert await brought.commit() == (1, 0, 0, 0)
    async with county.desk() as desk:
        assert (await undoing.plan(desk, brought.id)).blockers == ()
        row = (await brought.rows())[1]
        assert row.person is not None
        await pairs.judge(desk, row.person, other, pairs.Said("different"))
    with pytest.raises(errors.RosterInUse) as refused:
        async with county.desk() as desk:
            await undoing.undo(desk, brought.id)
    assert [fault.expected for fault in refused.value.faults] == ["已核对过是否重复"]
