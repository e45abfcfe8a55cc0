"""Decisions on suggestions: a person accepts or declines, under the version that was read."""

from typing import Literal
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import access, freetext, requests, suggested
from talent.errors import Fault
from talent.flows import people
from talent.flows import requests as flow
from talent.flows.desk import Desk

SQL = db.queries("requests")

LONGEST = 100
NOT_ACCEPTED = {
    "ineligible": "不符合条件的人选不能采纳",
    "to_verify": "待核实的人选不能采纳；核实登记后请重新测算",
    "apart": "未参加排序的人选须人工评议，不能在此采纳",
}


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person decided; declining needs a reason."""

    decision: Literal["accepted", "declined"]
    reason: str | None = None


async def decide(desk: Desk, suggestion_id: UUID, version: int, said: Decision) -> suggested.Shown:
    """Accept or decline a suggestion, under the version that was read; it may be decided anew.

    Refused: to accept who is not 符合条件, out of a run that is not the newest, or more people
    than were asked for; to decline without a reason; a request that is not open, or closed.
    """
    line = await _decidable(desk, suggestion_id)
    held = await flow.locked(desk, line.request_id)
    line = await _decidable(desk, suggestion_id)
    if line.version != version:
        raise errors.Stale(current=line.version)
    if held.state not in requests.DECIDED:
        raise errors.Conflict("申请尚未受理或已办结，不能作出决定")
    reason = (said.reason or "").strip() or None
    _check_reason(said, reason)
    if said.decision == "accepted":
        await _check_acceptance(desk, line, held)
    decided = await desk.tx.run(
        SQL.decide,
        suggestion=suggestion_id,
        version=version,
        decision=said.decision,
        reason=reason,
    )
    if not decided:
        raise errors.Stale
    if said.decision == "accepted" and held.state == "suggested":
        await flow.move(desk, held, "shortlisted", submitted_on=held.submitted_on)
    return await _line(desk, suggestion_id)


async def _decidable(desk: Desk, suggestion_id: UUID) -> suggested.Decidable:
    found: suggested.Decidable | None = await desk.tx.run(SQL.decidable, suggestion=suggestion_id)
    if found is None:
        raise errors.NotFound
    return found


def _check_reason(said: Decision, reason: str | None) -> None:
    expected = "不采纳须写明理由" if said.decision == "declined" and not reason else None
    if reason:
        expected = freetext.fault(reason, LONGEST)
    if expected:
        raise errors.Invalid(faults=(Fault(field="reason", said="", expected=expected),))


async def _check_acceptance(desk: Desk, line: suggested.Decidable, held: requests.Row) -> None:
    if line.standing != "eligible":
        raise errors.Invalid(NOT_ACCEPTED[line.standing])
    if line.run_id != line.newest_run:
        raise errors.Conflict("已有更新的建议，请依据最新一次办理")
    others = await desk.tx.run(SQL.accepted, request=held.id, but=line.person_id)
    if others >= held.seats:
        raise errors.Conflict(f"申请名额为{held.seats}人，已采纳{others}人")


async def _line(desk: Desk, suggestion_id: UUID) -> suggested.Shown:
    found: suggested.Stored = await desk.tx.run(SQL.line, suggestion=suggestion_id)
    if desk.actor.role == access.Role.HR:
        reviewed = await desk.tx.run(SQL.reviewed_line, suggestion=suggestion_id)
        found = structs.replace(found, detail=reviewed or found.detail)
    await people.look(desk, "look", [found.person_id])
    return suggested.stored(found)
