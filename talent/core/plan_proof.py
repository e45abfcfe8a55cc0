"""Why a plan is the best: prices that anybody can add up again, without the solver.

For each level there is one price a row, a whole number (over a common scale). No plan can count
more than the rows' limits times their prices plus what the columns are worth beyond them: weak
duality, true of any prices that are not negative. Where that bound, rounded down, is what the
plan counts, the level is proven; else a tree of cases closes it (each leaf with prices of its
own), or the gap is stated. 已证明最优 is said only at gap 0 on every level.

What a level leaves open is known from the same prices: where the bound is met exactly, rows with
a price stay full (later prices on them may have either sign) and columns that are not worth
exactly nothing stay as they are (complementary slackness); where it is only met rounded, columns
that would cost more than the remainder stay as they are, and the level's value becomes a row for
the levels after it (`priors`). A tree is about less still: a plan that counted more than this one
would have to leave alone every column that costs more than what is between bound and value.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from talent.core import plan_left, plan_model, plan_programme
from talent.core.numbers import Numbers
from talent.core.plan_left import Core, Left
from talent.core.plan_model import Instance, Ints, Level, ints
from talent.core.plan_programme import Programme

AT_ONCE = 1 << 18
"""Columns of leaves that are added up at once."""


class Tree(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Cases: a column taken or not with a tree for each, or a leaf with its prices by row."""

    column: int | None = None
    without: "Tree | None" = None
    taken: "Tree | None" = None
    scale: int = 1
    prices: dict[int, int] = {}
    priors: tuple[int, ...] = ()


class Step(Struct, frozen=True, kw_only=True):
    """The proof of one level: per component a scale and multipliers of the levels before it.

    `prices` has one number a row. `values` is what the plan counts in each component; at the
    level `worst` its worst fit.
    """

    level: Level
    values: Numbers
    scales: Numbers
    prices: Numbers
    priors: dict[int, tuple[int, ...]] = {}
    trees: dict[int, Tree] = {}


class Standing(Struct, frozen=True):
    """One level as it stands: what the plan counts, the least upper bound, and their difference."""

    level: Level
    value: int
    bound: int
    gap: int


def check_shape(instance: Instance, taken: Sequence[int]) -> None:
    """Refuse (ValueError) numbers that name nothing, or so large that sums could wrap around."""
    options, people, places = len(instance.person), len(instance.people), len(instance.openings)
    same = options == len(instance.opening) == len(instance.fit) and people == len(instance.caps)
    wanted = np.array([one.wanted for one in instance.openings], np.int64)
    named = (taken, instance.kept, instance.pinned)
    inside = (
        _within(ints(instance.person), people)
        and _within(ints(instance.opening), places)
        and all(_within(np.asarray(one, np.int64), options) for one in named)
        and _within(plan_model.sides(instance), options)
        and _within(ints(instance.fit), plan_model.FULL + 1)
        and _within(ints(instance.caps), 1_000)
        and _within(wanted, 1_000)
        and 0 <= instance.steadiness <= plan_model.FULL
    )
    if not same or not inside:
        raise ValueError("文件中的编号或数值超出范围")


def _within(numbers: Ints, most: int) -> bool:
    return int(numbers.min(initial=0)) >= 0 and int(numbers.max(initial=-1)) < most


def verify(
    instance: Instance,
    taken: Sequence[int],
    steps: Sequence[Step],
    components: Numbers | None = None,
) -> list[Standing]:
    """Answer how each level stands, or nothing at all: a ValueError names what does not hold.

    `components` says which component each row is in (-1: none); without, that is found anew.
    """
    check_shape(instance, taken)
    made = plan_programme.programme(instance, None if components is None else ints(components))
    plan = plan_programme.chosen(made, taken)
    if len(set(taken)) != len(taken) or np.any(plan < made.low):
        raise ValueError("方案未包含固定的人选，或重复列入")
    if np.any(made.loads(plan) > made.limit):
        raise ValueError("方案超出名额、人员上限或班子要求")
    if tuple(step.level for step in steps) != instance.levels:
        raise ValueError("证明缺少层级或次序不符")
    left = Left(made)
    return [_step(instance, made, plan, step, left) for step in steps]


def _prices(made: Programme, step: Step, left: Left) -> tuple[Ints, Ints, Ints]:
    """Answer a level's scales, prices and multipliers, refused where the law of prices is broken."""
    scales, prices = ints(step.scales), ints(step.prices)
    priors = plan_left.spread(step.priors, len(left.held), made.components)
    if len(scales) != made.components or len(prices) != len(made.limit) or np.any(scales < 1):
        raise ValueError("证明的长度不符")
    if np.any((prices < 0) & ~left.tight) or np.any(priors < 0):
        raise ValueError("证明中有负的价格")
    if np.any(prices[made.row_component < 0] != 0):
        raise ValueError("证明为不起作用的条件定了价格")
    return scales, prices, priors


def _step(instance: Instance, made: Programme, plan: Ints, step: Step, left: Left) -> Standing:
    scales, prices, priors = _prices(made, step, left)
    claims: Ints
    taken = np.flatnonzero(plan)
    of = made.column_component[taken]
    if step.level == "worst":
        values = worst(made, plan)
        counts = np.zeros(made.columns, np.int64)
        worst_here = values[made.column_component[: made.options]]
        counts[: made.options] = np.where(made.fit <= worst_here, -1, 0)
        own = plan_left.sums(of, counts[taken], made.components)
        # One option that fits no better is enough to prove the worst.
        claims = np.minimum(own, 0).clip(-1)
    else:
        counts = plan_programme.objective(instance, step.level, made)
        values = own = claims = plan_left.sums(of, counts[taken], made.components)
    if not np.array_equal(values, ints(step.values)):
        raise ValueError("方案的数值与所载不符")
    if np.any(np.abs(values) * scales.astype(np.float64) >= plan_left.LARGEST):
        raise ValueError("证明中的数值过大")
    priced = left.priced(counts, scales, prices, priors)
    bounds = np.floor_divide(priced[1], scales)
    if step.trees:
        # Whatever counts more than is claimed leaves less than this between it and the bound.
        core = left.core(counts, priced[0], priced[1] - (claims + 1) * scales)
        for component, tree in step.trees.items():
            most = max(int(claims[component]), _leaves(core, component, tree))
            bounds[component] = min(bounds[component], most)
    if np.any(bounds < own):
        raise ValueError("证明的上界低于方案的数值")
    gaps = np.maximum(bounds - claims, 0)
    if step.level == "worst":
        left.floor_worst(values)
        least, most = int(values.min(initial=plan_model.FULL)), int(gaps.max(initial=0))
        return Standing(step.level, least, least if most == 0 else plan_model.FULL, most)
    left.narrow(counts, values, scales, prices, priced)
    return Standing(step.level, int(values.sum()), int(bounds.sum()), int(gaps.sum()))


def _leaves(core: Core, component: int, tree: Tree) -> int:
    """Answer the greatest bound among the leaves of a tree: with all cases, that of its core."""
    if not 0 <= component < core.left.made.components:
        raise ValueError("证明引用了不存在的内容")
    one, rows, inside = core.left.part(component)
    row_at = {row: at for at, row in enumerate(rows.tolist())}
    column_at = {column: at for at, column in enumerate(core.columns[inside[:-1]].tolist())}
    taken = frozenset(core.taken.tolist())
    leaves = list(_cases(tree, ()))
    at_once = max(1, AT_ONCE // one.made.columns)
    bounds: list[int] = []
    for first in range(0, len(leaves), at_once):
        some = leaves[first : first + at_once]
        low, high = np.tile(one.low, (len(some), 1)), np.tile(one.high, (len(some), 1))
        prices = np.zeros((len(some), len(one.made.limit)), np.int64)
        for at, (leaf, cases) in enumerate(some):
            for column, value in cases:
                if column in column_at:
                    low[at, column_at[column]] |= value
                    high[at, column_at[column]] &= value
                elif value != (column in taken):
                    # No plan of the core: what is taken for sure would not be.
                    high[at, -1] = False
            prices[at, [row_at[row] for row in leaf.prices]] = list(leaf.prices.values())
        scales = np.array([leaf.scale for leaf, _ in some], np.int64)
        priors = {at: leaf.priors for at, (leaf, _) in enumerate(some)}
        times = plan_left.spread(priors, len(one.held), len(some))
        if np.any(scales < 1) or np.any((prices < 0) & ~one.tight) or np.any(times < 0):
            raise ValueError("分支证明中有负的价格")
        whole, counts = plan_left.beside(one, core.counts[inside], low, high)
        _, most = whole.priced(counts, scales, prices.ravel(), times)
        bounds += (most // scales)[np.all(low <= high, axis=1)].tolist()
    if not bounds:
        raise ValueError("分支证明没有任何情形")
    return max(bounds)


Cases = tuple[tuple[int, bool], ...]


def _cases(tree: Tree, so_far: Cases) -> Iterator[tuple[Tree, Cases]]:
    if tree.column is None:
        yield tree, so_far
        return
    if tree.without is None or tree.taken is None:
        raise ValueError("分支证明缺少一种情形")
    yield from _cases(tree.without, (*so_far, (tree.column, False)))
    yield from _cases(tree.taken, (*so_far, (tree.column, True)))


def worst(made: Programme, plan: Ints) -> Ints:
    """Answer each component's worst fit among what the plan takes; `FULL` where it takes nothing."""
    found = np.full(made.components, plan_model.FULL, np.int64)
    taken = np.flatnonzero(plan[: made.options])
    np.minimum.at(found, made.column_component[taken], made.fit[taken])
    return found
