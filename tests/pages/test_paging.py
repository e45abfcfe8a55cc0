"""Lists that are read by a cursor lead forth and back."""

import pytest

from talent.core import access
from talent.pages import accounts
from tests import build
from tests.conftest import County
from tests.pages.conftest import Visiting


async def test_a_list_is_walked_forth_and_back_without_script(
    visiting: Visiting, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "PAGE", 2)
    async with county.database.gate(access.Visit(ip="test")) as tx:
        for number in range(6):
            await build.an_account(tx, f"clerk{number}")
    async with visiting("security", script=False) as visit:
        page = visit.page
        seen = []
        await visit.go("/accounts")
        logins = page.locator("tbody td:first-child")
        while True:
            seen.append(await logins.all_inner_texts())
            if not await page.get_by_role("link", name="下一页").count():
                break
            await page.get_by_role("link", name="下一页").click()
        assert [len(one) for one in seen[:3]] == [2, 2, 2]
        assert len({login for one in seen for login in one}) == sum(map(len, seen))
        for told in reversed(seen[:-1]):
            await page.get_by_role("link", name="上一页").click()
            assert await logins.all_inner_texts() == told
        assert await page.get_by_role("link", name="上一页").count() == 0
        assert page.url.endswith("/accounts")
