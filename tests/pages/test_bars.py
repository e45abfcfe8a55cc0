"""The bars every page is held to: each role, both widths, its policy, its weight, its scope."""

import gzip
from uuid import uuid4

import pytest

from talent.core.access import Role
from talent.pages import files, menu
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

PLACES: dict[str, str | None] = {
    Role.LIAISON: build.EAST,
    Role.TOWNSHIP: build.EAST,
    Role.VILLAGE: build.EAST_1,
}
MOST_BYTES = 100_000


@pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("role", list(Role))
async def test_every_page_of_the_menu_stands_axe_its_policy_and_its_width(
    visiting: Visiting, county: County, role: Role, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        for number, name in enumerate(("王" + "长" * 59, "欧阳文", "李社")):
            await build.a_person(desk, name=name, phones=(build.a_phone(f"1540000123{number}"),))
    found = {}
    async with visiting(role, PLACES.get(role), size=size) as visit:
        for group in menu.of(role):
            for entry in group.entries:
                await visit.go(entry.path)
                wide = await visit.too_wide()
                told = [*await visit.axe(), *([f"{wide} pixels too wide"] if wide > 0 else [])]
                told += [f"cut off on a phone: {one}" for one in await visit.cut()]
                if told:
                    found[entry.path] = told
    assert found == {}


async def test_a_table_is_read_on_a_phone_as_cards_that_say_their_columns(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
    await asking.an_open_request(county)
    async with visiting("hr", size=browsing.PHONE) as visit:
        await visit.go("/requests")
        row = visit.page.locator("tbody tr").first
        await row.wait_for()
        assert await visit.page.locator("thead").is_hidden()
        assert await row.locator("[data-label=状态]").is_visible()
        assert await row.get_by_role("link", name="办理").is_visible()
        for path in ("/rules", "/villages", f"/villages/{build.EAST_1}", "/account"):
            await visit.go(path)
            assert await visit.cut() == [], path


async def test_the_keyboard_alone_opens_a_person_and_comes_back(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="欧阳文")
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.keyboard.press("Enter")
        for _ in range(60):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.innerText") == "欧阳文":
                break
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#drawer[open]")
        assert await page.evaluate(
            "document.querySelector('#drawer').contains(document.activeElement)"
        )
        await page.keyboard.press("Escape")
        assert await page.evaluate("document.activeElement.innerText") == "欧阳文"


async def test_the_first_visit_of_the_list_weighs_less_than_a_hundred_kilobytes(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        for number in range(50):
            await build.a_person(
                desk, name="王" + "甲乙丙丁戊己庚辛壬癸"[number % 10] + "子丑寅卯辰"[number // 10]
            )
    async with visiting("hr") as visit:
        session = await visit.page.context.new_cdp_session(visit.page)
        await session.send("Network.enable")
        weights: list[float] = []
        session.on("Network.loadingFinished", lambda one: weights.append(one["encodedDataLength"]))
        await visit.go("/people")
        assert await visit.page.locator("td.name").count() == 50
        assert sum(weights) < MOST_BYTES


async def test_the_list_can_be_read_filtered_and_left_without_script(
    visiting: Visiting, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="欧阳文")
        await build.a_person(desk, name="李社", household_village=build.WEST_2)
    async with visiting("hr", script=False) as visit:
        await visit.go("/people")
        await visit.page.fill("#q", "oyw")
        await visit.page.click("text=查询")
        await visit.page.wait_for_url("**q=oyw**")
        assert await visit.page.locator("td.name a").all_inner_texts() == ["欧阳文"]
        await visit.page.click("td.name a")
        assert await visit.page.locator("h1").inner_text() == "欧阳文"
        await visit.page.click("details.who summary")
        await visit.page.click("text=退出登录")
        await visit.page.wait_for_url("**/login")


async def test_going_back_to_a_list_finds_it_as_it_was(visiting: Visiting, county: County) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="欧阳文")
        await build.a_person(desk, name="李社")
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/people")
        async with page.expect_response("**/people?q=oyw"):
            await page.type("#q", "oyw")
        await page.wait_for_url("**/people?q=oyw")
        await page.click(".deeds >> text=修改")
        await page.wait_for_url("**/edit")
        await page.go_back()
        await page.wait_for_selector("td.name")
        assert await page.locator("td.name a").all_inner_texts() == ["欧阳文"]
        assert await page.input_value("#q") == "oyw"


async def test_a_village_that_tries_addresses_which_are_not_its_own_sees_nothing(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        other = await build.a_person(desk, name="不该见", household_village=build.WEST_2)
    service.cookies["talent"] = await county.token("village", build.EAST_1)
    tried = {
        f"/people/{other}": 404,
        f"/people/{uuid4()}": 404,
        "/people/not-an-id": 404,
        f"/people/{other}/edit": 403,
        "/people/new": 403,
        "/pairs": 403,
        f"/pairs/{other}/{uuid4()}": 403,
        f"/villages/{build.WEST_2}": 404,
        f"/villages/{build.WEST_2}/requests/new": 404,
        f"/requests/{uuid4()}": 404,
    }
    for path, status in tried.items():
        answer = await service.get(path)
        assert (path, answer.status_code) == (path, status)
        assert "不该见" not in answer.text
    listed = await service.get("/people", params={"place": build.WEST})
    assert "不该见" not in listed.text


def test_what_a_page_loads_is_named_by_what_it_holds() -> None:
    for name in ("theme.css", "pages.js", "vendor/htmx.js", "vendor/icons.svg"):
        assert files.address(name).startswith(f"/static/{files.edition()}/")
        assert len(gzip.decompress(files.files()[name].packed)) > 0


async def test_a_browser_keeps_what_it_loaded_for_ever_and_asks_no_page_from_its_store(
    service: Client,
) -> None:
    kept = await service.get(files.address("theme.css"))
    assert "immutable" in kept.headers["cache-control"]
    older = await service.get("/static/000000000000/theme.css")
    assert older.headers["cache-control"] == "no-store"
    assert (await service.get("/login")).headers["cache-control"] == "no-store"
    assert (await service.get(files.address("../menu.py"))).status_code == 404
