"""The county plan: hr pins one person, reads the difference, and adopts."""

import pytest

from tests import asking
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)


async def test_no_plan_of_what_is_not_there(service: Client, county: County) -> None:
    service.cookies["talent"] = await county.token()
    for path in ("/plans/1", "/plans/01a20a82-0000-7000-8000-000000000000/what-if?pin=x"):
        assert (await service.get(path)).status_code == 404


@SIZES
async def test_hr_pins_one_person_reads_the_difference_and_adopts(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
        await asking.a_reserve(desk, "周又可", sex="2")
    await asking.confirmed(county)
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go("/plans")
        assert await visit.axe() == []
        await page.get_by_role("button", name="测算方案").click()
        await page.get_by_text("已证明最优").first.wait_for()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.get_by_role("link", name="东岭镇").click()
        assert await visit.axe() == []
        await page.locator("tr", has_text="孙可用").get_by_role("link", name="排除").first.click()
        await page.get_by_role("heading", name="排除 1 人").wait_for()
        assert "孙可用" in await page.locator("ul.apart").inner_text()
        await page.get_by_role("link", name="不改变").click()
        await page.get_by_role("link", name="东岭镇").click()
        await page.locator("tr", has_text="孙可用").get_by_role("link", name="固定").first.click()
        await page.get_by_role("heading", name="固定 1 人").wait_for()
        assert await visit.axe() == []
        await page.get_by_role("button", name="按此存为新草案").click()
        await page.get_by_role("button", name="审核通过").click()
        await page.locator("summary", has_text="采用").click()
        await page.get_by_role("button", name="采用此方案").click()
        await page.locator("header .state", has_text="已采用").wait_for()
        await page.get_by_role("link", name="东岭镇").click()
        await page.get_by_text("已固定").wait_for()
        await visit.go("/plans")
        assert await page.locator("tbody tr").count() == 2
