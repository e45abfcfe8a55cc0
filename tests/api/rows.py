"""What a row of the walk is, what it makes, and how it is called.

`made` prepares what the path and the body name, inside the scope of the East or outside it, and
answers names for `{...}` in the path; `body` may use them too. A page is sent a `form`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
from msgspec import Struct

from talent.core.access import Role
from talent.flows import accounts, people
from talent.pages import shell
from tests import build
from tests.conftest import Client, County

EVERYBODY = "anybody"
ANY_SESSION = (*Role, "")
Names = dict[str, str]
Made = Callable[[County, bool], Awaitable[Names]]


async def nothing(county: County, inside: bool) -> Names:
    """Make nothing."""
    del county, inside
    return {}


async def person(county: County, inside: bool) -> Names:
    """Make a person of the East, whom its officer, township and village see, or one of the West."""
    village, officer = (build.EAST_1, build.EAST) if inside else (build.WEST_2, build.WEST)
    async with county.desk("liaison", officer) as desk:
        made = await build.a_person(
            desk, build.a_draft(household_village=village, phones=(build.a_phone(),))
        )
    async with county.desk() as desk:
        shown = await people.one(desk, made)
        await people.propose(desk, made, build.a_draft("张三丰", employer="甲厂"), "entry")
        proposal = await desk.tx.connection.fetchval(
            "select id from proposal where person_id = $1", made
        )
    return {
        "person": str(made),
        "membership": shown.memberships[0]["id"],
        "proposal": str(proposal),
    }


async def account(county: County, inside: bool) -> Names:
    """Make an account with a grant."""
    del inside
    async with county.desk("security") as desk:
        count = await desk.tx.connection.fetchval("select count(*) from account")
        made = await build.an_account(desk.tx, f"neu{count}")
        grant = await accounts.grant(desk.tx, made.id, "auditor", None, None)
    return {"account": str(made.id), "grant_id": str(grant)}


async def newcomer(county: County, inside: bool) -> Names:
    """Make a name that nobody has yet."""
    del inside
    async with county.desk() as desk:
        count = await desk.tx.connection.fetchval("select count(*) from person")
    return {"name": ["欧阳春", "李四光", "赵明月", "钱学海"][count % 4]}


def draft(names: Names) -> dict[str, Any]:
    """Write a draft of the newcomer that shares nothing with the others but being invented."""
    made: dict[str, Any] = msgspec.to_builtins(
        build.a_draft(names["name"], birth=None, household_village=None)
    )
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
    query: dict[str, str] = {}
    files: Any = None
    form: Any = None


VERSION = {"if-match": '"1"'}
HR = (Role.HR,)
SECURITY = (Role.SECURITY,)


async def call(
    service: Client,
    county: County,
    name: str,
    row: Row,
    who: tuple[Role, str | None] | None,
    *,
    inside: bool,
) -> httpx.Response:
    """Make what the route needs and call it as somebody, or as nobody."""
    names = row.params | await row.made(county, inside)
    method, _, path = name.partition(" ")
    headers = dict(row.headers)
    if who is not None:
        token = await county.token(str(who[0]), who[1])
        headers |= {"authorization": f"Bearer {token}", shell.CSRF_HEADER: shell.csrf(token)}
    if who is not None:
        names["role"] = str(who[0])
    if row.form is not None:
        form = row.form(names) if callable(row.form) else row.form
        return await service.request(method, _filled(path, names), data=form, headers=headers)
    body = row.body(names) if callable(row.body) else row.body
    path = _filled(path, names)
    if row.files is not None:
        return await service.request(method, path, files=row.files(names), headers=headers)
    return await service.request(method, path, json=body, headers=headers, params=row.query)


def _filled(path: str, names: Names) -> str:
    for key, value in names.items():
        path = path.replace(f"{{{key}}}", value)
    return path
