"""How values are said on a page: one form of date, one sign for nothing, codes in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from talent.core import codes, evidence, facts, fit, person, post, profile, registered
from talent.core.person import Birth
from talent.flows.desk import SHANGHAI

NOTHING = "—"


def day(value: date | datetime | None) -> str:
    """Say a day: 2026-11-26."""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return value.isoformat() if value else NOTHING


def moment(value: datetime | None) -> str:
    """Say a day and a time in Shanghai: 2026-11-26 14:03."""
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if value else NOTHING


def said(value: Any) -> str:
    """Say a value, or that there is none."""
    return NOTHING if value in (None, "", (), []) else str(value)


def place(name: str) -> str:
    """Say a place as short as people call it: 汀兰街道, 东街社区, 石桥村."""
    for whole, short in (
        ("街道办事处", "街道"),
        ("社区居民委员会", "社区"),
        ("村村民委员会", "村"),
    ):
        name = name.removesuffix(whole) + short if name.endswith(whole) else name
    return name


def sex(code: str | None) -> str:
    """Say a sex."""
    return codes.SEX.get(code or "", NOTHING)


STATES: dict[str, str] = {
    "draft": "草稿",
    "submitted": "待审核",
    "town_ok": "乡镇已审",
    "active": "在库",
    "paused": "暂停",
    "rejected": "未通过",
    "exited": "已出库",
}

EXIT_REASONS: dict[int, str] = {
    1: "任职",
    2: "超龄",
    3: "本人退出",
    4: "外迁失联",
    5: "审查不通过",
    6: "违纪违法",
    7: "去世",
    8: "考核不合格",
    9: "合并",
    10: "撤回同意",
}


def born(value: Birth | None) -> str:
    """Say a birth as exactly as it is known: 1985-06, 1985-06-12（农历）."""
    return value.iso + ("（农历）" if value.lunar else "") if value else NOTHING


def age(value: Birth | None, today: date) -> str:
    """Say an age in full years; both where the birthday is not known well enough."""
    years = facts.ages(value, today)
    if years is None:
        return NOTHING
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


RECORDS = {
    "training": "培训",
    "assessment": "考核",
    "experience": "经历",
    "readiness": "成熟度",
    "accountant": "报账员",
}
ACTIONS = {
    "insert": "新增",
    "update": "修改",
    "delete": "删除",
    "look": "查看",
    "list": "列表中查看",
    "check": "查重时看到",
    "reveal": "打开加密信息",
    "export": "导出",
    "print": "打印",
}
SUBJECTS = {
    "person": "人员信息",
    "person_name": "曾用名",
    "person_phone": "联系电话",
    "person_basis": "处理依据",
    "person_notice": "告知",
    "person_tag": "标签",
    "membership": "入库情况",
    "contact": "联系记录",
    "contact_assignment": "联系人",
    "proposal": "他人填报",
    "judgement": "同一人判断",
    "reviews": "资格审查",
    "records": "培训与履历",
}


def change(made: registered.Change) -> str:
    """Say a change or a look in a person's history: 修改人员信息（工作单位、职务）."""
    action = ACTIONS.get(made.action, made.action)
    subject = SUBJECTS.get(made.subject, "相关记录")
    fields = [person.BY_NAME[name].label for name in made.body or {} if name in person.BY_NAME]
    told = f"（{'、'.join(fields)}）" if made.action == "update" and fields else ""
    return f"{action}{subject}{told}" if made.action in ("insert", "update", "delete") else action


def record(held: evidence.Record) -> str:
    """Say a service record: what it is, and its detail in words."""
    detail, told = held.detail, []
    match held.kind:
        case "training":
            told = [detail.get("name")]
        case "assessment":
            level, points = detail.get("assessment"), detail.get("points_percentile")
            told = [profile.ASSESSED[level][1] if level else None]
            told.append(None if points is None else f"积分超过本村{points}%的人员")
        case "experience":
            months, until = detail.get("months"), detail.get("until")
            what = profile.YEARS_OF_EXPERIENCE[detail["kind"]][0]
            told = [what + (f"{months}个月" if months else f"，至{until}" if until else "")]
            told.append(detail.get("note"))
        case "readiness":
            told = [post.READINESS_LABELS[detail["readiness"]]]
        case "accountant":
            told = [f"至{detail['until']}" if detail.get("until") else None]
    whole = "，".join(one for one in told if one)
    return RECORDS[held.kind] + (f"：{whole}" if whole else "")


def proposal(value: Any) -> str:
    """Say a value that was proposed, of whatever field."""
    match value:
        case list():
            return "、".join(proposal(one) for one in value)
        case {"number": number}:
            return str(number)
        case {"name": name}:
            return str(name)
        case {"year": year, **rest}:
            return "-".join(
                [str(year), *(f"{rest[part]:02}" for part in ("month", "day") if rest.get(part))]
            )
        case _:
            return said(value)


def bits(weight: int) -> str:
    """Say a match weight of hundredths of a bit: +4.25, −1.80."""
    return f"{'−' if weight < 0 else '+'}{abs(weight) / 100:.2f}"


def level(value: int, name: str) -> str:
    """Say what a level of a plan reaches: points where it counts fit, else how many."""
    return fit.points(value) if name in ("total", "worst") else str(abs(value))


def size(bytes_: int) -> str:
    """Say how large a file is: 3.4 MB."""
    return f"{bytes_ / 1e6:,.1f} MB"


FILTERS: dict[str, Callable[..., str]] = {
    "bits": bits,
    "level": level,
    "edition": fit.edition,
    "plain": proposal,
    "born": born,
    "day": day,
    "moment": moment,
    "place": place,
    "points": fit.points,
    "proposal": proposal,
    "record": record,
    "said": said,
    "sex": sex,
    "size": size,
}
