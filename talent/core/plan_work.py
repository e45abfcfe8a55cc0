"""One level of the plan at work: relaxed, in whole numbers, and closed by cases.

A component whose relaxation is whole is done at once (quotas and caps alone always are, so
integrality is never declared there). Else the columns that the prices leave open are solved in
whole numbers, and a tree of cases closes what the prices leave between bound and value. Prices
are rounded to whole numbers, and every bound is added up from them.
"""

import numpy as np
from msgspec import structs

from talent.core import plan_left, plan_tree
from talent.core.numbers import Numbers
from talent.core.plan_left import Left
from talent.core.plan_model import Bools, Ints, Level
from talent.core.plan_programme import Programme
from talent.core.plan_proof import Step, Tree
from talent.core.plan_solver import Asked, Part, Session, Solved, Solver
from talent.core.plan_tree import SCALES, Gap
from talent.errors import Conflict

CORE = 1_500
"""Columns that the first whole-number problem of a component may have."""
NEAR = 6_000
"""Columns among which the best plan is looked for before cases are made."""


class Component:
    """One component, its session, and which held rows its solver needs."""

    def __init__(self, at: int, part: Part, solver: Solver) -> None:
        self.at, self.part, self.solver = at, part, solver
        self.session: Session = solver.open(part)
        self.rows: list[tuple[int, int]] = []


class Work:
    """One level at work: what it counts, and the proof that grows."""

    def __init__(
        self, made: Programme, left: Left, counts: Ints, unit: int, *, choice: bool = False
    ) -> None:
        """Begin. A `choice` among equals claims nothing, so no tree closes it."""
        self.choice = choice
        self.made, self.left, self.counts, self.unit = made, left, counts, unit
        self.prices = np.zeros(len(made.limit), np.int64)
        self.scales = np.ones(made.components, np.int64)
        self.priors: dict[int, tuple[int, ...]] = {}
        self.trees: dict[int, Tree] = {}
        self.exact = np.zeros(made.components, np.bool_)

    def asked(self, one: Component, low: Bools | None = None, high: Bools | None = None) -> Asked:
        """Answer what the component's solver is asked at this level."""
        left, columns = self.left, one.part.columns
        held = tuple(
            (left.held[at][0][columns] / unit, left.held[at][1][one.at] / unit)
            for at, unit in one.rows
        )
        return Asked(
            counts=self.counts[columns] / self.unit,
            low=left.low[columns] if low is None else low,
            high=left.high[columns] if high is None else high,
            tight=left.tight[one.part.rows],
            held=held,
        )

    def solve(self, one: Component, best: Ints) -> None:
        """Find the component's best plan at this level into `best`, with its prices."""
        columns = one.part.columns
        found = one.session.relaxed(self.asked(one))
        if found.columns is None:
            raise Conflict("固定的人选与其他要求不能同时满足")
        plan = plan_tree.whole(found.columns)
        if plan is None or not self.stands(one, plan):
            self.price(one, found, None)
            plan = self.in_whole_numbers(one, NEAR)
        best[columns] = plan
        value = int(self.counts[columns] @ plan)
        if self.choice or self.price(one, found, value) == value:
            return
        self.branch(one, best, value)
        if one.at not in self.trees:
            # The cases were too many to find a better plan by them.
            plan = self.in_whole_numbers(one, len(columns))
            if int(self.counts[columns] @ plan) > int(self.counts[columns] @ best[columns]):
                best[columns] = plan
                self.branch(one, best, int(self.counts[columns] @ plan))

    def reaches(self, one: Component, best: Ints) -> bool:
        """Answer whether a plan of the component takes nothing that counts against it; if so take it.

        What counts against it is shut, so that the solver goes on from a plan that is best without.
        """
        columns = one.part.columns
        low = self.left.low[columns]
        high = self.left.high[columns] & ((self.counts[columns] >= 0) | low)
        asked = structs.replace(self.asked(one, low, high), counts=np.zeros(len(columns)))
        found = one.session.relaxed(asked)
        plan = None if found.columns is None else plan_tree.whole(found.columns)
        if plan is None and found.columns is not None:
            whole = one.session.whole(asked)
            plan = None if whole is None else plan_tree.whole(whole)
        if plan is None or not self.stands(one, plan):
            return False
        if int(self.counts[columns] @ plan) < 0:
            return False
        best[columns] = plan
        return True

    def stands(self, one: Component, plan: Ints) -> bool:
        """Answer whether a plan keeps every row and every value that is held."""
        part, left = one.part, self.left
        loads = np.zeros(len(part.rows), np.int64)
        np.add.at(loads, part.entry_row, part.entry_sign * plan[part.entry_column])
        held = all(
            int(counts[part.columns] @ plan) >= values[one.at] for counts, values in left.held
        )
        inside = (left.low[part.columns] <= plan) & (plan <= left.high[part.columns])
        return held and bool(np.all(loads <= part.limit) and np.all(inside))

    def price(self, one: Component, found: Solved, value: int | None) -> int:
        """Take the prices in whole numbers, over the scale that bounds best; answer the bound."""
        rows = one.part.rows
        best: tuple[int, int, Ints, tuple[int, ...]] | None = None
        for scale in SCALES:
            prices, priors = plan_tree.rounded(
                found, self.unit * scale, self.left.tight[rows], one.rows, len(self.left.held)
            )
            if best is not None and not self.summable(one, prices, priors, scale):
                break
            bound, _ = self.bound(one, prices, priors, scale)
            if best is None or bound * best[1] < best[0] * scale:
                best = bound, scale, prices, priors
            if value is not None and bound == value * scale:
                break
        bound, scale, prices, priors = best or (0, 1, np.zeros(len(rows), np.int64), ())
        self.prices[rows], self.scales[one.at] = prices, scale
        if any(priors):
            self.priors[one.at] = priors
        return bound // scale

    def bound(
        self,
        one: Component,
        prices: Ints,
        priors: tuple[int, ...],
        scale: int,
    ) -> tuple[int, Ints]:
        """Answer the component's bound and what each of its columns is worth, times the scale."""
        part, left = one.part, self.left
        columns = part.columns
        low, high = left.low[columns], left.high[columns]
        worth = self.counts[columns] * scale
        np.subtract.at(worth, part.entry_column, part.entry_sign * prices[part.entry_row])
        found = int(prices @ part.limit)
        for times, (counts, values) in zip(priors, left.held, strict=True):
            if times:
                worth = worth + times * counts[columns]
                found -= times * int(values[one.at])
        return found + int(np.where(worth > 0, worth * high, worth * low).sum()), worth

    def summable(self, one: Component, prices: Ints, priors: tuple[int, ...], scale: int) -> bool:
        """Answer whether the checker's 64 bits hold every sum over the component (`plan_left`)."""
        part, left = one.part, self.left
        columns = part.columns
        size = np.abs(prices).astype(np.float64)
        most = np.abs(self.counts[columns]) * float(scale)
        most += np.bincount(part.entry_column, size[part.entry_row], len(columns))
        whole = float(size @ np.abs(part.limit))
        for times, (counts, values) in zip(priors, left.held, strict=True):
            if times:
                most += float(times) * np.abs(counts[columns])
                whole += float(times) * abs(int(values[one.at]))
        if most.max(initial=0.0) >= plan_left.LARGEST:
            return False
        _, worth = self.bound(one, prices, priors, scale)
        taken = np.where(worth > 0, left.high[columns], left.low[columns])
        return whole + float(np.abs(worth.astype(np.float64)) @ taken) < plan_left.LARGEST

    def in_whole_numbers(self, one: Component, most: int) -> Ints:
        """Answer the best whole plan among the columns that the prices leave most open.

        A plan with a column outside counts at most the bound less what that column costs, so
        the answer is the best of all once that lies below what was found; asked for is only
        what so many columns hold, as long as they hold a plan at all.
        """
        part, scale = one.part, int(self.scales[one.at])
        priors = self.priors.get(one.at, (0,) * len(self.left.held))
        bound, worth = self.bound(one, self.prices[part.rows], priors, scale)
        cost = np.abs(worth)
        limit = int(np.partition(cost, CORE)[CORE]) if len(cost) > CORE else int(cost.max())
        while True:
            low, high = self.left.low[part.columns].copy(), self.left.high[part.columns].copy()
            far = cost > limit
            high &= ~(far & (worth < 0)) | low
            low |= far & (worth > 0) & high
            found = one.session.whole(self.asked(one, low, high))
            plan = None if found is None else plan_tree.whole(found)
            stands = plan is not None and self.stands(one, plan)
            if plan is not None and stands:
                rest = bound - int(self.counts[part.columns] @ plan) * scale
                wide = rest if len(cost) <= most else min(rest, int(np.partition(cost, most)[most]))
                if wide <= limit or limit >= cost.max():
                    return plan
                limit = wide
            elif limit >= cost.max():
                raise Conflict("固定的人选与其他要求不能同时满足")
            else:
                limit = int(cost.max())

    def branch(self, one: Component, best: Ints, value: int) -> None:
        """Close the component's gap by cases; give the tree up where it grows too large."""
        left, made = self.left, self.made
        priors = plan_left.spread(self.priors, len(left.held), made.components)
        worth, bounds = left.priced(self.counts, self.scales, self.prices, priors)
        room = np.full(made.components, -1, np.int64)
        room[one.at] = bounds[one.at] - (value + 1) * self.scales[one.at]
        core = left.core(self.counts, worth, room)
        gap = Gap(core, one.at, self.unit, one.rows, one.solver)
        tree = gap.closed(value)
        if isinstance(tree, Tree):
            self.trees[one.at] = tree
        elif tree is not None:
            better = np.zeros(made.columns, np.int64)
            better[core.taken], better[gap.columns] = 1, tree
            plan = better[one.part.columns]
            if self.stands(one, plan):
                best[one.part.columns] = plan
                self.branch(one, best, int(self.counts[one.part.columns] @ plan))

    def hold(self, parts: list[Component]) -> None:
        """Make the level's value a row where the prices did not meet it exactly."""
        at = len(self.left.held) - 1
        for one in parts:
            if not self.exact[one.at]:
                one.rows.append((at, self.unit))

    def step(self, level: Level, best: Ints) -> Step:
        """Answer the proof of the level, and close what it closes."""
        made, left = self.made, self.left
        values = np.zeros(made.components, np.int64)
        np.add.at(values, made.column_component, self.counts * best)
        priors = plan_left.spread(self.priors, len(left.held), made.components)
        priced = left.priced(self.counts, self.scales, self.prices, priors)
        self.exact = left.narrow(self.counts, values, self.scales, self.prices, priced)
        return Step(
            level=level,
            values=Numbers(values.tolist()),
            scales=Numbers(self.scales.tolist()),
            prices=Numbers(self.prices.tolist()),
            priors=self.priors,
            trees=self.trees,
        )
