"""Log-in, log-out, the choice of a grant, the first account."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from msgspec import Struct

from talent import edge, errors
from talent.core import access, accounts
from talent.flows import accounts as flow
from talent.flows.desk import Desk


class LogIn(Struct, forbid_unknown_fields=True):
    """Login and password."""

    login: str
    password: str


class ChooseGrant(Struct, forbid_unknown_fields=True):
    """The grant to act under."""

    grant: UUID


class SetUp(Struct, forbid_unknown_fields=True):
    """The one-time code of the first start, and the first security account."""

    code: str
    login: str
    display_name: str
    password: str


class ChangePassword(Struct, forbid_unknown_fields=True):
    """The old password and the new one."""

    old: str
    new: str


class Who(Struct):
    """Who I am, and where I may act."""

    login: str
    display_name: str
    role: str | None
    role_name: str | None
    place: str | None
    password_due: bool
    grants: list[accounts.Grant]


@post("/session", opt=edge.for_anybody(), status_code=HTTP_201_CREATED, tags=["sessions"])
async def log_in(
    request: Request[Any, Any, State], state: State, data: JSONBody[LogIn]
) -> Response[flow.Session]:
    """Open a session. Programs use the token as Bearer; a browser gets it as an HttpOnly cookie too."""
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        session = await flow.log_in(tx, data.login, data.password, coming.ip)
    # Only now: a failure has to be counted, so it must not roll back.
    if session is None:
        raise errors.Unauthenticated("登录名或密码不正确")
    return Response(session, cookies=[edge.cookie(state, session.token)])


@get("/session", opt=edge.for_any_session(), tags=["sessions"])
async def who_am_i(desk: NamedDependency[Desk]) -> Who:
    """Tell who acts, under which grant, and which others there are."""
    actor = desk.actor
    grants = await flow.grants_of(desk)
    role_name = access.ROLE_NAMES.get(actor.role or "")
    return Who(
        actor.login,
        actor.display_name,
        actor.role,
        role_name,
        actor.place,
        actor.must_change,
        grants,
    )


@post(
    "/session/grant", opt=edge.for_any_session(), status_code=HTTP_204_NO_CONTENT, tags=["sessions"]
)
async def choose_grant(
    request: Request[Any, Any, State],
    state: State,
    actor: NamedDependency[access.Actor],
    data: JSONBody[ChooseGrant],
) -> None:
    """Act under another of one's own grants."""
    del actor  # only says that there is a session
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        await flow.choose_grant(tx, coming.token, data.grant)


@delete("/session", opt=edge.for_anybody(), status_code=HTTP_204_NO_CONTENT, tags=["sessions"])
async def log_out(request: Request[Any, Any, State], state: State) -> Response[None]:
    """End this session."""
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        await flow.log_out(tx, coming.token)
    return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[edge.cookie(state, "")])


@post(
    "/session/password",
    opt=edge.for_any_session(),
    status_code=HTTP_204_NO_CONTENT,
    tags=["sessions"],
)
async def change_password(
    request: Request[Any, Any, State],
    state: State,
    actor: NamedDependency[access.Actor],
    data: JSONBody[ChangePassword],
) -> None:
    """Change one's own password; all sessions of the account end."""
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        if not await flow.may_try(tx, f"password:{actor.account_id}"):
            raise errors.TooMany
    async with state.database.gate(coming) as tx:
        await flow.change_password(tx, actor, data.old, data.new)


@post("/setup", opt=edge.for_anybody(), status_code=HTTP_204_NO_CONTENT, tags=["sessions"])
async def set_up(request: Request[Any, Any, State], state: State, data: JSONBody[SetUp]) -> None:
    """Make the first security account with the one-time code that the first start printed."""
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        if not await flow.may_try(tx, f"setup:{coming.ip}"):
            raise errors.TooMany
    async with state.database.gate(coming) as tx:
        await flow.set_up(
            tx, data.code, flow.NewAccount(data.login, data.display_name, data.password)
        )


ROUTES: tuple[Any, ...] = (log_in, who_am_i, choose_grant, log_out, change_password, set_up)
