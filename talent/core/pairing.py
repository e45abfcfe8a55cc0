"""Which entries of a whole register are compared: all pairs that share a blocking key.

Rule by rule, keys are numbers in a column; sorted, those of one block stand together, and only
the pairs are kept, two small numbers each, so that a register is paired in little memory. A key
that too many entries carry is none: it would bring the square of them and tell little. It is
made finer by another part where the rule knows one, and how many were over the cap is said.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import blocking, columns, spreading
from talent.core.blocking import Rule, Source
from talent.core.columns import Columns
from talent.core.comparison import Prepared
from talent.core.spreading import Spread

Indices = NDArray[np.int64]
Places = NDArray[np.int32]

MOST_NARROW = 120
MOST_BROAD = 60
"""Entries that may carry one key. A village-office phone on 200 entries is no key."""

LEAST = 5
"""Entries that may always carry one key."""

LITTLE = 1_000_000
"""Pairs that a rule may always bring; beyond, `Rule.pairs` for each entry of the register."""

_AT_ONCE = 8_000_000
"""Pairs gathered before those found twice are dropped."""
_VALUES_AT_ONCE = 1 << 14
_SPACE = 1 << 62
"""Keys are numbers below this one; they are counted anew before they would pass it."""


class Pairs(Struct, frozen=True):
    """Pairs of places in the list of entries, `one` before `other`, sorted, none twice.

    `left_out` says how many keys of each blocking rule were over the cap.
    """

    one: Places
    other: Places
    left_out: dict[str, int]

    def __len__(self) -> int:
        """Answer how many pairs there are."""
        return len(self.one)


class _Part(Struct, frozen=True):
    """A part's values as numbers below `size`; those of an entry stand from `first`, `many` long."""

    first: Places
    many: Places
    numbers: Indices
    size: int


class _Rows(Struct, frozen=True):
    """Who carries which key; `ahead` are keys of the year after an entry's own.

    Over a whole register one direction is enough: the older of two finds the younger.
    """

    holders: Places
    keys: Indices
    ahead: NDArray[np.bool_]


def find(
    people: Sequence[Prepared],
    step: Callable[[int], None] = lambda _: None,
    spread: Spread = spreading.alone,
) -> Pairs:
    """Find the pairs of entries that share a key; `step` is told how many rules are done."""
    parts = _parts(columns.of(people), spread)
    left_out: dict[str, int] = {}
    packed = _unique(_by_rules(len(people), parts, left_out, step))
    one, other = np.zeros(len(packed), np.int32), np.zeros(len(packed), np.int32)
    for some in spreading.parted(len(packed), _AT_ONCE):
        one[some], other[some] = packed[some] >> 32, packed[some] & 0xFFFFFFFF
    return Pairs(one, other, left_out)


def _by_rules(
    size: int, parts: dict[str, _Part], left_out: dict[str, int], step: Callable[[int], None]
) -> Iterator[Indices]:
    for place, rule in enumerate(blocking.RULES if size else ()):
        everybody = np.arange(size, dtype=np.int32)
        rows = _Rows(everybody, np.zeros(size, np.int64), np.zeros(size, bool))
        for part in rule.parts:
            rows = _with(rows, part, parts[part])
        yield from _blocks(rows, rule, list(rule.finer), parts, left_out)
        step(place + 1)


# --- parts --------------------------------------------------------------------------------


def _parts(table: Columns, spread: Spread) -> dict[str, _Part]:
    """Answer every part of all entries as numbers: each text once."""
    found = {}
    for source in blocking.SOURCES:
        column = table.column(source.of)
        numbered: defaultdict[str, _Numbered] = defaultdict(_Numbered)
        some = [column.values[one] for one in spreading.parted(len(column.values), _VALUES_AT_ONCE)]
        for said in spread(partial(_said, source), some):
            for part, texts in said.items():
                numbered[part].add(texts)
        for part, one in numbered.items():
            many = np.array(one.many, dtype=np.int32)
            first = np.cumsum(many, dtype=np.int32) - many
            numbers, size = one.numbers(as_years=part == blocking.YEAR)
            found[part] = _Part(first[column.codes], many[column.codes], numbers, size)
    return found


class _Said(Struct, frozen=True):
    """The texts of a part of some values: how many each has, their places among the distinct."""

    many: list[int] = []
    places: list[int] = []
    distinct: dict[str, int] = {}


def _said(source: Source, values: Sequence[Any]) -> dict[str, _Said]:
    found: defaultdict[str, _Said] = defaultdict(_Said)
    for value in values:
        for part, texts in source.parts(value).items():
            said = found[part]
            said.many.append(len(texts))
            for text in texts:
                said.places.append(said.distinct.setdefault(text, len(said.distinct)))
    return dict(found)


class _Numbered:
    """The texts of a part as they come: how many each value has, and their numbers."""

    def __init__(self) -> None:
        self.many = array("i")
        self._places: defaultdict[str, int] = defaultdict(count().__next__)
        self._numbers = array("i")

    def add(self, said: _Said) -> None:
        """Add the texts of some values."""
        self.many.extend(said.many)
        numbers = list(map(self._places.__getitem__, said.distinct))
        self._numbers.extend(map(numbers.__getitem__, said.places))

    def numbers(self, *, as_years: bool) -> tuple[Indices, int]:
        """Answer the numbers of all texts, and the least number above them."""
        found = np.array(self._numbers, dtype=np.int64)
        if not as_years:
            return found, max(1, len(self._places))
        years = np.array(list(self._places), dtype=np.int64)
        least = int(years.min(initial=9999))
        # One more than there are, for the year after the last.
        return (years - least)[found], max(0, int(years.max(initial=0)) - least) + 2


def _with(rows: _Rows, name: str, part: _Part) -> _Rows:
    """Put one more part into the keys: a row for each of its values, and for a year ahead."""
    keys = rows.keys
    if int(keys.max(initial=0)) > _SPACE // part.size:
        keys = np.unique(keys, return_inverse=True)[1]
    many = part.many[rows.holders]
    which = np.repeat(np.arange(len(many)), many)
    holders = rows.holders[which]
    within = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    keys = keys[which] * part.size + part.numbers[part.first[holders] + within]
    if name != blocking.YEAR:
        return _Rows(holders, keys, rows.ahead[which])
    ahead = np.repeat((False, True), len(keys))
    return _Rows(np.tile(holders, 2), np.concatenate((keys, keys + 1)), ahead)


# --- blocks -------------------------------------------------------------------------------


def _blocks(
    rows: _Rows, rule: Rule, finer: list[str], parts: dict[str, _Part], left_out: dict[str, int]
) -> Iterator[Indices]:
    """Answer the pairs of each block, packed; blocks over the cap are parted by finer parts."""
    size = len(parts[rule.parts[0]].many)
    order = np.lexsort((rows.holders, rows.ahead, rows.keys))
    holders, keys, ahead = rows.holders[order], rows.keys[order], rows.ahead[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else order
    sizes = np.diff(np.r_[starts, len(keys)])
    own = np.add.reduceat(~ahead, starts) if len(starts) else sizes
    over = own > cap(rule, own, sizes, size)
    if over.any():
        left_out[rule.code] = left_out.get(rule.code, 0) + int(over.sum())
    yield from _joined(holders, ahead, np.repeat(np.where(over, starts, starts + sizes), sizes))
    if finer and over.any():
        inside = np.repeat(over, sizes)
        rest = _Rows(holders[inside], keys[inside], ahead[inside])
        rest = _with(rest, finer[0], parts[finer[0]])
        yield from _blocks(rest, rule, finer[1:], parts, left_out)


def cap(rule: Rule, own: Indices, sizes: Indices, size: int) -> int:
    """Answer how many of a register of `size` may carry one key of a rule.

    `own` says of each block how many carry its key, `sizes` counts those a year ahead as well.
    """
    return min(
        MOST_BROAD if rule.broad else MOST_NARROW,
        _affordable(own, own * (own - 1) // 2 + own * (sizes - own), rule.pairs * size),
    )


def _affordable(own: Indices, pairs: Indices, most: int) -> int:
    """Answer the greatest size of a block up to which all bring no more pairs than that."""
    order = np.argsort(own, kind="stable")
    within = int(np.searchsorted(np.cumsum(pairs[order]), max(most, LITTLE), side="right"))
    if within == len(own):
        return MOST_NARROW
    return max(LEAST, int(own[order[within]]) - 1)


def _joined(holders: Places, ahead: NDArray[np.bool_], ends: Indices) -> Iterator[Indices]:
    """Answer the pairs of each block: every own entry with all that stand behind it.

    Two that both look a year ahead share that year, and their own keys find them.
    """
    left = np.flatnonzero(~ahead)
    many = np.maximum(0, ends[left] - left - 1)
    left, many = left[many > 0], many[many > 0]
    sums = np.cumsum(many)
    first = 0
    while first < len(left):
        done = int(sums[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(sums, done + _AT_ONCE)))
        some, counts = left[first:last], many[first:last]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        which = np.repeat(some, counts)
        one, other = holders[which].astype(np.int64), holders[which + within + 1].astype(np.int64)
        apart = one != other
        one, other = one[apart], other[apart]
        yield (np.minimum(one, other) << 32) | np.maximum(one, other)
        first = last


def _unique(parts: Iterable[Indices]) -> Indices:
    gathered: list[Indices] = []
    waiting = 0
    for part in parts:
        gathered.append(part)
        waiting += len(part)
        if waiting > _AT_ONCE:
            gathered, waiting = [_once(gathered)], 0
    return _once(gathered)


def _once(gathered: list[Indices]) -> Indices:
    """Answer all that was gathered, sorted, none twice; what was gathered is let go."""
    found = np.concatenate([np.zeros(0, dtype=np.int64), *gathered])
    gathered.clear()
    found.sort()
    kept = 0
    for some in spreading.parted(len(found), _AT_ONCE):
        before = found[kept - 1] if kept else -1
        part = found[some]
        part = part[np.r_[part[0] != before, part[1:] != part[:-1]]]
        found[kept : kept + len(part)] = part
        kept += len(part)
    found.resize(kept, refcheck=False)
    return found
