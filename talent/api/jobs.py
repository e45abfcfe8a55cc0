"""Jobs: what is done in the background for whoever asked, and how far it is."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from talent import edge
from talent.core import access
from talent.flows import jobs
from talent.flows.desk import Desk

ASKS = edge.for_roles(*access.SEES_PEOPLE)
TAGS = ["jobs"]


class Asked(Struct, frozen=True):
    """The job that works on what was asked for; its own address tells how far it is."""

    job: UUID


@get("/jobs", opt=ASKS, tags=TAGS)
async def listed(
    desk: NamedDependency[Desk],
    subject: FromQuery[UUID | None] = None,
    after: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 50,
) -> list[jobs.Shown]:
    """List jobs, newest first, all or those of one subject; outside hr one's own."""
    return await jobs.listed(desk, subject, after, limit)


@get("/jobs/{job:str}", opt=ASKS, tags=TAGS)
async def one(desk: NamedDependency[Desk], job: FromPath[str]) -> jobs.Shown:
    """Show one job: its state, and how far it is."""
    return await jobs.one(desk, edge.ids(job))


ROUTES: tuple[Any, ...] = (listed, one)
