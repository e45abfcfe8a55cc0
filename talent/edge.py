"""The edge of every route: who comes, which roles it is for, and the transaction it runs in.

A route says whom it is for in `opt["roles"]`; a route that says nothing answers nobody. The
transaction is opened before the handler and commits after it, before the answer leaves. Programs
and people come in by the same door: api and pages both stand on this.
"""

import hashlib
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request
from litestar.datastructures import Cookie, State
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_409_CONFLICT,
    HTTP_412_PRECONDITION_FAILED,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_428_PRECONDITION_REQUIRED,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from talent import errors
from talent.core import access
from talent.db import Database
from talent.flows import accounts, duplicates, limits
from talent.flows import desk as desks

COOKIE = "talent"
SECURE_COOKIE = "__Host-talent"
ACTOR = "talent.actor"
ANYBODY = "anybody"
LONGEST_TOKEN = 200
LONGEST_VERSION = 9

# The nearest class of a refusal decides; DuplicateSuspected and RosterKnown are conflicts.
STATUS: dict[type[errors.Refusal], int] = {
    errors.Invalid: HTTP_422_UNPROCESSABLE_ENTITY,
    errors.Unauthenticated: HTTP_401_UNAUTHORIZED,
    errors.Forbidden: HTTP_403_FORBIDDEN,
    errors.NotFound: HTTP_404_NOT_FOUND,
    errors.Conflict: HTTP_409_CONFLICT,
    errors.SameKeyOtherBody: HTTP_422_UNPROCESSABLE_ENTITY,
    errors.Stale: HTTP_412_PRECONDITION_FAILED,
    errors.VersionRequired: HTTP_428_PRECONDITION_REQUIRED,
    errors.TooMany: HTTP_429_TOO_MANY_REQUESTS,
    errors.TooLarge: HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    errors.Unavailable: HTTP_503_SERVICE_UNAVAILABLE,
}

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


def counted(opt: dict[str, Any], what: str) -> dict[str, Any]:
    """Answer the `opt` of a route whose every call counts against a limit, refused ones too."""
    return opt | {"counts": what}


def visit(request: Request[Any, Any, State]) -> access.Visit:
    """Read the circumstances: the token from the cookie or the Authorization header."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else ""
    if not token:
        # Under TLS only the prefixed cookie counts: a neighbouring host cannot plant that one.
        token = request.cookies.get(SECURE_COOKIE if request.app.state.secure else COOKIE) or ""
    return access.Visit(
        token=token if len(token) <= LONGEST_TOKEN and token.isprintable() else "",
        ip=str(request.scope.get("talent.ip", "")),
        request_id=str(request.scope.get("talent.request", "")),
    )


async def desk(request: Request[Any, Any, State], state: State) -> AsyncGenerator[desks.Desk]:
    """Open the transaction of a route, as the session, for the roles that the route names."""
    coming = visit(request)
    opt = request.route_handler.opt
    database: Database = state.database
    async with _telling(request, database, coming):
        if "counts" in opt:
            await limits.count(database, coming, opt["roles"], opt["counts"])
        async with database.transaction(coming) as tx:
            request.scope[ACTOR] = tx.actor  # type: ignore[literal-required]
            _allow(tx.actor, opt)
            yield desks.Desk(tx, state.keyring, desks.today(), state.shelf)


async def actor(request: Request[Any, Any, State], state: State) -> access.Actor:
    """Answer who comes, for a route that opens its own transactions; none is open afterwards."""
    coming = visit(request)
    async with (
        _telling(request, state.database, coming),
        state.database.transaction(coming) as tx,
    ):
        request.scope[ACTOR] = tx.actor  # type: ignore[literal-required]
        _allow(tx.actor, request.route_handler.opt)
        found: access.Actor = tx.actor
    return found


@asynccontextmanager
async def _telling(
    request: Request[Any, Any, State], database: Database, coming: access.Visit
) -> AsyncGenerator[None]:
    """Write refusals into the audit, and the cards that a refusal shows, in transactions of their own."""
    subject = f"{request.method} {min(request.route_handler.paths)}"
    if not coming.token:
        raise errors.Unauthenticated
    try:
        yield
    except errors.DuplicateSuspected as refusal:
        async with database.transaction(coming) as tx:
            await duplicates.record_look(tx, refusal)
        raise
    except TOLD_TO_THE_AUDIT as refusal:
        await database.record_refusal(coming, "refused", subject, refusal.code)
        raise


def _allow(actor: access.Actor, opt: dict[str, Any]) -> None:
    roles: Collection[str] = opt.get("roles", frozenset())
    if (actor.role or "") not in roles:
        raise errors.Forbidden
    if actor.must_change and not opt.get("password_may_be_due"):
        raise errors.Forbidden("请先修改初始密码")


def known(request: Request[Any, Any, State]) -> access.Actor | None:
    """Answer who came, as far as the request got: nobody before its transaction was open."""
    found: access.Actor | None = request.scope.get(ACTOR)  # type: ignore[assignment]
    return found


def status(refusal: errors.Refusal) -> int:
    """Answer the HTTP status of a refusal."""
    kinds = (STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    return next(kinds, HTTP_400_BAD_REQUEST)


def cookie(state: State, token: str) -> Cookie:
    """Make the session's cookie; an empty token takes it away."""
    return Cookie(
        key=SECURE_COOKIE if state.secure else COOKIE,
        value=token,
        path="/",
        httponly=True,
        samesite="strict",
        secure=state.secure,
        max_age=int(accounts.LASTS.total_seconds()) if token else 0,
    )


def version(request: Request[Any, Any, State]) -> int:
    """Read the version a change is based on from If-Match; 428 without it, 412 when it is no version."""
    given = request.headers.get("if-match")
    if given is None:
        raise errors.VersionRequired("请以 If-Match 注明所依据的版本")
    number = given.strip().removeprefix("W/").strip('"')
    if not number.isdecimal() or len(number) > LONGEST_VERSION:
        raise errors.Stale
    return int(number)


def etag(number: int) -> dict[str, str]:
    """Answer the header that tells a version."""
    return {"ETag": f'"{number}"'}


def as_file(name: str) -> dict[str, str]:
    """Answer the header under which an answer is kept as a file (RFC 6266), never as a page."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }


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
