"""The table of skills: what words count as one."""

from typing import Any

from litestar import delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT

from talent import edge
from talent.core import access, skills
from talent.flows import skillsets
from talent.flows.desk import Desk

READS = edge.for_roles(*access.SEES_PEOPLE)
EDITS = edge.for_roles(access.Role.HR)


@get("/skills", opt=READS, tags=["skills"])
async def listed(desk: NamedDependency[Desk]) -> list[skills.Concept]:
    """List the concepts with the words they are told by."""
    return await skillsets.listed(desk)


@put("/skills/{name:str}", opt=EDITS, status_code=HTTP_204_NO_CONTENT, tags=["skills"])
async def change(
    desk: NamedDependency[Desk], name: FromPath[str], data: JSONBody[skillsets.Words]
) -> None:
    """Write a concept's words, new or anew."""
    await skillsets.put(desk, name, data)


@delete("/skills/{name:str}", opt=EDITS, tags=["skills"])
async def remove(desk: NamedDependency[Desk], name: FromPath[str]) -> None:
    """Take a concept away."""
    await skillsets.remove(desk, name)


ROUTES: tuple[Any, ...] = (listed, change, remove)
