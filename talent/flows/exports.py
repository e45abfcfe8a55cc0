"""Lists of people that leave the register: for a purpose, masked as on the screen, marked, recorded."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, registered, texts
from talent.flows import columns, finding, limits, people
from talent.flows.desk import SHANGHAI, Desk

SQL = db.queries("people")

SHORTEST_PURPOSE = 4
SHORTEST_RECIPIENT = 2


class Way(StrEnum):
    """How a list leaves, as the audit names it."""

    EXPORT = "export"
    PRINT = "print"


MOST: dict[Way, int] = {Way.EXPORT: 10_000, Way.PRINT: 1_000}


class Leaving(Struct, frozen=True, forbid_unknown_fields=True):
    """What people's data leaves the register for, and who gets it (PIPL §23)."""

    purpose: str
    recipient: str

    @property
    def said(self) -> str:
        """Both in one sentence, as it stands in the audit and on the paper."""
        return f"{self.purpose.strip()}；接收方：{self.recipient.strip()}"


class Screen(Struct, frozen=True):
    """A list as it is on the screen: its filter, who is ticked (nobody: all), its columns."""

    wanted: finding.Filter
    ids: list[UUID]
    columns: list[str]


def check(leaving: Leaving) -> None:
    """Refuse data that leaves without a purpose or a recipient."""
    texts.check(purpose=leaving.purpose, recipient=leaving.recipient)
    faults = tuple(
        errors.Fault(field=field, said=said, expected=f"{label}，至少 {least} 个字")
        for field, said, label, least in (
            ("purpose", leaving.purpose, "用途", SHORTEST_PURPOSE),
            ("recipient", leaving.recipient, "接收方", SHORTEST_RECIPIENT),
        )
        if len(said.strip()) < least
    )
    if faults:
        raise errors.Invalid(faults=faults)


async def chosen(desk: Desk, screen: Screen, leaving: Leaving, way: Way) -> list[registered.Person]:
    """Answer the people of a list, or those of them that were ticked, to be taken away.

    Purpose, recipient, the columns and each person's id stand in the audit. Refused: no purpose or
    recipient, too many, somebody out of sight.
    """
    check(leaving)
    await limits.allow(desk, limits.EXPORT)
    found = await _people(desk, screen.ids or await finding.every(desk, screen.wanted, MOST[way]))
    if len(found) < len(set(screen.ids)):
        raise errors.NotFound
    detail = {"columns": screen.columns}
    await people.look(desk, way, [one.id for one in found], leaving.said, detail)
    return found


async def _people(desk: Desk, ids: list[UUID]) -> list[registered.Person]:
    rows = {row.id: row for row in await desk.tx.run(SQL.rows, people=ids)}
    role = desk.actor.role
    return [columns.shown(rows[key], desk.keyring, role) for key in ids if key in rows]


def mark(actor: access.Actor, now: datetime) -> str:
    """Say on the paper whose it is: 组织部 张三（hr） 2026-11-26 14:03 内部资料."""
    role = access.ROLE_NAMES.get(actor.role or "", "")
    at = now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return f"{role} {actor.display_name}（{actor.login}） {at} 内部资料 请勿外传"
