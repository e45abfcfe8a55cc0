"""Suggestions: who is proposed, who may not be and why, what is stored, what people decide."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from talent import db, errors
from talent.core import disclosure, post
from talent.core import requests as core
from talent.core.access import Role
from talent.core.evidence import RouteFacts, Step
from talent.core.person import Birth
from talent.core.suggested import Shown, Suggested
from talent.flows import (
    amending,
    candidates,
    decisions,
    evidence,
    people,
    pools,
    posts,
    requests,
    suggestions,
)
from tests import asking, build
from tests.conftest import County

VILLAGE = (Role.VILLAGE, build.EAST_1)
TOWN = (Role.TOWNSHIP, build.EAST)
HR = (Role.HR, None)
BEFORE, SINCE = date(2025, 12, 31), date(2026, 1, 1)


@pytest.fixture(autouse=True)
async def by_role(county: County) -> dict[int, UUID]:
    async with county.desk() as desk:
        return await asking.a_board(desk)


async def reserve(county: County, name: str = "孙可用", **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await asking.a_reserve(desk, name, **fields)


async def suggest(
    county: County,
    request: core.Shown,
    who: tuple[str, str | None] = HR,
    how: suggestions.Make | None = None,
) -> Suggested:
    async with county.desk(*who) as desk:
        return await suggestions.make(desk, request.id, how or suggestions.Make())


async def read(
    county: County, request: core.Shown, who: tuple[str, str | None], run: UUID | None = None
) -> Suggested:
    async with county.desk(*who) as desk:
        return await suggestions.newest(desk, request.id, run)


async def decide(
    county: County,
    line: Shown,
    decision: Any = "accepted",
    reason: str | None = None,
    who: tuple[str, str | None] = VILLAGE,
    version: int | None = None,
) -> Shown:
    assert line.id is not None
    async with county.desk(*who) as desk:
        said = decisions.Decision(decision, reason)
        return await decisions.decide(desk, line.id, version or line.version or 0, said)


def names(lines: tuple[Shown, ...]) -> list[str]:
    return [line.person.name for line in lines]


def of(lines: tuple[Shown, ...], who: UUID) -> Shown:
    (line,) = [one for one in lines if one.person.person_id == who]
    return line


def failing(line: Shown) -> list[str]:
    return [verdict.rule_id for verdict in line.detail.verdicts]


# Refusals


@pytest.mark.parametrize("who", [(Role.VILLAGE, build.EAST_2), (Role.TOWNSHIP, build.WEST)])
async def test_another_villages_suggestion_is_neither_made_nor_read(
    county: County, who: tuple[str, str]
) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    with pytest.raises(errors.NotFound):
        await suggest(county, request, who)
    with pytest.raises(errors.NotFound):
        await read(county, request, who)
    with pytest.raises(errors.NotFound):
        await decide(county, line, who=who)


async def test_a_village_asks_for_no_other_village_either_without_a_request(county: County) -> None:
    with pytest.raises(errors.NotFound):
        async with county.desk(*VILLAGE) as desk:
            await suggestions.ephemeral(desk, build.EAST_2, asking.LEAD, 5, desk.today)


async def test_a_closed_request_is_not_suggested_for(county: County) -> None:
    request = await asking.a_request(county)
    await asking.closed(county, request, "withdrawn")
    with pytest.raises(errors.Conflict, match="已办结"):
        await suggest(county, request)


async def test_a_day_without_law_and_a_role_that_is_none_are_refused(county: County) -> None:
    request = await asking.a_request(county)
    with pytest.raises(errors.Invalid):
        await suggest(county, request, HR, suggestions.Make(on=date(1990, 1, 1)))
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await suggestions.ephemeral(desk, build.EAST_1, 99, 5, desk.today)


async def test_a_run_of_another_request_is_not_found(county: County) -> None:
    one, other = await asking.a_request(county), await asking.a_request(county)
    run = (await suggest(county, one)).run.id
    for wrong in (run, None):
        with pytest.raises(errors.NotFound):
            await read(county, other, VILLAGE, wrong)


async def test_who_is_not_yet_eighteen_is_listed_with_the_rule_and_never_accepted(
    county: County,
) -> None:
    request = await asking.an_open_request(county)
    young = await reserve(county, "周少年", birth=Birth(2008, 6, 2))
    answer = await suggest(county, request)
    line = of(answer.ineligible, young)
    assert "E01" in failing(line)
    verdict = line.detail.verdicts[0]
    assert (verdict.sentence, verdict.result) == ("未满18周岁", "FAIL")
    assert "第十六条" in verdict.citation
    assert "2026-06-02年满18周岁" in line.detail.changes[0]
    with pytest.raises(errors.Invalid, match="不符合条件"):
        await decide(county, line)


async def test_the_database_too_accepts_only_the_eligible(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county, "周少年", birth=Birth(2008, 6, 2))
    line = (await suggest(county, request)).ineligible[0]
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await desk.tx.run(
                decisions.SQL.decide,
                suggestion=line.id,
                version=1,
                decision="accepted",
                reason=None,
            )


async def test_who_is_to_be_verified_is_ranked_behind_and_not_accepted(county: County) -> None:
    request = await asking.an_open_request(county)
    clear = await reserve(county)
    async with county.desk() as desk:
        unread = await build.a_person(desk, name="吴未审", residence_place=build.EAST_1)
    answer = await suggest(county, request)
    assert answer.candidates[0].person.person_id == clear
    line = of(answer.candidates, unread)
    assert line.standing == "to_verify"
    assert line.detail.cautions[0].startswith("待核实：")
    with pytest.raises(errors.Invalid, match="待核实"):
        await decide(county, line)


async def test_a_decision_on_an_old_version_is_refused(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    await decide(county, line, "declined", "另有安排")
    with pytest.raises(errors.Stale) as refused:
        await decide(county, line)
    assert refused.value.extra["current"] == 2


async def test_two_clerks_deciding_at_once_make_one_decision(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]

    async def one(who: tuple[str, str | None]) -> bool:
        try:
            await decide(county, line, who=who)
        except errors.Stale:
            return False
        return True

    assert sorted(await asyncio.gather(one(VILLAGE), one(HR))) == [False, True]


async def test_declining_needs_a_reason_without_numbers_of_people(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    for reason in (None, "  ", "电话15400001234打不通"):
        with pytest.raises(errors.Invalid) as refused:
            await decide(county, line, "declined", reason)
        assert refused.value.faults[0].field == "reason"


async def test_nothing_is_decided_before_hr_has_opened_the_request(county: County) -> None:
    request = await asking.a_request(county)
    await reserve(county)
    line = (await suggest(county, request, VILLAGE)).candidates[0]
    with pytest.raises(errors.Conflict, match="尚未受理"):
        await decide(county, line)


async def test_an_older_run_is_not_accepted_from(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    await suggest(county, request)
    with pytest.raises(errors.Conflict, match="更新"):
        await decide(county, line)


async def test_no_more_people_are_accepted_than_were_asked_for(county: County) -> None:
    request = await asking.an_open_request(county, seats=1)
    for name in ("孙可用", "李可行"):
        await reserve(county, name)
    first, second, *_ = (await suggest(county, request)).candidates
    await decide(county, first)
    with pytest.raises(errors.Conflict, match="申请名额为1人"):
        await decide(county, second)


async def test_a_village_cannot_read_what_hr_alone_may(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    await suggest(county, request)
    for statement in (
        "select reviewed from suggestion",
        "select * from review_result",
        "select * from kin",
    ):
        with pytest.raises(errors.Forbidden):
            async with county.desk(*VILLAGE) as desk:
                await desk.tx.connection.fetch(statement)


async def test_facts_of_people_out_of_sight_are_not_told(county: County) -> None:
    near = await reserve(county)
    far = await reserve(county, "远方客", household_village=build.WEST_1)
    async with county.desk(*VILLAGE) as desk:
        known = await desk.tx.run(candidates.SQL.known, people=[near, far], on=desk.today)
        seats = await desk.tx.run(posts.SQL.incumbents, village=build.EAST_2, on=desk.today)
    assert [one.person_id for one in known] == [near]
    assert seats == []


# Who appears


async def test_own_people_appear_at_once_and_others_only_when_released(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    await reserve(county, "住在村", household_village=build.WEST_1, residence_place=build.EAST_1)
    far = await reserve(county, "远方客", household_village=build.WEST_1)
    await reserve(county, "未放行", household_village=build.WEST_1)
    for who in (HR, VILLAGE):
        answer = await suggest(county, request, who)
        assert set(names(answer.candidates)) == {"孙可用", "住在村", "赵副主", "钱委员"}
        assert answer.ineligible == ()
    async with county.desk() as desk:
        await requests.release(desk, request.id, requests.NewRelease(far, "邻村人才"))
    for who in (HR, VILLAGE):
        answer = await suggest(county, request, who)
        everybody = names(answer.candidates + answer.ineligible)
        assert "远方客" in everybody
        assert "未放行" not in everybody


async def test_a_stored_run_forgets_released_people_for_the_village_when_it_closes(
    county: County,
) -> None:
    request = await asking.an_open_request(county)
    own = await reserve(county)
    far = await reserve(county, "远方客", household_village=build.WEST_1)
    async with county.desk() as desk:
        await requests.release(desk, request.id, requests.NewRelease(far, "邻村人才"))
    run = (await suggest(county, request)).run.id
    seen = await read(county, request, VILLAGE, run)
    assert far in {one.person.person_id for one in seen.candidates}
    await asking.closed(county, request)
    seen = await read(county, request, VILLAGE, run)
    people_seen = {one.person.person_id for one in seen.candidates + seen.ineligible}
    assert own in people_seen
    assert far not in people_seen
    kept = await read(county, request, HR, run)
    assert far in {one.person.person_id for one in kept.candidates}


async def test_who_refuses_a_machines_ranking_is_named_apart(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    await superuser.execute("update person set ranking_refused = true where id = $1", who)
    answer = await suggest(county, request)
    line = of(answer.apart, who)
    assert (line.detail.why, line.rank, line.total) == (candidates.REFUSED_RANKING, None, None)
    assert who not in {one.person.person_id for one in answer.candidates + answer.ineligible}
    with pytest.raises(errors.Invalid, match="人工评议"):
        await decide(county, line)


async def test_who_holds_the_post_or_waits_to_enter_a_pool_is_named_apart(
    county: County, by_role: dict[int, UUID]
) -> None:
    async with county.desk(*TOWN) as desk:
        waiting = await build.a_person(desk, name="郑待审")
    async with county.desk() as desk:
        nobody = db.new_id()
        await people.insert(desk, [(nobody, build.a_draft("王不在库"), ())])
    request = await asking.an_open_request(county, post=asking.VICE)
    answer = await suggest(county, request)
    assert of(answer.apart, waiting).detail.why == candidates.NOT_ACTIVE
    (sits,) = [one for one in answer.apart if one.person.name == "赵副主"]
    assert sits.detail.why == candidates.SITS
    assert "王不在库" not in names(answer.candidates + answer.ineligible + answer.apart)


# What the rules say


async def test_a_branch_post_bars_who_is_not_a_full_member(county: County) -> None:
    member = await reserve(county)
    masses = await reserve(county, "群众甲", political_status="13")
    probation = await reserve(county, "预备乙", political_status="02")
    unknown = await reserve(county, "不详丙", political_status=None)
    request = await asking.an_open_request(county, post=asking.SECRETARY, seats=1)
    answer = await suggest(county, request)
    for who in (masses, probation):
        (verdict,) = of(answer.ineligible, who).detail.verdicts
        assert verdict.rule_id == "E11"
        assert "中国共产党章程" in verdict.citation
    assert of(answer.candidates, member).standing == "eligible"
    assert of(answer.candidates, unknown).standing == "to_verify"


async def test_the_law_of_the_day_decides_what_a_conviction_does(county: County) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    async with county.desk() as desk:
        await asking.reviewed(desk, who, "E13", "fail", date(2025, 10, 20))
    before = await suggest(county, request, HR, suggestions.Make(on=BEFORE))
    since = await suggest(county, request, HR, suggestions.Make(on=SINCE))
    (then,) = [v for v in of(before.candidates, who).detail.verdicts if v.rule_id == "E13"]
    (now,) = of(since.ineligible, who).detail.verdicts
    assert (then.rule_class, then.result, then.edition) == ("LAW_STEP", "REVIEW", "2018")
    assert (now.rule_class, now.result, now.edition) == ("LAW_HARD", "FAIL", "2025")
    assert "E13@2018" in before.run.rules
    assert "E13@2025" in since.run.rules


async def test_the_newest_review_of_a_kind_counts(county: County) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    for result, day in (("fail", date(2025, 11, 1)), ("pass", date(2025, 12, 1))):
        async with county.desk() as desk:
            await asking.reviewed(desk, who, "E18", result, day)  # type: ignore[arg-type]
    assert of((await suggest(county, request)).candidates, who).standing == "eligible"


async def test_near_kin_of_who_sits_on_the_committee_are_kept_off_it(county: County) -> None:
    request = await asking.an_open_request(county)
    sister, cousin = await reserve(county, "赵妹妹"), await reserve(county, "钱孙女")
    async with county.desk() as desk:
        held = (await posts.seats(desk, build.EAST_1, desk.today)).incumbents
        vice, member = (one.person_id for one in held if one.role in (22, 23))
        for kin, relative, relation in ((sister, vice, "sibling"), (cousin, member, "grandparent")):
            new = evidence.NewKin(relative=relative, relation=relation, confirmed=True)  # type: ignore[arg-type]
            await evidence.set_kin(desk, kin, new)
    for who in (HR, VILLAGE):
        answer = await suggest(county, request, who)
        assert failing(of(answer.ineligible, sister)) == ["E08"]
        assert failing(of(answer.ineligible, cousin)) == ["E08"]
    old = await suggest(county, request, HR, suggestions.Make(on=BEFORE))
    assert failing(of(old.ineligible, sister)) == ["E08"]
    assert of(old.candidates, cousin).standing == "eligible"


async def test_an_outside_officer_beside_other_duties_keeps_nobody_off(
    county: County, by_role: dict[int, UUID]
) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    async with county.desk() as desk:
        officer = await build.a_person(desk, name="警员甲", household_village=build.WEST_1)
        seats = posts.NewBody(2, (posts.PostSeats(asking.VICE, 2),))
        await posts.set_body(desk, build.EAST_1, seats)
        seated = posts.NewTenure(person_id=officer, seat=2, since=asking.SINCE, concurrent=True)
        await posts.add_tenure(desk, by_role[asking.VICE], seated)
        kin = evidence.NewKin(relative=officer, relation="sibling", confirmed=True)
        await evidence.set_kin(desk, who, kin)
    assert of((await suggest(county, request)).candidates, who).standing == "eligible"


async def test_some_kin_on_record_are_not_all_kin(county: County) -> None:
    request = await asking.an_open_request(county)
    async with county.desk() as desk:
        who = await build.a_person(desk, name="吴未审", residence_place=build.EAST_1)
        other = await build.a_person(desk, name="吴亲戚", household_village=build.WEST_1)
        new = evidence.NewKin(relative=other, relation="parent", confirmed=True)
        await evidence.set_kin(desk, who, new)
    line = of((await suggest(county, request)).candidates, who)
    (kin,) = [v for v in line.detail.verdicts if v.rule_id == "E08"]
    assert (kin.result, kin.said) == ("REVIEW", "亲属情况不详")


async def test_a_board_that_is_not_wholly_known_leaves_kin_open(
    county: County, by_role: dict[int, UUID]
) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    async with county.desk() as desk:
        more = posts.NewBody(2, (posts.PostSeats(asking.MEMBER, 2),))
        await posts.set_body(desk, build.EAST_1, more)
    answer = await suggest(county, request)
    (kin,) = [v for v in of(answer.candidates, who).detail.verdicts if v.rule_id == "E08"]
    assert (kin.result, kin.said) == ("REVIEW", "在任成员不详")
    assert "在任成员情况不详，班子整体要求未核对" in answer.run.notes


async def test_a_value_to_be_verified_is_not_known_to_the_law(county: County) -> None:
    request = await asking.an_open_request(county)
    key = db.new_id()
    async with county.desk() as desk:
        draft = build.a_draft("何待核", birth=Birth(2010), political_status="01")
        await people.insert(desk, [(key, draft, ("birth",))])
        await pools.enter(desk, [key], "RESERVE", "test", build.TODAY)
    line = of((await suggest(county, request)).candidates, key)
    (age,) = [v for v in line.detail.verdicts if v.rule_id == "E01"]
    assert (age.result, age.said) == ("REVIEW", "出生日期不详")


async def test_steps_toward_the_register_count_from_their_day(county: County) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county, residence_place=build.WEST_1)
    facts = RouteFacts(stated_will=Step(done=True, on_day=date(2026, 5, 20)))
    async with county.desk() as desk:
        new = evidence.NewRoute(village=build.EAST_1, route="B", facts=facts)
        await evidence.set_route(desk, who, new)
    results = {}
    for on in (date(2026, 5, 19), date(2026, 5, 20)):
        line = of((await suggest(county, request, HR, suggestions.Make(on=on))).candidates, who)
        (results[on],) = [v.result for v in line.detail.verdicts if v.rule_id == "E03"]
    assert list(results.values()) == ["REVIEW", "PASS"]


async def test_a_community_is_answered_with_the_note_and_nobody_is_eligible(
    county: County,
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk, build.EAST_COMMUNITY)
        await asking.a_reserve(desk, "居民甲", household_village=build.EAST_COMMUNITY)
    who = (Role.VILLAGE, build.EAST_COMMUNITY)
    request = await asking.a_request(county, *who, village=build.EAST_COMMUNITY)
    answer = await suggest(county, request, who)
    assert any("社区不适用村民委员会组织法" in note for note in answer.run.notes)
    assert {one.standing for one in answer.candidates} == {"to_verify"}
    laws = [v for one in answer.candidates for v in one.detail.verdicts if v.rule_class != "POLICY"]
    assert {verdict.result for verdict in laws} == {"N/A"}


# What is shown and stored


async def test_parts_sum_to_the_total_exactly(county: County) -> None:
    request = await asking.an_open_request(county, wanted_skills=("会计", "电商"))
    for number, name in enumerate(("孙可用", "李可行", "王可为")):
        who = await reserve(county, name, skills=("会计", "直播")[:number])
        async with county.desk() as desk:
            for record in (
                {"kind": "training", "detail": {"name": "任职培训"}},
                {"kind": "experience", "detail": {"kind": "group", "months": 40}},
                {"kind": "assessment", "detail": {"assessment": "excellent"}},
                {"kind": "readiness", "detail": {"readiness": "R1"}},
            )[: number + 1]:
                new = evidence.NewRecord(on_day=date(2025, 5, 1), **record)  # type: ignore[arg-type]
                await evidence.add_record(desk, who, new)
    answer = await suggest(county, request)
    assert len(answer.candidates) == 5
    for one in answer.candidates:
        assert sum(part.contribution for part in one.detail.parts) == one.total
        assert one.detail.low <= (one.total or 0) <= one.detail.high
        assert one.detail.reasons
    best = answer.candidates[0]
    assert best.person.name == "王可为"
    assert "曾任村民小组长或党小组长3年" in [part.sentence for part in best.detail.parts]


async def test_a_must_have_nobody_is_seen_to_have_is_a_caution_and_no_bar(county: County) -> None:
    request = await asking.an_open_request(county, must_haves=("法律",))
    who = await reserve(county)
    line = of((await suggest(county, request)).candidates, who)
    assert "未见必备专长：法律调解" in line.detail.cautions


async def test_a_run_is_stored_as_it_was_seen(county: County) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    seen = await suggest(county, request)
    async with county.desk() as desk:
        await amending.amend(desk, who, 1, {"political_status": "13", "skills": ["养殖"]})
        await asking.reviewed(desk, who, "E13", "fail", build.TODAY)
    kept = await read(county, request, HR)
    assert kept == seen
    assert kept.run.weights == "committee@1"
    assert "E01@2025" in kept.run.rules
    assert kept.run.asked_for == build.TODAY
    anew = await suggest(county, request)
    assert anew.run.data_digest != kept.run.data_digest
    assert await read(county, request, HR, kept.run.id) == kept


async def test_the_same_data_gives_the_same_digest_and_order(county: County) -> None:
    request = await asking.an_open_request(county)
    for name in ("孙可用", "李可行", "王可为"):
        await reserve(county, name)
    one, other = await suggest(county, request), await suggest(county, request)
    assert one.run.data_digest == other.run.data_digest
    assert names(one.candidates) == names(other.candidates)


async def test_the_top_is_shown_and_the_rest_is_counted(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county, "周少年", birth=Birth(2012, 6, 2))
    answer = await suggest(county, request, HR, suggestions.Make(top=1))
    assert len(answer.candidates) == 1
    assert (answer.run.ranked, answer.run.pool_size, answer.run.top) == (2, 3, 1)
    assert len(answer.ineligible) == 1


@pytest.mark.parametrize("kind", ["E02", "E13", "E18", "E19"])
async def test_a_village_never_learns_which_review_failed(county: County, kind: Any) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    async with county.desk() as desk:
        await asking.reviewed(desk, who, kind, "fail", date(2025, 11, 2))
    told = failing(of((await suggest(county, request)).ineligible, who))
    assert told == [kind]
    for seer in (VILLAGE, TOWN):
        answers = [await read(county, request, seer), await suggest(county, request, seer)]
        async with county.desk(*seer) as desk:
            village, role = build.EAST_1, asking.LEAD
            answers.append(await suggestions.ephemeral(desk, village, role, 9, desk.today))
        for answer in answers:
            (verdict,) = of(answer.ineligible, who).detail.verdicts
            assert verdict.rule_id == disclosure.WHOLE_REVIEW
            assert verdict.sentence == "资格审查未通过（详询组织部）"
            whole = msgspec.json.encode((answer.candidates, answer.ineligible)).decode()
            assert "核查未通过" not in whole
            assert "清联审〔2025〕7号" not in msgspec.json.encode(verdict).decode()
            assert not any(
                verdict.rule_id in disclosure.SENSITIVE
                for one in (*answer.candidates, *answer.ineligible)
                for verdict in one.detail.verdicts
            )
        assert answers[0].run.id is not None


async def test_whichever_review_failed_a_village_reads_the_same_words(county: County) -> None:
    request = await asking.an_open_request(county)
    people_failed = {}
    for kind in ("E02", "E13", "E18", "E19"):
        people_failed[kind] = await reserve(county, f"某{kind[1:]}")
        async with county.desk() as desk:
            failed: Any = kind
            await asking.reviewed(desk, people_failed[kind], failed, "fail", date(2025, 11, 2))
    answer = await suggest(county, request, VILLAGE)
    said = {
        msgspec.json.encode(of(answer.ineligible, who).detail) for who in people_failed.values()
    }
    assert len(said) == 1


async def test_a_village_reads_of_waiting_reviews_only_that_some_wait(county: County) -> None:
    request = await asking.an_open_request(county)
    who = await reserve(county)
    async with county.desk() as desk:
        await asking.reviewed(desk, who, "E13", "pending", date(2025, 11, 2))
    line = of((await suggest(county, request, VILLAGE)).candidates, who)
    assert line.standing == "to_verify"
    assert line.detail.cautions[0] == f"待核实：{disclosure.OPEN}"
    assert "刑事" not in msgspec.json.encode(line).decode()
    full = of((await read(county, request, HR)).candidates, who)
    assert "无犯罪受刑事处罚情形：正在核查" in full.detail.cautions[0]


async def test_no_sentence_of_a_run_says_that_anybody_is_designated(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await reserve(county)
    await reserve(county, "周少年", birth=Birth(2012, 6, 2), political_status="13")
    await reserve(county, "郑外住", residence_place=build.WEST_1, skills=("任命", "指定"))
    for role in (asking.LEAD, asking.MEMBER, asking.SECRETARY):
        request = await asking.an_open_request(
            county, post=role, seats=1, wanted_skills=("委派", "会计"), must_haves=("当选",)
        )
        for on in (BEFORE, SINCE):
            await suggest(county, request, HR, suggestions.Make(on=on))
    stored = await superuser.fetch("select detail::text, reviewed::text from suggestion")
    runs = await superuser.fetch("select notes::text, board_notes::text from suggestion_run")
    assert len(stored) > 10
    for row in (*stored, *runs):
        for text in row.values():
            assert post.never_said(text or "") == ()


async def test_suggesting_and_accepting_move_the_request(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request, VILLAGE)).candidates[0]
    async with county.desk() as desk:
        assert (await requests.one(desk, request.id)).state == "suggested"
    shown = await decide(county, line)
    assert (shown.decision, shown.version) == ("accepted", 2)
    async with county.desk() as desk:
        assert (await requests.one(desk, request.id)).state == "shortlisted"
    done = await asking.filled(county, request)
    assert (done.state, done.outcome) == ("closed", "filled")
    with pytest.raises(errors.Conflict):
        await decide(county, shown, "declined", "太迟了")


async def test_a_decision_may_be_taken_back_under_its_version(county: County) -> None:
    request = await asking.an_open_request(county, seats=1)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    accepted = await decide(county, line)
    declined = await decide(county, accepted, "declined", "本人改变主意")
    again = await decide(county, declined)
    assert (again.decision, again.reason, again.version) == ("accepted", None, 4)


async def test_each_decision_stands_in_the_audit_with_its_reason(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    line = (await suggest(county, request)).candidates[0]
    await decide(county, line, "declined", "另有安排")
    async with county.desk("auditor") as desk:
        rows = await desk.tx.connection.fetch(
            "select a.login, r.person_id, r.body from audit_event e join audit_row r using"
            " (lane, seq) join account a on a.id = e.account_id"
            " where e.subject = 'suggestion' and e.action = 'update'"
        )
    (row,) = rows
    assert row["login"] == f"village.{build.EAST_1}"
    assert row["person_id"] == line.person.person_id
    assert row["body"]["decision"] == [None, "declined"]
    assert row["body"]["reason"] == [None, "另有安排"]


async def test_each_answer_is_one_look_with_whom_it_named(county: County) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    made = await suggest(county, request, VILLAGE)
    await read(county, request, VILLAGE)
    async with county.desk(*VILLAGE) as desk:
        await suggestions.ephemeral(desk, build.EAST_1, asking.LEAD, 9, desk.today)
    async with county.desk("auditor") as desk:
        looks = await desk.tx.connection.fetch(
            "select e.action, array_agg(r.person_id) people from audit_event e"
            " join audit_row r using (lane, seq) join account a on a.id = e.account_id"
            " where e.action in ('suggest', 'list') and e.subject = 'person'"
            " and a.login like 'village%' group by e.lane, e.seq, e.action, e.at order by e.at"
        )
    named = {one.person.person_id for one in made.candidates + made.ineligible + made.apart}
    assert [look["action"] for look in looks] == ["suggest", "list", "suggest"]
    assert all(set(look["people"]) == named for look in looks)


async def test_asking_without_a_request_stores_nothing_and_answers_the_same(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    request = await asking.an_open_request(county)
    await reserve(county)
    await reserve(county, "周少年", birth=Birth(2012, 6, 2))
    async with county.desk() as desk:
        passing = await suggestions.ephemeral(desk, build.EAST_1, asking.LEAD, 20, desk.today)
    assert await superuser.fetchval("select count(*) from suggestion_run") == 0
    stored = await suggest(county, request)
    assert passing.run.data_digest == stored.run.data_digest
    for one, other in zip(
        passing.candidates + passing.ineligible,
        stored.candidates + stored.ineligible,
        strict=True,
    ):
        assert (one.person, one.rank, one.total, one.detail) == (
            other.person,
            other.rank,
            other.total,
            other.detail,
        )


async def test_runs_are_listed_newest_first(county: County) -> None:
    request = await asking.an_open_request(county)
    first, second = await suggest(county, request), await suggest(county, request, VILLAGE)
    async with county.desk(*VILLAGE) as desk:
        listed = await suggestions.runs(desk, request.id)
    assert [one.id for one in listed] == [second.run.id, first.run.id]
