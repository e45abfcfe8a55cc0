"""Measures the duplicate engine on labelled sets; run by name, never part of the suite.

    python -m tests.bench.duplicates [--large] [--final] [--few] [--kinds] [--ablation] [NAME …]

Without names: dev_5k and every set of five thousand that `sets.variants` makes, with --large those
of a hundred thousand as well. Any of them and any in $TALENT_SHARED/bench may be named. Each is
read, learned from and grouped as `talent dedupe` does it; labels serve the printing alone. With
--final the sets are of seeds that nobody looks at while the engine changes.
"""

import argparse
import resource
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from talent.core import clusters, grouping, kindred, kinds, levels, model, training, weights
from talent.core.clusters import Link
from talent.core.comparison import Prepared
from talent.core.grouping import Candidates, Grouped
from talent.core.levels import Birth, Education, IdNumber, Name, Phone, Politics, Text
from tests.bench import figures, sets
from tests.bench.figures import Measured, Pair

COLUMNS = (
    "set", "F1", "P", "R", "false merges", "per 10k", "auto P", "auto share", "estimated", "true",
    "off", "p>.9 true", "reviewed", "keys' recall", "pairs each", "torn", "large", "s", "MB",
)  # fmt: skip
OTHERWISE = levels.ALIKE_NAMES - {Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.BLANK}
SLIPPED = frozenset(Birth) - {
    Birth.UNKNOWN, Birth.SAME_DAY, Birth.SAME_MONTH, Birth.SAME_YEAR, Birth.YEAR_ONLY,
}  # fmt: skip
PANELS = ("twin", "sib", "near", "father_son", "month", "namesake", "common", "couple", "cousin")


def row(one: Measured) -> tuple[str, ...]:
    """Answer a set's line of the table."""
    found, true = one.found, len(one.true)
    score, precision, recall = figures.f1(one.together, one.true)
    merges = figures.false_merges(one.labels, found.clusters.groups)
    merged, rightly = figures.automatic(one)
    candidates = figures.named(found, range(len(found.compared)))
    return (
        one.labels.name,
        f"{score:.4f}",
        f"{precision:.4f}",
        f"{recall:.4f}",
        str(merges),
        f"{1e4 * merges / figures.people(one.labels):.1f}",
        f"{rightly / merged:.4f}" if merged else "-",
        f"{rightly / max(1, true):.3f}",
        f"{found.estimated:.1f}",
        str(true),
        f"{found.estimated / true - 1:+.1%}" if true else "-",
        f"{figures.at_the_top(one):.3f}",
        f"{figures.reviewed(one):.2f}",
        f"{len(candidates & one.true) / max(1, true):.4f}",
        f"{2 * len(found.compared) / len(one.labels.truth):.1f}",
        str(len(found.clusters.torn)),
        str(len(found.clusters.oversized)),
        f"{one.seconds:.1f}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
    )


def panel(one: Measured) -> tuple[str, ...]:
    """Answer which part of the pairs of different people of one kind were joined."""
    found = figures.panels(one)
    return (
        one.labels.name,
        *(
            f"{found[kind][True] / found[kind].total():.4f} of {found[kind].total()}"
            if kind in found
            else "-"
            for kind in PANELS
        ),
    )


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Lay rows out under their columns."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, wide, strict=True))
        for line in rows
    )


def by_kind(one: Measured) -> None:
    """Print recall by what was done to a record, the calibration, and the classes' sizes."""
    said = (
        f"{kind} {found[True] / found.total():.4f} ({found.total()})"
        for kind, found in sorted(figures.recalls(one).items())
    )
    print("  recall:", "  ".join(said))
    for least, most, count, mean, right in figures.calibration(one):
        print(f"  p {least:.2f}-{most:.2f}: {count} pairs, said {mean:.3f}, true {right:.3f}")
    if one.found.report:
        print("  others of a class per entry:", one.found.report.partners)


# --- what each part is worth --------------------------------------------------------------


def ablation(one: Measured) -> None:
    """Print the figures with one part taken away."""
    entries, found = one.found.people, one.found
    ways: dict[str, Callable[[], set[Pair]]] = {
        "whole": lambda: one.together,
        "experts alone, nothing learned": lambda: _grouped(entries, weights.EXPERT),
        "without any class beside same and stranger": lambda: _trained(found, _without()),
        "without namesakes and peers": lambda: _trained(found, _without("namesake", "peer")),
        "without peers": lambda: _trained(found, _without("peer")),
        "without households": lambda: _trained(found, _without("household")),
        "without equal numbers and days of birth": lambda: _trained(
            found, _without("number", "birthmate")
        ),
        "names as common at any age and sex": lambda: _grouped(
            entries, msgspec.structs.replace(found.model.weights, sexed=1.0, peers=1.0)
        ),
        "names by sound, shape, code, order: only alike": lambda: _told(
            found, "name", OTHERWISE, Name.SURNAME_ONLY
        ),
        "generations as any last character": lambda: _told(
            found, "name", {Name.GENERATION}, Name.LAST_CHAR
        ),
        "who is called as any other name": lambda: _told(
            found, "name", {Name.NICKNAME, Name.NICK_GIVEN}, Name.DIFFERENT
        ),
        "phones of many as one's own": lambda: _told(
            found, "phone", {Phone.SHARED, Phone.CROWD}, Phone.SAME
        ),
        "lunar, swapped, slipped dates as different": lambda: _told(
            found, "birth", SLIPPED, Birth.DIFFERENT
        ),
        "hidden and wrong numbers as unknown": lambda: _told(
            found, "id_number", {IdNumber.ONE_OFF, IdNumber.VISIBLE, IdNumber.UNLIKE}, 0
        ),
        "without schooling": lambda: _told(found, "education", list(Education), 0),
        "without political status": lambda: _told(found, "political_status", list(Politics), 0),
        "without native place": lambda: _told(found, "native_place", list(Text), 0),
        "without employer": lambda: _told(found, "employer", list(Text), 0),
        "without position": lambda: _told(found, "position", list(Text), 0),
        "plain closure": lambda: _closure(found, law=True),
        "plain closure, a name alone joins": lambda: _closure(found, law=False),
    }
    for said, way in ways.items():
        together = way()
        score = figures.f1(together, one.true)[0]
        print(f"  {said:47} F1 {score:.4f}  wrong pairs {len(together - one.true)}")


def _without(*classes: str) -> weights.Weights:
    kept = {} if not classes else {k: v for k, v in kindred.KIN.items() if k not in classes}
    return msgspec.structs.replace(weights.EXPERT, kin=kept)


def _grouped(people: Iterable[Prepared], using: weights.Weights) -> set[Pair]:
    return figures.pairs(grouping.group(list(people), using).clusters.groups)


def _trained(found: Grouped, prior: weights.Weights) -> set[Pair]:
    return _grouped(found.people, training.train(found.people, found.compared, prior).weights)


def _told(found: Grouped, field: str, these: Collection[int], other: int) -> set[Pair]:
    """Learn and group anew where some levels of a field are taken for another one."""
    compared = found.compared
    rows = compared.levels(np.arange(len(compared)))
    column = rows[:, levels.AT[field]]
    column[np.isin(column, list(these))] = other
    told = msgspec.structs.replace(compared, numbers=kinds.packed(rows.T, len(compared)))
    pool = Candidates(found.people, found.known, told)
    return figures.pairs(grouping.decided(pool).clusters.groups)


def _closure(found: Grouped, *, law: bool) -> set[Pair]:
    links, chances = {}, found.weighed.probability
    for pair, place in figures.kept(found):
        chance, codes = float(chances[place]), found.comparison(place).levels
        joins = chance >= clusters.JOINED_AT and (not law or model.has_evidence(codes, found.model))
        links[pair] = Link(1.0, surely=joins)
    return figures.pairs(clusters.find(links, largest=len(found.people)).groups)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--large", action="store_true", help="the sets of a hundred thousand too")
    parser.add_argument("--final", action="store_true", help="the seeds for the final table")
    parser.add_argument("--few", action="store_true", help="only the columns most rosters have")
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    said = parser.parse_args()
    known = sets.variants(final=said.final)
    sizes = ("_5k", "_100k") if said.large else ("_5k",)
    asked = [name for name in ("dev_5k", "dev_100k", *known) if name.endswith(sizes)]
    rows: list[tuple[str, ...]] = [COLUMNS]
    panels: list[tuple[str, ...]] = [("set", *PANELS)]
    with tempfile.TemporaryDirectory() as folder:
        for name in said.names or asked:
            labels = (
                sets.made(name, Path(folder), final=said.final)
                if name in known
                else sets.at_hand(name)
            )
            one = figures.measure(sets.narrowed(labels) if said.few else labels)
            rows.append(row(one))
            panels.append(panel(one))
            print(table([COLUMNS, rows[-1]]), flush=True)
            if said.kinds:
                by_kind(one)
            if said.ablation:
                ablation(one)
    print(f"\n{table(rows)}\n\nDifferent people joined, of the pairs of one kind:\n{table(panels)}")


if __name__ == "__main__":
    main()
