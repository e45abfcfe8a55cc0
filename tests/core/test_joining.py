"""A known person's blanks are filled and differences proposed; less said is no difference."""

from typing import Any

import pytest

from talent.core import joining
from talent.core.person import Birth, Draft, OtherName, Phone

ONE, OTHER = Phone("19900001234"), Phone("19900005678")


def draft(**fields: Any) -> Draft:
    return Draft(**({"name": "张三丰"} | fields))


def test_only_what_the_register_does_not_know_is_filled() -> None:
    held = draft(employer="甲厂", activist=False, return_intent=0)
    typed = draft(employer="乙厂", activist=True, return_intent=3, sex="1", phones=(ONE,))
    assert joining.fills(held, typed) == {"sex": "1", "phones": (ONE,)}


def test_a_name_is_never_filled_in_and_an_unlike_one_is_proposed() -> None:
    assert joining.fills(draft(), draft(name="张三峰")) == {}
    assert joining.differences(draft(), draft(name="张三峰")) == {"name": "张三峰"}


def test_of_several_values_the_new_ones_are_proposed_beside_those_held() -> None:
    held = draft(phones=(ONE,), skills=("果树",), other_names=(OtherName("张三"),))
    typed = draft(phones=(OTHER, ONE), skills=("果树",), other_names=(OtherName("张小三"),))
    assert joining.differences(held, typed) == {
        "phones": (ONE, OTHER),
        "other_names": (OtherName("张三"), OtherName("张小三")),
    }


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ({"birth": Birth(1985, 6, 12)}, {"birth": Birth(1985, 6)}),
        ({"birth": Birth(1985, 6)}, {"birth": Birth(1985)}),
        ({"household_village": "419900101201"}, {"household_village": "419900101000"}),
        ({"source": "甲"}, {"source": "乙"}),
        ({"employer": "甲厂"}, {"employer": None}),
        ({"skills": ("果树", "养殖")}, {"skills": ("养殖",)}),
    ],
)
def test_a_value_that_says_no_more_is_no_difference(
    held: dict[str, Any], typed: dict[str, Any]
) -> None:
    assert joining.differences(draft(**held), draft(**typed)) == {}


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ({"birth": Birth(1985, 6)}, {"birth": Birth(1985, 6, 12)}),
        ({"birth": Birth(1985, 6)}, {"birth": Birth(1985, 6, lunar=True)}),
        ({"household_village": "419900101201"}, {"household_village": "419900102000"}),
        ({"household_village": "419900101201"}, {"household_village": "419900101202"}),
        ({"retired": False}, {"retired": True}),
    ],
)
def test_a_value_that_says_otherwise_is_proposed(
    held: dict[str, Any], typed: dict[str, Any]
) -> None:
    assert joining.differences(draft(**held), draft(**typed)) == typed
