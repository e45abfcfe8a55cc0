"""The levels of many pairs at once: the law is `comparison.compare`, asked as seldom as possible.

Two values are compared once, however many pairs have them. Where values are many as well, most
pairs fall into few patterns (two dates years apart, two names that share the surname alone): one
pair of each pattern is compared, and the others are like it. A pattern never says what the level
is, only what it depends on; a pair without one is compared by itself.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talent.core import spreading
from talent.core.columns import Column
from talent.core.spreading import Spread

Levels = NDArray[np.uint8]
Places = NDArray[np.integer[Any]]
Patterns = NDArray[np.int64]
Pattern = Callable[[Places, Places], Patterns]
"""Answers for the codes of two columns of values a number that tells the pattern, or NONE."""

NONE = -1
_ALONE = 255
"""No level of any field: what is compared by itself, before it is."""
AT_ONCE = 1 << 18
"""Pairs looked at together: what a machine's nearer memory holds."""

_SPREAD = 8
"""How many times as many one process looks at before it answers."""

_FEW = 1 << 24
"""Pairs of values for which one byte each is little."""


def levels(
    column: Column,
    pairs: tuple[Places, Places],
    level: Callable[[Any, Any], int],
    pattern: Pattern | None = None,
    spread: Spread = spreading.alone,
) -> Levels:
    """Answer the level of each pair of entries; `level` is symmetric."""
    values, size = column.values, len(pairs[0])
    if len(values) ** 2 <= _FEW:
        return _by_table(column, *pairs, level)
    some = spreading.parted(size, _SPREAD * AT_ONCE)
    found, gathered = np.zeros(size, dtype=np.uint8), _Gathered()
    parts = spread(lambda part: _by_patterns(column, *_some(pairs, part), level, pattern), some)
    for part, (these, alone) in zip(some, parts, strict=True):
        found[part] = these
        gathered.add(alone)
    met = gathered.distinct()
    some = spreading.parted(len(met), AT_ONCE)
    each = np.zeros(len(met), dtype=np.uint8)
    for part, these in zip(
        some, spread(lambda one: _each(values, met[one], level), some), strict=True
    ):
        each[part] = these
    for start in range(0, size, AT_ONCE):
        mine, theirs = _codes(column, *pairs, start)
        these = found[start : start + AT_ONCE]
        these[these == _ALONE] = each[
            np.searchsorted(met, _packed(mine, theirs, these, len(values)))
        ]
    return found


def _some(pairs: tuple[Places, Places], part: slice) -> tuple[Places, Places]:
    return pairs[0][part], pairs[1][part]


def _by_patterns(
    column: Column,
    one: Places,
    other: Places,
    level: Callable[[Any, Any], int],
    pattern: Pattern | None,
) -> tuple[Levels, NDArray[np.int64]]:
    """Answer the levels of pairs that have a pattern, and the values of the others, distinct."""
    found = np.zeros(len(one), dtype=np.uint8)
    known, gathered = _Known(column.values, level), _Gathered()
    for start in range(0, len(one), AT_ONCE):
        mine, theirs = _codes(column, one, other, start)
        like = pattern(mine, theirs) if pattern else np.full(len(mine), NONE, np.int64)
        like[mine == theirs] = NONE
        some = known.levels(like, mine, theirs)
        some[like == NONE] = _ALONE
        found[start : start + AT_ONCE] = some
        gathered.add(_packed(mine, theirs, some, len(column.values)))
    return found, gathered.distinct()


def _packed(mine: Places, theirs: Places, some: Levels, size: int) -> NDArray[np.int64]:
    """Answer the two values of each pair that is compared by itself, as one number."""
    alone = some == _ALONE
    packed: NDArray[np.int64] = mine[alone].astype(np.int64) * size + theirs[alone]
    return packed


class _Gathered:
    """Pairs of values, each kept once: few of many pairs of entries."""

    def __init__(self) -> None:
        self._parts = [np.zeros(0, np.int64)]
        self._waiting = 0

    def add(self, packed: NDArray[np.int64]) -> None:
        """Add some pairs."""
        self._parts.append(np.unique(packed))
        self._waiting += len(self._parts[-1])
        if self._waiting > max(AT_ONCE, len(self._parts[0])):
            self._parts, self._waiting = [self.distinct()], 0

    def distinct(self) -> NDArray[np.int64]:
        """Answer each pair once, sorted."""
        found: NDArray[np.int64] = np.unique(np.concatenate(self._parts))
        return found


class _Known:
    """The levels of the patterns met so far, looked up by the leading bits of a product.

    The few patterns that share them with an earlier one are compared anew each time.
    """

    _BITS = 20
    _FACTOR = np.uint64(0x9E3779B97F4A7C15)

    def __init__(self, values: Sequence[Any], level: Callable[[Any, Any], int]) -> None:
        self._values, self._level = values, level
        self._patterns = np.full(1 << self._BITS, NONE, dtype=np.int64)
        self._levels = np.zeros(1 << self._BITS, dtype=np.uint8)

    def levels(self, like: Patterns, mine: Places, theirs: Places) -> Levels:
        """Answer the levels of some pairs; 0 for those without a pattern."""
        slots = (like.view(np.uint64) * self._FACTOR) >> np.uint64(64 - self._BITS)
        found: Levels = self._levels[slots]
        new = np.flatnonzero(self._patterns[slots] != like)
        if len(new):
            kinds, first, which = np.unique(like[new], return_index=True, return_inverse=True)
            at = new[first]
            each = np.array(list(map(self._one, kinds.tolist(), mine[at], theirs[at])), np.uint8)
            found[new] = each[which]
            free = self._patterns[slots[at]] == NONE
            self._patterns[slots[at][free]] = kinds[free]
            self._levels[slots[at][free]] = each[free]
        return found

    def _one(self, kind: int, mine: int, theirs: int) -> int:
        return 0 if kind == NONE else self._level(self._values[mine], self._values[theirs])


def _by_table(
    column: Column, one: Places, other: Places, level: Callable[[Any, Any], int]
) -> Levels:
    """Compare all values that meet, and look the pairs up."""
    size = len(column.values)
    table = np.zeros(size * size, dtype=np.uint8)
    for start in range(0, len(one), AT_ONCE):
        mine, theirs = _codes(column, one, other, start)
        table[mine.astype(np.int64) * size + theirs] = 1
    pairs = np.flatnonzero(table)
    table[pairs] = _each(column.values, pairs, level)
    found = np.zeros(len(one), dtype=np.uint8)
    for start in range(0, len(one), AT_ONCE):
        mine, theirs = _codes(column, one, other, start)
        found[start : start + AT_ONCE] = table[mine.astype(np.int64) * size + theirs]
    return found


def _codes(column: Column, one: Places, other: Places, start: int) -> tuple[Places, Places]:
    """Answer the values' places of some pairs, the lower first: levels are symmetric."""
    mine = column.codes[one[start : start + AT_ONCE]]
    theirs = column.codes[other[start : start + AT_ONCE]]
    return np.minimum(mine, theirs), np.maximum(mine, theirs)


def _each(values: Any, pairs: NDArray[np.int64], level: Callable[[Any, Any], int]) -> Levels:
    size, at = max(1, len(values)), values.__getitem__
    found = np.zeros(len(pairs), dtype=np.uint8)
    for some in spreading.parted(len(pairs), AT_ONCE):
        mine, theirs = (each.tolist() for each in np.divmod(pairs[some], size))
        each = map(level, map(at, mine), map(at, theirs))
        found[some] = np.fromiter(each, dtype=np.uint8, count=len(mine))
    return found
