"""A roster read in the background: a file is taken in sealed, and a job stages and commits it.

The job reads the file anew each time it is begun and goes on behind the rows that stand already:
a row's id follows from its place. Rows are staged some hundred a transaction; what is clear is
committed in one.
"""

import asyncio
import base64
import hashlib
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import rosters as core
from talent.core.staged import About
from talent.flows import jobs, people, rosters, staging
from talent.flows.desk import Desk
from talent.flows.jobs import Work
from talent.flows.joining import batches
from talent.flows.rosters import Ask
from talent.flows.staging import File, Line
from talent.sealing import Keyring

SQL = db.queries("rosters")

STAGE = "roster-stage"
COMMIT = "roster-commit"
FILE = "roster_file.content"

MANY = 1_000
"""New people from whom on the planner is told at once how the tables are filled now."""

READING, STAGING, COMMITTING = "读取文件", "核对", "入库"


class Received(Struct, frozen=True):
    """A file that was taken in: its roster, and the job that reads it."""

    roster: UUID
    job: UUID


async def receive(desk: Desk, ask: Ask, name: str, data: bytes) -> Received:
    """Take in a file and ask for the job that reads it.

    Refused: the same bytes for the same pool and scope. Whether it is a roster, the job finds out.
    """
    ground = await rosters.prepare(desk, ask)
    about = About(file_name=name, wish=ask.wish)
    digest = hashlib.sha256(data).digest()
    roster_id = await rosters.add(desk, ground, digest, about, state="reading")
    sealed = desk.keyring.seal(FILE, roster_id, base64.b64encode(data).decode())
    await desk.tx.run(SQL.add_file, roster=roster_id, content=sealed)
    return Received(roster_id, await jobs.ask(desk, STAGE, roster_id))


async def ask_commit(desk: Desk, roster_id: UUID) -> UUID:
    """Ask for the job that commits what is clear by now."""
    await rosters.visible(desk, roster_id)
    return await jobs.ask(desk, COMMIT, roster_id)


async def stage(work: Work) -> None:
    """Read the file and stage its rows; then commit what is clear, where that was asked for."""
    await work.tell(READING, 0)
    async with work.desk() as desk:
        held = await _held(desk, work.subject)
        keyring, today = desk.keyring, desk.today
        about = staging.about(keyring, held.id, held.content)
        content = await desk.tx.run(SQL.file, roster=held.id)
        ground = await rosters.ground(desk, held.pool, held.scope, about.wish)
        done = {(one.sheet, one.line) for one in await desk.tx.run(SQL.lines, roster=held.id)}
    if content is not None:
        data = base64.b64decode(keyring.open(FILE, held.id, content))
        try:
            file = await asyncio.to_thread(
                staging.read, ground, data, about.file_name, today, held.id
            )
        except errors.RosterRefused:
            await _give_up(work, held.id)
            raise
        await _stage(work, file, held.id, done)
    if about.wish.commit:
        await commit(work)


async def _stage(work: Work, file: File, roster_id: UUID, done: set[tuple[int, int]]) -> None:
    waiting = [line for line in file.lines if (line.sheet, line.line) not in done]
    staged, whole = len(file.lines) - len(waiting), len(file.lines)
    for batch in batches(waiting):
        await work.tell(STAGING, staged, whole)
        async with work.desk() as desk:
            await staging.compare(desk, batch)
            rows = await asyncio.to_thread(_sealed, desk.keyring, roster_id, list(batch))
            await desk.tx.run(SQL.add_rows, rows=rows)
        staged += len(batch)
    await work.tell(STAGING, staged, whole)
    async with work.desk() as desk:
        sealed = staging.sealed_about(desk.keyring, roster_id, file.about)
        await desk.tx.run(SQL.read, roster=roster_id, content=sealed)
        await desk.tx.run(SQL.drop_file, roster=roster_id)


def _sealed(keyring: Keyring, roster_id: UUID, lines: list[Line]) -> list[dict[str, object]]:
    return [staging.sealed(keyring, roster_id, line) for line in lines]


async def _give_up(work: Work, roster_id: UUID) -> None:
    """Let go of a file that is no roster, so that it may come again; the job says why."""
    async with work.desk() as desk:
        await desk.tx.run(SQL.drop_file, roster=roster_id)
        await desk.tx.run(SQL.give_up, roster=roster_id)


async def commit(work: Work) -> None:
    """Commit what is clear by now, all of it or nothing."""
    await work.tell(COMMITTING, 0)
    async with work.desk() as desk:
        report = await rosters.commit(desk, work.subject)
    if report.new >= MANY:
        async with work.desk() as desk:
            await desk.tx.run(people.SQL.analyse)
    await work.tell(COMMITTING, report.new + report.known, report.rows)


async def _held(desk: Desk, roster_id: UUID) -> core.Held:
    held: core.Held | None = await desk.tx.run(SQL.held, roster=roster_id)
    if held is None:
        raise errors.NotFound
    return held


JOBS: dict[str, jobs.Run] = {STAGE: stage, COMMIT: commit}
