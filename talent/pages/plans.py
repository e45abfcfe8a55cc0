"""全县方案: made, read by township, asked what would be if, adopted, taken away as a workbook."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct, structs

from talent import edge, errors
from talent.core import access, plan, planned, rules
from talent.core import post as posts
from talent.flows import candidates, exports, finding, places, plans, takings, whatifs
from talent.flows.desk import Desk, now
from talent.pages import shell, typed
from talent.sheets import writing

PLANS = edge.for_roles(access.Role.HR)
MOST_FOUND = 10
FLOORS = {"women": "每村至少一名妇女", "young": "每村至少一名青年", "finance": "监委至少一名懂财会"}
ASKED = ("pin", "refuse", "relax", "person_cap", "at", "role", "wanted")
"""What the address of a what-if may say is different."""
MOST_POSTS = 5
STEPS = {"reviewed": "审核通过", "adopted": "采用", "draft": "退回草案", "withdrawn": "撤回"}
NEXT = {"draft": ("reviewed", "withdrawn"), "reviewed": ("adopted", "draft", "withdrawn")}


class Place(Struct):
    """A village in the plan: what is planned there, what stays empty."""

    code: str
    name: str
    assignments: list[planned.Assignment]
    unfilled: list[planned.Unfilled]

    @property
    def lines(self) -> list[planned.Assignment | planned.Unfilled]:
        """What the plan says of each post, post by post, whom it names first."""
        return sorted((*self.assignments, *self.unfilled), key=lambda one: one.post)

    @property
    def missing(self) -> int:
        """How many places stay empty."""
        return sum(one.missing for one in self.unfilled)


@get("/plans", opt=PLANS)
async def listed(
    request: shell.Asked, desk: NamedDependency[Desk], before: FromQuery[UUID | None] = None
) -> shell.Page:
    """List plans, and ask for a new one."""
    values = {
        "plans": await plans.page(desk, before),
        "townships": await _townships(desk),
        "floors": FLOORS,
        "wishes": await _wishes(desk),
    }
    return await shell.show(request, desk, "plans.html", values)


async def _wishes(desk: Desk) -> dict[str, str]:
    """Answer the wishes in force today that weigh in fit: a plan may make them conditions of its list.

    Other rows of policy only remind (仅作提示); what they say must not bar anybody from this page.
    """
    return {
        one.id: f"{one.id} {one.explanation}"
        for one in await desk.tx.run(candidates.RULES.book)
        if one.id in rules.WISHES and one.holds_on(desk.today)
    }


async def _townships(desk: Desk) -> dict[str, str]:
    return {
        one.code: one.name for one in await places.choices(desk, None) if one.kind == "township"
    }


@post("/plans", opt=PLANS, status_code=HTTP_200_OK)
async def make(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Make a plan and keep it as a draft: anew, or another plan's with changes."""
    form = await shell.form(request)
    if form.text("of"):
        policy = (await plans.one(desk, edge.ids(form.text("of")))).policy
        policy = whatifs.changed(policy, _change(form, policy))
    else:
        policy = plan.Policy(
            under=form.text("under") or None,
            person_cap=typed.within(form, "person_cap", 1, MOST_POSTS),
            to_verify=bool(form.text("to_verify")),
            fairness="worst" if form.text("fairness") == "worst" else "total",
            women=bool(form.text("women")),
            young=bool(form.text("young")),
            finance=bool(form.text("finance")),
            hard=tuple(dict.fromkeys(form.every("hard"))),
        )
    made = await plans.make(desk, plans.New(policy=policy))
    return shell.go(f"/plans/{made.id}")


def _change(form: shell.Form, policy: plan.Policy) -> whatifs.Change:
    """Read what is to be different from a policy: one post's places, in one village (`at`) or in all."""
    pins, refusals = (
        tuple(_pin(said) for said in form.every(name) if said) for name in ("pin", "refuse")
    )
    relaxed = form.every("relax")
    quotas: tuple[plan.Quota, ...] = ()
    roles: tuple[plan.Wanted, ...] = ()
    if form.text("wanted"):
        role = posts.role(typed.number(form, "role")).code
        wanted = typed.within(form, "wanted", 0, posts.MOST_RESERVES)
        if form.text("at"):
            quotas = (plan.Quota(form.text("at"), role, wanted),)
        else:
            usual = {one.role: one for one in policy.roles}.get(role, plan.Wanted(role))
            roles = (structs.replace(usual, wanted=wanted),)
    return whatifs.Change(
        pins=pins,
        refusals=refusals,
        quotas=quotas,
        roles=roles,
        person_cap=typed.within(form, "person_cap", 1, MOST_POSTS)
        if form.text("person_cap")
        else None,
        women=False if "women" in relaxed else None,
        young=False if "young" in relaxed else None,
        finance=False if "finance" in relaxed else None,
    )


async def _said(desk: Desk, change: whatifs.Change) -> list[str]:
    """Say what would be different."""
    said = [
        f"{verb} {len(named)} 人"
        for verb, named in (("固定", change.pins), ("排除", change.refusals))
        if named
    ]
    for quota in change.quotas:
        village = (await places.one(desk, quota.village)).name
        said.append(f"{village}{_role(quota.post)}后备改为 {quota.wanted} 名")
    said += [f"各村{_role(one.role)}后备改为 {one.wanted} 名" for one in change.roles]
    if change.person_cap is not None:
        said.append(f"每人最多列入 {change.person_cap} 个岗位")
    return said + [
        f"不要求{label}" for name, label in FLOORS.items() if getattr(change, name) is False
    ]


def _role(code: int) -> str:
    """Say a role with its body: 委员 is one of several."""
    role = posts.role(code)
    return f"{role.label}（{posts.BODY_LABELS[role.body]}）"


def _pin(said: str) -> plan.Pin:
    village, _, rest = said.partition(",")
    role, _, person = rest.partition(",")
    if not role.isdecimal() or len(role) > 2:  # noqa: PLR2004 - a role code has two digits
        raise errors.NotFound
    return plan.Pin(village, int(role), edge.ids(person))


@get("/plans/{plan_id:str}", opt=PLANS)
async def one(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    plan_id: FromPath[str],
    township: FromQuery[str | None] = None,
) -> shell.Page:
    """Show a plan: the county by township, or one township village by village."""
    found = await plans.one(desk, edge.ids(plan_id))
    around = _around(found)
    names = await _townships(desk)
    grid = dict(sorted(around.items()))
    values = {
        "plan": found,
        "grid": grid,
        "names": names,
        "township": township if township in grid else "",
        "villages": grid.get(township or "", []),
        "shortfalls": [
            one for one in found.shortfalls if one.village.startswith((township or "-")[:9])
        ],
        "steps": {state: STEPS[state] for state in NEXT.get(found.state, ())},
        "floors": FLOORS,
        "pinned": {(pin.village, pin.post, pin.person) for pin in found.policy.pins},
        "roles": {code: role.label for code, role in posts.ROLES.items()},
        "wanted": {one.role: _role(one.role) for one in found.policy.roles},
        "most_reserves": posts.MOST_RESERVES,
    }
    return await shell.show(request, desk, "plan.html", values)


def _around(found: planned.Plan) -> dict[str, list[Place]]:
    villages: dict[str, Place] = {}

    def place(code: str, name: str) -> Place:
        return villages.setdefault(code, Place(code, name, [], []))

    for line in found.assignments:
        place(line.village, line.village_name).assignments.append(line)
    for gap in found.unfilled:
        place(gap.village, gap.village_name).unfilled.append(gap)
    grid: dict[str, list[Place]] = defaultdict(list)
    for code, village in sorted(villages.items()):
        grid[f"{code[: access.TOWNSHIP_DIGITS]}000"].append(village)
    return grid


@post("/plans/{plan_id:str}/steps", opt=PLANS, status_code=HTTP_200_OK)
async def step(
    request: shell.Asked, desk: NamedDependency[Desk], plan_id: FromPath[str]
) -> Response[Any]:
    """Review, send back, adopt or withdraw, under the version that was read."""
    form = await shell.form(request)
    state = form.text("state")
    if state not in STEPS:
        raise typed.fault("state", state, "、".join(STEPS.values()))
    taken = plans.Step(state)  # type: ignore[arg-type]
    await plans.step(desk, edge.ids(plan_id), typed.number(form, "version"), taken)
    return shell.go(f"/plans/{edge.ids(plan_id)}")


@get("/plans/{plan_id:str}/what-if", opt=PLANS)
async def what_if(
    request: shell.Asked, desk: NamedDependency[Desk], plan_id: FromPath[str]
) -> shell.Page:
    """Show what a change would change, before it is kept as another draft."""
    key = edge.ids(plan_id)
    asked = shell.Form({name: request.query_params.getall(name) for name in request.query_params})
    held = await plans.one(desk, key)
    change = _change(asked, held.policy)
    values = {
        "plan": held,
        "said": await _said(desk, change),
        "difference": await whatifs.what_if(desk, key, change),
        "asked": [(name, said) for name in ASKED for said in asked.every(name) if said],
    }
    return await shell.show(request, desk, "plan_what_if.html", values)


@get("/plans/{plan_id:str}/why-not", opt=PLANS)
async def why_not(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    plan_id: FromPath[str],
    village: FromQuery[str],
    role: FromQuery[int],
    q: FromQuery[str | None] = None,
    person: FromQuery[UUID | None] = None,
) -> shell.Page:
    """Answer why somebody is not planned for a post, whom one finds by name."""
    key, named = edge.ids(plan_id), (q or "").strip()
    found = await finding.page(desk, finding.Filter(q=named, limit=MOST_FOUND)) if named else None
    answer = None
    if person is not None:
        answer = await whatifs.why_not(desk, key, plan.Pin(village, role, person))
    values = {
        "plan": await plans.one(desk, key),
        "village": await places.one(desk, village),
        "role": posts.role(role),
        "q": named,
        "people": found.people if found else (),
        "answer": answer,
    }
    return await shell.show(request, desk, "plan_why_not.html", values)


@post("/plans/{plan_id:str}/export", opt=PLANS, status_code=HTTP_200_OK)
async def take(
    request: shell.Asked, desk: NamedDependency[Desk], plan_id: FromPath[str]
) -> Response[bytes]:
    """Take the plan away as a workbook, for a purpose and to a recipient, both recorded."""
    form = await shell.form(request)
    key = edge.ids(plan_id)
    said = exports.Leaving(form.text("purpose"), form.text("recipient"))
    made = await takings.plan(desk, key, said, now())
    headers = {"content-disposition": f'attachment; filename="plan-{key}.xlsx"'}
    return Response(made, media_type=writing.XLSX, headers=headers)


ROUTES: tuple[Any, ...] = (listed, make, one, step, what_if, why_not, take)
