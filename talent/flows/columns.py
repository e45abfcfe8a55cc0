"""A draft as the columns of its rows, sealed where a field is sealed, and back."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db
from talent.core import access, duplicate, education, names, person, registered
from talent.core.comparison import Prepared
from talent.core.person import Draft
from talent.sealing import Keyring

ID_NUMBER = "person.id_number"
SHOWN = "id_number_typed"
ID_NUMBER_TYPED = f"person.{SHOWN}"
HOME_CONTACT = "person.home_contact"
NOTES = "person.notes"
PHONE = "person_phone.number"
PROPOSAL = "proposal.value"

# Columns that hold a draft's value as it is.
PLAIN = (
    "name sex ethnicity native_place household_village household_group household_text residence_place"
    " residence_text education_full_time school_full_time major_full_time education_in_service"
    " school_in_service major_in_service political_status activist employer position industry"
    " professional_title title_level skills recommending_unit source return_intent retired"
    " resident_since entered_on"
).split()


class Columns(Struct, frozen=True):
    """What one draft becomes: the person's row, and the rows that hang on it."""

    person: dict[str, Any]
    names: list[dict[str, Any]]
    phones: list[dict[str, Any]]


def hexed(value: bytes) -> str:
    """Write bytes as PostgreSQL reads them out of JSON."""
    return "\\x" + value.hex()


def unhexed(value: str) -> bytes:
    """Read bytes as PostgreSQL writes them into JSON."""
    return bytes.fromhex(value[2:])


def of(
    draft: Draft,
    person_id: UUID,
    keyring: Keyring,
    to_verify: tuple[str, ...] = (),
    seen: Prepared | None = None,
) -> Columns:
    """Turn a draft into columns; every sealed value is sealed anew for this row.

    What `seen` shows of an ID number is kept where it is not whole or not valid.
    """
    row: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN}
    row |= {
        "id": person_id,
        "birth": draft.birth.iso if draft.birth else None,
        "birth_lunar": bool(draft.birth and draft.birth.lunar),
        "political_joined": draft.political_joined.iso if draft.political_joined else None,
        "work_started": draft.work_started.iso if draft.work_started else None,
        "id_number": _seal(keyring, ID_NUMBER, person_id, draft.id_number),
        "id_number_index": hexed(keyring.index("id_number", draft.id_number))
        if draft.id_number
        else None,
        SHOWN: _seal(keyring, ID_NUMBER_TYPED, person_id, number_shown(seen)),
        "home_contact": _seal(keyring, HOME_CONTACT, person_id, draft.home_contact),
        "notes": _seal(keyring, NOTES, person_id, draft.notes),
        "education_rank": highest(draft.education_full_time, draft.education_in_service),
        "sort_key": names.sort_key(names.parse(draft.name)),
        "to_verify": to_verify,
    }
    other = [
        {"id": db.new_id(), "person_id": person_id, **structs.asdict(name)}
        for name in draft.other_names
    ]
    return Columns(row, other, [phone(number, person_id, keyring) for number in draft.phones])


def number_shown(seen: Prepared | None) -> str | None:
    """Answer what is shown of an ID number that is not whole or not valid."""
    return seen.number if seen and seen.number and not seen.id_number else None


def phone(said: person.Phone, person_id: UUID, keyring: Keyring) -> dict[str, Any]:
    """Turn a phone into its row."""
    row = db.new_id()
    return {
        "id": row,
        "person_id": person_id,
        "number": hexed(keyring.seal(PHONE, row, said.number)),
        "number_index": hexed(keyring.index("phone", said.number)),
        "tail_index": hexed(keyring.index("phone_tail", said.number[-4:])),
        "holder": said.holder,
    }


def highest(*codes: str | None) -> int | None:
    """Answer the rank of the highest of some schooling codes."""
    return max((education.rank(code) for code in codes if code), default=None)


def draft(row: registered.Row, keyring: Keyring) -> Draft:
    """Open a row into the draft it came from."""
    values = _unsealed(row) | {
        "id_number": keyring.open(ID_NUMBER, row.id, row.id_number) if row.id_number else None,
        "home_contact": keyring.open(HOME_CONTACT, row.id, row.home_contact)
        if row.home_contact
        else None,
        "notes": keyring.open(NOTES, row.id, row.notes) if row.notes else None,
        "phones": tuple(
            person.Phone(number, holder)  # type: ignore[arg-type]
            for _, number, holder in phones(row.phones, keyring)
        ),
    }
    return Draft(**values)


def _unsealed(row: registered.Row) -> dict[str, Any]:
    """Answer what a row says of a draft without a key."""
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    return values | {
        "skills": tuple(row.skills),
        "birth": person.birth(row.birth, lunar=row.birth_lunar),
        "political_joined": person.birth(row.political_joined),
        "work_started": person.birth(row.work_started),
        "other_names": other_names(row),
    }


def typed_number(row: registered.Row | duplicate.Row, keyring: Keyring) -> str | None:
    """Open what was typed in place of an ID number."""
    sealed = row.id_number_typed
    return keyring.open(ID_NUMBER_TYPED, row.id, sealed) if sealed else None


def other_names(row: registered.Row) -> tuple[person.OtherName, ...]:
    """Read the other names of a row."""
    return tuple(msgspec.convert(name, person.OtherName) for name in row.other_names)


def phones(sealed: list[list[str]], keyring: Keyring) -> list[tuple[str, str, str]]:
    """Open phones as (id, number, holder)."""
    return [
        (row, keyring.open(PHONE, UUID(row), unhexed(number)), holder)
        for row, number, holder in sealed
    ]


def shown(row: registered.Row, keyring: Keyring, role: str | None) -> registered.Person:
    """Mask a row for a role: ID number as 有/无 with its tail, phones as the role may see them.

    Only what is shown of them is opened: a list asks this of fifty people at a time.
    """
    number = keyring.open(ID_NUMBER, row.id, row.id_number) if row.id_number else None
    return registered.Person(
        **{name: access.hide(name, value, role) for name, value in _unsealed(row).items()},
        id=row.id,
        version=row.version,
        id_number=access.mask_id_number(number, partly=row.id_number_typed is not None),
        phones=tuple(
            registered.ShownPhone(key, access.mask_phone(said, role), holder)
            for key, said, holder in phones(row.phones, keyring)
        ),
        has_home_contact=row.home_contact is not None,
        has_notes=row.notes is not None,
        to_verify=tuple(row.to_verify),
        verified=row.verified,
        ranking_refused=row.ranking_refused,
        created_at=row.created_at,
        updated_at=row.updated_at,
        memberships=tuple(row.memberships),
    )


def _seal(keyring: Keyring, where: str, row: UUID, text: str | None) -> str | None:
    return hexed(keyring.seal(where, row, text)) if text else None
