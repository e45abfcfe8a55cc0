"""Two entries of one human as one: whose value each field takes.

Values that say something only together (a degree with its school, a village with its group) are
taken together. Where two entries differ, the value that is not in doubt counts, then the more
trusted source, then the later verified, then the entry that knows more; the survivor's where all
are even. Phones and other names of both are kept, so are skills. Whoever merges may choose
otherwise, field by field.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from talent.core.person import Draft, OtherName

Why = Literal[
    "equal",
    "only",
    "fuller",
    "earlier",
    "doubt",
    "source",
    "verified",
    "survivor",
    "both",
    "chosen",
]

WHY: dict[Why, str] = {
    "equal": "两条相同",
    "only": "另一条没有填写",
    "fuller": "该条更完整",
    "earlier": "取较早的一条",
    "doubt": "另一条标记为待核实",
    "source": "该条来源更可靠",
    "verified": "该条核实时间更近",
    "survivor": "无从分辨，取保留的一条",
    "both": "两条都保留",
    "chosen": "经办人选定",
}

GROUPS: tuple[tuple[str, ...], ...] = (
    ("name",), ("sex",), ("ethnicity",), ("birth",), ("id_number",), ("native_place",),
    ("household_village", "household_group", "household_text"),
    ("residence_place", "residence_text", "resident_since"),
    ("education_full_time", "school_full_time", "major_full_time"),
    ("education_in_service", "school_in_service", "major_in_service"),
    ("political_status", "political_joined"), ("activist",), ("work_started",),
    ("employer", "position"), ("industry",), ("professional_title", "title_level"), ("skills",),
    ("recommending_unit",), ("home_contact",), ("entered_on",), ("source",), ("notes",),
    ("return_intent",), ("retired",),
)  # fmt: skip
"""Fields whose values are taken from one entry together."""

UNITED = frozenset({"other_names", "phones"})
"""Fields whose values are rows of their own: they follow to the survivor."""

LEAST_TRUSTED_FIRST = ("liaison", "township", "hr")
"""Whose entries are trusted how far, by the role that made them; everybody else's less."""


FURTHEST_FIRST = ("active", "paused", "town_ok", "submitted", "draft")
"""States of a membership in force: of two in one pool the one that is further on stays."""


class Value(Struct, frozen=True):
    """A field's value as JSON has it, the day it was last verified, whether it is in doubt."""

    value: Any = None
    verified: str | None = None
    doubted: bool = False


Values = dict[str, Value]


class Origin(Struct, frozen=True):
    """Where an entry came from: when, by whom in which role, and what it says of its source."""

    id: UUID
    entered_at: datetime
    role: str | None = None
    entered_by: str | None = None
    source: str | None = None


class Entry(Struct, frozen=True):
    """One of two entries: its values by field, but for the united ones, and its origin."""

    origin: Origin
    values: Values
    other_names: tuple[OtherName, ...] = ()

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.origin.id


class Choice(Struct, frozen=True):
    """What one field of the survivor will hold, from which entry, and why."""

    field: str
    taken: Value
    origin: UUID
    why: Why


class Ended(Struct, frozen=True):
    """A membership that was doubled and so ended: its pool, the state it had, the version it got."""

    id: UUID
    pool: str
    state: str
    version: int


class Content(Struct, frozen=True, kw_only=True):
    """What a merge remembers: the survivor before and after, and the entry that went."""

    before: Values
    after: Values
    other: Values
    survivor: Origin
    gone: Origin
    added_names: tuple[OtherName, ...] = ()
    ended: tuple[Ended, ...] = ()
    ranking_refused: tuple[bool, bool] = (False, False)
    """The survivor's refusal of machine ranking before and after."""
    number_shown: bool = False
    """Whether what the gone entry shows of an ID number was handed on to the survivor."""


class Kept(Struct, frozen=True):
    """A value that a merge did not take, with the entry it is of."""

    field: str
    value: Any
    origin: UUID


def values(draft: Draft, verified: Mapping[str, str], to_verify: Iterable[str]) -> Values:
    """Take a draft apart into its fields' values."""
    # As JSON has it, so that a value that was kept and read again is the same.
    said: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(draft))
    doubted = frozenset(to_verify)
    return {
        name: Value(said.get(name), verified.get(name), name in doubted)
        for group in GROUPS
        for name in group
    }


def changed(draft: Draft, wanted: Values) -> Draft:
    """Put values into a draft; its united fields stay."""
    return replace(fresh(wanted), **{name: getattr(draft, name) for name in UNITED})


def fresh(wanted: Values) -> Draft:
    """Answer a draft of values alone; its united fields are empty."""
    said = {name: one.value for name, one in wanted.items() if known(one.value)}
    return msgspec.convert(said, Draft)


def known(value: Any) -> bool:
    """Say whether a field says anything."""
    return value not in (None, "", (), [])


def choose(survivor: Entry, other: Entry, chosen: Mapping[str, UUID]) -> tuple[Choice, ...]:
    """Choose every field's value; `chosen` names the entry for fields somebody decided himself."""
    found: list[Choice] = []
    for group in GROUPS:
        found += _group(group, survivor, other)
    sides = {survivor.id: survivor, other.id: other}
    return tuple(
        Choice(one.field, sides[chosen[one.field]].values[one.field], chosen[one.field], "chosen")
        if one.field in chosen
        else one
        for one in found
    )


def _group(group: tuple[str, ...], survivor: Entry, other: Entry) -> list[Choice]:
    if group == ("skills",):
        return [_skills(survivor, other)]
    if group == ("entered_on",):
        return [_earliest(survivor, other)]
    if not any(differ(survivor.values[name], other.values[name]) for name in group):
        return [_fuller(name, survivor, other) for name in group]
    taken, why = _better(group, survivor, other)
    return [Choice(name, taken.values[name], taken.id, why) for name in group]


def differ(one: Value, other: Value) -> bool:
    """Say whether two values contradict each other: both known, and neither only says less."""
    if not known(one.value) or not known(other.value):
        return False
    return not _within(one.value, other.value) and not _within(other.value, one.value)


def _within(less: Any, more: Any) -> bool:
    """Say whether a value only says less than another: a month for a day, a township for a village."""
    if less == more:
        return True
    if isinstance(less, dict):
        lunar = bool(less.get("lunar")) == bool(more.get("lunar"))
        return lunar and all(more.get(part) == value for part, value in less.items())
    if isinstance(less, str) and less.endswith("000"):
        return len(less) == len(more) and less[:-3] == more[: len(less) - 3]
    return False


def _fuller(name: str, survivor: Entry, other: Entry) -> Choice:
    mine, theirs = survivor.values[name], other.values[name]
    if not known(theirs.value):
        return Choice(name, mine, survivor.id, "only" if known(mine.value) else "equal")
    if not known(mine.value):
        return Choice(name, theirs, other.id, "only")
    if mine.value == theirs.value:
        sure = Value(mine.value, _later(mine, theirs), mine.doubted and theirs.doubted)
        return Choice(name, sure, survivor.id, "equal")
    taken = other if _within(mine.value, theirs.value) else survivor
    return Choice(name, taken.values[name], taken.id, "fuller")


def _later(one: Value, other: Value) -> str | None:
    return max((day for day in (one.verified, other.verified) if day), default=None)


def _better(group: tuple[str, ...], survivor: Entry, other: Entry) -> tuple[Entry, Why]:
    """Answer the entry whose values count, and by which of the measures."""
    mine, theirs = _measures(group, survivor), _measures(group, other)
    names: tuple[Why, ...] = ("doubt", "source", "verified", "fuller")
    for why, one, two in zip(names, mine, theirs, strict=True):
        if one > two:
            return survivor, why
        if two > one:
            return other, why
    return survivor, "survivor"


def _measures(group: tuple[str, ...], entry: Entry) -> tuple[int, int, int, int]:
    said = [entry.values[name] for name in group if known(entry.values[name].value)]
    verified = max((one.verified or "" for one in said), default="")
    return (
        -sum(one.doubted for one in said),
        _trust(entry.origin.role),
        int(verified.replace("-", "") or 0),
        len(said),
    )


def _trust(role: str | None) -> int:
    return LEAST_TRUSTED_FIRST.index(role) if role in LEAST_TRUSTED_FIRST else -1


def _skills(survivor: Entry, other: Entry) -> Choice:
    mine, theirs = survivor.values["skills"], other.values["skills"]
    own, beside = list(mine.value or ()), list(theirs.value or ())
    more = [skill for skill in beside if skill not in own]
    if not more:
        alike: Why = "equal" if len(own) == len(beside) else "fuller"
        return Choice("skills", mine, survivor.id, alike if beside or not own else "only")
    both = Value([*own, *more], _later(mine, theirs), mine.doubted or theirs.doubted)
    return (
        Choice("skills", both, survivor.id, "both")
        if own
        else Choice("skills", both, other.id, "only")
    )


def _earliest(survivor: Entry, other: Entry) -> Choice:
    mine, theirs = survivor.values["entered_on"], other.values["entered_on"]
    if known(theirs.value) and (not known(mine.value) or theirs.value < mine.value):
        return Choice("entered_on", theirs, other.id, "earlier" if known(mine.value) else "only")
    return Choice("entered_on", mine, survivor.id, "earlier" if known(theirs.value) else "only")


def added_names(survivor: Entry, other: Entry, name: str) -> tuple[OtherName, ...]:
    """Answer the name that is no longer the name in use, as another name; none where it is known."""
    there = {name, *(one.name for one in (*survivor.other_names, *other.other_names))}
    lost = [entry.values["name"].value for entry in (survivor, other)]
    return tuple(OtherName(one, "variant") for one in dict.fromkeys(lost) if one not in there)


def kept(content: Content) -> tuple[Kept, ...]:
    """Answer every value of either entry that the survivor does not hold."""
    found = []
    for name, after in content.after.items():
        sides = ((content.before, content.survivor), (content.other, content.gone))
        for side, origin in sides:
            said = side.get(name, Value()).value
            if known(said) and said != after.value and name != "skills":
                found.append(Kept(name, said, origin.id))
    return tuple(found)
