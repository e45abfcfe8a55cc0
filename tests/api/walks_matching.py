"""The walk's rows for the pages of posts, requests and suggestions."""

from talent.core.access import Role
from tests import build
from tests.api.rows import HR, Row
from tests.api.walks_posts import (
    FILES,
    SEES,
    board,
    opened,
    request,
    reviewing,
    submitted,
    suggested,
)

WITHDRAWN = {"version": "2", "state": "closed", "outcome": "withdrawn"}
AGREED = {"version": "2", "state": "town_ok"}

ROWS: dict[str, Row] = {
    "GET /villages": Row(SEES),
    "GET /villages/{village}": Row(SEES, made=board, scoped=True),
    "GET /villages/{village}/bodies": Row(HR, made=board),
    "POST /villages/{village}/bodies": Row(HR, 303, made=board, form={"kind": "2"}),
    "POST /bodies/{body_id}/terms": Row(
        HR, 422, made=board, form=lambda names: {"village": names["village"], "kind": "2"}
    ),
    "GET /posts/{post_id}/holder": Row(HR, made=board, query={"village": build.EAST_1}),
    "POST /posts/{post_id}/tenures": Row(
        HR,
        303,
        made=board,
        form=lambda names: {"person": names["guest"], "seat": "1", "village": "x"},
    ),
    "POST /posts/{post_id}/vacancies": Row(
        HR, 409, made=board, form={"village": "x", "seat": "1", "reason": "2"}
    ),
    "POST /vacancies/{vacancy}/close": Row(
        HR, 303, made=board, form={"village": "x", "on_day": "2026-02-01"}
    ),
    "POST /tenures/{tenure}/end": Row(
        HR, 303, made=board, form={"village": "x", "reason": "2", "on_day": "2026-02-01"}
    ),
    "GET /requests": Row(FILES),
    "GET /villages/{village}/requests/new": Row(FILES, made=board, scoped=True),
    "POST /villages/{village}/requests": Row(
        FILES,
        303,
        made=board,
        scoped=True,
        form=lambda names: {"post": names["post_id"], "seats": "1"},
    ),
    "GET /requests/{request_id}": Row(FILES, made=suggested, scoped=True),
    "GET /requests/{request_id}/edit": Row(FILES, made=request, scoped=True),
    "POST /requests/{request_id}/edit": Row(
        FILES, 303, made=request, scoped=True, form={"version": "1", "seats": "1"}
    ),
    "GET /requests/{request_id}/shortlist": Row(HR, made=suggested),
    "POST /requests/{request_id}/steps": Row(
        FILES,
        303,
        made=submitted,
        scoped=True,
        form=lambda names: AGREED if names.get("role") == Role.TOWNSHIP else WITHDRAWN,
    ),
    "POST /requests/{request_id}/suggestions": Row(FILES, 303, made=opened, scoped=True, form={}),
    "GET /requests/{request_id}/people": Row(HR, made=request),
    "POST /requests/{request_id}/releases": Row(
        HR,
        303,
        made=opened,
        form=lambda names: {"person": names["guest"], "reason": "跨村推荐"},
    ),
    "GET /requests/{request_id}/compare": Row(FILES, 422, made=suggested, scoped=True),
    "POST /requests/{request_id}/reviews": Row(
        HR,
        303,
        made=reviewing,
        form=lambda names: {
            "person": names["reserve"],
            "round": "R1",
            "department": "branch",
            "result": "no_objection",
            "document": "清审〔2026〕2号",
        },
    ),
    "POST /requests/{request_id}/export": Row(
        HR, made=suggested, form={"purpose": "县级联审", "recipient": "公安局"}
    ),
    "POST /suggestions/{suggestion}/decision": Row(
        (Role.HR, Role.VILLAGE),
        303,
        made=suggested,
        scoped=True,
        form=lambda names: {
            "request": names["request_id"],
            "version": "1",
            "decision": "declined",
            "reason": "本人不愿意",
        },
    ),
}
