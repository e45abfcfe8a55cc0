"""专长词表: the concepts that skills are read by, each with the words it is told by."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import edge, errors
from talent.core import access
from talent.flows import skillsets
from talent.flows.desk import Desk
from talent.pages import shell, typed

READS = edge.for_roles(*access.FILES_REQUESTS)
EDITS = edge.for_roles(access.Role.HR)


@get("/skills", opt=READS)
async def listed(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """List the concepts; hr edits them."""
    return await _listed(request, desk, "", "", ())


async def _listed(
    request: shell.Asked, desk: Desk, name: str, words: str, faults: tuple[errors.Fault, ...]
) -> shell.Page:
    values = {
        "concepts": await skillsets.listed(desk),
        "name": name,
        "words": words,
        "faults": faults,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "skills.html", values, status=status)


@post("/skills", opt=EDITS, status_code=HTTP_200_OK)
async def put(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Write a concept, new or anew, or take it away."""
    form = await shell.form(request)
    name = form.text("name")
    if form.text("remove"):
        await skillsets.remove(desk, name)
        return shell.go("/skills")
    try:
        await skillsets.put(desk, name, skillsets.Words(typed.words(form, "words")))
    except errors.Invalid as refusal:
        return await _listed(request, desk, name, form.text("words"), refusal.faults)
    return shell.go("/skills")


ROUTES: tuple[Any, ...] = (listed, put)
