"""需求: what villages ask for, filing it, its way from draft to closed, and who is suggested."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import db, edge, errors
from talent.core import access, reviewing
from talent.core import post as core
from talent.core import requests as rows
from talent.flows import finding, posts, requests, reviews, skillsets, suggestions
from talent.flows.desk import Desk
from talent.pages import people as directory
from talent.pages import shell, typed
from talent.pages import suggestions as suggested

FILES = edge.for_roles(*access.FILES_REQUESTS)
RELEASES = edge.for_roles(access.Role.HR)
MOST_FOUND = 10
FIELDS = (
    "post",
    "seats",
    "wanted_skills",
    "must_haves",
    "deadline",
    "election_day",
    "document",
    "urgent",
)
# What a step is called on its button, by where it leads from and to.
STEPS: dict[tuple[str, str], str] = {
    ("draft", "submitted"): "提交乡镇",
    ("draft", "town_ok"): "乡镇同意",
    ("draft", "draft"): "退回修改",
    ("town_ok", "open"): "受理",
    ("town_ok", "draft"): "退回修改",
    ("suggested", "shortlisted"): "列入备选",
    ("suggested", "open"): "退回重新测算",
    ("shortlisted", "review"): "进入审查",
    ("shortlisted", "suggested"): "退回建议",
    ("review", "shortlisted"): "退回备选",
}
ONWARD = frozenset({"submitted", "town_ok", "open", "review"})
CLOSED = {
    "filled": "以“已配备”办结",
    "unfilled": "以“未配备”办结",
    "withdrawn": "撤回",
}


@get("/requests", opt=FILES)
async def listed(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    before: FromQuery[UUID | None] = None,
) -> shell.Page:
    """List the requests in scope, newest first."""
    state = request.query_params.get("state")
    chosen = state if state in core.REQUEST_STATES else None
    waiting = rows.WAITS[desk.actor.role or ""] if request.query_params.get("waiting") else None
    found = await requests.page(desk, requests.Filter(state=chosen, stands=waiting, before=before))
    values = {
        "requests": found.requests,
        "way": shell.way(request, found.next, "before"),
        "state": chosen or "",
        "waiting": waiting is not None,
        "states": core.REQUEST_STATES,
        "outcomes": core.REQUEST_OUTCOMES,
    }
    return await shell.show(request, desk, "requests.html", values)


@get("/villages/{village:str}/requests/new", opt=FILES)
async def new(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    village: FromPath[str],
    chosen: FromQuery[str | None] = None,
) -> shell.Page:
    """Ask for what a village needs, on one page."""
    typed_in = dict.fromkeys(FIELDS, "") | {"post": chosen or "", "seats": "2"}
    return await _ask(request, desk, village, typed_in, ())


async def _ask(
    request: shell.Asked,
    desk: Desk,
    village: str,
    said: dict[str, str],
    faults: tuple[errors.Fault, ...],
    once: str = "",
    draft: rows.Shown | None = None,
) -> shell.Page:
    values = {
        "village": await posts.village(desk, village),
        "draft": draft,
        "bodies": await posts.listed(desk, village, desk.today),
        "said": said,
        "once": once or str(db.new_id()),
        "faults": faults,
        "known_skills": tuple(one.name for one in await skillsets.listed(desk)),
        "roles": core.ROLES,
        "most": core.most_reserves,
        "today": desk.today,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "request_new.html", values, status=status)


@post("/villages/{village:str}/requests", opt=FILES, status_code=HTTP_200_OK)
async def file(
    request: shell.Asked, desk: NamedDependency[Desk], village: FromPath[str]
) -> Response[Any]:
    """File a request and go on to it; with `submit` it goes to the township at once."""
    form = await shell.form(request)
    said = {name: form.text(name) for name in FIELDS}
    try:
        made = await requests.file_once(
            desk,
            requests.New(
                village=village,
                post=edge.ids(said["post"]) if said["post"] else _no_post(),
                **_asked(form),
            ),
            _key(form),
        )
    except errors.Invalid as refusal:
        return await _ask(request, desk, village, said, refusal.faults, form.text("once"))
    if form.text("submit") and made.submitted_on is None:
        await requests.step(desk, made.id, made.version, requests.Step(state="submitted"))
    return shell.go(f"/requests/{made.id}")


def _asked(form: shell.Form) -> dict[str, Any]:
    """Read what is asked for, which a draft may ask anew."""
    return {
        "seats": typed.number(form, "seats"),
        "wanted_skills": typed.words(form, "wanted_skills"),
        "must_haves": typed.words(form, "must_haves"),
        "deadline": typed.day(form, "deadline"),
        "election_day": typed.day(form, "election_day"),
        "document": form.text("document") or None,
        "urgent": bool(form.text("urgent")),
    }


@get("/requests/{request_id:str}/edit", opt=FILES)
async def edit(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> shell.Page:
    """Show a draft as the form it was filed with."""
    held = await requests.one(desk, edge.ids(request_id))
    said = {
        "post": "",
        "seats": str(held.seats),
        "wanted_skills": "、".join(held.wanted_skills),
        "must_haves": "、".join(held.must_haves),
        "deadline": held.deadline.isoformat() if held.deadline else "",
        "election_day": held.election_day.isoformat() if held.election_day else "",
        "document": held.document or "",
        "urgent": "1" if held.urgent else "",
    }
    return await _ask(request, desk, held.village, said, (), draft=held)


@post("/requests/{request_id:str}/edit", opt=FILES, status_code=HTTP_200_OK)
async def amend(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> Response[Any]:
    """Write a draft anew under the version that was read; with `submit` it goes to the township."""
    form = await shell.form(request)
    held = await requests.one(desk, edge.ids(request_id))
    try:
        changes = requests.Changes(**_asked(form))
        made = await requests.amend(desk, held.id, typed.number(form, "version"), changes)
    except errors.Invalid as refusal:
        said = {name: form.text(name) for name in FIELDS}
        return await _ask(request, desk, held.village, said, refusal.faults, draft=held)
    if form.text("submit"):
        await requests.step(desk, made.id, made.version, requests.Step(state="submitted"))
    return shell.go(f"/requests/{made.id}")


def _key(form: shell.Form) -> str:
    """Answer the key of a form that was opened once: sent twice, it files one request."""
    given = form.text("once")
    return given if edge.good_key(given) else str(db.new_id())


def _no_post() -> UUID:
    raise typed.fault("post", "", "请选择职务")


@get("/requests/{request_id:str}", opt=FILES)
async def one(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    request_id: FromPath[str],
    run: FromQuery[UUID | None] = None,
) -> shell.Page:
    """Show a request: how it stands, what may be done, who is suggested and who may not be, and why."""
    key = edge.ids(request_id)
    held = await requests.row(desk, key)
    ran = await suggestions.runs(desk, key)
    answer = await suggestions.newest(desk, key, run) if ran else None
    values = {
        "request": rows.shown(held),
        "steps": _steps(desk, held),
        "states": core.REQUEST_STATES,
        "outcomes": core.REQUEST_OUTCOMES,
        "runs": ran,
        "releases": await requests.releases(desk, key),
        "may_suggest": held.state != "closed",
        "may_edit": held.state == "draft" and held.submitted_on is None,
        "reviewed": await reviews.listed(desk, key) if desk.actor.role == access.Role.HR else [],
        "departments": reviewing.DEPARTMENTS,
        "results": reviewing.RESULTS,
        **suggested.shown(desk, held, answer, newest=ran[0].id if ran else None),
    }
    return await shell.show(request, desk, "request.html", values)


def _steps(desk: Desk, held: rows.Row) -> list[dict[str, str]]:
    """Answer the steps that whoever acts may take from here, the way on first."""
    found = []
    for state in rows.next_states(held):
        outcomes = tuple(CLOSED) if state == "closed" else ("",)
        for outcome in outcomes:
            label = CLOSED[outcome] if outcome else STEPS.get((held.state, state))
            if label and rows.may_step(desk.actor, held, state, outcome or None):
                found.append({"state": state, "outcome": outcome, "label": label})
    return sorted(found, key=lambda one: one["state"] not in ONWARD)


@post("/requests/{request_id:str}/steps", opt=FILES, status_code=HTTP_200_OK)
async def step(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> Response[Any]:
    """Take a request a step on or back, under the version that was read."""
    form = await shell.form(request)
    to = typed.one_of(form, "state", requests.To)
    said = form.text("outcome")
    outcome = typed.one_of(form, "outcome", requests.Outcome) if said else None
    wanted = requests.Step(state=to, outcome=outcome)
    await requests.step(desk, edge.ids(request_id), typed.number(form, "version"), wanted)
    return shell.go(f"/requests/{request_id}")


@post("/requests/{request_id:str}/suggestions", opt=FILES, status_code=HTTP_200_OK)
async def suggest(desk: NamedDependency[Desk], request_id: FromPath[str]) -> Response[Any]:
    """Compute whom the register proposes, by the law of today, and show it."""
    await suggestions.make(desk, edge.ids(request_id), suggestions.Make())
    return shell.go(f"/requests/{request_id}")


@get("/requests/{request_id:str}/people", opt=RELEASES)
async def people(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    request_id: FromPath[str],
    q: FromQuery[str | None] = None,
) -> shell.Page:
    """Find whom hr might let the village see, by name."""
    held = await requests.row(desk, edge.ids(request_id))
    named = (q or "").strip()
    found = await finding.page(desk, finding.Filter(q=named, limit=MOST_FOUND)) if named else None
    listed = found.people if found else []
    values = {
        "request": rows.shown(held),
        "q": named,
        "people": listed,
        "names": await directory.names_of(desk, listed),
        "more": bool(found and found.next),
    }
    return await shell.show(request, desk, "release.html", values, part="release_people.html")


@post("/requests/{request_id:str}/releases", opt=RELEASES, status_code=HTTP_200_OK)
async def release(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> Response[Any]:
    """Let the village see a person until the request ends."""
    form = await shell.form(request)
    new = requests.NewRelease(edge.ids(form.text("person")), form.text("reason"))
    await requests.release(desk, edge.ids(request_id), new)
    return shell.go(f"/requests/{request_id}#released")


ROUTES: tuple[Any, ...] = (
    listed, new, file, edit, amend, one, step, suggest, people, release,
)  # fmt: skip
