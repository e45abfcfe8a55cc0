"""The parts add up to the total, and no weight breaks a law."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import (
    alikeness,
    comparison,
    frequencies,
    kindred,
    levels,
    model,
    names,
    sentences,
    weights,
)
from talent.core.comparison import Comparison, Entry
from talent.core.frequencies import Frequencies
from talent.core.levels import IdNumber, Name, Place
from talent.core.model import Likeness
from talent.core.person import Birth, Phone

VILLAGE, FAR = "410183101201", "410183102201"
NUMBER, OTHER = "410183198505200012", "410183197107060021"
BIRTH = Birth(1985, 5, 20)
PHONE = (Phone("15400000001"),)

HOME: dict[str, Any] = {"village": VILLAGE, "phones": PHONE}
FULL: dict[str, Any] = HOME | {
    "sex": "1", "birth": BIRTH, "education": "31", "political_status": "01", "native_place": "河南",
}  # fmt: skip


def weighed(
    one: str,
    other: str,
    mine: dict[str, Any],
    theirs: dict[str, Any],
    known: Frequencies = frequencies.USUAL,
) -> Likeness:
    """Weigh two invented entries."""
    return model.weigh(
        compared(Entry(id="a", name=one, **mine), Entry(id="b", name=other, **theirs)), known
    )


def compared(one: Entry, other: Entry) -> Comparison:
    """Compare two entries."""
    return comparison.compare(comparison.prepare(one), comparison.prepare(other))


def both(one: str, other: str, fields: dict[str, Any]) -> Likeness:
    """Weigh two entries that agree in everything but the name."""
    return weighed(one, other, fields, fields)


# --- laws ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["张伟", "王建国", "尉迟敬德", "爨龙颜"])
@pytest.mark.parametrize("size", [2, 50, 5_000, 1_000_000])
@pytest.mark.parametrize(
    "rest", [{}, {"sex": "1", "education": "31", "political_status": "01", "native_place": "河南"}]
)
def test_the_same_name_and_nothing_else_is_never_likely(
    name: str, size: int, rest: dict[str, Any]
) -> None:
    found = weighed(name, name, rest, rest, Frequencies(size=size))
    assert found.band != "likely"


def test_what_limits_the_band_is_said() -> None:
    found = weighed("尉迟敬德", "尉迟敬德", {}, {})
    assert (found.band, found.reasons[-1].sentence) == ("unsure", sentences.NAME_ALONE)


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs"),
    [
        ("王建国", "李志强", {}, {}),
        ("王建国", "王建军", {}, {}),
        ("王建国", "王志强", {"village": VILLAGE}, {"village": VILLAGE}),
        ("王建国", "王建国", {"sex": "1"}, {"sex": "2"}),
        ("王建国", "李志强", FULL, FULL),
        (
            "王建国",
            "李志强",
            {"birth": BIRTH, "village": VILLAGE},
            {"birth": Birth(1955, 1, 3), "village": FAR},
        ),
    ],
)
def test_an_equal_id_number_with_another_name_or_sex_is_unsure(
    one: str, other: str, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    number = {"id_number": NUMBER}
    assert weighed(one, other, mine | number, theirs | number).band == "unsure"


def test_an_equal_id_number_is_unsure_even_where_all_else_speaks_against_it() -> None:
    mine = {"id_number": NUMBER, "birth": BIRTH, "education": "11", "political_status": "01"}
    theirs = mine | {"birth": Birth(1955, 1, 3), "education": "81", "political_status": "05"}
    found = weighed("王建国", "王建", mine, theirs, Frequencies(size=100_000_000))
    assert found.probability < model.UNSURE_AT
    assert (found.band, found.reasons[-1].sentence) == ("unsure", sentences.ID_EQUAL)


def test_an_equal_id_number_with_the_same_name_is_likely() -> None:
    assert both("王建国", "王建国", {"id_number": NUMBER}).band == "likely"


@pytest.mark.parametrize("fields", [FULL, HOME, {"birth": BIRTH, "sex": "1"}])
def test_two_different_valid_id_numbers_are_never_likely(fields: dict[str, Any]) -> None:
    mine, theirs = fields | {"id_number": NUMBER}, fields | {"id_number": OTHER}
    assert weighed("尉迟敬德", "尉迟敬德", mine, theirs).band != "likely"


@pytest.mark.parametrize(
    ("one", "other"),
    [("王建国", "王建军"), ("李大双", "李小双"), ("王建国", "王志强"), ("张伟", "张军")],
)
@pytest.mark.parametrize("fields", [HOME, FULL])
@pytest.mark.parametrize("size", [10, 5_000])
def test_brothers_are_not_likely(one: str, other: str, fields: dict[str, Any], size: int) -> None:
    assert weighed(one, other, fields, fields, Frequencies(size=size)).band != "likely"


def test_brothers_whose_birth_dates_differ_are_unlike() -> None:
    theirs = HOME | {"birth": Birth(1988, 11, 2)}
    assert weighed("王建国", "王建军", HOME | {"birth": BIRTH}, theirs).band == "unlike"


def test_father_and_son_are_unlike() -> None:
    theirs = HOME | {"birth": Birth(1960, 2, 7)}
    assert weighed("王建国", "王志强", HOME | {"birth": BIRTH}, theirs).band == "unlike"


def test_a_common_name_of_one_village_is_not_likely() -> None:
    assert both("张伟", "张伟", {"village": VILLAGE}).band != "likely"


def test_another_writing_of_one_name_with_the_same_birth_and_village_is_likely() -> None:
    fields = {"birth": BIRTH, "village": VILLAGE, "sex": "1"}
    for other in ("张宏", "張红", "章红", "zhang hong"):
        assert both("张红", other, fields).band == "likely"


def test_a_household_counts_less_than_its_parts() -> None:
    found = both("王建国", "王建军", HOME)
    assert part(found, "kin") < -500


# --- weights ------------------------------------------------------------------------------


def part(found: Likeness, field: str) -> int:
    """Answer the weight of one field's reason."""
    return next(reason.weight for reason in found.reasons if reason.field == field)


def test_a_rare_name_says_more_than_a_common_one() -> None:
    assert part(both("张伟", "张伟", {}), "name") < part(both("尉迟伟", "尉迟伟", {}), "name")
    assert part(both("张伟", "张伟", {}), "name") < part(both("张敬德", "张敬德", {}), "name")


def test_the_registers_own_counts_move_the_weight_of_a_name() -> None:
    people = [
        comparison.prepare(Entry(id="a", name=name)) for name in ["裴伟"] * 30 + ["王军"] * 70
    ]
    known = frequencies.count(people)
    usual, counted = weighed("裴伟", "裴伟", {}, {}), weighed("裴伟", "裴伟", {}, {}, known)
    assert part(counted, "name") < part(usual, "name")
    assert known.size == 100
    assert known.surnames == {"裴": 30, "王": 70}
    assert known.sounds == {"wei": 30, "jun": 70}


def test_a_name_the_register_has_not_is_rare_but_not_impossible() -> None:
    known = Frequencies(1000, {"王": 1000}, {"军": 1000}, {"jun": 1000})
    assert 0 < frequencies.of_surname(known, "裴") < frequencies.of_surname(frequencies.USUAL, "裴")
    assert frequencies.LEAST <= frequencies.of_given(known, "敬德") < 1


def test_one_surname_in_one_village_is_no_surprise() -> None:
    far = part(weighed("裴军", "裴军", {"village": VILLAGE}, {"village": FAR}), "name")
    assert part(both("裴军", "裴军", {"village": VILLAGE}), "name") < far


@pytest.mark.parametrize("holders", [11, 200])
def test_an_office_phone_weighs_nothing(holders: int) -> None:
    fields = {"phones": PHONE, "holders": (holders,)}
    assert part(both("王建国", "王建国", fields), "phone") == 0


def test_another_township_weighs_nothing() -> None:
    assert part(weighed("王军", "王军", {"village": VILLAGE}, {"village": FAR}), "place") == 0


def test_a_larger_register_makes_the_same_evidence_less_probable() -> None:
    fields = {"birth": Birth(1985, 5)}
    small = weighed("张伟", "张伟", fields, fields, Frequencies(size=400))
    large = weighed("张伟", "张伟", fields, fields, Frequencies(size=1_000_000))
    assert small.probability > large.probability


# --- properties ---------------------------------------------------------------------------

TYPED = st.sampled_from(["张伟", "尉迟敬德", "zhang wei", "小张", ""]).map(
    lambda name: alikeness.ready(names.parse(name))
)
COMPARISONS = st.builds(
    Comparison,
    st.tuples(
        *(st.sampled_from([int(level) for level in scale]) for scale in levels.SCALES.values())
    ),
    TYPED,
    TYPED,
)
SIZES = st.integers(0, 10_000_000).map(lambda size: Frequencies(size=size))


@settings(max_examples=400, deadline=None)
@given(COMPARISONS, SIZES)
def test_the_parts_sum_to_the_total_exactly(compared: Comparison, known: Frequencies) -> None:
    found = model.weigh(compared, known)
    assert found.weight == sum(reason.weight for reason in found.reasons)
    assert 0 <= found.probability <= 1
    assert all(reason.sentence for reason in found.reasons)


@given(COMPARISONS, SIZES)
def test_weighing_is_the_same_from_both_sides_and_every_time(
    compared: Comparison, known: Frequencies
) -> None:
    found = model.weigh(compared, known)
    back = model.weigh(Comparison(compared.levels, compared.other, compared.one), known)
    assert (found.weight, found.band, found.probability) == (
        back.weight,
        back.band,
        back.probability,
    )
    assert found == model.weigh(compared, known)


@given(COMPARISONS, st.integers(0, len(levels.FIELDS) - 1))
def test_an_unknown_field_weighs_nothing_and_moves_no_other(
    compared: Comparison, place: int
) -> None:
    less = list(compared.levels)
    less[place] = 0
    whole = {reason.field: reason.weight for reason in model.weigh(compared).reasons}
    found = {
        reason.field: reason.weight
        for reason in model.weigh(Comparison(tuple(less), compared.one, compared.other)).reasons
    }
    field = levels.FIELDS[place]
    assert field not in found
    # A shared village makes a shared surname less telling; kin is of the whole pattern.
    free = {field, "kin", "law"} | ({"name"} if field == "place" else set())
    assert {key: found[key] for key in found.keys() - free} == {
        key: whole[key] for key in whole.keys() - free
    }


@settings(max_examples=400)
@given(COMPARISONS, SIZES)
def test_whoever_is_hopeless_is_unlike(compared: Comparison, known: Frequencies) -> None:
    if model.hopeless(compared, known):
        assert model.weigh(compared, known).band == "unlike"


def test_who_is_hopeless_by_one_model_may_be_possible_by_another() -> None:
    two = (Entry(id=one, name="张伟", birth=birth) for one, birth in
           (("a", Birth(1985, 5)), ("b", Birth(1951, 2))))  # fmt: skip
    pair = compared(*two)
    many = model.of(msgspec.structs.replace(weights.EXPERT, partners=5_000.0))
    assert model.hopeless(pair)
    assert not model.hopeless(pair, using=many)


def test_strangers_are_hopeless_but_not_with_an_equal_number() -> None:
    one = Entry(id="a", name="张伟", sex="1", birth=Birth(1985, 6, 12))
    other = Entry(id="b", name="李四光", sex="2", birth=Birth(1950, 1, 2))
    assert model.hopeless(compared(one, other))
    numbered = (msgspec.structs.replace(entry, id_number=NUMBER) for entry in (one, other))
    assert not model.hopeless(compared(*numbered))


@given(COMPARISONS, SIZES)
def test_no_pattern_at_all_breaks_a_law(compared: Comparison, known: Frequencies) -> None:
    found = model.weigh(compared, known)
    number = compared.level("id_number")
    if number == IdNumber.SAME:
        assert found.band != "unlike"
    if number in (IdNumber.DIFFERENT, IdNumber.OTHER_SEQUENCE) or not model.name_alike(compared):
        assert found.band != "likely"
    assert all(reason.weight <= 0 for reason in found.reasons if reason.field == "kin")


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=10), st.sampled_from(["15400000001", NUMBER, "1990-05-20"]))
def test_no_sentence_shows_a_number(name: str, typed: str) -> None:
    fields = FULL | {"id_number": NUMBER, "employer": "供电所", "position": "电工"}
    found = weighed(name + typed, typed + name, fields, fields)
    told = "".join(reason.sentence for reason in found.reasons)
    assert re.search(r"\d", told) is None
    assert "供电所" not in told


# --- data ---------------------------------------------------------------------------------


@pytest.mark.parametrize("field", levels.FIELDS)
def test_every_level_has_its_weight_and_its_sentence(field: str) -> None:
    for level in levels.SCALES[field]:
        if level:
            assert 0 < weights.SAME[field][level] <= 1
            assert (
                0 < weights.STRANGERS[field][level] <= 1
                if field != "name"
                else level in weights.NAME_CHANCE
            )
            assert sentences.of(field, level, "甲", "乙")
            assert sentences.label(field, level) == level.name


def test_level_zero_is_unknown_on_every_scale() -> None:
    assert all(scale(0).name == "UNKNOWN" for scale in levels.SCALES.values())


@pytest.mark.parametrize(
    ("kind", "names", "sexes"),
    [
        ("household", ("王军", "李芳"), ("1", "2")),
        ("sibling", ("王建国", "王建军"), ("1", "1")),
    ],
)
def test_what_is_shared_under_one_roof_is_taken_back(
    kind: str, names: tuple[str, str], sexes: tuple[str, str]
) -> None:
    """Without the class the village and the phone would count as if they were of one person."""
    kin = {name: one for name, one in kindred.KIN.items() if name != kind}
    without = model.of(msgspec.structs.replace(weights.EXPERT, kin=kin))
    home: dict[str, Any] = {"village": VILLAGE, "phones": (Phone("15400000001"),)}
    one, other = (
        comparison.prepare(Entry(id="a", name=name, sex=sex, birth=Birth(year), **home))
        for name, sex, year in zip(names, sexes, (1980, 1983), strict=True)
    )
    compared = comparison.compare(one, other)
    with_it, less = (
        model.weigh(compared, frequencies.Frequencies(5_000), using).weight
        for using in (None, without)
    )
    assert with_it < less - 200


def test_kin_tables_tell_every_level_of_the_name() -> None:
    for kin in kindred.KIN.values():
        assert set(kin.table["name"]) == set(Name) - {Name.UNKNOWN}


def test_a_sentence_names_both_names() -> None:
    assert both("张宏", "张红", {}).reasons[0].sentence == "姓名读音相同：张宏/张红"
    assert both("张宏", "张宏", {}).reasons[0].sentence == "姓名相同：张宏"


def test_a_phone_may_be_told_only_where_names_are_alike() -> None:
    one, other = (comparison.prepare(Entry(id="a", name=name)) for name in ("张三", "李四"))
    assert model.name_alike(comparison.compare(one, one))
    assert not model.name_alike(comparison.compare(one, other))


def test_another_model_weighs_otherwise_without_another_caller() -> None:
    data = msgspec.structs.replace(weights.EXPERT, version="trained-7", partners=0.4)
    one = comparison.prepare(Entry(id="a", name="张三", birth=BIRTH, village=VILLAGE))
    compared = comparison.compare(one, one)
    assert compared.level("place") == Place.VILLAGE
    found = model.weigh(compared, using=model.of(data))
    assert found.model == "trained-7"
    assert found.probability > model.weigh(compared).probability


def test_what_somebody_is_called_by_says_as_little_as_many_share_it() -> None:
    """小王 may be any 王, in a village of one clan nearly anybody; 小苌 and 小伟 tell more."""

    def said(called: str, name: str, village: str | None = None) -> int:
        fields = {"village": village} if village else {}
        return weighed(called, name, fields, fields).reasons[0].weight

    assert said("小王", "王伟") < said("小苌", "苌伟")
    home = "410183101201"
    assert said("小王", "王伟", home) < said("小王", "王伟")
    assert said("小王", "王伟", home) < said("小伟", "王伟", home)
    assert said("小王", "老王", home) == said("小王", "王伟", home)


@pytest.mark.parametrize("field", levels.FIELDS)
def test_what_a_level_says_of_nobody_in_particular_is_what_it_says_of_two(field: str) -> None:
    for level in levels.SCALES[field]:
        if level:
            plain = sentences.plain(field, level.name)
            assert sentences.of(field, level, "甲", "乙").startswith(plain)
            assert "甲" not in plain
