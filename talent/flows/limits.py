"""How often a grant may do a thing. The database counts; a window that is over counts no more."""

from collections.abc import Collection
from datetime import timedelta

from msgspec import Struct

from talent import db, errors
from talent.core import access
from talent.db import Database
from talent.flows.desk import Desk

SQL = db.queries("session")


class Limit(Struct, frozen=True):
    """At most so many in a window of time."""

    most: int
    window: timedelta


CHECK = "check"
REVEAL = "reveal"
CLAIM = "claim"
ROSTER = "roster"
EXPORT = "export"

LIMITS: dict[str, Limit] = {
    CHECK: Limit(300, timedelta(minutes=10)),
    REVEAL: Limit(60, timedelta(hours=1)),
    CLAIM: Limit(20, timedelta(days=1)),
    ROSTER: Limit(60, timedelta(hours=1)),
    EXPORT: Limit(30, timedelta(hours=1)),
}


async def allow(desk: Desk, what: str) -> None:
    """Count one deed of this grant; one too many is refused."""
    limit = LIMITS[what]
    subject = f"{what}:{desk.actor.grant_id}"
    if not await desk.tx.run(SQL.rate_hit, subject=subject, window=limit.window, most=limit.most):
        raise errors.TooMany


async def count(database: Database, visit: access.Visit, roles: Collection[str], what: str) -> None:
    """Count a try before its transaction is open: a refused one counts, and nobody waits for its end.

    One too many is refused. Whoever comes without one of the roles counts for nothing: that
    refusal is the transaction's own.
    """
    limit = LIMITS[what]
    async with database.alone() as tx:
        allowed = await tx.run(
            SQL.counts,
            token=visit.token,
            roles=[*roles],
            what=what,
            window=limit.window,
            most=limit.most,
        )
    if allowed is False:
        raise errors.TooMany
