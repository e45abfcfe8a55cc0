"""What the levels of two dates, ID numbers and phones depend on; see `agreement`.

Numbers that differ in several digits are different in one way; close ones have no pattern and are
compared by themselves. Two dates lie to each other in few ways, lunar dates looked up.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from talent.core import births, columns
from talent.core.agreement import NONE, Patterns, Places
from talent.core.comparison import Dates, Line
from talent.core.idnumber import Said
from talent.core.person import Birth

CLOSE_DIGITS = 3
"""Digits in which two numbers differ from which on they are far apart."""

_AREA_AND_DAY = 14
_SIGNS = frozenset("0123456789X")
_FAR_YEARS = 3
_FOUR_DIGITS = 1000
_YEAR, _MONTH, _MONTHS, _DAYS = 9, 5, 15, 31
"""How far years and months are shifted, and what is left: days have numbers in their order."""
LUNAR_MONTHS = 3
"""How many months a lunar date lies before the solar one of its day, at most."""
_MAY_BE_LEAP = 2
_BESIDE_BITS = 12
_CROSS, _TEN = ord("X"), 10
_LOWEST = np.uint64(0x1111_1111_1111_1111)

Digits = NDArray[np.uint8]


class NumberPatterns:
    """The patterns of texts of one length; the others have none. `kinds` are part of a pattern.

    Where a side is `absent` nothing else counts.
    """

    def __init__(
        self, texts: Sequence[str | None], kinds: Sequence[int], absent: Sequence[bool], long: int
    ) -> None:
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
        self._absent = np.array(absent, dtype=bool)

    def __call__(self, mine: Places, theirs: Places) -> Patterns:
        """Answer the pattern of each pair."""
        most = int(self._kinds.max(initial=0)) + 1
        found: Patterns = np.full(len(mine), most * most, dtype=np.int64)
        at = np.flatnonzero(~(self._absent[mine] | self._absent[theirs]))
        mine, theirs = mine[at], theirs[at]
        first = _differing(self._first[mine], self._first[theirs])
        rest = _differing(self._rest[mine], self._rest[theirs])
        # Equal areas and days of birth are a matter of their own, however much the rest differs.
        far = (first + rest > CLOSE_DIGITS) & (first > 0)
        far &= self._ordinary[mine] & self._ordinary[theirs]
        found[at] = np.where(far, self._kinds[mine] * most + self._kinds[theirs], NONE)
        return found


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
    """Answer the patterns of ID numbers that are complete and valid, or not there at all."""
    absent = [not shown for shown, _ in values]
    return NumberPatterns([valid for _, valid in values], [0] * len(values), absent, 18)


def of_lines(values: Sequence[tuple[Line, ...]]) -> NumberPatterns:
    """Answer the patterns of phones, where each side has one."""
    lines = [value[0] if len(value) == 1 else None for value in values]
    return NumberPatterns(
        [line.number if line else None for line in lines],
        [int(line.own) if line else 0 for line in lines],
        [not value for value in values],
        11,
    )


class DatePatterns:
    """The patterns of dates of birth: the one typed and the one in the ID number."""

    def __init__(self, values: Sequence[Dates]) -> None:
        dates = columns.encoded(one for typed, numbered, _ in values for one in (typed, numbered))
        self._dates = _Dates(dates.values)
        self._typed, self._numbered = dates.codes[::2], dates.codes[1::2]
        self._whole = np.array([whole for _, _, whole in values], dtype=bool)

    def __call__(self, mine: Places, theirs: Places) -> Patterns:
        """Answer the pattern of each pair."""
        typed = self._dates.beside(self._typed[mine], self._typed[theirs])
        both = self._whole[mine] & self._whole[theirs]
        found = np.where(typed == NONE, NONE, (typed << 1) | both)
        asked = np.flatnonzero(~both & (typed != NONE))
        mine, theirs = mine[asked], theirs[asked]
        more, odd = found[asked], np.zeros(len(asked), dtype=bool)
        for left, right in (
            (self._numbered, self._typed),
            (self._typed, self._numbered),
            (self._numbered, self._numbered),
        ):
            crossed = self._dates.beside(left[mine], right[theirs])
            odd |= crossed == NONE
            more = (more << _BESIDE_BITS) | crossed
        found[asked] = np.where(odd, NONE, more)
        return found


class _Dates:
    """Dates as numbers in the order of days; how exact each is, and what it means as a lunar one."""

    def __init__(self, dates: Sequence[Birth | None]) -> None:
        known = [births.known(one) if one else Birth(0) for one in dates]
        self._days = np.array([_number(*_parts(one)) for one in known], dtype=np.int32)
        exact = [sum(part > 0 for part in _parts(one)) for one in known]
        self._exact = np.array(exact, dtype=np.int32)
        self._odd = np.array([_is_odd(one) for one in known], dtype=bool)
        self._spans = np.array([_lunar(one) for one in known], dtype=np.int32).reshape(-1, 4)

    def beside(self, one: Places, other: Places) -> Patterns:
        """Answer how dates lie to others; NONE where one is odd, 0 where one is not known."""
        mine, theirs = self._days[one], self._days[other]
        years = np.abs((mine >> _YEAR) - (theirs >> _YEAR))
        month, day = (mine >> _MONTH) & _MONTHS, mine & _DAYS
        their_month, their_day = (theirs >> _MONTH) & _MONTHS, theirs & _DAYS
        months = np.abs(((mine >> _YEAR) - (theirs >> _YEAR)) * 12 + month - their_month)
        found = (self._exact[one] * 4 + self._exact[other]) * 4 + np.minimum(years, _FAR_YEARS)
        same_month, same_day = month == their_month, day == their_day
        for so in (same_month, same_day, (month == their_day) & (day == their_month)):
            found = found * 2 + so
        found *= 4
        near = np.flatnonzero(months <= LUNAR_MONTHS)
        means = self._means(one[near], theirs[near]) | self._means(other[near], mine[near])
        found[near] += means
        slipped = np.flatnonzero(same_month & same_day)
        found[slipped] += 2 * _slips(mine[slipped] >> _YEAR, theirs[slipped] >> _YEAR)
        known = (mine > 0) & (theirs > 0)
        found = np.where(known, found, 0)
        odd = self._odd[one] | self._odd[other]
        return np.where(known & odd, NONE, found).astype(np.int64)

    def _means(self, one: Places, days: Places) -> NDArray[np.bool_]:
        """Say whether the first may be the lunar date of the second, as far as both are known."""
        spans, by_day = self._spans[one], (days & _DAYS) > 0
        found = np.zeros(len(days), dtype=bool)
        for since, until in (spans[:, :2].T, spans[:, 2:].T):
            within = (since <= days) & (days <= until)
            around = (since >> _MONTH <= days >> _MONTH) & (days >> _MONTH <= until >> _MONTH)
            found |= np.where(by_day, within, around) & (since > 0)
        return found


def _slips(year: Places, their_year: Places) -> NDArray[np.bool_]:
    """Say whether years differ in one digit, or in the order of their digits."""
    mine, theirs = (
        np.stack([some // 10**place % 10 for place in range(4)], axis=1)
        for some in (year, their_year)
    )
    found: NDArray[np.bool_] = (np.sort(mine, axis=1) == np.sort(theirs, axis=1)).all(axis=1)
    found |= (mine != theirs).sum(axis=1) == 1
    return found


def _parts(one: Birth) -> tuple[int, int, int]:
    return one.year, one.month or 0, one.day or 0


def _number(year: int, month: int, day: int) -> int:
    return (year << _YEAR) | (month << _MONTH) | day


def _of_day(day: date) -> int:
    return _number(day.year, day.month, day.day)


def _is_odd(one: Birth) -> bool:
    if one.year == 0:
        return False
    try:
        date(one.year, one.month or 1, one.day or 1)
    except ValueError:
        return True
    return one.lunar or one.year < _FOUR_DIGITS


def _lunar(one: Birth) -> list[tuple[int, int]]:
    """Answer the first and the last solar day that a date may mean as a lunar one, leap or not."""
    found = []
    for begins, days in _lunar_months(one.year, one.month or 0):
        if one.day is None:
            found.append((_of_day(begins), _of_day(begins + timedelta(days - 1))))
        elif one.day <= days:
            found.append((_of_day(begins + timedelta(one.day - 1)),) * 2)
    return found + [(0, 0)] * (_MAY_BE_LEAP - len(found))


@lru_cache(maxsize=10_000)
def _lunar_months(year: int, month: int) -> tuple[tuple[date, int], ...]:
    """Answer the first day of a lunar month and how many it has; and those of its leap month."""
    lasts = births.solar(year, month, births.LUNAR_DAYS)
    rest = timedelta(births.LUNAR_DAYS - 1)
    return tuple(
        (begins, births.LUNAR_DAYS - (begins + rest not in lasts))
        for begins in births.solar(year, month, 1)
    )
