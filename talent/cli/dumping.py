"""talent db dump and talent db load."""

import argparse
from pathlib import Path

from talent import app, dumps, errors, postgres, sealing
from talent.cli.desk import Command
from talent.config import Config


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="备份文件")


async def dump(said: argparse.Namespace, settings: Config) -> int:
    """Write a dump; the master key is not in it and must be kept apart."""
    with app.logins(settings) as ways:
        await app.migrate(ways)
        await dumps.dump(_owner(ways), _programs(ways, settings), said.file)
    print(f"已备份到 {said.file}。主密钥 {settings.key_file} 不在其中，请另行保管。")
    return 0


async def load(said: argparse.Namespace, settings: Config) -> int:
    """Load a dump into an empty register."""
    if not said.file.is_file():
        raise errors.Invalid(f"没有文件 {said.file}")
    with app.logins(settings) as ways:
        await app.migrate(ways)
        keyring = sealing.load(settings.key_file, create=False)
        await dumps.load(_owner(ways), _programs(ways, settings), said.file, keyring)
    print("已载入")
    return 0


def _owner(ways: app.Logins) -> str:
    if ways.owner is None:
        raise errors.SetupRefused("TALENT_OWNER_DSN 未设置：备份与载入须以数据库所有者的身份进行")
    return ways.owner


def _programs(ways: app.Logins, settings: Config) -> Path:
    """Answer where pg_dump, pg_restore and psql stand."""
    if ways.server is not None:
        return ways.server.bin_dir
    return settings.pg_bin or postgres.installed()


COMMANDS = (
    Command("db dump", "备份数据库（不含主密钥）", _arguments, dump),
    Command("db load", "把备份载入空的登记库", _arguments, load),
)
