"""Accounts and grants: security's work."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT
from msgspec import Struct

from talent import edge
from talent.core import access, accounts
from talent.flows import accounts as flow
from talent.flows.desk import Desk

SECURITY = edge.for_roles(access.Role.SECURITY)


class Made(Struct):
    """The id of what was made."""

    id: UUID


class NewGrant(Struct, forbid_unknown_fields=True):
    """A role, and the code of the place it holds for."""

    role: str
    place: str | None = None


class FirstPassword(Struct, forbid_unknown_fields=True):
    """A password that its owner changes at the next log-in."""

    password: str


@get("/accounts", opt=edge.for_roles(access.Role.SECURITY, access.Role.AUDITOR), tags=["accounts"])
async def listed(
    desk: NamedDependency[Desk], after: FromQuery[str | None] = None, limit: FromQuery[int] = 100
) -> list[accounts.Listed]:
    """List accounts and their grants."""
    return await flow.listed(desk, after, max(1, min(limit, 500)))


@post("/accounts", opt=SECURITY, tags=["accounts"])
async def add(desk: NamedDependency[Desk], data: JSONBody[flow.NewAccount]) -> Made:
    """Make an account for one person."""
    return Made(await flow.add(desk.tx, data))


@post("/accounts/{account:str}/grants", opt=SECURITY, tags=["accounts"])
async def grant(
    desk: NamedDependency[Desk], account: FromPath[str], data: JSONBody[NewGrant]
) -> Made:
    """Give a role for a place."""
    by = desk.actor.account_id
    return Made(await flow.grant(desk.tx, edge.ids(account), data.role, data.place, by))


@post(
    "/grants/{grant_id:str}/revocation",
    opt=SECURITY,
    status_code=HTTP_204_NO_CONTENT,
    tags=["accounts"],
)
async def revoke(desk: NamedDependency[Desk], grant_id: FromPath[str]) -> None:
    """Take a grant back."""
    await flow.revoke(desk, edge.ids(grant_id))


@post(
    "/accounts/{account:str}/disabling",
    opt=SECURITY,
    status_code=HTTP_204_NO_CONTENT,
    tags=["accounts"],
)
async def disable(desk: NamedDependency[Desk], account: FromPath[str]) -> None:
    """Close an account and end its sessions."""
    await flow.disable(desk, edge.ids(account))


@post(
    "/accounts/{account:str}/password",
    opt=SECURITY,
    status_code=HTTP_204_NO_CONTENT,
    tags=["accounts"],
)
async def reset_password(
    desk: NamedDependency[Desk], account: FromPath[str], data: JSONBody[FirstPassword]
) -> None:
    """Set a first password again."""
    await flow.reset_password(desk, edge.ids(account), data.password)


ROUTES: tuple[Any, ...] = (listed, add, grant, revoke, disable, reset_password)
