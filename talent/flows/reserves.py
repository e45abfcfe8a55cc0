"""Reserves for posts: nominated, examined, filed, trained, reviewed each year; how a place is covered.

A village nominates and takes its own steps, its township examines, hr files and goes on from there;
the database holds the same way (reserve_keeps_its_way). A reserve out of scope is not found.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from talent import db, errors
from talent.core import access, post, readiness, texts
from talent.core import coverage as core
from talent.core.coverage import Coverage
from talent.core.readiness import Result, Shown, State
from talent.core.vocabulary import ReserveCount
from talent.errors import Fault
from talent.flows import candidates, people, posts
from talent.flows.desk import Desk

SQL = db.queries("reserves")

MOST = 500
MONTHS = 12


class New(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is kept in reserve for which post of a village; hr may take a list over at a later state."""

    person_id: UUID
    village: str
    role: int
    state: State = "nominated"
    readiness: post.Readiness = post.Readiness.UNKNOWN
    on_day: date | None = None
    document: str | None = None


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next state, since when, by which document; a return names its reason (1–10)."""

    state: State
    on_day: date | None = None
    document: str | None = None
    reason: str | None = None
    exit_reason: Annotated[int, Meta(ge=1, le=10)] | None = None
    readiness: post.Readiness | None = None


class Review(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A year's review: kept, extended, or ended with its reason (1–10)."""

    year: Annotated[int, Meta(ge=2000, le=2100)]
    result: Result
    readiness: post.Readiness
    document: str | None = None
    exit_reason: Annotated[int, Meta(ge=1, le=10)] | None = None


class Filter(Struct, frozen=True, kw_only=True):
    """What narrows a list; `after` is the last id of the page before; `ended`: also those that ended.

    `unreviewed`: only those that this year's review is still to come of; `waiting`: only those
    whose next step is the asker's own.
    """

    place: str | None = None
    role: int | None = None
    person: UUID | None = None
    ended: bool = False
    unreviewed: bool = False
    waiting: bool = False
    after: UUID | None = None
    limit: int = MOST


async def nominate(desk: Desk, new: New) -> Shown:
    """Put somebody in reserve for a post.

    Refused: a village out of scope (not found), a role that it does not have, somebody out of
    sight, one who is in reserve for the post already, a later state by anybody but hr.
    """
    await posts.village(desk, new.village)
    code = post.role(new.role).code
    if await desk.tx.run(posts.SQL.post_of_role, village=new.village, role=code) is None:
        raise _fault("role", str(code), "应为该村已登记的职务")
    if not await desk.tx.run(posts.SQL.person_exists, person=new.person_id):
        raise _fault("person_id", str(new.person_id), "应为库中人员")
    if new.state != "nominated" and desk.actor.role != access.Role.HR:
        raise errors.Forbidden
    if new.state in readiness.ENDED:
        raise _fault("state", new.state, "应为尚未结束的状态")
    day = _day(desk, new.on_day)
    texts.check(document=new.document)
    key = db.new_id()
    await desk.tx.run(
        SQL.add,
        id=key,
        person=new.person_id,
        village=new.village,
        role=code,
        state=new.state,
        readiness=new.readiness,
        since=day,
    )
    await desk.tx.run(
        SQL.add_step,
        reserve=key,
        from_state=None,
        to_state=new.state,
        on_day=day,
        document=new.document,
        reason=None,
    )
    return await one(desk, key)


async def one(desk: Desk, reserve_id: UUID) -> Shown:
    """Show one reserve."""
    return readiness.shown(await _row(desk, reserve_id), desk.today)


async def page(desk: Desk, wanted: Filter) -> list[Shown]:
    """List reserves in scope, the oldest first; each is looked at."""
    found: list[readiness.Row] = await desk.tx.run(
        SQL.page,
        place=wanted.place,
        role=wanted.role,
        person=wanted.person,
        ended=wanted.ended,
        unreviewed=desk.today.year if wanted.unreviewed else None,
        states=_own(desk) if wanted.waiting else None,
        after=wanted.after,
        most=max(1, min(wanted.limit, MOST)),
    )
    await people.look(desk, "list", sorted({one.person_id for one in found}))
    return [readiness.shown(one, desk.today) for one in found]


async def waiting(desk: Desk) -> int:
    """Count the reserves in scope whose next step is the asker's own."""
    count: int = await desk.tx.run(SQL.waiting, states=_own(desk))
    return count


def _own(desk: Desk) -> list[str]:
    return list(readiness.WAITS.get(desk.actor.role or "", ()))


async def steps(desk: Desk, reserve_id: UUID) -> list[readiness.Step]:
    """Tell the states a reserve took."""
    await _row(desk, reserve_id)
    found: list[readiness.Step] = await desk.tx.run(SQL.steps, reserve=reserve_id)
    return found


async def step(desk: Desk, reserve_id: UUID, version: int, to: Step) -> Shown:
    """Take a reserve a step on, or return it.

    Refused: a version that is not the newest, a state that does not lead there, a role without
    that step, a return without its reason, a day before the reserve began or to come.
    """
    held = await _held(desk, reserve_id, version)
    possible = readiness.NEXT[held.state]
    if to.state not in possible:
        words = "、".join(f"{one}（{post.RESERVE_STATES[one]}）" for one in possible)
        raise _fault("state", to.state, "可改为：" + (words or "（已结束，不能再改）"))
    if not readiness.may_step(desk.actor.role, held.state, to.state):
        raise errors.Forbidden
    if (to.state == "returned") != (to.exit_reason is not None):
        reasons = "、".join(f"{code}{label}" for code, label in post.EXIT_REASONS.items())
        raise _fault("exit_reason", str(to.exit_reason or ""), f"退回时须注明原因：{reasons}")
    day = _day(desk, to.on_day)
    if day < held.since:
        raise _fault("on_day", day.isoformat(), f"不得早于提名之日{held.since.isoformat()}")
    await _move(desk, held, to, day)
    return await one(desk, reserve_id)


async def review(desk: Desk, reserve_id: UUID, version: int, said: Review) -> Shown:
    """Write down a year's review, once; 退出 returns the reserve with its reason.

    Refused: a reserve that has ended, a year to come or before it began, a second review of a year.
    """
    held = await _held(desk, reserve_id, version)
    if held.ended_on is not None:
        raise errors.Conflict("该后备已结束，不再评议")
    if not held.since.year <= said.year <= desk.today.year:
        expected = f"应为{held.since.year}至{desk.today.year}年"
        raise _fault("year", str(said.year), expected)
    if (said.result == "exit") != (said.exit_reason is not None):
        raise _fault("exit_reason", str(said.exit_reason or ""), "退出时须注明退出原因（1–10）")
    texts.check(document=said.document)
    await desk.tx.run(
        SQL.review,
        reserve=reserve_id,
        year=said.year,
        result=said.result,
        readiness=said.readiness,
        document=said.document,
    )
    if said.result == "exit":
        to = Step(state="returned", document=said.document, exit_reason=said.exit_reason)
        await _move(desk, held, to, desk.today)
    else:
        await desk.tx.run(SQL.assess, reserve=reserve_id, version=version, readiness=said.readiness)
    return await one(desk, reserve_id)


async def coverage(
    desk: Desk, place: str | None = None, on: date | None = None, months: int = MONTHS
) -> Coverage:
    """Answer how a place in scope is covered: villages, districts, posts, terms that end soon."""
    day = on or desk.today
    wide = place or await desk.tx.run(SQL.county)
    villages: list[core.VillageCount] = await desk.tx.run(SQL.villages, place=wide)
    if not villages:
        raise errors.NotFound
    held: list[core.PostCount] = await desk.tx.run(SQL.posts, place=wide, on=day)
    mine = {one.village for one in villages}
    due: int = await desk.tx.run(SQL.reviews_due, place=wide, year=day.year)
    return core.coverage(
        villages,
        [one for one in held if one.village in mine],
        core.Asked(day, await least(desk, day), _months_on(day, months)),
        due,
    )


async def least(desk: Desk, on: date) -> int:
    """Answer how many reserves a village should have by the rule of the day (P06)."""
    book = await candidates.the_book(desk)
    asked = [
        row.asks.least for row in book if isinstance(row.asks, ReserveCount) and row.holds_on(on)
    ]
    return max(asked, default=core.ENOUGH)


def _months_on(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + max(0, min(months, 120))
    return date(at // 12, at % 12 + 1, min(day.day, 28))


async def _row(desk: Desk, reserve_id: UUID) -> readiness.Row:
    found: readiness.Row | None = await desk.tx.run(SQL.one, reserve=reserve_id)
    if found is None:
        raise errors.NotFound
    return found


async def _held(desk: Desk, reserve_id: UUID, version: int) -> readiness.Row:
    if await desk.tx.run(SQL.lock, reserve=reserve_id) is None:
        raise errors.NotFound
    held = await _row(desk, reserve_id)
    if held.version != version:
        raise errors.Stale(current=held.version)
    return held


async def _move(desk: Desk, held: readiness.Row, to: Step, day: date) -> None:
    texts.check(document=to.document, reason=to.reason)
    await desk.tx.run(
        SQL.step,
        reserve=held.id,
        version=held.version,
        state=to.state,
        readiness=to.readiness,
        ended_on=day if to.state in readiness.ENDED else None,
        exit_reason=to.exit_reason,
    )
    await desk.tx.run(
        SQL.add_step,
        reserve=held.id,
        from_state=held.state,
        to_state=to.state,
        on_day=day,
        document=to.document,
        reason=to.reason,
    )


def _day(desk: Desk, said: date | None) -> date:
    day = said or desk.today
    if day > desk.today:
        raise _fault("on_day", day.isoformat(), "不得晚于今日")
    return day


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
