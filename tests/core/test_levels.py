"""Levels are stored as codes: with trained models, with pairs, with what is being looked at."""

import pytest

from talent.core import levels

CODES = {
    "name": "UNKNOWN SAME VARIANT OTHER_NAME SAME_TONE SAME_SOUND NEAR_SOUND SHAPE BLANK "
    "SURNAME_MISSING OTHER_SURNAME SWAPPED CHAR_MISSING LAST_CHAR ONE_CHAR NICKNAME SURNAME_ONLY "
    "DIFFERENT CODE GENERATION NICK_GIVEN",
    "sex": "UNKNOWN SAME DIFFERENT",
    "id_number": "UNKNOWN SAME OTHER_SEQUENCE DIFFERENT ONE_OFF VISIBLE UNLIKE",
    "birth": "UNKNOWN SAME_DAY SAME_MONTH SAME_YEAR SWAPPED LUNAR LUNAR_MONTH OTHER_DAY "
    "OTHER_MONTH YEAR_OFF YEAR_OFF_MONTH YEAR_OFF_ONLY OTHER_YEAR YEAR_ONLY DIFFERENT",
    "phone": "UNKNOWN SAME FAMILY SHARED CROWD ONE_DIGIT DIFFERENT",
    "place": "UNKNOWN VILLAGE TOWNSHIP OTHER",
    "education": "UNKNOWN SAME NEXT DIFFERENT",
    "political_status": "UNKNOWN SAME GROWN DIFFERENT",
    "employer": "UNKNOWN SAME CONTAINED DIFFERENT",
    "position": "UNKNOWN SAME CONTAINED DIFFERENT",
    "native_place": "UNKNOWN SAME CONTAINED DIFFERENT",
}
"""From 0 on; new ones are added at the end."""


def test_fields_stand_in_the_order_of_what_is_stored() -> None:
    assert tuple(CODES) == levels.FIELDS
    assert [levels.AT[field] for field in CODES] == list(range(len(CODES)))


@pytest.mark.parametrize("field", CODES)
def test_a_code_is_never_given_to_another_level(field: str) -> None:
    assert [(one.name, one.value) for one in levels.SCALES[field]] == [
        (name, code) for code, name in enumerate(CODES[field].split())
    ]


def test_a_name_that_lost_its_surname_may_be_one_name_with_another_surname_not() -> None:
    """What brothers, namesakes of a generation and nicknames share makes no name alike."""
    apart = {
        "OTHER_SURNAME", "LAST_CHAR", "GENERATION", "ONE_CHAR", "NICKNAME", "NICK_GIVEN", "SURNAME_ONLY", "DIFFERENT",
        "UNKNOWN",
    }  # fmt: skip
    assert {one.name for one in levels.Name if one not in levels.ALIKE_NAMES} == apart
