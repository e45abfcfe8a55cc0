"""What an audit row holds of a change, in words: column by column, from what to what.

Columns that only the database needs are left out. Sealed values lie there sealed.
"""

from typing import Any

from talent.core import person
from talent.pages import words

INTERNAL = frozenset(
    {
        "id",
        "version",
        "revision",
        "sort_key",
        "education_rank",
        "created_at",
        "updated_at",
        "touched_at",
        "created_by",
        "created_grant",
        "made_by",
        "made_grant",
        "grant_id",
        "digest",
        "data_digest",
        "file_digest",
        "number_index",
        "tail_index",
        "id_number_index",
    }
)
LABELS: dict[str, str] = {
    "account_id": "账号编号",
    "person_id": "人员编号",
    "person_a": "人员编号",
    "person_b": "另一人编号",
    "merged_into": "并入",
    "role": "身份或职务",
    "roles": "职务",
    "place": "范围",
    "login": "登录名",
    "display_name": "姓名",
    "kind": "类别",
    "must_change": "须改密码",
    "failed": "输错次数",
    "locked_until": "暂停登录至",
    "disabled_at": "停用",
    "granted_by": "授权人",
    "revoked_at": "收回",
    "until": "至",
    "since": "自",
    "state": "状态",
    "from_state": "原状态",
    "to_state": "新状态",
    "pool": "人才库",
    "entered_on": "入库日期",
    "exited_on": "出库日期",
    "exit_reason": "出库原因",
    "reason": "理由",
    "on_day": "日期",
    "year": "年度",
    "made_on": "联系日期",
    "channel": "方式",
    "outcome": "结果",
    "next_on": "下次联系",
    "number": "号码",
    "holder": "何人的号码",
    "name": "姓名",
    "tag": "标签",
    "verdict": "判断",
    "judged_by": "判断人",
    "by_itself": "自动合并",
    "relation": "亲属关系",
    "relative": "亲属编号",
    "to_verify": "待核实",
    "verified": "已核实",
    "birth_lunar": "农历",
    "id_number_typed": "身份证号原文",
    "ranking_refused": "不参加排序",
    "purpose": "目的",
    "basis": "依据",
    "obtained_on": "取得日期",
    "withdrawn_on": "撤回日期",
    "delivered_at": "告知时间",
    "field": "项目",
    "value": "内容",
    "fields": "项目",
    "village": "村",
    "seat": "席位",
    "seats": "名额",
    "deadline": "截止日期",
    "election_day": "选举日",
    "document": "文号",
    "urgent": "紧急",
    "result": "结果",
    "round": "轮次",
    "department": "部门",
    "decided_on": "决定日期",
    "readiness": "成熟度",
    "detail": "内容",
    "note": "说明",
    "title": "名称",
    "citation": "条文",
    "explanation": "说明",
    "in_force_from": "生效",
    "in_force_until": "失效",
    "label": "名称",
    "alias": "别名",
    "status": "状态",
    "header": "表头",
    "column_name": "对应的项目",
    "starts": "届次起",
    "due": "届满",
    "opened_on": "空缺起",
    "closed_on": "空缺止",
    "end_reason": "离任原因",
}
SAID: dict[str, dict[str, str]] = {
    "state": words.STATES,
    "from_state": words.STATES,
    "to_state": words.STATES,
    "verdict": {"same": "同一人", "different": "不是同一人", "unsure": "拿不准"},
    "exit_reason": {str(code): label for code, label in words.EXIT_REASONS.items()},
}


def detail(body: Any, action: str) -> str:
    """Say what a row holds: of a change, what each column was and has become."""
    if not isinstance(body, dict):
        return words.said(body)
    told = []
    for name, value in body.items():
        if name in INTERNAL:
            continue
        if action == "update" and isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - was and is
            told.append(f"{_label(name)}：{_said(name, value[0])} → {_said(name, value[1])}")
        else:
            told.append(f"{_label(name)}：{_said(name, value)}")
    return "；".join(told) or words.NOTHING


def _label(name: str) -> str:
    return person.BY_NAME[name].label if name in person.BY_NAME else LABELS.get(name, name)


def _said(name: str, value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(_said(name, one) for one in value) or words.NOTHING
        case dict():
            return "、".join(_said(name, one) for one in value.values()) or words.NOTHING
        case str() if value.startswith("\\x"):
            return "（密文）"
        case str() if (
            name in ("fields", "to_verify", "verified", "field")
            and value in LABELS.keys() | person.BY_NAME.keys()
        ):
            return _label(value)
        case _:
            return SAID.get(name, {}).get(str(value), words.said(value))
