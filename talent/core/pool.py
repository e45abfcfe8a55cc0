"""What a pool itself tells of strangers: computed, never learned.

How often two strangers agree in sex, schooling or village is seen in pairs with different
names, taken at even steps through the pool. How often in a day of birth follows from the years
people were born in. In a village where one surname holds two thirds, that surname tells little.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from talent.core import columns, levels, scoring
from talent.core.columns import Codes, Column, Columns
from talent.core.comparison import Prepared
from talent.core.kindred import Scale, Table
from talent.core.levels import Birth, Name
from talent.core.pairing import Pairs
from talent.core.weights import Weights

MOST_SEEN = 40_000
SEEN_PER_ENTRY = 8
"""Pairs of strangers looked at."""

STRENGTH = 500.0
"""Pairs that the expert tables of strangers count for; also people, for years of birth."""

HOME_STRENGTH = 2_000.0
"""Pairs of one village that the expert's shares of clans count for."""

COHORT = 4
"""Years over which the same given names are in use."""

FIRST_YEAR = 1900
COHORT_STRENGTH = 20_000.0

_GOLDEN = 0.6180339887
_SEEN = ("sex", "place", "education", "political_status", "employer", "position", "native_place")
_ONE_YEAR = (
    Birth.SAME_DAY, Birth.SAME_MONTH, Birth.SAME_YEAR, Birth.SWAPPED, Birth.LUNAR,
    Birth.LUNAR_MONTH, Birth.OTHER_DAY, Birth.OTHER_MONTH, Birth.YEAR_ONLY,
)  # fmt: skip
_YEAR_APART = (Birth.YEAR_OFF, Birth.YEAR_OFF_MONTH, Birth.YEAR_OFF_ONLY)


def computed(people: Sequence[Prepared], prior: Weights) -> Weights:
    """Answer the weights with the strangers' side as this pool has it."""
    table = columns.of(people)
    strangers = prior.strangers | _seen(table, prior.strangers)
    strangers["birth"] = _births(table, prior.strangers["birth"])
    clan, clan_char, char = _clans(table, prior)
    sexed, peers = _cohorts(table)
    return msgspec.structs.replace(
        prior,
        strangers=strangers,
        clan=clan,
        clan_char=clan_char,
        char=char,
        sexed=sexed,
        peers=peers,
    )


# --- fields -------------------------------------------------------------------------------


def _seen(people: Columns, prior: Table) -> Table:
    pairs = steps(len(people))
    places, met = np.unique(np.concatenate((pairs.one, pairs.other)), return_inverse=True)
    one, other = np.split(met.astype(np.int32), 2)
    table = people.some(places)
    pairs = Pairs(one, other, {})
    # Two of one human, or of one family, mostly share the surname at least.
    strangers = scoring.levels_of(table, "name", pairs) == Name.DIFFERENT
    found = {}
    for field in _SEEN:
        codes = scoring.levels_of(table, field, pairs)[strangers]
        counts = np.bincount(codes, minlength=len(levels.SCALES[field])).astype(np.float64)
        found[field] = mixed(field, prior[field], counts)
    return found


def steps(size: int) -> Pairs:
    """Answer pairs at even steps: each entry with some that stand at golden sections from it."""
    rounds = min(SEEN_PER_ENTRY, size // 2, max(1, MOST_SEEN // max(1, size)))
    stride = max(1, size * rounds // MOST_SEEN)
    turns = np.arange(1, rounds + 1)
    apart = 1 + (size * ((turns * _GOLDEN) % 1.0)).astype(np.int64) % max(1, size - 1)
    one = np.tile(np.arange(0, size, stride), rounds)
    other = (one + np.repeat(apart, len(one) // max(1, rounds))) % max(1, size)
    return Pairs(one.astype(np.int32), other.astype(np.int32), {})


def mixed(field: str, prior: Scale, counts: scoring.Numbers) -> Scale:
    """Answer a field's chances between the experts' and what was counted among strangers."""
    known = float(counts[1:].sum())
    mass = 1.0 if field == "place" else sum(prior.values())
    return {
        # That somebody is elsewhere is no evidence ever.
        level: 1.0
        if share == 1.0
        else mass * (float(counts[level]) + STRENGTH * share / mass) / (known + STRENGTH)
        for level, share in prior.items()
    }


def _births(table: Columns, prior: Scale) -> Scale:
    """Scale the chances of one year and of years beside by how births spread over the years."""
    times = np.bincount(_years(table)).tolist()
    years = {year: many for year, many in enumerate(times) if year and many}
    people_known = sum(years.values())
    pairs = max(1, people_known * people_known)
    one = sum(count * count for count in years.values()) - people_known
    beside = sum(2 * count * years.get(year + 1, 0) for year, count in years.items())
    trust = people_known / (people_known + STRENGTH)
    same = 1 + trust * (max(0.0, one / pairs) / prior[Birth.SAME_YEAR] - 1)
    apart = 1 + trust * (beside / pairs / prior[Birth.YEAR_OFF_ONLY] - 1)
    return (
        prior
        | {level: min(1.0, prior[level] * same) for level in _ONE_YEAR}
        | {level: min(1.0, prior[level] * apart) for level in _YEAR_APART}
    )


def _years(table: Columns) -> Codes:
    """Answer when each entry was born, by the date typed, else by the ID number; 0: not known."""
    typed, numbered = (
        np.array([date.year if date else 0 for date in column.values], np.int32)[column.codes]
        for column in map(table.column, (("birth",), ("id_birth",)))
    )
    return np.where(typed > 0, typed, numbered)


def _numbered(column: Column, said: Callable[[Any], object] = lambda one: one) -> Codes:
    """Answer numbers for what each entry's value says, from 1; 0 where it says nothing."""
    found = columns.encoded(chain((None,), (said(one) or None for one in column.values)))
    return found.codes[1:][column.codes]


# --- names of one village -----------------------------------------------------------------


def _clans(table: Columns, prior: Weights) -> tuple[float, float, float]:
    """Answer how often two of a village share the surname, and then a character; and elsewhere.

    Each name counts once in a village, so that duplicates do not speak for clans.
    """
    names, village = table.column(("names",)), _numbered(table.column(("village",)))
    surname = _numbered(names, lambda value: "" if value[0].spelled else value[0].surname)
    given = _numbered(names, lambda value: value[0].given)
    head = _numbered(names, lambda value: value[0].given[0] if len(value[0].given) == 2 else "")  # noqa: PLR2004
    known = np.flatnonzero((village > 0) & (surname > 0))
    packed = _packed(village[known], surname[known], given[known])
    once = known[np.unique(packed, return_index=True)[1]]
    two = once[head[once] > 0]
    inside = (village[two], surname[two])
    return (
        _share(_alike(village[once], surname[once]), _alike(village[once]), prior.clan),
        _share(_alike(*inside, head[two]), _alike(*inside), prior.clan_char),
        _share(_alike(head[two]), len(two) * (len(two) - 1) / 2, prior.char),
    )


def _cohorts(table: Columns) -> tuple[float, float]:
    """Answer how many times more often people of one sex share a given name, and of one cohort.

    Only people of different surnames count: nearly none of them are one human.
    """
    names, group = table.column(("names",)), cohorts(table)
    surname = _numbered(names, lambda value: value[0].surname)
    given = _numbered(names, lambda value: value[0].given)
    kept = np.flatnonzero((given > 0) & (group > 0))
    both, sexes = (surname[kept], given[kept]), _numbered(table.column(("sex",)))[kept]
    usual = sharing(np.zeros_like(sexes), *both, 0.0)
    least = 1 / max(1, len(kept))
    sexed, peers = (sharing(one, *both, usual) for one in (sexes, group[kept]))
    return max(1.0, sexed / max(usual, least)), max(1.0, peers / max(usual, least))


def cohorts(table: Columns) -> NDArray[np.int64]:
    """Answer numbers for sex and years in which the same given names are in use; 0: not known."""
    sex, years = _numbered(table.column(("sex",))), _years(table)
    known = (sex > 0) & (years > 0)
    since = (years - FIRST_YEAR) // COHORT
    return np.where(known, 1 + _packed(sex, since - since.min(initial=0)), 0)


def sharing(group: NDArray[Any], surname: Codes, given: Codes, usual: float) -> float:
    """Answer how often two of one group, with different surnames, share the given name."""
    pairs = _alike(group) - _alike(group, surname)
    alike = _alike(group, given) - _alike(group, given, surname)
    return (alike + COHORT_STRENGTH * usual) / max(1.0, pairs + COHORT_STRENGTH)


def _alike(*parts: NDArray[Any]) -> float:
    """Count the pairs of entries that are alike in all of these."""
    times = np.unique(_packed(*parts), return_counts=True)[1]
    return float((times * (times - 1)).sum() / 2)


def _packed(*parts: NDArray[Any]) -> NDArray[np.int64]:
    """Answer one number for what each entry has of several."""
    packed = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        packed = packed * (int(part.max(initial=0)) + 1) + part
    return packed


def _share(found: float, known: float, prior: float) -> float:
    return (found + HOME_STRENGTH * prior) / (known + HOME_STRENGTH)
