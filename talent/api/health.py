"""Whether the service lives, and whether it can work."""

from typing import Any

from litestar import get
from litestar.datastructures import State

from talent import edge, errors


@get("/health/live", opt=edge.for_anybody(), tags=["health"])
async def live() -> dict[str, str]:
    """Answer while the process runs."""
    return {"status": "live"}


@get("/health/ready", opt=edge.for_anybody(), tags=["health"])
async def ready(state: State) -> dict[str, str]:
    """Answer when the database answers; 503 otherwise."""
    async with state.database.begin() as tx:
        if not await tx.run(state.database.sql.answers):
            raise errors.Unavailable
    return {"status": "ready"}


ROUTES: tuple[Any, ...] = (live, ready)
