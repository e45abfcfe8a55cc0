"""talent plan: reserves for all posts of the county at once, and the check of a plan's file."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from talent import errors
from talent.cli.desk import Command, acting, at, put
from talent.cli.suggesting import day, village
from talent.config import Config
from talent.core import access, fit, plan_check, planned, post
from talent.core.plan import Pin, Policy, Quota
from talent.core.plan_diff import Difference
from talent.errors import Fault
from talent.flows import exports, plans, takings, whatifs
from talent.flows.desk import Desk, now

WHAT_IF = (
    "改变什么：pin=村,职务,人员 · refuse=村,职务,人员 · quota=村,职务,名额 · cap=每人上限 · "
    "hard=规则（政策偏好作为本县后备名单的条件，如P02；可写多个，用逗号分开）· "
    "no-women · no-young · no-finance · to-verify（计入待核实人员）· worst-first（先求最低分最高）；可重复"
)
FLAGS: dict[str, dict[str, Any]] = {
    "no-women": {"women": False},
    "no-young": {"young": False},
    "no-finance": {"finance": False},
    "to-verify": {"to_verify": True},
    "worst-first": {"fairness": "worst"},
}
MOST_LINES = 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("--under", metavar="CODE", help="只测算这一区划以下的村")
    parser.add_argument("--cap", type=int, default=1, metavar="N", help="每人最多列入几个岗位")
    parser.add_argument(
        "--hard",
        action="append",
        default=[],
        metavar="RULE",
        help="把一条政策偏好（如P02）作为本县后备名单的条件；可重复",
    )
    parser.add_argument("--to-verify", action="store_true", help="计入待核实人员（不能采用）")
    parser.add_argument("--worst-first", action="store_true", help="先求最低分最高，再求总分最高")
    parser.add_argument("--on", type=day, metavar="DATE", help="按哪一天的法律（默认今天）")
    parser.add_argument("--what-if", action="append", default=[], metavar="CHANGE", help=WHAT_IF)
    parser.add_argument("--save", action="store_true", help="保存为草案，供审核、采用")
    parser.add_argument(
        "--xlsx", type=Path, metavar="FILE", help="另存为工作簿，须写明用途和接收方"
    )
    parser.add_argument("--purpose", default="", help="工作簿的用途（留有记录）")
    parser.add_argument("--recipient", default="", help="工作簿的接收方（留有记录）")
    parser.add_argument("--json", action="store_true", help="输出方案文件（含最优性证明）")
    parser.add_argument(
        "--check", type=Path, metavar="FILE", help="不用求解器，核对方案文件的证明；有误则退出码为1"
    )


def plan(said: argparse.Namespace, settings: Config) -> Any:
    """Check a file, or make a plan."""
    return _check(said.check) if said.check else _plan(said, settings)


def _check(file: Path) -> int:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise errors.Invalid(
            faults=(Fault(field="--check", said=str(file), expected="可以读取的方案文件"),)
        ) from error
    found = plan_check.check(data)
    print(f"核对无误：{found.assignments}项，总分 {fit.points(found.total)}，{found.verdict}")
    for one in found.levels:
        print(f"  {one.label}：{one.value}（上界 {one.bound}，差 {one.gap}）")
    return 0


async def _plan(said: argparse.Namespace, settings: Config) -> int:
    policy = Policy(
        under=said.under,
        person_cap=_cap(said.cap),
        to_verify=said.to_verify,
        hard=tuple(said.hard),
        fairness="worst" if said.worst_first else "total",
    )
    new = plans.New(policy=policy, on=said.on)
    leaving = exports.Leaving(said.purpose, said.recipient)
    if said.xlsx:
        exports.check(leaving)
    async with at(settings, said.account, access.Role.HR) as desk:
        if said.what_if:
            change = await _change(desk, said.what_if)
            _print_difference(await whatifs.would_be(desk, new, change), said.json)
            return 0
        made = await (plans.make if said.save else plans.preview)(desk, new)
        sheets = await takings.made_plan(desk, made, leaving, now()) if said.xlsx else b""
    if said.xlsx:
        put(said.xlsx, sheets)
    if said.json:
        print(msgspec.json.encode(plans.sealed(made)).decode())
    else:
        print("\n".join(lines(made)))
    return 0


def _cap(said: int) -> int:
    if not 1 <= said <= 5:  # noqa: PLR2004 (Policy.person_cap)
        raise errors.Invalid(faults=(Fault(field="--cap", said=str(said), expected="1至5"),))
    return said


async def _change(desk: Desk, said: list[str]) -> whatifs.Change:
    """Read what is to be different."""
    fields: dict[str, Any] = {}
    listed: dict[str, list[Any]] = {"pins": [], "refusals": [], "quotas": []}
    for one in said:
        name, _, value = one.partition("=")
        if name in FLAGS and not value:
            fields |= FLAGS[name]
        elif name == "cap" and value.isdecimal():
            fields["person_cap"] = _cap(int(value))
        elif name == "hard" and value:
            fields["hard"] = tuple(value.split(","))
        elif name in {"pin", "refuse"}:
            listed["pins" if name == "pin" else "refusals"].append(await _pin(desk, one, value))
        elif name == "quota":
            where, role, count = await _three(desk, one, value)
            if not count.isdecimal() or int(count) > post.MOST_RESERVES:
                raise _wrong(one)
            listed["quotas"].append(Quota(where, role, int(count)))
        else:
            raise _wrong(one)
    return msgspec.convert(fields | listed, whatifs.Change)


async def _pin(desk: Desk, whole: str, value: str) -> Pin:
    where, role, person = await _three(desk, whole, value)
    try:
        return Pin(where, role, UUID(person))
    except ValueError:
        raise _wrong(whole) from None


async def _three(desk: Desk, whole: str, value: str) -> tuple[str, int, str]:
    parts = value.split(",")
    if len(parts) != 3 or not parts[1].isdecimal():  # noqa: PLR2004 (place, post, value)
        raise _wrong(whole)
    return await village(desk, parts[0]), post.role(int(parts[1])).code, parts[2]


def _wrong(said: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field="--what-if", said=said, expected=WHAT_IF),))


def _print_difference(found: Difference, as_json: bool) -> None:  # noqa: FBT001 (as said)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    print(f"与原方案相比（{planned.PROVEN if found.proven else '未能证明最优'}）：")
    for sentence in found.sentences:
        print(f"  {sentence}")


def lines(made: planned.Plan) -> Iterator[str]:
    """Answer a plan line by line, for people."""
    yield f"全县后备方案  按 {made.asked_for} 的法律  {made.state_label}"
    yield f"名额 {made.wanted}，落实 {made.filled}，适配总分 {fit.points(made.total)}，{made.verdict}"
    yield from (f"※ {note}" for note in made.notes)
    if made.unchecked:
        yield f"※ 条文待核对：{'、'.join(made.unchecked)}；核对前不能采用"
    if made.to_verify:
        yield f"※ 其中{made.to_verify}人待核实，不能采用"
    yield from ("", f"后备建议人选（{made.filled}项，列出前{MOST_LINES}项）：")
    for one in made.assignments[:MOST_LINES]:
        mark = "" if one.standing == "eligible" else "（待核实）"
        yield f"  {one.village_name}  {one.post_label}  {one.name}{mark}  {one.points}"
    if made.unfilled:
        missing = sum(one.missing for one in made.unfilled)
        yield from ("", f"未落实名额（{missing}个，列出前{MOST_LINES}条原因）：")
    yield from (f"  缺{one.missing}名：{one.sentence}" for one in made.reasons[:MOST_LINES])
    if made.shortfalls:
        yield from ("", f"班子缺项（{len(made.shortfalls)}项，列出前{MOST_LINES}项）：")
    yield from (f"  {one.why}" for one in made.shortfalls[:MOST_LINES])
    warned = [one for one in made.ratios if one.warned]
    if warned:
        yield from ("", "入选率之比低于0.8：")
    yield from (f"  {one.sentence}" for one in warned)


COMMANDS = (Command("plan", "测算全县后备方案，或核对方案文件", _arguments, plan),)
