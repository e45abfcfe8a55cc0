"""The first page: each figure is the count of the list that it leads to, for each role."""

import re
from datetime import date
from html import unescape

import pytest

from talent.core.access import Role
from talent.flows import batches, contacts, people, places, posts, reserves
from tests import asking, build
from tests.conftest import Client, County
from tests.pages import browsing
from tests.pages.conftest import Visiting

ROLES = {
    Role.HR: None,
    Role.LIAISON: build.EAST,
    Role.TOWNSHIP: build.EAST,
    Role.VILLAGE: build.EAST_1,
}
# A figure and its list: a to-do, a pool's total, a district's or a place's people, its reserves.
FIGURES = re.compile(
    r'<a href="(/[^"]+)"[^>]*>'
    r'(?:<b class="number">|<span>[^<]*</span>(?:<svg.*?</svg>)?<b[^>]*>|[^<]*片区 |后备 )([\d,]+)'
)
# Where a list says how many it holds; any other is counted row by row.
SAID = {
    "/people": re.compile(r"共 <b>([\d,]+)</b> 人"),
    "/villages": re.compile(r"<h2>(\d+) 个村"),
}
ROW = re.compile(r'<td[^>]*><a href="/(?:requests|reserves|rosters)/[0-9a-f-]{36}"')


async def something_of_everything(county: County) -> None:
    """Have things of each kind wait in the east; somebody stands in the west too."""
    async with county.desk() as desk:
        await asking.a_board(desk)
        for name in ("孙可用", "周也行"):
            key = await asking.a_reserve(desk, name)
            began = {"on_day": date(2025, 5, 6), "role": asking.LEAD, "village": build.EAST_1}
            await reserves.nominate(desk, reserves.New(person_id=key, **began))  # type: ignore[arg-type]
        await batches.enter(desk, [key], "RESERVE")
        [body, _] = await posts.listed(desk, build.EAST_1, build.TODAY)
        await posts.add_term(desk, body.id, posts.NewTerm(date(2021, 3, 1), date(2026, 3, 1)))
        late = contacts.New(made_on=date(2026, 4, 1), next_on=date(2026, 5, 1))
        await contacts.add(desk, key, late)
        await batches.ask_verification(desk, [key], ["phones"])
        await people.propose(desk, key, build.a_draft("周也行", employer="乙厂"), "entry")
        await build.a_person(desk, name="吴西", household_village=build.WEST_2)
        for name, township in (("东片区", build.EAST), ("西片区", build.WEST)):
            await places.add_district(desk, places.District(name, (township,)))
    async with county.desk("liaison", build.EAST) as desk:
        for name in ("郑新", "冯添"):
            new = people.New(person=build.a_draft(name), pool="DUALMI")
            added = await people.add(desk, new, None, b"")
            await contacts.add(desk, added.id, late)
    await asking.a_request(county)
    filed = await asking.a_request(county, post=asking.VICE)
    await asking.stepped(county, filed, "village", build.EAST_1, "submitted")
    await asking.an_open_request(county, post=asking.MEMBER)


@pytest.mark.parametrize("role", ROLES)
async def test_every_figure_is_the_count_of_its_list(
    service: Client, county: County, role: Role
) -> None:
    await something_of_everything(county)
    service.cookies["talent"] = await county.token(role, ROLES[role])
    page = (await service.get("/")).text
    figures = [
        (unescape(path), int(count.replace(",", ""))) for path, count in FIGURES.findall(page)
    ]
    assert {path for path, count in figures if count} >= EXPECTED[role]
    for path, count in figures:
        if path in ("/pairs", "/rosters"):
            continue
        answer = await service.get(path)
        said = SAID.get(path.partition("?")[0])
        held = (
            said.findall(answer.text)[0].replace(",", "") if said else len(ROW.findall(answer.text))
        )
        assert (path, int(held)) == (path, count)


async def test_coverage_goes_down_from_the_county_by_district_and_township_to_the_village(
    service: Client, county: County
) -> None:
    await something_of_everything(county)
    service.cookies["talent"] = await county.token()
    path, walked = "/reserves/coverage", []
    while path.startswith("/reserves/coverage"):
        answer = await service.get(path)
        assert answer.status_code == 200, path
        walked += re.findall(r"<h1>(.*?)后备覆盖情况", answer.text)
        path = re.findall(r'<th scope="row" class="nowrap"><a href="([^"]+)"', answer.text)[0]
    assert walked[0] == ""
    assert walked[1:] in (["东片区"], ["东片区", "东岭镇"])
    assert path == f"/villages/{build.EAST_2}", "who has none stands first"


# What each role has waiting, at least, so that no law above holds for want of figures.
EXPECTED: dict[Role, set[str]] = {
    Role.HR: {
        "/requests?waiting=1",
        "/people?state=submitted",
        "/people?due=1",
        "/people?verify=1",
        "/people?proposed=1",
        "/villages?only=ending",
        "/reserves?unreviewed=1",
        f"/people?state=standing&place={build.EAST}",
        f"/people?state=standing&pool=RESERVE&place={build.EAST}",
    },
    Role.LIAISON: {"/people?due=1"},
    Role.TOWNSHIP: {"/requests?waiting=1", "/people?state=submitted", "/villages?only=ending"},
    Role.VILLAGE: {"/requests?waiting=1", "/people?state=standing&pool=LOCAL"},
}


async def test_pools_are_counted_as_of_a_day_and_only_todays_figures_are_links(
    service: Client, county: County
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk)
    service.cookies["talent"] = await county.token()
    [today] = re.findall(r'name="on" value="([\d-]+)"', (await service.get("/")).text)
    counted = {"2026-05-31": (0, "2026-05-31"), "2026-06-01": (1, "2026-06-01")}
    for said in ("2026-05-31", "2026-06-01", "2099-01-01", "nonsense", ""):
        page = (await service.get("/", params={"on": said})).text
        people, day = counted.get(said, (1, today))
        assert f"<b>{people}</b><small>人（{people} 人次）" in page
        assert f'name="on" value="{day}"' in page
        assert ('<a href="/people?state=standing">' in page) == (day == today)


@pytest.mark.parametrize("size", [browsing.DESK, browsing.PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("role", ROLES)
async def test_a_full_first_page_stands_axe_and_its_width(
    visiting: Visiting, county: County, role: Role, size: tuple[int, int]
) -> None:
    await something_of_everything(county)
    async with visiting(role, ROLES[role], size=size) as visit:
        for path in ("/", "/?on=2026-05-01"):
            await visit.go(path)
            assert await visit.axe() == []
            assert await visit.too_wide() <= 0


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("auditor", ("次打开加密信息", "/audit?action=reveal")),
        ("security", ("个账号尚未授权", "/accounts")),
        ("system", ("次备份待做", "/system")),
    ],
)
async def test_who_watches_over_the_service_is_told_what_to_look_at(
    service: Client, county: County, role: str, told: tuple[str, str]
) -> None:
    service.cookies["talent"] = await county.token(role)
    page = (await service.get("/")).text
    label, path = told
    assert label in page
    assert f'href="{path}"' in page
