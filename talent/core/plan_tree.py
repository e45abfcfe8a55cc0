"""The gap of a component closed by cases: a column taken or not, until prices bound each case.

The cases are about the core alone: the columns that the level's prices leave open to any plan
better than the one that was found.
"""

from collections.abc import Sequence

import numpy as np

from talent.core.plan_left import Core
from talent.core.plan_model import Bools, Floats, Ints
from talent.core.plan_proof import Tree
from talent.core.plan_solver import Asked, Session, Solved, Solver, by_itself

SCALES = (1, 2, 6, 60, 5040, 1 << 20, 1 << 30, 1 << 36)
"""What prices may be fractions of, tried in turn: bases of these matrices have small determinants,
but the price of a total that must be held may be as small as one ten-millionth."""
TRIED = 40
"""Columns that are tried, both ways, before a case is made of the best of them."""
LEAVES = 300
"""Leaves a tree may have before the gap is stated instead."""
LITTLE = 1e-3
WHOLE = 1e-6
RAY = 2.0**44
"""The largest number in a ray, which may be stretched at will."""

Held = Sequence[tuple[int, int]]
"""The levels whose value is a row of a component, with the unit they were counted in."""


class Gap:
    """What is open of one component at one level, in a session of its own."""

    def __init__(self, core: Core, component: int, unit: int, rows: Held, solver: Solver) -> None:
        """Take the component out of the core. `unit` is what its counts are divided by."""
        self.left, self.rows, inside = core.left.part(component)
        self.counts, self.columns = core.counts[inside], core.columns[inside[:-1]]
        self.unit, self.held = unit, tuple(rows)
        self.session: Session = solver.open(by_itself(self.left.made, self.rows, inside))
        self.leaves = LEAVES

    def asked(self, low: Bools, high: Bools) -> Asked:
        """Answer what the solver is asked within bounds."""
        held = tuple(
            (self.left.held[at][0] / unit, self.left.held[at][1][0] / unit)
            for at, unit in self.held
        )
        return Asked(self.counts / self.unit, low, high, self.left.tight[:-1], held)

    def closed(self, value: int) -> Tree | Ints | None:
        """Answer a tree whose leaves count no more; a better plan of the core; None: too large."""
        low, high = self.left.made.low, self.left.made.high
        return self._below(value, low, high, self.session.relaxed(self.asked(low, high)))

    def _below(self, value: int, low: Bools, high: Bools, found: Solved) -> Tree | Ints | None:
        leaf = self._leaf(found, value, low, high)
        if leaf is not None:
            self.leaves -= 1
            return leaf if self.leaves >= 0 else None
        if found.columns is None:
            return None
        plan = whole(found.columns)
        if plan is not None:
            return plan[:-1] if int(self.counts @ plan) > value else None
        at, cases = self._case(value, low, high, found.columns)
        branches: list[Tree] = []
        for bounds, solved in cases:
            grown = self._below(value, *bounds, solved)
            if not isinstance(grown, Tree):
                return grown
            branches.append(grown)
        return Tree(column=int(self.columns[at]), taken=branches[0], without=branches[1])

    def _case(
        self, value: int, low: Bools, high: Bools, here: Floats
    ) -> tuple[int, list[tuple[tuple[Bools, Bools], Solved]]]:
        """Answer the column whose two cases bring the bound down most, with both of them.

        Tried are the columns nearest to a half; the measure is the product of what each case
        takes off, as far as it is needed (strong branching: Achterberg, Koch, Martin 2005).
        """
        bound = float(self.counts @ here)
        needed = max(bound - value, 1.0)
        best: tuple[float, int, list[tuple[tuple[Bools, Bools], Solved]]] | None = None
        far = np.abs(here - 0.5)
        for at in np.argsort(far, kind="stable")[:TRIED].tolist():
            if far[at] > 0.5 - WHOLE:
                break
            cases, off = [], 1.0
            for said in (1, 0):
                bounds = low.copy(), high.copy()
                bounds[1 - said][at] = bool(said)
                found = self.session.relaxed(self.asked(*bounds))
                taken = np.inf if found.columns is None else bound - self.counts @ found.columns
                off *= min(max(float(taken) / needed, LITTLE), 1.0)
                cases.append((bounds, found))
            if best is None or off > best[0]:
                best = off, at, cases
            if off == 1.0:
                break
        if best is None:
            raise AssertionError("no fraction to branch on")
        return best[1], best[2]

    def _leaf(self, found: Solved, value: int, low: Bools, high: Bools) -> Tree | None:
        """Answer a leaf whose bound is no more than the value, if the prices give one."""
        left, levels = self.left, len(self.left.held)
        left.low, left.high = low, high
        times = self._stretch(found) if found.columns is None else 1.0
        for scale in SCALES if found.columns is not None else SCALES[:1]:
            part = scale * times * self.unit
            prices, priors = rounded(found, part, left.tight[:-1], self.held, levels)
            try:
                _, most = left.priced(
                    self.counts,
                    np.array([scale]),
                    np.append(prices, 0),
                    np.array(priors, np.int64)[:, np.newaxis],
                )
            except ValueError:
                break
            if int(most[0]) // scale <= value:
                kept = np.flatnonzero(prices)
                priced = dict(zip(self.rows[kept].tolist(), prices[kept].tolist(), strict=True))
                return Tree(scale=scale, prices=priced, priors=priors if any(priors) else ())
        return None

    def _stretch(self, ray: Solved) -> float:
        """Answer by how much a ray is stretched: far enough that rounding does not matter to it."""
        counts = [self.left.held[at][0] / unit for at, unit in self.held]
        largest = [
            float(times) * float(np.abs(held).max(initial=0))
            for times, held in zip(ray.priors, counts, strict=True)
        ]
        most = max(float(np.abs(ray.prices).max(initial=0)), *largest, 1e-12)
        return RAY / (most * self.unit)


def rounded(
    found: Solved, times: float, tight: Bools, rows: Held, levels: int
) -> tuple[Ints, tuple[int, ...]]:
    """Answer prices and multipliers so many times over as whole numbers, none against the law."""
    prices = np.rint(found.prices * times).astype(np.int64)
    prices = np.where(tight, prices, np.maximum(prices, 0))
    priors = [0] * levels
    for (at, unit), prior in zip(rows, found.priors, strict=True):
        priors[at] = max(0, round(float(prior) * times / unit))
    return prices, tuple(priors)


def whole(columns: Floats) -> Ints | None:
    """Answer the columns as whole numbers, None where one is a fraction."""
    plan = np.rint(columns).astype(np.int64)
    return plan if np.all(np.abs(columns - plan) < WHOLE) else None
