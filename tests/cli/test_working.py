"""talent worker: with a login of its own, until it is told to end."""

import argparse
import asyncio
import os
import signal

import pytest
from msgspec import structs

from talent import db, errors
from talent.cli import working
from talent.config import Config
from talent.flows import jobs
from tests.conftest import County


async def test_without_a_login_of_its_own_a_worker_is_refused(
    county: County, settings: Config
) -> None:
    with pytest.raises(errors.SetupRefused, match="TALENT_WORKER_DSN"):
        await working.work(argparse.Namespace(), structs.replace(settings, worker_dsn=None))


async def test_a_worker_ends_on_sigterm_and_an_unknown_job_has_failed_by_then(
    county: County, settings: Config
) -> None:
    async with county.desk() as desk:
        job = await jobs.ask(desk, "unknown", db.new_id())
    serving = asyncio.create_task(working.work(argparse.Namespace(), settings))
    async with asyncio.timeout(20):
        state = "queued"
        while state in ("queued", "running"):
            await asyncio.sleep(0.05)
            async with county.desk() as desk:
                state = (await jobs.one(desk, job)).state
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(serving, 20) == 0
    assert state == "failed"
