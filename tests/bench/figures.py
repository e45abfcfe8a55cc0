"""A labelled set grouped, and what can be said of the result. Labels are read here alone."""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise

import numpy as np
from msgspec import Struct

from talent import processes
from talent.core import grouping
from talent.core.grouping import Grouped
from talent.flows import dedupe
from tests.bench.sets import Set

TODAY = date(2026, 1, 1)
CUTS = (0.02, 0.1, 0.5, 0.9, 0.99, 1.01)
LOOKED_AT = 0.03
"""The part of the entries a reviewer sees."""

Pair = tuple[str, str]
Shares = dict[str, Counter[bool]]


class Measured(Struct, frozen=True):
    """A set grouped: which pairs are together, which truly are, and how long it took."""

    labels: Set
    found: Grouped
    together: set[Pair]
    true: set[Pair]
    seconds: float


def measure(labels: Set) -> Measured:
    """Group a set as the command does; all pairs that were compared are kept."""
    start = time.perf_counter()
    listed = dedupe.read(labels.records, labels.name, TODAY)
    found = grouping.group(listed.people, spread=processes.spread)
    seconds = time.perf_counter() - start
    return Measured(labels, found, pairs(found.clusters.groups), truth(labels), seconds)


def pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Answer all pairs within groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def truth(labels: Set) -> set[Pair]:
    """Answer all pairs of one human."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for row in labels.truth:
        homes[row["entity_id"]].append(row["record_id"])
    return pairs(homes.values())


def named(found: Grouped, places: Iterable[int]) -> set[Pair]:
    """Answer pairs by the ids of their entries, sorted."""
    ids = [one.id for one in found.people]
    one, other = found.compared.pairs.one, found.compared.pairs.other
    both = ((ids[one[place]], ids[other[place]]) for place in places)
    return {(min(pair), max(pair)) for pair in both}


def kept(found: Grouped) -> list[tuple[Pair, int]]:
    """Answer the pairs worth showing, by the sorted ids of their entries, and their places."""
    ids = [one.id for one in found.people]
    one, other = found.compared.pairs.one, found.compared.pairs.other
    both = ((ids[one[place]], ids[other[place]], place) for place in found.kept.tolist())
    return [((min(mine, theirs), max(mine, theirs)), place) for mine, theirs, place in both]


# --- how right ----------------------------------------------------------------------------


def f1(together: set[Pair], true: set[Pair]) -> tuple[float, float, float]:
    """Answer F1, precision and recall of pairs."""
    hit = len(together & true)
    precision = hit / len(together) if together else 1.0
    recall = hit / len(true) if true else 1.0
    whole = precision + recall
    return (2 * precision * recall / whole if whole else 0.0), precision, recall


def false_merges(labels: Set, groups: Iterable[Iterable[str]]) -> int:
    """Answer how many people too many stand in the groups."""
    entities = {row["record_id"]: row["entity_id"] for row in labels.truth}
    return sum(len({entities[one] for one in group}) - 1 for group in groups)


def people(labels: Set) -> int:
    """Answer how many humans a set is of."""
    return len({row["entity_id"] for row in labels.truth})


def automatic(one: Measured) -> tuple[int, int]:
    """Answer how many pairs would be merged without a look, and how many of them rightly."""
    merged = named(one.found, one.found.automatic)
    return len(merged), len(merged & one.true)


def reviewed(one: Measured) -> float:
    """Answer the part of wrong pairs that go where a reviewer sees the most uncertain entries.

    The reviewer answers by the labels about every pair shown to have one of those entries; the
    groups are then found again. Entries are as uncertain as the most uncertain of their pairs.
    """
    found = one.found
    chances = found.weighed.probability
    shown = {pair: float(chances[place]) for pair, place in kept(found)}
    doubt: dict[str, float] = {}
    for pair, probability in shown.items():
        for end in pair:
            doubt[end] = max(doubt.get(end, 0.0), _uncertainty(probability))
    ordered = sorted(doubt, key=lambda end: (-doubt[end], end))
    seen = set(ordered[: int(LOOKED_AT * len(found.people))])
    said = {pair: pair in one.true for pair in shown if seen & {*pair}}
    again = grouping.group(found.people, found.model.weights, settled=said)
    before, after = (
        len(pairs_ ^ one.true) for pairs_ in (one.together, pairs(again.clusters.groups))
    )
    return 1 - after / before if before else 0.0


def _uncertainty(probability: float) -> float:
    sides = [side for side in (probability, 1 - probability) if side > 0]
    return -sum(side * math.log2(side) for side in sides)


# --- by kind ------------------------------------------------------------------------------


def recalls(one: Measured) -> Shares:
    """Count the true pairs found, by what was done to their records."""
    labels = {line["record_id"]: line for line in one.labels.truth}
    found: Shares = defaultdict(Counter)
    for pair in one.true:
        both = {tag for end in pair for tag in labels[end]["tags"].split("|")} - {""}
        for tag in both or {"(clean)"}:
            found[tag][pair in one.together] += 1
    return found


def panels(one: Measured) -> Shares:
    """Count the pairs of different people of one family that were joined, by its kind."""
    labels = {line["record_id"]: line for line in one.labels.truth}
    families: defaultdict[str, list[str]] = defaultdict(list)
    for line in one.labels.truth:
        if line["family_id"]:
            families[line["family_id"]].append(line["record_id"])
    found: Shares = defaultdict(Counter)
    for pair in pairs(families.values()) - one.true:
        found[labels[pair[0]]["family_type"]][pair in one.together] += 1
    return found


def calibration(one: Measured) -> list[tuple[float, float, int, float, float]]:
    """Answer by ranges of probability: from, to, how many pairs, what was said, what is true."""
    chance, rows = one.found.weighed.probability, []
    for least, most in pairwise(CUTS):
        inside = np.flatnonzero((chance >= least) & (chance < most))
        right = len(named(one.found, inside.tolist()) & one.true)
        mean = float(chance[inside].mean()) if len(inside) else 0.0
        rows.append((least, min(most, 1.0), len(inside), mean, right / max(1, len(inside))))
    return rows


def at_the_top(one: Measured) -> float:
    """Answer how many of the pairs said to be one human by .9 and more truly are."""
    sure = named(one.found, np.flatnonzero(one.found.weighed.probability >= CUTS[3]).tolist())
    return len(sure & one.true) / len(sure) if sure else 1.0
