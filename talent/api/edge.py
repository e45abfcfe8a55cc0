"""The edge of every route: who comes, which roles it is for, and the transaction it runs in.

A route says whom it is for in `opt["roles"]`; a route that says nothing answers nobody. The
transaction is opened before the handler and commits after it, before the answer leaves.
"""

import hashlib
from collections.abc import AsyncGenerator, Collection
from typing import Any
from uuid import UUID

from litestar import Request
from litestar.datastructures import State

from talent import errors
from talent.core import access
from talent.db import Database, Transaction
from talent.flows import desk as desks
from talent.sealing import Keyring

COOKIE = "talent"
SECURE_COOKIE = "__Host-talent"
ANYBODY = "anybody"

# Refusals that say something about who tried what; the others are a form filled in wrongly.
TOLD_TO_THE_AUDIT = (errors.Forbidden, errors.NotFound, errors.TooMany, errors.Unauthenticated)


def for_roles(*roles: access.Role | str) -> dict[str, Any]:
    """Answer the `opt` of a route for these roles."""
    return {"roles": frozenset(str(role) for role in roles)}


def for_anybody() -> dict[str, Any]:
    """Answer the `opt` of a route that needs no session."""
    return {"roles": frozenset({ANYBODY})}


def for_any_session() -> dict[str, Any]:
    """Answer the `opt` of a route for whoever has a session, with or without a role chosen."""
    return {"roles": frozenset({*map(str, access.Role), ""}), "password_may_be_due": True}


def visit(request: Request[Any, Any, State]) -> access.Visit:
    """Read the circumstances: the token from the cookie or the Authorization header."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else ""
    if not token:
        token = request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE) or ""
    return access.Visit(
        token=token[:200],
        ip=request.scope.get("talent.ip", ""),  # type: ignore[call-overload]
        request_id=request.scope.get("talent.request", ""),  # type: ignore[call-overload]
        purpose=_purpose(request),
    )


def _purpose(request: Request[Any, Any, State]) -> str:
    return request.headers.get("x-purpose", "")[:200]


async def desk(request: Request[Any, Any, State], state: State) -> AsyncGenerator[desks.Desk]:
    """Open the transaction of a route, as the session, for the roles that the route names."""
    coming = visit(request)
    subject = f"{request.method} {request.route_handler.paths and sorted(request.route_handler.paths)[0]}"
    database: Database = state.database
    try:
        if not coming.token:
            raise errors.Unauthenticated
        async with database.transaction(coming) as tx:
            _allow(tx.actor, request.route_handler.opt)
            yield desks.Desk(tx, state.keyring, desks.today())
    except TOLD_TO_THE_AUDIT as refusal:
        await database.record_refusal(coming, "refused", subject, refusal.code)
        raise


def _allow(actor: access.Actor, opt: dict[str, Any]) -> None:
    roles: Collection[str] = opt.get("roles", frozenset())
    if (actor.role or "") not in roles:
        raise errors.Forbidden
    if actor.must_change and not opt.get("password_may_be_due"):
        raise errors.Forbidden("请先修改初始密码")


async def gate(request: Request[Any, Any, State], state: State) -> AsyncGenerator[Transaction]:
    """Open the transaction of a route that needs no session: log-in, log-out, set-up."""
    if ANYBODY not in request.route_handler.opt.get("roles", frozenset()):
        raise errors.Forbidden
    database: Database = state.database
    async with database.gate(visit(request)) as tx:
        yield tx


def keyring(state: State) -> Keyring:
    """Answer the keys that this process holds."""
    keys: Keyring = state.keyring
    return keys


def version(request: Request[Any, Any, State]) -> int:
    """Read the version a change is based on from If-Match; 428 without it, 412 when it is no version."""
    given = request.headers.get("if-match")
    if given is None:
        raise errors.VersionRequired("请以 If-Match 注明所依据的版本")
    number = given.strip().removeprefix("W/").strip('"')
    if not number.isdecimal():
        raise errors.Stale
    return int(number)


def etag(number: int) -> dict[str, str]:
    """Answer the header that tells a version."""
    return {"ETag": f'"{number}"'}


async def body_digest(request: Request[Any, Any, State]) -> bytes:
    """Answer the digest of what was sent, for the idempotency key."""
    return hashlib.sha256(await request.body()).digest()


def good_key(key: str) -> bool:
    """Tell whether an idempotency key is one: 8 to 100 visible ASCII characters."""
    return 8 <= len(key) <= 100 and key.isascii() and key.isprintable() and " " not in key  # noqa: PLR2004


def ids(text: str) -> UUID:
    """Read an id from a path; something that is no id is simply not found."""
    try:
        return UUID(text)
    except ValueError:
        raise errors.NotFound from None
