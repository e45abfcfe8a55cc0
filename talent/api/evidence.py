"""What hr records of people for the rules: reviews, kin, register routes, service records."""

from typing import Any

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from talent import edge
from talent.core import access
from talent.core import evidence as core
from talent.flows import evidence, posts
from talent.flows.desk import Desk

HR = edge.for_roles(access.Role.HR)


@get("/people/{person:str}/reviews", opt=HR, tags=["evidence"])
async def reviews(desk: NamedDependency[Desk], person: FromPath[str]) -> list[core.Review]:
    """List what reviews found of a person; the look is recorded."""
    return await evidence.reviews(desk, edge.ids(person))


@post("/people/{person:str}/reviews", opt=HR, status_code=HTTP_201_CREATED, tags=["evidence"])
async def add_review(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[evidence.NewReview]
) -> posts.Made:
    """Record a review's result and document number."""
    return await evidence.add_review(desk, edge.ids(person), data)


@get("/people/{person:str}/kin", opt=HR, tags=["evidence"])
async def kin(desk: NamedDependency[Desk], person: FromPath[str]) -> list[core.Kin]:
    """List a person's near relatives in the register; the look is recorded."""
    return await evidence.kin(desk, edge.ids(person))


@put("/people/{person:str}/kin", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=["evidence"])
async def set_kin(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[evidence.NewKin]
) -> None:
    """Record a near relative, in both directions."""
    await evidence.set_kin(desk, edge.ids(person), data)


@delete(
    "/people/{person:str}/kin/{relative:str}",
    opt=HR,
    status_code=HTTP_204_NO_CONTENT,
    tags=["evidence"],
)
async def drop_kin(
    desk: NamedDependency[Desk], person: FromPath[str], relative: FromPath[str]
) -> None:
    """Take back that two people are near relatives."""
    await evidence.drop_kin(desk, edge.ids(person), edge.ids(relative))


@get("/people/{person:str}/register-routes", opt=HR, tags=["evidence"])
async def routes(desk: NamedDependency[Desk], person: FromPath[str]) -> list[core.Route]:
    """List how a person may come onto which village's voter register."""
    return await evidence.routes(desk, edge.ids(person))


@put(
    "/people/{person:str}/register-routes",
    opt=HR,
    status_code=HTTP_204_NO_CONTENT,
    tags=["evidence"],
)
async def set_route(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[evidence.NewRoute]
) -> None:
    """Record the steps toward a village's voter register."""
    await evidence.set_route(desk, edge.ids(person), data)


@get("/people/{person:str}/service-records", opt=HR, tags=["evidence"])
async def records(desk: NamedDependency[Desk], person: FromPath[str]) -> list[core.Record]:
    """List training, assessments, earlier work, readiness of a person."""
    return await evidence.records(desk, edge.ids(person))


@post(
    "/people/{person:str}/service-records", opt=HR, status_code=HTTP_201_CREATED, tags=["evidence"]
)
async def add_record(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[evidence.NewRecord]
) -> posts.Made:
    """Record a service; `detail` has the shape of its kind."""
    return await evidence.add_record(desk, edge.ids(person), data)


ROUTES: tuple[Any, ...] = (
    reviews,
    add_review,
    kin,
    set_kin,
    drop_kin,
    routes,
    set_route,
    records,
    add_record,
)
