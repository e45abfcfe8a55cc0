"""A solved plan in lines, as they are stored, and in words, as it is shown."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from talent import db
from talent.core import field, plan_ratios, plan_words, planned
from talent.core.planned import Told
from talent.flows import planning
from talent.flows.planning import Solved


def lines(found: Solved) -> list[dict[str, Any]]:
    """Answer the lines of a plan, as they are stored."""
    instance, made = found.certificate.instance, found.made
    stands = {
        (made.openings[at].village, made.openings[at].role, str(made.people[one].person)): code
        for one, at, code in zip(
            made.weighed.person, made.weighed.ground, made.weighed.standing, strict=True
        )
    }
    kept = frozenset(instance.kept)
    rows = []
    for at in found.certificate.taken:
        opening, who = instance.openings[instance.opening[at]], instance.people[instance.person[at]]
        certain = stands[opening.village, opening.role, who] == field.ELIGIBLE
        rows.append(
            {
                "id": db.new_id(),
                "village": opening.village,
                "role": opening.role,
                "person_id": who,
                "fit": instance.fit[at],
                "standing": "eligible" if certain else "to_verify",
                "kept": at in kept,
            }
        )
    return rows


def told(found: Solved) -> Told:
    """Answer what is told of a plan: empty places, floors not met, rates by sex and age."""
    instance, taken, made = found.certificate.instance, found.certificate.taken, found.made
    weighed = made.weighed
    waiting: Counter[tuple[str, int]] = Counter()
    for at, code in zip(weighed.ground.tolist(), weighed.standing.tolist(), strict=True):
        if code == field.TO_VERIFY and not made.policy.to_verify:
            waiting[made.openings[at].village, made.openings[at].role] += 1
    names = made.reading.names
    return Told(
        unfilled=plan_words.unfilled(instance, taken, names, waiting),
        reasons=plan_words.reasons(instance, taken, names),
        shortfalls=plan_words.shortfalls(instance, taken, names),
        ratios=_ratios(found),
    )


def _ratios(found: Solved) -> tuple[plan_ratios.Ratio, ...]:
    instance, on = found.certificate.instance, found.made.reading.on
    could: dict[int, set[UUID]] = defaultdict(set)
    does: dict[int, set[UUID]] = defaultdict(set)
    everybody = [UUID(one) for one in instance.people]
    for who, at in zip(instance.person, instance.opening, strict=True):
        could[instance.openings[at].role].add(everybody[who])
    for at in found.certificate.taken:
        opening = instance.openings[instance.opening[at]]
        does[opening.role].add(everybody[instance.person[at]])
    traits = {}
    for entry in found.made.reading.entries:
        ages = planning.ages(entry, on)
        sure = ages is not None and ages[0] == ages[1]
        traits[entry.id] = plan_ratios.Traits(entry.sex, ages[0] if ages and sure else None)
    return plan_ratios.ratios(
        {role: frozenset(people) for role, people in could.items()},
        {role: frozenset(people) for role, people in does.items()},
        traits,
    )


def plan(found: Solved) -> planned.Plan:
    """Answer a plan that is not kept."""
    made, said = found.made, told(found)
    names = {one.id: one for one in made.reading.entries}
    rows = [
        planned.Line(
            village=one["village"],
            village_name=made.reading.names.of(one["village"]),
            role=one["role"],
            person_id=(who := UUID(one["person_id"])),
            name=names[who].name,
            sex=names[who].sex,
            birth=names[who].birth,
            fit=one["fit"],
            standing=one["standing"],
            kept=one["kept"],
        )
        for one in lines(found)
    ]
    rows.sort(key=lambda one: (one.village, one.role, -one.fit, one.person_id))
    return planned.Plan(
        asked_for=made.reading.on,
        policy=made.policy,
        rules=made.rules,
        unchecked=made.unchecked,
        weights=made.weights,
        before=made.reading.before,
        wanted=sum(one.wanted for one in made.openings),
        filled=len(rows),
        total=sum(one.fit for one in rows),
        person_cap=made.policy.person_cap,
        proven=planned.proven(found.levels),
        verdict=planned.verdict(found.levels),
        to_verify=sum(one.standing != "eligible" for one in rows),
        levels=found.levels,
        assignments=tuple(map(planned.assignment, rows)),
        unfilled=said.unfilled,
        reasons=said.reasons,
        shortfalls=said.shortfalls,
        ratios=said.ratios,
        notes=(planned.NOTE, *made.policy.conditions),
        certificate=found.certificate,
    )
