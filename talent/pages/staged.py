"""花名册的行: corrected cell by cell or by a workbook, resolved one by one or many at once."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any, get_args

from litestar import Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from talent import edge, sheets, uploads
from talent.core import access
from talent.flows import absentees, corrections, differences, faultfiles, resolutions, waiting
from talent.flows.desk import Desk
from talent.pages import shell, typed, words
from talent.sheets import writing

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
HR = edge.for_roles(access.Role.HR)
CELL = "cell-"
DECISIONS = {"take": "以花名册为准", "keep": "保留原登记", "propose": "列为修改建议"}

at_desk = asynccontextmanager(edge.desk)


def _back(roster: str, outcome: str, done: str = "") -> Response[Any]:
    return shell.go(f"/rosters/{edge.ids(roster)}?outcome={outcome}&done={done}")


@post("/rosters/{roster:str}/rows/{row:str}/correction", opt=BRINGS, status_code=HTTP_200_OK)
async def correct(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    row: FromPath[str],
) -> Response[Any]:
    """Put corrected cells into a waiting row; an emptied one is empty."""
    form = await shell.form(request)
    cells = {
        name.removeprefix(CELL): form.text(name) or None
        for name in form.fields
        if name.startswith(CELL)
    }
    version = typed.number(form, "version")
    await corrections.correct(desk, edge.ids(roster), edge.ids(row), version, cells)
    return _back(roster, "faulty", "corrected")


@post("/rosters/{roster:str}/rows/{row:str}/resolution", opt=BRINGS, status_code=HTTP_200_OK)
async def resolve(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    row: FromPath[str],
) -> Response[Any]:
    """Say what a waiting row is: somebody known, nobody known, undecided, to drop."""
    form = await shell.form(request)
    said = form.text("said")
    same = edge.ids(said.removeprefix("same-")) if said.startswith("same-") else None
    resolution = corrections.Resolution(
        same=same,
        different=said == "different",
        unsure=said == "unsure",
        drop=said == "drop",
        accept_without=tuple(form.every("without")) if said == "without" else (),
    )
    version = typed.number(form, "version")
    await corrections.resolve(desk, edge.ids(roster), edge.ids(row), version, resolution)
    return _back(roster, form.text("outcome"), "resolved")


@post("/rosters/{roster:str}/resolutions", opt=BRINGS, status_code=HTTP_200_OK)
async def resolve_many(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> Response[Any]:
    """Say one thing of the rows that were ticked, or of all that wait so."""
    form = await shell.form(request)
    said, outcome = form.text("resolution"), form.text("outcome")
    if said not in get_args(resolutions.Said) or outcome not in ("unsure", "faulty"):
        raise typed.fault("resolution", said, "应为页面所列的一项")
    rows = tuple(edge.ids(row) for row in form.every("row"))
    if not rows and not form.text("all"):
        raise typed.fault("row", "", "请先勾选要处理的行")
    many = resolutions.Many(
        resolution=said,  # type: ignore[arg-type]
        rows=() if form.text("all") else rows,
        outcome=outcome if form.text("all") else None,  # type: ignore[arg-type]
    )
    told = await resolutions.resolve(desk, edge.ids(roster), many)
    return _back(roster, outcome, f"{told.resolved}-{len(told.passed_over)}")


@get("/rosters/{roster:str}/faults.xlsx", opt=BRINGS)
async def faults(desk: NamedDependency[Desk], roster: FromPath[str]) -> Response[bytes]:
    """Send what waits as a workbook, the wrong cells marked."""
    data = await faultfiles.written(desk, edge.ids(roster))
    return Response(data, headers=edge.as_file("更正表.xlsx"), media_type=writing.XLSX)


@post(
    "/rosters/{roster:str}/corrections",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    request_max_body_size=sheets.MOST_BYTES,
)
async def correct_many(request: shell.Asked, state: State, roster: FromPath[str]) -> Response[Any]:
    """Take the workbook back, corrected; rows that are not in it stay as they are."""
    await edge.actor(request, state)
    upload = await uploads.read(request)
    async with at_desk(request, state) as desk:
        ground = await faultfiles.prepare(desk, edge.ids(roster))
    found = await asyncio.to_thread(faultfiles.read, ground, upload.data, upload.name)
    async with at_desk(request, state) as desk:
        await faultfiles.correct(desk, edge.ids(roster), ground, found)
    return _back(roster, "", "corrected")


@get("/rosters/{roster:str}/differences", opt=BRINGS)
async def differing(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> shell.Page:
    """Show the known rows that wait, field by field beside the register."""
    key = edge.ids(roster)
    values = {
        "roster": await waiting.one(desk, key),
        "page": await differences.listed(desk, key),
        "decisions": DECISIONS,
    }
    return await shell.show(request, desk, "roster_differences.html", values)


@post("/rosters/{roster:str}/differences", opt=BRINGS, status_code=HTTP_200_OK)
async def decide(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> Response[Any]:
    """Say field by field whose value counts; it counts at the commit."""
    form = await shell.form(request)
    said: dict[str, list[str]] = {name: [] for name in DECISIONS}
    for name in form.fields:
        chosen = form.text(name)
        if name.startswith(CELL) and chosen in said:
            said[chosen].append(name.removeprefix(CELL))
    decision = differences.Decision(
        take=tuple(said["take"]), keep=tuple(said["keep"]), propose=tuple(said["propose"])
    )
    await differences.decide(desk, edge.ids(roster), decision)
    return shell.go(f"/rosters/{edge.ids(roster)}/differences")


@get("/rosters/{roster:str}/absentees", opt=BRINGS)
async def absent(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> shell.Page:
    """List who is in the pool and on no row of a whole list."""
    key = edge.ids(roster)
    values = {
        "roster": await waiting.one(desk, key),
        "absentees": await absentees.listed(desk, key),
        "exit_reasons": words.EXIT_REASONS,
    }
    return await shell.show(request, desk, "roster_absentees.html", values)


@post("/rosters/{roster:str}/absentees", opt=HR, status_code=HTTP_200_OK)
async def leave(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> Response[Any]:
    """Let the absentees that were ticked leave the pool."""
    form = await shell.form(request)
    leaving = tuple(
        absentees.Leaving(edge.ids(membership), int(version or 0))
        for membership, _, version in (said.partition("@") for said in form.every("leaving"))
        if version.isdecimal()
    )
    exits = absentees.Exits(leaving=leaving, exit_reason=typed.number(form, "exit_reason"))
    await absentees.leave(desk, edge.ids(roster), exits)
    return shell.go(f"/rosters/{edge.ids(roster)}/absentees")


ROUTES: tuple[Any, ...] = (
    absent,
    leave,
    correct,
    resolve,
    resolve_many,
    faults,
    correct_many,
    differing,
    decide,
)
