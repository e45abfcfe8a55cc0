"""How two birth dates agree, each as exact as it is known.

Dates on rosters come from different calendars and different habits: 虚岁 makes a year, a lunar
date is typed as if it were a solar one, and the first of January stands for a day nobody knew.
Which solar days a lunar date may mean is told by the table of borax (MIT), from 1900 on.
"""

from datetime import date
from functools import lru_cache

from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

from talent.core.levels import Birth as Level
from talent.core.person import Birth

_NUMBER_LONG = 18

LUNAR_DAYS = 30
"""The days of a long lunar month; a short one has one less."""

MOST_MONTHS_LATER = 2
"""How many months later the calendar may say it is on a lunar date; never earlier."""

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
    if len(number) != _NUMBER_LONG:
        return None
    return Birth(int(said[:4]), int(said[4:6]), int(said[6:])) if _is_day(said) else None


def _is_day(said: str) -> bool:
    """Say whether eight signs are a day; hidden ones are none."""
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
    one, other = known(one), known(other)
    if one.day is not None and other.day is not None:
        return _by_day(one, other)
    if one.month is not None and other.month is not None:
        return _by_month(one, other, 12 * (one.year - other.year) + one.month - other.month)
    apart = abs(one.year - other.year)
    return {0: Level.SAME_YEAR, 1: Level.YEAR_OFF_ONLY}.get(apart, Level.DIFFERENT)


def known(birth: Birth) -> Birth:
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
    if _means(one, other) or _means(other, one):
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


def _by_month(one: Birth, other: Birth, apart: int) -> Level:
    if apart == 0:
        return Level.SAME_MONTH
    if _means(one, other) or _means(other, one):
        return Level.LUNAR_MONTH
    if abs(apart) == 12:  # noqa: PLR2004 - months of a year
        return Level.YEAR_OFF_MONTH
    return Level.YEAR_ONLY if one.year == other.year else Level.DIFFERENT


# --- the lunar calendar -------------------------------------------------------------------


def _means(one: Birth, other: Birth) -> bool:
    """Say whether the first may be the lunar date of the second, as far as both are known."""
    later = 12 * (other.year - one.year) + (other.month or 0) - (one.month or 0)
    if other.lunar or not 0 <= later <= MOST_MONTHS_LATER:
        return False
    return any(
        (day.year, day.month) == (other.year, other.month) and other.day in (None, day.day)
        for day in solar(one.year, one.month or 0, one.day)
    )


@lru_cache(maxsize=100_000)
def solar(year: int, month: int, day: int | None) -> tuple[date, ...]:
    """Answer the solar days that a lunar date may mean, of a month all; a month may be leap."""
    days = range(1, LUNAR_DAYS + 1) if day is None else (day,)
    found = []
    for leap in (False, True):
        for one in days:
            try:
                found.append(LunarDate(year, month, one, int(leap)).to_solar_date())
            except InvalidLunarDateError:
                continue
    return tuple(found)
