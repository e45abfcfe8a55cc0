"""The best of the whole county for a request: explained as the village's own are, for hr alone."""

import re
from uuid import UUID

import pytest

from talent import db, errors
from talent.core import requests as core
from talent.core.person import Birth
from talent.flows import seeking, suggestions
from talent.flows.seeking import Sought
from tests import asking, build
from tests.conftest import County

TABLES = "select array_agg(relname::text) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
BODIES = (
    "select proname, prosrc from pg_proc where proname in ('candidate_facts', 'register_versions')"
)
DERIVED = {"place_ancestor", "person_visible"}
"""What follows from the tables that are in, or is for roles that never seek."""


@pytest.fixture(autouse=True)
async def board(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)


async def sought(county: County, request: core.Shown, top: int = 20) -> Sought:
    async with county.desk() as desk:
        return await seeking.sought(desk, request.id, top)


async def test_a_closed_request_seeks_nobody(county: County) -> None:
    request = await asking.closed(county, await asking.an_open_request(county))
    with pytest.raises(errors.Conflict):
        await sought(county, request)


async def test_people_from_elsewhere_come_behind_who_is_at_home_and_the_barred_not_at_all(
    county: County,
) -> None:
    request = await asking.an_open_request(county, wanted_skills=("会计",))
    async with county.desk() as desk:
        here = await asking.a_reserve(desk)
        far = await asking.a_reserve(desk, "孙远来", household_village=build.WEST_2)
        child = await asking.a_reserve(
            desk, "周少年", household_village=build.WEST_2, birth=Birth(2012, 6, 2)
        )
    found = await sought(county, request)
    order = [one.person.person_id for one in found.candidates]
    assert order.index(here) == 0
    assert far in order
    assert child not in order
    assert found.considered >= len(order)
    totals = [(one.standing != "eligible", -(one.total or 0)) for one in found.candidates]
    assert totals == sorted(totals)


async def test_the_first_of_the_county_are_the_first_of_any_longer_list(county: County) -> None:
    request = await asking.an_open_request(county)
    async with county.desk() as desk:
        for number, village in enumerate((build.EAST_1, build.EAST_2, build.WEST_1, build.WEST_2)):
            await asking.a_reserve(desk, f"孙{'甲乙丙丁'[number]}来", household_village=village)
    whole = await sought(county, request)
    first = await sought(county, request, 3)
    assert len(first.candidates) == 3

    def told(answer: Sought) -> list[tuple[UUID, int | None]]:
        return [(one.person.person_id, one.total) for one in answer.candidates[:3]]

    assert told(first) == told(whole)


async def test_who_is_found_is_explained_as_the_village_s_own_suggestion_does(
    county: County,
) -> None:
    request = await asking.an_open_request(county)
    async with county.desk() as desk:
        here = await asking.a_reserve(desk)
    [one] = [
        one for one in (await sought(county, request)).candidates if one.person.person_id == here
    ]
    async with county.desk() as desk:
        own = await suggestions.ephemeral(desk, build.EAST_1, asking.LEAD, 20, build.TODAY)
    [other] = [other for other in own.candidates if other.person.person_id == here]
    assert [verdict.rule_id for verdict in one.detail.verdicts] == [
        verdict.rule_id for verdict in other.detail.verdicts
    ]
    assert one.detail.reasons[0] == other.detail.reasons[0]


async def test_the_register_is_kept_as_long_as_no_row_of_it_is_another(county: County) -> None:
    request = await asking.an_open_request(county)
    async with county.desk() as desk:
        await asking.a_reserve(desk)
        kept = await seeking.index(desk)
        assert await seeking.index(desk) is kept
    before = await sought(county, request)
    async with county.desk() as desk:
        assert await seeking.index(desk) is kept
        far = await asking.a_reserve(desk, "孙远来", household_village=build.WEST_2)
    after = await sought(county, request)
    assert {one.person.person_id for one in after.candidates} == {
        *(one.person.person_id for one in before.candidates),
        far,
    }
    async with county.desk() as desk:
        assert await seeking.index(desk) is not kept


async def test_every_table_that_a_reading_reads_is_in_its_versions(county: County) -> None:
    async with county.desk() as desk:
        tables = set(await desk.tx.connection.fetchval(TABLES))
        said = await desk.tx.connection.fetch(BODIES)
    bodies = {one["proname"]: one["prosrc"] for one in said}
    versions = set(re.findall(r"from (\w+)", bodies["register_versions"])) & tables
    plans, skills = db.queries("plans"), db.queries("skills")
    read = (
        *(plans.villages, plans.posts, plans.incumbents, plans.vacancies, plans.entries),
        *(plans.weights, db.queries("rules").book, skills.concepts),
    )
    texts = [one.text for one in read] + [bodies["candidate_facts"]]
    named = {name for text in texts for name in re.findall(r"(?:from|join) (\w+)", text)}
    assert named & tables - DERIVED <= versions
    assert len(versions) > len(DERIVED)
