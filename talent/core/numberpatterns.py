"""What the levels of two dates, ID numbers and phones depend on; see `agreement`.

Numbers that differ in several digits are different in one way, dates that lie far apart in few.
Close ones have no pattern and are compared by themselves.
"""

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core.agreement import NONE, Patterns, Places
from talent.core.comparison import Dates, Line
from talent.core.idnumber import Said
from talent.core.person import Birth

CLOSE_DIGITS = 3
"""Digits in which two numbers differ from which on they are far apart."""

LUNAR_DAYS = (15, 55)
LUNAR_MONTHS = (1, 3)
"""How far apart a lunar and a solar date of one day may lie, with room to spare."""

_AREA_AND_DAY = 14
_SIGNS = frozenset("0123456789X")
_FAR_YEARS = 3
_MONTHS = 12
_BESIDE_BITS = 14
_ONE_OFF = 1 << 12
_CROSS, _TEN = ord("X"), 10
_LOWEST = np.uint64(0x1111_1111_1111_1111)
_ABSENT, _YEAR, _MONTH, _DAY = 0, 1, 2, 3

Digits = NDArray[np.uint8]


class NumberPatterns:
    """The patterns of texts of one length; the others have none. `kinds` are part of a pattern."""

    def __init__(self, texts: Sequence[str | None], kinds: Sequence[int], long: int) -> None:
        ordinary = [
            text is not None and len(text) == long and _SIGNS.issuperset(text) for text in texts
        ]
        whole = "".join(
            text if fits and text else "0" * long
            for text, fits in zip(texts, ordinary, strict=True)
        )
        digits = np.frombuffer(whole.encode(), dtype=np.uint8).reshape(-1, long)
        self._first = _packed(digits[:, :_AREA_AND_DAY])
        self._rest = _packed(digits[:, _AREA_AND_DAY:])
        self._ordinary = np.array(ordinary, dtype=bool)
        self._kinds = np.array(kinds, dtype=np.int64)

    def __call__(self, mine: Places, theirs: Places) -> Patterns:
        """Answer the pattern of each pair."""
        first = _differing(self._first[mine], self._first[theirs])
        rest = _differing(self._rest[mine], self._rest[theirs])
        # Equal areas and days of birth are a matter of their own, however much the rest differs.
        far = (first + rest > CLOSE_DIGITS) & (first > 0)
        far &= self._ordinary[mine] & self._ordinary[theirs]
        most = int(self._kinds.max(initial=0)) + 1
        return np.where(far, self._kinds[mine] * most + self._kinds[theirs], NONE)


def _packed(signs: Digits) -> NDArray[np.uint64]:
    """Pack up to sixteen signs into a number, four bits each."""
    found = np.zeros(len(signs), dtype=np.uint64)
    for place in range(signs.shape[1]):
        sign = signs[:, place]
        four = np.where(sign == _CROSS, _TEN, sign & 15).astype(np.uint64)
        found = (found << np.uint64(4)) | four
    return found


def _differing(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Count the places at which packed signs differ."""
    apart = one ^ other
    apart |= apart >> np.uint64(2)
    apart |= apart >> np.uint64(1)
    found: NDArray[np.uint8] = np.bitwise_count(apart & _LOWEST)
    return found


def of_id_numbers(values: Sequence[Said]) -> NumberPatterns:
    """Answer the patterns of ID numbers that are complete and valid."""
    return NumberPatterns([valid for _, valid in values], [0] * len(values), 18)


def of_lines(values: Sequence[tuple[Line, ...]]) -> NumberPatterns:
    """Answer the patterns of phones, where each side has one."""
    lines = [value[0] if len(value) == 1 else None for value in values]
    return NumberPatterns(
        [line.number if line else None for line in lines],
        [int(line.own) if line else 0 for line in lines],
        11,
    )


class _Dates(Struct, frozen=True):
    """Dates as numbers; `exact` says how exactly each is known, `ordinal` counts days."""

    exact: Places
    year: Places
    month: Places
    day: Places
    ordinal: Places
    lunar: NDArray[np.bool_]

    def at(self, places: Places) -> "_Dates":
        """Answer the dates at some places."""
        return _Dates(*(one[places] for one in msgspec.structs.astuple(self)))


class DatePatterns:
    """The patterns of dates of birth: the one typed and the one in the ID number."""

    def __init__(self, values: Sequence[Dates]) -> None:
        self._typed = _dates([typed for typed, _, _ in values])
        self._numbered = _dates([numbered for _, numbered, _ in values])
        self._whole = np.array([whole for _, _, whole in values], dtype=bool)

    def __call__(self, mine: Places, theirs: Places) -> Patterns:
        """Answer the pattern of each pair."""
        one, other = self._typed.at(mine), self._typed.at(theirs)
        my_number, their_number = self._numbered.at(mine), self._numbered.at(theirs)
        typed = _beside(one, other)
        both = self._whole[mine] & self._whole[theirs]
        found = np.where(typed == NONE, NONE, (typed << 1) | both)
        asked = np.flatnonzero(~both & (typed != NONE))
        more, close = found[asked], np.zeros(len(asked), dtype=bool)
        for left, right in ((my_number, other), (one, their_number), (my_number, their_number)):
            crossed = _beside(left.at(asked), right.at(asked))
            close |= crossed == NONE
            more = (more << _BESIDE_BITS) | crossed
        found[asked] = np.where(close, NONE, more)
        return found


def _dates(dates: Sequence[Birth | None]) -> _Dates:
    known = [one or Birth(0) for one in dates]
    year, month, day = (
        np.array(list(map(part, known)), dtype=np.int16) for part in (_year, _month, _day)
    )
    ordinal = np.array(list(map(_ordinal, known)), dtype=np.int32)
    exact = (year > 0).astype(np.int16) + ((year > 0) & (month > 0))
    exact += (exact == _MONTH) & (day > 0)
    lunar = np.array([one.lunar for one in known], dtype=bool)
    return _Dates(exact, year, month, day, ordinal, lunar)


def _year(one: Birth) -> int:
    return one.year


def _month(one: Birth) -> int:
    return one.month or 0


def _day(one: Birth) -> int:
    return one.day or 0


def _beside(one: _Dates, other: _Dates) -> Patterns:
    """Answer how dates lie to others; NONE where they are too close, 0 where one is not known."""
    apart, years = np.abs(one.ordinal - other.ordinal), np.abs(one.year - other.year)
    months = np.abs((one.year - other.year) * _MONTHS + one.month - other.month)
    same_month, same_day = one.month == other.month, one.day == other.day
    exact = np.minimum(one.exact, other.exact)
    close = np.where(
        exact == _DAY,
        (apart >= LUNAR_DAYS[0]) & (apart <= LUNAR_DAYS[1]),
        (exact == _MONTH) & (months >= LUNAR_MONTHS[0]) & (months <= LUNAR_MONTHS[1]),
    )
    # What may be a slip depends on the digits; elsewhere only on which parts agree.
    by_day, one_off = exact == _DAY, (years == 0) & (same_month != same_day)
    close |= by_day & (years > 1) & same_month & same_day
    found = one.exact * 4 + other.exact
    firsts = ((one.month == 1) & (one.day == 1)) * 2 + ((other.month == 1) & (other.day == 1))
    for part, size in (
        (np.minimum(years, _FAR_YEARS), 4), (same_month, 2), (same_day, 2), (months == _MONTHS, 2),
        ((one.month == other.day) & (one.day == other.month), 2), (firsts, 4),
    ):  # fmt: skip
        found = found * size + part
    parts = np.where(same_month, one.day * 32 + other.day, one.month * 16 + other.month)
    found = np.where(by_day & one_off, _ONE_OFF * (1 + same_day) + parts * 4 + firsts, found)
    known = exact > _ABSENT
    close = known & (close | one.lunar | other.lunar)
    return np.where(close, NONE, np.where(known, found, 0)).astype(np.int64)


def _ordinal(one: Birth) -> int:
    return date(one.year, one.month or 1, 1).toordinal() + (one.day or 1) if one.year else 0
