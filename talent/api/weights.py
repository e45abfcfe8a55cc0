"""Weights of fit: versions, trials before saving, proposals learned from decisions. hr's alone."""

from typing import Any

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access, fit
from talent.flows import weightsets
from talent.flows.desk import Desk

KEEPS = edge.for_roles(access.Role.HR)


@get("/weights", opt=KEEPS, tags=["weights"])
async def listed(desk: NamedDependency[Desk]) -> list[fit.WeightSet]:
    """List the weights of every group of posts, each version, the newest first."""
    return await weightsets.listed(desk)


@put("/weights/{group:str}", opt=KEEPS, tags=["weights"])
async def save(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    group: FromPath[str],
    data: JSONBody[weightsets.New],
) -> Response[fit.WeightSet]:
    """Save weights as the next version, over the version that was read (If-Match)."""
    saved = await weightsets.save(desk, group, edge.version(request), data)
    return Response(saved, headers=edge.etag(saved.version))


@post("/weights/trial", opt=KEEPS, status_code=HTTP_200_OK, tags=["weights"])
async def difference(
    desk: NamedDependency[Desk], data: JSONBody[weightsets.Trial]
) -> weightsets.Difference:
    """Answer what weights would change in the ranking and in rates by sex and age."""
    return await weightsets.difference(desk, data)


@get("/weights/{group:str}/proposal", opt=KEEPS, tags=["weights"])
async def proposal(desk: NamedDependency[Desk], group: FromPath[str]) -> weightsets.Proposal:
    """Answer the weights that at least a hundred decisions speak for; never applied by itself."""
    return await weightsets.proposal(desk, group)


ROUTES: tuple[Any, ...] = (listed, save, difference, proposal)
