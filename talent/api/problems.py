"""Every error as problem details (RFC 9457), also the unexpected ones, which leak nothing."""

import logging
import re
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from talent import edge, errors

log = logging.getLogger("talent")

MEDIA_TYPE = "application/problem+json"

_TEXT = {"type": "string"}
_FAULT = {
    "type": "object",
    "properties": {"field": _TEXT, "said": _TEXT, "expected": _TEXT},
    "required": ["field", "said", "expected"],
}
SCHEMA = {
    "type": "object",
    "description": "A refusal (RFC 9457); `faults` names each value and what was expected.",
    "properties": {
        "type": _TEXT | {"format": "uri"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT | {"format": "uri"},
        "faults": {"type": "array", "items": _FAULT},
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
"""What `problem` answers, as the description of the interface tells it."""

# What decoding a body may raise besides the framework's own refusal: bytes that are no UTF-8, nesting
# without end.
UNREADABLE = (UnicodeDecodeError, RecursionError)

# The decoder's words, and ours.
DECODER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"missing required field `(\w+)`"), "缺少 {}"),
    (re.compile(r"unknown field `(\w+)`"), "没有 {} 这一项"),
    (re.compile(r"Expected `(.+?)`, got `(.+?)`"), "类型应为 {}，实为 {}"),
    (re.compile(r"Invalid enum value '(.*?)'"), "不认识的取值 {}"),
    (re.compile(r"RFC3339|ISO8601"), "日期或时间，如 2026-01-01"),
    (re.compile(r"UUID"), "编号（UUID）"),
)

# What the framework refuses by itself: the case, and in words for people.
CASES = {HTTP_404_NOT_FOUND: "not-found", HTTP_405_METHOD_NOT_ALLOWED: "method-not-allowed"}

TITLES = {
    HTTP_400_BAD_REQUEST: "请求内容无法识别",
    HTTP_404_NOT_FOUND: "未找到",
    HTTP_405_METHOD_NOT_ALLOWED: "该地址不支持此操作",
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: "内容超过大小限制",
}


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Turn any error into a problem. What the program did not foresee is logged and told as 500."""
    if isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    if isinstance(error, errors.Refusal):
        return _refused(request, error)
    if isinstance(error, HTTPException) and error.status_code < HTTP_500_INTERNAL_SERVER_ERROR:
        return _framework(request, error)
    if isinstance(error, UNREADABLE):
        log.warning("a body that cannot be read: %s", type(error).__name__)
        return problem(request, HTTP_400_BAD_REQUEST, "unreadable", TITLES[HTTP_400_BAD_REQUEST])
    log.error("unforeseen %s", type(error).__name__, exc_info=error)
    return problem(
        request, HTTP_500_INTERNAL_SERVER_ERROR, "internal", "系统内部错误，未作任何更改"
    )


def _refused(request: Request[Any, Any, Any], error: errors.Refusal) -> Response[dict[str, Any]]:
    status = edge.status(error)
    members = dict(error.extra)
    if faults := getattr(error, "faults", ()):
        members["faults"] = faults
    return problem(request, status, error.code, error.title, error.detail, **members)


def _in_chinese(words: str) -> str:
    """Say in Chinese what the decoder found wrong; what it has no words for stays a plain refusal."""
    for found, said in DECODER:
        if match := found.search(words):
            return said.format(*match.groups())
    return "内容或格式不符"


def _framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    status = error.status_code
    members: dict[str, Any] = {}
    if isinstance(error, ValidationException):
        status = HTTP_422_UNPROCESSABLE_ENTITY
        extra = error.extra if isinstance(error.extra, list) else []
        members["faults"] = [
            errors.Fault(
                field=str(fault.get("key", "")),
                said="",
                expected=_in_chinese(str(fault.get("message", ""))),
            )
            for fault in extra
        ]
    return problem(
        request,
        status,
        CASES.get(status, "unreadable"),
        TITLES.get(status, TITLES[HTTP_400_BAD_REQUEST]),
        **members,
    )


def problem(
    request: Request[Any, Any, Any],
    status: int,
    code: str,
    title: str,
    detail: str = "",
    **members: Any,
) -> Response[dict[str, Any]]:
    """Answer one problem; `type` is a URN of the case, `instance` the request's id."""
    content = {
        "type": f"urn:talent:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:talent:request:{request.scope.get('talent.request', '')}",
        **members,
    }
    return Response(content, status_code=status, media_type=MEDIA_TYPE)
