"""Log-in and log-out, first set-up, one's password, identities and open sessions."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_204_NO_CONTENT,
    HTTP_401_UNAUTHORIZED,
    HTTP_422_UNPROCESSABLE_ENTITY,
)

from talent import edge, errors
from talent.core import access
from talent.flows import accounts as flow
from talent.flows import sessions
from talent.pages import shell

WRONG = "登录名或密码不正确"
UNLIKE = errors.Fault(field="repeated", said="", expected="两次输入的密码须相同")


@get("/login", opt=edge.for_anybody())
async def log_in_page(request: shell.Asked) -> shell.Page:
    """Ask for login and password."""
    values = {"next": shell.inside(request.query_params.get("next")), "fault": "", "login": ""}
    return shell.write(request, "login.html", values)


@post("/login", opt=edge.for_anybody(), status_code=HTTP_200_OK)
async def log_in(request: shell.Asked, state: State) -> Response[Any]:
    """Open a session and go on to where one came from; to the choice of an identity where it is due."""
    form = await shell.form(request)
    coming = edge.visit(request)
    onward = shell.inside(form.text("next"))
    again = bool(form.text("again"))
    fault = WRONG
    session = None
    try:
        async with state.database.gate(coming) as tx:
            session = await flow.log_in(tx, form.text("login"), form.exact("password"), coming.ip)
    except errors.TooMany as refusal:
        fault = refusal.detail or refusal.title
    if session is None:
        values = {"next": onward, "fault": fault, "login": form.text("login")}
        template = "again.html" if again else "login.html"
        return shell.write(request, template, values, status=HTTP_401_UNAUTHORIZED)
    cookie = edge.cookie(state, session.token)
    if again:
        done = shell.write(
            request,
            "again_done.html",
            {},
            headers={"X-Form-Token": shell.csrf(session.token)},
        )
        done.cookies.append(cookie)
        return done
    if session.must_change:
        onward = "/account/password"
    elif session.grant_id is None:
        onward = "/account"
    leaving = shell.go(onward)
    leaving.cookies.append(cookie)
    return leaving


@post("/logout", opt=edge.for_any_session(), status_code=HTTP_200_OK)
async def log_out(
    request: shell.Asked, state: State, actor: NamedDependency[access.Actor]
) -> Response[Any]:
    """End this session; what a tab kept of it goes with it."""
    del actor  # only says that there is a session
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        await flow.log_out(tx, coming.token)
    leaving = shell.go("/login", {"Clear-Site-Data": '"storage"'})
    leaving.cookies.append(edge.cookie(state, ""))
    return leaving


@get("/account", opt=edge.for_any_session())
async def account(
    request: shell.Asked, state: State, actor: NamedDependency[access.Actor]
) -> shell.Page:
    """Show who one is, where one may act, and where one is logged in."""
    async with state.database.gate(edge.visit(request)) as tx:
        grants = await tx.run(flow.SQL.grants_of, account=actor.account_id)
        opened = await sessions.opened(tx, actor)
    values = {"grants": grants, "sessions": opened, "role_names": access.ROLE_NAMES}
    here = [one.place_name for one in grants if one.id == actor.grant_id and one.place_name]
    return shell.write(request, "account.html", values | {"place_name": "".join(here)})


@post("/account/here", opt=edge.for_any_session(), status_code=HTTP_204_NO_CONTENT)
async def here(actor: NamedDependency[access.Actor]) -> None:
    """Say that there is a session; where there is none, its log-in is answered."""
    del actor


@post("/account/grant", opt=edge.for_any_session(), status_code=HTTP_200_OK)
async def choose_grant(
    request: shell.Asked, state: State, actor: NamedDependency[access.Actor]
) -> Response[Any]:
    """Act under another of one's own identities; begins at the first page, which is another one."""
    del actor  # only says that there is a session
    coming = edge.visit(request)
    chosen = edge.ids((await shell.form(request)).text("grant"))
    async with state.database.gate(coming) as tx:
        await flow.choose_grant(tx, coming.token, chosen)
    return shell.go("/")


@post("/account/sessions/{session:str}/end", opt=edge.for_any_session(), status_code=HTTP_200_OK)
async def end_session(
    request: shell.Asked,
    state: State,
    actor: NamedDependency[access.Actor],
    session: FromPath[str],
) -> Response[Any]:
    """End a session that was left open elsewhere."""
    coming = edge.visit(request)
    chosen: UUID = edge.ids(session)
    async with state.database.gate(coming) as tx:
        await sessions.end(tx, coming.token, actor, chosen)
    return shell.go("/account")


@get("/account/password", opt=edge.for_any_session())
async def password_page(request: shell.Asked, actor: NamedDependency[access.Actor]) -> shell.Page:
    """Ask for the old password and a new one."""
    del actor
    return shell.write(request, "password.html", {"fault": "", "faults": ()})


@post("/account/password", opt=edge.for_any_session(), status_code=HTTP_200_OK)
async def change_password(
    request: shell.Asked, state: State, actor: NamedDependency[access.Actor]
) -> Response[Any]:
    """Change one's own password; all sessions of the account end, and one logs in again."""
    form = await shell.form(request)
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        if not await flow.may_try(tx, f"password:{actor.account_id}"):
            raise errors.TooMany
    try:
        _same_twice(form)
        async with state.database.gate(coming) as tx:
            await flow.change_password(tx, actor, form.exact("old"), form.exact("password"))
    except errors.Invalid as refusal:
        values = {"fault": refusal.detail, "faults": refusal.faults}
        return shell.write(request, "password.html", values, status=HTTP_422_UNPROCESSABLE_ENTITY)
    leaving = shell.go("/login")
    leaving.cookies.append(edge.cookie(state, ""))
    return leaving


@get("/setup", opt=edge.for_anybody())
async def set_up_page(request: shell.Asked) -> shell.Page:
    """Ask for the one-time code and the first account."""
    values = {"fault": "", "faults": (), "code": "", "login": "", "display_name": ""}
    return shell.write(request, "setup.html", values)


@post("/setup", opt=edge.for_anybody(), status_code=HTTP_200_OK)
async def set_up(request: shell.Asked, state: State) -> Response[Any]:
    """Make the first security account, and lead to the log-in."""
    form = await shell.form(request)
    coming = edge.visit(request)
    async with state.database.gate(coming) as tx:
        if not await flow.may_try(tx, f"setup:{coming.ip}"):
            raise errors.TooMany
    names = {name: form.text(name) for name in ("code", "login", "display_name")}
    new = flow.NewAccount(names["login"], names["display_name"], form.exact("password"))
    try:
        _same_twice(form)
        async with state.database.gate(coming) as tx:
            await flow.set_up(tx, names["code"], new)
    except (errors.Invalid, errors.Forbidden) as refusal:
        faults = refusal.faults if isinstance(refusal, errors.Invalid) else ()
        values = names | {"fault": refusal.detail, "faults": faults}
        return shell.write(request, "setup.html", values, status=edge.status(refusal))
    return shell.go("/login")


def _same_twice(form: shell.Form) -> None:
    if form.exact("password") != form.exact("repeated"):
        raise errors.Invalid(faults=(UNLIKE,))


ROUTES: tuple[Any, ...] = (
    log_in_page,
    log_in,
    log_out,
    account,
    here,
    choose_grant,
    end_session,
    password_page,
    change_password,
    set_up_page,
    set_up,
)
