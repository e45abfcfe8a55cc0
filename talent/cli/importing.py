"""talent import and talent places import."""

import argparse
import asyncio
import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from talent import errors, sheets
from talent.cli.desk import Command, acting, at, why
from talent.config import Config
from talent.core import access
from talent.core.staged import Wish
from talent.flows import places, rosters, staging

READING = "读取"
SHOWN = 10
"""Faults and doubts that are printed for people; --json has all faults."""

IN_JSON = ("rows", "new", "known", "unsure", "faulty", "warnings", "faults")


def _arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="花名册文件：xlsx、xls、ods 或 csv")
    parser.add_argument("--pool", required=True, metavar="CODE|LABEL", help="人才库的代码或名称")
    parser.add_argument(
        "--place", metavar="CODE", help="花名册的范围（区划代码；默认：全县或本乡镇）"
    )
    parser.add_argument("--dry-run", action="store_true", help="只试导入，不写入任何人员")
    parser.add_argument(
        "--stage-only", action="store_true", help="只暂存、核对，之后另行入库（先看差异时用）"
    )
    parser.add_argument("--hidden", action="store_true", help="隐藏的工作表也读取")
    parser.add_argument(
        "--complete",
        action="store_true",
        help="这是该人才库在该范围的完整名单；未列入者列为退出建议",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=COLUMN",
        help="某列名表示哪一列（如 大名=姓名；等号后留空则不读取）；会记住，下次不必再写",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")


async def bring(said: argparse.Namespace, settings: Config) -> int:
    """Import one roster; rows may wait afterwards. Nothing is printed before the commit."""
    data = read(said.file)
    wish = Wish(
        commit=not said.stage_only,
        hidden=said.hidden,
        complete=said.complete,
        mapping=dict(_mapped(one) for one in said.map),
    )
    ask = rosters.Ask(pool=said.pool, place=said.place, dry_run=said.dry_run, wish=wish)
    with telling() as tell:
        async with at(settings, said.account, *sorted(access.BRINGS_ROSTERS)) as desk:
            ground = await rosters.prepare(desk, ask)
            tell(READING, 0, 1)
            file = await asyncio.to_thread(staging.read, ground, data, said.file.name, desk.today)
            tell(READING, 1, 1)
            report = await rosters.bring(desk, ask, ground, file, tell)
    if report.roster is not None:
        print(f"花名册编号 {report.roster}", file=sys.stderr)
    print(
        _json(report)
        if said.json
        else "\n".join(words(said.file.name, report, staged=said.stage_only))
    )
    return 0


@contextmanager
def telling() -> Iterator[staging.Tell]:
    """Show on a terminal's standard error how far a step is; elsewhere nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, whole: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=whole)
            bar.update(tasks[step], completed=done, total=whole)

        yield tell


def _mapped(said: str) -> tuple[str, str | None]:
    header, equals, column = said.partition("=")
    if not equals or not header.strip():
        fault = errors.Fault(field="--map", said=said, expected="列名=表示的列，如 大名=姓名")
        raise errors.Invalid(faults=(fault,))
    return header.strip(), column.strip() or None


def read(path: Path) -> bytes:
    """Read a file whole; refused when it is away, over the limit, or changes while it is read."""
    try:
        before = path.stat()
        if before.st_size > sheets.MOST_BYTES:
            raise errors.TooLarge(f"文件超过{sheets.MOST_BYTES >> 20}MB")
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise errors.Invalid(f"无法读取文件 {path}：{why(error)}") from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        raise errors.Invalid(f"文件 {path} 在读取期间被改动；请关闭正在编辑它的程序，保存后再导入")
    return data


def _cut(many: int, unit: str) -> str:
    """Say that a list is cut, where it is."""
    return f"，列出前{SHOWN}{unit}" if many > SHOWN else ""


def _json(report: rosters.Report) -> str:
    return msgspec.json.encode({name: getattr(report, name) for name in IN_JSON}).decode()


def words(name: str, report: rosters.Report, *, staged: bool = False) -> list[str]:
    """Say for people what became of a file's rows."""
    waiting = report.unsure + report.faulty
    said = [
        f"{name}：共{report.rows}行",
        f"  新增{report.new}，已登记{report.known}，待核对{report.unsure}，有误{report.faulty}",
        f"  存疑{report.warnings}处，已标记待核实",
    ]
    if report.faults:
        said.append(f"有误的值（{len(report.faults)}处{_cut(len(report.faults), '处')}）：")
        said += [
            f"  “{one.sheet}”第{one.row}行 {one.column}：{one.said}  应为：{one.expected}"
            for one in report.faults[:SHOWN]
        ]
    if report.doubts:
        said.append(f"待核对的行（{report.unsure}行{_cut(report.unsure, '行')}）：")
        said += [f"  “{one.sheet}”第{one.row}行 {one.reason}" for one in report.doubts[:SHOWN]]
    if report.left_out:
        said.append("未读取：" + "、".join(report.left_out))
    if report.roster is None:
        said.append("试导入：未写入任何人员")
    elif staged:
        said.append(f"已暂存{report.rows}行，尚未入库")
    elif waiting:
        said.append(f"已入库{report.new + report.known}行；{waiting}行留待更正或核对")
    else:
        said.append(f"已入库{report.new + report.known}行")
    return said


def _place_arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="区划文件：csv，表头 code,name,level,parent"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")


async def bring_places(said: argparse.Namespace, settings: Config) -> int:
    """Import a list of places, all of it or nothing."""
    text = _text(read(said.file))
    async with at(settings, said.account, access.Role.HR) as desk:
        imported = await places.bring(desk, text)
    if said.json:
        print(msgspec.json.encode(imported).decode())
    else:
        print(f"区划{imported.places}条，其中新增{imported.new}条")
    return 0


def _text(data: bytes) -> str:
    """Decode by rule: byte order mark, else strict UTF-8, else GB18030."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise errors.Invalid("文件的文字编码无法识别，请另存为 UTF-8 的 csv")


COMMANDS = (
    Command("import", "导入花名册", _arguments, bring),
    Command("places import", "导入区划", _place_arguments, bring_places),
)
