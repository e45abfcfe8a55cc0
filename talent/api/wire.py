"""What every request passes before any route.

Its id, its address, its origin, the headers of every answer, and one log line that says neither
who nor what about.
"""

import ipaddress
import logging
import secrets
import time
from collections.abc import Sequence

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("talent.requests")

Header = tuple[bytes, bytes]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS: tuple[Header, ...] = (
    (
        b"content-security-policy",
        b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
# What an answer may say otherwise about itself: a page loads scripts, a script may be kept.
ITS_OWN = frozenset({b"content-security-policy", b"cache-control"})
OVER_TLS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

FOREIGN = (
    '{"type":"urn:talent:problem:foreign-origin","title":"拒绝来自其他网站的请求","status":403,'
    '"detail":"","instance":"urn:talent:request:%s"}'
)


class Wire:
    """The outermost layer: an ASGI application around the service."""

    def __init__(self, app: ASGIApp, *, proxies: Sequence[str] = (), secure: bool = False) -> None:
        self.app = app
        self.proxies = [ipaddress.ip_network(proxy) for proxy in proxies]
        self.headers = (*HEADERS, OVER_TLS) if secure else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse what another site's page sends with our cookie."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        said = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        request_id = secrets.token_hex(8)
        scope["talent.request"] = request_id  # type: ignore[typeddict-unknown-key]
        scope["talent.ip"] = self._address(scope, said)  # type: ignore[typeddict-unknown-key]
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said_id = (b"x-request-id", request_id.encode())
                message["headers"] = [*_headers([*message["headers"]], self.headers), said_id]
            await send(message)

        if foreign(scope["method"], said):
            await _refuse(answer, FOREIGN % request_id)
        else:
            await self.app(scope, receive, answer)
        took = (time.perf_counter() - started) * 1000
        log.info("%s %s %d %.1fms", request_id, scope["method"], status, took)

    def _address(self, scope: Scope, said: dict[str, str]) -> str:
        """Answer the caller's address; a forwarded one counts only from a proxy that was named."""
        peer = (scope.get("client") or ("", 0))[0]
        forwarded = said.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if forwarded and self._trusted(peer):
            return forwarded[:45]
        return peer

    def _trusted(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(address in proxy for proxy in self.proxies)


def foreign(method: str, said: dict[str, str]) -> bool:
    """Tell whether a browser sends this change from another site's page (cross-site request forgery)."""
    if method in SAFE:
        return False
    if said.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = said.get("origin")
    return origin is not None and origin.partition("://")[2] != said.get("host")


def _headers(given: list[Header], usual: Sequence[Header]) -> list[Header]:
    """Answer the headers of an answer: its own where it may have its own, ours otherwise."""
    own = {name.lower() for name, _ in given} & ITS_OWN
    mine = [header for header in usual if header[0] not in own]
    names = {name for name, _ in mine}
    return [*(header for header in given if header[0].lower() not in names), *mine]


async def _refuse(send: Send, body: str) -> None:
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode(), "more_body": False})
