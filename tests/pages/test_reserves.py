"""A village nominates a reserve who comes to be ready; the skills' table; a draft asked anew."""

import pytest

from talent.flows import requests, reserves, skillsets
from talent.pages import shell
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])


async def test_a_state_that_no_page_offers_is_refused(service: Client, county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        who = await asking.a_reserve(desk)
        new = reserves.New(person_id=who, village=build.EAST_1, role=asking.LEAD)
        held = await reserves.nominate(desk, new)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    for state, status in (("ready", 422), ("flown", 422), ("", 422)):
        form = {"csrf": shell.csrf(token), "version": "1", "state": state}
        answer = await service.post(f"/reserves/{held.id}/steps", data=form)
        assert answer.status_code == status, state
    async with county.desk() as desk:
        assert (await reserves.one(desk, held.id)).state == "nominated"


@SIZES
async def test_a_village_nominates_and_hr_reviews(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk)
    async with visiting("village", build.EAST_1, size=size) as visit:
        page = visit.page
        await visit.go("/reserves")
        await page.get_by_role("link", name="提名后备").click()
        await page.get_by_label("查找人选").fill("孙可用")
        await page.get_by_role("button", name="查找").click()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.get_by_label("孙可用 的岗位").select_option("主任")
        await page.get_by_role("button", name="提名").click()
        await page.get_by_role("button", name="小组通过").click()
        await page.get_by_role("button", name="党支部通过").wait_for()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        address = page.url.partition("/reserves/")[2]
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go("/reserves")
        await page.get_by_role("link", name="办理 孙可用").click()
        assert page.url.endswith(address)
        assert await visit.axe() == []
        await page.get_by_label("成熟度").select_option("R1")
        await page.get_by_role("button", name="保存评议").click()
        await page.get_by_text(f"{build.TODAY.year} 年").first.wait_for()
        await page.locator("summary", has_text="退回").click()
        await page.get_by_label("原因", exact=False).first.select_option("本人退出")
        await page.get_by_role("button", name="退回").click()
        await page.get_by_text("本人退出").first.wait_for()
        for path in (
            "/reserves?ended=1",
            "/reserves/coverage",
            f"/reserves/coverage?place={build.EAST}",
        ):
            await visit.go(path)
            assert await visit.axe() == []
            assert await visit.too_wide() <= 0


@SIZES
async def test_hr_edits_the_words_of_a_skill(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go("/skills")
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.get_by_label("专长名称").fill("家电维修")
        await page.get_by_label("词，用顿号隔开").last.fill("修")
        await page.get_by_role("button", name="保存").last.click()
        await page.get_by_text("每个词2至20个字").wait_for()
        assert await page.get_by_label("专长名称").input_value() == "家电维修"
        await page.get_by_label("词，用顿号隔开").last.fill("家电维修、修电器")
        await page.get_by_role("button", name="保存").last.click()
        await page.get_by_role("cell", name="家电维修、修电器").wait_for()
    async with county.desk() as desk:
        assert {one.name: one.words for one in await skillsets.listed(desk)}["家电维修"]


async def test_a_draft_is_asked_anew_and_a_submitted_request_is_not(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
    made = await asking.a_request(county, "village", build.EAST_1)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    assert 'name="version" value="1"' in (await service.get(f"/requests/{made.id}/edit")).text
    form = {"csrf": shell.csrf(token), "version": "1", "seats": "99", "must_haves": "电商"}
    wrong = await service.post(f"/requests/{made.id}/edit", data=form)
    assert wrong.status_code == 422
    assert 'value="99"' in wrong.text
    form |= {"seats": "1", "submit": "1"}
    assert (await service.post(f"/requests/{made.id}/edit", data=form)).status_code == 303
    async with county.desk() as desk:
        now = await requests.one(desk, made.id)
    assert (list(now.must_haves), now.seats, now.submitted_on is not None) == (["电商"], 1, True)
    late = form | {"version": str(now.version)}
    assert (await service.post(f"/requests/{made.id}/edit", data=late)).status_code == 409


async def test_a_shortlist_under_conditions_says_what_they_cost(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
        await asking.a_reserve(desk, "周也行", sex="2", political_status="13")
    request = await asking.an_open_request(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go(f"/requests/{request.id}")
        await page.get_by_role("button", name="测算建议人选").click()
        await page.get_by_role("link", name="按条件组合备选").click()
        await page.get_by_label("备选人数").fill("1")
        await page.get_by_label("至少几名女性").fill("2")
        await page.get_by_role("button", name="组合").click()
        await page.get_by_text("下限不得超过备选人数1").wait_for()
        await page.get_by_label("至少几名女性").fill("1")
        await page.get_by_label("至少几名35周岁以下").fill("0")
        await page.get_by_role("button", name="组合").click()
        await (
            page.get_by_role("cell", name="周也行")
            .or_(page.get_by_role("rowheader", name="周也行"))
            .wait_for()
        )
        assert await visit.axe() == []
