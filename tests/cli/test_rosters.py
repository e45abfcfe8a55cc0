"""talent roster and talent extract: a machine without a browser goes the whole way of a roster."""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import xlsxwriter

from talent import db, errors, sheets
from talent.cli import importing, rosters
from talent.config import Config
from talent.flows import pairs
from tests.build import WEST, an_id_number
from tests.cli.test_importing import said as to_import
from tests.conftest import County
from tests.roster_files import a_row, as_csv

RIGHT = an_id_number()
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")
PHONE = "15400001234"


def said(**values: Any) -> argparse.Namespace:
    return argparse.Namespace(**({"account": None} | values))


async def brought(settings: Config, folder: Path, superuser: "asyncpg.Connection[Any]") -> UUID:
    """Bring three rows: one comes in, one has a wrong number, one looks like the first."""
    file = folder / "花名册.csv"
    rows = (a_row(联系电话=PHONE), a_row("李四光", 身份证号=WRONG), a_row("张三峰", 联系电话=PHONE))
    file.write_bytes(as_csv(*rows))
    assert await importing.bring(to_import(file), settings) == 0
    found: UUID = await superuser.fetchval("select id from roster")
    return found


def corrected(data: bytes, path: Path) -> None:
    """Put the right number in the place of the wrong one, as a clerk does."""
    [sheet] = sheets.read(data, "更正表.xlsx")
    with xlsxwriter.Workbook(path) as made:
        written = made.add_worksheet(sheet.name)
        for line, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                written.write_string(line, place, str(cell).replace(WRONG, RIGHT))


# Refusals


async def test_a_file_that_stands_there_is_not_overwritten(
    county: County, settings: Config, tmp_path: Path, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await brought(settings, tmp_path, superuser)
    there = tmp_path / "更正表.xlsx"
    there.write_text("mine")
    with pytest.raises(errors.Invalid, match="文件已存在"):
        await rosters.faults(said(roster=roster, file=there), settings)
    assert there.read_text() == "mine"
    assert await superuser.fetchval("select count(*) from extract") == 0


async def test_who_has_not_brought_a_roster_gets_none_of_it(
    county: County, settings: Config, tmp_path: Path, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await brought(settings, tmp_path, superuser)
    await county.token("township", WEST)
    other = said(roster=roster, account=f"township.{WEST}", file=tmp_path / "x", dry_run=False)
    for command in (rosters.faults, rosters.undo):
        with pytest.raises(errors.NotFound):
            await command(other, settings)


async def test_what_leaves_has_a_purpose_and_a_known_kind_of_file(
    county: County, settings: Config, tmp_path: Path
) -> None:
    usual = {"pool": "乡土", "place": None, "recipient": "市委组织部"}
    for name, purpose, named in (("a.pdf", "上报", "FILE"), ("a.csv", " ", "purpose")):
        wrong = said(file=tmp_path / name, purpose=purpose, **usual)
        with pytest.raises(errors.Invalid) as refused:
            await rosters.extract(wrong, settings)
        assert refused.value.faults[0].field == named
    assert list(tmp_path.glob("a.*")) == []


async def test_a_roster_that_is_none_is_not_found(county: County, settings: Config) -> None:
    with pytest.raises(errors.NotFound):
        await rosters.commit(said(roster=db.new_id()), settings)
    with pytest.raises(argparse.ArgumentTypeError):
        rosters._id("花名册")


# The whole way


async def test_what_waits_goes_out_comes_back_and_comes_in_and_all_is_undone(
    county: County,
    settings: Config,
    tmp_path: Path,
    superuser: "asyncpg.Connection[Any]",
    capsys: pytest.CaptureFixture[str],
) -> None:
    roster = await brought(settings, tmp_path, superuser)
    sheet = tmp_path / "更正表.xlsx"
    await rosters.faults(said(roster=roster, file=sheet), settings)
    assert sheet.stat().st_mode & 0o077 == 0
    back = tmp_path / "改好.xlsx"
    corrected(sheet.read_bytes(), back)
    await rosters.correct(said(roster=roster, file=back), settings)
    one = said(roster=roster, outcome="unsure", resolution="drop")
    await rosters.resolve(one, settings)
    await rosters.commit(said(roster=roster), settings)
    await rosters.show(said(), settings)
    told = capsys.readouterr().out
    for words in ("更正表2行，有改动1行", "已办理1行，不适用0行", "共3行，已入库2，待处理0"):
        assert words in told
    assert await superuser.fetchval("select count(*) from person") == 2

    assert await rosters.undo(said(roster=roster, dry_run=True), settings) == 0
    assert "撤销将会：\n  移除2人" in capsys.readouterr().out
    assert await superuser.fetchval("select count(*) from person") == 2
    assert await rosters.undo(said(roster=roster, dry_run=False), settings) == 0
    await rosters.show(said(), settings)
    assert "已撤销" in capsys.readouterr().out
    assert await superuser.fetchval("select count(*) from person") == 0


async def test_an_undo_that_somebody_stands_in_the_way_of_says_who_and_does_nothing(
    county: County,
    settings: Config,
    tmp_path: Path,
    superuser: "asyncpg.Connection[Any]",
    capsys: pytest.CaptureFixture[str],
) -> None:
    roster = await brought(settings, tmp_path, superuser)
    one = said(roster=roster, outcome="unsure", resolution="different")
    await rosters.resolve(one, settings)
    await rosters.commit(said(roster=roster), settings)
    first, other = await superuser.fetchval("select array[person_a, person_b] from judgement")
    async with county.desk() as desk:
        await pairs.judge(desk, first, other, pairs.Said("unsure"))
    assert await rosters.undo(said(roster=roster, dry_run=True), settings) == 1
    assert "已核对过是否重复" in capsys.readouterr().out
    with pytest.raises(errors.RosterInUse):
        await rosters.undo(said(roster=roster, dry_run=False), settings)
    assert await superuser.fetchval("select count(*) from person") == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_a_pool_goes_out_as_a_roster_and_is_known_when_it_comes_back(
    county: County,
    settings: Config,
    tmp_path: Path,
    superuser: "asyncpg.Connection[Any]",
    capsys: pytest.CaptureFixture[str],
    kind: str,
) -> None:
    await brought(settings, tmp_path, superuser)
    out = tmp_path / f"导出.{kind}"
    wanted = said(file=out, pool="乡土", place=None, purpose="上报", recipient="市委组织部")
    await rosters.extract(wanted, settings)
    assert "1人已写入" in capsys.readouterr().out
    assert await superuser.fetchval("select recipient from extract") == "市委组织部"
    await importing.bring(to_import(out), settings)
    assert "新增0，已登记1，待核对0，有误0" in capsys.readouterr().out
