"""Pairs of look-alikes: the queue, judgements, and what may not be said together."""

import asyncio
from itertools import pairwise, permutations
from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core import explanation, frequencies, model, pair
from talent.core.person import OtherName
from talent.flows import duplicates, pairs, people
from talent.flows.pairs import Judged, Page, Said, Wanted
from tests import build
from tests.conftest import Client, County

NOBODY = UUID("0198c0de-0000-7000-8000-000000000001")
EVEN = explanation.reaching(0.5, frequencies.USUAL.size, model.expert())
SAME, DIFFERENT, UNSURE = Said("same"), Said("different"), Said("unsure")


async def everybody(county: County, *names: str, **fields: Any) -> list[UUID]:
    async with county.desk() as desk:
        return [await build.a_person(desk, build.a_draft(name, **fields)) for name in names]


async def judge(county: County, one: UUID, other: UUID, said: Said) -> Judged:
    async with county.desk() as desk:
        return await pairs.judge(desk, one, other, said)


async def listed(county: County, **wanted: Any) -> Page:
    async with county.desk() as desk:
        return await pairs.page(desk, Wanted(**wanted))


async def queue(county: County, one: UUID, other: UUID, weight: int) -> pair.Key:
    first, second = pair.key(one, other)
    reasons = [{"field": "name", "level": "SAME", "weight": weight, "sentence": "姓名相同"}]
    row = {
        "person_a": first,
        "person_b": second,
        "weight": weight,
        "band": "unsure",
        "reasons": reasons,
        "model": "expert",
    }
    async with county.desk() as desk:
        await desk.tx.run(duplicates.SQL.queue, pairs=[row])
    return first, second


async def verdicts(county: County, person: UUID) -> list[tuple[str, bool]]:
    async with county.desk() as desk:
        return [(one.verdict, one.stands) for one in await pairs.judgements(desk, person)]


def keys(page: Page) -> list[pair.Key]:
    return [(one.people[0].id, one.people[1].id) for one in page.pairs]


# Refusals


@pytest.mark.parametrize(("role", "place"), [("village", build.EAST_1), ("liaison", build.EAST)])
async def test_a_village_and_an_officer_neither_read_the_queue_nor_judge(
    county: County, role: str, place: str
) -> None:
    one, other = await everybody(county, "张三丰", "张三风")
    await queue(county, one, other, 1500)
    with pytest.raises(errors.Forbidden):
        async with county.desk(role, place) as desk:
            await pairs.page(desk, Wanted())
    with pytest.raises(errors.Forbidden):
        async with county.desk(role, place) as desk:
            await pairs.judge(desk, one, other, SAME)
    assert await verdicts(county, one) == []


async def test_a_township_works_off_the_pairs_it_sees_both_sides_of(county: County) -> None:
    one, other = await everybody(county, "张三丰", "张三风")
    [far] = await everybody(county, "张叁丰", household_village=build.WEST_1)
    near = await queue(county, one, other, 1500)
    await queue(county, one, far, 1500)
    async with county.desk("township", build.EAST) as desk:
        assert keys(await pairs.page(desk, Wanted())) == [near]
        assert await pairs.judge(desk, *near, DIFFERENT) == Judged("different", "judged")
        with pytest.raises(errors.NotFound):
            await pairs.judge(desk, one, far, SAME)


async def test_a_township_is_told_of_a_contradiction_but_not_of_whom_it_does_not_see(
    county: County,
) -> None:
    one, other = await everybody(county, "张三丰", "张三风")
    [far] = await everybody(county, "张叁丰", household_village=build.WEST_1)
    await judge(county, one, far, SAME)
    await judge(county, other, far, DIFFERENT)
    with pytest.raises(errors.Conflict) as refused:
        async with county.desk("township", build.EAST) as desk:
            await pairs.judge(desk, one, other, SAME)
    assert "张叁丰" not in refused.value.detail
    assert refused.value.extra == {}


async def test_nobody_is_judged_who_is_not_there(county: County) -> None:
    [one] = await everybody(county, "张三丰")
    for first, second in ((one, NOBODY), (NOBODY, one)):
        with pytest.raises(errors.NotFound):
            await judge(county, first, second, SAME)
    with pytest.raises(errors.NotFound):
        await verdicts(county, NOBODY)


async def test_one_person_is_no_pair(county: County) -> None:
    [one] = await everybody(county, "张三丰")
    with pytest.raises(errors.NotFound):
        await judge(county, one, one, DIFFERENT)


@pytest.mark.parametrize("reason", [f"号码{build.an_id_number()}相同", "=1+1", "长" * 201])
async def test_a_reason_that_may_not_stand_in_the_open_is_refused(
    county: County, reason: str
) -> None:
    one, other = await everybody(county, "张三丰", "张三风")
    with pytest.raises(errors.Invalid) as refused:
        await judge(county, one, other, Said("same", reason))
    assert [fault.field for fault in refused.value.faults] == ["reason"]
    assert await verdicts(county, one) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_two_who_are_both_a_third_are_not_said_to_differ(
    county: County, order: tuple[int, ...]
) -> None:
    made = sorted(await everybody(county, "张叁丰", "张叁丰", "张叁丰"))
    a, b, c = (made[place] for place in order)
    await judge(county, a, b, SAME)
    await judge(county, c, b, SAME)
    key = await queue(county, a, c, 1500)
    for one, other in ((a, c), (c, a)):
        with pytest.raises(errors.Conflict, match=r"张叁丰（\d{4}-\d\d.*，.+）") as refused:
            await judge(county, one, other, DIFFERENT)
        assert refused.value.extra == {"third": b}
    assert keys(await listed(county)) == [key]
    assert await verdicts(county, a) == [("same", True)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_two_of_whom_one_is_a_third_and_one_is_not_are_not_said_to_be_same(
    county: County, order: tuple[int, ...]
) -> None:
    made = sorted(await everybody(county, "张叁丰", "张叁丰", "张叁丰"))
    a, b, c = (made[place] for place in order)
    await judge(county, a, b, SAME)
    await judge(county, b, c, DIFFERENT)
    for one, other in ((a, c), (c, a)):
        with pytest.raises(errors.Conflict, match=r"张叁丰（\d{4}-\d\d.*，.+）") as refused:
            await judge(county, one, other, SAME)
        assert refused.value.extra == {"third": b}


async def test_a_chain_binds_as_one_step_does(county: County) -> None:
    # The ends have the higher ids: the chain must be followed both ways.
    b, c, d, a = sorted(await everybody(county, *["章三丰"] * 4))
    [e] = await everybody(county, "李四光")
    for one, other in pairwise((a, b, c, d)):
        await judge(county, one, other, SAME)
    with pytest.raises(errors.Conflict):
        await judge(county, a, d, DIFFERENT)
    await judge(county, d, e, DIFFERENT)
    with pytest.raises(errors.Conflict, match="章三丰"):
        await judge(county, a, e, SAME)


async def test_of_two_judgements_at_once_that_contradict_the_later_is_refused(
    county: County, superuser: Any
) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    await judge(county, a, b, SAME)
    async with county.desk() as desk:
        await pairs.judge(desk, b, c, SAME)
        later = asyncio.create_task(judge(county, a, c, DIFFERENT))
        waits = "select exists (select from pg_locks where locktype = 'advisory' and not granted)"
        while not later.done() and not await superuser.fetchval(waits):
            pass
    with pytest.raises(errors.Conflict, match="张叁丰"):
        await later


async def test_a_page_after_a_pair_that_is_not_there_is_not_found(county: County) -> None:
    with pytest.raises(errors.NotFound):
        await listed(county, after=(NOBODY, NOBODY))


# Judgements


async def test_an_older_judgement_no_longer_binds(county: County) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    await judge(county, a, b, SAME)
    await judge(county, b, c, SAME)
    await judge(county, b, c, UNSURE)
    await judge(county, a, c, DIFFERENT)
    assert await verdicts(county, c) == [("different", True), ("unsure", True), ("same", False)]


async def test_a_pair_may_be_judged_anew_the_other_way(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    await judge(county, a, b, SAME)
    await judge(county, b, a, DIFFERENT)
    assert await verdicts(county, b) == [("different", True), ("same", False)]


async def test_a_pair_that_nobody_queued_may_be_judged(county: County) -> None:
    a, b = await everybody(county, "张三丰", "李四光")
    assert await judge(county, a, b, SAME) == Judged("same", None)
    assert (await listed(county, state="judged")).pairs == []


async def test_a_judged_pair_leaves_the_queue_and_an_unsure_one_stays(county: County) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    first, second = await queue(county, a, b, 1500), await queue(county, b, c, 1400)
    assert await judge(county, b, a, Said("different", "堂兄弟")) == Judged("different", "judged")
    assert await judge(county, b, c, UNSURE) == Judged("unsure", "open")
    assert keys(await listed(county)) == [second]
    assert keys(await listed(county, state="judged")) == [first]
    await judge(county, a, b, UNSURE)
    assert set(keys(await listed(county))) == {first, second}


async def test_judgements_tell_who_when_and_why(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    await judge(county, a, b, Said("different", " 堂兄弟 "))
    async with county.desk() as desk:
        [told] = await pairs.judgements(desk, a)
        assert (told.other, told.name, told.reason) == (b, "张叁丰", "堂兄弟")
        assert told.judged_by == desk.actor.display_name


# The queue


async def test_the_nearest_to_the_border_come_first_and_pages_neither_skip_nor_repeat(
    county: County,
) -> None:
    one, *others = await everybody(county, *(f"张三{char}" for char in "丰风峰锋枫逢"))
    away = (900, -30, 400, 0, 30)
    made = {
        distance: await queue(county, one, other, EVEN + distance)
        for distance, other in zip(away, others, strict=True)
    }
    even = sorted((made[-30], made[30]))
    wanted = [made[0], *even, made[400], made[900]]
    seen: list[pair.Key] = []
    after: pair.Key | None = None
    for _ in wanted:
        page = await listed(county, after=after, limit=1)
        seen += keys(page)
        # What is judged meanwhile still tells where the next page begins.
        await judge(county, *seen[-1], DIFFERENT)
        after = seen[-1]
    assert seen == wanted
    assert page.next is None


async def test_a_place_narrows_to_pairs_with_somebody_there(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    [c] = await everybody(county, "张三风", household_village=build.WEST_2)
    east, both = await queue(county, a, b, 1500), await queue(county, b, c, 1600)
    assert set(keys(await listed(county, place=build.EAST))) == {east, both}
    assert keys(await listed(county, place=build.WEST)) == [both]
    assert keys(await listed(county, place=build.WEST_1)) == []


async def test_a_pair_that_was_queued_while_adding_shows_both_people_masked_and_why(
    county: County,
) -> None:
    number = build.an_id_number()
    known = build.a_draft(
        id_number=number,
        phones=(build.a_phone(),),
        employer="甲厂",
        other_names=(OtherName("三娃", "milk"),),
    )
    async with county.desk() as desk:
        first = await build.a_person(desk, known)
    typed = build.a_draft(phones=(build.a_phone(),), household_village=build.EAST_2)
    said = (duplicates.Said(first, "unsure"),)
    async with county.desk() as desk:
        new = people.New(person=typed, pool="DUALMI", judgements=said)
        added = await people.add(desk, new, None, b"")
    [shown] = (await listed(county)).pairs
    assert {one.id for one in shown.people} == {first, added.id}
    assert sum(reason["weight"] for reason in shown.reasons) == shown.weight
    assert all(reason["sentence"] for reason in shown.reasons)
    [held] = [one for one in shown.people if one.id == first]
    assert (held.township, held.village) == ("东岭镇", "石桥村村民委员会")
    assert (held.pools, held.employer) == (("LOCAL",), "甲厂")
    assert [name.name for name in held.other_names] == ["三娃"]
    assert held.id_number == f"有（尾号{number[-2:]}）"
    assert held.phones == ("154****1234",)


async def test_a_page_is_one_look_at_the_people_on_it(county: County, superuser: Any) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    await queue(county, a, b, 1500)
    await queue(county, b, c, 1400)
    await listed(county)
    rows = await superuser.fetch(
        "select e.lane, e.seq, r.person_id from audit_event e join audit_row r using (lane, seq) "
        "where e.action = 'list' and e.subject = 'person'"
    )
    assert {row["person_id"] for row in rows} == {a, b, c}
    assert len({(row["lane"], row["seq"]) for row in rows}) == 1


# Over the wire


async def test_the_queue_is_worked_off_over_the_wire(county: County, service: Client) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    await queue(county, a, b, EVEN)
    await queue(county, b, c, 1400)
    headers = {"authorization": f"Bearer {await county.token()}"}
    page = (await service.get("/api/v1/pairs?limit=1", headers=headers)).json()
    further = await service.get(f"/api/v1/pairs?after={page['next']}", headers=headers)
    [last] = further.json()["pairs"]
    assert {one["id"] for one in last["people"]} == {str(b), str(c)}
    assert further.json()["next"] is None
    for query, status in (("state=lost", 422), ("after=x", 404), ("after=x.y", 404)):
        answer = await service.get(f"/api/v1/pairs?{query}", headers=headers)
        assert answer.status_code == status, query
    for one, other in ((a, b), (c, b)):
        path = f"/api/v1/pairs/{one}/{other}/judgement"
        told = await service.post(path, json={"verdict": "same"}, headers=headers)
        assert told.json() == {"verdict": "same", "state": "judged"}
    path = f"/api/v1/pairs/{c}/{a}/judgement"
    refused = await service.post(path, json={"verdict": "different"}, headers=headers)
    assert refused.status_code == 409
    assert "张叁丰" in refused.json()["detail"]
    assert refused.json()["third"] == str(b)
    told = await service.get(f"/api/v1/people/{b}/judgements", headers=headers)
    assert {one["other"] for one in told.json()} == {str(a), str(c)}
