"""Requests: who may file, submit, agree, open and close one; releases of people to it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from talent import db, errors
from talent.core import requests as core
from talent.core.access import Role
from talent.flows import accounts, people, posts, requests
from tests import asking, build
from tests.conftest import County

VILLAGE = (Role.VILLAGE, build.EAST_1)
TOWN = (Role.TOWNSHIP, build.EAST)
HR = (Role.HR, None)


@pytest.fixture(autouse=True)
async def board(county: County) -> dict[int, UUID]:
    async with county.desk() as desk:
        return await asking.a_board(desk)


async def step(
    county: County,
    request: UUID,
    version: int,
    who: tuple[str, str | None],
    to: requests.To,
    outcome: requests.Outcome | None = None,
) -> None:
    async with county.desk(*who) as desk:
        taken = requests.Step(state=to, outcome=outcome)
        await requests.step(desk, request, version, taken)


async def somebody(county: County, **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await build.a_person(desk, **fields)


async def sees(county: County, who: tuple[str, str | None], person: UUID) -> bool:
    try:
        async with county.desk(*who) as desk:
            await people.one(desk, person)
    except errors.NotFound:
        return False
    return True


async def release(
    county: County, request: UUID, person: UUID, reason: str = "邻村回乡人才"
) -> None:
    async with county.desk() as desk:
        await requests.release(desk, request, requests.NewRelease(person, reason))


# Refusals


@pytest.mark.parametrize(
    ("role", "place"),
    [("village", build.EAST_2), ("township", build.WEST), ("village", build.WEST_1)],
)
async def test_nobody_files_for_a_village_out_of_scope(
    county: County, role: str, place: str
) -> None:
    with pytest.raises(errors.NotFound):
        await asking.a_request(county, role, place)


async def test_a_village_that_is_none_is_not_found(county: County) -> None:
    for code in (build.EAST, "419900101299", "石桥村"):
        with pytest.raises(errors.NotFound):
            await asking.a_request(county, "hr", None, village=code)


async def test_a_post_that_the_village_does_not_have_is_refused(county: County) -> None:
    async with county.desk() as desk:
        elsewhere = await asking.a_board(desk, build.EAST_2)
    for post in (31, 99, elsewhere[asking.LEAD], db.new_id()):
        for role, place in (VILLAGE, HR):
            with pytest.raises(errors.Invalid) as refused:
                await asking.a_request(county, role, place, post=post)
            assert refused.value.faults[0].field in ("post", "role")


async def test_more_places_than_one_request_may_ask_for_are_refused(county: County) -> None:
    for seats in (0, 4):
        with pytest.raises(errors.Invalid) as refused:
            await asking.a_request(county, seats=seats)
        assert refused.value.faults[0].field == "seats"
        assert "1至3人" in refused.value.faults[0].expected


async def test_texts_with_numbers_of_people_and_past_deadlines_are_refused(county: County) -> None:
    yesterday = build.TODAY - timedelta(days=1)
    wrong: tuple[tuple[str, Any], ...] = (
        ("document", "联系人15400001234"),
        ("wanted_skills", ("会计", " ")),
        ("must_haves", ("=1+1",)),
        ("deadline", yesterday),
        ("election_day", yesterday),
    )
    for field, value in wrong:
        with pytest.raises(errors.Invalid) as refused:
            await asking.a_request(county, **{field: value})
        (fault,) = refused.value.faults
        assert fault.field == field
        assert "15400001234" not in fault.said


@pytest.mark.parametrize(
    ("role", "place"),
    [("village", build.EAST_2), ("township", build.WEST), ("village", build.WEST_1)],
)
async def test_another_villages_request_is_not_found(county: County, role: str, place: str) -> None:
    request = await asking.a_request(county)
    for act in (
        lambda desk: requests.one(desk, request.id),
        lambda desk: requests.step(desk, request.id, 1, requests.Step(state="submitted")),
        lambda desk: requests.releases(desk, request.id),
    ):
        with pytest.raises(errors.NotFound):
            async with county.desk(role, place) as desk:
                await act(desk)
    async with county.desk(role, place) as desk:
        assert (await requests.page(desk, requests.Filter())).requests == []


async def test_a_step_of_an_old_version_is_refused(county: County) -> None:
    request = await asking.a_request(county)
    await step(county, request.id, 1, VILLAGE, "submitted")
    with pytest.raises(errors.Stale) as refused:
        await step(county, request.id, 1, TOWN, "town_ok")
    assert refused.value.extra["current"] == 2


async def test_two_clerks_stepping_at_once_take_one_step(county: County) -> None:
    request = await asking.a_request(county)
    await step(county, request.id, 1, VILLAGE, "submitted")

    async def agree(who: tuple[str, str | None]) -> bool:
        try:
            await step(county, request.id, 2, who, "town_ok")
        except errors.Stale:
            return False
        return True

    assert sorted(await asyncio.gather(agree(TOWN), agree(HR))) == [False, True]


async def test_each_role_takes_only_its_own_steps(county: County) -> None:
    request = await asking.a_request(county)
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    with pytest.raises(errors.Forbidden):
        await step(county, request.id, request.version, VILLAGE, "town_ok")
    request = await asking.stepped(county, request, *TOWN, "town_ok")
    for who in (VILLAGE, TOWN):
        with pytest.raises(errors.Forbidden):
            await step(county, request.id, request.version, who, "open")
        with pytest.raises(errors.Forbidden):
            await step(county, request.id, request.version, who, "closed", "filled")
    with pytest.raises(errors.Forbidden):
        await step(county, request.id, request.version, TOWN, "closed", "withdrawn")


async def test_the_database_too_keeps_a_village_from_opening_its_request(county: County) -> None:
    request = await asking.a_request(county)
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    request = await asking.stepped(county, request, *TOWN, "town_ok")
    for assignment in ("state = 'open'", "state = 'closed', outcome = 'filled'"):
        with pytest.raises(errors.Forbidden):
            async with county.desk(*VILLAGE) as desk:
                await desk.tx.connection.execute(
                    f"update request set {assignment} where id = $1",
                    request.id,
                )
    with pytest.raises(errors.Invalid, match="当前状态"):
        async with county.desk() as desk:
            await desk.tx.connection.execute(
                "update request set state = 'review' where id = $1", request.id
            )


async def test_what_was_submitted_is_not_written_anew(county: County) -> None:
    request = await asking.a_request(county)
    changes = requests.Changes(seats=1)
    with pytest.raises(errors.Stale):
        await amended(county, request.id, 7, VILLAGE, changes)
    with pytest.raises(errors.NotFound):
        await amended(county, request.id, request.version, ("village", build.WEST_2), changes)
    with pytest.raises(errors.Invalid, match="填写有误"):
        await amended(county, request.id, request.version, VILLAGE, requests.Changes(seats=9))
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    with pytest.raises(errors.Conflict, match="已提交"):
        await amended(county, request.id, request.version, VILLAGE, changes)
    with pytest.raises(errors.Conflict, match="已提交"):
        async with county.desk(*VILLAGE) as desk:
            await desk.tx.connection.execute(
                "update request set seats = 7 where id = $1", request.id
            )


async def amended(
    county: County, request: UUID, version: int, who: tuple[str, str | None], to: requests.Changes
) -> core.Shown:
    async with county.desk(*who) as desk:
        return await requests.amend(desk, request, version, to)


async def test_the_database_too_lets_a_village_begin_only_with_a_draft(
    county: County, board: dict[int, UUID]
) -> None:
    columns = "(village, post_id, seats, state) values ($1, $2, 1, $3)"
    for village, state in ((build.EAST_1, "open"), (build.EAST_2, "draft")):
        with pytest.raises(errors.Forbidden):
            async with county.desk(*VILLAGE) as desk:
                await desk.tx.connection.execute(
                    f"insert into request {columns}", village, board[asking.LEAD], state
                )


async def test_a_township_agrees_only_to_what_was_submitted(county: County) -> None:
    request = await asking.a_request(county)
    with pytest.raises(errors.Invalid):
        await step(county, request.id, 1, TOWN, "town_ok")
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    back = await asking.stepped(county, request, *TOWN, "draft")
    assert (back.state, back.submitted_on) == ("draft", None)
    with pytest.raises(errors.Invalid):
        await step(county, back.id, back.version, TOWN, "town_ok")


async def test_a_request_takes_no_step_its_state_does_not_lead_to(county: County) -> None:
    request = await asking.a_request(county)
    for to in ("open", "review", "shortlisted"):
        with pytest.raises(errors.Invalid) as refused:
            await step(county, request.id, 1, HR, to)
        assert "submitted、closed" in refused.value.faults[0].expected


async def test_closing_names_its_outcome_and_filled_needs_somebody(county: County) -> None:
    request = await asking.an_open_request(county)
    with pytest.raises(errors.Invalid):
        await step(county, request.id, request.version, HR, "closed")
    with pytest.raises(errors.Conflict, match="尚无采纳"):
        await step(county, request.id, request.version, HR, "closed", "filled")


async def test_nobody_is_released_without_a_reason_or_twice(county: County) -> None:
    request, who = await asking.a_request(county), await somebody(county)
    for reason in ("", "  ", "电话15400001234"):
        with pytest.raises(errors.Invalid):
            await release(county, request.id, who, reason)
    await release(county, request.id, who)
    with pytest.raises(errors.Conflict, match="已向该申请开放"):
        await release(county, request.id, who)


async def test_nobody_is_released_to_a_closed_request(county: County) -> None:
    request, who = await asking.a_request(county), await somebody(county)
    await asking.closed(county, request, "withdrawn")
    with pytest.raises(errors.Conflict, match="已办结"):
        await release(county, request.id, who)


async def test_nobody_is_released_to_a_community(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk, build.EAST_COMMUNITY)
    request = await asking.a_request(
        county, "village", build.EAST_COMMUNITY, village=build.EAST_COMMUNITY
    )
    with pytest.raises(errors.Conflict, match="社区"):
        await release(county, request.id, await somebody(county))


async def test_a_village_releases_nobody_to_itself(county: County) -> None:
    request = await asking.a_request(county)
    who = await somebody(county, household_village=build.WEST_1)
    with pytest.raises((errors.Forbidden, errors.NotFound)):
        async with county.desk(*VILLAGE) as desk:
            await requests.release(desk, request.id, requests.NewRelease(who, "想看"))
    with pytest.raises(errors.Forbidden):
        async with county.desk(*VILLAGE) as desk:
            values = {"id": db.new_id(), "request": request.id, "person": who, "reason": "想看"}
            await desk.tx.run(requests.SQL.release, **values)


# What works


async def test_a_request_goes_from_the_village_over_the_township_to_hr(county: County) -> None:
    request = await asking.an_open_request(
        county, wanted_skills=("会计",), must_haves=("电商",), document="石桥村〔2026〕1号"
    )
    assert (request.state, request.version, request.submitted_on) == ("open", 4, build.TODAY)
    assert (request.role_label, request.village_name) == ("主任", "石桥村村民委员会")
    assert request.note is None
    async with county.desk("township", build.EAST) as desk:
        (listed,) = (await requests.page(desk, requests.Filter(state="open"))).requests
    assert listed == request


async def test_a_village_withdraws_its_own_request(county: County) -> None:
    request = await asking.an_open_request(county)
    request = await asking.closed(county, request, "withdrawn", *VILLAGE)
    assert (request.state, request.outcome) == ("closed", "withdrawn")


async def test_a_post_is_named_by_its_role_or_its_id(county: County) -> None:
    async with county.desk() as desk:
        held = await desk.tx.run(posts.SQL.post_of_role, village=build.EAST_1, role=asking.LEAD)
    request = await asking.a_request(county, post=held.id)
    assert request.post_id == held.id


async def test_a_vacancy_after_organised_crime_makes_its_request_urgent(county: County) -> None:
    async with county.desk() as desk:
        (vacant,) = (await posts.seats(desk, build.EAST_1, desk.today)).vacancies
        await posts.close_vacancy(desk, vacant.id, posts.Close())
        await posts.open_vacancy(desk, vacant.post_id, posts.NewVacancy(reason=6))
    assert (await asking.a_request(county)).urgent


async def test_a_community_files_and_reads_that_its_law_is_not_judged(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk, build.EAST_COMMUNITY)
    request = await asking.a_request(
        county, "village", build.EAST_COMMUNITY, village=build.EAST_COMMUNITY
    )
    assert request.note is not None
    assert "社区不适用村民委员会组织法" in request.note


async def test_a_released_person_is_seen_until_the_request_closes_and_then_not(
    county: County,
) -> None:
    request = await asking.a_request(county)
    who = await somebody(county, name="远方客", household_village=build.WEST_1)
    other = await somebody(county, name="另一人", household_village=build.WEST_1)
    neighbour = (Role.VILLAGE, build.EAST_2)
    assert not await sees(county, VILLAGE, who)
    await release(county, request.id, who)
    assert await sees(county, VILLAGE, who)
    assert not await sees(county, VILLAGE, other)
    assert not await sees(county, neighbour, who)
    async with county.desk(*VILLAGE) as desk:
        (shown,) = await requests.releases(desk, request.id)
    assert (shown.person.person_id, shown.person.name) == (who, "远方客")
    await asking.closed(county, request, "withdrawn")
    assert not await sees(county, VILLAGE, who)
    async with county.desk(*VILLAGE) as desk:
        assert await requests.releases(desk, request.id) == []


async def test_a_village_account_made_later_sees_who_is_released(county: County) -> None:
    request = await asking.a_request(county, "hr", None)
    who = await somebody(county, household_village=build.WEST_1)
    await release(county, request.id, who)
    assert await sees(county, VILLAGE, who)


async def test_a_person_of_the_village_stays_seen_when_the_request_closes(county: County) -> None:
    request, who = await asking.a_request(county), await somebody(county)
    await release(county, request.id, who)
    await asking.closed(county, request, "withdrawn")
    assert await sees(county, VILLAGE, who)


async def test_a_draft_is_written_anew_also_after_it_was_sent_back(county: County) -> None:
    request = await asking.a_request(county, seats=2, wanted_skills=("会计",))
    request = await asking.stepped(county, request, *VILLAGE, "submitted")
    request = await asking.stepped(county, request, *TOWN, "draft")
    to = requests.Changes(seats=1, must_haves=("电商",), document="石桥〔2026〕3号")
    found = await amended(county, request.id, request.version, VILLAGE, to)
    assert (found.seats, found.wanted_skills, found.must_haves) == (1, [], ["电商"])
    assert (found.document, found.version) == ("石桥〔2026〕3号", request.version + 1)


async def test_urgent_requests_stand_first_whatever_page(county: County) -> None:
    urgent = await asking.a_request(county, urgent=True)
    others = [(await asking.a_request(county)).id for _ in range(2)]
    async with county.desk(*VILLAGE) as desk:
        first = await requests.page(desk, requests.Filter(limit=1))
        rest = await requests.page(desk, requests.Filter(limit=5, before=first.next))
    found = [one.id for one in (*first.requests, *rest.requests)]
    assert found == [urgent.id, *others[::-1]]


async def test_requests_are_listed_newest_first_in_pages_with_one_look(county: County) -> None:
    made = [(await asking.a_request(county)).id for _ in range(3)]
    async with county.desk(*VILLAGE) as desk:
        first = await requests.page(desk, requests.Filter(limit=2))
        rest = await requests.page(desk, requests.Filter(limit=2, before=first.next))
    assert [one.id for one in (*first.requests, *rest.requests)] == made[::-1]
    assert rest.next is None
    async with county.desk("auditor") as desk:
        looks = await desk.tx.connection.fetch(
            "select row_count from audit_event where action = 'list' and subject = 'request'"
            " order by at"
        )
    assert [look["row_count"] for look in looks] == [2, 1]


async def test_a_revoked_village_account_sees_nobody(county: County) -> None:
    request = await asking.a_request(county)
    who = await somebody(county, household_village=build.WEST_1)
    await release(county, request.id, who)
    grant = await county.grant_id(*VILLAGE)
    async with county.desk("security") as desk:
        await accounts.revoke(desk, grant)
    with pytest.raises(errors.Refusal):
        await sees(county, VILLAGE, who)
