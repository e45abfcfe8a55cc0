"""A comparison is one level per field; what is not said is unknown and nothing else."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import comparison, levels
from talent.core.comparison import Entry
from talent.core.levels import Education, IdNumber, Name, Place, Politics, Sex, Text
from talent.core.levels import Phone as PhoneLevel
from talent.core.person import Birth, Draft, OtherName, Phone

VILLAGE, NEXT_VILLAGE, FAR = "410183101201", "410183101202", "410183102201"
NUMBER, TWIN, OTHER = "410183198505200012", "410183198505200039", "410183197107060021"
"""Shapes of numbers only; whether they are valid is told before an entry is made."""


def an_entry(name: str = "张三丰", **fields: Any) -> Entry:
    """Make an entry of an invented person."""
    return Entry(id="a", name=name, **fields)


def levels_of(one: Entry, other: Entry) -> dict[str, int]:
    """Answer the levels by field."""
    found = comparison.compare(comparison.prepare(one), comparison.prepare(other))
    return dict(zip(levels.FIELDS, found.levels, strict=True))


def level(field: str, one: Any, other: Any) -> int:
    """Answer the level of one field when nothing else is known."""
    return levels_of(an_entry(**{field: one}), an_entry(**{field: other}))[field]


def own(*numbers: str) -> tuple[Phone, ...]:
    """Make phones of the person's own."""
    return tuple(map(Phone, numbers))


def test_what_nobody_says_is_unknown() -> None:
    found = levels_of(an_entry(), an_entry())
    assert found.pop("name") == Name.SAME
    assert set(found.values()) == {0}


def test_what_one_side_says_is_unknown() -> None:
    full = an_entry(
        sex="1", birth=Birth(1985, 5, 20), id_number=NUMBER, phones=own("15400000001"),
        village=VILLAGE, education="31", political_status="01", employer="供电所",
        position="电工", native_place="河南",
    )  # fmt: skip
    found = levels_of(full, an_entry())
    assert found.pop("name") == Name.SAME
    assert set(found.values()) == {0}


@pytest.mark.parametrize(
    ("one", "other", "level_"),
    [
        ("1", "2", Sex.DIFFERENT),
        ("1", "1", Sex.SAME),
        ("9", "1", Sex.UNKNOWN),
        ("0", "0", Sex.UNKNOWN),
    ],
)
def test_a_sex_that_is_not_stated_is_unknown(one: str, other: str, level_: Sex) -> None:
    assert level("sex", one, other) == level_


@pytest.mark.parametrize(
    ("one", "other", "level_"),
    [
        (NUMBER, OTHER, IdNumber.DIFFERENT),
        (NUMBER, TWIN, IdNumber.OTHER_SEQUENCE),
        (NUMBER, NUMBER, IdNumber.SAME),
        (NUMBER, "4101831985", IdNumber.UNKNOWN),
    ],
)
def test_id_numbers_are_compared_only_when_complete(one: str, other: str, level_: IdNumber) -> None:
    assert level("id_number", one, other) == level_


def test_the_date_in_an_id_number_stands_in_where_only_one_side_has_a_number() -> None:
    with_number = an_entry(id_number=NUMBER)
    assert (
        levels_of(with_number, an_entry(birth=Birth(1985, 5, 20)))["birth"] == levels.Birth.SAME_DAY
    )
    lunar = an_entry(id_number=NUMBER, birth=Birth(1985, 4, 1))
    assert levels_of(lunar, an_entry(birth=Birth(1985, 5, 20)))["birth"] == levels.Birth.SAME_DAY


def test_two_id_numbers_do_not_speak_twice() -> None:
    assert levels_of(an_entry(id_number=NUMBER), an_entry(id_number=NUMBER))["birth"] == 0
    typed = an_entry(id_number=NUMBER, birth=Birth(1985, 5, 20))
    assert levels_of(typed, an_entry(id_number=NUMBER))["birth"] == 0


@pytest.mark.parametrize(
    ("one", "other", "level_"),
    [
        (own("15400000001"), own("15400000402"), PhoneLevel.DIFFERENT),
        (own("15400000001"), own("15400000002"), PhoneLevel.ONE_DIGIT),
        (own("15400000012"), own("15400000021"), PhoneLevel.ONE_DIGIT),
        (own("15400000001"), own("19955555555", "15400000001"), PhoneLevel.SAME),
        (own("15400000001"), (Phone("15400000001", "family"),), PhoneLevel.FAMILY),
        (own("15400000001"), (), PhoneLevel.UNKNOWN),
    ],
)
def test_the_closest_pair_of_phones_counts(
    one: tuple[Phone, ...], other: tuple[Phone, ...], level_: PhoneLevel
) -> None:
    assert levels_of(an_entry(phones=one), an_entry(phones=other))["phone"] == level_


@pytest.mark.parametrize(
    ("holders", "level_"),
    [
        (3, PhoneLevel.SAME),
        (4, PhoneLevel.SHARED),
        (10, PhoneLevel.SHARED),
        (11, PhoneLevel.CROWD),
        (200, PhoneLevel.CROWD),
    ],
)
def test_a_phone_on_many_entries_is_nobodys(holders: int, level_: PhoneLevel) -> None:
    office = an_entry(phones=own("15400000001"), holders=(holders,))
    assert levels_of(office, an_entry(phones=own("15400000001")))["phone"] == level_


@pytest.mark.parametrize(
    ("one", "other", "level_"),
    [
        ({"village": VILLAGE}, {"village": FAR}, Place.OTHER),
        ({"village": VILLAGE}, {}, Place.UNKNOWN),
        ({"village": VILLAGE}, {"village": NEXT_VILLAGE}, Place.TOWNSHIP),
        ({"village": VILLAGE}, {"township": "410183101000"}, Place.TOWNSHIP),
        ({"village": "410183101000"}, {"village": "410183101000"}, Place.TOWNSHIP),
        ({"village": "410183000000"}, {"village": "410183000000"}, Place.UNKNOWN),
        ({"village": VILLAGE}, {"village": VILLAGE}, Place.VILLAGE),
    ],
)
def test_places_agree_by_their_codes(
    one: dict[str, str], other: dict[str, str], level_: Place
) -> None:
    assert levels_of(an_entry(**one), an_entry(**other))["place"] == level_


@pytest.mark.parametrize(
    ("field", "one", "other", "level_"),
    [
        ("education", "81", "21", Education.DIFFERENT),
        ("education", "31", "21", Education.NEXT),
        ("education", "41", "61", Education.SAME),
        ("political_status", "01", "05", Politics.DIFFERENT),
        ("political_status", "01", "02", Politics.GROWN),
        ("political_status", "03", "13", Politics.GROWN),
        ("political_status", "12", "13", Politics.DIFFERENT),
        ("political_status", "01", "01", Politics.SAME),
        ("employer", "供电所", "卫生院", Text.DIFFERENT),
        ("employer", "米村镇供电所", "供电所", Text.CONTAINED),
        ("employer", "供电所 (米村)", "供电所（米村）", Text.SAME),
    ],
)
def test_weak_fields_have_their_levels(field: str, one: str, other: str, level_: int) -> None:
    assert level(field, one, other) == level_


def test_a_name_in_brackets_is_compared_as_another_name() -> None:
    found = levels_of(an_entry("张三(曾用名：张叁)"), an_entry("张叁"))
    assert found["name"] == Name.OTHER_NAME


@pytest.mark.parametrize("kind", ["former", "milk", "variant"])
def test_a_name_once_borne_is_compared_as_another_name(kind: Any) -> None:
    one = an_entry("张三", other_names=(OtherName("李四", kind),))
    assert levels_of(one, an_entry("李四"))["name"] == Name.OTHER_NAME


def test_what_a_hidden_or_wrong_number_shows_is_compared() -> None:
    shown = an_entry(typed_number="4101**********0012")
    assert levels_of(shown, an_entry(id_number=NUMBER))["id_number"] == IdNumber.VISIBLE
    assert levels_of(shown, an_entry(id_number=OTHER))["id_number"] == IdNumber.UNLIKE
    wrong = an_entry(typed_number=NUMBER[:17] + "9")
    assert levels_of(wrong, an_entry(id_number=NUMBER))["id_number"] == IdNumber.ONE_OFF


def test_a_remark_and_a_pinyin_are_no_names_of_the_person() -> None:
    others = (OtherName("王五", "remark"), OtherName("li si", "pinyin"))
    assert (
        levels_of(an_entry("张三", other_names=others), an_entry("王五"))["name"] == Name.DIFFERENT
    )
    assert (
        levels_of(an_entry("张三", other_names=others), an_entry("李四"))["name"] == Name.DIFFERENT
    )


def test_a_draft_makes_an_entry() -> None:
    draft = Draft(
        name="张三", sex="1", household_village=VILLAGE, education_in_service="21",
        phones=own("15400000001"),
    )  # fmt: skip
    made = comparison.entry(draft, "x")
    assert (made.id, made.name, made.village, made.education) == ("x", "张三", VILLAGE, "21")
    assert made.phones == draft.phones


ENTRIES = st.builds(
    Entry,
    id=st.just("a"),
    name=st.sampled_from(["张三", "张叁", "张三丰", "張三", "小张", "zhang san", "李四", ""]),
    other_names=st.sampled_from([(), (OtherName("张叁"),), (OtherName("李四", "milk"),)]),
    sex=st.sampled_from([None, "1", "2"]),
    birth=st.sampled_from(
        [None, Birth(1985), Birth(1985, 5), Birth(1985, 5, 20), Birth(1984, 5, 20)]
    ),
    id_number=st.sampled_from([None, NUMBER, TWIN, OTHER]),
    phones=st.sampled_from(
        [(), own("15400000001"), own("15400000002"), (Phone("15400000001", "family"),)]
    ),
    village=st.sampled_from([None, VILLAGE, NEXT_VILLAGE, FAR]),
    education=st.sampled_from([None, "31", "21", "81"]),
    political_status=st.sampled_from([None, "01", "13", "05"]),
    employer=st.sampled_from([None, "供电所", "米村供电所"]),
    position=st.sampled_from([None, "电工"]),
    native_place=st.sampled_from([None, "河南", "河南新密"]),
)


@settings(deadline=None)  # the first call reads the tables
@given(ENTRIES, ENTRIES)
def test_a_comparison_is_the_same_from_both_sides(one: Entry, other: Entry) -> None:
    mine, theirs = comparison.prepare(one), comparison.prepare(other)
    there, back = comparison.compare(mine, theirs), comparison.compare(theirs, mine)
    assert there.levels == back.levels
    assert {there.one.shown, there.other.shown} == {back.one.shown, back.other.shown}


@settings(deadline=None)  # the first call reads the tables
@given(ENTRIES, ENTRIES, st.sampled_from(["sex", "id_number", "education", "employer", "village"]))
def test_a_field_left_out_is_unknown_and_moves_no_other(
    one: Entry, other: Entry, field: str
) -> None:
    whole, less = (
        levels_of(one, other),
        levels_of(msgspec.structs.replace(one, **{field: None}), other),
    )
    gone = {"village": "place"}.get(field, field)
    assert less[gone] == 0
    # Without its number an entry's birth date may speak instead, or fall silent.
    moved = {gone, "birth"} if field == "id_number" else {gone}
    assert {key: value for key, value in less.items() if key not in moved} == {
        key: value for key, value in whole.items() if key not in moved
    }


def test_a_number_hidden_in_part_tells_its_day_of_birth_beside_the_typed_one() -> None:
    """Whole numbers are compared as numbers; of one with stars the day is all there may be."""
    one = an_entry(typed_number="41018319850520****")
    other = an_entry(typed_number="410183198505201***")
    assert not comparison.prepare(one).whole
    assert levels_of(one, other)["birth"] == levels.Birth.SAME_DAY
    assert levels_of(one, an_entry(birth=Birth(1985, 5, 20)))["birth"] == levels.Birth.SAME_DAY


@pytest.mark.parametrize(
    "field", ["political_status", "education", "employer", "position", "native_place"]
)
def test_an_empty_text_is_unknown_and_no_two_of_it_agree(field: str) -> None:
    empty = an_entry(**{field: ""})
    assert levels_of(empty, empty)[field] == 0


def test_schooling_in_full_time_counts_and_beside_work_where_there_is_no_other() -> None:
    both = Draft(name="张三丰", education_full_time="31", education_in_service="21")
    assert comparison.entry(both).education == "31"
    assert comparison.entry(Draft(name="张三丰", education_in_service="21")).education == "21"
