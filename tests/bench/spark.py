"""The Spark engine against one machine: the same answer, byte for byte; run by name.

    python -m tests.bench.spark [--master URL] [--entries N] [--python VENV] [SET …]

A set is one of $TALENT_SHARED/bench (dev_5k, dev_100k); without any it is dev_5k, or an invented
roster where there is none. Both sides run as whole processes in a throw-away venv from
`spark.lock`; the master is a cluster of two workers on this machine. Exit 1 where a file differs.
The lock is made by

    uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url \
      -c talent/requirements.lock --extra spark pyproject.toml -o tests/bench/spark.lock
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import sets, speed
from tests.core import invented
from tests.flows.test_dedupe import roster

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("spark.lock")
CLUSTER = "local-cluster[2,1,1024]"
START = "import sys; from talent.cli import main; sys.exit(main())"
WRITTEN = ("pairs.csv", "clusters.csv", "model.json")


def why_not() -> str | None:
    """Answer why Spark cannot run here."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "there is no Java 17"
    return None


def peer(folder: Path) -> Path:
    """Make a venv with Spark; answer its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", LOCK],
        check=True,
    )
    return python


def file_of(name: str | None, folder: Path, entries: int) -> Path:
    """Write a set, or an invented roster, as a file."""
    file = folder / f"{name or 'invented'}.csv"
    people = None if name else invented.doubled(invented.strangers(entries), 5)
    file.write_bytes(sets.at_hand(name).records if name else roster(people or []))
    return file


def compare(python: Path, file: Path, folder: Path, master: str) -> bool:
    """Run both sides and print what they took; tell whether they wrote the same."""
    seen = {}
    for side, more in (("local", []), ("spark", ["--engine", "spark", "--master", master])):
        out = folder / file.stem / side
        seen[side] = speed.run([python, "-c", START, "dedupe", file, "--out", out, *more])
    for side, one in seen.items():
        print(f"{file.stem} {side}: wall {one.wall:.1f} s, processor of the driver {one.cpu:.1f} s")
    same = {
        name: len({(folder / file.stem / side / name).read_bytes() for side in seen}) == 1
        for name in WRITTEN
    }
    print("  " + ", ".join(f"{name} {'same' if one else 'DIFFERS'}" for name, one in same.items()))
    return all(same.values())


def main() -> int:
    """Compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="SET")
    parser.add_argument("--master", default=CLUSTER)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--python", type=Path, help="of a venv that has Spark already")
    said = parser.parse_args()
    if reason := why_not():
        print(f"skipped: {reason}")
        return 0
    os.environ["PYTHONPATH"] = str(ROOT)
    there = (sets.BENCH / "dev_5k.records.csv.gz").exists()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        python = said.python or peer(folder / "venv")
        names = said.names or (["dev_5k"] if there else [None])
        files = [file_of(one, folder, said.entries) for one in names]
        same = [compare(python, file, folder, said.master) for file in files]
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
