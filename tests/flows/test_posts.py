"""Bodies, posts, tenures, vacancies; and what hr records of people for the rules."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from talent import errors
from talent.core.evidence import RouteFacts, Step
from talent.flows import evidence, posts
from tests import asking, build
from tests.conftest import County


async def board(county: County, village: str = build.EAST_1) -> dict[int, UUID]:
    async with county.desk() as desk:
        return await asking.a_board(desk, village)


async def somebody(county: County, name: str = "李新来") -> UUID:
    async with county.desk() as desk:
        return await build.a_person(desk, name=name)


# Refusals


async def test_a_village_may_not_edit_its_own_posts(county: County) -> None:
    by_role = await board(county)
    vacancy = posts.NewVacancy(reason=2)
    with pytest.raises(errors.Forbidden):
        async with county.desk("village", build.EAST_1) as desk:
            await posts.open_vacancy(desk, by_role[asking.VICE], vacancy)


@pytest.mark.parametrize(
    ("role", "place"),
    [("village", build.EAST_2), ("township", build.WEST), ("liaison", build.WEST)],
)
async def test_another_places_posts_are_not_found(county: County, role: str, place: str) -> None:
    await board(county)
    with pytest.raises(errors.NotFound):
        async with county.desk(role, place) as desk:
            await posts.listed(desk, build.EAST_1, desk.today)


async def test_a_committee_of_two_is_refused_by_the_laws_limits(county: County) -> None:
    two = posts.NewBody(2, (posts.PostSeats(21, 1), posts.PostSeats(23, 1)))
    with pytest.raises(errors.Invalid) as refused:
        async with county.desk() as desk:
            await posts.set_body(desk, build.EAST_1, two)
    assert "3至7人" in refused.value.faults[0].expected


async def test_a_role_of_another_body_is_refused(county: County) -> None:
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await posts.set_body(desk, build.EAST_1, posts.NewBody(1, (posts.PostSeats(21, 1),)))


async def test_a_seat_has_one_holder_at_a_time(county: County) -> None:
    by_role, who = await board(county), await somebody(county)
    tenure = posts.NewTenure(person_id=who, seat=1)
    with pytest.raises(errors.Conflict, match="已有人任职"):
        async with county.desk() as desk:
            await posts.add_tenure(desk, by_role[asking.VICE], tenure)
    with pytest.raises(errors.Conflict):
        async with county.desk() as desk:
            await posts.add_tenure(desk, by_role[asking.VICE], posts.NewTenure(person_id=who))


async def test_two_clerks_seating_two_people_at_once_seat_one(county: County) -> None:
    by_role = await board(county)
    people = [await somebody(county, name) for name in ("李一人", "王二人")]

    async def seat(who: UUID) -> bool:
        try:
            async with county.desk() as desk:
                new = posts.NewTenure(person_id=who, seat=1)
                await posts.add_tenure(desk, by_role[asking.LEAD], new)
        except errors.Conflict:
            return False
        return True

    assert sorted(await asyncio.gather(*map(seat, people))) == [False, True]


async def test_a_seat_that_the_post_does_not_have_is_refused(county: County) -> None:
    by_role, who = await board(county), await somebody(county)
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            new = posts.NewTenure(person_id=who, seat=2)
            await posts.add_tenure(desk, by_role[asking.LEAD], new)
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            vacancy = posts.NewVacancy(seat=5, reason=2)
            await posts.open_vacancy(desk, by_role[asking.LEAD], vacancy)


async def test_a_held_seat_is_no_vacancy(county: County) -> None:
    by_role = await board(county)
    with pytest.raises(errors.Conflict, match="不是空缺"):
        async with county.desk() as desk:
            await posts.open_vacancy(desk, by_role[asking.VICE], posts.NewVacancy(reason=2))


async def test_a_vacancy_is_recorded_once_and_closed_once(county: County) -> None:
    by_role = await board(county)
    with pytest.raises(errors.Conflict, match="已登记"):
        async with county.desk() as desk:
            await posts.open_vacancy(desk, by_role[asking.LEAD], posts.NewVacancy(reason=2))
    async with county.desk() as desk:
        (vacant,) = (await posts.seats(desk, build.EAST_1, desk.today)).vacancies
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await posts.close_vacancy(desk, vacant.id, posts.Close(date(2020, 1, 1)))
    async with county.desk() as desk:
        closed = await posts.close_vacancy(desk, vacant.id, posts.Close())
    assert closed.closed_on == build.TODAY
    with pytest.raises(errors.Conflict):
        async with county.desk() as desk:
            await posts.close_vacancy(desk, vacant.id, posts.Close())


async def test_a_tenure_ends_once_and_after_it_began(county: County) -> None:
    by_role = await board(county)
    async with county.desk() as desk:
        held = (await posts.seats(desk, build.EAST_1, desk.today)).incumbents
        (vice,) = [one for one in held if one.post_id == by_role[asking.VICE]]
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await posts.end_tenure(desk, vice.tenure_id, posts.End(reason=2, on_day=asking.SINCE))
    async with county.desk() as desk:
        ended = await posts.end_tenure(desk, vice.tenure_id, posts.End(reason=6))
    assert (ended.until, ended.end_reason) == (build.TODAY, 6)
    with pytest.raises(errors.Conflict, match="已结束"):
        async with county.desk() as desk:
            await posts.end_tenure(desk, vice.tenure_id, posts.End(reason=6))


async def test_seats_are_not_taken_from_under_who_holds_them(county: County) -> None:
    by_role, who = await board(county), await somebody(county)
    three = posts.NewBody(2, (posts.PostSeats(asking.MEMBER, 3),))
    async with county.desk() as desk:
        await posts.set_body(desk, build.EAST_1, three)
        new = posts.NewTenure(person_id=who, seat=3)
        await posts.add_tenure(desk, by_role[asking.MEMBER], new)
    with pytest.raises(errors.Conflict, match="委员"):
        async with county.desk() as desk:
            one = posts.NewBody(2, (posts.PostSeats(asking.MEMBER, 1),))
            await posts.set_body(desk, build.EAST_1, one)


async def test_two_terms_of_a_body_do_not_overlap(county: County) -> None:
    await board(county)
    async with county.desk() as desk:
        body = await desk.tx.run(posts.SQL.body_of_kind, village=build.EAST_1, kind=2)
        term = posts.NewTerm(date(2021, 3, 1), date(2026, 3, 1))
        await posts.add_term(desk, body.id, term)
    with pytest.raises(errors.Conflict):
        async with county.desk() as desk:
            late = posts.NewTerm(date(2026, 2, 1), date(2031, 2, 1))
            await posts.add_term(desk, body.id, late)


async def test_a_result_without_a_document_and_one_of_tomorrow_are_refused(county: County) -> None:
    who = await somebody(county)
    tomorrow = build.TODAY + timedelta(days=1)
    for new in (
        evidence.NewReview(kind="E13", result="pass"),
        evidence.NewReview(kind="E13", result="pass", document="一号", decided_on=tomorrow),
        evidence.NewReview(kind="E13", result="fail", document="本人电话15400001234"),
    ):
        with pytest.raises(errors.Invalid):
            async with county.desk() as desk:
                await evidence.add_review(desk, who, new)


@pytest.mark.parametrize(
    ("role", "place"),
    [("village", build.EAST_1), ("township", build.EAST), ("liaison", build.EAST)],
)
async def test_only_hr_reads_reviews_and_kin(county: County, role: str, place: str) -> None:
    who = await somebody(county)
    for read in (evidence.reviews, evidence.kin):
        with pytest.raises((errors.Forbidden, errors.NotFound)):
            async with county.desk(role, place) as desk:
                await read(desk, who)


async def test_a_record_of_another_shape_is_refused(county: County) -> None:
    who = await somebody(county)
    for kind, detail in (
        ("training", {"readiness": "R0"}),
        ("readiness", {"readiness": "soon"}),
        ("experience", {}),
        ("accountant", {"village": 7}),
    ):
        with pytest.raises(errors.Invalid):
            async with county.desk() as desk:
                new = evidence.NewRecord(kind=kind, on_day=build.TODAY, detail=detail)  # type: ignore[arg-type]
                await evidence.add_record(desk, who, new)


# What works


async def test_a_village_reads_who_holds_its_seats_wherever_they_live(county: County) -> None:
    by_role = await board(county)
    async with county.desk() as desk:
        stranger = await build.a_person(desk, name="周外来", household_village=build.WEST_1)
        new = posts.NewTenure(person_id=stranger, since=date(2026, 1, 5))
        await posts.add_tenure(desk, by_role[asking.SECRETARY], new)
    async with county.desk("village", build.EAST_1) as desk:
        party, committee = await posts.listed(desk, build.EAST_1, desk.today)
    assert [holder.name for holder in party.posts[0].holders] == ["周外来"]
    lead, vice, _ = committee.posts
    assert (lead.label, lead.holders, lead.vacancies[0].reason_label) == ("主任", [], "辞职")
    assert [holder.name for holder in vice.holders] == ["赵副主"]


async def test_a_tenure_fills_the_vacancy_and_its_end_opens_one(county: County) -> None:
    by_role, who = await board(county), await somebody(county)
    async with county.desk() as desk:
        new = posts.NewTenure(person_id=who, since=date(2026, 2, 1))
        tenure = await posts.add_tenure(desk, by_role[asking.LEAD], new)
        assert (await posts.seats(desk, build.EAST_1, desk.today)).vacancies == []
        end = posts.End(reason=6, on_day=date(2026, 5, 1))
        await posts.end_tenure(desk, tenure.id, end)
        (vacant,) = (await posts.seats(desk, build.EAST_1, desk.today)).vacancies
    assert (vacant.reason, vacant.urgent, vacant.opened_on) == (6, True, date(2026, 5, 1))


async def test_seats_are_told_as_of_a_day(county: County) -> None:
    await board(county)
    async with county.desk() as desk:
        before = await posts.seats(desk, build.EAST_1, asking.SINCE - timedelta(days=1))
        then = await posts.seats(desk, build.EAST_1, asking.SINCE)
    assert (len(before.incumbents), len(then.incumbents)) == (0, 2)
    assert not then.accounted(2)


async def test_kin_stand_in_both_directions_and_go_together(county: County) -> None:
    parent, child = await somebody(county, "李父亲"), await somebody(county, "李孩子")
    async with county.desk() as desk:
        new = evidence.NewKin(relative=parent, relation="parent", confirmed=True)
        await evidence.set_kin(desk, child, new)
        (back,) = await evidence.kin(desk, parent)
    assert (back.relative, back.relation, back.confirmed) == (child, "child", True)
    async with county.desk() as desk:
        await evidence.drop_kin(desk, parent, child)
        assert await evidence.kin(desk, child) == []


async def test_routes_and_records_are_kept_as_they_were_typed(county: County) -> None:
    who = await somebody(county)
    consent = Step(done=True, on_day=date(2026, 4, 1), document="石桥村〔2026〕3号")
    async with county.desk() as desk:
        facts = RouteFacts(consented=consent, applied=Step(done=False))
        new = evidence.NewRoute(village=build.EAST_1, route="C", facts=facts)
        await evidence.set_route(desk, who, new)
        await evidence.set_route(desk, who, new)
        (route,) = await evidence.routes(desk, who)
        record = evidence.NewRecord(
            kind="assessment", on_day=date(2025, 12, 20), detail={"assessment": "excellent"}
        )
        await evidence.add_record(desk, who, record)
        (kept,) = await evidence.records(desk, who)
    assert route.facts["consented"]["document"] == "石桥村〔2026〕3号"
    assert route.facts["applied"] == {"done": False}
    assert kept.detail["assessment"] == "excellent"


async def test_reading_reviews_is_a_look_of_its_own(county: County) -> None:
    who = await somebody(county)
    async with county.desk() as desk:
        await asking.reviewed(desk, who, "E13", "fail")
    async with county.desk() as desk:
        await evidence.reviews(desk, who)
    async with county.desk("auditor") as desk:
        looks = await desk.tx.connection.fetch(
            "select r.body from audit_event e join audit_row r using (lane, seq)"
            " where e.action = 'look' and r.person_id = $1",
            who,
        )
    assert [look["body"] for look in looks] == [{"fields": ["reviews"]}]
