"""Reserves for posts: their way from nomination to office.

nominated → group_ok → branch_ok → town_examined → county_filed → training → ready → proposed →
elected, or returned from anywhere; a yearly review keeps, extends or ends it.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import post
from talent.core.access import Role

State = Literal[
    "nominated",
    "group_ok",
    "branch_ok",
    "town_examined",
    "county_filed",
    "training",
    "ready",
    "proposed",
    "elected",
    "returned",
]
Result = Literal["keep", "extend", "exit"]
RESULTS: dict[str, str] = {"keep": "保留", "extend": "延长培养", "exit": "退出"}
NEXT: dict[str, tuple[str, ...]] = {
    "nominated": ("group_ok", "returned"),
    "group_ok": ("branch_ok", "returned"),
    "branch_ok": ("town_examined", "returned"),
    "town_examined": ("county_filed", "returned"),
    "county_filed": ("training", "ready", "returned"),
    "training": ("ready", "returned"),
    "ready": ("training", "proposed", "elected", "returned"),
    "proposed": ("ready", "elected", "returned"),
    "elected": (),
    "returned": (),
}
OF_VILLAGE = frozenset(
    {
        ("nominated", "group_ok"),
        ("group_ok", "branch_ok"),
        ("nominated", "returned"),
        ("group_ok", "returned"),
    }
)
OF_TOWNSHIP = OF_VILLAGE | {
    ("branch_ok", "town_examined"),
    ("branch_ok", "returned"),
    ("town_examined", "returned"),
}
WAITS: dict[str, tuple[str, ...]] = {
    Role.VILLAGE: ("nominated", "group_ok"),
    Role.TOWNSHIP: ("branch_ok",),
    Role.HR: ("town_examined",),
}
"""The states from which a reserve's next step is a role's own."""
ENDED = frozenset({"elected", "returned"})


def may_step(role: str | None, state: str, to: str) -> bool:
    """Answer whether a role may take a step; not whether the state leads there."""
    if role == Role.HR:
        return True
    own = OF_TOWNSHIP if role == Role.TOWNSHIP else OF_VILLAGE
    return (state, to) in own


class Row(Struct, frozen=True):
    """One reserve as the database answers it."""

    id: UUID
    person_id: UUID
    name: str
    sex: str | None
    birth: str | None
    village: str
    village_name: str
    role: int
    state: str
    readiness: str
    since: date
    ended_on: date | None
    exit_reason: int | None
    reviewed_year: int | None
    version: int


class Shown(Struct, frozen=True, kw_only=True):
    """One reserve as it is shown; `review_due` says that this year's review is still to come."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    sex: str | None
    born: str | None
    village: str
    village_name: str
    role: int
    role_label: str
    state: str
    state_label: str
    readiness: str
    readiness_label: str
    since: date
    ended_on: date | None
    exit_label: str | None
    reviewed_year: int | None
    review_due: bool


def shown(row: Row, on: date) -> Shown:
    """Answer a reserve as it is shown on a day."""
    return Shown(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=row.name,
        sex=row.sex,
        born=row.birth[:7] if row.birth else None,
        village=row.village,
        village_name=row.village_name,
        role=row.role,
        role_label=post.role(row.role).label,
        state=row.state,
        state_label=post.RESERVE_STATES[row.state],
        readiness=row.readiness,
        readiness_label=post.READINESS_LABELS[row.readiness],
        since=row.since,
        ended_on=row.ended_on,
        exit_label=post.EXIT_REASONS[row.exit_reason] if row.exit_reason else None,
        reviewed_year=row.reviewed_year,
        review_due=due(row, on),
    )


def due(row: Row, on: date) -> bool:
    """Answer whether a reserve waits for this year's review; not in the year it began."""
    return row.ended_on is None and row.since.year < on.year and (row.reviewed_year or 0) < on.year


class Step(Struct, frozen=True):
    """One state that a reserve took."""

    from_state: str | None
    to_state: str
    on_day: date
    document: str | None
    reason: str | None
    made_by: str | None
