"""talent suggest: whom the register proposes for a post of a village, without a stored request."""

import argparse
from collections.abc import Iterator
from datetime import date

import msgspec

from talent import errors
from talent.cli.desk import Command, acting, at
from talent.config import Config
from talent.core import access, fit, post, rules
from talent.core.suggested import Shown, Suggested
from talent.errors import Fault
from talent.flows import places, suggestions
from talent.flows.desk import Desk

MARKS = {"eligible": "", "to_verify": "（待核实）"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("--village", required=True, metavar="CODE", help="村、社区的区划代码或名称")
    parser.add_argument("--post", required=True, type=int, metavar="CODE", help=_roles())
    parser.add_argument(
        "--top", type=_count, default=suggestions.TOP, metavar="N", help="列出前几名"
    )
    parser.add_argument("--on", type=day, metavar="DATE", help="按哪一天的法律（默认今天）")
    parser.add_argument("--json", action="store_true", help="输出 JSON，与接口相同")


def _count(said: str) -> int:
    """Read how many; none at all is no number of candidates."""
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"{said}：应为正整数")
    return int(said)


def day(said: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said}：应为日期，如 2026-01-01") from None


def _roles() -> str:
    return "职务代码：" + " ".join(f"{role.code} {role.label}" for role in post.ROLES.values())


async def suggest(said: argparse.Namespace, settings: Config) -> int:
    """Print a suggestion; nothing is stored but the look."""
    roles = (access.Role.HR, access.Role.TOWNSHIP, access.Role.VILLAGE)
    async with at(settings, said.account, *roles) as desk:
        where = await village(desk, said.village)
        on = said.on or desk.today
        answer = await suggestions.ephemeral(desk, where, said.post, said.top, on)
    if said.json:
        print(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode())
    else:
        print("\n".join(lines(answer)))
    return 0


async def village(desk: Desk, said: str) -> str:
    """Answer the code of a village given by code or name; refused with those that are meant."""
    found = (await places.index(desk)).resolve(said)
    if found.place is not None and found.place.code is not None:
        return found.place.code
    choices = "、".join(f"{one.name}（{one.code}）" for one in found.choices[:10])
    expected = f"注明是哪一个：{choices}" if choices else "已登记的村或社区"
    raise errors.Invalid(faults=(Fault(field="--village", said=said, expected=expected),))


def lines(answer: Suggested) -> Iterator[str]:
    """Answer the suggestion line by line, for people."""
    run = answer.run
    yield f"{run.village_name}  {answer.role_label}后备建议  按 {run.asked_for} 的法律"
    yield f"测算 {run.pool_size} 人，可排序 {run.ranked} 人，权重 {fit.edition(run.weights)}"
    yield from (f"※ {note}" for note in run.notes)
    for note in run.board_notes:
        label = rules.RESULT_LABELS[note["result"]]
        yield f"班子：{note['sentence']}〔{note['rule_id']} {label}，{note['citation']}〕"
    yield ""
    yield "名次  总分    姓名" if answer.candidates else "没有可列入排序的人选"
    for one in answer.candidates:
        yield from _candidate(one)
    if answer.ineligible:
        yield from ("", "不符合条件：")
    for one in answer.ineligible:
        yield from _ineligible(one)
    if answer.apart:
        yield from ("", "不参加排序：")
    yield from (f"  {_who(one)}：{one.detail.why}" for one in answer.apart)


def _who(one: Shown) -> str:
    return f"{one.person.name}（{one.person.born or '出生年月不详'}）"


def _candidate(one: Shown) -> Iterator[str]:
    mark, said = MARKS[one.standing], one.detail
    yield f"{one.rank:>3}  {said.points:>6}  {_who(one)}{mark}  资料完整 {said.coverage}%"
    if said.low != said.high:
        yield f"       资料补全后在 {fit.points(said.low)} 至 {fit.points(said.high)} 之间"
    yield from (f"       ＋ {reason}" for reason in said.reasons)
    yield from (f"       ！ {caution}" for caution in said.cautions)
    yield from (f"       ？ {question}" for question in said.asking[:1])
    if one.wanted:
        held = sum(other.held for other in one.wanted)
        words = f"，其中{held}份已列入备选" if held else ""
        yield f"       ※ 另有{len(one.wanted)}份在办申请需要此人{words}"


def _ineligible(one: Shown) -> Iterator[str]:
    yield f"  {_who(one)}"
    for verdict in one.detail.verdicts:
        yield f"       ✗ {verdict.rule_id} {verdict.sentence}〔{verdict.citation}〕"
    yield from (f"       → {change}" for change in one.detail.changes)


COMMANDS = (Command("suggest", "为某村某职务提出后备建议人选", _arguments, suggest),)
