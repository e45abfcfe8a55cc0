"""Measures a roster's way in, with all its checks; run by name, never part of the suite.

    python -m tests.bench.rosters [dev_5k | dev_100k | N] [--twice]

Starts a server in a temporary folder, brings in the county's places, then NAME.records.csv.gz of
$TALENT_SHARED/bench (default ../shared), or its first N rows, as a job does it: taken in, read and
staged, committed. With --twice the same people come a second time in another file, so that every
row meets a full register. Prints counts, seconds of each step, peak memory of this process (the
server's own is apart), and rows a second beside plain COPY of the same cells into a table without
indexes, on the same server.
"""

import argparse
import asyncio
import csv
import gzip
import io
import os
import resource
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from talent import app, db, migrations, postgres, sealing
from talent.core import access
from talent.core.staged import Wish
from talent.flows import accounts, jobs, places, receiving, waiting
from talent.flows import desk as desks
from talent.flows.desk import Desk
from talent.flows.rosters import Ask
from talent.postgres import folder as folders

SHARED = Path(os.environ.get("TALENT_SHARED", "../shared"))
MEBIBYTE = 1024


@asynccontextmanager
async def desk(database: db.Database, keyring: sealing.Keyring) -> AsyncGenerator[Desk]:
    """Open a desk as the machine's local operator."""
    async with database.gate(access.Visit(ip="local")) as tx:
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    async with database.transaction(access.Visit(token=token, ip="local")) as tx:
        yield Desk(tx, keyring, desks.today())


class Bench:
    """A register with the county's places, and the two logins that bring a roster in."""

    def __init__(self, database: db.Database, worker: db.Database) -> None:
        self.database = database
        self.worker = worker
        self.keyring = sealing.Keyring(os.urandom(32))

    async def job(self, job: object) -> float:
        """Run a job and answer its seconds; one that did not get done ends the measurement."""
        started = time.perf_counter()
        await jobs.run(self.worker, self.keyring, app.RUNS, job)  # type: ignore[arg-type]
        took = time.perf_counter() - started
        async with desk(self.database, self.keyring) as at:
            shown = await jobs.one(at, job)  # type: ignore[arg-type]
        if shown.state != "done":
            raise SystemExit(f"{shown.state}: {shown.problem} {shown.words}")
        return took

    async def bring(self, data: bytes, pool: str) -> tuple[int, float]:
        """Bring a file in, and print what came of it; answer rows and seconds."""
        started = time.perf_counter()
        ask = Ask(pool=pool, wish=Wish(commit=False))
        async with desk(self.database, self.keyring) as at:
            received = await receiving.receive(at, ask, "roster.csv", data)
        taken = time.perf_counter() - started
        staged = await self.job(received.job)
        async with desk(self.database, self.keyring) as at:
            job = await receiving.ask_commit(at, received.roster)
        committed = await self.job(job)
        async with desk(self.database, self.keyring) as at:
            counts = (await waiting.one(at, received.roster)).counts
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
        took = taken + staged + committed
        print(
            f"{counts.rows} rows: new {counts.new}, known {counts.known}, unsure {counts.unsure}, "
            f"faulty {counts.faulty}, committed {counts.committed}"
        )
        print(
            f"{took:.1f} s: taken in {taken:.1f}, read and staged {staged:.1f}, committed "
            f"{committed:.1f}; {counts.rows / took:,.0f} rows/s, peak {peak:.0f} MiB"
        )
        return counts.rows, took


async def copied(server: postgres.Server, data: bytes) -> float:
    """Copy the same cells into a plain table; answer rows a second, best of three."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    width = len(rows[0])
    connection = await asyncpg.connect(folders.claim(server.data_dir).dsn("postgres"))
    best = float("inf")
    try:
        for _ in range(3):
            columns = ", ".join(f"c{n} text" for n in range(width))
            await connection.execute(f"drop table if exists plain; create table plain ({columns})")
            started = time.perf_counter()
            await connection.copy_records_to_table("plain", records=rows[1:])
            best = min(best, time.perf_counter() - started)
        await connection.execute("drop table plain")
    finally:
        await connection.close()
    return (len(rows) - 1) / best


def records(name: str) -> bytes:
    """Read a set, or the first rows of the largest."""
    whole = SHARED / "bench" / f"{'dev_100k' if name.isdigit() else name}.records.csv.gz"
    data = gzip.decompress(whole.read_bytes())
    if name.isdigit():
        data = b"".join(data.splitlines(keepends=True)[: int(name) + 1])
    return data


async def measure(server: postgres.Server, name: str, *, twice: bool) -> None:
    """Prepare the register and bring the set in."""
    await migrations.migrate(server.owner_dsn, server.worker_dsn)
    database = await db.connect(server.app_dsn, size=2)
    bench = Bench(database, await db.connect(server.worker_dsn, size=2))
    async with desk(database, bench.keyring) as at:
        await places.bring(at, (SHARED / "data" / "xinmi_places.csv").read_text("utf-8"))
    data = records(name)
    rows, took = await bench.bring(data, "LOCAL")
    if twice:
        await bench.bring(data + b"\n", "RESERVE")
    plain = await copied(server, data)
    print(f"plain COPY {plain:,.0f} rows/s; the import is {rows / took / plain:.3f} of it")
    await bench.worker.close()
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
