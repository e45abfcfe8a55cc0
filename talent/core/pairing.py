"""Which entries of a whole register are compared: all pairs that share a blocking key.

Keys are hashed and sorted, and only the pairs are kept, two small numbers each, so that a
register is paired in little memory. A key that too many entries carry is none: it would bring
the square of them and tell little. How many were left out for it is said.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import blocking
from talent.core.comparison import Prepared

Indices = NDArray[np.int64]

MOST_NARROW = 120
MOST_BROAD = 60
"""Entries that may carry one key. A village-office phone on 200 entries is no key."""

_RULE_BITS = 4
_AT_ONCE = 4_000_000
"""Pairs gathered before those found twice are dropped."""

_CODES = {rule.code: place for place, rule in enumerate(blocking.RULES)}
_CAPS = np.array(
    [MOST_BROAD if rule.broad else MOST_NARROW for rule in blocking.RULES], dtype=np.int64
)


class Pairs(Struct, frozen=True):
    """Pairs of places in the list of entries, `one` before `other`, sorted, none twice.

    `left_out` says how many keys of each blocking rule were over the cap.
    """

    one: Indices
    other: Indices
    left_out: dict[str, int]

    def __len__(self) -> int:
        """Answer how many pairs there are."""
        return len(self.one)


def find(people: Iterable[Prepared], step: Callable[[], None] = lambda: None) -> Pairs:
    """Find the pairs of entries that share a key; `step` is called once per entry."""
    keys, holders, ahead = _columns(people, step)
    order = np.lexsort((ahead, holders, keys))
    keys, holders, ahead = keys[order], holders[order], ahead[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else holders[:0]
    sizes = np.diff(np.r_[starts, len(keys)])
    own = np.add.reduceat(~ahead, starts) if len(starts) else sizes
    rules = (keys[starts] & np.uint64((1 << _RULE_BITS) - 1)).astype(np.int64)
    over = own > _CAPS[rules]
    left_out = np.bincount(rules[over], minlength=len(_CODES))
    ends = np.where(over, starts, starts + sizes)
    packed = _unique(_joined(holders, ahead, np.repeat(ends, sizes)))
    return Pairs(
        packed >> 32,
        packed & 0xFFFFFFFF,
        {code: int(left_out[place]) for code, place in _CODES.items() if left_out[place]},
    )


def _columns(
    people: Iterable[Prepared], step: Callable[[], None]
) -> tuple[NDArray[np.uint64], Indices, NDArray[np.bool_]]:
    keys = bytearray()
    counts: list[int] = []
    for person in people:
        stored = blocking.stored_keys(person)
        own = set(stored)
        further = [key for key in blocking.ahead_keys(person) if key not in own]
        for key in (*stored, *further):
            keys += _hashed(key)
        counts += (len(stored), len(further))
        step()
    lengths = np.array(counts, dtype=np.int64)
    places = np.arange(len(lengths), dtype=np.int64)
    return (
        np.frombuffer(bytes(keys), dtype=np.uint64),
        np.repeat(places // 2, lengths),
        np.repeat(places % 2 == 1, lengths),
    )


def _hashed(key: str) -> bytes:
    """Answer eight bytes for a key; the lowest bits tell its rule."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return bytes(((digest[0] & 0xF0) | _CODES[key[:2]],)) + digest[1:]


def _joined(holders: Indices, ahead: NDArray[np.bool_], ends: Indices) -> Iterator[Indices]:
    """Answer the pairs of each block, packed: every entry with the one that is n places on."""
    left = np.arange(len(holders), dtype=np.int64)
    apart = 1
    while len(left := left[left + apart < ends[left]]):
        right = left + apart
        # Two that both look a year ahead share that year, and their own keys find them.
        kept = ~(ahead[left] & ahead[right])
        one, other = holders[left[kept]], holders[right[kept]]
        yield (np.minimum(one, other) << 32) | np.maximum(one, other)
        apart += 1


def _unique(parts: Iterable[Indices]) -> Indices:
    gathered: list[Indices] = []
    waiting = 0
    for part in parts:
        gathered.append(part)
        waiting += len(part)
        if waiting > _AT_ONCE:
            gathered, waiting = [np.unique(np.concatenate(gathered))], 0
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *gathered]))
