"""People: adding one, finding who is alike while one types, reading one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import access, idnumber, person, recognition, registered, texts
from talent.core.comparison import Prepared
from talent.core.person import Draft
from talent.flows import columns, duplicates, likenesses, pools
from talent.flows.desk import Desk

SQL = db.queries("people")

ROUTE_ADD = "people"
SEALED_FIELDS = frozenset(field.name for field in person.FIELDS if field.sealed)
MOST_ASKED = 3

PARTLY = "完整的18位号码；部分遮盖的号码只用于比对，待补全"


class Consent(Struct, frozen=True, forbid_unknown_fields=True):
    """The legal basis under which a person is entered (PIPL §13), and for what."""

    purpose: str = "人才联络"
    basis: Literal["consent", "statutory_duty", "public_interest", "contract"] = "consent"
    text_version: str | None = None
    channel: str | None = None


class New(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to be added: the draft, the pool, what was said of the look-alikes, the legal basis."""

    person: Draft
    pool: str
    judgements: tuple[duplicates.Said, ...] = ()
    consent: Consent | None = None
    source: str | None = None


class Added(Struct, frozen=True):
    """What came of an add: a new person, a known one who joined, or the answer given before."""

    id: UUID
    outcome: str
    warnings: tuple[errors.Fault, ...] = ()
    queued: int = 0


async def check(desk: Desk, draft: Draft) -> duplicates.Cards:
    """Find who might be this person already, while one types. Nothing is written but the look."""
    draft, typed = told(desk, draft, wrong=True)
    faults, _ = recognition.check(draft, desk.today)
    if serious := tuple(fault for fault in faults if fault.field != "name"):
        raise errors.Invalid(faults=serious)
    if len(draft.phones) > MOST_ASKED or len(draft.other_names) > MOST_ASKED:
        fault = errors.Fault(
            field="phones", said="", expected=f"一次最多核对 {MOST_ASKED} 个号码或曾用名"
        )
        raise errors.Invalid(faults=(fault,))
    found = await likenesses.find(desk, likenesses.entry(draft, typed))
    return await duplicates.cards(desk, found)


async def add(desk: Desk, new: New, key: str | None, digest: bytes) -> Added:
    """Add a person, or let a known one join the pool.

    Refused: wrong values, and a likely look-alike nobody has looked at. An idempotency key
    answers the same request twice alike, and another request under it is refused. An ID number
    with a part hidden is kept sealed as it shows, for comparing alone.
    """
    # Keyed: a plain digest of a body would give its phone number back to whoever tries them all.
    digest = desk.keyring.index("body", digest.hex())
    if key and (before := await _remembered(desk, key, digest)):
        return Added(before, "repeated")
    draft, hidden = told(desk, new.person)
    faults, warnings = recognition.check(draft, desk.today)
    if faults:
        raise errors.Invalid(faults=faults)
    warnings += partly(hidden)
    warnings += access.elsewhere(desk.actor, draft)
    pool = await pools.code(desk, new.pool)
    seen = likenesses.entry(draft, hidden)
    await likenesses.lock(desk, seen)
    found = await likenesses.find(desk, seen)
    heard = duplicates.hear(desk, found, new.judgements)
    if heard.same is not None:
        added = await _join(desk, structs.replace(new, person=draft), heard.same, hidden)
    else:
        await duplicates.stop_unseen(desk, found, heard)
        person_id = db.new_id()
        to_verify = tuple(dict.fromkeys(warning.field for warning in warnings))
        await insert(desk, [(person_id, draft, to_verify)], {person_id: seen})
        await pools.enter(desk, [person_id], pool, new.source, desk.today)
        await _record_consent(desk, person_id, new.consent)
        queued = await duplicates.remember(desk, person_id, found, heard)
        added = Added(person_id, "new", warnings, queued)
    if key:
        await desk.tx.run(
            SQL.remember, route=ROUTE_ADD, key=key, body_digest=digest, result=added.id
        )
    return added


def tidy(draft: Draft, desk: Desk) -> Draft:
    """Bring an ID number to its kept form: 15 digits become 18, x becomes X; a wrong one stays to be refused."""
    read = idnumber.recognise(draft.id_number, desk.today)
    return structs.replace(draft, id_number=read.value) if read.value else draft


def told(desk: Desk, draft: Draft, *, wrong: bool = False) -> tuple[Draft, str | None]:
    """Answer a draft in its kept form, and apart from it an ID number with a part hidden.

    With `wrong` also one that has all its digits and is none: a slip, which is compared as it shows.
    """
    draft = tidy(draft, desk)
    typed = draft.id_number
    if typed is None or idnumber.recognise(typed, desk.today).value:
        return draft, None
    if idnumber.partly_hidden(typed) or (wrong and len(idnumber.shown(typed)) == len(typed)):
        return structs.replace(draft, id_number=None), typed
    return draft, None


def partly(hidden: str | None) -> tuple[errors.Fault, ...]:
    """Warn that a number with a part hidden is not the whole of it."""
    return (errors.Fault(field="id_number", said="", expected=PARTLY),) if hidden else ()


async def _remembered(desk: Desk, key: str, digest: bytes) -> UUID | None:
    once = desk.keyring.blocking(f"{desk.actor.account_id}|{ROUTE_ADD}|{key}")
    await desk.tx.run(duplicates.SQL.lock_keys, keys=[once])
    before: registered.Remembered | None = await desk.tx.run(
        SQL.remembered, route=ROUTE_ADD, key=key
    )
    if before is None:
        return None
    if before.body_digest != digest:
        raise errors.SameKeyOtherBody
    return before.result_id


async def insert(
    desk: Desk,
    people: list[tuple[UUID, Draft, tuple[str, ...]]],
    ready: Mapping[UUID, Prepared] = MappingProxyType({}),
) -> None:
    """Insert people with all by which they are found; `ready` are those ready for comparing already."""
    made = [columns.of(one, key, desk.keyring, doubt, ready.get(key)) for key, one, doubt in people]
    await desk.tx.run(SQL.add, people=[one.person for one in made])
    if names := [name for one in made for name in one.names]:
        await desk.tx.run(SQL.add_names, names=names)
    if phones := [phone for one in made for phone in one.phones]:
        await desk.tx.run(SQL.add_phones, phones=phones)
    await found_by(desk, [(key, draft) for key, draft, _ in people], ready)


async def found_by(
    desk: Desk,
    people: list[tuple[UUID, Draft]],
    ready: Mapping[UUID, Prepared] = MappingProxyType({}),
) -> None:
    """Write the blocking keys and the search terms by which people are found."""
    rows = [
        {
            "person_id": key,
            "keys": likenesses.stored_keys(desk, ready.get(key) or likenesses.entry(draft)),
            "terms": likenesses.terms(draft),
        }
        for key, draft in people
    ]
    await desk.tx.run(SQL.found_by, people=rows)


async def _join(desk: Desk, new: New, known: likenesses.Found, hidden: str | None) -> Added:
    """就是此人: the known person joins the pool, gains a contact; what was typed is proposed to the keeper.

    So is what was typed of an ID number with a part hidden, where no whole one is known.
    """
    person_id = known.person_id
    if not known.in_scope:
        await duplicates.claim(desk, known, new.person)
    await pools.enter(desk, [person_id], new.pool, new.source, desk.today)
    await desk.tx.run(
        SQL.add_contact, id=db.new_id(), person=person_id, made_on=desk.today, channel="entry",
        outcome=None, next_on=None,
    )  # fmt: skip
    await propose(desk, person_id, new.person, origin="entry", hidden=hidden)
    await _record_consent(desk, person_id, new.consent)
    return Added(person_id, "known")


async def propose(
    desk: Desk, person_id: UUID, typed: Draft, origin: str, hidden: str | None = None
) -> int:
    """Propose to the keeper every typed value that differs from what the register holds."""
    held_row = await row(desk, person_id)
    held = columns.draft(held_row, desk.keyring)
    found, rows = differences(held, typed), []
    if hidden and not held.id_number and hidden != columns.typed_number(held_row, desk.keyring):
        found["id_number"] = hidden
    for name, value in found.items():
        key = db.new_id()
        text = msgspec.json.encode(value).decode()
        sealed = columns.hexed(desk.keyring.seal(columns.PROPOSAL, key, text))
        rows.append(
            {"id": key, "person_id": person_id, "field": name, "value": sealed, "origin": origin}
        )
    if rows:
        await desk.tx.run(SQL.add_proposals, proposals=rows)
    return len(rows)


def differences(held: Draft, typed: Draft) -> dict[str, Any]:
    """Answer what was typed and is not what is held; what was not typed is no difference."""
    found: dict[str, Any] = {}
    for name in Draft.__struct_fields__:
        old, new = getattr(held, name), getattr(typed, name)
        if new in (None, (), "") or new == old:
            continue
        if isinstance(new, tuple):
            if set(new) <= set(old):
                continue
            new = (*old, *(one for one in new if one not in old))
        found[name] = new
    return found


async def _record_consent(desk: Desk, person_id: UUID, consent: Consent | None) -> None:
    if consent is None:
        return
    texts.check(purpose=consent.purpose, text_version=consent.text_version, channel=consent.channel)
    row = structs.asdict(consent) | {"person_id": person_id, "obtained_on": desk.today}
    await desk.tx.run(SQL.add_basis, bases=[row])


async def row(desk: Desk, person_id: UUID) -> registered.Row:
    """Answer one person's row, or that of who stands for a merged one; out of sight is not found."""
    rows: list[registered.Row] = await desk.tx.run(SQL.rows, people=[person_id])
    if not rows:
        survivor = await desk.tx.run(SQL.survivor, person=person_id)
        rows = await desk.tx.run(SQL.rows, people=[survivor]) if survivor else []
    if not rows:
        raise errors.NotFound
    return rows[0]


async def stands(desk: Desk, person_id: UUID) -> UUID:
    """Answer the id that stands for a person now: its own, or the survivor's; out of sight is not found."""
    found: UUID | None = await desk.tx.run(SQL.stands, person=person_id)
    if found is None:
        raise errors.NotFound
    return found


async def one(desk: Desk, person_id: UUID) -> registered.Person:
    """Show one person, masked for the role; the look is recorded.

    The old id of a merged entry answers who stands for it now, and says so.
    """
    held_row = await row(desk, person_id)
    await look(desk, "look", [held_row.id])
    shown = columns.shown(held_row, desk.keyring, desk.actor.role)
    moved = None if held_row.id == person_id else person_id
    return structs.replace(shown, merged_from=moved)


async def look(
    desk: Desk,
    action: str,
    people: list[UUID],
    purpose: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Record a look at people, in this transaction."""
    await desk.tx.run(
        SQL.look, action=action, subject="person", purpose=purpose, people=people, detail=detail
    )
