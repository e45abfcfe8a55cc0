"""What the rules may know of a person, and of the post on the day that is asked for.

None is "not known" everywhere and never "no"; an empty tuple is "known: none". Of sensitive
matters only a review's result and document number stand here, never what lies behind it.
Places are 12-digit statistical division codes (a group has 15); a code that ends in zeros
stands for the whole township or county, so it leaves open which village is meant.
"""

import calendar
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import education
from talent.core.person import Birth

Relation = Literal["spouse", "parent", "child", "sibling", "grandparent", "grandchild", "other"]
RELATION_LABELS: dict[str, str] = {
    "spouse": "配偶",
    "parent": "父母",
    "child": "子女",
    "sibling": "兄弟姐妹",
    "grandparent": "祖父母、外祖父母",
    "grandchild": "孙子女、外孙子女",
    "other": "其他亲属",
}
Level = Literal[
    "primary", "junior_secondary", "upper_secondary", "college", "bachelor", "postgraduate"
]
LEVELS: tuple[Level, ...] = (
    "primary",
    "junior_secondary",
    "upper_secondary",
    "college",
    "bachelor",
    "postgraduate",
)
LEVEL_LABELS: dict[str, str] = {
    "primary": "小学",
    "junior_secondary": "初中",
    "upper_secondary": "高中（中专）",
    "college": "大专",
    "bachelor": "本科",
    "postgraduate": "研究生",
}
TitleLevel = Literal["none", "junior", "middle", "associate", "senior"]
ReviewResult = Literal["pass", "fail", "pending"]


class Review(Struct, frozen=True):
    """What a review found, under the id of the rule it answers (E02, E13 …), and its document."""

    kind: str
    result: ReviewResult
    document: str | None = None


class Kin(Struct, frozen=True):
    """What another person is to this one. `confirmed`: somebody has checked it."""

    person_id: UUID
    relation: Relation
    confirmed: bool = True


class Tenure(Struct, frozen=True):
    """A seat held on the day that is asked for."""

    role: int
    village: str


class Affairs(Struct, frozen=True):
    """Work in a village's affairs that goes on, and since when."""

    village: str
    since: date | None = None


class Rating(Struct, frozen=True):
    """What a year's democratic review (民主评议) said of somebody who sits."""

    year: int
    result: Literal["excellent", "competent", "basic", "incompetent"]


class RegisterSteps(Struct, frozen=True):
    """Steps toward the village's voter register. True: done; False: refused; None: not yet."""

    stated_will: bool | None = None
    applied: bool | None = None
    consented: bool | None = None
    home_certificate: bool | None = None
    willing: bool | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of one person for the rules, as of the day that is asked for.

    `education` holds GB/T 4658 codes (full-time and in-service), `political_status` GB/T 4762.
    `accountant`: the person is the village's 报账员. `affairs`, `tenures` and `kin` are complete
    when they are given; `ratings` hold one a year, by year. `reserve`: stands in the reserve pool.
    """

    person_id: UUID
    birth: Birth | None = None
    education: tuple[str, ...] = ()
    political_status: str | None = None
    activist: bool | None = None
    household_village: str | None = None
    residence_place: str | None = None
    resident_since: date | None = None
    affairs: tuple[Affairs, ...] | None = None
    steps: RegisterSteps = RegisterSteps()
    title_level: TitleLevel | None = None
    retired: bool | None = None
    outstanding: bool | None = None
    return_intent: int | None = None
    reviews: tuple[Review, ...] = ()
    tenures: tuple[Tenure, ...] | None = None
    kin: tuple[Kin, ...] | None = None
    accountant: bool | None = None
    ratings: tuple[Rating, ...] | None = None
    reserve: bool | None = None


class Holder(Struct, frozen=True, kw_only=True):
    """A member of one of the village's bodies, or a proposal for one.

    `finance`: knows finance or management; `minority`: belongs to a minority; `accountant`: keeps
    the village's accounts (报账员). Bring only holders who stay on: not the one whose seat is to be
    filled, nor an outside officer who holds it beside other duties (民警兼任).
    """

    person_id: UUID
    role: int
    sex: str | None = None
    finance: bool | None = None
    kin: tuple[Kin, ...] | None = None
    minority: bool | None = None
    accountant: bool | None = None


class Setting(Struct, frozen=True, kw_only=True):
    """The post asked about: village, role, who sits already (None: not known), election day.

    `multi_ethnic`: several ethnic groups live in the village. `reserves`: how many people of the
    reserve pool it has.
    """

    village: str
    role: int
    community: bool = False
    holders: tuple[Holder, ...] | None = None
    election_day: date | None = None
    multi_ethnic: bool | None = None
    reserves: int | None = None

    def sitting(self, roles: frozenset[int]) -> tuple[Holder, ...] | None:
        """Answer who holds one of the roles; None when that is not known."""
        if self.holders is None:
            return None
        return tuple(holder for holder in self.holders if holder.role in roles)


def here(code: str | None, village: str) -> bool | None:
    """Answer whether a place is the village; None when the code is missing or too coarse."""
    if code is None:
        return None
    if code[:12] == village:
        return True
    region = region_of(code)
    return None if region is not None and village.startswith(region) else False


def region_of(code: str) -> str | None:
    """Answer the leading digits of a place that is wider than a village; None for a village.

    Six digits are a GB/T 2260 code; a district of townships is written PNN behind its county.
    """
    if "P" in code:
        return code[:6]
    if code[9:12].strip("0"):
        return None
    if code[6:9].strip("0"):
        return code[:9]
    county = code[:6]
    return (
        county[:2] if county.endswith("0000") else county[:4] if county.endswith("00") else county
    )


def same_township(code: str, village: str) -> bool:
    """Answer whether a place is known to lie in the village's township."""
    return code[:TOWNSHIP_DIGITS] == village[:TOWNSHIP_DIGITS]


def review(facts: Facts, kind: str) -> Review | None:
    """Answer the review of a kind; of several the worst counts."""
    order = ("fail", "pending", "pass")
    found = [review for review in facts.reviews if review.kind == kind]
    return min(found, key=lambda one: (order.index(one.result), one.document or ""), default=None)


def cleared(facts: Facts, kind: str) -> bool:
    """Answer whether a review of the kind passed and names its document."""
    found = review(facts, kind)
    return found is not None and found.result == "pass" and bool(found.document)


TOWNSHIP_DIGITS = 9
FIRST_YEAR, LAST_YEAR = 1850, 2200
LUNAR_LAG = timedelta(days=62)


def born_between(birth: Birth) -> tuple[date, date] | None:
    """Answer the first and last day a birth can mean; None for a year out of all reason.

    A lunar date falls at most two months after the same figures of the civil calendar.
    """
    if not FIRST_YEAR <= birth.year <= LAST_YEAR:
        return None
    first = _civil(birth.year, birth.month or 1, birth.day or 1)
    month = birth.month or 12
    last = _civil(birth.year, month, birth.day or calendar.monthrange(birth.year, month)[1])
    return (first, last + LUNAR_LAG) if birth.lunar else (first, last)


def _civil(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def ages(birth: Birth | None, on: date) -> tuple[int, int] | None:
    """Answer the least and the greatest age in full years (周岁) on a day, the birthday counted."""
    span = None if birth is None else born_between(birth)
    if span is None:
        return None
    first, last = span
    return _years(last, on), _years(first, on)


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_since(start: date, on: date) -> int:
    """Answer the full months from one day to another; negative when it has not begun."""
    return (on.year - start.year) * 12 + on.month - start.month - (on.day < start.day)


def schooling(codes: tuple[str, ...]) -> int | None:
    """Answer the place of the highest schooling in `LEVELS`; None if none is known."""
    ranks = [education.rank(code) for code in codes]
    return min(max(ranks, default=0), len(LEVELS)) - 1 if any(ranks) else None
