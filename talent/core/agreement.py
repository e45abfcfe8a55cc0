"""The levels of many pairs at once: the law is `comparison.compare`, asked as seldom as possible.

Two values are compared once, however many pairs have them. Where values are many as well, most
pairs fall into few patterns (two dates years apart, two names that share the surname alone): one
pair of each pattern is compared, and the others are like it. A pattern never says what the level
is, only what it depends on; a pair without one is compared by itself.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talent.core.columns import Column

Levels = NDArray[np.uint8]
Places = NDArray[np.integer[Any]]
Patterns = NDArray[np.int64]
Pattern = Callable[[Places, Places], Patterns]
"""Answers for the codes of two columns of values a number that tells the pattern, or NONE."""

NONE = -1
AT_ONCE = 1 << 20
"""Pairs looked at together: what a machine's nearer memory holds."""

_FEW = 1 << 24
"""Pairs of values for which one byte each is little."""


def levels(
    column: Column,
    one: Places,
    other: Places,
    level: Callable[[Any, Any], int],
    pattern: Pattern | None = None,
) -> Levels:
    """Answer the level of each pair of entries; `level` is symmetric."""
    values = column.values
    if len(values) ** 2 <= _FEW:
        return _by_table(column, one, other, level)
    found = np.zeros(len(one), dtype=np.uint8)
    known: dict[int, int] = {}
    places, packed = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(one), AT_ONCE):
        mine, theirs = _codes(column, one, other, start)
        like = pattern(mine, theirs) if pattern else np.full(len(mine), NONE, np.int64)
        like[mine == theirs] = NONE
        kinds, first, which = np.unique(like, return_index=True, return_inverse=True)
        for kind, place in zip(kinds.tolist(), first.tolist(), strict=True):
            if kind not in known:
                known[kind] = (
                    0 if kind == NONE else level(values[mine[place]], values[theirs[place]])
                )
        by_kind = np.array([known[kind] for kind in kinds.tolist()], dtype=np.uint8)
        found[start : start + AT_ONCE] = by_kind[which]
        alone = np.flatnonzero(like == NONE)
        places.append(alone + start)
        packed.append(mine[alone].astype(np.int64) * len(values) + theirs[alone])
    pairs, which = np.unique(np.concatenate(packed), return_inverse=True)
    found[np.concatenate(places)] = _each(values, pairs, level)[which]
    return found


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
    size = max(1, len(values))
    mine, theirs = np.divmod(pairs, size)
    found = map(
        level, map(values.__getitem__, mine.tolist()), map(values.__getitem__, theirs.tolist())
    )
    return np.fromiter(found, dtype=np.uint8, count=len(pairs))
