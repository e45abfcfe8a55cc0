"""To-dos: what a request asks of its next holder, in words."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from talent.core import post

KINDS: dict[str, str] = {
    "submit": "申请已起草，待提交乡镇",
    "revise": "申请被退回，待修改后重新提交",
    "examine": "村申请待审核",
    "open": "乡镇已同意，待受理",
    "suggest": "已受理，待提出建议人选",
    "decide": "建议人选待研究决定",
    "start_review": "备选人选待送审",
    "review": "审查中，待登记各轮结果",
    "read": "申请已办结，请查收结果",
}
READ = "read"


class Row(Struct, frozen=True):
    """One open to-do with the request it is of."""

    id: UUID
    kind: str
    request_id: UUID
    village: str
    village_name: str
    role: int
    urgent: bool
    deadline: date | None
    state: str
    outcome: str | None
    opened_at: datetime


class Shown(Struct, frozen=True):
    """One to-do as it is shown."""

    id: UUID
    kind: str
    words: str
    request_id: UUID
    village: str
    village_name: str
    role: int
    role_label: str
    urgent: bool
    deadline: date | None
    state: str
    outcome_label: str | None
    opened_at: datetime


def shown(row: Row) -> Shown:
    """Answer a to-do as it is shown."""
    return Shown(
        id=row.id,
        kind=row.kind,
        words=KINDS[row.kind],
        request_id=row.request_id,
        village=row.village,
        village_name=row.village_name,
        role=row.role,
        role_label=post.role(row.role).label,
        urgent=row.urgent,
        deadline=row.deadline,
        state=row.state,
        outcome_label=post.REQUEST_OUTCOMES[row.outcome] if row.outcome else None,
        opened_at=row.opened_at,
    )
