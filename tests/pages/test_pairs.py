"""Two entries side by side: by keys and by clicks, merged as the page showed it, taken back again."""

from uuid import UUID

import pytest

from talent.flows import duplicates, judging, pairs, people
from talent.pages import fields, shell
from tests import build
from tests.conftest import Client, County
from tests.flows.test_judging import of_three
from tests.pages import browsing
from tests.pages.conftest import Visiting

SIZES = pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])
STEPS = (
    ("name", 1200, "姓名读音相同：张红/张宏"),
    ("sex", 90, "性别相同"),
    ("birth", -240, "出生日期不同"),
)


async def two_pairs(county: County) -> list[tuple[UUID, UUID]]:
    """Queue two pairs of look-alikes, the more uncertain first."""
    made = []
    async with county.desk() as desk:
        for weight, names in ((0, ("张红", "张宏")), (-300, ("李梅", "李玫"))):
            one, other = [
                await build.a_person(desk, name=name, employer=employer)
                for name, employer in zip(names, ("甲厂", "乙合作社"), strict=True)
            ]
            reasons = [
                {"field": field, "level": "X", "weight": step, "sentence": said}
                for field, step, said in STEPS
            ]
            row = {
                "person_a": min(one, other),
                "person_b": max(one, other),
                "weight": sum(step for _, step, _ in STEPS) + weight,
                "band": "unsure",
                "reasons": reasons,
                "model": "expert",
            }
            await desk.tx.run(duplicates.SQL.queue, pairs=[row])
            made.append((min(one, other), max(one, other)))
    return made


def test_texts_are_cut_where_they_differ_character_by_character() -> None:
    mine, theirs = fields.pieces("石桥村三组", "石桥村二组")
    assert [(piece.text, piece.same) for piece in mine] == [
        ("石桥村", True),
        ("三", False),
        ("组", True),
    ]
    assert "".join(piece.text for piece in theirs) == "石桥村二组"
    assert fields.pieces("", "甲厂")[1] == [fields.Piece("甲厂", same=True)]


async def test_a_merge_without_the_versions_that_were_seen_is_refused(
    service: Client, county: County
) -> None:
    (one, other), _ = await two_pairs(county)
    token = await county.token()
    service.cookies["talent"] = token
    form = {"csrf": shell.csrf(token), "survivor": str(one)}
    answer = await service.post(f"/pairs/{one}/{other}/merge", data=form)
    assert answer.status_code == 428
    form |= {f"version-{one}": "7", f"version-{other}": "1"}
    answer = await service.post(f"/pairs/{one}/{other}/merge", data=form)
    assert answer.status_code == 412
    assert "已被他人修改" in answer.text


async def test_a_contradiction_names_the_third_person_and_leads_there(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        a, b, c = sorted([await build.a_person(desk, name="张三丰") for _ in range(3)])
        await pairs.judge(desk, a, b, pairs.Said("same"))
        await pairs.judge(desk, b, c, pairs.Said("same"))
    token = await county.token()
    service.cookies["talent"] = token
    form = {"csrf": shell.csrf(token), "verdict": "different"}
    answer = await service.post(f"/pairs/{a}/{c}/judgement", data=form)
    assert answer.status_code == 409
    assert "均为同一人" in answer.text
    assert f'href="/people/{b}"' in answer.text


@SIZES
async def test_a_pair_is_flipped_picked_merged_by_key_and_taken_back(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    (one, other), (third, fourth) = await two_pairs(county)
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go("/pairs")
        assert await visit.axe() == []
        await page.keyboard.press("j")
        await page.wait_for_url(f"**/pairs/{one}/{other}")
        result = page.locator("tr", has_text="工作单位").locator("td.result strong")
        assert await result.text_content() == "甲厂"
        assert await page.locator("mark").all_text_contents() == ["红", "宏", "甲厂", "乙合作社"]
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        # Flipped, the other entry is kept, and its values are the usual ones.
        await page.get_by_role("link", name="改为保留这一条").click()
        await page.wait_for_url("**survivor=*")
        await page.locator("tr", has_text="工作单位").get_by_text("乙合作社").last.wait_for()
        assert await result.text_content() == "乙合作社"
        # The whole label is the target, and what was picked is the result.
        await page.locator("tr", has_text="姓名").locator("td.pick").first.click()
        await (
            page.locator("tr", has_text="姓名")
            .locator("td.result", has_text="经办人选定")
            .wait_for()
        )
        await page.keyboard.press("m")
        await page.wait_for_url(f"**/pairs/{third}/{fourth}?**")
        async with county.desk() as desk:
            kept = await people.one(desk, other)
            assert (kept.name, kept.employer) == ("张红", "乙合作社")
        await page.get_by_role("link", name="查看合并或撤销").click()
        await page.get_by_role("heading", name="撤销这次合并会怎样").wait_for()
        assert "张宏" in (await page.locator("#main").inner_text())
        assert await visit.axe() == []
        await page.get_by_role("button", name="撤销合并").click()
        await page.get_by_text("合并已撤销").wait_for()
        async with county.desk() as desk:
            names = [(await people.one(desk, key)).name for key in (one, other)]
            assert names == ["张红", "张宏"]


async def test_a_pair_said_to_be_two_leads_to_the_next_and_back(
    visiting: Visiting, county: County
) -> None:
    (one, other), (third, fourth) = await two_pairs(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go(f"/pairs/{one}/{other}")
        await page.keyboard.press("n")
        await page.wait_for_url(f"**/pairs/{third}/{fourth}?**")
        await page.get_by_text("上一对已记为“不是同一人”").wait_for()
        await page.keyboard.press("s")
        await page.wait_for_url("**/pairs?done=unsure")
        await page.keyboard.press("/")
        assert await page.evaluate("document.activeElement.name") == "state"


async def test_two_who_must_agree_do_so_on_the_pages_and_the_second_reads_the_first(
    visiting: Visiting, county: County
) -> None:
    (one, other), (third, fourth) = await two_pairs(county)
    async with county.desk() as desk:
        await judging.set_rule(desk, judging.RuleSet(two_person=True))
    async with visiting("township", build.EAST) as visit:
        page = visit.page
        await visit.go(f"/pairs/{one}/{other}")
        assert await visit.axe() == []
        # Enter in the reason decides nothing.
        await page.fill("#reason", "电话核实")
        await page.press("#reason", "Enter")
        await page.get_by_role("button", name="同一人，先记下").click()
        await page.wait_for_url(f"**/pairs/{third}/{fourth}?**")
        await page.get_by_text("上一对已记为“同一人”").wait_for()
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/pairs?state=proposed")
        await page.get_by_role("link", name="核对", exact=True).click()
        await page.get_by_text("判为“同一人”：电话核实").wait_for()
        assert await visit.axe() == []
        await page.fill("#reason", "查过户口册")
        await page.get_by_role("button", name="同一人，合并").click()
        await page.get_by_role("link", name="查看合并或撤销").click()
        await page.get_by_text("查过户口册").wait_for()
        await visit.go("/pairs?state=proposed")
        await page.get_by_text("没有符合条件的疑似重复").wait_for()


async def test_pairs_are_sought_by_kind_and_walked_as_they_were_sought(
    visiting: Visiting, county: County
) -> None:
    (one, other), (third, fourth) = await two_pairs(county)
    async with county.desk() as desk:
        await judging.assign(desk, judging.Assigning(build.EAST, ((third, fourth),)))
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go(f"/pairs?kind=unsure&assigned={build.EAST}")
        await page.get_by_role("link", name="核对", exact=True).click()
        await page.wait_for_url(f"**/pairs/{third}/{fourth}?kind=unsure&assigned={build.EAST}")
        await page.get_by_text("第 1 对，共 1 对").wait_for()
        assert await page.locator("[data-key=j]").count() == 0
        await page.get_by_role("button", name="不是同一人").click()
        await page.wait_for_url(f"**/pairs?kind=unsure&assigned={build.EAST}&done=different")
        await visit.go("/pairs?state=different")
        await page.get_by_role("link", name="核对", exact=True).click()
        await page.get_by_text("判为“不是同一人”").wait_for()
        await visit.go(f"/pairs/{one}/{other}?kind=nonsense&state=nonsense")
        await page.get_by_text("第 1 对，共 1 对").wait_for()


async def test_a_group_becomes_one_with_one_left_out(visiting: Visiting, county: County) -> None:
    one, other, third = await of_three(county)
    async with visiting("hr") as visit:
        page = visit.page
        await visit.go("/groups")
        assert await visit.axe() == []
        await page.get_by_role("link", name="核对", exact=True).click()
        await page.get_by_text("第 1 条 尉迟敬德 — 第 2 条 尉迟敬得").wait_for()
        assert await visit.axe() == []
        await page.locator(f"input[name=survivor][value='{other}']").check()
        await page.locator(f"input[name=leave_out][value='{third}']").check()
        await page.get_by_role("button", name="合并未留在外面的各条").click()
        await page.wait_for_url(f"**/people/{other}/merges")
        assert await visit.axe() == []
    async with county.desk() as desk:
        said = {one.other: one.verdict for one in await pairs.judgements(desk, other)}
        assert said[third] == "different"
        assert (await people.one(desk, one)).id == other


async def test_nothing_ticked_is_refused_in_words(service: Client, county: County) -> None:
    await two_pairs(county)
    token = await county.token()
    service.cookies["talent"] = token
    answer = await service.post("/pairs/different", data={"csrf": shell.csrf(token)})
    assert answer.status_code == 422
    assert "请先勾选" in answer.text


@SIZES
async def test_ticked_pairs_are_said_to_be_different_at_once(
    visiting: Visiting, county: County, size: tuple[int, int]
) -> None:
    await two_pairs(county)
    async with visiting("hr", size=size) as visit:
        page = visit.page
        await visit.go("/pairs")
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        if size == browsing.DESK:
            await page.get_by_label("本页全选").check()
        for box in await page.get_by_label("勾选").all():
            await box.check()
        await page.get_by_label("不同的理由").fill("逐一电话核实")
        await page.get_by_role("button", name="都不是同一人").click()
        await page.get_by_text("没有等待核对的疑似重复").wait_for()
        await page.get_by_role("link", name="查重与复核设置").click()
        told = await page.get_by_role("row", name="存疑").inner_text()
        assert told.split() == ["存疑", "2", "0", "0.0%", "0.0–65.8%"]
        assert await visit.axe() == []
        assert await visit.too_wide() <= 0
        await page.get_by_role("radio", name="两人复核").check()
        await page.get_by_label("理由").fill("新手较多")
        await page.get_by_role("button", name="保存").click()
        await page.get_by_text("新手较多").wait_for()
        await page.get_by_role("button", name="开始全库查重").click()
        await page.get_by_text("全库查重").first.wait_for()
        assert "/jobs/" in page.url
