"""How two birth dates agree, each as exact as it is known.

Dates on rosters come from different calendars and different habits: 虚岁 makes a year, the
lunar date stands three to seven weeks before the solar one, and the first of January stands
for a day nobody knew. The lunar levels say only that a shift is possible, not that it is one.
"""

from datetime import date

from talent.core.levels import Birth as Level
from talent.core.person import Birth

_NUMBER_LONG = 18

LUNAR_SHIFT = range(17, 52)
"""Days by which a lunar date, read as a solar one, precedes the solar date it means."""

CLOSEST_FIRST: tuple[Level, ...] = (
    Level.SAME_DAY, Level.SAME_MONTH, Level.LUNAR, Level.SWAPPED, Level.YEAR_OFF,
    Level.OTHER_DAY, Level.OTHER_MONTH, Level.LUNAR_MONTH, Level.OTHER_YEAR, Level.SAME_YEAR,
    Level.YEAR_OFF_MONTH, Level.YEAR_OFF_ONLY, Level.YEAR_ONLY, Level.DIFFERENT,
)  # fmt: skip
AGREED = frozenset({Level.SAME_DAY, Level.SAME_MONTH, Level.SAME_YEAR})
"""Levels at which two dates contradict each other in nothing."""
_RANK = {level: rank for rank, level in enumerate(CLOSEST_FIRST)}


def of_id_number(number: str) -> Birth | None:
    """Read the date of birth within a number (GB 11643, digits 7 to 14); None if it shows none."""
    said = number[6:14]
    if len(number) != _NUMBER_LONG or not said.isdigit():
        return None
    return Birth(int(said[:4]), int(said[4:6]), int(said[6:])) if _is_day(said) else None


def _is_day(said: str) -> bool:
    try:
        date(int(said[:4]), int(said[4:6]), int(said[6:]))
    except ValueError:
        return False
    return True


def closest(found: list[Level]) -> Level:
    """Answer the closest of several levels; unknown when there is none."""
    return min(found, key=_RANK.__getitem__) if found else Level.UNKNOWN


def level(one: Birth | None, other: Birth | None) -> Level:
    """Answer how alike two dates are; symmetric."""
    if one is None or other is None:
        return Level.UNKNOWN
    one, other = _known(one), _known(other)
    if one.day is not None and other.day is not None:
        return _by_day(one, other)
    if one.month is not None and other.month is not None:
        return _by_month(one, other)
    apart = abs(one.year - other.year)
    return {0: Level.SAME_YEAR, 1: Level.YEAR_OFF_ONLY}.get(apart, Level.DIFFERENT)


def _known(birth: Birth) -> Birth:
    """Keep the year of January 1st: forms say it when only the year was known."""
    if birth.month == 1 and birth.day == 1 and not birth.lunar:
        return Birth(birth.year)
    return birth


def _by_day(one: Birth, other: Birth) -> Level:  # noqa: PLR0911 - a level each
    years, months, days = (
        one.year == other.year,
        one.month == other.month,
        one.day == other.day,
    )
    if years and months and days:
        return Level.SAME_DAY
    if years and one.month == other.day and one.day == other.month:
        return Level.SWAPPED
    if _lunar(one, other):
        return Level.LUNAR
    if years and months:
        return Level.OTHER_DAY
    if years and days:
        return Level.OTHER_MONTH
    if months and days:
        return _years_apart(one.year, other.year)
    return Level.YEAR_ONLY if years else Level.DIFFERENT


def _years_apart(one: int, other: int) -> Level:
    if abs(one - other) == 1:
        return Level.YEAR_OFF
    digits = sum(left != right for left, right in zip(str(one), str(other), strict=False))
    swapped = sorted(str(one)) == sorted(str(other))
    return Level.OTHER_YEAR if digits == 1 or swapped else Level.DIFFERENT


def _by_month(one: Birth, other: Birth) -> Level:
    if one.month is None or other.month is None:
        return Level.UNKNOWN
    apart = abs((one.year * 12 + one.month) - (other.year * 12 + other.month))
    if apart == 0:
        return Level.SAME_MONTH
    if apart == 1:
        return Level.LUNAR_MONTH
    if apart == 12:  # noqa: PLR2004 - months of a year
        return Level.YEAR_OFF_MONTH
    return Level.YEAR_ONLY if one.year == other.year else Level.DIFFERENT


def _lunar(one: Birth, other: Birth) -> bool:
    first, second = _ordinal(one), _ordinal(other)
    if one.lunar == other.lunar:
        return abs(first - second) in LUNAR_SHIFT
    # Which side is lunar is known, so the shift has a direction.
    return (second - first if one.lunar else first - second) in LUNAR_SHIFT


def _ordinal(birth: Birth) -> int:
    # A lunar month has thirty days, February has not: days past the end count onwards.
    return date(birth.year, birth.month or 1, 1).toordinal() + (birth.day or 1)
