"""Reserves for posts: nomination, steps, yearly reviews; how well a place is covered."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from talent import edge
from talent.core import access, readiness
from talent.core import coverage as covered
from talent.flows import reserves
from talent.flows.desk import Desk

FILES = edge.for_roles(*access.FILES_REQUESTS)
REVIEWS = edge.for_roles(access.Role.HR)


@get("/reserves", opt=FILES, tags=["reserves"])
async def page(
    desk: NamedDependency[Desk],
    place: FromQuery[str | None] = None,
    role: FromQuery[int | None] = None,
    person: FromQuery[UUID | None] = None,
    after: FromQuery[UUID | None] = None,
    ended: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter is named by its caller
    limit: FromQuery[int] = reserves.MOST,
) -> list[readiness.Shown]:
    """List reserves in scope, the oldest first."""
    wanted = reserves.Filter(
        place=place, role=role, person=person, ended=ended, after=after, limit=limit
    )
    return await reserves.page(desk, wanted)


@post("/reserves", opt=FILES, status_code=HTTP_201_CREATED, tags=["reserves"])
async def nominate(
    desk: NamedDependency[Desk], data: JSONBody[reserves.New]
) -> Response[readiness.Shown]:
    """Put somebody in reserve for a post of a village."""
    return _tagged(await reserves.nominate(desk, data))


@get("/reserves/{reserve:str}", opt=FILES, tags=["reserves"])
async def one(desk: NamedDependency[Desk], reserve: FromPath[str]) -> Response[readiness.Shown]:
    """Show a reserve; the ETag is the version a step must name."""
    return _tagged(await reserves.one(desk, edge.ids(reserve)))


@get("/reserves/{reserve:str}/steps", opt=FILES, tags=["reserves"])
async def steps(desk: NamedDependency[Desk], reserve: FromPath[str]) -> list[readiness.Step]:
    """Tell the states a reserve took."""
    return await reserves.steps(desk, edge.ids(reserve))


@post("/reserves/{reserve:str}/steps", opt=FILES, status_code=HTTP_200_OK, tags=["reserves"])
async def step(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    reserve: FromPath[str],
    data: JSONBody[reserves.Step],
) -> Response[readiness.Shown]:
    """Take a reserve a step on, or return it, under the version that was read."""
    return _tagged(await reserves.step(desk, edge.ids(reserve), edge.version(request), data))


@post("/reserves/{reserve:str}/reviews", opt=REVIEWS, status_code=HTTP_200_OK, tags=["reserves"])
async def review(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    reserve: FromPath[str],
    data: JSONBody[reserves.Review],
) -> Response[readiness.Shown]:
    """Write down a year's review: keep, extend or exit."""
    return _tagged(await reserves.review(desk, edge.ids(reserve), edge.version(request), data))


@get("/readiness", opt=FILES, tags=["reserves"])
async def coverage(
    desk: NamedDependency[Desk],
    place: FromQuery[str | None] = None,
    on: FromQuery[date | None] = None,
    months: FromQuery[int] = reserves.MONTHS,
) -> covered.Coverage:
    """Answer which villages and posts have reserves, and which terms end within so many months."""
    return await reserves.coverage(desk, place, on, months)


def _tagged(found: readiness.Shown) -> Response[readiness.Shown]:
    return Response(found, headers=edge.etag(found.version))


ROUTES: tuple[Any, ...] = (page, nominate, one, steps, step, review, coverage)
