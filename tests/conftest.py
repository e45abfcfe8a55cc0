"""One server and one database for each worker of a run, emptied between tests.

Tests commit for real: row-level security and its settings are part of what is tested, and a
setting made inside a savepoint would leak from one request's scope into the next.
"""

import os
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import argon2
import asyncpg
import httpx
import pytest
from litestar.datastructures import State

from talent import app, db, migrations, postgres, sealing
from talent.api import wire
from talent.config import Config
from talent.core import access
from talent.flows import accounts
from talent.flows import desk as desks
from talent.postgres import folder as folders
from tests import build

SHARED = Path(os.environ.get("TALENT_SHARED", Path(__file__).parents[2] / "shared"))

# What migrations put in, and what a test starts with.
SEEDED = (
    "migration",
    "pool",
    "rule",
    "rule_set",
    "weight_set",
    "skill_concept",
    "merge_rule",
    "audit_head",
)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Generator[None]:
    """Hash passwords as cheaply as Argon2 allows: nothing here is worth protecting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            accounts, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[postgres.Server]:
    """A server of this worker's own, as fast as it goes: nothing here must survive a power cut."""
    with postgres.start(tmp_path_factory.mktemp("data") / "register", durable=False) as started:
        yield started


@pytest.fixture(scope="session")
async def schema(server: postgres.Server) -> list[str]:
    """The schema, applied once; answers the names of the migrations."""
    return await migrations.migrate(server.owner_dsn, server.worker_dsn)


@pytest.fixture(scope="session")
def keyring() -> sealing.Keyring:
    """Keys of this run."""
    return sealing.Keyring(os.urandom(32))


@pytest.fixture(scope="session")
async def pool(server: postgres.Server, schema: list[str]) -> AsyncGenerator[db.Database]:
    """The application's connections, for the whole run."""
    database = await db.connect(server.app_dsn, size=6)
    yield database
    await database.close()


@pytest.fixture(scope="session")
async def worker(server: postgres.Server, schema: list[str]) -> AsyncGenerator[db.Database]:
    """The connections of whoever runs jobs, for the whole run."""
    database = await db.connect(server.worker_dsn, size=4)
    yield database
    await database.close()


@pytest.fixture(scope="session")
async def superuser(
    server: postgres.Server, schema: list[str]
) -> AsyncGenerator["asyncpg.Connection[Any]"]:
    """The server's superuser: empties tables, looks where no role may look."""
    connection = await asyncpg.connect(folders.claim(server.data_dir).dsn("postgres"))
    await db.prepare(connection)
    yield connection
    await connection.close()


@pytest.fixture
async def database(
    pool: db.Database, superuser: "asyncpg.Connection[Any]"
) -> AsyncGenerator[db.Database]:
    """An empty register: schema and seeds, nobody in it."""
    yield pool
    rows = await superuser.fetch("select tablename from pg_tables where schemaname = 'public'")
    kept = set(SEEDED)
    emptied = "".join(f'delete from "{row[0]}";' for row in rows if row[0] not in kept)
    reset = (
        "update audit_head set seq = 0, digest = sha256('') where seq > 0;"
        "delete from rule where rule_set > 1; delete from rule_set where version > 1;"
        "update rule set in_force_until = null where in_force_until > '2026-01-01';"
    )
    await superuser.execute(
        f"set session_replication_role = replica; {emptied} {reset} set session_replication_role = origin"
    )


@pytest.fixture
def settings(server: postgres.Server, tmp_path: Path) -> Config:
    """The settings of a command beside this run's server."""
    return Config(
        data_dir=tmp_path,
        key_file=tmp_path / "key",
        dsn=server.app_dsn,
        owner_dsn=server.owner_dsn,
        worker_dsn=server.worker_dsn,
    )


@pytest.fixture
async def county(database: db.Database, keyring: sealing.Keyring) -> "County":
    """A small invented county: two townships with two villages and a community each."""
    made = County(database, keyring)
    async with made.desk() as desk:
        await build.places(desk)
    return made


class County:
    """A register with places, and anybody who acts in it."""

    def __init__(self, database: db.Database, keyring: sealing.Keyring) -> None:
        self.database = database
        self.keyring = keyring
        self.shelf = desks.Shelf()
        self.tokens: dict[tuple[str, str | None], str] = {}

    async def token(self, role: str = "hr", place: str | None = None) -> str:
        """Answer a session's token for a role and place, made at the first call."""
        if (role, place) not in self.tokens:
            async with self.database.gate(access.Visit(ip="test")) as tx:
                login = f"{role}.{place or 'all'}".lower()
                account = await build.an_account(tx, login)
                await accounts.grant(tx, account.id, role, place, None)
                session = await accounts.open_session(tx, account)
            self.tokens[role, place] = session.token
        return self.tokens[role, place]

    async def grant_id(self, role: str, place: str | None = None) -> UUID:
        """Answer the grant that a role acts under."""
        async with self.desk(role, place) as desk:
            assert desk.actor.grant_id is not None
            return desk.actor.grant_id

    @asynccontextmanager
    async def desk(self, role: str = "hr", place: str | None = None) -> AsyncGenerator[desks.Desk]:
        """Open a desk as a role; commits at the end."""
        visit = access.Visit(token=await self.token(role, place), ip="test")
        async with self.database.transaction(visit) as tx:
            yield desks.Desk(tx, self.keyring, build.TODAY, self.shelf)


Client = httpx.AsyncClient


@pytest.fixture
async def service(county: County) -> AsyncGenerator[Client]:
    """The service as it is served, without a socket; nobody is logged in."""
    state = State({"keyring": county.keyring, "secure": False, "database": county.database})

    @asynccontextmanager
    async def life(litestar: Any) -> AsyncGenerator[None]:
        del litestar
        yield

    served = wire.Wire(app.routes(state, life))
    transport = httpx.ASGITransport(app=served, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
