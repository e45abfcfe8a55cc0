"""Pools: entering, moving on, leaving, and how many there are on a day."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, registered, texts
from talent.flows.desk import Desk

SQL = db.queries("people")

TOWNSHIP_STEPS = frozenset({"town_ok", "rejected", "submitted", "draft"})


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """The next state of a membership; an exit names its reason (1–10)."""

    state: str
    reason: str | None = None
    exit_reason: int | None = None
    on_day: date | None = None


async def listed(desk: Desk) -> list[registered.Pool]:
    """List the pools."""
    found: list[registered.Pool] = await desk.tx.run(SQL.pools)
    return found


async def label(desk: Desk, pool: str, text: str) -> None:
    """Change what a pool is called, or make a new one; nothing hangs on the label."""
    texts.check(label=text)
    if not text.strip():
        fault = errors.Fault(field="label", said=text, expected="人才库的名称")
        raise errors.Invalid(faults=(fault,))
    await desk.tx.run(SQL.set_pool, code=pool, label=text.strip())


async def totals(desk: Desk, day: date) -> list[registered.Total]:
    """Count entries and persons within the actor's sight as of a day."""
    found: list[registered.Total] = await desk.tx.run(SQL.totals, day=day)
    return found


async def code(desk: Desk, said: str) -> str:
    """Answer the code of a pool given by code or label; refused with the pools there are."""
    pools = await listed(desk)
    for pool in pools:
        if said.strip() in (pool.code, pool.label, f"{pool.label}人才"):
            return pool.code
    expected = "人才库：" + "、".join(f"{pool.label}（{pool.code}）" for pool in pools)
    raise errors.Invalid(faults=(errors.Fault(field="pool", said=said, expected=expected),))


async def enter(
    desk: Desk, people: list[UUID], pool: str, source: str | None, day: date
) -> dict[UUID, UUID]:
    """Enter people into a pool; hr's stand active at once, a township's and an officer's as submitted.

    Whoever is in it already stays as he is. Answers the new memberships by their people.
    """
    texts.check(source=source)
    pool = await code(desk, pool)
    state = "active" if desk.actor.role == access.Role.HR else "submitted"
    made = [(db.new_id(), person) for person in people]
    rows = [
        {
            "id": key,
            "person_id": person,
            "pool": pool,
            "state": state,
            "source": source,
            "entered_on": day,
        }
        for key, person in made
    ]
    entered = set(await desk.tx.run(SQL.add_memberships, memberships=rows))
    steps: list[dict[str, Any]] = [
        {
            "membership_id": row["id"],
            "from_state": None,
            "to_state": state,
            "on_day": day,
            "reason": source,
        }
        for row in rows
    ]
    await desk.tx.run(SQL.add_steps, steps=steps)
    return {person: key for key, person in made if key in entered}


async def step(desk: Desk, membership: UUID, version: int, to: Step) -> registered.Membership:
    """Move a membership on; refused where its state does not lead there."""
    texts.check(reason=to.reason)
    held: registered.Membership | None = await desk.tx.run(SQL.membership, membership=membership)
    if held is None:
        raise errors.NotFound
    if held.version != version:
        raise errors.Stale(current=held.version)
    if desk.actor.role != access.Role.HR and to.state not in TOWNSHIP_STEPS:
        raise errors.Forbidden
    allowed = registered.STEPS[held.state]
    if to.state not in allowed:
        expected = "可改为：" + ("、".join(allowed) or "（已退出，不能再改）")
        raise errors.Invalid(
            faults=(errors.Fault(field="state", said=to.state, expected=expected),)
        )
    day = to.on_day or desk.today
    leaving = to.state == "exited"
    if leaving != (to.exit_reason is not None):
        raise errors.Invalid(
            faults=(
                errors.Fault(field="exit_reason", said="", expected="退出时须注明退出原因（1–10）"),
            )
        )
    await desk.tx.run(
        SQL.step_membership, membership=membership, version=version, state=to.state,
        exited_on=day if leaving else None, exit_reason=to.exit_reason,
    )  # fmt: skip
    row = {
        "membership_id": membership,
        "from_state": held.state,
        "to_state": to.state,
        "on_day": day,
        "reason": to.reason,
    }
    await desk.tx.run(SQL.add_steps, steps=[row])
    changed: registered.Membership = await desk.tx.run(SQL.membership, membership=membership)
    return changed


async def steps(desk: Desk, membership: UUID) -> list[registered.Step]:
    """Tell the states a membership took; one out of sight is not found."""
    if await desk.tx.run(SQL.membership, membership=membership) is None:
        raise errors.NotFound
    found: list[registered.Step] = await desk.tx.run(SQL.membership_steps, membership=membership)
    return found


async def join(desk: Desk, person: UUID, pool: str, source: str | None) -> None:
    """Enter one person in sight into a pool; refused when he is in it already."""
    stands: UUID | None = await desk.tx.run(SQL.stands, person=person)
    if stands is None:
        raise errors.NotFound
    if not await enter(desk, [stands], pool, source, desk.today):
        raise errors.Conflict("此人已在该人才库中")
