"""The rows of the walk: for each route whom it is for, what is sent, what is answered.

`made` prepares what the path and the body name, inside the scope of the East or outside it, and
answers names for `{...}` in the path; `body` may use them too.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
from msgspec import Struct

from talent.core.access import ADDS_PEOPLE, REVEALS, SEES_PEOPLE, Role
from talent.flows import accounts, people
from tests import build
from tests.conftest import Client, County

EVERYBODY = "anybody"
ANY_SESSION = (*Role, "")
Names = dict[str, str]
Made = Callable[[County, bool], Awaitable[Names]]


async def nothing(county: County, inside: bool) -> Names:  # noqa: FBT001
    """Make nothing."""
    del county, inside
    return {}


async def person(county: County, inside: bool) -> Names:  # noqa: FBT001
    """Make a person of the East, whom its officer, township and village see, or one of the West."""
    village, officer = (build.EAST_1, build.EAST) if inside else (build.WEST_2, build.WEST)
    async with county.desk("liaison", officer) as desk:
        made = await build.a_person(desk, build.a_draft(household_village=village, phones=(build.a_phone(),)))
    async with county.desk() as desk:
        shown = await people.one(desk, made)
        await people.propose(desk, made, build.a_draft("张三丰", employer="甲厂"), "entry")
        proposal = await desk.tx.connection.fetchval("select id from proposal where person_id = $1", made)
    return {"person": str(made), "membership": shown.memberships[0]["id"], "proposal": str(proposal)}


async def account(county: County, inside: bool) -> Names:  # noqa: FBT001
    """Make an account with a grant."""
    del inside
    async with county.desk("security") as desk:
        count = await desk.tx.connection.fetchval("select count(*) from account")
        made = await build.an_account(desk.tx, f"neu{count}")
        grant = await accounts.grant(desk.tx, made.id, "auditor", None, None)
    return {"account": str(made.id), "grant_id": str(grant)}


async def newcomer(county: County, inside: bool) -> Names:  # noqa: FBT001
    """Make a name that nobody has yet."""
    del inside
    async with county.desk() as desk:
        count = await desk.tx.connection.fetchval("select count(*) from person")
    return {"name": ["欧阳春", "李四光", "赵明月", "钱学海"][count % 4]}


def draft(names: Names) -> dict[str, Any]:
    """Write a draft of the newcomer that shares nothing with the others but being invented."""
    made: dict[str, Any] = msgspec.to_builtins(build.a_draft(names["name"], birth=None, household_village=None))
    return made


class Row(Struct, frozen=True):
    """One row of the walk."""

    roles: tuple[Any, ...]
    answers: int = 200
    made: Made = nothing
    scoped: bool = False
    body: Any = None
    headers: dict[str, str] = {}
    params: dict[str, str] = {}


VERSION = {"if-match": '"1"'}
HR = (Role.HR,)
SECURITY = (Role.SECURITY,)
SEES, ADDS, OPENS = tuple(SEES_PEOPLE), tuple(ADDS_PEOPLE), tuple(REVEALS)
DRAFT = msgspec.to_builtins(build.a_draft("欧阳新"))

WALK: dict[str, Row] = {
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
        SECURITY, 201, made=account, body={"role": "township", "place": build.EAST}
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
    "GET /api/v1/pools/totals": Row(SEES),
    "POST /api/v1/people/{person}/memberships": Row(
        ADDS, 204, made=person, scoped=True, body={"pool": "RESERVE"}
    ),
    "POST /api/v1/memberships/{membership}/steps": Row(
        (Role.HR, Role.TOWNSHIP), made=person, scoped=True, body={"state": "town_ok"}, headers=VERSION
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


async def call(
    service: Client, county: County, name: str, row: Row, who: tuple[Role, str | None] | None, *, inside: bool
) -> httpx.Response:
    """Make what the route needs and call it as somebody, or as nobody."""
    names = row.params | await row.made(county, inside)
    method, _, path = name.partition(" ")
    headers = dict(row.headers)
    if who is not None:
        headers["authorization"] = f"Bearer {await county.token(str(who[0]), who[1])}"
    body = row.body(names) if callable(row.body) else row.body
    for key, value in names.items():
        path = path.replace(f"{{{key}}}", value)
    return await service.request(method, path, json=body, headers=headers)
