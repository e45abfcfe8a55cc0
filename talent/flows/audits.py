"""The audit: reading it, and proving that its chain is whole."""

from uuid import UUID

from talent import db, errors
from talent.core import audit
from talent.flows.desk import Desk

SQL = db.queries("audit")


async def events(desk: Desk, wanted: audit.Filter) -> list[audit.Event]:
    """List events, newest first."""
    found: list[audit.Event] = await desk.tx.run(
        SQL.events,
        before=wanted.before,
        person=wanted.person,
        account=wanted.account,
        action=wanted.action,
        most=max(1, min(wanted.limit, 500)),
    )
    return found


async def event(desk: Desk, lane: int, seq: int) -> audit.Event:
    """Answer one event; an unknown one is not found."""
    found: audit.Event | None = await desk.tx.run(SQL.event, lane=lane, seq=seq)
    if found is None:
        raise errors.NotFound
    return found


async def rows(desk: Desk, lane: int, seq: int) -> list[audit.Row]:
    """List the rows that an event touched."""
    found: list[audit.Row] = await desk.tx.run(SQL.rows, lane=lane, seq=seq)
    return found


async def verify(desk: Desk) -> audit.Verdict:
    """Recompute every digest of every lane; answer the first broken link of each, and the heads."""
    faults = await desk.tx.run(SQL.verify)
    heads = await desk.tx.run(SQL.heads)
    return audit.Verdict(
        whole=not faults, events=sum(head.seq for head in heads), faults=faults, heads=heads
    )


async def erase(desk: Desk, person: UUID, reason: str) -> None:
    """Erase what the audit holds about one person; the digests stay."""
    await desk.tx.run(SQL.erase, person=person, reason=reason)


async def digest(desk: Desk, lane: int, seq: int) -> str | None:
    """Answer the digest of one event, None when there is no such event."""
    found: str | None = await desk.tx.run(SQL.digest, lane=lane, seq=seq)
    return found
