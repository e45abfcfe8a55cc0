"""The audit as it is read: events in lanes, each digest chained to the one before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct


class Filter(Struct, frozen=True, kw_only=True):
    """What narrows a list of events; None does not count."""

    before: datetime | None = None
    person: UUID | None = None
    account: UUID | None = None
    action: str | None = None
    limit: int = 100


class Event(Struct, frozen=True):
    """One statement, look, refusal or log-in."""

    lane: int
    seq: int
    at: datetime
    account: str | None
    ip: str | None
    request_id: str | None
    action: str
    subject: str
    purpose: str | None
    row_count: int


class Row(Struct, frozen=True):
    """One row an event touched; the body is ciphertext where a value is sealed, None when erased."""

    n: int
    row_id: str | None
    person_id: UUID | None
    body: Any


class Broken(Struct, frozen=True):
    """The first broken link of a lane: missing, altered, rows, body or head."""

    lane: int
    seq: int
    fault: str


class Head(Struct, frozen=True):
    """The last link of a lane: to be written down elsewhere and compared later."""

    lane: int
    seq: int
    digest: str


class Verdict(Struct, frozen=True):
    """Whether the chain is whole."""

    whole: bool
    events: int
    faults: list[Broken]
    heads: list[Head]
