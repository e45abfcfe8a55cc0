"""Jobs: asked for within a transaction, run by a worker as whoever asked.

Each step of a run is a transaction of its own, opened as the asker; a right that was taken back
meanwhile is missing from the next step on. A job that may be begun again goes on from what its
steps have left, so a step leaves behind what the next run needs to know.
"""

import logging
import secrets
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import access, job
from talent.core.job import Ended, LaidDown, State
from talent.db import Database
from talent.flows import desk as desks
from talent.flows.desk import Desk
from talent.sealing import Keyring

SQL = db.queries("jobs")

WORDS = "job.words"
LONGEST_PAGE = 200
TOLD_EVERY = 0.5  # seconds: how often a job's progress is written down at most

log = logging.getLogger(__name__)


class Shown(Struct, frozen=True, kw_only=True):
    """A job as it is shown; `words` are those of a refusal."""

    id: UUID
    kind: str
    subject: UUID | None
    state: str
    starts: int
    problem: str | None
    words: job.Words | None
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    step: str | None
    done: int | None
    total: int | None


async def ask(desk: Desk, kind: str, subject: UUID) -> UUID:
    """Ask for a job; the same asked for again while it is under way is that one."""
    made = db.new_id()
    if await desk.tx.run(SQL.add, id=made, kind=kind, subject=subject):
        return made
    known: UUID | None = await desk.tx.run(SQL.under_way, kind=kind, subject=subject)
    if known is None:
        raise errors.Conflict("同样的任务正在由他人办理")
    return known


async def one(desk: Desk, job_id: UUID) -> Shown:
    """Show one job; one out of sight is not found."""
    found = await desk.tx.run(SQL.listed, job=job_id, subject=None, after=None, most=1)
    if not found:
        raise errors.NotFound
    return _shown(desk, found[0])


async def listed(
    desk: Desk, subject: UUID | None = None, after: UUID | None = None, limit: int = 50
) -> list[Shown]:
    """List jobs, newest first, of one subject or all; outside hr one's own."""
    most = max(1, min(limit, LONGEST_PAGE))
    found = await desk.tx.run(SQL.listed, job=None, subject=subject, after=after, most=most)
    return [_shown(desk, held) for held in found]


def _shown(desk: Desk, held: job.Job) -> Shown:
    fields = {name: getattr(held, name) for name in Shown.__struct_fields__}
    if held.words is not None:
        said = desk.keyring.open(WORDS, held.id, held.words)
        fields["words"] = msgspec.json.decode(said, type=job.Words)
    return Shown(**fields)


# --- running ------------------------------------------------------------------------------


class Work:
    """One run of a job: what it works on, the desk it works at, whom it tells how far it is."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        begun: job.Begun,
        token: str,
        ending: Callable[[], bool],
    ) -> None:
        self.begun = begun
        self._database = database
        self._keyring = keyring
        self._visit = access.Visit(token=token, ip="job", request_id=str(begun.id))
        self._ending = ending
        self._told = -TOLD_EVERY

    @property
    def subject(self) -> UUID:
        """The id of what this job works on."""
        if self.begun.subject is None:
            raise errors.NotFound
        return self.begun.subject

    @asynccontextmanager
    async def desk(self) -> AsyncGenerator[Desk]:
        """Open a step: a transaction as whoever asked, with the rights of this moment."""
        async with self._database.transaction(self._visit) as tx:
            yield Desk(tx, self._keyring, desks.today())

    async def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Say how far the job is, between two steps; here it is laid down when the worker is to end."""
        if self._ending():
            raise LaidDown
        now = time.monotonic()
        if now - self._told >= TOLD_EVERY or done == total:
            self._told = now
            async with self._database.begin() as tx:
                await tx.run(SQL.tell, job=self.begun.id, step=step, done=done, total=total)


Run = Callable[[Work], Awaitable[None]]


async def run(
    database: Database,
    keyring: Keyring,
    runs: Mapping[str, Run],
    job_id: UUID,
    ending: Callable[[], bool] = lambda: False,
) -> None:
    """Run a job once, whatever comes of it; `database` is the worker's own login.

    Raises `LaidDown` when the worker is to end before the job has, and Unavailable when the
    database went away: the job is then begun again.
    """
    token = secrets.token_urlsafe(32)
    async with database.begin() as tx:
        begun = await tx.run(SQL.begin, job=job_id, token=token, most=job.MOST_STARTS)
    if begun is None:
        return
    ended = Ended(State.DONE)
    try:
        await runs[begun.kind](Work(database, keyring, begun, token, ending))
    except LaidDown:
        await _end(database, begun.id, token, Ended(State.QUEUED))
        raise
    except errors.Unavailable:
        raise
    except errors.Refusal as refusal:
        ended = Ended(State.REFUSED, refusal.code, _sealed(keyring, begun.id, refusal))
    except Exception:
        log.exception("job %s of kind %s failed", begun.id, begun.kind)
        ended = Ended(State.FAILED, "unforeseen")
    await _end(database, begun.id, token, ended)


def _sealed(keyring: Keyring, job_id: UUID, refusal: errors.Refusal) -> bytes:
    """Seal a refusal's words: they may repeat what was typed."""
    words = job.Words(refusal.title, refusal.detail or "", getattr(refusal, "faults", ()))
    return keyring.seal(WORDS, job_id, msgspec.json.encode(words).decode())


async def _end(database: Database, job_id: UUID, token: str, ended: Ended) -> None:
    async with database.begin() as tx:
        await tx.run(
            SQL.end,
            job=job_id,
            token=token,
            state=str(ended.state),
            problem=ended.problem,
            words=ended.words,
        )


# --- what the worker looks after by the clock ------------------------------------------------


async def requeue(database: Database) -> int:
    """Queue again what stands in no queue; answer how many."""
    async with database.begin() as tx:
        found: int = await tx.run(SQL.requeue)
    return found


async def upkeep(database: Database, now: datetime) -> int:
    """Let go of what was counted for a window of time that has passed; answer how many rows."""
    async with database.begin() as tx:
        gone: int = await tx.run(SQL.upkeep_counts, now=now)
    return gone


async def upkeep_rosters(database: Database, now: datetime) -> int:
    """Let go of what rows of rosters say that nobody has touched for a month; answer how many rosters."""
    async with database.begin() as tx:
        gone: int = await tx.run(SQL.upkeep_rosters, now=now)
    return gone
