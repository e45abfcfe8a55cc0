"""A sweep over the whole register, as it stands."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class Row(Struct, frozen=True):
    """One sweep: what it read, what it found, how far its writing is."""

    id: UUID
    state: str
    model: str
    entries: int
    compared: int
    found: int
    written: int
    seen: str | None
    estimated: float | None
    likely: int
    unsure: int
    automatic: int
    groups: int
    torn: int
    oversized: int
    bridges: int
    made_by: str | None
    at: datetime
    ended_at: datetime | None
