"""hr sets up a village's bodies and records who was elected; a guest is found for a request."""

import pytest

from talent.flows import posts
from talent.pages import shell
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])


async def test_seats_that_the_law_does_not_allow_are_refused_beside_their_form(
    service: Client, county: County
) -> None:
    token = await county.token("hr")
    service.cookies["talent"] = token
    form = {"csrf": shell.csrf(token), "kind": "2", "seats-21": "1", "seats-23": "1"}
    answer = await service.post(f"/villages/{build.EAST_1}/bodies", data=form)
    assert answer.status_code == 422
    assert "3至7" in answer.text
    async with county.desk() as desk:
        assert await posts.listed(desk, build.EAST_1, build.TODAY) == []


@SIZES
async def test_hr_sets_up_a_committee_and_seats_somebody(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, name="孙当选")
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go(f"/villages/{build.EAST_1}")
        await page.get_by_role("link", name="班子设置").click()
        committee = page.locator("#body-2")
        for label, seats in (("主任", "1"), ("副主任", "1"), ("委员", "1")):
            await committee.get_by_label(label, exact=True).fill(seats)
        await committee.get_by_role("button", name="登记村民委员会").click()
        await committee.get_by_label("新一届起").fill("2026-01-15")
        await committee.get_by_label("届满").fill("2031-01-15")
        await committee.get_by_role("button", name="登记届次").click()
        await page.get_by_text("本届 2026-01-15 起，2031-01-15 届满").wait_for()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await visit.go(f"/villages/{build.EAST_1}")
        await page.get_by_role("link", name="登记任职").first.click()
        await page.get_by_label("查找任职人员").fill("孙当选")
        await page.get_by_role("button", name="查找").click()
        await page.get_by_text("东岭").first.wait_for()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.get_by_label("孙当选 任职起").fill("2026-01-15")
        await page.get_by_role("button", name="登记任职").click()
        await page.get_by_role("cell", name="孙当选").wait_for()


async def test_hr_finds_somebody_to_release_by_name(service: Client, county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await build.a_person(desk, name="郑来客", household_village=build.WEST_1)
    request = await asking.an_open_request(county)
    service.cookies["talent"] = await county.token("hr")
    answer = await service.get(f"/requests/{request.id}/people", params={"q": "郑来"})
    assert answer.status_code == 200
    assert "郑来客" in answer.text
