"""The checker: no change of a plan or of its proof passes, and no bound lies below a plan."""

from itertools import combinations
from random import Random

import msgspec
import numpy as np
import pytest

from talent.core import plan_model, plan_proof
from talent.core.plan_levels import Solution
from talent.core.plan_model import Instance
from talent.core.plan_proof import Left, Step
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
        pinned = msgspec.structs.replace(instance, pinned=(out,))
        plan_proof.verify(pinned, found.taken, found.steps)


def test_numbers_that_name_nothing_are_refused() -> None:
    instance, found = a_county()
    for wrong in (
        {"taken": (*found.taken, 10_000)},
        {"taken": (*found.taken, -1)},
    ):
        with pytest.raises(ValueError, match="超出范围"):
            plan_proof.verify(instance, wrong["taken"], found.steps)
    huge = msgspec.structs.replace(instance, fit=(10**12, *instance.fit[1:]))
    with pytest.raises(ValueError, match="超出范围"):
        plan_proof.verify(huge, found.taken, found.steps)


def test_a_level_left_out_is_refused() -> None:
    instance, found = a_county()
    with pytest.raises(ValueError, match="缺少层级"):
        plan_proof.verify(instance, found.taken, found.steps[:-1])


def test_prices_so_large_that_sums_wrap_around_are_refused() -> None:
    instance, found = a_county()
    first, *rest = found.steps
    wild = msgspec.structs.replace(first, prices=(2**61, *first.prices[1:]))
    with pytest.raises(ValueError, match=r"过大|不起作用"):
        plan_proof.verify(instance, found.taken, (wild, *rest))


def test_prices_whose_sums_still_fit_are_taken_whatever_the_largest_of_all_is() -> None:
    instance, found = a_county()
    made = plan_model.programme(instance)
    first, *rest = found.steps
    largest = max(first.prices) * Left(made).rows_of_column + max(first.scales)
    times = int(plan_proof.LARGEST / largest) + 1
    near = msgspec.structs.replace(
        first,
        scales=tuple(times * one for one in first.scales),
        prices=tuple(times * one for one in first.prices),
    )
    expected = plan_proof.verify(instance, found.taken, found.steps)
    assert plan_proof.verify(instance, found.taken, (near, *rest)) == expected


def test_a_negative_price_is_refused() -> None:
    instance, found = a_county()
    made = plan_model.programme(instance)
    at = int(np.flatnonzero(made.row_component >= 0)[0])
    first, *rest = found.steps
    prices = [*first.prices]
    prices[at] = -1
    with pytest.raises(ValueError, match="负的价格"):
        plan_proof.verify(
            instance, found.taken, (msgspec.structs.replace(first, prices=tuple(prices)), *rest)
        )


# Laws


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
    made = plan_model.programme(instance)
    plan = plan_model.chosen(made, taken, instance)
    steps = []
    for step in found.steps:
        counts = plan_model.objective(instance, step.level, made)
        values = np.zeros(made.components, np.int64)
        np.add.at(values, made.column_component, counts * plan)
        steps.append(msgspec.structs.replace(step, values=tuple(values.tolist())))
    return tuple(steps)


def test_no_prices_whatever_bound_below_a_plan_there_is() -> None:
    random = Random(3)  # noqa: S311 - no secret
    for seed in range(40):
        instance = planning.an_instance(seed, people=4, wanted=2)
        made = plan_model.programme(instance)
        counts = plan_model.objective(instance, "total", made)
        plan = plan_model.chosen(made, planning.solved(instance).taken, instance)
        left, scales = Left(made), np.ones(made.components, np.int64)
        none = np.zeros((0, made.components), np.int64)
        floors = np.arange(len(made.limit)) >= len(made.limit) - len(instance.rows)
        for priced in (made.row_component >= 0, (made.row_component >= 0) & ~floors):
            prices = np.array([random.randrange(20) if one else 0 for one in priced], np.int64)
            _, bounds = left.priced(counts, scales, prices, none)
            assert int(bounds.sum()) >= int(counts @ plan)
