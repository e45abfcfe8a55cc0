"""What fit may know of a person, and how each factor is read from it.

Readings are 0..1000 with a Chinese sentence, None where nothing is known: an empty skill list is
"not asked", a list of no earlier posts is "none". Never inputs: sex, ethnicity, religion, health,
marriage (so not a spouse's village either) and family wealth.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import facts, post, skills
from talent.core.fit import FULL, NEUTRAL, Factor, Reading
from talent.core.rules import Result
from talent.core.skills import SHIPPED, Taxonomy

ExperienceKind = Literal["village", "collective", "group", "enterprise", "army", "other"]
Assessment = Literal["excellent", "competent", "basic", "incompetent"]


class Experience(Struct, frozen=True):
    """An earlier post or work and its length in full months."""

    kind: ExperienceKind
    months: int


class Profile(Struct, frozen=True, kw_only=True):
    """One person as fit sees him or her, as of the day that is asked for.

    `native_place` is a GB/T 2260 or statistical code; `points_percentile` says above what share
    of the same village's members the yearly points stand; `verified_on` is the newest day on
    which somebody verified the entry, None when nobody ever did.
    """

    person_id: UUID
    entered_on: date | None = None
    household_village: str | None = None
    residence_place: str | None = None
    native_place: str | None = None
    skills: tuple[str, ...] = ()
    experience: tuple[Experience, ...] | None = None
    return_intent: int | None = None
    intent_confirmed: date | None = None
    readiness: post.Readiness | None = None
    trainings: tuple[date, ...] | None = None
    assessment: Assessment | None = None
    points_percentile: int | None = None
    verified_on: date | None = None


class Need(Struct, frozen=True):
    """What the request asks for; `hollow`: a village without collective income (空壳村)."""

    village: str
    role: int
    wanted: tuple[str, ...] = ()
    hollow: bool = False
    taxonomy: Taxonomy = SHIPPED

    def skills(self) -> tuple[skills.Needed, ...]:
        """Answer the wanted skills, with those the post or the village needs by itself."""
        wanted = list(self.wanted)
        if self.role in post.SUPERVISORY:
            wanted.append(skills.FINANCE)
        if self.hollow:
            wanted.append(skills.ECONOMY)
        return skills.needed(tuple(wanted), self.taxonomy)


YEARS_OF_EXPERIENCE: dict[ExperienceKind, tuple[str, int, int, int]] = {
    "village": ("任村级职务", 500, 100, 1000),
    "collective": ("在集体经济组织任职", 400, 80, 800),
    "group": ("任村民小组长或党小组长", 400, 80, 800),
    "enterprise": ("经营企业、合作社", 300, 60, 700),
    "army": ("服役", 300, 50, 500),
    "other": ("其他工作", 100, 20, 300),
}
INTENT: tuple[tuple[int, str], ...] = (
    (0, "目前没有回村意向"),
    (250, "保持联系，回村意向未定"),
    (500, "正在考虑回村"),
    (800, "已表示愿回村"),
    (1000, "已回村"),
)
READY: dict[post.Readiness, int] = {
    post.Readiness.NOW: 1000,
    post.Readiness.WITHIN_A_YEAR: 700,
    post.Readiness.WITHIN_THREE_YEARS: 400,
}
TRAININGS = (0, 500, 800, 1000)
ASSESSED: dict[Assessment, tuple[int, str]] = {
    "excellent": (1000, "优秀"),
    "competent": (700, "称职"),
    "basic": (300, "基本称职"),
    "incompetent": (0, "不称职"),
}
WISHED: dict[Result, int] = {
    Result.PASS: FULL,
    Result.REVIEW: NEUTRAL,
    Result.UNKNOWN: NEUTRAL,
    Result.FAIL: 0,
}
FRESH: tuple[tuple[int, int], ...] = ((12, 1000), (24, 700), (36, 400))
NO_NEED = "本次未提出专长需求，按中间值计"
STALE_AFTER_MONTHS = 12
TRAINING_MONTHS = 36


def readings(
    profile: Profile, need: Need, wishes: Iterable[Result], on: date
) -> dict[Factor, Reading]:
    """Answer every factor of one person for one need; `wishes` are the policy rules' answers."""
    return {
        "village_tie": village_tie(profile, need.village),
        "skill": skill(profile, need),
        "experience": experience(profile),
        "readiness": readiness(profile, need.village, on),
        "training": training(profile, on),
        "assessment": assessment(profile),
        "policy": policy(wishes),
        "freshness": freshness(profile, on),
    }


def village_tie(profile: Profile, village: str) -> Reading:
    """Answer the closest tie: household, home, birth place, the same township."""
    ties = (
        (profile.household_village, 1000, "户籍在本村"),
        (profile.residence_place, 800, "现居住在本村"),
        (profile.native_place, 600, "籍贯在本村"),
    )
    for place, value, sentence in ties:
        if facts.here(place, village):
            return Reading(value, sentence)
    places = [place for place, _, _ in ties if place is not None]
    if any(facts.same_township(place, village) for place in places):
        return Reading(240, "与本村同属一个乡镇")
    if any(facts.here(place, village) is False for place in places):
        return Reading(0, "户籍、居住地、籍贯均未见与本村的联系")
    return Reading(None, "户籍、居住地、籍贯待补充")


def skill(profile: Profile, need: Need) -> Reading:
    """Answer the share of the wanted skills that the person has."""
    needs = need.skills()
    if not needs:
        return Reading(NEUTRAL, NO_NEED)
    if not profile.skills:
        return Reading(None, "专长待补充")
    met = skills.met(needs, profile.skills, need.taxonomy)
    names = f"（{'、'.join(one.label for one in met)}）" if met else ""
    return Reading(FULL * len(met) // len(needs), f"{len(needs)}项需求中满足{len(met)}项{names}")


def experience(profile: Profile) -> Reading:
    """Answer the sum over kinds of a base and so much a full year, each up to its own limit."""
    if profile.experience is None:
        return Reading(None, "经历待补充")
    months: dict[ExperienceKind, int] = {}
    for one in profile.experience:
        months[one.kind] = months.get(one.kind, 0) + max(0, one.months)
    total, words = 0, []
    for kind, (label, base, yearly, most) in YEARS_OF_EXPERIENCE.items():
        if kind in months:
            years = months[kind] // 12
            total += min(most, base + yearly * years)
            words.append(f"{label}{years}年" if years else f"{label}不满一年")
    return Reading(min(FULL, total), f"曾{'，'.join(words)}" if words else "没有登记相关经历")


def readiness(profile: Profile, village: str, on: date) -> Reading:
    """Answer intent and readiness, their mean where both are known; who lives here has returned.

    An intent confirmed more than a year ago, or never, counts three quarters.
    """
    values, words = [], []
    intent = profile.return_intent
    if facts.here(profile.residence_place, village):
        values.append(FULL)
        words.append("现居住在本村")
    elif intent is not None and 0 <= intent < len(INTENT):
        value, sentence = INTENT[intent]
        confirmed = profile.intent_confirmed
        months = None if confirmed is None else max(0, facts.months_since(confirmed, on))
        fresh = months is not None and months <= STALE_AFTER_MONTHS
        values.append(value if fresh else value * 3 // 4)
        words.append(sentence + _confirmed(months))
    if profile.readiness in READY:
        values.append(READY[profile.readiness])
        words.append(post.READINESS_LABELS[profile.readiness])
    if not values:
        return Reading(None, "回村意愿与成熟度待了解")
    return Reading(sum(values) // len(values), "，".join(words))


def _confirmed(months: int | None) -> str:
    if months is None:
        return "（确认时间不详）"
    return f"（{months}个月前确认）" if months else "（本月确认）"


def training(profile: Profile, on: date) -> Reading:
    """Answer the classes attended within three years."""
    if profile.trainings is None:
        return Reading(None, "培训情况待补充")
    recent = [day for day in profile.trainings if day <= on and _within(day, on, TRAINING_MONTHS)]
    value = TRAININGS[min(len(recent), len(TRAININGS) - 1)]
    return Reading(value, f"近三年参加培训{len(recent)}期" if recent else "近三年没有参加培训")


def _within(day: date, on: date, months: int) -> bool:
    return facts.months_since(day, on) < months


def assessment(profile: Profile) -> Reading:
    """Answer the yearly result and the points, their mean where both are known."""
    values, words = [], []
    if profile.assessment is not None:
        value, label = ASSESSED[profile.assessment]
        values.append(value)
        words.append(f"年度考核{label}")
    if profile.points_percentile is not None:
        percentile = min(100, max(0, profile.points_percentile))
        values.append(percentile * 10)
        words.append(f"积分超过本村{percentile}%的人员")
    if not values:
        return Reading(None, "考核、积分情况待补充")
    return Reading(sum(values) // len(values), "，".join(words))


def policy(wishes: Iterable[Result]) -> Reading:
    """Answer the share of the county's wishes that are met; they bar nobody."""
    known = [WISHED[wish] for wish in wishes if wish != Result.NA]
    if not known:
        return Reading(None, "政策偏好所需情况待补充")
    met = known.count(FULL)
    return Reading(sum(known) // len(known), f"{len(known)}项政策偏好中符合{met}项")


def freshness(profile: Profile, on: date) -> Reading:
    """Answer how lately the entry was verified; never is known too, and counts nothing."""
    if profile.verified_on is None:
        return Reading(0, "资料尚未核验")
    months = max(0, facts.months_since(profile.verified_on, on))
    value = next((value for limit, value in FRESH if months <= limit), 100)
    return Reading(value, f"资料{months}个月前核验" if months else "资料本月核验")
