"""Rounds of review, to-dos, who is held where, and shortlists under conditions."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core import requests as core
from talent.core.evidence import RouteFacts, Step
from talent.core.person import Birth
from talent.core.suggested import Shown
from talent.flows import decisions, evidence, requests, reviews, shortlists, suggestions, todos
from tests import asking, build
from tests.conftest import County

HR, TOWN, VILLAGE = ("hr", None), ("township", build.EAST), ("village", build.EAST_1)


@pytest.fixture(autouse=True)
async def board(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)


async def suggested(county: County, request: core.Shown) -> dict[UUID, Shown]:
    async with county.desk() as desk:
        answer = await suggestions.make(desk, request.id, suggestions.Make())
    return {one.person.person_id: one for one in answer.candidates}


async def decide(
    county: County, line: Shown, decision: Any = "accepted", reason: str | None = None
) -> Shown:
    assert line.id is not None
    async with county.desk() as desk:
        said = decisions.Decision(decision, reason)
        return await decisions.decide(desk, line.id, line.version or 0, said)


async def reserve(county: County, name: str = "孙可用", **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await asking.a_reserve(desk, name, **fields)


async def accepted(county: County) -> tuple[core.Shown, UUID]:
    """Bring a request to where one person is accepted."""
    who, request = await reserve(county), await asking.an_open_request(county, seats=1)
    await decide(county, (await suggested(county, request))[who])
    return request, who


async def said(county: County, request: UUID, who: UUID, **values: Any) -> list[Any]:
    whole: dict[str, Any] = {
        "person_id": who,
        "round": "R1",
        "department": "branch",
        "result": "no_objection",
        "document": "清审〔2026〕2号",
    }
    async with county.desk() as desk:
        return await reviews.record(desk, request, reviews.NewRound(**(whole | values)))


async def close(county: County, request: UUID, outcome: Any) -> core.Shown:
    async with county.desk() as desk:
        now = await requests.one(desk, request)
        step = requests.Step(state="closed", outcome=outcome)
        return await requests.step(desk, request, now.version, step)


# ------------------------------------------------------------------------- rounds, refused


async def test_no_round_is_written_down_before_the_review_has_begun(county: County) -> None:
    request, who = await accepted(county)
    with pytest.raises(errors.Conflict, match="不在审查中"):
        await said(county, request.id, who)


async def test_a_round_names_an_accepted_person_a_department_and_a_document(
    county: County,
) -> None:
    request, who = await accepted(county)
    other = await reserve(county, "吴另人")
    await asking.in_review(county, request)
    for values, field in (
        ({"person_id": other}, "person_id"),
        ({"department": "weather"}, "department"),
        ({"document": " "}, "document"),
        ({"document": "电话15400001234"}, "document"),
        ({"decided_on": build.TODAY.replace(year=2027)}, "decided_on"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            await said(county, request.id, who, **values)
        assert [fault.field for fault in refused.value.faults] == [field]


async def test_a_round_waits_for_the_one_before_it(county: County) -> None:
    request, who = await accepted(county)
    await asking.in_review(county, request)
    with pytest.raises(errors.Conflict, match="R1尚未通过"):
        await said(county, request.id, who, round="R2")
    await said(county, request.id, who, result="suspended")
    with pytest.raises(errors.Conflict, match="R1尚未通过"):
        await said(county, request.id, who, round="R2")
    await said(county, request.id, who)
    await said(county, request.id, who, round="R2", department="township")


async def test_nothing_is_filled_before_everybody_accepted_came_through_four_rounds(
    county: County,
) -> None:
    request, who = await accepted(county)
    await asking.confirmed(county)
    with pytest.raises(errors.Conflict, match="R1至R4"):
        await close(county, request.id, "filled")
    await asking.in_review(county, request)
    for at, department in (("R1", "branch"), ("R2", "township"), ("R3", "police")):
        await said(county, request.id, who, round=at, department=department)
    await said(county, request.id, who, round="R3", department="court", result="objection")
    with pytest.raises(errors.Conflict, match="孙可用：R3、R4"):
        await close(county, request.id, "filled")
    with pytest.raises(errors.Conflict, match="R1至R4"):
        async with county.desk() as desk:
            await desk.tx.connection.execute(
                "update request set state = 'closed', outcome = 'filled' where id = $1", request.id
            )


async def test_nothing_is_closed_on_a_rule_that_is_not_confirmed_but_by_withdrawing(
    county: County,
) -> None:
    request, _ = await accepted(county)
    await asking.in_review(county, request)
    await asking.reviewed_through(county, request)
    for outcome in ("filled", "unfilled"):
        with pytest.raises(errors.RulesUnconfirmed, match="P01"):
            await close(county, request.id, outcome)
    assert (await close(county, request.id, "withdrawn")).outcome == "withdrawn"


async def test_no_village_reads_what_departments_said(county: County) -> None:
    request, who = await accepted(county)
    await asking.in_review(county, request)
    await said(county, request.id, who)
    for role, place in (TOWN, VILLAGE):
        with pytest.raises(errors.Forbidden):
            async with county.desk(role, place) as desk:
                await desk.tx.connection.fetch("select * from review_round")


# ---------------------------------------------------------------------------- rounds, done


async def test_the_last_word_of_a_department_counts_and_r3_names_who_is_silent(
    county: County,
) -> None:
    request, who = await accepted(county)
    await asking.in_review(county, request)
    await said(county, request.id, who)
    await said(county, request.id, who, round="R2", department="township")
    await said(county, request.id, who, round="R3", department="court", result="objection")
    (found,) = await said(county, request.id, who, round="R3", department="court")
    third = found.rounds[2]
    assert third.through
    assert [(word.department_label, word.result_label) for word in third.words] == [
        ("法院", "无异议")
    ]
    assert "公安局" in third.silent
    assert "法院" not in third.silent
    assert found.open == ("R4",)


# --------------------------------------------------------------------------------- to-dos


async def open_for(county: County, who: tuple[str, str | None]) -> list[str]:
    async with county.desk(*who) as desk:
        return [one.kind for one in await todos.listed(desk)]


async def test_each_step_puts_a_to_do_on_the_next_holder_s_list_and_takes_its_own_off(
    county: County,
) -> None:
    async def lists() -> tuple[list[str], list[str], list[str]]:
        return (
            await open_for(county, VILLAGE),
            await open_for(county, TOWN),
            await open_for(county, HR),
        )

    request = await asking.a_request(county, seats=1)
    assert await lists() == (["submit"], [], [])
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    assert await lists() == ([], ["examine"], [])
    request = await asking.stepped(county, request, *TOWN, "draft")
    assert await lists() == (["revise"], [], [])
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    request = await asking.stepped(county, request, *TOWN, "town_ok")
    assert await lists() == ([], [], ["open"])
    request = await asking.stepped(county, request, *HR, "open")
    assert await lists() == ([], [], ["suggest"])
    who = await reserve(county)
    line = (await suggested(county, request))[who]
    assert await lists() == (["decide"], [], [])
    await decide(county, line)
    assert await lists() == ([], [], ["start_review"])
    await asking.in_review(county, request)
    assert await lists() == ([], [], ["review"])
    await close(county, request.id, "withdrawn")
    assert await lists() == (["read"], [], [])
    assert await open_for(county, ("village", build.EAST_2)) == []
    assert await open_for(county, ("township", build.WEST)) == []


async def test_only_an_outcome_is_taken_off_the_list_by_reading_it(county: County) -> None:
    request = await asking.a_request(county)
    async with county.desk(*VILLAGE) as desk:
        (todo,) = await todos.listed(desk)
        with pytest.raises(errors.NotFound):
            await todos.read(desk, todo.id)
    await asking.closed(county, request, "withdrawn", *VILLAGE)
    async with county.desk(*VILLAGE) as desk:
        (todo,) = await todos.listed(desk)
        assert (todo.words, todo.outcome_label) == ("申请已办结，请查收结果", "已撤回")
        await todos.read(desk, todo.id)
        assert await todos.listed(desk) == []


# -------------------------------------------------------------------------- held elsewhere


async def three(county: County) -> tuple[UUID, list[core.Shown]]:
    """Put one person before three requests of his village."""
    who = await reserve(county)
    return who, [await asking.an_open_request(county, seats=1) for _ in range(3)]


async def test_nobody_is_held_by_more_requests_than_may_be_until_one_lets_go(
    county: County,
) -> None:
    who, asked = await three(county)
    lines = [(await suggested(county, request))[who] for request in asked]
    first = await decide(county, lines[0])
    await decide(county, lines[1])
    with pytest.raises(errors.Conflict, match="其他在办申请"):
        await decide(county, lines[2])
    await decide(county, first, "declined", "另有安排")
    assert (await decide(county, lines[2])).decision == "accepted"


async def test_two_requests_that_accept_the_last_hold_at_once_get_one(county: County) -> None:
    who, asked = await three(county)
    lines = [(await suggested(county, request))[who] for request in asked]
    await decide(county, lines[0])

    async def accept(line: Shown) -> bool:
        try:
            await decide(county, line)
        except errors.Conflict:
            return False
        return True

    assert sorted(await asyncio.gather(accept(lines[1]), accept(lines[2]))) == [False, True]


async def test_a_closed_request_holds_nobody(county: County) -> None:
    who, asked = await three(county)
    for request in asked[:2]:
        await decide(county, (await suggested(county, request))[who])
    await asking.closed(county, asked[0], "withdrawn")
    line = await decide(county, (await suggested(county, asked[2]))[who])
    assert line.decision == "accepted"


async def test_a_later_word_on_a_person_takes_the_place_of_an_earlier_run_s(
    county: County,
) -> None:
    who, request = await reserve(county), await asking.an_open_request(county, seats=1)
    other = await reserve(county, "吴另人")
    await decide(county, (await suggested(county, request))[who])
    again = await suggested(county, request)
    with pytest.raises(errors.Conflict, match="名额"):
        await decide(county, again[other])
    await decide(county, again[who], "declined", "另有安排")
    assert (await decide(county, again[other])).decision == "accepted"


async def test_where_else_somebody_is_wanted_is_told_within_one_s_scope(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk, build.WEST_2)
    who = await reserve(county, household_village=build.WEST_2, residence_place=build.EAST_1)
    async with county.desk() as desk:
        steps = RouteFacts(stated_will=Step(done=True))
        route = evidence.NewRoute(village=build.WEST_2, route="B", facts=steps)
        await evidence.set_route(desk, who, route)
    there = await asking.a_request(county, "village", build.WEST_2, village=build.WEST_2, seats=1)
    there = await asking.stepped(county, there, "village", build.WEST_2, "submitted")
    there = await asking.stepped(county, there, *HR, "town_ok", "open")
    await decide(county, (await suggested(county, there))[who])
    here = await asking.an_open_request(county, seats=1)
    (seen,) = (await suggested(county, here))[who].wanted
    assert (seen.request_id, seen.village, seen.role, seen.held) == (
        there.id,
        build.WEST_2,
        asking.LEAD,
        True,
    )
    async with county.desk(*VILLAGE) as desk:
        answer = await suggestions.newest(desk, here.id)
    (line,) = [one for one in answer.candidates if one.person.person_id == who]
    (told,) = line.wanted
    assert (told.request_id, told.village, told.village_name, told.role) == (None,) * 4
    assert told.held


# ------------------------------------------------------------- shortlists under conditions


async def test_a_shortlist_takes_a_woman_and_a_young_one_and_leaves_one_of_two_kin(
    county: County,
) -> None:
    old, young = Birth(1970, 3, 5), Birth(1999, 3, 5)
    first = await reserve(county, "甲一", birth=old, sex="1", skills=("会计", "电商"))
    second = await reserve(county, "乙二", birth=old, sex="1", skills=("会计", "电商"))
    woman = await reserve(county, "丙三", birth=old, sex="2", skills=("会计",))
    youth = await reserve(county, "丁四", birth=young, sex="1", skills=("种植",))
    async with county.desk() as desk:
        new = evidence.NewKin(relative=second, relation="sibling", confirmed=True)
        await evidence.set_kin(desk, first, new)
    request = await asking.an_open_request(county, seats=3, wanted_skills=("会计", "电商"))
    await suggested(county, request)
    async with county.desk() as desk:
        free = await shortlists.choose(
            desk, request.id, shortlists.Conditions(women=0, young=0, distinct_kin=False)
        )
        found = await shortlists.choose(desk, request.id, shortlists.Conditions())
    assert {one.person.person_id for one in free.people} == {first, second, woman}
    chosen = {one.person.person_id for one in found.people}
    assert {woman, youth} < chosen
    assert len(chosen & {first, second}) == 1
    assert found.unmet == ()
    assert found.cost == found.free - found.total > 0
    assert {one.condition for one in found.prices} <= {"women", "young", "distinct_kin"}


async def test_a_floor_above_the_size_is_refused_and_one_nobody_fills_is_told(
    county: County,
) -> None:
    await reserve(county, sex="1")
    request = await asking.an_open_request(county, seats=1)
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await shortlists.choose(desk, request.id, shortlists.Conditions(young=0))
    await suggested(county, request)
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await shortlists.choose(desk, request.id, shortlists.Conditions(women=2, young=0))
    async with county.desk() as desk:
        found = await shortlists.choose(desk, request.id, shortlists.Conditions(young=0))
    assert found.unmet == ("应有至少1名妇女，可列入的只有0名",)
