"""Rows that wait, resolved many at once: what was said holds for each, and all of it or nothing is done."""

from typing import Literal
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import staged
from talent.flows import duplicates, rosters, staging
from talent.flows.desk import Desk
from talent.flows.staging import Line

SQL = db.queries("rosters")

Said = Literal["likeliest", "different", "unsure", "drop", "without"]


class Many(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of many rows: of those named, or of all that wait so.

    `likeliest`: each is the one likely registered person within sight. `different`: nobody it looks
    like. `unsure`: take it in and queue the pairs. `drop`: leave it out. `without`: take it in
    without its wrong values.
    """

    resolution: Said
    rows: tuple[UUID, ...] = ()
    outcome: Literal["unsure", "faulty"] | None = None


class Resolved(Struct, frozen=True):
    """How many rows were resolved, and those that were passed over because it fits them not."""

    resolved: int
    passed_over: tuple[UUID, ...]


async def resolve(desk: Desk, roster_id: UUID, said: Many) -> Resolved:
    """Hear what an officer says of many waiting rows; each is compared anew first."""
    if bool(said.rows) == bool(said.outcome):
        fault = errors.Fault(field="rows", said="", expected="rows 与 outcome 二者之一")
        raise errors.Invalid(faults=(fault,))
    await rosters.visible(desk, roster_id)
    rows = await desk.tx.run(SQL.waiting, roster=roster_id)
    wanted = [row for row in rows if row.id in said.rows or row.outcome == said.outcome]
    if len(wanted) < len(set(said.rows)):
        raise errors.NotFound
    lines = [staging.opened(desk.keyring, row) for row in wanted]
    if said.resolution != "drop":
        await staging.compare(desk, lines)
    done = [line for line in lines if _hear(desk, line, said.resolution)]
    if done:
        await rosters.change(desk, roster_id, done)
    passed = tuple(line.id for line in lines if line not in done)
    return Resolved(len(done), passed)


def _hear(desk: Desk, line: Line, said: Said) -> bool:
    """Say one thing of a row; answer whether it fits the row."""
    content = line.content
    if said == "drop":
        line.state = "dropped"
        return True
    if said == "without":
        if content.draft is None or not content.wrong:
            return False
        without = (*content.without, *(fault.field for fault in content.wrong))
        line.content = structs.replace(content, without=tuple(dict.fromkeys(without)))
    elif content.wrong or content.draft is None:
        return False
    elif said == "likeliest":
        likely = [one for one in content.lookalikes if one.band == "likely" and one.in_scope]
        if len(likely) != 1:
            return False
        line.content = structs.replace(content, same=likely[0].person)
    else:
        judgement: staged.Judgement = "different" if said == "different" else "unsure"
        told = duplicates.shown(desk, line.found)
        line.content = structs.replace(
            content,
            people=dict.fromkeys((one.person_id for one in told), judgement),
            rows=dict.fromkeys((one.row for one in content.earlier), judgement),
        )
    line.verdict = staged.judge(line.content)
    return True
