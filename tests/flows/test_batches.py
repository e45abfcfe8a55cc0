"""Many people at once: all of them or none, and only those in sight."""

from uuid import UUID

import pytest

from talent import errors
from talent.flows import batches, exports, finding, preferences, telling
from tests import build
from tests.conftest import County

WHY = "报送年度统计"
GIVEN = exports.Leaving(WHY, "统计局")
SCREEN = exports.Screen(finding.Filter(), [], ["姓名"])


async def two(county: County) -> list[UUID]:
    """Make one person of the East and one of the West."""
    async with county.desk() as desk:
        east = await build.a_person(desk, name="王东", household_village=build.EAST_1)
        west = await build.a_person(desk, name="王西", household_village=build.WEST_2)
    return [east, west]


@pytest.mark.parametrize("chosen", [0, 201])
async def test_nobody_and_too_many_are_refused(county: County, chosen: int) -> None:
    people_of_nobody = [UUID(int=number) for number in range(chosen)]
    async with county.desk() as desk:
        with pytest.raises(errors.Invalid):
            await batches.tag(desk, people_of_nobody, "种粮大户")


async def test_one_out_of_sight_refuses_the_whole_batch(county: County) -> None:
    chosen = await two(county)
    async with county.desk("township", build.EAST) as desk:
        for deed in (
            batches.tag(desk, chosen, "种粮大户"),
            batches.untag(desk, chosen, "种粮大户"),
            batches.enter(desk, chosen, "RESERVE"),
            batches.ask_verification(desk, chosen, ["phones"]),
        ):
            with pytest.raises(errors.NotFound):
                await deed
    async with county.desk() as desk:
        assert (await finding.page(desk, finding.Filter(tag="种粮大户"))).people == []
        assert (await finding.page(desk, finding.Filter(pool="RESERVE"))).people == []
        assert (await finding.page(desk, finding.Filter(to_verify=True))).people == []


async def test_only_hr_takes_people_out_of_a_pool_and_each_leaves_once(county: County) -> None:
    chosen = await two(county)
    async with county.desk("township", build.EAST) as desk:
        with pytest.raises(errors.Forbidden):
            await batches.leave(desk, chosen[:1], "LOCAL", 2)
    async with county.desk() as desk:
        assert await batches.leave(desk, chosen, "LOCAL", 2) == 2
        assert await batches.leave(desk, chosen, "LOCAL", 2) == 0
        assert (await finding.page(desk, finding.Filter(pool="LOCAL"))).people == []


async def test_tags_marks_and_pools_find_people_again(county: County) -> None:
    chosen = await two(county)
    async with county.desk() as desk:
        assert await batches.tag(desk, chosen, "  种粮  大户 ") == 2
        assert await batches.tag(desk, chosen, "种粮 大户") == 0
        assert await batches.untag(desk, chosen[1:], "种粮 大户") == 1
        assert await batches.ask_verification(desk, chosen[:1], ["phones"]) == 1
        assert await batches.ask_verification(desk, chosen[:1], ["phones"]) == 0
        assert await batches.enter(desk, chosen, "RESERVE") == 2
        tagged = await finding.page(desk, finding.Filter(tag="种粮 大户"))
        marked = await finding.page(desk, finding.Filter(to_verify=True))
        assert [one.id for one in tagged.people] == [one.id for one in marked.people] == chosen[:1]
        counted = {
            (one.facet, one.value): one.people
            for one in await finding.facets(desk, finding.Filter())
        }
        assert counted["all", ""] == 2
        assert counted["pool", "RESERVE"] == 2
        assert counted["place", build.EAST] == counted["place", build.WEST] == 1


async def test_a_tag_is_read_by_the_office_that_put_it_and_by_hr(county: County) -> None:
    (mine, *_) = await two(county)
    async with county.desk() as desk:
        assert await batches.tag(desk, [mine], "重点核实") == 1
    async with county.desk("village", build.EAST_1) as desk:
        assert (await finding.page(desk, finding.Filter(tag="重点核实"))).people == []
        assert "tag" not in {one.facet for one in await finding.facets(desk, finding.Filter())}
        assert await batches.tag(desk, [mine], "重点核实") == 1
        assert await batches.untag(desk, [mine], "重点核实") == 1
    async with county.desk() as desk:
        tagged = await finding.page(desk, finding.Filter(tag="重点核实"))
        assert [one.id for one in tagged.people] == [mine]


async def test_the_newest_pages_meet_without_a_gap(county: County) -> None:
    async with county.desk() as desk:
        made = [await build.a_person(desk, name=f"李{name}") for name in "甲乙丙丁戊"]
        seen: list[UUID] = []
        after = None
        while True:
            page = await finding.page(desk, finding.Filter(newest=True, after=after, limit=2))
            seen += [one.id for one in page.people]
            after = page.next
            if after is None:
                break
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(made)


@pytest.mark.parametrize("newest", [False, True])
async def test_pages_go_back_by_the_way_they_came(county: County, newest: bool) -> None:
    async with county.desk() as desk:
        for name in ("赵一", "钱二", "孙三", "李四", "周五"):
            await build.a_person(desk, name=name)
    pages = []
    async with county.desk() as desk:
        page = await finding.page(desk, finding.Filter(newest=newest, limit=2))
        assert page.previous is None
        while page.next:
            pages.append([one.id for one in page.people])
            page = await finding.page(desk, finding.Filter(newest=newest, after=page.next, limit=2))
        for left in reversed(pages):
            wanted = finding.Filter(newest=newest, before=page.previous, limit=2)
            page = await finding.page(desk, wanted)
            assert [one.id for one in page.people] == left
        assert page.previous is None
        assert page.next == pages[0][-1]


async def test_a_page_before_somebody_near_the_front_is_the_first_and_full(county: County) -> None:
    async with county.desk() as desk:
        for name in ("赵一", "钱二", "孙三"):
            await build.a_person(desk, name=name)
    async with county.desk() as desk:
        whole = await finding.page(desk, finding.Filter(limit=3))
        wanted = finding.Filter(before=whole.people[1].id, limit=2)
        page = await finding.page(desk, wanted)
    assert [one.id for one in page.people] == [one.id for one in whole.people[:2]]
    assert page.previous is None


async def test_an_export_without_purpose_or_recipient_and_of_somebody_out_of_sight_is_refused(
    county: County,
) -> None:
    chosen = await two(county)
    async with county.desk("township", build.EAST) as desk:
        with pytest.raises(errors.Invalid):
            await exports.chosen(desk, SCREEN, exports.Leaving("  ", "统计局"), exports.Way.EXPORT)
        with pytest.raises(errors.Invalid):
            await exports.chosen(desk, SCREEN, exports.Leaving(WHY, ""), exports.Way.PRINT)
        ticked = exports.Screen(finding.Filter(), chosen, ["姓名"])
        with pytest.raises(errors.NotFound):
            await exports.chosen(desk, ticked, GIVEN, exports.Way.EXPORT)


@pytest.mark.parametrize("way", exports.Way)
async def test_a_list_leaves_masked_and_its_purpose_and_people_stand_in_the_audit(
    county: County, way: exports.Way
) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, phones=(build.a_phone(),))
        [found] = await exports.chosen(desk, SCREEN, GIVEN, way)
        assert found.phones[0].number == "154****1234"
    async with county.desk() as desk:
        [told] = [one for one in await telling.history(desk, key, 50) if one.action == way]
        assert told.purpose == "报送年度统计；接收方：统计局"


async def test_columns_and_filters_are_an_account_s_own(county: County) -> None:
    async with county.desk() as desk:
        await preferences.choose_columns(desk, ["age"])
        await preferences.save_filter(desk, "常用", "pool=LOCAL")
        await preferences.save_filter(desk, "常用", "pool=DUALMI")
        with pytest.raises(errors.Invalid):
            await preferences.save_filter(desk, "", "pool=LOCAL")
        for said in (f"q={build.an_id_number()}", "q=15400001234"):
            with pytest.raises(errors.Invalid):
                await preferences.save_filter(desk, "某人", said)
    async with county.desk("township", build.EAST) as desk:
        assert await preferences.columns(desk) is None
        assert await preferences.filters(desk) == []
    async with county.desk() as desk:
        assert await preferences.columns(desk) == ["age"]
        assert await preferences.filters(desk) == [{"name": "常用", "query": "pool=DUALMI"}]
        await preferences.drop_filter(desk, "常用")
        assert await preferences.filters(desk) == []
