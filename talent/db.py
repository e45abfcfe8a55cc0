"""The database: a pool, one transaction a request, and named queries that fill Structs.

A named query stands in sql/*.sql under a header line:

    -- name: person_by_id -> person.Row?

`module.Struct` is a Struct of talent.core whose fields equal the columns in order; `value` is
the first column. A trailing `?` answers one or None, `*` a list, nothing exactly one row
(NotFound otherwise). A header without an arrow only executes and answers how many rows it
touched. Parameters are written `:name`.
"""

import importlib
import os
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from talent import errors
from talent.core import access, constraints

HEADER = re.compile(r"^-- name: (\w+)(?: -> ([\w.]+)([?*]?))?\s*$", re.MULTILINE)
PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")
QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*")


class Query(Struct, frozen=True):
    """A statement with its parameters in the order of $1, $2, …, and what it answers."""

    name: str
    text: str
    parameters: tuple[str, ...]
    answer: str | None
    many: str

    def struct(self) -> type[Struct] | None:
        """Answer the Struct that a row fills, or None for a single value or no rows."""
        if self.answer in (None, "value"):
            return None
        module, _, name = self.answer.rpartition(".")
        found: type[Struct] = getattr(importlib.import_module(f"talent.core.{module}"), name)
        return found


def sql_folder() -> Path:
    """Answer where the SQL stands: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "_sql"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "sql"


def parse(text: str) -> dict[str, Query]:
    """Cut a file of named queries into its queries."""
    parts = HEADER.split(text)[1:]
    queries = {}
    for name, answer, many, body in zip(*[iter(parts)] * 4, strict=True):
        parameters: list[str] = []
        statement = _number(body.strip().rstrip(";"), parameters)
        queries[name] = Query(name, statement, tuple(parameters), answer, many or "")
    return queries


def _number(text: str, parameters: list[str]) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[1] not in parameters:
            parameters.append(match[1])
        return f"${parameters.index(match[1]) + 1}"

    pieces, end = [], 0
    for quoted in QUOTED.finditer(text):
        pieces += [PARAMETER.sub(replace, text[end : quoted.start()]), quoted[0]]
        end = quoted.end()
    return "".join([*pieces, PARAMETER.sub(replace, text[end:])])


def queries(concept: str) -> SimpleNamespace:
    """Read sql/CONCEPT.sql; each query is an attribute."""
    return SimpleNamespace(**parse((sql_folder() / f"{concept}.sql").read_text("utf-8")))


def new_id() -> UUID:
    """Make a UUID of version 7 (RFC 9562 §5.7): known before the insert, because sealing binds to it."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    value = (
        (milliseconds << 80)
        | (0x7 << 76)
        | ((random >> 68) << 64)
        | (0b10 << 62)
        | (random & ((1 << 62) - 1))
    )
    return UUID(int=value)


class Transaction:
    """An open transaction. It runs named queries; it never commits by itself."""

    actor: access.Actor

    def __init__(self, connection: "asyncpg.Connection[Any]") -> None:
        self.connection = connection

    async def run(self, query: Query, **values: Any) -> Any:
        """Run a query and answer in the shape of its header."""
        arguments = [values.pop(name) for name in query.parameters]
        if values:
            raise TypeError(f"{query.name} has no parameter {', '.join(values)}")
        if query.answer is None:
            status = await self.connection.execute(query.text, *arguments)
            return int(status.rsplit(" ", 1)[-1]) if status[-1:].isdigit() else 0
        make = _maker(query)
        if query.many == "*":
            return [make(row) for row in await self.connection.fetch(query.text, *arguments)]
        row = await self.connection.fetchrow(query.text, *arguments)
        if row is not None:
            return make(row)
        if query.many == "?":
            return None
        raise errors.NotFound


def _maker(query: Query) -> Callable[[Any], Any]:
    struct = query.struct()
    if struct is None:
        return lambda row: row[0]
    return lambda row: struct(*row)


class Database:
    """A pool of the application's connections, and the transactions that are opened on it."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self.pool = pool
        self.sql = queries("session")
        self.server_sql = queries("server")

    async def close(self) -> None:
        """Close the pool, waiting for what is under way."""
        await self.pool.close()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Open a transaction that commits when the block ends and rolls back when it raises.

        It may do nothing until it takes a database role: the application's login has no rights.
        """
        async with self.alone() as tx, tx.connection.transaction():
            yield tx

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[Transaction]:
        """Run statements of which each is a transaction of its own, in one round trip."""
        try:
            async with self.pool.acquire(timeout=PATIENCE) as connection:
                yield Transaction(cast("asyncpg.Connection[Any]", connection))
        except asyncpg.PostgresError as error:
            if (meant := refusal(error)) is error:
                raise
            raise meant from error
        except GONE as gone:
            raise errors.Unavailable from gone

    @asynccontextmanager
    async def gate(self, visit: access.Visit) -> AsyncGenerator[Transaction]:
        """Open a transaction before anybody is known: log-in, log-out, set-up, refusals."""
        async with self.begin() as tx:
            await tx.run(self.sql.stand_at_gate, **_circumstances(visit))
            yield tx

    @asynccontextmanager
    async def transaction(self, visit: access.Visit) -> AsyncGenerator[Transaction]:
        """Open a transaction as the session behind the visit's token; Unauthenticated without one."""
        async with self.begin() as tx:
            actor = await tx.run(self.sql.enter, token=visit.token, **_circumstances(visit))
            if actor is None:
                raise errors.Unauthenticated
            tx.actor = actor
            yield tx

    async def record_refusal(
        self, visit: access.Visit, action: str, subject: str, case: str
    ) -> None:
        """Write a refusal into the audit, in a transaction of its own: the refused one is gone."""
        async with self.begin() as tx:
            await tx.run(self.sql.stand_at_gate, **_circumstances(visit))
            await tx.run(self.sql.speak_for, token=visit.token)
            await tx.run(self.sql.note, action=action, subject=subject, case=case)


def _circumstances(visit: access.Visit) -> dict[str, str]:
    return {"ip": visit.ip, "request": visit.request_id, "purpose": visit.purpose}


# Seconds to wait for a free connection.
PATIENCE = 10

# Nothing waits or idles for ever: a lock ten seconds, a statement and an idle transaction five minutes.
SETTINGS = {
    "application_name": "talent",
    "timezone": "Asia/Shanghai",
    "lock_timeout": "10s",
    "statement_timeout": "5min",
    "idle_in_transaction_session_timeout": "5min",
}


async def connect(dsn: str, *, size: int = 10) -> Database:
    """Open the application's pool."""
    try:
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=size,
            init=prepare,
            connection_class=_Connection,
            timeout=10,
            server_settings=SETTINGS,
        )
    except (*GONE, asyncpg.PostgresError) as error:
        raise errors.SetupRefused(f"无法连接数据库：{error}") from error
    return Database(pool)


class _Connection(asyncpg.Connection):
    """A connection whose state is only ever set locally to a transaction, so nothing is to be reset."""

    def get_reset_query(self) -> str:
        return ""


async def prepare(connection: "asyncpg.Connection[Any]") -> None:
    """Teach a connection to read and write jsonb."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda data: msgspec.json.decode(data[1:]),
        format="binary",
    )


GONE = (asyncpg.InterfaceError, OSError, TimeoutError)
AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)


def _is_full(error: asyncpg.PostgresError) -> bool:
    """Tell whether a file may grow no further: no space is left, or the system limits its size."""
    limited = isinstance(error, asyncpg.InternalServerError) and "extend file" in str(error)
    return limited or isinstance(error, asyncpg.DiskFullError)


def refusal(error: asyncpg.PostgresError) -> Exception:
    """Answer what a database error means: a named rule's refusal, Unavailable, or the error itself."""
    if _is_full(error):
        return errors.StorageFull()
    if isinstance(error, AWAY):
        return errors.Unavailable()
    if isinstance(
        error,
        asyncpg.DeadlockDetectedError | asyncpg.SerializationError | asyncpg.LockNotAvailableError,
    ):
        return errors.Conflict("与他人的操作相撞，请重试")
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        return errors.Forbidden()
    if isinstance(error, asyncpg.DataError):
        return errors.Invalid("含有不能保存的字符或超出范围的数值")
    kind, words = constraints.REFUSALS.get(
        getattr(error, "constraint_name", None) or "", (None, "")
    )
    return kind(words) if kind else error
