"""Requests of villages: filing, the steps of their way, releases of people to them.

A request out of scope is not found. Steps of one request wait for each other and name the version
they are based on.
"""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import freetext, post, requests
from talent.core import posts as seats
from talent.errors import Fault
from talent.flows import closing, people, posts
from talent.flows.desk import Desk

SQL = db.queries("requests")
POSTS = db.queries("posts")
PEOPLE = db.queries("people")

ROUTE = "requests"

LONGEST = 100
MOST_SKILLS = 20
LONGEST_PAGE = 200
GONE = frozenset({"merged", "abolished"})

Outcome = Literal["filled", "unfilled", "withdrawn"]
To = Literal[
    "submitted", "draft", "town_ok", "open", "suggested", "shortlisted", "review", "closed"
]


class New(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request: for which post (role code, or a post's id), how many reserves, what is wished.

    `must_haves` are skills too: who is not seen to have one gets a caution. They bar nobody, for
    only a law does.
    """

    village: str
    post: int | UUID
    seats: int
    wanted_skills: tuple[str, ...] = ()
    must_haves: tuple[str, ...] = ()
    deadline: date | None = None
    election_day: date | None = None
    document: str | None = None
    urgent: bool = False


class Changes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What of a draft is written anew, whole; village and post stay."""

    seats: int
    wanted_skills: tuple[str, ...] = ()
    must_haves: tuple[str, ...] = ()
    deadline: date | None = None
    election_day: date | None = None
    document: str | None = None
    urgent: bool = False


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next state; closing names its outcome."""

    state: To
    outcome: Outcome | None = None


class NewRelease(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom hr lets the village see, and why."""

    person_id: UUID
    reason: str


class Filter(Struct, frozen=True, kw_only=True):
    """What narrows a list; `before` ends the page before. In `stands` a draft may be submitted."""

    village: str | None = None
    state: str | None = None
    stands: tuple[str, ...] | None = None
    before: UUID | None = None
    limit: int = 50


class Page(Struct, frozen=True):
    """Requests, urgent ones first, then the newest, and where the next page begins."""

    requests: list[requests.Shown]
    next: UUID | None


async def file(desk: Desk, new: New) -> requests.Shown:
    """File a request as a draft.

    Refused: a village out of scope (not found), one that is no more, a post that it does not have,
    more reserves than one request may ask for, a deadline that has passed.
    """
    village = await posts.village(desk, new.village)
    wanted = await _post(desk, new)
    faults = _faults(desk, new, wanted.role)
    if village.status in GONE:
        faults.append(Fault(field="village", said=new.village, expected="该村已合并或撤销"))
    if faults:
        raise errors.Invalid(faults=tuple(faults))
    key = db.new_id()
    await desk.tx.run(
        SQL.add,
        id=key,
        village=new.village,
        post=wanted.id,
        **_columns(new),
    )
    return requests.shown(await row(desk, key))


async def amend(desk: Desk, request_id: UUID, version: int, new: Changes) -> requests.Shown:
    """Write a draft in scope anew before it is submitted, or after it was sent back.

    Refused: a request that somebody else looks at already, and what `file` refuses.
    """
    held = await locked(desk, request_id)
    if held.version != version:
        raise errors.Stale(current=held.version)
    if held.state != "draft" or held.submitted_on is not None:
        raise errors.Conflict("申请已提交，只有草稿或被退回的申请可以修改")
    if faults := _faults(desk, new, held.role):
        raise errors.Invalid(faults=tuple(faults))
    await desk.tx.run(SQL.amend, request=request_id, version=version, **_columns(new))
    return await one(desk, request_id)


def _columns(new: New | Changes) -> dict[str, Any]:
    return {
        "seats": new.seats,
        "wanted_skills": [skill.strip() for skill in new.wanted_skills],
        "must_haves": [skill.strip() for skill in new.must_haves],
        "deadline": new.deadline,
        "election_day": new.election_day,
        "document": new.document,
        "urgent": new.urgent,
    }


async def file_once(desk: Desk, new: New, key: str) -> requests.Shown:
    """File a request under a key; sent again under it, the request that was filed is answered."""
    before = await desk.tx.run(PEOPLE.remembered, route=ROUTE, key=key)
    if before is not None:
        return await one(desk, before.result_id)
    filed = await file(desk, new)
    digest = desk.keyring.index("body", key)
    await desk.tx.run(PEOPLE.remember, route=ROUTE, key=key, body_digest=digest, result=filed.id)
    return filed


async def _post(desk: Desk, new: New) -> seats.Post:
    found: seats.Post | None
    if isinstance(new.post, UUID):
        found = await desk.tx.run(POSTS.post, post=new.post)
    else:
        role = post.role(new.post).code
        found = await desk.tx.run(POSTS.post_of_role, village=new.village, role=role)
    if found is None or found.village != new.village:
        raise _fault("post", str(new.post), "应为该村已登记的职务（职务代码或编号）")
    return found


def _faults(desk: Desk, new: New | Changes, role: int) -> list[Fault]:
    wrong = post.check_places(role, new.seats)
    found = [structs.replace(wrong, field="seats")] if wrong else []
    for field in ("wanted_skills", "must_haves"):
        said = getattr(new, field)
        if len(said) > MOST_SKILLS or not all(skill.strip() for skill in said):
            expected = f"每项须有内容，至多{MOST_SKILLS}项"
            found.append(Fault(field=field, said="", expected=expected))
        found += [_text(field, skill) for skill in said if freetext.fault(skill, LONGEST)]
    if new.document and freetext.fault(new.document, LONGEST):
        found.append(_text("document", new.document))
    for field in ("deadline", "election_day"):
        day = getattr(new, field)
        if day is not None and day < desk.today:
            found.append(Fault(field=field, said=day.isoformat(), expected="不得早于今日"))
    return found


def _text(field: str, said: str) -> Fault:
    return Fault(field=field, said="", expected=freetext.fault(said, LONGEST) or "")


async def row(desk: Desk, request_id: UUID) -> requests.Row:
    """Answer a request as it stands; out of scope is not found."""
    found: requests.Row | None = await desk.tx.run(SQL.one, request=request_id)
    if found is None:
        raise errors.NotFound
    return found


async def locked(desk: Desk, request_id: UUID) -> requests.Row:
    """Answer a request that nobody else changes until this transaction ends."""
    if await desk.tx.run(SQL.lock, request=request_id) is None:
        raise errors.NotFound
    return await row(desk, request_id)


async def one(desk: Desk, request_id: UUID) -> requests.Shown:
    """Show one request."""
    return requests.shown(await row(desk, request_id))


async def page(desk: Desk, wanted: Filter) -> Page:
    """List requests in scope, urgent ones first, then the newest; the audit gets one row of ids."""
    most = max(1, min(wanted.limit, LONGEST_PAGE))
    found: list[requests.Row] = await desk.tx.run(
        SQL.page,
        village=wanted.village,
        state=wanted.state,
        stands=list(wanted.stands) if wanted.stands is not None else None,
        before=wanted.before,
        most=most + 1,
    )
    shown = found[:most]
    await desk.tx.run(SQL.list, subject="request", ids=[one.id for one in shown])
    following = shown[-1].id if len(found) > most else None
    return Page([requests.shown(one) for one in shown], following)


async def step(desk: Desk, request_id: UUID, version: int, to: Step) -> requests.Shown:
    """Take a request a step on, or back.

    Refused: a version that is not the newest, a role without that step, a state that does not
    lead there, `filled` before everybody accepted has come through the rounds of review, and any
    outcome but withdrawn while a rule for the post is 条文待核对.
    """
    held = await locked(desk, request_id)
    if held.version != version:
        raise errors.Stale(current=held.version)
    if not requests.may_step(desk.actor, held, to.state, to.outcome):
        raise errors.Forbidden
    _check_step(held, to)
    await closing.check(desk, held, to.outcome)
    submitted = desk.today if to.state == requests.SUBMITTED else held.submitted_on
    await move(
        desk,
        held,
        "draft" if to.state == requests.SUBMITTED else to.state,
        outcome=to.outcome,
        submitted_on=None if to.state == "draft" else submitted,
    )
    return await one(desk, request_id)


def _check_step(held: requests.Row, to: Step) -> None:
    possible = requests.next_states(held)
    if to.state not in possible:
        expected = "可改为：" + ("、".join(possible) or "（已办结，不能再改）")
        raise _fault("state", to.state, expected)
    if to.state == "town_ok" and held.submitted_on is None:
        raise _fault("state", to.state, "申请提交后乡镇方可同意")
    if (to.state == "closed") != (to.outcome is not None):
        expected = "办结时须注明结果：" + "、".join(post.REQUEST_OUTCOMES)
        raise _fault("outcome", to.outcome or "", expected)


async def move(
    desk: Desk,
    held: requests.Row,
    state: str,
    *,
    outcome: str | None = None,
    submitted_on: date | None,
) -> None:
    """Write the next state over the version that was read; Stale when it is no longer there."""
    moved = await desk.tx.run(
        SQL.step,
        request=held.id,
        version=held.version,
        state=state,
        outcome=outcome,
        submitted_on=submitted_on,
    )
    if not moved:
        raise errors.Stale


async def release(desk: Desk, request_id: UUID, new: NewRelease) -> posts.Made:
    """Let the request's village see a person until the request ends.

    Refused: a request that is closed, a community (its law has not been read), no reason.
    """
    held = await locked(desk, request_id)
    if held.state == "closed":
        raise errors.Conflict("申请已办结，不能再开放人选")
    if held.village_kind == "community":
        raise errors.Conflict("社区的申请不适用村民委员会组织法，不开放人选")
    if not await desk.tx.run(POSTS.person_exists, person=new.person_id):
        raise errors.NotFound
    reason = new.reason.strip()
    if wrong := freetext.fault(reason, LONGEST) if reason else "请写明开放的理由":
        raise _fault("reason", "", wrong)
    key = db.new_id()
    await desk.tx.run(SQL.release, id=key, request=request_id, person=new.person_id, reason=reason)
    return posts.Made(key)


async def releases(desk: Desk, request_id: UUID) -> list[requests.Released]:
    """List who was released to a request, as far as the asker sees them."""
    await row(desk, request_id)
    found: list[requests.Release] = await desk.tx.run(SQL.releases, request=request_id)
    await people.look(desk, "list", [one.person_id for one in found])
    return [requests.released(one) for one in found]


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
