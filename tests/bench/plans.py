"""Measures the county plan; run by name: `python -m tests.bench.plans [--province] [--cases N]`.

Invented instances of the true size. Times are processor seconds of this process (the solver runs
inside it), beside a peer in the same run: how long HiGHS takes for the bare relaxation of the
same county (quotas and caps alone, one level, no proof). With --cases, so many small instances
are tried against the laws of a plan instead.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from talent import solver
from talent.core import plan_gaps, plan_levels, plan_model, plan_programme, plan_proof, plan_solver
from talent.core.numbers import Numbers
from talent.core.plan import Policy
from talent.core.plan_model import Instance
from talent.core.plan_solver import Asked
from tests import planning
from tests.bench import counties

ROUNDS = 7
CORES = 2
LITTLE = 0.0001
"""The part of the total that steadiness may cost."""


def spent(what: Callable[[], Any]) -> tuple[float, Any]:
    """Answer processor seconds and what came out."""
    began = time.process_time()
    found = what()
    return time.process_time() - began, found


def peer(instance: Instance) -> float:
    """Answer the seconds of HiGHS for the bare relaxation of a county, all in one."""
    plain = msgspec.structs.replace(instance, rows=())
    made = plan_programme.programme(plain)
    whole = msgspec.structs.replace(
        made,
        row_component=np.minimum(made.row_component, 0),
        column_component=np.zeros_like(made.column_component),
    )
    (part,) = plan_solver.parts(whole)
    counts = plan_programme.objective(plain, "total", made) / 1e4 + 1e4
    tight = np.zeros(len(part.rows), np.bool_)
    session = solver.Highs().open(part)
    asked = Asked(counts, made.low, made.high, tight)
    return spent(lambda: session.relaxed(asked))[0]


class Solved(Struct, frozen=True):
    """A plan measured: processor seconds to solve and to check it, what it takes, what is unproven."""

    plan: float
    check: float
    taken: tuple[int, ...]
    gap: int


def plan(name: str, instance: Instance) -> Solved:
    """Solve, check, print one line; answer what was measured."""
    seconds, found = spent(lambda: plan_levels.solve(instance, solver.Highs()))
    checks = [
        spent(lambda: plan_proof.verify(instance, found.taken, found.steps, found.components))
        for _ in range(ROUNDS)
    ]
    standing = checks[0][1]
    gaps = {one.level: one.gap for one in standing}
    values = {one.level: one.value for one in standing}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<28} {len(instance.person):>8} options  plan {seconds:7.2f} s  "
        f"check {1e3 * min(took for took, _ in checks):6.1f} ms  filled {values['filled']}/"
        f"{sum(one.wanted for one in instance.openings)}  floors {values['floors']}  "
        f"total {values['total']}  gaps {sum(gaps.values())}  "
        f"trees {sum(len(step.trees) for step in found.steps)}  {megabytes:.0f} MB"
    )
    sys.stdout.flush()
    check = min(took for took, _ in checks)
    return Solved(seconds, check, found.taken, sum(gaps.values()))


def steadiness(county: Instance, before: tuple[int, ...]) -> tuple[float, float]:
    """Print how many pairs stay when 2% leave and 5% are weighed anew, and what that costs.

    Answered are the parts kept by the usual bonus, and at most by any plan of nearly that total.

    What a kept pair counts more is a Lagrange multiplier: no plan whatever reaches more with total
    and bonus together, so each bonus bounds how many any plan of a given total can keep.
    """
    later = counties.a_year_later(county, before)
    free = plan_levels.solve(later, solver.Highs())
    best = sum(later.fit[at] for at in free.taken)
    most, usual = float(len(later.kept)), 0
    for bonus in (0, 10_000, 50_000, 100_000):
        steady = msgspec.structs.replace(later, steadiness=bonus)
        found = plan_levels.solve(steady, solver.Highs())
        kept = len(set(found.taken) & set(later.kept))
        total = sum(later.fit[at] for at in found.taken)
        print(
            f"  a kept pair counts {bonus / 1e5:.2f} points more: {kept}/{len(later.kept)} kept "
            f"({100 * kept / len(later.kept):.1f}%), total {100 * (total / best - 1):+.4f}%"
        )
        if bonus == Policy().steadiness:
            usual = kept
        if bonus:
            most = min(most, kept + (total - best * (1 - LITTLE)) / bonus)
    print(
        f"  no plan within {LITTLE:.2%} of the best total keeps more than {int(most)} "
        f"({100 * int(most) / len(later.kept):.1f}%)"
    )
    return usual / len(later.kept), int(most) / len(later.kept)


class One(Struct, frozen=True):
    """One county of a province, solved and checked: the seconds of each, and what came out."""

    plan: float
    check: float
    options: int
    filled: int
    wanted: int
    gap: int
    megabytes: float


def one_of_a_province(number: int) -> One:
    """Invent, solve and check one county in a process that does no other at the same time."""
    county = counties.a_county(100 + number, number=number)
    took, found = spent(lambda: plan_levels.solve(county, solver.Highs()))
    checked, standing = spent(
        lambda: plan_proof.verify(county, found.taken, found.steps, found.components)
    )
    return One(
        took,
        checked,
        len(county.person),
        len(found.taken),
        sum(one.wanted for one in county.openings),
        sum(one.gap for one in standing),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def province(count: int) -> list[One]:
    """Solve so many counties, as a province's components are, in as many processes as `CORES`."""
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(one_of_a_province, range(count)))
    seconds = sum(one.plan for one in found)
    print(
        f"province of {count} counties: {sum(one.options for one in found)} options, "
        f"plan {seconds:.1f} s of processor time, {seconds / CORES:.1f} s on {CORES} cores, "
        f"check {1e3 * sum(one.check for one in found) / count:.1f} ms a county, "
        f"filled {sum(one.filled for one in found)}/{sum(one.wanted for one in found)}, "
        f"proven {sum(one.gap == 0 for one in found)}/{count}, "
        f"{CORES * max(one.megabytes for one in found):.0f} MB"
    )
    return found


def laws(cases: Iterable[int]) -> None:
    """Try the laws of a plan on small instances; stop at the first that is broken."""
    tried = 0
    for seed in cases:
        random = Random(seed)  # noqa: S311 - invented people
        instance = planning.an_instance(
            seed,
            villages=random.randint(1, 3),
            people=random.randint(1, 6),
            wanted=random.randint(1, 2),
            cap=random.randint(1, 2),
            worst_first=seed % 4 == 3,
            kept=random.randint(0, 3),
        )
        broken = broken_law(instance, random)
        if broken:
            print(f"seed {seed}: {broken}")
            sys.exit(1)
        tried += 1
        if tried % 10_000 == 0:
            print(f"  {tried} cases")
            sys.stdout.flush()
    print(f"{tried} cases without a violation")


def broken_law(instance: Instance, random: Random) -> str | None:
    """Answer the law that a plan breaks, if it breaks one."""
    return next((law for law, holds in _laws(instance, random) if not holds), None)


def _laws(instance: Instance, random: Random) -> Iterator[tuple[str, bool]]:
    """Answer what a plan must not do, and whether it does not."""
    found = planning.solved(instance)
    standing = plan_proof.verify(instance, found.taken, found.steps, found.components)
    yield "over a quota, a cap or a row", planning.feasible(instance, found.taken)
    yield "not proven", not any(one.gap for one in standing)
    values = planning.counted(instance, found.taken)
    whole = sum(instance.fit[at] for at in found.taken)
    yield "the parts do not sum to the whole", whole == values["total"]
    empty = sum(one.wanted for one in instance.openings) - len(found.taken)
    told = sum(gap.missing for gap in plan_gaps.gaps(instance, found.taken))
    yield "an empty place without a reason", told >= empty
    at = random.randrange(len(instance.person))
    pinned = planning.solved(msgspec.structs.replace(instance, pinned=Numbers((at,))))
    yield "a pin does not hold", at in pinned.taken
    after = tuple(planning.counted(instance, pinned.taken).values())
    better = instance.worst_first or after <= tuple(values.values())
    yield "a pin makes the plan better", better
    raised = [*instance.fit]
    raised[at] = min(raised[at] + 3, plan_model.FULL)
    plain = msgspec.structs.replace(instance, worst_first=False)
    higher = msgspec.structs.replace(plain, fit=Numbers(raised))
    one, other = (planning.counted(each, planning.solved(each).taken) for each in (plain, higher))
    order = [tuple(each[level] for level in ("filled", "floors", "total")) for each in (one, other)]
    yield "a better fit makes the whole worse", order[0] <= order[1]


def main() -> None:
    """Print the table, or try the laws."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--coupled", action="store_true", help="also the county in one component")
    said.add_argument("--province", type=int, default=0, metavar="COUNTIES")
    said.add_argument("--cases", type=int, default=0, metavar="N")
    asked = said.parse_args()
    if asked.cases:
        laws(range(asked.cases))
        return
    county = counties.a_county()
    print(f"bare relaxation of the county by HiGHS: {peer(county):.2f} s")
    before = plan("county", county)
    plan("county, worst fit first", msgspec.structs.replace(county, worst_first=True))
    steadiness(county, before.taken)
    if asked.coupled:
        plan("coupled county", counties.a_county(coupled=True))
    if asked.province:
        province(asked.province)


if __name__ == "__main__":
    main()
