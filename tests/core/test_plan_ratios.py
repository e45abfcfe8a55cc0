"""Rates of a plan by sex and age, beside those who could be in it."""

from uuid import UUID

import pytest

from talent.core import plan_ratios
from talent.core.plan_ratios import Traits


def crowd(start: int, count: int) -> frozenset[UUID]:
    return frozenset(UUID(int=number) for number in range(start, start + count))


WOMEN, MEN = crowd(1, 20), crowd(101, 40)
TRAITS = {
    **{one: Traits("2", 30) for one in WOMEN},
    **{one: Traits("1", 50) for one in MEN},
}


def women_beside_men(selected: frozenset[UUID]) -> plan_ratios.Ratio:
    found = plan_ratios.ratios({21: WOMEN | MEN}, {21: selected}, TRAITS)
    return next(one for one in found if one.post == 21 and one.group == "女")


def test_a_rate_below_four_fifths_is_warned_of_with_its_interval() -> None:
    one = women_beside_men(crowd(1, 5) | crowd(101, 20))
    assert (one.selected, one.eligible, one.ratio, one.warned) == (5, 20, 0.5, True)
    # Katz: ln(RR) ± 1.96 · sqrt(1/5 - 1/20 + 1/20 - 1/40)
    assert one.low == pytest.approx(0.220, abs=0.001)
    assert one.high == pytest.approx(1.135, abs=0.001)
    assert "低于0.8" in one.sentence


def test_an_even_rate_is_not_and_nothing_is_divided_by_nobody() -> None:
    even = women_beside_men(crowd(1, 10) | crowd(101, 20))
    assert (even.ratio, even.warned) == (1.0, False)
    nobody = women_beside_men(frozenset())
    assert (nobody.ratio, nobody.low, nobody.warned) == (None, None, False)


def test_each_age_stands_beside_all_others_and_who_has_no_age_beside_none() -> None:
    strangers = crowd(301, 5)
    traits = TRAITS | {one: Traits(None, None) for one in strangers}
    found = plan_ratios.ratios({21: WOMEN | MEN | strangers}, {21: WOMEN}, traits)
    young = next(one for one in found if one.post == 21 and one.group == "35周岁及以下")
    assert (young.selected, young.eligible) == (20, 20)
    assert sum(one.eligible for one in found if one.post == 21 and "周岁" in one.group) == 60
