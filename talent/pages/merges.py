"""合并记录: the merges into a person, one merge, and taking it back with its effect shown first."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access
from talent.flows import pairs, people, pools, unmerges
from talent.flows.desk import Desk
from talent.pages import fields, shell, typed

MERGES = edge.for_roles(*access.JUDGES_PAIRS)


@get("/people/{person:str}/merges", opt=MERGES)
async def of(
    request: shell.Asked, desk: NamedDependency[Desk], person: FromPath[str]
) -> shell.Page:
    """List the merges into a person, taken back ones too."""
    key = edge.ids(person)
    found = await unmerges.of(desk, key)
    held = await people.row(desk, key)
    values = {"merges": found, "person": held, "names": await _names(desk, found)}
    return await shell.show(request, desk, "merges.html", values | {"say": fields.said})


@get("/merges/{merge_id:str}", opt=MERGES)
async def one(
    request: shell.Asked, desk: NamedDependency[Desk], merge_id: FromPath[str]
) -> shell.Page:
    """Show a merge with every value that was not taken, and what taking it back would restore."""
    told = await unmerges.preview(desk, edge.ids(merge_id))
    held = await people.row(desk, told.merge.survivor)
    places = fields.places(
        [(one.field, value) for one in told.back for value in (one.now, one.then)]
    )
    values = {
        "told": told,
        "merge": told.merge,
        "person": held,
        "names": await _names(desk, [told.merge]) | await pairs.lying(desk, places),
        "pools": {one.code: one.label for one in await pools.listed(desk)},
        "say": fields.said,
    }
    return await shell.show(request, desk, "merge.html", values)


async def _names(desk: Desk, found: list[Any]) -> dict[str, str]:
    kept = [(value.field, value.value) for one in found for value in one.kept]
    return await pairs.lying(desk, fields.places(kept))


@post("/merges/{merge_id:str}/undoing", opt=MERGES, status_code=HTTP_200_OK)
async def undo(
    request: shell.Asked, desk: NamedDependency[Desk], merge_id: FromPath[str]
) -> Response[Any]:
    """Take a merge back, and show the two side by side again."""
    form = await shell.form(request)
    verdict = form.text("verdict")
    if verdict not in ("different", "unsure"):
        raise typed.fault("verdict", verdict, "不是同一人、拿不准")
    said = unmerges.Undoing(form.text("reason") or None, verdict)  # type: ignore[arg-type]
    done = await unmerges.undo(desk, edge.ids(merge_id), said)
    first, second = sorted((done.survivor, done.restored))
    return shell.go(f"/pairs/{first}/{second}?done=undone")


ROUTES: tuple[Any, ...] = (of, one, undo)
