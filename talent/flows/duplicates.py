"""Who might be this person already: finding, showing, judging, remembering.

Outside the asker's scope a look-alike is a card: name, sex, birth year and month, township and
the sentence why. A village only learns that there is one. An equal phone or ID number is told
only where the name is alike too, so nobody can ask the register for a number.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, blocking, comparison, duplicate, model, person, search
from talent.core.comparison import Prepared
from talent.core.person import Draft
from talent.flows import columns
from talent.flows.desk import Desk

SQL = db.queries("duplicates")
SESSION_SQL = db.queries("session")

MOST_SHARING = 80
MOST_SHOWN = 5
CHECKS = 300
CHECK_WINDOW = timedelta(minutes=10)
FOR_A_VILLAGE = "县内已有相似登记，请联系组织部"


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody said of a look-alike: 就是此人, 不是同一人, 拿不准."""

    person: UUID
    verdict: Literal["same", "different", "unsure"]


class Found(Struct, frozen=True):
    """A person who shares a blocking key with a draft, compared with it."""

    row: duplicate.Row
    likeness: model.Likeness
    name_alike: bool

    @property
    def person_id(self) -> UUID:
        """The person found."""
        return self.row.id

    @property
    def in_scope(self) -> bool:
        """Whether the asker sees this person anyway."""
        return self.row.in_scope


class Told(Struct, frozen=True):
    """What was said of the people found."""

    same: Found | None
    different: frozenset[UUID]
    unsure: frozenset[UUID]

    @property
    def judged(self) -> frozenset[UUID]:
        """Everybody something was said of."""
        return self.different | self.unsure


class Card(Struct, frozen=True):
    """What is shown of a look-alike, in scope or not: never a number, a pool or an address."""

    person: UUID
    in_scope: bool
    band: str
    name: str
    sex: str | None
    born: str | None
    township: str | None
    sentence: str


class Cards(Struct, frozen=True):
    """The look-alikes, likeliest first; for a village those elsewhere are one note."""

    lookalikes: list[Card]
    note: str | None = None


def entry(draft: Draft) -> Prepared:
    """Make a draft ready for comparing."""
    return comparison.prepare(comparison.entry(draft))


def stored_keys(desk: Desk, draft: Draft) -> list[int]:
    """Answer the keyed hashes of a draft's blocking keys, as they are stored."""
    return sorted({desk.keyring.blocking(key) for key in blocking.stored_keys(entry(draft))})


def terms(draft: Draft) -> tuple[str, ...]:
    """Answer the search terms of all names of a draft."""
    return search.terms((draft.name, *(name.name for name in draft.other_names)))


async def allow_check(desk: Desk) -> None:
    """Count one check; too many in ten minutes are refused."""
    await allow(desk, "check", CHECK_WINDOW, CHECKS)


async def allow(desk: Desk, what: str, window: timedelta, most: int) -> None:
    """Count one deed of this grant against a limit."""
    subject = f"{what}:{desk.actor.grant_id}"
    if not await desk.tx.run(SESSION_SQL.rate_hit, subject=subject, window=window, most=most):
        raise errors.TooMany


async def lock(desk: Desk, seen: Prepared) -> None:
    """Wait for whoever is adding somebody that shares a blocking key; held until the commit."""
    keys = [desk.keyring.blocking(key) for key in blocking.stored_keys(seen)]
    await desk.tx.run(SQL.lock_keys, keys=keys)


async def find(desk: Desk, seen: Prepared) -> list[Found]:
    """Find who is likely or possibly the person seen, likeliest first."""
    keys = [desk.keyring.blocking(key) for key in blocking.query_keys(seen)]
    rows = await desk.tx.run(SQL.sharing, keys=keys, most=MOST_SHARING)
    return _compared(desk, seen, rows)


async def find_many(desk: Desk, many: list[Prepared]) -> list[list[Found]]:
    """Find for each of many, in two round trips."""
    queries = [
        {"n": n, "keys": [desk.keyring.blocking(key) for key in blocking.query_keys(seen)]}
        for n, seen in enumerate(many)
    ]
    sharing: dict[int, list[UUID]] = defaultdict(list)
    for pair in await desk.tx.run(SQL.sharing_many, queries=queries, most=MOST_SHARING):
        sharing[pair.n].append(pair.person)
    everybody = list({key for found in sharing.values() for key in found})
    rows = {row.id: row for row in await desk.tx.run(SQL.rows, people=everybody)}
    ready = {key: _prepare(desk, row) for key, row in rows.items()}
    return [
        _judged(seen, [(rows[key], ready[key]) for key in sharing[n] if key in rows])
        for n, seen in enumerate(many)
    ]


def _compared(desk: Desk, seen: Prepared, rows: list[duplicate.Row]) -> list[Found]:
    return _judged(seen, [(row, _prepare(desk, row)) for row in rows])


def _judged(seen: Prepared, others: list[tuple[duplicate.Row, Prepared]]) -> list[Found]:
    found = []
    for row, other in others:
        compared = comparison.compare(seen, other)
        likeness = model.weigh(compared)
        if likeness.band != "unlike":
            found.append(Found(row, likeness, model.name_alike(compared)))
    return sorted(found, key=lambda one: (-one.likeness.weight, one.person_id))


def _prepare(desk: Desk, row: duplicate.Row) -> Prepared:
    """Open a row and make it ready; its numbers live as long as this request."""
    opened = [
        (desk.keyring.open(columns.PHONE, UUID(key), columns.unhexed(number)), holder, holders)
        for key, number, holder, holders in row.phones
    ]
    number = desk.keyring.open(columns.ID_NUMBER, row.id, row.id_number) if row.id_number else None
    return comparison.prepare(
        comparison.Entry(
            id=str(row.id),
            name=row.name,
            other_names=tuple(person.OtherName(name) for name in row.other_names),
            sex=row.sex,
            birth=person.birth(row.birth, lunar=row.birth_lunar),
            id_number=number,
            phones=tuple(person.Phone(said, holder) for said, holder, _ in opened),  # type: ignore[arg-type]
            holders=tuple(holders for _, _, holders in opened),
            village=row.household_village,
            education=row.education,
            political_status=row.political_status,
            employer=row.employer,
            position=row.position,
            native_place=row.native_place,
        )
    )


def shown(desk: Desk, found: list[Found]) -> list[Found]:
    """Answer whom the asker is told of: outside hr only where the name is alike."""
    everything = desk.actor.role == access.Role.HR
    return [one for one in found if everything or one.name_alike]


async def cards(desk: Desk, found: list[Found]) -> Cards:
    """Turn the people found into cards; the look is recorded."""
    told = shown(desk, found)
    note = None
    if desk.actor.role == access.Role.VILLAGE:
        note = FOR_A_VILLAGE if any(not one.in_scope for one in told) else None
        told = [one for one in told if one.in_scope]
    told = told[:MOST_SHOWN]
    await desk.tx.run(SQL.look, people=[one.person_id for one in told])
    names = await _townships(desk, told)
    return Cards([_card(one, names) for one in told], note)


async def _townships(desk: Desk, found: list[Found]) -> dict[str, str]:
    codes = [_place(one) for one in found if _place(one)]
    return {one.code: one.name for one in await desk.tx.run(SQL.townships, codes=codes)}


def _place(found: Found) -> str:
    return found.row.household_village or found.row.residence_place or ""


def _card(found: Found, townships: dict[str, str]) -> Card:
    row = found.row
    return Card(
        person=row.id,
        in_scope=row.in_scope,
        band=found.likeness.band,
        name=row.name,
        sex=row.sex,
        born=row.birth[:7] if row.birth else None,
        township=townships.get(_place(found)),
        sentence=sentence(found.likeness),
    )


def sentence(likeness: model.Likeness) -> str:
    """Say in one sentence why: the names, the strongest reasons for, the strongest against."""
    naming = [reason.sentence for reason in likeness.reasons if reason.field == "name"]
    others = sorted(
        (reason for reason in likeness.reasons if reason.field != "name"), key=lambda one: -one.weight
    )
    speaking = naming + [reason.sentence for reason in others[:3] if reason.weight > 0]
    if others and others[-1].weight < 0:
        speaking.append(others[-1].sentence)
    return "；".join(speaking)


def hear(desk: Desk, found: list[Found], said: tuple[Said, ...]) -> Told:
    """Match what was said with who was found; refused about anybody else."""
    known = {one.person_id: one for one in shown(desk, found)}
    verdicts = {one.person: one.verdict for one in said}
    if strangers := verdicts.keys() - known.keys():
        fault = errors.Fault(
            field="judgements", said=str(min(strangers)), expected="只能判断刚才列出的相似人员"
        )
        raise errors.Invalid(faults=(fault,))
    same = [known[key] for key, verdict in verdicts.items() if verdict == "same"]
    if len(same) > 1:
        raise errors.Invalid(
            faults=(errors.Fault(field="judgements", said="", expected="只能有一人是同一人"),)
        )
    return Told(
        same[0] if same else None,
        frozenset(key for key, verdict in verdicts.items() if verdict == "different"),
        frozenset(key for key, verdict in verdicts.items() if verdict == "unsure"),
    )


async def stop_unseen(desk: Desk, found: list[Found], told: Told) -> None:
    """Refuse while a likely look-alike has not been judged."""
    unseen = [
        one
        for one in shown(desk, found)
        if one.likeness.band == "likely" and one.person_id not in told.judged
    ]
    if unseen:
        carried = await cards(desk, unseen)
        raise errors.DuplicateSuspected(lookalikes=carried.lookalikes, note=carried.note)


async def claim(desk: Desk, known: Found, typed: Draft) -> None:
    """Gain sight of a person out of scope who was said to be the same; only a likely one."""
    if known.likeness.band != "likely":
        raise errors.Forbidden("依据不足：请选择“拿不准”，由组织部核对")
    keys = [desk.keyring.blocking(key) for key in blocking.query_keys(entry(typed))]
    await desk.tx.run(SQL.claim, person=known.person_id, keys=keys)


async def remember(desk: Desk, person_id: UUID, found: list[Found], told: Told) -> int:
    """Remember what was said of a new person's look-alikes and queue the undecided pairs.

    Answers how many pairs wait for a judgement.
    """
    judgements = [
        {**_pair(person_id, key), "verdict": verdict}
        for verdict, people in (("different", told.different), ("unsure", told.unsure))
        for key in sorted(people)
    ]
    if judgements:
        await desk.tx.run(SQL.judge, judgements=judgements)
    return await queue(
        desk, [(person_id, one) for one in found if one.person_id not in told.different]
    )


async def queue(desk: Desk, pairs: list[tuple[UUID, Found]]) -> int:
    """Queue pairs for a judgement, with the reasons as they were seen."""
    rows: list[dict[str, Any]] = [
        {
            **_pair(person_id, found.person_id),
            "weight": found.likeness.weight,
            "band": found.likeness.band,
            "reasons": found.likeness.reasons,
            "model": found.likeness.model,
        }
        for person_id, found in pairs
    ]
    if rows:
        await desk.tx.run(SQL.queue, pairs=rows)
    return len(rows)


def _pair(one: UUID, other: UUID) -> dict[str, UUID]:
    return {"person_a": min(one, other), "person_b": max(one, other)}
