"""Places: looking them up, and hr's care for them."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT
from msgspec import Struct

from talent import edge
from talent.core import access, divisions
from talent.flows import places
from talent.flows.desk import Desk

ANY_ROLE = edge.for_roles(*access.Role)
HR = edge.for_roles(access.Role.HR)


class Made(Struct):
    """The code of what was made."""

    code: str


@get("/places", opt=ANY_ROLE, tags=["places"])
async def below(
    desk: NamedDependency[Desk], parent: FromQuery[str | None] = None
) -> list[divisions.Listed]:
    """List the places right below one; without one, the county."""
    return await places.below(desk, parent)


@get("/places/{code:str}", opt=ANY_ROLE, tags=["places"])
async def one(desk: NamedDependency[Desk], code: FromPath[str]) -> divisions.Listed:
    """Show one place with its other names."""
    return await places.one(desk, code)


@post("/places/{code:str}/aliases", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=["places"])
async def add_alias(
    desk: NamedDependency[Desk], code: FromPath[str], data: JSONBody[places.Alias]
) -> None:
    """Give a place another name."""
    await places.add_alias(desk, code, data)


@post("/places/{code:str}/status", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=["places"])
async def change(
    desk: NamedDependency[Desk], code: FromPath[str], data: JSONBody[places.Change]
) -> None:
    """Record that a place was merged, renamed or abolished."""
    await places.change(desk, code, data)


@post("/districts", opt=HR, tags=["places"])
async def add_district(desk: NamedDependency[Desk], data: JSONBody[places.District]) -> Made:
    """Make a district (片区) of townships."""
    return Made(await places.add_district(desk, data))


ROUTES: tuple[Any, ...] = (below, one, add_alias, change, add_district)
