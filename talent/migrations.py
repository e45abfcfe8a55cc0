"""Bringing a database to this version's schema: plain SQL files, each applied once.

One starter applies under an advisory lock while the others wait. A file that was applied and has
changed since, or is missing, stops the start.
"""

import hashlib
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg

from talent import db, errors

LOCK = 0x74616C656E74  # "talent"
SQL = db.queries("migrations")


async def migrate(owner_dsn: str, worker_dsn: str | None = None) -> list[str]:
    """Apply what is missing; answer the names that were applied.

    The worker's login is made by a migration and has no password; it gets that of `worker_dsn`.
    """
    connection = await _connect(owner_dsn)
    try:
        applied = await _apply(connection)
        if worker_dsn:
            await connection.execute(
                SQL.say_password.text, unquote(urlsplit(worker_dsn).password or "")
            )
            await connection.execute(SQL.admit_worker.text)
        return applied
    finally:
        await connection.close()


async def pending(dsn: str) -> list[str]:
    """Answer the migrations that this database lacks; refused when its history differs from ours."""
    connection = await _connect(dsn)
    try:
        return [name for name, _ in await _missing(connection)]
    finally:
        await connection.close()


async def _connect(dsn: str) -> "asyncpg.Connection[Any]":
    try:
        return await asyncpg.connect(dsn, timeout=10)
    except (*db.GONE, asyncpg.PostgresError) as error:
        raise errors.SetupRefused(f"无法连接数据库：{error}") from error


async def _apply(connection: "asyncpg.Connection[Any]") -> list[str]:
    await connection.execute(SQL.take_lock.text, LOCK)
    await connection.execute(SQL.make_ledger.text)
    applied = []
    for name, text in await _missing(connection):
        async with connection.transaction():
            await connection.execute(text)
            await connection.execute(SQL.record.text, name, _digest(text))
        applied.append(name)
    return applied


async def _missing(connection: "asyncpg.Connection[Any]") -> list[tuple[str, str]]:
    done: dict[str, str] = {}
    if await connection.fetchval(SQL.ledger_exists.text):
        done = dict(await connection.fetch(SQL.applied.text))
    files = {
        path.stem: path.read_text("utf-8")
        for path in sorted((db.sql_folder() / "migrations").glob("*.sql"))
    }
    for name, digest in done.items():
        if name not in files:
            raise errors.SetupRefused(
                f"数据库已用过迁移 {name}，本程序没有该文件：程序版本比数据库旧"
            )
        if _digest(files[name]) != digest:
            raise errors.SetupRefused(f"迁移 {name} 在应用之后被改动过，拒绝启动")
    return [(name, text) for name, text in files.items() if name not in done]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
