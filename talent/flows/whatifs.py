"""What would be if, and why not: a plan solved again under a change, laid beside itself."""

from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import plan_diff, planned, post, rules, suggestion
from talent.core.dossier import Entry
from talent.core.plan import Pin, Policy, Quota, Wanted
from talent.core.plan_diff import Difference, Side
from talent.flows import candidates, people, plan_reading, plan_telling, planning, plans
from talent.flows.desk import Desk
from talent.flows.plan_reading import Reading
from talent.flows.plans import New

SQL = db.queries("plans")
MOST_WORDS = 6


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What would be different: more pins and refusals, other quotas, a policy relaxed."""

    pins: tuple[Pin, ...] = ()
    refusals: tuple[Pin, ...] = ()
    quotas: tuple[Quota, ...] = ()
    roles: tuple[Wanted, ...] = ()
    person_cap: int | None = None
    to_verify: bool | None = None
    women: bool | None = None
    young: bool | None = None
    finance: bool | None = None
    fairness: Literal["total", "worst"] | None = None
    hard: tuple[str, ...] | None = None


class WhyNot(Struct, frozen=True, kw_only=True):
    """Why somebody is not planned for a post: a law, or what it would cost to do so."""

    pin: Pin
    village_name: str
    post_label: str
    name: str
    answer: str
    failing: tuple[rules.Verdict, ...] = ()
    difference: Difference | None = None


async def what_if(desk: Desk, plan: UUID, change: Change) -> Difference:
    """Answer what a change of policy would change in a plan; nothing is kept.

    Both plans are of the register as it stands, so that the difference is the change's alone.
    """
    row = await plans.row(desk, plan)
    policy = msgspec.convert(row.policy, Policy)
    reading = await plan_reading.read(desk, row.asked_for, policy.under)
    before = await _standing(desk, reading, row, policy)
    return await _difference(desk, reading, before, changed(policy, change))


async def would_be(desk: Desk, new: New, change: Change) -> Difference:
    """Answer what a change would change in a plan that is not kept."""
    reading = await plan_reading.read(desk, new.on or desk.today, new.policy.under)
    before = await _made(reading, new.policy)
    return await _difference(desk, reading, before, changed(new.policy, change))


async def _made(reading: Reading, policy: Policy) -> Side:
    solved = await planning.solved(await planning.made(reading, policy))
    return plan_diff.side(plan_telling.plan(solved))


async def _standing(desk: Desk, reading: Reading, row: planned.Row, policy: Policy) -> Side:
    """Answer a plan as it was kept where nothing that it read has moved, else as it would be now."""
    if bytes.fromhex(reading.digest) != row.digest:
        return await _made(reading, policy)
    return plan_diff.side(planned.shown(row, await desk.tx.run(SQL.lines, plan=row.id)))


async def _difference(desk: Desk, reading: Reading, before: Side, other: Policy) -> Difference:
    found = plan_diff.compare(before, await _made(reading, other))
    await people.look(desk, "suggest", [one.person for one in found.moved])
    return found


async def why_not(desk: Desk, plan: UUID, pin: Pin) -> WhyNot:
    """Answer why somebody is not planned for a post: the failing rules, or the price of doing so.

    Refused: a person or a village that there is not (not found).
    """
    row = await plans.row(desk, plan)
    policy = msgspec.convert(row.policy, Policy)
    reading = await plan_reading.read(desk, row.asked_for, policy.under)
    entry = next((one for one in reading.entries if one.id == pin.person), None)
    if entry is None or pin.village not in reading.villages:
        raise errors.NotFound
    label = post.role(pin.post).label
    named = WhyNot(
        pin=pin,
        village_name=reading.names.of(pin.village),
        post_label=label,
        name=entry.name,
        answer="",
    )
    lines: list[planned.Line] = await desk.tx.run(SQL.lines, plan=plan)
    there = {Pin(one.village, one.role, one.person_id) for one in lines}
    said = "此人已列入该岗位后备" if pin in there else ""
    said = said or ("方案中已排除此人列入该岗位" if pin in policy.refusals else "")
    await people.look(desk, "look", [pin.person])
    if said:
        return structs.replace(named, answer=said)
    return await _judged(desk, reading, row, named)


async def _judged(desk: Desk, reading: Reading, row: planned.Row, named: WhyNot) -> WhyNot:
    """Answer what the law says of somebody for the post, or what the plan does."""
    pin, policy = named.pin, msgspec.convert(row.policy, Policy)
    judged = planning.judged(planning.hardened(reading, policy), pin)
    if judged is None:
        entry = next(one for one in reading.entries if one.id == pin.person)
        return structs.replace(named, answer=_outside(entry))
    stands = suggestion.standing(judged)
    failing = tuple(filter(rules.bars, judged))
    if failing:
        words = "；".join(f"{one.sentence}〔{one.citation}〕" for one in failing)
        return structs.replace(named, answer=f"不符合条件：{words}", failing=failing)
    if stands == "to_verify" and not policy.to_verify:
        waits = tuple(filter(rules.leaves_open, judged))
        words = "；".join(one.sentence for one in waits) or "该职务的法定条件尚未录入"
        return structs.replace(named, answer=f"待核实：{words}", failing=waits)
    return await _priced(desk, reading, row, named)


async def _priced(desk: Desk, reading: Reading, row: planned.Row, named: WhyNot) -> WhyNot:
    """Answer what it would cost to plan somebody for the post: the plan with that pin, beside it."""
    policy = msgspec.convert(row.policy, Policy)
    try:
        before = await _standing(desk, reading, row, policy)
        pinned = changed(policy, Change(pins=(named.pin,)))
        found = await _difference(desk, reading, before, pinned)
    except errors.Conflict as refusal:
        return structs.replace(named, answer=refusal.detail)
    words = "；".join(found.sentences[:MOST_WORDS])
    return structs.replace(named, answer=f"符合条件。如列入该岗位：{words}", difference=found)


def _outside(entry: Entry) -> str:
    if entry.ranking_refused:
        return candidates.REFUSED_RANKING
    if not entry.active:
        return candidates.NOT_ACTIVE
    return "现任该职务，或不在该岗位的选人范围内"


def changed(policy: Policy, change: Change) -> Policy:
    """Answer a policy after a change."""
    roles = {one.role: one for one in (*policy.roles, *change.roles)}
    quotas = {(one.village, one.post): one for one in (*policy.quotas, *change.quotas)}
    said = {
        name: value
        for name in ("person_cap", "to_verify", "women", "young", "finance", "fairness", "hard")
        if (value := getattr(change, name)) is not None
    }
    fields = structs.asdict(policy) | said
    fields |= {
        "roles": tuple(roles[key] for key in sorted(roles)),
        "quotas": tuple(quotas[key] for key in sorted(quotas)),
        "pins": tuple(sorted({*policy.pins, *change.pins})),
        "refusals": tuple(sorted({*policy.refusals, *change.refusals})),
    }
    return msgspec.convert(fields, Policy)
