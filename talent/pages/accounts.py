"""账号与授权: accounts, the roles they hold and for which places; security's work, the auditor reads."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import edge, errors
from talent.core import access, accounts
from talent.flows import accounts as flow
from talent.flows import places
from talent.flows.desk import Desk
from talent.pages import shell

READS = edge.for_roles(access.Role.SECURITY, access.Role.AUDITOR)
SECURITY = edge.for_roles(access.Role.SECURITY)
PAGE = 100
FRESH = ("login", "display_name")


@get("/accounts", opt=READS)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], after: FromQuery[str | None] = None
) -> shell.Page:
    """List accounts with what they may do and where."""
    return await _list(request, desk, after, dict.fromkeys(FRESH, ""), ())


async def _list(
    request: shell.Asked,
    desk: Desk,
    after: str | None,
    fresh: dict[str, str],
    faults: tuple[errors.Fault, ...],
) -> shell.Page:
    found = await flow.listed(desk, after, PAGE + 1)
    values = {
        "accounts": found[:PAGE],
        "way": shell.way(request, found[PAGE - 1].login if len(found) > PAGE else None),
        "names": await _names(desk, found),
        "role_names": access.ROLE_NAMES,
        "fresh": fresh,
        "faults": faults,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "accounts.html", values, status=status)


async def _names(desk: Desk, found: list[accounts.Listed]) -> dict[str, str]:
    codes = {place for one in found for grant in one.grants if (place := grant["place"])}
    return {code: (await places.one(desk, code)).name for code in sorted(codes)}


@post("/accounts", opt=SECURITY, status_code=HTTP_200_OK)
async def add(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Make an account for one person, who changes the first password at the first log-in."""
    form = await shell.form(request)
    fresh = {name: form.text(name) for name in FRESH}
    new = flow.NewAccount(fresh["login"], fresh["display_name"], form.exact("password"))
    try:
        made = await flow.add(desk.tx, new)
    except errors.Invalid as refusal:
        return await _list(request, desk, None, fresh, refusal.faults)
    return shell.go(f"/accounts/{made}")


@get("/accounts/{account:str}", opt=READS)
async def one(
    request: shell.Asked, desk: NamedDependency[Desk], account: FromPath[str]
) -> shell.Page:
    """Show one account, and what may be done with it."""
    return await _account(request, desk, edge.ids(account), "")


async def _account(request: shell.Asked, desk: Desk, key: UUID, fault: str) -> shell.Page:
    held = await flow.one(desk, key)
    county = await places.below(desk, None)
    values = {
        "account": held,
        "names": await _names(desk, [held]),
        "role_names": access.ROLE_NAMES,
        "within": await places.choices(desk, None),
        "county": county[0].name if county else "",
        "fault": fault,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if fault else HTTP_200_OK
    return await shell.show(request, desk, "account_one.html", values, status=status)


@post("/accounts/{account:str}/grants", opt=SECURITY, status_code=HTTP_200_OK)
async def grant(
    request: shell.Asked, desk: NamedDependency[Desk], account: FromPath[str]
) -> Response[Any]:
    """Give a role for a place."""
    form, key = await shell.form(request), edge.ids(account)
    role, place = form.text("role"), form.text("place") or None
    try:
        await flow.grant(desk.tx, key, role, place, desk.actor.account_id)
    except errors.Invalid as refusal:
        told = "；".join(fault.expected for fault in refusal.faults) or refusal.detail
        return await _account(request, desk, key, told)
    return shell.go(f"/accounts/{key}")


@post("/grants/{grant_id:str}/revocation", opt=SECURITY, status_code=HTTP_200_OK)
async def revoke(
    request: shell.Asked, desk: NamedDependency[Desk], grant_id: FromPath[str]
) -> Response[Any]:
    """Take a grant back; sessions that act under it end at once."""
    form = await shell.form(request)
    await flow.revoke(desk, edge.ids(grant_id))
    return shell.go(f"/accounts/{edge.ids(form.text('account'))}")


@post("/accounts/{account:str}/disabling", opt=SECURITY, status_code=HTTP_200_OK)
async def disable(desk: NamedDependency[Desk], account: FromPath[str]) -> Response[Any]:
    """Close an account and end its sessions."""
    await flow.disable(desk, edge.ids(account))
    return shell.go(f"/accounts/{edge.ids(account)}")


@post("/accounts/{account:str}/password", opt=SECURITY, status_code=HTTP_200_OK)
async def reset_password(
    request: shell.Asked, desk: NamedDependency[Desk], account: FromPath[str]
) -> Response[Any]:
    """Set a first password again."""
    form, key = await shell.form(request), edge.ids(account)
    try:
        await flow.reset_password(desk, key, form.exact("password"))
    except errors.Invalid as refusal:
        told = "；".join(fault.expected for fault in refusal.faults) or refusal.detail
        return await _account(request, desk, key, told)
    return shell.go(f"/accounts/{key}")


ROUTES: tuple[Any, ...] = (listed, add, one, grant, revoke, disable, reset_password)
