"""Adding, amending and revealing people; who might be somebody already."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors
from talent.core import access
from talent.core.person import Birth, Draft, OtherName
from talent.flows import (
    amending,
    contacts,
    duplicates,
    finding,
    likenesses,
    limits,
    people,
    pools,
    proposals,
    telling,
)
from tests import build
from tests.conftest import County


def new(
    name: str = "张三丰", *said: duplicates.Said, pool: str = "LOCAL", **fields: object
) -> people.New:
    return people.New(person=build.a_draft(name, **fields), pool=pool, judgements=said)


async def add(
    county: County, what: people.New, role: str = "hr", place: str | None = None
) -> people.Added:
    async with county.desk(role, place) as desk:
        return await people.add(desk, what, None, b"")


# Refusals


async def test_a_wrong_check_digit_is_refused_and_nothing_is_written(county: County) -> None:
    right = build.an_id_number()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    with pytest.raises(errors.Invalid) as refused:
        await add(county, new(id_number=wrong))
    assert [fault.field for fault in refused.value.faults] == ["id_number"]
    async with county.desk() as desk:
        assert (await finding.page(desk, finding.Filter())).people == []


async def test_a_pool_that_is_none_is_refused_with_the_pools_there_are(county: County) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await add(county, new(pool="名人"))
    assert "乡土（LOCAL）" in refused.value.faults[0].expected


async def test_a_likely_look_alike_nobody_looked_at_is_refused_with_its_card(
    county: County,
) -> None:
    known = await add(county, new("张红", phones=(build.a_phone(),)))
    with pytest.raises(errors.DuplicateSuspected) as refused:
        await add(county, new("张宏", phones=(build.a_phone(),)))
    cards = refused.value.extra["lookalikes"]
    assert [card.person for card in cards] == [known.id]
    assert "张宏/张红" in cards[0].sentence


async def test_a_judgement_about_somebody_who_was_not_shown_is_refused(county: County) -> None:
    other = await add(county, new("王五一", household_village=build.WEST_2, birth=Birth(1960)))
    with pytest.raises(errors.Invalid):
        await add(county, new("张三丰", duplicates.Said(other.id, "same")))


async def test_two_people_cannot_both_be_the_same(county: County) -> None:
    one = await add(county, new("张红"))
    two = await add(county, new("张宏", duplicates.Said(one.id, "different")))
    with pytest.raises(errors.Invalid):
        await add(
            county, new("张红", duplicates.Said(one.id, "same"), duplicates.Said(two.id, "same"))
        )


async def test_an_amendment_of_an_old_version_is_refused(county: County) -> None:
    added = await add(county, new())
    async with county.desk() as desk:
        await amending.amend(desk, added.id, 1, {"employer": "甲厂"})
    with pytest.raises(errors.Stale):
        async with county.desk() as desk:
            await amending.amend(desk, added.id, 1, {"employer": "乙厂"})


async def test_an_amendment_of_no_field_of_a_person_is_refused(county: County) -> None:
    added = await add(county, new())
    for change in ({"wealth": 3}, {"version": 9}, {"sex": "7"}, {"name": None}):
        with pytest.raises(errors.Invalid):
            async with county.desk() as desk:
                await amending.amend(desk, added.id, 1, change)


async def test_a_person_out_of_scope_is_answered_as_one_who_does_not_exist(county: County) -> None:
    added = await add(county, new())
    for deed in (
        lambda desk: people.one(desk, added.id),
        lambda desk: amending.amend(desk, added.id, 1, {"employer": "甲厂"}),
        lambda desk: telling.reveal(desk, added.id, ("phones",), "核对电话"),
        lambda desk: telling.history(desk, added.id, 10),
        lambda desk: pools.join(desk, added.id, "RESERVE", None),
        lambda desk: contacts.listed(desk, added.id),
        lambda desk: proposals.listed(desk, added.id),
    ):
        with pytest.raises(errors.NotFound):
            async with county.desk("township", build.WEST) as desk:
                await deed(desk)


async def test_a_reveal_without_a_purpose_or_of_an_open_field_is_refused(county: County) -> None:
    added = await add(county, new(phones=(build.a_phone(),)))
    for fields, purpose in ((("phones",), " "), (("name",), "核对电话"), ((), "核对电话")):
        with pytest.raises(errors.Invalid):
            async with county.desk() as desk:
                await telling.reveal(desk, added.id, fields, purpose)


async def test_too_many_checks_in_ten_minutes_are_refused(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit(3, timedelta(minutes=10))
    monkeypatch.setitem(limits.LIMITS, limits.CHECK, few)
    for _ in range(3):
        async with county.desk("liaison", build.EAST) as desk:
            await limits.allow(desk, limits.CHECK)
    with pytest.raises(errors.TooMany):
        async with county.desk("liaison", build.EAST) as desk:
            await limits.allow(desk, limits.CHECK)


async def test_a_try_counts_whatever_becomes_of_it_and_only_for_the_roles_it_is_for(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit(2, timedelta(minutes=10))
    monkeypatch.setitem(limits.LIMITS, limits.CHECK, few)

    async def tried(role: str, place: str | None = None) -> None:
        visit = access.Visit(token=await county.token(role, place), ip="test")
        await limits.count(county.database, visit, {"township", "hr"}, limits.CHECK)

    for _ in range(5):
        await tried("auditor")
        await limits.count(county.database, access.Visit(token="nobody"), {"hr"}, limits.CHECK)
    await tried("township", build.EAST)
    async with county.desk("township", build.EAST) as desk:
        await limits.allow(desk, limits.CHECK)  # one count, whichever way it is counted
    with pytest.raises(errors.TooMany):
        await tried("township", build.EAST)
    await tried("hr")


async def test_an_equal_number_under_an_unlike_name_is_not_told_outside_hr(county: County) -> None:
    number = build.an_id_number()
    await add(
        county,
        new(
            "欧阳春晓", id_number=number, household_village=build.WEST_2, phones=(build.a_phone(),)
        ),
    )
    typed = build.a_draft("李四光", id_number=number, phones=(build.a_phone(),))
    async with county.desk("liaison", build.EAST) as desk:
        assert (await people.check(desk, typed)).lookalikes == []
    async with county.desk() as desk:
        assert len((await people.check(desk, typed)).lookalikes) == 1


@pytest.mark.parametrize(
    ("role", "place", "first"),
    [
        ("township", build.EAST, build.EAST_1),
        ("village", build.EAST_2, build.EAST_2),
        ("hr", None, build.WEST_1),
    ],
)
async def test_of_a_mere_name_those_at_home_are_found_and_told_first_elsewhere_the_newest(
    county: County, monkeypatch: pytest.MonkeyPatch, role: str, place: str | None, first: str
) -> None:
    monkeypatch.setattr(likenesses, "MOST_SHARING", 6)
    made = {}
    async with county.desk() as desk:
        for village in (build.EAST_2, build.EAST_1, *[build.WEST_1] * 7):
            key = await build.a_person(desk, name="张三丰", household_village=village)
            made[key] = village
    async with county.desk(role, place) as desk:
        cards = (await people.check(desk, Draft(name="张三丰"))).lookalikes
    told = [made[card.person] for card in cards]
    assert told[0] == first
    if role == "hr":
        assert [card.person for card in cards] == sorted(made, reverse=True)[: len(cards)]


async def test_a_village_learns_only_that_there_is_one_elsewhere(county: County) -> None:
    await add(county, new("张红", phones=(build.a_phone(),), household_village=build.WEST_2))
    typed = build.a_draft("张宏", phones=(build.a_phone(),), household_village=build.WEST_2)
    async with county.desk("village", build.EAST_1) as desk:
        found = await people.check(desk, typed)
    assert found == duplicates.Cards([], duplicates.FOR_A_VILLAGE)


async def test_claiming_an_unsure_look_alike_out_of_scope_is_refused(county: County) -> None:
    other = await add(county, new("张红", household_village=build.WEST_2, birth=Birth(1985)))
    async with county.desk("liaison", build.EAST) as desk:
        typed = build.a_draft("张红", birth=Birth(1985), household_village=None, sex=None)
        found = await likenesses.find(desk, likenesses.entry(typed))
    for one in found:
        assert one.likeness.band != "likely", "a name and a year are no proof"
        with pytest.raises(errors.Forbidden):
            async with county.desk("liaison", build.EAST) as desk:
                what = people.New(
                    person=typed, pool="DUALMI", judgements=(duplicates.Said(other.id, "same"),)
                )
                await people.add(desk, what, None, b"")


async def test_a_database_that_goes_during_the_commit_leaves_nothing_half_done(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await county.token()
    with pytest.raises(errors.Unavailable):
        async with county.desk() as desk:
            await build.a_person(desk)
            mine = await desk.tx.connection.fetchval("select pg_backend_pid()")
            await superuser.execute("select pg_terminate_backend($1, 5000)", mine)
    async with county.desk() as desk:
        assert (await finding.page(desk, finding.Filter())).people == []


async def test_a_village_is_not_shown_addresses(county: County) -> None:
    added = await add(county, new(residence_text="郑州市某小区 3 号楼"))
    async with county.desk("village", build.EAST_1) as desk:
        shown = await people.one(desk, added.id)
        past = await telling.history(desk, added.id, 20)
    assert shown.residence_text == "（已隐藏）"
    assert "某小区" not in str(past)


# What works


async def test_an_equal_id_number_is_neither_refused_nor_proof(county: County) -> None:
    number = build.an_id_number()
    await add(county, new("欧阳春晓", id_number=number, sex="2", household_village=build.WEST_2))
    second = await add(county, new("李四光", id_number=number))
    assert second.outcome == "new"
    assert second.queued == 1


async def test_somebody_of_another_township_comes_in_marked(county: County) -> None:
    elsewhere = new("甲一", household_village=build.WEST_1)
    added = await add(county, elsewhere, "township", build.EAST)
    assert [warning.field for warning in added.warnings] == ["household_village"]
    at_home = await add(county, new("乙二"), "township", build.EAST)
    assert at_home.warnings == ()


async def test_not_the_same_is_saved_and_remembered(county: County) -> None:
    one = await add(county, new("张红", phones=(build.a_phone(),)))
    two = await add(
        county, new("张宏", duplicates.Said(one.id, "different"), phones=(build.a_phone(),))
    )
    async with county.desk() as desk:
        judged = await desk.tx.connection.fetch("select verdict from judgement")
        waiting = await desk.tx.connection.fetchval("select count(*) from pair")
    assert ([row[0] for row in judged], waiting, two.queued) == (["different"], 0, 0)


async def test_unsure_is_saved_and_the_pair_is_queued(county: County) -> None:
    one = await add(county, new("张红", phones=(build.a_phone(),)))
    two = await add(
        county, new("张宏", duplicates.Said(one.id, "unsure"), phones=(build.a_phone(),))
    )
    async with county.desk() as desk:
        [pair] = await desk.tx.connection.fetch("select person_a, person_b, reasons from pair")
    assert {pair["person_a"], pair["person_b"]} == {one.id, two.id}
    assert any("张宏/张红" in reason["sentence"] for reason in pair["reasons"])


async def test_the_same_person_gains_pool_contact_and_proposals_and_the_officer_gains_sight(
    county: County,
) -> None:
    known = await add(
        county,
        new("张红", phones=(build.a_phone(),), household_village=build.WEST_2, employer="西岭小学"),
    )
    typed = new(
        "张宏",
        duplicates.Said(known.id, "same"),
        pool="DUALMI",
        phones=(build.a_phone(), build.a_phone("15400005678")),
        household_village=build.WEST_2,
        employer="某科技公司",
    )
    added = await add(county, typed, "liaison", build.EAST)
    assert (added.id, added.outcome) == (known.id, "known")
    async with county.desk("liaison", build.EAST) as desk:
        person = await people.one(desk, known.id)
        made = await contacts.listed(desk, known.id)
        proposed = await proposals.listed(desk, known.id)
    assert {one["pool"]: one["state"] for one in person.memberships} == {
        "LOCAL": "active",
        "DUALMI": "submitted",
    }
    assert [one.channel for one in made] == ["entry"]
    assert {one.field for one in proposed} == {"name", "phones", "employer"}
    assert person.employer == "西岭小学", "a proposal changes nothing by itself"


async def test_a_taken_proposal_changes_the_register_and_a_declined_one_does_not(
    county: County,
) -> None:
    known = await add(county, new("张红", employer="甲厂"))
    async with county.desk() as desk:
        await people.propose(
            desk, known.id, build.a_draft("张红", employer="乙厂", position="厂长"), "entry"
        )
    async with county.desk() as desk:
        waiting = {one.field: one.id for one in await proposals.listed(desk, known.id)}
        await proposals.decide(desk, known.id, waiting["employer"], 1, take=True)
        await proposals.decide(desk, known.id, waiting["position"], 2, take=False)
    async with county.desk() as desk:
        person = await people.one(desk, known.id)
        assert (person.employer, person.position) == ("乙厂", None)
        assert await proposals.listed(desk, known.id) == []


async def test_two_clerks_who_add_one_person_in_the_same_second_make_one_row(
    county: County,
) -> None:
    await county.token()
    outcomes = await asyncio.gather(
        *(add(county, new("张红", phones=(build.a_phone(),))) for _ in range(2)),
        return_exceptions=True,
    )
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["Added", "DuplicateSuspected"]


async def test_the_same_request_twice_under_one_key_makes_one_person(county: County) -> None:
    async with county.desk() as desk:
        first = await people.add(desk, new(), "key-00000001", b"body")
    async with county.desk() as desk:
        again = await people.add(desk, new(), "key-00000001", b"body")
    assert (again.id, again.outcome) == (first.id, "repeated")
    with pytest.raises(errors.SameKeyOtherBody):
        async with county.desk() as desk:
            await people.add(desk, new("李四光"), "key-00000001", b"other")


async def test_a_person_is_found_by_characters_pinyin_initials_former_name_and_phone_tail(
    county: County,
) -> None:
    added = await add(
        county,
        new("单晓燕", other_names=(OtherName("单小燕"),), phones=(build.a_phone("15400004321"),)),
    )
    await add(county, new("李四光", phones=(build.a_phone("15400001111"),)))
    async with county.desk() as desk:
        for said in (
            "单晓",
            "晓燕",
            "shan xiao",
            "shanxiaoyan",
            "sxy",
            "小燕",
            "xiaoyan",
            "4321",
            "Ｓxy",
        ):
            found = await finding.page(desk, finding.Filter(q=said))
            assert [person.id for person in found.people] == [added.id], said
        assert (await finding.page(desk, finding.Filter(q="王"))).people == []


async def test_pages_follow_pinyin_and_meet_without_a_gap(county: County) -> None:
    names = ["赵一", "钱二", "孙三", "李四", "周五", "阿六", "吴七"]
    async with county.desk() as desk:
        for name in names:
            await build.a_person(desk, build.a_draft(name))
    seen: list[str] = []
    after = None
    async with county.desk() as desk:
        while True:
            page = await finding.page(desk, finding.Filter(after=after, limit=3))
            seen += [person.name for person in page.people]
            if page.next is None:
                break
            after = page.next
    assert seen == ["阿六", "李四", "钱二", "孙三", "吴七", "赵一", "周五"]


async def test_filters_narrow_and_combine(county: County) -> None:
    async with county.desk() as desk:
        wanted = await build.a_person(
            desk,
            build.a_draft(
                "甲一", sex="2", birth=Birth(1990), political_status="01", skills=("会计", "电商")
            ),
        )
        await build.a_person(
            desk, build.a_draft("乙二", birth=Birth(1960), education_full_time="71"), pool="RESERVE"
        )
        for wanted_filter in (
            finding.Filter(sex="2"),
            finding.Filter(age_until=40),
            finding.Filter(political_status="01"),
            finding.Filter(skills=("会计",)),
            finding.Filter(education="31"),
            finding.Filter(pool="LOCAL"),
            finding.Filter(pool="LOCAL", state="active", place=build.EAST, fresh_days=1, q="jy"),
        ):
            found = await finding.page(desk, wanted_filter)
            assert [person.id for person in found.people] == [wanted], wanted_filter


async def test_why_the_county_took_somebody_out_is_not_told_to_his_village(county: County) -> None:
    async with county.desk() as desk:
        one = await build.a_person(desk, build.a_draft("甲一"), pool="LOCAL")
        (held,) = (await people.one(desk, one)).memberships
        leave = pools.Step(state="exited", exit_reason=4, reason="群众反映强烈", on_day=build.TODAY)
        await pools.step(desk, UUID(held["id"]), 1, leave)
    for role, place, told in (
        ("village", build.EAST_1, None),
        ("township", build.EAST, "群众反映强烈"),
        ("hr", None, "群众反映强烈"),
    ):
        async with county.desk(role, place) as desk:
            newest = (await pools.steps(desk, UUID(held["id"])))[-1]
            assert (newest.to_state, newest.reason) == ("exited", told)


async def test_totals_count_entries_and_persons_apart_as_of_a_day(county: County) -> None:
    async with county.desk() as desk:
        one = await build.a_person(desk, build.a_draft("甲一"), pool="LOCAL")
        await build.a_person(desk, build.a_draft("乙二"), pool="DUALMI")
        await pools.join(desk, one, "DUALMI", None)
    async with county.desk() as desk:
        person = await people.one(desk, one)
        local = next(held for held in person.memberships if held["pool"] == "LOCAL")
        leave = pools.Step(state="exited", exit_reason=4, on_day=date(2026, 7, 1))
        await pools.step(desk, UUID(local["id"]), 1, leave)
    async with county.desk() as desk:
        counted = {
            day: {
                total.pool: (total.entries, total.persons)
                for total in await pools.totals(desk, day)
            }
            for day in (date(2026, 5, 31), build.TODAY, date(2026, 7, 1))
        }
    assert counted[date(2026, 5, 31)][None] == (0, 0)
    assert counted[build.TODAY] == {
        "DUALMI": (2, 2),
        "LOCAL": (1, 1),
        "RESERVE": (0, 0),
        None: (3, 2),
    }
    assert counted[date(2026, 7, 1)] == {
        "DUALMI": (2, 2),
        "LOCAL": (0, 0),
        "RESERVE": (0, 0),
        None: (2, 2),
    }


async def test_a_reveal_opens_what_was_asked_and_is_written_down(county: County) -> None:
    number = build.an_id_number()
    added = await add(
        county, new(phones=(build.a_phone(),), id_number=number, notes="电话 15400001234")
    )
    async with county.desk() as desk:
        shown = await people.one(desk, added.id)
        assert number not in str(shown)
        assert "15400001234" not in str(shown)
        opened = await telling.reveal(
            desk, added.id, ("phones", "id_number", "notes"), "节前走访联系"
        )
    assert opened["id_number"] == number
    assert [phone.number for phone in opened["phones"]] == ["15400001234"]
    assert opened["notes"] == "电话 15400001234"
    async with county.desk() as desk:
        looks = [
            change
            for change in await telling.history(desk, added.id, 50)
            if change.action == "reveal"
        ]
    assert [(look.purpose, look.body) for look in looks] == [
        ("节前走访联系", {"fields": ["phones", "id_number", "notes"]})
    ]
