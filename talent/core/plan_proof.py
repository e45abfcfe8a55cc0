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
the levels after it (`priors`).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import plan_model
from talent.core.plan_model import Bools, Instance, Ints, Level, Programme

LARGEST = 2.0**62
"""What sums must stay below, so that 64 bits hold them."""


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
    values: tuple[int, ...]
    scales: tuple[int, ...]
    prices: tuple[int, ...]
    priors: dict[int, tuple[int, ...]] = {}
    trees: dict[int, Tree] = {}


class Standing(Struct, frozen=True):
    """One level as it stands: what the plan counts, the least upper bound, and their difference."""

    level: Level
    value: int
    bound: int
    gap: int


class Left:
    """What the levels so far leave open: columns' bounds, tight rows, values that must be held."""

    def __init__(self, made: Programme) -> None:
        """Begin with everything open but the pins."""
        self.made = made
        self.low, self.high = made.low.copy(), made.high.copy()
        self.tight: Bools = np.zeros(len(made.limit), np.bool_)
        self.held: list[tuple[Ints, Ints]] = []
        """For each level what a column counts and what each component has to reach."""

    def reduced(self, counts: Ints, scales: Ints, prices: Ints, priors: Ints) -> Ints:
        """Answer what each column is worth beyond its rows' prices, times the scale."""
        of = self.made.column_component
        worth = counts * scales[of] - self.made.times(prices)
        for (held, _), times in zip(self.held, priors, strict=True):
            if times.any():
                worth += times[of] * held
        return worth

    def refuse_overflow(self, counts: Ints, scales: Ints, prices: Ints, priors: Ints) -> None:
        """Refuse (ValueError) numbers whose sums 64 bits might not hold, by sizes in floating point."""
        made, of = self.made, self.made.column_component
        size = np.abs(prices).astype(np.float64)
        most = np.abs(counts) * scales[of].astype(np.float64)
        most[: made.options] += size[made.opening] + size[made.person]
        np.add.at(most, made.entry_column, size[made.entry_row])
        whole = float(size @ np.abs(made.limit))
        for (held, values), times in zip(self.held, priors.astype(np.float64), strict=True):
            if times.any():
                most += times[of] * np.abs(held)
                whole += float(times @ np.abs(values))
        if whole + float(most.sum()) >= LARGEST:
            raise ValueError("证明中的数值过大")

    def bounds(self, worth: Ints, prices: Ints, priors: Ints) -> Ints:
        """Answer each component's upper bound, times its scale."""
        made = self.made
        most = np.where(worth > 0, worth * self.high, worth * self.low)
        found = _sums(made.column_component, most, made.components)
        binding = made.row_component >= 0
        found += _sums(made.row_component[binding], (prices * made.limit)[binding], made.components)
        for (_, values), times in zip(self.held, priors, strict=True):
            found -= times * values
        return found

    def narrow(self, counts: Ints, values: Ints, scales: Ints, prices: Ints, priors: Ints) -> Bools:
        """Close what the prices of a level close; answer the components they meet exactly."""
        made = self.made
        worth = self.reduced(counts, scales, prices, priors)
        bounds = self.bounds(worth, prices, priors)
        exact: Bools = bounds == values * scales
        column, row = made.column_component, made.row_component
        # Moved off its better side, such a column leaves a plan below the value.
        short = (bounds - values * scales)[column] - np.abs(worth) < 0
        short &= self.low < self.high
        self.high[short & (worth < 0)] = 0
        self.low[short & (worth > 0)] = 1
        self.tight |= (row >= 0) & exact[row] & (prices != 0)
        self.held.append((counts, values))
        return exact

    def floor_worst(self, fit: Ints, values: Ints) -> None:
        """Close the options that fit worse than their component's worst."""
        options = self.made.options
        worse = fit < values[self.made.column_component[:options]]
        self.high[:options][worse & (self.low[:options] == 0)] = 0
        self.held.append((_zeros(self.made.columns), _zeros(self.made.components)))


def check_shape(instance: Instance, taken: Sequence[int]) -> None:
    """Refuse (ValueError) numbers that name nothing, or so large that sums could wrap around."""
    options, people, places = len(instance.person), len(instance.people), len(instance.openings)
    same = options == len(instance.opening) == len(instance.fit) and people == len(instance.caps)
    inside = (
        _within(instance.person, people)
        and _within(instance.opening, places)
        and _within((*taken, *instance.kept, *instance.pinned), options)
        and all(_within(row.options, options) for row in instance.rows)
        and _within(instance.fit, plan_model.FULL + 1)
        and _within((*instance.caps, *(one.wanted for one in instance.openings)), 1_000)
        and 0 <= instance.steadiness <= plan_model.FULL
    )
    if not same or not inside:
        raise ValueError("文件中的编号或数值超出范围")


def _within(numbers: Sequence[int], most: int) -> bool:
    return not numbers or (min(numbers) >= 0 and max(numbers) < most)


def verify(instance: Instance, taken: Sequence[int], steps: Sequence[Step]) -> list[Standing]:
    """Answer how each level stands, or nothing at all: a ValueError names what does not hold."""
    check_shape(instance, taken)
    made = plan_model.programme(instance)
    plan = plan_model.chosen(made, taken, instance)
    if len(set(taken)) != len(taken) or np.any(plan < made.low):
        raise ValueError("方案未包含固定的人选，或重复列入")
    if np.any(made.loads(plan) > made.limit):
        raise ValueError("方案超出名额、人员上限或班子要求")
    if tuple(step.level for step in steps) != instance.levels:
        raise ValueError("证明缺少层级或次序不符")
    left = Left(made)
    return [_step(instance, made, plan, step, left) for step in steps]


def _step(instance: Instance, made: Programme, plan: Ints, step: Step, left: Left) -> Standing:
    scales, prices = np.asarray(step.scales, np.int64), np.asarray(step.prices, np.int64)
    priors = spread(step.priors, len(left.held), made.components)
    if len(scales) != made.components or len(prices) != len(made.limit) or np.any(scales < 1):
        raise ValueError("证明的长度不符")
    if np.any((prices < 0) & ~left.tight) or np.any(priors < 0):
        raise ValueError("证明中有负的价格")
    if np.any(prices[made.row_component < 0] != 0):
        raise ValueError("证明为不起作用的条件定了价格")
    fit = np.asarray(instance.fit, np.int64)
    if step.level == "worst":
        values = worst(made, fit, plan)
        counts = np.zeros(made.columns, np.int64)
        worst_here = values[made.column_component[: made.options]]
        counts[: made.options] = np.where(fit <= worst_here, -1, 0)
        own = _sums(made.column_component, counts * plan, made.components)
        # One option that fits no better is enough to prove the worst.
        claims = np.minimum(own, 0).clip(-1)
    else:
        counts = plan_model.objective(instance, step.level, made)
        values = own = claims = _sums(made.column_component, counts * plan, made.components)
    if tuple(values.tolist()) != step.values:
        raise ValueError("方案的数值与所载不符")
    left.refuse_overflow(counts, scales, prices, priors)
    worth = left.reduced(counts, scales, prices, priors)
    bounds = np.floor_divide(left.bounds(worth, prices, priors), scales)
    for component, tree in step.trees.items():
        bounds[component] = min(bounds[component], _leaves(left, counts, component, tree))
    if np.any(bounds < own):
        raise ValueError("证明的上界低于方案的数值")
    gaps = np.maximum(bounds - claims, 0)
    if step.level == "worst":
        left.floor_worst(fit, values)
        least, most = int(values.min(initial=plan_model.FULL)), int(gaps.max(initial=0))
        return Standing(step.level, least, least if most == 0 else plan_model.FULL, most)
    left.narrow(counts, values, scales, prices, priors)
    return Standing(step.level, int(values.sum()), int(bounds.sum()), int(gaps.sum()))


def _leaves(left: Left, counts: Ints, component: int, tree: Tree) -> int:
    """Answer the greatest bound among the leaves of a tree: with all cases, the whole's bound."""
    made = left.made
    kept = left.low.copy(), left.high.copy()
    greatest: int | None = None
    for leaf, cases in _cases(tree, ()):
        left.low, left.high = kept[0].copy(), kept[1].copy()
        for column, value in cases:
            left.low[column] = max(left.low[column], value)
            left.high[column] = min(left.high[column], value)
        prices, scales = _zeros(len(made.limit)), np.ones(made.components, np.int64)
        rows = list(leaf.prices)
        prices[rows] = list(leaf.prices.values())
        scales[component] = leaf.scale
        priors = spread({component: leaf.priors}, len(left.held), made.components)
        wrong = (prices < 0) & ~left.tight
        if leaf.scale < 1 or np.any(wrong) or np.any(priors < 0):
            raise ValueError("分支证明中有负的价格")
        if np.any(made.row_component[rows] != component):
            raise ValueError("分支证明引用了其他部分的条件")
        if np.any((left.low > left.high) & (made.column_component == component)):
            continue
        left.refuse_overflow(counts, scales, prices, priors)
        worth = left.reduced(counts, scales, prices, priors)
        bound = int(left.bounds(worth, prices, priors)[component]) // leaf.scale
        greatest = bound if greatest is None else max(greatest, bound)
    left.low, left.high = kept
    if greatest is None:
        raise ValueError("分支证明没有任何情形")
    return greatest


Cases = tuple[tuple[int, int], ...]


def _cases(tree: Tree, so_far: Cases) -> Iterator[tuple[Tree, Cases]]:
    if tree.column is None:
        yield tree, so_far
        return
    if tree.without is None or tree.taken is None:
        raise ValueError("分支证明缺少一种情形")
    yield from _cases(tree.without, (*so_far, (tree.column, 0)))
    yield from _cases(tree.taken, (*so_far, (tree.column, 1)))


def worst(made: Programme, fit: Ints, plan: Ints) -> Ints:
    """Answer each component's worst fit among what the plan takes; `FULL` where it takes nothing."""
    found = np.full(made.components, plan_model.FULL, np.int64)
    taken = np.flatnonzero(plan[: made.options])
    np.minimum.at(found, made.column_component[taken], fit[taken])
    return found


def spread(priors: dict[int, tuple[int, ...]], levels: int, components: int) -> Ints:
    """Answer the multipliers as one row a level, one number a component."""
    found = np.zeros((levels, components), np.int64)
    for component, times in priors.items():
        if times:
            found[:, component] = times
    return found


def _sums(of: NDArray[np.int64], values: Ints, count: int) -> Ints:
    found = np.zeros(count, np.int64)
    np.add.at(found, of, values)
    return found


def _zeros(count: int) -> Ints:
    return np.zeros(count, np.int64)
