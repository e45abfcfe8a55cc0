"""The county plan: made as a draft, reviewed, adopted; asked what would be if; told why not.

hr's alone: a plan names people from everywhere, whom villages see only as hr releases them. A
plan is adopted as it was made: refused once anything it read has moved (stale), while it rests
on 待核实 people or on rules nobody has confirmed (条文待核对), or where its proof does not hold.
"""

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import numbers, plan_check, planned
from talent.core.plan import Policy
from talent.core.planned import Certificate
from talent.flows import candidates, people, plan_reading, plan_telling, planning
from talent.flows.desk import Desk

SQL = db.queries("plans")

LONGEST_PAGE = 100


class New(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan to be made: its policy, and the day whose law is asked (today)."""

    policy: Policy = Policy()
    on: date | None = None


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """The next state of a plan."""

    state: Literal["reviewed", "draft", "adopted", "withdrawn"]


async def make(desk: Desk, new: New) -> planned.Plan:
    """Make a plan and keep it as a draft."""
    found = await planning.solve(desk, new.policy, new.on or desk.today)
    key, told, lines = db.new_id(), plan_telling.told(found), plan_telling.lines(found)
    made, levels = found.made, found.levels
    await desk.tx.run(
        SQL.add,
        id=key,
        asked_for=made.reading.on,
        policy=msgspec.to_builtins(made.policy),
        digest=bytes.fromhex(made.reading.digest),
        rules=list(made.rules),
        unchecked=list(made.unchecked),
        weights=list(made.weights),
        before=made.reading.before,
        wanted=sum(one.wanted for one in made.openings),
        filled=len(lines),
        total=sum(one["fit"] for one in lines),
        proven=planned.proven(levels),
        to_verify=sum(one["standing"] != "eligible" for one in lines),
        levels=msgspec.to_builtins(levels),
        told=msgspec.to_builtins(told),
    )
    if lines:
        await desk.tx.run(SQL.add_lines, plan=key, lines=lines)
    document = msgspec.to_builtins(found.certificate, str_keys=True, enc_hook=numbers.plain)
    await desk.tx.run(SQL.add_proof, plan=key, document=document)
    return await _shown(desk, await row(desk, key), "suggest", found.certificate)


async def preview(desk: Desk, new: New) -> planned.Plan:
    """Make a plan without keeping it; the look at whom it names is kept."""
    found = await planning.solve(desk, new.policy, new.on or desk.today)
    plan = plan_telling.plan(found)
    await people.look(desk, "suggest", [one.person for one in plan.assignments])
    return plan


async def page(desk: Desk, before: UUID | None = None, limit: int = 20) -> list[planned.Listed]:
    """List plans, newest first."""
    most = max(1, min(limit, LONGEST_PAGE))
    rows: list[planned.Row] = await desk.tx.run(SQL.page, before=before, most=most)
    await desk.tx.run(candidates.SQL.list, subject="plan", ids=[one.id for one in rows])
    return [planned.listed(one) for one in rows]


async def one(desk: Desk, plan: UUID, *, certificate: bool = False) -> planned.Plan:
    """Show a plan, with its certificate where that is asked for."""
    found = await row(desk, plan)
    return await _shown(desk, found, "list", await _proof(desk, plan) if certificate else None)


async def document(desk: Desk, plan: UUID) -> dict[str, Any]:
    """Answer a plan's file, which the checker takes."""
    return sealed(await one(desk, plan, certificate=True))


def sealed(plan: planned.Plan) -> dict[str, Any]:
    """Answer a plan as a file with its digest."""
    return plan_check.seal(msgspec.to_builtins(plan, str_keys=True, enc_hook=numbers.plain))


async def step(desk: Desk, plan: UUID, version: int, taken: Step) -> planned.Plan:
    """Review, send back, adopt or withdraw a plan, under the version that was read."""
    found = await row(desk, plan)
    if found.version != version:
        raise errors.Stale
    if taken.state == "adopted":
        await _check_adoption(desk, found)
        await desk.tx.run(SQL.supersede)
    if not await desk.tx.run(SQL.step, plan=plan, version=version, state=taken.state):
        raise errors.Stale
    return await _shown(desk, await row(desk, plan), "list", None)


async def _check_adoption(desk: Desk, held: planned.Row) -> None:
    if held.state != "reviewed":
        raise errors.Conflict("方案须先审核，方可采用")
    if held.to_verify:
        raise errors.Conflict(f"方案中有{held.to_verify}人待核实，不能采用")
    policy = msgspec.convert(held.policy, Policy)
    reading = await plan_reading.read(desk, held.asked_for, policy.under)
    checked = {f"{rule.id}@{rule.edition}" for rule in reading.book if rule.checked}
    waits = [name.partition("@")[0] for name in held.rules if name not in checked]
    if waits:
        raise errors.Conflict(f"条文待核对：{'、'.join(waits)}；经两人核对后重新测算，方可采用")
    if bytes.fromhex(reading.digest) != held.digest:
        raise errors.PlanStale
    shown = await one(desk, held.id, certificate=True)
    plan_check.check(msgspec.json.encode(sealed(shown)))


async def row(desk: Desk, plan: UUID) -> planned.Row:
    """Answer a plan's row; not found without one."""
    found: planned.Row | None = await desk.tx.run(SQL.one, plan=plan)
    if found is None:
        raise errors.NotFound
    return found


async def _proof(desk: Desk, plan: UUID) -> Certificate:
    said = await desk.tx.run(SQL.proof, plan=plan)
    return msgspec.convert(said, Certificate, str_keys=True, dec_hook=numbers.read)


async def _shown(
    desk: Desk, held: planned.Row, action: str, certificate: Certificate | None
) -> planned.Plan:
    lines: list[planned.Line] = await desk.tx.run(SQL.lines, plan=held.id)
    await people.look(desk, action, [line.person_id for line in lines])
    return planned.shown(held, lines, certificate)
