"""The first page counts what waits and how the pools stand, in each role's own scope."""

from datetime import date

from talent.core import access
from talent.flows import batches, contacts, jobs, judging, overview, pairs, reserves, telling
from tests import build
from tests.conftest import County
from tests.flows.test_pairs import EVEN, everybody, judge, queue

MONTHS = 12


async def test_a_scope_counts_only_its_own(county: County) -> None:
    async with county.desk() as desk:
        east = await build.a_person(desk, name="王东", household_village=build.EAST_1)
        await build.a_person(desk, name="王西", household_village=build.WEST_2)
        await batches.ask_verification(desk, [east], ["phones"])
    async with county.desk("township", build.WEST) as desk:
        to_do = await overview.to_do(desk)
        assert to_do.people.to_verify == 0
        assert to_do.pairs == {}
        assert [one.persons for one in (await overview.standing(desk)).totals if not one.pool] == [
            1
        ]
    async with county.desk("township", build.EAST) as desk:
        assert (await overview.to_do(desk)).people.to_verify == 1
    async with county.desk("village", build.EAST_1) as desk:
        assert (await overview.standing(desk)).areas == []
        assert (await overview.to_do(desk)).rows is None
        assert (await overview.to_do(desk)).pairs is None


async def test_pairs_are_counted_by_what_they_wait_for_and_only_where_both_sides_are_seen(
    county: County,
) -> None:
    a, b, c, d = await everybody(county, "张三丰", "张叁丰", "李四光", "李四广")
    [far] = await everybody(county, "张三风", household_village=build.WEST_1)
    for one, other in ((a, b), (c, d), (a, far)):
        await queue(county, one, other, EVEN)
    await judge(county, c, d, pairs.Said("same"))
    async with county.desk("township", build.EAST) as desk:
        assert (await overview.to_do(desk)).pairs == {"open": 1}
    async with county.desk() as desk:
        await judging.set_rule(desk, judging.RuleSet(two_person=True))
        await pairs.judge(desk, a, b, pairs.Said("same"))
        assert (await overview.to_do(desk)).pairs == {"open": 1, "proposed": 1, "same": 1}


async def test_a_contact_is_due_after_its_day_until_the_next_one(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk)
        await contacts.add(desk, key, contacts.New(made_on=date(2026, 4, 1), next_on=build.TODAY))
        assert (await overview.to_do(desk)).people.due == 0
        await contacts.add(
            desk, key, contacts.New(made_on=date(2026, 5, 1), next_on=date(2026, 5, 31))
        )
        assert (await overview.to_do(desk)).people.due == 1
        await contacts.add(desk, key, contacts.New(made_on=build.TODAY, next_on=date(2026, 9, 1)))
        assert (await overview.to_do(desk)).people.due == 0


async def test_a_townships_people_villages_and_reserve_are_counted_once(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, residence_place=build.EAST_2)
        await batches.enter(desk, [key], "RESERVE")
        await build.a_person(desk, name="李社", household_village=build.EAST_COMMUNITY)
        stands = await overview.standing(desk)
        [east] = [one for one in stands.areas if one.code == build.EAST]
        assert (east.people, east.reserve, east.villages, east.covered) == (2, 1, 2, 0)
        other = await build.a_person(desk, name="李备")
        await batches.enter(desk, [other], "RESERVE")
        stands = await overview.standing(desk)
        [east] = [one for one in stands.areas if one.code == build.EAST]
        told = await reserves.coverage(desk, build.EAST)
        assert (east.covered, told.whole.enough, stands.least) == (1, 1, 2)
        assert len({one.on_day for one in stands.months}) <= MONTHS
        assert stands.months[-1].on_day == build.TODAY
    async with county.desk("township", build.EAST) as desk:
        villages = {one.code: one.people for one in (await overview.standing(desk)).areas}
        assert villages == {build.EAST_1: 2, build.EAST_2: 1, build.EAST_COMMUNITY: 1}


async def test_who_watches_is_told_what_was_opened_taken_and_refused_of_late(
    county: County,
) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, phones=(build.a_phone(),))
        await telling.reveal(desk, key, ("phones",), "核对电话")
    async with county.desk("auditor") as desk:
        assert (await overview.watched(desk))["reveal"] == 1
    async with county.database.gate(access.Visit(ip="test")) as tx:
        await build.an_account(tx, "nothing.yet")
    async with county.desk("security") as desk:
        assert (await overview.watched(desk))["no_grant"] == 1
    async with county.desk() as desk:
        await jobs.ask(desk, "sweep", desk.actor.account_id)
    async with county.desk("system") as desk:
        assert await overview.watched(desk) == {"queued": 1, "dump": 1}
