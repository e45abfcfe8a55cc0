"""Invented instances of the county plan, small enough to try every plan there is."""

from itertools import combinations
from random import Random

from talent import solver
from talent.core import plan_levels, plan_model
from talent.core.numbers import Numbers
from talent.core.plan_levels import Solution
from talent.core.plan_model import FLOORS, Instance, Level, Opening, RowKind, SideRow

FITS = (10, 10_000_000)


def an_instance(
    seed: int,
    *,
    villages: int = 2,
    people: int = 5,
    wanted: int = 1,
    cap: int = 1,
    worst_first: bool = False,
    kept: int = 0,
    kin: float = 0.25,
) -> Instance:
    """Make an instance out of a seed: a few villages of one township, floors, relatives."""
    random = Random(seed)  # noqa: S311 - invented people
    names = [f"4199001012{number:02d}" for number in range(villages)]
    openings = tuple(
        Opening(village, role, random.randint(1, wanted)) for village in names for role in (21, 31)
    )
    ids = tuple(f"p{number:03d}" for number in range(people))
    most = FITS[seed % 2]
    options = [
        (person, at, random.randrange(most + 1))
        for person in range(people)
        for at in range(len(openings))
        if random.random() < 0.6
    ]
    options = options or [(0, 0, 1)]
    at_village = [openings[at].village for _, at, _ in options]
    rows: list[SideRow] = []
    for village in names:
        mine = [at for at, where in enumerate(at_village) if where == village]
        rows += _binding(random, village, mine, options, cap=cap, kin=kin)
        for kind in ("woman", "young"):
            some = Numbers(at for at in mine if (options[at][0] + len(kind)) % 3 == 0)
            rows.append(SideRow(_floor(kind), village, some))
    held = random.sample(range(len(options)), min(kept, len(options)))
    return Instance(
        people=ids,
        caps=Numbers((cap,) * people),
        openings=openings,
        person=Numbers(person for person, _, _ in options),
        opening=Numbers(at for _, at, _ in options),
        fit=Numbers(fit for _, _, fit in options),
        kept=Numbers(sorted(held)),
        rows=tuple(rows),
        worst_first=worst_first,
        steadiness=0,
    )


def _floor(kind: str) -> RowKind:
    return "woman" if kind == "woman" else "young"


def _binding(
    random: Random,
    village: str,
    mine: list[int],
    options: list[tuple[int, int, int]],
    *,
    cap: int,
    kin: float,
) -> list[SideRow]:
    of = {person: [at for at in mine if options[at][0] == person] for person, _, _ in options}
    there = {person: found for person, found in sorted(of.items()) if found}
    rows: list[SideRow] = []
    if cap > 1:
        rows += [
            SideRow("village", village, Numbers(one)) for one in there.values() if len(one) > 1
        ]
    for one, other in combinations(there, 2):
        if random.random() < kin:
            rows.append(SideRow("kin", village, Numbers(sorted(there[one] + there[other]))))
    return rows


def solved(instance: Instance) -> Solution:
    """Solve an instance in this process."""
    return plan_levels.solve(instance, solver.Highs())


def feasible(instance: Instance, taken: tuple[int, ...]) -> bool:
    """Answer whether a plan keeps quotas, caps, rows and pins, counted one by one."""
    for at, opening in enumerate(instance.openings):
        if sum(instance.opening[one] == at for one in taken) > opening.wanted:
            return False
    for at, cap in enumerate(instance.caps):
        if sum(instance.person[one] == at for one in taken) > cap:
            return False
    bound = [row for row in instance.rows if row.kind not in FLOORS]
    if any(len(set(row.options) & set(taken)) > 1 for row in bound):
        return False
    return set(instance.pinned) <= set(taken)


def counted(instance: Instance, taken: tuple[int, ...]) -> dict[Level, int]:
    """Answer what a plan counts at each level."""
    floors = [row for row in instance.rows if row.kind in FLOORS]
    fits = [instance.fit[at] for at in taken]
    kept = set(instance.kept) & set(taken)
    whole: dict[Level, int] = {
        "filled": len(taken),
        "floors": -sum(not set(row.options) & set(taken) for row in floors),
        "worst": min(fits, default=plan_model.FULL),
        "total": sum(fits) + instance.steadiness * len(kept),
        "kept": len(kept),
    }
    return {level: whole[level] for level in instance.levels}


def best(instance: Instance) -> tuple[int, ...]:
    """Try every plan there is; answer what the best counts, level by level."""
    options = range(len(instance.person))
    places = sum(one.wanted for one in instance.openings)
    plans = (
        plan
        for size in range(min(places, len(options)) + 1)
        for plan in combinations(options, size)
        if feasible(instance, plan)
    )
    return max(tuple(counted(instance, plan).values()) for plan in plans)
