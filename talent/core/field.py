"""Everybody against every post at once: the law and the fit of `suggestion`, over columns.

What a rule or a factor says of somebody hangs on the village only where something ties the two:
a household, a home, a birth place, a seat, a step, a relative who sits there (a *near* village).
All villages of one township, or of the rest of the county, that are not near and whose boards
look alike are one case to that person, so it is judged once, by the rules themselves. Totals are
the sums of `fit`: weights times factors, in whole numbers.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import numpy as np
from msgspec import Struct, structs

from talent.core import dossier, facts, fit, kinship, profile, rules, suggestion
from talent.core.dossier import Asked, Dossier, Entry, Known
from talent.core.facts import Setting
from talent.core.fit import FACTOR_LABELS, Factor, Means, Reading, WeightSet
from talent.core.plan_model import Bools, Ints
from talent.core.predicate import Case
from talent.core.rules import Rule, Verdict
from talent.core.vocabulary import (
    OF_NOBODY,
    AgeAtLeast,
    PartyMember,
    RatedIncompetent,
    ReserveAge,
    ReviewClear,
)
from talent.errors import Invalid

INELIGIBLE, TO_VERIFY, ELIGIBLE = 0, 1, 2
STANDINGS = {"ineligible": INELIGIBLE, "to_verify": TO_VERIFY, "eligible": ELIGIBLE}
UNKNOWN = -1
NOWHERE = "999999"
"""Township and village of a code that stands for any village of a county nobody is tied to."""
BY_VILLAGE: tuple[Factor, ...] = ("village_tie", "readiness", "policy")
"""The factors that hang on the village; the others are one number a person or a need."""
OF_RELATIVES = (
    kinship.NoKinOnBoard,
    kinship.SupervisoryExclusion,
    kinship.CollectiveBoard,
)
PERSONAL = (AgeAtLeast, PartyMember, RatedIncompetent, ReserveAge, ReviewClear)
"""What is asked of a person alone, whatever the village and the post."""


class Ground(Struct, frozen=True):
    """One post of one village, as people are measured against it."""

    setting: Setting
    asked: Asked
    need: profile.Need


class Cell(Struct, frozen=True):
    """What one person is to one village's post: standing, and the three factors that hang on it."""

    standing: int
    values: tuple[int, int, int]


class Weighed(Struct, frozen=True):
    """Options weighed: one number each for person, ground, standing and total.

    `means` are those of each role: what an unknown factor counts.
    """

    person: Ints
    ground: Ints
    standing: Ints
    total: Ints
    means: dict[int, Means]


class Field:
    """People and the law of a day.

    `sits` says in which villages somebody, or a relative whom a holder names, holds a seat.
    """

    def __init__(
        self,
        people: Sequence[tuple[Entry, Known]],
        book: tuple[Rule, ...],
        on: date,
        sits: Mapping[UUID, frozenset[str]],
    ) -> None:
        """Read everybody once."""
        self.people, self.book, self.on = people, book, on
        self.plain = [dossier.read(entry, known, "") for entry, known in people]
        self.near = [_near(entry, known, sits) for entry, known in people]
        self.around = [_around(entry) for entry, _ in people]
        self._rows: dict[int, tuple[Rule, ...]] = {}
        self._cells: dict[Hashable, Cell] = {}
        self._personal: dict[Hashable, Verdict] = {}
        self._skills: dict[Hashable, int] = {}
        self._known: list[dict[Factor, int] | None] = [None] * len(people)

    def rows(self, role: int) -> tuple[Rule, ...]:
        """Answer the rules of a role on the day that decide or are wished for."""
        if role not in self._rows:
            found = rules.in_force(self.book, role, self.on)
            self._rows[role] = tuple(
                row
                for row in found
                if (row.rule_class in rules.BARRING or row.id in rules.WISHES)
                and not isinstance(row.asks, OF_NOBODY)
            )
        return self._rows[role]

    def alike(self, ground: Ground) -> Hashable:
        """Answer what a stranger may notice of a post: which seats are held, never by whom.

        Only where a rule keeps relatives apart do the seats matter at all.
        """
        asked, setting = ground.asked, ground.setting
        kept = structs.replace(setting, village="", holders=None)
        if not any(isinstance(row.asks, OF_RELATIVES) for row in self.rows(setting.role)):
            return kept
        held = setting.holders
        seats = None if held is None else frozenset(one.role for one in held)
        return kept, seats, asked.members is None, bool(asked.members), asked.relations

    def dossier(self, at: int, village: str) -> Dossier:
        """Answer what is known of a person for one village."""
        entry, known = self.people[at]
        if any(one["village"] == village for one in known.routes):
            return dossier.read(entry, known, village)
        return self.plain[at]

    def cell(self, at: int, ground: Ground, alike: Hashable) -> Cell:
        """Answer what a person is to a post, judged once for all villages that are alike to him."""
        village, role = ground.setting.village, ground.setting.role
        township = village[: facts.TOWNSHIP_DIGITS]
        key: Hashable
        if village in self.near[at]:
            key = at, role, village
        elif township in self.around[at]:
            key = at, role, township, alike
        else:
            return self.stranger(at, ground, alike)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._judge(at, ground)
        return found

    def stranger(self, at: int, ground: Ground, alike: Hashable) -> Cell:
        """Answer what a person is to a post of a village that nothing ties him or her to."""
        village, role = ground.setting.village, ground.setting.role
        key = at, role, village[:6], alike
        found = self._cells.get(key)
        if found is None:
            elsewhere = f"{village[:6]}{NOWHERE}"
            setting = structs.replace(ground.setting, village=elsewhere)
            asked = structs.replace(ground.asked, village=elsewhere)
            found = self._cells[key] = self._judge(
                at, structs.replace(ground, setting=setting, asked=asked)
            )
        return found

    def _judge(self, at: int, ground: Ground) -> Cell:
        prospect = dossier.prospect(self.dossier(at, ground.setting.village), ground.asked)
        case = Case(prospect.facts, ground.setting, self.on)
        verdicts = [self._verdict(at, row, case) for row in self.rows(ground.setting.role)]
        wishes = [one.result for one in verdicts if one.rule_id in rules.WISHES]
        readings = (
            profile.village_tie(prospect.profile, ground.setting.village),
            profile.readiness(prospect.profile, ground.setting.village, self.on),
            profile.policy(wishes),
        )
        tie, ready, policy = map(_value, readings)
        return Cell(STANDINGS[suggestion.standing(verdicts)], (tie, ready, policy))

    def _verdict(self, at: int, row: Rule, case: Case) -> Verdict:
        if not isinstance(row.asks, PERSONAL):
            return rules.judge(row, case.person, case.setting, case.on)
        waits = rules.waits_for_law(case.setting)
        key = at, row.id, row.edition, waits, case.setting.election_day
        found = self._personal.get(key)
        if found is None:
            found = self._personal[key] = rules.judge(row, case.person, case.setting, case.on)
        return found

    def personal(self, at: int) -> dict[Factor, int]:
        """Answer the factors that are one number a person."""
        found = self._known[at]
        if found is None:
            asked = Asked(village="", on=self.on, relations=frozenset(), members=None)
            one = dossier.prospect(self.plain[at], asked).profile
            found = self._known[at] = {
                "experience": _value(profile.experience(one)),
                "training": _value(profile.training(one, self.on)),
                "assessment": _value(profile.assessment(one)),
                "freshness": _value(profile.freshness(one, self.on)),
            }
        return found

    def skill(self, at: int, need: profile.Need) -> int:
        """Answer how far somebody's skills meet a need; wants of one kind are read once."""
        entry, _ = self.people[at]
        key = tuple(entry.skills), need.wanted, need.role, need.hollow
        found = self._skills.get(key)
        if found is None:
            one = profile.Profile(person_id=entry.id, skills=tuple(entry.skills))
            found = self._skills[key] = _value(profile.skill(one, need))
        return found

    def weigh(
        self,
        grounds: Sequence[Ground],
        options: Iterable[tuple[int, int]],
        weights: Mapping[int, WeightSet],
    ) -> Weighed:
        """Answer standing and total of options (person, ground); `weights` by role.

        An unknown factor counts the mean over all options of its role of which it is known,
        rounded down. Refused (Invalid): a role without weights.
        """
        alike = [self.alike(one) for one in grounds]
        pairs = list(options)
        person = np.fromiter((one for one, _ in pairs), np.int64, len(pairs))
        ground = np.fromiter((other for _, other in pairs), np.int64, len(pairs))
        cells = [self.cell(at, grounds[to], alike[to]) for at, to in pairs]
        standing = np.fromiter((one.standing for one in cells), np.int64, len(pairs))
        values: dict[Factor, Ints] = {
            factor: np.fromiter((one.values[at] for one in cells), np.int64, len(pairs))
            for at, factor in enumerate(BY_VILLAGE)
        }
        needed = (self.skill(at, grounds[to].need) for at, to in pairs)
        values["skill"] = np.fromiter(needed, np.int64, len(pairs))
        for factor in ("experience", "training", "assessment", "freshness"):
            column = [self.personal(at)[factor] for at in range(len(self.people))]
            values[factor] = np.asarray(column, np.int64)[person]
        role = np.asarray([one.setting.role for one in grounds], np.int64)[ground]
        total = np.zeros(len(pairs), np.int64)
        means: dict[int, Means] = {}
        for code in np.unique(role).tolist():
            if code not in weights:
                raise Invalid("该类职务尚未设定评分权重")
            mine = role == code
            of_role = {factor: mean(values[factor][mine]) for factor in FACTOR_LABELS}
            means[code] = of_role
            for factor in FACTOR_LABELS:
                said = np.where(values[factor] == UNKNOWN, of_role[factor], values[factor])
                total += np.where(mine, weights[code].weights.of(factor) * said, 0)
        return Weighed(person, ground, standing, total, means)


def mean(values: Ints) -> int:
    """Answer the mean of what is known, rounded down; the neutral value where nothing is."""
    known: Bools = values != UNKNOWN
    return int(values[known].sum()) // int(known.sum()) if known.any() else fit.NEUTRAL


def _value(reading: Reading) -> int:
    return UNKNOWN if reading.value is None else reading.value


def _near(entry: Entry, known: Known, sits: Mapping[UUID, frozenset[str]]) -> frozenset[str]:
    """Answer the villages to which something ties a person."""
    places = (entry.household_village, entry.residence_place, entry.native_place)
    found = {place[:12] for place in places if place}
    found |= {one["village"] for one in (*known.routes, *known.tenures)}
    found |= {one["detail"]["village"] for one in known.records if one["detail"].get("village")}
    for one in known.kin:
        found |= sits.get(UUID(str(one["person_id"])), frozenset())
    return frozenset(found | sits.get(entry.id, frozenset()))


def _around(entry: Entry) -> frozenset[str]:
    """Answer the townships in which a person lives, is registered or was born."""
    places = (entry.household_village, entry.residence_place, entry.native_place)
    return frozenset(place[: facts.TOWNSHIP_DIGITS] for place in places if place)
