"""审计: who saw whom, when, from where and why; and whether the chain of the records is whole."""

from datetime import datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from talent import edge, errors
from talent.core import access, audit
from talent.flows import accounts, audits
from talent.flows.desk import Desk
from talent.pages import audited, shell, words

AUDITOR = edge.for_roles(access.Role.AUDITOR)
PAGE = 50
MOST_ACCOUNTS = 500
ACTIONS = {
    "reveal": "打开加密信息",
    "export": "导出",
    "print": "打印",
    "look": "查看",
    "list": "列表中看到",
    "check": "查重时看到",
    "suggest": "测算时看到",
    "insert": "新增",
    "update": "修改",
    "delete": "删除",
    "log-in": "登录",
    "log-in-failed": "登录失败",
    "log-out": "退出登录",
    "end-session": "结束其他登录",
    "choose-grant": "切换身份",
    "refused": "被拒绝",
    "erase": "删除审计内容",
}


# What was touched, by table; what stands in a person's history is said there.
SUBJECTS = words.SUBJECTS | {
    "session": "登录",
    "account": "账号",
    "access_grant": "授权",
    "setting": "系统设置",
    "preference": "个人设置",
    "place": "区划",
    "place_alias": "区划别名",
    "pool": "人才库",
    "pair": "疑似重复",
    "merge": "合并",
    "merge_row": "合并转入的记录",
    "model": "查重模型",
    "model_use": "启用的查重模型",
    "sweep": "全库查重",
    "cluster": "查重分组",
    "roster": "花名册",
    "roster_row": "花名册的行",
    "body": "班子",
    "post": "职务",
    "term": "届次",
    "tenure": "任职",
    "vacancy": "空缺",
    "review_result": "资格审查结果",
    "kin": "亲属关系",
    "register_route": "选民登记途径",
    "service_record": "培训与履历",
    "request": "用人需求",
    "release": "向村开放",
    "suggestion_run": "建议测算",
    "suggestion": "建议人选",
    "rule": "规则",
    "rule_set": "规则的修改",
    "rule_set_approval": "规则的批准",
    "rule_confirmation": "条文核对",
    "weight_set": "评分权重",
    "plan": "全县方案",
    "job": "后台任务",
}
CASES = {
    "browser": "浏览器",
    "local": "本机命令",
    "wrong-credentials": "登录名或密码不正确",
    "forbidden": "无权办理",
    "not-found": "不存在或在范围以外",
    "too-many": "过于频繁",
    "unauthenticated": "未登录或已过期",
}


@get("/audit", opt=AUDITOR)
async def events(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """List events, newest first, narrowed by what, who and about whom."""
    asked = request.query_params
    said = {name: asked.get(name, "").strip() for name in ("action", "account", "person", "before")}
    wanted = audit.Filter(
        before=_moment(said["before"]),
        person=edge.ids(said["person"]) if said["person"] else None,
        account=edge.ids(said["account"]) if said["account"] else None,
        action=said["action"] if said["action"] in ACTIONS else None,
        limit=PAGE + 1,
    )
    found = await audits.events(desk, wanted)
    known = await accounts.listed(desk, None, MOST_ACCOUNTS)
    values = {
        "events": found[:PAGE],
        "way": shell.way(
            request, found[PAGE - 1].at.isoformat() if len(found) > PAGE else None, "before"
        ),
        "said": said,
        "actions": ACTIONS,
        "subjects": SUBJECTS,
        "cases": CASES,
        "accounts": {one.id: one for one in known},
        "names": {one.login: one.display_name for one in known},
    }
    return await shell.show(request, desk, "audit.html", values, part="audit_list.html")


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        raise errors.NotFound from None


@get("/audit/{lane:int}/{seq:int}", opt=AUDITOR)
async def rows(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    lane: FromPath[int],
    seq: FromPath[int],
    back: FromQuery[str | None] = None,
) -> shell.Page:
    """Show whom and what one event was about."""
    event = await audits.event(desk, lane, seq)
    values = {
        "event": event,
        "rows": await audits.rows(desk, lane, seq),
        "actions": ACTIONS,
        "subjects": SUBJECTS,
        "cases": CASES,
        "detail": audited.detail,
        "back": shell.inside(back) if back else "/audit",
    }
    return await shell.show(request, desk, "audit_event.html", values)


@get("/audit/chain", opt=AUDITOR)
async def chain(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Recompute the chain, and show whether it is whole."""
    return await shell.show(
        request, desk, "audit_chain.html", {"verdict": await audits.verify(desk)}
    )


ROUTES: tuple[Any, ...] = (events, rows, chain)
