"""talent audit verify: prove that the audit's chain is whole."""

import argparse
import json
import sys
from pathlib import Path

from talent.cli.desk import Command, at
from talent.config import Config
from talent.core import access
from talent.flows import audits
from talent.flows.desk import Desk


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--anchor",
        type=Path,
        metavar="FILE",
        help="与该文件记下的链尾核对，然后把现在的链尾写入该文件（文件应保存在别的机器上）",
    )


async def verify(said: argparse.Namespace, settings: Config) -> int:
    """Recompute the chain; 1 when a link is broken or an anchored head is gone."""
    async with at(settings, None, access.Role.AUDITOR) as desk:
        verdict = await audits.verify(desk)
        lost = await _lost(said.anchor, desk) if said.anchor else []
    for broken in verdict.faults:
        print(f"链 {broken.lane} 第 {broken.seq} 条：{broken.fault}", file=sys.stderr)
    for lane in lost:
        print(f"链 {lane}：记下的链尾已不在其中", file=sys.stderr)
    if verdict.faults or lost:
        return 1
    if said.anchor:
        heads = {str(head.lane): [head.seq, head.digest] for head in verdict.heads}
        said.anchor.write_text(json.dumps(heads, indent=1), "utf-8")
    print(f"审计链完整：{verdict.events} 条，{len(verdict.heads)} 条链")
    return 0


async def _lost(anchor: Path, desk: Desk) -> list[str]:
    if not anchor.exists():
        return []
    return [
        lane
        for lane, (seq, digest) in json.loads(anchor.read_text("utf-8")).items()
        if await audits.digest(desk, int(lane), seq) != digest
    ]


COMMANDS = (Command("audit verify", "核对审计链是否完整", _arguments, verify),)
