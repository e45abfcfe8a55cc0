"""talent sweep and talent model: the whole register compared with itself, and what weighs."""

import argparse
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID

from talent.cli import stages
from talent.cli.desk import Command, Opened, acting, at, opened
from talent.config import Config
from talent.core import access, artefact, explanation, sentences, training
from talent.core import sweep as core
from talent.core.grouping import Step
from talent.flows import desk as desks
from talent.flows import explanations, models, sweeps
from talent.flows.desk import Desk
from talent.flows.models import Choosing

MOST_DIFFERENCES = 20
BANDS = {"likely": "很可能是同一人", "unsure": "存疑", "unlike": "不像同一人"}
HR = (access.Role.HR,)


class Steps:
    """Steps of a command: a transaction each, and a line of progress."""

    def __init__(self, here: Opened, step: Step) -> None:
        self._here, self._step = here, step

    @asynccontextmanager
    async def desk(self) -> AsyncGenerator[Desk]:
        """Open one step."""
        async with self._here.database.transaction(self._here.visit) as tx:
            yield Desk(tx, self._here.keyring, desks.today())

    async def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Say how far the work is."""
        self._step(step, done, total or done)


@asynccontextmanager
async def stepping(settings: Config, account: str | None) -> AsyncGenerator[Steps]:
    """Open the register for a work of several transactions as an account of hr."""
    async with opened(settings, account, *HR) as here:
        with stages.shown() as step:
            yield Steps(here, step)


async def sweep(said: argparse.Namespace, settings: Config) -> int:
    """Sweep the register, or go on with the sweep that was stopped."""
    async with stepping(settings, said.account) as steps:
        async with steps.desk() as desk:
            key = (await sweeps.begin(desk)).id
        row = await sweeps.run(steps, key)
    print("\n".join(_swept(row)))
    return 0


def _swept(row: core.Row) -> list[str]:
    said = [
        f"全库{row.entries}条，比较{row.compared}对（模型 {row.model}）",
        f"  估计有{row.estimated or 0:.0f}对为同一人",
        (
            f"  待核对{row.found}对：很可能{row.likely}对，其中可直接合并{row.automatic}对；"
            f"存疑{row.unsure}对"
        ),
        f"  归为一人的有{row.groups}组",
    ]
    if row.torn:
        said.append(f"  {row.torn}条与互不相同的两人都像，未归入任何一方，须人工核对")
    if row.bridges:
        said.append(f"  {row.bridges}对是一组中仅有的联系，断开即为两人，须人工核对")
    if row.oversized:
        said.append(f"  {row.oversized}组相连的条目过多，已拆开，须人工核对")
    return said


async def train(said: argparse.Namespace, settings: Config) -> int:
    """Train a model from the register; it weighs only once somebody chooses it."""
    async with stepping(settings, said.account) as steps:
        made = await sweeps.train(steps, judgements=said.judgements)
    print(f"已训练模型 {made.version}（尚未启用；启用：talent model choose {made.version}）")
    if said.judgements:
        print(f"  另从{made.judgements}对已判为同一人的登记学习")
    print("\n".join(_report(made.report)))
    return 0


def _report(report: training.Report) -> list[str]:
    tenths = [
        f"    {tenth.least:.1f}–{tenth.least + 0.1:.1f}：{tenth.pairs}对，期望{tenth.same:.1f}对为同一人"
        for tenth in report.calibration
        if tenth.pairs
    ]
    return [
        (
            f"  {report.entries}条，{report.pairs}对，{report.patterns}种比较结果，"
            f"{report.rounds}轮{'收敛' if report.settled else '未收敛'}"
        ),
        f"  估计有{report.estimated:.0f}对为同一人；每条平均另有{report.partners['same']:.3f}条同一人",
        "  按概率分段：",
        *tenths,
    ]


async def listing(said: argparse.Namespace, settings: Config) -> int:
    """List the models and which one weighs."""
    async with at(settings, said.account, *HR) as desk:
        rows = await models.listed(desk)
        active = (await models.using(desk)).version
    print(f"现用模型：{active}")
    for row in rows:
        judged = f"，含{row.judgements}对判断" if row.judgements else ""
        estimated = row.report["estimated"]
        print(
            f"  {row.version}  {row.at:%Y-%m-%d %H:%M}  估计{estimated:.0f}对为同一人{judged}"
            f"{'  ← 现用' if row.active else ''}"
        )
    return 0


async def show(said: argparse.Namespace, settings: Config) -> int:
    """Show a model: its report and what each level speaks for."""
    async with at(settings, said.account, *HR) as desk:
        found = await models.one(desk, said.version or (await models.using(desk)).version)
    print(f"{found.version}{'（现用）' if found.active else ''}")
    if found.report:
        print("\n".join(_report(found.report)))
    print("  各项比较结果的权重（以2为底的对数；姓名另按常见程度计）：")
    print("\n".join(_levels(found.levels)))
    return 0


def _levels(levels: list[artefact.Level]) -> list[str]:
    return [f"    {one.weight / 100:+8.2f}  {_named(one.field, one.level)}" for one in levels]


def _named(field: str, level: str) -> str:
    """Say a level in words, and as programs call it."""
    return f"{sentences.plain(field, level)}（{field} {level}）"


async def compare(said: argparse.Namespace, settings: Config) -> int:
    """Set two models side by side."""
    async with at(settings, said.account, *HR) as desk:
        found = await models.compare(desk, said.version, said.other)
    first, second = ("未知" if one is None else f"{one:.0f}对" for one in found.estimated)
    print(f"{found.one} 与 {found.other}：估计为同一人 {first} / {second}")
    for one in found.differences[:MOST_DIFFERENCES]:
        words = _named(one.field, one.level)
        print(f"    {one.one / 100:+8.2f}{one.other / 100:+8.2f}  {words}")
    return 0


async def choose(said: argparse.Namespace, settings: Config) -> int:
    """Let a model weigh from now on."""
    async with at(settings, said.account, *HR) as desk:
        await models.choose(desk, Choosing(said.version, said.reason))
    print(f"已启用 {said.version}；已在待核对的各对，其权重在下次 talent sweep 时更新")
    return 0


async def explain(said: argparse.Namespace, settings: Config) -> int:
    """Say why two people of the register may be one."""
    async with at(settings, said.account, *HR) as desk:
        found = await explanations.explain(desk, said.one, said.other)
    print("\n".join(_explained(found)))
    return 0


def _explained(found: explanation.Shown) -> list[str]:
    said, (one, other) = found.explanation, found.people
    steps = [
        f"  {step.weight / 100:+8.2f}  {step.total / 100:8.2f}  {step.sentence}"
        for step in said.steps
    ]
    changes = [f"  → {change.sentence}" for change in said.changes]
    return [
        f"{one.name}与{other.name}：{BANDS[said.band]}，权重{said.weight / 100:.2f}（模型 {said.model}）",
        f"  {said.unsure_at / 100:.2f}起为存疑，{said.likely_at / 100:.2f}起为很可能",
        *steps,
        *changes,
    ]


def _explaining(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("one", type=UUID, help="一人的编号")
    parser.add_argument("other", type=UUID, help="另一人的编号")


def _training(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("--judgements", action="store_true", help="另从已判为同一人的登记学习")


def _showing(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("version", nargs="?", help="模型版本（默认：现用的）；expert 为专家模型")


def _comparing(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("version", help="模型版本")
    parser.add_argument("other", help="另一版本")


def _choosing(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("version", help="模型版本；expert 为专家模型")
    parser.add_argument("--reason", help="为何启用")


COMMANDS = (
    Command("sweep", "全库查重，可中断后继续", acting, sweep),
    Command("explain", "说明两条登记为何可能是同一人", _explaining, explain),
    Command("model train", "用全库训练查重模型（不自动启用）", _training, train),
    Command("model list", "列出模型", acting, listing),
    Command("model show", "查看模型及其训练报告", _showing, show),
    Command("model compare", "比较两个模型", _comparing, compare),
    Command("model choose", "启用一个模型", _choosing, choose),
)
