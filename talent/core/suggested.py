"""A suggestion as it is stored and shown: one line a person, explained, and the run they are of."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent.core import disclosure, post, skills, suggestion
from talent.core.disclosure import Shares
from talent.core.fit import Part
from talent.core.rules import Verdict

Standing = Literal["eligible", "to_verify", "ineligible", "apart"]
STANDING_LABELS: dict[str, str] = {**post.STANDINGS, "apart": "不参加排序"}


class Detail(Struct, frozen=True, kw_only=True):
    """Why a person stands where he or she stands; `why` is said of those set apart."""

    points: str = ""
    low: int = 0
    high: int = 0
    coverage: int = 0
    reasons: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    why: str = ""
    parts: tuple[Part, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


class Line(Struct, frozen=True, kw_only=True):
    """One person of a run. `detail` is what anybody in scope may read, `reviewed` what hr may."""

    person_id: UUID
    standing: Standing
    rank: int | None = None
    total: int | None = None
    detail: Detail
    reviewed: Detail | None = None


class Run(Struct, frozen=True):
    """One run: what was asked, and which law, weights and data answered."""

    id: UUID | None
    request_id: UUID | None
    village: str
    village_name: str
    role: int
    asked_for: date
    rules: list[str]
    unchecked: list[str]
    weights: str
    data_digest: str
    pool_size: int
    ranked: int
    top: int
    board_notes: list[dict[str, Any]]
    notes: list[str]
    at: datetime | None


class Stored(Struct, frozen=True):
    """One line as the database answers it."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    sex: str | None
    birth: str | None
    standing: Standing
    rank: int | None
    total: int | None
    detail: dict[str, Any]
    decision: str | None
    reason: str | None
    decided_at: datetime | None


class Reviewed(Struct, frozen=True):
    """What hr alone may read of a line."""

    id: UUID
    reviewed: dict[str, Any]


class Decidable(Struct, frozen=True):
    """A line that somebody wants to decide on, with where it stands."""

    id: UUID
    version: int
    person_id: UUID
    standing: Standing
    decision: str | None
    run_id: UUID
    request_id: UUID
    newest_run: UUID


class Card(Struct, frozen=True):
    """Who is meant; never a part of fit."""

    person_id: UUID
    name: str
    sex: str | None
    born: str | None


class Wanted(Struct, frozen=True):
    """Another open request that wants a person: holds him or her (`held`), or would by its newest run.

    Village, role and request are None where that request lies outside the asker's scope.
    """

    person_id: UUID
    request_id: UUID | None
    village: str | None
    village_name: str | None
    role: int | None
    held: bool


class Shown(Struct, frozen=True, kw_only=True):
    """One person of an answer; `id` and `version` are what a decision names (None: not stored).

    `wanted` says where else the person is wanted now, whatever the day of the run.
    """

    id: UUID | None = None
    version: int | None = None
    person: Card
    standing: Standing
    standing_label: str
    rank: int | None = None
    total: int | None = None
    detail: Detail
    decision: str | None = None
    reason: str | None = None
    decided_at: datetime | None = None
    wanted: tuple[Wanted, ...] = ()


class Suggested(Struct, frozen=True, kw_only=True):
    """An answer: the run, who is ranked (the first `top`), who may not be, who stands apart."""

    run: Run
    role_label: str
    candidates: tuple[Shown, ...]
    ineligible: tuple[Shown, ...]
    apart: tuple[Shown, ...]


def of_candidate(one: suggestion.Candidate, law: Shares, must_haves: str | None) -> Line:
    """Answer the line of a ranked person; an unmet must-have is a caution, never a bar."""
    extra = (must_haves,) if must_haves else ()
    told = disclosure.verdicts(one.verdicts, law)
    detail = Detail(
        points=one.points,
        low=one.low,
        high=one.high,
        coverage=one.coverage,
        reasons=one.reasons,
        cautions=(*disclosure.cautions(one.cautions, one.verdicts, told), *extra),
        asking=tuple(each.sentence for each in one.asking),
        parts=one.parts,
        verdicts=told,
    )
    full = structs.replace(detail, cautions=(*one.cautions, *extra), verdicts=one.verdicts)
    return Line(
        person_id=one.person_id,
        standing=one.standing,
        rank=one.rank,
        total=one.total,
        detail=detail,
        reviewed=full,
    )


def of_ineligible(one: suggestion.Ineligible, law: Shares) -> Line:
    """Answer the line of somebody whom a law bars, with every failing rule."""
    full = Detail(changes=one.changes, verdicts=one.failing)
    detail = structs.replace(full, verdicts=disclosure.verdicts(one.failing, law))
    return Line(person_id=one.person_id, standing="ineligible", detail=detail, reviewed=full)


def apart(person_id: UUID, why: str) -> Line:
    """Answer the line of somebody who is named outside the ranking."""
    return Line(person_id=person_id, standing="apart", detail=Detail(why=why))


def lacking(must_haves: tuple[str, ...], has: list[str], table: skills.Taxonomy) -> str | None:
    """Answer the caution about must-haves that a person is not seen to have."""
    needs = skills.needed(must_haves, table)
    met = skills.met(needs, tuple(has), table)
    missing = "、".join(need.label for need in needs if need not in met)
    if not missing:
        return None
    return f"未见必备专长：{missing}" if has else f"必备专长待核实：{missing}"


def stored(line: Stored) -> Shown:
    """Answer a line as it is shown."""
    return Shown(
        id=line.id,
        version=line.version,
        person=Card(line.person_id, line.name, line.sex, line.birth[:7] if line.birth else None),
        standing=line.standing,
        standing_label=STANDING_LABELS[line.standing],
        rank=line.rank,
        total=line.total,
        detail=msgspec.convert(line.detail, Detail),
        decision=line.decision,
        reason=line.reason,
        decided_at=line.decided_at,
    )


def unstored(line: Line, card: Card, *, full: bool) -> Shown:
    """Answer a line that is not stored; `full` for hr."""
    return Shown(
        person=card,
        standing=line.standing,
        standing_label=STANDING_LABELS[line.standing],
        rank=line.rank,
        total=line.total,
        detail=(line.reviewed if full else None) or line.detail,
    )


def whole(run: Run, lines: Iterable[Shown], wanted: Iterable[Wanted]) -> Suggested:
    """Put an answer together."""
    elsewhere: dict[UUID, list[Wanted]] = {}
    for one in wanted:
        elsewhere.setdefault(one.person_id, []).append(one)
    found = tuple(
        structs.replace(one, wanted=tuple(elsewhere.get(one.person.person_id, ()))) for one in lines
    )
    ranked = [one for one in found if one.rank is not None]
    ranked.sort(key=lambda one: one.rank or 0)
    return Suggested(
        run=run,
        role_label=post.role(run.role).label,
        candidates=tuple(ranked),
        ineligible=tuple(one for one in found if one.standing == "ineligible"),
        apart=tuple(one for one in found if one.standing == "apart"),
    )
