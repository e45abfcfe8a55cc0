"""导入花名册: a file taken in, what its columns are taken for, what waits, committed, undone."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge, sheets, uploads
from talent.core import access, headers, staged
from talent.flows import jobs, mapping, places, pools, receiving, rosters, undoing, waiting
from talent.flows.desk import Desk
from talent.pages import shell

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
PAGE = 30
MOST_FIELDS = 300
MAP = "map-"
LEFT = "-"
STATES = {
    "reading": "读取中",
    "staged": "待入库",
    "committed": "已入库",
    "undone": "已撤销",
    "given_up": "无法读取",
}
WHY_LEFT = {
    "never_read": "序号等，不读取",
    "unknown": "未识别",
    "second": "与前列重复，不读取",
    "chosen": "按所选不读取",
    "id": "本系统编号",
}

at_desk = asynccontextmanager(edge.desk)


@get("/rosters", opt=BRINGS)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], after: FromQuery[UUID | None] = None
) -> shell.Page:
    """Ask for a file, and list those that came before."""
    return await _list(request, desk, after, {})


async def _list(
    request: shell.Asked, desk: Desk, after: UUID | None, more: dict[str, Any]
) -> shell.Page:
    found = await waiting.listed(desk, after, PAGE)
    values = {
        "rosters": found,
        "way": shell.way(request, found[-1].id if len(found) == PAGE else None),
        "pools": {one.code: one.label for one in await pools.listed(desk)},
        "townships": await _townships(desk),
        "states": STATES,
        "said": {"pool": "", "place": ""},
        "preview": None,
        **_columns(),
    }
    return await shell.show(request, desk, "rosters.html", values | more)


async def _townships(desk: Desk) -> dict[str, str]:
    if desk.actor.place:
        return {}
    return {
        one.code: one.name for one in await places.choices(desk, None) if one.kind == "township"
    }


def _columns() -> dict[str, Any]:
    return {
        "columns": {column.name: column.label for column in headers.TABLE.values()},
        "why_left": WHY_LEFT,
    }


def _ask(said: uploads.Upload) -> rosters.Ask:
    chosen = {
        name.removeprefix(MAP): None if value == LEFT else value
        for name, value in said.fields.items()
        if name.startswith(MAP) and value
    }
    return rosters.Ask(
        pool=said.fields.get("pool", ""),
        place=said.fields.get("place") or None,
        wish=staged.Wish(
            commit=False,
            hidden=said.says("hidden"),
            complete=said.says("complete"),
            mapping=chosen,
        ),
    )


@post(
    "/rosters/preview",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    request_max_body_size=sheets.MOST_BYTES,
)
async def preview(request: shell.Asked, state: State) -> shell.Page:
    """Show what a file's sheets and columns would be taken for; nothing is kept."""
    await edge.actor(request, state)
    upload = await uploads.read(request, MOST_FIELDS)
    ask = _ask(upload)
    async with at_desk(request, state) as desk:
        ground = await rosters.prepare(desk, ask)
    found = await asyncio.to_thread(mapping.preview, ground, upload.data, upload.name)
    values = {"preview": found, "file_name": upload.name, **_columns()}
    if shell.asks_for_a_part(request):
        return shell.write(request, "roster_preview.html", values)
    async with at_desk(request, state) as desk:
        return await _list(request, desk, None, values | {"said": upload.fields})


@post(
    "/rosters",
    opt=BRINGS,
    status_code=HTTP_200_OK,
    request_max_body_size=sheets.MOST_BYTES,
)
async def bring(request: shell.Asked, state: State) -> Response[Any]:
    """Take a file in; it is read, checked and compared in the background, and nothing enters yet."""
    await edge.actor(request, state)
    upload = await uploads.read(request, MOST_FIELDS)
    async with at_desk(request, state) as desk:
        received = await receiving.receive(desk, _ask(upload), upload.name, upload.data)
    return shell.go(f"/rosters/{received.roster}")


@get("/rosters/{roster:str}", opt=BRINGS)
async def one(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    roster: FromPath[str],
    after: FromQuery[UUID | None] = None,
) -> shell.Page:
    """Show one roster: how far it is read, its counts, and the rows of one outcome."""
    key = edge.ids(roster)
    held = await waiting.one(desk, key)
    counts = held.counts
    waits = [name for name in ("unsure", "faulty", "new", "known") if getattr(counts, name)]
    said = request.query_params.get("outcome")
    outcome = said if said in OUTCOMES else next(iter(waits), "new")
    wanted = waiting.Wanted(outcome=outcome, after=after, limit=PAGE)
    page = await waiting.rows(desk, key, wanted)
    under_way = await jobs.listed(desk, key, None, 1)
    values = {
        "roster": held,
        "counts": counts,
        "outcome": outcome,
        "outcomes": OUTCOMES,
        "page": page,
        "way": shell.way(request, page.next, outcome=outcome),
        "job": under_way[0] if under_way else None,
        "states": STATES,
        "row_states": ROW_STATES,
        "pools": {one.code: one.label for one in await pools.listed(desk)},
        "scope": (await places.one(desk, held.scope)).name,
        "labels": {column.name: column.label for column in headers.TABLE.values()},
        "done": request.query_params.get("done", ""),
    }
    part = "roster_body.html"
    return await shell.show(request, desk, "roster.html", values, part=part)


OUTCOMES = {"unsure": "待核对", "faulty": "有误", "new": "新增", "known": "已登记"}
ROW_STATES = {"staged": "待入库", "committed": "已入库", "dropped": "已放弃"}


@post("/rosters/{roster:str}/commit", opt=BRINGS, status_code=HTTP_200_OK)
async def commit(desk: NamedDependency[Desk], roster: FromPath[str]) -> Response[Any]:
    """Ask for the job that takes in what is clear by now."""
    await receiving.ask_commit(desk, edge.ids(roster))
    return shell.go(f"/rosters/{edge.ids(roster)}")


@get("/rosters/{roster:str}/undo", opt=BRINGS)
async def undo_plan(
    request: shell.Asked, desk: NamedDependency[Desk], roster: FromPath[str]
) -> shell.Page:
    """Show what undoing an import would do, and who stands in its way."""
    key = edge.ids(roster)
    values = {"roster": await waiting.one(desk, key), "plan": await undoing.plan(desk, key)}
    return await shell.show(request, desk, "roster_undo.html", values)


@post("/rosters/{roster:str}/undo", opt=BRINGS, status_code=HTTP_200_OK)
async def undo(desk: NamedDependency[Desk], roster: FromPath[str]) -> Response[Any]:
    """Undo an import as a whole."""
    await undoing.undo(desk, edge.ids(roster))
    return shell.go(f"/rosters/{edge.ids(roster)}")


ROUTES: tuple[Any, ...] = (listed, preview, bring, one, commit, undo_plan, undo)
