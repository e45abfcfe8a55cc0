"""Posts of a village: the bodies, their roles and seats, and the codes of their life cycles.

A role code's first digit is the kind of its body. Seat limits are the law's: village committee
three to seven (村民委员会组织法 §8, before 2026 §6), supervisory committee three to five (Henan
§56), council of the collective three to seven and odd (农村集体经济组织法 §29). Nobody may be
designated for a committee seat (§14): this register only proposes, so the words of `NEVER_SAID`
stand in none of its sentences.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from msgspec import Struct

from talent.errors import Fault, Invalid


class Body(IntEnum):
    """The kinds of body a village has."""

    PARTY = 1
    COMMITTEE = 2
    SUPERVISORY = 3
    COLLECTIVE = 4
    COLLECTIVE_SUPERVISORY = 5
    GROUP = 6


BODY_LABELS: dict[int, str] = {
    Body.PARTY: "村党组织",
    Body.COMMITTEE: "村民委员会",
    Body.SUPERVISORY: "村务监督委员会",
    Body.COLLECTIVE: "集体经济组织理事会",
    Body.COLLECTIVE_SUPERVISORY: "集体经济组织监事会",
    Body.GROUP: "村民小组、党小组",
}


class Role(Struct, frozen=True):
    """A role in a body; `most` is how many hold it at a time at the very most."""

    code: int
    label: str
    most: int

    @property
    def body(self) -> Body:
        """The body the role belongs to."""
        return Body(self.code // 10)


ROLES: dict[int, Role] = {
    role.code: role
    for role in (
        Role(11, "书记", 1),
        Role(12, "副书记", 2),
        Role(13, "支委", 5),
        Role(21, "主任", 1),
        Role(22, "副主任", 2),
        Role(23, "委员", 6),
        Role(24, "妇女委员", 1),
        Role(31, "监委主任", 1),
        Role(32, "监委委员", 4),
        Role(41, "理事长", 1),
        Role(42, "理事", 6),
        Role(51, "监事", 5),
        Role(61, "村民小组长", 1),
        Role(62, "党小组长", 1),
    )
}
PARTY: frozenset[int] = frozenset({11, 12, 13})
COMMITTEE: frozenset[int] = frozenset({21, 22, 23, 24})
SUPERVISORY: frozenset[int] = frozenset({31, 32})
COUNCIL: frozenset[int] = frozenset({41, 42})


class SeatLimit(Struct, frozen=True):
    """How many members a body has by law."""

    least: int
    most: int
    odd: bool
    citation: str


SEAT_LIMITS: dict[int, SeatLimit] = {
    Body.COMMITTEE: SeatLimit(3, 7, odd=False, citation="《村民委员会组织法》第八条"),
    Body.SUPERVISORY: SeatLimit(3, 5, odd=False, citation="河南省实施办法第五十六条"),
    Body.COLLECTIVE: SeatLimit(3, 7, odd=True, citation="《农村集体经济组织法》第二十九条"),
}
RESERVES_A_SEAT = 3
MOST_RESERVES = 7

ROLE_GROUPS: dict[int, str] = {
    Body.PARTY: "party",
    Body.COMMITTEE: "committee",
    Body.SUPERVISORY: "supervisory",
    Body.COLLECTIVE: "collective",
    Body.COLLECTIVE_SUPERVISORY: "collective",
    Body.GROUP: "group",
}


class Readiness(StrEnum):
    """How soon a reserve could serve."""

    NOW = "R0"
    WITHIN_A_YEAR = "R1"
    WITHIN_THREE_YEARS = "R2"
    UNKNOWN = "R9"


READINESS_LABELS: dict[str, str] = {
    Readiness.NOW: "现在即可任职",
    Readiness.WITHIN_A_YEAR: "一年内可任职",
    Readiness.WITHIN_THREE_YEARS: "一至三年可任职",
    Readiness.UNKNOWN: "未评估",
}
VACANCY_REASONS: dict[int, str] = {
    1: "届满",
    2: "辞职",
    3: "去世",
    4: "免职（排名末位）",
    5: "职务终止",
    6: "涉黑涉恶",
    7: "罢免",
    8: "调离",
    9: "新设",
}
URGENT_VACANCY = 6
EXIT_REASONS: dict[int, str] = {
    1: "任职",
    2: "超龄",
    3: "本人退出",
    4: "外迁或失联",
    5: "审查不通过",
    6: "违纪违法",
    7: "去世",
    8: "考核不合格",
    9: "合并",
    10: "撤回同意",
}
REQUEST_STATES: dict[str, str] = {
    "draft": "草稿",
    "town_ok": "乡镇已同意",
    "open": "已受理",
    "suggested": "已提出建议人选",
    "shortlisted": "已列入备选",
    "review": "审查中",
    "closed": "已办结",
}
REQUEST_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("town_ok", "closed"),
    "town_ok": ("open", "draft", "closed"),
    "open": ("suggested", "closed"),
    "suggested": ("shortlisted", "open", "closed"),
    "shortlisted": ("review", "suggested", "closed"),
    "review": ("shortlisted", "closed"),
    "closed": (),
}
REQUEST_OUTCOMES: dict[str, str] = {"filled": "已配备", "unfilled": "未配备", "withdrawn": "已撤回"}
REVIEW_ROUNDS: dict[str, str] = {
    "R1": "材料完整性审查",
    "R2": "乡镇初审",
    "R3": "县级部门联审",
    "R4": "党委考察",
}
RESERVE_STATES: dict[str, str] = {
    "nominated": "提名",
    "group_ok": "小组通过",
    "branch_ok": "党支部通过",
    "town_examined": "乡镇考察",
    "county_filed": "县级备案",
    "training": "培养中",
    "ready": "成熟",
    "proposed": "已列为建议人选",
    "elected": "已就任",
    "returned": "退回",
}
DECISIONS: dict[str, str] = {"accepted": "采纳", "declined": "不采纳"}
STANDINGS: dict[str, str] = {
    "eligible": "符合条件",
    "to_verify": "待核实",
    "ineligible": "不符合条件",
}

NEVER_SAID: tuple[str, ...] = ("任命", "指定", "委派", "当选")


def never_said(sentence: str) -> tuple[str, ...]:
    """Answer the words in a sentence that this register never says of a candidate."""
    return tuple(word for word in NEVER_SAID if word in sentence)


def role(code: int) -> Role:
    """Answer the role of a code; Invalid when there is none."""
    known = ROLES.get(code)
    if known is None:
        raise Invalid(faults=(Fault(field="role", said=str(code), expected="职务代码11至62"),))
    return known


def watched(code: int) -> Body:
    """Answer the board whose members a role has to be kept apart from: committee or council."""
    body = role(code).body
    collective = {Body.COLLECTIVE, Body.COLLECTIVE_SUPERVISORY}
    return Body.COLLECTIVE if body in collective else Body.COMMITTEE


def role_group(code: int) -> str:
    """Answer which weights a role uses: party, committee, supervisory, collective or group."""
    return ROLE_GROUPS[role(code).body]


def most_reserves(code: int) -> int:
    """Answer how many reserves one request may ask for; a county parameter, no law sets it."""
    return min(MOST_RESERVES, RESERVES_A_SEAT * role(code).most)


def check_places(code: int, places: int) -> Fault | None:
    """Answer what is wrong with the number of reserves that a request asks for."""
    most = most_reserves(code)
    if 1 <= places <= most:
        return None
    expected = f"{role(code).label}后备名额应为1至{most}人"
    return Fault(field="places", said=str(places), expected=expected)


def check_seats(body: int, seats: Mapping[int, int]) -> tuple[Fault, ...]:
    """Answer what is wrong with the seats of a body, given per role code."""
    faults = [fault for code, count in seats.items() if (fault := _check_role(body, code, count))]
    total, limit = sum(seats.values()), SEAT_LIMITS.get(body)
    if limit and not limit.least <= total <= limit.most:
        expected = f"{BODY_LABELS[body]}应为{limit.least}至{limit.most}人（{limit.citation}）"
        faults.append(Fault(field="seats", said=str(total), expected=expected))
    elif limit and limit.odd and total % 2 == 0:
        expected = f"{BODY_LABELS[body]}人数应为单数（{limit.citation}）"
        faults.append(Fault(field="seats", said=str(total), expected=expected))
    return tuple(faults)


def _check_role(body: int, code: int, count: int) -> Fault | None:
    known = ROLES.get(code)
    if known is None or known.body != body:
        return Fault(field="role", said=str(code), expected=f"应为{BODY_LABELS[body]}的职务")
    if 1 <= count <= known.most:
        return None
    return Fault(field="seats", said=str(count), expected=f"{known.label}应为1至{known.most}人")
