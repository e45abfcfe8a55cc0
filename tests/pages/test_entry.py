"""A liaison officer enters a returnee who is already there; nothing is asked while one composes."""

from typing import Any

import pytest

from talent.core.person import Birth
from talent.flows import accounts
from talent.pages import shell
from tests import build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

PHONE = "15400001234"
ASKED = "POST /people/new/lookalikes"


async def homophone(county: County) -> str:
    """Put 黄鹏飞 of the West into the register, whom nobody of the East sees."""
    async with county.desk() as desk:
        made = await build.a_person(
            desk,
            name="黄鹏飞",
            household_village=build.WEST_2,
            phones=(build.a_phone(PHONE),),
            birth=Birth(1989, 11),
        )
    return str(made)


async def compose(visit: browsing.Visit, steps: list[str], commit: str) -> None:
    """Type as an input method does: letters that are not yet text, then the characters."""
    session = await visit.page.context.new_cdp_session(visit.page)
    for letters in steps:
        composed: dict[str, Any] = {
            "text": letters,
            "selectionStart": len(letters),
            "selectionEnd": len(letters),
        }
        await session.send("Input.imeSetComposition", composed)
        await visit.page.wait_for_timeout(300)
    await session.send("Input.insertText", {"text": commit})


async def test_while_an_input_method_composes_nothing_is_asked_and_one_commit_asks_once(
    visiting: Visiting,
) -> None:
    async with visiting("liaison", build.EAST) as visit:
        await visit.go("/people/new")
        await visit.page.focus("#name")
        await compose(visit, ["h", "hu", "huang", "huang p", "huang peng"], "")
        assert visit.asked.count(ASKED) == 0
        async with visit.page.expect_response("**/people/new/lookalikes"):
            await compose(visit, ["huang peng fei"], "黄朋飞")
        await visit.page.wait_for_timeout(400)
        assert visit.asked.count(ASKED) == 1
        assert await visit.page.input_value("#name") == "黄朋飞"


@pytest.mark.parametrize(
    "size", [browsing.DESK, browsing.PHONE, browsing.KEYS], ids=["desk", "phone", "keyboard"]
)
async def test_an_officer_enters_somebody_who_is_there_under_a_homophone(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    known = await homophone(county)
    async with visiting("liaison", build.EAST, size=size) as visit:
        page = visit.page
        await visit.go("/people/new")
        await page.fill("#name", "黄朋飞")
        await page.wait_for_selector(".alike")
        card = page.locator(".alike .one")
        assert await card.count() == 1
        assert "黄鹏飞" in await card.inner_text()
        assert "姓名读音相同" in await card.inner_text()
        assert PHONE[-4:] not in await card.inner_text()
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        async with page.expect_response("**/people/new/lookalikes"):
            await page.fill("#phones", PHONE)
        await page.check("[name=consented]")
        # A likely look-alike that nobody judged stops the entry, and nothing typed is lost.
        await page.click("text=保存登记")
        await page.wait_for_selector("text=可能已有登记，请先核对")
        assert await page.input_value("#phones") == PHONE
        await page.click("text=就是此人")
        await page.click("text=保存登记")
        await page.wait_for_url(f"**/people/{known}?**")
        assert "此人已有登记" in await page.inner_text("main")
        assert await visit.axe() == []


async def test_a_form_sent_twice_enters_one_person(service: Client, county: County) -> None:
    token = await county.token("liaison", build.EAST)
    form = {
        "name": "欧阳新",
        "pool": "DUALMI",
        "consented": "1",
        "channel": "phone",
        "once": "f" * 24,
    }
    headers = {"authorization": f"Bearer {token}", "x-csrf-token": shell.csrf(token)}
    first, second = [
        await service.post("/people/new", data=form, headers=headers) for _ in range(2)
    ]
    assert "added=new" in first.headers["location"]
    assert "added=repeated" in second.headers["location"]
    assert first.headers["location"].split("?")[0] == second.headers["location"].split("?")[0]


async def test_without_consent_and_with_a_wrong_number_nothing_is_saved_and_each_is_named(
    service: Client, county: County
) -> None:
    token = await county.token("liaison", build.EAST)
    headers = {"authorization": f"Bearer {token}", "x-csrf-token": shell.csrf(token)}
    form = {"name": "欧阳新", "pool": "DUALMI", "once": "f" * 24}
    refused = await service.post("/people/new", data=form, headers=headers)
    assert refused.status_code == 422
    assert "须先告知本人并取得同意" in refused.text
    wrong = form | {"consented": "1", "channel": "phone", "id_number": "419900198506120010"}
    refused = await service.post("/people/new", data=wrong, headers=headers)
    assert refused.status_code == 422
    assert 'id="id_number-fault"' in refused.text
    async with county.desk() as desk:
        assert await desk.tx.connection.fetchval("select count(*) from person") == 0


async def test_a_session_that_ends_mid_form_loses_nothing_that_was_typed(
    visiting: Visiting, county: County
) -> None:
    async with visiting("liaison", build.EAST) as visit:
        page = visit.page
        await visit.go("/people/new")
        # Answered before the session ends: a refused look-up would ask for the log-in by itself.
        async with page.expect_response("**/people/new/lookalikes"):
            await page.fill("#name", "欧阳新")
        await page.check("[name=consented]")
        async with county.desk("liaison", build.EAST) as desk:
            account = desk.actor.account_id
        async with county.desk("security") as desk:
            await desk.tx.run(accounts.SQL.end_sessions_of, account=account)
        await page.click("text=保存登记")
        await page.wait_for_selector("#again h2")
        await page.fill("#again #login", f"liaison.{build.EAST}")
        # The look-alikes are asked for meanwhile, and refused as well.
        async with page.expect_response("**/people/new/lookalikes"):
            await page.dispatch_event("#name", "settled")
        await page.fill("#again #password", build.PASSWORD)
        assert await page.input_value("#again #login") == f"liaison.{build.EAST}"
        await page.click("#again button[type=submit]")
        await page.click("#again >> text=继续")
        assert await page.input_value("#name") == "欧阳新"
        await page.click("text=保存登记")
        await page.wait_for_url("**/people/*added=new*")


async def test_script_in_every_field_is_text(visiting: Visiting, county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(
            desk, employer="<script>alert(1)</script>", position='"><img src=x onerror=alert(2)>'
        )
    async with visiting("hr") as visit:
        await visit.go(f"/people/{key}")
        assert "<script>alert(1)</script>" in await visit.page.inner_text("main")
        await visit.go(f"/people/{key}/edit")
        assert await visit.page.input_value("#position") == '"><img src=x onerror=alert(2)>'
        await visit.go("/people?q=" + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert await visit.page.locator("main script").count() == 0
