"""A job: something done in the background for whoever asked, and how far it is.

A job hands over the id of what it works on and nothing else. It runs with its asker's rights as
they are when it runs.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from talent.errors import Fault

MOST_STARTS = 3
"""A job that was begun so often without coming to an end is given up: it may be what kills its worker."""


class LaidDown(Exception):
    """The worker is asked to end; the job goes on elsewhere, or later."""


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"  # -> RUNNING when a worker begins it
    RUNNING = "running"  # -> QUEUED when the worker is asked to end and lays it down
    DONE = "done"
    REFUSED = "refused"  # what was asked cannot be, or its asker may no longer
    FAILED = "failed"  # a fault of the program, or a job that was begun too often


class Begun(Struct, frozen=True):
    """A job that a worker has begun, for the `starts`th time."""

    id: UUID
    kind: str
    subject: UUID | None
    starts: int


class Job(Struct, frozen=True):
    """A job as it stands; `words` is sealed."""

    id: UUID
    kind: str
    subject: UUID | None
    state: str
    starts: int
    problem: str | None
    words: bytes | None
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    step: str | None
    done: int | None
    total: int | None


class Ended(Struct, frozen=True):
    """What came of a run; `words` are sealed."""

    state: State
    problem: str | None = None
    words: bytes | None = None


class Words(Struct, frozen=True):
    """What a refused job says to whoever asked for it."""

    title: str
    detail: str
    faults: tuple[Fault, ...] = ()
