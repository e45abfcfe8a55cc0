"""A trained model as an artefact: kept with its report, chosen by a person, compared with another."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from talent.core import levels, model, weights
from talent.core.clans import Clans
from talent.core.frequencies import Frequencies
from talent.core.model import Model
from talent.core.training import Report
from talent.core.weights import Weights


class Row(Struct, frozen=True):
    """A model as the database answers it, its content left out."""

    id: UUID
    version: str
    report: dict[str, object]
    judgements: int
    made_by: str | None
    at: datetime
    active: bool


class InUse(Struct, frozen=True):
    """The model that weighs, None for the one by expert judgement, and the register's size."""

    model: UUID | None
    size: int


class Use(Struct, frozen=True):
    """Which model was chosen, by whom and why; None is the one by expert judgement."""

    version: str | None
    reason: str | None
    chosen_by: str | None
    at: datetime


class Content(Struct, frozen=True):
    """What weighs: the weights, and how common names are in the register they were learned from.

    `clans` are that register's generation characters.
    """

    weights: Weights
    known: Frequencies
    clans: dict[str, str] = {}


class Ready(Struct, frozen=True):
    """A model made ready for weighing."""

    model: Model
    known: Frequencies
    clans: Clans = {}


class Level(Struct, frozen=True):
    """One level of one field: what it speaks for *same* against strangers, in centibits."""

    field: str
    level: str
    weight: int


class Difference(Struct, frozen=True):
    """A level that two models weigh differently, in centibits."""

    field: str
    level: str
    one: int
    other: int


class Shown(Struct, frozen=True, kw_only=True):
    """A model with its report and, field by field, its weights."""

    version: str
    active: bool
    judgements: int
    made_by: str | None
    at: datetime | None
    report: Report | None
    levels: list[Level]


class Compared(Struct, frozen=True):
    """Two models side by side: how many duplicates each expects, and the levels that differ most."""

    one: str
    other: str
    estimated: tuple[float | None, float | None]
    differences: list[Difference]


def ready(content: Content) -> Ready:
    """Make a model ready for weighing."""
    return Ready(model.of(content.weights), content.known, content.clans)


def levels_of(data: Weights) -> list[Level]:
    """List what each level speaks for; of names without how common each is."""
    return [Level(field, level, weight) for field, level, weight in _each(data)]


def _each(data: Weights) -> Iterator[tuple[str, str, int]]:
    made = model.of(data)
    for place, (field, scale) in enumerate(levels.SCALES.items()):
        for level in scale:
            if level:
                bits = made.same[place][level] - made.strangers[place][level]
                yield field, level.name, round(model.CENTIBITS * bits)


def compare(one: Weights, other: Weights) -> list[Difference]:
    """List the levels that two models weigh differently, the most different first."""
    mine = {(field, level): weight for field, level, weight in _each(one)}
    theirs = {(field, level): weight for field, level, weight in _each(other)}
    found = [
        Difference(*key, weight, theirs[key])
        for key, weight in mine.items()
        if weight != theirs[key]
    ]
    return sorted(found, key=lambda each: (-abs(each.one - each.other), each.field, each.level))


def encode(content: Content) -> str:
    """Write what weighs as text, to be sealed."""
    return msgspec.json.encode(content).decode()


def decode(text: str) -> Content:
    """Read what weighs, also what was kept before some level was told apart."""
    found = msgspec.json.decode(text, type=Content)
    return msgspec.structs.replace(found, weights=weights.completed(found.weights))
