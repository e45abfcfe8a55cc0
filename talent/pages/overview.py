"""工作台: what there is to do, and how the pools stand."""

from typing import Any

from litestar import get
from litestar.di import NamedDependency

from talent import edge
from talent.core import access
from talent.flows.desk import Desk
from talent.pages import shell


@get("/", opt=edge.for_roles(*access.Role))
async def overview(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show what there is to do for whoever acts."""
    return await shell.show(request, desk, "overview.html", {})


ROUTES: tuple[Any, ...] = (overview,)
