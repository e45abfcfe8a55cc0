"""A plan as it is stored and shown: whom it proposes where, what stays empty and why."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from talent.core import fit, plan_model, post
from talent.core.numbers import Numbers
from talent.core.plan import Policy
from talent.core.plan_model import Instance
from talent.core.plan_proof import Standing, Step
from talent.core.plan_ratios import Ratio

State = Literal["draft", "reviewed", "adopted", "superseded", "withdrawn"]
STATE_LABELS: dict[str, str] = {
    "draft": "草案",
    "reviewed": "已审核",
    "adopted": "已采用",
    "superseded": "已被新方案取代",
    "withdrawn": "已撤回",
}
NOTE = "以下为后备建议人选，供研究参考；是否采用由人决定"
PROVEN = "已证明最优"


class Asked(Struct, frozen=True):
    """What an open request asks of a post."""

    village: str
    role: int
    seats: int
    wanted_skills: list[str]
    must_haves: list[str]
    election_day: date | None


class Named(Struct, frozen=True):
    """A place's code and name."""

    code: str
    name: str


class Row(Struct, frozen=True):
    """One plan as the database answers it."""

    id: UUID
    asked_for: date
    policy: dict[str, Any]
    state: State
    digest: bytes
    rules: list[str]
    unchecked: list[str]
    weights: list[str]
    before: UUID | None
    wanted: int
    filled: int
    total: int
    proven: bool
    to_verify: int
    levels: list[dict[str, Any]]
    told: dict[str, Any]
    made_by: str | None
    made_at: datetime
    reviewed_by: str | None
    reviewed_at: datetime | None
    adopted_by: str | None
    adopted_at: datetime | None
    version: int


class Line(Struct, frozen=True):
    """One line of a plan as the database answers it."""

    village: str
    village_name: str
    role: int
    person_id: UUID
    name: str
    sex: str | None
    birth: str | None
    fit: int
    standing: str
    kept: bool


class Assignment(Struct, frozen=True, kw_only=True):
    """Somebody proposed as a reserve for a post. `fit` is 0..10,000,000, `points` as people read it."""

    village: str
    village_name: str
    post: int
    post_label: str
    person: UUID
    name: str
    born: str | None = None
    fit: int
    points: str
    standing: str = "eligible"
    kept: bool = False


class Unfilled(Struct, frozen=True, kw_only=True):
    """Places of a post that stay empty, and why; `waiting` people are 待核实 there."""

    village: str
    village_name: str
    post: int
    post_label: str
    missing: int
    why: str
    waiting: int = 0


class Reason(Struct, frozen=True, kw_only=True):
    """Why places stay empty in a township, and how many."""

    sentence: str
    missing: int


class Shortfall(Struct, frozen=True, kw_only=True):
    """A floor that a village does not meet."""

    village: str
    village_name: str
    kind: str
    why: str


class LevelShown(Struct, frozen=True, kw_only=True):
    """One level as it stands."""

    level: str
    label: str
    value: int
    bound: int
    gap: int


class Told(Struct, frozen=True, kw_only=True):
    """What is told of a plan beside its lines."""

    unfilled: tuple[Unfilled, ...] = ()
    reasons: tuple[Reason, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    ratios: tuple[Ratio, ...] = ()


class Certificate(Struct, frozen=True, kw_only=True):
    """The instance, the options taken, the proof of every level: all that a checker needs.

    `components` names for each row what it hangs together with; without, the checker finds it.
    """

    instance: Instance
    taken: tuple[int, ...]
    steps: tuple[Step, ...]
    components: Numbers | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """A plan as it is shown; without an id it was not stored. The certificate comes when asked for."""

    id: UUID | None = None
    version: int | None = None
    state: str = "draft"
    state_label: str = STATE_LABELS["draft"]
    asked_for: date
    policy: Policy
    rules: tuple[str, ...]
    unchecked: tuple[str, ...]
    weights: tuple[str, ...]
    before: UUID | None = None
    wanted: int
    filled: int
    total: int
    person_cap: int
    proven: bool
    verdict: str
    to_verify: int
    levels: tuple[LevelShown, ...]
    assignments: tuple[Assignment, ...]
    unfilled: tuple[Unfilled, ...]
    reasons: tuple[Reason, ...]
    shortfalls: tuple[Shortfall, ...]
    ratios: tuple[Ratio, ...]
    notes: tuple[str, ...] = (NOTE,)
    made_by: str | None = None
    made_at: datetime | None = None
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    adopted_by: str | None = None
    adopted_at: datetime | None = None
    certificate: Certificate | None = None


class Listed(Struct, frozen=True, kw_only=True):
    """One plan in a list."""

    id: UUID
    version: int
    state: str
    state_label: str
    asked_for: date
    wanted: int
    filled: int
    total: int
    proven: bool
    made_by: str | None
    made_at: datetime
    adopted_at: datetime | None


def levels(found: list[Standing]) -> tuple[LevelShown, ...]:
    """Answer the levels as they are shown."""
    return tuple(
        LevelShown(
            level=one.level,
            label=plan_model.LEVEL_LABELS[one.level],
            value=one.value,
            bound=one.bound,
            gap=one.gap,
        )
        for one in found
    )


def proven(found: tuple[LevelShown, ...]) -> bool:
    """Answer whether the word may be said."""
    return verdict(found) == PROVEN


def verdict(found: tuple[LevelShown, ...]) -> str:
    """Answer the word for people: proven only where no level has a gap."""
    open_ = [one for one in found if one.gap]
    if not open_:
        return PROVEN
    words = "；".join(f"{one.label}：最多还可相差{one.gap}" for one in open_)
    return f"尚未证明最优（{words}）"


def assignment(line: Line) -> Assignment:
    """Answer a line as it is shown."""
    return Assignment(
        village=line.village,
        village_name=line.village_name,
        post=line.role,
        post_label=post.role(line.role).label,
        person=line.person_id,
        name=line.name,
        born=line.birth[:7] if line.birth else None,
        fit=line.fit,
        points=fit.points(line.fit),
        standing=line.standing,
        kept=line.kept,
    )


def shown(row: Row, lines: list[Line], certificate: Certificate | None = None) -> Plan:
    """Put a stored plan together."""
    told = msgspec.convert(row.told, Told)
    standing = msgspec.convert(row.levels, tuple[LevelShown, ...])
    policy = msgspec.convert(row.policy, Policy)
    return Plan(
        id=row.id,
        version=row.version,
        state=row.state,
        state_label=STATE_LABELS[row.state],
        asked_for=row.asked_for,
        policy=policy,
        rules=tuple(row.rules),
        unchecked=tuple(row.unchecked),
        weights=tuple(row.weights),
        before=row.before,
        wanted=row.wanted,
        filled=row.filled,
        total=row.total,
        person_cap=policy.person_cap,
        proven=row.proven,
        verdict=verdict(standing),
        to_verify=row.to_verify,
        levels=standing,
        assignments=tuple(map(assignment, lines)),
        unfilled=told.unfilled,
        reasons=told.reasons,
        shortfalls=told.shortfalls,
        ratios=told.ratios,
        notes=(NOTE, *policy.conditions),
        made_by=row.made_by,
        made_at=row.made_at,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        adopted_by=row.adopted_by,
        adopted_at=row.adopted_at,
        certificate=certificate,
    )


def listed(row: Row) -> Listed:
    """Answer a plan as a list shows it."""
    return Listed(
        id=row.id,
        version=row.version,
        state=row.state,
        state_label=STATE_LABELS[row.state],
        asked_for=row.asked_for,
        wanted=row.wanted,
        filled=row.filled,
        total=row.total,
        proven=row.proven,
        made_by=row.made_by,
        made_at=row.made_at,
        adopted_at=row.adopted_at,
    )
