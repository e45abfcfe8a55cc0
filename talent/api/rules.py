"""Rules: the rows in force, sets that change them, approvals, trials, confirmations."""

from datetime import date
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from talent import edge
from talent.core import access, rulebook, ruleset
from talent.flows import rulesets
from talent.flows.desk import Desk

READS = edge.for_roles(*access.FILES_REQUESTS)
KEEPS = edge.for_roles(access.Role.HR)


@get("/rules", opt=READS, tags=["rules"])
async def in_force(
    desk: NamedDependency[Desk],
    on: FromQuery[date | None] = None,
    role: FromQuery[int | None] = None,
) -> tuple[rulebook.Shown, ...]:
    """List the rules in force on a day with citation, doubt and whether they are 条文待核对."""
    return await rulesets.in_force(desk, on or desk.today, role)


@post(
    "/rules/{rule:str}/editions/{edition:str}/confirmations",
    opt=KEEPS,
    status_code=HTTP_204_NO_CONTENT,
    tags=["rules"],
)
async def confirm(
    desk: NamedDependency[Desk],
    rule: FromPath[str],
    edition: FromPath[str],
    data: JSONBody[rulesets.Confirmation],
) -> None:
    """Say that one has held a row against the official text; two people make it checked."""
    await rulesets.confirm(desk, rule, edition, data)


@get("/rule-sets", opt=KEEPS, tags=["rules"])
async def sets(desk: NamedDependency[Desk]) -> list[ruleset.RuleSet]:
    """List the sets of rules, newest first."""
    return await rulesets.listed(desk)


@post("/rule-sets", opt=KEEPS, status_code=HTTP_201_CREATED, tags=["rules"])
async def draft(
    desk: NamedDependency[Desk], data: JSONBody[ruleset.Draft]
) -> Response[ruleset.RuleSet]:
    """Draft a set: rows that begin on a day, rules that end the day before."""
    return _tagged(await rulesets.draft(desk, data))


@get("/rule-sets/{version:int}", opt=KEEPS, tags=["rules"])
async def one(desk: NamedDependency[Desk], version: FromPath[int]) -> Response[ruleset.RuleSet]:
    """Show a set; the ETag is the revision a step must name."""
    return _tagged(await rulesets.one(desk, version))


@put("/rule-sets/{version:int}", opt=KEEPS, tags=["rules"])
async def change(
    request: Request[Any, Any, State],
    desk: NamedDependency[Desk],
    version: FromPath[int],
    data: JSONBody[ruleset.Draft],
) -> Response[ruleset.RuleSet]:
    """Change a set that is not switched on; its approvals are gone with it."""
    return _tagged(await rulesets.change(desk, version, edge.version(request), data))


@post("/rule-sets/{version:int}/approval", opt=KEEPS, status_code=HTTP_200_OK, tags=["rules"])
async def approve(
    request: Request[Any, Any, State], desk: NamedDependency[Desk], version: FromPath[int]
) -> Response[ruleset.RuleSet]:
    """Approve a set as it was read; it takes two people."""
    return _tagged(await rulesets.approve(desk, version, edge.version(request)))


@post("/rule-sets/{version:int}/activation", opt=KEEPS, status_code=HTTP_200_OK, tags=["rules"])
async def switch_on(
    request: Request[Any, Any, State], desk: NamedDependency[Desk], version: FromPath[int]
) -> Response[ruleset.RuleSet]:
    """Switch an approved set on."""
    return _tagged(await rulesets.switch_on(desk, version, edge.version(request)))


@post("/rule-sets/{version:int}/withdrawal", opt=KEEPS, status_code=HTTP_200_OK, tags=["rules"])
async def withdraw(
    request: Request[Any, Any, State], desk: NamedDependency[Desk], version: FromPath[int]
) -> Response[ruleset.RuleSet]:
    """Give a set up that is not switched on."""
    return _tagged(await rulesets.withdraw(desk, version, edge.version(request)))


@get("/rule-sets/{version:int}/difference", opt=KEEPS, tags=["rules"])
async def difference(
    desk: NamedDependency[Desk],
    version: FromPath[int],
    role: FromQuery[int],
    place: FromQuery[str],
) -> rulesets.Difference:
    """Answer who would become eligible and who would not, before a set is switched on."""
    return await rulesets.difference(desk, version, role, place)


def _tagged(found: ruleset.RuleSet) -> Response[ruleset.RuleSet]:
    return Response(found, headers=edge.etag(found.revision))


ROUTES: tuple[Any, ...] = (
    in_force,
    confirm,
    sets,
    draft,
    one,
    change,
    approve,
    switch_on,
    withdraw,
    difference,
)
