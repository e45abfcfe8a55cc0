"""三条以上的疑似重复: groups of the last sweep, merged as a whole with somebody left out."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge, errors
from talent.core import access
from talent.flows import groups, judging, pools
from talent.flows.desk import Desk
from talent.pages import pairs, shell, typed

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)
PAGE = 20
SMALLEST = 3
KINDS = {"group": "像同一人", "torn": "像两个不同的人", "oversized": "过大，须拆开看"}


@get("/groups", opt=JUDGES)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], after: FromQuery[UUID | None] = None
) -> shell.Page:
    """List the groups of three and more, and entries that are flagged."""
    found = await groups.page(desk, after, SMALLEST, PAGE)
    way = shell.way(request, found.next)
    values = {"groups": found.groups, "way": way, "kinds": KINDS}
    return await shell.show(request, desk, "groups.html", values)


@get("/groups/{group:str}", opt=JUDGES)
async def one(
    request: shell.Asked, desk: NamedDependency[Desk], group: FromPath[str]
) -> shell.Page:
    """Show one group: its people beside each other, and what stands between them."""
    held = await groups.one(desk, edge.ids(group))
    values = {
        "group": held,
        "kinds": KINDS,
        "numbers": {person.id: place for place, person in enumerate(held.people, 1)},
        "names": {person.id: person.name for person in held.people},
        "bands": pairs.BANDS,
        "two_person": (await judging.rule(desk)).two_person,
        "pools": {one.code: one.label for one in await pools.listed(desk)},
    }
    return await shell.show(request, desk, "group.html", values)


@post("/groups/{group:str}/merge", opt=JUDGES, status_code=HTTP_200_OK)
async def merge(
    request: shell.Asked, desk: NamedDependency[Desk], group: FromPath[str]
) -> Response[Any]:
    """Merge a group but for those left out, who are remembered as somebody else."""
    form = await shell.form(request)
    versions = {
        edge.ids(name[8:]): typed.number(form, name)
        for name in form.fields
        if name.startswith("version-")
    }
    if not versions:
        raise errors.VersionRequired
    whole = groups.Whole(
        versions=versions,
        survivor=edge.ids(form.text("survivor")),
        leave_out=tuple(edge.ids(key) for key in form.every("leave_out")),
        reason=form.text("reason") or None,
    )
    done = await groups.merge(desk, edge.ids(group), whole)
    return shell.go(f"/people/{done.survivor}/merges")


ROUTES: tuple[Any, ...] = (listed, one, merge)
