"""The tree of refusals.

Refusal                     something was asked that is not done; nothing has changed
├── Invalid                 what was said cannot be understood or is not allowed; carries faults
│   └── RosterRefused       a file that cannot be read as a roster at all
├── Unauthenticated         no session, or one that has ended
├── Forbidden               known, but not this actor's to do
├── NotFound                absent, or out of the actor's scope: the two answer alike
├── Conflict                true a moment ago, no longer, or never together
│   ├── DuplicateSuspected  a likely look-alike that nobody has looked at; carries the cards
│   ├── SameKeyOtherBody    an idempotency key that was used for another request
│   ├── RosterKnown         the same file, pool and scope are in already
│   ├── RosterInUse         an import that is to be undone, and people were worked on since
│   ├── RulesUnconfirmed    what is to be closed or adopted rests on rules that are 条文待核对
│   ├── Stale               the version that was read is no longer the newest
│   └── PlanStale           what a plan was made of has moved since
├── VersionRequired         a change without If-Match
├── TooMany                 more tries than the limit allows
├── TooLarge                a body over its limit
├── Unavailable             the database is away
│   ├── SparkFailed         Spark stopped before it answered
│   ├── SolverFailed        the solver stopped before it answered
│   └── StorageFull         its disk is full
└── SetupRefused            the start is refused: configuration, keys, server, data folder

Each class states its case: `code` for programs, `title` in Chinese for people. This module
knows no HTTP; the edge turns a class into a status.
"""

from typing import Any, ClassVar

from msgspec import Struct


class Fault(Struct, frozen=True, kw_only=True):
    """One thing wrong with one value: which field, what it said, what was expected (Chinese)."""

    field: str
    said: str
    expected: str


class Refusal(Exception):
    """Something was asked that is not done. `extra` holds members for programs."""

    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "无法办理"

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.extra = extra


class Invalid(Refusal):
    """What was said cannot be understood or is not allowed; `faults` names each value."""

    code = "invalid"
    title = "填写有误"

    def __init__(self, detail: str = "", faults: tuple[Fault, ...] = (), **extra: Any) -> None:
        super().__init__(detail, **extra)
        self.faults = faults


class RosterRefused(Invalid):
    """A file that cannot be read as a roster at all."""

    code = "roster-refused"
    title = "无法读取该花名册"


class Unauthenticated(Refusal):
    """No session, or one that has ended."""

    code = "unauthenticated"
    title = "请先登录，或登录已过期"


class Forbidden(Refusal):
    """Known, but not this actor's to do."""

    code = "forbidden"
    title = "当前身份无权办理"


class NotFound(Refusal):
    """Absent, or out of the actor's scope: the two answer alike."""

    code = "not-found"
    title = "未找到"


class Conflict(Refusal):
    """True a moment ago, no longer, or never together."""

    code = "conflict"
    title = "与现有登记冲突"


class DuplicateSuspected(Conflict):
    """A likely look-alike that nobody has looked at; `extra['lookalikes']` holds the cards."""

    code = "duplicate-suspected"
    title = "可能已有登记，请先核对"


class SameKeyOtherBody(Conflict):
    """An idempotency key that was used for another request."""

    code = "idempotency-key-reused"
    title = "同一幂等键对应的内容不同"


class RosterKnown(Conflict):
    """The same file, pool and scope are in already and not undone."""

    code = "roster-known"
    title = "该花名册已导入过"


class RosterInUse(Conflict):
    """An import is to be undone whose people have been worked on since; `faults` says who and why."""

    code = "roster-in-use"
    title = "该花名册的人员已有后续办理，不能整体撤销"

    def __init__(self, detail: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.faults = faults


class RulesUnconfirmed(Conflict):
    """What is to be closed or adopted rests on 条文待核对 rules; `extra['rules']` names them."""

    code = "rules-unconfirmed"
    title = "所依据的规则条文待核对，须由两名组织部人员核对官方文本后方可办理"


class Stale(Conflict):
    """The version that was read is no longer the newest."""

    code = "stale"
    title = "该记录已被他人修改，请刷新后再改"


class PlanStale(Conflict):
    """What a plan was made of has moved since: it is made again, never adopted as it is."""

    code = "plan-stale"
    title = "方案所依据的资料已有变动，请重新测算"


class VersionRequired(Refusal):
    """A change without If-Match."""

    code = "version-required"
    title = "修改须注明所依据的版本"


class TooMany(Refusal):
    """More tries than the limit allows."""

    code = "too-many"
    title = "操作过于频繁，请稍后再试"


class TooLarge(Refusal):
    """A body over its limit."""

    code = "too-large"
    title = "内容超过大小限制"


class Unavailable(Refusal):
    """The database is away. What was not committed is undone; a commit that got lost may stand."""

    code = "unavailable"
    title = "数据库暂时不可用；如刚提交过内容，请稍后核对是否已保存"


class StorageFull(Unavailable):
    """The database's disk is full. What was under way is undone."""

    code = "storage-full"
    title = "数据库所在磁盘空间不足，未作任何更改；请通知系统管理员腾出空间后重试"


class SolverFailed(Unavailable):
    """The solver stopped, or was stopped, before it answered; nothing was kept."""

    code = "solver-failed"
    title = "方案求解中断，未保存任何结果，请重试"


class SparkFailed(Unavailable):
    """Spark stopped, or could not be reached, before it answered; nothing was kept."""

    code = "spark-failed"
    title = "Spark 计算中断，未保存任何结果，请重试"


class SetupRefused(Refusal):
    """The start is refused: configuration, keys, server or data folder."""

    code = "setup-refused"
    title = "无法启动"
