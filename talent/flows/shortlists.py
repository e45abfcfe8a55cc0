"""Shortlists under conditions: the best of a request's newest run, exactly, and what each cost.

hr's alone, because near kin among the people are looked up. Nothing is written but the look.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from talent import db, errors
from talent.core import facts, person, shortlist
from talent.core.shortlist import Option, Price, Wanted
from talent.core.suggested import Shown, Suggested
from talent.flows import requests, suggestions
from talent.flows.desk import Desk

SQL = db.queries("requests")

MOST = 7
YOUNG = 35
FEMALE = "2"


class Conditions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the shortlist must keep; `size` is the request's seats unless it is said.

    `young_age`: who is that old at most counts as young. `to_verify`: also people 待核实, who may
    be shortlisted and never accepted. `spared`: nobody whom enough open requests hold already.
    """

    size: Annotated[int, Meta(ge=1, le=MOST)] | None = None
    women: Annotated[int, Meta(ge=0, le=MOST)] = 1
    young: Annotated[int, Meta(ge=0, le=MOST)] = 1
    young_age: Annotated[int, Meta(ge=18, le=60)] = YOUNG
    distinct_kin: bool = True
    spared: bool = True
    to_verify: bool = False


class Answer(Struct, frozen=True, kw_only=True):
    """The people chosen, in order of rank; sums are totals of fit (0..10,000,000 each)."""

    run_id: UUID | None
    people: tuple[Shown, ...]
    total: int
    free: int
    cost: int
    prices: tuple[Price, ...]
    unmet: tuple[str, ...]


async def choose(desk: Desk, request_id: UUID, said: Conditions) -> Answer:
    """Answer the best shortlist of a request's newest run under conditions.

    Who was declined is not in it. Refused: a request without a run, floors above the size.
    """
    held = await requests.row(desk, request_id)
    size = said.size or held.seats
    faults = tuple(
        errors.Fault(field=field, said=str(floor), expected=f"下限不得超过备选人数{size}")
        for field, floor in (("women", said.women), ("young", said.young))
        if floor > size
    )
    if faults:
        raise errors.Invalid(faults=faults)
    answer = await suggestions.newest(desk, request_id)
    pool = {one.person.person_id: one for one in answer.candidates if _stands(one, said)}
    found = shortlist.choose(
        await _options(desk, answer, pool, said),
        Wanted(
            size=size,
            women=said.women,
            young=said.young,
            distinct_kin=said.distinct_kin,
            spared=said.spared,
        ),
    )
    return Answer(
        run_id=answer.run.id,
        people=tuple(pool[key] for key in found.people),
        total=found.total,
        free=found.free,
        cost=found.cost,
        prices=found.prices,
        unmet=found.unmet,
    )


def _stands(one: Shown, said: Conditions) -> bool:
    return one.decision != "declined" and (said.to_verify or one.standing == "eligible")


async def _options(
    desk: Desk, answer: Suggested, pool: dict[UUID, Shown], said: Conditions
) -> list[Option]:
    kin: dict[UUID, set[UUID]] = {}
    for one, other in await desk.tx.run(SQL.kin_among, people=list(pool)):
        kin.setdefault(one, set()).add(other)
    most: int = await desk.tx.run(SQL.holds_at_most)
    day = answer.run.asked_for
    return [
        Option(
            key,
            one.rank or 0,
            one.total or 0,
            one.person.sex == FEMALE,
            _oldest(one, day) <= said.young_age,
            frozenset(kin.get(key, ())),
            one.decision != "accepted" and sum(other.held for other in one.wanted) >= most,
        )
        for key, one in pool.items()
    ]


def _oldest(one: Shown, day: date) -> int:
    """Answer the greatest age that the birth date leaves possible; 200 where it is not known."""
    ages = facts.ages(person.birth(one.person.born), day)
    return ages[1] if ages else 200
