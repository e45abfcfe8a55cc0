"""The county plan: made, read, reviewed, adopted; what would be if; why not; its file and workbook."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from talent import edge
from talent.core import access, plan, plan_diff, planned
from talent.flows import exports, plans, takings, whatifs
from talent.flows.desk import Desk, now
from talent.sheets import writing

PLANS = edge.for_roles(access.Role.HR)


@post("/plans", opt=PLANS, status_code=HTTP_201_CREATED, tags=["plans"])
async def make(desk: NamedDependency[Desk], data: JSONBody[plans.New]) -> Response[planned.Plan]:
    """Make a plan of reserves for all posts and keep it as a draft; it may take some seconds."""
    made = await plans.make(desk, data)
    return Response(made, headers=edge.etag(made.version or 1))


@get("/plans", opt=PLANS, tags=["plans"])
async def page(
    desk: NamedDependency[Desk],
    before: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 20,
) -> list[planned.Listed]:
    """List plans, newest first."""
    return await plans.page(desk, before, limit)


@get("/plans/{plan_id:str}", opt=PLANS, tags=["plans"])
async def one(
    desk: NamedDependency[Desk],
    plan_id: FromPath[str],
    certificate: FromQuery[bool] = False,  # noqa: FBT002 (a query parameter)
) -> Response[planned.Plan]:
    """Show a plan; the ETag is the version a step must name."""
    found = await plans.one(desk, edge.ids(plan_id), certificate=certificate)
    return Response(found, headers=edge.etag(found.version or 1))


@post("/plans/{plan_id:str}/steps", opt=PLANS, status_code=HTTP_200_OK, tags=["plans"])
async def step(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    plan_id: FromPath[str],
    data: JSONBody[plans.Step],
) -> Response[planned.Plan]:
    """Review, send back, adopt or withdraw, under the version that was read."""
    taken = await plans.step(desk, edge.ids(plan_id), edge.version(request), data)
    return Response(taken, headers=edge.etag(taken.version or 1))


@post("/plans/{plan_id:str}/what-if", opt=PLANS, status_code=HTTP_200_OK, tags=["plans"])
async def what_if(
    desk: NamedDependency[Desk], plan_id: FromPath[str], data: JSONBody[whatifs.Change]
) -> plan_diff.Difference:
    """Answer what a change (pin, refuse, other quotas, a policy relaxed) would change."""
    return await whatifs.what_if(desk, edge.ids(plan_id), data)


@post("/plans/{plan_id:str}/why-not", opt=PLANS, status_code=HTTP_200_OK, tags=["plans"])
async def why_not(
    desk: NamedDependency[Desk], plan_id: FromPath[str], data: JSONBody[plan.Pin]
) -> whatifs.WhyNot:
    """Answer why somebody is not planned for a post: the failing rules, or what it would cost."""
    return await whatifs.why_not(desk, edge.ids(plan_id), data)


@get("/plans/{plan_id:str}/file", opt=PLANS, tags=["plans"])
async def file(desk: NamedDependency[Desk], plan_id: FromPath[str]) -> dict[str, Any]:
    """Answer the plan's file with its certificate, which `talent plan --check` takes."""
    return await plans.document(desk, edge.ids(plan_id))


@post(
    "/plans/{plan_id:str}/export",
    opt=PLANS,
    status_code=HTTP_200_OK,
    tags=["plans"],
    media_type=writing.XLSX,
)
async def take(
    desk: NamedDependency[Desk], plan_id: FromPath[str], data: JSONBody[exports.Leaving]
) -> Response[bytes]:
    """Take the plan away as a workbook, for a purpose and to a recipient, both recorded."""
    key = edge.ids(plan_id)
    made = await takings.plan(desk, key, data, now())
    headers = {"content-disposition": f'attachment; filename="plan-{key}.xlsx"'}
    return Response(made, media_type=writing.XLSX, headers=headers)


ROUTES: tuple[Any, ...] = (make, page, one, step, what_if, why_not, file, take)
