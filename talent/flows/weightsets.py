"""Weights of fit as an office keeps them: versioned, tried on the people before they are saved.

hr's alone. Learned weights are a proposal with the same trial; nothing saves them but a person.
"""

from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import (
    facts,
    learning,
    person,
    plan_ratios,
    post,
    rules,
    suggestion,
    texts,
    weighing,
)
from talent.core.fit import FACTOR_LABELS, Weights, WeightSet
from talent.core.learning import Decided, Learned
from talent.core.plan_ratios import Ratio, Traits
from talent.core.suggested import Card
from talent.errors import Fault
from talent.flows import candidates, people
from talent.flows.candidates import Ask, Gathered
from talent.flows.desk import Desk

SQL = db.queries("rules")

MOST_MOVED = 100
GROUPS = ("party", "committee", "supervisory", "collective", "group")


class New(Struct, frozen=True, forbid_unknown_fields=True):
    """Weights to be saved or tried: eight factors in basis points that sum to 10,000."""

    weights: dict[str, int]
    note: str = ""


class Trial(Struct, frozen=True, forbid_unknown_fields=True):
    """Weights to be tried for one role in a village or any place above."""

    weights: dict[str, int]
    role: int
    place: str


class Moved(Struct, frozen=True):
    """One person whose rank would change, in which village and from where to where."""

    person: Card
    village: str
    village_name: str
    before: int
    after: int
    total_before: int
    total_after: int


class Difference(Struct, frozen=True, kw_only=True):
    """What weights would change; `ratios_before` and `ratios_after` are rates by sex and age.

    Selected is the first eligible of each village; a ratio below 0.8 is warned of.
    """

    role: int
    role_label: str
    weights_before: str
    weights: Weights
    villages: int
    people: int
    moved_people: int
    first_changed: int
    moved: tuple[Moved, ...]
    ratios_before: tuple[Ratio, ...]
    ratios_after: tuple[Ratio, ...]


class Proposal(Struct, frozen=True):
    """Weights that decisions speak for, beside those in use; saved only by a person."""

    group: str
    current: WeightSet
    learned: Learned


async def listed(desk: Desk) -> list[WeightSet]:
    """List every version of every group, the newest first."""
    found: list[WeightSet] = await desk.tx.run(SQL.weight_sets)
    return found


async def save(desk: Desk, group: str, version: int, new: New) -> WeightSet:
    """Save weights as the next version of a group, over the version that was read.

    Refused: a group that is none, weights that do not sum to 10,000, a version not the newest.
    """
    held = await _current(desk, group)
    weights = read(new.weights)
    texts.check(note=new.note)
    if held.version != version:
        raise errors.Stale(current=held.version)
    await desk.tx.run(
        SQL.save_weights,
        role_group=group,
        version=version + 1,
        weights=msgspec.to_builtins(weights),
        note=new.note.strip(),
    )
    return await _current(desk, group)


def read(said: dict[str, int]) -> Weights:
    """Read eight weights; refused naming the factors, and the sum where it is another."""
    if said.keys() != FACTOR_LABELS.keys():
        words = "、".join(f"{name}（{label}）" for name, label in FACTOR_LABELS.items())
        fault = Fault(field="weights", said="、".join(said), expected=f"应为八项：{words}")
        raise errors.Invalid(faults=(fault,))
    return Weights(**said)


async def difference(desk: Desk, said: Trial) -> Difference:
    """Answer what weights would change in the ranking, and in rates by sex and age; only a look."""
    weights, role = read(said.weights), post.role(said.role)
    current = await candidates.the_weights(desk, said.role)
    book = await candidates.the_book(desk)
    rows = rules.in_force(book, said.role, desk.today)
    villages = await desk.tx.run(SQL.villages, place=said.place, role=said.role)
    if not villages:
        expected = f"应为设有{role.label}职务的村，或其上级区划"
        raise errors.Invalid(faults=(Fault(field="place", said=said.place, expected=expected),))
    found: list[weighing.Village] = []
    pools: dict[str, Gathered] = {}
    for village in villages:
        ask = Ask(village=village, role=said.role, on=desk.today, top=0)
        pool = await candidates.gather(desk, ask, rows)
        before, after = (
            suggestion.rank(pool.prospects, pool.request, book, one, desk.today)
            for one in (current.weights, weights)
        )
        pools[village.code] = pool
        found.append(weighing.compare(village.code, before, after))
    names = {one.code: one.name for one in villages}
    moved = [
        _moved(pools[one.village].card(each.person_id), one.village, names[one.village], each)
        for one in found
        for each in one.moved
    ]
    moved.sort(key=lambda one: (-abs(one.after - one.before), one.village, one.after))
    await people.look(desk, "list", [one.person.person_id for one in moved[:MOST_MOVED]])
    ratios = _ratios(desk, said.role, found, pools)
    return Difference(
        role=said.role,
        role_label=role.label,
        weights_before=f"{current.role_group}@{current.version}",
        weights=weights,
        villages=len(found),
        people=sum(len(pool.prospects) for pool in pools.values()),
        moved_people=len(moved),
        first_changed=sum(one.first_before != one.first_after for one in found),
        moved=tuple(moved[:MOST_MOVED]),
        ratios_before=ratios[0],
        ratios_after=ratios[1],
    )


def _moved(card: Card, village: str, name: str, one: weighing.Moved) -> Moved:
    return Moved(card, village, name, one.before, one.after, one.total_before, one.total_after)


def _ratios(
    desk: Desk, role: int, found: list[weighing.Village], pools: dict[str, Gathered]
) -> tuple[tuple[Ratio, ...], tuple[Ratio, ...]]:
    """Answer the rates at which groups are among the first, before and after."""
    traits: dict[UUID, Traits] = {}
    for pool in pools.values():
        for key, entry in pool.entries.items():
            ages = facts.ages(person.birth(entry.birth, lunar=entry.birth_lunar), desk.today)
            traits[key] = Traits(entry.sex, ages[0] if ages else None)
    eligible = {role: frozenset(key for one in found for key in one.eligible)}
    before = {role: frozenset(key for one in found for key in one.top_before)}
    after = {role: frozenset(key for one in found for key in one.top_after)}
    whole = [plan_ratios.ratios(eligible, chosen, traits) for chosen in (before, after)]
    # Of one post the answer over all posts says nothing more.
    first, second = (tuple(one for one in told if one.post is not None) for told in whole)
    return first, second


async def proposal(desk: Desk, group: str) -> Proposal:
    """Answer the weights that a group's decisions speak for.

    Refused (Conflict) before there are a hundred decisions.
    """
    current = await _current(desk, group)
    roles = [code for code in post.ROLES if post.role_group(code) == group]
    rows = await desk.tx.run(SQL.decided, roles=roles)
    decided = [
        Decided(one.run_id, one.decision == "accepted", one.values)
        for one in rows
        if one.values.keys() == FACTOR_LABELS.keys()
    ]
    if len(decided) < learning.LEAST:
        words = f"至少须有{learning.LEAST}项决定方可测算建议权重，现有{len(decided)}项"
        raise errors.Conflict(words)
    return Proposal(group, current, learning.learn(decided, current.weights))


async def _current(desk: Desk, group: str) -> WeightSet:
    if group not in GROUPS:
        raise errors.NotFound
    found: WeightSet = await desk.tx.run(SQL.newest_weights, role_group=group)
    return found
