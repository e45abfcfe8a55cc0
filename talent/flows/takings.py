"""A request's suggestion, or a plan, taken away as a workbook: for a purpose, to a recipient, recorded.

hr's alone. Of a suggestion the sheet holds names and standing only, as departments get it for their
review, unless its `reasons` are asked for. Every cell is text, so that no spreadsheet computes it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from talent.core import codes, fit, post
from talent.core.planned import Plan
from talent.core.suggested import Shown, Suggested
from talent.flows import exports, limits, people, plan_sheets, plans, suggestions
from talent.flows.desk import Desk
from talent.sheets import writing

TITLE = "建议人选"
PLAIN = ("名次", "姓名", "性别", "出生年月", "状态", "决定")
REASONED = ("总分", "可能区间", "资料完整", "理由", "提示", "决定理由")


class Taking(exports.Leaving, frozen=True, forbid_unknown_fields=True):
    """What for, who gets it, and whether points and reasons go with it."""

    reasons: bool = False


async def workbook(desk: Desk, request_id: UUID, said: Taking, now: datetime) -> bytes:
    """Write the newest run of a request as xlsx; purpose and recipient stand in the audit.

    Refused: no purpose or recipient, a request without a run, too many exports in an hour.
    """
    exports.check(said)
    await limits.allow(desk, limits.EXPORT)
    answer = await suggestions.newest(desk, request_id)
    taken = [one.person.person_id for one in (*answer.candidates, *answer.apart)]
    detail = {"request": str(request_id), "run": str(answer.run.id), "reasons": said.reasons}
    await people.look(desk, "export", taken, said.said, detail)
    notes = [*_notes(answer), said.said, exports.mark(desk.actor, now)]
    rows = list(_rows(answer, reasons=said.reasons))
    return writing.workbook([writing.Table(name=TITLE, rows=rows, notes=notes)])


async def plan(desk: Desk, plan_id: UUID, said: exports.Leaving, now: datetime) -> bytes:
    """Write a plan as xlsx; purpose, recipient and everybody it names stand in the audit.

    Refused: no purpose or recipient, too many exports in an hour.
    """
    exports.check(said)
    return await made_plan(desk, await plans.one(desk, plan_id), said, now)


async def made_plan(desk: Desk, made: Plan, said: exports.Leaving, now: datetime) -> bytes:
    """Write a plan that was just made, kept or not, as xlsx; refused and recorded alike."""
    exports.check(said)
    await limits.allow(desk, limits.EXPORT)
    named = [one.person for one in made.assignments]
    detail = {"plan": str(made.id) if made.id else "未保存"}
    await people.look(desk, "export", named, said.said, detail)
    taken = (("导出用途", said.said), ("导出人", exports.mark(desk.actor, now)))
    return plan_sheets.workbook(made, taken)


def _notes(answer: Suggested) -> Iterator[str]:
    run = answer.run
    yield f"{run.village_name} {answer.role_label} 后备建议人选，按{run.asked_for}的法律"
    yield from run.notes
    yield f"测算{run.pool_size}人，可排序{run.ranked}人；权重{fit.edition(run.weights)}；数据摘要{run.data_digest[:16]}"


def _rows(answer: Suggested, *, reasons: bool) -> Iterator[Sequence[str]]:
    yield (*PLAIN, *REASONED) if reasons else PLAIN
    for one in (*answer.candidates, *answer.apart):
        yield (*_plain(one), *_reasoned(one)) if reasons else _plain(one)


def _plain(one: Shown) -> tuple[str, ...]:
    return (
        str(one.rank or ""),
        one.person.name,
        codes.SEX.get(one.person.sex or "", ""),
        one.person.born or "",
        one.detail.why or one.standing_label,
        post.DECISIONS.get(one.decision or "", ""),
    )


def _reasoned(one: Shown) -> tuple[str, ...]:
    said = one.detail
    span = f"{fit.points(said.low)}至{fit.points(said.high)}" if one.rank else ""
    whole = f"{said.coverage}%" if one.rank else ""
    return (
        said.points,
        span,
        whole,
        "；".join(said.reasons),
        "；".join(said.cautions),
        one.reason or "",
    )
