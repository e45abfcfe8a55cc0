"""What a pool itself tells of strangers: computed, never learned.

How often two strangers agree in sex, schooling or village is seen in pairs with different
names, taken at even steps through the pool. How often in a day of birth follows from the years
people were born in. In a village where one surname holds two thirds, that surname tells little.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from talent.core import columns, levels, person, scoring
from talent.core.columns import Codes
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
    strangers = prior.strangers | _seen(people, prior.strangers)
    strangers["birth"] = _births(people, prior.strangers["birth"])
    clan, clan_char, char = _clans(people, prior)
    sexed, peers = _cohorts(people)
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


def _seen(people: Sequence[Prepared], prior: Table) -> Table:
    pairs = steps(len(people))
    places, met = np.unique(np.concatenate((pairs.one, pairs.other)), return_inverse=True)
    one, other = np.split(met.astype(np.int32), 2)
    table = columns.of(people).some(places)
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


def _births(people: Sequence[Prepared], prior: Scale) -> Scale:
    """Scale the chances of one year and of years beside by how births spread over the years."""
    born = columns.of(people).column(("birth", "id_birth"))
    times = np.bincount(born.codes, minlength=len(born.values)).tolist()
    years: Counter[int] = Counter()
    for (typed, numbered), many in zip(born.values, times, strict=True):
        if many and (date := typed or numbered):
            years[date.year] += many
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


# --- names of one village -----------------------------------------------------------------


def _clans(people: Sequence[Prepared], prior: Weights) -> tuple[float, float, float]:
    """Answer how often two of a village share the surname, and then a character; and elsewhere.

    Each name counts once in a village, so that duplicates do not speak for clans.
    """
    once = {
        (village, name.surname, name.given)
        for village, (name, *_) in columns.of(people).column(("village", "names")).values
        if village and name.surname and not name.spelled
    }
    village = _pairs(village for village, _, _ in once)
    clan = _pairs((village, surname) for village, surname, _ in once)
    two = [(village, surname, given[0]) for village, surname, given in once if len(given) == 2]  # noqa: PLR2004
    inside = _pairs((village, surname) for village, surname, _ in two)
    char = _pairs(two)
    anywhere = _pairs(first for _, _, first in two)
    every = len(two) * (len(two) - 1) / 2
    return (
        _share(clan, village, prior.clan),
        _share(char, inside, prior.clan_char),
        _share(anywhere, every, prior.char),
    )


def _cohorts(people: Sequence[Prepared]) -> tuple[float, float]:
    """Answer how many times more often people of one sex share a given name, and of one cohort.

    Only people of different surnames count: nearly none of them are one human.
    """
    table = columns.of(people)
    names, born = table.column(("names",)), table.column(("sex", "birth", "id_birth"))
    surname = columns.encoded(value[0].surname for value in names.values).codes[names.codes]
    given = columns.encoded(value[0].given for value in names.values)
    nameless = np.array([not one for one in given.values], dtype=bool)[given.codes][names.codes]
    found = columns.encoded(map(cohort, born.values))
    group = found.codes[born.codes]
    unknown = np.array([one is None for one in found.values], dtype=bool)[group]
    kept = np.flatnonzero(~nameless & ~unknown)
    sexes = columns.encoded(one and one[0] for one in found.values).codes[group[kept]]
    both = (surname[kept], given.codes[names.codes[kept]])
    usual = sharing(np.zeros_like(sexes), *both, 0.0)
    least = 1 / max(1, len(kept))
    sexed, peers = (sharing(one, *both, usual) for one in (sexes, group[kept]))
    return max(1.0, sexed / max(usual, least)), max(1.0, peers / max(usual, least))


def cohort(
    value: tuple[str | None, person.Birth | None, person.Birth | None],
) -> tuple[str, int] | None:
    """Answer sex and years in which the same given names were in use; None where either is not known."""
    sex, typed, numbered = value
    date = typed or numbered
    return (sex, (date.year - FIRST_YEAR) // COHORT) if sex and date else None


def sharing(group: Codes, surname: Codes, given: Codes, usual: float) -> float:
    """Answer how often two of one group, with different surnames, share the given name."""
    pairs = _alike(group) - _alike(group, surname)
    alike = _alike(group, given) - _alike(group, given, surname)
    return (alike + COHORT_STRENGTH * usual) / max(1.0, pairs + COHORT_STRENGTH)


def _alike(*parts: Codes) -> float:
    """Count the pairs of entries that are alike in all of these."""
    packed = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        packed = packed * (int(part.max(initial=0)) + 1) + part
    times = np.unique(packed, return_counts=True)[1]
    return float((times * (times - 1)).sum() / 2)


def _pairs(values: Iterable[object]) -> float:
    return sum(count * (count - 1) / 2 for count in Counter(values).values())


def _share(found: float, known: float, prior: float) -> float:
    return (found + HOME_STRENGTH * prior) / (known + HOME_STRENGTH)
