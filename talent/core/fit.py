"""How well a person fits a post: whole numbers whose parts sum to the whole exactly.

Weights are basis points and sum to 10,000; each factor is 0..1000; a part is weight x factor and
the total their sum, 0..10,000,000, shown as 0.00 to 100.00 points. Same inputs, same numbers.

A factor that is not known takes the pool's mean (rounded down; 500 without one), is flagged, and
widens the range from the total with 0 to the total with 1000 in its place. `profile.Profile` is all
that fit may know of a person: never sex, ethnicity, religion, health, marriage or wealth. Age and
schooling enter only through the policy wishes, which are verdicts and no bars.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from talent.errors import Fault, Invalid

Factor = Literal[
    "village_tie",
    "skill",
    "experience",
    "readiness",
    "training",
    "assessment",
    "policy",
    "freshness",
]
FACTOR_LABELS: dict[Factor, str] = {
    "village_tie": "与本村联系",
    "skill": "专长与需求",
    "experience": "经历",
    "readiness": "回村意愿与成熟度",
    "training": "培训",
    "assessment": "考核与积分",
    "policy": "政策偏好",
    "freshness": "资料核验",
}
GROUP_LABELS: dict[str, str] = {
    "party": "村党组织",
    "committee": "村民委员会",
    "supervisory": "村务监督委员会",
    "collective": "集体经济组织",
    "group": "村民小组、党小组",
}
"""Kinds of post, each of which has weights of its own."""
WHOLE = 10_000
FULL = 1_000
NEUTRAL = 500
HUNDREDTH = WHOLE * FULL // 10_000


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The weight of each factor in basis points; Invalid unless they sum to 10,000."""

    village_tie: int
    skill: int
    experience: int
    readiness: int
    training: int
    assessment: int
    policy: int
    freshness: int

    def __post_init__(self) -> None:
        """Refuse negative weights and another sum."""
        weights = list(msgspec.structs.asdict(self).values())
        if min(weights) < 0 or sum(weights) != WHOLE:
            expected = f"各项权重不得为负，合计应为{WHOLE}"
            fault = Fault(field="weights", said=f"合计{sum(weights)}", expected=expected)
            raise Invalid(faults=(fault,))

    def of(self, factor: Factor) -> int:
        """Answer one factor's weight."""
        weight: int = getattr(self, factor)
        return weight


DEFAULT = Weights(2500, 2000, 1500, 1200, 800, 800, 700, 500)


class WeightSet(Struct, frozen=True):
    """One row of the table `weight_set`, in the order of its columns."""

    role_group: str
    version: int
    weights: Weights
    note: str = ""

    def __post_init__(self) -> None:
        """Read the row's JSON object into weights, or refuse it."""
        plain: object = self.weights
        if isinstance(plain, Weights):
            return
        try:
            weights = msgspec.convert(plain, Weights)
        except msgspec.ValidationError as error:
            fault = Fault(field="weights", said=str(plain), expected=f"应为八项权重（{error}）")
            raise Invalid(faults=(fault,)) from error
        msgspec.structs.force_setattr(self, "weights", weights)


class Reading(Struct, frozen=True):
    """One factor of one person: 0..1000, None when nothing is known, and the sentence why."""

    value: int | None
    sentence: str


class Part(Struct, frozen=True, kw_only=True):
    """One factor's share of the total; `low` and `high` are equal when the factor is known."""

    factor: Factor
    label: str
    weight: int
    value: int
    contribution: int
    known: bool
    low: int
    high: int
    sentence: str


class Fit(Struct, frozen=True, kw_only=True):
    """The whole, its range, its parts in the order of the factors, and the share known in %."""

    total: int
    low: int
    high: int
    parts: tuple[Part, ...]
    coverage: int


Readings = Mapping[Factor, Reading]
Means = Mapping[Factor, int]


def pool_means(pool: Iterable[Readings]) -> dict[Factor, int]:
    """Answer each factor's mean over those it is known of, rounded down; 500 where of nobody."""
    sums, counts = dict.fromkeys(FACTOR_LABELS, 0), dict.fromkeys(FACTOR_LABELS, 0)
    for readings in pool:
        for factor, reading in readings.items():
            if reading.value is not None:
                sums[factor] += reading.value
                counts[factor] += 1
    return {
        factor: sums[factor] // counts[factor] if counts[factor] else NEUTRAL for factor in sums
    }


def weigh(readings: Readings, weights: Weights, means: Means | None = None) -> Fit:
    """Answer the fit of one person's readings."""
    parts = tuple(
        _part(factor, readings[factor], weights.of(factor), (means or {}).get(factor, NEUTRAL))
        for factor in FACTOR_LABELS
    )
    known = sum(part.weight for part in parts if part.known)
    return Fit(
        total=sum(part.contribution for part in parts),
        low=sum(part.low for part in parts),
        high=sum(part.high for part in parts),
        parts=parts,
        coverage=known * 100 // WHOLE,
    )


def _part(factor: Factor, reading: Reading, weight: int, mean: int) -> Part:
    known = reading.value is not None
    value = mean if reading.value is None else reading.value
    if not 0 <= value <= FULL:
        fault = Fault(field=factor, said=str(value), expected=f"应为0至{FULL}")
        raise Invalid(faults=(fault,))
    return Part(
        factor=factor,
        label=FACTOR_LABELS[factor],
        weight=weight,
        value=value,
        contribution=weight * value,
        known=known,
        low=weight * value if known else 0,
        high=weight * value if known else weight * FULL,
        sentence=reading.sentence,
    )


def edition(name: str) -> str:
    """Say which weights were used, as `committee@1` names them."""
    group, _, version = name.partition("@")
    return f"{GROUP_LABELS.get(group, group)}第{version}版"


def points(total: int) -> str:
    """Answer a total as points with two decimals, rounded half up; the exact number is the total.

    Parts shown so may differ from the whole shown so in the last decimal; the integers never do.
    """
    hundredths = (total + HUNDREDTH // 2) // HUNDREDTH
    return f"{hundredths // 100}.{hundredths % 100:02d}"
