"""Who keeps the service in order: the auditor, security, and the two who change a rule."""

import re

import pytest

from talent.flows import rulesets, telling
from talent.pages import shell
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)


@SIZES
async def test_an_auditor_finds_who_revealed_a_phone_number(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with county.desk("liaison", build.EAST) as desk:
        person = await build.a_person(desk, phones=(build.a_phone(),))
        await telling.reveal(desk, person, ("phones",), "核对<b>春节慰问</b>名单")
    async with visiting("auditor", size=size) as visit:
        page = visit.page
        await visit.go("/audit")
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.locator("select[name=action]").select_option(label="打开加密信息")
        await page.wait_for_url("**action=reveal**")
        row = page.locator("#list tbody tr")
        await row.filter(has_text="核对<b>春节慰问</b>名单").wait_for()
        assert await row.count() == 1
        assert f"liaison.{build.EAST}" in await row.inner_text()
        await row.get_by_role("link", name="详情").click()
        await page.get_by_role("link", name=str(person)).wait_for()
        assert "联系电话" in await page.locator("#main").inner_text()
        assert build.a_phone().number not in await page.content()
        assert await visit.axe() == []
        await page.get_by_role("link", name=str(person)).click()
        await page.locator("#list tbody tr").nth(1).wait_for()
        await visit.go("/audit/chain")
        await page.get_by_text("每条记录都与前一条相连").wait_for()
        assert await visit.axe() == []


async def test_what_no_auditor_asks_is_not_found(service: Client, county: County) -> None:
    service.cookies["talent"] = await county.token("auditor")
    for path in ("/audit?person=x", "/audit?before=x", "/audit/0/999999", "/people", "/accounts/1"):
        answer = await service.get(path)
        assert answer.status_code in (403, 404), path


async def test_security_makes_an_account_and_takes_its_right_back(
    visiting: Visiting, county: County
) -> None:
    async with visiting("security") as visit:
        page = visit.page
        await visit.go("/accounts")
        await page.get_by_label("登录名").fill("Wrong Name")
        await page.get_by_label("姓名").fill("新<script>人")
        await page.get_by_label("初始密码").fill(build.PASSWORD)
        await page.get_by_role("button", name="新建账号").click()
        await page.get_by_text("需要改正").wait_for()
        assert await page.get_by_label("姓名").input_value() == "新<script>人"
        await page.get_by_label("登录名").fill("xinren")
        await page.get_by_label("初始密码").fill(build.PASSWORD)
        await page.get_by_role("button", name="新建账号").click()
        await page.get_by_role("heading", name="新<script>人").wait_for()
        await page.get_by_label("身份").select_option("village")
        await page.get_by_label("范围").select_option(build.EAST_1)
        await page.get_by_role("button", name="授予").click()
        await page.get_by_role("cell", name="石桥村").wait_for()
        assert await visit.axe() == []
        await page.get_by_text("收回").first.click()
        await page.get_by_role("button", name="收回授权").click()
        await page.get_by_text("尚未授权，登录后不能办理任何事项").wait_for()


async def test_a_rule_changes_only_when_two_have_approved_it_and_seen_whom_it_moves(
    visiting: Visiting, county: County, service: Client
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/rules/sets/new?rule=E01")
        assert await visit.axe() == []
        await page.locator("#begins").fill("2099-01-01")
        await page.get_by_label("满多少周岁").fill("120")
        await page.get_by_role("button", name="存为草稿").click()
        await page.get_by_role("button", name="试算").wait_for()
        await page.locator("#place").select_option(build.EAST_1)
        await page.get_by_role("button", name="试算").click()
        await page.get_by_text(re.compile("新不符合条件 [1-9]")).wait_for()
        assert await visit.axe() == []
        await page.get_by_role("button", name="批准").click()
        await page.get_by_text("还须另一人批准").wait_for()
        version = page.url.partition("?")[0].rpartition("/")[2]
    token = await county.token()
    service.cookies["talent"] = token
    form = {"csrf": shell.csrf(token), "revision": "1"}
    refused = await service.post(f"/rules/sets/{version}/activation", data=form)
    assert refused.status_code == 409
    async with county.desk() as desk:
        assert (await rulesets.one(desk, int(version))).state == "draft"


async def test_weights_are_saved_only_after_their_difference_was_seen(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "孙可用")
        await asking.a_reserve(desk, "周又可", skills=())
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/weights/committee")
        assert await visit.axe() == []
        await page.get_by_label("与本村联系（%）").fill("99")
        await page.locator("#place").select_option(build.EAST_1)
        await page.get_by_role("button", name="先看差别").click()
        await page.get_by_text("合计应为").wait_for()
        assert await page.get_by_role("button", name="保存为第").count() == 0
        await page.get_by_label("与本村联系（%）").fill("5")
        await page.get_by_label("专长与需求（%）").fill("40")
        await page.get_by_role("button", name="先看差别").click()
        await page.get_by_role("heading", name="保存后的差别").wait_for()
        assert await visit.axe() == []
        await page.get_by_role("button", name="保存为第 2 版").click()
        await page.wait_for_url("**/weights")
        row = page.locator("tr", has_text="村民委员会")
        assert "40%" in await row.inner_text()
