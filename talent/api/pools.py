"""Pools: which there are, how many stand in them, and a membership's way."""

from datetime import date
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from msgspec import Struct

from talent import edge
from talent.core import access, registered
from talent.flows import contacts, pools
from talent.flows.desk import Desk

HR = edge.for_roles(access.Role.HR)
SEES = edge.for_roles(*access.SEES_PEOPLE)
ADDS = edge.for_roles(*access.ADDS_PEOPLE)
MOVES = edge.for_roles(access.Role.HR, access.Role.TOWNSHIP)


class Label(Struct, forbid_unknown_fields=True):
    """What a pool is called."""

    label: str


class Entry(Struct, forbid_unknown_fields=True):
    """The pool a person enters, and where from."""

    pool: str
    source: str | None = None


@get("/pools", opt=SEES, tags=["pools"])
async def listed(desk: NamedDependency[Desk]) -> list[registered.Pool]:
    """List the pools."""
    return await pools.listed(desk)


@put("/pools/{pool:str}", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=["pools"])
async def label(desk: NamedDependency[Desk], pool: FromPath[str], data: JSONBody[Label]) -> None:
    """Change what a pool is called, or make a new one."""
    await pools.label(desk, pool, data.label)


@get("/pools/totals", opt=SEES, tags=["pools"])
async def totals(
    desk: NamedDependency[Desk], on: FromQuery[date | None] = None
) -> list[registered.Total]:
    """Count entries and persons in sight as of a day; entries and persons apart."""
    return await pools.totals(desk, on or desk.today)


@post("/people/{person:str}/memberships", opt=ADDS, status_code=HTTP_204_NO_CONTENT, tags=["pools"])
async def enter(desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[Entry]) -> None:
    """Enter a person in sight into a pool."""
    await pools.join(desk, edge.ids(person), data.pool, data.source)


@post("/memberships/{membership:str}/steps", opt=MOVES, status_code=HTTP_200_OK, tags=["pools"])
async def step(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    membership: FromPath[str],
    data: JSONBody[pools.Step],
) -> Response[registered.Membership]:
    """Move a membership on, under its version."""
    changed = await pools.step(desk, edge.ids(membership), edge.version(request), data)
    return Response(changed, headers=edge.etag(changed.version))


@get("/memberships/{membership:str}/steps", opt=SEES, tags=["pools"])
async def steps(desk: NamedDependency[Desk], membership: FromPath[str]) -> list[registered.Step]:
    """Tell the states a membership took."""
    return await pools.steps(desk, edge.ids(membership))


@post("/people/{person:str}/contacts", opt=ADDS, tags=["contacts"])
async def add_contact(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[contacts.New]
) -> contacts.Made:
    """Log a contact with a person."""
    return await contacts.add(desk, edge.ids(person), data)


@get("/people/{person:str}/contacts", opt=ADDS, tags=["contacts"])
async def contacts_of(
    desk: NamedDependency[Desk], person: FromPath[str]
) -> list[registered.Contact]:
    """List the contacts with a person."""
    return await contacts.listed(desk, edge.ids(person))


@get("/people/{person:str}/bases", opt=ADDS, tags=["contacts"])
async def bases(desk: NamedDependency[Desk], person: FromPath[str]) -> list[registered.Basis]:
    """List the legal bases under which a person is kept."""
    return await contacts.bases(desk, edge.ids(person))


@post("/people/{person:str}/bases", opt=ADDS, status_code=HTTP_204_NO_CONTENT, tags=["contacts"])
async def add_basis(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[contacts.NewBasis]
) -> None:
    """Record a legal basis for a purpose."""
    await contacts.add_basis(desk, edge.ids(person), data)


@post("/people/{person:str}/notices", opt=ADDS, status_code=HTTP_204_NO_CONTENT, tags=["contacts"])
async def add_notice(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[contacts.NewNotice]
) -> None:
    """Record that a person was given notice, or why not."""
    await contacts.add_notice(desk, edge.ids(person), data)


ROUTES: tuple[Any, ...] = (
    listed,
    label,
    totals,
    enter,
    step,
    steps,
    add_contact,
    contacts_of,
    bases,
    add_basis,
    add_notice,
)
