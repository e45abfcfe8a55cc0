"""What is done to many people of a list at once: all of them, or none."""

from uuid import UUID

from talent import db, errors
from talent.core import access, person, registered
from talent.flows import finding, people, pools
from talent.flows.desk import Desk

SQL = db.queries("people")

MOST = finding.LONGEST_PAGE
LONGEST_TAG = 20
WAITING = frozenset({"submitted", "town_ok"})
# What an officer may be asked to look after, out of the field.
VERIFIABLE = (
    "phones",
    "residence_place",
    "employer",
    "position",
    "return_intent",
    "household_village",
)


async def enter(desk: Desk, chosen: list[UUID], pool: str) -> int:
    """Put people into a pool; whoever stands in it already stays as he is. Answers how many entered."""
    await _in_sight(desk, chosen)
    return len(await pools.enter(desk, chosen, pool, None, desk.today))


async def approve(desk: Desk, chosen: list[UUID]) -> int:
    """Approve what waits of people: a township for hr, hr for good. Answers how many entries."""
    goes = {access.Role.HR: "active", access.Role.TOWNSHIP: "town_ok"}.get(
        access.Role(desk.actor.role or "")
    )
    if goes is None:
        raise errors.Forbidden
    await _in_sight(desk, chosen)
    approved = 0
    for row in await desk.tx.run(people.SQL.rows, people=chosen):
        for held in row.memberships:
            if held["state"] in WAITING and goes in registered.STEPS[held["state"]]:
                step = pools.Step(state=goes)
                await pools.step(desk, UUID(held["id"]), held["version"], step)
                approved += 1
    return approved


async def leave(desk: Desk, chosen: list[UUID], pool: str, reason: int) -> int:
    """Take people out of a pool; only hr may. Answers how many left."""
    if desk.actor.role != access.Role.HR:
        raise errors.Forbidden
    await _in_sight(desk, chosen)
    pool = await pools.code(desk, pool)
    left = 0
    for row in await desk.tx.run(people.SQL.rows, people=chosen):
        for held in row.memberships:
            if held["pool"] == pool and "exited" in registered.STEPS[held["state"]]:
                step = pools.Step(state="exited", exit_reason=reason)
                await pools.step(desk, UUID(held["id"]), held["version"], step)
                left += 1
    return left


async def ask_verification(desk: Desk, chosen: list[UUID], fields: list[str]) -> int:
    """Mark fields as to be verified (待核实). Answers how many people gained a mark."""
    if not fields or not set(fields) <= set(VERIFIABLE):
        labels = "、".join(person.BY_NAME[name].label for name in VERIFIABLE)
        raise errors.Invalid(
            faults=(errors.Fault(field="fields", said="", expected=f"要核实的项：{labels}"),)
        )
    await _in_sight(desk, chosen)
    marked: int = await desk.tx.run(SQL.ask_verification, people=chosen, fields=sorted(fields))
    return marked


async def tag(desk: Desk, chosen: list[UUID], word: str) -> int:
    """Put a tag on people. Answers how many had it not."""
    word = _tag(word)
    await _in_sight(desk, chosen)
    tagged: int = await desk.tx.run(SQL.add_tag, people=chosen, tag=word)
    return tagged


async def untag(desk: Desk, chosen: list[UUID], word: str) -> int:
    """Take a tag off people. Answers how many had it."""
    await _in_sight(desk, chosen)
    freed: int = await desk.tx.run(SQL.drop_tag, people=chosen, tag=_tag(word))
    return freed


def _tag(word: str) -> str:
    word = " ".join(word.split())
    if not 1 <= len(word) <= LONGEST_TAG or not word.isprintable():
        expected = f"1 至 {LONGEST_TAG} 个字的标签"
        raise errors.Invalid(faults=(errors.Fault(field="tag", said=word, expected=expected),))
    return word


async def _in_sight(desk: Desk, chosen: list[UUID]) -> None:
    """Refuse an empty choice, one too large, and anybody out of sight: then nobody is touched."""
    if not chosen:
        raise errors.Invalid("请先在列表中勾选人员")
    if len(chosen) > MOST:
        raise errors.Invalid(f"一次最多处理 {MOST} 人")
    found = await desk.tx.run(SQL.in_sight, people=chosen)
    if found != len(set(chosen)):
        raise errors.NotFound
