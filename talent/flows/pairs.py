"""Pairs of look-alikes that wait for hr, and the judgements about them.

A judgement is appended, never changed; of a pair the newest counts. *Same* only records: merging
is a step of its own (merges). hr works off every pair, a township those it sees both sides of.
"""

from typing import Any
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, clusters, explanation, pair, registered, texts, verdicts
from talent.flows import columns, duplicates, models, people
from talent.flows.desk import Desk

SQL = db.queries("pairs")
JUDGING = db.queries("judging")

LONGEST_PAGE = 200
LEFT = frozenset({"exited", "rejected"})
SAID_ONE = "已有判断认定二人与{name}均为同一人，不能再判为不同人；如该判断有误，请先改判"
SAID_TWO = "已有判断认定{name}与其中一人为同一人、与另一人为不同人，不能判为同一人；请先改判"


class Wanted(Struct, frozen=True, kw_only=True):
    """Which pairs; `place` is of either person, `after` the last pair of the page before.

    `assigned` is the township that is to work them off, `none` for those that are hr's. `verdict`
    is what was said last of a pair.
    """

    state: pair.State = "open"
    band: str | None = None
    automatic: bool | None = None
    doubt: clusters.Doubt | None = None
    assigned: str | None = None
    place: str | None = None
    verdict: pair.Verdict | None = None
    after: pair.Key | None = None
    limit: int = 50


class Page(Struct, frozen=True):
    """Pairs, the most uncertain first, and where the next page begins."""

    pairs: list[pair.Shown]
    next: str | None


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a pair, and why."""

    verdict: pair.Verdict
    reason: str | None = None


class Judged(Struct, frozen=True):
    """What stands of a pair now; `state` is None where it was never queued."""

    verdict: pair.Verdict
    state: str | None


async def page(desk: Desk, wanted: Wanted) -> Page:
    """Answer a page; the audit gets one row with the people's ids. An unknown `after` is not found."""
    _allow(desk)
    most = max(1, min(wanted.limit, LONGEST_PAGE))
    last = await _queued(desk, wanted.after) if wanted.after else None
    if wanted.after and last is None:
        raise errors.NotFound
    found: list[pair.Queued] = await desk.tx.run(
        SQL.page,
        **_asked(wanted),
        even=await even(desk),
        after_a=last.person_a if last else None,
        after_b=last.person_b if last else None,
        most=most + 1,
    )
    kept = found[:most]
    everybody = sorted({key for one in kept for key in (one.person_a, one.person_b)})
    known = await shown(desk, await desk.tx.run(people.SQL.rows, people=everybody))
    further = f"{kept[-1].person_a}.{kept[-1].person_b}" if len(found) > most else None
    return Page([_shown(one, known) for one in kept], further)


async def one(desk: Desk, first: UUID, second: UUID) -> pair.Queued | None:
    """Answer a pair as it stands in the queue, or None where it was never queued."""
    _allow(desk)
    return await _queued(desk, (first, second))


async def lying(desk: Desk, codes: list[str]) -> dict[str, str]:
    """Say where places lie, by code: township and village."""
    found: list[pair.Lies] = await desk.tx.run(SQL.lies, codes=codes)
    return {one.code: f"{one.township or ''}{one.village or ''}" for one in found}


async def even(desk: Desk) -> int:
    """Answer the weight at which two are as likely one human as not, in this register."""
    using = await models.weighing(desk)
    return explanation.reaching(0.5, using.known.size, using.model)


def _asked(wanted: Wanted) -> dict[str, Any]:
    return {
        name: getattr(wanted, name)
        for name in ("state", "band", "automatic", "doubt", "assigned", "place", "verdict")
    }


async def neighbours(desk: Desk, one: UUID, other: UUID, wanted: Wanted) -> pair.Neighbours:
    """Answer the pairs before and after one among those asked for, for whoever works them off by keys."""
    _allow(desk)
    first, second = pair.key(one, other)
    found: pair.Neighbours | None = await desk.tx.run(
        SQL.neighbours, person_a=first, person_b=second, **_asked(wanted), even=await even(desk)
    )
    if found is None:
        raise errors.NotFound
    return found


async def judge(
    desk: Desk, one: UUID, other: UUID, said: Said, *, by_itself: bool = False
) -> Judged:
    """Append a judgement: the pair is judged, or open again where one is unsure.

    What a merge of the automatic part says `by_itself` counts as nobody's word in any estimate.

    Where the county has *same* said by two, it is proposed until another says so too.
    Refused: somebody unknown, one person twice, and what contradicts judgements about a third.
    """
    _allow(desk)
    texts.check(reason=said.reason)
    first, second = pair.key(one, other)
    if len(await desk.tx.run(SQL.names, people=[first, second])) < len((first, second)):
        raise errors.NotFound
    if said.verdict != "same" and await desk.tx.run(SQL.merged, one=first, other=second):
        raise errors.Conflict("二人已合并为一条登记；如判断有误，请撤销合并")
    # One judgement at a time: two that contradict each other would not see each other.
    await desk.tx.run(duplicates.SQL.lock_keys, keys=[desk.keyring.blocking("judgement")])
    await _stop_contradicted(desk, (first, second), said.verdict)
    await desk.tx.run(
        SQL.add_judgement,
        person_a=first,
        person_b=second,
        verdict=said.verdict,
        reason=(said.reason or "").strip() or None,
        by_itself=by_itself,
    )
    state = await _leads_to(desk, (first, second), said.verdict)
    await desk.tx.run(SQL.settle, person_a=first, person_b=second, state=state)
    queued = await _queued(desk, (first, second))
    return Judged(said.verdict, queued.state if queued else None)


async def said(desk: Desk, one: UUID, other: UUID) -> list[pair.Saying]:
    """List what was said of a pair, the newest first; nothing of two not both in sight."""
    first, second = pair.key(one, other)
    found: list[pair.Saying] = await desk.tx.run(SQL.said, person_a=first, person_b=second)
    return found


async def judgements(desk: Desk, person: UUID) -> list[pair.Judgement]:
    """List what was said of a person and others, the newest first; the look is recorded."""
    if not await desk.tx.run(SQL.names, people=[person]):
        raise errors.NotFound
    found: list[pair.Judgement] = await desk.tx.run(SQL.judgements, person=person)
    await people.look(desk, "list", sorted({person, *(one.other for one in found)}))
    return found


async def agreed(desk: Desk, key: pair.Key) -> bool:
    """Say whether *same* of this reviewer suffices: alone, or because another said so before."""
    rule: verdicts.Rule | None = await desk.tx.run(JUDGING.rule)
    if rule is None or not rule.two_person:
        return True
    first, second = pair.key(*key)
    found: bool = await desk.tx.run(JUDGING.said_by_another, person_a=first, person_b=second)
    return found


async def _leads_to(desk: Desk, key: pair.Key, verdict: pair.Verdict) -> pair.State:
    if verdict == "unsure":
        return "open"
    return "judged" if verdict == "different" or await agreed(desk, key) else "proposed"


def _allow(desk: Desk) -> None:
    if desk.actor.role not in access.JUDGES_PAIRS:
        raise errors.Forbidden


async def _queued(desk: Desk, key: pair.Key) -> pair.Queued | None:
    first, second = pair.key(*key)
    found: pair.Queued | None = await desk.tx.run(SQL.queued, person_a=first, person_b=second)
    return found


async def _stop_contradicted(desk: Desk, key: pair.Key, verdict: pair.Verdict) -> None:
    standing: list[pair.Standing] = await desk.tx.run(SQL.standing, people=list(key))
    third = pair.contradicted(*key, verdict, standing)
    if third is None:
        return
    named = await desk.tx.run(SQL.names, people=[third])
    words = SAID_ONE if verdict == "different" else SAID_TWO
    # Somebody out of the asker's sight is not named.
    if not named:
        raise errors.Conflict(words.format(name="范围以外的一人"))
    raise errors.Conflict(words.format(name=await _told(desk, named[0])), third=third)


async def _told(desk: Desk, named: pair.Named) -> str:
    """Tell somebody from all others of that name: by birth and place, or by being merged away."""
    rows: list[registered.Row] = await desk.tx.run(people.SQL.rows, people=[named.id])
    if not rows:
        return f"{named.name}（已并入另一条）"
    [one] = (await shown(desk, rows)).values()
    said = (one.birth.iso if one.birth else "", f"{one.township or ''}{one.village or ''}")
    more = "，".join(part for part in said if part)
    return f"{named.name}（{more}）" if more else named.name


async def shown(desk: Desk, rows: list[registered.Row]) -> dict[UUID, pair.Person]:
    """Show people short and masked, by id; the look is recorded."""
    codes = sorted({code for row in rows if (code := _place(row))})
    lies = {one.code: one for one in await desk.tx.run(SQL.lies, codes=codes)}
    await people.look(desk, "list", sorted(row.id for row in rows))
    return {row.id: _short(desk, row, lies.get(_place(row))) for row in rows}


def _place(row: registered.Row) -> str:
    return row.household_village or row.residence_place or ""


def _short(desk: Desk, row: registered.Row, lies: pair.Lies | None) -> pair.Person:
    whole = columns.shown(row, desk.keyring, desk.actor.role)
    pools = {one["pool"] for one in whole.memberships if one["state"] not in LEFT}
    return pair.Person(
        id=whole.id,
        name=whole.name,
        other_names=whole.other_names,
        sex=whole.sex,
        birth=whole.birth,
        township=lies.township if lies else None,
        village=lies.village if lies else None,
        employer=whole.employer,
        pools=tuple(sorted(pools)),
        id_number=whole.id_number,
        phones=tuple(phone.number for phone in whole.phones),
    )


def _shown(queued: pair.Queued, known: dict[UUID, pair.Person]) -> pair.Shown:
    return pair.Shown(
        people=(known[queued.person_a], known[queued.person_b]),
        weight=queued.weight,
        probability=queued.probability,
        band=queued.band,
        automatic=queued.automatic,
        model=queued.model,
        reasons=queued.reasons,
        state=queued.state,
        assigned_place=queued.assigned_place,
        queued_at=queued.at,
        doubt=queued.doubt,
    )
