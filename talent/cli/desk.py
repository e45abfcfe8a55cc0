"""What a command works with: the register opened, and a session to act in."""

import argparse
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from talent import app, errors
from talent.config import Config
from talent.core import access
from talent.db import Database
from talent.flows import accounts
from talent.flows import desk as desks
from talent.flows.desk import Desk
from talent.sealing import Keyring

FILES: dict[type[OSError], str] = {
    FileExistsError: "文件已存在",
    FileNotFoundError: "文件不存在",
    IsADirectoryError: "这是一个目录",
    NotADirectoryError: "路径中有一处不是目录",
    PermissionError: "没有权限",
}


class Command(Struct, frozen=True):
    """One command: its words, its help, its arguments, what it runs."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Config], int | Coroutine[Any, Any, int]]
    serves: bool = False


def nothing(parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""
    del parser


def acting(parser: argparse.ArgumentParser) -> None:
    """Add the account to act as."""
    parser.add_argument(
        "--as",
        dest="account",
        metavar="ACCOUNT",
        help="以哪个账号操作（默认：本机操作员，具有组织部权限，留有记录）",
    )


class Opened(Struct, frozen=True):
    """The register opened, and the session a command acts in."""

    database: Database
    keyring: Keyring
    visit: access.Visit


@asynccontextmanager
async def opened(
    settings: Config, account: str | None, *roles: access.Role
) -> AsyncGenerator[Opened]:
    """Open the register and a session as an account with one of these roles; it ends with the block.

    Without an account the machine's local operator acts, who is recorded like everybody else.
    """
    with app.logins(settings) as ways:
        async with app.register(settings, ways) as (database, keyring):
            async with database.gate(access.Visit(ip="local")) as tx:
                token = await accounts.open_local(tx, account, roles)
            visit = access.Visit(token=token, ip="local")
            try:
                yield Opened(database, keyring, visit)
            finally:
                async with database.gate(visit) as tx:
                    await accounts.log_out(tx, token)


@asynccontextmanager
async def at(settings: Config, account: str | None, *roles: access.Role) -> AsyncGenerator[Desk]:
    """Open the register and one transaction in it, which commits at the end."""
    async with (
        opened(settings, account, *roles) as here,
        here.database.transaction(here.visit) as tx,
    ):
        yield Desk(tx, here.keyring, desks.today())


def put(path: Path, data: bytes) -> None:
    """Write a file for this user's eyes alone; one that stands there already is not overwritten."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(data)
    except OSError as error:
        words = why(error)
        raise errors.Invalid(f"不能写入 {path}：{words}") from error


def why(error: OSError) -> str:
    """Say why a file cannot be read or written; what is seldom is said as the system says it."""
    return next((said for kind, said in FILES.items() if isinstance(error, kind)), str(error))
