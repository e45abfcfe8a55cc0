"""Working off the queue: groups, many at once, whose pairs are whose, rules, statistics."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_202_ACCEPTED

from talent import edge
from talent.api import jobs
from talent.core import access, verdicts
from talent.flows import automerges, groups, judging, pairs
from talent.flows.desk import Desk

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)
HR = edge.for_roles(access.Role.HR)
TAGS = ["pairs"]


@get("/groups", opt=JUDGES, tags=TAGS)
async def page(
    desk: NamedDependency[Desk],
    least: FromQuery[int] = 2,
    after: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 20,
) -> groups.Page:
    """List the groups of the last sweep with at least so many entries, and flagged entries."""
    return await groups.page(desk, after, least, limit)


@get("/groups/{group:str}", opt=JUDGES, tags=TAGS)
async def one(desk: NamedDependency[Desk], group: FromPath[str]) -> verdicts.Group:
    """Show one group: its people, their versions, what stands between them."""
    return await groups.one(desk, edge.ids(group))


@post("/groups/{group:str}/merge", opt=JUDGES, status_code=HTTP_201_CREATED, tags=TAGS)
async def merge(
    desk: NamedDependency[Desk], group: FromPath[str], data: JSONBody[groups.Whole]
) -> groups.Joined:
    """Merge a group but for those left out, who are remembered as somebody else; all or nothing."""
    return await groups.merge(desk, edge.ids(group), data)


@post("/pairs/different", opt=JUDGES, status_code=HTTP_201_CREATED, tags=TAGS)
async def different(
    desk: NamedDependency[Desk], data: JSONBody[judging.Bulk]
) -> list[pairs.Judged]:
    """Say of many pairs that they are different people; all or nothing."""
    return await judging.different(desk, data)


@post("/pairs/assignments", opt=HR, status_code=HTTP_200_OK, tags=TAGS)
async def assign(
    desk: NamedDependency[Desk], data: JSONBody[judging.Assigning]
) -> judging.Assigned:
    """Assign pairs to a township that holds both sides, all there are or those named."""
    return await judging.assign(desk, data)


@post("/pairs/automatic/merges", opt=HR, status_code=HTTP_202_ACCEPTED, tags=TAGS)
async def automatic(desk: NamedDependency[Desk]) -> jobs.Asked:
    """Ask for the merges of the automatic part, as one click."""
    return jobs.Asked(await automerges.ask(desk))


@get("/pairs/rule", opt=JUDGES, tags=TAGS)
async def rule(desk: NamedDependency[Desk]) -> verdicts.Rule:
    """Tell how pairs are reviewed: by two, or the automatic part by itself."""
    return await judging.rule(desk)


@put("/pairs/rule", opt=HR, tags=TAGS)
async def set_rule(desk: NamedDependency[Desk], data: JSONBody[judging.RuleSet]) -> verdicts.Rule:
    """Set how pairs are reviewed from now on."""
    return await judging.set_rule(desk, data)


@get("/pairs/statistics", opt=HR, tags=TAGS)
async def statistics(
    desk: NamedDependency[Desk], since: FromQuery[datetime | None] = None
) -> verdicts.Statistics:
    """Count what waits, who said what of which kind, and how right the model is, with intervals."""
    return await judging.statistics(desk, since)


ROUTES: tuple[Any, ...] = (
    page, one, merge, different, assign, automatic, rule, set_rule, statistics,
)  # fmt: skip
