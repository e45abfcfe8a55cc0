"""复核设置: many pairs at once, whose they are, how they are reviewed, the automatic part, sweeps."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access, pair
from talent.flows import automerges, judging, sweeps
from talent.flows.desk import Desk
from talent.pages import pairs, shell, typed

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)
HR = edge.for_roles(access.Role.HR)
MOST_SWEEPS = 5
BANDS = {
    "likely": "很可能",
    "likely_rolling": "很可能（最近200对）",
    "unsure": "存疑",
    "automatic": "可直接合并",
    "automatic_rolling": "可直接合并（最近200对）",
}


@post("/pairs/different", opt=JUDGES, status_code=HTTP_200_OK)
async def different(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Say of the ticked pairs that they are different people; all of them or none."""
    form = await shell.form(request)
    said = judging.Bulk(_ticked(form), form.text("reason") or None)
    await judging.different(desk, said)
    return shell.go(_back(form, "many"))


@post("/pairs/assignments", opt=HR, status_code=HTTP_200_OK)
async def assign(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Assign the ticked pairs to a township, or all that lie in it; an empty place is hr's again."""
    form = await shell.form(request)
    some = None if form.text("all") else _ticked(form)
    await judging.assign(desk, judging.Assigning(form.text("township") or None, some))
    return shell.go(_back(form, "assigned"))


def _ticked(form: shell.Form) -> tuple[pair.Key, ...]:
    found = []
    for said in form.every("pair"):
        one, _, other = said.partition(".")
        found.append((edge.ids(one), edge.ids(other)))
    if not found:
        raise typed.fault("pair", "", "请先勾选")
    return tuple(found)


def _back(form: shell.Form, done: str) -> str:
    walk = pairs.asked(dict(parse_qsl(form.text("walk"))))
    return f"/pairs?{urlencode(walk | {'done': done})}"


@get("/pairs/review", opt=HR)
async def review(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show how pairs are reviewed, what was said and how right the model was, and the last sweeps."""
    told = await judging.statistics(desk, None)
    values = {
        "rule": await judging.rule(desk),
        "told": told,
        "automatic": sum(one.automatic for one in told.waiting if one.state == "open"),
        "waiting": sum(one.pairs for one in told.waiting),
        "sweeps": (await sweeps.listed(desk))[:MOST_SWEEPS],
        "bands": BANDS,
    }
    return await shell.show(request, desk, "review.html", values)


@post("/pairs/rule", opt=HR, status_code=HTTP_200_OK)
async def set_rule(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Set how pairs are reviewed from now on."""
    form = await shell.form(request)
    said = judging.RuleSet(
        two_person=form.text("rule") == "two_person",
        automatic=form.text("rule") == "automatic",
        reason=form.text("reason") or None,
    )
    await judging.set_rule(desk, said)
    return shell.go("/pairs/review")


@post("/pairs/automatic", opt=HR, status_code=HTTP_200_OK)
async def automatic(desk: NamedDependency[Desk]) -> Response[Any]:
    """Ask for the merges of the automatic part, and show how far they are."""
    return shell.go(f"/jobs/{await automerges.ask(desk)}")


@post("/sweeps", opt=HR, status_code=HTTP_200_OK)
async def sweep(desk: NamedDependency[Desk]) -> Response[Any]:
    """Ask for a sweep over the whole register, and show how far it is."""
    return shell.go(f"/jobs/{await sweeps.ask(desk)}")


ROUTES: tuple[Any, ...] = (different, assign, review, set_rule, automatic, sweep)
