"""People: check while typing, add, find, read, amend, reveal, history."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from msgspec import Struct

from talent import edge, errors
from talent.core import access, registered
from talent.core.person import Draft
from talent.flows import amending, duplicates, finding, limits, people, proposals, telling
from talent.flows.desk import Desk

SEES = edge.for_roles(*access.SEES_PEOPLE)
ADDS = edge.for_roles(*access.ADDS_PEOPLE)
CHECKS = edge.counted(edge.for_roles(*access.ADDS_PEOPLE, access.Role.VILLAGE), limits.CHECK)


class Reveal(Struct, forbid_unknown_fields=True):
    """Which sealed fields, and what for."""

    fields: tuple[str, ...]
    purpose: str


class Decision(Struct, forbid_unknown_fields=True):
    """What becomes of a proposed value: taken or declined."""

    take: bool


@post("/people/check", opt=CHECKS, status_code=HTTP_200_OK, tags=["people"])
async def check(desk: NamedDependency[Desk], data: JSONBody[Draft]) -> duplicates.Cards:
    """Tell who might be this person already. Nothing is written but the look."""
    return await people.check(desk, data)


@post(
    "/people", opt=edge.counted(ADDS, limits.CHECK), status_code=HTTP_201_CREATED, tags=["people"]
)
async def add(
    request: Request[Any, Any, State], desk: NamedDependency[Desk], data: JSONBody[people.New]
) -> people.Added:
    """Add a person; 409 `duplicate-suspected` while a likely look-alike has not been judged."""
    key = request.headers.get("idempotency-key")
    if key is not None and not edge.good_key(key):
        raise errors.Invalid("Idempotency-Key 须为 8–100 个可见 ASCII 字符")
    return await people.add(desk, data, key, await edge.body_digest(request))


@get("/people", opt=SEES, tags=["people"])
async def page(
    desk: NamedDependency[Desk],
    q: FromQuery[str | None] = None,
    pool: FromQuery[str | None] = None,
    membership_state: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    age_from: FromQuery[int | None] = None,
    age_until: FromQuery[int | None] = None,
    sex: FromQuery[str | None] = None,
    education: FromQuery[str | None] = None,
    political_status: FromQuery[str | None] = None,
    skill: FromQuery[list[str] | None] = None,
    fresh_days: FromQuery[int | None] = None,
    after: FromQuery[UUID | None] = None,
    before: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 50,
) -> finding.Page:
    """List people in sight, by pinyin of the name; `after` and `before` are the ends of a page."""
    wanted = finding.Filter(
        q=q,
        pool=pool,
        state=membership_state,
        place=place,
        age_from=age_from,
        age_until=age_until,
        sex=sex,
        education=education,
        political_status=political_status,
        skills=tuple(skill or ()),
        fresh_days=fresh_days,
        after=after,
        before=before,
        limit=limit,
    )
    return await finding.page(desk, wanted)


@get("/people/{person:str}", opt=SEES, tags=["people"])
async def one(desk: NamedDependency[Desk], person: FromPath[str]) -> Response[registered.Person]:
    """Show one person, masked; the ETag is the version a change must name."""
    found = await people.one(desk, edge.ids(person))
    return Response(found, headers=edge.etag(found.version))


@patch("/people/{person:str}", opt=ADDS, tags=["people"])
async def amend(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    person: FromPath[str],
    data: JSONBody[dict[str, Any]],
) -> Response[registered.Person]:
    """Change the given fields; null empties one. 428 without If-Match, 412 when it is stale."""
    changed = await amending.amend(desk, edge.ids(person), edge.version(request), data)
    return Response(changed, headers=edge.etag(changed.version))


@post(
    "/people/{person:str}/reveal",
    opt=edge.for_roles(*access.REVEALS),
    status_code=HTTP_200_OK,
    tags=["people"],
)
async def reveal(
    desk: NamedDependency[Desk], person: FromPath[str], data: JSONBody[Reveal]
) -> dict[str, Any]:
    """Open sealed fields for a stated purpose; who, when and why is recorded."""
    return await telling.reveal(desk, edge.ids(person), data.fields, data.purpose)


@get("/people/{person:str}/history", opt=SEES, tags=["people"])
async def history(
    desk: NamedDependency[Desk], person: FromPath[str], limit: FromQuery[int] = 100
) -> list[registered.Change]:
    """Tell what happened to a person, newest first; hr also sees who looked."""
    return await telling.history(desk, edge.ids(person), max(1, min(limit, 500)))


@get("/people/{person:str}/proposals", opt=ADDS, tags=["people"])
async def open_proposals(
    desk: NamedDependency[Desk], person: FromPath[str]
) -> list[proposals.Shown]:
    """List values others typed for this person, sealed ones masked."""
    return await proposals.listed(desk, edge.ids(person))


@post(
    "/people/{person:str}/proposals/{proposal:str}/decision",
    opt=ADDS,
    status_code=HTTP_200_OK,
    tags=["people"],
)
async def decide_proposal(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    person: FromPath[str],
    proposal: FromPath[str],
    data: JSONBody[Decision],
) -> registered.Person:
    """Take a proposed value into the register, or decline it."""
    return await proposals.decide(
        desk, edge.ids(person), edge.ids(proposal), edge.version(request), take=data.take
    )


ROUTES: tuple[Any, ...] = (
    check,
    add,
    page,
    one,
    amend,
    reveal,
    history,
    open_proposals,
    decide_proposal,
)
