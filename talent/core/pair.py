"""A pair of look-alikes in the queue, what was said of it, and what may not be said together.

*Same* carries: whoever is the same as a second person is the same as everybody that one is. So
of three people two judgements bind the third, and a chain of any length does.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from talent.core.clusters import Doubt
from talent.core.person import Birth, OtherName

Verdict = Literal["same", "different", "unsure"]
State = Literal["open", "proposed", "judged"]
Key = tuple[UUID, UUID]


class Queued(Struct, frozen=True):
    """A pair as it stands in the queue; weight in hundredths of a bit, the sum of its reasons."""

    person_a: UUID
    person_b: UUID
    weight: int
    probability: float | None
    band: str
    automatic: bool
    model: str
    reasons: list[dict[str, Any]]
    state: str
    assigned_place: str | None
    at: datetime
    doubt: Doubt | None


class Neighbours(Struct, frozen=True):
    """The pairs before and after one in the queue, its position there, and how many wait."""

    previous_a: UUID | None
    previous_b: UUID | None
    next_a: UUID | None
    next_b: UUID | None
    position: int
    waiting: int


class Lies(Struct, frozen=True):
    """Where a place lies; a township itself has no village."""

    code: str
    township: str | None
    village: str | None


class Named(Struct, frozen=True):
    """A person's name."""

    id: UUID
    name: str


class Standing(Struct, frozen=True):
    """The newest judgement of a pair, the lower id first."""

    person_a: UUID
    person_b: UUID
    verdict: str


class Saying(Struct, frozen=True):
    """What was said of one pair, by whom; `mine` where it was the reader."""

    verdict: str
    reason: str | None
    judged_by: str | None
    mine: bool
    at: datetime


class Judgement(Struct, frozen=True):
    """What was said of a person and another, by whom; `stands` where nothing newer was said."""

    other: UUID
    name: str
    verdict: str
    stands: bool
    reason: str | None
    judged_by: str | None
    at: datetime


class Person(Struct, frozen=True):
    """One of a pair, short and masked.

    Pools are those the person is in; the place is the household's, or else the residence's.
    """

    id: UUID
    name: str
    other_names: tuple[OtherName, ...]
    sex: str | None
    birth: Birth | None
    township: str | None
    village: str | None
    employer: str | None
    pools: tuple[str, ...]
    id_number: str
    phones: tuple[str, ...]


class Shown(Struct, frozen=True):
    """A pair as somebody judges it: two people, and why they may be one."""

    people: tuple[Person, Person]
    weight: int
    probability: float | None
    band: str
    automatic: bool
    model: str
    reasons: list[dict[str, Any]]
    state: str
    assigned_place: str | None
    queued_at: datetime
    doubt: Doubt | None


def key(one: UUID, other: UUID) -> Key:
    """Answer a pair as it is kept, the lower id first."""
    return min(one, other), max(one, other)


def contradicted(
    one: UUID, other: UUID, verdict: Verdict, standing: Iterable[Standing]
) -> UUID | None:
    """Answer the third person whose judgements forbid this one, or None. Unsure forbids nothing.

    What stood of the two themselves does not bind: the newest judgement counts.
    """
    if verdict == "unsure":
        return None
    said = {(kept.person_a, kept.person_b): kept.verdict for kept in standing}
    said.pop(key(one, other), None)
    near, far = _reached(one, said), _reached(other, said)
    if verdict == "different":
        return _first_step(one, other, near)
    for (a, b), kept in sorted(said.items()):
        for first, second in ((a, b), (b, a)):
            if kept == "different" and first in near and second in far:
                return second if first == one else first
    return None


def _reached(start: UUID, said: dict[Key, str]) -> dict[UUID, UUID]:
    """Answer everybody who is the same as one, each with the person he was reached from."""
    sides: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for (a, b), verdict in sorted(said.items()):
        if verdict == "same":
            sides[a].append(b)
            sides[b].append(a)
    found, waiting = {start: start}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sides[here]:
            if there not in found:
                found[there] = here
                waiting.append(there)
    return found


def _first_step(one: UUID, other: UUID, reached: dict[UUID, UUID]) -> UUID | None:
    if other not in reached:
        return None
    step = other
    while reached[step] != one:
        step = reached[step]
    return step
