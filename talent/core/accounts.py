"""Accounts and grants as they are read, and what a password must be."""

import re
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from talent import errors

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
FAILURES_BEFORE_PAUSE = 6


class Account(Struct, frozen=True):
    """One account, with what log-in needs."""

    id: UUID
    login: str
    display_name: str
    kind: str
    password_hash: str | None
    must_change: bool
    failed: int
    locked: bool | None
    disabled: bool


class Grant(Struct, frozen=True):
    """A role and its scope, as the holder sees it."""

    id: UUID
    role: str
    place: str | None
    place_name: str | None


class Opened(Struct, frozen=True):
    """One open session, as the account's owner sees it."""

    id: UUID
    opened_at: datetime
    seen_at: datetime
    ip: str | None
    kind: str


class Listed(Struct, frozen=True):
    """One account as security sees it."""

    id: UUID
    login: str
    display_name: str
    kind: str
    must_change: bool
    locked: bool
    disabled: bool
    grants: list[dict[str, str | None]]


def password_faults(password: str, login: str) -> tuple[errors.Fault, ...]:
    """Say what is wrong with a new password: length and the login in it (ASVS 5.0 V6.2)."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        expected = f"密码须为 {SHORTEST_PASSWORD}–{LONGEST_PASSWORD} 个字符"
    elif login in password.lower() or len(set(password)) < 5:  # noqa: PLR2004 - fewer than five characters is a run
        expected = "密码不得包含登录名，也不得只由少数几个字符组成"
    else:
        return ()
    return (errors.Fault(field="password", said="", expected=expected),)


def new_faults(login: str, password: str) -> tuple[errors.Fault, ...]:
    """Say what is wrong with a new account; the form of a login is also account_login_form."""
    found = password_faults(password, login)
    if LOGIN.fullmatch(login):
        return found
    expected = "登录名须为 2–40 位小写字母、数字、点、横线"
    return (errors.Fault(field="login", said=login, expected=expected), *found)
