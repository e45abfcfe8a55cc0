"""The walk's rows for the county plan: hr's alone."""

from uuid import UUID

from talent.core.plan import Policy, Wanted
from talent.flows import plans
from tests import asking, build
from tests.api import walks_posts
from tests.api.rows import HR, VERSION, Names, Row
from tests.conftest import County

ROLES = {"policy": {"roles": [{"role": asking.LEAD, "wanted": 2}]}}


async def ready(county: County, inside: bool) -> Names:
    """Set up a village with a board and somebody who may be planned for, once."""
    del inside
    async with county.desk() as desk:
        found = await desk.tx.connection.fetchval("select id from person where name = '孙可用'")
        if found is None:
            await asking.a_board(desk)
            found = await asking.a_reserve(desk)
    return {"person": str(found), "village": build.EAST_1}


async def planned(county: County, inside: bool) -> Names:
    """Make a plan, once."""
    names = await ready(county, inside)
    async with county.desk() as desk:
        there = await plans.page(desk)
        policy = Policy(roles=(Wanted(asking.LEAD, 2),))
        made = there[0].id if there else (await plans.make(desk, plans.New(policy=policy))).id
    assert isinstance(made, UUID)
    return names | {"plan_id": str(made)}


ROWS: dict[str, Row] = {
    "GET /api/v1/requests/{request_id}/sought": Row(HR, made=walks_posts.opened),
    "POST /api/v1/plans": Row(HR, 201, made=ready, body=ROLES),
    "GET /api/v1/plans": Row(HR, made=planned),
    "GET /api/v1/plans/{plan_id}": Row(HR, made=planned),
    "POST /api/v1/plans/{plan_id}/steps": Row(
        HR, made=planned, headers=VERSION, body={"state": "reviewed"}
    ),
    "POST /api/v1/plans/{plan_id}/what-if": Row(HR, made=planned, body={"women": False}),
    "POST /api/v1/plans/{plan_id}/why-not": Row(
        HR,
        made=planned,
        body=lambda names: {
            "village": names["village"],
            "post": asking.LEAD,
            "person": names["person"],
        },
    ),
    "GET /api/v1/plans/{plan_id}/file": Row(HR, made=planned),
    "POST /api/v1/plans/{plan_id}/export": Row(
        HR, made=planned, body={"purpose": "县委会议", "recipient": "县委办"}
    ),
}
