"""The county plan: made, reviewed, adopted; what would be if; why not; refused before it misleads."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from talent import db, errors, sheets
from talent.core import plan_check, planned
from talent.core.person import Birth
from talent.core.plan import Pin, Policy, Quota, Wanted
from talent.core.planned import Plan
from talent.flows import (
    evidence,
    exports,
    people,
    plan_sheets,
    planning,
    plans,
    pools,
    suggestions,
    takings,
    whatifs,
)
from talent.flows.desk import now
from talent.flows.plan_reading import Reading
from talent.flows.plans import New, Step
from talent.flows.whatifs import Change
from tests import asking, build
from tests.conftest import County

LEAD = asking.LEAD
POLICY = Policy(roles=(Wanted(LEAD, 2),), women=False, young=False, finance=False)


@pytest.fixture(autouse=True)
async def boards(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk, build.EAST_1)
        await asking.a_board(desk, build.EAST_2)


async def reserve(county: County, name: str, **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await asking.a_reserve(desk, name, **fields)


async def made(county: County, policy: Policy = POLICY) -> Plan:
    async with county.desk() as desk:
        return await plans.make(desk, New(policy=policy))


async def stepped(county: County, plan: Plan, *states: Any) -> Plan:
    for state in states:
        async with county.desk() as desk:
            assert plan.id is not None
            plan = await plans.step(desk, plan.id, plan.version or 0, Step(state))
    return plan


async def asked(county: County, plan: Plan, change: Change) -> Any:
    async with county.desk() as desk:
        assert plan.id is not None
        return await whatifs.what_if(desk, plan.id, change)


async def why_not(county: County, plan: Plan, pin: Pin) -> whatifs.WhyNot:
    async with county.desk() as desk:
        assert plan.id is not None
        return await whatifs.why_not(desk, plan.id, pin)


def who(plan: Plan) -> set[tuple[str, int, UUID]]:
    return {(one.village, one.post, one.person) for one in plan.assignments}


# Refusals


async def test_a_plan_over_nobody_is_refused(county: County) -> None:
    with pytest.raises(errors.Invalid, match="没有符合条件的人选"):
        await made(county)


async def test_a_plan_for_no_post_or_no_village_is_refused(county: County) -> None:
    await reserve(county, "孙可用")
    with pytest.raises(errors.Invalid, match="没有需要配备"):
        await made(county, Policy(roles=(Wanted(51, 2),)))
    with pytest.raises(errors.Invalid, match="没有村"):
        await made(county, Policy(under="419999000000"))


async def test_a_policy_that_contradicts_itself_is_refused(county: County) -> None:
    person = await reserve(county, "孙可用")
    pin = Pin(build.EAST_1, LEAD, person)
    with pytest.raises(errors.Invalid) as refused:
        Policy(pins=(pin,), refusals=(pin,))
    assert refused.value.faults[0].expected == "不能既固定又排除"
    with pytest.raises(errors.Invalid):
        Policy(roles=(Wanted(LEAD, 1), Wanted(LEAD, 2)))
    with pytest.raises(errors.Invalid) as refused:
        await made(county, msgspec.structs.replace(POLICY, quotas=(Quota(build.WEST_1, 51, 1),)))
    assert refused.value.faults[0].field == "quotas"


async def test_only_a_wish_that_holds_is_made_a_condition_of_the_reserve_list(
    county: County,
) -> None:
    await reserve(county, "孙可用")
    for strange in ("E01", "E14", "P05", "P99"):
        with pytest.raises(errors.Invalid) as refused:
            await made(county, msgspec.structs.replace(POLICY, hard=(strange,)))
        assert [one.said for one in refused.value.faults] == [strange]
        assert "P02" in refused.value.faults[0].expected


async def test_a_pin_on_somebody_who_may_not_hold_the_post_is_refused(county: County) -> None:
    await reserve(county, "孙可用")
    child = await reserve(county, "周少年", birth=Birth(2012, 6, 2))
    pinned = msgspec.structs.replace(POLICY, pins=(Pin(build.EAST_1, LEAD, child),))
    with pytest.raises(errors.Conflict, match="不符合条件"):
        await made(county, pinned)


async def test_contradictory_pins_are_refused_in_words_and_keep_nothing(county: County) -> None:
    keys = [await reserve(county, f"孙{name}用") for name in "甲乙丙"]
    pins = tuple(sorted(Pin(build.EAST_1, LEAD, key) for key in keys))
    with pytest.raises(errors.Conflict, match="多于该岗位的名额"):
        await made(county, msgspec.structs.replace(POLICY, pins=pins))
    async with county.desk() as desk:
        assert await plans.page(desk) == []


async def test_a_solver_that_dies_is_told_and_keeps_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reserve(county, "孙可用")

    async def killed(*said: Any, **named: Any) -> asyncio.subprocess.Process:
        process = await spawn(*said, **named)
        process.kill()
        return process

    spawn = asyncio.create_subprocess_exec
    monkeypatch.setattr(asyncio, "create_subprocess_exec", killed)
    with pytest.raises(errors.SolverFailed):
        await made(county)
    async with county.desk() as desk:
        assert await plans.page(desk) == []


async def test_a_plan_that_was_not_reviewed_is_not_adopted(county: County) -> None:
    await reserve(county, "孙可用")
    await asking.confirmed(county)
    plan = await made(county)
    with pytest.raises(errors.Conflict, match="先审核"):
        await stepped(county, plan, "adopted")
    with pytest.raises(errors.Invalid):
        await stepped(county, await stepped(county, plan, "withdrawn"), "reviewed")


async def test_a_plan_on_rules_that_nobody_confirmed_is_not_adopted(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    assert "P03" in plan.unchecked
    with pytest.raises(errors.Conflict, match="条文待核对"):
        await stepped(county, plan, "reviewed", "adopted")


async def test_a_plan_with_people_to_verify_is_not_adopted(county: County) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="吴待核", residence_place=build.EAST_1)
    await asking.confirmed(county)
    plan = await made(county, msgspec.structs.replace(POLICY, to_verify=True))
    assert plan.to_verify == plan.filled > 0
    assert {one.standing for one in plan.assignments} == {"to_verify"}
    with pytest.raises(errors.Conflict, match="人待核实，不能采用"):
        await stepped(county, plan, "reviewed", "adopted")


async def test_a_plan_is_stale_once_anything_it_read_has_moved(county: County) -> None:
    person = await reserve(county, "孙可用")
    await asking.confirmed(county)
    plan = await stepped(county, await made(county), "reviewed")
    async with county.desk() as desk:
        await asking.reviewed(desk, person, "E13", "fail", build.TODAY)
    with pytest.raises(errors.PlanStale):
        await stepped(county, plan, "adopted")
    async with county.desk() as desk:
        assert [one.state for one in await plans.page(desk)] == ["reviewed"]


async def test_a_step_under_an_old_version_is_stale(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    await stepped(county, plan, "reviewed")
    with pytest.raises(errors.Stale):
        await stepped(county, plan, "withdrawn")


async def test_the_database_itself_keeps_an_uncertain_plan_from_being_adopted(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await reserve(county, "孙可用")
    await stepped(county, await made(county), "reviewed")
    with pytest.raises(asyncpg.CheckViolationError, match="plan_adopted_is_certain"):
        await superuser.execute("update plan set state = 'adopted', adopted_at = now()")


async def test_nobody_but_hr_reads_a_plan(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    assert plan.id is not None
    with pytest.raises(errors.Forbidden):
        async with county.desk("village", build.EAST_1) as desk:
            await plans.one(desk, plan.id)


# What a plan says


async def test_a_plan_puts_each_person_in_one_place_and_tells_why_others_stay_empty(
    county: County,
) -> None:
    here = await reserve(county, "孙可用")
    await reserve(county, "周少年", birth=Birth(2012, 6, 2))
    plan = await made(county)
    assert who(plan) == {(build.EAST_1, LEAD, here)}
    assert (plan.wanted, plan.filled, plan.proven, plan.verdict) == (4, 1, True, planned.PROVEN)
    assert plan.total == plan.assignments[0].fit
    why = {one.village: (one.missing, one.why) for one in plan.unfilled}
    assert why[build.EAST_1] == (
        1,
        "石桥村村民委员会的主任后备共需2名，只有1名符合条件的人选；另有2名待核实，核实后可再测算",
    )
    assert why[build.EAST_2] == (
        2,
        "柳湾村村民委员会的主任后备没有符合条件的人选；另有2名待核实，核实后可再测算",
    )


async def test_the_fit_of_a_plan_is_that_of_the_rules_own_suggestion(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    async with county.desk() as desk:
        answer = await suggestions.ephemeral(desk, build.EAST_1, LEAD, 5, build.TODAY)
    found = [one.total for one in answer.candidates if one.standing == "eligible"]
    assert found == [one.fit for one in plan.assignments]


async def test_who_asked_for_human_review_or_is_not_active_is_in_no_plan(county: County) -> None:
    refuses = await reserve(county, "孙人工")
    fits = await reserve(county, "孙可用")
    async with county.desk() as desk:
        await desk.tx.connection.execute(
            "update person set ranking_refused = true where id = $1", refuses
        )
    plan = await made(county)
    assert who(plan) == {(build.EAST_1, LEAD, fits)}
    answer = await why_not(county, plan, Pin(build.EAST_1, LEAD, refuses))
    assert answer.answer == "本人要求人工评议，不参加自动排序"


async def test_a_wish_made_a_condition_keeps_people_off_the_list_and_is_never_called_law(
    county: County,
) -> None:
    young = await reserve(county, "孙可用", birth=Birth(1995, 5, 2))
    old = await reserve(county, "赵年长", birth=Birth(1970, 5, 2))
    wished = await made(county)
    assert {one.person for one in wished.assignments} == {young, old}
    hard = await made(county, msgspec.structs.replace(POLICY, hard=("P01",)))
    assert {one.person for one in hard.assignments} == {young}
    assert "不是法定条件" in hard.notes[-1]
    async with county.desk() as desk:
        assert hard.id is not None
        assert (await plans.one(desk, hard.id)).notes == hard.notes
        why = await whatifs.why_not(desk, hard.id, Pin(build.EAST_1, LEAD, old))
        other = await whatifs.what_if(desk, hard.id, Change(hard=()))
    assert [(one.rule_id, one.rule_class) for one in why.failing] == [("P01", "COUNTY_HARD")]
    assert [one.person for one in other.moved] == [old]


async def test_relatives_are_not_planned_for_one_committee(county: County) -> None:
    one, other = await reserve(county, "孙可用"), await reserve(county, "孙可替")
    async with county.desk() as desk:
        kin = evidence.NewKin(relative=other, relation="sibling", confirmed=True)
        await evidence.set_kin(desk, one, kin)
    plan = await made(county)
    assert plan.filled == 1
    [empty] = [gap for gap in plan.unfilled if gap.village == build.EAST_1]
    assert "近亲属回避" in empty.why


async def test_a_floor_brings_a_woman_in_and_a_village_without_one_is_named(county: County) -> None:
    await reserve(county, "孙可用", sex="1")
    await reserve(county, "孙可替", sex="1")
    woman = await reserve(county, "孙可欣", sex="2", skills=("唱歌",), political_status="13")
    floors = msgspec.structs.replace(POLICY, women=True, roles=(Wanted(LEAD, 1),))
    plan = await made(county, floors)
    assert who(plan) == {(build.EAST_1, LEAD, woman)}
    assert [one.why for one in plan.shortfalls] == [
        "柳湾村村民委员会没有女性后备（没有符合条件的此类人选）"
    ]


async def test_an_open_request_that_asks_for_more_raises_the_quota(county: County) -> None:
    for name in "甲乙丙":
        await reserve(county, f"孙{name}用")
    assert (await made(county)).filled == 2
    await asking.an_open_request(county, seats=3)
    assert (await made(county)).filled == 3


async def test_a_stored_plan_is_read_back_as_it_was_made(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    async with county.desk() as desk:
        assert plan.id is not None
        again = await plans.one(desk, plan.id, certificate=True)
        listed = await plans.page(desk)
    assert again == plan
    assert [one.id for one in listed] == [plan.id]


# What would be if, and why not


async def test_a_pin_shows_who_makes_room_and_what_it_costs(county: County) -> None:
    best, other = await reserve(county, "孙可用"), await reserve(county, "孙可替", skills=("唱歌",))
    one = msgspec.structs.replace(POLICY, roles=(Wanted(LEAD, 1),))
    plan = await made(county, one)
    chosen = plan.assignments[0].person
    spare = other if chosen == best else best
    found = await asked(county, plan, Change(pins=(Pin(build.EAST_1, LEAD, spare),)))
    assert {moved.person for moved in found.moved} == {best, other}
    assert any("不再列入" in sentence for sentence in found.sentences)
    assert any("列入石桥村村民委员会主任后备" in sentence for sentence in found.sentences)
    async with county.desk() as desk:
        assert len(await plans.page(desk)) == 1


async def test_a_raised_quota_a_refusal_and_a_relaxed_policy_are_told_as_a_difference(
    county: County,
) -> None:
    first = await reserve(county, "孙可用")
    for name in "甲乙":
        await reserve(county, f"孙{name}用")
    plan = await made(county)
    more = await asked(county, plan, Change(quotas=(Quota(build.EAST_1, LEAD, 3),)))
    assert "落实名额由2名变为3名" in more.sentences
    less = await asked(county, plan, Change(refusals=(Pin(build.EAST_1, LEAD, first),)))
    assert all("落实名额" not in one for one in less.sentences)
    open_ = await asked(county, plan, Change(to_verify=True))
    assert "落实名额由2名变为4名" in open_.sentences
    nothing = await asked(county, plan, Change(women=False))
    assert nothing.sentences == ("各项结果不变",)


async def test_a_difference_is_of_the_register_as_it_stands_and_of_the_kept_plan_while_it_does(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[int] = []
    solve = planning.made

    async def counted(reading: Reading, policy: Policy) -> planning.Made:
        solved.append(policy.person_cap)
        return await solve(reading, policy)

    await reserve(county, "孙可用")
    kept = await made(county)
    monkeypatch.setattr(planning, "made", counted)
    assert (await asked(county, kept, Change(person_cap=2))).moved == ()
    assert solved == [2]
    await reserve(county, "周又可")
    assert (await asked(county, kept, Change(person_cap=2))).moved == ()
    assert solved == [2, 1, 2]


async def test_why_not_names_the_law_or_the_open_fact_or_the_price(county: County) -> None:
    first, second = await reserve(county, "孙可用"), await reserve(county, "孙可替")
    child = await reserve(county, "周少年", birth=Birth(2012, 6, 2))
    async with county.desk() as desk:
        open_ = await build.a_person(desk, name="吴待核", residence_place=build.EAST_1)
    plan = await made(county, msgspec.structs.replace(POLICY, roles=(Wanted(LEAD, 1),)))
    chosen = plan.assignments[0].person
    spare = second if chosen == first else first

    async def said(person: UUID) -> whatifs.WhyNot:
        return await why_not(county, plan, Pin(build.EAST_1, LEAD, person))

    assert (await said(chosen)).answer == "此人已列入该岗位后备"
    barred = await said(child)
    assert barred.answer.startswith("不符合条件：未满18周岁〔")
    assert [one.rule_id for one in barred.failing] == ["E01"]
    assert (await said(open_)).answer.startswith("待核实：")
    priced = await said(spare)
    assert priced.answer.startswith("符合条件。如列入该岗位：")
    assert priced.difference is not None
    with pytest.raises(errors.NotFound):
        await said(db.new_id())


# Adoption


async def test_an_adopted_plan_replaces_the_one_before_and_is_what_the_next_keeps(
    county: County,
) -> None:
    await reserve(county, "孙可用")
    await asking.confirmed(county)
    first = await stepped(county, await made(county), "reviewed", "adopted")
    assert (first.state, first.adopted_by) == ("adopted", "hr.all")
    second = await made(county)
    assert (second.before, [one.kept for one in second.assignments]) == (first.id, [True])
    await stepped(county, second, "reviewed", "adopted")
    async with county.desk() as desk:
        assert [one.state for one in await plans.page(desk)] == ["adopted", "superseded"]


async def test_the_plan_of_a_person_who_left_is_made_again_without_him(county: County) -> None:
    person = await reserve(county, "孙可用")
    stays = await reserve(county, "孙可替")
    await asking.confirmed(county)
    await stepped(county, await made(county), "reviewed", "adopted")
    async with county.desk() as desk:
        shown = await people.one(desk, person)
        await pools.step(desk, UUID(shown.memberships[0]["id"]), 1, pools.Step(state="paused"))
    plan = await made(county)
    assert who(plan) == {(build.EAST_1, LEAD, stays)}


# Files


async def test_the_checker_takes_a_plan_s_file_and_no_changed_one(county: County) -> None:
    await reserve(county, "孙可用")
    plan = await made(county)
    async with county.desk() as desk:
        assert plan.id is not None
        document = await plans.document(desk, plan.id)
    assert plan_check.check(msgspec.json.encode(document)).verdict == planned.PROVEN
    changed = document | {"total": document["total"] + 1}
    with pytest.raises(errors.Invalid, match="摘要"):
        plan_check.check(msgspec.json.encode(changed))
    with pytest.raises(errors.Invalid, match="总分"):
        plan_check.check(msgspec.json.encode(plan_check.seal(changed)))
    with pytest.raises(errors.Invalid, match="名单"):
        emptied = plan_check.seal(document | {"assignments": [], "total": 0})
        plan_check.check(msgspec.json.encode(emptied))
    with pytest.raises(errors.Invalid, match="不是方案文件"):
        plan_check.check(b"[]")


async def test_a_plan_s_workbook_names_people_and_reasons(county: County) -> None:
    await reserve(county, "孙可用")
    read = {
        one.name: one.rows
        for one in sheets.read(plan_sheets.workbook(await made(county)), "plan.xlsx")
    }
    assert list(read) == ["后备建议人选", "未落实名额", "班子缺项", "公平性", "测算说明"]
    assert "孙可用" in str(read["后备建议人选"])
    assert "没有符合条件的人选" in str(read["未落实名额"])


async def test_a_plan_leaves_for_a_purpose_to_a_recipient_and_with_everybody_on_it_recorded(
    county: County, superuser: Any
) -> None:
    person = await reserve(county, "孙可用")
    key = (await made(county)).id
    assert key is not None
    for said in (exports.Leaving(" ", "县委办"), exports.Leaving("县委会议", "")):
        async with county.desk() as desk:
            with pytest.raises(errors.Invalid):
                await takings.plan(desk, key, said, now())
    async with county.desk() as desk:
        data = await takings.plan(desk, key, exports.Leaving("县委会议", "县委办"), now())
    assert "县委会议；接收方：县委办" in str(sheets.read(data, "plan.xlsx")[-1].rows)
    told = await superuser.fetch(
        "select e.purpose, r.person_id from audit_event e join audit_row r using (lane, seq)"
        " where e.action = 'export'"
    )
    assert [tuple(row) for row in told] == [("县委会议；接收方：县委办", person)]
