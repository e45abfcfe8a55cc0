"""Who stands in a pool and on no row of a list that is said to be the whole: proposed as exits.

Nobody leaves a pool by a list alone; an officer says who does, and why.
"""

from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import rosters as core
from talent.flows import faultfiles, people, pools, rosters, staging
from talent.flows.desk import Desk

SQL = db.queries("rosters")

REASON = "完整名单未列入"


class Leaving(Struct, frozen=True, forbid_unknown_fields=True):
    """A membership that ends, by the version that was seen."""

    membership: UUID
    version: int


class Exits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who leaves the pool, and for which reason (1–10)."""

    leaving: tuple[Leaving, ...]
    exit_reason: int


async def declare(desk: Desk, roster_id: UUID) -> None:
    """Say that a roster is the whole list of its pool for its place."""
    held = await faultfiles.own(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    wish = structs.replace(about.wish, complete=True)
    sealed = staging.sealed_about(desk.keyring, held.id, structs.replace(about, wish=wish))
    await desk.tx.run(SQL.say, roster=held.id, content=sealed)


async def listed(desk: Desk, roster_id: UUID) -> list[core.Absentee]:
    """List who is absent from a whole list; that they were looked at is recorded.

    Refused for a roster that is not said to be whole, and while rows of it wait: one of them may
    be who seems to be absent.
    """
    held = await rosters.visible(desk, roster_id)
    if not staging.about(desk.keyring, held.id, held.content).wish.complete:
        raise errors.Conflict("该花名册未注明为完整名单，不能据此比对退出人员")
    waiting = len(await desk.tx.run(SQL.staged, roster=roster_id))
    if waiting:
        raise errors.Conflict(f"尚有{waiting}行未入库；全部更正、核对并入库后才能比对退出人员")
    found: list[core.Absentee] = await desk.tx.run(
        SQL.absentees, roster=roster_id, pool=held.pool, scope=held.scope
    )
    await people.look(desk, "look", [one.person for one in found], REASON)
    return found


async def leave(desk: Desk, roster_id: UUID, said: Exits) -> int:
    """Let absentees leave the pool, all that are named or none; answer how many left."""
    absent = {one.membership for one in await listed(desk, roster_id)}
    strangers = [one.membership for one in said.leaving if one.membership not in absent]
    if strangers or not said.leaving:
        expected = "该名单的退出建议中的人员"
        fault = errors.Fault(
            field="leaving", said="、".join(map(str, strangers)), expected=expected
        )
        raise errors.Invalid(faults=(fault,))
    step = pools.Step(state="exited", exit_reason=said.exit_reason, reason=REASON)
    for one in said.leaving:
        await pools.step(desk, one.membership, one.version, step)
    return len(said.leaving)
