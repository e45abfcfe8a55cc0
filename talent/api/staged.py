"""A roster's staged rows: look at what waits, correct it, say what it is."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access, staged
from talent.flows import corrections, waiting
from talent.flows.desk import Desk

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
TAGS = ["rosters"]


@get("/rosters/{roster:str}/rows", opt=BRINGS, tags=TAGS)
async def rows(
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    outcome: FromQuery[staged.Outcome | None] = None,
    row_state: FromQuery[str | None] = None,
    after: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 50,
) -> waiting.Page:
    """List rows in the order of the file; typed numbers are masked but for those in doubt."""
    wanted = waiting.Wanted(outcome=outcome, state=row_state, after=after, limit=limit)
    return await waiting.rows(desk, edge.ids(roster), wanted)


@patch("/rosters/{roster:str}/rows/{row:str}", opt=BRINGS, tags=TAGS)
async def correct(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    row: FromPath[str],
    data: JSONBody[dict[str, Any]],
) -> Response[waiting.ShownRow]:
    """Correct cells of a waiting row, by column or header; null empties one. Needs If-Match."""
    version = edge.version(request)
    line = await corrections.correct(desk, edge.ids(roster), edge.ids(row), version, data)
    shown = await waiting.row(desk, edge.ids(roster), line)
    return Response(shown, headers=edge.etag(shown.version))


@post(
    "/rosters/{roster:str}/rows/{row:str}/resolution",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    tags=TAGS,
)
async def resolve(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    row: FromPath[str],
    data: JSONBody[corrections.Resolution],
) -> Response[waiting.ShownRow]:
    """Say what a waiting row is: somebody known, nobody known, undecided, to drop. Needs If-Match."""
    version = edge.version(request)
    line = await corrections.resolve(desk, edge.ids(roster), edge.ids(row), version, data)
    shown = await waiting.row(desk, edge.ids(roster), line)
    return Response(shown, headers=edge.etag(shown.version))


ROUTES: tuple[Any, ...] = (rows, correct, resolve)
