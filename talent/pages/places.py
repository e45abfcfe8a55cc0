"""区划: districts, townships and villages, their other names, what became of them."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access, divisions
from talent.flows import places
from talent.flows.desk import Desk
from talent.pages import shell, typed

READS = edge.for_roles(*access.Role)
EDITS = edge.for_roles(access.Role.HR)
KINDS = {
    "county": "县（市）",
    "district": "片区",
    "township": "乡镇（街道）",
    "village": "村",
    "community": "社区",
    "group": "村民组",
}
STATUSES = {"in_force": "有效", "merged": "已合并", "renamed": "已更名", "abolished": "已撤销"}


@get("/places", opt=READS)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], parent: FromQuery[str | None] = None
) -> shell.Page:
    """List the places below one, the county's where none is named, with the way to it."""
    county = (await places.below(desk, None))[:1]
    here = await places.one(desk, parent) if parent else next(iter(county), None)
    below = await places.below(desk, here.code) if here else []
    values = {
        "here_place": here,
        "above": await _above(desk, here),
        "below": below,
        "townships": [one for one in below if one.kind == "township"],
        "kinds": KINDS,
        "statuses": STATUSES,
    }
    return await shell.show(request, desk, "places.html", values)


async def _above(desk: Desk, here: divisions.Listed | None) -> list[divisions.Listed]:
    found: list[divisions.Listed] = []
    while here and here.parent:
        here = await places.one(desk, here.parent)
        found.insert(0, here)
    return found


@post("/places/{code:str}/aliases", opt=EDITS, status_code=HTTP_200_OK)
async def add_alias(
    request: shell.Asked, desk: NamedDependency[Desk], code: FromPath[str]
) -> Response[Any]:
    """Give a place another name, as rosters write it."""
    form = await shell.form(request)
    if not form.text("alias"):
        raise typed.fault("alias", "", "请填写别名")
    await places.add_alias(desk, code, places.Alias(form.text("alias")))
    return await _back(desk, code)


@post("/places/{code:str}/status", opt=EDITS, status_code=HTTP_200_OK)
async def change(
    request: shell.Asked, desk: NamedDependency[Desk], code: FromPath[str]
) -> Response[Any]:
    """Record that a place was merged, renamed or abolished, or is in force again."""
    form = await shell.form(request)
    status = form.text("status")
    if status not in STATUSES:
        raise typed.fault("status", status, "、".join(STATUSES.values()))
    changed = places.Change(status, form.text("successor") or None)  # type: ignore[arg-type]
    await places.change(desk, code, changed)
    return await _back(desk, code)


async def _back(desk: Desk, code: str) -> Response[Any]:
    parent = (await places.one(desk, code)).parent
    return shell.go(f"/places?parent={parent}" if parent else "/places")


@post("/districts", opt=EDITS, status_code=HTTP_200_OK)
async def add_district(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Make a district of townships; people's scopes follow at once."""
    form = await shell.form(request)
    if not form.text("name"):
        raise typed.fault("name", "", "请填写片区名称")
    district = places.District(form.text("name"), tuple(form.every("township")))
    made = await places.add_district(desk, district)
    return shell.go(f"/places?parent={made}")


ROUTES: tuple[Any, ...] = (listed, add_alias, change, add_district)
