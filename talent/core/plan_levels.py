"""The county plan solved: level after level, in each component, with the proof of each."""

import numpy as np
from msgspec import Struct

from talent.core import plan_model, plan_programme, plan_proof, plan_solver
from talent.core.numbers import Numbers
from talent.core.plan_left import Left
from talent.core.plan_model import Instance, Ints, Level
from talent.core.plan_programme import Programme
from talent.core.plan_proof import Step
from talent.core.plan_solver import Solver
from talent.core.plan_work import Component, Work

UNITS: dict[Level, int] = {"total": 10_000}
"""What a level's counts are divided by before they go to the solver, so that they stay near one."""
TIES = 1 << 6
"""What the numbers of the choice among equals are divided by."""


class Solution(Struct, frozen=True, tag=True):
    """The options taken, sorted, the proof of every level, and the component of each row."""

    taken: tuple[int, ...]
    steps: tuple[Step, ...]
    components: Numbers


def solve(instance: Instance, solver: Solver) -> Solution:
    """Answer the best plan. Refused (Conflict): pins that no plan can hold together."""
    plan_programme.check_pins(instance)
    made = plan_programme.programme(instance)
    left = Left(made)
    parts = [Component(at, part, solver) for at, part in enumerate(plan_solver.parts(made))]
    best = np.zeros(made.columns, np.int64)
    steps = []
    for level in instance.levels:
        if level == "worst":
            steps.append(_worst(made, left, parts, best))
            continue
        counts = plan_programme.objective(instance, level, made)
        level_of = Work(made, left, counts, UNITS.get(level, 1))
        for part in parts:
            level_of.solve(part, best)
        steps.append(level_of.step(level, best))
        level_of.hold(parts)
    ties = np.zeros(made.columns, np.int64)
    ties[: made.options] = plan_model.ties(instance)
    choice = Work(made, left, ties, TIES, choice=True)
    for part in parts:
        choice.solve(part, best)
    taken = tuple(np.flatnonzero(best[: made.options]).tolist())
    return Solution(taken, tuple(steps), Numbers(made.row_component.tolist()))


def _worst(made: Programme, left: Left, parts: list[Component], best: Ints) -> Step:
    """Raise each component's worst fit as far as it goes, by halving over the fits there are."""
    proof = Work(made, left, np.zeros(made.columns, np.int64), 1)
    for one in parts:
        mine = one.part.columns[one.part.columns < made.options]
        fits = np.unique(made.fit[mine[left.high[mine] == 1]])
        low, high = 0, len(fits)
        # fits[low] can be reached, fits[high] cannot.
        while high - low > 1:
            middle = (low + high) // 2
            proof.counts = plan_programme.below(int(fits[middle]), made)
            if proof.reaches(one, best):
                low = middle
            else:
                high = middle
        if best[mine].any():
            # Some option fits no better than the worst, whatever the plan.
            proof.counts = plan_programme.below(int(fits[low]) + 1, made)
            bound = proof.price(one, one.session.relaxed(proof.asked(one)), -1)
            if bound > -1:
                proof.branch(one, best, -1)
    values = plan_proof.worst(made, best)
    left.floor_worst(values)
    return Step(
        level="worst",
        values=Numbers(values.tolist()),
        scales=Numbers(proof.scales.tolist()),
        prices=Numbers(proof.prices.tolist()),
        priors=proof.priors,
        trees=proof.trees,
    )
