"""Bodies, posts, terms, tenures and vacancies as they stand and as they are shown."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from msgspec import Struct

from talent.core import post


class Village(Struct, frozen=True):
    """A village or community in the asker's scope; `flags` are what the county notes of it."""

    code: str
    name: str
    kind: str
    status: str
    flags: dict[str, object]

    @property
    def community(self) -> bool:
        """Whether it is a community (社区), which the village committee law does not cover."""
        return self.kind == "community"

    @property
    def hollow(self) -> bool:
        """Whether it has no collective income (空壳村)."""
        return self.flags.get("hollow") is True

    @property
    def multi_ethnic(self) -> bool | None:
        """Whether several ethnic groups live in it; None where the county has not noted it."""
        noted = self.flags.get("multi_ethnic")
        return noted if isinstance(noted, bool) else None


class Overview(Struct, frozen=True):
    """A village in a list: its township, how its seats stand, the next election, open requests.

    `held` counts the seats whose holders are recorded, `vacant` those recorded as vacant; of the
    rest nothing is known.
    """

    code: str
    name: str
    kind: str
    township: str
    seats: int
    held: int
    vacant: int
    urgent: int
    due: date | None
    requests: int


class Post(Struct, frozen=True):
    """A role of a body, and how many seats it has."""

    id: UUID
    body_id: UUID
    village: str
    body: int
    role: int
    seats: int


class Term(Struct, frozen=True):
    """A term of a body: from its first day to the day the next election is due."""

    id: UUID
    body_id: UUID
    starts: date
    due: date


class Incumbent(Struct, frozen=True):
    """Who holds a seat; `until` is the first day out of office, None while that is open."""

    tenure_id: UUID
    post_id: UUID
    role: int
    seat: int
    person_id: UUID
    name: str
    sex: str | None
    skills: list[str]
    since: date
    until: date | None
    concurrent: bool
    ethnicity: str | None


class Sitting(Struct, frozen=True):
    """Somebody as a board knows him or her."""

    person_id: UUID
    name: str
    sex: str | None
    skills: list[str]
    ethnicity: str | None


class Tenure(Struct, frozen=True):
    """One holder of one seat, as recorded."""

    id: UUID
    post_id: UUID
    seat: int
    person_id: UUID
    since: date
    until: date | None
    end_reason: int | None
    concurrent: bool


class Vacancy(Struct, frozen=True):
    """A seat that nobody holds, since when and why."""

    id: UUID
    post_id: UUID
    seat: int
    opened_on: date
    reason: int
    urgent: bool
    closed_on: date | None


class ShownHolder(Struct, frozen=True):
    """A holder as a list shows him or her."""

    tenure_id: UUID
    seat: int
    person_id: UUID
    name: str
    since: date
    until: date | None
    concurrent: bool


class ShownVacancy(Struct, frozen=True):
    """A vacancy as a list shows it."""

    id: UUID
    seat: int
    opened_on: date
    reason: int
    reason_label: str
    urgent: bool


class ShownPost(Struct, frozen=True):
    """A post with its holders and its vacancies."""

    id: UUID
    role: int
    label: str
    seats: int
    holders: list[ShownHolder]
    vacancies: list[ShownVacancy]


class Body(Struct, frozen=True):
    """A body of a village."""

    id: UUID
    kind: int


class ShownBody(Struct, frozen=True):
    """A body with its current term and its posts."""

    id: UUID
    kind: int
    label: str
    term: Term | None
    posts: list[ShownPost]


class Seats(Struct, frozen=True):
    """The posts of a village on a day: who holds which seat, which are vacant."""

    posts: list[Post]
    incumbents: list[Incumbent]
    vacancies: list[Vacancy]

    def accounted(self, body: int) -> bool:
        """Answer whether every seat of a body is known to be held or vacant.

        Only then is it known who does not sit: a seat of which nothing is recorded may be
        anybody's. A body without posts is not known.
        """
        posts = [one for one in self.posts if one.body == body]
        taken = {(one.post_id, one.seat) for one in self.incumbents}
        taken |= {(one.post_id, one.seat) for one in self.vacancies}
        return bool(posts) and all(
            (one.id, seat) in taken for one in posts for seat in range(1, one.seats + 1)
        )


def shown(bodies: Iterable[Body], seats: Seats, terms: Iterable[Term]) -> list[ShownBody]:
    """Answer the bodies of a village with their posts, holders and vacancies."""
    running = {term.body_id: term for term in terms}
    return [
        ShownBody(
            body.id,
            body.kind,
            post.BODY_LABELS[body.kind],
            running.get(body.id),
            [_post(one, seats) for one in seats.posts if one.body_id == body.id],
        )
        for body in bodies
    ]


def _post(one: Post, seats: Seats) -> ShownPost:
    return ShownPost(
        one.id,
        one.role,
        post.role(one.role).label,
        one.seats,
        [
            ShownHolder(h.tenure_id, h.seat, h.person_id, h.name, h.since, h.until, h.concurrent)
            for h in seats.incumbents
            if h.post_id == one.id
        ],
        [_vacancy(vacant) for vacant in seats.vacancies if vacant.post_id == one.id],
    )


def _vacancy(one: Vacancy) -> ShownVacancy:
    label = post.VACANCY_REASONS[one.reason]
    return ShownVacancy(one.id, one.seat, one.opened_on, one.reason, label, one.urgent)
