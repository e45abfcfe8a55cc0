"""A job runs as whoever asked for it, once, and comes to an end; its queue is PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pgqueuer.errors import FailingListenerError

from talent import app, db, errors, jobs, postgres
from talent.core import job as core
from talent.core.job import LaidDown
from talent.flows import desk as desks
from talent.flows import jobs as flow
from talent.flows.jobs import Shown, Work
from talent.sealing import Keyring
from tests.build import EAST, WEST
from tests.conftest import County

NOTHING = UUID(int=7)
QUICK = jobs.Pace(stale=timedelta(seconds=2), looks=timedelta(seconds=0.2))


async def ask(county: County, role: str = "hr", of: str | None = None) -> UUID:
    async with county.desk(role, of) as desk:
        return await flow.ask(desk, "test", db.new_id())


async def shown(county: County, job: UUID) -> Shown:
    async with county.desk() as desk:
        return await flow.one(desk, job)


def running(
    county: County, worker: db.Database, run: Callable[[Work], Awaitable[Any]], **more: Any
) -> Callable[[UUID], Awaitable[None]]:
    async def taken(job: UUID) -> None:
        await flow.run(worker, county.keyring, {"test": run}, job, **more)

    return taken


async def nothing(work: Work) -> None:
    del work


# Refusals


async def test_a_job_whose_request_is_rolled_back_stands_in_no_queue(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    with pytest.raises(errors.Conflict):
        async with county.desk() as desk:
            await flow.ask(desk, "test", NOTHING)
            raise errors.Conflict
    assert await superuser.fetchval("select count(*) from pgqueuer") == 0


async def test_who_lost_the_right_meanwhile_gets_nothing_done(
    county: County, worker: db.Database
) -> None:
    job = await ask(county, "township", EAST)
    grant = await county.grant_id("township", EAST)
    async with county.desk("security") as desk:
        await desk.tx.connection.execute(
            "update access_grant set revoked_at = now() where id = $1", grant
        )

    async def never(work: Work) -> None:
        raise AssertionError

    await running(county, worker, never)(job)
    found = await shown(county, job)
    assert (found.state, found.problem) == ("refused", "forbidden")


async def test_a_right_taken_back_while_a_job_runs_is_missing_from_its_next_step(
    county: County, worker: db.Database
) -> None:
    job = await ask(county, "township", EAST)
    grant = await county.grant_id("township", EAST)

    async def two_steps(work: Work) -> None:
        async with work.desk() as desk:
            assert desk.actor.place == EAST
        async with county.desk("security") as desk:
            await desk.tx.connection.execute(
                "update access_grant set revoked_at = now() where id = $1", grant
            )
        async with work.desk() as desk:
            await desk.tx.connection.fetch("select * from person")

    await running(county, worker, two_steps)(job)
    assert (await shown(county, job)).state == "refused"


async def test_a_job_that_kills_its_worker_is_given_up(county: County, worker: db.Database) -> None:
    job = await ask(county)
    began = []

    async def deadly(work: Work) -> None:
        began.append(work.begun.starts)
        raise errors.Unavailable

    for _ in range(core.MOST_STARTS):
        with pytest.raises(errors.Unavailable):
            await running(county, worker, deadly)(job)
    await running(county, worker, deadly)(job)
    assert began == [1, 2, 3]
    found = await shown(county, job)
    assert (found.state, found.problem) == ("failed", "job-keeps-failing")


async def test_a_refusal_is_told_to_whoever_asked_and_sealed_in_the_register(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    job = await ask(county)

    async def refused(work: Work) -> None:
        raise errors.Invalid(
            "身份证号有误", (errors.Fault(field="id_number", said="4199", expected="18位"),)
        )

    await running(county, worker, refused)(job)
    found = await shown(county, job)
    assert (found.state, found.problem) == ("refused", "invalid")
    assert found.words is not None
    assert (found.words.detail, found.words.faults[0].said) == ("身份证号有误", "4199")
    words = await superuser.fetchval("select words from job where id = $1", job)
    assert "身份证".encode() not in words


async def test_a_fault_of_the_program_ends_the_job_and_says_nothing_of_it(
    county: County, worker: db.Database
) -> None:
    job = await ask(county)

    async def broken(work: Work) -> None:
        raise KeyError("张三")

    await running(county, worker, broken)(job)
    found = await shown(county, job)
    assert (found.state, found.problem, found.words) == ("failed", "unforeseen", None)


async def test_neither_the_application_nor_any_role_touches_the_queue(county: County) -> None:
    for role in ("hr", "security", "system", "auditor"):
        for statement in (
            "select * from pgqueuer",
            "insert into pgqueuer (priority, entrypoint, status) values (0, 'job', 'queued')",
            "select job_begin(gen_random_uuid(), 'x', 1)",
            "select upkeep_counts(now())",
        ):
            with pytest.raises(errors.Forbidden):
                async with county.desk(role) as desk:
                    await desk.tx.connection.execute(statement)


async def test_the_worker_s_login_opens_nobody_s_desk_without_a_job(worker: db.Database) -> None:
    for table in ("person", "account", "session", "job", "roster"):
        with pytest.raises(errors.Forbidden):
            async with worker.begin() as tx:
                await tx.connection.fetch(f"select * from {table}")


async def test_a_job_is_seen_by_whoever_asked_and_by_hr(county: County) -> None:
    job = await ask(county, "township", EAST)
    assert (await shown(county, job)).state == "queued"
    async with county.desk("township", WEST) as desk:
        assert await flow.listed(desk) == []
        with pytest.raises(errors.NotFound):
            await flow.one(desk, job)


# What works


async def test_the_same_asked_for_again_while_it_is_under_way_is_one_job(
    county: County, worker: db.Database
) -> None:
    async with county.desk() as desk:
        first = await flow.ask(desk, "test", NOTHING)
        assert await flow.ask(desk, "test", NOTHING) == first
        assert await flow.ask(desk, "other", NOTHING) != first
    await running(county, worker, nothing)(first)
    async with county.desk() as desk:
        assert await flow.ask(desk, "test", NOTHING) != first


async def test_a_job_that_has_ended_is_not_run_again(county: County, worker: db.Database) -> None:
    job, runs = await ask(county), []

    async def once(work: Work) -> None:
        runs.append(work.begun.id)

    await running(county, worker, once)(job)
    await running(county, worker, once)(job)
    assert runs == [job]


async def test_progress_is_told_while_a_job_runs(county: County, worker: db.Database) -> None:
    job, seen = await ask(county), []

    async def slow(work: Work) -> None:
        await work.tell("读取", 0, 9)
        seen.append(await shown(county, job))
        await work.tell("核对", 9, 9)

    await running(county, worker, slow)(job)
    [first] = seen
    assert (first.state, first.step, first.done, first.total) == ("running", "读取", 0, 9)
    last = await shown(county, job)
    assert (last.state, last.step, last.done) == ("done", "核对", 9)


async def test_a_job_laid_down_at_the_end_of_a_worker_is_begun_again_and_counts_no_start(
    county: County, worker: db.Database
) -> None:
    job = await ask(county)

    async def long(work: Work) -> None:
        await work.tell("一", 1, 2)

    with pytest.raises(LaidDown):
        await running(county, worker, long, ending=lambda: True)(job)
    assert ((await shown(county, job)).state, (await shown(county, job)).starts) == ("queued", 0)
    await running(county, worker, long)(job)
    assert (await shown(county, job)).state == "done"


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.05)


async def test_a_worker_takes_jobs_does_its_chores_and_ends_when_asked(
    county: County, worker: db.Database, server: postgres.Server
) -> None:
    stop, chores = asyncio.Event(), []

    async def chore() -> None:
        chores.append(1)

    job = await ask(county)
    work = running(county, worker, nothing)
    clock = {"chore": ("* * * * * *", chore)}
    serving = asyncio.create_task(jobs.serve(server.worker_dsn, work, clock, stop, QUICK))

    async def done() -> bool:
        return (await shown(county, job)).state == "done" and bool(chores)

    await until(done)
    later = await ask(county)

    async def later_done() -> bool:
        return (await shown(county, later)).state == "done"

    await until(later_done)
    stop.set()
    await asyncio.wait_for(serving, 10)


async def test_a_worker_whose_queue_fails_says_so_and_begins_anew(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The queue's listener is given up when a loaded machine does not answer it in time."""
    stop, tries = asyncio.Event(), []

    async def failing() -> None:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise FailingListenerError

    monkeypatch.setattr(jobs, "FIRST_PAUSE", 0.001)
    await jobs.outlive(failing, stop)
    assert len(tries) == 3
    assert caplog.text.count("FailingListenerError") == 2


async def test_a_worker_that_cannot_connect_at_first_says_so_and_waits_for_the_database(
    county: County,
    server: postgres.Server,
    keyring: Keyring,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, tries, connect = asyncio.Event(), [], db.connect

    async def away_at_first(dsn: str, *, size: int) -> db.Database:
        tries.append(1)
        return await connect(
            dsn if len(tries) > 2 else "postgresql://nobody@127.0.0.1:1/x", size=size
        )

    monkeypatch.setattr(db, "connect", away_at_first)
    monkeypatch.setattr(jobs, "FIRST_PAUSE", 0.001)
    async with county.desk() as desk:
        job = await flow.ask(desk, "unknown", db.new_id())
    working = asyncio.create_task(app.work(server.worker_dsn, keyring, stop, QUICK))

    async def ended() -> bool:
        return (await shown(county, job)).state == "failed"

    await until(ended)
    stop.set()
    await asyncio.wait_for(working, 10)
    assert caplog.text.count("无法连接数据库") == 2


async def test_a_job_that_stands_in_no_queue_is_queued_again(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    job = await ask(county)
    assert await flow.requeue(worker) == 0
    await superuser.execute("delete from pgqueuer")
    assert await flow.requeue(worker) == 1
    payload = await superuser.fetchval("select payload from pgqueuer")
    assert UUID(payload.decode()) == job


async def test_counts_go_when_their_window_has_long_passed(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    await superuser.execute(
        "insert into rate_count values ('check:x', now(), 3);"
        "insert into login_attempt (login, ip, ok) values ('a', '::1', false)"
    )
    now = desks.now()
    assert await flow.upkeep(worker, now + timedelta(days=1)) == 0
    assert await flow.upkeep(worker, now + timedelta(days=3)) == 1
    assert await flow.upkeep(worker, now + timedelta(days=181)) == 1


async def test_a_worker_is_woken_by_a_job_and_not_by_its_own_looking(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    heard: list[str] = []

    def hear(*told: object) -> None:
        heard.append(str(told[-1]))

    await superuser.add_listener("ch_pgqueuer", hear)
    try:
        await superuser.execute("update pgqueuer set priority = priority")
        await superuser.execute("delete from pgqueuer")
        await superuser.fetchval("select 1")
        assert heard == []
        await ask(county)
        await superuser.fetchval("select 1")
        assert ["insert" in one for one in heard] == [True]
    finally:
        await superuser.remove_listener("ch_pgqueuer", hear)
