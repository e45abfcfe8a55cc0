"""Agreement patterns counted: what a model learns from is how many pairs show each, not the pairs.

A pattern is a row of levels with how common the names are, roughly. Some parts of the pairs are
counted at a time, so that a million entries are learned from in little memory.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import kinds, scoring, spreading
from talent.core.scoring import Codes, Compared, Numbers
from talent.core.spreading import Spread
from talent.core.weights import Weights

BITS_APART = 0.5
"""Names are as common as others within half a bit: patterns stay few."""

_AT_ONCE = 4_000_000
"""Patterns gathered before those seen twice are put together."""

Packed = NDArray[np.int64]


class Patterns(Struct, frozen=True):
    """Distinct rows of levels with a like name chance, and how many pairs show each."""

    levels: Codes
    chance: Numbers
    counts: Numbers

    def part(self, which: slice) -> "Patterns":
        """Answer some of the patterns."""
        return Patterns(self.levels[which], self.chance[which], self.counts[which])


def of(compared: Compared, data: Weights, spread: Spread = spreading.alone) -> Patterns:
    """Count the patterns of all pairs; the chances are by the weights of strangers."""
    packed, counts = np.zeros(0, np.int64), np.zeros(0)
    gathered: list[tuple[Packed, Numbers]] = []
    waiting = 0
    slices = scoring.parted(compared)
    distinct = spread(lambda one: _distinct(scoring.part(compared, one), data), slices)
    for place, some in enumerate(distinct, 1):
        gathered.append(some)
        waiting += len(some[0])
        if waiting > max(_AT_ONCE, len(packed)) or place == len(slices):
            packed, counts = _summed([(packed, counts), *gathered])
            gathered, waiting = [], 0
    return _unpacked(packed, counts)


def _summed(parts: list[tuple[Packed, Numbers]]) -> tuple[Packed, Numbers]:
    packed, counts = map(np.concatenate, zip(*parts, strict=True))
    distinct, which = np.unique(packed, return_inverse=True)
    return distinct, np.bincount(which, counts, minlength=len(distinct)).astype(np.float64)


def _distinct(part: scoring.Part, data: Weights) -> tuple[Packed, Numbers]:
    """Answer distinct patterns, packed, and how many pairs show them."""
    chance = np.rint(scoring.name_chance(part, data) / BITS_APART).astype(np.int64)
    packed, counts = np.unique(part.numbers[part.which] - chance * kinds.SPACE, return_counts=True)
    return packed, counts.astype(np.float64)


def _unpacked(packed: Packed, counts: Numbers) -> Patterns:
    rest, numbers = np.divmod(packed, kinds.SPACE)
    return Patterns(kinds.unpacked(numbers), np.asarray(-rest * BITS_APART, np.float64), counts)
