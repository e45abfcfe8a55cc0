"""How likely two entries are one human: match weights that add up, a band, the reasons.

A Fellegi-Sunter mixture. Each field gives log2(m/u), what its level speaks for *same* against
*strangers*; names by how common they are. One more term, never above zero, stands for kin: what
siblings, parents and twins would share anyway is taken back there, so that surname, village and
phone of one household are not counted three times.

Weights are integers in hundredths of a bit, and the parts sum to the total exactly. Where the
weight alone would go too far, a law limits the band and says so in a reason of weight 0.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from talent.core import frequencies, levels, sentences, weights
from talent.core.comparison import Comparison
from talent.core.frequencies import Frequencies, Shares
from talent.core.kindred import Scale, Table
from talent.core.levels import Birth, IdNumber, Name, Place, Sex
from talent.core.weights import Chance, Given, Weights

Band = Literal["likely", "unsure", "unlike"]

CENTIBITS = 100
LIKELY_AT = 0.9
UNSURE_AT = 0.02
"""The probability of *same* from which a pair is likely, and unsure."""

EVIDENCE = ("id_number", "birth", "phone", "place", "employer")
"""Fields of which one must speak for *same* beside the name; the others agree by chance."""

PEERS = frozenset(Birth) - {Birth.UNKNOWN, Birth.OTHER_YEAR, Birth.DIFFERENT}
"""Levels at which two were born in about one year, so that the same given names were in use."""


class Reason(Struct, frozen=True):
    """One step from nothing to the total: a field, its level, its weight, its sentence."""

    field: str
    level: str
    weight: int
    sentence: str


class Likeness(Struct, frozen=True):
    """How alike two entries are. `weight` is the sum of the reasons' weights, in centibits.

    `probability` is of *same* in a register of the size that was given, before any law.
    """

    weight: int
    probability: float
    band: Band
    reasons: tuple[Reason, ...]
    model: str


class Model(Struct, frozen=True):
    """Weights made ready: logarithms by field and level, unknown (level 0) at zero."""

    weights: Weights
    same: tuple[tuple[float, ...], ...]
    strangers: tuple[tuple[float, ...], ...]
    kin: tuple[tuple[float, tuple[tuple[float, ...], ...]], ...]


def of(data: Weights) -> Model:
    """Make weights ready for weighing."""
    return Model(
        data,
        _logs(data.same, data.strangers),
        _logs(data.strangers, data.strangers),
        tuple(
            (math.log2(kin.partners), _logs(kin.table, data.strangers)) for kin in data.kin.values()
        ),
    )


@cache
def expert() -> Model:
    """Answer the model by expert judgement, which needs no training."""
    return of(weights.EXPERT)


def _logs(table: Table, fallback: Table) -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(
            _log(level, table.get(field, {}), fallback.get(field, {})) if level else 0.0
            for level in scale
        )
        for field, scale in levels.SCALES.items()
    )


def _log(level: int, scale: Scale, fallback: Scale) -> float:
    chance = scale.get(level, fallback.get(level, 1.0))
    return math.log2(chance)


# --- weighing -----------------------------------------------------------------------------


def weigh(
    comparison: Comparison, known: Frequencies = frequencies.USUAL, using: Model | None = None
) -> Likeness:
    """Weigh a comparison: total, band and reasons. Deterministic and symmetric."""
    model = using or expert()
    by_chance = _strangers(comparison, known, model)
    parts = _parts(comparison, by_chance, model)
    kin = _kin(comparison, sum(by_chance), max(1, known.size), model)
    total = sum(parts) + kin
    probability = _probability(total, known, model)
    band, law = _band(comparison, parts, probability)
    reasons = _reasons(comparison, parts, kin)
    if law:
        reasons = (*reasons, Reason("law", band, 0, law))
    return Likeness(total, round(probability, 6), band, reasons, model.weights.version)


def hopeless(
    comparison: Comparison, known: Frequencies = frequencies.USUAL, using: Model | None = None
) -> bool:
    """Say whether two are unlike even before kin, who only ever take away, are thought of.

    Cheaper than `weigh`, which answers *unlike* wherever this is true.
    """
    if comparison.level("id_number") == IdNumber.SAME:
        return False
    model = using or expert()
    parts = _parts(comparison, _strangers(comparison, known, model), model)
    return falls_short(sum(parts), known, model)


def falls_short(total: int, known: Frequencies, using: Model) -> bool:
    """Say whether a total, in centibits, leaves two of a register of this size unlike."""
    return _probability(total, known, using) < UNSURE_AT


def part(place: int, level: int, using: Model) -> int:
    """Answer what a level of a field but the name weighs, in centibits; fields by their places."""
    return round(CENTIBITS * (using.same[place][level] - using.strangers[place][level]))


def part_of_name(level: int, shares: Shares, *, home: bool, likelier: float, using: Model) -> int:
    """Answer what a level of the name weighs where names are so common, in centibits."""
    chance = _chance(
        using.weights.name_chance[level], shares, using.weights, home=home, likelier=likelier
    )
    return round(CENTIBITS * (using.same[0][level] - chance))


def _parts(comparison: Comparison, by_chance: list[float], model: Model) -> list[int]:
    return [
        round(CENTIBITS * (scale[level] - chance))
        for scale, level, chance in zip(model.same, comparison.levels, by_chance, strict=True)
    ]


def _probability(total: int, known: Frequencies, model: Model) -> float:
    odds = total / CENTIBITS - math.log2(max(1, known.size) / model.weights.partners)
    return 1 / (1 + 2**-odds) if odds > -1000 else 0.0  # noqa: PLR2004 - floats end there


def _strangers(comparison: Comparison, known: Frequencies, model: Model) -> list[float]:
    """Answer log2 of how often strangers reach these levels; names by how common they are."""
    found = [scale[level] for scale, level in zip(model.strangers, comparison.levels, strict=True)]
    found[0] = _name_chance(comparison, known, model.weights)
    return found


def _name_chance(comparison: Comparison, known: Frequencies, data: Weights) -> float:
    level = comparison.levels[0]
    if level == Name.UNKNOWN:
        return 0.0
    commoner = frequencies.commoner(known, comparison.one, comparison.other)
    home = comparison.level("place") == Place.VILLAGE
    return _chance(
        data.name_chance[level],
        commoner,
        data,
        home=home,
        likelier=likelier(comparison.levels, data),
    )


def likelier(codes: Sequence[int], data: Weights) -> float:
    """Answer how many times likelier two of these levels share a given name: by sex, and by years."""
    if codes[levels.AT["sex"]] != Sex.SAME:
        return 1.0
    return data.peers if codes[levels.AT["birth"]] in PEERS else data.sexed


def _chance(chance: Chance, shares: Shares, data: Weights, *, home: bool, likelier: float) -> float:
    share = chance.factor
    if chance.given in (Given.WHOLE, Given.SOUND):
        share *= likelier
    if chance.surname:
        share *= max(shares.surname, data.clan if home else 0.0)
    if chance.given is Given.WHOLE:
        share *= shares.given
    elif chance.given is Given.SOUND:
        share *= shares.sound
    elif chance.given is Given.CHAR:
        share *= data.clan_char if home else data.char
    return math.log2(share)


def _kin(comparison: Comparison, by_chance: float, size: int, model: Model) -> int:
    """Take back what kin explain: log2 of strangers over strangers and kin together."""
    least = 0.0
    said = [(place, level) for place, level in enumerate(comparison.levels) if level]
    for partners, table in model.kin:
        found = partners - math.log2(size) - by_chance
        for place, level in said:
            found += table[place][level]
        least += 2.0 ** min(found, 500.0)
    return -round(CENTIBITS * math.log2(1.0 + least))


# --- bands --------------------------------------------------------------------------------


def _band(  # noqa: PLR0911 - a law each
    comparison: Comparison, parts: list[int], probability: float
) -> tuple[Band, str]:
    """Answer the band, and the law that limited it."""
    band: Band = "unlike"
    if probability >= UNSURE_AT:
        band = "likely" if probability >= LIKELY_AT else "unsure"
    number = comparison.level("id_number")
    alike = comparison.level("name") in levels.ALIKE_NAMES
    sexes = comparison.level("sex") == Sex.DIFFERENT
    if number == IdNumber.SAME and (not alike or sexes):
        return "unsure", _doubted(alike=alike, sexes=sexes)
    if number == IdNumber.SAME and band == "unlike":
        return "unsure", sentences.ID_EQUAL
    if band != "likely":
        return band, ""
    if number in (IdNumber.DIFFERENT, IdNumber.OTHER_SEQUENCE):
        return "unsure", sentences.TWO_NUMBERS
    if not alike:
        return "unsure", sentences.UNLIKE_NAME
    if not any(parts[levels.AT[field]] > 0 for field in EVIDENCE):
        return "unsure", sentences.NAME_ALONE
    return band, ""


def _doubted(*, alike: bool, sexes: bool) -> str:
    """Say what stands against an equal number."""
    if alike:
        return sentences.OTHER_SEX
    return sentences.OTHER_PERSON if sexes else sentences.OTHER_NAME


def _reasons(comparison: Comparison, parts: list[int], kin: int) -> tuple[Reason, ...]:
    one, other = comparison.one.shown, comparison.other.shown
    found = [
        Reason(field, sentences.label(field, level), part, sentences.of(field, level, one, other))
        for field, level, part in zip(levels.FIELDS, comparison.levels, parts, strict=True)
        if level
    ]
    if kin:
        found.append(Reason("kin", "KIN", kin, sentences.KIN))
    return tuple(found)


def has_evidence(codes: Sequence[int], using: Model) -> bool:
    """Say whether anything but the name, and what half the register shares, speaks for *same*."""
    return any(
        using.same[place][codes[place]] > using.strangers[place][codes[place]]
        for place in map(levels.AT.__getitem__, EVIDENCE)
    )


def name_alike(comparison: Comparison) -> bool:
    """Say whether the names may be one name: only then may an equal phone or number be told."""
    return comparison.level("name") in levels.ALIKE_NAMES
