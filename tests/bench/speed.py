"""Ours against Splink 5 on DuckDB, on the same files in one run, in turn; run by name.

    python -m tests.bench.speed [--rounds N] [SET …]

A set is one of $TALENT_SHARED/bench (dev_5k, dev_100k) or of `sets.variants` (other_1m). Each
side runs as a whole process, reading and training included: ours is `talent dedupe`, the peer
`splink_peer.py` in a throw-away venv from `splink.lock`. Printed are wall and processor time,
peak memory of a process and all it has forked (what they share counts once), F1 of pairs of the
clusters, false merges, and the ratios of the two.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.bench import figures, sets
from tests.bench.sets import Set

PEER = Path(__file__).with_name("splink_peer.py")
LOCK = Path(__file__).with_name("splink.lock")


class Run(Struct, frozen=True):
    """What one process took, in seconds and megabytes."""

    wall: float
    cpu: float
    peak: float


def peer(folder: Path) -> Path:
    """Make the peer's venv; answer its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    subprocess.run([*install, "-r", LOCK], check=True)
    return python


def run(command: Sequence[str | Path]) -> Run:
    """Run a command to its end."""
    start = time.perf_counter()
    words = list(map(str, command))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        memory = Memory(process.pid)
        memory.start()
        told = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(told.decode()[-2_000:])
    wall = time.perf_counter() - start
    peak = max(memory.peak, used.ru_maxrss)
    return Run(wall, used.ru_utime + used.ru_stime, peak / 1024)


class Memory(threading.Thread):
    """Looks at what a process and its children hold, in kilobytes, as long as they are there."""

    EVERY = 0.25

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid

    def run(self) -> None:
        """Look until the process has ended."""
        while held := self._held(self._pid):
            self.peak = max(self.peak, held)
            time.sleep(self.EVERY)

    def _held(self, pid: int) -> int:
        """Answer the proportional set sizes of a process and of those below it, summed."""
        place = Path("/proc") / str(pid)
        try:
            lines = (place / "smaps_rollup").read_text().splitlines()
            children = (place / "task" / str(pid) / "children").read_text().split()
        except OSError:
            return 0
        held = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return held + sum(self._held(int(child)) for child in children)


def scored(labels: Set, file: Path) -> tuple[float, float]:
    """Answer F1 of pairs, and false merges per ten thousand people."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            homes[line["cluster_id"]].append(line["record_id"])
    f1, _, _ = figures.f1(figures.pairs(homes.values()), figures.truth(labels))
    wrong = figures.false_merges(labels, homes.values())
    return f1, 1e4 * wrong / figures.people(labels)


class Side(Struct, frozen=True):
    """What one side took, by the median of its runs, and how right it was."""

    wall: float
    cpu: float
    peak: float
    f1: float
    wrong: float


def compare(name: str, folder: Path, python: Path, rounds: int) -> tuple[Side, Side]:
    """Run both sides in turn, print what they took, and answer it: ours, the peer's."""
    labels = sets.made(name, folder) if name in sets.variants() else sets.at_hand(name)
    file = folder / f"{labels.name}.csv"
    file.write_bytes(labels.records)
    out = folder / "out"
    sides: dict[str, tuple[list[str | Path], Path]] = {
        "talent": (
            [sys.executable, "-m", "talent", "dedupe", file, "--out", out],
            out / "clusters.csv",
        ),
        "splink": ([python, PEER, file, folder / "splink.csv"], folder / "splink.csv"),
    }
    runs: dict[str, list[Run]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side, (command, _) in sides.items():
            runs[side].append(run(command))
    seen = {side: _side(runs[side], *scored(labels, file)) for side, (_, file) in sides.items()}
    print(f"{labels.name}: {len(labels.truth)} entries, median of {rounds}")
    for side, one in seen.items():
        print(f"  {side}: wall {one.wall:.1f} s, processor {one.cpu:.1f} s, peak {one.peak:.0f} MB, "
              f"F1 {one.f1:.4f}, false merges {one.wrong:.1f} per 10k")  # fmt: skip
    ours, theirs = seen["talent"], seen["splink"]
    print(
        f"  talent/splink: wall {ours.wall / theirs.wall:.2f}, "
        f"processor {ours.cpu / theirs.cpu:.2f}, memory {ours.peak / theirs.peak:.2f}",
        flush=True,
    )
    return ours, theirs


def _side(runs: list[Run], f1: float, wrong: float) -> Side:
    wall, cpu, peak = (
        statistics.median(getattr(one, part) for one in runs) for part in ("wall", "cpu", "peak")
    )
    return Side(wall, cpu, peak, f1, wrong)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="SET", default=["dev_5k"])
    parser.add_argument("--rounds", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        python = peer(Path(folder) / "venv")
        for name in said.names:
            compare(name, Path(folder), python, said.rounds)


if __name__ == "__main__":
    main()
