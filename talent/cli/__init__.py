"""The commands. Standard output is a command's alone; logs and refusals go to standard error.

Exit 0: done, also when rows wait. 1: refused, nothing changed. 2: wrong usage. 141: whoever read
the output has closed it.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from talent import config, errors, logs, postgres
from talent.cli import (
    auditing,
    deduping,
    dumping,
    importing,
    planning,
    readying,
    rosters,
    serving,
    suggesting,
    sweeping,
    users,
    working,
)
from talent.cli.desk import Command

GROUPS = {
    "places": "区划",
    "roster": "导入之后的花名册",
    "user": "账号",
    "audit": "审计",
    "db": "备份与载入",
    "model": "查重模型",
}
READER_GONE = 141
"""What a shell tells of a program that SIGPIPE ended: 128 and the signal's number."""
SETTINGS = ("data_dir", "host", "port")

COMMANDS: tuple[Command, ...] = (
    *serving.COMMANDS,
    *working.COMMANDS,
    *importing.COMMANDS,
    *rosters.COMMANDS,
    *suggesting.COMMANDS,
    *planning.COMMANDS,
    *readying.COMMANDS,
    *deduping.COMMANDS,
    *sweeping.COMMANDS,
    *users.COMMANDS,
    *auditing.COMMANDS,
    *dumping.COMMANDS,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code.

    Where whoever reads the output has closed it (`talent plan … | head`), the command ends quietly
    like any other program whose reader is gone.
    """
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What could not be written would be tried once more at the very end, with a complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    said = parser.parse_args(argv)
    command: Command = said.command
    try:
        settings = config.load(os.environ, **{name: getattr(said, name, None) for name in SETTINGS})
        logs.start(settings.log_level if command.serves else "WARNING")
        with postgres.leaving_on_signals():
            outcome = command.run(said, settings)
            return outcome if isinstance(outcome, int) else asyncio.run(outcome)
    except errors.Refusal as refusal:
        return refuse(refusal)


def refuse(refusal: errors.Refusal) -> int:
    """Say on standard error what was refused, each fault on its line."""
    print(
        f"{refusal.title}：{refusal.detail}" if refusal.detail else refusal.title, file=sys.stderr
    )
    for fault in getattr(refusal, "faults", ()):
        print(f"  {fault.field}：{fault.said}  应为：{fault.expected}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="talent", description="县级人才库登记与匹配服务")
    branches = parser.add_subparsers(metavar="命令", required=True)
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group and group not in groups:
            below = branches.add_parser(group, help=GROUPS[group])
            groups[group] = below.add_subparsers(metavar="命令", required=True)
        leaf = (groups[group] if group else branches).add_parser(
            name, help=command.help, description=command.help
        )
        leaf.add_argument(
            "--data-dir",
            help="数据目录（内置数据库）；也可用 TALENT_DATA_DIR，或以 TALENT_DSN 使用外部数据库",
        )
        command.arguments(leaf)
        leaf.set_defaults(command=command)
    return parser
