"""建议人选: who is proposed for a request and who may not be, compared and decided on."""

from typing import Any, Literal
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge, errors
from talent.core import access, fit, rules, suggested
from talent.core import post as core
from talent.core import requests as rows
from talent.core.suggested import Suggested
from talent.flows import decisions, requests, suggestions, takings
from talent.flows.desk import Desk, now
from talent.pages import shell, typed

FILES = edge.for_roles(*access.FILES_REQUESTS)
DECIDES = edge.for_roles(access.Role.HR, access.Role.VILLAGE)
RELEASES = edge.for_roles(access.Role.HR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FEWEST, MOST = 2, 3
SET_APART = "请勾选两至三名人选再比较"


def shown(
    desk: Desk, held: rows.Row, answer: Suggested | None, *, newest: UUID | None
) -> dict[str, Any]:
    """Answer what the page of a request shows of its suggestions."""
    old = answer is not None and answer.run.id != newest
    decides = desk.actor.role in (access.Role.HR, access.Role.VILLAGE)
    return {
        "answer": answer,
        "old_run": old,
        "decidable": decides and not old and held.state in rows.DECIDED,
        "result_labels": rules.RESULT_LABELS,
        "class_labels": rules.RULE_CLASS_LABELS,
        "factor_labels": fit.FACTOR_LABELS,
        "whole": fit.WHOLE * fit.FULL,
        "role_labels": {role.code: role.label for role in core.ROLES.values()},
    }


@get("/requests/{request_id:str}/compare", opt=FILES)
async def compare(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    request_id: FromPath[str],
    line: FromQuery[list[UUID] | None] = None,
    run: FromQuery[UUID | None] = None,
) -> shell.Page:
    """Set two or three suggested people side by side."""
    key = edge.ids(request_id)
    held = await requests.row(desk, key)
    answer = await suggestions.newest(desk, key, run)
    chosen = [one for one in answer.candidates if one.id in (line or ())]
    if not FEWEST <= len(chosen) <= MOST:
        raise errors.Invalid(SET_APART)
    values = {
        "request": rows.shown(held),
        "chosen": chosen,
        "verdicts": _by_rule(chosen),
        "result_labels": rules.RESULT_LABELS,
    }
    return await shell.show(request, desk, "compare.html", values)


def _by_rule(chosen: list[suggested.Shown]) -> list[dict[str, Any]]:
    """Answer the rules in order, each with what it says of each person; None where it says nothing."""
    found: dict[str, dict[str, Any]] = {}
    for place, one in enumerate(chosen):
        for verdict in one.detail.verdicts:
            row = found.setdefault(verdict.rule_id, {"rule": verdict, "of": [None] * len(chosen)})
            row["of"][place] = verdict
    return list(found.values())


@post("/suggestions/{suggestion:str}/decision", opt=DECIDES, status_code=HTTP_200_OK)
async def decide(
    request: shell.Asked, desk: NamedDependency[Desk], suggestion: FromPath[str]
) -> Response[Any]:
    """Accept or decline a suggestion, under the version that was read."""
    form = await shell.form(request)
    said = decisions.Decision(_decision(form), form.text("reason") or None)
    version = typed.number(form, "version")
    await decisions.decide(desk, edge.ids(suggestion), version, said)
    return shell.go(f"/requests/{edge.ids(form.text('request'))}#s-{suggestion}")


def _decision(form: shell.Form) -> Literal["accepted", "declined"]:
    said = form.text("decision")
    if said == "accepted":
        return "accepted"
    if said == "declined":
        return "declined"
    raise typed.fault("decision", said, "应为采纳或不采纳")


@post("/requests/{request_id:str}/export", opt=RELEASES, status_code=HTTP_200_OK)
async def take(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> Response[bytes]:
    """Take the newest run away as a workbook, for a purpose and to a recipient, both recorded."""
    form = await shell.form(request)
    said = takings.Taking(form.text("purpose"), form.text("recipient"), bool(form.text("reasons")))
    key = edge.ids(request_id)
    made = await takings.workbook(desk, key, said, now())
    headers = {"content-disposition": f'attachment; filename="suggestion-{key}.xlsx"'}
    return Response(made, media_type=XLSX, headers=headers)


ROUTES: tuple[Any, ...] = (compare, decide, take)
