"""Merges as the database answers them and as they are shown."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent.core.merging import Origin
from talent.core.pair import Person

FOLLOWS: dict[str, str] = {
    "person_name": "曾用名",
    "person_phone": "电话",
    "person_basis": "合法性基础",
    "person_notice": "告知记录",
    "membership": "人才库登记",
    "contact": "联系记录",
    "contact_assignment": "联系人安排",
    "proposal": "待定的修改建议",
    "roster_row": "花名册的行",
    "tenure": "任职",
    "review_result": "核查结果",
    "kin": "亲属关系",
    "register_route": "选民登记途径",
    "service_record": "培训、考核等记录",
    "release": "放行",
    "suggestion": "建议名单",
    "reserve": "后备登记",
    "review_round": "审查记录",
    "person_tag": "标签",
}
"""What follows to the survivor, by table, in words."""

SEEN_WITH_THE_PERSON = frozenset(
    {
        "person_name",
        "person_phone",
        "person_basis",
        "person_notice",
        "membership",
        "contact",
        "contact_assignment",
        "proposal",
        "register_route",
        "service_record",
        "person_tag",
    }
)
"""Tables that whoever sees a person reads. Of the others even the number of rows is hr's to know:
that somebody was reviewed, has kin in office or was released elsewhere is told to nobody else."""


class Row(Struct, frozen=True):
    """One merge; content is sealed."""

    id: UUID
    survivor: UUID
    gone: UUID
    content: bytes
    reason: str | None
    merged_by: str | None
    at: datetime
    undone_by: str | None
    undone_at: datetime | None
    undo_reason: str | None


class Referring(Struct, frozen=True):
    """How many rows of a table refer to a person."""

    relation: str
    rows: int


class Stuck(Struct, frozen=True):
    """A row that an undoing could not bring back: deleted since, or moved on."""

    relation: str
    row_id: UUID


class Following(Struct, frozen=True):
    """What follows to the survivor: a kind of row in words, and how many."""

    relation: str
    label: str
    rows: int


class FieldShown(Struct, frozen=True):
    """One field of both entries and of the survivor; sealed values masked. `why` is a sentence."""

    field: str
    label: str
    survivor: Any
    other: Any
    result: Any
    taken_from: UUID
    why: str
    differs: bool


class Preview(Struct, frozen=True):
    """What a merge would do, before it does. A merge names these versions to be let through.

    `ends` are pools in which both stand: one membership ends there as 合并. `warnings` are for
    whoever decides; a merge is not refused for them. `hindered` is why the asker's own would be
    refused: the two are not the asker's to merge, or somebody else has to say *same* first.
    """

    survivor: UUID
    other: UUID
    people: tuple[Person, Person]
    origins: tuple[Origin, Origin]
    versions: dict[str, int]
    fields: list[FieldShown]
    names_added: tuple[str, ...]
    follows: list[Following]
    ends: tuple[str, ...]
    warnings: tuple[str, ...]
    hindered: str | None


class KeptShown(Struct, frozen=True):
    """A value that the survivor does not hold, and the entry it is of; sealed values masked."""

    field: str
    label: str
    value: Any
    origin: UUID


class Merge(Struct, frozen=True):
    """A merge that was made: who went into whom, by whom, and every value that was not taken."""

    id: UUID
    survivor: UUID
    gone: UUID
    survivor_origin: Origin
    gone_origin: Origin
    kept: list[KeptShown]
    reason: str | None
    merged_by: str | None
    at: datetime
    undone_by: str | None
    undone_at: datetime | None
    undo_reason: str | None


class Back(Struct, frozen=True):
    """A field that an undoing sets back on the survivor; sealed values masked."""

    field: str
    label: str
    now: Any
    then: Any


class Undoable(Struct, frozen=True):
    """A merge, and what taking it back would restore, before it does.

    `conflicts` are fields that were edited since: the edit stays. `returns` are the rows that go
    back, for hr alone; `pools` those whose membership stands again.
    """

    merge: Merge
    back: list[Back]
    conflicts: list[str]
    returns: list[Following]
    pools: tuple[str, ...]
