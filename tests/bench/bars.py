"""Everything the duplicate engine has to reach, and what it reaches: one table; run by name.

    python -m tests.bench.bars [--final] [--million] [--speed]

Each set of `sets.variants` is made, read, learned from and grouped as `talent dedupe` does it;
labels serve the printing alone. A line is a measure, its bar, what was seen, and whether it holds.
--million adds the sets of a million entries, --speed what it takes beside Splink and beside one
row by key; both want a quiet machine and some minutes. --final measures sets of seeds that nobody
looks at while the engine changes.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from tests.bench import checking, duplicates, figures, sets, speed
from tests.bench.sets import Set

COLUMNS = ("measure", "set", "bar", "seen", "holds")
MILLION = "other_1m"
FEW = " few"
"""Behind the name of a set of which only the columns most rosters have are read."""


class Seen(Struct, frozen=True):
    """What a set gave. `sure` and `share` are of the automatic part, `panels` of pairs joined."""

    f1: float
    wrong: float
    per_10k: float
    off: float
    sure: float
    share: float
    top: float
    reviewed: float
    panels: dict[str, float]


class Bar(Struct, frozen=True):
    """What is measured on which sets, and the least or the most it may be."""

    measure: str
    sets: tuple[str, ...]
    of: Callable[[Seen], float]
    least: float | None = None
    most: float | None = None

    def said(self) -> str:
        """Answer the bar in words."""
        return f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"

    def holds(self, value: float) -> bool:
        """Say whether a value reaches the bar."""
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )


def _panel(kind: str) -> Callable[[Seen], float]:
    return lambda one: one.panels[kind]


def _off(one: Seen) -> float:
    return abs(one.off)


_5K, _100K, _HARSH = ("other_5k", "rough_5k"), ("other_100k",), ("harsh_5k", "harsh_100k")
_FIRST = (*_5K, *_100K, MILLION)

BARS: tuple[Bar, ...] = (
    Bar("F1 of pairs", _5K, lambda one: one.f1, least=0.99),
    Bar("F1 of pairs", _100K, lambda one: one.f1, least=0.985),
    Bar("F1 of pairs", (MILLION,), lambda one: one.f1, least=0.98),
    Bar("F1, few columns", tuple(one + FEW for one in _5K), lambda one: one.f1, least=0.985),
    Bar("F1, few columns", tuple(one + FEW for one in _100K), lambda one: one.f1, least=0.98),
    Bar("F1, harsher", _HARSH[:1], lambda one: one.f1, least=0.95),
    Bar("F1, harsher", _HARSH[1:], lambda one: one.f1, least=0.92),
    Bar("false merges per 10k, harsher", _HARSH, lambda one: one.per_10k, most=80),
    Bar("automatic part right, harsher", _HARSH, lambda one: one.sure, least=0.999),
    Bar("estimate off by, harsher", _HARSH, _off, most=0.05),
    Bar("true of p > .9, harsher", _HARSH, lambda one: one.top, least=0.9),
    Bar("false merges per 10k", _FIRST, lambda one: one.per_10k, most=30),
    Bar("wrong merges, many kin", ("kin_5k", "kin_rough_5k"), lambda one: one.wrong, most=1),
    Bar("wrong merges, many kin, harsher", ("kin_harsh_5k",), lambda one: one.wrong, most=3),
    Bar("estimate off by", _FIRST, _off, most=0.03),
    Bar("automatic part right", _100K, lambda one: one.sure, least=0.9995),
    Bar("automatic part of true pairs", _100K, lambda one: one.share, least=0.6),
    Bar("twins joined", _100K, _panel("twin"), most=0.03),
    Bar("brothers joined", _100K, _panel("sib"), most=0.001),
    Bar("father and son joined", _100K, _panel("father_son"), most=0.02),
    Bar("one name, one month joined", _HARSH[1:], _panel("month"), most=0.08),
    Bar("error a reviewer of 3% removes", (*_5K, *_100K), lambda one: one.reviewed, least=0.6),
)
FASTER, SMALLER, WITHIN, AMONG = 0.4, 0.3, 2.0, 0.98
"""Wall time and memory beside Splink; a check beside one row by key; found among twenty."""


def seen(labels: Set) -> Seen:
    """Group a set and answer all that is asked of it."""
    one = figures.measure(labels)
    merged, rightly = figures.automatic(one)
    wrong = figures.false_merges(labels, one.found.clusters.groups)
    return Seen(
        f1=figures.f1(one.together, one.true)[0],
        wrong=wrong,
        per_10k=1e4 * wrong / figures.people(labels),
        off=one.found.estimated / max(1, len(one.true)) - 1,
        sure=rightly / merged if merged else 1.0,
        share=rightly / max(1, len(one.true)),
        top=figures.at_the_top(one),
        reviewed=figures.reviewed(one),
        panels={kind: found[True] / found.total() for kind, found in figures.panels(one).items()},
    )


def measured(*, final: bool, million: bool) -> Iterator[tuple[str, ...]]:
    """Answer the lines of all sets, each of which is grouped once."""
    known: dict[str, Seen] = {}
    with tempfile.TemporaryDirectory() as folder:
        for bar in BARS:
            for name in bar.sets:
                if name == MILLION and not million:
                    continue
                if name not in known:
                    labels = sets.made(name.removesuffix(FEW), Path(folder), final=final)
                    known[name] = seen(sets.narrowed(labels) if name.endswith(FEW) else labels)
                value = bar.of(known[name])
                yield line(bar.measure, name, bar.said(), value, holds=bar.holds(value))


def fast() -> Iterator[tuple[str, ...]]:
    """Answer the lines of time and memory, each against a peer in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        python = speed.peer(Path(folder) / "venv")
        ours, theirs = speed.compare(MILLION, Path(folder), python, 1)
    for measure, part, most in (("wall", "wall", FASTER), ("memory", "peak", SMALLER)):
        value = getattr(ours, part) / getattr(theirs, part)
        yield line(f"{measure}, of Splink's", MILLION, f"≤ {most:g}", value, holds=value <= most)
    yield line("F1 above Splink's", MILLION, "> 0", ours.f1 - theirs.f1, holds=ours.f1 > theirs.f1)
    checked = asyncio.run(checking.main(1_000_000))
    yield line(
        "check while typing, of a row by key", "1,000,000 people", f"≤ {WITHIN:g}",
        checked.ratio, holds=checked.ratio <= WITHIN,
    )  # fmt: skip
    yield line(
        "found among twenty", "1,000,000 people", f"≥ {AMONG:g}",
        checked.among, holds=checked.among >= AMONG,
    )  # fmt: skip


def line(measure: str, name: str, bar: str, value: float, *, holds: bool) -> tuple[str, ...]:
    """Answer a line of the table, told as well, for the table takes its time."""
    found = (measure, name, bar, f"{value:.4f}".rstrip("0").rstrip("."), "yes" if holds else "NO")
    print("  ".join(found), flush=True)
    return found


def main() -> None:
    """Print the table, and how many bars hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--final", action="store_true", help="the seeds for the final table")
    parser.add_argument("--million", action="store_true", help="the sets of a million too")
    parser.add_argument("--speed", action="store_true", help="time and memory too")
    said = parser.parse_args()
    lines = list(measured(final=said.final, million=said.million))
    if said.speed:
        lines += fast()
    held = sum(one[-1] == "yes" for one in lines)
    print(f"\n{duplicates.table([COLUMNS, *lines])}\n\n{held} of {len(lines)} hold")


if __name__ == "__main__":
    main()
