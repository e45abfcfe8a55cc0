"""talent dedupe: duplicates in one roster file, without a database."""

import argparse
import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talent import errors, sheets
from talent.cli import stages
from talent.cli.desk import Command, why
from talent.config import Config
from talent.core.grouping import Grouped
from talent.flows import dedupe
from talent.flows import desk as desks
from talent.flows.dedupe import Counts, Listed

LOCAL = "local[*]"
"""The Spark master that is this machine with all its processors."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="花名册文件：csv、xlsx、xls 或 ods")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果写入的目录")
    parser.add_argument(
        "--model", type=Path, metavar="M", help="使用先前写出的 model.json（默认：从本文件学习）"
    )
    parser.add_argument(
        "--engine", choices=("local", "spark"), default="local",
        help="在本机（默认）或 Spark 集群上比较；结果相同",
    )  # fmt: skip
    parser.add_argument(
        "--master", default=LOCAL, metavar="URL", help=f"Spark 主节点（默认 {LOCAL}，即本机）"
    )


def run(said: argparse.Namespace, settings: Config) -> int:
    """Find the duplicates of one file and write them down."""
    del settings
    group = dedupe.on_spark(said.master) if said.engine == "spark" else dedupe.group
    data = _read(said.file)
    using = dedupe.load(_read(said.model)) if said.model else None
    with _seldom_collected():
        with stages.shown() as step:
            listed = dedupe.read(data, said.file.name, desks.today(), step)
            del data
            found = group(listed, using, step)
        counts = _write(said.out, listed, found)
    print("\n".join(words(said.file.name, listed, found, counts)))
    return 0


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: millions of values are held that are none, and looked through each time."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1_000_000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _write(out: Path, listed: Listed, found: Grouped) -> Counts:
    """Write the three files, each whole or not at all."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out) as folder:
            made = Path(folder)
            with (made / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
                counts = dedupe.write_pairs(found, file)
            with (made / "clusters.csv").open("w", encoding="utf-8", newline="") as file:
                dedupe.write_clusters(listed, found, file)
            (made / "model.json").write_bytes(dedupe.save(found))
            for one in sorted(made.iterdir()):
                one.replace(out / one.name)
    except OSError as error:
        raise errors.Invalid(f"无法写入 {out}：{why(error)}") from error
    return counts


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > sheets.MOST_TEXT:
            raise errors.TooLarge(f"文件超过{sheets.MOST_TEXT >> 20}MB")
        return path.read_bytes()
    except OSError as error:
        raise errors.Invalid(f"无法读取文件 {path}：{why(error)}") from error


def words(name: str, listed: Listed, found: Grouped, counts: Counts) -> list[str]:
    """Say what was found."""
    groups = found.clusters.groups
    fewer = sum(len(group) - 1 for group in groups)
    said = [
        f"{name}：共{len(listed.ids)}条，比较{found.looked_at}对",
        f"  估计有{found.estimated:.0f}对为同一人（模型 {found.model.weights.version}）",
        f"  很可能{counts.likely}对，其中可直接合并{counts.automatic}对；存疑{counts.unsure}对",
        f"  归为{len(listed.ids) - fewer}人：{len(groups)}人有多条，多出{fewer}条",
    ]
    if found.clusters.torn:
        said.append(
            f"  {len(found.clusters.torn)}条与互不相同的两人都像，未归入任何一方，须人工核对"
        )
    if found.clusters.bridges:
        said.append(
            f"  {len(found.clusters.bridges)}对是一组中仅有的联系，断开即为两人，须人工核对"
        )
    if found.clusters.oversized:
        said.append(f"  {len(found.clusters.oversized)}组相连的条目过多，已拆开，须人工核对")
    if listed.unread or listed.nameless:
        said.append(
            f"  {listed.unread}处值无法识别，按未填处理；{listed.nameless}条没有姓名，未比较"
        )
    return said


COMMANDS = (Command("dedupe", "在一份花名册中找出重复人员（不用数据库）", _arguments, run),)
