"""Everybody of a register in order for one post: strangers sorted once, those with a tie laid over.

To most people a village is one of many that are alike (`field`): their order is sorted once a kind
of village and need. Who lives, is registered or was born around it, or is near it otherwise, is
weighed for it by name, and the two are merged. Order: by standing, total, earlier entry, id.
"""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from itertools import islice

import numpy as np
from msgspec import Struct

from talent.core import facts, field
from talent.core.field import BY_VILLAGE, Field, Ground
from talent.core.fit import FACTOR_LABELS, Factor, Means, Weights
from talent.core.plan_model import Ints

Key = tuple[int, int, date, int]


class Strangers(Struct, frozen=True):
    """Everybody as strangers of one kind of village: their order, keys, and each factor's mean."""

    order: Ints
    keys: list[Key]
    means: Means


class Ranked(Struct, frozen=True):
    """One of the best: the person's number, standing and total."""

    person: int
    standing: int
    total: int


class Ranking:
    """A register ready to be asked for the best people for posts."""

    def __init__(self, people: Field, weights: Weights) -> None:
        """Note who is tied to which place."""
        self.field, self.weights = people, weights
        self.tied: dict[str, set[int]] = defaultdict(set)
        for at, (near, around) in enumerate(zip(people.near, people.around, strict=True)):
            for place in near | around:
                self.tied[place].add(at)
        self._strangers: dict[Hashable, Strangers] = {}
        self._laid: dict[Hashable, tuple[list[Key], frozenset[int]]] = {}

    def means(self, ground: Ground) -> Means:
        """Answer what an unknown factor counts for a post: the mean of the whole register."""
        return self.strangers(ground).means

    def strangers(self, ground: Ground) -> Strangers:
        """Answer everybody as strangers to a post, sorted once a kind of village and need."""
        alike, need = self.field.alike(ground), ground.need
        key = alike, need.role, need.wanted, need.hollow
        found = self._strangers.get(key)
        if found is None:
            found = self._strangers[key] = self._sorted(ground, alike)
        return found

    def _sorted(self, ground: Ground, alike: Hashable) -> Strangers:
        count = len(self.field.people)
        cells = [self.field.stranger(at, ground, alike) for at in range(count)]
        values = {factor: np.empty(count, np.int64) for factor in FACTOR_LABELS}
        for at, cell in enumerate(cells):
            for factor, value in self._values(at, ground, cell).items():
                values[factor][at] = value
        means = {factor: field.mean(column) for factor, column in values.items()}
        keys = [
            self._key(at, cell.standing, {f: int(values[f][at]) for f in FACTOR_LABELS}, means)
            for at, cell in enumerate(cells)
        ]
        order = np.array(sorted(range(count), key=keys.__getitem__), np.int64)
        return Strangers(order, keys, means)

    def _values(self, at: int, ground: Ground, cell: field.Cell) -> dict[Factor, int]:
        found = dict(self.field.personal(at))
        found["skill"] = self.field.skill(at, ground.need)
        found.update(zip(BY_VILLAGE, cell.values, strict=True))
        return found

    def _key(self, at: int, standing: int, values: dict[Factor, int], means: Means) -> Key:
        total = sum(
            self.weights.of(factor) * (means[factor] if value == field.UNKNOWN else value)
            for factor, value in values.items()
        )
        entered = self.field.people[at][0].entered_on or date.max
        return -standing, -total, entered, at

    def top(self, ground: Ground, most: int, without: frozenset[int] = frozenset()) -> list[Ranked]:
        """Answer the best for a post whom no law bars, at most so many."""
        whole, (tied, apart) = self.strangers(ground), self._tied(ground)
        near = (key for key in tied if key[-1] not in without)
        others = (key for key in map(whole.keys.__getitem__, whole.order) if key[-1] not in apart)
        far = (key for key in others if key[-1] not in without)
        keys = sorted((*islice(near, most), *islice(far, most)))
        best = [key for key in keys[:most] if key[0] != field.INELIGIBLE]
        return [Ranked(at, -standing, -total) for standing, total, _, at in best]

    def _tied(self, ground: Ground) -> tuple[list[Key], frozenset[int]]:
        """Answer those with a tie to the village or around it, sorted once, and their numbers."""
        village, need = ground.setting.village, ground.need
        known = village, need.role, need.wanted
        found = self._laid.get(known)
        if found is None:
            means, alike = self.means(ground), self.field.alike(ground)
            there = self.tied[village] | self.tied[village[: facts.TOWNSHIP_DIGITS]]
            keys = []
            for at in there:
                cell = self.field.cell(at, ground, alike)
                keys.append(self._key(at, cell.standing, self._values(at, ground, cell), means))
            found = self._laid[known] = sorted(keys), frozenset(there)
        return found
