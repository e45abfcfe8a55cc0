"""席位: a village's bodies with their seats and terms, and who is seated on a seat."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import edge, errors
from talent.core import access
from talent.core import post as core
from talent.core import posts as rows
from talent.flows import finding, posts
from talent.flows.desk import Desk
from talent.pages import people as directory
from talent.pages import shell, typed

EDITS = edge.for_roles(access.Role.HR)
MOST_FOUND = 10
BODIES: dict[int, tuple[core.Role, ...]] = {
    kind: tuple(role for role in core.ROLES.values() if role.body == kind)
    for kind in core.BODY_LABELS
}


@get("/villages/{village:str}/bodies", opt=EDITS)
async def bodies(
    request: shell.Asked, desk: NamedDependency[Desk], village: FromPath[str]
) -> shell.Page:
    """Show a village's bodies as forms: how many seats each role has, and the terms."""
    return await _bodies(request, desk, village)


async def _bodies(
    request: shell.Asked,
    desk: Desk,
    village: str,
    kind: int = 0,
    faults: tuple[errors.Fault, ...] = (),
) -> shell.Page:
    held = {one.kind: one for one in await posts.listed(desk, village, desk.today)}
    values = {
        "village": await posts.village(desk, village),
        "bodies": [
            (number, label, held.get(number), _seats(held.get(number)))
            for number, label in core.BODY_LABELS.items()
        ],
        "roles": BODIES,
        "limits": core.SEAT_LIMITS,
        "kind": kind,
        "faults": faults,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "bodies.html", values, status=status)


def _seats(body: rows.ShownBody | None) -> dict[int, int]:
    return {one.role: one.seats for one in body.posts} if body else {}


@post("/villages/{village:str}/bodies", opt=EDITS, status_code=HTTP_200_OK)
async def set_body(
    request: shell.Asked, desk: NamedDependency[Desk], village: FromPath[str]
) -> Response[Any]:
    """Make a body or change its seats; what the law does not allow is told beside the form."""
    form = await shell.form(request)
    kind = typed.number(form, "kind")
    try:
        seats = tuple(
            posts.PostSeats(role.code, typed.number(form, f"seats-{role.code}"))
            for role in BODIES.get(kind, ())
            if form.text(f"seats-{role.code}")
        )
        await posts.set_body(desk, village, posts.NewBody(kind, seats))
    except errors.Invalid as refusal:
        return await _bodies(request, desk, village, kind, refusal.faults)
    return shell.go(f"/villages/{village}/bodies")


@post("/bodies/{body_id:str}/terms", opt=EDITS, status_code=HTTP_200_OK)
async def add_term(
    request: shell.Asked, desk: NamedDependency[Desk], body_id: FromPath[str]
) -> Response[Any]:
    """Record a term of a body."""
    form = await shell.form(request)
    village = form.text("village")
    try:
        starts, due = typed.day(form, "starts"), typed.day(form, "due")
        if starts is None or due is None:
            raise typed.fault("starts" if starts is None else "due", "", "日期应如2026-03-01")
        await posts.add_term(desk, edge.ids(body_id), posts.NewTerm(starts, due))
    except errors.Invalid as refusal:
        return await _bodies(request, desk, village, typed.number(form, "kind"), refusal.faults)
    return shell.go(f"/villages/{village}/bodies")


@get("/posts/{post_id:str}/holder", opt=EDITS)
async def holder(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    post_id: FromPath[str],
    village: FromQuery[str],
    seat: FromQuery[int] = 1,
    q: FromQuery[str | None] = None,
) -> shell.Page:
    """Find by name whom to seat; without a name, the village's own people."""
    named = (q or "").strip()
    wanted = finding.Filter(q=named or None, place=None if named else village, limit=MOST_FOUND)
    found = await finding.page(desk, wanted)
    values = {
        "village": await posts.village(desk, village),
        "held": await _post(desk, village, edge.ids(post_id)),
        "seat": seat,
        "q": named,
        "people": found.people,
        "names": await directory.names_of(desk, found.people),
        "more": bool(found.next),
        "today": desk.today,
    }
    return await shell.show(request, desk, "holder.html", values, part="holder_people.html")


async def _post(desk: Desk, village: str, post_id: UUID) -> rows.ShownPost:
    for body in await posts.listed(desk, village, desk.today):
        for one in body.posts:
            if one.id == post_id:
                return one
    raise errors.NotFound


@post("/posts/{post_id:str}/tenures", opt=EDITS, status_code=HTTP_200_OK)
async def add_tenure(
    request: shell.Asked, desk: NamedDependency[Desk], post_id: FromPath[str]
) -> Response[Any]:
    """Record who holds a seat, and go back to the village."""
    form = await shell.form(request)
    new = posts.NewTenure(
        person_id=edge.ids(form.text("person")),
        seat=typed.number(form, "seat"),
        since=typed.day(form, "since"),
        concurrent=bool(form.text("concurrent")),
    )
    await posts.add_tenure(desk, edge.ids(post_id), new)
    return shell.go(f"/villages/{form.text('village')}")


ROUTES: tuple[Any, ...] = (bodies, set_body, add_term, holder, add_tenure)
