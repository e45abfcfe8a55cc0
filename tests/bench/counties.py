"""Invented instances of the county plan at true size and beyond it."""

from collections import defaultdict
from random import Random

import numpy as np

from talent.core.numbers import Numbers
from talent.core.plan_model import Instance, Opening, SideRow

ROLES = (11, 21, 23, 24, 31)
SECRETARY, WOMAN = 11, 24
PEOPLE, VILLAGES, TOWNSHIPS = 4839, 303, 18
NEIGHBOURS = 4
SIBLINGS = 0.02
MEMBERS, MEMBERS_COUPLED = 0.6, 0.296
"""The part who may be secretaries; where they may come from anywhere, so few that they make 517,000 pairs."""


def a_county(seed: int = 1, *, coupled: bool = False, number: int = 0) -> Instance:
    """Invent a county: people fit at home and in some villages around, secretaries in a township.

    `coupled`: secretaries may come from anywhere, so that the county is one component.
    """
    random = Random(seed)  # noqa: S311 - invented people
    townships = sorted(random.randrange(TOWNSHIPS) for _ in range(VILLAGES))
    codes = [f"{number:03d}9{at:02d}{one:03d}" for one, at in enumerate(townships)]
    openings = tuple(Opening(code, role, 2) for code in codes for role in ROLES)
    inside = defaultdict(list)
    for village, at in enumerate(townships):
        inside[at].append(village)
    home = [random.randrange(VILLAGES) for _ in range(PEOPLE)]
    woman = [random.random() < 0.3 for _ in range(PEOPLE)]
    young = [random.random() < 0.3 for _ in range(PEOPLE)]
    members = MEMBERS_COUPLED if coupled else MEMBERS
    member = [random.random() < members for _ in range(PEOPLE)]
    options: list[tuple[int, int, int]] = []
    for person in range(PEOPLE):
        around = inside[townships[home[person]]]
        near = {home[person], *random.sample(around, min(len(around), NEIGHBOURS))}
        base = random.randrange(2_000_000, 7_000_000)
        reach = range(VILLAGES) if coupled and member[person] else around
        for village in reach:
            tie = 2_500_000 if village == home[person] else 600_000 if village in around else 0
            for at, role in enumerate(ROLES):
                if (role == WOMAN and not woman[person]) or (
                    role == SECRETARY and not member[person]
                ):
                    continue
                if role == SECRETARY or village in near:
                    fit = base + tie + random.randrange(1000) * 500
                    options.append((person, village * len(ROLES) + at, fit))
    return Instance(
        people=tuple(f"{number:03d}p{person:05d}" for person in range(PEOPLE)),
        caps=Numbers((1,) * PEOPLE),
        openings=openings,
        person=Numbers(person for person, _, _ in options),
        opening=Numbers(at for _, at, _ in options),
        fit=Numbers(fit for _, _, fit in options),
        rows=tuple(_rows(random, codes, options, home, (woman, young))),
    )


def _rows(
    random: Random,
    codes: list[str],
    options: list[tuple[int, int, int]],
    home: list[int],
    traits: tuple[list[bool], list[bool]],
) -> list[SideRow]:
    woman, young = traits
    of_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
    of_village: dict[int, list[int]] = defaultdict(list)
    for at, (person, opening, _) in enumerate(options):
        of_pair[person, opening // len(ROLES)].append(at)
        of_village[opening // len(ROLES)].append(at)
    lives = defaultdict(list)
    for person, village in enumerate(home):
        lives[village].append(person)
    rows = []
    for village, code in enumerate(codes):
        people = lives[village]
        for at, one in enumerate(people):
            for other in people[at + 1 :]:
                if random.random() < SIBLINGS:
                    both = of_pair[one, village] + of_pair[other, village]
                    rows.append(SideRow("kin", code, Numbers(sorted(both))))
        mine = of_village[village]
        women = [at for at in mine if woman[options[at][0]]]
        others = [at for at in women if ROLES[options[at][1] % len(ROLES)] != WOMAN]
        rows.append(SideRow("woman", code, Numbers(others)))
        rows.append(SideRow("young", code, Numbers(at for at in mine if young[options[at][0]])))
    return rows


def a_year_later(county: Instance, taken: tuple[int, ...], seed: int = 2) -> Instance:
    """Let 2% of the people leave and 5% be weighed anew; the plan before is what may be kept."""
    random = np.random.default_rng(seed)
    people = len(county.people)
    leaves = random.random(people) < 0.02
    moved = np.where(random.random(people) < 0.05, random.integers(-500_000, 500_000, people), 0)
    person = np.asarray(county.person)
    stays = np.flatnonzero(~leaves[person])
    number = {int(at): new for new, at in enumerate(stays)}
    fit = np.clip(np.asarray(county.fit) + moved[person], 0, 10_000_000)
    rows = [
        SideRow(row.kind, row.village, Numbers(number[at] for at in row.options if at in number))
        for row in county.rows
    ]
    return Instance(
        people=county.people,
        caps=county.caps,
        openings=county.openings,
        person=Numbers(person[stays].tolist()),
        opening=Numbers(np.asarray(county.opening)[stays].tolist()),
        fit=Numbers(fit[stays].tolist()),
        kept=Numbers(sorted(number[at] for at in taken if at in number)),
        rows=tuple(rows),
        steadiness=0,
    )
