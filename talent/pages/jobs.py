"""后台任务 and 系统: what is done in the background and how far it is; which version serves here."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from talent import __version__, edge
from talent.core import access
from talent.flows import jobs
from talent.flows import system as flow
from talent.flows.desk import Desk
from talent.pages import shell

ASKS = edge.for_roles(*access.SEES_PEOPLE)
SYSTEM = edge.for_roles(access.Role.SYSTEM)
PAGE = 50
KINDS = {
    "roster-stage": "读取花名册",
    "roster-commit": "花名册入库",
    "sweep": "全库查重",
    "model-training": "训练查重模型",
    "automatic-merges": "成批合并",
}
STATES = {
    "queued": "排队中",
    "running": "进行中",
    "done": "已完成",
    "refused": "未办理",
    "failed": "出错",
}
PROBLEMS = {
    "forbidden": "提出人已没有办理的权限",
    "unforeseen": "程序出错，未办完的部分没有改动；请告诉系统管理员",
    "job-keeps-failing": "多次开始都未能办完，已停止；请告诉系统管理员",
}


@get("/jobs", opt=ASKS)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], after: FromQuery[UUID | None] = None
) -> shell.Page:
    """List jobs, newest first; those under way are asked after as long as the page is open."""
    found = await jobs.listed(desk, None, after, PAGE)
    values = {
        "jobs": found,
        "moving": any(one.state in ("queued", "running") for one in found),
        "way": shell.way(request, found[-1].id if len(found) == PAGE else None),
        "kinds": KINDS,
        "states": STATES,
        "problems": PROBLEMS,
    }
    return await shell.show(request, desk, "jobs.html", values, part="jobs_list.html")


@get("/jobs/{job:str}", opt=ASKS)
async def one(request: shell.Asked, desk: NamedDependency[Desk], job: FromPath[str]) -> shell.Page:
    """Show one job and how far it is."""
    held = await jobs.one(desk, edge.ids(job))
    values = {"job": held, "kinds": KINDS, "states": STATES}
    return await shell.show(request, desk, "job.html", values, part="job_progress.html")


@get("/system", opt=SYSTEM)
async def system(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show which version serves, how the work in the background goes, when a dump was made."""
    found = await flow.shown(desk)
    values = {
        "version": __version__,
        "system": found,
        "moving": any(one.state in ("queued", "running") for one in found.jobs),
        "kinds": KINDS,
        "states": STATES,
    }
    return await shell.show(request, desk, "system.html", values, part="system_part.html")


ROUTES: tuple[Any, ...] = (listed, one, system)
