"""The Spark engine against one machine: the same answer, byte for byte; run by name.

    python -m tests.bench.spark [--master URL] [--entries N] [--python VENV] [SET …]

A set is one of $TALENT_SHARED/bench (dev_5k, dev_100k); without any it is dev_5k, or an invented
roster where there is none. Both sides run as whole processes in a throw-away venv from
`spark.lock`; the master is a cluster of two workers on this machine. A machine without Java, and a
Java that ends in the middle, must be refused in a sentence. Exit 1 where a file differs.
The lock is made by

    uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url \
      -c talent/requirements.lock --extra spark pyproject.toml -o tests/bench/spark.lock
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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


def refusals(python: Path, file: Path, folder: Path, master: str) -> bool:
    """Print how a missing Java is refused, and one that is lost in the middle; tell whether both are."""
    command: list[str | Path] = [python, "-c", START, "dedupe", file, "--engine", "spark"]
    command += ["--out", folder / "none", "--master", master]
    bare = {name: said for name, said in os.environ.items() if name != "JAVA_HOME"}
    missing = _ended(command, bare | {"PATH": str(folder)}, kill=False)
    lost = _ended(command, dict(os.environ), kill=True)
    print(f"without Java: {missing!r}\n  Java lost: {lost!r}")
    return "需要 Java 17" in missing and "Java 进程已中断" in lost


def _ended(command: Sequence[str | Path], env: dict[str, str], *, kill: bool) -> str:
    """Run a command that must be refused; answer the last line that it wrote."""
    with subprocess.Popen(
        list(map(str, command)), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    ) as process:  # fmt: skip
        if kill and (java := _java(process)):
            os.kill(java, signal.SIGKILL)
        _, told = process.communicate()
    lines = told.strip().splitlines() or [""]
    return lines[-1] if process.returncode == 1 and "Traceback" not in told else told[-500:]


def _java(process: "subprocess.Popen[str]") -> int | None:
    """Wait until the Java of a process has workers below it; answer its number."""
    while process.poll() is None:
        for child in _children(process.pid):
            if _name(child) == "java" and "java" in map(_name, _children(child)):
                return child
        time.sleep(0.2)
    return None


def _children(pid: int) -> list[int]:
    tasks = (Path("/proc") / str(pid) / "task").glob("*/children")
    return [int(child) for task in tasks for child in _read(task).split()]


def _name(pid: int) -> str:
    return _read(Path("/proc") / str(pid) / "comm").strip()


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""  # It has ended meanwhile.


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
        if said.master == CLUSTER:
            same.append(refusals(python, files[0], folder, said.master))
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
