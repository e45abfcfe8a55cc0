"""A messy roster: read, mapped, corrected, resolved, committed; a pair of it merged; all of it undone."""

from typing import Any

import pytest
from playwright.async_api import FilePayload

from talent import app, db
from talent.core.person import Birth
from talent.flows import jobs as jobs_flow
from talent.pages import shell
from tests import build, roster_files
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)


async def work_off(county: County, worker: db.Database) -> None:
    """Run every job that waits, as a worker would."""
    async with county.desk() as desk:
        waiting = [one.id for one in await jobs_flow.listed(desk) if one.state == "queued"]
    for job in waiting:
        await jobs_flow.run(worker, county.keyring, app.RUNS, job)


def messy() -> bytes:
    """Write a workbook with titles above, an unknown header, a wrong date, somebody known, a repeat."""
    header = (*roster_files.HEADER, "在哪儿上班")
    rows = [
        ("东岭镇乡土人才花名册", *[""] * 7),
        header,
        (*roster_files.a_row("张宏", 出生年月="1985-06-12"), "甲厂"),
        (*roster_files.a_row("李又新", 出生年月="1990年13月"), "乙合作社"),
        (*roster_files.a_row("周<b>平", 出生年月="1991-02-03"), "丙店"),
        (*roster_files.a_row("吴小明", 出生年月="1992-02-03"), "丁店"),
        ("合计", "4人", *[""] * 6),
    ]
    return roster_files.as_xlsx(*rows[1:], header=rows[0])


async def test_a_file_that_is_no_roster_is_refused_in_words(
    service: Client, county: County
) -> None:
    token = await county.token()
    service.cookies["talent"] = token
    headers = {shell.CSRF_HEADER: shell.csrf(token)}
    files: dict[str, Any] = {
        "file": ("图.xlsx", b"\x89PNG\r\n\x1a\n", "image/png"),
        "pool": (None, "LOCAL"),
    }
    answer = await service.post("/rosters/preview", files=files, headers=headers)
    assert answer.status_code == 422
    assert "无法读取该花名册" in answer.text
    without = await service.post("/rosters", files=files)
    assert without.status_code == 400


async def test_a_file_of_200_megabytes_is_refused_in_words(service: Client, county: County) -> None:
    token = await county.token()
    service.cookies["talent"] = token
    headers = {shell.CSRF_HEADER: shell.csrf(token), "content-length": str(200 << 20)}
    headers["content-type"] = "multipart/form-data; boundary=x"
    answer = await service.post("/rosters", content=b"--x\r\n", headers=headers)
    assert answer.status_code == 413
    assert "大小" in answer.text


async def brought(visit: browsing.Visit, *, again: bool = False) -> str:
    """Bring the workbook in as its clerk does; answer the roster's address.

    The second time it is remembered what an unknown header stands for.
    """
    page = visit.page
    await visit.go("/rosters")
    assert await visit.axe() == []
    file: FilePayload = {"name": "东岭镇.xlsx", "mimeType": "application/x", "buffer": messy()}
    await page.set_input_files("#file", files=file)
    await page.locator("#pool").select_option("LOCAL")
    await page.get_by_role("button", name="先看怎样识别").click()
    mapped = page.get_by_label("在哪儿上班 识别为")
    if again:
        assert "工作单位" in await mapped.inner_text()
    else:
        await mapped.select_option("employer")
    assert await visit.axe() == []
    await page.get_by_role("button", name="读取并核对").click()
    await page.wait_for_url("**/rosters/*-*")
    return page.url.removeprefix(visit.home)


async def resolved(visit: browsing.Visit, address: str) -> None:
    """Say of the one who looks alike that one is unsure; correct the wrong date."""
    page = visit.page
    await visit.go(address)
    await page.get_by_role("heading", name="待核对").wait_for()
    assert await visit.axe() == []
    assert await visit.too_wide() <= 0
    await page.get_by_role("button", name="拿不准").click()
    await page.get_by_text("已保存").wait_for()
    await visit.go(f"{address}?outcome=faulty")
    await page.locator("summary", has_text="改正").first.click()
    assert await visit.axe() == []
    await page.locator(".fixing input.form-control").first.fill("1990-12")
    await page.get_by_role("button", name="改正").click()
    await page.get_by_text("已保存").wait_for()


@SIZES
async def test_hr_imports_a_messy_workbook_resolves_commits_merges_a_pair_and_undoes_it(
    visiting: Visiting, county: County, worker: db.Database, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="张红", birth=Birth(1985, 6, 12))
    async with visiting("hr", size=size) as visit:
        page = visit.page
        address = await brought(visit)
        await work_off(county, worker)
        await resolved(visit, address)
        async with page.expect_navigation():
            await page.get_by_role("button", name="把清楚的行入库").click()
        await work_off(county, worker)
        await visit.go(f"{address}?outcome=new")
        assert "周<b>平" not in await page.content()
        assert "已入库" in await page.locator("#roster").inner_text()
        assert await people(county) == 5
        # The undecided pair is one human after all, and then is not.
        await visit.go("/pairs")
        await page.keyboard.press("j")
        await page.get_by_role("heading", name="是不是同一人").wait_for()
        await page.keyboard.press("m")
        await page.wait_for_url("**/pairs?done=*")
        async with county.desk() as desk:
            merge = await desk.tx.connection.fetchval("select id from merge")
        await visit.go(f"/merges/{merge}")
        await page.get_by_role("button", name="撤销合并").click()
        await page.get_by_text("合并已撤销").wait_for()
        # Whoever was worked on since stands in the way of undoing the import.
        await visit.go(f"{address}/undo")
        await page.get_by_text("整批不能撤销").wait_for()
        assert await visit.axe() == []


async def test_an_import_is_undone_as_a_whole_and_the_file_comes_in_again(
    visiting: Visiting, county: County, worker: db.Database
) -> None:
    async with visiting("hr") as visit:
        page = visit.page
        address = await brought(visit)
        await work_off(county, worker)
        await visit.go(address)
        await page.get_by_role("button", name="把清楚的行入库").click()
        await page.wait_for_load_state("networkidle")
        await work_off(county, worker)
        assert await people(county) == 3
        await visit.go(address)
        await page.get_by_role("link", name="撤销整批").click()
        await page.get_by_text("本次新增的 3 人").wait_for()
        await page.get_by_role("button", name="撤销整批导入").click()
        await page.locator(".state", has_text="已撤销").first.wait_for()
        assert await people(county) == 0
        await brought(visit, again=True)


async def people(county: County) -> int:
    """Count who is in the register."""
    async with county.desk() as desk:
        count: int = await desk.tx.connection.fetchval("select count(*) from person")
    return count
