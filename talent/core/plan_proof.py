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
        self.rows_of_column = 2 + int(np.bincount(made.entry_column).max(initial=0))
        self.held: list[tuple[Ints, Ints]] = []
        """For each level what a column counts and what each component has to reach."""

    def part(self, component: int) -> tuple["Left", Ints, Ints]:
        """Answer one component by itself, with the numbers of its rows and columns in the whole."""
        made, rows, columns = plan_model.part(self.made, component)
        one = Left(made)
        one.low, one.high = self.low[columns].copy(), self.high[columns].copy()
        one.tight = np.append(self.tight[rows], False)
        one.held = [
            (counts[columns], values[component : component + 1]) for counts, values in self.held
        ]
        return one, rows, columns

    def priced(self, counts: Ints, scales: Ints, prices: Ints, priors: Ints) -> tuple[Ints, Ints]:
        """Answer what each column is worth beyond its rows' prices, and each component's upper bound.

        Both times the scale. Refused (ValueError): what 64 bits might not hold.
        """
        made, of = self.made, self.made.column_component
        self._refuse_large_worth(counts, scales, prices, priors)
        worth = counts * scales[of] - made.times(prices)
        for (held, _), times in zip(self.held, priors, strict=True):
            if times.any():
                worth += times[of] * held
        most = np.where(worth > 0, worth * self.high, worth * self.low)
        self._refuse_large_sums(most, prices, priors)
        binding = made.row_component >= 0
        of_row, sides = made.row_component[binding], (prices * made.limit)[binding]
        bounds = _sums(of, most, made.components) + _sums(of_row, sides, made.components)
        for (_, values), times in zip(self.held, priors, strict=True):
            bounds -= times * values
        return worth, bounds

    def _refuse_large_worth(self, counts: Ints, scales: Ints, prices: Ints, priors: Ints) -> None:
        """Refuse a column whose worth 64 bits might not hold.

        Sizes are summed in floating point, which does not wrap around; where the largest price
        for each of its rows is little enough, no column is looked at by itself.
        """
        most_of_all = _largest(counts) * _largest(scales) + _largest(prices) * self.rows_of_column
        for (held, _), times in zip(self.held, priors, strict=True):
            most_of_all += _largest(times) * _largest(held)
        if most_of_all < LARGEST:
            return
        made, of = self.made, self.made.column_component
        size = np.abs(prices).astype(np.float64)
        most = np.abs(counts) * scales[of].astype(np.float64)
        most += made.spread(size, size[made.entry_row])
        for (held, _), times in zip(self.held, priors.astype(np.float64), strict=True):
            if times.any():
                most += times[of] * np.abs(held)
        if np.any(most >= LARGEST):
            raise ValueError("证明中的数值过大")

    def _refuse_large_sums(self, most: Ints, prices: Ints, priors: Ints) -> None:
        """Refuse a component whose bound 64 bits might not hold, summed likewise."""
        made = self.made
        sides = np.abs(prices.astype(np.float64) * made.limit)
        sides[made.row_component < 0] = 0.0
        parts = np.abs(most.astype(np.float64))
        held = sum(
            times.astype(np.float64) * np.abs(values)
            for (_, values), times in zip(self.held, priors, strict=True)
        )
        if parts.sum() + sides.sum() + np.sum(held) < LARGEST:
            return
        binding = made.row_component >= 0
        size = np.bincount(made.column_component, parts, made.components) + held
        size += np.bincount(made.row_component[binding], sides[binding], made.components)
        if np.any(size >= LARGEST):
            raise ValueError("证明中的数值过大")

    def narrow(
        self, counts: Ints, values: Ints, scales: Ints, prices: Ints, found: tuple[Ints, Ints]
    ) -> Bools:
        """Close what the prices of a level close; answer the components they meet exactly.

        `found` is what `priced` answers for them.
        """
        made = self.made
        worth, bounds = found
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

    def floor_worst(self, values: Ints) -> None:
        """Close the options that fit worse than their component's worst."""
        options = self.made.options
        worse = self.made.fit < values[self.made.column_component[:options]]
        self.high[:options][worse & (self.low[:options] == 0)] = 0
        none = np.zeros(self.made.columns, np.int64)
        self.held.append((none, np.zeros(self.made.components, np.int64)))


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
    if step.level == "worst":
        values = worst(made, plan)
        counts = np.zeros(made.columns, np.int64)
        worst_here = values[made.column_component[: made.options]]
        counts[: made.options] = np.where(made.fit <= worst_here, -1, 0)
        own = _sums(made.column_component, counts * plan, made.components)
        # One option that fits no better is enough to prove the worst.
        claims = np.minimum(own, 0).clip(-1)
    else:
        counts = plan_model.objective(instance, step.level, made)
        values = own = claims = _sums(made.column_component, counts * plan, made.components)
    if tuple(values.tolist()) != step.values:
        raise ValueError("方案的数值与所载不符")
    priced = left.priced(counts, scales, prices, priors)
    bounds = np.floor_divide(priced[1], scales)
    for component, tree in step.trees.items():
        bounds[component] = min(bounds[component], _leaves(left, counts, component, tree))
    if np.any(bounds < own):
        raise ValueError("证明的上界低于方案的数值")
    gaps = np.maximum(bounds - claims, 0)
    if step.level == "worst":
        left.floor_worst(values)
        least, most = int(values.min(initial=plan_model.FULL)), int(gaps.max(initial=0))
        return Standing(step.level, least, least if most == 0 else plan_model.FULL, most)
    left.narrow(counts, values, scales, prices, priced)
    return Standing(step.level, int(values.sum()), int(bounds.sum()), int(gaps.sum()))


def _leaves(left: Left, counts: Ints, component: int, tree: Tree) -> int:
    """Answer the greatest bound among the leaves of a tree: with all cases, the whole's bound."""
    part, rows, columns = left.part(component)
    row_at = {row: at for at, row in enumerate(rows.tolist())}
    column_at = {column: at for at, column in enumerate(columns.tolist())}
    counts, whole = counts[columns], (part.low, part.high)
    greatest: int | None = None
    for leaf, cases in _cases(tree, ()):
        part.low, part.high = whole[0].copy(), whole[1].copy()
        for column, value in cases:
            at = column_at[column]
            part.low[at] = max(part.low[at], value)
            part.high[at] = min(part.high[at], value)
        prices, scales = np.zeros(len(part.made.limit), np.int64), np.array([leaf.scale])
        prices[[row_at[row] for row in leaf.prices]] = list(leaf.prices.values())
        priors = spread({0: leaf.priors}, len(left.held), 1)
        if leaf.scale < 1 or np.any((prices < 0) & ~part.tight) or np.any(priors < 0):
            raise ValueError("分支证明中有负的价格")
        if np.any(part.low > part.high):
            continue
        bound = int(part.priced(counts, scales, prices, priors)[1][0]) // leaf.scale
        greatest = bound if greatest is None else max(greatest, bound)
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


def worst(made: Programme, plan: Ints) -> Ints:
    """Answer each component's worst fit among what the plan takes; `FULL` where it takes nothing."""
    found = np.full(made.components, plan_model.FULL, np.int64)
    taken = np.flatnonzero(plan[: made.options])
    np.minimum.at(found, made.column_component[taken], made.fit[taken])
    return found


def spread(priors: dict[int, tuple[int, ...]], levels: int, components: int) -> Ints:
    """Answer the multipliers as one row a level, one number a component."""
    found = np.zeros((levels, components), np.int64)
    for component, times in priors.items():
        if times:
            found[:, component] = times
    return found


def _sums(of: NDArray[np.int64], values: Ints, count: int) -> Ints:
    if count == 1:
        return np.asarray([values.sum()], np.int64)
    found = np.zeros(count, np.int64)
    np.add.at(found, of, values)
    return found


def _largest(numbers: Ints) -> float:
    """Answer the largest of some numbers by size, as a floating point number."""
    return max(float(numbers.max(initial=0)), -float(numbers.min(initial=0)))
