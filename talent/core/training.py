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
from numpy.typing import NDArray

from talent.core import levels, model, pool, scoring, weights
from talent.core.comparison import Prepared
from talent.core.kindred import Kin, Scale, Table
from talent.core.levels import Birth, IdNumber, Name, Place
from talent.core.scoring import Compared, Numbers
from talent.core.weights import Weights

STRENGTH = 175.0
"""Pairs that the expert tables count for, class by class and field by field."""

PRIOR_ENTRIES = 20.0
KIN_PRIOR_ENTRIES = 200.0
"""Entries that the experts' guess of duplicates and of kin per entry counts for."""

MOST_ROUNDS = 80
SETTLED = 5e-4
"""The share by which the estimate moves in a round when it has settled."""

MOVING, MOST_MOVED = 0.3, 0.08
"""The part of people who stand in another township than before, by guess, and the least of them
that is believed: in a pool where nobody moves, one who did must still be found."""

BITS_APART = 0.5
"""Names are as common as others within half a bit: patterns stay few."""

TENTHS = 10

HELD_SAME: dict[str, frozenset[int]] = {
    "name": frozenset({Name.LAST_CHAR, Name.ONE_CHAR, Name.SURNAME_ONLY, Name.DIFFERENT}),
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

RIGID = frozenset({"twin", "household", "namesake", "peer"})
"""Classes of which only the size is learned. Twins are too few in a pool to teach anything, and
whatever happens to be born on one day would teach them instead."""

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
    patterns: int = 0
    rounds: int = 0
    settled: bool = False


class Trained(Struct, frozen=True):
    """A model of a pool and how it came about."""

    weights: Weights
    report: Report


class _Patterns(Struct):
    """Distinct rows of levels with a like name chance, and how many pairs show each."""

    levels: scoring.Codes
    chance: Numbers
    counts: Numbers


def train(
    people: Sequence[Prepared], compared: Compared, prior: Weights = weights.EXPERT
) -> Trained:
    """Learn a model from the pairs of a pool; deterministic."""
    size = max(1, len(people))
    data = pool.computed(people, prior)
    patterns = _patterns(compared, data)
    estimate, rounds, settled = -1.0, 0, False
    while rounds < MOST_ROUNDS and not settled:
        shares = _shares(patterns, model.of(data), size)
        found = float(shares[0].sum())
        settled = abs(found - estimate) <= SETTLED * found + SETTLED
        estimate, rounds = found, rounds + 1
        data = _maximised(patterns, shares, data, prior, size)
    data = msgspec.structs.replace(data, version="")
    data = msgspec.structs.replace(data, version=f"trained-{_digest(data)}")
    report = _report(compared, data, size)
    return Trained(
        data,
        msgspec.structs.replace(
            report, patterns=len(patterns.counts), rounds=rounds, settled=settled
        ),
    )


def _digest(data: Weights) -> str:
    return hashlib.blake2b(msgspec.json.encode(data), digest_size=5).hexdigest()


def _patterns(compared: Compared, data: Weights) -> _Patterns:
    parts = [_distinct(one, data) for one in scoring.parted(compared)]
    packed, kinds = np.zeros(0, np.int64), np.zeros((0, scoring.WIDTH), np.uint8)
    chance, counts = np.zeros(0), np.zeros(0)
    if parts:
        packed, kinds, chance, counts = map(np.concatenate, zip(*parts, strict=True))
    _, first, which = np.unique(packed, return_index=True, return_inverse=True)
    return _Patterns(kinds[first], chance[first], np.bincount(which, counts).astype(np.float64))


def _distinct(
    part: scoring.Part, data: Weights
) -> tuple[NDArray[np.int64], scoring.Codes, Numbers, Numbers]:
    """Answer distinct patterns, packed: their levels, their chances, and how many show them."""
    chance = np.rint(scoring.name_chance(part, data) / BITS_APART).astype(np.int64)
    packed = -chance
    for field, scale in enumerate(levels.SCALES.values()):
        packed = packed * len(scale) + part.levels[:, field]
    packed, first, counts = np.unique(packed, return_index=True, return_counts=True)
    halves = np.asarray(chance[first] * BITS_APART, np.float64)
    return packed, part.levels[first], halves, counts.astype(np.float64)


# --- expectation --------------------------------------------------------------------------


def _shares(patterns: _Patterns, using: model.Model, size: int) -> list[Numbers]:
    """Answer how many pairs of each pattern are of one human, and of each class of kin."""
    same = np.full(len(patterns.counts), math.log2(using.weights.partners))
    kin = [np.full(len(patterns.counts), partners) for partners, _ in using.kin]
    strangers = patterns.chance + math.log2(size)
    strangers_by_level = scoring.table(using.strangers)
    for field in range(scoring.WIDTH):
        codes = patterns.levels[:, field]
        same += scoring.table(using.same)[field][codes]
        if field != levels.AT["name"]:
            strangers += strangers_by_level[field][codes]
        for place, (_, scales) in enumerate(using.kin):
            kin[place] += scoring.table(scales)[field][codes]
    every = np.stack([same, *kin, strangers])
    every = np.exp2(every - every.max(axis=0))
    every *= patterns.counts / every.sum(axis=0)
    return list(every[:-1])


# --- maximisation -------------------------------------------------------------------------


def _maximised(
    patterns: _Patterns, shares: list[Numbers], data: Weights, prior: Weights, size: int
) -> Weights:
    same, *others = shares
    kin = {
        name: Kin(
            _partners(share, before.partners, KIN_PRIOR_ENTRIES, size),
            _learned(patterns, share, before.table, _held(name))
            if name not in RIGID
            else before.table,
        )
        for share, (name, before) in zip(others, prior.kin.items(), strict=True)
    }
    return msgspec.structs.replace(
        data,
        partners=_partners(same, prior.partners, PRIOR_ENTRIES, size),
        same=_learned(patterns, same, prior.same, HELD_SAME),
        kin=kin,
    )


def _held(name: str) -> dict[str, frozenset[int]]:
    return HELD_PARENT if name == "parent" else HELD_KIN


def _partners(share: Numbers, prior: float, entries: float, size: int) -> float:
    """Answer how many others of a class an entry has: each pair gives one to both its sides."""
    return (2 * float(share.sum()) + entries * prior) / (size + entries)


def _learned(
    patterns: _Patterns, share: Numbers, prior: Table, held: dict[str, frozenset[int]]
) -> Table:
    found: Table = {}
    for field, scale in prior.items():
        codes = patterns.levels[:, levels.AT[field]]
        counts = np.bincount(codes, weights=share, minlength=len(levels.SCALES[field]))
        found[field] = learned(
            field, scale, np.asarray(counts, np.float64), held.get(field, frozenset())
        )
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


def _report(compared: Compared, data: Weights, size: int) -> Report:
    using = model.of(data)
    pairs, same = np.zeros(TENTHS, np.int64), np.zeros(TENTHS)
    for part in scoring.parted(compared):
        chances = scoring.weigh_part(part, size, using).probability
        tenths = np.minimum((chances * TENTHS).astype(np.int64), TENTHS - 1)
        pairs += np.bincount(tenths, minlength=TENTHS)
        same += np.bincount(tenths, weights=chances, minlength=TENTHS)
    return Report(
        entries=size,
        pairs=len(compared),
        estimated=float(same.sum()),
        partners={"same": data.partners} | {name: kin.partners for name, kin in data.kin.items()},
        calibration=tuple(
            Tenth(place / TENTHS, int(pairs[place]), float(same[place])) for place in range(TENTHS)
        ),
    )
