"""Rows of levels as numbers: a kind is one such row, and few kinds stand for very many pairs.

What follows from the levels alone is worked out once for each kind.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talent.core import levels

Codes = NDArray[np.uint8]
Packed = NDArray[np.signedinteger[Any]]

WIDTH = len(levels.FIELDS)
_SIZES = tuple(map(len, levels.SCALES.values()))

SPACE = math.prod(_SIZES)
"""How many kinds can be: each is a number below it."""

DTYPE: type[np.signedinteger[Any]] = np.int32 if np.iinfo(np.int32).max >= SPACE else np.int64


def packed(by_field: Iterable[NDArray[np.uint8]], many: int) -> Packed:
    """Answer the numbers of so many rows, which come field by field; rows sort as their numbers do."""
    found: Packed = np.zeros(many, dtype=DTYPE)
    for size, codes in zip(_SIZES, by_field, strict=True):
        found *= size
        found += codes
    return found


def level(numbers: Packed, field: int) -> NDArray[np.uint8]:
    """Answer the levels of one field that stand in numbers."""
    behind = math.prod(_SIZES[field + 1 :])
    return (numbers // behind % _SIZES[field]).astype(np.uint8)


def unpacked(numbers: Packed) -> Codes:
    """Answer the rows of levels that stand behind numbers."""
    found = np.zeros((WIDTH, len(numbers)), dtype=np.uint8)
    for field, size in reversed(list(enumerate(_SIZES))):
        numbers, found[field] = np.divmod(numbers, size)
    return found.T


def row(number: int) -> tuple[int, ...]:
    """Answer the levels that stand behind one number; for a single one this is quicker."""
    found = []
    for size in reversed(_SIZES):
        number, level = divmod(number, size)
        found.append(level)
    return tuple(reversed(found))
