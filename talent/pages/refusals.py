"""Refusals as pages: what was not done, why, and where to go on."""

import logging
from typing import Any
from urllib.parse import urlsplit

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_404_NOT_FOUND,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from talent import edge, errors
from talent.pages import shell

log = logging.getLogger("talent")

UNFORESEEN = "系统内部错误，未作任何更改"
WORDS = {
    HTTP_404_NOT_FOUND: "未找到",
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: "内容超过大小限制",
}


def answer(request: shell.Asked, error: Exception) -> Response[Any]:
    """Answer a page that says why not; what the program did not foresee leaks nothing."""
    if isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    if isinstance(error, errors.Unauthenticated):
        return shell.to_log_in(request)
    actor = edge.known(request)
    if isinstance(error, errors.Forbidden) and actor and (actor.must_change or not actor.role):
        return shell.go("/account/password" if actor.must_change else "/account")
    if isinstance(error, errors.Refusal):
        return _page(request, edge.status(error), error.title, error.detail, error)
    if isinstance(error, HTTPException) and error.status_code < HTTP_500_INTERNAL_SERVER_ERROR:
        return _page(request, error.status_code, WORDS.get(error.status_code, "请求内容无法识别"))
    log.error("unforeseen %s", type(error).__name__, exc_info=error)
    return _page(request, HTTP_500_INTERNAL_SERVER_ERROR, UNFORESEEN)


def _page(
    request: shell.Asked,
    status: int,
    title: str,
    detail: str = "",
    refusal: errors.Refusal | None = None,
) -> shell.Page:
    faults = refusal.faults if isinstance(refusal, errors.Invalid) else ()
    values = {
        "title": title,
        "detail": detail,
        "faults": faults,
        "third": refusal.extra.get("third") if refusal else None,
        "status": status,
        "reference": request.scope.get("talent.request", ""),
        "back": _back(request),
    }
    # A part that was refused is told in the page it was asked from, without changing it.
    kept = {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML", "HX-Push-Url": "false"}
    boosted = "hx-boosted" in request.headers and request.method not in shell.SAFE
    partly = boosted or shell.asks_for_a_part(request)
    return shell.write(
        request,
        "refusal_part.html" if partly else "refusal.html",
        values,
        status=status,
        headers=kept if partly else None,
    )


def _back(request: shell.Asked) -> str:
    """Answer the page of this service that a form was sent from."""
    seen = urlsplit(request.headers.get("referer", ""))
    if request.method in shell.SAFE or seen.netloc != request.headers.get("host"):
        return ""
    return shell.inside(seen.path + (f"?{seen.query}" if seen.query else ""))
