"""A roster's staged rows: look at what waits, correct it, say what it is."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from talent import edge, sheets, uploads
from talent.core import access, staged
from talent.flows import corrections, faultfiles, resolutions, waiting
from talent.flows.desk import Desk
from talent.sheets import writing

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
TAGS = ["rosters"]

at_desk = asynccontextmanager(edge.desk)


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


@post("/rosters/{roster:str}/resolutions", opt=BRINGS, status_code=HTTP_200_OK, tags=TAGS)
async def resolve_many(
    desk: NamedDependency[Desk], roster: FromPath[str], data: JSONBody[resolutions.Many]
) -> resolutions.Resolved:
    """Say one thing of many waiting rows; those it does not fit are passed over and named."""
    return await resolutions.resolve(desk, edge.ids(roster), data)


@get("/rosters/{roster:str}/faults.xlsx", opt=BRINGS, tags=TAGS, media_type=writing.XLSX)
async def faults(desk: NamedDependency[Desk], roster: FromPath[str]) -> Response[bytes]:
    """Download what waits as a workbook: the file's own columns, the wrong cells marked."""
    data = await faultfiles.written(desk, edge.ids(roster))
    return Response(data, headers=edge.as_file("更正表.xlsx"), media_type=writing.XLSX)


@post(
    "/rosters/{roster:str}/corrections",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    tags=TAGS,
    request_max_body_size=sheets.MOST_BYTES,
    operation_class=uploads.UploadOperation,
)
async def correct_many(
    request: Request[Any, Any, State], state: State, roster: FromPath[str]
) -> faultfiles.Corrected:
    """Send the downloaded workbook back, corrected; rows that are not in it stay as they are."""
    await edge.actor(request, state)
    upload = await uploads.read(request)
    async with at_desk(request, state) as desk:
        ground = await faultfiles.prepare(desk, edge.ids(roster))
    found = await asyncio.to_thread(faultfiles.read, ground, upload.data, upload.name)
    async with at_desk(request, state) as desk:
        return await faultfiles.correct(desk, edge.ids(roster), ground, found)


ROUTES: tuple[Any, ...] = (rows, correct, resolve, resolve_many, faults, correct_many)
