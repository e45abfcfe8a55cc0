"""Rounds of review: what departments decided offline of the people a request has accepted.

hr alone reads and writes them (sensitive facts): result, department and document number, never the
reasons. A round is recorded while the request is in review, after the round before it is through.
"""

from datetime import date
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import reviewing, texts
from talent.core.reviewing import DEPARTMENTS, Result, Reviewed, Round
from talent.errors import Fault
from talent.flows import closing, people, requests
from talent.flows.desk import Desk

SQL = db.queries("requests")


class NewRound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a department said of a person in a round, and by which document."""

    person_id: UUID
    round: Round
    department: str
    result: Result
    document: str
    decided_on: date | None = None


async def listed(desk: Desk, request_id: UUID) -> list[Reviewed]:
    """List the rounds of everybody accepted; one look at them."""
    await requests.row(desk, request_id)
    found = await closing.reviewed(desk, request_id)
    await people.look(desk, "list", [one.person.person_id for one in found])
    return found


async def record(desk: Desk, request_id: UUID, new: NewRound) -> list[Reviewed]:
    """Write down what a department said; a later word of the same round and department counts.

    Refused: a request that is not in review, a person it has not accepted, a department that is
    none, a round before the one before it is through, a result without document, a day to come.
    """
    held = await requests.locked(desk, request_id)
    if held.state != "review":
        raise errors.Conflict("申请不在审查中，不能登记审查结果")
    now = {one.person.person_id: one for one in await closing.reviewed(desk, request_id)}
    if new.person_id not in now:
        raise _fault("person_id", str(new.person_id), "应为本申请已采纳的人选")
    if new.department not in DEPARTMENTS:
        expected = "、".join(f"{code}（{label}）" for code, label in DEPARTMENTS.items())
        raise _fault("department", new.department[:20], f"应为：{expected}")
    texts.check(document=new.document)
    if not new.document.strip():
        raise _fault("document", "", "审查结果须有文号")
    decided_on = new.decided_on or desk.today
    if decided_on > desk.today:
        raise _fault("decided_on", decided_on.isoformat(), "不得晚于今日")
    earlier = reviewing.before(new.round)
    if earlier in now[new.person_id].open:
        raise errors.Conflict(f"{earlier}尚未通过，不能登记{new.round}")
    await desk.tx.run(
        SQL.add_round,
        id=db.new_id(),
        request=request_id,
        person=new.person_id,
        round=new.round,
        department=new.department,
        result=new.result,
        document=new.document.strip(),
        decided_on=decided_on,
    )
    return await listed(desk, request_id)


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
