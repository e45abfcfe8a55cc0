"""Rosters: bring one in, look at what waits, correct, judge, commit."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from talent import edge, sheets, uploads
from talent.core import access, staged
from talent.flows import corrections, rosters, staging, waiting
from talent.flows.desk import Desk

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
TAGS = ["rosters"]
YES = frozenset({"1", "true", "yes", "on"})

at_desk = asynccontextmanager(edge.desk)


@post(
    "/rosters",
    opt=BRINGS,
    status_code=HTTP_201_CREATED,
    tags=TAGS,
    request_max_body_size=sheets.MOST_BYTES,
    operation_class=uploads.UploadOperation,
)
async def bring(
    request: Request[Any, Any, State],
    state: State,
    pool: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    dry_run: FromQuery[bool] = False,  # noqa: FBT002 - named in the query
) -> Response[rosters.Report]:
    """Import a roster (form part `file`); 200 for a dry run, which stages nothing.

    No transaction is open while the file arrives and is read.
    """
    await edge.actor(request, state)
    upload = await uploads.read(request)
    said = upload.fields
    ask = rosters.Ask(
        pool=said.get("pool") or pool or "",
        place=said.get("place") or place,
        dry_run=dry_run or said.get("dry_run", "").lower() in YES,
    )
    async with at_desk(request, state) as desk:
        ground, today = await rosters.prepare(desk, ask), desk.today
    file = await asyncio.to_thread(staging.read, ground, upload.data, upload.name, today)
    async with at_desk(request, state) as desk:
        report = await rosters.bring(desk, ask, ground, file)
    if report.roster is None:
        return Response(report, status_code=HTTP_200_OK)
    return Response(report, headers={"Location": f"/api/v1/rosters/{report.roster}"})


@get("/rosters", opt=BRINGS, tags=TAGS)
async def listed(
    desk: NamedDependency[Desk], after: FromQuery[UUID | None] = None, limit: FromQuery[int] = 50
) -> list[waiting.Shown]:
    """List rosters, newest first; `after` is the last id of the page before."""
    return await waiting.listed(desk, after, limit)


@get("/rosters/{roster:str}", opt=BRINGS, tags=TAGS)
async def one(desk: NamedDependency[Desk], roster: FromPath[str]) -> waiting.Shown:
    """Show one roster and how many of its rows stand where."""
    return await waiting.one(desk, edge.ids(roster))


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


@post("/rosters/{roster:str}/commit", opt=BRINGS, status_code=HTTP_200_OK, tags=TAGS)
async def commit(desk: NamedDependency[Desk], roster: FromPath[str]) -> rosters.Report:
    """Commit the waiting rows that are acceptable by now, all of them or none."""
    return await rosters.commit(desk, edge.ids(roster))


ROUTES: tuple[Any, ...] = (bring, listed, one, rows, correct, resolve, commit)
