"""Who cannot be somebody, whatever the name: told by the other fields, before a name is read.

One entry is held against many that share a blocking key with it; most of them are strangers, and
reading and comparing their names is what costs. What the other fields weigh, and the most that
the name could, is never less than what `model.hopeless` sums up: whoever is hopeless here is there.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from talent.core import comparison, frequencies, levels, model
from talent.core.comparison import Entry, Field, Prepared
from talent.core.frequencies import Frequencies
from talent.core.levels import IdNumber, Place
from talent.core.model import Model

Maker = tuple[tuple[str, ...], Callable[[Entry], tuple[Any, ...]]]
Said = tuple[int, Field, Any]
"""A field that an entry says something of: its place among the levels, its law, its value."""


class Screen(Struct, frozen=True):
    """One entry made ready to be held against many. `most` is what its name can weigh, as asked."""

    seen: Prepared
    known: Frequencies
    using: Model
    said: tuple[Said, ...]
    makers: tuple[Maker, ...]
    most: dict[tuple[bool, float], int]


def of(seen: Prepared, known: Frequencies, using: Model) -> Screen:
    """Make an entry ready; a field of which it says nothing is unknown beside whatever entry."""
    silent = comparison.prepare(Entry(id="", name=""))
    said = tuple(
        (levels.AT[name], field, field.value(seen))
        for name, field in comparison.FIELDS.items()
        if field.value(seen) != field.value(silent)
    )
    needed = {attribute for _, field, _ in said for attribute in field.of}
    makers = tuple(maker for maker in comparison.MADE.items() if needed & {*maker[0]})
    return Screen(seen, known, using, said, makers, {})


def hopeless(screen: Screen, other: Entry) -> bool:
    """Say whether an entry is unlike the one of the screen even if its name were the likeliest."""
    made: dict[str, Any] = {}
    for attributes, make in screen.makers:
        made.update(zip(attributes, make(other), strict=True))
    found, total = [0] * len(levels.FIELDS), 0
    for place, field, mine in screen.said:
        theirs = tuple(map(made.__getitem__, field.of))
        code = found[place] = field.level(mine, theirs if len(theirs) > 1 else theirs[0])
        total += model.part(place, code, screen.using)
    if found[levels.AT["id_number"]] == IdNumber.SAME:
        return False
    return model.falls_short(total + _most(screen, found), screen.known, screen.using)


def _most(screen: Screen, found: list[int]) -> int:
    """Answer the most the name can weigh beside the levels of the other fields, in centibits."""
    data = screen.using.weights
    home = found[levels.AT["place"]] == Place.VILLAGE
    likelier = model.likelier(found, data)
    if (most := screen.most.get((home, likelier))) is None:
        # A name shared with somebody is at least as common as it is by itself.
        most = max(
            0,
            *(
                model.part_of_name(level, shares, home=home, likelier=likelier, using=screen.using)
                for name in screen.seen.names
                for shares in [frequencies.shares(screen.known, name)]
                for level in data.name_chance
            ),
        )
        screen.most[home, likelier] = most
    return most
