"""An entry into a pool waits for its township and for hr; each finds it, approves it, or sends it back."""

from uuid import UUID

import pytest

from talent.flows import batches, people, pools
from talent.pages import shell
from tests import build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)


async def a_submitted(county: County, name: str = "欧阳新") -> UUID:
    """Enter somebody as a township does."""
    async with county.desk("township", build.EAST) as desk:
        return await build.a_person(desk, name=name)


async def states(county: County, key: UUID) -> list[str]:
    async with county.desk() as desk:
        return sorted(one["state"] for one in (await people.one(desk, key)).memberships)


async def test_a_step_that_is_not_this_role_s_or_names_no_reason_is_refused(
    service: Client, county: County
) -> None:
    key = await a_submitted(county)
    async with county.desk() as desk:
        [held] = (await people.one(desk, key)).memberships
    for role, place, state, status in (
        ("liaison", build.EAST, "town_ok", 403),
        ("village", build.EAST_1, "town_ok", 403),
        ("township", build.WEST, "town_ok", 404),
        ("township", build.EAST, "active", 403),
        ("hr", None, "exited", 422),
        ("hr", None, "flown", 422),
    ):
        token = await county.token(role, place)
        service.cookies["talent"] = token
        form = {"csrf": shell.csrf(token), "version": str(held["version"]), "state": state}
        answer = await service.post(f"/memberships/{held['id']}/steps", data=form)
        assert (role, state, answer.status_code) == (role, state, status)
    assert await states(county, key) == ["submitted"]


@SIZES
async def test_what_was_submitted_is_approved_by_its_township_and_admitted_by_hr(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    key = await a_submitted(county)
    for role, place, task, step in (
        ("township", build.EAST, "人待乡镇审核入库", "审核通过，报组织部"),
        ("hr", None, "人待审核入库", "审核通过，入库"),
    ):
        async with visiting(role, place, size=size) as visit:
            page = visit.page
            await visit.go("/")
            await page.get_by_role("link", name=task).click()
            await page.get_by_role("link", name="欧阳新", exact=True).click()
            drawer = page.locator("#drawer")
            await drawer.get_by_role("button", name=step).click()
            await page.wait_for_url(f"**/people/{key}")
            assert await visit.axe() == []
            assert await visit.too_wide() <= 0
    assert await states(county, key) == ["active"]
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go(f"/people/{key}")
        await page.locator("summary", has_text="出库").click()
        assert "需要时可重新入库" in await page.inner_text("details[open] .small-print")
        assert await visit.axe() == []
        await page.get_by_label("原因").select_option("外迁失联")
        await page.get_by_role("button", name="出库").click()
        await page.get_by_text("未在人才库").wait_for()
    assert await states(county, key) == ["exited"]


async def test_many_are_approved_at_once_and_those_that_do_not_wait_stay(county: County) -> None:
    waiting = [await a_submitted(county, name) for name in ("欧阳甲", "欧阳乙")]
    async with county.desk() as desk:
        standing = await build.a_person(desk, name="李在库")
    async with county.desk("township", build.EAST) as desk:
        assert await batches.approve(desk, [*waiting, standing]) == 2
        assert await batches.approve(desk, waiting) == 0
    assert [await states(county, key) for key in waiting] == [["town_ok"], ["town_ok"]]
    async with county.desk() as desk:
        [held] = (await people.one(desk, standing)).memberships
        await pools.step(desk, UUID(held["id"]), held["version"], pools.Step(state="paused"))
        assert await batches.approve(desk, [*waiting, standing]) == 2
    assert await states(county, standing) == ["paused"]
