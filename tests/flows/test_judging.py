"""Working off the queue: what matters first, by keys, by groups, by two, by itself."""

from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core import pair
from talent.flows import (
    amending,
    automerges,
    explanations,
    groups,
    judging,
    likenesses,
    merges,
    models,
    pairs,
    people,
    pools,
    previews,
    sweeps,
    unmerges,
)
from talent.flows.judging import Assigning, Bulk, RuleSet
from tests import build
from tests.conftest import County
from tests.flows.test_pairs import EVEN, everybody, judge, keys, listed, queue
from tests.flows.test_sweeps import Steps, swept, two

SAME, DIFFERENT = pairs.Said("same"), pairs.Said("different")


async def of_three(county: County) -> list[UUID]:
    phone = (build.a_phone(),)
    names = ("尉迟敬德", "尉迟敬得", "尉迟静德")
    async with county.desk() as desk:
        made = [await build.a_person(desk, build.a_draft(name, phones=phone)) for name in names]
    await swept(county)
    return sorted(made)


# Refusals


async def test_two_rules_that_contradict_each_other_are_not_both_set(county: County) -> None:
    with pytest.raises(errors.Invalid, match="不能同时"):
        async with county.desk() as desk:
            await judging.set_rule(desk, RuleSet(two_person=True, automatic=True))


async def test_a_township_sets_no_rule_and_assigns_nothing(county: County) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", build.EAST) as desk:
            await judging.set_rule(desk, RuleSet(automatic=True))
    a, b = await everybody(county, "张三丰", "张叁丰")
    await queue(county, a, b, EVEN)
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", build.EAST) as desk:
            await judging.assign(desk, Assigning(build.EAST))


async def test_one_refusal_among_many_refuses_all(county: County) -> None:
    a, b, c, d = await everybody(county, "张三丰", "张叁丰", "张三风", "李四光")
    await judge(county, a, b, SAME)
    await judge(county, b, c, SAME)
    with pytest.raises(errors.Conflict, match="张叁丰"):
        async with county.desk() as desk:
            await judging.different(desk, Bulk(((a, d), (a, c))))
    async with county.desk() as desk:
        assert await pairs.judgements(desk, d) == []
        assert len(await judging.different(desk, Bulk(((a, d), (c, d))))) == 2


@pytest.mark.parametrize("many", [0, 201])
async def test_none_and_too_many_at_once_are_refused(county: County, many: int) -> None:
    key = (UUID(int=1), UUID(int=2))
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await judging.different(desk, Bulk((key,) * many))


async def test_a_group_is_not_merged_with_strangers_without_versions_or_into_who_is_left_out(
    county: County,
) -> None:
    a, b, c = await of_three(county)
    [stranger] = await everybody(county, "李四光")
    async with county.desk() as desk:
        [group] = (await groups.page(desk, None, 2, 20)).groups
    seen = {a: 1, b: 1, c: 1}
    for said in (
        groups.Whole(versions=seen, survivor=stranger),
        groups.Whole(versions=seen, leave_out=(stranger,)),
        groups.Whole(versions=seen, survivor=a, leave_out=(a,)),
        groups.Whole(versions=seen, leave_out=(b, c)),
        groups.Whole(versions={a: 1}),
    ):
        with pytest.raises(errors.Invalid):
            async with county.desk() as desk:
                await groups.merge(desk, group.id, said)
    with pytest.raises(errors.Stale):
        async with county.desk() as desk:
            await groups.merge(desk, group.id, groups.Whole(versions=seen | {b: 2}))


# What matters first


async def test_who_stands_in_more_pools_comes_first_where_all_else_is_equal(
    county: County,
) -> None:
    a, b, c, d = await everybody(county, "张三丰", "张叁丰", "李四光", "李四广")
    first, second = await queue(county, a, b, EVEN), await queue(county, c, d, EVEN)
    async with county.desk() as desk:
        await pools.enter(desk, [d], "RESERVE", "test", build.TODAY)
    assert keys(await listed(county)) == [second, first]


async def test_the_queue_is_walked_by_keys_and_a_judged_pair_keeps_its_place(
    county: County,
) -> None:
    one, *others = await everybody(county, *(f"张三{char}" for char in "丰风峰锋"))
    made = [
        await queue(county, one, other, EVEN + away)
        for away, other in zip((0, 100, 200), others, strict=True)
    ]
    async with county.desk() as desk:
        middle = await pairs.neighbours(desk, *made[1], pairs.Wanted())
    assert (middle.previous_a, middle.previous_b) == made[0]
    assert (middle.next_a, middle.next_b) == made[2]
    assert (middle.position, middle.waiting) == (2, 3)
    await judge(county, *made[1], DIFFERENT)
    async with county.desk() as desk:
        after = await pairs.neighbours(desk, *made[1], pairs.Wanted())
        first = await pairs.neighbours(desk, *made[0], pairs.Wanted())
    assert (after.next_a, after.next_b) == made[2]
    assert after.waiting == 2
    assert first.previous_a is None
    assert (first.next_a, first.next_b) == made[2]


async def test_pairs_are_assigned_to_the_township_that_holds_both_sides(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    [c] = await everybody(county, "张三风", household_village=build.WEST_1)
    inside, across = await queue(county, a, b, EVEN), await queue(county, a, c, EVEN)
    async with county.desk() as desk:
        assert (await judging.assign(desk, Assigning(build.EAST))).pairs == 1
        assert (await judging.assign(desk, Assigning(build.EAST, (across,)))).pairs == 0
    assert keys(await listed(county, assigned=build.EAST)) == [inside]
    assert keys(await listed(county, assigned="none")) == [across]
    async with county.desk() as desk:
        assert (await judging.assign(desk, Assigning(None, (inside,)))).pairs == 1
    assert keys(await listed(county, assigned=build.EAST)) == []


# By two


async def test_where_two_must_agree_one_proposes_and_another_merges(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    key = await queue(county, a, b, EVEN)
    async with county.desk() as desk:
        await judging.set_rule(desk, RuleSet(two_person=True, reason="试行"))
    with pytest.raises(errors.Conflict, match="两人复核"):
        async with county.desk() as desk:
            await merges.merge(desk, a, b, merges.Wanted())
    async with county.desk("township", build.EAST) as desk:
        assert (await pairs.judge(desk, a, b, SAME)).state == "proposed"
        assert (await pairs.judge(desk, a, b, SAME)).state == "proposed"
        with pytest.raises(errors.Conflict, match="两人复核"):
            await merges.merge(desk, a, b, merges.Wanted())
    assert keys(await listed(county, state="proposed")) == [key]
    async with county.desk() as desk:
        assert (await pairs.judge(desk, a, b, SAME)).state == "judged"
        await merges.merge(desk, a, b, merges.Wanted())


async def test_a_township_is_the_second_of_two_and_reads_what_the_first_said(
    county: County,
) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    key = await queue(county, a, b, EVEN)
    async with county.desk() as desk:
        await judging.set_rule(desk, RuleSet(two_person=True))
        await pairs.judge(desk, a, b, pairs.Said("same", "电话核实"))
    async with county.desk("township", build.EAST) as desk:
        [said] = await pairs.said(desk, a, b)
        assert (said.verdict, said.reason, said.mine) == ("same", "电话核实", False)
        assert (await previews.preview(desk, a, b, merges.Wanted())).hindered is None
        assert (await pairs.judge(desk, a, b, SAME)).state == "judged"
        await merges.merge(desk, a, b, merges.Wanted())
    async with county.desk("township", build.WEST) as desk:
        assert await pairs.said(desk, *key) == []


async def test_a_township_judges_whom_it_sees_and_leaves_to_hr_what_it_may_not_merge(
    county: County,
) -> None:
    [a] = await everybody(county, "张三丰")
    [b] = await everybody(
        county, "张叁丰", household_village=build.WEST_1, residence_place=build.EAST_1
    )
    key = await queue(county, a, b, EVEN)
    async with county.desk("township", build.EAST) as desk:
        assert (await previews.preview(desk, a, b, merges.Wanted())).hindered == merges.ACROSS
        with pytest.raises(errors.Forbidden, match="由组织部办理"):
            await merges.merge(desk, a, b, merges.Wanted())
        await pairs.judge(desk, a, b, SAME)
    assert keys(await listed(county, state="judged", verdict="same")) == [key]
    assert keys(await listed(county, state="judged", verdict="different")) == []
    async with county.desk() as desk:
        assert (await previews.preview(desk, a, b, merges.Wanted())).hindered is None
        await merges.merge(desk, a, b, merges.Wanted())
    assert keys(await listed(county, state="judged", verdict="same")) == []


async def test_a_merge_that_overrules_a_judgement_says_so_before_it_does(county: County) -> None:
    a, b = await everybody(county, "张三丰", "张叁丰")
    await judge(county, a, b, DIFFERENT)
    async with county.desk() as desk:
        told = await previews.preview(desk, a, b, merges.Wanted())
        assert any("已判为不是同一人" in one for one in told.warnings)
        await pairs.judge(desk, a, b, SAME)
        assert (await previews.preview(desk, a, b, merges.Wanted())).warnings == ()


async def test_a_walk_by_keys_stays_among_the_pairs_that_were_asked_for(county: County) -> None:
    a, b, c = await everybody(county, "张三丰", "张叁丰", "张三风")
    d, e = await everybody(county, "李四光", "李四广", household_village=build.WEST_1)
    first, _, last = (
        await queue(county, a, b, EVEN),
        await queue(county, d, e, EVEN + 100),
        await queue(county, a, c, EVEN + 200),
    )
    async with county.desk() as desk:
        near = await pairs.neighbours(desk, *first, pairs.Wanted(place=build.EAST))
    assert (near.next_a, near.next_b) == last
    assert (near.position, near.waiting) == (1, 2)


# Groups


async def test_a_group_of_three_is_merged_as_one(county: County) -> None:
    a, b, c = await of_three(county)
    async with county.desk() as desk:
        [group] = (await groups.page(desk, None, 3, 20)).groups
        assert [one.id for one in group.people] == [a, b, c]
        assert len(group.pairs) == 3
        seen = {UUID(key): version for key, version in group.versions.items()}
        done = await groups.merge(desk, group.id, groups.Whole(versions=seen, survivor=b))
    assert {one.gone for one in done.merges} == {a, c}
    async with county.desk() as desk:
        assert (await people.one(desk, a)).id == b
        assert (await people.one(desk, c)).id == b


async def test_who_is_left_out_of_a_group_is_remembered_as_somebody_else(county: County) -> None:
    a, b, c = await of_three(county)
    async with county.desk() as desk:
        [group] = (await groups.page(desk, None, 2, 20)).groups
        whole = groups.Whole(versions={a: 1, b: 1}, leave_out=(c,))
        await groups.merge(desk, group.id, whole)
    async with county.desk() as desk:
        assert (await people.one(desk, c)).id == c
        verdicts = {(one.other, one.verdict) for one in await pairs.judgements(desk, c)}
    assert verdicts == {(a, "different")}
    row = await swept(county)
    assert row.groups == 0
    assert keys(await listed(county)) == []


async def test_a_township_sees_of_a_group_whom_it_sees(county: County) -> None:
    phone = (build.a_phone(),)
    async with county.desk() as desk:
        near = await build.a_person(desk, build.a_draft("尉迟敬德", phones=phone))
        await build.a_person(
            desk, build.a_draft("尉迟敬得", phones=phone, household_village=build.WEST_1)
        )
    await swept(county)
    async with county.desk("township", build.EAST) as desk:
        seen = (await groups.page(desk, None, 1, 20)).groups
        assert {person.id for group in seen for person in group.people} <= {near}
        assert (await groups.page(desk, None, 2, 20)).groups == []


# By itself


async def alike(county: County) -> pair.Key:
    number = build.an_id_number()
    async with county.desk() as desk:
        made = [
            await build.a_person(
                desk, build.a_draft("尉迟敬德", id_number=number, phones=(build.a_phone(),))
            )
            for _ in range(2)
        ]
    return pair.key(*made)


async def test_the_automatic_part_is_merged_as_one_click_and_the_rest_waits(
    county: County,
) -> None:
    key = await alike(county)
    async with county.desk() as desk:
        others = [
            await build.a_person(
                desk, build.a_draft("诸葛亮", birth=None, phones=(build.a_phone("15400005678"),))
            )
            for _ in range(2)
        ]
    await swept(county)
    async with county.desk() as desk:
        [row] = (await pairs.page(desk, pairs.Wanted(automatic=True))).pairs
        assert {one.id for one in row.people} == set(key)
    assert await automerges.run(Steps(county)) == automerges.Counts(1, 0)
    async with county.desk() as desk:
        assert (await people.one(desk, key[1])).id == key[0]
        assert (await people.one(desk, others[1])).id == others[1]


async def test_what_contradicts_itself_since_the_sweep_is_not_merged_by_itself(
    county: County,
) -> None:
    key = await alike(county)
    await swept(county)
    async with county.desk() as desk:
        await amending.amend(desk, key[1], 1, {"sex": "2"})
    assert await automerges.run(Steps(county)) == automerges.Counts(0, 1)
    async with county.desk() as desk:
        assert (await people.one(desk, key[1])).id == key[1]


@pytest.mark.parametrize("switched_on", [False, True])
async def test_a_sweep_merges_by_itself_only_where_the_county_switched_that_on(
    county: County, switched_on: bool
) -> None:
    key = await alike(county)
    async with county.desk() as desk:
        await judging.set_rule(desk, RuleSet(automatic=switched_on))
        sweep = await sweeps.begin(desk)
    await sweeps.run(Steps(county), sweep.id)
    async with county.desk() as desk:
        assert ((await people.one(desk, key[1])).id == key[0]) is switched_on


async def test_what_is_merged_by_itself_is_nobody_s_word_until_somebody_takes_it_back(
    county: County,
) -> None:
    key = await alike(county)
    await swept(county)
    assert await automerges.run(Steps(county)) == automerges.Counts(1, 0)
    async with county.desk() as desk:
        told = await judging.statistics(desk, None)
        assert told.reviewers == []
        assert {one.decided for one in told.precision} == {0}
        assert await desk.tx.run(merges.SQL.standing) == []
        [made] = await unmerges.of(desk, key[0])
        await unmerges.undo(desk, made.id, unmerges.Undoing())
        told = await judging.statistics(desk, None)
    precision = {one.of: one for one in told.precision}["automatic"]
    assert (precision.decided, precision.same) == (1, 0)


# Explanation


async def test_an_explanation_s_steps_sum_to_what_the_queue_and_the_check_say(
    county: County,
) -> None:
    key = await two(county)
    await swept(county)
    async with county.desk() as desk:
        told = await explanations.explain(desk, *key)
        [queued] = (await pairs.page(desk, pairs.Wanted())).pairs
        version = (await models.using(desk)).version
    said = told.explanation
    assert sum(step.weight for step in said.steps) == said.weight == said.steps[-1].total
    assert said.model == version
    assert [step.sentence for step in said.steps] == [one["sentence"] for one in queued.reasons]
    assert said.unsure_at < said.likely_at <= said.weight
    assert told.cluster is not None
    assert all(change.band != said.band and change.sentence for change in said.changes)


async def test_by_a_model_that_knows_the_clans_a_generation_is_told_alike_everywhere(
    county: County,
) -> None:
    """At the keyboard and in the explanation one level and one sentence, as in the queue."""
    number, phone = build.an_id_number(), build.a_phone()
    fields = {"id_number": number, "phones": (phone,)}
    [one] = await everybody(county, "王德明", **fields)
    [other] = await everybody(county, "王德才", phones=(phone,))
    await everybody(county, "王德旺", "王德海", "王文斌")
    made = await sweeps.train(Steps(county))
    async with county.desk() as desk:
        await models.choose(desk, models.Choosing(made.version))
    await swept(county)
    async with county.desk() as desk:
        told = (await explanations.explain(desk, one, other)).explanation
        [typed] = [
            found
            for found in await likenesses.find(
                desk, likenesses.entry(build.a_draft("王德才", **fields))
            )
            if found.person_id == one
        ]
    assert told.steps[0].level == typed.likeness.reasons[0].level == "GENERATION"
    assert told.steps[0].sentence.startswith("同姓同字辈，末字不同")


async def test_who_was_merged_away_is_explained_as_who_stands_for_them(county: County) -> None:
    a, b, c = await of_three(county)
    async with county.desk() as desk:
        await merges.merge(desk, a, b, merges.Wanted(survivor=a))
        told = await explanations.explain(desk, b, c)
        assert {one.id for one in told.people} == {a, c}
        with pytest.raises(errors.Conflict, match="已合并"):
            await explanations.explain(desk, a, b)


async def test_nobody_explains_somebody_out_of_sight(county: County) -> None:
    [near] = await everybody(county, "张三丰")
    [far] = await everybody(county, "张叁丰", household_village=build.WEST_1)
    with pytest.raises(errors.NotFound):
        async with county.desk("township", build.EAST) as desk:
            await explanations.explain(desk, near, far)


# Statistics


async def test_statistics_tell_who_said_what_of_which_kind_and_how_right_the_model_was(
    county: County,
) -> None:
    made = [await two(county)]
    await swept(county)
    async with county.desk() as desk:
        await pairs.judge(desk, *made[0], SAME)
        told = await judging.statistics(desk, None)
    [reviewer] = told.reviewers
    assert (reviewer.same, reviewer.different, reviewer.unsure) == (1, 0, 0)
    [kind] = told.kinds
    assert kind.same == 1
    precision = {one.of: one for one in told.precision}["likely"]
    assert (precision.decided, precision.same, precision.estimate) == (1, 1, 1.0)
    assert precision.low < 0.3
    assert told.waiting == []


async def test_steps_of_a_test_are_told(county: County) -> None:
    steps: Any = Steps(county)
    await two(county)
    async with county.desk() as desk:
        key = (await sweeps.begin(desk)).id
    await sweeps.run(steps, key)
    assert [step for step, *_ in steps.told] == ["读取", "比较", "比较", "登记待核对"]
