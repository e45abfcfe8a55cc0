"""人才名录: the list of people, and what is done to many of them at once."""

from datetime import datetime
from itertools import accumulate
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from talent import db, edge, errors
from talent.core import access, codes, person, registered
from talent.flows import batches, exports, finding, places, pools, preferences
from talent.flows.desk import SHANGHAI, Desk
from talent.pages import listing, memberships, shell, words
from talent.sheets import writing

SEES = edge.for_roles(*access.SEES_PEOPLE)
ADDS = edge.for_roles(*access.ADDS_PEOPLE)
PEOPLE_SQL = db.queries("people")
PAIRS_SQL = db.queries("pairs")

FACETS = {"pool": "人才库", "sex": "性别", "education": "学历", "place": "乡镇", "tag": "标签"}

STATES = {"standing": "在库或暂停"} | words.STATES
"""States of the filter: `standing` are those that totals count."""
DONE = {
    "enter": "已将 {} 人加入人才库",
    "approve": "已审核通过 {} 条入库",
    "leave": "已将 {} 人移出人才库",
    "verify": "已对 {} 人发起核实",
    "tag": "已为 {} 人加上标签",
    "untag": "已为 {} 人去掉标签",
    "columns": "列设置已保存",
    "saved": "筛选已保存",
    "dropped": "已删除该筛选",
}


@get("/people", opt=SEES)
async def listed(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """List people in sight; all that narrows the list stands in its address."""
    asked = listing.asked(request.query_params)
    wanted = asked.filter()
    page = await finding.page(desk, wanted)
    facets = await finding.facets(desk, wanted)
    names = await names_of(desk, page.people)
    columns = await _columns(desk)
    around = await places.choices(desk, desk.actor.place)
    values = {
        "asked": asked,
        "page": page,
        "seen": asked.seen if page.previous else 0,
        "size": listing.PAGE,
        "rows": [
            (one, [(column, listing.cell(one, column.name, names)) for column in columns])
            for one in page.people
        ],
        "columns": columns,
        "total": next((one.people for one in facets if one.facet == "all"), 0),
        "facets": _facets(facets, names, around),
        "chips": _chips(asked, names, around),
        "choices": choices(names, around, asked.values.get("place", "")),
        "all_columns": listing.COLUMNS,
        "saved": await preferences.filters(desk),
        "done": _done(request),
        "may_add": desk.actor.role in access.ADDS_PEOPLE,
        "is_hr": desk.actor.role == access.Role.HR,
        "approves": desk.actor.role in memberships.APPROVES,
        "verifiable": {name: person.BY_NAME[name].label for name in batches.VERIFIABLE},
        "exit_reasons": words.EXIT_REASONS,
    }
    return await shell.show(request, desk, "people.html", values, part="people_results.html")


async def names_of(desk: Desk, people: list[registered.Person]) -> listing.Names:
    """Look up the names that a list of people is said with."""
    held = {code for one in people for code in (one.household_village, one.residence_place) if code}
    lies = await desk.tx.run(PAIRS_SQL.lies, codes=sorted(held))
    tags: dict[UUID, list[str]] = {}
    for tagged in await desk.tx.run(PEOPLE_SQL.tags_of, people=[one.id for one in people]):
        tags.setdefault(tagged.person_id, []).append(tagged.tag)
    labels = {pool.code: pool.label for pool in await pools.listed(desk)}
    return listing.Names({one.code: one for one in lies}, labels, tags, desk.today)


def choices(names: listing.Names, around: list[Any], place: str) -> dict[str, Any]:
    """Answer what each field of the filter offers; villages once a township is chosen."""
    township = f"{place[:9]}000" if len(place) == 12 else ""  # noqa: PLR2004 - a place's code
    return {
        "pool": names.pools,
        "state": {
            code: STATES[code] for code in ("standing", "submitted", "town_ok", "active", "paused")
        },
        "township": {one.code: words.place(one.name) for one in around if one.kind == "township"},
        "village": {
            one.code: words.place(one.name)
            for one in around
            if one.kind != "township" and township and one.code.startswith(township[:9])
        },
        "in_township": township,
        "sex": {"1": "男", "2": "女"},
        "education": listing.EDUCATION,
        "political": codes.POLITICAL,
        "intent": codes.RETURN_INTENT,
    }


def _facets(
    found: list[registered.Facet], names: listing.Names, around: list[Any]
) -> list[dict[str, Any]]:
    """Answer the groups of further choices, the largest first; schooling by its height."""
    ranks = dict(zip(("7", "6", "5", "4", "3", "2", "1"), listing.EDUCATION.items(), strict=True))
    labels: dict[str, dict[str, tuple[str, str]]] = {
        "pool": {code: (code, label) for code, label in names.pools.items()},
        "sex": {"1": ("1", "男"), "2": ("2", "女")},
        "education": ranks,
        "place": {
            one.code: (one.code, words.place(one.name)) for one in around if one.kind == "township"
        },
        "tag": {one.value: (one.value, one.value) for one in found if one.facet == "tag"},
    }
    groups = []
    for facet, known in labels.items():
        held = [
            (one, known[one.value]) for one in found if one.facet == facet and one.value in known
        ]
        held.sort(key=lambda one: -int(one[0].value) if facet == "education" else -one[0].people)
        options = [(value, label, one.people) for one, (value, label) in held]
        if facet == "education":  # at least so much: each holds those above it
            sums = accumulate(count for _, _, count in options)
            options = [
                (value, f"{label}以上", count)
                for (value, label, _), count in zip(options, sums, strict=True)
            ]
        if options:
            groups.append({"name": facet, "label": FACETS[facet], "options": options})
    return groups


def _chips(
    asked: listing.Asked, names: listing.Names, around: list[Any]
) -> list[tuple[str, str, str]]:
    """Answer what narrows the list: its name, what is said of it, the list without it."""
    said: dict[str, dict[str, str]] = {
        "pool": names.pools,
        "state": STATES,
        "place": {one.code: words.place(one.name) for one in around},
        "sex": codes.SEX,
        "education": listing.EDUCATION,
        "political": codes.POLITICAL,
        "intent": {str(step): label for step, label in codes.RETURN_INTENT.items()},
        "verify": {"1": "有"},
        "due": {"1": "是"},
        "proposed": {"1": "是"},
    }
    return [
        (listing.LABELS[name], said.get(name, {}).get(value, value), asked.query(without=name))
        for name, value in asked.values.items()
    ]


def _done(request: shell.Asked) -> str:
    sentence = DONE.get(str(request.query_params.get("done") or ""), "")
    count = str(request.query_params.get("n") or "0")
    return sentence.format(count if count.isdecimal() and len(count) < 6 else "0")  # noqa: PLR2004


@post("/people/batch", opt=ADDS, status_code=HTTP_200_OK)
async def batch(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Do one thing to the chosen people, and go back to the list."""
    form = await shell.form(request)
    chosen = list(dict.fromkeys(edge.ids(one) for one in form.every("person")))
    deed = form.text("deed")
    match deed:
        case "enter":
            count = await batches.enter(desk, chosen, form.text("to_pool"))
        case "approve":
            count = await batches.approve(desk, chosen)
        case "leave":
            reason = form.text("exit_reason")
            if not reason.isdecimal() or int(reason) not in words.EXIT_REASONS:
                raise errors.Invalid("请选择出库原因")
            count = await batches.leave(desk, chosen, form.text("from_pool"), int(reason))
        case "verify":
            count = await batches.ask_verification(desk, chosen, form.every("fields"))
        case "tag":
            count = await batches.tag(desk, chosen, form.text("tag"))
        case "untag":
            count = await batches.untag(desk, chosen, form.text("tag"))
        case _:
            raise errors.Invalid("请选择要办理的事项")
    return _back(form, deed, count)


@post("/people/columns", opt=SEES, status_code=HTTP_200_OK)
async def choose_columns(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Remember the columns of the list for this account."""
    form = await shell.form(request)
    names = {column.name for column in listing.COLUMNS}
    await preferences.choose_columns(desk, [one for one in form.every("column") if one in names])
    return _back(form, "columns")


@post("/people/filters", opt=SEES, status_code=HTTP_200_OK)
async def save_filter(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Save what narrows the list now under a name, or forget a saved one."""
    form = await shell.form(request)
    if form.text("drop"):
        await preferences.drop_filter(desk, form.text("drop"))
        return _back(form, "dropped")
    await preferences.save_filter(desk, form.text("name"), _query(form).query())
    return _back(form, "saved")


@post("/people/export", opt=ADDS, status_code=HTTP_200_OK)
async def export(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Send the list as it is on the screen as a workbook."""
    taken = await _taken(request, desk, exports.Way.EXPORT)
    rows = [taken.labels, *taken.rows]
    file = writing.workbook([writing.Table(name="人才名录", rows=rows, notes=taken.notes)])
    name = quote(f"人才名录-{taken.at:%Y%m%d-%H%M}.xlsx")
    return Response(
        file,
        media_type=writing.XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@post("/people/print", opt=ADDS, status_code=HTTP_200_OK)
async def printed(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show the list to be printed, all of it or those ticked, with whose paper it is and what for."""
    taken = await _taken(request, desk, exports.Way.PRINT)
    values = {"columns": taken.columns, "rows": taken.rows, "notes": taken.notes}
    return shell.write(request, "people_print.html", values)


class Taken(Struct, frozen=True):
    """A list that leaves: its columns, its rows in words, whose it is and what for."""

    columns: list[listing.Column]
    labels: list[str]
    rows: list[list[str]]
    notes: tuple[str, str]
    at: datetime


async def _taken(request: shell.Asked, desk: Desk, way: exports.Way) -> Taken:
    """Take the list as it is on the screen: its columns, conditions and ticks."""
    form = await shell.form(request)
    ids = list(dict.fromkeys(edge.ids(one) for one in form.every("person")))
    columns = await _columns(desk)
    labels = ["姓名", *(column.label for column in columns)]
    screen = exports.Screen(_query(form).filter(), ids, labels)
    leaving = exports.Leaving(form.text("purpose"), form.text("recipient"))
    found = await exports.chosen(desk, screen, leaving, way)
    at = datetime.now(SHANGHAI)
    notes = (exports.mark(desk.actor, at), f"用途：{leaving.said}")
    return Taken(columns, labels, await _rows(desk, found, columns), notes, at)


async def _columns(desk: Desk) -> list[listing.Column]:
    names = await preferences.columns(desk) or listing.USUAL
    return [one for one in listing.COLUMNS if one.name in names]


async def _rows(
    desk: Desk, found: list[registered.Person], columns: list[listing.Column]
) -> list[list[str]]:
    names = await names_of(desk, found)
    shown = ("name", *(column.name for column in columns))
    return [[listing.cell(one, column, names) for column in shown] for one in found]


def _query(form: shell.Form) -> listing.Asked:
    """Read the address of the list that a form was sent from."""
    return listing.asked(dict(shell.pairs(form.text("back"))))


def _back(form: shell.Form, done: str, count: int = 0) -> Response[Any]:
    return shell.go("/people?" + _query(form).query(done=done, n=count or ""))


ROUTES: tuple[Any, ...] = (listed, batch, choose_columns, save_filter, export, printed)
