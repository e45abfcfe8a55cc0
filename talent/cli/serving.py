"""talent serve and talent migrate."""

import argparse
import asyncio
import os
import socket
import sys

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from talent import app, assets, errors
from talent.cli import demo
from talent.cli.desk import Command, nothing
from talent.config import Config
from talent.core import access
from talent.flows import accounts

DRAIN_SECONDS = 10


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="填入虚构的示例县，只在本机地址上服务")
    parser.add_argument("--host", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", help="端口（默认 8000）")
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="不在本进程中办理后台任务（另行运行 talent worker）",
    )


def serve(said: argparse.Namespace, settings: Config) -> int:
    """Serve until SIGTERM or SIGINT. The database is ready before the address is printed."""
    if said.demo and settings.host not in ("127.0.0.1", "::1", "localhost"):
        raise errors.SetupRefused("--demo 只能在本机回环地址上运行")
    assets.make()
    _free(settings)
    with app.logins(settings) as ways:
        words = asyncio.run(_prepare(said, settings, ways))
        scheme = "https" if settings.tls_certificate else "http"
        print(
            f"服务地址 {scheme}://{settings.host}:{settings.port}/",
            *words,
            sep="\n",
            flush=True,
        )
        _hand_over(said, settings, ways)
        _serve(settings)
    return 0


async def _prepare(said: argparse.Namespace, settings: Config, ways: app.Logins) -> list[str]:
    """Migrate, check, fill the demo county or print the code for the first account."""
    async with app.register(settings, ways) as (database, keyring):
        if said.demo:
            return await demo.prepare(database, keyring, settings.data_dir)
        async with database.gate(access.Visit(ip="local")) as tx:
            code = await accounts.setup_code(tx)
    return (
        [f"首次设置码（在网页 /setup 建立第一个安全管理员账号，只用一次）：{code}"] if code else []
    )


def _free(settings: Config) -> None:
    """Refuse a port that is taken before anything is started."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as wrong:
        raise errors.SetupRefused(
            f"不能监听 {settings.host}:{settings.port}：{wrong.strerror}"
        ) from wrong


def _hand_over(said: argparse.Namespace, settings: Config, ways: app.Logins) -> None:
    """Tell the worker process through its environment where the database and the key are."""
    for name in (
        "DATA_DIR",
        "DATA_DIR_FILE",
        "OWNER_DSN",
        "OWNER_DSN_FILE",
        "WORKER_DSN_FILE",
        "DSN_FILE",
        "KEY_FILE_FILE",
    ):
        os.environ.pop(f"TALENT_{name}", None)
    os.environ |= {
        "TALENT_DSN": ways.app,
        "TALENT_KEY_FILE": str(settings.key_file),
        "TALENT_HOST": settings.host,
        "TALENT_PORT": str(settings.port),
        "TALENT_LOG_LEVEL": settings.log_level,
    }
    if ways.worker and not said.no_worker:
        os.environ["TALENT_WORKER_DSN"] = ways.worker
    else:
        os.environ.pop("TALENT_WORKER_DSN", None)


def _serve(settings: Config) -> None:
    Granian(
        "talent.app:serve",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        factory=True,
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=settings.tls_certificate,
        ssl_key=settings.tls_key,
        workers_kill_timeout=DRAIN_SECONDS,
        respawn_failed_workers=True,
    ).serve()


async def migrate(said: argparse.Namespace, settings: Config) -> int:
    """Apply what migrations are missing and name them."""
    del said
    with app.logins(settings) as ways:
        applied = await app.migrate(ways)
    print("\n".join(applied) if applied else "数据库已是最新", file=sys.stdout)
    return 0


COMMANDS = (
    Command("serve", "启动服务", _arguments, serve, serves=True),
    Command("migrate", "更新数据库结构", nothing, migrate),
)
