"""Why two entries may be one human: from nothing to the total, step by step.

The steps' weights sum to the total exactly, in centibits. What the total means depends on how
many people there are: the bands begin where the odds of a register of this size reach them.
"""

import math
from uuid import UUID

from msgspec import Struct

from talent.core import frequencies, model, tipping
from talent.core.comparison import Comparison
from talent.core.frequencies import Frequencies
from talent.core.model import CENTIBITS, Likeness, Model
from talent.core.pair import Person
from talent.core.tipping import Change


class Step(Struct, frozen=True):
    """One step of the waterfall; `total` is the sum so far. A law that limits the band weighs 0."""

    field: str
    level: str
    weight: int
    total: int
    sentence: str


class Explanation(Struct, frozen=True):
    """What stands between two entries: the total, its band, its steps, what would change it.

    `likely_at` and `unsure_at` are the totals from which a pair is likely, and unsure.
    """

    weight: int
    probability: float
    band: str
    model: str
    likely_at: int
    unsure_at: int
    steps: list[Step]
    changes: list[Change]


class Shown(Struct, frozen=True):
    """An explanation with the two it is about, and what was said of them last."""

    people: tuple[Person, Person]
    explanation: Explanation
    automatic: bool
    standing: str | None
    cluster: UUID | None


def explain(
    comparison: Comparison, known: Frequencies = frequencies.USUAL, using: Model | None = None
) -> Explanation:
    """Explain a comparison under a model."""
    ready = using or model.expert()
    found = model.weigh(comparison, known, ready)
    return Explanation(
        weight=found.weight,
        probability=found.probability,
        band=found.band,
        model=found.model,
        likely_at=reaching(model.LIKELY_AT, known.size, ready),
        unsure_at=reaching(model.UNSURE_AT, known.size, ready),
        steps=waterfall(found),
        changes=list(tipping.nearest(comparison, known, ready)),
    )


def waterfall(found: Likeness) -> list[Step]:
    """Lay a likeness's reasons one on the other."""
    steps, total = [], 0
    for one in found.reasons:
        total += one.weight
        steps.append(Step(one.field, one.level, one.weight, total, one.sentence))
    return steps


def reaching(probability: float, size: int, using: Model) -> int:
    """Answer the total at which *same* has a probability in a register of a size, in centibits."""
    odds = math.log2(probability / (1 - probability))
    return round(CENTIBITS * (odds + math.log2(max(1, size) / using.weights.partners)))
