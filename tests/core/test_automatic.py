"""Without a look only what agrees in something of one person alone, and contradicts nowhere."""

import pytest

from talent.core import automatic, levels
from talent.core.levels import Birth, IdNumber, Name, Phone, Sex

SURE: dict[str, int] = {
    "name": Name.SAME, "sex": Sex.SAME, "id_number": IdNumber.SAME, "birth": Birth.SAME_DAY,
}  # fmt: skip


def allowed(changed: dict[str, int], probability: float = 0.9999, *, together: bool = True) -> bool:
    """Ask for a pair that agrees in everything but what is changed."""
    found = SURE | changed
    codes = [found.get(field, 0) for field in levels.FIELDS]
    return automatic.allowed(codes, probability, together=together)


def test_the_whole_name_and_the_number_are_enough() -> None:
    assert allowed({})
    assert allowed({"birth": Birth.UNKNOWN})


@pytest.mark.parametrize("level", [IdNumber.VISIBLE, IdNumber.ONE_OFF])
def test_what_a_number_shows_is_of_one_person(level: IdNumber) -> None:
    assert allowed({"birth": Birth.UNKNOWN, "id_number": level})


def test_less_than_nearly_certain_is_not_enough() -> None:
    assert not allowed({}, 0.9989)
    assert allowed({}, 0.999)


@pytest.mark.parametrize("level", Name)
def test_the_whole_name_may_be_written_otherwise_and_no_more(level: Name) -> None:
    otherwise = {
        Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SAME_TONE, Name.SAME_SOUND, Name.SHAPE,
        Name.SWAPPED,
    }  # fmt: skip
    assert allowed({"name": level}) == (level in otherwise)


@pytest.mark.parametrize("level", Birth)
def test_a_date_may_be_a_slip_away_and_no_more(level: Birth) -> None:
    contradicts = {
        Birth.DIFFERENT, Birth.YEAR_ONLY, Birth.OTHER_DAY, Birth.OTHER_MONTH, Birth.OTHER_YEAR,
        Birth.YEAR_OFF_ONLY, Birth.YEAR_OFF_MONTH,
    }  # fmt: skip
    assert allowed({"birth": level}) == (level not in contradicts)


def test_another_cluster_is_not_enough() -> None:
    assert not allowed({}, together=False)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": Name.LAST_CHAR}, {"name": Name.ONE_CHAR}, {"name": Name.SURNAME_ONLY},
        {"name": Name.NICKNAME}, {"name": Name.CHAR_MISSING}, {"name": Name.DIFFERENT},
        {"name": Name.UNKNOWN}, {"sex": Sex.DIFFERENT}, {"id_number": IdNumber.DIFFERENT},
        {"id_number": IdNumber.OTHER_SEQUENCE}, {"id_number": IdNumber.UNLIKE},
        {"name": Name.CODE}, {"name": Name.GENERATION}, {"birth": Birth.DIFFERENT},
        {"birth": Birth.YEAR_ONLY}, {"birth": Birth.OTHER_DAY},
    ],
)  # fmt: skip
def test_a_contradiction_is_for_people(changed: dict[str, int]) -> None:
    assert not allowed(changed)


@pytest.mark.parametrize(
    "changed",
    [{"birth": Birth.SAME_MONTH}, {"birth": Birth.SAME_YEAR, "phone": Phone.SAME},
     {"birth": Birth.SAME_MONTH, "phone": Phone.FAMILY}, {"birth": Birth.UNKNOWN, "phone": Phone.SAME}],
)  # fmt: skip
def test_what_a_family_shares_is_not_of_one_person(changed: dict[str, int]) -> None:
    assert not allowed({"id_number": IdNumber.UNKNOWN} | changed)


def test_a_day_or_a_month_and_an_own_phone_are_of_one_person() -> None:
    assert allowed({"id_number": IdNumber.UNKNOWN})
    month: dict[str, int] = {"birth": Birth.SAME_MONTH, "phone": Phone.SAME}
    assert allowed({"id_number": IdNumber.UNKNOWN} | month)
