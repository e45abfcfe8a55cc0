"""What runs here, for whoever runs it: the database, the work in the background, the dumps made of it."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

STALE = timedelta(days=7)
"""A register whose last dump is older asks for one."""


class Facts(Struct, frozen=True):
    """The database server's version, the register's size, the newest migration and when it was applied."""

    server: str
    bytes: int
    migration: str
    migrated_at: datetime


class Job(Struct, frozen=True):
    """A job without whom it is for and what was refused of it: how far it is, how it ended."""

    id: UUID
    kind: str
    state: str
    starts: int
    problem: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    step: str | None
    done: int | None
    total: int | None


class Dump(Struct, frozen=True):
    """A dump that was made: when, into which file, how large."""

    made_at: datetime
    file_name: str
    bytes: int


class Shown(Struct, frozen=True):
    """All of it; `stale` says that a dump is due."""

    facts: Facts
    jobs: list[Job]
    dumps: list[Dump]
    stale: bool


def stale(dumps: list[Dump], now: datetime) -> bool:
    """Tell whether the newest of the dumps, which come first, is too old, or none was made."""
    return not dumps or now - dumps[0].made_at > STALE
