"""A village asks for people for a post: from the log-in to the first suggestion declined."""

import re

import pytest

from talent.core.person import Birth
from talent.pages import shell
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)


async def a_village_with_reserves(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
        await asking.a_reserve(desk, "周也行", sex="2", political_status="13")
        await build.a_person(desk, name="吴年少", birth=Birth(2012, 3, 1))


async def test_a_request_with_faults_keeps_what_was_typed(service: Client, county: County) -> None:
    await a_village_with_reserves(county)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    form = {
        "csrf": shell.csrf(token),
        "seats": "99",
        "wanted_skills": "会计<script>",
        "submit": "1",
    }
    answer = await service.post(f"/villages/{build.EAST_1}/requests", data=form)
    assert answer.status_code == 422
    assert "请选择职务" in answer.text
    assert 'value="99"' in answer.text
    assert "会计&lt;script&gt;" in answer.text


@SIZES
async def test_a_village_files_a_request_and_declines_the_first_suggestion_with_a_reason(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    await a_village_with_reserves(county)
    async with visiting("village", build.EAST_1, size=size) as visit:
        page = visit.page
        await visit.go("/villages")
        await page.get_by_role("link", name="提出用人需求").click()
        assert await visit.axe() == []
        await page.get_by_role("radio", name=re.compile("^主任 村民委员会")).check()
        await page.get_by_label("希望具备的专长").fill("会计")
        await page.get_by_role("button", name="提交乡镇").click()
        await page.get_by_text("已提交乡镇").first.wait_for()
        address = page.url
    request = address.rpartition("/")[2]
    for role, place, step in (("township", build.EAST, "乡镇同意"), ("hr", None, "受理")):
        async with visiting(role, place, size=size) as visit:
            await visit.go(f"/requests/{request}")
            await visit.page.get_by_role("button", name=step).click()
            await visit.page.wait_for_load_state("networkidle")
    async with visiting("village", build.EAST_1, size=size) as visit:
        page = visit.page
        await visit.go(f"/requests/{request}")
        await page.get_by_role("button", name="测算建议人选").click()
        first = page.locator(".candidate").first
        await first.wait_for()
        assert await first.locator("h3").text_content() in ("孙可用", "周也行")
        assert "《村民委员会组织法》" in (await page.locator("#main").text_content() or "")
        await first.locator("summary", has_text="各项得分与条件").click()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await first.locator("summary", has_text="不采纳").click()
        await first.get_by_label("的理由").fill("本人<b>不愿意</b>")
        await first.get_by_role("button", name="确定不采纳").click()
        await page.locator(".candidate.decided").first.wait_for()
        assert "本人<b>不愿意</b>" in (await page.locator(".candidate.decided").inner_text())
        for box in (await page.locator(".candidate input[type=checkbox]").all())[:2]:
            await box.check()
        await page.get_by_role("button", name="比较").click()
        await page.get_by_role("heading", name=re.compile("比较 ")).wait_for()
        assert await visit.axe() == []


async def test_a_village_sees_nothing_at_addresses_that_are_not_its_own(
    service: Client, county: County
) -> None:
    await a_village_with_reserves(county)
    async with county.desk() as desk:
        board = await asking.a_board(desk, build.WEST_2)
        await asking.a_reserve(desk, "不该见", household_village=build.WEST_2)
    request = await asking.a_request(county, "hr", None, village=build.WEST_2)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    addresses = [
        f"/villages/{build.WEST_2}",
        f"/villages/{build.EAST_2}",
        f"/villages/{build.EAST}",
        f"/villages/{build.WEST_2}/requests/new",
        f"/requests/{request.id}",
        f"/requests/{request.id}/compare",
        f"/requests/{request.id}?run={request.id}",
        f"/requests/{board[asking.LEAD]}",
        "/requests/1",
        "/villages/1",
    ]
    for address in addresses:
        answer = await service.get(address)
        assert answer.status_code == 404, address
        assert "不该见" not in answer.text
    for address in (f"/requests/{request.id}/people", "/accounts/1"):
        assert (await service.get(address)).status_code in (403, 404)
    listed = await service.get("/requests")
    assert "南坡村" not in listed.text


async def test_a_form_sent_twice_files_one_request(service: Client, county: County) -> None:
    await a_village_with_reserves(county)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    async with county.desk() as desk:
        post = await desk.tx.connection.fetchval("select id from post where role = 21")
    form = {"csrf": shell.csrf(token), "once": "a-form-opened-once", "post": str(post)}
    form |= {"seats": "1", "submit": "1"}
    answers = [
        await service.post(f"/villages/{build.EAST_1}/requests", data=form) for _ in range(2)
    ]
    assert len({answer.headers["location"] for answer in answers}) == 1
    async with county.desk() as desk:
        assert await desk.tx.connection.fetchval("select count(*) from request") == 1


async def test_a_step_taken_twice_is_told_and_changes_nothing(
    service: Client, county: County
) -> None:
    await a_village_with_reserves(county)
    request = await asking.a_request(county)
    token = await county.token("village", build.EAST_1)
    service.cookies["talent"] = token
    form = {"csrf": shell.csrf(token), "version": "1", "state": "submitted", "outcome": ""}
    assert (await service.post(f"/requests/{request.id}/steps", data=form)).status_code == 303
    again = await service.post(f"/requests/{request.id}/steps", data=form)
    assert again.status_code == 412
    assert "已被他人修改" in again.text
