"""Invented boards, reviewed people and requests for tests of posts and suggestions."""

from datetime import date
from typing import Any
from uuid import UUID

from talent.core import requests as core
from talent.core.evidence import ReviewKind
from talent.core.facts import ReviewResult
from talent.core.person import Birth
from talent.flows import evidence, posts, requests, reviews, rulesets
from talent.flows.desk import Desk
from tests import build
from tests.conftest import County

SINCE = date(2021, 3, 1)
REVIEWED: tuple[ReviewKind, ...] = (
    "E02",
    "E04",
    "E08",
    "E09",
    "E12",
    "E13",
    "E15",
    "E17",
    "E18",
    "E19",
    "E20",
    "P05",
)
LEAD, VICE, MEMBER, SECRETARY = 21, 22, 23, 11


async def a_board(desk: Desk, village: str = build.EAST_1) -> dict[int, UUID]:
    """Set up a committee of three whose lead is vacant, and a branch; answer posts by role."""
    seats = ((LEAD, 1), (VICE, 1), (MEMBER, 1))
    await posts.set_body(
        desk, village, posts.NewBody(2, tuple(posts.PostSeats(*seat) for seat in seats))
    )
    await posts.set_body(desk, village, posts.NewBody(1, (posts.PostSeats(SECRETARY, 1),)))
    held: list[Any] = await desk.tx.run(posts.SQL.posts, village=village)
    by_role = {post.role: post.id for post in held}
    for role, name in ((VICE, "赵副主"), (MEMBER, "钱委员")):
        who = await build.a_person(desk, name=name, sex="2", household_village=village)
        await posts.add_tenure(desk, by_role[role], posts.NewTenure(person_id=who, since=SINCE))
    vacancy = posts.NewVacancy(reason=2, opened_on=date(2025, 9, 1))
    await posts.open_vacancy(desk, by_role[LEAD], vacancy)
    return by_role


async def a_reserve(desk: Desk, name: str = "孙可用", **fields: Any) -> UUID:
    """Put somebody in whom no law keeps from a seat: at home in the village, reviews passed."""
    known: dict[str, Any] = {
        "residence_place": fields.get("household_village", build.EAST_1),
        "political_status": "01",
        "birth": Birth(1988, 3, 5),
        "skills": ("会计",),
        "return_intent": 4,
    }
    key = await build.a_person(desk, name=name, **(known | fields))
    for kind in REVIEWED:
        await reviewed(desk, key, kind)
    return key


async def reviewed(
    desk: Desk,
    person: UUID,
    kind: ReviewKind,
    result: ReviewResult = "pass",
    decided_on: date = date(2025, 10, 8),
) -> None:
    """Record what a review found."""
    new = evidence.NewReview(
        kind=kind, result=result, document="清联审〔2025〕7号", decided_on=decided_on
    )
    await evidence.add_review(desk, person, new)


async def a_request(
    county: County,
    role: str = "village",
    place: str | None = build.EAST_1,
    **fields: Any,
) -> core.Shown:
    """File a request for 石桥村's lead, or what is given."""
    values: dict[str, Any] = {"village": build.EAST_1, "post": LEAD, "seats": 2}
    async with county.desk(role, place) as desk:
        return await requests.file(desk, requests.New(**(values | fields)))


async def stepped(
    county: County, request: core.Shown, role: str, place: str | None, *states: requests.To
) -> core.Shown:
    """Take a request through states, as a role."""
    for state in states:
        async with county.desk(role, place) as desk:
            step = requests.Step(state=state)
            request = await requests.step(desk, request.id, request.version, step)
    return request


async def an_open_request(county: County, **fields: Any) -> core.Shown:
    """File a village's request and bring it to where hr has opened it."""
    request = await a_request(county, **fields)
    request = await stepped(county, request, "village", build.EAST_1, "submitted")
    request = await stepped(county, request, "township", build.EAST, "town_ok")
    return await stepped(county, request, "hr", None, "open")


async def confirmed(county: County, on: date = build.TODAY) -> None:
    """Have two people of hr hold every rule of a day against the official text."""
    said = rulesets.Confirmation("县档案馆所藏文本（虚构）")
    for place in (None, build.COUNTY):
        async with county.desk("hr", place) as desk:
            me = desk.actor.account_id
            for row in await rulesets.in_force(desk, on):
                done = {one.account_id for one in row.confirmations}
                if not row.checked and me not in done:
                    await rulesets.confirm(desk, row.id, row.edition, said)


async def in_review(county: County, request: core.Shown) -> core.Shown:
    """Bring a shortlisted request to where departments look at its people."""
    async with county.desk() as desk:
        now = await requests.one(desk, request.id)
    return await stepped(county, now, "hr", None, "review")


async def reviewed_through(county: County, request: core.Shown) -> None:
    """Write down that nobody objects to anybody whom a request has accepted, in any round."""
    spoke = {"R1": "branch", "R2": "township", "R3": "police", "R4": "organisation"}
    async with county.desk() as desk:
        for one in await reviews.listed(desk, request.id):
            for name in one.open:
                new = reviews.NewRound(
                    person_id=one.person.person_id,
                    round=name,
                    department=spoke[name],
                    result="no_objection",
                    document="清联审〔2026〕8号",
                )
                await reviews.record(desk, request.id, new)


async def filled(county: County, request: core.Shown) -> core.Shown:
    """Take a shortlisted request through its reviews and close it as filled."""
    await reviewed_through(county, await in_review(county, request))
    return await closed(county, request, "filled")


async def closed(
    county: County,
    request: core.Shown,
    outcome: requests.Outcome = "unfilled",
    role: str = "hr",
    place: str | None = None,
) -> core.Shown:
    """Close a request, whatever its version; the rules it rests on are confirmed before."""
    if outcome != "withdrawn":
        await confirmed(county)
    async with county.desk(role, place) as desk:
        now = await requests.one(desk, request.id)
        step = requests.Step(state="closed", outcome=outcome)
        return await requests.step(desk, request.id, now.version, step)
