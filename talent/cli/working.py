"""talent worker."""

import argparse
import asyncio
import signal
from contextlib import suppress

from talent import app, errors
from talent.cli.desk import Command, nothing
from talent.config import Config


async def work(said: argparse.Namespace, settings: Config) -> int:
    """Run jobs until SIGTERM or SIGINT; what runs then comes to the end of its step."""
    del said
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, ValueError):  # not in the main thread
            loop.add_signal_handler(number, stop.set)
    with app.logins(settings) as ways:
        if ways.worker is None:
            raise errors.SetupRefused("TALENT_WORKER_DSN 未设置：后台任务须以自己的登录连接数据库")
        async with app.register(settings, ways) as (_, keyring):
            pass
        await app.work(ways.worker, keyring, stop)
    return 0


COMMANDS = (Command("worker", "办理后台任务，直至收到停止信号", nothing, work, serves=True),)
