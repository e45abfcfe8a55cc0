"""A village's request for people for a post: how it stands, and who may take which step.

draft → (submitted) → town_ok → open → suggested → shortlisted → review → closed, with the ways
back of `post.REQUEST_NEXT`. A village submits and withdraws its own; its township agrees or sends
back; the county's hr opens, reviews and closes. `suggested` and `shortlisted` are also reached by
suggesting and by accepting. The database holds the same way (request_keeps_its_way).
"""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from talent.core import access, post, rules
from talent.core.facts import Setting
from talent.core.suggested import Card

SUBMITTED = "submitted"
WITHDRAWN = "withdrawn"
BEFORE_REVIEW = frozenset({"draft", "town_ok", "open", "suggested", "shortlisted"})
DECIDED = frozenset({"suggested", "shortlisted", "review"})
WAITS: dict[str, tuple[str, ...]] = {
    access.Role.HR: ("town_ok", "open", "suggested", "shortlisted", "review"),
    access.Role.TOWNSHIP: (SUBMITTED,),
    access.Role.VILLAGE: ("draft", "suggested", "shortlisted"),
}
"""Where a request stands when something of it waits for a role."""
TOWN_STEPS = frozenset({("draft", "town_ok"), ("town_ok", "draft"), ("draft", "draft")})


class Row(Struct, frozen=True):
    """One request as the database answers it."""

    id: UUID
    village: str
    village_name: str
    village_kind: str
    post_id: UUID
    role: int
    seats: int
    wanted_skills: list[str]
    must_haves: list[str]
    deadline: date | None
    election_day: date | None
    document: str | None
    urgent: bool
    state: str
    submitted_on: date | None
    outcome: str | None
    created_by: str | None
    created_grant: UUID | None
    created_at: datetime
    version: int


class Shown(Struct, frozen=True):
    """One request as it is shown; `note` says that no law on this seat has been read (社区)."""

    id: UUID
    version: int
    village: str
    village_name: str
    post_id: UUID
    role: int
    role_label: str
    seats: int
    wanted_skills: list[str]
    must_haves: list[str]
    deadline: date | None
    election_day: date | None
    document: str | None
    urgent: bool
    state: str
    state_label: str
    submitted_on: date | None
    outcome: str | None
    created_by: str | None
    created_at: datetime
    note: str | None


class Release(Struct, frozen=True):
    """One person whom hr lets a village see for a request."""

    id: UUID
    person_id: UUID
    name: str
    sex: str | None
    birth: str | None
    reason: str
    at: datetime


class Released(Struct, frozen=True):
    """A release as it is shown."""

    id: UUID
    person: Card
    reason: str
    at: datetime


class Ran(Struct, frozen=True):
    """One run of a request, in a list."""

    id: UUID
    asked_for: date
    rules: list[str]
    weights: str
    pool_size: int
    ranked: int
    at: datetime


def shown(row: Row) -> Shown:
    """Answer a request as it is shown."""
    seat = Setting(village=row.village, role=row.role, community=row.village_kind == "community")
    label = "已提交乡镇" if row.state == "draft" and row.submitted_on else None
    return Shown(
        id=row.id,
        version=row.version,
        village=row.village,
        village_name=row.village_name,
        post_id=row.post_id,
        role=row.role,
        role_label=post.role(row.role).label,
        seats=row.seats,
        wanted_skills=row.wanted_skills,
        must_haves=row.must_haves,
        deadline=row.deadline,
        election_day=row.election_day,
        document=row.document,
        urgent=row.urgent,
        state=row.state,
        state_label=label or post.REQUEST_STATES[row.state],
        submitted_on=row.submitted_on,
        outcome=row.outcome,
        created_by=row.created_by,
        created_at=row.created_at,
        note=rules.COMMUNITY_NOTE if rules.waits_for_law(seat) else None,
    )


def released(row: Release) -> Released:
    """Answer a release as it is shown."""
    born = row.birth[:7] if row.birth else None
    return Released(row.id, Card(row.person_id, row.name, row.sex, born), row.reason, row.at)


def next_states(row: Row) -> tuple[str, ...]:
    """Answer where a request may go from where it stands, whoever asks."""
    if row.state != "draft":
        return post.REQUEST_NEXT[row.state]
    return ("draft", *post.REQUEST_NEXT["draft"]) if row.submitted_on else (SUBMITTED, "closed")


def may_step(actor: access.Actor, row: Row, to: str, outcome: str | None) -> bool:
    """Answer whether the actor's role may take this step; not whether the state leads there."""
    if actor.role == access.Role.HR or to == SUBMITTED:
        return True
    if to == "closed":
        own = actor.role == access.Role.VILLAGE or row.created_grant == actor.grant_id
        return own and outcome == WITHDRAWN and row.state in BEFORE_REVIEW
    return actor.role == access.Role.TOWNSHIP and (row.state, to) in TOWN_STEPS
