"""What the database answers about people who share a blocking key."""

from uuid import UUID

from msgspec import Struct


class Row(Struct, frozen=True):
    """A person who shares a key; phones are (row id, sealed number, holder, how many hold it)."""

    id: UUID
    name: str
    other_names: list[str]
    sex: str | None
    birth: str | None
    birth_lunar: bool
    id_number: bytes | None
    phones: list[tuple[str, str, str, int]]
    household_village: str | None
    residence_place: str | None
    native_place: str | None
    education: str | None
    political_status: str | None
    employer: str | None
    position: str | None
    in_scope: bool
    id_number_typed: bytes | None


class Sharing(Struct, frozen=True):
    """The nth of the asked shares a key with a person."""

    n: int
    person: UUID
