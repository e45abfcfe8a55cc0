"""The walk's rows for rules and the sets that change them."""

from typing import Any

import msgspec

from talent.core import ruleset
from talent.flows import rulesets
from tests import asking, build
from tests.api.rows import HR, VERSION, Names, Row
from tests.api.walks_posts import FILES
from tests.conftest import County

DRAFT: dict[str, Any] = {"title": "停用年龄偏好", "in_force_from": "2099-01-01", "ends": ["P01"]}


async def drafted(county: County, inside: bool) -> Names:
    """Draft a set; set up a board that it can be tried on."""
    async with county.desk() as desk:
        if not await desk.tx.connection.fetchval("select count(*) from post"):
            await asking.a_board(desk, build.EAST_1)
        held = await rulesets.draft(desk, msgspec.convert(DRAFT, ruleset.Draft))
    return {"version": str(held.version), "inside": str(inside)}


ROWS: dict[str, Row] = {
    "GET /api/v1/rules": Row(FILES),
    "POST /api/v1/rules/{rule}/editions/{edition}/confirmations": Row(
        HR, 204, params={"rule": "P01", "edition": "1"}, body={"source": "官方公报（虚构）"}
    ),
    "GET /api/v1/rule-sets": Row(HR),
    "POST /api/v1/rule-sets": Row(HR, 201, body=DRAFT),
    "GET /api/v1/rule-sets/{version}": Row(HR, made=drafted),
    "PUT /api/v1/rule-sets/{version}": Row(HR, made=drafted, body=DRAFT, headers=VERSION),
    "POST /api/v1/rule-sets/{version}/approval": Row(HR, made=drafted, headers=VERSION),
    # One approval is not enough: it is refused.
    "POST /api/v1/rule-sets/{version}/activation": Row(HR, 409, made=drafted, headers=VERSION),
    "POST /api/v1/rule-sets/{version}/withdrawal": Row(HR, made=drafted, headers=VERSION),
    "GET /api/v1/rule-sets/{version}/difference": Row(
        HR, made=drafted, query={"role": "21", "place": build.EAST}
    ),
}
