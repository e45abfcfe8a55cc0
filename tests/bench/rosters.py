"""Measures the import of a roster with all its checks; run by name, never part of the suite.

    python -m tests.bench.rosters [dev_5k] [--twice]

Starts a server in a temporary folder, brings in the county's places, then NAME.records.csv.gz of
$TALENT_SHARED/bench (default ../shared). With --twice the same people come a second time in
another file, so that every row meets a full register. Prints counts, seconds, peak memory of this
process (the server's own is apart).
"""

import argparse
import asyncio
import gzip
import os
import resource
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from talent import db, migrations, postgres, sealing
from talent.core import access
from talent.flows import accounts, places, rosters, staging
from talent.flows import desk as desks
from talent.flows.desk import Desk

SHARED = Path(os.environ.get("TALENT_SHARED", "../shared"))
MEBIBYTE = 1024


@asynccontextmanager
async def desk(database: db.Database, keyring: sealing.Keyring) -> AsyncGenerator[Desk]:
    """Open a desk as the machine's local operator."""
    async with database.gate(access.Visit(ip="local")) as tx:
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    async with database.transaction(access.Visit(token=token, ip="local")) as tx:
        yield Desk(tx, keyring, desks.today())


async def bring(database: db.Database, keyring: sealing.Keyring, data: bytes, pool: str) -> None:
    """Import once and print what came of it."""
    started = time.perf_counter()
    ask = rosters.Ask(pool=pool)
    async with desk(database, keyring) as at:
        ground = await rosters.prepare(at, ask)
        file = await asyncio.to_thread(staging.read, ground, data, "roster.csv", at.today)
        read = time.perf_counter()
        report = await rosters.bring(at, ask, ground, file)
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
    print(
        f"{report.rows} rows: new {report.new}, known {report.known}, unsure {report.unsure}, "
        f"faulty {report.faulty}, warnings {report.warnings}"
    )
    print(
        f"{took:.1f} s ({read - started:.1f} s of it reading), {report.rows / took:,.0f} rows/s, "
        f"peak {peak:.0f} MiB"
    )


async def measure(server: postgres.Server, name: str, *, twice: bool) -> None:
    """Prepare the register and import."""
    await migrations.migrate(server.owner_dsn)
    database = await db.connect(server.app_dsn, size=2)
    keyring = sealing.Keyring(os.urandom(32))
    async with desk(database, keyring) as at:
        await places.bring(at, (SHARED / "data" / "xinmi_places.csv").read_text("utf-8"))
    data = gzip.decompress((SHARED / "bench" / f"{name}.records.csv.gz").read_bytes())
    await bring(database, keyring, data, "LOCAL")
    if twice:
        await bring(database, keyring, data + b"\n", "RESERVE")
    await database.close()


def main() -> None:
    """Print the figures of one set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", nargs="?", default="dev_5k")
    parser.add_argument("--twice", action="store_true")
    said = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "register") as server,
    ):
        asyncio.run(measure(server, said.name, twice=said.twice))


if __name__ == "__main__":
    main()
