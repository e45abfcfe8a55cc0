"""A request's suggestion taken away as a workbook: for a purpose, to a recipient, recorded.

hr's alone. Without `reasons` the sheet holds names and standing only, as departments get it for
their review. Every cell is text, so that no spreadsheet computes it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from talent import errors
from talent.core import codes, fit, post, texts
from talent.core.suggested import Shown, Suggested
from talent.errors import Fault
from talent.flows import exports, limits, people, suggestions
from talent.flows.desk import Desk

TITLE = "建议人选"
PLAIN = ("名次", "姓名", "性别", "出生年月", "状态", "决定")
REASONED = ("总分", "可能区间", "资料完整", "理由", "提示", "决定理由")
SHORTEST = 2


class Taking(Struct, frozen=True, forbid_unknown_fields=True):
    """What for, who gets it, and whether points and reasons go with it."""

    purpose: str
    recipient: str
    reasons: bool = False


async def workbook(desk: Desk, request_id: UUID, said: Taking, now: datetime) -> bytes:
    """Write the newest run of a request as xlsx; purpose and recipient stand in the audit.

    Refused: no purpose or recipient, a request without a run, too many exports in an hour.
    """
    for name in ("purpose", "recipient"):
        value = getattr(said, name)
        texts.check(**{name: value})
        if len(value.strip()) < SHORTEST:
            expected = f"{'导出的用途' if name == 'purpose' else '接收方'}，至少{SHORTEST}个字"
            raise errors.Invalid(faults=(Fault(field=name, said=value, expected=expected),))
    await limits.allow(desk, limits.EXPORT)
    answer = await suggestions.newest(desk, request_id)
    taken = [one.person.person_id for one in (*answer.candidates, *answer.apart)]
    purpose = f"{said.purpose.strip()}；接收方：{said.recipient.strip()}"
    detail = {"request": str(request_id), "run": str(answer.run.id), "reasons": said.reasons}
    await people.look(desk, "export", taken, purpose, detail)
    notes = [*_notes(answer), purpose, exports.mark(desk.actor, now)]
    return exports.workbook(TITLE, notes, list(_rows(answer, reasons=said.reasons)))


def _notes(answer: Suggested) -> Iterator[str]:
    run = answer.run
    yield f"{run.village_name} {answer.role_label} 后备建议人选，按{run.asked_for}的法律"
    yield from run.notes
    yield f"测算{run.pool_size}人，可排序{run.ranked}人；权重{run.weights}；数据摘要{run.data_digest[:16]}"


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
