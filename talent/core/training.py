"""Learning a model from a pool itself: no labels, no chance, the same pool gives the same model.

Pairs are of one human, of kin, or of strangers. How often strangers reach a level is computed;
how often the others do is learned by expectation and maximisation over agreement patterns,
from expert judgement that counts as some `STRENGTH` pairs, so that a pool of four hundred
entries works. How many duplicates there are is learned too: where there are none, the
probability of *same* falls until nobody is merged.

Levels that two classes could fill are held where the experts put them. Otherwise brothers,
whose names differ in one character, would be learned as one human, and one human as brothers.
"""

import hashlib
import math
from collections.abc import Sequence

import msgspec
import numpy as np
from msgspec import Struct

from talent.core import agreement, levels, model, patterns, pool, scoring, spreading, weights
from talent.core.comparison import Prepared
from talent.core.kindred import Kin, Scale, Table
from talent.core.levels import Birth, IdNumber, Name, Place
from talent.core.patterns import Patterns
from talent.core.scoring import Compared, Numbers, Weighed
from talent.core.spreading import Spread
from talent.core.weights import Weights

STRENGTH = 175.0
"""Pairs that the expert tables count for, class by class and field by field."""

PRIOR_ENTRIES = 20.0
KIN_PRIOR_ENTRIES = 200.0
"""Entries that the experts' guess of duplicates and of kin per entry counts for."""

MOST_ROUNDS = 80
SETTLED = 5e-4
"""The share by which the estimate moves in a round when it has settled."""

MOVING, MOST_MOVED = 0.3, 0.04
"""The part of people who stand in another township than before, by guess, and the least of them
that is believed: in a pool where nobody moves, one who did must still be found."""

TENTHS = 10

_LEVELS = (scoring.WIDTH, max(map(len, levels.SCALES.values())))
"""The shape of counts by field and level."""


HELD_SAME: dict[str, frozenset[int]] = {
    "name": frozenset(
        {Name.LAST_CHAR, Name.GENERATION, Name.ONE_CHAR, Name.SURNAME_ONLY, Name.DIFFERENT}
    ),
    "id_number": frozenset(IdNumber),
    "birth": frozenset({Birth.YEAR_ONLY, Birth.DIFFERENT}),
}
HELD_KIN: dict[str, frozenset[int]] = {
    "name": levels.ALIKE_NAMES,
    "id_number": frozenset({IdNumber.SAME}),
    "place": frozenset({Place.OTHER}),
}

HELD_PARENT = HELD_KIN | {
    "name": frozenset({Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SURNAME_MISSING})
}
"""A generation between two births tells parents from *same*: how alike such names sound is
learned as well."""

HELD = {"same": HELD_SAME, "parent": HELD_PARENT}

RIGID: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("twin", "household", "namesake", "number", "birthmate"), ()
) | {"peer": ("place",)}
"""Classes of which only the size is learned, and these fields. Twins are too few in a pool to teach
anything, and whatever happens to be born on one day would teach them instead."""

_BY_EXACTNESS: tuple[frozenset[int], ...] = (
    frozenset(
        {
            Birth.SAME_DAY, Birth.SWAPPED, Birth.LUNAR, Birth.OTHER_DAY, Birth.OTHER_MONTH,
            Birth.YEAR_OFF, Birth.OTHER_YEAR,
        }
    ),
    frozenset({Birth.SAME_MONTH, Birth.LUNAR_MONTH, Birth.YEAR_OFF_MONTH}),
    frozenset({Birth.SAME_YEAR, Birth.YEAR_OFF_ONLY}),
)  # fmt: skip
"""Levels of birth by how exactly both dates are known. Those of any exactness are left out."""


class Tenth(Struct, frozen=True):
    """Pairs with a probability from `least` to a tenth more: how many, how many *same* expected."""

    least: float
    pairs: int
    same: float


class Report(Struct, frozen=True):
    """What a training saw. `estimated` is the number of pairs of one human; compare it with sense.

    `partners` says by class how many others of it an entry has; `same` is the class itself.
    """

    entries: int
    pairs: int
    estimated: float
    partners: dict[str, float]
    calibration: tuple[Tenth, ...]
    patterns: int
    rounds: int
    settled: bool


class Trained(Struct, frozen=True):
    """A model of a pool, how it came about, and all pairs weighed by it."""

    weights: Weights
    report: Report
    weighed: Weighed


def train(
    people: Sequence[Prepared],
    compared: Compared,
    prior: Weights = weights.EXPERT,
    spread: Spread = spreading.alone,
) -> Trained:
    """Learn a model from the pairs of a pool; deterministic."""
    size = max(1, len(people))
    data = pool.computed(people, prior)
    seen = patterns.of(compared, data, spread)
    estimate, rounds, done = -1.0, 0, False
    while rounds < MOST_ROUNDS and not done:
        expected = _expected(seen, model.of(data), size, spread)
        found = float(expected.pairs[0])
        done = settled(found, estimate)
        estimate, rounds = found, rounds + 1
        data = maximised(expected, data, prior, size)
    distinct = len(seen.counts)
    del seen  # what follows needs the room
    data = msgspec.structs.replace(data, version="")
    data = msgspec.structs.replace(data, version=f"trained-{_digest(data)}")
    weighed = scoring.weigh(compared, size, model.of(data), spread)
    calibration = _calibration(weighed)
    report = Report(
        entries=size,
        pairs=len(weighed),
        estimated=sum(tenth.same for tenth in calibration),
        partners={"same": data.partners} | {name: kin.partners for name, kin in data.kin.items()},
        calibration=calibration,
        patterns=distinct,
        rounds=rounds,
        settled=done,
    )
    return Trained(data, report, weighed)


def settled(found: float, before: float) -> bool:
    """Say whether the estimate moves no more."""
    return abs(found - before) <= SETTLED * found + SETTLED


def _digest(data: Weights) -> str:
    return hashlib.blake2b(msgspec.json.encode(data), digest_size=5).hexdigest()


# --- expectation --------------------------------------------------------------------------


class Expected(Struct, frozen=True):
    """How many pairs are of one human, and of each class of kin; and by field, level by level."""

    pairs: Numbers
    by_level: Numbers


def _expected(seen: Patterns, using: model.Model, size: int, spread: Spread) -> Expected:
    slices = spreading.parted(len(seen.counts), agreement.AT_ONCE)
    pairs, by_level = np.zeros(1 + len(using.kin)), np.zeros((1 + len(using.kin), *_LEVELS))
    for some in spread(lambda one: _expected_of(seen.part(one), using, size), slices):
        pairs += some.pairs
        by_level += some.by_level
    return Expected(pairs, by_level)


def _expected_of(seen: Patterns, using: model.Model, size: int) -> Expected:
    shares = _shares(seen, using, size)
    by_level = [
        [np.bincount(codes, weights=share, minlength=_LEVELS[1]) for codes in seen.levels.T]
        for share in shares
    ]
    return Expected(np.array([share.sum() for share in shares]), np.array(by_level))


def _shares(seen: Patterns, using: model.Model, size: int) -> list[Numbers]:
    """Answer how many pairs of each pattern are of one human, and of each class of kin."""
    same = np.full(len(seen.counts), math.log2(using.weights.partners))
    kin = [np.full(len(seen.counts), partners) for partners, _ in using.kin]
    strangers = seen.chance + math.log2(size)
    strangers_by_level = scoring.table(using.strangers)
    for field in range(scoring.WIDTH):
        codes = seen.levels[:, field]
        same += scoring.table(using.same)[field][codes]
        if field != levels.AT["name"]:
            strangers += strangers_by_level[field][codes]
        for place, (_, scales) in enumerate(using.kin):
            kin[place] += scoring.table(scales)[field][codes]
    every = np.stack([same, *kin, strangers])
    every = np.exp2(every - every.max(axis=0))
    every *= seen.counts / every.sum(axis=0)
    return list(every[:-1])


# --- maximisation -------------------------------------------------------------------------


def maximised(expected: Expected, data: Weights, prior: Weights, size: int) -> Weights:
    """Answer the weights that make the expected counts likeliest, between them and the prior."""
    pairs, by_level = expected.pairs.tolist(), expected.by_level
    kin = {
        name: Kin(
            _partners(pairs[place], before.partners, KIN_PRIOR_ENTRIES, size),
            _learned(name, by_level[place], before.table),
        )
        for place, (name, before) in enumerate(prior.kin.items(), 1)
    }
    return msgspec.structs.replace(
        data,
        partners=_partners(pairs[0], prior.partners, PRIOR_ENTRIES, size),
        same=_learned("same", by_level[0], prior.same),
        kin=kin,
    )


def _partners(pairs: float, prior: float, entries: float, size: int) -> float:
    """Answer how many others of a class an entry has: each pair gives one to both its sides."""
    return (2 * pairs + entries * prior) / (size + entries)


def _learned(name: str, by_level: Numbers, prior: Table) -> Table:
    """Answer the table of a class, as far as a pool teaches it."""
    held = HELD.get(name, HELD_KIN)
    found = dict(prior)
    for field in RIGID.get(name, prior):
        counts = by_level[levels.AT[field], : len(levels.SCALES[field])]
        found[field] = learned(field, prior[field], counts, held.get(field, frozenset()))
    return found


def learned(
    field: str,
    prior: Scale,
    counts: Numbers,
    held: frozenset[int] = frozenset(),
    strength: float = STRENGTH,
) -> Scale:
    """Answer a table between the prior and the counts; held levels stay as they were.

    What the free levels have together is kept, so a field's levels stay comparable with the
    other classes'. Dates known to the day are counted against such dates alone.
    """
    free = [level for level in prior if level not in held]
    if field == "place":
        return prior | _of_places(prior, counts, free, strength)
    groups = [group for group in _BY_EXACTNESS if field == "birth"]
    exact = {level for group in groups for level in group}
    found = dict(prior)
    whole = float(sum(counts[level] for level in free))
    rest = [level for level in free if level not in exact]
    by_group = sum(float(counts[level]) for level in exact)
    for group in groups:
        inside = float(sum(counts[level] for level in group))
        share = inside / by_group if by_group else 0.0
        known = inside + share * float(sum(counts[level] for level in rest))
        mass = sum(prior.get(level, 0.0) for level in (*group, *rest))
        for level in group & prior.keys():
            found[level] = _between(prior[level], mass, float(counts[level]), known, strength)
    mass = 1.0 if groups else sum(prior[level] for level in rest)
    for level in rest:
        found[level] = _between(prior[level], mass, float(counts[level]), whole, strength)
    return found


def _between(prior: float, mass: float, count: float, known: float, strength: float) -> float:
    return min(1.0, mass * (count + strength * prior / mass) / (known + strength))


def _of_places(prior: Scale, counts: Numbers, free: list[int], strength: float) -> Scale:
    """Learn how many stay in the village, and for *same* how many move.

    The experts take a move as no evidence at all, so it never speaks more than `MOST_MOVED` says.
    """
    known = float(sum(counts[1:]))
    found = {
        level: _between(prior[level], 1.0, float(counts[level]), known, strength) for level in free
    }
    if Place.OTHER in found:
        moved = _between(MOVING, 1.0, float(counts[Place.OTHER]), known, strength)
        found[Place.OTHER] = max(MOST_MOVED, moved)
    return found


# --- report -------------------------------------------------------------------------------


def _calibration(weighed: Weighed) -> tuple[Tenth, ...]:
    pairs, same = np.zeros(TENTHS, np.int64), np.zeros(TENTHS)
    for part in weighed.parted():
        chances = part.probability
        tenths = np.minimum((chances * TENTHS).astype(np.int64), TENTHS - 1)
        pairs += np.bincount(tenths, minlength=TENTHS)
        same += np.bincount(tenths, weights=chances, minlength=TENTHS)
    return tuple(
        Tenth(place / TENTHS, int(pairs[place]), float(same[place])) for place in range(TENTHS)
    )
