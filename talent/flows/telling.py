"""What is told of a person beyond the page: sealed values for a stated purpose, and the past."""

from typing import Any
from uuid import UUID

from msgspec import structs

from talent import db, errors
from talent.core import access, person, registered, texts
from talent.flows import columns, limits, people
from talent.flows.desk import Desk

SQL = db.queries("people")

SHORTEST_PURPOSE = 4


async def reveal(
    desk: Desk, person_id: UUID, fields: tuple[str, ...], purpose: str
) -> dict[str, Any]:
    """Open sealed fields of one person for a stated purpose; the audit row stands in this transaction."""
    wrong = [name for name in fields if name not in people.SEALED_FIELDS]
    if wrong or not fields:
        expected = "可查看的项：" + "、".join(sorted(people.SEALED_FIELDS))
        raise errors.Invalid(
            faults=(errors.Fault(field="fields", said="、".join(wrong), expected=expected),)
        )
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        raise errors.Invalid(
            faults=(
                errors.Fault(
                    field="purpose",
                    said=purpose,
                    expected=f"查看的用途，至少 {SHORTEST_PURPOSE} 个字",
                ),
            )
        )
    texts.check(purpose=purpose)
    if desk.actor.role not in access.REVEALS:
        raise errors.Forbidden
    row = await people.row(desk, person_id)
    await limits.allow(desk, limits.REVEAL)
    opened = columns.draft(row, desk.keyring)
    await people.look(desk, "reveal", [row.id], purpose.strip(), {"fields": list(fields)})
    found = {name: getattr(opened, name) for name in fields}
    if "id_number" in found:
        # Where no whole number is known, what is shown of one.
        found["id_number"] = opened.id_number or columns.typed_number(row, desk.keyring)
    return found


async def history(desk: Desk, person_id: UUID, most: int) -> list[registered.Change]:
    """Tell what happened to a person, newest first; sealed values stay sealed and are left out."""
    held = await people.row(desk, person_id)
    changes: list[registered.Change] = await desk.tx.run(SQL.history, person=held.id, most=most)
    role = desk.actor.role
    return [structs.replace(change, body=_shown(change.body, role)) for change in changes]


def _shown(body: dict[str, Any] | None, role: str | None) -> dict[str, Any] | None:
    """Leave sealed values out of a change, and what the role is not shown of a person anyway."""
    if body is None:
        return None
    hidden = people.SEALED_FIELDS | {
        "number",
        "value",
        "number_index",
        "tail_index",
        "id_number_index",
        "id_number_typed",
    }
    return {
        name: "已加密"
        if name in hidden
        else access.hide(name, value, role)
        if name in person.BY_NAME
        else value
        for name, value in body.items()
    }
