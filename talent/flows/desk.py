"""What a flow works with: the open transaction and whom it acts for, the keys, today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from talent.core import access
from talent.db import Transaction
from talent.sealing import Keyring

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Desk(Struct, frozen=True):
    """One request's desk. Dates and ages are those of Asia/Shanghai."""

    tx: Transaction
    keyring: Keyring
    today: date

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
