"""Who acts, from where, and what each role may do.

The database decides who sees whom (table person_visible, row-level security); the guards here
are the second lock on the same door.
"""

from enum import StrEnum
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent.core import person
from talent.core.person import Draft, FieldClass
from talent.errors import Fault


class Role(StrEnum):
    """The seven roles. system and security run the service and see nobody."""

    HR = "hr"
    LIAISON = "liaison"
    TOWNSHIP = "township"
    VILLAGE = "village"
    SYSTEM = "system"
    SECURITY = "security"
    AUDITOR = "auditor"


ROLE_NAMES: dict[str, str] = {
    "hr": "组织部",
    "liaison": "联络员",
    "township": "乡镇（街道）",
    "village": "村",
    "system": "系统管理员",
    "security": "安全管理员",
    "auditor": "审计员",
}


class Visit(Struct, frozen=True):
    """The circumstances of one request: the token shown, the address, an id for the logs."""

    token: str = ""
    ip: str = ""
    request_id: str = ""
    purpose: str = ""


class Actor(Struct, frozen=True):
    """Who acts: account, and the one grant (role and scope) the session is using."""

    session_id: UUID
    account_id: UUID
    login: str
    display_name: str
    must_change: bool
    grant_id: UUID | None
    role: str | None
    place: str | None


SEES_PEOPLE = frozenset({Role.HR, Role.LIAISON, Role.TOWNSHIP, Role.VILLAGE})
ADDS_PEOPLE = frozenset({Role.HR, Role.LIAISON, Role.TOWNSHIP})
BRINGS_ROSTERS = frozenset({Role.HR, Role.TOWNSHIP})
FILES_REQUESTS = frozenset({Role.HR, Role.TOWNSHIP, Role.VILLAGE})
JUDGES_PAIRS = frozenset({Role.HR, Role.TOWNSHIP})
REVEALS = frozenset({Role.HR, Role.LIAISON, Role.TOWNSHIP})


HIDDEN = "（已隐藏）"
TOWNSHIP_DIGITS = 9  # of a place code
SHOWN_DIGITS = 7  # of a mobile number: three in front, four behind


def hide(field: str, value: Any, role: str | None) -> Any:
    """Answer what of an unsealed field a role is shown: addresses and the like (S2) no village."""
    close = person.BY_NAME[field].field_class in (FieldClass.S2, FieldClass.S3)
    return HIDDEN if value and close and role == Role.VILLAGE else value


def mask_phone(number: str, role: str | None) -> str:
    """Answer what of a phone number a role is shown: 138****1234, for a village the last two digits."""
    if role == Role.VILLAGE:
        return "*" * (len(number) - 2) + number[-2:]
    return (
        number[:3] + "*" * (len(number) - SHOWN_DIGITS) + number[-4:]
        if len(number) > SHOWN_DIGITS
        else "*" * (len(number) - 2) + number[-2:]
    )


def mask_id_number(number: str | None, *, partly: bool = False) -> str:
    """Answer 有 with the last two characters, 不全或有误, or 无: an ID number is never shown in a list."""
    if number:
        return f"有（尾号{number[-2:]}）"
    return "不全或有误" if partly else "无"


def elsewhere(actor: Actor, draft: Draft) -> tuple[Fault, ...]:
    """Warn where a township enters somebody who neither is registered nor lives in it."""
    home = (actor.place or "")[:TOWNSHIP_DIGITS]
    places = [place for place in (draft.household_village, draft.residence_place) if place]
    if actor.role != Role.TOWNSHIP or not places:
        return ()
    if any(place.startswith(home) for place in places):
        return ()
    expected = "户籍地或现居住地在本乡镇（街道）；请核对"
    return (Fault(field="household_village", said=places[0], expected=expected),)
