"""A roster read in the background: all of it or nothing, whenever the worker is killed."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import app, db, errors
from talent.core.staged import Wish
from talent.flows import desk as desks
from talent.flows import jobs, receiving, rosters, staging, undoing, waiting
from talent.flows.receiving import Received
from talent.flows.rosters import Ask
from tests.build import EAST, an_id_number
from tests.conftest import County
from tests.roster_files import a_row, as_csv, as_xlsx

WRONG = an_id_number()[:-1] + "?"
ROWS = 40


class Killed(BaseException):
    """The worker is killed: nothing of its own runs any more."""


async def receive(
    county: County, data: bytes, role: str = "hr", of: str | None = None, **wish: Any
) -> Received:
    ask = Ask(pool="LOCAL", wish=Wish(**wish))
    async with county.desk(role, of) as desk:
        return await receiving.receive(desk, ask, "花名册", data)


async def work(county: County, worker: db.Database, job: UUID) -> jobs.Shown:
    await jobs.run(worker, county.keyring, app.RUNS, job)
    async with county.desk() as desk:
        return await jobs.one(desk, job)


async def counts(county: County, roster: UUID) -> waiting.Counts:
    async with county.desk() as desk:
        return (await waiting.one(desk, roster)).counts


def a_file(count: int = ROWS) -> bytes:
    """Write people no two of whom are alike, and one with a wrong number."""
    rows = [
        a_row(chr(0x4E00 + 61 * n) + chr(0x6000 + 97 * n), 出生年月=f"{1950 + n}-01-01")
        for n in range(count)
    ]
    return as_csv(*rows, a_row("吴又新", 身份证号=WRONG))


# Refusals


async def test_the_same_file_is_refused_while_the_first_still_waits(county: County) -> None:
    first = await receive(county, as_csv(a_row()))
    with pytest.raises(errors.RosterKnown) as refused:
        await receive(county, as_csv(a_row()))
    assert refused.value.extra["roster"] == first.roster


async def test_a_roster_that_is_being_read_is_not_committed(county: County) -> None:
    received = await receive(county, as_csv(a_row()))
    async with county.desk() as desk:
        for act in (rosters.commit, receiving.ask_commit):
            with pytest.raises(errors.Conflict, match="正在读取"):
                await act(desk, received.roster)


async def test_what_is_no_roster_is_told_by_the_job_and_may_come_again(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    data = as_xlsx(a_row())[:900]
    received = await receive(county, data)
    job = await work(county, worker, received.job)
    assert (job.state, job.problem) == ("refused", "roster-refused")
    assert job.words is not None
    assert "不完整" in job.words.detail
    assert await superuser.fetchval("select count(*) from roster_file") == 0
    await receive(county, data)


async def test_a_township_s_job_is_its_own(county: County, worker: db.Database) -> None:
    received = await receive(county, as_csv(a_row()), "township", EAST)
    assert (await work(county, worker, received.job)).state == "done"
    async with county.desk("township", EAST) as desk:
        assert (await waiting.one(desk, received.roster)).own


async def test_what_a_failed_job_has_left_is_undone_and_the_file_may_come_again(
    county: County, worker: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = await receive(county, a_file())
    async with county.desk() as desk:
        with pytest.raises(errors.Conflict, match="正在读取"):
            await undoing.undo(desk, received.roster)

    async def broken(*given: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(staging, "compare", broken)
        assert (await work(county, worker, received.job)).state == "failed"
    async with county.desk() as desk:
        assert (await waiting.rows(desk, received.roster, waiting.Wanted())).rows == []
        await undoing.undo(desk, received.roster)
    again = await receive(county, a_file())
    assert (await work(county, worker, again.job)).state == "done"


# What works


async def test_a_file_is_read_staged_and_committed_and_gone_then(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    received = await receive(county, a_file())
    content = await superuser.fetchval("select content from roster_file")
    assert "吴又新".encode() not in content
    job = await work(county, worker, received.job)
    assert (job.state, job.step, job.done) == ("done", "入库", ROWS)
    found = await counts(county, received.roster)
    assert (found.rows, found.committed, found.faulty) == (ROWS + 1, ROWS, 1)
    assert await superuser.fetchval("select count(*) from person") == ROWS
    assert await superuser.fetchval("select count(*) from roster_file") == 0


@pytest.mark.parametrize(("many", "told"), [(ROWS, True), (ROWS + 1, False)])
async def test_the_planner_is_told_of_many_new_people_at_once(
    county: County,
    worker: db.Database,
    superuser: "asyncpg.Connection[Any]",
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    told: bool,
) -> None:
    monkeypatch.setattr(receiving, "MANY", many)
    planned = "select reltuples from pg_class where oid = 'person'::regclass"
    await superuser.execute("alter table person set (autovacuum_enabled = off)")
    await superuser.execute("analyze person")
    before = await superuser.fetchval(planned)
    await work(county, worker, (await receive(county, a_file())).job)
    assert await superuser.fetchval(planned) == (ROWS if told else before)
    await superuser.execute("alter table person reset (autovacuum_enabled)")


async def test_a_file_may_be_staged_first_and_committed_by_a_job_of_its_own(
    county: County, worker: db.Database
) -> None:
    received = await receive(county, a_file(), commit=False)
    await work(county, worker, received.job)
    assert (await counts(county, received.roster)).committed == 0
    async with county.desk() as desk:
        job = await receiving.ask_commit(desk, received.roster)
    assert (await work(county, worker, job)).state == "done"
    assert (await counts(county, received.roster)).committed == ROWS


@pytest.mark.parametrize("seed", range(10))
async def test_a_worker_killed_at_any_moment_leaves_all_or_nothing_and_the_next_goes_on(
    county: County,
    worker: db.Database,
    superuser: "asyncpg.Connection[Any]",
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    received = await receive(county, a_file())
    monkeypatch.setattr(receiving, "batches", lambda lines: list(_batches(lines, 8)))
    run, calls, moment = db.Transaction.run, [0], random.Random(seed).randrange(6, 50)  # noqa: S311 - a moment

    async def deadly(tx: db.Transaction, query: db.Query, **values: Any) -> Any:
        calls[0] += 1
        if calls[0] == moment:
            raise Killed
        return await run(tx, query, **values)

    with monkeypatch.context() as patch:
        patch.setattr(db.Transaction, "run", deadly)
        with pytest.raises(Killed):
            await jobs.run(worker, county.keyring, app.RUNS, received.job)
    staged = await superuser.fetchval("select count(*) from roster_row")
    people = await superuser.fetchval("select count(*) from person")
    assert staged % 8 in (0, (ROWS + 1) % 8)
    assert people in (0, ROWS)
    job = await work(county, worker, received.job)
    assert (job.state, job.starts) == ("done", 2)
    found = await counts(county, received.roster)
    assert (found.rows, found.committed, found.waiting) == (ROWS + 1, ROWS, 1)
    assert await superuser.fetchval("select count(*) from person") == ROWS
    assert await superuser.fetchval("select count(*) from membership") == ROWS


def _batches(lines: Any, size: int) -> Any:
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


async def test_staged_texts_are_let_go_a_month_after_the_last_touch_and_what_became_of_them_stays(
    county: County, worker: db.Database, superuser: "asyncpg.Connection[Any]"
) -> None:
    received = await receive(county, a_file())
    await work(county, worker, received.job)
    now = desks.now()
    assert await jobs.upkeep_rosters(worker, now + timedelta(days=29)) == 0
    assert await jobs.upkeep_rosters(worker, now + timedelta(days=31)) == 1
    assert await jobs.upkeep_rosters(worker, now + timedelta(days=32)) == 0
    assert await superuser.fetchval("select sum(length(content)) from roster_row") == 0
    became = "select count(*) from roster_row where state = 'committed' and person_id is not null"
    assert await superuser.fetchval(became) == ROWS
    async with county.desk() as desk:
        shown = await waiting.one(desk, received.roster)
        assert (shown.counts.committed, shown.counts.dropped) == (ROWS, 1)
        assert (await waiting.rows(desk, received.roster, waiting.Wanted())).rows == []
        with pytest.raises(errors.Conflict, match="已清除"):
            await rosters.commit(desk, received.roster)
