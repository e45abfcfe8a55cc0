"""What is shown of look-alikes, said of them, remembered of them.

Outside the asker's scope a look-alike is a card: name, sex, birth year and month, township and
the sentence why. A village only learns that there is one. An equal phone or ID number is told
only where the name is alike too.
"""

from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, blocking, comparison
from talent.core.person import Draft
from talent.db import Transaction
from talent.flows import likenesses, limits
from talent.flows.desk import Desk

SQL = db.queries("duplicates")

MOST_SHOWN = 5
EQUAL_NUMBER = frozenset({("id_number", "SAME"), ("phone", "SAME"), ("phone", "FAMILY")})
FOR_A_VILLAGE = "县内已有相似登记，请联系组织部"


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody said of a look-alike: 就是此人, 不是同一人, 拿不准."""

    person: UUID
    verdict: Literal["same", "different", "unsure"]


class Told(Struct, frozen=True):
    """What was said of the people found."""

    same: likenesses.Found | None
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


def shown(desk: Desk, found: list[likenesses.Found]) -> list[likenesses.Found]:
    """Answer whom the asker is told of, likeliest first: outside hr only where the name is alike.

    Of equally likely ones those at home with the asker come first, then the newest.
    """
    everything = desk.actor.role == access.Role.HR
    told = [one for one in found if one.told.band != "unlike" and (everything or one.name_alike)]
    told.sort(key=lambda one: one.person_id, reverse=True)
    return sorted(told, key=lambda one: (-one.told.weight, not _is_near(desk, one)))


def _is_near(desk: Desk, found: likenesses.Found) -> bool:
    """Say whether somebody is at home where the asker is: in the village, or in the township."""
    village, township = comparison.home(desk.actor.place)
    around = village or township
    return around is not None and _home(found).startswith(around)


async def cards(desk: Desk, found: list[likenesses.Found]) -> Cards:
    """Turn the people found into cards; the look is recorded."""
    told = shown(desk, found)
    note = None
    if desk.actor.role == access.Role.VILLAGE:
        note = FOR_A_VILLAGE if any(not one.in_scope for one in told) else None
        told = [one for one in told if one.in_scope]
    told = told[:MOST_SHOWN]
    names = await looked(desk, told)
    return Cards([card(one, names) for one in told], note)


async def looked(desk: Desk, found: list[likenesses.Found]) -> dict[str, str]:
    """Record the look at some people; answer the townships of their homes, by the places' codes."""
    people = sorted({one.person_id for one in found})
    codes = sorted({code for one in found if (code := _home(one))})
    names: dict[str, str] = await desk.tx.run(SQL.looked, people=people, codes=codes)
    return names


def _home(found: likenesses.Found) -> str:
    return found.row.household_village or found.row.residence_place or ""


def card(found: likenesses.Found, names: dict[str, str]) -> Card:
    """Write the card of a look-alike; `names` are those of `looked`."""
    row = found.row
    return Card(
        person=row.id,
        in_scope=row.in_scope,
        band=found.told.band,
        name=row.name,
        sex=row.sex,
        born=row.birth[:7] if row.birth else None,
        township=names.get(_home(found)),
        sentence=likenesses.sentence(found.told),
    )


def hear(desk: Desk, found: list[likenesses.Found], said: tuple[Said, ...]) -> Told:
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


async def stop_unseen(desk: Desk, found: list[likenesses.Found], told: Told) -> None:
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


async def claim(desk: Desk, known: likenesses.Found, typed: Draft) -> None:
    """Gain sight of a person out of scope who was said to be the same.

    Only of a likely one with an equal phone or ID number: all else stands on the card or is guessed.
    """
    levels = {(reason.field, reason.level) for reason in known.told.reasons}
    if known.told.band != "likely" or not levels & EQUAL_NUMBER:
        raise errors.Forbidden("依据不足：请选择“拿不准”，由组织部核对")
    await limits.allow(desk, limits.CLAIM)
    keys = [desk.keyring.blocking(key) for key in blocking.query_keys(likenesses.entry(typed))]
    await desk.tx.run(SQL.claim, person=known.person_id, keys=keys)


async def remember(desk: Desk, person_id: UUID, found: list[likenesses.Found], told: Told) -> int:
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


async def queue(desk: Desk, pairs: list[tuple[UUID, likenesses.Found]]) -> None:
    """Queue pairs for a judgement, with the reasons of the whole comparison."""
    rows: list[dict[str, Any]] = [
        {
            **_pair(person_id, found.person_id),
            "weight": found.likeness.weight,
            "probability": found.likeness.probability,
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
