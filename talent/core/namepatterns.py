"""What the level of two names depends on, for many pairs at once; see `agreement`.

Two names of the ordinary kind (one name of two to four Chinese characters, one surname, no
stand-in, nothing to call somebody by) differ by how their characters are related, place by
place. All other names have no pattern and are compared by themselves.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talent.core import characters, names
from talent.core.agreement import NONE, Patterns, Places
from talent.core.alikeness import Typed

LONGEST = 4
MOST_NAMES = 3
"""A former or other name counts where it is equal to one of the other side, and only there."""

MOST_CHARACTERS = 8_000
"""Characters whose relations are kept, one byte for two; names with others are compared alone."""

_UNSEEN = 255
_RELATION_BITS = 4
_MANY_SHARED = 2
_SEVERAL = 1 << 48

_SIGN_BITS = 14
"""Room for the number of a character, from 1; 0 stands where a name has ended."""

Chars = NDArray[np.uint16]
Signs = NDArray[np.int64]


class NamePatterns:
    """The patterns of a column of names, each a tuple of a person's names."""

    def __init__(self, values: Sequence[tuple[Typed, ...]]) -> None:
        self._signs: dict[str, int] = {}
        ordinary = [_ordinary(value) for value in values]
        rows = [
            self._row(value[0]) if plain else None
            for value, plain in zip(values, ordinary, strict=True)
        ]
        self._chars: Chars = np.array(
            [row or [0] * LONGEST for row in rows], dtype=np.uint16
        ).reshape(-1, LONGEST)
        self._packed = _packed(self._chars)
        self._sorted = _packed(np.sort(self._chars, axis=1))
        self._ordinary = np.array([row is not None for row in rows], dtype=bool)
        self._length = (self._chars > 0).sum(axis=1).astype(np.int8)
        firsts = [value[0] if row else None for value, row in zip(values, rows, strict=True)]
        self._heads = np.array([len(one.surname) if one else 0 for one in firsts], dtype=np.int8)
        self._surname = _numbered([one.surname if one else "" for one in firsts])
        self._plain = _numbered([one.plain if one else "" for one in firsts])
        self._kind = self._length.astype(np.int64) * 4 + np.minimum(self._heads, 3)
        self._folded = np.full((len(values), MOST_NAMES), -1, dtype=np.int32)
        folded = _numbered([one.folded for value in values for one in value[:MOST_NAMES]])
        many = np.array([min(len(value), MOST_NAMES) for value in values], dtype=np.int64)
        rows_of = np.repeat(np.arange(len(values)), many)
        within = np.arange(len(folded)) - np.repeat(np.cumsum(many) - many, many)
        self._folded[rows_of, within] = folded
        self._several = many > 1
        self._listed = ["", *self._signs]
        size = len(self._listed)
        self._relations = np.full((2, size, size), _UNSEEN, dtype=np.uint8)
        self._halves = self._split()
        self._in_halves = np.zeros(len(self._listed), dtype=bool)
        self._in_halves[self._halves >> 2 * _SIGN_BITS] = True

    def _row(self, name: Typed) -> list[int] | None:
        """Answer the characters' numbers; None once there are too many characters."""
        row = []
        for char in name.folded:
            number = self._signs.setdefault(char, len(self._signs) + 1)
            if number > MOST_CHARACTERS:
                del self._signs[char]
                return None
            row.append(number)
        return row + [0] * (LONGEST - len(row))

    def _split(self) -> NDArray[np.int64]:
        """Answer the characters that may be typed in halves, each packed with its halves."""
        found = [
            (number << 2 * _SIGN_BITS)
            | (self._signs[halves[0]] << _SIGN_BITS)
            | self._signs[halves[1]]
            for char, number in self._signs.items()
            for halves in characters.splits(char)
            if halves[0] in self._signs and halves[1] in self._signs
        ]
        return np.unique(np.array(found, dtype=np.int64))

    def __call__(self, mine: Places, theirs: Places) -> Patterns:
        """Answer the pattern of each pair."""
        found = np.full(len(mine), NONE, dtype=np.int64)
        both = self._ordinary[mine] & self._ordinary[theirs]
        alike = self._length[mine] == self._length[theirs]
        at = np.flatnonzero(both & alike)
        found[at] = self._of_one_length(mine[at], theirs[at])
        at = np.flatnonzero(both & ~alike)
        swap = self._length[mine[at]] > self._length[theirs[at]]
        short, long = np.where(swap, theirs[at], mine[at]), np.where(swap, mine[at], theirs[at])
        found[at] = self._of_two_lengths(short, long)
        at = np.flatnonzero((found != NONE) & (self._several[mine] | self._several[theirs]))
        one, other = self._folded[mine[at]], self._folded[theirs[at]]
        equal = (one[:, :, None] == other[:, None, :]) & (one[:, :, None] >= 0)
        found[at] = np.where(equal.any(axis=(1, 2)), NONE, found[at] | _SEVERAL)
        return found

    def _of_one_length(self, mine: Places, theirs: Places) -> Patterns:
        heads = np.maximum(1, np.minimum(self._heads[mine], self._heads[theirs]))
        found: Patterns = self._common(mine, theirs) * 2
        found += self._sorted[mine] == self._sorted[theirs]
        left, right = self._packed[mine], self._packed[theirs]
        for place in range(LONGEST):
            related = self._related(_sign(left, place), _sign(right, place), place < heads)
            found = (found << _RELATION_BITS) | related
        return found << 1

    def _of_two_lengths(self, short: Places, long: Places) -> Patterns:
        """Names that share two characters, or may be one typed in halves, have no pattern."""
        less, more = self._chars[short], self._chars[long]
        shared = np.zeros(len(short), dtype=np.int8)
        halved = np.zeros(len(short), dtype=bool)
        for place in range(LONGEST - 1):
            char = less[:, place]
            shared += ((char[:, None] == more) & (char[:, None] > 0)).any(axis=1)
            at = np.flatnonzero(self._in_halves[char])
            packed = (char[at].astype(np.int64) << _SIGN_BITS) | more[at, place]
            packed = (packed << _SIGN_BITS) | more[at, place + 1]
            halved[at] |= np.isin(packed, self._halves)
        found = (self._common(short, long) << 1) | 1
        return np.where(halved | (shared >= _MANY_SHARED), NONE, found)

    def _common(self, mine: Places, theirs: Places) -> Patterns:
        """Answer what counts of any two names: lengths, surnames, and what is equal."""
        found: Patterns = (self._kind[mine] << 5) | self._kind[theirs]
        for part in (self._surname, self._plain):
            found = found * 2 + (part[mine] == part[theirs])
        return found

    def _related(self, left: Signs, right: Signs, heads: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """Answer the relation of two characters at one place; zero where there is none."""
        size, found = len(self._listed), np.zeros(len(left), dtype=np.uint8)
        differ = np.flatnonzero(left != right)
        asked = (heads[differ] * size + left[differ]) * size + right[differ]
        related: NDArray[np.uint8] = self._relations.reshape(-1)[asked]
        new = np.flatnonzero(related == _UNSEEN)
        for packed in np.unique(asked[new]).tolist():
            head, one, other = packed // size // size, packed // size % size, packed % size
            self._relations[head, one, other] = self._relations[head, other, one] = (
                characters.relation(self._listed[one], self._listed[other], surname=bool(head))
            )
        related[new] = self._relations.reshape(-1)[asked[new]]
        found[differ] = related
        return found


def _packed(chars: Chars) -> Signs:
    """Pack the characters of a name into one number, the first lowest."""
    found = np.zeros(len(chars), dtype=np.int64)
    for place in range(LONGEST):
        found |= chars[:, place].astype(np.int64) << (place * _SIGN_BITS)
    return found


def _sign(packed: Signs, place: int) -> Signs:
    found: Signs = (packed >> (place * _SIGN_BITS)) & ((1 << _SIGN_BITS) - 1)
    return found


def _ordinary(value: tuple[Typed, ...]) -> bool:
    name = value[0]
    return (
        len(value) <= MOST_NAMES
        and 1 < len(name.folded) <= LONGEST
        and not name.spelled
        and not name.nick
        and names.BLANK not in name.plain
        and name.surnames == (name.surname,)
    )


def _numbered(texts: Sequence[str]) -> NDArray[np.int32]:
    places: dict[str, int] = {}
    return np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int32)
