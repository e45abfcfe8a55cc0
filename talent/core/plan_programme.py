"""The county plan as a matrix: columns 0 or 1 under rows of at most their limit.

Columns are the options and after them one shortfall for each floor; rows are the openings, the
people, then the side rows. What hangs together through rows that can bind is a component: each is
solved, and proven, by itself.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from talent.core.plan_model import FLOORS, Bools, Floats, Instance, Ints, Level, ints, sides
from talent.errors import Conflict


class Programme(Struct, frozen=True):
    """The matrix. Of its columns the first are options, of one opening and one person each.

    Side rows' entries are given as (row, column, +1 or -1). `component` of a row or column: what
    hangs together; -1 for a row that binds nothing.
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
    low: Bools
    high: Bools

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
        summed = np.zeros(self.columns, np.int64)
        if not prices.any():
            return summed
        summed[: self.options] = prices[self.opening]
        summed[: self.options] += prices[self.person]
        at = np.flatnonzero(prices[self.entry_row])
        priced = self.entry_sign[at] * prices[self.entry_row[at]]
        np.add.at(summed, self.entry_column[at], priced)
        return summed

    def sizes(self, prices: Ints) -> Floats:
        """Answer likewise what they sum to at most, by size, as floating point numbers."""
        size = np.abs(prices).astype(np.float64)
        summed = np.zeros(self.columns, np.float64)
        summed[: self.options] = size[self.opening] + size[self.person]
        np.add.at(summed, self.entry_column, size[self.entry_row])
        return summed

    def loads(self, chosen: Ints | Bools) -> Ints:
        """Answer for each row what the chosen columns put on it."""
        held = np.zeros(len(self.limit), np.int64)
        options = np.flatnonzero(chosen[: self.options])
        np.add.at(held, self.opening[options], chosen[options])
        np.add.at(held, self.person[options], chosen[options])
        at = np.flatnonzero(chosen[self.entry_column])
        np.add.at(held, self.entry_row[at], self.entry_sign[at] * chosen[self.entry_column[at]])
        return held


def programme(instance: Instance, components: Ints | None = None) -> Programme:
    """Answer the matrix of an instance, its rows parted as given, else as finely as they can be.

    Refused (ValueError): parts that a row holds together.
    """
    options, places = len(instance.person), len(instance.openings)
    first = places + len(instance.people)
    floor = np.array([row.kind in FLOORS for row in instance.rows], np.bool_)
    many = [len(row.options) for row in instance.rows]
    of = np.concatenate((np.repeat(np.arange(len(many)), many), np.flatnonzero(floor)))
    signs = np.where(floor, -1, 1)
    shortfalls = np.arange(options, options + int(floor.sum()))
    wanted = np.array([one.wanted for one in instance.openings], np.int64)
    low = np.zeros(options + len(shortfalls), np.bool_)
    low[ints(instance.pinned)] = True
    made = Programme(
        opening=ints(instance.opening),
        person=ints(instance.person) + places,
        fit=ints(instance.fit),
        entry_row=of + first,
        entry_column=np.concatenate((sides(instance), shortfalls)),
        entry_sign=signs[of],
        limit=np.concatenate((wanted, ints(instance.caps), signs)),
        row_component=_NONE,
        column_component=_NONE,
        low=low,
        high=np.ones_like(low),
    )
    rows = _components(made) if components is None else components
    return structs.replace(made, row_component=rows, column_component=_of_columns(made, rows))


def _of_columns(made: Programme, rows: Ints) -> Ints:
    """Answer each column's component by those of its rows; what no row binds is the last one."""
    if len(rows) != len(made.limit) or rows.min(initial=0) < -1 or rows.max(initial=0) >= len(rows):
        raise ValueError("证明的长度不符")
    found = np.full(made.columns, -1, np.int64)
    of_entry = rows[made.entry_row]
    bound = np.flatnonzero(of_entry >= 0)
    found[made.entry_column[bound]] = of_entry[bound]
    of_opening, of_person = rows[made.opening], rows[made.person]
    of_options = np.maximum(of_opening, of_person)
    np.copyto(found[: made.options], of_options, where=of_options >= 0)
    apart = (of_opening != of_person) & (np.minimum(of_opening, of_person) >= 0)
    if apart.any() or not np.array_equal(found[made.entry_column[bound]], of_entry[bound]):
        raise ValueError("证明所分的部分互相牵连")
    found[found < 0] = rows.max(initial=-1) + 1
    return found


def _components(made: Programme) -> Ints:
    """Answer the component of each row, numbered by their first column."""
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
    names = np.unique(of_row[of_row < width])
    numbered = np.where(of_row < width, np.searchsorted(names, of_row), -1)
    return numbered.astype(np.int64)


def part(made: Programme, component: int) -> tuple[Programme, Ints, Ints]:
    """Answer one component as a programme, with the numbers of its rows and columns in the whole.

    Rows that bind nothing are one last row without a limit of its own.
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


def core(made: Programme, columns: Ints, taken: Ints) -> Programme:
    """Answer a programme of some columns where others are taken and all the rest are not.

    What is taken is one last column of each component, in no row: the limits are less by it.
    """
    at_column = np.full(made.columns, -1, np.int64)
    at_column[columns] = np.arange(len(columns))
    options = columns[columns < made.options]
    inside = np.flatnonzero(at_column[made.entry_column] >= 0)
    sure = np.zeros(made.columns, np.bool_)
    sure[taken] = True
    sums = np.ones(made.components, np.bool_)
    return Programme(
        opening=made.opening[options],
        person=made.person[options],
        fit=made.fit[options],
        entry_row=made.entry_row[inside],
        entry_column=at_column[made.entry_column[inside]],
        entry_sign=made.entry_sign[inside],
        limit=made.limit - made.loads(sure),
        row_component=made.row_component,
        column_component=np.append(made.column_component[columns], np.arange(made.components)),
        low=np.append(np.zeros(len(columns), np.bool_), sums),
        high=np.ones(len(columns) + len(sums), np.bool_),
    )


def copies(made: Programme, count: int) -> Programme:
    """Answer a programme of one component so many times over, each a component of its own.

    The columns stand as `stacked` lays them.
    """
    rows, others = len(made.limit), made.columns - made.options
    down = np.arange(count)[:, np.newaxis]
    entry = np.where(
        made.entry_column < made.options,
        made.entry_column + made.options * down,
        made.entry_column + made.options * (count - 1) + others * down,
    )
    binds = made.row_component >= 0
    return Programme(
        opening=(made.opening + rows * down).ravel(),
        person=(made.person + rows * down).ravel(),
        fit=np.tile(made.fit, count),
        entry_row=(made.entry_row + rows * down).ravel(),
        entry_column=entry.ravel(),
        entry_sign=np.tile(made.entry_sign, count),
        limit=np.tile(made.limit, count),
        row_component=np.where(binds, down, -1).ravel(),
        column_component=np.append(
            np.repeat(np.arange(count), made.options), np.repeat(np.arange(count), others)
        ),
        low=stacked(np.tile(made.low, (count, 1)), made.options),
        high=stacked(np.tile(made.high, (count, 1)), made.options),
    )


def stacked(rows: NDArray[Any], options: int) -> NDArray[Any]:
    """Answer one row of columns a copy as one: all options first, then all else."""
    return np.append(rows[:, :options].ravel(), rows[:, options:].ravel())


def objective(instance: Instance, level: Level, made: Programme) -> Ints:
    """Answer what each column counts at a level; the level `worst` counts nothing by itself."""
    counts = np.zeros(made.columns, np.int64)
    if level == "filled":
        counts[: made.options] = 1
    elif level == "floors":
        counts[made.options :] = -1
    elif level == "total":
        counts[: made.options] = made.fit
        counts[ints(instance.kept)] += instance.steadiness
    elif level == "kept":
        counts[ints(instance.kept)] = 1
    return counts


def below(fit: int, made: Programme) -> Ints:
    """Answer -1 for each option that fits worse than `fit`: what the level `worst` counts."""
    counts = np.zeros(made.columns, np.int64)
    counts[: made.options] = np.where(made.fit < fit, -1, 0)
    return counts


def chosen(made: Programme, taken: Iterable[int]) -> Ints:
    """Answer the columns of a plan that takes some options: the shortfalls follow."""
    columns = np.zeros(made.columns, np.int64)
    columns[list(taken)] = 1
    of_options = made.entry_column < made.options
    met = np.zeros(len(made.limit), np.int64)
    at = np.flatnonzero(of_options & (columns[made.entry_column] > 0))
    met[made.entry_row[at]] = 1
    columns[made.entry_column[~of_options]] = 1 - met[made.entry_row[~of_options]]
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


_NONE: Ints = np.empty(0, np.int64)
