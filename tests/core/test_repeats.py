"""Each row of a file is compared with the rows above it."""

import pytest

from talent.core import comparison, repeats
from talent.core.comparison import Prepared
from talent.core.person import Birth, Draft, Phone


def a_row(name: str, number: str | None = "19900001234", year: int = 1985) -> Prepared:
    phones = (Phone(number),) if number else ()
    draft = Draft(name=name, sex="1", birth=Birth(year, 6, 12), phones=phones)
    return comparison.prepare(comparison.entry(draft))


def test_a_row_without_a_name_is_like_nobody() -> None:
    assert repeats.find([None, a_row("张三丰"), None]) == [[], [], []]


def test_only_the_later_of_two_rows_alike_names_the_other() -> None:
    found = repeats.find([a_row("张三丰"), a_row("李四光", "19900005678", 1960), a_row("张三峰")])
    assert [[one.place for one in row] for row in found] == [[], [], [0]]
    assert found[2][0].likeness.band == "likely"


def test_the_likeliest_row_comes_first() -> None:
    found = repeats.find([a_row("张三丰", "19900005678"), a_row("张三丰"), a_row("张三丰")])
    assert [one.place for one in found[2]] == [1, 0]


def test_a_key_that_very_many_share_finds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [a_row("张三丰", None) for _ in range(5)]
    monkeypatch.setattr(repeats, "LARGEST_BLOCK", 2)
    assert [len(row) for row in repeats.find(rows)] == [0, 1, 2, 0, 0]
