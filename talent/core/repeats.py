"""Rows of one file that may be one human: each row is compared with those above it."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from talent.core import columns, frequencies, model, pairing, scoring
from talent.core.comparison import Prepared
from talent.core.model import Likeness


class Repeat(Struct, frozen=True):
    """A row further up, by its place in the sequence, that is at least possibly the same human."""

    place: int
    likeness: Likeness


def find(rows: Sequence[Prepared | None]) -> list[list[Repeat]]:
    """Answer for each row the rows above it that are likely or possibly the same, likeliest first.

    A row that is None (without a name) is like nobody.
    """
    named = [place for place, row in enumerate(rows) if row is not None]
    people = columns.of([row for row in rows if row is not None])
    known, expert = frequencies.USUAL, model.expert()
    compared = scoring.compare(people, pairing.find(people), known)
    weighed = scoring.weigh(compared, known.size, expert)
    found: defaultdict[int, list[Repeat]] = defaultdict(list)
    for pair in scoring.worth(compared, weighed).tolist():
        likeness = model.weigh(scoring.of_pair(people, compared, pair), known, expert)
        if likeness.band != "unlike":
            above, below = compared.pairs.one[pair], compared.pairs.other[pair]
            found[named[below]].append(Repeat(named[above], likeness))
    return [
        sorted(found[place], key=lambda one: (-one.likeness.weight, one.place))
        for place in range(len(rows))
    ]
