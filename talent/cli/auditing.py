"""talent audit verify: prove that the audit's chain is whole."""

import argparse
import sys
from pathlib import Path

import msgspec

from talent import errors
from talent.cli.desk import Command, at
from talent.config import Config
from talent.core import access
from talent.flows import audits


def _arguments(parser: argparse.ArgumentParser) -> None:
    kept = "文件应保存在别的机器上"
    parser.add_argument(
        "--anchor", type=Path, metavar="FILE", help=f"与该文件记下的链尾核对（{kept}）"
    )
    parser.add_argument(
        "--write-anchor",
        type=Path,
        metavar="FILE",
        help=f"核对之后把现在的链尾写入该文件（{kept}）",
    )


async def verify(said: argparse.Namespace, settings: Config) -> int:
    """Recompute the chain; 1 when a link is broken, or a head that was written down is gone."""
    noted = _noted(said.anchor) if said.anchor else {}
    async with at(settings, None, access.Role.AUDITOR) as desk:
        verdict = await audits.verify(desk)
        lost = [
            lane
            for lane, (seq, digest) in noted.items()
            if await audits.digest(desk, int(lane), seq) != digest
        ]
    for broken in verdict.faults:
        print(f"链 {broken.lane} 第 {broken.seq} 条：{broken.fault}", file=sys.stderr)
    for lane in lost:
        print(f"链 {lane}：记下的链尾已不在其中", file=sys.stderr)
    if verdict.faults or lost:
        return 1
    if said.write_anchor:
        heads = {str(head.lane): (head.seq, head.digest) for head in verdict.heads}
        said.write_anchor.write_bytes(msgspec.json.format(msgspec.json.encode(heads)))
    print(f"审计链完整：{verdict.events} 条，{len(verdict.heads)} 条链")
    return 0


def _noted(anchor: Path) -> dict[str, tuple[int, str]]:
    """Read heads that were written down; a file that is none proves nothing and is refused."""
    try:
        return msgspec.json.decode(anchor.read_bytes(), type=dict[str, tuple[int, str]])
    except (OSError, msgspec.DecodeError):
        raise errors.Invalid(f"{anchor} 不是记下链尾的文件（由 --write-anchor 写出）") from None


COMMANDS = (Command("audit verify", "核对审计链是否完整", _arguments, verify),)
