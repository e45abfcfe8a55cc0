"""An ID number is right or it is a fault that says why. All numbers here are invented."""

from datetime import date

import pytest

from talent.core import idnumber
from talent.core.levels import IdNumber as Level

TODAY = date(2026, 3, 1)
RIGHT = "410183198506121248"
WITH_X = "41018319850612123X"
OLD = "410183850612123"


def fault(said: object) -> str:
    found = idnumber.recognise(said, TODAY)
    assert found.value is None
    return found.fault or ""


def value(said: object) -> str | None:
    found = idnumber.recognise(said, TODAY)
    assert found.fault is None
    return found.value


def test_a_wrong_check_digit_is_a_fault() -> None:
    assert "校验码" in fault("410183198506121247")


def test_every_changed_digit_and_every_swapped_pair_is_found() -> None:
    for place in range(18):
        for digit in "0123456789X" if place == 17 else "0123456789":
            changed = RIGHT[:place] + digit + RIGHT[place + 1 :]
            assert (idnumber.recognise(changed, TODAY).value == changed) == (changed == RIGHT)
    for place in range(17):
        swapped = RIGHT[:place] + RIGHT[place + 1] + RIGHT[place] + RIGHT[place + 2 :]
        assert (idnumber.recognise(swapped, TODAY).value == swapped) == (swapped == RIGHT)


@pytest.mark.parametrize(
    "said", ["41018319850612124", "4101831985061212488", "41018385061212", "4"]
)
def test_a_wrong_length_is_a_fault_that_counts(said: str) -> None:
    assert f"实为{len(said)}位" in fault(said)


@pytest.mark.parametrize(
    "said", [4.10183198506121e17, 410183198506121248, "4.10183E+17", "4.10183198506121e17"]
)
def test_digits_lost_in_a_spreadsheet_are_a_fault(said: object) -> None:
    assert "已丢失" in fault(said)


def test_a_text_that_ends_in_zeros_and_is_wrong_has_lost_its_digits() -> None:
    assert "已丢失" in fault("410183198506121000")


def test_a_right_number_that_ends_in_zeros_is_doubtful() -> None:
    found = idnumber.recognise("410183198506124000", TODAY)
    assert found.value == "410183198506124000"
    assert "000" in (found.warning or "")


@pytest.mark.parametrize(
    "born", ["19850631", "19851301", "19850600", "00000612", "19000229", "20230229"]
)
def test_a_day_that_is_none_is_a_fault(born: str) -> None:
    body = f"410183{born}124"
    assert born in fault(body + idnumber.check_character(body))


def test_nobody_is_born_tomorrow() -> None:
    body = "41018320260302124"
    assert "2026-03-02" in fault(body + idnumber.check_character(body))


def test_somebody_may_be_born_today() -> None:
    body = "41018320260301124"
    number = body + idnumber.check_character(body)
    assert value(number) == number


@pytest.mark.parametrize(
    "said",
    [
        "41018319850612124A", "410183/98506121248", "见身份证", "41018３X850612124",
        "4101831985061212XX", "41018X1985061", "4101831985０６١٢",
    ],
)  # fmt: skip
def test_foreign_signs_are_a_fault(said: str) -> None:
    assert fault(said) == "18位数字，末位可为X（旧号15位），不含其他字符"


def test_a_number_with_stars_is_not_the_number() -> None:
    assert "星号" in fault("4101**********1248")


@pytest.mark.parametrize("said", [None, "", "  ", "无", "—", "/", "不详"])
def test_a_blank_is_unknown_and_no_fault(said: object) -> None:
    assert value(said) is None


@pytest.mark.parametrize(
    "said",
    [
        WITH_X,
        WITH_X.lower(),
        "'" + WITH_X,
        "\t" + WITH_X,
        "\ufeff" + WITH_X + " ",
        "410183 19850612 123X",
        "４１０１８３１９８５０６１２１２３Ｘ",
        "41018319850612123×",
        f'="{WITH_X}"',
    ],
)
def test_the_ways_clerks_write_one_number_are_one(said: str) -> None:
    assert value(said) == WITH_X


@pytest.mark.parametrize("said", [OLD, 410183850612123, 410183850612123.0])
def test_fifteen_digits_become_eighteen(said: object) -> None:
    assert value(said) == WITH_X


@pytest.mark.parametrize("sequence", ["996", "997", "998", "999"])
def test_four_old_sequences_are_of_the_century_before(sequence: str) -> None:
    assert idnumber.upgrade(f"410183980612{sequence}")[6:10] == "1898"
    assert idnumber.upgrade("410183980612995")[6:10] == "1998"


def test_the_example_of_the_standard_is_right() -> None:
    assert value("11010519491231002X") == "11010519491231002X"


def test_old_numbers_of_centenarians_are_of_the_century_before() -> None:
    found = idnumber.recognise("410183980612997", TODAY)
    assert found.value == "410183189806129976"
    assert "120" in (found.warning or "")


@pytest.mark.parametrize(("year", "doubted"), [(1905, True), (1906, False)])
def test_who_turns_a_hundred_and_twenty_is_not_doubted_and_who_did_is(
    year: int, doubted: bool
) -> None:
    body = f"410183{year}0612124"
    found = idnumber.recognise(body + idnumber.check_character(body), TODAY)
    assert bool(found.warning) is doubted


def test_birth_and_sex_come_out_of_the_number() -> None:
    assert idnumber.birth(RIGHT) == date(1985, 6, 12)
    assert idnumber.sex(RIGHT) == "2"
    assert idnumber.sex(WITH_X) == "1"


# --- comparing ----------------------------------------------------------------------------


def pair(one: str, other: str) -> Level:
    """Compare two typed numbers as entries hold them: valid ones as such, others as shown."""
    values = []
    for said in (one, other):
        valid = idnumber.recognise(said, TODAY).value
        values.append((valid or idnumber.shown(said), valid))
    level = idnumber.level(*values)
    assert idnumber.level(*values[::-1]) is level
    return level


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("4101**********1248", "4101**********1248"),
        ("410183********1248", "410183********1248"),
        ("410183 1985 **** 1248", "4101831985****1248"),
        ("41018319850612****", "41018319850612****"),
        ("4101xxxxxxxxxx124X", "4101**********124X"),
        ("4101**124x", "4101**********124X"),
        ("1248", "**************1248"),
        ("06121248", ""),
        ("410183198506120000", "410183198506120***"),
        ("410183198506121247", "410183198506121247"),
        ("41018319850612124", "41018319850612124"),
        # Only of eighteen does a spreadsheet lose the last three.
        ("41018319850612000", "41018319850612000"),
        ("4101838506*****", ""),
        # Of fifteen signs that show no more than the area, whichever number it is hides the rest.
        ("410183*****1248", "410183********1248"),
        ("4101838****1248", ""),
        # A star between eighteen digits hides nothing: one of them is too many.
        ("410183198*506121248", ""),
        ("4.10183E+17", ""),
        ("见附件", ""),
        ("", ""),
    ],
)
def test_a_number_that_is_not_valid_shows_what_it_shows(said: str, shown: str) -> None:
    assert idnumber.shown(said) == shown


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (RIGHT, RIGHT, Level.SAME),
        (OLD, idnumber.upgrade(OLD), Level.SAME),
        (RIGHT, WITH_X, Level.OTHER_SEQUENCE),
        (RIGHT, idnumber.upgrade(OLD), Level.OTHER_SEQUENCE),
        (RIGHT, "410183197107060025", Level.DIFFERENT),
        # One digit, a swap, a digit missing: only where a check character fails.
        (RIGHT, "410183198506121249", Level.ONE_OFF),
        (RIGHT, "410183198506112248", Level.ONE_OFF),
        (RIGHT, "41018319850612128", Level.ONE_OFF),
        ("410183198506121249", "410183198506121249", Level.ONE_OFF),
        (RIGHT, "410183197506131248", Level.UNLIKE),
        # Hidden digits say nothing, visible ones do.
        (RIGHT, "4101**********1248", Level.VISIBLE),
        (RIGHT, "1248", Level.VISIBLE),
        (RIGHT, "41018319850612124*", Level.VISIBLE),
        ("410183********1248", "4101**********1248", Level.VISIBLE),
        (RIGHT, "4101**********1249", Level.UNLIKE),
        (RIGHT, "4105**********1248", Level.UNLIKE),
        (RIGHT, "41018319850612****", Level.UNKNOWN),
        (RIGHT, "41018319710706****", Level.UNKNOWN),
        (RIGHT, "41058319850612****", Level.UNLIKE),
        (RIGHT, "51018319850612****", Level.UNLIKE),
        (RIGHT, "见附件", Level.UNKNOWN),
        ("41018319850612124", "41018319850612****", Level.UNKNOWN),
    ],
)
def test_numbers_agree_as_far_as_both_are_shown(one: str, other: str, level: Level) -> None:
    assert pair(one, other) is level


@pytest.mark.parametrize("other", ["1204", "1243", "2134", "124", "12334"])
def test_a_slip_is_one_digit_or_two_neighbours_in_each_others_place(other: str) -> None:
    assert idnumber.one_off("1234", other)
    assert idnumber.one_off(other, "1234")


@pytest.mark.parametrize("other", ["3214", "2434", "3134", "14", "135", "13245", "123456"])
def test_what_takes_two_slips_is_another_number(other: str) -> None:
    assert not idnumber.one_off("1234", other)
    assert not idnumber.one_off(other, "1234")


@pytest.mark.parametrize(
    "said", [RIGHT, "410183198506121249", "1248", "", "见附件", "**", "4101838506*****"]
)
def test_what_hides_nothing_or_shows_nothing_is_not_partly_hidden(said: str) -> None:
    assert not idnumber.partly_hidden(said)


@pytest.mark.parametrize("said", ["4101**********1248", "410183 XXXX XXXX 1248", "**1248"])
def test_a_number_of_which_a_part_is_hidden_is_known_as_one(said: str) -> None:
    assert idnumber.partly_hidden(said)
