"""The audit: the auditor's pages. Read only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from talent import edge
from talent.core import access, audit
from talent.flows import audits
from talent.flows.desk import Desk

AUDITOR = edge.for_roles(access.Role.AUDITOR)


@get("/audit/events", opt=AUDITOR, tags=["audit"])
async def events(
    desk: NamedDependency[Desk],
    before: FromQuery[datetime | None] = None,
    person: FromQuery[UUID | None] = None,
    account: FromQuery[UUID | None] = None,
    action: FromQuery[str | None] = None,
    limit: FromQuery[int] = 100,
) -> list[audit.Event]:
    """List events, newest first: who, when, what, from where."""
    wanted = audit.Filter(before=before, person=person, account=account, action=action, limit=limit)
    return await audits.events(desk, wanted)


@get("/audit/events/{lane:int}/{seq:int}", opt=AUDITOR, tags=["audit"])
async def rows(
    desk: NamedDependency[Desk], lane: FromPath[int], seq: FromPath[int]
) -> list[audit.Row]:
    """List the rows that an event touched."""
    return await audits.rows(desk, lane, seq)


@get("/audit/verification", opt=AUDITOR, tags=["audit"])
async def verify(desk: NamedDependency[Desk]) -> audit.Verdict:
    """Recompute the chain."""
    return await audits.verify(desk)


ROUTES: tuple[Any, ...] = (events, rows, verify)
