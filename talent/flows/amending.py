"""People amended: a change to a person's values, and all that hangs on them.

What is written keeps the form it had where it did not change, so that the audit shows what did.
"""

from typing import Any
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import amendment, recognition, registered
from talent.core.comparison import Prepared
from talent.core.person import Draft
from talent.flows import columns, duplicates, likenesses, people
from talent.flows.desk import Desk

SQL = db.queries("people")

# Fields by which somebody may turn out to be somebody else.
TELLING = frozenset({"name", "other_names", "birth", "id_number", "phones"})


class Marks(Struct, frozen=True):
    """The day each field was last verified, the fields marked 待核实, and as whom one is found.

    Without `seen` it is the person as amended, with what is shown of an ID number as it stood.
    """

    verified: dict[str, str]
    to_verify: tuple[str, ...]
    seen: Prepared | None = None


async def amend(
    desk: Desk, person_id: UUID, version: int, change: dict[str, Any]
) -> registered.Person:
    """Change the given fields of a person, if the version read is still the newest.

    Look-alikes of the changed person are queued. A township that moves somebody out of its scope
    is answered NotFound and nothing is changed: that is hr's to do.
    `change` maps field names of a draft to new values; null empties a field. An ID number with
    a part hidden is kept as it shows where no whole one is known.
    """
    held_row = await people.row(desk, person_id)
    if held_row.version != version:
        raise errors.Stale(current=held_row.version)
    held = columns.draft(held_row, desk.keyring)
    amended, hidden = people.told(desk, amendment.applied(held, change))
    faults, warnings = recognition.check(amended, desk.today)
    if hidden and held.id_number:
        fault = errors.Fault(field="id_number", said="", expected="18位号码；已登记完整号码")
        faults = (*faults, fault)
    if faults:
        raise errors.Invalid(faults=faults)
    warnings += people.partly(hidden)
    changed = {
        name for name in Draft.__struct_fields__ if getattr(held, name) != getattr(amended, name)
    }
    # Who says anything of the number, be it nothing, says it in place of what was shown of it.
    renumbered = "id_number" in change
    seen = (
        likenesses.entry(amended, hidden)
        if renumbered
        else likenesses.held(desk, held_row, amended)
    )
    found: list[likenesses.Found] = []
    if renumbered or changed & TELLING:
        await likenesses.lock(desk, seen)
        everybody = await likenesses.find(desk, seen)
        found = [one for one in everybody if one.person_id != held_row.id]
    doubted = (set(held_row.to_verify) - changed) | {warning.field for warning in warnings}
    today = dict.fromkeys(sorted(changed), desk.today.isoformat())
    marks = Marks(held_row.verified | today, tuple(sorted(doubted)), seen)
    also = {columns.SHOWN} if renumbered else set()
    await write(desk, held_row, amended, changed | also, marks)
    await duplicates.queue(desk, [(held_row.id, one) for one in found])
    return columns.shown(await people.row(desk, held_row.id), desk.keyring, desk.actor.role)


async def keep_shown(desk: Desk, person_id: UUID, number: str | None) -> None:
    """Keep what is shown of a person's ID number in place of a whole one; None keeps nothing."""
    held_row = await people.row(desk, person_id)
    draft = columns.draft(held_row, desk.keyring)
    seen = likenesses.entry(draft, number)
    marks = Marks(held_row.verified, tuple(held_row.to_verify), seen)
    await write(desk, held_row, draft, {columns.SHOWN}, marks)


async def write(
    desk: Desk, held_row: registered.Row, amended: Draft, changed: set[str], marks: Marks
) -> None:
    """Write a person's changed fields and what hangs on them; Stale when somebody was faster.

    What is shown of an ID number is as `marks.seen` has it where it is among what changed.
    """
    seen = marks.seen or likenesses.held(desk, held_row, amended)
    made = columns.of(amended, held_row.id, desk.keyring, marks.to_verify, seen)
    made.person["version"] = held_row.version
    made.person["verified"] = marks.verified
    # A value that did not change keeps its sealed form, so that the audit shows only what did.
    for name in (people.SEALED_FIELDS | {columns.SHOWN}) - changed - {"phones"}:
        sealed = getattr(held_row, name)
        made.person[name] = columns.hexed(sealed) if sealed else None
    # What hangs on the person first: an amendment may move the person out of the actor's sight.
    if "other_names" in changed:
        gone = [
            structs.asdict(name)
            for name in columns.other_names(held_row)
            if name not in amended.other_names
        ]
        await desk.tx.run(SQL.drop_names, person=held_row.id, names=gone)
        await desk.tx.run(SQL.add_names, names=made.names)
    if "phones" in changed:
        opened = columns.phones(held_row.phones, desk.keyring)
        kept = {(phone.number, phone.holder) for phone in amended.phones}
        gone_ids = [UUID(key) for key, number, holder in opened if (number, holder) not in kept]
        await desk.tx.run(SQL.drop_phones, person=held_row.id, phones=gone_ids)
        await desk.tx.run(SQL.add_phones, phones=made.phones)
    await people.found_by(desk, [(held_row.id, amended)], {held_row.id: seen})
    if not await desk.tx.run(SQL.amend, people=[made.person]):
        raise errors.Stale
