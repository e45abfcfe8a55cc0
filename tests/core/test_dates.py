"""A date is kept as far as it is known; what can be read in two ways is not read."""

from datetime import date, datetime

import pytest

from talent.core import dates
from talent.core.person import Birth

TODAY = date(2026, 3, 1)


def fault(said: object) -> str:
    found = dates.recognise(said, TODAY)
    assert found.value is None
    return found.fault or ""


@pytest.mark.parametrize("said", ["85年6月", "85.6", "85-06-12", "八五年六月", "85年"])
def test_a_two_digit_year_is_a_fault(said: str) -> None:
    assert "四位数" in fault(said)


@pytest.mark.parametrize(
    "said", ["2026-03-02", "2026.04", "2027", date(2026, 3, 2), "46100", "农历2026.04"]
)
def test_a_date_to_come_is_a_fault(said: object) -> None:
    assert "不晚于今天" in fault(said)


@pytest.mark.parametrize("said", ["1899", "1885.06.12", date(1899, 12, 31), "0985"])
def test_a_year_before_1900_is_a_fault(said: object) -> None:
    assert "1900" in fault(said)


@pytest.mark.parametrize(
    "said", ["1985-02-30", "1985.06.31", "19850631", "1985年13月", "198513", "1985-06-32"]
)
def test_a_day_that_is_none_is_a_fault(said: str) -> None:
    assert "没有" in fault(said)


@pytest.mark.parametrize("said", ["12/06/1985", "6-12-1985"])
def test_a_year_written_last_is_a_fault(said: str) -> None:
    assert "最前" in fault(said)


@pytest.mark.parametrize(
    "said",
    [
        "45岁",
        "1985年闰四月",
        "六月",
        "1985.00.12",
        "1985612",
        "不记得了",
        "1985-06-12-01",
        "1985至1990",
        True,
    ],
)
def test_what_is_no_date_is_a_fault(said: object) -> None:
    assert "1985-06-12" in fault(said)


@pytest.mark.parametrize("said", [19856, 19856.0, "20051"])
def test_a_number_that_is_a_month_or_a_serial_is_not_read(said: object) -> None:
    assert "既可能" in fault(said)


@pytest.mark.parametrize("said", [1985.1, "1985.1"])
def test_a_lost_zero_leaves_only_the_year(said: object) -> None:
    found = dates.recognise(said, TODAY)
    assert found.value == Birth(1985)
    assert "10月" in (found.warning or "")


def test_a_serial_in_a_text_file_is_doubtful() -> None:
    found = dates.recognise("31210", TODAY)
    assert found.value == Birth(1985, 6, 12)
    assert "1985-06-12" in (found.warning or "")


@pytest.mark.parametrize("said", [None, "", "—", "无", "不详"])
def test_a_blank_is_unknown(said: object) -> None:
    found = dates.recognise(said, TODAY)
    assert (found.value, found.fault, found.warning) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "birth"),
    [
        ("1985", Birth(1985)),
        ("1985年", Birth(1985)),
        (1985.0, Birth(1985)),
        ("1985.06", Birth(1985, 6)),
        (1985.06, Birth(1985, 6)),
        (1985.12, Birth(1985, 12)),
        ("1985.10", Birth(1985, 10)),
        ("1985.6", Birth(1985, 6)),
        ("1985/1", Birth(1985, 1)),
        ("198506", Birth(1985, 6)),
        (198506.0, Birth(1985, 6)),
        ("1985年6月", Birth(1985, 6)),
        ("1985-06", Birth(1985, 6)),
        ("一九八五年六月", Birth(1985, 6)),
        ("二〇〇五年十月", Birth(2005, 10)),
        ("二○○五年十二月", Birth(2005, 12)),
        ("1985.06.00", Birth(1985, 6)),
        ("19850600", Birth(1985, 6)),
        ("1985.00.00", Birth(1985)),
        ("19850612", Birth(1985, 6, 12)),
        (19850612.0, Birth(1985, 6, 12)),
        ("1985-06-12", Birth(1985, 6, 12)),
        ("1985/6/12", Birth(1985, 6, 12)),
        ("1985.6.12", Birth(1985, 6, 12)),
        ("1985．6．12", Birth(1985, 6, 12)),
        ("1985 6 12", Birth(1985, 6, 12)),
        (" 1985年 6月12日 ", Birth(1985, 6, 12)),
        ("1985年6月12日出生", Birth(1985, 6, 12)),
        ("一九八五年六月二十三日", Birth(1985, 6, 23)),
        ("1985-06-12 00:00:00", Birth(1985, 6, 12)),
        ("1985-06-12T00:00:00Z", Birth(1985, 6, 12)),
        ("公历1985.06", Birth(1985, 6)),
        ("'1985.06", Birth(1985, 6)),
        (31210, Birth(1985, 6, 12)),
        (31210.0, Birth(1985, 6, 12)),
        (date(1985, 6, 12), Birth(1985, 6, 12)),
        (datetime(1985, 6, 12), Birth(1985, 6, 12)),  # noqa: DTZ001  # as sheets give it
        ("2026-03-01", Birth(2026, 3, 1)),
    ],
)
def test_dates_are_recognised_with_their_precision(said: object, birth: Birth) -> None:
    found = dates.recognise(said, TODAY)
    assert found.value == birth
    assert found.warning is None


@pytest.mark.parametrize(
    ("said", "birth"),
    [
        ("农历1985年6月12日", Birth(1985, 6, 12, lunar=True)),
        ("1985.06.12（农历）", Birth(1985, 6, 12, lunar=True)),
        ("阴历1985.2.30", Birth(1985, 2, 30, lunar=True)),
        ("一九六二年腊月初八", Birth(1962, 12, 8, lunar=True)),
        ("1962年正月廿三", Birth(1962, 1, 23, lunar=True)),
        ("1962年十月初十", Birth(1962, 10, 10, lunar=True)),
    ],
)
def test_lunar_dates_stay_lunar(said: str, birth: Birth) -> None:
    assert dates.recognise(said, TODAY).value == birth


def test_an_impossible_day_may_have_been_a_lunar_one() -> None:
    assert "农历" in fault("1985-02-30")
    assert "农历" not in fault("1985-06-31")


def test_a_month_is_a_doubtful_day() -> None:
    found = dates.day("2023.05", TODAY)
    assert found.value == date(2023, 5, 1)
    assert "2023-05-01" in (found.warning or "")
    assert dates.day("2023.05.06", TODAY).warning is None
    assert dates.day("农历2023.05.06", TODAY).fault
    assert dates.day("", TODAY).value is None


@pytest.mark.parametrize(
    "typed",
    [Birth(1985, 6, 13), Birth(1985, 7), Birth(1986), Birth(1983, 5, lunar=True)],
)
def test_dates_that_cannot_be_one_day_differ(typed: Birth) -> None:
    assert dates.differ(typed, date(1985, 6, 12))


@pytest.mark.parametrize(
    "typed", [Birth(1985), Birth(1985, 6), Birth(1985, 6, 12), Birth(1985, 4, 24, lunar=True)]
)
def test_a_date_less_exact_does_not_differ(typed: Birth) -> None:
    assert not dates.differ(typed, date(1985, 6, 12))


@pytest.mark.parametrize(
    "said", [Birth(1985, None, 3), Birth(1985, 13), Birth(1985, 0), Birth(1985, 2, 30)]
)
def test_a_structured_date_is_held_to_the_same_law(said: Birth) -> None:
    assert dates.wrong(said, TODAY)
