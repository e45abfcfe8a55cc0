"""Each row of a file is compared with the rows above it."""

from talent.core import comparison, model, repeats
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


def test_rows_are_found_as_the_batch_finds_them() -> None:
    """One engine: what `dedupe` finds in a file, an import finds among its rows."""
    names = ("张三丰", "张三峰", "李四光", "李泗光", "王五福", "欧阳春", "欧阳纯")
    rows = [
        a_row(name, f"1990000{place % 5:04}", 1980 + place % 3)
        for place, name in enumerate(names * 4)
    ]
    found = {
        (one.place, place): one.likeness
        for place, row in enumerate(repeats.find(rows))
        for one in row
    }
    expected = {
        (above, below): likeness
        for below in range(len(rows))
        for above in range(below)
        if (likeness := model.weigh(comparison.compare(rows[above], rows[below]))).band != "unlike"
    }
    assert found.keys() <= expected.keys()
    assert len(found) > len(names)
    assert all(likeness == expected[pair] for pair, likeness in found.items())
