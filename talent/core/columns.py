"""A pool by columns: every distinct value once, and for each entry which of them it has.

Entries repeat each other: a million people live in three hundred villages, and half of them
share their names. What follows from one value, or from two, is so worked out once.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any, overload

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core.comparison import Prepared

Codes = NDArray[np.int32]

ATTRIBUTES: tuple[str, ...] = tuple(one for one in Prepared.__struct_fields__ if one != "id")


class Column(Struct, frozen=True):
    """Distinct values, and for each entry the place of its own among them."""

    values: Sequence[Any]
    codes: Codes


class Columns(Sequence[Prepared]):
    """Entries made ready, kept by columns; each is put together again when it is asked for."""

    def __init__(self, ids: Sequence[str], columns: Mapping[str, Column]) -> None:
        self.ids = ids
        self._columns = {attribute: columns[attribute] for attribute in ATTRIBUTES}

    def __len__(self) -> int:
        """Answer how many entries there are."""
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Prepared: ...
    @overload
    def __getitem__(self, place: slice) -> list[Prepared]: ...
    def __getitem__(self, place: int | slice) -> Prepared | list[Prepared]:
        """Answer one entry, or several."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        said = {}
        for attribute in ATTRIBUTES:
            column = self._columns[attribute]
            said[attribute] = column.values[column.codes[place]]
        return Prepared(id=self.ids[place], **said)

    def column(self, attributes: tuple[str, ...]) -> Column:
        """Answer the column of one attribute, or of several together; its values are tuples then."""
        parts = [self._columns[attribute] for attribute in attributes]
        return parts[0] if len(parts) == 1 else together(parts)

    def some(self, places: NDArray[np.integer[Any]]) -> "Columns":
        """Answer some entries, with the values that they have."""
        kept = {name: of_some(column, places) for name, column in self._columns.items()}
        return Columns([self.ids[place] for place in places.tolist()], kept)


def of(people: Sequence[Prepared]) -> Columns:
    """Put entries into columns."""
    if isinstance(people, Columns):
        return people
    columns = {
        attribute: encoded(getattr(one, attribute) for one in people) for attribute in ATTRIBUTES
    }
    return Columns([one.id for one in people], columns)


def encoded(values: Iterable[Any]) -> Column:
    """Make a column of values as they come."""
    places: dict[Any, int] = {}
    codes = np.array([places.setdefault(one, len(places)) for one in values], dtype=np.int32)
    return Column(list(places), codes)


def of_some(column: Column, places: NDArray[np.integer[Any]]) -> Column:
    """Answer the column of some entries; values that none of them has are left out."""
    codes = column.codes[places]
    used = np.zeros(len(column.values), dtype=bool)
    used[codes] = True
    if used.all():
        return Column(column.values, codes)
    now = np.cumsum(used, dtype=np.int32) - 1
    return Column(list(compress(column.values, used.tolist())), now[codes].astype(np.int32))


def together(parts: Sequence[Column]) -> Column:
    """Make one column of several; its values are tuples."""
    packed = np.zeros(len(parts[0].codes), dtype=np.int64)
    for part in parts:
        packed = packed * max(1, len(part.values)) + part.codes
    found, codes = np.unique(packed, return_inverse=True)
    picked: list[list[Any]] = []
    for part in reversed(parts):
        found, rest = np.divmod(found, max(1, len(part.values)))
        picked.append([part.values[place] for place in rest.tolist()])
    return Column(list(zip(*reversed(picked), strict=True)), codes.astype(np.int32))
