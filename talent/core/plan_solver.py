"""What the plan asks of a solver, and what it believes: nothing that is not added up again.

The solver itself stands outside (`talent.solver`); it answers in floating point.
"""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from msgspec import Struct

from talent.core.plan_model import Bools, Floats, Ints
from talent.core.plan_programme import Programme


class Part(Struct, frozen=True):
    """One component's own matrix, as (row, column, sign), with the numbers of its rows and columns."""

    rows: Ints
    columns: Ints
    entry_row: Ints
    entry_column: Ints
    entry_sign: Ints
    limit: Ints


class Asked(Struct, frozen=True):
    """What a solver is asked: maximise the counts within bounds; `tight` rows are met exactly.

    `held` rows count at least their value.
    """

    counts: Floats
    low: Bools
    high: Bools
    tight: Bools
    held: tuple[tuple[Floats, float], ...] = ()


class Solved(Struct, frozen=True):
    """What it answers: columns, prices of the rows and of the held rows.

    Without a plan `columns` is None and the prices are a ray that proves that there is none.
    """

    columns: Floats | None
    prices: Floats
    priors: Floats


class Session(Protocol):
    """A solver that holds one component and remembers where it stood."""

    def relaxed(self, asked: Asked) -> Solved:
        """Answer the best plan in fractions, with its prices."""
        ...

    def whole(self, asked: Asked) -> Floats | None:
        """Answer the best plan in whole numbers, None where there is none."""
        ...


class Solver(Protocol):
    """Opens sessions."""

    def open(self, part: Part) -> Session:
        """Hold one component."""
        ...


def by_itself(made: Programme, rows: Ints, columns: Ints) -> Part:
    """Answer the matrix of a programme of one component, as `plan_programme.part` answers it."""
    row, column, sign = _entries(made)
    return Part(rows, columns, row, column, sign, made.limit[:-1])


def parts(made: Programme) -> Iterator[Part]:
    """Answer the matrix of each component."""
    row, column, sign = _entries(made)
    order = np.argsort(made.column_component[column], kind="stable")
    row, column, sign = row[order], column[order], sign[order]
    ends = np.searchsorted(made.column_component[column], np.arange(made.components + 1))
    by_column = np.argsort(made.column_component, kind="stable")
    column_ends = np.searchsorted(made.column_component[by_column], np.arange(made.components + 1))
    for at in range(made.components):
        inside = slice(ends[at], ends[at + 1])
        columns = by_column[column_ends[at] : column_ends[at + 1]]
        rows, of_row = np.unique(row[inside], return_inverse=True)
        of_column = np.searchsorted(columns, column[inside])
        yield Part(
            rows, columns, of_row, of_column.astype(np.int64), sign[inside], made.limit[rows]
        )


def _entries(made: Programme) -> tuple[Ints, Ints, Ints]:
    """Answer the row, column and sign of each entry in a row that can bind."""
    every = np.arange(made.options, dtype=np.int64)
    row = np.concatenate([made.opening, made.person, made.entry_row])
    column = np.concatenate([every, every, made.entry_column])
    sign = np.concatenate([np.ones(2 * made.options, np.int64), made.entry_sign])
    kept = made.row_component[row] >= 0
    return row[kept], column[kept], sign[kept]
