"""Random histories of edits, merges and undoings by the thousand: `python -m tests.bench.histories [N [FIRST]]`.

Each must leave the register as it was but for its edits (tests/flows/histories.py says what is
held against what). Prints how many were lived through, how many merges were taken apart, and
stops at the first that leaves anything else, naming its seed. Seeds are from FIRST (0) on, so
that many may be lived through a part at a time.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import asyncpg

from talent import db, migrations, postgres, sealing
from talent.postgres import folder as folders
from tests import build
from tests.conftest import SEEDED, County
from tests.flows.histories import History

HISTORIES = 10_000
TOLD_EVERY = 100


async def main(histories: int = HISTORIES, first: int = 0) -> None:
    """Live through histories with the seeds from the first on, each in a register of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "register", durable=False) as server,
    ):
        await migrations.migrate(server.owner_dsn)
        database = await db.connect(server.app_dsn, size=4)
        superuser = await asyncpg.connect(folders.claim(server.data_dir).dsn("postgres"))
        await db.prepare(superuser)
        county = County(database, sealing.Keyring(bytes(32)))
        async with county.desk() as desk:
            await build.places(desk)
        kept = {"place", "place_alias", "place_ancestor", "account", "access_grant", "session"}
        rows = await superuser.fetch("select tablename from pg_tables where schemaname = 'public'")
        emptied = [row[0] for row in rows if row[0] not in kept | set(SEEDED)]
        started, undone = time.perf_counter(), 0
        for done, seed in enumerate(range(first, first + histories), 1):
            history = History(county, superuser, seed)
            try:
                await history.run()
            except BaseException:
                print(f"seed {seed} left the register otherwise")
                raise
            undone += history.undone
            await superuser.execute(
                "set session_replication_role = replica;"
                + "".join(f'delete from "{name}";' for name in emptied)
                + "set session_replication_role = origin"
            )
            if done % TOLD_EVERY == 0 or done == histories:
                took = time.perf_counter() - started
                print(f"{done} histories, {undone} merges taken apart, {took:.0f} s", flush=True)
        await superuser.close()
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
