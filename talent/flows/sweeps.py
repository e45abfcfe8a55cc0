"""A sweep: the whole register compared with itself, pairs and groups brought up to date.

It reads page by page, computes off the loop, and writes pair by pair in steps of its own
transactions. Stopped in the middle it goes on where it was, as long as nothing it read has
changed; otherwise it computes anew. Scores are refreshed only where no judgement stands.
"""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import clusters, comparison, grouping, merging, pair, sweep
from talent.core.comparison import Entry, Prepared
from talent.core.grouping import Grouped
from talent.flows import automerges, jobs, likenesses, merges, models
from talent.flows.desk import Desk
from talent.flows.joining import batches
from talent.flows.steps import Steps

SQL = db.queries("sweeps")

KIND = "sweep"
TRAINING = "model-training"
JUDGED_TRAINING = "model-training-judged"
READ_AT_ONCE = 500
WRITTEN_AT_ONCE = 200
LONGEST_LIST = 100


class _Found(Struct, frozen=True):
    """What a sweep found: the groups, and the pairs that wait for somebody, by place and band."""

    grouped: Grouped
    waiting: list[tuple[int, str]]
    doubt: Callable[[str, str], clusters.Doubt | None]


# --- asking -------------------------------------------------------------------------------


async def ask(desk: Desk) -> UUID:
    """Ask for a sweep in the background, or for the one under way; answer the job."""
    return await jobs.ask(desk, KIND, (await begin(desk)).id)


async def ask_training(desk: Desk, *, judgements: bool = False) -> UUID:
    """Ask for a training in the background; answer the job."""
    return await jobs.ask(desk, JUDGED_TRAINING if judgements else TRAINING, db.new_id())


async def begin(desk: Desk) -> sweep.Row:
    """Begin a sweep, or take up the one that has not ended."""
    running: sweep.Row | None = await desk.tx.run(SQL.running)
    if running is None:
        version = (await models.using(desk)).version
        await desk.tx.run(SQL.begin, sweep=db.new_id(), model=version)
        running = await desk.tx.run(SQL.running)
    if running is None:
        raise errors.NotFound
    return running


async def listed(desk: Desk) -> list[sweep.Row]:
    """List sweeps, the newest first."""
    found: list[sweep.Row] = await desk.tx.run(SQL.listed, sweep=None, most=LONGEST_LIST)
    return found


async def one(desk: Desk, key: UUID) -> sweep.Row:
    """Show one sweep."""
    found: list[sweep.Row] = await desk.tx.run(SQL.listed, sweep=key, most=1)
    if not found:
        raise errors.NotFound
    return found[0]


# --- sweeping -----------------------------------------------------------------------------


async def job(work: jobs.Work) -> None:
    """Run the sweep that a job works on."""
    await run(work, work.subject)


async def run(steps: Steps, key: UUID) -> sweep.Row:
    """Run a sweep to its end, or go on with it; a sweep that has ended is left alone."""
    async with steps.desk() as desk:
        if (row := await one(desk, key)).state == "done":
            return row
        digest = await desk.tx.run(SQL.digest)
        ready = await models.weighing(desk)
        known: list[pair.Standing] = await desk.tx.run(SQL.settled)
    using = ready.model.weights
    # What an explanation tells of a pair later is by the clans the model knows.
    people = [comparison.within(one, ready.clans) for one in await read(steps)]
    await steps.tell("比较", 0, 1)
    found = await asyncio.to_thread(_find, people, using, known)
    await steps.tell("比较", 1, 1)
    seen = f"{using.version}.{digest}"
    done = row.written if row.seen == seen else 0
    async with steps.desk() as desk:
        await desk.tx.run(
            SQL.seen, sweep=key, model=using.version, seen=seen, written=done,
            entries=len(people), compared=found.grouped.looked_at,
            found=len(found.waiting), estimated=found.grouped.estimated,
        )  # fmt: skip
    for some in batches(found.waiting[done:], WRITTEN_AT_ONCE):
        async with steps.desk() as desk:
            pairs = [_pair(found.grouped, place) | _doubt(found, place) for place, _ in some]
            await desk.tx.run(SQL.put, pairs=pairs, sweep=key)
            done += len(some)
            await desk.tx.run(SQL.written, sweep=key, written=done)
        await steps.tell("登记待核对", done, len(found.waiting))
    async with steps.desk() as desk:
        await _end(desk, key, found)
    await automerges.by_itself(steps)
    async with steps.desk() as desk:
        return await one(desk, key)


async def read(steps: Steps) -> list[Prepared]:
    """Read everybody and make them ready for comparing, page by page."""
    entries: list[Entry] = []
    after: UUID | None = None
    while True:
        async with steps.desk() as desk:
            rows = await desk.tx.run(SQL.entries, after=after, most=READ_AT_ONCE)
            entries += [likenesses.opened(desk, row) for row in rows]
        await steps.tell("读取", len(entries))
        if len(rows) < READ_AT_ONCE:
            return await asyncio.to_thread(grouping.prepare, entries)
        after = max(row.id for row in rows)


def _find(people: list[Prepared], using: Any, known: list[pair.Standing]) -> _Found:
    """Group everybody under what people know already; name the pairs that wait for somebody."""
    here = {one.id for one in people}
    settled = {
        (str(one.person_a), str(one.person_b)): one.verdict == "same"
        for one in known
        if one.verdict != "unsure" and {str(one.person_a), str(one.person_b)} <= here
    }
    grouped = grouping.group(people, using, settled=settled).narrowed()
    doubt = clusters.doubts(grouped.clusters)
    return _Found(grouped, list(_waiting(grouped, settled)), doubt)


def _waiting(grouped: Grouped, settled: dict[tuple[str, str], bool]) -> Iterator[tuple[int, str]]:
    for place in grouped.kept.tolist():
        if _ids(grouped, place) not in settled:
            band = grouped.likeness(place).band
            if band != "unlike":
                yield place, band


def _ids(grouped: Grouped, place: int) -> tuple[str, str]:
    pairs = grouped.compared.pairs
    one, other = (grouped.people[side[place]].id for side in (pairs.one, pairs.other))
    return min(one, other), max(one, other)


def _pair(grouped: Grouped, place: int) -> dict[str, Any]:
    one, other = _ids(grouped, place)
    likeness = grouped.likeness(place)
    return {
        "person_a": one,
        "person_b": other,
        "weight": likeness.weight,
        "probability": likeness.probability,
        "band": likeness.band,
        "reasons": likeness.reasons,
        "model": likeness.model,
        "automatic": place in grouped.automatic and likeness.band == "likely",
    }


def _doubt(found: _Found, place: int) -> dict[str, Any]:
    return {"doubt": found.doubt(*_ids(found.grouped, place))}


async def _end(desk: Desk, key: UUID, found: _Found) -> None:
    """Forget what is alike no longer, replace the groups, and close the books."""
    await desk.tx.run(SQL.forget, sweep=key)
    groups = found.grouped.clusters
    rows = list(_clusters(groups.oversized, "oversized")) + list(_clusters(groups.groups, "group"))
    rows += list(_clusters([(one,) for one in sorted(groups.torn)], "torn"))
    await desk.tx.run(SQL.forget_clusters)
    await desk.tx.run(SQL.put_clusters, clusters=rows)
    bands = [band for _, band in found.waiting]
    automatic = [
        place in found.grouped.automatic for place, band in found.waiting if band == "likely"
    ]
    await desk.tx.run(
        SQL.end,
        sweep=key,
        likely=bands.count("likely"),
        unsure=bands.count("unsure"),
        automatic=sum(automatic),
        groups=len(groups.groups),
        torn=len(groups.torn),
        oversized=len(groups.oversized),
        bridges=len(groups.bridges),
    )


def _clusters(groups: Any, kind: str) -> Iterator[dict[str, Any]]:
    for members in groups:
        key = db.new_id()
        yield from ({"person_id": member, "cluster_id": key, "kind": kind} for member in members)


# --- training -----------------------------------------------------------------------------


async def train(steps: Steps, *, judgements: bool = False) -> models.Trained:
    """Train a model from the register, with what reviewers judged where that is asked for."""
    people = await read(steps)
    async with steps.desk() as desk:
        same = await _same(desk, people) if judgements else []
        return await models.add(desk, people, same)


async def training_job(work: jobs.Work) -> None:
    """Train from the register alone."""
    await train(work)


async def judged_training_job(work: jobs.Work) -> None:
    """Train from the register and from what reviewers judged."""
    await train(work, judgements=True)


async def _same(desk: Desk, people: list[Prepared]) -> list[tuple[Prepared, Prepared]]:
    """Answer the pairs that were judged to be one human, merged ones as they were before."""
    by_id = {one.id: one for one in people}
    said: list[pair.Standing] = await desk.tx.run(SQL.settled)
    found = [
        (by_id[str(one.person_a)], by_id[str(one.person_b)])
        for one in said
        if one.verdict == "same" and {str(one.person_a), str(one.person_b)} <= by_id.keys()
    ]
    for row in await desk.tx.run(merges.SQL.standing):
        content = merges.opened(desk, row)
        drafts = (merging.fresh(values) for values in (content.before, content.other))
        one, other = (likenesses.entry(draft) for draft in drafts)
        found.append((one, other))
    return found


JOBS: dict[str, jobs.Run] = {
    KIND: job,
    TRAINING: training_job,
    JUDGED_TRAINING: judged_training_job,
}
"""What a job of each kind runs."""
