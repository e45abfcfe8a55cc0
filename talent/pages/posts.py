"""岗位: the villages in scope, and one village's bodies, seats, holders, vacancies and requests."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access
from talent.core import post as core
from talent.flows import boards, overview, places, posts, requests
from talent.flows.desk import Desk
from talent.pages import shell, typed

SEES = edge.for_roles(*access.SEES_PEOPLE)
EDITS = edge.for_roles(access.Role.HR)
MOST_REQUESTS = 20


@get("/villages", opt=SEES)
async def villages(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    within: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
) -> shell.Page:
    """List the villages in scope with how their seats stand; a village is shown its own."""
    if desk.actor.role == access.Role.VILLAGE and desk.actor.place:
        return await _village(request, desk, desk.actor.place)
    every = await posts.villages(desk, None)
    shown = await posts.villages(desk, within) if within else every
    if only == "vacant":
        shown = [one for one in shown if one.vacant]
    elif only == "ending":
        by = overview.soon(desk)
        shown = [one for one in shown if one.due is not None and one.due <= by]
    elif only == "unknown":
        shown = [one for one in shown if one.held + one.vacant < one.seats]
    values = {
        "villages": shown,
        "within": within or "",
        "only": only or "",
        "townships": _townships(every),
        "sums": {
            name: sum(getattr(one, name) for one in shown)
            for name in ("seats", "held", "vacant", "urgent", "requests")
        },
    }
    return await shell.show(request, desk, "villages.html", values, part="villages_list.html")


def _townships(every: list[Any]) -> dict[str, str]:
    """Answer the townships by code, as the first nine digits of their villages' codes say."""
    home = access.TOWNSHIP_DIGITS
    return {one.code[:home] + "0" * (len(one.code) - home): one.township for one in every}


@get("/villages/{village:str}", opt=SEES)
async def village(
    request: shell.Asked, desk: NamedDependency[Desk], village: FromPath[str]
) -> shell.Page:
    """Show a village's bodies, who holds which seat, what is vacant, and its requests."""
    return await _village(request, desk, village)


async def _village(request: shell.Asked, desk: Desk, village: str) -> shell.Page:
    held = await posts.village(desk, village)
    place = await places.one(desk, village)
    wanted = requests.Filter(village=village, limit=MOST_REQUESTS)
    hr = desk.actor.role == access.Role.HR
    sees_requests = desk.actor.role in access.FILES_REQUESTS
    values = {
        "village": held,
        "township": await places.one(desk, place.parent) if place.parent else None,
        "bodies": await posts.listed(desk, village, desk.today),
        "boards": await boards.check(desk, village, boards.Trial()) if hr else [],
        "requests": (await requests.page(desk, wanted)).requests if sees_requests else (),
        "today": desk.today,
        "outcomes": core.REQUEST_OUTCOMES,
        "reasons": core.VACANCY_REASONS,
        "roles": core.ROLES,
    }
    return await shell.show(request, desk, "village.html", values)


@post("/posts/{post_id:str}/vacancies", opt=EDITS, status_code=HTTP_200_OK)
async def open_vacancy(
    request: shell.Asked, desk: NamedDependency[Desk], post_id: FromPath[str]
) -> Response[Any]:
    """Record a vacancy, and go back to the village."""
    form = await shell.form(request)
    new = posts.NewVacancy(
        seat=typed.number(form, "seat"),
        reason=typed.number(form, "reason"),
        opened_on=typed.day(form, "opened_on"),
        urgent=bool(form.text("urgent")),
    )
    await posts.open_vacancy(desk, edge.ids(post_id), new)
    return shell.go(f"/villages/{form.text('village')}")


@post("/vacancies/{vacancy:str}/close", opt=EDITS, status_code=HTTP_200_OK)
async def close_vacancy(
    request: shell.Asked, desk: NamedDependency[Desk], vacancy: FromPath[str]
) -> Response[Any]:
    """Close a vacancy that is none any more."""
    form = await shell.form(request)
    await posts.close_vacancy(desk, edge.ids(vacancy), posts.Close(typed.day(form, "on_day")))
    return shell.go(f"/villages/{form.text('village')}")


@post("/tenures/{tenure:str}/end", opt=EDITS, status_code=HTTP_200_OK)
async def end_tenure(
    request: shell.Asked, desk: NamedDependency[Desk], tenure: FromPath[str]
) -> Response[Any]:
    """End a tenure with its reason; the seat is vacant from that day."""
    form = await shell.form(request)
    end = posts.End(reason=typed.number(form, "reason"), on_day=typed.day(form, "on_day"))
    await posts.end_tenure(desk, edge.ids(tenure), end)
    return shell.go(f"/villages/{form.text('village')}")


ROUTES: tuple[Any, ...] = (villages, village, open_vacancy, close_vacancy, end_tenure)
