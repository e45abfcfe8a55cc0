"""What an invented county holds. Every `key` is the position in its own tuple.

A person is one row of the register, an entry one membership of a pool: a human in two pools is
one person with two entries, a human entered twice is two persons of one `human`. Whoever only
holds a seat is a person without an entry.
"""

from datetime import date
from typing import Any

from msgspec import Struct

from talent.core import places
from talent.core.person import Draft

DUALMI, LOCAL, RESERVE = "DUALMI", "LOCAL", "RESERVE"


class Alias(Struct, frozen=True):
    """Another name of a place, with the days it was in use where they are known."""

    alias: str
    since: date | None = None
    until: date | None = None


class Place(Struct, frozen=True, kw_only=True):
    """One place, a parent always before its children.

    Codes: county, township, village, community 12 digits, district PNN behind the county, group
    15 digits. `flags` of a village: `weak_years` (软弱涣散), `hollow` (空壳村), `model` (示范村).
    A village that is gone has status `merged` and names its successor.
    """

    code: str
    kind: places.Kind
    name: str
    short_name: str
    parent: str | None
    status: str = "in_force"
    successor: str | None = None
    flags: dict[str, Any] = {}
    aliases: tuple[Alias, ...] = ()


class Person(Struct, frozen=True):
    """One person of the register. `human` is the truth that no register knows: who it is.

    `tags` say what was done to this row: `second` for a human's second row with what differs
    (homophone, lunar …), `equal_id` for a number that is another human's too, `seat` for who was
    made to hold one, `cast` for a reserve made for a request.
    """

    key: int
    human: int
    draft: Draft
    tags: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """One membership of a pool."""

    pool: str
    person: int
    entered_on: date
    source: str


class Body(Struct, frozen=True):
    """A body of a village (core.post.Body)."""

    key: int
    village: str
    kind: int


class Post(Struct, frozen=True):
    """A role of a body and its seats."""

    key: int
    body: int
    role: int
    seats: int


class Term(Struct, frozen=True):
    """A term of a body; `due` is the day of the next election and no day of this term."""

    body: int
    starts: date
    due: date


class Tenure(Struct, frozen=True, kw_only=True):
    """Who holds a seat from a day; `ends` is the first day without it, None while it is held."""

    post: int
    seat: int
    person: int
    starts: date
    ends: date | None = None
    end_reason: int | None = None
    concurrent: bool = False


class Vacancy(Struct, frozen=True):
    """An open seat and why it is open (core.post.VACANCY_REASONS)."""

    post: int
    seat: int
    opened_on: date
    reason: int
    urgent: bool


class Kin(Struct, frozen=True):
    """What `relative` is to `person`; both directions stand."""

    person: int
    relative: int
    relation: str
    confirmed: bool
    source: str


class Review(Struct, frozen=True):
    """A review's result under the id of the rule it answers; no document while it is pending."""

    person: int
    kind: str
    result: str
    document: str | None
    decided_on: date


class Route(Struct, frozen=True):
    """How somebody may stand on a village's voter register (core.voters: A, B, C, D).

    `facts` hold, under the names of facts.RegisterSteps, the day a step was taken (ISO) or False
    for a step that was refused.
    """

    person: int
    village: str
    route: str
    facts: dict[str, str | bool]
    recorded_on: date


class Record(Struct, frozen=True):
    """What fit is computed from; the keys of `detail` depend on the kind.

    training {name}; assessment {assessment, points_percentile}; experience {kind, months, note};
    readiness {readiness}; values as in core.profile and core.post.
    """

    person: int
    kind: str
    on_day: date
    detail: dict[str, str | int]


class Contact(Struct, frozen=True):
    """A contact the liaison officer made."""

    person: int
    made_on: date
    channel: str
    outcome: str
    next_on: date | None


class Assignment(Struct, frozen=True):
    """Whom the officer of a login keeps contact with."""

    person: int
    login: str
    since: date


class Request(Struct, frozen=True, kw_only=True):
    """What a village asks for, as it will be filed. `cast` names the reserves it was made for."""

    village: str
    post: int
    seats: int
    wanted_skills: tuple[str, ...]
    must_haves: tuple[str, ...]
    deadline: date
    document: str
    urgent: bool
    cast: tuple[int, ...]


class Account(Struct, frozen=True):
    """A demo account: its one role and the place it holds for."""

    login: str
    role: str
    place: str | None
    display_name: str


class County(Struct, frozen=True, kw_only=True):
    """An invented county, whole."""

    code: str
    name: str
    today: date
    places: tuple[Place, ...]
    people: tuple[Person, ...]
    entries: tuple[Entry, ...]
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    terms: tuple[Term, ...]
    tenures: tuple[Tenure, ...]
    vacancies: tuple[Vacancy, ...]
    kin: tuple[Kin, ...]
    reviews: tuple[Review, ...]
    routes: tuple[Route, ...]
    records: tuple[Record, ...]
    contacts: tuple[Contact, ...]
    assignments: tuple[Assignment, ...]
    requests: tuple[Request, ...]
    accounts: tuple[Account, ...]
