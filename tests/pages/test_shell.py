"""Every page: inside its policy, asking no other host, without a fault that axe finds."""

import pytest

from tests import build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])


async def test_without_a_session_a_page_leads_to_the_log_in_and_back(service: Client) -> None:
    answer = await service.get("/account?x=1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Faccount%3Fx%3D1",
    )


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "x"]
)
async def test_the_log_in_leads_to_no_other_site(service: Client, path: str) -> None:
    answer = await service.get("/login", params={"next": path})
    assert 'name="next" value="/"' in answer.text


async def test_a_form_without_the_session_s_token_is_refused(
    service: Client, county: County
) -> None:
    service.cookies["talent"] = await county.token()
    for data in ({}, {"csrf": "0" * 40}):
        answer = await service.post("/logout", data=data)
        assert answer.status_code == 400
        assert "页面已过期" in answer.text
    assert (await service.get("/account")).status_code == 200


async def test_a_role_without_a_page_is_told_so_with_its_own_menu(
    service: Client, county: County
) -> None:
    service.cookies["talent"] = await county.token("auditor")
    answer = await service.get("/nowhere", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "未找到" in answer.text


@SIZES
async def test_the_log_in_opens_the_first_page_for_whoever_knows_the_password(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    await county.token("hr")
    async with visiting(size=size) as visit:
        await visit.go("/account")
        assert await visit.axe() == []
        await visit.page.fill("#login", "hr.all")
        await visit.page.fill("#password", "falsch")
        await visit.page.press("#password", "Enter")
        await visit.page.wait_for_selector("text=登录名或密码不正确")
        await visit.page.fill("#password", build.PASSWORD)
        await visit.page.get_by_role("button", name="登录").click()
        await visit.page.wait_for_url("**/account")
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
