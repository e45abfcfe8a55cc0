"""talent dedupe: duplicates in one roster file, without a database."""

import argparse
import sys
import time
from pathlib import Path

from talent import errors, sheets
from talent.cli.desk import Command
from talent.config import Config
from talent.core.grouping import Grouped
from talent.flows import dedupe
from talent.flows import desk as desks
from talent.flows.dedupe import Counts, Listed

SHOWN_EVERY = 0.2
"""Seconds between two lines of progress."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="花名册文件：csv、xlsx、xls 或 ods")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果写入的目录")
    parser.add_argument(
        "--model", type=Path, metavar="M", help="使用先前写出的 model.json（默认：从本文件学习）"
    )


class Progress:
    """Says on standard error what is being done, and how far it is."""

    def __init__(self) -> None:
        self._stage = ""
        self._next = 0.0
        self._lively = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, whole: int) -> None:
        """Note how far a stage is."""
        if stage != self._stage:
            self.end()
            self._stage = stage
            print(
                f"{stage}：{whole:,}", end="" if self._lively else "\n", file=sys.stderr, flush=True
            )
        elif self._lively and time.monotonic() >= self._next:
            self._next = time.monotonic() + SHOWN_EVERY
            line = f"\r{stage}：{done:,}/{whole:,}（{100 * done // max(1, whole)}%）"
            print(line, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """End the line of the last stage."""
        if self._stage and self._lively:
            print(file=sys.stderr)


def run(said: argparse.Namespace, settings: Config) -> int:
    """Find the duplicates of one file and write them down."""
    del settings
    data = _read(said.file)
    using = dedupe.load(_read(said.model)) if said.model else None
    progress = Progress()
    listed = dedupe.read(data, said.file.name, desks.today(), progress)
    found = dedupe.group(listed, using, progress)
    progress.end()
    pairs, clusters, counts = dedupe.written(listed, found)
    try:
        said.out.mkdir(parents=True, exist_ok=True)
        (said.out / "pairs.csv").write_text(pairs, "utf-8", newline="")
        (said.out / "clusters.csv").write_text(clusters, "utf-8", newline="")
        (said.out / "model.json").write_bytes(dedupe.save(found))
    except OSError as error:
        raise errors.Invalid(f"无法写入 {said.out}：{error.strerror}") from error
    print("\n".join(words(said.file.name, listed, found, counts)))
    return 0


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > sheets.MOST_TEXT:
            raise errors.TooLarge(f"文件超过{sheets.MOST_TEXT >> 20}MB")
        return path.read_bytes()
    except OSError as error:
        raise errors.Invalid(f"无法读取文件 {path}：{error.strerror}") from error


def words(name: str, listed: Listed, found: Grouped, counts: Counts) -> list[str]:
    """Say what was found."""
    groups = found.clusters.groups
    fewer = sum(len(group) - 1 for group in groups)
    said = [
        f"{name}：共{len(listed.ids)}条，比较{len(found.compared)}对",
        f"  估计有{found.estimated:.0f}对为同一人（模型 {found.model.weights.version}）",
        f"  很可能{counts.likely}对，其中可直接合并{counts.automatic}对；存疑{counts.unsure}对",
        f"  归为{len(listed.ids) - fewer}人：{len(groups)}人有多条，多出{fewer}条",
    ]
    if found.clusters.torn:
        said.append(
            f"  {len(found.clusters.torn)}条与互不相同的两人都像，未归入任何一方，须人工核对"
        )
    if found.clusters.oversized:
        said.append(f"  {len(found.clusters.oversized)}组相连的条目过多，已拆开，须人工核对")
    if listed.unread or listed.nameless:
        said.append(
            f"  {listed.unread}处值无法识别，按未填处理；{listed.nameless}条没有姓名，未比较"
        )
    return said


COMMANDS = (Command("dedupe", "在一份花名册中找出重复人员（不用数据库）", _arguments, run),)
