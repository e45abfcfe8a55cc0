"""A person corrected in a form, as text: what was changed is recognised, and two clerks' changes are brought together.

A form carries each text as it stood when it was opened. Where another clerk was faster, what only
one of the two changed is kept from both; what both changed differently is shown and decided by a
person.
"""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import errors
from talent.core import person, places, recognition, registered
from talent.flows import amending, columns, people
from talent.flows.desk import Desk

# Columns that a form shows as text, as a roster has them. Places are chosen and come as codes.
TEXTS: tuple[str, ...] = tuple(
    """
    name sex ethnicity birth native_place household_group household_text residence_text
    resident_since education_full_time school_full_time major_full_time education_in_service
    school_in_service major_in_service political_status political_joined work_started employer
    position professional_title title_level skills recommending_unit return_intent retired
    """.split()
)
PLACES = ("household_village", "residence_place")
# Never shown, so an empty field leaves them as they are.
CLOSED = ("id_number", "home_contact", "notes")
NOWHERE = places.PlaceIndex(())


class Both(errors.Conflict):
    """Another clerk changed the same fields differently; carries both texts, and what to go on with."""

    code = "changed-by-both"
    title = "您修改期间，他人已修改同一人员"


class Typed(Struct, frozen=True):
    """A form: the texts, the texts as it was opened with, phones to take away and to add."""

    texts: dict[str, str]
    opened: dict[str, str]
    dropped: tuple[str, ...] = ()
    added: str = ""


def texts(shown: registered.Person) -> dict[str, str]:
    """Write a person's fields as the texts of a form; codes stay codes, sealed values stay away."""
    return {name: text(getattr(shown, name)) for name in (*TEXTS, *PLACES)}


def text(value: Any) -> str:
    """Write one value as a form shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, person.Birth):
        return ("农历" if value.lunar else "") + value.iso
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)


async def retype(desk: Desk, person_id: UUID, version: int, typed: Typed) -> registered.Person:
    """Change what was changed in the form.

    Refused as `Both` where another clerk saved since and that touches this form: what only one of the
    two changed is brought together, what both did is named, and a person looks before it is saved.
    """
    now = await people.row(desk, person_id)
    held = texts(columns.shown(now, desk.keyring, desk.actor.role))
    kept, clash = joined(typed, held)
    if clash or (now.version != version and kept != typed.texts):
        raise Both(version=now.version, texts=kept, held=held, opened=typed.opened, clash=clash)
    change = _change(desk, Typed(kept, held))
    if typed.dropped or typed.added.strip():
        change["phones"] = _phones(desk, now, typed)
    if not change:
        return columns.shown(now, desk.keyring, desk.actor.role)
    return await amending.amend(desk, person_id, now.version, change)


def joined(typed: Typed, held: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Bring a form and the register together: texts to go on with, and fields changed by both."""
    kept: dict[str, str] = {}
    clash = []
    for name, mine in typed.texts.items():
        if name in CLOSED:
            kept[name] = mine
            continue
        opened, theirs = typed.opened.get(name, ""), held[name]
        kept[name] = theirs if mine == opened else mine
        if mine not in (opened, theirs) and theirs != opened:
            clash.append(name)
    return kept, tuple(clash)


def _change(desk: Desk, after: Typed) -> dict[str, Any]:
    """Recognise what differs from the register; refused with the fault of each field."""
    changed = [name for name, text in after.texts.items() if text != after.opened.get(name, "")]
    typed = {name: after.texts[name] for name in (*TEXTS, *CLOSED) if after.texts.get(name)}
    read = recognition.recognise(typed, NOWHERE, desk.today)
    faults = tuple(fault for fault in read.faults if fault.field in changed)
    if read.draft is None or faults:
        raise errors.Invalid(faults=faults or read.faults)
    change: dict[str, Any] = {}
    for name in changed:
        if name in PLACES:
            change[name] = after.texts[name] or None
        elif name not in CLOSED or after.texts[name]:
            value = getattr(read.draft, name)
            change[name] = None if value == () else msgspec.to_builtins(value)
    return change


def _phones(desk: Desk, now: registered.Row, typed: Typed) -> list[Any]:
    opened = columns.phones(now.phones, desk.keyring)
    kept = [
        {"number": number, "holder": holder}
        for key, number, holder in opened
        if key not in typed.dropped
    ]
    read = recognition.recognise({"name": now.name, "phones": typed.added}, NOWHERE, desk.today)
    if read.faults or read.draft is None:
        raise errors.Invalid(faults=read.faults)
    known = {phone["number"] for phone in kept}
    return [
        *kept,
        *(
            {"number": phone.number, "holder": phone.holder}
            for phone in read.draft.phones
            if phone.number not in known
        ),
    ]
