"""A person as the register holds it, and as it is shown.

`Row` is the row with its sealed values sealed. `Person` is what somebody is shown: phones and ID
number masked, home contact and notes only said to be there; they leave through a reveal.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent.core.person import Birth, OtherName


class Row(Struct, frozen=True):
    """One person as the database answers it; bytes are sealed values, dates may be partial texts."""

    id: UUID
    version: int
    name: str
    sex: str | None
    ethnicity: str | None
    birth: str | None
    birth_lunar: bool
    id_number: bytes | None
    id_number_typed: bytes | None
    native_place: str | None
    household_village: str | None
    household_group: str | None
    household_text: str | None
    residence_place: str | None
    residence_text: str | None
    resident_since: date | None
    education_full_time: str | None
    school_full_time: str | None
    major_full_time: str | None
    education_in_service: str | None
    school_in_service: str | None
    major_in_service: str | None
    political_status: str | None
    political_joined: str | None
    activist: bool | None
    work_started: str | None
    employer: str | None
    position: str | None
    industry: str | None
    professional_title: str | None
    title_level: str | None
    skills: list[str]
    recommending_unit: str | None
    home_contact: bytes | None
    entered_on: date | None
    source: str | None
    notes: bytes | None
    return_intent: int | None
    retired: bool | None
    to_verify: list[str]
    verified: dict[str, str]
    ranking_refused: bool
    created_at: datetime
    updated_at: datetime
    other_names: list[dict[str, str | None]]
    phones: list[list[str]]
    memberships: list[dict[str, Any]]


class ShownPhone(Struct, frozen=True):
    """A masked number; its id is what a reveal names."""

    id: str
    number: str
    holder: str


class Person(Struct, frozen=True):
    """One person as somebody is shown it; `merged_from` is the old id that was asked for, if one was."""

    id: UUID
    version: int
    name: str
    other_names: tuple[OtherName, ...]
    sex: str | None
    ethnicity: str | None
    birth: Birth | None
    id_number: str
    phones: tuple[ShownPhone, ...]
    native_place: str | None
    household_village: str | None
    household_group: str | None
    household_text: str | None
    residence_place: str | None
    residence_text: str | None
    resident_since: date | None
    education_full_time: str | None
    school_full_time: str | None
    major_full_time: str | None
    education_in_service: str | None
    school_in_service: str | None
    major_in_service: str | None
    political_status: str | None
    political_joined: Birth | None
    activist: bool | None
    work_started: Birth | None
    employer: str | None
    position: str | None
    industry: str | None
    professional_title: str | None
    title_level: str | None
    skills: tuple[str, ...]
    recommending_unit: str | None
    has_home_contact: bool
    entered_on: date | None
    source: str | None
    has_notes: bool
    return_intent: int | None
    retired: bool | None
    to_verify: tuple[str, ...]
    verified: dict[str, str]
    ranking_refused: bool
    created_at: datetime
    updated_at: datetime
    memberships: tuple[dict[str, Any], ...]
    merged_from: UUID | None = None


class Membership(Struct, frozen=True):
    """One membership as it stands."""

    id: UUID
    person_id: UUID
    pool: str
    state: str
    source: str | None
    entered_on: date
    exited_on: date | None
    exit_reason: int | None
    version: int


class Step(Struct, frozen=True):
    """One state a membership took."""

    from_state: str | None
    to_state: str
    on_day: date
    reason: str | None
    made_by: str | None
    at: datetime


class Total(Struct, frozen=True):
    """Entries and persons of a pool on a day; the last row (no pool) counts all."""

    pool: str | None
    label: str | None
    entries: int
    persons: int


class Pool(Struct, frozen=True):
    """A pool and its label."""

    code: str
    label: str


class Facet(Struct, frozen=True):
    """How many people of a list one further choice would leave; `all` counts the list itself."""

    facet: str
    value: str
    people: int


class Tagged(Struct, frozen=True):
    """A tag on a person."""

    person_id: UUID
    tag: str


class Change(Struct, frozen=True):
    """One change or look in a person's history. body holds what changed, sealed values sealed."""

    at: datetime
    action: str
    subject: str
    made_by: str | None
    purpose: str | None
    body: dict[str, Any] | None


class Remembered(Struct, frozen=True):
    """What an idempotency key was used for."""

    result_id: UUID
    body_digest: bytes


class Contact(Struct, frozen=True):
    """One contact with a person."""

    id: UUID
    made_on: date
    channel: str
    outcome: str | None
    next_on: date | None
    made_by: str


class Held(Struct, frozen=True):
    """A seat that a person holds or held."""

    id: UUID
    role: int
    village: str
    since: date | None
    until: date | None
    end_reason: int | None


class Stepped(Struct, frozen=True):
    """One state that a person's membership of a pool took."""

    pool: str
    to_state: str
    on_day: date
    reason: str | None
    made_by: str | None


class Basis(Struct, frozen=True):
    """A legal basis for one purpose (PIPL §13)."""

    id: UUID
    purpose: str
    basis: str
    text_version: str | None
    channel: str | None
    obtained_on: date
    withdrawn_on: date | None


class Proposal(Struct, frozen=True):
    """A value somebody else typed; sealed."""

    id: UUID
    field: str
    value: bytes
    origin: str
    proposed_by: str | None
    at: datetime


# state -> states it may take. Rejected ones are drafted again; exit is for good.
STEPS: dict[str, tuple[str, ...]] = {
    "draft": ("submitted", "active", "exited"),
    "submitted": ("town_ok", "active", "rejected"),
    "town_ok": ("active", "rejected"),
    "active": ("paused", "exited"),
    "paused": ("active", "exited"),
    "rejected": ("draft",),
    "exited": (),
}
