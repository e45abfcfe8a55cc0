"""What a weight and its band rest on: each threshold, each field that is evidence, each peer."""

import math
from typing import Any

import msgspec
import pytest

from talent.core import alikeness, comparison, levels, model, names, sentences, weights
from talent.core.comparison import Comparison, Entry
from talent.core.frequencies import Frequencies
from talent.core.levels import Birth, IdNumber, Name, Phone, Place, Sex
from talent.core.model import Likeness

RARE = alikeness.ready(names.parse("尉迟敬德"))
COMMON = alikeness.ready(names.parse("张伟"))


def found(size: int = 2, **said: int) -> Likeness:
    """Weigh a pattern of two entries of one rare name, in a register of a size."""
    pattern = {"name": int(Name.SAME)} | said
    codes = tuple(int(pattern.get(field, 0)) for field in levels.FIELDS)
    return model.weigh(Comparison(codes, RARE, RARE), Frequencies(size=size))


def test_bands_are_cut_at_two_and_at_ninety_hundredths() -> None:
    bands = set()
    for step in range(1, 400):
        one = found(int(1.08**step) + step, phone=Phone.SAME, place=Place.VILLAGE)
        cut = "likely" if one.probability >= 0.9 else "unsure"
        assert one.band == (cut if one.probability >= 0.02 else "unlike")
        near = [0.01 <= one.probability < 0.02, 0.02 <= one.probability < 0.5]
        bands |= {(place, one.band) for place, here in enumerate(near) if here}
    assert bands == {(0, "unlike"), (1, "unsure")}


@pytest.mark.parametrize(
    ("field", "level"),
    [
        ("id_number", IdNumber.VISIBLE), ("birth", Birth.SAME_DAY), ("phone", Phone.SAME),
        ("place", Place.VILLAGE), ("employer", levels.Text.SAME),
    ],
)  # fmt: skip
def test_each_of_these_alone_is_evidence_beside_a_rare_name(field: str, level: int) -> None:
    one = found(**{field: level})
    assert one.band == "likely"
    codes = [int(level) if name == field else 0 for name in levels.FIELDS]
    assert model.has_evidence(codes, model.expert())


@pytest.mark.parametrize(
    ("field", "level"),
    [
        ("sex", Sex.SAME), ("education", levels.Education.SAME),
        ("political_status", levels.Politics.SAME), ("position", levels.Text.SAME),
        ("native_place", levels.Text.SAME),
    ],
)  # fmt: skip
def test_what_half_the_register_shares_is_none(field: str, level: int) -> None:
    one = found(**{field: level})
    assert (one.probability >= 0.9, one.band) == (True, "unsure")
    assert one.reasons[-1].sentence == sentences.NAME_ALONE


@pytest.mark.parametrize("level", [IdNumber.OTHER_SEQUENCE, IdNumber.DIFFERENT])
def test_two_numbers_hold_a_pair_back_however_probable_and_it_is_said(level: IdNumber) -> None:
    one = found(
        id_number=level, birth=Birth.SAME_DAY, phone=Phone.SAME, place=Place.VILLAGE,
        sex=Sex.SAME, employer=levels.Text.SAME, position=levels.Text.SAME,
    )  # fmt: skip
    assert (one.probability >= 0.9, one.band) == (True, "unsure")
    assert one.reasons[-1].sentence == sentences.TWO_NUMBERS


@pytest.mark.parametrize("level", Birth)
def test_names_of_one_fashion_say_less_where_two_were_born_in_about_one_year(level: Birth) -> None:
    def name(birth: Birth) -> int:
        said = {"name": Name.SAME, "sex": Sex.SAME, "birth": birth}
        codes = tuple(int(said.get(field, 0)) for field in levels.FIELDS)
        return model.weigh(Comparison(codes, COMMON, COMMON), using=fashion).reasons[0].weight

    fashion = model.of(msgspec.structs.replace(weights.EXPERT, peers=4.0, sexed=2.0))

    assert name(Birth.SAME_DAY) < name(Birth.DIFFERENT)
    far = level in {Birth.UNKNOWN, Birth.OTHER_YEAR, Birth.DIFFERENT}
    assert name(level) == name(Birth.DIFFERENT if far else Birth.SAME_DAY)


def test_a_weight_is_in_hundredths_of_a_bit() -> None:
    fields: dict[str, Any] = {"sex": "1"}
    one = comparison.prepare(Entry(id="a", name="王军", **fields))
    reasons = model.weigh(comparison.compare(one, one)).reasons
    [sex] = [reason.weight for reason in reasons if reason.field == "sex"]
    ratio = weights.SAME["sex"][Sex.SAME] / weights.STRANGERS["sex"][Sex.SAME]
    assert sex == round(100 * math.log2(ratio))


@pytest.mark.parametrize(
    ("name", "sex", "said"),
    [
        (Name.DIFFERENT, Sex.SAME, sentences.OTHER_NAME),
        (Name.SAME, Sex.DIFFERENT, sentences.OTHER_SEX),
        (Name.DIFFERENT, Sex.DIFFERENT, sentences.OTHER_PERSON),
    ],
)
def test_an_equal_number_says_what_stands_against_it(name: Name, sex: Sex, said: str) -> None:
    one = found(name=name, sex=sex, id_number=IdNumber.SAME)
    assert (one.band, one.reasons[-1].sentence) == ("unsure", said)


@pytest.mark.parametrize(("field", "level"), [("phone", Phone.CROWD), ("place", Place.OTHER)])
def test_an_office_phone_and_another_township_are_no_evidence(field: str, level: int) -> None:
    """They say nothing, for or against: the name still stands alone."""
    codes = [int(level) if name == field else 0 for name in levels.FIELDS]
    assert not model.has_evidence(codes, model.expert())
    assert found(**{field: level}).band == "unsure"
