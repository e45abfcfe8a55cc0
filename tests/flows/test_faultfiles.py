"""What waits goes out as a workbook with its faults marked, and comes back corrected."""

import io
import zipfile
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from talent import errors, sheets
from talent.core.staged import Wish
from talent.flows import faultfiles, resolutions, rosters, waiting
from talent.flows.faultfiles import Corrected
from talent.flows.resolutions import Many, Resolved
from talent.sheets import writing
from talent.sheets.writing import Table
from tests import build
from tests.build import EAST, WEST, an_id_number
from tests.conftest import County
from tests.flows.test_rosters import bring, everybody
from tests.roster_files import HEADER, a_row, as_csv

RIGHT = an_id_number()
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")
PHONE, LAND = "15400001234", "0371-69822345"
WIDE = ("序号", *HEADER, "固定电话", "血型")


def messy() -> bytes:
    """Write four rows: one right, a wrong ID number, a wrong schooling, one like the first."""
    rows = (
        (1, *a_row(联系电话=PHONE), "", "A"),
        (2, *a_row("李四光", 身份证号=WRONG, 联系电话="15400005678"), LAND, "B"),
        (3, *a_row("王五福", 学历="秀才"), "", ""),
        (4, *a_row("张三峰", 联系电话=PHONE), "", ""),
    )
    return as_csv(*rows, header=WIDE)


async def brought(county: County, role: str = "hr", of: str | None = None, **wish: Any) -> UUID:
    report = await bring(county, messy(), role, of, wish=Wish(**wish))
    assert report.roster
    return report.roster


async def download(county: County, roster: UUID, role: str = "hr", of: str | None = None) -> Any:
    async with county.desk(role, of) as desk:
        data = await faultfiles.written(desk, roster)
    [sheet] = sheets.read(data, "更正表.xlsx")
    return data, [list(map(str, row)) for row in sheet.rows]


async def upload(county: County, roster: UUID, rows: list[list[str]]) -> Corrected:
    data = writing.workbook([Table(name="花名册.csv", rows=rows)])
    async with county.desk() as desk:
        ground = await faultfiles.prepare(desk, roster)
        found = faultfiles.read(ground, data, "更正表.xlsx")
        return await faultfiles.correct(desk, roster, ground, found)


async def resolve(county: County, roster: UUID, **said: Any) -> Resolved:
    async with county.desk() as desk:
        return await resolutions.resolve(desk, roster, Many(**said))


async def outcomes(county: County, roster: UUID) -> list[tuple[str, str]]:
    async with county.desk() as desk:
        page = await waiting.rows(desk, roster, waiting.Wanted())
        return [(row.outcome, row.state) for row in page.rows]


# Refusals


async def test_only_whoever_brought_a_roster_gets_its_faults_as_they_were_typed(
    county: County,
) -> None:
    roster = await brought(county, "township", EAST)
    async with county.desk() as desk:
        with pytest.raises(errors.Forbidden):
            await faultfiles.written(desk, roster)
    async with county.desk("township", WEST) as desk:
        with pytest.raises(errors.NotFound):
            await faultfiles.written(desk, roster)


async def test_a_row_without_its_id_or_of_another_roster_is_refused_and_nothing_is_changed(
    county: County,
) -> None:
    roster = await brought(county)
    _, rows = await download(county, roster)
    before = await outcomes(county, roster)
    rows[1][4] = RIGHT
    for spoiled in ("", "7", str(UUID(int=7)), rows[2][0]):
        with pytest.raises(errors.Invalid) as refused:
            await upload(county, roster, [rows[0], rows[1], [spoiled, *rows[2][1:]], rows[2]])
        assert "行编号" in refused.value.faults[0].field
    assert await outcomes(county, roster) == before


async def test_what_is_said_of_many_names_them_or_how_they_wait(county: County) -> None:
    roster = await brought(county)
    for said in ({}, {"rows": (UUID(int=7),), "outcome": "unsure"}):
        with pytest.raises(errors.Invalid):
            await resolve(county, roster, resolution="drop", **said)
    with pytest.raises(errors.NotFound):
        await resolve(county, roster, resolution="drop", rows=(UUID(int=7),))


# What works


async def test_the_file_has_the_columns_as_they_were_and_marks_what_is_wrong(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    roster = await brought(county)
    data, rows = await download(county, roster)
    assert rows[0] == ["行编号", *WIDE]
    assert [row[1:5] for row in rows[1:]] == [
        ["2", "李四光", "男", "1985-06-12"],
        ["3", "王五福", "男", "1985-06-12"],
        ["4", "张三峰", "男", "1985-06-12"],
    ]
    assert rows[1][5:] == [WRONG, "15400005678", "东岭镇石桥村", "本科", LAND, "B"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        remarks = packed.read("xl/comments1.xml").decode()
    for place, words in (("F2", "校验码"), ("I3", "应为"), ("C4", "疑为同一人")):
        assert f'ref="{place}"' in remarks
        assert words in remarks
    looks = await superuser.fetch(
        "select purpose, row_count from audit_event where action = 'look'"
    )
    assert ("下载更正表", 3) in [tuple(row) for row in looks]


async def test_a_corrected_file_changes_its_cells_alone_and_what_is_clear_is_committed(
    county: County,
) -> None:
    roster = await brought(county)
    _, rows = await download(county, roster)
    rows[1][5], rows[2][8] = RIGHT, "大专"
    done = await upload(county, roster, [rows[0], *reversed(rows[1:])])
    assert (done.rows, done.changed, done.new, done.faulty) == (3, 2, 2, 0)
    again = await upload(county, roster, rows)
    assert again.changed == 0
    async with county.desk() as desk:
        report = await rosters.commit(desk, roster)
    assert report.new == 2
    people = await everybody(county)
    assert {"李四光", "王五福"} <= people.keys()
    assert len(people["李四光"].phones) == 2
    with pytest.raises(errors.Invalid):
        await upload(county, roster, rows)


async def test_unsure_rows_are_resolved_at_once(county: County) -> None:
    roster = await brought(county)
    assert (await resolve(county, roster, resolution="different", outcome="unsure")).resolved == 1
    assert (await outcomes(county, roster))[3] == ("new", "staged")
    assert (await resolve(county, roster, resolution="without", outcome="faulty")).resolved == 2
    async with county.desk() as desk:
        assert (await rosters.commit(desk, roster)).new == 3
    assert len(await everybody(county)) == 4


async def test_the_likeliest_person_is_taken_where_there_is_one_and_others_are_passed_over(
    county: County,
) -> None:
    async with county.desk() as desk:
        known = await build.a_person(desk, build.a_draft(phones=(build.a_phone(PHONE),)))
    roster = await brought(county, commit=False)
    waits = [
        n for n, (outcome, _) in enumerate(await outcomes(county, roster)) if outcome == "unsure"
    ]
    done = await resolve(county, roster, resolution="likeliest", outcome="unsure")
    assert done.resolved + len(done.passed_over) == len(waits)
    assert done.resolved >= 1
    assert (await resolve(county, roster, resolution="drop", outcome="faulty")).resolved == 2
    async with county.desk() as desk:
        await rosters.commit(desk, roster)
        page = await waiting.rows(desk, roster, waiting.Wanted(state="committed"))
    assert known in {row.person for row in page.rows}
