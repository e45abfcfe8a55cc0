"""The rows of a roster by columns: the rows that `roster.read` finds, every different cell once.

Rows come one by one and are let go at once, so that a roster of a million rows takes little more
memory than what is different in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, islice, pairwise, zip_longest
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import cells, intake, roster
from talent.core.columns import Column
from talent.core.roster import Cells, Sheet
from talent.errors import RosterRefused

ID_HEADERS = frozenset(("record_id", "id", "编号", "记录编号", "人员编号"))

_AT_ONCE = 20_000
"""Rows turned into columns together."""


class Listing(Struct, frozen=True):
    """A roster by columns: the ids of its rows, and the cells of each header that was recognised.

    The first value of a column is None: what says nothing.
    """

    ids: list[str]
    typed: dict[str, Column]


def read(
    sheets: Mapping[str, Iterable[Cells]], step: Callable[[int], None] = lambda _: None
) -> Listing:
    """Read the sheets of a file by their names; refused as `roster.read` refuses.

    A row is called by its cell under `record_id` or the like, else by its line. `step` is told
    how many rows have been read.
    """
    found = [_headed(name, iter(rows)) for name, rows in sheets.items()]
    roster.require([sheet for sheet, _ in found])
    whole = _Rows()
    for sheet, rows in found:
        if sheet.header_line is not None:
            whole.add(sheet, rows, step)
    return whole.listing()


def _headed(name: str, rows: Iterator[Cells]) -> tuple[Sheet, Iterator[Cells]]:
    """Take the header off the rows."""
    first = list(islice(rows, roster.HEADER_WITHIN))
    sheet = roster.sheet(name, first)
    return sheet, chain(first[sheet.header_line or 0 :], rows)


class _Cells:
    """A column of cells as they come; those of two types are never taken for one another."""

    def __init__(self, before: int) -> None:
        self._places: defaultdict[Any, int] = defaultdict(count().__next__)
        self._codes = [np.full(before, self._places[type(None), None], dtype=np.int32)]

    def add(self, said: Sequence[object]) -> None:
        """Add the cells of some rows."""
        keys: Iterable[object] = said
        if set(map(type, said)) != {str}:
            keys = (one if type(one) is str else (type(one), one) for one in said)
        codes = map(self._places.__getitem__, keys)
        self._codes.append(np.fromiter(codes, dtype=np.int32, count=len(said)))

    def column(self) -> Column:
        """Answer the column; cells without a text say nothing."""
        values = [one if type(one) is str else one[1] for one in self._places]
        silent = np.array([_is_silent(one) for one in values], dtype=bool)
        codes = np.concatenate(self._codes)
        return Column(values, np.where(silent[codes], intake.BLANK, codes).astype(np.int32))


def _is_silent(said: object) -> bool:
    return not (type(said) is str and said.isalnum()) and not cells.text(said)


class _Rows:
    """What has been read so far, of all sheets."""

    def __init__(self) -> None:
        self._typed: dict[str, _Cells] = {}
        self._sheets: list[tuple[str, int]] = []
        self._lines: list[NDArray[np.int32]] = []
        self._called: list[object] = []
        self._read = 0
        self._closing: dict[str, bool] = {}

    def add(self, sheet: Sheet, rows: Iterator[Cells], step: Callable[[int], None]) -> None:
        """Add the rows of a sheet."""
        line, before = (sheet.header_line or 0) + 1, self._read
        while some := list(islice(rows, _AT_ONCE)):
            people = [place for place, row in enumerate(some) if row and not self._closes(row)]
            self._lines.append(np.array(people, dtype=np.int32) + line)
            self._note(sheet, [some[place] for place in people])
            line += len(some)
            step(self._read)
        self._sheets.append((sheet.name, self._read - before))

    def _closes(self, row: Cells) -> bool:
        """Say whether a row closes the list; most are told by their first cell."""
        first = row[0]
        if isinstance(first, str) and first.isascii() and first.isalnum():
            return False
        if not isinstance(first, str) or not cells.plain(first):
            return roster.is_footer(row)
        if first not in self._closing:
            self._closing[first] = roster.is_footer(row)
        return self._closing[first]

    def _note(self, sheet: Sheet, rows: list[Cells]) -> None:
        by_place = list(zip_longest(*rows))
        nothing: tuple[object, ...] = (None,) * len(rows)

        def at(place: int) -> tuple[object, ...]:
            return by_place[place] if place < len(by_place) else nothing

        said: dict[str, Sequence[object]] = {}
        for column in sheet.columns:
            if column.name in said:
                said[column.name] = list(map(roster.both, said[column.name], at(column.place)))
            elif column.name is not None:
                said[column.name] = at(column.place)
        called = [one.place for one in sheet.columns if one.header.strip().lower() in ID_HEADERS]
        self._called += at(called[0]) if called else nothing
        for name in said.keys() - self._typed.keys():
            self._typed[name] = _Cells(self._read)
        for name, typed in self._typed.items():
            typed.add(said.get(name, nothing))
        self._read += len(rows)

    def listing(self) -> Listing:
        """Answer the roster; rows that say nothing or repeat the header are not people."""
        typed = {name: one.column() for name, one in self._typed.items()}
        said = np.zeros(self._read, dtype=bool)
        for column in typed.values():
            said |= column.codes != intake.BLANK
        if names := typed.get(roster.NAME):
            repeats = np.array([roster.is_header_of_names(one) for one in names.values], dtype=bool)
            said &= ~repeats[names.codes]
        kept = np.flatnonzero(said)
        if not len(kept):
            raise RosterRefused("表头下面没有人员数据")
        ids = list(self._ids(kept))
        if len(set(ids)) < len(ids):
            raise RosterRefused(f"编号“{_twice(ids)}”出现了不止一次")
        return Listing(
            ids, {name: Column(one.values, one.codes[kept]) for name, one in typed.items()}
        )

    def _ids(self, kept: NDArray[np.int64]) -> Iterator[str]:
        lines = np.concatenate(self._lines)
        sheets = np.repeat(np.arange(len(self._sheets)), [many for _, many in self._sheets])
        several = len(np.unique(sheets[kept])) > 1
        for place in kept.tolist():
            before = f"{self._sheets[sheets[place]][0]}!" if several else ""
            yield intake.whole(self._called[place]) or f"{before}{lines[place]}"


def _twice(ids: list[str]) -> str:
    ordered = sorted(ids)
    return next(one for one, other in pairwise(ordered) if one == other)
