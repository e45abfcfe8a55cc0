"""A kind is a row of levels: nothing of it is lost in its number."""

import numpy as np

from talent.core import kinds, levels


def rows(many: int) -> kinds.Codes:
    """Answer rows of levels, every level of every field among them."""
    steps = np.arange(many)
    scales = levels.SCALES.values()
    return np.array(
        [steps * (place + 1) % len(scale) for place, scale in enumerate(scales)], np.uint8
    ).T


def packed(rows: kinds.Codes) -> kinds.Packed:
    """Answer the numbers of rows."""
    return kinds.packed(rows.T, len(rows))


def test_a_row_is_told_again_by_its_number() -> None:
    found = rows(500)
    assert (kinds.unpacked(packed(found)) == found).all()
    assert list(map(kinds.row, packed(found).tolist())) == list(map(tuple, found.tolist()))
    assert packed(found[:0]).shape == (0,)
    assert kinds.unpacked(packed(found[:0])).shape == (0, kinds.WIDTH)


def test_every_row_has_a_number_of_its_own_below_the_space() -> None:
    last = np.array([[len(scale) - 1 for scale in levels.SCALES.values()]], np.uint8)
    assert packed(last).tolist() == [kinds.SPACE - 1]
    assert packed(np.zeros_like(last)).tolist() == [0]
    found = rows(500)
    assert len(np.unique(packed(found))) == len(np.unique(found, axis=0))


def test_rows_sort_as_their_numbers_do() -> None:
    found = rows(200)
    ordered = found[np.argsort(packed(found), kind="stable")]
    assert ordered.tolist() == sorted(found.tolist())


def test_each_field_is_told_by_itself() -> None:
    found = rows(500)
    for field in range(kinds.WIDTH):
        assert (kinds.level(packed(found), field) == found[:, field]).all()
