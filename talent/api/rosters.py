"""Rosters: bring one in, see what it would be taken for, commit it; headers of the county's own."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_201_CREATED,
    HTTP_202_ACCEPTED,
    HTTP_204_NO_CONTENT,
)
from msgspec import Struct

from talent import edge, errors, sheets, uploads
from talent.core import access
from talent.core.staged import Wish
from talent.flows import mapping, receiving, rosters, staging, waiting
from talent.flows.desk import Desk

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
HR = edge.for_roles(access.Role.HR)
TAGS = ["rosters"]
JOB = "/api/v1/jobs/{}"

at_desk = asynccontextmanager(edge.desk)


class Alias(Struct, frozen=True, forbid_unknown_fields=True):
    """A header of the county's own, and the column it stands for (by name or label)."""

    header: str
    column: str


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """A header of the county's own."""

    header: str


def _ask(said: uploads.Upload, **query: Any) -> rosters.Ask:
    fields = said.fields
    try:
        mapped = msgspec.json.decode(
            fields.get(uploads.MAPPING) or "{}", type=dict[str, str | None]
        )
    except msgspec.DecodeError as wrong:
        expected = "JSON 对象：表头 → 列名，或 null（不读取）"
        fault = errors.Fault(field=uploads.MAPPING, said="", expected=expected)
        raise errors.Invalid(faults=(fault,)) from wrong
    return rosters.Ask(
        pool=fields.get("pool") or query.get("pool") or "",
        place=fields.get("place") or query.get("place"),
        dry_run=said.says("dry_run", usual=query.get("dry_run", False)),
        wish=Wish(
            commit=not said.says("stage_only"),
            hidden=said.says("hidden"),
            complete=said.says("complete"),
            mapping=mapped,
        ),
    )


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
) -> Response[rosters.Report] | Response[receiving.Received]:
    """Import a roster (form part `file`); 200 for a dry run, which stages nothing.

    With `background` it is only taken in, 202: the job that the answer names reads, stages and
    commits it. No transaction is open while the file arrives and is read.
    """
    await edge.actor(request, state)
    upload = await uploads.read(request)
    ask = _ask(upload, pool=pool, place=place, dry_run=dry_run)
    if upload.says("background") and not ask.dry_run:
        async with at_desk(request, state) as desk:
            received = await receiving.receive(desk, ask, upload.name, upload.data)
        where = {"Location": JOB.format(received.job)}
        return Response(received, status_code=HTTP_202_ACCEPTED, headers=where)
    async with at_desk(request, state) as desk:
        ground, today = await rosters.prepare(desk, ask), desk.today
    file = await asyncio.to_thread(staging.read, ground, upload.data, upload.name, today)
    async with at_desk(request, state) as desk:
        report = await rosters.bring(desk, ask, ground, file)
    if report.roster is None:
        return Response(report, status_code=HTTP_200_OK)
    return Response(report, headers={"Location": f"/api/v1/rosters/{report.roster}"})


@post(
    "/rosters/preview",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    tags=TAGS,
    request_max_body_size=sheets.MOST_BYTES,
    operation_class=uploads.UploadOperation,
)
async def preview(request: Request[Any, Any, State], state: State) -> mapping.Preview:
    """Show what a file's sheets and columns would be taken for; nothing is staged."""
    await edge.actor(request, state)
    upload = await uploads.read(request)
    async with at_desk(request, state) as desk:
        ground = await rosters.prepare(desk, _ask(upload))
    return await asyncio.to_thread(mapping.preview, ground, upload.data, upload.name)


@get("/roster-headers", opt=BRINGS, tags=TAGS)
async def headers(desk: NamedDependency[Desk]) -> list[mapping.Known]:
    """List the columns that are read, and the headers they go by."""
    return await mapping.known(desk)


@post("/roster-headers", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=TAGS)
async def add_header(desk: NamedDependency[Desk], data: JSONBody[Alias]) -> None:
    """Give a column a header of the county's own."""
    await mapping.add(desk, data.header, data.column)


@post("/roster-headers/removal", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=TAGS)
async def drop_header(desk: NamedDependency[Desk], data: JSONBody[Header]) -> None:
    """Take a header of the county's own away."""
    await mapping.drop(desk, data.header)


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


@post("/rosters/{roster:str}/commit", opt=BRINGS, status_code=HTTP_200_OK, tags=TAGS)
async def commit(
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    background: FromQuery[bool] = False,  # noqa: FBT002 - named in the query
) -> Response[rosters.Report] | Response[receiving.Received]:
    """Commit the waiting rows that are acceptable by now, all of them or none; 202 for a job."""
    roster_id = edge.ids(roster)
    if not background:
        return Response(await rosters.commit(desk, roster_id))
    job = await receiving.ask_commit(desk, roster_id)
    where = {"Location": JOB.format(job)}
    answer = receiving.Received(roster_id, job)
    return Response(answer, status_code=HTTP_202_ACCEPTED, headers=where)


ROUTES: tuple[Any, ...] = (
    bring,
    preview,
    headers,
    add_header,
    drop_header,
    listed,
    one,
    commit,
)
