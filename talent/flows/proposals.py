"""Values that somebody else typed for a person, waiting for the person's keeper."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import access, idnumber, registered
from talent.flows import amending, columns, people
from talent.flows.desk import Desk

SQL = db.queries("people")


class Shown(Struct, frozen=True):
    """One proposal; the value of a sealed field is masked."""

    id: UUID
    field: str
    value: Any
    origin: str
    proposed_by: str | None


async def listed(desk: Desk, person_id: UUID) -> list[Shown]:
    """List what is proposed for a person in sight."""
    person_id = (await people.one(desk, person_id)).id
    role = desk.actor.role
    return [
        Shown(
            held.id,
            held.field,
            _masked(held.field, _value(desk, held), role),
            held.origin,
            held.proposed_by,
        )
        for held in await desk.tx.run(SQL.proposals, person=person_id)
    ]


def _value(desk: Desk, held: registered.Proposal) -> Any:
    return msgspec.json.decode(desk.keyring.open(columns.PROPOSAL, held.id, held.value))


def _masked(field: str, value: Any, role: str | None) -> Any:
    if field == "id_number":
        partly = idnumber.partly_hidden(value)
        return f"部分遮盖（尾号{value[-2:]}）" if partly else access.mask_id_number(value)
    if field == "phones":
        return [{**phone, "number": access.mask_phone(phone["number"], role)} for phone in value]
    return "已加密" if field in people.SEALED_FIELDS else value


async def decide(
    desk: Desk, person_id: UUID, proposal: UUID, version: int, *, take: bool
) -> registered.Person:
    """Take a value into the register under the person's version, or decline it."""
    person_id = await people.stands(desk, person_id)
    held = {one.id: one for one in await desk.tx.run(SQL.proposals, person=person_id)}
    if proposal not in held:
        raise errors.NotFound
    state = "taken" if take else "declined"
    await desk.tx.run(SQL.decide_proposal, proposal=proposal, person=person_id, state=state)
    if not take:
        return await people.one(desk, person_id)
    value = _value(desk, held[proposal])
    return await amending.amend(desk, person_id, version, {held[proposal].field: value})
