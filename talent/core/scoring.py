"""Weighing many pairs at once: the same law as `model.weigh`, over columns instead of structs.

`compare` keeps one code per pair and field; `weigh` answers weight and probability for all of
them. What is shown of a pair comes from `model.weigh`, so that there is one source of reasons.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import comparison, frequencies, levels, model
from talent.core.alikeness import Typed
from talent.core.comparison import Comparison, Prepared
from talent.core.frequencies import Frequencies
from talent.core.levels import Name, Place, Sex
from talent.core.model import CENTIBITS, Model
from talent.core.pairing import Pairs
from talent.core.weights import Given, Weights

Numbers = NDArray[np.float64]
Codes = NDArray[np.uint8]

WIDTH = len(levels.FIELDS)
_NAME, _PLACE = levels.AT["name"], levels.AT["place"]


class Shares(Struct, frozen=True):
    """How common each pair's names are: of the surname, the given name, its sound."""

    surname: Numbers
    given: Numbers
    sound: Numbers


class Compared(Struct, frozen=True):
    """Pairs compared: a row of levels each, and how common what they share is."""

    pairs: Pairs
    levels: Codes
    shares: Shares

    def __len__(self) -> int:
        """Answer how many pairs there are."""
        return len(self.pairs)


class Weighed(Struct, frozen=True):
    """Pairs weighed: the weight in centibits, and the probability of *same* before any law."""

    weight: NDArray[np.int64]
    probability: Numbers


def compare(
    people: Sequence[Prepared],
    pairs: Pairs,
    known: Frequencies,
    step: Callable[[], None] = lambda: None,
) -> Compared:
    """Compare every pair; `step` is called once per pair."""
    rows = bytearray()
    others: dict[int, tuple[Typed, Typed]] = {}
    for place, (one, other) in enumerate(
        zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)
    ):
        found = comparison.compare(people[one], people[other])
        rows += bytes(found.levels)
        if found.levels[_NAME] == Name.OTHER_NAME:
            others[place] = (found.one, found.other)
        step()
    codes = np.frombuffer(bytes(rows), dtype=np.uint8).reshape(-1, WIDTH)
    return Compared(pairs, codes, _shares(people, pairs, others, known))


def _shares(
    people: Sequence[Prepared],
    pairs: Pairs,
    others: dict[int, tuple[Typed, Typed]],
    known: Frequencies,
) -> Shares:
    """Answer how common the names are: of the names in use, or of those that were equal."""
    found = []
    for share in (_of_surname, _of_given, _of_sound):
        each = np.array([share(known, person.names[0]) for person in people])
        both = np.maximum(each[pairs.one], each[pairs.other])
        for place, (one, other) in others.items():
            both[place] = max(share(known, one), share(known, other))
        found.append(both)
    return Shares(*found)


def _of_surname(known: Frequencies, name: Typed) -> float:
    return frequencies.of_surname(known, name.surname)


def _of_given(known: Frequencies, name: Typed) -> float:
    return frequencies.of_given(known, name.given)


def _of_sound(known: Frequencies, name: Typed) -> float:
    return frequencies.of_sound(known, name.sound)


# --- weighing -----------------------------------------------------------------------------


def weigh(compared: Compared, size: int, using: Model) -> Weighed:
    """Weigh every pair for a register of `size` people; see `model.weigh`."""
    chance = name_chance(compared, using.weights)
    part = table(using.same)[_NAME][compared.levels[:, _NAME]] - chance
    total = np.rint(CENTIBITS * part).astype(np.int64)
    by_chance = chance.copy()
    kin = [np.full(len(compared), partners - math.log2(size)) for partners, _ in using.kin]
    for field in range(WIDTH):
        codes = compared.levels[:, field]
        if field != _NAME:
            by_chance += table(using.strangers)[field][codes]
            part = table(using.same)[field] - table(using.strangers)[field]
            total += np.rint(CENTIBITS * part).astype(np.int64)[codes]
        for place, (_, scales) in enumerate(using.kin):
            kin[place] += table(scales)[field][codes]
    explained = sum(np.exp2(np.minimum(least - by_chance, 500.0)) for least in kin)
    total -= np.rint(CENTIBITS * np.log2(1.0 + explained)).astype(np.int64)
    odds = total / CENTIBITS - math.log2(size / using.weights.partners)
    return Weighed(total, 1 / (1 + np.exp2(np.minimum(-odds, 1000.0))))


def table(scales: tuple[tuple[float, ...], ...]) -> list[Numbers]:
    """Turn a model's logarithms into one array per field."""
    return [np.array(scale) for scale in scales]


def name_chance(compared: Compared, data: Weights) -> Numbers:
    """Answer log2 of how often strangers' names reach these levels."""
    found = np.zeros(len(compared))
    home = compared.levels[:, _PLACE] == Place.VILLAGE
    peers = np.isin(compared.levels[:, levels.AT["birth"]], sorted(model.PEERS))
    sexed = compared.levels[:, levels.AT["sex"]] == Sex.SAME
    likelier = np.where(sexed, np.where(peers, data.peers, data.sexed), 1.0)
    for level, chance in data.name_chance.items():
        at = np.flatnonzero(compared.levels[:, _NAME] == level)
        share = np.full(len(at), chance.factor)
        if chance.given in (Given.WHOLE, Given.SOUND):
            share *= likelier[at]
        if chance.surname:
            share *= np.maximum(compared.shares.surname[at], np.where(home[at], data.clan, 0.0))
        if chance.given is Given.WHOLE:
            share *= compared.shares.given[at]
        elif chance.given is Given.SOUND:
            share *= compared.shares.sound[at]
        elif chance.given is Given.CHAR:
            share *= np.where(home[at], data.clan_char, data.char)
        found[at] = np.log2(share)
    return found


def one(people: Sequence[Prepared], place: int, other: int) -> Comparison:
    """Compare one pair by its places."""
    return comparison.compare(people[place], people[other])
