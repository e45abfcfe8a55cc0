"""The automatic part of the queue, merged as one click, or by itself where the county wants it.

Each pair in a transaction of its own: what is refused (somebody was changed, judged or merged
meanwhile) waits for a reviewer, and the others are merged all the same.
"""

from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import verdicts
from talent.flows import explanations, jobs, merges
from talent.flows.desk import Desk
from talent.flows.steps import Steps

SQL = db.queries("judging")

KIND = "automatic-merges"
REASON = "符合自动合并条件"


class Counts(Struct, frozen=True):
    """How many pairs were merged, and how many wait for a reviewer after all."""

    merged: int
    refused: int


async def ask(desk: Desk) -> UUID:
    """Ask for the merges in the background; answer the job."""
    rule: verdicts.Rule | None = await desk.tx.run(SQL.rule)
    if rule and rule.two_person:
        raise errors.Conflict(merges.TWO)
    return await jobs.ask(desk, KIND, db.new_id())


async def job(work: jobs.Work) -> None:
    """Merge the automatic part."""
    await run(work)


async def run(steps: Steps) -> Counts:
    """Merge every pair of the automatic part that still is one when its turn comes."""
    async with steps.desk() as desk:
        waiting: list[verdicts.Key] = await desk.tx.run(SQL.automatic)
    merged = 0
    for place, one in enumerate(waiting):
        try:
            async with steps.desk() as desk:
                await _merge(desk, one)
            merged += 1
        except (errors.Conflict, errors.NotFound):
            pass
        await steps.tell("自动合并", place + 1, len(waiting))
    return Counts(merged, len(waiting) - merged)


async def _merge(desk: Desk, one: verdicts.Key) -> None:
    if not (await explanations.explain(desk, one.person_a, one.person_b)).automatic:
        raise errors.Conflict
    wanted = merges.Wanted(reason=REASON)
    await merges.merge(desk, one.person_a, one.person_b, wanted, by_itself=True)


async def by_itself(steps: Steps) -> Counts | None:
    """Merge the automatic part after a sweep, where the county has switched that on."""
    async with steps.desk() as desk:
        rule: verdicts.Rule | None = await desk.tx.run(SQL.rule)
    return await run(steps) if rule and rule.automatic else None


JOBS: dict[str, jobs.Run] = {KIND: job}
"""What a job of each kind runs."""
