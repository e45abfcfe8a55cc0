"""The list of people as an office works with it: the drawer, a reveal, batches, columns, filters, exports."""

import python_calamine
from playwright.async_api import expect

from talent.core import audit
from talent.flows import audits, merges
from talent.pages import listing, shell
from tests import build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting


async def some(county: County) -> str:
    """Put three people in; answer the id of 欧阳文."""
    async with county.desk() as desk:
        await build.a_person(desk, name="李社", phones=(build.a_phone("15400005678"),))
        await build.a_person(desk, name="王东", household_village=build.EAST_2)
        key = await build.a_person(desk, name="欧阳文", phones=(build.a_phone(),))
    return str(key)


async def test_a_number_is_opened_in_the_drawer_for_a_purpose_and_the_auditor_finds_who(
    visiting: Visiting, county: County
) -> None:
    await some(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.click("td.name >> text=欧阳文")
        await page.wait_for_selector("#drawer[open] h2 >> text=欧阳文")
        assert await visit.axe() == []
        assert "154****1234" in await page.inner_text("#drawer")
        assert "15400001234" not in await page.inner_text("#drawer")
        await page.fill("#drawer [name=purpose]", "电话核对返乡时间")
        await page.click("text=查看并记录")
        await page.wait_for_selector("#drawer .opened")
        assert "15400001234" in await page.inner_text("#drawer .opened")
        assert await visit.axe() == []
        await page.keyboard.press("Escape")
        await expect(page.locator("#drawer")).not_to_be_visible()
        assert page.url.endswith("/people")
    async with county.desk("auditor") as desk:
        found = await audits.events(desk, audit.Filter(action="reveal"))
        assert [one.purpose for one in found] == ["电话核对返乡时间"]


async def test_a_contact_is_logged_in_the_drawer_and_stands_there(
    visiting: Visiting, county: County
) -> None:
    await some(county)
    async with visiting("liaison", build.EAST) as visit:
        await visit.go("/people")
        assert "您的工作范围内还没有人" in await visit.page.inner_text("main")
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.click("td.name >> text=李社")
        await page.click("#drawer >> text=记一次联系")
        await page.fill("#drawer [name=outcome]", "春节返乡，愿参加座谈")
        await page.click("#drawer .adding button")
        await page.wait_for_selector("#drawer >> text=春节返乡，愿参加座谈")


async def test_two_clerks_change_one_person_and_neither_loses_a_word(
    visiting: Visiting, county: County
) -> None:
    key = await some(county)
    async with visiting("hr") as visit, visiting("township", build.EAST) as other:
        for one in (visit, other):
            await one.go(f"/people/{key}/edit")
        await other.page.fill("#employer", "乙厂")
        await other.page.click("header >> text=保存")
        await other.page.wait_for_url(f"**/people/{key}")
        await visit.page.fill("#employer", "丙厂")
        await visit.page.fill("#position", "组长")
        await visit.page.click("header >> text=保存")
        await visit.page.wait_for_selector("text=他人已保存了下列改动")
        assert await visit.axe() == []
        assert "乙厂" in await visit.page.inner_text(".both")
        assert await visit.page.input_value("#employer") == "丙厂"
        assert await visit.page.input_value("#position") == "组长"
        await visit.page.click("header >> text=保存")
        await visit.page.wait_for_url(f"**/people/{key}")
        assert "丙厂" in await visit.page.inner_text("main")


async def test_ticked_people_are_tagged_found_by_the_tag_and_exported_as_shown(
    visiting: Visiting, county: County
) -> None:
    await some(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        for name in ("李社", "欧阳文"):
            await page.check(f"[aria-label='勾选 {name}']")
        await page.click("text=批量")
        assert await visit.axe() == []
        await page.fill("#batch-tag", "种粮大户")
        await page.click("text=加上")
        await page.wait_for_selector("text=已为 2 人加上标签")
        await page.click("text=更多条件")
        async with page.expect_response("**/people?*tag=*"):
            await page.fill("[name=tag] >> nth=0", "种粮大户")
            await page.press("[name=tag] >> nth=0", "Enter")
        await expect(page.locator("td.name a")).to_have_text(["李社", "欧阳文"])
        await page.click("text=导出 >> nth=0")
        await page.fill("#purpose", "报送年度统计")
        await page.fill("#recipient", "统计局")
        async with page.expect_download() as download:
            await page.click(".deed >> text=导出")
        file = await (await download.value).path()
        sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        rows = [[str(cell) for cell in row] for row in sheet.to_python()]
        assert rows[1][0] == "用途：报送年度统计；接收方：统计局"
        assert [row[0] for row in rows[2:]] == ["姓名", "李社", "欧阳文"]
        assert "154****5678" in rows[3]


async def test_columns_and_a_filter_stay_with_the_account(
    visiting: Visiting, county: County
) -> None:
    await some(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people?q=oyw")
        await page.click("summary:has-text('列')")
        await page.check("[name=column][value=employer]")
        await page.click("text=保存列设置")
        await page.wait_for_selector("th >> text=工作单位")
        await page.click("summary:has-text('筛选')")
        await page.fill("[name=name]", "欧阳")
        await page.click(".deed >> text=保存")
        await page.wait_for_selector("text=筛选已保存")
    async with visiting("hr", size=browsing.PHONE) as visit:
        await visit.go("/people")
        await visit.page.click("summary:has-text('筛选')")
        assert await visit.axe() == []
        await visit.page.click(".saved >> text=欧阳")
        await expect(visit.page.locator("td.name a")).to_have_text(["欧阳文"])


async def test_ticked_people_are_printed_for_a_purpose_that_stands_on_the_paper_and_in_the_audit(
    visiting: Visiting, county: County, service: Client
) -> None:
    await some(county)
    service.cookies["talent"] = token = await county.token("hr")
    unsaid = await service.post("/people/print", data={"csrf": shell.csrf(token)})
    assert unsaid.status_code == 422
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.check("[aria-label='勾选 李社']")
        await page.click("summary:has-text('导出、打印')")
        assert await visit.axe() == []
        await page.fill("#purpose", "支部会议讨论")
        await page.fill("#recipient", "会议人员")
        async with page.context.expect_page() as opened:
            await page.get_by_role("button", name="打印").click()
        paper = browsing.Visit(await opened.value, visit.home)
        await paper.page.get_by_text("用途：支部会议讨论；接收方：会议人员").wait_for()
        assert await paper.page.locator("tbody tr").count() == 1
        assert "154****5678" in await paper.page.inner_text("tbody")
        assert await paper.axe() == []
        assert paper.faults == []
    async with county.desk("auditor") as desk:
        [told] = await audits.events(desk, audit.Filter(action="print"))
        assert told.purpose == "支部会议讨论；接收方：会议人员"


async def test_pages_are_turned_forth_and_back_without_script(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        for number in range(listing.PAGE + 3):
            await build.a_person(desk, name="王" + chr(ord("甲") + number))
    async with visiting("hr", script=False) as visit:
        page = visit.page
        await visit.go("/people")
        names = page.locator("td.name a")
        first = await names.all_inner_texts()
        assert await page.get_by_role("link", name="上一页").count() == 0
        await page.get_by_role("link", name="下一页").click()
        assert await names.count() == 3
        assert f"第 {listing.PAGE + 1}–{listing.PAGE + 3} 人" in await page.inner_text(
            "footer.pages"
        )
        await page.get_by_role("link", name="上一页").click()
        assert await names.all_inner_texts() == first
        assert f"第 1–{listing.PAGE} 人" in await page.inner_text("footer.pages")
        assert await page.get_by_role("link", name="下一页").count() == 1


async def test_a_persons_story_names_the_entries_that_were_merged_into_it(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        kept = await build.a_person(desk, name="欧阳文", employer="甲厂")
        gone = await build.a_person(desk, name="欧阳文", employer="乙厂")
        wanted = merges.Wanted(survivor=kept, reason="曾用两张表登记")
        await merges.merge(desk, kept, gone, wanted)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.click("td.name >> text=欧阳文")
        section = page.locator("#drawer section", has_text="合并的登记")
        await section.get_by_text("曾用两张表登记").wait_for()
        assert "工作单位" in await section.inner_text()
        assert await visit.axe() == []
        await section.get_by_role("link", name="查看或撤销").click()
        await page.get_by_role("heading", name="合并为 欧阳文").wait_for()
    async with visiting("village", build.EAST_1) as visit:
        await visit.go(f"/people/{kept}")
        assert "合并的登记" not in await visit.page.inner_text("main")


async def test_a_batch_without_anybody_is_refused_in_words(service: Client, county: County) -> None:
    await some(county)
    service.cookies["talent"] = token = await county.token("hr")
    form = {"csrf": shell.csrf(token), "deed": "tag", "tag": "种粮大户"}
    answer = await service.post("/people/batch", data=form)
    assert answer.status_code == 422
    assert "请先在列表中勾选人员" in answer.text


async def test_a_batch_that_is_refused_is_told_over_the_list_and_keeps_its_ticks(
    visiting: Visiting, county: County
) -> None:
    await some(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        tick = page.locator("td.tick input").first
        await tick.check()
        await page.locator("summary", has_text="批量").click()
        await page.get_by_role("button", name="加上").click()
        await page.locator("#notices", has_text="1 至 20 个字的标签").wait_for()
        assert await tick.is_checked()
        await page.fill("#batch-tag", "种粮大户")
        await page.get_by_role("button", name="加上").click()
        await page.get_by_text("已为 1 人加上标签").wait_for()


async def test_without_script_a_refusal_leads_back_to_where_the_form_stood(
    service: Client, county: County
) -> None:
    service.cookies["talent"] = token = await county.token("hr")
    form = {"csrf": shell.csrf(token), "deed": "tag", "tag": "种粮大户"}
    for referer, led in (
        ("http://test/people?pool=LOCAL", True),
        ("http://elsewhere/people?pool=LOCAL", False),
    ):
        answer = await service.post("/people/batch", data=form, headers={"referer": referer})
        assert ('href="/people?pool=LOCAL"' in answer.text) is led
