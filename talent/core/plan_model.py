"""The county plan as a programme in whole numbers: options, rows, levels.

An *opening* is a village's post with how many reserves are wanted; an *option* is one eligible
person for one opening, with the fit in whole numbers (0..10,000,000). Each option is taken or not
(a column 0 or 1). Rows bind them: an opening takes no more than it wants, a person no more
openings than the cap, one of each village, near relatives stay apart; a *floor* (a woman, somebody
young, somebody who knows finance) is met or its shortfall is counted, never forced on others.

Levels are maximised one after another, each among the plans that are best at the levels before:
places filled, floors met, the highest total (before it, where the policy says so, the highest
worst fit), most kept of the plan before, and a canonical choice among what is still equal. Rows
and columns stand sorted by id, so the order of the input changes nothing.
"""

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Literal

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from talent.errors import Conflict

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Numbers = NDArray[Any]

RowKind = Literal["village", "kin", "woman", "young", "finance"]
FLOORS: frozenset[str] = frozenset({"woman", "young", "finance"})
FLOOR_LABELS: dict[str, str] = {
    "woman": "没有女性后备",
    "young": "没有35周岁以下后备",
    "finance": "没有懂财务、经营管理的监委后备",
}
Level = Literal["filled", "floors", "worst", "total", "kept", "canonical"]
LEVEL_LABELS: dict[Level, str] = {
    "filled": "落实名额最多",
    "floors": "班子缺项最少",
    "worst": "最低适配最高",
    "total": "适配总分（含保留加分）最高",
    "kept": "比上一方案变动最少",
    "canonical": "同分时按固定次序",
}
TIE_BITS = 12
FULL = 10_000_000
"""The best fit there is: every factor full (fit.WHOLE * fit.FULL)."""


class Opening(Struct, frozen=True):
    """A post of a village and how many reserves are wanted for it."""

    village: str
    role: int
    wanted: int


class SideRow(Struct, frozen=True):
    """Options of which at most one is taken (village, kin), or at least one should be (floors)."""

    kind: RowKind
    village: str
    options: tuple[int, ...]


class Instance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the plan is decided on. Options are sorted by person, then opening.

    `person`, `opening` and `fit` have one number an option; `kept` and `pinned` name options.
    `steadiness` is what a kept option counts more in the total.
    """

    people: tuple[str, ...]
    caps: tuple[int, ...]
    openings: tuple[Opening, ...]
    person: tuple[int, ...]
    opening: tuple[int, ...]
    fit: tuple[int, ...]
    kept: tuple[int, ...] = ()
    pinned: tuple[int, ...] = ()
    rows: tuple[SideRow, ...] = ()
    worst_first: bool = False
    steadiness: int = 0

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels in their order."""
        worst: tuple[Level, ...] = ("worst",) if self.worst_first else ()
        kept: tuple[Level, ...] = ("kept",) if self.kept else ()
        return ("filled", "floors", *worst, "total", *kept, "canonical")


class Programme(Struct, frozen=True):
    """The matrix: rows of at most their limit over columns 0 or 1.

    Columns are the options and after them one shortfall for each floor. Rows are the openings,
    the people, then the side rows, whose entries (row, column, +1 or -1) are given, sorted by
    column. `component` of a row or column: what hangs together through rows that can bind; -1 for
    a row that cannot.
    """

    opening: Ints
    person: Ints
    fit: Ints
    entry_row: Ints
    entry_column: Ints
    entry_sign: Ints
    limit: Ints
    row_component: Ints
    column_component: Ints
    low: Ints
    high: Ints

    @property
    def options(self) -> int:
        """How many of the columns are options."""
        return len(self.opening)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.low)

    @property
    def components(self) -> int:
        """How many components there are."""
        return int(self.column_component.max(initial=-1)) + 1

    def times(self, prices: Ints) -> Ints:
        """Answer for each column what its rows' prices sum to."""
        return self.spread(prices, self.entry_sign * prices[self.entry_row])

    def spread(self, of_rows: Numbers, of_entries: Numbers) -> Numbers:
        """Add up for each column what its opening, its person and its entries in side rows are given."""
        summed = np.zeros(self.columns, of_rows.dtype)
        summed[: self.options] = of_rows[self.opening] + of_rows[self.person]
        if self.entry_column.size:
            first = np.flatnonzero(np.diff(self.entry_column, prepend=-1))
            summed[self.entry_column[first]] += np.add.reduceat(of_entries, first)
        return summed

    def loads(self, chosen: Ints) -> Ints:
        """Answer for each row what the chosen columns put on it."""
        held = np.zeros(len(self.limit), np.int64)
        np.add.at(held, self.opening, chosen[: self.options])
        np.add.at(held, self.person, chosen[: self.options])
        np.add.at(held, self.entry_row, self.entry_sign * chosen[self.entry_column])
        return held


def programme(instance: Instance) -> Programme:
    """Answer the matrix of an instance."""
    options, places = len(instance.person), len(instance.openings)
    floors = [number for number, row in enumerate(instance.rows) if row.kind in FLOORS]
    shortfall = {number: options + at for at, number in enumerate(floors)}
    entries = [
        (*row.options, shortfall[number]) if number in shortfall else row.options
        for number, row in enumerate(instance.rows)
    ]
    signs = _ints([-1 if number in shortfall else 1 for number in range(len(entries))])
    columns = _ints(list(chain.from_iterable(entries)))
    order = np.argsort(columns, kind="stable")
    many = _ints([len(one) for one in entries])
    number = np.repeat(np.arange(len(entries)), many)[order]
    limits = [one.wanted for one in instance.openings] + list(instance.caps)
    low = np.zeros(options + len(floors), np.int64)
    low[list(instance.pinned)] = 1
    made = Programme(
        opening=_ints(instance.opening),
        person=_ints(instance.person) + places,
        fit=_ints(instance.fit),
        entry_row=number + places + len(instance.people),
        entry_column=columns[order],
        entry_sign=signs[number],
        limit=np.concatenate((_ints(limits), signs)),
        row_component=_NONE,
        column_component=_NONE,
        low=low,
        high=np.ones_like(low),
    )
    of_row, of_column = _components(made)
    return structs.replace(made, row_component=of_row, column_component=of_column)


def part(made: Programme, component: int) -> tuple[Programme, Ints, Ints]:
    """Answer one component as a programme, with the numbers of its rows and columns in the whole.

    Rows that cannot bind are one last row without a limit of its own.
    """
    rows = np.flatnonzero(made.row_component == component)
    columns = np.flatnonzero(made.column_component == component)
    at_row = np.full(len(made.limit), len(rows), np.int64)
    at_row[rows] = np.arange(len(rows))
    at_column = np.full(made.columns, -1, np.int64)
    at_column[columns] = np.arange(len(columns))
    options = columns[columns < made.options]
    inside = (made.row_component[made.entry_row] == component) & (
        made.column_component[made.entry_column] == component
    )
    one = Programme(
        opening=at_row[made.opening[options]],
        person=at_row[made.person[options]],
        fit=made.fit[options],
        entry_row=at_row[made.entry_row[inside]],
        entry_column=at_column[made.entry_column[inside]],
        entry_sign=made.entry_sign[inside],
        limit=np.append(made.limit[rows], 0),
        row_component=np.append(np.zeros(len(rows), np.int64), -1),
        column_component=np.zeros(len(columns), np.int64),
        low=made.low[columns],
        high=made.high[columns],
    )
    return one, rows, columns


def _components(made: Programme) -> tuple[Ints, Ints]:
    """Answer the component of each row and column, numbered by their first column."""
    every = np.arange(made.options, dtype=np.int64)
    row = np.concatenate([made.opening, made.person, made.entry_row])
    column = np.concatenate([every, every, made.entry_column])
    binds = np.bincount(row, minlength=len(made.limit)) > np.maximum(made.limit, 0)
    row, column = row[binds[row]], column[binds[row]]
    width, alone = made.columns, np.full(len(made.limit), made.columns, np.int64)
    label = np.arange(width, dtype=np.int64)
    while True:
        of_row = alone.copy()
        np.minimum.at(of_row, row, label[column])
        after = label.copy()
        np.minimum.at(after, column, of_row[row])
        after = after[after]
        if np.array_equal(after, label):
            break
        label = after
    names, of_column = np.unique(label, return_inverse=True)
    numbered = np.where(of_row < width, np.searchsorted(names, of_row), -1)
    return numbered.astype(np.int64), of_column.astype(np.int64)


def objective(instance: Instance, level: Level, made: Programme) -> Ints:
    """Answer what each column counts at a level; the level `worst` counts nothing by itself."""
    counts = np.zeros(made.columns, np.int64)
    if level == "filled":
        counts[: made.options] = 1
    elif level == "floors":
        counts[made.options :] = -1
    elif level == "total":
        counts[: made.options] = made.fit
        counts[list(instance.kept)] += instance.steadiness
    elif level == "kept":
        counts[list(instance.kept)] = 1
    elif level == "canonical":
        counts[: made.options] = ties(instance)
    return counts


def below(fit: int, made: Programme) -> Ints:
    """Answer -1 for each option that fits worse than `fit`: what the level `worst` counts."""
    counts = np.zeros(made.columns, np.int64)
    counts[: made.options] = np.where(made.fit < fit, -1, 0)
    return counts


def ties(instance: Instance) -> Ints:
    """Answer a number for each option out of its ids alone: who is chosen where all else is equal.

    One hash a person and one an opening, mixed by multiplication modulo a prime.
    """
    of_person = _ints([_hash(one) for one in instance.people])
    of_opening = _ints([_hash(f"{one.village}|{one.role}") for one in instance.openings])
    mixed = of_person[_ints(instance.person)] * of_opening[_ints(instance.opening)] % PRIME
    small: Ints = mixed & ((1 << TIE_BITS) - 1)
    return small


PRIME = (1 << 31) - 1


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) % (PRIME - 1) + 1


def chosen(made: Programme, taken: Iterable[int], instance: Instance) -> Ints:
    """Answer the columns of a plan that takes some options: the shortfalls follow."""
    columns = np.zeros(made.columns, np.int64)
    columns[list(taken)] = 1
    floors = [row for row in instance.rows if row.kind in FLOORS]
    for at, row in enumerate(floors):
        columns[made.options + at] = int(not any(columns[list(row.options)]))
    return columns


def check_pins(instance: Instance) -> None:
    """Refuse pins that no plan can hold together, naming the row they break (Conflict)."""
    made = programme(instance)
    loads = made.loads(made.low)
    binding = np.array([row.kind not in FLOORS for row in instance.rows], np.bool_)
    first = len(made.limit) - len(instance.rows)
    loads[first:] = np.where(binding, loads[first:], made.limit[first:])
    for row in np.flatnonzero(loads > made.limit).tolist():
        places = len(instance.openings)
        if row < places:
            raise Conflict("固定的人选多于该岗位的名额", row="opening", at=row)
        if row < first:
            raise Conflict("同一人被固定在多于其上限的岗位", row="person", at=row - places)
        kind = instance.rows[row - first].kind
        words = "同一人被固定在同一村的多个岗位" if kind == "village" else "近亲属被固定在同一村"
        raise Conflict(words, row=kind, at=row - first)


def _ints(values: Sequence[int]) -> Ints:
    # Twice as fast as numpy reads a tuple.
    return np.frombuffer(array("q", values), np.int64)


_NONE: Ints = np.empty(0, np.int64)
