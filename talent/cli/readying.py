"""talent readiness: which villages and posts have reserves, and whose terms end soon."""

import argparse
from collections.abc import Iterator

import msgspec

from talent.cli.desk import Command, acting, at
from talent.cli.suggesting import day
from talent.config import Config
from talent.core import access
from talent.core.coverage import Coverage, Group
from talent.flows import reserves

SHOWN = 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("--place", metavar="CODE", help="县、片区、乡镇或村的区划代码（默认全部）")
    parser.add_argument("--on", type=day, metavar="DATE", help="哪一天的情况（默认今天）")
    parser.add_argument(
        "--months", type=int, default=reserves.MONTHS, metavar="N", help="列出几个月内届满的届次"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON，与接口相同")


async def report(said: argparse.Namespace, settings: Config) -> int:
    """Print how a place is covered."""
    roles = (access.Role.HR, access.Role.TOWNSHIP, access.Role.VILLAGE)
    async with at(settings, said.account, *roles) as desk:
        found = await reserves.coverage(desk, said.place, said.on, said.months)
    if said.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        print("\n".join(lines(found)))
    return 0


def lines(found: Coverage) -> Iterator[str]:
    """Answer the report line by line, for people."""
    whole = found.whole
    yield f"后备人才覆盖情况  {found.on}  每村至少{found.least}人"
    yield f"{whole.villages}个村，后备{whole.reserves}人：{_counts(whole)}"
    if found.districts:
        yield from ("", "按片区：")
    yield from (f"  {_group(one)}" for one in found.districts)
    yield from ("", "按乡镇：")
    yield from (f"  {_group(one)}" for one in found.townships)
    yield from ("", "按职务：")
    for one in found.roles:
        words = f"备案{one.filed}人，成熟{one.ready}人，无成熟后备{one.bare}个"
        yield f"  {one.label}：{one.posts}个岗位，{words}"
    bare = len(found.bare)
    yield from ("", f"无成熟后备的岗位{bare}个" + _first(bare))
    for post in found.bare[:SHOWN]:
        mark = "（涉黑涉恶空缺）" if post.urgent else "（空缺）" if post.vacant else ""
        yield f"  {post.village_name} {post.role_label}{mark}  备案{post.filed}人"
    ending = len(found.ending)
    yield from ("", f"将届满的村{ending}个" + _first(ending))
    for term in found.ending[:SHOWN]:
        yield f"  {term.due} {term.village_name}：{term.posts}个岗位，{term.bare}个无成熟后备"
    yield from ("", f"待年度评议的后备{found.review_due}人")


def _first(count: int) -> str:
    return f"（列出前{SHOWN}个）：" if count > SHOWN else "：" if count else ""


def _group(one: Group) -> str:
    return f"{one.name}：{one.villages}个村，后备{one.reserves}人：{_counts(one)}"


def _counts(one: Group) -> str:
    return f"没有的{one.none}个，不足的{one.few}个，够的{one.enough}个"


COMMANDS = (
    Command("readiness", "后备人才覆盖情况：各村、各职务、将届满的届次", _arguments, report),
)
