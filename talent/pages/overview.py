"""工作台: what there is to do, and how the pools stand."""

from datetime import date
from itertools import groupby
from typing import Any

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from msgspec import Struct

from talent import edge
from talent.core import access, requests
from talent.core import overview as core
from talent.core.access import Role
from talent.flows import overview as flow
from talent.flows.desk import Desk
from talent.pages import menu, shell, typed


class Task(Struct, frozen=True):
    """One thing to do: how many wait, what for, and the list of them."""

    count: int
    label: str
    path: str
    why: str


@get("/", opt=edge.for_roles(*access.Role))
async def overview(
    request: shell.Asked, desk: NamedDependency[Desk], on: FromQuery[str | None] = None
) -> shell.Page:
    """Show what there is to do for whoever acts, and the pools as of a day.

    Who watches over the service or runs it is shown what to look at.
    """
    if desk.actor.role not in access.SEES_PEOPLE:
        entries = [entry for group in menu.of(desk.actor.role) for entry in group.entries]
        others = [entry for entry in entries if entry.path != "/"]
        tasks = _watched(await flow.watched(desk), desk.actor.role or "")
        plain = {"entries": others, "tasks": tasks, "today": desk.today}
        return await shell.show(request, desk, "overview_plain.html", plain)
    day = _day(on, desk.today)
    stands = await flow.standing(desk, day)
    values = {
        "tasks": _tasks(await flow.to_do(desk), desk.actor.role or ""),
        "today": desk.today,
        "on": day,
        "totals": [one for one in stands.totals if one.pool],
        "everybody": next((one for one in stands.totals if not one.pool), None),
        "areas": _areas(stands.areas),
        "most": max((one.people for one in stands.areas), default=0),
        "villages": sum(one.villages for one in stands.areas),
        "least": stands.least,
        "covered": sum(one.covered for one in stands.areas),
        "months": _months(stands),
        "chart": msgspec.json.encode(_chart(stands)).decode(),
        "place_named": desk.actor.role == Role.TOWNSHIP,
        "sees_reserves": desk.actor.role in access.FILES_REQUESTS,
    }
    return await shell.show(request, desk, "overview.html", values)


def _day(said: str | None, today: date) -> date:
    """Read the day as of which the pools are counted; today where none was said that has come."""
    try:
        return min(typed.iso(said or "") or today, today)
    except ValueError:
        return today


def _pairs(waiting: dict[str, int] | None, role: str) -> list[Task]:
    """Answer which pairs wait; of what only some counties know nothing is said where there is none."""
    if waiting is None:
        return []
    tasks = [Task(waiting.get("open", 0), "对疑似重复待核对", "/pairs", "逐对判断是否同一人")]
    if second := waiting.get("proposed", 0):
        tasks.append(Task(second, "对待另一人复核", "/pairs?state=proposed", "一人已判为同一人"))
    if role == Role.HR and (agreed := waiting.get("same", 0)):
        tasks.append(Task(agreed, "对判为同一人待合并", "/pairs?state=same", "判断后尚未合并"))
    return tasks


def _tasks(to_do: flow.ToDo, role: str) -> list[Task]:
    """Answer what waits, what has nothing waiting at the end; another role's is left out."""
    people = to_do.people
    asked = to_do.requests or {}
    tasks = _pairs(to_do.pairs, role)
    if role in requests.WAITS:
        count = sum(asked.get(state, 0) for state in requests.WAITS[role])
        tasks.append(Task(count, "件用人需求待办理", "/requests?waiting=1", "审核、推荐或答复"))
    if role == Role.TOWNSHIP:
        tasks.append(
            Task(people.submitted, "人待乡镇审核入库", "/people?state=submitted", "核对后上报")
        )
    if role == Role.HR:
        tasks += [
            Task(people.town_ok, "人待审核入库", "/people?state=town_ok", "乡镇已审核"),
            Task(people.submitted, "人待乡镇审核", "/people?state=submitted", "新登记，尚未审核"),
        ]
    if to_do.rows is not None:
        tasks.append(Task(to_do.rows, "行花名册待更正或核对", "/rosters", "更正后继续入库"))
    if role != Role.VILLAGE:
        tasks += [
            Task(people.due, "人联系已到期", "/people?due=1", "超过约定的下次联系日期"),
            Task(people.to_verify, "人有待核实内容", "/people?verify=1", "与本人或村里核实"),
            Task(
                people.proposals,
                "人有他人填报待采用",
                "/people?proposed=1",
                "在人员详情中采用或不采用",
            ),
        ]
    if to_do.terms is not None:
        tasks.append(
            Task(to_do.terms, "个村半年内届满或已届满", "/villages?only=ending", "准备换届人选")
        )
    if to_do.reserves is not None:
        why = {Role.VILLAGE: "小组、党支部讨论", Role.TOWNSHIP: "考察后报县", Role.HR: "备案"}
        tasks.append(
            Task(to_do.reserves, "名后备人选待办理", "/reserves?waiting=1", why.get(Role(role), ""))
        )
    if to_do.reviews is not None:
        tasks.append(
            Task(to_do.reviews, "名后备今年待评议", "/reserves?unreviewed=1", "每年评议一次")
        )
    paths = {entry.path for group in menu.of(role) for entry in group.entries}
    kept = [one for one in tasks if one.path.partition("?")[0] in paths]
    return sorted(kept, key=lambda one: one.count == 0)


WATCHED: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    Role.AUDITOR: (
        ("reveal", "次打开加密信息", "/audit?action=reveal", "近七天；谁、为何看过谁的号码"),
        ("export", "次导出", "/audit?action=export", "近七天；用途与接收方"),
        ("print", "次打印", "/audit?action=print", "近七天；用途与接收方"),
        ("log-in-failed", "次登录失败", "/audit?action=log-in-failed", "近七天"),
        ("refused", "次被拒绝", "/audit?action=refused", "近七天；越权或超出范围的访问"),
    ),
    Role.SECURITY: (
        ("locked", "个账号暂停登录", "/accounts", "多次输错密码"),
        ("no_grant", "个账号尚未授权", "/accounts", "登录后不能办理任何事项"),
        ("must_change", "个账号待改初始密码", "/accounts", "本人首次登录时修改"),
    ),
    Role.SYSTEM: (
        ("dump", "次备份待做", "/system", "最近七天没有备份"),
        ("failed", "件后台任务出错", "/system", "近七天"),
        ("running", "件后台任务进行中", "/system", "可离开该页"),
        ("queued", "件后台任务排队中", "/system", "由后台依次办理"),
    ),
}
"""What each role of these looks at: its kind, what it is called, its list, why."""


def _watched(counted: dict[str, int], role: str) -> list[Task]:
    """Answer what there is to look at, what has nothing at the end."""
    tasks = [Task(counted.get(kind, 0), *said) for kind, *said in WATCHED[role]]
    return sorted(tasks, key=lambda one: one.count == 0)


def _areas(areas: list[core.Area]) -> list[tuple[str, list[core.Area]]]:
    """Group the places by district; without districts they stand in one group."""
    return [(name or "", list(held)) for name, held in groupby(areas, lambda one: one.district)]


def _months(stands: flow.Standing) -> list[tuple[str, dict[str, int]]]:
    days = sorted({one.on_day for one in stands.months})
    return [
        (f"{day:%Y-%m}", {one.pool: one.entries for one in stands.months if one.on_day == day})
        for day in days
    ]


def _chart(stands: flow.Standing) -> dict[str, Any]:
    """Answer what the chart draws: months, and a line for each pool."""
    months = _months(stands)
    pools = [(one.pool or "", one.label or "") for one in stands.totals if one.pool]
    return {
        "months": [month for month, _ in months],
        "lines": [
            {"name": label, "data": [counts.get(pool, 0) for _, counts in months]}
            for pool, label in pools
        ],
    }


ROUTES: tuple[Any, ...] = (overview,)
