"""Rosters year after year: differences, who is absent from a whole list, an import undone."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from msgspec import Struct

from talent import edge
from talent.core import access, staged
from talent.core import rosters as core
from talent.flows import absentees, differences, undoing
from talent.flows.desk import Desk

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
HR = edge.for_roles(access.Role.HR)
TAGS = ["rosters"]


class Left(Struct, frozen=True):
    """How many left the pool."""

    left: int


@get("/rosters/{roster:str}/differences", opt=BRINGS, tags=TAGS)
async def listed(desk: NamedDependency[Desk], roster: FromPath[str]) -> differences.Page:
    """List the known rows that wait for the commit, field by field beside the register."""
    return await differences.listed(desk, edge.ids(roster))


@post("/rosters/{roster:str}/differences", opt=BRINGS, status_code=HTTP_200_OK, tags=TAGS)
async def decide(
    desk: NamedDependency[Desk], roster: FromPath[str], data: JSONBody[differences.Decision]
) -> staged.Wish:
    """Say of fields whether their differences are taken, left, or proposed; it counts at the commit."""
    return await differences.decide(desk, edge.ids(roster), data)


@post("/rosters/{roster:str}/completeness", opt=BRINGS, status_code=HTTP_204_NO_CONTENT, tags=TAGS)
async def declare(desk: NamedDependency[Desk], roster: FromPath[str]) -> None:
    """Say that a roster is the whole list of its pool for its place."""
    await absentees.declare(desk, edge.ids(roster))


@get("/rosters/{roster:str}/absentees", opt=BRINGS, tags=TAGS)
async def absent(desk: NamedDependency[Desk], roster: FromPath[str]) -> list[core.Absentee]:
    """List who is in the pool and on no row of a whole list."""
    return await absentees.listed(desk, edge.ids(roster))


@post("/rosters/{roster:str}/absentees", opt=HR, status_code=HTTP_200_OK, tags=TAGS)
async def leave(
    desk: NamedDependency[Desk], roster: FromPath[str], data: JSONBody[absentees.Exits]
) -> Left:
    """Let absentees leave the pool, all that are named or none."""
    return Left(await absentees.leave(desk, edge.ids(roster), data))


@get("/rosters/{roster:str}/undo", opt=BRINGS, tags=TAGS)
async def plan(desk: NamedDependency[Desk], roster: FromPath[str]) -> undoing.Plan:
    """Show what undoing an import will do, and who stands in its way."""
    return await undoing.plan(desk, edge.ids(roster))


@post("/rosters/{roster:str}/undo", opt=BRINGS, status_code=HTTP_200_OK, tags=TAGS)
async def undo(desk: NamedDependency[Desk], roster: FromPath[str]) -> undoing.Plan:
    """Undo an import as a whole; 409 where people have been worked on since. The file may come again."""
    return await undoing.undo(desk, edge.ids(roster))


ROUTES: tuple[Any, ...] = (listed, decide, declare, absent, leave, plan, undo)
