"""What a request's transaction costs: taking a role, the audit's chain. `python -m tests.bench.transactions`.

Prints, in one run and interleaved: one row by key as hr when the role is taken inside the transaction
and when the connection holds it already (a pool for each role); and how many writers in parallel are
slowed down by one chain against a lane for each.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import asyncpg

from talent import db, migrations, postgres, sealing
from talent.core import access
from talent.flows import accounts, desk, people
from talent.postgres import folder as folders
from tests import build

ROUNDS = 2000
WRITERS = 8
WRITES = 40
CHANGES_OF_ROLE = 500


async def main() -> None:
    """Measure both and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "register") as server,
    ):
        await migrations.migrate(server.owner_dsn)
        database = await db.connect(server.app_dsn, size=WRITERS + 2)
        keyring = sealing.Keyring(bytes(32))
        hr = await _token(database, access.Role.HR)
        visit = access.Visit(token=hr)
        async with database.transaction(visit) as tx:
            at = desk.Desk(tx, keyring, build.TODAY)
            await build.places(at)
            person = await build.a_person(at)
        await _roles(database, folders.claim(server.data_dir).dsn("postgres"), visit, person)
        await _chain(database, folders.claim(server.data_dir).dsn("postgres"), visit, keyring)
        await database.close()


async def _token(database: db.Database, role: access.Role) -> str:
    async with database.gate(access.Visit()) as tx:
        return await accounts.open_local(tx, None, (role,))


async def _roles(database: db.Database, superuser: str, visit: access.Visit, person: UUID) -> None:
    held = await asyncpg.connect(superuser)
    await db.prepare(held)
    await held.execute("grant execute on function session_enter to talent_hr")
    await held.execute("set role talent_hr")

    enter = database.sql.enter.text.replace("set_config('role', db_role, true)", "db_role")

    async def inside() -> None:
        async with database.transaction(visit) as tx:
            await tx.run(people.SQL.rows, people=[person])

    async def holding() -> None:
        async with held.transaction():
            await held.fetchrow(enter, visit.token, "", "", "")
            await held.fetch(people.SQL.rows.text, [person])

    async def switching() -> None:
        async with database.begin() as tx:
            await tx.run(database.sql.stand_at_gate, ip="", request="", purpose="")
        await inside()

    for name, deed, rounds in (
        ("role taken in the transaction", inside, ROUNDS),
        ("connection that holds the role", holding, ROUNDS),
        ("role taken, another role in between", switching, CHANGES_OF_ROLE),
    ):
        await _times(deed, 50)
        took = await _times(deed, rounds)
        print(
            f"{name:36} p50 {statistics.median(took):.3f} ms  p99 {took[int(len(took) * 0.99)]:.3f} ms"
        )
    await held.close()


async def _times(deed: Callable[[], Awaitable[None]], rounds: int) -> list[float]:
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        await deed()
        took.append((time.perf_counter() - started) * 1000)
    return sorted(took)


async def _chain(
    database: db.Database, superuser: str, visit: access.Visit, keyring: sealing.Keyring
) -> None:
    owner = await asyncpg.connect(superuser)

    async def writer(number: int) -> None:
        for turn in range(WRITES):
            async with database.transaction(visit) as tx:
                at = desk.Desk(tx, keyring, build.TODAY)
                await people.insert(at, [(db.new_id(), build.a_draft(f"甲{number}乙{turn}"), ())])

    for name, lanes in (("a lane for each writer", 64), ("one chain for all", 1)):
        await owner.execute("truncate audit_row, audit_event, audit_head")
        await owner.execute(
            "insert into audit_head select lane, 0, sha256('') from generate_series(0, $1::int - 1) lane",
            lanes,
        )
        started = time.perf_counter()
        await asyncio.gather(*(writer(number) for number in range(WRITERS)))
        print(
            f"{name:36} {WRITERS * WRITES / (time.perf_counter() - started):.0f} people/s by {WRITERS} writers"
        )
    await owner.close()


if __name__ == "__main__":
    asyncio.run(main())
