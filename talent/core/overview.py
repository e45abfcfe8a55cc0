"""What the first page counts: people to look after, coverage by place, months."""

from datetime import date

from msgspec import Struct


class PeopleToDo(Struct, frozen=True):
    """People whom something waits for: an approval, a verification, a contact, a decision."""

    submitted: int
    town_ok: int
    to_verify: int
    due: int
    proposals: int


class Counted(Struct, frozen=True):
    """How many there are of a kind."""

    name: str
    people: int


class Area(Struct, frozen=True):
    """A place with its people in pools, and how many of its villages have enough in reserve."""

    code: str
    name: str
    district: str | None
    district_code: str | None
    district_people: int
    people: int
    reserve: int
    villages: int
    covered: int


class Month(Struct, frozen=True):
    """Entries of a pool on the last day of a month."""

    on_day: date
    pool: str
    entries: int
