"""Contacts with people, the legal bases they are kept under, the notices they were given."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct, structs

from talent import db
from talent.core import registered, texts
from talent.flows import people
from talent.flows.desk import Desk

SQL = db.queries("people")


class New(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contact: how, what came of it, when the next is due."""

    channel: Literal["phone", "meeting", "message", "event"] = "meeting"
    made_on: date | None = None
    outcome: str | None = None
    next_on: date | None = None


class Made(Struct, frozen=True):
    """The id of what was made."""

    id: UUID


class NewBasis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A legal basis for one purpose (PIPL §13)."""

    purpose: str
    basis: Literal["consent", "statutory_duty", "public_interest", "contract"]
    text_version: str | None = None
    channel: str | None = None
    obtained_on: date | None = None


class NewNotice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notice: delivered when, or the reason for none (PIPL §17, §18)."""

    text_version: str
    channel: str
    delivered_at: datetime | None = None
    exemption: str | None = None


async def add(desk: Desk, person_id: UUID, new: New) -> Made:
    """Log a contact with a person in sight."""
    texts.check(outcome=new.outcome)
    person_id = (await people.one(desk, person_id)).id
    contact = db.new_id()
    values = structs.asdict(new) | {"made_on": new.made_on or desk.today}
    await desk.tx.run(SQL.add_contact, id=contact, person=person_id, **values)
    return Made(contact)


async def listed(desk: Desk, person_id: UUID) -> list[registered.Contact]:
    """List the contacts with a person in sight."""
    person_id = (await people.one(desk, person_id)).id
    found: list[registered.Contact] = await desk.tx.run(SQL.contacts, person=person_id)
    return found


async def bases(desk: Desk, person_id: UUID) -> list[registered.Basis]:
    """List the legal bases under which a person in sight is kept."""
    person_id = (await people.one(desk, person_id)).id
    found: list[registered.Basis] = await desk.tx.run(SQL.bases, person=person_id)
    return found


async def add_basis(desk: Desk, person_id: UUID, new: NewBasis) -> None:
    """Record a legal basis for a person in sight."""
    texts.check(purpose=new.purpose, text_version=new.text_version, channel=new.channel)
    person_id = (await people.one(desk, person_id)).id
    row = structs.asdict(new) | {
        "person_id": person_id,
        "obtained_on": new.obtained_on or desk.today,
    }
    await desk.tx.run(SQL.add_basis, bases=[row])


async def add_notice(desk: Desk, person_id: UUID, new: NewNotice) -> None:
    """Record a notice to a person in sight."""
    texts.check(text_version=new.text_version, channel=new.channel, exemption=new.exemption)
    person_id = (await people.one(desk, person_id)).id
    await desk.tx.run(SQL.add_notice, person=person_id, **structs.asdict(new))
