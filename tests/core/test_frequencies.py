"""A common name says little and a rare one much; one that nobody has is rare, not impossible."""

import pytest

from talent.core import comparison, frequencies, surnames
from talent.core.comparison import Entry
from talent.core.frequencies import Frequencies


def counted(*names: str) -> Frequencies:
    """Count the names of invented entries."""
    return frequencies.count([comparison.prepare(Entry(id=one, name=one)) for one in names])


def test_without_a_register_published_shares_and_lengths_stand() -> None:
    known = frequencies.USUAL
    assert (known.size, known.counted) == (5_000, 0)
    assert frequencies.of_surname(known, "王") == surnames.share("王")
    given = [frequencies.of_given(known, name) for name in ("", "伟", "建国", "买买提", "买买提江")]
    assert given == [1.0, 1 / 250, 1 / 2_500, 1 / 10_000, 1 / 10_000]


def test_sounds_are_twice_as_common_as_characters_each() -> None:
    """Two given-name characters sound alike, without tone, twice as often as they are alike."""
    known = frequencies.USUAL
    assert frequencies.of_sound(known, "wei") == 2 / 250
    assert frequencies.of_sound(known, "jian guo") == 4 / 2_500


def test_a_registers_own_counts_weigh_by_its_size() -> None:
    """The published shares count as two hundred people, those of given names as five hundred."""
    known = Frequencies(1_000, {"王": 300}, {"伟": 50}, {"wei": 80})
    assert known.counted == 1_000
    usual = surnames.share("王")
    assert frequencies.of_surname(known, "王") == pytest.approx((300 + 200 * usual) / 1_200)
    assert frequencies.of_given(known, "伟") == pytest.approx((50 + 500 / 250) / 1_500)
    assert frequencies.of_sound(known, "wei") == pytest.approx((80 + 500 * 2 / 250) / 1_500)


def test_who_has_no_given_name_shares_that_with_everybody() -> None:
    known = Frequencies(1_000, {"王": 1_000}, {"伟": 1_000}, {})
    assert frequencies.of_given(known, "") == pytest.approx(500 / 1_500)


def test_a_share_is_one_at_most_and_one_in_a_million_at_least() -> None:
    everybody = Frequencies(1_000, {"王": 1_000}, {"": 1_000}, {})
    assert frequencies.of_given(everybody, "") == 1.0
    province = Frequencies(10**9, {"王": 1}, {}, {})
    assert frequencies.of_given(province, "爨龙颜") == 1e-6
    assert frequencies.of_sound(Frequencies(1), "a") <= 1.0
    assert frequencies.of_sound(Frequencies(1_000, {"王": 1}, {}, {"": 9_000}), "") == 1.0


def test_names_in_use_are_counted_and_neither_nicknames_nor_latin_letters() -> None:
    known = counted("王伟", "王伟", "王炜", "李伟", "小王", "wang wei")
    assert known.size == 6
    assert known.surnames == {"王": 3, "李": 1}
    assert known.givens == {"伟": 3, "炜": 1}
    assert known.sounds == {"wei": 4}


def test_nobody_counts_as_a_register_of_one() -> None:
    assert counted() == Frequencies(1)
