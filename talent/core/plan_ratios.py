"""Fairness of a plan: who is selected out of those who could be, by sex and age.

The ratio of two selection rates (as in the four-fifths rule of employment testing), with Katz's
95% interval for a ratio of proportions. Sex and age stand beside fit, never in it: this is read
after the plan, and is where a skewed pool or rule is seen.
"""

import math
from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from talent.core import post

WARNED_BELOW = 0.8
NINETY_FIVE = 1.959964
BANDS: tuple[tuple[int, int, str], ...] = (
    (0, 35, "35周岁及以下"),
    (36, 45, "36至45周岁"),
    (46, 55, "46至55周岁"),
    (56, 150, "56周岁及以上"),
)
WOMEN, MEN = "女", "男"


class Ratio(Struct, frozen=True, kw_only=True):
    """How often a group is selected beside another, with a 95% interval; `warned` below 0.8."""

    post: int | None
    post_label: str
    group: str
    against: str
    selected: int
    eligible: int
    ratio: float | None
    low: float | None = None
    high: float | None = None
    warned: bool = False
    sentence: str = ""


class Traits(Struct, frozen=True):
    """Sex (GB/T 2261.1: 1, 2) and age in full years, where known."""

    sex: str | None
    age: int | None


def ratios(
    eligible: Mapping[int, frozenset[UUID]],
    selected: Mapping[int, frozenset[UUID]],
    traits: Mapping[UUID, Traits],
) -> tuple[Ratio, ...]:
    """Answer the ratios over all posts, then for each: women beside men, each age beside the rest."""
    everybody = frozenset().union(*eligible.values())
    chosen = frozenset().union(*selected.values())
    found = list(_of(None, everybody, chosen, traits))
    for role in sorted(eligible):
        found += _of(role, eligible[role], selected.get(role, frozenset()), traits)
    return tuple(found)


def _of(
    role: int | None,
    eligible: frozenset[UUID],
    selected: frozenset[UUID],
    traits: Mapping[UUID, Traits],
) -> Iterable[Ratio]:
    women = frozenset(one for one in eligible if traits[one].sex == "2")
    men = frozenset(one for one in eligible if traits[one].sex == "1")
    yield _ratio(role, (WOMEN, women), (MEN, men), selected)
    aged = frozenset(one for one in eligible if traits[one].age is not None)
    for low, high, label in BANDS:
        band = frozenset(one for one in aged if low <= (traits[one].age or 0) <= high)
        yield _ratio(role, (label, band), ("其他年龄", aged - band), selected)


Group = tuple[str, frozenset[UUID]]


def _ratio(role: int | None, group: Group, other: Group, selected: frozenset[UUID]) -> Ratio:
    label = "全部岗位" if role is None else post.role(role).label
    mine, theirs = len(group[1] & selected), len(other[1] & selected)
    size, rest = len(group[1]), len(other[1])
    ratio = low = high = None
    if size and rest and theirs:
        ratio = (mine / size) / (theirs / rest)
        if mine:
            spread = math.sqrt(1 / mine - 1 / size + 1 / theirs - 1 / rest)
            low = ratio * math.exp(-NINETY_FIVE * spread)
            high = ratio * math.exp(NINETY_FIVE * spread)
    warned = ratio is not None and ratio < WARNED_BELOW
    return Ratio(
        post=role,
        post_label=label,
        group=group[0],
        against=other[0],
        selected=mine,
        eligible=size,
        ratio=_rounded(ratio),
        low=_rounded(low),
        high=_rounded(high),
        warned=warned,
        sentence=_sentence(label, group[0], other[0], _rounded(ratio), (mine, size, theirs, rest))
        + ("，低于0.8，请留意" if warned else ""),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _sentence(
    label: str, group: str, other: str, ratio: float | None, counts: tuple[int, int, int, int]
) -> str:
    mine, size, theirs, rest = counts
    rates = f"{group}符合条件{size}人、列入{mine}人，{other}符合条件{rest}人、列入{theirs}人"
    if ratio is None:
        return f"{label}：{rates}"
    return f"{label}：{rates}，入选率之比{ratio:.2f}"
