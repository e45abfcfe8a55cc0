"""A column says of each entry what the entry says, however few of the entries are asked for."""

import numpy as np
import pytest

from talent.core import columns
from talent.core.columns import Column

SAID = ["b", "a", "b", "c", "a"]


def told(column: Column) -> list[object]:
    """Answer the value of each entry."""
    return [column.values[code] for code in column.codes.tolist()]


@pytest.mark.parametrize("places", [[], [3], [4, 2], [0, 2], [3, 1, 0], [0, 1, 2, 3, 4]])
def test_some_entries_keep_their_values_and_no_others(places: list[int]) -> None:
    some = columns.of_some(columns.encoded(SAID), np.array(places, dtype=np.int64))
    assert told(some) == [SAID[place] for place in places]
    assert sorted(some.values) == sorted({SAID[place] for place in places})
    assert some.codes.dtype == np.int32


def test_values_stay_in_the_order_they_came_in() -> None:
    some = columns.of_some(columns.encoded(SAID), np.array([3, 1, 0]))
    assert list(some.values) == ["b", "a", "c"]
    assert list(columns.of_some(columns.encoded(SAID), np.array([3, 1])).values) == ["a", "c"]


def test_several_columns_together_tell_each_entrys_values() -> None:
    numbers = columns.encoded([1, 1, 2, 2, 1])
    both = columns.together([columns.encoded(SAID), numbers])
    assert told(both) == [("b", 1), ("a", 1), ("b", 2), ("c", 2), ("a", 1)]
    assert len(both.values) == 4
