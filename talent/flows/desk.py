"""What a flow works with: the open transaction and whom it acts for, the keys, today."""

from collections.abc import Hashable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from talent.core import access
from talent.db import Transaction
from talent.sealing import Keyring

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Shelf:
    """What a process keeps from one request to the next: the newest of each kind, in memory alone."""

    def __init__(self) -> None:
        """Begin empty."""
        self._held: dict[str, tuple[Hashable, Any]] = {}

    def find(self, kind: str, made_of: Hashable) -> Any:
        """Answer what is kept of a kind, None where it was made of something else."""
        held, found = self._held.get(kind, (None, None))
        return found if held == made_of else None

    def put(self, kind: str, made_of: Hashable, what: Any) -> None:
        """Keep something instead of what was kept of its kind."""
        self._held[kind] = made_of, what


class Desk(Struct, frozen=True):
    """One request's desk. Dates and ages are those of Asia/Shanghai."""

    tx: Transaction
    keyring: Keyring
    today: date
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def actor(self) -> access.Actor:
        """Whoever acts in this transaction."""
        return self.tx.actor


def today() -> date:
    """Answer the day it is in Shanghai."""
    return now().date()


def now() -> datetime:
    """Answer the time it is in Shanghai."""
    return datetime.now(SHANGHAI)
