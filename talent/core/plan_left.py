"""What the levels of a plan leave open, and what prices say of it, in whole numbers.

Everything is added up in 64 bits, and refused where those might not hold it.
"""

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import plan_programme
from talent.core.plan_model import Bools, Ints
from talent.core.plan_programme import Programme

LARGEST = 2.0**62
"""What sums must stay below, so that 64 bits hold them."""


class Core(Struct, frozen=True):
    """What a level's prices leave open: a programme, what its columns count, and who they are.

    `columns` and `taken` are numbers of the whole: those that are open, and those that are taken
    for sure, which stand as one more column of each component.
    """

    left: "Left"
    counts: Ints
    columns: Ints
    taken: Ints


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
        made, rows, columns = plan_programme.part(self.made, component)
        one = Left(made)
        one.tight = np.append(self.tight[rows], False)
        one.low, one.high = self.low[columns], self.high[columns]
        one.held = [
            (counts[columns], values[component : component + 1]) for counts, values in self.held
        ]
        return one, rows, columns

    def core(self, counts: Ints, worth: Ints, room: Ints) -> Core:
        """Answer what is open to a plan that may be worse than the bound by so much, a component.

        `worth` is what `priced` answers, `room` in its scale, negative where nothing is open.
        """
        of = self.made.column_component
        low, high = self.low.copy(), self.high.copy()
        _shut(low, high, np.abs(worth) > room[of], worth)
        columns, taken = np.flatnonzero(high & ~low), np.flatnonzero(low)
        one = Left(plan_programme.core(self.made, columns, taken))
        one.tight = self.tight

        def summed(each: Ints) -> Ints:
            sure = sums(of[taken], each[taken], self.made.components)
            return np.append(each[columns], sure)

        one.held = [(summed(held), values) for held, values in self.held]
        return Core(one, summed(counts), columns, taken)

    def priced(self, counts: Ints, scales: Ints, prices: Ints, priors: Ints) -> tuple[Ints, Ints]:
        """Answer what each column is worth beyond its rows' prices, and each component's upper bound.

        Both times the scale. Refused (ValueError): what 64 bits might not hold.
        """
        made, of = self.made, self.made.column_component
        self._refuse_large_worth(counts, scales, prices, priors)
        worth = (counts if np.all(scales == 1) else counts * scales[of]) - made.times(prices)
        for (held, _), times in zip(self.held, priors, strict=True):
            if times.any():
                worth += times[of] * held
        taken = np.flatnonzero(np.where(worth > 0, self.high, self.low))
        of_taken, most = of[taken], worth[taken]
        self._refuse_large_sums(of_taken, most, prices, priors)
        binding = made.row_component >= 0
        of_row, sides = made.row_component[binding], (prices * made.limit)[binding]
        bounds = sums(of_taken, most, made.components) + sums(of_row, sides, made.components)
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
        most = np.abs(counts) * scales[of].astype(np.float64) + made.sizes(prices)
        for (held, _), times in zip(self.held, priors.astype(np.float64), strict=True):
            if times.any():
                most += times[of] * np.abs(held)
        if np.any(most >= LARGEST):
            raise ValueError("证明中的数值过大")

    def _refuse_large_sums(self, of: Ints, most: Ints, prices: Ints, priors: Ints) -> None:
        """Refuse a component whose bound 64 bits might not hold, summed likewise."""
        made = self.made
        sides = np.abs(prices.astype(np.float64) * made.limit)
        sides[made.row_component < 0] = 0.0
        parts = np.abs(most.astype(np.float64))
        held = np.zeros(made.components, np.float64)
        for (_, values), times in zip(self.held, priors, strict=True):
            held += times.astype(np.float64) * np.abs(values)
        if parts.sum() + sides.sum() + held.sum() < LARGEST:
            return
        binding = made.row_component >= 0
        size = np.bincount(of, parts, made.components) + held
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
        short = np.abs(worth) > (bounds - values * scales)[column]
        _shut(self.low, self.high, short, worth)
        self.tight |= (row >= 0) & exact[row] & (prices != 0)
        self.held.append((counts, values))
        return exact

    def floor_worst(self, values: Ints) -> None:
        """Close the options that fit worse than their component's worst."""
        options = self.made.options
        worse = self.made.fit < values[self.made.column_component[:options]]
        self.high[:options] &= ~worse | self.low[:options]
        none = np.zeros(self.made.columns, np.int64)
        self.held.append((none, np.zeros(self.made.components, np.int64)))


def beside(one: Left, counts: Ints, low: Bools, high: Bools) -> tuple[Left, Ints]:
    """Answer one component once for each row of bounds, side by side, with what its columns count."""
    times, options = len(low), one.made.options

    def stacked(rows: NDArray[Any]) -> NDArray[Any]:
        return plan_programme.stacked(rows, options)

    whole = Left(plan_programme.copies(one.made, times))
    whole.low, whole.high = stacked(low), stacked(high)
    whole.tight = np.tile(one.tight, times)
    whole.held = [
        (stacked(np.tile(held, (times, 1))), np.tile(values, times)) for held, values in one.held
    ]
    return whole, stacked(np.tile(counts, (times, 1)))


def _shut(low: Bools, high: Bools, columns: Bools, worth: Ints) -> None:
    """Close columns on their better side, where they are open."""
    up = worth > 0
    shut = columns & high & ~low
    high &= ~shut | up
    low |= shut & up


def spread(priors: dict[int, tuple[int, ...]], levels: int, components: int) -> Ints:
    """Answer the multipliers as one row a level, one number a component. Refused: too many, too few."""
    found = np.zeros((levels, components), np.int64)
    for component, times in priors.items():
        if times:
            if len(times) != levels or not 0 <= component < components:
                raise ValueError("证明的长度不符")
            found[:, component] = times
    return found


def sums(of: NDArray[np.int64], values: Ints, count: int) -> Ints:
    """Answer what numbers sum to in each of some components."""
    if count == 1:
        return np.asarray([values.sum()], np.int64)
    found = np.zeros(count, np.int64)
    np.add.at(found, of, values)
    return found


def _largest(numbers: Ints) -> float:
    """Answer the largest of some numbers by size, as a floating point number."""
    return max(float(numbers.max(initial=0)), -float(numbers.min(initial=0)))
