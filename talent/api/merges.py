"""Merging two entries of one human: what would happen, doing it, what was done, taking it back."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from talent import edge, errors
from talent.core import access, merged
from talent.flows import merges, previews, unmerges
from talent.flows.desk import Desk

MERGES = edge.for_roles(*access.JUDGES_PAIRS)


@post(
    "/pairs/{one:str}/{other:str}/merge/preview",
    opt=MERGES,
    status_code=HTTP_200_OK,
    tags=["merges"],
)
async def preview(
    desk: NamedDependency[Desk],
    one: FromPath[str],
    other: FromPath[str],
    data: JSONBody[merges.Wanted],
) -> merged.Preview:
    """Tell what a merge would do: every field of both and of the survivor, what follows, what ends."""
    return await previews.preview(desk, edge.ids(one), edge.ids(other), data)


@post(
    "/pairs/{one:str}/{other:str}/merge",
    opt=MERGES,
    status_code=HTTP_201_CREATED,
    tags=["merges"],
)
async def merge(
    desk: NamedDependency[Desk],
    one: FromPath[str],
    other: FromPath[str],
    data: JSONBody[merges.Wanted],
) -> merges.Merged:
    """Make two entries one; 428 without the versions a preview showed, 412 when one is stale."""
    if not data.versions:
        raise errors.VersionRequired("请以 versions 注明预览时所见的版本")
    return await merges.merge(desk, edge.ids(one), edge.ids(other), data)


@get("/people/{person:str}/merges", opt=MERGES, tags=["merges"])
async def of(desk: NamedDependency[Desk], person: FromPath[str]) -> list[merged.Merge]:
    """List the merges into a person, the newest first, with the values that were not taken."""
    return await unmerges.of(desk, edge.ids(person))


@post("/merges/{merge_id:str}/undoing", opt=MERGES, status_code=HTTP_201_CREATED, tags=["merges"])
async def undo(
    desk: NamedDependency[Desk], merge_id: FromPath[str], data: JSONBody[unmerges.Undoing]
) -> unmerges.Undone:
    """Take a merge back; what was edited since stays and is named."""
    return await unmerges.undo(desk, edge.ids(merge_id), data)


ROUTES: tuple[Any, ...] = (preview, merge, of, undo)
