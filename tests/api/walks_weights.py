"""The walk's rows for weights of fit and the table of skills."""

import msgspec

from talent.core.access import SEES_PEOPLE
from talent.core.fit import DEFAULT
from tests import asking, build
from tests.api.rows import HR, Row
from tests.api.walks_posts import FILES, board

WEIGHTS = msgspec.to_builtins(DEFAULT)

ROWS: dict[str, Row] = {
    "GET /api/v1/skills": Row(tuple(SEES_PEOPLE)),
    "PUT /api/v1/skills/{name}": Row(
        HR, 204, params={"name": "养蜂"}, body={"words": ["养蜂", "蜂蜜"]}
    ),
    # What fit asks for by itself stays.
    "DELETE /api/v1/skills/{name}": Row(HR, 409, params={"name": "财务"}),
    "GET /skills": Row(FILES),
    "POST /skills": Row(HR, 303, form={"name": "养蜂", "words": "养蜂、蜂蜜"}),
    "GET /api/v1/weights": Row(HR),
    # Saved over a version that is none: refused as stale.
    "PUT /api/v1/weights/{group}": Row(
        HR,
        412,
        params={"group": "party"},
        headers={"if-match": '"99"'},
        body={"weights": WEIGHTS, "note": "试行"},
    ),
    "POST /api/v1/weights/trial": Row(
        HR, made=board, body={"weights": WEIGHTS, "role": asking.LEAD, "place": build.EAST}
    ),
    # Nothing is proposed before a hundred decisions.
    "GET /api/v1/weights/{group}/proposal": Row(HR, 409, params={"group": "party"}),
}
