"""What goes wrong while one works: sessions that end, forms sent late or twice, long names, script."""

import re

import pytest

from talent.flows import accounts
from talent.pages import shell, typed
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

LONG = "欧阳" * 30
TYPED = "逐字录入、不该丢失"
# A page of each kind that has a form to type into, and a field of it.
FORMS = {
    "/villages/{village}/requests/new": "#document",
    "/people/{person}/edit": "#employer",
    "/skills": "#words",
    "/pairs/review": "#reason",
    "/rules/sets/new?rule=E01": "#title",
    "/people/{person}": "[name=purpose]",
    "/requests/{request}/people?q=郑来": "[name=reason]",
}


async def ended(county: County, role: str, place: str | None = None) -> None:
    """End every session of an account."""
    async with county.desk(role, place) as desk:
        account = desk.actor.account_id
    async with county.desk("security") as desk:
        await desk.tx.run(accounts.SQL.end_sessions_of, account=account)


@pytest.mark.parametrize("path", FORMS)
async def test_a_session_that_ends_over_a_form_loses_nothing_that_was_typed(
    visiting: Visiting, county: County, path: str
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        person = await build.a_person(
            desk, name="郑来客", household_village=build.WEST_1, phones=(build.a_phone(),)
        )
    request = await asking.an_open_request(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go(path.format(village=build.EAST_1, person=person, request=request.id))
        field = page.locator(f"main form[method=post] {FORMS[path]}").first
        await field.fill(TYPED)
        await ended(county, "hr")
        form = field.locator("xpath=ancestor::form")
        await form.evaluate("form => { form.noValidate = true; }")
        await form.locator("button[type=submit]").first.click()
        await page.fill("#again #login", "hr.all")
        await page.fill("#again #password", build.PASSWORD)
        await page.click("#again button[type=submit]")
        await page.click("#again >> text=继续")
        assert await field.input_value() == TYPED
        await form.locator("button[type=submit]").first.click()
        await page.wait_for_load_state("networkidle")
        assert "登录" not in await page.title()


async def test_a_session_that_ends_over_an_export_loses_neither_ticks_nor_what_it_is_for(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="郑来客")
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.locator("td.tick input").check()
        await page.locator("summary", has_text="导出").click()
        await page.fill("#purpose", TYPED)
        await page.fill("#recipient", "市统计局")
        await ended(county, "hr")
        await page.get_by_role("button", name="导出", exact=True).click()
        await page.fill("#again #login", "hr.all")
        await page.fill("#again #password", build.PASSWORD)
        await page.click("#again button[type=submit]")
        await page.click("#again >> text=继续")
        assert await page.locator("td.tick input").is_checked()
        if not await page.locator("#purpose").is_visible():
            await page.locator("summary", has_text="导出").click()
        assert await page.input_value("#purpose") == TYPED
        async with page.expect_download():
            await page.get_by_role("button", name="导出", exact=True).click()


async def test_a_form_that_is_saved_again_after_going_back_is_told_and_keeps_what_was_typed(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go(f"/people/{person}/edit")
        await page.fill("#employer", "甲厂")
        await page.get_by_role("button", name="保存").first.click()
        await page.wait_for_url(re.compile(f"/people/{person}(\\?|$)"))
        await page.go_back()
        await page.fill("#employer", "乙厂")
        await page.get_by_role("button", name="保存").first.click()
        await page.wait_for_load_state("networkidle")
        async with county.desk() as desk:
            held = await desk.tx.connection.fetchval(
                "select employer from person where id = $1", person
            )
        # Either the page was fetched anew and saves under the version it shows, or it is told.
        told = await page.locator("main").inner_text()
        assert held == "乙厂" or "乙厂" in await page.locator("#employer").input_value(), told


async def test_of_two_tabs_the_later_is_told_what_the_other_saved(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with visiting("hr") as visit:
        first = visit.page
        second = await first.context.new_page()
        for tab in (first, second):
            await tab.goto(f"{visit.home}/people/{person}/edit", wait_until="load")
        await first.fill("#employer", "甲厂")
        await first.get_by_role("button", name="保存").first.click()
        await first.wait_for_url(re.compile(f"/people/{person}(\\?|$)"))
        await second.fill("#employer", "乙厂")
        await second.get_by_role("button", name="保存").first.click()
        await second.get_by_text("甲厂").first.wait_for()
        assert await second.input_value("#employer") == "乙厂"
    async with county.desk() as desk:
        assert (
            await desk.tx.connection.fetchval("select employer from person where id = $1", person)
            == "甲厂"
        )


async def test_an_expired_form_is_refused_in_words_and_does_nothing(
    service: Client, county: County
) -> None:
    service.cookies["talent"] = await county.token("hr")
    answer = await service.post("/skills", data={"csrf": "old", "name": "养蜂", "words": "养蜂"})
    assert answer.status_code == 400
    assert shell.FormExpired.title in answer.text


@pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])
async def test_a_name_of_sixty_characters_widens_no_page_and_is_shown_whole(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk, name=LONG, employer=LONG, position=LONG)
    async with visiting("hr", size=size) as visit:
        for path in ("/people", f"/people/{person}", f"/people/{person}/edit"):
            await visit.go(path)
            assert await visit.too_wide() <= 0, path
            shown = await visit.page.locator("main").inner_text()
            values = await visit.page.locator("main input").evaluate_all(
                "all => all.map(one => one.value)"
            )
            assert LONG in shown or LONG in values, path


async def test_no_template_writes_what_was_typed_as_markup() -> None:
    for template in shell.TEMPLATES.glob("*.html"):
        text = template.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", text), template.name


@pytest.mark.parametrize(
    "said", ["03/01/2026", "2026-3-1", "2026-W10-1", "2026-02-30", "２０２６-03-01"]
)
def test_a_day_that_reads_otherwise_than_year_month_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed.iso(said)


def test_no_page_leaves_the_form_of_a_day_to_the_browser_s_language() -> None:
    for template in shell.TEMPLATES.glob("*.html"):
        assert not re.search(r'type="(date|month|datetime-local)"', template.read_text("utf-8"))


async def test_a_day_typed_by_a_phone_s_digits_reads_year_month_day(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with visiting("hr", size=browsing.PHONE) as visit:
        page = visit.page
        await visit.go(f"/people/{person}")
        await page.get_by_text("记一次联系").click()
        field = page.locator("[name=next_on]")
        await field.fill("03/01/2027")
        assert await field.evaluate("one => one.validity.patternMismatch")
        await field.fill("20270301")
        await field.press("Tab")
        assert await field.input_value() == "2027-03-01"
        await page.get_by_role("button", name="保存").click()
        await page.get_by_text("下次 2027-03-01").wait_for()
        assert await visit.axe() == []
