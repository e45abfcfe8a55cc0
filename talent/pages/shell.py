"""What stands around every page, and how one is answered.

A page is rendered inside its transaction: one that cannot be shown has changed nothing. Requests
of htmx get the part they ask for; without script the same address answers the whole page.

A form carries a token that is made of the session's (cross-site request forgery; the origin is
checked at the wire as well). Before there is a session there is none, and the origin must do.
"""

import functools
import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import jinja2
from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_401_UNAUTHORIZED
from litestar.types import Message, Scope
from msgspec import Struct

from talent import edge, errors
from talent.flows import places
from talent.flows.desk import Desk
from talent.pages import files, menu, words

Asked = Request[Any, Any, State]
Page = Response[str]

TEMPLATES = Path(__file__).parent / "templates"
URL_ENCODED = "application/x-www-form-urlencoded"
MOST_FIELDS = 2000
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Vary": "HX-Request"}


class FormExpired(errors.Refusal):
    """A form whose token is not this session's: it was opened before another log-in."""

    code = "form-expired"
    title = "页面已过期，请刷新后重新提交"


@functools.cache
def templates() -> jinja2.Environment:
    """Open the templates once; a name that is not given is an error, never an empty string."""
    opened = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    opened.filters |= words.FILTERS
    opened.globals |= {"static": files.address, "NOTHING": words.NOTHING}
    return opened


async def show(
    request: Asked,
    desk: Desk,
    template: str,
    values: Mapping[str, Any],
    *,
    part: str | None = None,
    status: int = HTTP_200_OK,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """Answer a page for whoever acts at the desk, or the part of it that htmx asks for.

    `part` names the template of that part: it is answered to htmx alone, and neither to a
    boosted link nor where the browser restores its history.
    """
    partly = part is not None and asks_for_a_part(request)
    place = desk.actor.place
    if place and not partly:
        values = {"place_name": (await places.one(desk, place)).name, **values}
    chosen = part if part and partly else template
    return write(request, chosen, values, status=status, headers=headers)


def write(
    request: Asked,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = HTTP_200_OK,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """Write a template with what stands around every page; the actor is whoever was let in."""
    actor = edge.known(request)
    role = actor.role if actor else None
    around = {
        "actor": actor,
        "role_name": menu.role_name(role),
        "place_name": "",
        "menu": tuple(menu.of(role)),
        "here": menu.current(request.url.path),
        "csrf": csrf(edge.visit(request).token),
    }
    text = templates().get_template(template).render(around | dict(values))
    told = HEADERS | _shown_at(request) | dict(headers or {})
    return Response(text, media_type=MediaType.HTML, status_code=status, headers=told)


def _shown_at(request: Asked) -> dict[str, str]:
    """Tell htmx the address of a page that a boosted form led to; a refused form keeps its own."""
    if "hx-boosted" not in request.headers:
        return {}
    return {"HX-Push-Url": _address(request) if request.method in SAFE else "false"}


def _address(request: Asked) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def asks_for_a_part(request: Asked) -> bool:
    """Tell whether htmx asks for a part of a page."""
    asked = request.headers
    return (
        "hx-request" in asked
        and "hx-boosted" not in asked
        and "hx-history-restore-request" not in asked
    )


def by_script(request: Asked) -> bool:
    """Tell whether htmx asks, for a part or by a boosted link or form."""
    return "hx-request" in request.headers


def go(path: str, headers: Mapping[str, str] | None = None) -> Redirect:
    """Send the browser on after a deed, so that going back does not do it twice."""
    return Redirect(path, status_code=HTTP_303_SEE_OTHER, headers=dict(headers or {}))


async def navigate(message: Message, scope: Scope) -> None:
    """Let a form that htmx sent go on by a navigation: its way keeps the part of the page it names."""
    if message["type"] != "http.response.start" or message["status"] != HTTP_303_SEE_OTHER:
        return
    if any(name == b"hx-boosted" for name, _ in scope["headers"]):
        message["status"] = HTTP_200_OK
        message["headers"] = [
            (b"hx-redirect" if name.lower() == b"location" else name, value)
            for name, value in message["headers"]
        ]


def csrf(token: str) -> str:
    """Make a form's token of a session's; empty where there is no session."""
    return hashlib.sha256(f"form:{token}".encode()).hexdigest()[:40] if token else ""


async def genuine(request: Asked) -> None:
    """Refuse a form that this session's pages did not send; asked before every page route.

    htmx sends the token as a header, a plain form as a field, a form with a file in its address:
    its body is read by the route alone.
    """
    if request.method in SAFE or edge.ANYBODY in request.route_handler.opt.get("roles", ()):
        return
    token = edge.visit(request).token
    if not token:
        return  # the route answers that there is no session
    given = request.headers.get(CSRF_HEADER) or request.query_params.get(CSRF_FIELD)
    if given is None and request.content_type[0] == URL_ENCODED:
        given = (await form(request)).exact(CSRF_FIELD)
    if not hmac.compare_digest((given or "").encode(), csrf(token).encode()):
        raise FormExpired


class Form(Struct, frozen=True):
    """The fields of a form as they were typed. An absent field reads as an empty one."""

    fields: dict[str, list[str]]

    def text(self, name: str) -> str:
        """Answer one value, without spaces around it."""
        return self.exact(name).strip()

    def exact(self, name: str) -> str:
        """Answer one value exactly as typed: a password may begin with a space."""
        return self.fields.get(name, [""])[-1]

    def every(self, name: str) -> list[str]:
        """Answer all values of a field that may be given several times."""
        return self.fields.get(name, [])


async def form(request: Asked) -> Form:
    """Read a form that was sent without a file; refused when it is none."""
    try:
        text = (await request.body()).decode()
        return Form(parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise errors.Invalid("提交的内容无法识别") from None


def pairs(query: str) -> list[tuple[str, str]]:
    """Read the query of an address that a form carries."""
    try:
        return parse_qsl(query, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise errors.Invalid("提交的内容无法识别") from None


def inside(path: str | None) -> str:
    """Answer a path of this service to go on to; the first page where it names another place."""
    parts = urlsplit(path or "/")
    local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not path or not local or "\\" in path or path.startswith("//") or not path.isprintable():
        return "/"
    return path


class Way(Struct, frozen=True):
    """Addresses of other pages of a list; `first` only where it is not the previous one."""

    first: str | None
    previous: str | None
    next: str | None


def way(request: Asked, onward: object | None, cursor: str = "after", **also: str) -> Way:
    """Answer the way through a list that is read by a cursor, whose next value is `onward`.

    A cursor leads on alone: the address keeps those that led here, so that one can go back.
    """
    query = request.query_params
    kept = {name: value for name, value in query.items() if value and name not in {cursor, "trail"}}
    here, trail = query.get(cursor, ""), query.get("trail", "").split(",")

    def to(at: object, led: list[str]) -> str:
        said = kept | also | {cursor: str(at), "trail": ",".join(led).strip(",")}
        asked = urlencode({name: value for name, value in said.items() if value})
        return f"{request.url.path}?{asked}" if asked else request.url.path

    return Way(
        first=to("", []) if here and trail[-1] else None,
        previous=to(trail[-1], trail[:-1]) if here else None,
        next=to(onward, [*trail, here]) if onward is not None else None,
    )


def to_log_in(request: Asked) -> Response[Any]:
    """Lead to the log-in and back; a form that was being sent keeps its page, and asks there."""
    if request.method in SAFE and not by_script(request):
        back = _address(request)
        onward = "" if back == "/" else f"?next={quote(back, safe='')}"
        return go(f"/login{onward}")
    if request.method in SAFE:
        seen = urlsplit(request.headers.get("hx-current-url", ""))
        back = quote(seen.path + (f"?{seen.query}" if seen.query else ""), safe="")
        return Response(
            "", status_code=HTTP_401_UNAUTHORIZED, headers={"HX-Redirect": f"/login?next={back}"}
        )
    kept = {"HX-Retarget": "#again", "HX-Reswap": "innerHTML", "HX-Push-Url": "false"}
    values = {"next": "/", "fault": "", "login": ""}
    return write(
        request,
        "again.html" if by_script(request) else "login.html",
        values | {"fault": "登录已过期。请重新登录后再提交一次"},
        status=HTTP_401_UNAUTHORIZED,
        headers=kept if by_script(request) else None,
    )
