"""What hr records of people for the rules and for fit: reviews, kin, register routes, services.

hr alone writes and reads here; a village learns only a rule's verdict. Each reading is a look.
"""

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import evidence, freetext
from talent.core.evidence import NearRelation, RecordKind, ReviewKind
from talent.core.facts import ReviewResult
from talent.errors import Fault
from talent.flows import people, posts
from talent.flows.desk import Desk

SQL = db.queries("posts")

LONGEST = 100


class NewReview(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a review found, and its document number; what lies behind it stays outside."""

    kind: ReviewKind
    result: ReviewResult
    document: str | None = None
    decided_on: date | None = None


class NewKin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What another person is to this one."""

    relative: UUID
    relation: NearRelation
    source: str | None = None
    confirmed: bool = False


class NewRoute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a person may come onto a village's voter register, and the steps taken."""

    village: str
    route: Literal["A", "B", "C", "D"]
    facts: evidence.RouteFacts = evidence.RouteFacts()
    recorded_on: date | None = None


class NewRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One service record; `detail` has the shape of its kind."""

    kind: RecordKind
    on_day: date
    detail: dict[str, Any] = {}


async def reviews(desk: Desk, person_id: UUID) -> list[evidence.Review]:
    """List what reviews found of a person, the newest of a kind first."""
    person_id = await _see(desk, person_id, "reviews")
    found: list[evidence.Review] = await desk.tx.run(SQL.reviews, person=person_id)
    return found


async def add_review(desk: Desk, person_id: UUID, new: NewReview) -> posts.Made:
    """Record what a review found; a result without a document number is refused."""
    person_id = await people.stands(desk, person_id)
    _check_text("document", new.document)
    decided_on = new.decided_on or desk.today
    if new.result != "pending" and not (new.document or "").strip():
        raise _fault("document", "", "核查结果须有文号")
    if decided_on > desk.today:
        raise _fault("decided_on", decided_on.isoformat(), "不得晚于今日")
    key = db.new_id()
    await desk.tx.run(
        SQL.add_review,
        id=key,
        person=person_id,
        kind=new.kind,
        result=new.result,
        document=new.document,
        decided_on=decided_on,
    )
    return posts.Made(key)


async def kin(desk: Desk, person_id: UUID) -> list[evidence.Kin]:
    """List a person's near relatives in the register."""
    person_id = await _see(desk, person_id, "kin")
    found: list[evidence.Kin] = await desk.tx.run(SQL.kin, person=person_id)
    return found


async def set_kin(desk: Desk, person_id: UUID, new: NewKin) -> None:
    """Record a near relative, in both directions."""
    person_id = await people.stands(desk, person_id)
    relative: UUID | None = await desk.tx.run(people.SQL.stands, person=new.relative)
    if relative is None:
        raise _fault("relative", str(new.relative), "应为库中人员")
    if relative == person_id:
        raise _fault("relative", str(new.relative), "应为另一人")
    _check_text("source", new.source)
    there = {"person_id": person_id, "relative": relative, "relation": new.relation}
    back = {
        "person_id": relative,
        "relative": person_id,
        "relation": evidence.INVERSE[new.relation],
    }
    both = {"source": new.source, "confirmed": new.confirmed}
    await desk.tx.run(SQL.set_kin, kin=[there | both, back | both])


async def drop_kin(desk: Desk, person_id: UUID, relative: UUID) -> None:
    """Take back that two people are near relatives, in both directions."""
    person_id = await people.stands(desk, person_id)
    relative = await people.stands(desk, relative)
    if not await desk.tx.run(SQL.drop_kin, person=person_id, relative=relative):
        raise errors.NotFound


async def routes(desk: Desk, person_id: UUID) -> list[evidence.Route]:
    """List how a person may come onto which village's register."""
    person_id = await _see(desk, person_id, "register_routes")
    found: list[evidence.Route] = await desk.tx.run(SQL.routes, person=person_id)
    return found


async def set_route(desk: Desk, person_id: UUID, new: NewRoute) -> None:
    """Record the steps toward a village's register; what stood for that village is replaced."""
    person_id = await people.stands(desk, person_id)
    await posts.village(desk, new.village)
    for step in (getattr(new.facts, name) for name in evidence.STEPS):
        _check_text("document", step.document if step else None)
    await desk.tx.run(
        SQL.set_route,
        person=person_id,
        village=new.village,
        route=new.route,
        facts=msgspec.to_builtins(new.facts),
        recorded_on=new.recorded_on or desk.today,
    )


async def records(desk: Desk, person_id: UUID) -> list[evidence.Record]:
    """List a person's service records, newest first."""
    person_id = await _see(desk, person_id, "service_records")
    found: list[evidence.Record] = await desk.tx.run(SQL.records, person=person_id)
    return found


async def add_record(desk: Desk, person_id: UUID, new: NewRecord) -> posts.Made:
    """Record a service; a detail of another shape than its kind's is refused."""
    person_id = await people.stands(desk, person_id)
    detail = msgspec.to_builtins(evidence.detail(new.kind, new.detail))
    for value in detail.values():
        _check_text("detail", value if isinstance(value, str) else None)
    key = db.new_id()
    await desk.tx.run(
        SQL.add_record, id=key, person=person_id, kind=new.kind, on_day=new.on_day, detail=detail
    )
    return posts.Made(key)


async def _see(desk: Desk, person_id: UUID, what: str) -> UUID:
    found = await people.stands(desk, person_id)
    await people.look(desk, "look", [found], detail={"fields": [what]})
    return found


def _check_text(field: str, said: str | None) -> None:
    """Refuse formulas, invisible signs, and numbers that belong into sealed fields."""
    if said and (expected := freetext.fault(said, LONGEST)):
        raise _fault(field, "", expected)


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
