"""Weighing many pairs at once: the same law as `model.weigh`, over columns instead of structs.

`compare` keeps one code per pair and field; `weigh` answers weight and probability for all of
them. What is shown of a pair comes from `model.weigh`, so that there is one source of reasons.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import (
    agreement,
    alikeness,
    columns,
    comparison,
    frequencies,
    kinds,
    levels,
    model,
    namepatterns,
    numberpatterns,
    spreading,
)
from talent.core.alikeness import Typed
from talent.core.columns import Columns
from talent.core.comparison import Comparison, Prepared
from talent.core.frequencies import Frequencies
from talent.core.levels import IdNumber, Name, Place, Sex
from talent.core.model import CENTIBITS, Model
from talent.core.pairing import Pairs
from talent.core.spreading import Spread
from talent.core.weights import Given, Weights

Numbers = NDArray[np.float64]
Codes = kinds.Codes
Places = NDArray[np.int64]

WIDTH = kinds.WIDTH
_NAME, _PLACE = levels.AT["name"], levels.AT["place"]
_SURNAME, _GIVEN, _SOUND = range(3)

PATTERNS: dict[str, Callable[[Sequence[Any]], agreement.Pattern]] = {
    "name": namepatterns.NamePatterns,
    "id_number": numberpatterns.of_id_numbers,
    "birth": numberpatterns.DatePatterns,
    "phone": numberpatterns.of_lines,
}
"""Fields whose values are so many that most pairs are compared by their patterns."""


class Shares(Struct, frozen=True):
    """How common names are: a row each for the surname, the given name, its sound.

    `entries` are those of the names in use, a column for each entry. Where another name was
    equal, it counts: `others` are those of the pairs at `places`.
    """

    entries: Numbers
    places: Places
    others: Numbers

    def of(self, pairs: Pairs, first: int, last: int) -> Numbers:
        """Answer the shares of some pairs: the commoner name's counts."""
        one, other = pairs.one[first:last], pairs.other[first:last]
        found = np.maximum(self.entries[:, one], self.entries[:, other])
        begin, end = np.searchsorted(self.places, (first, last))
        found[:, self.places[begin:end] - first] = self.others[:, begin:end]
        return found

    def some(self, places: Places) -> "Shares":
        """Answer those of the pairs at some places, which are sorted."""
        among = np.isin(self.places, places)
        now = np.searchsorted(places, self.places[among])
        return Shares(self.entries, now, self.others[:, among])


class Compared(Struct, frozen=True):
    """Pairs compared: a row of levels each, as the number of its kind, and how common names are."""

    pairs: Pairs
    numbers: kinds.Packed
    shares: Shares

    def __len__(self) -> int:
        """Answer how many pairs there are."""
        return len(self.pairs)

    def some(self, places: Places) -> "Compared":
        """Answer the pairs at some places, which are sorted."""
        pairs = Pairs(self.pairs.one[places], self.pairs.other[places], self.pairs.left_out)
        return Compared(pairs, self.numbers[places], self.shares.some(places))

    def levels(self, places: Places) -> Codes:
        """Answer the levels of some pairs."""
        return kinds.unpacked(self.numbers[places])


class Weighed(Struct, frozen=True):
    """Pairs weighed, in centibits; `against` are the bits a pair must outweigh to be even."""

    weight: NDArray[np.signedinteger[Any]]
    against: float

    def __len__(self) -> int:
        """Answer how many pairs there are."""
        return len(self.weight)

    def some(self, places: Places | slice) -> "Weighed":
        """Answer the pairs at some places."""
        return Weighed(self.weight[places], self.against)

    @property
    def probability(self) -> Numbers:
        """The probability of *same* of each pair, before any law."""
        odds = self.weight / CENTIBITS - self.against
        return np.asarray(1 / (1 + np.exp2(np.minimum(-odds, 1000.0))), np.float64)

    def parted(self) -> Iterator["Weighed"]:
        """Answer the pairs in parts: the probabilities of all take much memory."""
        return map(self.some, spreading.parted(len(self), agreement.AT_ONCE))


def compare(
    people: Sequence[Prepared],
    pairs: Pairs,
    known: Frequencies,
    step: Callable[[int], None] = lambda _: None,
    spread: Spread = spreading.alone,
) -> Compared:
    """Compare every pair, field by field; `step` is told how many fields are done."""
    table = columns.of(people)
    named = levels_of(table, "name", pairs, spread)

    def by_field() -> Iterator[NDArray[np.uint8]]:
        for place, field in enumerate(levels.FIELDS):
            yield levels_of(table, field, pairs, spread) if place != _NAME else named
            step(place + 1)

    numbers = kinds.packed(by_field(), len(pairs))
    return Compared(pairs, numbers, shares(table, pairs, named, known))


def levels_of(
    table: Columns, field: str, pairs: Pairs, spread: Spread = spreading.alone
) -> NDArray[np.uint8]:
    """Answer the level of one field in all pairs."""
    law = comparison.FIELDS.get(field)
    column = table.column(law.of if law else ("names",))
    pattern = PATTERNS[field](column.values) if field in PATTERNS else None
    level = law.level if law else lambda mine, theirs: alikeness.compare(mine, theirs)[0]
    found = agreement.levels(column, (pairs.one, pairs.other), level, pattern, spread)
    return found if law else _of_generations(found, table, pairs)


def _of_generations(found: NDArray[np.uint8], table: Columns, pairs: Pairs) -> NDArray[np.uint8]:
    """See `clans.level`."""
    borne = table.column(("generation",))
    at = np.flatnonzero(found == Name.LAST_CHAR)
    mine, theirs = borne.codes[pairs.one[at]], borne.codes[pairs.other[at]]
    some = np.array([bool(one) for one in borne.values], dtype=bool)
    found[at[(mine == theirs) & some[mine]]] = Name.GENERATION
    return found


def shares(table: Columns, pairs: Pairs, named: NDArray[np.uint8], known: Frequencies) -> Shares:
    """Answer how common the names are: of the names in use, or of those that were equal."""
    names = table.column(("names",))
    said = [share(known, value[0]) for share in _SHARES for value in names.values]
    by_value = np.array(said, dtype=np.float64).reshape(len(_SHARES), -1)
    places = np.flatnonzero(named == Name.OTHER_NAME)
    mine, theirs = names.codes[pairs.one[places]], names.codes[pairs.other[places]]
    found = []
    for one, other in zip(mine.tolist(), theirs.tolist(), strict=True):
        _, first, second = alikeness.compare(names.values[one], names.values[other])
        found.append([max(share(known, first), share(known, second)) for share in _SHARES])
    others = np.array(found, dtype=np.float64).reshape(-1, len(_SHARES)).T
    return Shares(by_value[:, names.codes], places, others)


def _of_surname(known: Frequencies, name: Typed) -> float:
    return frequencies.of_surname(known, name.surname)


def _of_given(known: Frequencies, name: Typed) -> float:
    return frequencies.of_given(known, name.given)


def _of_sound(known: Frequencies, name: Typed) -> float:
    return frequencies.of_sound(known, name.sound)


_SHARES = (_of_surname, _of_given, _of_sound)


# --- weighing -----------------------------------------------------------------------------


def weigh(compared: Compared, size: int, using: Model, spread: Spread = spreading.alone) -> Weighed:
    """Weigh every pair for a register of `size` people; see `model.weigh`."""
    weight, slices = np.zeros(len(compared), np.int32), parted(compared)
    found = spread(lambda one: weigh_part(part(compared, one), size, using), slices)
    for one, some in zip(slices, found, strict=True):
        weight[one] = some
    return Weighed(weight, math.log2(size / using.weights.partners))


def worth(compared: Compared, weighed: Weighed) -> Places:
    """Answer the places of the pairs that are at least possibly one human; see `model.weigh`."""
    found = [np.zeros(0, np.int64)]
    for one, some in zip(parted(compared), weighed.parted(), strict=True):
        number = kinds.level(compared.numbers[one], levels.AT["id_number"])
        alike = (some.probability >= model.UNSURE_AT) | (number == IdNumber.SAME)
        found.append(np.flatnonzero(alike) + one.start)
    return np.concatenate(found)


class Part(Struct, frozen=True):
    """Some pairs, as many as are weighed at once: the kinds of them, and which is whose.

    `numbers` are the kinds packed, `levels` a row for each; `shares` are of each pair's names.
    """

    numbers: kinds.Packed
    levels: Codes
    which: Places
    shares: Numbers


def parted(compared: Compared) -> list[slice]:
    """Part the pairs, so that what is worked out for each of them takes little memory."""
    return spreading.parted(len(compared), agreement.AT_ONCE)


def part(compared: Compared, which: slice) -> Part:
    """Answer some of the pairs."""
    shares = compared.shares.of(compared.pairs, which.start, which.stop)
    numbers, of_pairs = np.unique(compared.numbers[which], return_inverse=True)
    return Part(numbers, kinds.unpacked(numbers), of_pairs, shares)


def weigh_part(compared: Part, size: int, using: Model) -> NDArray[np.int32]:
    """Weigh some pairs: what their levels say is summed once for each kind, names pair by pair."""
    codes, which = compared.levels, compared.which
    strangers, rest = np.zeros(len(codes)), np.zeros(len(codes))
    partners = np.array([partners - math.log2(size) for partners, _ in using.kin])
    kin = np.repeat(partners.reshape(-1, 1), len(codes), axis=1)
    for field in range(WIDTH):
        if field != _NAME:
            strangers += table(using.strangers)[field][codes[:, field]]
            share = table(using.same)[field] - table(using.strangers)[field]
            rest += np.rint(CENTIBITS * share)[codes[:, field]]
        for place, (_, scales) in enumerate(using.kin):
            kin[place] += table(scales)[field][codes[:, field]]
    beside = np.logaddexp2.reduce(kin, axis=0, initial=-np.inf) - strangers
    named = table(using.same)[_NAME][codes[:, _NAME]]
    chance = name_chance(compared, using.weights)
    total = np.rint(CENTIBITS * (named[which] - chance)) + rest[which]
    total -= np.rint(CENTIBITS * np.logaddexp2(0.0, beside[which] - chance))
    return total.astype(np.int32)


def table(scales: tuple[tuple[float, ...], ...]) -> list[Numbers]:
    """Turn a model's logarithms into one array per field."""
    return [np.array(scale) for scale in scales]


def name_chance(compared: Part, data: Weights) -> Numbers:
    """Answer log2 of how often strangers' names reach these levels."""
    codes, which = compared.levels, compared.which
    home = codes[:, _PLACE] == Place.VILLAGE
    peers = np.isin(codes[:, levels.AT["birth"]], sorted(model.PEERS))
    sexed = codes[:, levels.AT["sex"]] == Sex.SAME
    likelier = np.where(sexed, np.where(peers, data.peers, data.sexed), 1.0)
    clan, char = np.where(home, data.clan, 0.0), np.where(home, data.clan_char, data.char)
    named, found = codes[:, _NAME][which], np.zeros(len(which))
    for level, chance in data.name_chance.items():
        at = np.flatnonzero(named == level)
        kind = which[at]
        share = np.full(len(at), chance.factor)
        if chance.given in (Given.WHOLE, Given.SOUND):
            share *= likelier[kind]
        if chance.surname:
            share *= np.maximum(compared.shares[_SURNAME, at], clan[kind])
        if chance.given is Given.WHOLE:
            share *= compared.shares[_GIVEN, at]
        elif chance.given is Given.SOUND:
            share *= compared.shares[_SOUND, at]
        elif chance.given is Given.CHAR:
            share *= char[kind]
        found[at] = np.log2(share)
    return found


def one(people: Sequence[Prepared], place: int, other: int) -> Comparison:
    """Compare one pair by its places."""
    return comparison.compare(people[place], people[other])


def of_pair(people: Columns, compared: Compared, place: int) -> Comparison:
    """Answer the comparison of one of the pairs."""
    pairs = compared.pairs
    known = again(people, compared, place)
    return known or one(people, int(pairs.one[place]), int(pairs.other[place]))


def again(people: Columns, compared: Compared, place: int) -> Comparison | None:
    """Answer a comparison from its levels; None where another name than that in use was equal."""
    codes = kinds.row(int(compared.numbers[place]))
    if codes[_NAME] == Name.OTHER_NAME:
        return None
    names, pairs = people.column(("names",)), compared.pairs
    one = names.values[names.codes[pairs.one[place]]][0]
    return Comparison(codes, one, names.values[names.codes[pairs.other[place]]][0])
