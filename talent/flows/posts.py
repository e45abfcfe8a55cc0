"""Posts of a village: bodies and their seats, terms, tenures, vacancies.

The county's hr edits; a township or village reads its own. A village out of scope is not found.
A seat has one holder at a time (tenure_one_holder_a_seat); changes of one post wait for each
other. `until` and `on_day` of an end are the first day out of office.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct, structs

from talent import db, errors
from talent.core import post, posts
from talent.errors import Fault
from talent.flows import people
from talent.flows.desk import Desk

SQL = db.queries("posts")

Seat = Annotated[int, Meta(ge=1, le=7)]
Reason = Annotated[int, Meta(ge=1, le=9)]


class PostSeats(Struct, frozen=True, forbid_unknown_fields=True):
    """A role and how many seats it has."""

    role: int
    seats: int


class NewBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A body (kind 1–6) and its posts; roles that are not named keep their seats."""

    kind: Annotated[int, Meta(ge=1, le=6)]
    posts: tuple[PostSeats, ...]


class NewTerm(Struct, frozen=True, forbid_unknown_fields=True):
    """A term: its first day, and the day the next election is due."""

    starts: date
    due: date


class NewTenure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes a seat; without a seat, the first that is free from then on."""

    person_id: UUID
    seat: Seat | None = None
    since: date | None = None
    concurrent: bool = False


class End(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The end of a tenure and its reason (1–9); it leaves a vacancy unless told otherwise."""

    reason: Reason
    on_day: date | None = None
    leaves_vacancy: bool = True


class NewVacancy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A seat nobody holds, since when, and why (1–9); 6 涉黑涉恶 is always urgent."""

    seat: Seat = 1
    reason: Reason
    opened_on: date | None = None
    urgent: bool = False


class Close(Struct, frozen=True, forbid_unknown_fields=True):
    """The day a vacancy ended."""

    on_day: date | None = None


class Made(Struct, frozen=True):
    """The id of what was made."""

    id: UUID


async def village(desk: Desk, code: str) -> posts.Village:
    """Answer a village or community in scope; any other code is not found."""
    found: posts.Village | None = await desk.tx.run(SQL.village, code=code)
    if found is None:
        raise errors.NotFound
    return found


async def villages(desk: Desk, within: str | None) -> list[posts.Overview]:
    """List the villages in scope, below a place if one is given, with how their seats stand today."""
    found: list[posts.Overview] = await desk.tx.run(SQL.villages, within=within, on=desk.today)
    return found


async def seats(desk: Desk, code: str, on: date) -> posts.Seats:
    """Answer who holds which seat of a village on a day, and which are vacant."""
    return posts.Seats(
        await desk.tx.run(SQL.posts, village=code),
        await desk.tx.run(SQL.incumbents, village=code, on=on),
        await desk.tx.run(SQL.vacancies, village=code, on=on),
    )


async def listed(desk: Desk, code: str, on: date) -> list[posts.ShownBody]:
    """List a village's bodies with posts, holders and vacancies on a day; the look is recorded."""
    await village(desk, code)
    found = await seats(desk, code, on)
    await people.look(desk, "list", sorted({one.person_id for one in found.incumbents}))
    bodies = await desk.tx.run(SQL.bodies, village=code)
    return posts.shown(bodies, found, await desk.tx.run(SQL.terms, village=code, on=on))


async def set_body(desk: Desk, code: str, new: NewBody) -> Made:
    """Make a body or change the seats of its posts.

    Refused: roles of another body, seats against the law's limits, fewer seats than are held.
    """
    await village(desk, code)
    held = await desk.tx.run(SQL.posts, village=code)
    whole = {one.role: one.seats for one in held if one.body == new.kind}
    whole |= {one.role: one.seats for one in new.posts}
    if faults := post.check_seats(new.kind, whole):
        raise errors.Invalid(faults=faults)
    await desk.tx.run(SQL.add_body, id=db.new_id(), village=code, kind=new.kind)
    body: posts.Body = await desk.tx.run(SQL.body_of_kind, village=code, kind=new.kind)
    await desk.tx.run(SQL.set_posts, body=body.id, posts=[structs.asdict(one) for one in new.posts])
    if beyond := await desk.tx.run(SQL.beyond_its_seats, body=body.id, on=desk.today):
        labels = "、".join(post.role(role).label for role in beyond)
        raise errors.Conflict(f"{labels}：减少的席位上仍有人任职")
    return Made(body.id)


async def add_term(desk: Desk, body_id: UUID, new: NewTerm) -> Made:
    """Record a term of a body; two terms never overlap."""
    if await desk.tx.run(SQL.body, body=body_id) is None:
        raise errors.NotFound
    if new.due <= new.starts:
        raise _fault("due", new.due.isoformat(), "届满日期应晚于起始日期")
    term = db.new_id()
    await desk.tx.run(SQL.add_term, id=term, body=body_id, starts=new.starts, due=new.due)
    return Made(term)


async def add_tenure(desk: Desk, post_id: UUID, new: NewTenure) -> Made:
    """Seat somebody; a vacancy of the seat that stood open then is filled.

    Refused: a seat that the post does not have, or that somebody holds from then on.
    """
    held = await _locked(desk, post_id)
    if not await desk.tx.run(SQL.person_exists, person=new.person_id):
        raise _fault("person_id", str(new.person_id), "应为库中人员")
    since = new.since or desk.today
    seat = new.seat or await desk.tx.run(SQL.free_seat, post=post_id, seats=held.seats, since=since)
    if seat is None:
        raise errors.Conflict("该职务的席位均已有人任职")
    _check_seat(held, seat)
    tenure = db.new_id()
    await desk.tx.run(
        SQL.add_tenure,
        id=tenure,
        post=post_id,
        seat=seat,
        person=new.person_id,
        since=since,
        concurrent=new.concurrent,
    )
    await desk.tx.run(SQL.fill_vacancy, post=post_id, seat=seat, on=since)
    return Made(tenure)


async def end_tenure(desk: Desk, tenure_id: UUID, end: End) -> posts.Tenure:
    """End a tenure; refused when it has ended, or would end before it began."""
    held: posts.Tenure | None = await desk.tx.run(SQL.tenure, tenure=tenure_id)
    if held is None:
        raise errors.NotFound
    if held.until is not None:
        raise errors.Conflict("该任职已结束")
    on = end.on_day or desk.today
    if on <= held.since:
        raise _fault("on_day", on.isoformat(), f"应晚于任职之日{held.since.isoformat()}")
    await desk.tx.run(SQL.end_tenure, tenure=tenure_id, on=on, reason=end.reason)
    if end.leaves_vacancy:
        vacancy = NewVacancy(seat=held.seat, reason=end.reason, opened_on=on)
        await open_vacancy(desk, held.post_id, vacancy)
    ended: posts.Tenure = await desk.tx.run(SQL.tenure, tenure=tenure_id)
    return ended


async def open_vacancy(desk: Desk, post_id: UUID, new: NewVacancy) -> Made:
    """Record that nobody holds a seat; refused while somebody does."""
    _check_seat(await _locked(desk, post_id), new.seat)
    opened_on = new.opened_on or desk.today
    if await desk.tx.run(SQL.holder_on, post=post_id, seat=new.seat, on=opened_on) is not None:
        raise errors.Conflict("该席位当日有人任职，不是空缺")
    vacancy = db.new_id()
    await desk.tx.run(
        SQL.open_vacancy,
        id=vacancy,
        post=post_id,
        seat=new.seat,
        opened_on=opened_on,
        reason=new.reason,
        urgent=new.urgent or new.reason == post.URGENT_VACANCY,
    )
    return Made(vacancy)


async def close_vacancy(desk: Desk, vacancy_id: UUID, close: Close) -> posts.Vacancy:
    """Close a vacancy; refused when it is closed, or before it was opened."""
    held: posts.Vacancy | None = await desk.tx.run(SQL.vacancy, vacancy=vacancy_id)
    if held is None:
        raise errors.NotFound
    if held.closed_on is not None:
        raise errors.Conflict("该空缺已结束")
    on = close.on_day or desk.today
    if not await desk.tx.run(SQL.close_vacancy, vacancy=vacancy_id, on=on):
        raise _fault("on_day", on.isoformat(), f"不得早于空缺之日{held.opened_on.isoformat()}")
    closed: posts.Vacancy = await desk.tx.run(SQL.vacancy, vacancy=vacancy_id)
    return closed


async def _locked(desk: Desk, post_id: UUID) -> posts.Post:
    found: posts.Post | None = await desk.tx.run(SQL.lock_post, post=post_id)
    if found is None:
        raise errors.NotFound
    return found


def _check_seat(held: posts.Post, seat: int) -> None:
    if seat > held.seats:
        raise _fault("seat", str(seat), f"该职务共{held.seats}个席位")


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
