"""后备队伍: who is kept in reserve for which post, each one's way, and how the villages are covered."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from talent import edge
from talent.core import access, readiness
from talent.core import post as core
from talent.flows import finding, places, posts, reserves
from talent.flows.desk import Desk
from talent.pages import people as directory
from talent.pages import shell, typed

FILES = edge.for_roles(*access.FILES_REQUESTS)
REVIEWS = edge.for_roles(access.Role.HR)
MOST_FOUND = 10
SHOWN = 100
MOST_BARE = 50


class Next(Struct, frozen=True):
    """A state that whoever acts may take a reserve to."""

    state: str
    label: str


@get("/reserves", opt=FILES)
async def listed(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    place: FromQuery[str | None] = None,
    role: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    ended: FromQuery[str | None] = None,
    unreviewed: FromQuery[str | None] = None,
    waiting: FromQuery[str | None] = None,
) -> shell.Page:
    """List the reserves in scope, with the step that each waits for."""
    role_code = int(role) if role and role.isdecimal() and int(role) in core.ROLES else None
    wanted = reserves.Filter(
        place=place or None,
        role=role_code,
        ended=bool(ended),
        unreviewed=bool(unreviewed),
        waiting=bool(waiting),
        after=edge.ids(after) if after else None,
        limit=SHOWN + 1,
    )
    found = await reserves.page(desk, wanted)
    values = {
        "reserves": found[:SHOWN],
        "way": shell.way(request, found[SHOWN - 1].id if len(found) > SHOWN else None),
        "place": place or "",
        "role": role_code or "",
        "ended": bool(ended),
        "unreviewed": bool(unreviewed),
        "waiting": bool(waiting),
        "townships": await _townships(desk),
        "roles": {one.code: one.label for one in core.ROLES.values()},
    }
    return await shell.show(request, desk, "reserves.html", values)


async def _townships(desk: Desk) -> dict[str, str]:
    """Answer the townships to choose from; none where the asker has one place."""
    if desk.actor.place is not None:
        return {}
    return {
        one.code: one.name for one in await places.choices(desk, None) if one.kind == "township"
    }


@get("/reserves/coverage", opt=FILES)
async def coverage(
    request: shell.Asked, desk: NamedDependency[Desk], place: FromQuery[str | None] = None
) -> shell.Page:
    """Show how the villages of a place are covered, which posts lack a ready reserve, which terms end."""
    within = place or desk.actor.place
    found = await reserves.coverage(desk, within)
    county = await places.one(desk, within) if within else None
    values = {
        "found": found,
        "within": county,
        "villages": sorted(found.villages, key=lambda one: (one.reserves, one.village)),
        "bare": found.bare[:MOST_BARE],
    }
    return await shell.show(request, desk, "coverage.html", values)


@get("/reserves/{reserve:str}", opt=FILES)
async def one(
    request: shell.Asked, desk: NamedDependency[Desk], reserve: FromPath[str]
) -> shell.Page:
    """Show a reserve: its way so far, the steps on, the year's review."""
    held = await reserves.one(desk, edge.ids(reserve))
    role = desk.actor.role
    values = {
        "reserve": held,
        "steps": await reserves.steps(desk, held.id),
        "next": [
            Next(state, core.RESERVE_STATES[state])
            for state in readiness.NEXT[held.state]
            if state != "returned" and readiness.may_step(role, held.state, state)
        ],
        "may_return": "returned" in readiness.NEXT[held.state]
        and readiness.may_step(role, held.state, "returned"),
        "states": core.RESERVE_STATES,
        "exit_reasons": core.EXIT_REASONS,
        "results": readiness.RESULTS,
        "readiness": core.READINESS_LABELS,
        "today": desk.today,
    }
    return await shell.show(request, desk, "reserve.html", values)


@post("/reserves/{reserve:str}/steps", opt=FILES, status_code=HTTP_200_OK)
async def step(
    request: shell.Asked, desk: NamedDependency[Desk], reserve: FromPath[str]
) -> Response[Any]:
    """Take a reserve a step on, or return it with its reason."""
    form = await shell.form(request)
    reason = typed.number(form, "exit_reason") if form.text("exit_reason") else None
    to = reserves.Step(
        state=typed.one_of(form, "state", readiness.State),
        on_day=typed.day(form, "on_day"),
        document=form.text("document") or None,
        exit_reason=reason,
    )
    await reserves.step(desk, edge.ids(reserve), typed.number(form, "version"), to)
    return shell.go(f"/reserves/{reserve}")


@post("/reserves/{reserve:str}/reviews", opt=REVIEWS, status_code=HTTP_200_OK)
async def review(
    request: shell.Asked, desk: NamedDependency[Desk], reserve: FromPath[str]
) -> Response[Any]:
    """Write down the year's review."""
    form = await shell.form(request)
    result = typed.one_of(form, "result", readiness.Result)
    reason = typed.number(form, "exit_reason") if form.text("exit_reason") else None
    said = reserves.Review(
        year=typed.number(form, "year"),
        result=result,
        readiness=core.Readiness(typed.one_of(form, "readiness", core.Readiness)),
        document=form.text("document") or None,
        exit_reason=reason if result == "exit" else None,
    )
    await reserves.review(desk, edge.ids(reserve), typed.number(form, "version"), said)
    return shell.go(f"/reserves/{reserve}")


@get("/villages/{village:str}/reserves/new", opt=FILES)
async def new(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    village: FromPath[str],
    q: FromQuery[str | None] = None,
) -> shell.Page:
    """Find by name whom to nominate; without a name, the village's own people."""
    named = (q or "").strip()
    wanted = finding.Filter(q=named or None, place=None if named else village, limit=MOST_FOUND)
    found = await finding.page(desk, wanted)
    bodies = await posts.listed(desk, village, desk.today)
    values = {
        "village": await posts.village(desk, village),
        "roles": {one.role: one.label for body in bodies for one in body.posts},
        "q": named,
        "people": found.people,
        "names": await directory.names_of(desk, found.people),
        "more": bool(found.next),
    }
    return await shell.show(request, desk, "nominate.html", values)


@post("/villages/{village:str}/reserves", opt=FILES, status_code=HTTP_200_OK)
async def nominate(
    request: shell.Asked, desk: NamedDependency[Desk], village: FromPath[str]
) -> Response[Any]:
    """Nominate somebody for a post of a village."""
    form = await shell.form(request)
    wanted = reserves.New(
        person_id=edge.ids(form.text("person")), village=village, role=typed.number(form, "role")
    )
    made = await reserves.nominate(desk, wanted)
    return shell.go(f"/reserves/{made.id}")


ROUTES: tuple[Any, ...] = (listed, coverage, one, step, review, new, nominate)
