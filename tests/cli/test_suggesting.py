"""talent suggest: what it prints, what it refuses, that it answers as the service does."""

import argparse
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from talent import cli, errors
from talent.cli import suggesting
from talent.config import Config
from talent.core import post
from talent.core.person import Birth
from talent.core.suggested import Suggested
from tests import asking, build
from tests.conftest import County


@pytest.fixture(autouse=True)
async def reserve(county: County) -> UUID:
    """A village with a board and people of whom one may be proposed."""
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "周少年", birth=Birth(2012, 6, 2))
        return await asking.a_reserve(desk)


def said(**values: Any) -> argparse.Namespace:
    whole = {"village": build.EAST_1, "post": 21, "top": 20, "on": build.TODAY, "json": False}
    return argparse.Namespace(**(whole | {"account": None} | values))


async def printed(capsys: pytest.CaptureFixture[str], settings: Config, **values: Any) -> str:
    assert await suggesting.suggest(said(**values), settings) == 0
    return capsys.readouterr().out


# Refusals


async def test_a_village_that_is_not_known_or_leaves_two_open_is_refused(settings: Config) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await suggesting.suggest(said(village="没有村"), settings)
    assert refused.value.faults[0].field == "--village"
    with pytest.raises(errors.Invalid) as refused:
        await suggesting.suggest(said(village="石桥村"), settings)
    assert build.WEST_1 in refused.value.faults[0].expected


async def test_a_post_that_is_none_is_refused(settings: Config) -> None:
    with pytest.raises(errors.Invalid):
        await suggesting.suggest(said(post=99), settings)


async def test_an_account_without_the_role_or_of_another_village_is_refused(
    county: County, settings: Config
) -> None:
    for role, place in (("security", None), ("liaison", build.EAST)):
        await county.token(role, place)
        with pytest.raises(errors.Forbidden):
            await suggesting.suggest(said(account=f"{role}.{place or 'all'}"), settings)
    await county.token("village", build.EAST_2)
    with pytest.raises(errors.NotFound):
        await suggesting.suggest(said(account=f"village.{build.EAST_2}"), settings)


def test_a_day_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["suggest", "--village", build.EAST_1, "--post", "21", "--on", "2026-13-01"])
    assert left.value.code == 2


# What works


async def test_it_prints_who_why_and_who_may_not_be(
    capsys: pytest.CaptureFixture[str], settings: Config
) -> None:
    out = await printed(capsys, settings)
    assert "石桥村村民委员会  主任后备建议" in out
    assert "孙可用（1988-03）" in out
    assert "户籍在本村（+25.00分）" in out
    assert "✗ E01 未满18周岁〔《村民委员会组织法》（2025年修订）第十六条" in out
    assert post.never_said(out) == ()


async def test_a_village_may_be_named_and_the_law_is_of_the_day(
    county: County, reserve: UUID, capsys: pytest.CaptureFixture[str], settings: Config
) -> None:
    async with county.desk() as desk:
        await asking.reviewed(desk, reserve, "E13", "fail", date(2025, 11, 1))
    old = await printed(capsys, settings, village="柳湾村", on=date(2025, 12, 31))
    assert "没有可列入排序的人选" in old
    then = await printed(capsys, settings, on=date(2025, 12, 31))
    now = await printed(capsys, settings, on=date(2026, 1, 1))
    assert "✗ E13" not in then
    assert "✗ E13 无犯罪受刑事处罚情形：核查未通过" in now


async def test_its_json_is_the_services_and_nothing_is_stored(
    capsys: pytest.CaptureFixture[str],
    settings: Config,
    superuser: "asyncpg.Connection[Any]",
) -> None:
    out = await printed(capsys, settings, json=True, top=1)
    answer = msgspec.json.decode(out, type=Suggested)
    assert (len(answer.candidates), answer.run.ranked, answer.run.id) == (1, 3, None)
    assert await superuser.fetchval("select count(*) from suggestion_run") == 0
    looked = await superuser.fetch(
        "select a.login, e.row_count from audit_event e join account a on a.id = e.account_id"
        " where e.action = 'suggest'"
    )
    assert [tuple(row) for row in looked] == [("local", 2)]


async def test_a_villages_account_is_shown_what_a_village_may_read(
    county: County, reserve: UUID, capsys: pytest.CaptureFixture[str], settings: Config
) -> None:
    async with county.desk() as desk:
        await asking.reviewed(desk, reserve, "E19", "fail", date(2025, 11, 1))
    await county.token("village", build.EAST_1)
    out = await printed(capsys, settings, account=f"village.{build.EAST_1}")
    assert "✗ E00 资格审查未通过（详询组织部）" in out
    assert "E19" not in out
