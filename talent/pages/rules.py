"""规则: the rows in force with their citations, sets that change them, the difference before a set begins."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import edge, errors
from talent.core import access, rulebook, rules, ruleset
from talent.core import post as core
from talent.flows import places, rulesets
from talent.flows.desk import Desk
from talent.pages import parameters, shell, typed

READS = edge.for_roles(*access.FILES_REQUESTS)
KEEPS = edge.for_roles(access.Role.HR)
SAID = ("title", "begins", "until", "rule_class", "on_unknown", "citation", "explanation", "doubt")
STEPS = {
    "approval": rulesets.approve,
    "activation": rulesets.switch_on,
    "withdrawal": rulesets.withdraw,
}


@get("/rules", opt=READS)
async def in_force(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """List the rows in force on a day, and for hr the sets that change them."""
    said = request.query_params.get("on", "")
    on = _day(said) or desk.today
    hr = desk.actor.role == access.Role.HR
    values = {
        "rows": await rulesets.in_force(desk, on),
        "on": on,
        "sets": await rulesets.listed(desk) if hr else [],
        "states": ruleset.STATES,
        "confirmations": rulebook.CONFIRMATIONS,
        "result_labels": rules.RESULT_LABELS,
    }
    return await shell.show(request, desk, "rules.html", values)


def _day(said: str) -> date | None:
    try:
        return typed.iso(said)
    except ValueError:
        raise typed.fault("on", said, typed.DAY_EXPECTED) from None


@post("/rules/{rule:str}/editions/{edition:str}/confirmations", opt=KEEPS, status_code=HTTP_200_OK)
async def confirm(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    rule: FromPath[str],
    edition: FromPath[str],
) -> Response[Any]:
    """Say that one has held a row against the official text."""
    form = await shell.form(request)
    await rulesets.confirm(desk, rule, edition, rulesets.Confirmation(form.text("source")))
    return shell.go("/rules")


@get("/rules/sets/new", opt=KEEPS)
async def new(
    request: shell.Asked, desk: NamedDependency[Desk], rule: FromQuery[str | None] = None
) -> shell.Page:
    """Ask for a change of one rule: begun from how it stands."""
    row = await _row(desk, rule or "")
    said = {
        "title": f"修改{row.id}",
        "begins": desk.today.isoformat(),
        "until": "",
        "rule_class": row.rule_class,
        "on_unknown": row.on_unknown,
        "citation": row.citation,
        "explanation": row.explanation,
        "doubt": row.doubt,
    }
    held = parameters.flat(row.params)
    params = {path: parameters.written(path, value) for path, value in held.items()}
    return await _ask(request, desk, row, said | {"ends": ""}, params, ())


async def _row(desk: Desk, rule: str) -> rulebook.Shown:
    for row in await rulesets.in_force(desk, desk.today):
        if row.id == rule:
            return row
    raise errors.NotFound


async def _ask(
    request: shell.Asked,
    desk: Desk,
    row: rulebook.Shown,
    said: dict[str, str],
    params: dict[str, str],
    faults: tuple[errors.Fault, ...],
) -> shell.Page:
    values = {
        "row": row,
        "said": said,
        "params": params,
        "label": parameters.label,
        "faults": faults,
        "classes": rules.RULE_CLASS_LABELS,
        "open_results": {key: rules.RESULT_LABELS[key] for key in ("REVIEW", "UNKNOWN", "N/A")},
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "rule_set_new.html", values, status=status)


@post("/rules/sets", opt=KEEPS, status_code=HTTP_200_OK)
async def draft(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Draft a set of one changed or ended rule."""
    form = await shell.form(request)
    row = await _row(desk, form.text("rule"))
    said = {name: form.text(name) for name in (*SAID, "ends")}
    params = {path: form.text(f"param-{path}") for path in parameters.flat(row.params)}
    try:
        made = await rulesets.draft(desk, _draft(form, row, said, params))
    except errors.Invalid as refusal:
        return await _ask(request, desk, row, said, params, refusal.faults)
    return shell.go(f"/rules/sets/{made.version}")


def _draft(
    form: shell.Form, row: rulebook.Shown, said: dict[str, str], params: dict[str, str]
) -> ruleset.Draft:
    begins = typed.day(form, "begins")
    if begins is None:
        raise typed.fault("begins", "", "请写明生效日")
    changed = ruleset.NewRule(
        id=row.id,
        roles=row.roles,
        rule_class=said["rule_class"],
        predicate=row.predicate,
        params=parameters.nested(
            {
                path: parameters.read(path, params[path], was)
                for path, was in parameters.flat(row.params).items()
            }
        ),
        on_unknown=said["on_unknown"],
        citation=said["citation"],
        explanation=said["explanation"],
        doubt=said["doubt"],
    )
    return ruleset.Draft(
        title=said["title"],
        in_force_from=begins,
        in_force_until=typed.day(form, "until"),
        changes=() if said["ends"] else (changed,),
        ends=(row.id,) if said["ends"] else (),
    )


@get("/rules/sets/{version:int}", opt=KEEPS)
async def one(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    version: FromPath[int],
    role: FromQuery[int | None] = None,
    place: FromQuery[str | None] = None,
) -> shell.Page:
    """Show a set, who approved it, and whom it would move for a role in a place."""
    held = await rulesets.one(desk, version)
    roles = sorted({code for change in held.changes for code in change.roles} or core.ROLES)
    difference = None
    if role is not None and place:
        difference = await rulesets.difference(desk, version, role, place)
    values = {
        "set": held,
        "states": ruleset.STATES,
        "needed": ruleset.APPROVALS,
        "mine": any(one.account_id == desk.actor.account_id for one in held.approvals),
        "roles": {code: core.role(code).label for code in roles},
        "role": role,
        "place": place or "",
        "within": [one for one in await places.choices(desk, None) if one.kind != "community"],
        "difference": difference,
        "params": {
            change.id: {
                parameters.label(path): parameters.written(path, value)
                for path, value in parameters.flat(change.params).items()
            }
            for change in held.changes
        },
        "class_labels": rules.RULE_CLASS_LABELS,
        "result_labels": rules.RESULT_LABELS,
    }
    return await shell.show(request, desk, "rule_set.html", values)


@post("/rules/sets/{version:int}/{step:str}", opt=KEEPS, status_code=HTTP_200_OK)
async def take(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    version: FromPath[int],
    step: FromPath[str],
) -> Response[Any]:
    """Approve a set, switch it on, or give it up, under the revision that was read."""
    form = await shell.form(request)
    if step not in STEPS:
        raise errors.NotFound
    await STEPS[step](desk, version, typed.number(form, "revision"))
    return shell.go(f"/rules/sets/{version}")


ROUTES: tuple[Any, ...] = (in_force, confirm, new, draft, one, take)
