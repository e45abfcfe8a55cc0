"""Blocking keys that are the same number on every machine.

`pairing` numbers texts in the order it meets them, which is quick where one process sees them
all. Over many machines a key is a hash of 64 bits of its rule and its values instead. Two keys
that fall together would bring a few pairs more to be compared, never lose one.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import blocking, columns
from talent.core.blocking import Rule
from talent.core.comparison import Prepared

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


class Part(Struct, frozen=True):
    """A part's values as numbers; those of an entry stand from `first`, `many` long."""

    first: Places
    many: Places
    numbers: Numbers


class Rows(Struct, frozen=True):
    """Who carries which key; `ahead` are keys of the year after an entry's own."""

    holders: Places
    keys: Numbers
    ahead: NDArray[np.bool_]

    def some(self, which: NDArray[np.bool_]) -> "Rows":
        """Answer some of the rows."""
        return Rows(self.holders[which], self.keys[which], self.ahead[which])


def parts(people: Sequence[Prepared]) -> dict[str, Part]:
    """Answer every part of all entries as numbers: each text once."""
    table = columns.of(people)
    found = {}
    for source in blocking.SOURCES:
        column = table.column(source.of)
        said = [source.parts(value) for value in column.values]
        for part in said[0] if said else ():
            many = np.array([len(one[part]) for one in said], np.int64)
            first = np.cumsum(many) - many
            number = int if part == blocking.YEAR else _number
            numbers = [number(text) for one in said for text in one[part]]
            found[part] = Part(
                first[column.codes], many[column.codes], np.array(numbers, np.uint64)
            )
    return found


def of_rule(rule: Rule, found: dict[str, Part], over: Sequence[Numbers]) -> Rows:
    """Answer the keys of a rule, made finer as often as there is an `over`.

    `over` holds, step by step, the keys that too many carry: only theirs are made finer.
    """
    size = len(found[rule.parts[0]].many)
    start = np.full(size, _number(rule.code), np.uint64)
    rows = Rows(np.arange(size), start, np.zeros(size, bool))
    for part in rule.parts:
        rows = _with(rows, part, found[part])
    for keys, part in zip(over, rule.finer, strict=False):
        rows = _with(rows.some(np.isin(rows.keys, keys)), part, found[part])
    return rows


def _with(rows: Rows, name: str, part: Part) -> Rows:
    """Put one more part into the keys: a row for each of its values, and for a year ahead."""
    many = part.many[rows.holders]
    which = np.repeat(np.arange(len(many)), many)
    holders = rows.holders[which]
    within = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    numbers = part.numbers[part.first[holders] + within]
    keys = rows.keys[which]
    if name != blocking.YEAR:
        return Rows(holders, _mixed(keys, numbers), rows.ahead[which])
    following = _mixed(keys, numbers + np.uint64(1))
    ahead = np.repeat((False, True), len(keys))
    return Rows(np.tile(holders, 2), np.concatenate((_mixed(keys, numbers), following)), ahead)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _mixed(keys: Numbers, numbers: Numbers) -> Numbers:
    """Mix a number into each key, in order: a, b is another key than b, a (SplitMix64)."""
    found = keys * _STEP + numbers
    found = (found ^ (found >> np.uint64(30))) * _FIRST
    found = (found ^ (found >> np.uint64(27))) * _SECOND
    return found ^ (found >> np.uint64(31))
