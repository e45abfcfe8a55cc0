"""Reserves: who may take which step, yearly reviews, and how a place is covered."""

from typing import Any

import pytest

from talent import errors
from talent.core import post
from talent.core.readiness import Shown
from talent.flows import overview, reserves
from tests import asking, build
from tests.conftest import County

HR, TOWN, VILLAGE = ("hr", None), ("township", build.EAST), ("village", build.EAST_1)
LATER = post.Readiness.WITHIN_A_YEAR


@pytest.fixture(autouse=True)
async def board(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)


async def nominated(county: County, who: tuple[str, str | None] = VILLAGE, **values: Any) -> Shown:
    if "person_id" not in values:
        async with county.desk() as desk:
            values["person_id"] = await build.a_person(desk, pool="RESERVE")
    whole: dict[str, Any] = {"village": build.EAST_1, "role": asking.LEAD} | values
    async with county.desk(*who) as desk:
        return await reserves.nominate(desk, reserves.New(**whole))


async def step(
    county: County, held: Shown, who: tuple[str, str | None], state: Any, **values: Any
) -> Shown:
    async with county.desk(*who) as desk:
        return await reserves.step(
            desk, held.id, held.version, reserves.Step(state=state, **values)
        )


async def test_who_is_no_reserve_of_the_village_s_own_making_is_refused(county: County) -> None:
    held = await nominated(county)
    with pytest.raises(errors.Conflict, match="已是"):
        await nominated(county, person_id=held.person_id)
    with pytest.raises(errors.Invalid, match="填写有误"):
        await nominated(county, role=42)
    with pytest.raises(errors.NotFound):
        await nominated(county, ("village", build.WEST_2))
    with pytest.raises(errors.Forbidden):
        await nominated(county, role=asking.VICE, state="county_filed")
    async with county.desk() as desk:
        stranger = await build.a_person(desk, name="西远人", household_village=build.WEST_2)
    with pytest.raises(errors.Invalid, match="填写有误"):
        await nominated(county, person_id=stranger)


async def test_a_reserve_waits_for_the_one_whose_step_is_next(county: County) -> None:
    held = await nominated(county)
    way = (
        (VILLAGE, "group_ok"),
        (VILLAGE, "branch_ok"),
        (TOWN, "town_examined"),
        (HR, "county_filed"),
    )
    for who, state in way:
        for one in (VILLAGE, TOWN, HR):
            async with county.desk(*one) as desk:
                wanted = reserves.Filter(waiting=True)
                listed = [found.id for found in await reserves.page(desk, wanted)]
                counted = (await overview.to_do(desk)).reserves
                assert (listed, counted) == (([held.id], 1) if one == who else ([], 0)), state
        held = await step(county, held, who, state)
    async with county.desk(*HR) as desk:
        assert await reserves.waiting(desk) == 0


async def test_each_role_takes_only_its_own_steps(county: County) -> None:
    held = await nominated(county)
    with pytest.raises(errors.Invalid, match="填写有误"):
        await step(county, held, HR, "ready")
    held = await step(county, held, VILLAGE, "group_ok")
    held = await step(county, held, VILLAGE, "branch_ok")
    with pytest.raises(errors.Forbidden):
        await step(county, held, VILLAGE, "town_examined")
    held = await step(county, held, TOWN, "town_examined", document="东审〔2026〕1号")
    for who in (VILLAGE, TOWN):
        with pytest.raises(errors.Forbidden):
            await step(county, held, who, "county_filed")
    with pytest.raises(errors.Stale):
        async with county.desk() as desk:
            await reserves.step(desk, held.id, 1, reserves.Step(state="county_filed"))
    for state in ("county_filed", "training", "ready", "proposed", "elected"):
        held = await step(county, held, HR, state)
    assert (held.state, held.ended_on) == ("elected", build.TODAY)
    with pytest.raises(errors.Invalid):
        await step(county, held, HR, "returned", exit_reason=3)
    async with county.desk(*VILLAGE) as desk:
        told = await reserves.steps(desk, held.id)
    assert [one.to_state for one in told][:3] == ["nominated", "group_ok", "branch_ok"]


async def test_the_database_too_keeps_a_village_from_filing_its_reserve(county: County) -> None:
    held = await nominated(county)
    change = "update reserve set state = $1 where id = $2"
    with pytest.raises(errors.Forbidden):
        async with county.desk(*TOWN) as desk:
            await desk.tx.connection.execute(
                "insert into reserve (person_id, village, role, state, since)"
                " values ($1, $2, 23, 'ready', '2026-01-01')",
                held.person_id,
                build.EAST_1,
            )
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await desk.tx.connection.execute(change, "elected", held.id)


async def test_a_return_names_its_reason(county: County) -> None:
    held = await nominated(county)
    with pytest.raises(errors.Invalid) as refused:
        await step(county, held, VILLAGE, "returned")
    assert [fault.field for fault in refused.value.faults] == ["exit_reason"]
    held = await step(county, held, VILLAGE, "returned", exit_reason=3)
    assert held.exit_label == "本人退出"
    again = await nominated(county, person_id=held.person_id)
    assert again.state == "nominated"


async def reviewed(county: County, held: Shown, year: int, **values: Any) -> Shown:
    said: dict[str, Any] = {"year": year, "result": "keep", "readiness": LATER} | values
    async with county.desk() as desk:
        return await reserves.review(desk, held.id, held.version, reserves.Review(**said))


async def test_a_year_is_reviewed_once_and_an_exit_ends_the_reserve(county: County) -> None:
    began = build.TODAY.replace(year=2024)
    held = await nominated(county, HR, state="county_filed", on_day=began)
    assert held.review_due
    with pytest.raises(errors.Invalid):
        await reviewed(county, held, 2027)
    with pytest.raises(errors.Invalid):
        await reviewed(county, held, 2023)
    with pytest.raises(errors.Invalid):
        await reviewed(county, held, 2026, result="exit")
    held = await reviewed(county, held, 2026)
    assert (held.readiness, held.reviewed_year, held.review_due) == ("R1", 2026, False)
    with pytest.raises(errors.Conflict, match="已登记"):
        await reviewed(county, held, 2026)
    held = await reviewed(county, held, 2025, result="exit", exit_reason=8)
    assert (held.state, held.exit_label) == ("returned", "考核不合格")
    with pytest.raises(errors.Conflict, match="已结束"):
        await reviewed(county, held, 2024)


async def test_how_a_place_is_covered_is_told_within_one_s_scope(county: County) -> None:
    held = await nominated(county, HR, state="ready")
    async with county.desk() as desk:
        whole = await reserves.coverage(desk)
        east = await reserves.coverage(desk, build.EAST)
    assert (whole.whole.villages, east.whole.villages) == (4, 2)
    assert (whole.least, whole.whole.few, whole.whole.none) == (2, 1, 3)
    assert {one.role for one in whole.bare} == {asking.VICE, asking.MEMBER, asking.SECRETARY}
    async with county.desk(*VILLAGE) as desk:
        mine = await reserves.coverage(desk)
        assert [one.village for one in mine.villages] == [build.EAST_1]
        with pytest.raises(errors.NotFound):
            await reserves.coverage(desk, build.WEST)
    async with county.desk("village", build.WEST_2) as desk:
        assert await reserves.page(desk, reserves.Filter()) == []
        with pytest.raises(errors.NotFound):
            await reserves.one(desk, held.id)


async def test_reserves_are_listed_by_place_and_post(county: County) -> None:
    held = await nominated(county)
    gone = await step(
        county, await nominated(county, role=asking.VICE), VILLAGE, "returned", exit_reason=3
    )
    async with county.desk(*TOWN) as desk:
        assert [one.id for one in await reserves.page(desk, reserves.Filter())] == [held.id]
        ended = await reserves.page(desk, reserves.Filter(ended=True, role=asking.VICE))
        assert [one.id for one in ended] == [gone.id]
