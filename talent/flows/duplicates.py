"""Who might be this person already: finding, showing, judging, remembering.

Outside the asker's scope a look-alike is a card: name, sex, birth year and month, township and
the sentence why. Band and sentence of a card are those of a comparison that knows no more than
the card shows, besides equal numbers; else asking often enough would tell the day, the village or
a number digit by digit. A village only learns that there is one. An equal phone or ID number is
told only where the name is alike too.
"""

from collections import defaultdict
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, blocking, comparison, duplicate, model, person, search
from talent.core.comparison import Entry, Prepared
from talent.core.person import Draft
from talent.db import Transaction
from talent.flows import columns, limits
from talent.flows.desk import Desk

SQL = db.queries("duplicates")

MOST_SHARING = 80
MOST_SHOWN = 5
EQUAL_NUMBER = frozenset({("id_number", "SAME"), ("phone", "SAME"), ("phone", "FAMILY")})
FOR_A_VILLAGE = "县内已有相似登记，请联系组织部"


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody said of a look-alike: 就是此人, 不是同一人, 拿不准."""

    person: UUID
    verdict: Literal["same", "different", "unsure"]


class Found(Struct, frozen=True):
    """A person who shares a blocking key with a draft, compared with it.

    `likeness` is the whole comparison, for the queue; `told` what the asker may know of it.
    """

    row: duplicate.Row
    likeness: model.Likeness
    told: model.Likeness
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


async def lock(desk: Desk, seen: Prepared) -> None:
    """Wait for whoever is adding somebody that shares a blocking key; held until the commit."""
    keys = [desk.keyring.blocking(key) for key in blocking.stored_keys(seen)]
    await desk.tx.run(SQL.lock_keys, keys=keys)


async def find(desk: Desk, seen: Prepared) -> list[Found]:
    """Find who is likely or possibly the person seen, likeliest first."""
    keys = [desk.keyring.blocking(key) for key in blocking.query_keys(seen)]
    rows = await desk.tx.run(SQL.sharing, keys=keys, most=MOST_SHARING)
    return _compared(seen, [(row, _entry(desk, row)) for row in rows])


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
    ready = {key: (row, _entry(desk, row)) for key, row in rows.items()}
    return [
        _compared(seen, [ready[key] for key in sharing[n] if key in ready])
        for n, seen in enumerate(many)
    ]


def _compared(seen: Prepared, others: list[tuple[duplicate.Row, Entry]]) -> list[Found]:
    found = []
    for row, other in others:
        compared = comparison.compare(seen, comparison.prepare(other))
        likeness = told = model.weigh(compared)
        if not row.in_scope:
            coarse = comparison.prepare(_as_a_card(other, seen))
            told = model.weigh(comparison.compare(seen, coarse))
        if (likeness.band, told.band) != ("unlike", "unlike"):
            found.append(Found(row, likeness, told, model.name_alike(compared)))
    return sorted(found, key=lambda one: (-one.likeness.weight, one.person_id))


def _as_a_card(entry: Entry, seen: Prepared) -> Entry:
    """Reduce an entry to what a card shows, and to those of its numbers that were typed."""
    typed = {line.number for line in seen.lines}
    kept = [
        (phone, holders)
        for phone, holders in zip(entry.phones, entry.holders, strict=True)
        if phone.number in typed
    ]
    born = entry.birth
    return comparison.Entry(
        id=entry.id,
        name=entry.name,
        other_names=entry.other_names,
        sex=entry.sex,
        birth=person.Birth(born.year, born.month, lunar=born.lunar) if born else None,
        id_number=entry.id_number if entry.id_number == seen.id_number else None,
        phones=tuple(phone for phone, _ in kept),
        holders=tuple(holders for _, holders in kept),
        village=f"{entry.village[:9]}000" if entry.village else None,
    )


def _entry(desk: Desk, row: duplicate.Row) -> Entry:
    """Open a row for comparing; its numbers live as long as this request."""
    opened = [
        (desk.keyring.open(columns.PHONE, UUID(key), columns.unhexed(number)), holder, holders)
        for key, number, holder, holders in row.phones
    ]
    number = desk.keyring.open(columns.ID_NUMBER, row.id, row.id_number) if row.id_number else None
    return comparison.Entry(
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


def shown(desk: Desk, found: list[Found]) -> list[Found]:
    """Answer whom the asker is told of: outside hr only where the name is alike."""
    everything = desk.actor.role == access.Role.HR
    told = [one for one in found if one.told.band != "unlike" and (everything or one.name_alike)]
    return sorted(told, key=lambda one: (-one.told.weight, one.person_id))


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
        band=found.told.band,
        name=row.name,
        sex=row.sex,
        born=row.birth[:7] if row.birth else None,
        township=townships.get(_place(found)),
        sentence=sentence(found.told),
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
        if one.told.band == "likely" and one.person_id not in told.judged
    ]
    if unseen:
        carried = await cards(desk, unseen)
        raise errors.DuplicateSuspected(lookalikes=carried.lookalikes, note=carried.note)


async def record_look(tx: Transaction, refusal: errors.DuplicateSuspected) -> None:
    """Write down which cards a refusal showed: the refused transaction took its own row with it."""
    await tx.run(SQL.look, people=[card.person for card in refusal.extra["lookalikes"]])


async def claim(desk: Desk, known: Found, typed: Draft) -> None:
    """Gain sight of a person out of scope who was said to be the same.

    Only of a likely one with an equal phone or ID number: all else stands on the card or is guessed.
    """
    levels = {(reason.field, reason.level) for reason in known.told.reasons}
    if known.told.band != "likely" or not levels & EQUAL_NUMBER:
        raise errors.Forbidden("依据不足：请选择“拿不准”，由组织部核对")
    await limits.allow(desk, limits.CLAIM)
    keys = [desk.keyring.blocking(key) for key in blocking.query_keys(entry(typed))]
    await desk.tx.run(SQL.claim, person=known.person_id, keys=keys)


async def remember(desk: Desk, person_id: UUID, found: list[Found], told: Told) -> int:
    """Remember what was said of a new person's look-alikes and queue the undecided pairs.

    Answers how many pairs wait for a judgement, of those the asker may know.
    """
    judgements = [
        {**_pair(person_id, key), "verdict": verdict}
        for verdict, people in (("different", told.different), ("unsure", told.unsure))
        for key in sorted(people)
    ]
    if judgements:
        await desk.tx.run(SQL.judge, judgements=judgements)
    waiting = [one for one in found if one.person_id not in told.different]
    await queue(desk, [(person_id, one) for one in waiting])
    return len(set(told.unsure) | {one.person_id for one in shown(desk, waiting)})


async def queue(desk: Desk, pairs: list[tuple[UUID, Found]]) -> None:
    """Queue pairs for a judgement, with the reasons of the whole comparison."""
    rows: list[dict[str, Any]] = [
        {
            **_pair(person_id, found.person_id),
            "weight": found.likeness.weight,
            "band": found.likeness.band,
            "reasons": found.likeness.reasons,
            "model": found.likeness.model,
        }
        for person_id, found in pairs
        if found.likeness.band != "unlike"
    ]
    if rows:
        await desk.tx.run(SQL.queue, pairs=rows)


def _pair(one: UUID, other: UUID) -> dict[str, UUID]:
    return {"person_a": min(one, other), "person_b": max(one, other)}
