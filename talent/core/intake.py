"""A roster's cells by columns, recognised into entries made ready.

Row by row this is `recognition.recognise`, `comparison.entry` and `comparison.prepare`; here each
of them is asked once for what many rows say alike. Columns that are read together stand in one
group; what an entry's comparison does not need is recognised for its faults alone.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core import (
    cells,
    clans,
    columns,
    comparison,
    gazetteer,
    headers,
    recognition,
    spreading,
)
from talent.core.columns import Column, Columns
from talent.core.comparison import Entry
from talent.core.person import Draft
from talent.core.places import PlaceIndex
from talent.core.reading import Reading
from talent.core.recognition import Part
from talent.core.spreading import Spread

BLANK = 0
"""The place of nothing among the values of every column of cells."""

_AT_ONCE = 1 << 13
"""Values recognised together."""


class Group(Struct, frozen=True):
    """Columns that are read together: by which parts of the recognition, and into what.

    The faults of `faults` are counted here. The columns behind the first count only where the
    first says nothing, if `instead` is set.
    """

    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    attributes: tuple[str, ...]
    faults: tuple[str, ...]
    instead: bool = False


_PLACES = (
    "township", "village", "village_code", "household", "household_text", "household_group",
    "residence", "residence_place", "residence_text",
)  # fmt: skip
_SCHOOLING = ("education", "education_full_time", "education_in_service")
_POLITICS = ("political_status", "party_member", "activist")
_NAMES = ("name", "other_names", "milk_name")

GROUPS: tuple[Group, ...] = (
    Group(("names",), _NAMES, ("names", "parsed"), _NAMES),
    # 张三（女） tells the sex where the column does not, and so does the ID number.
    Group(("names", "person"), ("sex", "name", "id_number"), ("sex",), ("sex",), instead=True),
    Group(("person",), ("birth", "id_number"), ("birth",), ("birth",), instead=True),
    Group(
        ("person",), ("id_number",), ("id_birth", "id_number", "number", "whole"), ("id_number",)
    ),
    Group(("phones",), ("phones", "family_phones"), ("lines",), ("phones", "family_phones")),
    Group(("places",), _PLACES, ("village", "township"), _PLACES),
    Group(("schooling",), _SCHOOLING, ("education",), _SCHOOLING),
    Group(("politics",), _POLITICS, ("political_status",), _POLITICS),
    Group(("work",), ("employer",), ("employer",), ("employer",)),
    Group(("work",), ("position",), ("position",), ("position",)),
    Group(("work",), ("native_place",), ("native_place",), ("native_place",)),
)
_ELSEWHERE = frozenset(headers.TABLE) - {name for group in GROUPS for name in group.columns}


class Taken(Struct, frozen=True):
    """The entries of a roster in the order of their ids.

    `unread` counts the values that could not be recognised; `nameless` the rows without a name,
    which are no entries.
    """

    people: Columns
    unread: int
    nameless: int


def take(
    ids: Sequence[str],
    typed: Mapping[str, Column],
    today: date,
    step: Callable[[int, int], None] = lambda *_: None,
    spread: Spread = spreading.alone,
) -> Taken:
    """Recognise a roster; `typed` has a column of cells for each that was recognised.

    `step` is told how many groups are done, and of how many.
    """
    size = len(ids)
    nothing = Column([None], np.zeros(size, dtype=np.int32))
    said = {name: typed.get(name, nothing) for name in headers.TABLE}
    index = _index(said)
    found: dict[str, Column] = {}
    unread = 0
    for place, group in enumerate(GROUPS):
        part = _recognised(
            group, _together(group, said), partial(_made, group, index, today), spread
        )
        found |= part.columns
        unread += part.faults
        step(place + 1, len(GROUPS))
    unread += sum(_faults(name, said[name], index, today) for name in _ELSEWHERE & typed.keys())
    named = np.array([one is not None for one in found["names"].values], dtype=bool)
    kept = np.flatnonzero(named[found["names"].codes])
    kept = kept[_sorted([ids[place] for place in kept.tolist()])]
    people = {name: columns.of_some(one, kept) for name, one in found.items()}
    people["lines"] = _held(people["lines"])
    people["generation"] = _borne(columns.together([people["village"], people["names"]]))
    return Taken(Columns([ids[place] for place in kept.tolist()], people), unread, size - len(kept))


def _index(said: Mapping[str, Column]) -> PlaceIndex:
    both = columns.together([said["township"], said["village"]])
    return gazetteer.index({"township": town, "village": name} for town, name in both.values)


def _together(group: Group, said: Mapping[str, Column]) -> Column:
    """Put a group's columns together, as far as they count."""
    parts = [said[name] for name in group.columns]
    if group.instead:
        silent = _blank(parts[0])[parts[0].codes]
        for place, name in enumerate(group.columns[1:], 1):
            counts = silent & _remarked(parts[place]) if name == "name" else silent
            parts[place] = Column(
                parts[place].values, np.where(counts, parts[place].codes, BLANK).astype(np.int32)
            )
    return columns.together(parts)


def _blank(column: Column) -> NDArray[np.bool_]:
    return np.array([cells.is_blank(one) for one in column.values], dtype=bool)


def _remarked(column: Column) -> NDArray[np.bool_]:
    remarked = [isinstance(one, str) and not {"(", "（"}.isdisjoint(one) for one in column.values]
    return np.array(remarked, dtype=bool)[column.codes]


class _Part(Struct, frozen=True):
    columns: dict[str, Column]
    faults: int


class _Made(Struct, frozen=True):
    """What some values of a group became: what stands for each, and how many faults it had."""

    values: list[tuple[Any, ...]]
    faults: list[int]


def _recognised(
    group: Group, typed: Column, make: Callable[[Sequence[Any]], _Made], spread: Spread
) -> _Part:
    values: list[tuple[Any, ...]] = []
    faults: list[int] = []
    some = [typed.values[part] for part in spreading.parted(len(typed.values), _AT_ONCE)]
    for made in spread(make, some):
        values += made.values
        faults += made.faults
    found = {}
    for name, value in zip(group.attributes, zip(*values, strict=True), strict=True):
        distinct = columns.encoded(value)
        found[name] = Column(distinct.values, distinct.codes[typed.codes])
    many = np.array(faults, dtype=np.int64)
    return _Part(found, int(many[typed.codes].sum()))


def _made(group: Group, index: PlaceIndex, today: date, typed: Sequence[Any]) -> _Made:
    """Recognise some values of a group and make them ready."""
    make = comparison.MADE[group.attributes]
    made = _Made([], [])
    for each in typed:
        row = Reading(dict(zip(group.columns, each, strict=True)), today)
        for part in group.parts:
            recognition.read_part(row, part, index)
        faults = row.faults  # mostly none
        made.faults.append(sum(one.field in group.faults for one in faults) if faults else 0)
        nobody = "names" in group.attributes and "name" not in row.values
        made.values.append((None,) * len(group.attributes) if nobody else make(_entry(row)))
    return made


def _entry(row: Reading) -> Entry:
    draft = Draft(**({"name": ""} | row.values))
    number = None if draft.id_number else row.typed.get("id_number")
    return comparison.entry(draft, typed_number=whole(number) or None)


def whole(said: object) -> str:
    """Answer a cell's text; a spreadsheet makes 17.0 of the number 17."""
    if isinstance(said, float) and said.is_integer():
        return str(int(said))
    return "" if said is None else str(said).strip()


def _faults(name: str, column: Column, index: PlaceIndex, today: date) -> int:
    """Count the faults of a column nobody is compared by."""
    found = [
        sum(
            fault.field == name
            for fault in recognition.recognise({"name": "某", name: one}, index, today).faults
        )
        for one in column.values
    ]
    return int(np.array(found, dtype=np.int64)[column.codes].sum())


def _held(lines: Column) -> Column:
    """Tell each line how many entries have its number."""
    holders: Counter[str] = Counter()
    times = np.bincount(lines.codes, minlength=len(lines.values)).tolist()
    for value, many in zip(lines.values, times, strict=True):
        for line in value:
            holders[line.number] += many
    values = [
        tuple(msgspec.structs.replace(line, holders=holders[line.number]) for line in value)
        for value in lines.values
    ]
    return Column(values, lines.codes)


def _borne(named: Column) -> Column:
    """Answer the generation character that each name bears in its village."""
    known = clans.find(named.values)
    borne = columns.encoded(
        clans.borne(known, village, name) for village, (name, *_) in named.values
    )
    return Column(borne.values, borne.codes[named.codes])


def _sorted(ids: Sequence[str]) -> list[int]:
    return sorted(range(len(ids)), key=ids.__getitem__)
