"""The queue of jobs: a worker takes them one by one out of PostgreSQL, with pgqueuer.

A job's row is queued by the database itself, within the transaction that asks for it. A worker
keeps a heartbeat while it runs one; a job whose worker was killed is taken by another, or by the
next, once the heartbeat is stale. What is computed for long runs in another process or thread,
or the heartbeat would stop.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import asyncpg
from msgspec import Struct
from pgqueuer import Job, PgQueuer, RetryRequested
from pgqueuer.models import Schedule

from talent import db, errors
from talent.core.job import LaidDown

ENTRYPOINT = "job"
AT_ONCE = 2
"""Jobs that one worker runs side by side."""

# Seconds between two tries when the database is away.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

log = logging.getLogger(__name__)

Work = Callable[[UUID], Awaitable[None]]
Chore = Callable[[], Awaitable[object]]


class Pace(Struct, frozen=True):
    """How soon a killed worker's job is taken over: its heartbeat stale, and somebody looking."""

    stale: timedelta = timedelta(seconds=20)
    looks: timedelta = timedelta(seconds=5)


async def outlive(run: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Run until `stop` is set: whatever ends it before, its first connection too, is told and tried again.

    The pauses between two tries grow; a run that has lasted begins them anew.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        began = time.monotonic()
        try:
            await run()
        except Exception as gone:  # noqa: BLE001 - whatever ends the queue, the worker outlives it
            if stop.is_set():
                return
            if time.monotonic() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            words = gone.detail if isinstance(gone, errors.Refusal) else type(gone).__name__
            log.warning("no jobs are run, next try in %g s: %s", pause, words)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def serve(
    dsn: str,
    work: Work,
    chores: Mapping[str, tuple[str, Chore]],
    stop: asyncio.Event,
    pace: Pace | None = None,
) -> None:
    """Run jobs and chores until `stop` is set; what runs then is finished or laid down first.

    `chores` maps names to a time as cron writes it and what is to be done then. Raises whatever
    ends the queue before: the database away, a listener that does not answer in time.
    """
    pace = pace or Pace()
    pool = await asyncpg.create_pool(
        dsn, min_size=2, max_size=4, timeout=10, server_settings=db.SETTINGS
    )
    try:
        queue = PgQueuer.from_asyncpg_pool(pool)
        queue.entrypoint(ENTRYPOINT)(_taking(work))
        for name, (when, chore) in chores.items():
            queue.schedule(name, when)(_doing(chore))
        ending = asyncio.create_task(_pass_on(stop, queue.shutdown))
        try:
            await queue.run(
                dequeue_timeout=pace.looks,
                batch_size=1,
                max_concurrent_tasks=AT_ONCE,
                heartbeat_timeout=pace.stale,
                shutdown_on_listener_failure=True,
            )
        finally:
            ending.cancel()
    finally:
        with suppress(TimeoutError, *db.GONE):
            await asyncio.wait_for(pool.close(), 10)


async def _pass_on(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()


def _taking(work: Work) -> Callable[[Job], Awaitable[None]]:
    async def take(job: Job) -> None:
        try:
            await work(UUID((job.payload or b"").decode()))
        except LaidDown:
            raise RetryRequested from None
        except errors.Unavailable:
            raise RetryRequested(timedelta(seconds=5)) from None

    return take


def _doing(chore: Chore) -> Callable[[Schedule], Awaitable[None]]:
    async def do(schedule: Schedule) -> None:
        del schedule
        with suppress(errors.Unavailable):
            await chore()

    return do
