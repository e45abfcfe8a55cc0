"""Measures the duplicate engine on labelled sets; run by name, never part of the suite.

    python -m tests.bench.duplicates [--final] [--few] [--kinds] [--ablation] [NAME …]

Without names: dev_5k and every set of five thousand that `sets.variants` makes. Those and any in
$TALENT_SHARED/bench may be named (of a hundred thousand entries they take minutes). Each is read,
learned from and grouped as `talent dedupe` does it; the labels are read for the printing alone.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from talent.core import clusters, grouping, kindred, model, training, weights
from talent.core.clusters import Link
from talent.core.comparison import Prepared
from talent.core.grouping import Grouped
from talent.flows import dedupe
from tests.bench import sets
from tests.bench.sets import Set

TODAY = date(2026, 1, 1)
CUTS = (0.02, 0.1, 0.5, 0.9, 0.99, 1.01)
Pair = tuple[str, str]

COLUMNS = (
    "set", "F1", "P", "R", "false merges/10k", "auto P", "auto share", "estimated", "true",
    "keys' recall", "pairs each", "alone", "s", "MB",
)  # fmt: skip


class Measured(Struct, frozen=True):
    """A set grouped: which pairs are together, which truly are, and how long it took."""

    labels: Set
    found: Grouped
    together: set[Pair]
    true: set[Pair]
    seconds: float


def pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Answer all pairs within groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def truth(labels: Set) -> set[Pair]:
    """Answer all pairs of one human."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for row in labels.truth:
        homes[row["entity_id"]].append(row["record_id"])
    return pairs(homes.values())


def measure(labels: Set) -> Measured:
    """Group a set as the command does."""
    start = time.perf_counter()
    listed = dedupe.read(labels.records, labels.name, TODAY)
    found = dedupe.group(listed, None)
    seconds = time.perf_counter() - start
    return Measured(labels, found, pairs(found.clusters.groups), truth(labels), seconds)


def figures(together: set[Pair], true: set[Pair]) -> tuple[float, float, float]:
    """Answer F1, precision and recall of pairs."""
    hit = len(together & true)
    precision = hit / len(together) if together else 1.0
    recall = hit / len(true) if true else 1.0
    whole = precision + recall
    return (2 * precision * recall / whole if whole else 0.0), precision, recall


def false_merges(labels: Set, groups: Iterable[Iterable[str]]) -> float:
    """Answer how many people too many stand in the groups, per ten thousand people."""
    entities = {row["record_id"]: row["entity_id"] for row in labels.truth}
    extra = sum(len({entities[one] for one in group}) - 1 for group in groups)
    return 1e4 * extra / len(set(entities.values()))


def row(one: Measured) -> tuple[str, ...]:
    """Answer a set's line of the table."""
    f1, precision, recall = figures(one.together, one.true)
    automatic = named(one.found, one.found.automatic)
    candidates = named(one.found, range(len(one.found.compared)))
    hit = len(automatic & one.true)
    return (
        one.labels.name,
        f"{f1:.4f}",
        f"{precision:.4f}",
        f"{recall:.4f}",
        f"{false_merges(one.labels, one.found.clusters.groups):.1f}",
        f"{hit / max(1, len(automatic)):.4f}" if automatic else "-",
        f"{hit / max(1, len(one.true)):.3f}",
        f"{one.found.estimated:.1f}",
        str(len(one.true)),
        f"{len(candidates & one.true) / max(1, len(one.true)):.4f}",
        f"{2 * len(candidates) / len(one.labels.truth):.1f}",
        str(len(one.found.clusters.torn)),
        f"{one.seconds:.1f}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
    )


def named(found: Grouped, places: Iterable[int]) -> set[Pair]:
    """Answer pairs by the ids of their entries, sorted."""
    ids = [one.id for one in found.people]
    one, other = found.compared.pairs.one.tolist(), found.compared.pairs.other.tolist()
    return {
        (min(ids[one[place]], ids[other[place]]), max(ids[one[place]], ids[other[place]]))
        for place in places
    }


def table(rows: list[tuple[str, ...]]) -> str:
    """Lay rows out under their columns."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, wide, strict=True))
        for line in rows
    )


# --- by kind ------------------------------------------------------------------------------


def kinds(one: Measured) -> None:
    """Print recall by what was done to a record, wrong joins by family, and the calibration."""
    labels = {line["record_id"]: line for line in one.labels.truth}
    tags: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for pair in one.true:
        both = {tag for end in pair for tag in labels[end]["tags"].split("|")} - {""}
        for tag in both or {"(clean)"}:
            tags[tag][pair in one.together] += 1
    print("  recall:", _shares(tags))
    families: defaultdict[str, list[str]] = defaultdict(list)
    for line in one.labels.truth:
        if line["family_id"]:
            families[line["family_id"]].append(line["record_id"])
    kin: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for pair in pairs(families.values()) - one.true:
        kin[labels[pair[0]]["family_type"]][pair in one.together] += 1
    print("  wrongly joined:", _shares(kin))
    chance, codes = one.found.weighed.probability, named
    for least, most in pairwise(CUTS):
        inside = np.flatnonzero((chance >= least) & (chance < most))
        right = len(codes(one.found, inside.tolist()) & one.true)
        mean = float(chance[inside].mean()) if len(inside) else 0.0
        print(f"  p {least:.2f}-{min(most, 1):.2f}: {len(inside)} pairs, said {mean:.3f}, "
              f"true {right / max(1, len(inside)):.3f}")  # fmt: skip
    if one.found.report:
        print("  others of a class per entry:", one.found.report.partners)


def _shares(counts: dict[str, Counter[bool]]) -> str:
    return "  ".join(
        f"{kind} {found[True] / found.total():.4f} ({found.total()})"
        for kind, found in sorted(counts.items())
    )


# --- what each part is worth --------------------------------------------------------------


def ablation(one: Measured) -> None:
    """Print the figures with one part taken away."""
    people, found = one.found.people, one.found
    learned = found.model.weights
    expert = weights.EXPERT
    ways: dict[str, Callable[[], set[Pair]]] = {
        "whole": lambda: one.together,
        "experts alone, nothing learned": lambda: _grouped(people, expert),
        "without kin and namesakes": lambda: _trained(found, prior=_without()),
        "without namesakes": lambda: _trained(found, prior=_without("namesake")),
        "names as common at any age and sex": lambda: _grouped(
            people, msgspec.structs.replace(learned, sexed=1.0, peers=1.0)
        ),
        "plain closure": lambda: _closure(found, law=True),
        "plain closure, a name alone joins": lambda: _closure(found, law=False),
    }
    for said, way in ways.items():
        together = way()
        print(f"  {said:36} F1 {figures(together, one.true)[0]:.4f}  wrong pairs "
              f"{len(together - one.true)}")  # fmt: skip


def _without(*classes: str) -> weights.Weights:
    kept = {} if not classes else {k: v for k, v in kindred.KIN.items() if k not in classes}
    return msgspec.structs.replace(weights.EXPERT, kin=kept)


def _grouped(people: Iterable[Prepared], using: weights.Weights) -> set[Pair]:
    return pairs(grouping.group(list(people), using).clusters.groups)


def _trained(found: Grouped, prior: weights.Weights) -> set[Pair]:
    return _grouped(found.people, training.train(found.people, found.compared, prior).weights)


def _closure(found: Grouped, *, law: bool) -> set[Pair]:
    links = {}
    for place in found.kept.tolist():
        (pair,) = named(found, [place])
        chance = float(found.weighed.probability[place])
        codes = found.compared.levels[place].tolist()
        joins = chance >= clusters.JOINED_AT and (not law or model.has_evidence(codes, found.model))
        links[pair] = Link(1.0, surely=joins)
    return pairs(clusters.find(links, largest=len(found.people)).groups)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--few", action="store_true", help="only the columns most rosters have")
    parser.add_argument("--final", action="store_true", help="the seeds for the final table")
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    said = parser.parse_args()
    rows: list[tuple[str, ...]] = [COLUMNS]
    with tempfile.TemporaryDirectory() as folder:
        known = sets.variants()
        for name in said.names or ["dev_5k", *(one for one in known if one.endswith("_5k"))]:
            made = name in known
            labels = sets.made(name, Path(folder), final=said.final) if made else sets.at_hand(name)
            one = measure(sets.narrowed(labels) if said.few else labels)
            rows.append(row(one))
            print(table([COLUMNS, rows[-1]]), flush=True)
            if said.kinds:
                kinds(one)
            if said.ablation:
                ablation(one)
    print("\n" + table(rows), file=sys.stdout)


if __name__ == "__main__":
    main()
