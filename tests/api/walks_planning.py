"""The walk's rows for the pages of the county plan."""

from tests import asking, build
from tests.api.rows import HR, Row
from tests.api.walks_plans import planned, ready

ROWS: dict[str, Row] = {
    "GET /plans": Row(HR, made=planned),
    "POST /plans": Row(HR, 303, made=ready, form={"person_cap": "1", "women": "1"}),
    "GET /plans/{plan_id}": Row(HR, made=planned),
    "POST /plans/{plan_id}/steps": Row(
        HR, 303, made=planned, form={"version": "1", "state": "reviewed"}
    ),
    "GET /plans/{plan_id}/what-if": Row(HR, made=planned, query={"relax": "women"}),
    "GET /plans/{plan_id}/why-not": Row(
        HR, made=planned, query={"village": build.EAST_1, "role": str(asking.LEAD), "q": "孙"}
    ),
    "POST /plans/{plan_id}/export": Row(
        HR, made=planned, form={"purpose": "县委会议", "recipient": "县委办"}
    ),
}
