"""From what was read to a plan: judge everybody, make the instance, solve it, check the answer.

What is computed for seconds runs beside the event loop: the judging in a thread, the solver in a
process of its own.
"""

import asyncio
from collections import defaultdict
from datetime import date
from uuid import UUID

from msgspec import Struct, structs

from talent import solver
from talent.core import (
    dossier,
    facts,
    field,
    person,
    plan,
    plan_proof,
    planned,
    post,
    rules,
    suggestion,
)
from talent.core.dossier import Entry, Known
from talent.core.field import Field, Weighed
from talent.core.plan import Candidate, Pin, Policy
from talent.core.plan_model import Instance, Opening
from talent.core.planned import Certificate
from talent.flows import candidates, plan_reading
from talent.flows.desk import Desk
from talent.flows.plan_reading import Reading


class Made(Struct, frozen=True, kw_only=True):
    """The instance that a policy makes of a reading, and what is needed to tell of it."""

    policy: Policy
    reading: Reading
    openings: tuple[Opening, ...]
    people: list[Candidate]
    weighed: Weighed
    instance: Instance
    rules: tuple[str, ...]
    unchecked: tuple[str, ...]
    weights: tuple[str, ...]


def make(reading: Reading, policy: Policy) -> Made:
    """Judge and weigh everybody who may come for each opening, and make the instance."""
    reading = hardened(reading, policy)
    there = [(code, one.role) for code in reading.villages for one in reading.seats[code].posts]
    wanted = {key: one.seats for key, one in reading.asked.items()}
    openings = plan.openings(policy, there, wanted)
    around = field_of(reading)
    everybody = around.people
    holds = {
        (code, one.role, one.person_id)
        for code in reading.villages
        for one in reading.seats[code].incumbents
    }
    people = [_candidate(entry, known, reading, policy) for entry, known in everybody]
    options = [
        (at, to)
        for at, to in plan.reachable(policy, openings, people)
        if (openings[to].village, openings[to].role, people[at].person) not in holds
    ]
    roles = sorted({one.role for one in openings})
    used = {role: rules.in_force(reading.book, role, reading.on) for role in roles}
    weights = {}
    for role in roles:
        held = reading.weights.get(post.role_group(role))
        if held is not None:
            weights[role] = held
    grounds = [
        ground(reading, one, used[one.role], reading.asked.get((one.village, one.role)))
        for one in openings
    ]
    weighed = around.weigh(grounds, options, weights)
    rows = {(row.id, row.edition, row.checked) for role in roles for row in used[role]}
    return Made(
        policy=policy,
        reading=reading,
        openings=openings,
        people=people,
        weighed=weighed,
        instance=plan.instance(
            policy,
            plan.Ground(
                openings=openings,
                people=people,
                weighed=weighed,
                before=reading.kept,
                apart={role: _relations(used[role]) for role in roles},
            ),
        ),
        rules=tuple(f"{key}@{edition}" for key, edition, _ in sorted(rows)),
        unchecked=tuple(sorted({key for key, _, checked in rows if not checked})),
        weights=tuple(sorted({f"{one.role_group}@{one.version}" for one in weights.values()})),
    )


def hardened(reading: Reading, policy: Policy) -> Reading:
    """Answer what was read with the county's own conditions among the rules."""
    return structs.replace(reading, book=rules.hardened(reading.book, policy.hard, reading.on))


def field_of(reading: Reading) -> Field:
    """Answer everybody whom a plan may consider, with the villages they are near to."""
    sits: dict[UUID, set[str]] = defaultdict(set)
    for code in reading.villages:
        for one in reading.seats[code].incumbents:
            sits[one.person_id].add(code)
            for kin in reading.told[one.person_id].kin:
                sits[UUID(str(kin["person_id"]))].add(code)
    return Field(
        [(one, reading.told[one.id]) for one in reading.entries if not _apart(one)],
        reading.book,
        reading.on,
        {key: frozenset(codes) for key, codes in sits.items()},
    )


def _apart(entry: Entry) -> bool:
    return entry.ranking_refused or not entry.active


def _relations(rows: tuple[rules.Rule, ...]) -> frozenset[str]:
    return frozenset(one for row in rows for one in getattr(row.asks, "relations", ()))


def ground(
    reading: Reading,
    opening: Opening,
    rows: tuple[rules.Rule, ...],
    asked: planned.Asked | None,
) -> field.Ground:
    """Answer a post as people are measured against it; `asked` is what a request asks of it."""
    village = reading.villages[opening.village]
    ask = candidates.Ask(
        village=village,
        role=opening.role,
        on=reading.on,
        top=0,
        wanted=tuple(asked.wanted_skills) if asked else (),
        must_haves=tuple(asked.must_haves) if asked else (),
        election_day=asked.election_day if asked else None,
        taxonomy=reading.taxonomy,
    )
    around = reading.seats[opening.village]
    to_read = candidates.asked(ask, around, rows)
    setting = candidates.setting(ask, around, reading.told, to_read, None)
    request = suggestion.Request(
        setting=setting,
        wanted=(*ask.must_haves, *ask.wanted),
        hollow=village.hollow,
        taxonomy=ask.taxonomy,
    )
    return field.Ground(setting, to_read, request.need())


def _candidate(entry: Entry, known: Known, reading: Reading, policy: Policy) -> Candidate:
    places = {entry.household_village, entry.residence_place} - {None}
    doubted = "birth" in entry.to_verify
    known_ages = None if doubted else ages(entry, reading.on)
    return Candidate(
        person=entry.id,
        places=frozenset(place[:12] for place in places if place),
        woman=entry.sex == "2",
        young=known_ages is not None and known_ages[1] <= policy.young_age,
        finance=dossier.knows_finance(entry.skills, reading.taxonomy),
        kin=tuple((UUID(str(one["person_id"])), one["relation"]) for one in known.kin),
    )


def ages(entry: Entry, on: date) -> tuple[int, int] | None:
    """Answer the least and the greatest age that an entry can mean."""
    return facts.ages(person.birth(entry.birth, lunar=entry.birth_lunar), on)


def judged(reading: Reading, pin: Pin) -> tuple[rules.Verdict, ...] | None:
    """Answer what the rules say of somebody for a post; None of whom no plan may consider there."""
    entry = next(one for one in reading.entries if one.id == pin.person)
    holds = reading.seats[pin.village].incumbents
    sits = any(one.person_id == pin.person and one.role == pin.post for one in holds)
    if _apart(entry) or sits:
        return None
    rows = rules.in_force(reading.book, pin.post, reading.on)
    asked = reading.asked.get((pin.village, pin.post))
    where = ground(reading, Opening(pin.village, pin.post, 1), rows, asked)
    known = dossier.read(entry, reading.told[entry.id], pin.village)
    prospect = dossier.prospect(known, where.asked)
    return suggestion.judge_all(prospect.facts, where.setting, rows, reading.on)


class Solved(Struct, frozen=True):
    """A plan solved: the certificate and how its levels stand, as the checker sees them."""

    made: Made
    certificate: Certificate
    levels: tuple[planned.LevelShown, ...]


async def solve(desk: Desk, policy: Policy, on: date) -> Solved:
    """Make a plan of the register as it stands; refused where it cannot be made."""
    return await solved(await made(await plan_reading.read(desk, on, policy.under), policy))


async def made(reading: Reading, policy: Policy) -> Made:
    """Make the instance in a thread: judging a county takes seconds."""
    return await asyncio.to_thread(make, reading, policy)


async def solved(of: Made) -> Solved:
    """Solve an instance, and check the answer as anybody may."""
    answer = await solver.solve(of.instance)
    certificate = Certificate(
        instance=of.instance,
        taken=answer.taken,
        steps=answer.steps,
        components=answer.components,
    )
    standing = await asyncio.to_thread(
        plan_proof.verify, of.instance, answer.taken, answer.steps, answer.components
    )
    return Solved(of, certificate, planned.levels(standing))
