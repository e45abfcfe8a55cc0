"""talent roster … and talent extract: what happens to a roster after it came in, and lists that leave."""

import argparse
import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args
from uuid import UUID

from talent import errors
from talent.cli import importing
from talent.cli.desk import Command, acting, at, put
from talent.config import Config
from talent.core import access
from talent.flows import extracts, faultfiles, resolutions, rosters, undoing, waiting
from talent.flows.desk import Desk
from talent.flows.extracts import Wanted
from talent.flows.resolutions import Many

SHOWN = 20
OUTCOMES = ("unsure", "faulty")


def _one(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("roster", type=_id, metavar="ID", help="花名册编号")


def _id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise argparse.ArgumentTypeError("应为花名册编号（导入时已列出）") from None


@asynccontextmanager
async def _at(said: argparse.Namespace, settings: Config) -> AsyncGenerator[Desk]:
    async with at(settings, said.account, *sorted(access.BRINGS_ROSTERS)) as desk:
        yield desk


async def show(said: argparse.Namespace, settings: Config) -> int:
    """Print the newest rosters and how many of their rows stand where."""
    async with _at(said, settings) as desk:
        found = await waiting.listed(desk, None, SHOWN)
    print("\n".join(_listed(found)))
    return 0


def _listed(found: list[waiting.Shown]) -> Iterator[str]:
    yield f"花名册{len(found)}份（最多列出最近{SHOWN}份）"
    for one in found:
        counts = one.counts
        stands = (
            "已撤销"
            if one.state == "undone"
            else f"共{counts.rows}行，已入库{counts.committed}，待处理{counts.waiting}"
        )
        yield f"{one.id}  {one.created_at:%Y-%m-%d %H:%M}  {one.file_name}  {stands}"


def _with_file(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="更正表（xlsx）")


async def faults(said: argparse.Namespace, settings: Config) -> int:
    """Write what waits of a roster as a workbook, the wrong cells marked."""
    async with _at(said, settings) as desk:
        put(said.file, await faultfiles.written(desk, said.roster))
    print(f"更正表已写入 {said.file}；改好后用 talent roster correct 交回")
    return 0


async def correct(said: argparse.Namespace, settings: Config) -> int:
    """Bring the workbook back, corrected; all of it or nothing."""
    data = importing.read(said.file)
    async with _at(said, settings) as desk:
        ground = await faultfiles.prepare(desk, said.roster)
        found = await asyncio.to_thread(faultfiles.read, ground, data, said.file.name)
        done = await faultfiles.correct(desk, said.roster, ground, found)
    print(f"更正表{done.rows}行，有改动{done.changed}行")
    print(f"  其中新增{done.new}，已登记{done.known}，待核对{done.unsure}，有误{done.faulty}")
    return 0


def _resolve_arguments(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("outcome", choices=OUTCOMES, help="哪些行：unsure 待核对，faulty 有误")
    parser.add_argument(
        "resolution",
        choices=get_args(resolutions.Said),
        help="likeliest 就是那位很可能的人 · different 都不是 · unsure 先入库、再核对 · "
        "drop 放弃 · without 不要有误的值",
    )


async def resolve(said: argparse.Namespace, settings: Config) -> int:
    """Say one thing of all rows that wait so; those it does not fit go on waiting."""
    async with _at(said, settings) as desk:
        many = Many(resolution=said.resolution, outcome=said.outcome)
        done = await resolutions.resolve(desk, said.roster, many)
    print(f"已办理{done.resolved}行，不适用{len(done.passed_over)}行")
    return 0


async def commit(said: argparse.Namespace, settings: Config) -> int:
    """Commit the rows that are accepted by now, all of them or none."""
    async with _at(said, settings) as desk:
        report = await rosters.commit(desk, said.roster)
        about = await waiting.one(desk, said.roster)
    print("\n".join(importing.words(about.file_name, report)))
    return 0


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--dry-run", action="store_true", help="只说明撤销会做什么")


async def undo(said: argparse.Namespace, settings: Config) -> int:
    """Undo a whole import, or say what that would do; 1 where somebody stands in its way."""
    async with _at(said, settings) as desk:
        plan = await (undoing.plan if said.dry_run else undoing.undo)(desk, said.roster)
    print("\n".join(_plan(plan, tried=said.dry_run)))
    return 1 if plan.blockers else 0


def _plan(plan: undoing.Plan, *, tried: bool) -> Iterator[str]:
    yield "撤销将会：" if tried else "已撤销："
    yield f"  移除{plan.people}人，另{plan.entries}人移出人才库"
    yield f"  清空补填的{plan.fields}处，撤回待办的修改建议{plan.proposals}条"
    yield f"  放弃未入库的{plan.waiting}行"
    if plan.blockers:
        yield f"不能撤销，以下{len(plan.blockers)}人之后已有办理："
    yield from (f"  {one.name}（{one.person}）：{one.reason}" for one in plan.blockers)


def _extract_arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="写入的文件：.xlsx 或 .csv")
    parser.add_argument("--pool", required=True, metavar="CODE|LABEL", help="人才库的代码或名称")
    parser.add_argument("--place", metavar="CODE", help="哪个区划（默认：可见的全部）")
    parser.add_argument("--purpose", required=True, help="导出的用途（留有记录）")
    parser.add_argument("--recipient", required=True, help="接收单位或接收人（留有记录）")


async def extract(said: argparse.Namespace, settings: Config) -> int:
    """Write a pool as a roster that may come back as an update; who is on it stands in the audit."""
    kind = said.file.suffix.removeprefix(".").lower()
    if kind not in get_args(extracts.Format):
        fault = errors.Fault(field="FILE", said=said.file.name, expected="以 .xlsx 或 .csv 结尾")
        raise errors.Invalid(faults=(fault,))
    wanted = Wanted(
        pool=said.pool,
        place=said.place,
        purpose=said.purpose,
        recipient=said.recipient,
        format=kind,
    )
    async with _at(said, settings) as desk:
        written = await extracts.write(desk, wanted)
        put(said.file, written.data)
    print(f"{written.people}人已写入 {said.file}")
    return 0


COMMANDS = (
    Command("roster list", "最近的花名册", acting, show),
    Command("roster faults", "把待更正、待核对的行写成更正表", _with_file, faults),
    Command("roster correct", "交回改好的更正表", _with_file, correct),
    Command("roster resolve", "对待核对或有误的行一并作出判断", _resolve_arguments, resolve),
    Command("roster commit", "把已可入库的行入库", _one, commit),
    Command("roster undo", "撤销整份导入", _undo_arguments, undo),
    Command("extract", "导出人才库，可更新后再导入", _extract_arguments, extract),
)
