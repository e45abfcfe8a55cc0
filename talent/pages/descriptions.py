"""Swagger UI over the API's description, at /api/docs; it asks this service alone."""

from typing import Any

from litestar import get

from talent import edge
from talent.pages import shell


@get("/api/docs", opt=edge.for_anybody())
async def described(request: shell.Asked) -> shell.Page:
    """Show the API's routes, to be tried with one's own session."""
    return shell.write(request, "descriptions.html", {})


ROUTES: tuple[Any, ...] = (described,)
