"""The county plan: hr pins one person, reads the difference, and adopts."""

import asyncio

import pytest
from playwright.async_api import Route

from talent.pages import shell
from tests import asking, build
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


async def test_what_a_plan_cannot_be_asked_is_refused_by_its_field(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
    token = await county.token()
    service.cookies["talent"] = token
    headers = {"x-csrf-token": shell.csrf(token)}
    refused = await service.post("/plans", data={"person_cap": "6"}, headers=headers)
    assert refused.status_code == 422
    assert "应为1至5" in refused.text
    strange = await service.post("/plans", data={"person_cap": "1", "hard": "E01"}, headers=headers)
    assert strange.status_code == 422
    assert "当日有效的政策偏好" in strange.text
    made = await service.post("/plans", data={"person_cap": "1"}, headers=headers)
    path = made.headers["location"] + "/what-if"
    for said, expected in (
        ({"role": "21", "wanted": "99"}, "应为0至"),
        ({"role": "21", "wanted": "-1"}, "应为整数"),
        ({"role": "21", "wanted": "2", "at": build.WEST_2}, "该村须设有这一职务"),
        ({"person_cap": "0"}, "应为1至5"),
    ):
        answer = await service.get(path, params=said)
        assert answer.status_code == 422, said
        assert expected in answer.text
    assert (await service.get(path, params={"role": "99", "wanted": "1"})).status_code in {404, 422}


async def test_hr_raises_a_quota_reads_the_difference_and_keeps_it_as_a_draft(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
    await asking.confirmed(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/plans")
        await page.locator("summary", has_text="不是法定条件").click()
        await page.get_by_label("P03 ").check()
        await page.get_by_role("button", name="测算方案").click()
        await page.get_by_text("P03按本县政策作为后备名单的条件").first.wait_for()
        await page.get_by_label("各村的岗位").select_option("委员（村民委员会）")
        await page.get_by_label("后备名额改为").fill("3")
        await page.get_by_role("button", name="看差别").click()
        await page.get_by_role("heading", name="如果各村委员（村民委员会）后备改为 3 名").wait_for()
        await page.get_by_role("link", name="不改变").click()
        await page.get_by_role("link", name="东岭镇").click()
        await page.get_by_label("岗位", exact=True).select_option("委员（村民委员会）")
        await page.get_by_label("后备名额改为").fill("4")
        await page.get_by_role("button", name="看差别").click()
        await page.get_by_role("heading", name="委员（村民委员会）后备改为 4 名").wait_for()
        assert await visit.axe() == []
        wanted = await page.locator("h1").inner_text()
        await page.get_by_role("button", name="按此存为新草案").click()
        await page.get_by_role("link", name="东岭镇").click()
        assert "各村" not in wanted
        await page.get_by_text("缺 3 名").or_(page.get_by_text("缺 4 名")).first.wait_for()


async def test_what_takes_seconds_says_so_where_one_pressed(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/plans")
        held = asyncio.Event()

        async def hold(route: Route) -> None:
            await held.wait()
            await route.continue_()

        await page.route("**/plans", hold)
        await page.get_by_role("button", name="测算方案").click(no_wait_after=True)
        await page.get_by_role("status").get_by_text("正在测算").wait_for()
        held.set()
        await page.get_by_text("已证明最优").first.wait_for()
        assert await page.locator(".waiting").count() == 0


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
