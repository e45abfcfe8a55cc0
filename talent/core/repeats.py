"""Rows of one file that may be one human: each row is compared with those above it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from talent.core import blocking, comparison, model
from talent.core.comparison import Prepared
from talent.core.model import Likeness

MOST_COMPARED = 80
"""Rows above that one row is compared with, those that share the most keys first."""

LARGEST_BLOCK = 400
"""A key that more rows share says nothing: a village of one surname, everybody's office phone."""


class Repeat(Struct, frozen=True):
    """A row further up, by its place in the sequence, that is at least possibly the same human."""

    place: int
    likeness: Likeness


def find(rows: Sequence[Prepared | None]) -> list[list[Repeat]]:
    """Answer for each row the rows above it that are likely or possibly the same, likeliest first.

    A row that is None (without a name) is like nobody.
    """
    above: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for place, row in enumerate(rows):
        found.append(_among(row, rows, _candidates(row, above)) if row else [])
        for key in blocking.stored_keys(row) if row else ():
            above[key].append(place)
    return found


def _candidates(row: Prepared, above: defaultdict[str, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for key in blocking.query_keys(row):
        block = above.get(key, [])
        if len(block) <= LARGEST_BLOCK:
            shared.update(block)
    return [place for place, _ in shared.most_common(MOST_COMPARED)]


def _among(row: Prepared, rows: Sequence[Prepared | None], places: list[int]) -> list[Repeat]:
    found = []
    for place in places:
        other = rows[place]
        if other is not None:
            likeness = model.weigh(comparison.compare(row, other))
            if likeness.band != "unlike":
                found.append(Repeat(place, likeness))
    return sorted(found, key=lambda one: (-one.likeness.weight, one.place))
