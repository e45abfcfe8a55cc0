"""The walk's rows: for each route whom it is for, what is sent, what is answered."""

import msgspec

from talent.core.access import ADDS_PEOPLE, REVEALS, SEES_PEOPLE, Role
from tests import build
from tests.api import (
    walks_importing,
    walks_jobs,
    walks_keeping,
    walks_matching,
    walks_pages,
    walks_pairs,
    walks_planning,
    walks_plans,
    walks_posts,
    walks_reserves,
    walks_review,
    walks_rosters,
    walks_rules,
    walks_weights,
)
from tests.api.rows import (
    ANY_SESSION,
    EVERYBODY,
    HR,
    SECURITY,
    VERSION,
    Row,
    account,
    draft,
    newcomer,
    person,
)

SEES, ADDS, OPENS = tuple(SEES_PEOPLE), tuple(ADDS_PEOPLE), tuple(REVEALS)
DRAFT = msgspec.to_builtins(build.a_draft("欧阳新"))

WALK: dict[str, Row] = {
    **walks_jobs.ROWS,
    **walks_keeping.ROWS,
    **walks_importing.ROWS,
    **walks_matching.ROWS,
    **walks_planning.ROWS,
    **walks_pages.ROWS,
    **walks_review.ROWS,
    **walks_pairs.ROWS,
    **walks_plans.ROWS,
    **walks_posts.ROWS,
    **walks_reserves.ROWS,
    **walks_rosters.ROWS,
    **walks_rules.ROWS,
    **walks_weights.ROWS,
    "GET /health/live": Row((EVERYBODY,)),
    "GET /health/ready": Row((EVERYBODY,)),
    "POST /api/v1/session": Row((EVERYBODY,)),
    "DELETE /api/v1/session": Row((EVERYBODY,)),
    "POST /api/v1/setup": Row((EVERYBODY,)),
    "GET /api/v1/session": Row(ANY_SESSION),
    "POST /api/v1/session/grant": Row(
        ANY_SESSION, 404, made=account, body=lambda names: {"grant": names["grant_id"]}
    ),
    "POST /api/v1/session/password": Row(ANY_SESSION, 422, body={"old": "x", "new": "y"}),
    "GET /api/v1/accounts": Row((Role.SECURITY, Role.AUDITOR)),
    "POST /api/v1/accounts": Row(
        SECURITY, 201, body={"login": "ganz-neu", "display_name": "新", "password": build.PASSWORD}
    ),
    "POST /api/v1/accounts/{account}/grants": Row(
        SECURITY, 201, made=account, body={"role": "system"}
    ),
    "POST /api/v1/grants/{grant_id}/revocation": Row(SECURITY, 204, made=account),
    "POST /api/v1/accounts/{account}/disabling": Row(SECURITY, 204, made=account),
    "POST /api/v1/accounts/{account}/password": Row(
        SECURITY, 204, made=account, body={"password": "neues-kennwort-1"}
    ),
    "GET /api/v1/audit/events": Row((Role.AUDITOR,)),
    "GET /api/v1/audit/events/{lane}/{seq}": Row((Role.AUDITOR,), params={"lane": "0", "seq": "1"}),
    "GET /api/v1/audit/verification": Row((Role.AUDITOR,)),
    "GET /api/v1/places": Row(tuple(Role)),
    "GET /api/v1/places/{code}": Row(tuple(Role), params={"code": build.EAST_1}),
    "POST /api/v1/places/{code}/aliases": Row(
        HR, 204, params={"code": build.EAST_1}, body={"alias": "老石桥"}
    ),
    "POST /api/v1/places/{code}/status": Row(
        HR, 204, params={"code": build.EAST_2}, body={"status": "merged", "successor": build.EAST_1}
    ),
    "POST /api/v1/districts": Row(HR, 201, body={"name": "东片区", "townships": [build.EAST]}),
    "POST /api/v1/people/check": Row((*ADDS, Role.VILLAGE), body=DRAFT),
    "POST /api/v1/people": Row(
        ADDS, 201, made=newcomer, body=lambda names: {"person": draft(names), "pool": "DUALMI"}
    ),
    "GET /api/v1/people": Row(SEES),
    "GET /api/v1/people/{person}": Row(SEES, made=person, scoped=True),
    "PATCH /api/v1/people/{person}": Row(
        ADDS, made=person, scoped=True, body={"employer": "乙厂"}, headers=VERSION
    ),
    "POST /api/v1/people/{person}/reveal": Row(
        OPENS, made=person, scoped=True, body={"fields": ["phones"], "purpose": "核对电话"}
    ),
    "GET /api/v1/people/{person}/history": Row(SEES, made=person, scoped=True),
    "GET /api/v1/people/{person}/proposals": Row(ADDS, made=person, scoped=True),
    "POST /api/v1/people/{person}/proposals/{proposal}/decision": Row(
        ADDS, made=person, scoped=True, body={"take": True}, headers=VERSION
    ),
    "GET /api/v1/pools": Row(SEES),
    "PUT /api/v1/pools/{pool}": Row(HR, 204, params={"pool": "DUALMI"}, body={"label": "双密"}),
    "GET /api/v1/pools/totals": Row(SEES),
    "POST /api/v1/people/{person}/memberships": Row(
        ADDS, 204, made=person, scoped=True, body={"pool": "RESERVE"}
    ),
    "POST /api/v1/memberships/{membership}/steps": Row(
        (Role.HR, Role.TOWNSHIP),
        made=person,
        scoped=True,
        body={"state": "town_ok"},
        headers=VERSION,
    ),
    "GET /api/v1/memberships/{membership}/steps": Row(SEES, made=person, scoped=True),
    "POST /api/v1/people/{person}/contacts": Row(
        ADDS, 201, made=person, scoped=True, body={"channel": "phone"}
    ),
    "GET /api/v1/people/{person}/contacts": Row(ADDS, made=person, scoped=True),
    "GET /api/v1/people/{person}/bases": Row(ADDS, made=person, scoped=True),
    "POST /api/v1/people/{person}/bases": Row(
        ADDS, 204, made=person, scoped=True, body={"purpose": "联络", "basis": "consent"}
    ),
    "POST /api/v1/people/{person}/notices": Row(
        ADDS,
        204,
        made=person,
        scoped=True,
        body={"text_version": "1", "channel": "phone", "exemption": "法定职责"},
    ),
}
