"""What the database answers about rosters and their rows."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from talent.core.staged import Outcome


class Roster(Struct, frozen=True):
    """A roster with how many of its rows stand where; the name of the file is sealed."""

    id: UUID
    version: int
    pool: str
    scope: str
    state: str
    content: bytes
    grant_id: UUID | None
    created_by: str | None
    created_at: datetime
    committed_at: datetime | None
    purged_at: datetime | None
    rows: int
    new: int
    known: int
    unsure: int
    faulty: int
    dropped: int
    committed: int
    warnings: int


class Held(Struct, frozen=True):
    """A roster whose rows are about to change."""

    id: UUID
    pool: str
    scope: str
    state: str
    content: bytes
    grant_id: UUID | None
    purged: bool


class Chosen(Struct, frozen=True):
    """What was said of a header: the column, or none to leave it out."""

    header: str
    column_name: str | None


class Alias(Struct, frozen=True):
    """A name that the county's rosters have for a column."""

    header: str
    column_name: str
    created_by: str | None
    created_at: datetime


class Place(Struct, frozen=True):
    """Where a row stands in its file."""

    sheet: int
    line: int


class Row(Struct, frozen=True):
    """One row as it stands; its content is sealed."""

    id: UUID
    sheet: int
    line: int
    outcome: Outcome
    state: str
    content: bytes
    person_id: UUID | None
    version: int


class Person(Struct, frozen=True):
    """The person a committed row became."""

    row: UUID
    person: UUID


class Dependent(Struct, frozen=True):
    """Somebody who has been worked on since an import, and how."""

    person: UUID
    name: str
    reason: str


class Absentee(Struct, frozen=True):
    """Somebody in a pool who stands on no row of a whole list."""

    membership: UUID
    version: int
    person: UUID
    name: str
    born: str | None
    village: str | None
