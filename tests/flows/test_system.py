"""Whoever runs the service sees how it runs, and nothing of anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from talent import errors
from talent.core import system as core
from talent.flows import jobs, system
from tests.conftest import County


async def test_the_work_in_the_background_is_seen_without_its_words(county: County) -> None:
    async with county.desk() as desk:
        asked = await jobs.ask(desk, "sweep", desk.actor.account_id)
    async with county.desk("system") as desk:
        found = await system.shown(desk)
        assert [one.id for one in found.jobs] == [asked]
        assert found.facts.migration[:4].isdecimal()
        assert found.facts.bytes > 0
    with pytest.raises(errors.Forbidden):
        async with county.desk("system") as desk:
            await jobs.listed(desk)


@pytest.mark.parametrize("role", ["hr", "auditor", "security"])
async def test_another_role_sees_no_dump(county: County, role: str) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk(role) as desk:
            await system.shown(desk)


def test_a_dump_is_due_after_a_week_and_where_there_is_none() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    dumps = [core.Dump(now - timedelta(days=days), "a.dump", 1) for days in (7, 30)]
    assert not core.stale(dumps, now)
    assert core.stale(dumps, now + timedelta(seconds=1))
    assert core.stale([], now)
