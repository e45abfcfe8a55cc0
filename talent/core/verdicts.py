"""Reviewing pairs: rules, groups, and what judgements say of the model.

Precision is estimated from what reviewers said of pairs, with Wilson's interval (E. B. Wilson,
JASA 22, 1927): it stays inside 0 and 1 and tells something of few pairs too.
"""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent.core.pair import Person

Z_95 = 1.959964
"""The standard normal's quantile for an interval that holds in 95 of 100 cases."""

ROLLING = 200
"""How many of the newest judged pairs the rolling estimate looks at."""


class Rule(Struct, frozen=True):
    """How pairs are reviewed, who said so and why."""

    two_person: bool = False
    automatic: bool = False
    reason: str | None = None
    chosen_by: str | None = None
    at: datetime | None = None


class Key(Struct, frozen=True):
    """A pair's two ids, the lower first."""

    person_a: UUID
    person_b: UUID


class ByReviewer(Struct, frozen=True):
    """What one reviewer said how often."""

    reviewer: str | None
    same: int
    different: int
    unsure: int
    latest: datetime


class Verdict(Struct, frozen=True):
    """What was said last of a pair, and what the model had thought of it."""

    band: str
    automatic: bool
    probability: float | None
    model: str
    reasons: list[dict[str, Any]]
    verdict: str


class Waiting(Struct, frozen=True):
    """How many pairs of a band wait, and how many of them may be merged as one click."""

    band: str
    state: str
    pairs: int
    automatic: int


class ByKind(Struct, frozen=True):
    """What was said of pairs whose names are alike in one way."""

    level: str
    sentence: str
    same: int
    different: int
    unsure: int


class Precision(Struct, frozen=True):
    """The part of pairs said to be the same among those that were decided, with its interval."""

    of: str
    decided: int
    same: int
    estimate: float | None
    low: float
    high: float


class Statistics(Struct, frozen=True):
    """What waits, who said what, of which kind of pair, and how right the model was."""

    waiting: list[Waiting]
    reviewers: list[ByReviewer]
    kinds: list[ByKind]
    precision: list[Precision]


class Member(Struct, frozen=True):
    """One entry of a group of the last sweep."""

    cluster_id: UUID
    person_id: UUID
    kind: str
    version: int


class Between(Struct, frozen=True):
    """What stands between two of a group."""

    one: UUID
    other: UUID
    weight: int
    band: str
    state: str
    reasons: list[dict[str, Any]]


class Group(Struct, frozen=True):
    """Entries that may be one human: `group`, or flagged as `torn` or `oversized`."""

    id: UUID
    kind: str
    people: list[Person]
    versions: dict[str, int]
    pairs: list[Between]


def wilson(same: int, decided: int) -> tuple[float, float]:
    """Answer the interval of a share; of nothing decided, everything is possible."""
    if not decided:
        return 0.0, 1.0
    share, square = same / decided, Z_95 * Z_95
    middle = share + square / (2 * decided)
    apart = Z_95 * math.sqrt(share * (1 - share) / decided + square / (4 * decided * decided))
    whole = 1 + square / decided
    return max(0.0, (middle - apart) / whole), min(1.0, (middle + apart) / whole)


def precision(of: str, verdicts: Iterable[str]) -> Precision:
    """Estimate a precision from verdicts; *unsure* decides nothing."""
    said = [verdict for verdict in verdicts if verdict != "unsure"]
    same = said.count("same")
    low, high = wilson(same, len(said))
    estimate = round(same / len(said), 4) if said else None
    return Precision(of, len(said), same, estimate, round(low, 4), round(high, 4))


def precisions(verdicts: list[Verdict]) -> list[Precision]:
    """Estimate the precision of each band and of the automatic part, of all and of the newest."""
    likely = [one.verdict for one in verdicts if one.band == "likely"]
    unsure = [one.verdict for one in verdicts if one.band == "unsure"]
    automatic = [one.verdict for one in verdicts if one.automatic]
    return [
        precision("likely", likely),
        precision("likely_rolling", likely[:ROLLING]),
        precision("unsure", unsure),
        precision("automatic", automatic),
        precision("automatic_rolling", automatic[:ROLLING]),
    ]


def kinds(verdicts: Iterable[Verdict]) -> list[ByKind]:
    """Count verdicts by how the names of a pair are alike, the commonest kind first."""
    found: dict[str, dict[str, int]] = {}
    for one in verdicts:
        level = next((each["level"] for each in one.reasons if each["field"] == "name"), "")
        counts = found.setdefault(level, {"same": 0, "different": 0, "unsure": 0})
        counts[one.verdict] += 1
    rows = [ByKind(level, LEVELS.get(level, level), **counts) for level, counts in found.items()]
    return sorted(rows, key=lambda one: (-(one.same + one.different + one.unsure), one.level))


LEVELS: dict[str, str] = {
    "SAME": "姓名相同",
    "VARIANT": "异体、繁简",
    "OTHER_NAME": "曾用名",
    "SAME_TONE": "读音和声调相同",
    "SAME_SOUND": "读音相同",
    "NEAR_SOUND": "读音相近",
    "SHAPE": "字形相近",
    "BLANK": "以符号代字",
    "SURNAME_MISSING": "缺姓",
    "OTHER_SURNAME": "姓不同",
    "SWAPPED": "字序颠倒",
    "CHAR_MISSING": "少一字",
    "GENERATION": "同姓同字辈",
    "LAST_CHAR": "末字不同",
    "ONE_CHAR": "一字不同",
    "NICKNAME": "以姓相称",
    "NICK_GIVEN": "小名、昵称",
    "SURNAME_ONLY": "只有姓相同",
    "DIFFERENT": "姓名不同",
    "CODE": "五笔编码相近",
}
"""How names are alike, in words for a table; a pair's own sentence is in its reasons."""
