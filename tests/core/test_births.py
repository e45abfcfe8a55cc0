"""Two birth dates agree as far as both are known, and differ in ways that have a cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import births
from talent.core.levels import Birth as Level
from talent.core.person import Birth

DATES = st.builds(
    Birth,
    st.integers(1940, 2008),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 30),
    st.booleans(),
).map(lambda birth: birth if birth.month else Birth(birth.year))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (Birth(1980, 5, 20), Birth(1962, 11, 3), Level.DIFFERENT),
        (Birth(1980), Birth(1983), Level.DIFFERENT),
        (Birth(1980, 5), Birth(1983, 5), Level.DIFFERENT),
        (Birth(1980, 1, 1), Birth(1980, 1, 1), Level.SAME_YEAR),
        (Birth(1980, 1, 1), Birth(1980, 6, 9), Level.SAME_YEAR),
        (Birth(1980, 5, 20), Birth(1980, 11, 3), Level.YEAR_ONLY),
        (Birth(1980, 5, 20), Birth(1980, 5, 20), Level.SAME_DAY),
        (Birth(1980, 5, 20), Birth(1980, 5), Level.SAME_MONTH),
        (Birth(1980, 5, 20), Birth(1980), Level.SAME_YEAR),
        (Birth(1980, 5, 8), Birth(1980, 8, 5), Level.SWAPPED),
        (Birth(1980, 5, 8), Birth(1983, 8, 5), Level.DIFFERENT),
        (Birth(1980, 5, 1), Birth(1980, 5, 1), Level.SAME_DAY),
        (Birth(1980, 1, 1, lunar=True), Birth(1980, 1, 1, lunar=True), Level.SAME_DAY),
        (Birth(1980, 5, 20), Birth(1980, 4, 7), Level.LUNAR),
        (Birth(1980, 1, 20), Birth(1979, 12, 3), Level.LUNAR),
        # The twentieth of May is the seventh of the fourth moon, and no other day of it.
        (Birth(1980, 5, 20), Birth(1980, 4, 8), Level.YEAR_ONLY),
        (Birth(1980, 5, 20), Birth(1980, 4), Level.LUNAR_MONTH),
        (Birth(1980, 5, 20), Birth(1980, 3), Level.YEAR_ONLY),
        # The fourth moon of 1980 went on into June.
        (Birth(1980, 6, 2), Birth(1980, 4), Level.LUNAR_MONTH),
        # Of the fourth moon of 1982 there were two, the second from the twenty-third of May on.
        (Birth(1982, 4, 7), Birth(1982, 4, 30), Level.LUNAR),
        (Birth(1982, 5, 29), Birth(1982, 4, 7), Level.LUNAR),
        (Birth(1980, 1), Birth(1979, 12), Level.LUNAR_MONTH),
        (Birth(1980, 5, 20), Birth(1980, 5, 22), Level.OTHER_DAY),
        (Birth(1980, 5, 20), Birth(1980, 9, 20), Level.OTHER_MONTH),
        (Birth(1980, 5, 20), Birth(1979, 5, 20), Level.YEAR_OFF),
        (Birth(1980, 5), Birth(1981, 5, 20), Level.YEAR_OFF_MONTH),
        (Birth(1980), Birth(1981, 5, 20), Level.YEAR_OFF_ONLY),
        (Birth(1980, 5, 20), Birth(1990, 5, 20), Level.OTHER_YEAR),
        (Birth(1968, 5, 20), Birth(1986, 5, 20), Level.OTHER_YEAR),
        (Birth(1980, 5, 20), Birth(1993, 5, 20), Level.DIFFERENT),
        (None, Birth(1980, 5, 20), Level.UNKNOWN),
    ],
)
def test_dates_have_their_level(one: Birth | None, other: Birth | None, level: Level) -> None:
    assert births.level(one, other) is level


def test_a_lunar_date_precedes_the_solar_one_it_means() -> None:
    assert births.level(Birth(1980, 4, 7, lunar=True), Birth(1980, 5, 20)) is Level.LUNAR
    assert births.level(Birth(1980, 4, 7), Birth(1980, 5, 20, lunar=True)) is Level.YEAR_ONLY
    assert births.level(Birth(1980, 4, lunar=True), Birth(1980, 5, 20)) is Level.LUNAR_MONTH
    assert births.level(Birth(1980, 4, 7, lunar=True), Birth(1980, 5)) is Level.LUNAR_MONTH
    assert births.level(Birth(1980, 6, 28, lunar=True), Birth(1980, 5, 20)) is Level.YEAR_ONLY


def test_the_last_days_of_a_lunar_month_are_no_error() -> None:
    assert births.level(Birth(1981, 2, 30, lunar=True), Birth(1981, 4, 4)) is Level.LUNAR


def test_the_calendar_is_two_months_past_a_lunar_date_at_most_and_never_before_it() -> None:
    for year in range(1900, 2101):
        for month in range(1, 13):
            said = births.solar(year, month, 1) + births.solar(year, month, 30)
            later = {12 * (day.year - year) + day.month - month for day in said}
            assert later <= {*range(births.MOST_MONTHS_LATER + 1)}


def test_a_lunar_date_outside_the_table_means_nothing() -> None:
    assert births.solar(1899, 4, 7) == ()
    assert births.solar(1980, 4, 31) == ()


def test_an_id_number_holds_a_date_where_it_shows_one() -> None:
    assert births.of_id_number("410183199002280000") == Birth(1990, 2, 28)
    assert births.of_id_number("41018319900228****") == Birth(1990, 2, 28)
    assert births.of_id_number("4101**********0000") is None
    assert births.of_id_number("410183199002300000") is None
    assert births.of_id_number("41018319900228000") is None


def test_the_closest_of_several_levels_counts() -> None:
    assert births.closest([Level.DIFFERENT, Level.SAME_DAY, Level.LUNAR]) is Level.SAME_DAY
    assert births.closest([]) is Level.UNKNOWN
    assert set(births.CLOSEST_FIRST) == set(Level) - {Level.UNKNOWN}


@pytest.mark.parametrize("known", [Birth(1980), Birth(1980, 5), Birth(1980, 5, 20)])
def test_dates_agree_as_far_as_both_are_known(known: Birth) -> None:
    assert births.level(known, Birth(1980, 5, 20)) in births.AGREED
    assert births.level(known, Birth(1981, 8, 3)) not in births.AGREED


@given(DATES, DATES)
def test_a_level_is_the_same_from_both_sides(one: Birth, other: Birth) -> None:
    assert births.level(one, other) is births.level(other, one)
