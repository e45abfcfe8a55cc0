"""The checker: no change of a plan or of its proof passes, and no bound lies below a plan."""

from itertools import combinations
from random import Random

import msgspec
import numpy as np
import pytest

from talent.core import plan_left, plan_programme, plan_proof
from talent.core.numbers import Numbers
from talent.core.plan_left import Left
from talent.core.plan_levels import Solution
from talent.core.plan_model import Instance, Opening, SideRow
from talent.core.plan_proof import Step
from tests import planning


def a_county() -> tuple[Instance, Solution]:
    instance = planning.an_instance(7, villages=2, people=5, wanted=2, cap=2)
    return instance, planning.solved(instance)


# Refusals


def test_a_plan_over_its_quota_or_without_its_pin_is_refused() -> None:
    instance, found = a_county()
    everybody = tuple(range(len(instance.person)))
    with pytest.raises(ValueError, match="超出"):
        plan_proof.verify(instance, everybody, found.steps)
    out = next(at for at in everybody if at not in found.taken)
    with pytest.raises(ValueError, match="固定"):
        pinned = msgspec.structs.replace(instance, pinned=Numbers((out,)))
        plan_proof.verify(pinned, found.taken, found.steps)


def test_numbers_that_name_nothing_are_refused() -> None:
    instance, found = a_county()
    for wrong in (
        {"taken": (*found.taken, 10_000)},
        {"taken": (*found.taken, -1)},
    ):
        with pytest.raises(ValueError, match="超出范围"):
            plan_proof.verify(instance, wrong["taken"], found.steps)
    huge = msgspec.structs.replace(instance, fit=Numbers((10**12, *instance.fit[1:])))
    with pytest.raises(ValueError, match="超出范围"):
        plan_proof.verify(huge, found.taken, found.steps)


def test_a_level_left_out_is_refused() -> None:
    instance, found = a_county()
    with pytest.raises(ValueError, match="缺少层级"):
        plan_proof.verify(instance, found.taken, found.steps[:-1])


def test_prices_so_large_that_sums_wrap_around_are_refused() -> None:
    instance, found = a_county()
    first, *rest = found.steps
    wild = msgspec.structs.replace(first, prices=Numbers((2**61, *first.prices[1:])))
    with pytest.raises(ValueError, match=r"过大|不起作用"):
        plan_proof.verify(instance, found.taken, (wild, *rest))


def test_prices_whose_sums_still_fit_are_taken_whatever_the_largest_of_all_is() -> None:
    instance, found = a_county()
    made = plan_programme.programme(instance)
    first, *rest = found.steps
    largest = max(first.prices) * Left(made).rows_of_column + max(first.scales)
    times = int(plan_left.LARGEST / largest) + 1
    near = msgspec.structs.replace(
        first,
        scales=Numbers(times * one for one in first.scales),
        prices=Numbers(times * one for one in first.prices),
    )
    expected = plan_proof.verify(instance, found.taken, found.steps)
    assert plan_proof.verify(instance, found.taken, (near, *rest)) == expected


def test_a_negative_price_is_refused() -> None:
    instance, found = a_county()
    made = plan_programme.programme(instance)
    at = int(np.flatnonzero(made.row_component >= 0)[0])
    first, *rest = found.steps
    prices = [*first.prices]
    prices[at] = -1
    with pytest.raises(ValueError, match="负的价格"):
        plan_proof.verify(
            instance, found.taken, (msgspec.structs.replace(first, prices=Numbers(prices)), *rest)
        )


def test_parts_that_a_row_holds_together_are_refused() -> None:
    villages = ("419900101201", "419900101202")
    instance = Instance(
        people=("a", "b", "c", "d"),
        caps=Numbers((1, 1, 1, 1)),
        openings=tuple(Opening(village, role, 1) for village in villages for role in (21, 31)),
        person=Numbers((0, 0, 1, 1, 2, 2, 3, 3)),
        opening=Numbers((0, 1, 0, 1, 2, 3, 2, 3)),
        fit=Numbers(range(8)),
        rows=tuple(
            SideRow("kin", village, Numbers(range(first, first + 4)))
            for village, first in zip(villages, (0, 4), strict=True)
        ),
    )
    found = planning.solved(instance)
    assert tuple(found.components) == (0, 0, 1, 1, 0, 0, 1, 1, 0, 1)
    for at, part in enumerate(found.components):
        other = Numbers((*found.components[:at], 1 - part, *found.components[at + 1 :]))
        with pytest.raises(ValueError, match="牵连"):
            plan_proof.verify(instance, found.taken, found.steps, other)


def test_a_scale_that_wraps_a_value_around_is_refused() -> None:
    village = "419900101201"
    floors = tuple(SideRow("woman", village, Numbers((0,))) for _ in range(16))
    instance = Instance(
        people=("a", "b"),
        caps=Numbers((1, 1)),
        openings=(Opening(village, 21, 1),),
        person=Numbers((0, 1)),
        opening=Numbers((0, 0)),
        fit=Numbers((5, 7)),
        pinned=Numbers((1,)),
        rows=floors,
    )
    found = planning.solved(instance)
    first, second, *rest = found.steps
    assert (second.level, sum(second.values)) == ("floors", -16)
    # 16 times this is what 64 bits take for nothing.
    wild = msgspec.structs.replace(
        second, scales=Numbers([2**60]), prices=Numbers([0] * len(second.prices))
    )
    with pytest.raises(ValueError, match="过大"):
        plan_proof.verify(instance, found.taken, (first, wild, *rest))


def test_a_negative_price_in_a_tree_is_refused_where_the_row_may_stay_open() -> None:
    instance = planning.an_instance(218, villages=3, people=6, wanted=2, cap=1)
    found = planning.solved(instance)
    first, *rest = found.steps
    [(component, tree)] = first.trees.items()
    assert first.level == "filled"
    assert tree.taken is not None
    for row in tree.taken.prices:
        prices = {**tree.taken.prices, row: -1}
        leaf = msgspec.structs.replace(tree.taken, prices=prices)
        wrong = msgspec.structs.replace(tree, taken=leaf)
        step = msgspec.structs.replace(first, trees={component: wrong})
        with pytest.raises(ValueError, match="负的价格"):
            plan_proof.verify(instance, found.taken, (step, *rest))


def test_a_tree_that_lacks_a_case_or_has_other_prices_closes_nothing() -> None:
    instance = planning.an_instance(20, villages=3, people=6, wanted=2, cap=1)
    found = planning.solved(instance)
    at, step = next((at, step) for at, step in enumerate(found.steps) if step.trees)
    [(component, tree)] = step.trees.items()
    assert tree.taken is not None
    assert tree.without is not None
    leaf = msgspec.structs.replace
    for wrong in (
        leaf(tree, taken=None),
        leaf(tree, column=10**6),
        leaf(tree, taken=leaf(tree.taken, prices={})),
        leaf(tree, taken=leaf(tree.taken, prices={**tree.taken.prices, 10**6: 1})),
        leaf(tree, taken=leaf(tree.taken, scale=0)),
        leaf(tree, taken=leaf(tree.taken, priors=(1,) * 9)),
    ):
        steps = [*found.steps]
        steps[at] = msgspec.structs.replace(step, trees={component: wrong})
        try:
            standing = plan_proof.verify(instance, found.taken, steps)
        except (ValueError, LookupError):
            continue
        assert standing[at].gap > 0


# Laws


def test_a_tree_leaves_no_gap_and_speaks_of_the_columns_that_its_level_leaves_open() -> None:
    for seed in (106,):
        instance = planning.an_instance(
            seed, villages=1 + seed % 3, people=4 + seed % 3, wanted=2, cap=1 + seed % 2
        )
        found = planning.solved(instance)
        assert any(step.trees for step in found.steps)
        standing = plan_proof.verify(instance, found.taken, found.steps, found.components)
        assert standing == plan_proof.verify(instance, found.taken, found.steps)
        assert not any(one.gap for one in standing)
        assert tuple(one.value for one in standing) == planning.best(instance)


def test_what_is_called_open_holds_every_plan_that_counts_more_than_is_claimed() -> None:
    random = Random(4)  # noqa: S311 - no secret
    shut = 0
    for seed in range(20):
        instance = planning.an_instance(seed, villages=2, people=3, wanted=1)
        made = plan_programme.programme(instance)
        left, counts = Left(made), plan_programme.objective(instance, "total", made)
        top = int(made.fit.max())
        binding = made.row_component >= 0
        prices = np.array([random.randrange(top + 1) if one else 0 for one in binding], np.int64)
        none, ones = np.zeros((0, made.components), np.int64), np.ones(made.components, np.int64)
        worth, bounds = left.priced(counts, ones, prices, none)
        plans = [
            plan_programme.chosen(made, one)
            for size in range(4)
            for one in combinations(range(made.options), size)
            if planning.feasible(instance, one)
        ]
        sums = [
            plan_left.sums(made.column_component, counts * one, made.components) for one in plans
        ]
        for claims in sums:
            core = left.core(counts, worth, bounds - claims - 1)
            shut += made.columns - len(core.columns)
            for plan, each in zip(plans, sums, strict=True):
                rest = plan.copy()
                rest[core.columns] = 0
                rest[core.taken] -= 1
                better = each > claims
                assert not rest[better[made.column_component]].any()
    assert shut > 0


def test_a_worse_plan_with_the_best_plan_s_prices_is_refused_or_shows_its_gap() -> None:
    for seed in range(12):
        instance = planning.an_instance(seed, people=4, wanted=2)
        found = planning.solved(instance)
        for size in range(len(found.taken) + 1):
            for other in combinations(range(len(instance.person)), size):
                if other == found.taken or not planning.feasible(instance, other):
                    continue
                same = planning.counted(instance, other) == planning.counted(instance, found.taken)
                try:
                    stand = plan_proof.verify(instance, other, _claimed(instance, other, found))
                except ValueError:
                    continue
                assert same or any(one.gap for one in stand)


def _claimed(instance: Instance, taken: tuple[int, ...], found: Solution) -> tuple[Step, ...]:
    """Answer the best plan's proof with another plan's own numbers, as a forger would write it."""
    made = plan_programme.programme(instance)
    plan = plan_programme.chosen(made, taken)
    steps = []
    for step in found.steps:
        counts = plan_programme.objective(instance, step.level, made)
        values = np.zeros(made.components, np.int64)
        np.add.at(values, made.column_component, counts * plan)
        steps.append(msgspec.structs.replace(step, values=Numbers(values.tolist())))
    return tuple(steps)


def test_no_prices_whatever_bound_below_a_plan_there_is() -> None:
    random = Random(3)  # noqa: S311 - no secret
    for seed in range(40):
        instance = planning.an_instance(seed, people=4, wanted=2)
        made = plan_programme.programme(instance)
        counts = plan_programme.objective(instance, "total", made)
        plan = plan_programme.chosen(made, planning.solved(instance).taken)
        left, scales = Left(made), np.ones(made.components, np.int64)
        none = np.zeros((0, made.components), np.int64)
        floors = np.arange(len(made.limit)) >= len(made.limit) - len(instance.rows)
        for priced in (made.row_component >= 0, (made.row_component >= 0) & ~floors):
            prices = np.array([random.randrange(20) if one else 0 for one in priced], np.int64)
            _, bounds = left.priced(counts, scales, prices, none)
            assert int(bounds.sum()) >= int(counts @ plan)
