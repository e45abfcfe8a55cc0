"""Requests of villages, releases to them, suggestions and decisions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from talent import edge
from talent.core import access, reviewing, suggested, todos
from talent.core import requests as core
from talent.flows import (
    decisions,
    posts,
    requests,
    reviews,
    seeking,
    shortlists,
    suggestions,
    takings,
)
from talent.flows import todos as todo_flow
from talent.flows.desk import SHANGHAI, Desk

FILES = edge.for_roles(*access.FILES_REQUESTS)
DECIDES = edge.for_roles(access.Role.HR, access.Role.VILLAGE)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKS = edge.for_roles(access.Role.VILLAGE)
RELEASES = edge.for_roles(access.Role.HR)


@post("/requests", opt=FILES, status_code=HTTP_201_CREATED, tags=["requests"])
async def file(desk: NamedDependency[Desk], data: JSONBody[requests.New]) -> Response[core.Shown]:
    """File a request as a draft; another village than one's own is not found."""
    made = await requests.file(desk, data)
    return Response(made, headers=edge.etag(made.version))


@get("/requests", opt=FILES, tags=["requests"])
async def page(
    desk: NamedDependency[Desk],
    village: FromQuery[str | None] = None,
    request_state: FromQuery[str | None] = None,
    before: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 50,
) -> requests.Page:
    """List requests in scope, newest first; `village` may be any place above them."""
    wanted = requests.Filter(village=village, state=request_state, before=before, limit=limit)
    return await requests.page(desk, wanted)


@get("/requests/{request_id:str}", opt=FILES, tags=["requests"])
async def one(desk: NamedDependency[Desk], request_id: FromPath[str]) -> Response[core.Shown]:
    """Show one request; the ETag is the version a step must name."""
    found = await requests.one(desk, edge.ids(request_id))
    return Response(found, headers=edge.etag(found.version))


@put("/requests/{request_id:str}", opt=FILES, tags=["requests"])
async def amend(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    request_id: FromPath[str],
    data: JSONBody[requests.Changes],
) -> Response[core.Shown]:
    """Write a draft anew before it is submitted, under the version that was read."""
    made = await requests.amend(desk, edge.ids(request_id), edge.version(request), data)
    return Response(made, headers=edge.etag(made.version))


@post("/requests/{request_id:str}/steps", opt=FILES, status_code=HTTP_200_OK, tags=["requests"])
async def step(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    request_id: FromPath[str],
    data: JSONBody[requests.Step],
) -> Response[core.Shown]:
    """Submit, agree, send back, open, review, close or withdraw, under the version that was read."""
    taken = await requests.step(desk, edge.ids(request_id), edge.version(request), data)
    return Response(taken, headers=edge.etag(taken.version))


@post(
    "/requests/{request_id:str}/releases",
    opt=RELEASES,
    status_code=HTTP_201_CREATED,
    tags=["requests"],
)
async def release(
    desk: NamedDependency[Desk], request_id: FromPath[str], data: JSONBody[requests.NewRelease]
) -> posts.Made:
    """Let the village see a person until the request ends."""
    return await requests.release(desk, edge.ids(request_id), data)


@get("/requests/{request_id:str}/releases", opt=FILES, tags=["requests"])
async def releases(desk: NamedDependency[Desk], request_id: FromPath[str]) -> list[core.Released]:
    """List who was released to a request."""
    return await requests.releases(desk, edge.ids(request_id))


@post(
    "/requests/{request_id:str}/suggestions",
    opt=FILES,
    status_code=HTTP_201_CREATED,
    tags=["suggestions"],
)
async def suggest(
    desk: NamedDependency[Desk], request_id: FromPath[str], data: JSONBody[suggestions.Make]
) -> suggested.Suggested:
    """Compute whom the register proposes, by the law of a day, and store it as it was seen."""
    return await suggestions.make(desk, edge.ids(request_id), data)


@get("/requests/{request_id:str}/suggestions", opt=FILES, tags=["suggestions"])
async def newest(
    desk: NamedDependency[Desk], request_id: FromPath[str], run: FromQuery[UUID | None] = None
) -> suggested.Suggested:
    """Answer a stored run as it was seen, the newest unless one is named."""
    return await suggestions.newest(desk, edge.ids(request_id), run)


@get("/requests/{request_id:str}/runs", opt=FILES, tags=["suggestions"])
async def runs(desk: NamedDependency[Desk], request_id: FromPath[str]) -> list[core.Ran]:
    """List the runs of a request, newest first."""
    return await suggestions.runs(desk, edge.ids(request_id))


@get("/requests/{request_id:str}/sought", opt=RELEASES, tags=["suggestions"])
async def sought(
    desk: NamedDependency[Desk], request_id: FromPath[str], top: FromQuery[int] = 20
) -> seeking.Sought:
    """Answer the best of the whole county for a request, explained, whom hr may release to it."""
    return await seeking.sought(desk, edge.ids(request_id), top)


@post(
    "/suggestions/{suggestion:str}/decision",
    opt=DECIDES,
    status_code=HTTP_200_OK,
    tags=["suggestions"],
)
async def decide(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    suggestion: FromPath[str],
    data: JSONBody[decisions.Decision],
) -> Response[suggested.Shown]:
    """Accept or decline a suggestion, under the version that was read."""
    shown = await decisions.decide(desk, edge.ids(suggestion), edge.version(request), data)
    return Response(shown, headers=edge.etag(shown.version or 0))


@post(
    "/requests/{request_id:str}/shortlist",
    opt=RELEASES,
    status_code=HTTP_200_OK,
    tags=["suggestions"],
)
async def choose(
    desk: NamedDependency[Desk], request_id: FromPath[str], data: JSONBody[shortlists.Conditions]
) -> shortlists.Answer:
    """Answer the best shortlist of the newest run under conditions, and what each condition cost."""
    return await shortlists.choose(desk, edge.ids(request_id), data)


@get("/requests/{request_id:str}/reviews", opt=RELEASES, tags=["requests"])
async def rounds(
    desk: NamedDependency[Desk], request_id: FromPath[str]
) -> list[reviewing.Reviewed]:
    """List the rounds of review (R1 to R4) of everybody the request has accepted."""
    return await reviews.listed(desk, edge.ids(request_id))


@post(
    "/requests/{request_id:str}/reviews",
    opt=RELEASES,
    status_code=HTTP_201_CREATED,
    tags=["requests"],
)
async def record(
    desk: NamedDependency[Desk], request_id: FromPath[str], data: JSONBody[reviews.NewRound]
) -> list[reviewing.Reviewed]:
    """Write down what a department decided offline of a person in a round."""
    return await reviews.record(desk, edge.ids(request_id), data)


@get("/todos", opt=FILES, tags=["requests"])
async def open_todos(desk: NamedDependency[Desk]) -> list[todos.Shown]:
    """List what requests ask of one's role and place, urgent ones first."""
    return await todo_flow.listed(desk)


@post("/todos/{todo:str}/reading", opt=ASKS, status_code=HTTP_204_NO_CONTENT, tags=["requests"])
async def read(desk: NamedDependency[Desk], todo: FromPath[str]) -> None:
    """Say that a request's outcome was read."""
    await todo_flow.read(desk, edge.ids(todo))


@post(
    "/requests/{request_id:str}/export",
    opt=RELEASES,
    status_code=HTTP_200_OK,
    tags=["suggestions"],
)
async def take(
    desk: NamedDependency[Desk], request_id: FromPath[str], data: JSONBody[takings.Taking]
) -> Response[bytes]:
    """Take the newest run away as xlsx, for a purpose and to a recipient, both recorded."""
    made = await takings.workbook(desk, edge.ids(request_id), data, datetime.now(SHANGHAI))
    headers = {"content-disposition": f'attachment; filename="suggestion-{request_id}.xlsx"'}
    return Response(made, media_type=XLSX, headers=headers)


ROUTES: tuple[Any, ...] = (
    file,
    page,
    one,
    amend,
    choose,
    rounds,
    record,
    open_todos,
    read,
    take,
    step,
    release,
    releases,
    suggest,
    newest,
    runs,
    sought,
    decide,
)
