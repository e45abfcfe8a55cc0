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
from talent.core import access

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
        try:
            async with self.pool.acquire(timeout=PATIENCE) as connection, connection.transaction():
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

# Which refusal a broken rule of the schema is. A constraint that is not named here is a fault of
# the program and stays one.
REFUSALS: dict[str, tuple[type[errors.Refusal], str]] = {
    "roster_once": (
        errors.RosterKnown,
        "同一文件已为同一人才库、同一范围导入过；撤销后方可重新导入",
    ),
    "account_login_once": (errors.Conflict, "该登录名已被使用"),
    "account_login_form": (errors.Invalid, "登录名须为 2–40 位小写字母、数字、点、横线"),
    "access_grant_once": (errors.Conflict, "该账号已有同样的授权"),
    "access_grant_scope": (errors.Invalid, "该角色须注明（或不得注明）所辖区划"),
    "access_grant_fits_its_place": (errors.Invalid, "该角色与所选区划的级别不符"),
    "access_grant_place_fkey": (errors.Invalid, "没有该区划代码"),
    "membership_one_open": (errors.Conflict, "此人已在该人才库中"),
    "pool_label_once": (errors.Conflict, "已有同名的人才库"),
    "pool_code_form": (errors.Invalid, "人才库代码须为 2–20 位大写字母、数字、下划线，以字母开头"),
    "membership_dates": (errors.Invalid, "退出日期不得早于入库日期"),
    "person_household_village_fkey": (errors.Invalid, "户籍地：没有该区划代码"),
    "person_residence_place_fkey": (errors.Invalid, "现居住地：没有该区划代码"),
    "idempotency_pkey": (errors.Conflict, "同一请求正在办理中，请稍后查看结果"),
    "tenure_one_holder_a_seat": (errors.Conflict, "该席位在此期间已有人任职"),
    "term_one_at_a_time": (errors.Conflict, "该组织在此期间已有届次"),
    "vacancy_one_open": (errors.Conflict, "该席位的空缺已登记"),
    "request_seats": (errors.Invalid, "申请名额须为 1–7 人"),
    "release_once": (errors.Conflict, "此人已向该申请开放"),
    "suggestion_declined_has_reason": (errors.Invalid, "不采纳须写明理由"),
    "suggestion_only_eligible_accepted": (errors.Invalid, "只有符合条件的人选可以采纳"),
    "access_grant_account_id_fkey": (errors.NotFound, ""),
    "membership_exit_reason": (errors.Invalid, "退出原因须为 1–10"),
    "person_basis_kind": (
        errors.Invalid,
        "合法性基础须为 consent、statutory_duty、public_interest、contract",
    ),
    "person_notice_delivered_or_exempt": (
        errors.Invalid,
        "告知须注明送达时间，或免于告知的理由（二者之一）",
    ),
    "place_alias_dates": (errors.Invalid, "起始日期不得晚于截止日期"),
    "place_lies_not_in_itself": (errors.Invalid, "上级区划不能是自己或自己的下级"),
    "seat_is_of_its_post": (errors.Invalid, "该岗位没有这个席位"),
    "request_keeps_its_way": (errors.Invalid, "申请的当前状态不能这样改变"),
    "release_has_reason": (errors.Invalid, "放行须写明理由"),
    "place_code_of_its_kind": (errors.Invalid, "区划代码与级别不符"),
    "place_parent_fkey": (errors.Invalid, "上级区划不存在"),
}


def refusal(error: asyncpg.PostgresError) -> Exception:
    """Answer what a database error means: a named rule's refusal, Unavailable, or the error itself."""
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
    kind, words = REFUSALS.get(getattr(error, "constraint_name", None) or "", (None, ""))
    return kind(words) if kind else error
