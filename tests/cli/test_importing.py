"""talent import and talent places import: what they print, what they refuse."""

import argparse
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from talent import errors, sheets
from talent.cli import importing
from talent.config import Config
from tests import build
from tests.build import EAST, WEST, an_id_number
from tests.conftest import County
from tests.roster_files import a_row, as_csv, as_xlsx

RIGHT = an_id_number()
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A roster of which one row comes in and two wait."""
    path = tmp_path / "花名册.xlsx"
    phone = "19900001234"
    rows = (a_row(联系电话=phone), a_row("张三峰", 联系电话=phone), a_row("李四光", 身份证号=WRONG))
    path.write_bytes(as_xlsx(*rows))
    return path


def said(file: Path, **values: Any) -> argparse.Namespace:
    usual: dict[str, Any] = {
        "pool": "乡土",
        "place": None,
        "dry_run": False,
        "json": False,
        "account": None,
    }
    usual |= {"stage_only": False, "hidden": False, "complete": False, "map": []}
    return argparse.Namespace(file=file, **(usual | values))


# Refusals


async def test_a_file_that_is_away_or_too_large_is_refused(
    county: County, settings: Config, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(errors.Invalid):
        await importing.bring(said(file.with_name("away.xlsx")), settings)
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    with pytest.raises(errors.TooLarge):
        await importing.bring(said(file), settings)


async def test_a_refused_file_prints_nothing(
    county: County, settings: Config, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(file.read_bytes()[:999])
    with pytest.raises(errors.RosterRefused):
        await importing.bring(said(file), settings)
    assert capsys.readouterr().out == ""


async def test_an_account_without_the_role_or_scope_is_refused(
    county: County, settings: Config, file: Path
) -> None:
    await county.token("village", build.EAST_1)
    await county.token("township", EAST)
    for account, place in ((f"village.{build.EAST_1}", None), (f"township.{EAST}", WEST)):
        with pytest.raises(errors.Forbidden):
            await importing.bring(said(file, account=account, place=place), settings)


async def test_a_list_of_places_that_is_wrong_is_refused_whole(
    county: County, settings: Config, tmp_path: Path
) -> None:
    list_ = tmp_path / "places.csv"
    list_.write_text(f"code,name,level,parent\n1,新村,village,{EAST}\n", "utf-8")
    with pytest.raises(errors.Invalid) as refused:
        await importing.bring_places(said(list_), settings)
    assert refused.value.faults[0].field == "第 2 行"


# What works


async def test_json_is_one_object_of_the_counts_and_the_faults(
    county: County, settings: Config, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await importing.bring(said(file, json=True), settings) == 0
    printed = capsys.readouterr()
    assert msgspec.json.decode(printed.out) == {
        "rows": 3,
        "new": 1,
        "known": 0,
        "unsure": 1,
        "faulty": 1,
        "warnings": 0,
        "faults": [
            {
                "sheet": "花名册",
                "row": 4,
                "column": "身份证号",
                "said": WRONG,
                "expected": "校验码应与前17位相符；号码有误，请核对证件",
            }
        ],
    }
    assert "花名册编号" in printed.err


async def test_people_are_told_what_came_in_and_what_waits(
    county: County, settings: Config, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await importing.bring(said(file), settings) == 0
    told = capsys.readouterr().out
    for words in (
        "共3行",
        "新增1，已登记0，待核对1，有误1",
        f"第4行 身份证号：{WRONG}",
        "第3行 与本文件“花名册”第2行疑为同一人",
        "已入库1行；2行留待更正或核对",
    ):
        assert words in told


async def test_a_dry_run_writes_nobody(
    county: County,
    settings: Config,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    superuser: "asyncpg.Connection[Any]",
) -> None:
    assert await importing.bring(said(file, dry_run=True), settings) == 0
    assert "试导入：未写入任何人员" in capsys.readouterr().out
    assert await superuser.fetchval("select count(*) from person") == 0
    assert await superuser.fetchval("select count(*) from roster") == 0


async def test_an_account_acts_as_itself(
    county: County, settings: Config, tmp_path: Path, superuser: "asyncpg.Connection[Any]"
) -> None:
    await county.token("township", EAST)
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv(a_row()))
    await importing.bring(said(file, account=f"township.{EAST}"), settings)
    held = await superuser.fetchrow("select r.scope, m.state from roster r, membership m")
    assert held is not None
    assert tuple(held) == (EAST, "submitted")


async def test_places_come_in_whatever_unicode_or_gb_encoding(
    county: County, settings: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "utf-16", "gb18030")):
        list_ = tmp_path / "places.csv"
        line = f"41990010130{number},新村{number}村民委员会,village,{EAST}\n"
        list_.write_bytes(f"code,name,level,parent\n{line}".encode(encoding))
        assert await importing.bring_places(said(list_), settings) == 0
        assert capsys.readouterr().out == "区划1条，其中新增1条\n"
    async with county.desk() as desk:
        name = await desk.tx.connection.fetchval(
            "select name from place where code = '419900101303'"
        )
    assert name == "新村3村民委员会"


async def test_a_file_that_changes_while_it_is_read_is_refused(
    county: County, settings: Config, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def meanwhile(path: Path) -> bytes:
        data = read(path)
        path.write_bytes(data + b"\n")
        return data

    monkeypatch.setattr(Path, "read_bytes", meanwhile)
    with pytest.raises(errors.Invalid, match="读取期间被改动"):
        await importing.bring(said(file), settings)


async def test_a_mapping_that_is_none_is_refused(
    county: County, settings: Config, file: Path
) -> None:
    for wrong in ("大名", "=姓名", "大名=血型"):
        with pytest.raises(errors.Invalid):
            await importing.bring(said(file, map=[wrong]), settings)


async def test_headers_are_said_once_and_a_file_may_only_be_staged(
    county: County, settings: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_ = tmp_path / "名单.csv"
    list_.write_text("大名,性别,爱好\n张三丰,男,棋\n", "utf-8")
    await importing.bring(said(list_, map=["大名=姓名", "爱好="], stage_only=True), settings)
    told = capsys.readouterr().out
    assert "已暂存1行，尚未入库" in told
    assert "未读取" not in told
    list_.write_text("大名,性别,爱好\n李四光,男,琴\n", "utf-8")
    await importing.bring(said(list_), settings)
    assert "已入库1行" in capsys.readouterr().out


def test_progress_is_shown_on_a_terminal_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with importing.telling() as tell:
        tell("读取", 1, 2)
        tell("读取", 2, 2)
    assert capsys.readouterr() == ("", "")
