"""Surnames as they are published: how many bear them, how they are read, which have two characters."""

import pytest

from talent.core import surnames


def test_the_first_hundred_bear_the_published_part_of_the_population() -> None:
    """84.77 % by the Ministry of Public Security; nobody is counted twice."""
    assert len(surnames.COMMONEST) == 20
    assert len(surnames.COMMON) == 80
    assert not surnames.COMMON & surnames.COMMONEST.keys()
    first = sum(map(surnames.share, {*surnames.COMMONEST, *surnames.COMMON}))
    assert first == pytest.approx(0.8477, abs=0.0040)


def test_the_commonest_stand_in_the_order_of_the_census() -> None:
    shares = [surnames.share(one) for one in "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林"]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 0.0710
    assert shares[-1] > surnames.share("郑") > surnames.share("裴")


@pytest.mark.parametrize("surname", ["裴", "爨", "尉迟", "", "囗"])
def test_who_bears_a_surname_beyond_the_first_hundred_is_one_in_two_thousand(surname: str) -> None:
    """Known or not: nobody's surname is impossible."""
    assert surnames.share(surname) == 1 / 2_000
