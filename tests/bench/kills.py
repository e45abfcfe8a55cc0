"""Kills the service, the worker or the database in the middle of an import; run by name.

    python -m tests.bench.kills [MOMENTS] [--rows N] [--seed N] [--port N]

Starts an embedded server, the service and a worker as their own processes. At each of MOMENTS
(10) seeded moments a new roster is sent to the service; once it is acknowledged, and a seeded
while later, one of the three in turn is killed (SIGKILL) and started again. In the end every acknowledged
roster must be in whole: each row staged once, what is clear committed at once, each person in the
pool once. Prints what was killed, when, how long the job took, and ends with 1 where a law broke.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import httpx

from talent import db, migrations, postgres, sealing
from talent.core import access
from talent.flows import accounts, jobs, places, waiting
from talent.flows import desk as desks
from talent.flows.desk import Desk
from talent.postgres import folder as folders
from talent.postgres import process
from tests import build
from tests.roster_files import a_row, as_csv

VICTIMS = ("worker", "service", "database")
PATIENCE = 120.0  # seconds for a job to get done after a kill


def a_file(moment: int, rows: int) -> bytes:
    """Write people no two of whom are alike, in this file or another."""
    made = [
        a_row(
            chr(0x4E00 + (moment * rows + n) % 9000)
            + chr(0x6000 + 97 * n % 7000)
            + chr(0x7000 + moment * 53 + n % 41),
            出生年月=f"{1940 + (moment * 7 + n) % 65}-{1 + n % 12:02}-{1 + n % 28:02}",
        )
        for n in range(rows)
    ]
    return as_csv(*made)


class Kill:
    """The three processes, and a register to look into."""

    def __init__(self, server: postgres.Server, port: int) -> None:
        self.server = server
        self.port = port
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start the service or the worker."""
        serving = ["serve", "--port", str(self.port), "--no-worker"]
        words = ["worker"] if name == "worker" else serving
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", "talent", *words, "--data-dir", str(self.server.data_dir)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self, name: str) -> None:
        """Kill one of the three with all its processes, and start it again; a database's holders do that."""
        if name == "database":
            pid = process.postmaster(folders.claim(self.server.data_dir))
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
            return
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        self.start(name)

    def end(self) -> None:
        """End what is running."""
        for child in self.running.values():
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


async def sent(kill: Kill, token: str, data: bytes) -> dict[str, str]:
    """Send a roster until it is acknowledged; what was not acknowledged may be sent again."""
    head = {"authorization": f"Bearer {token}"}
    form = {"pool": "LOCAL", "background": "true"}
    while True:
        try:
            async with httpx.AsyncClient(timeout=20) as client:
                answer = await client.post(
                    f"http://127.0.0.1:{kill.port}/api/v1/rosters",
                    files={"file": ("花名册.csv", data)}, data=form, headers=head,
                )  # fmt: skip
            if answer.status_code == 202:
                found: dict[str, str] = answer.json()
                return found
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.3)


async def measure(kill: Kill, said: argparse.Namespace) -> list[str]:
    """Kill at each moment, and answer which laws broke."""
    chance = random.Random(said.seed)  # noqa: S311 - moments, no secrets
    broken = []
    await migrations.migrate(kill.server.owner_dsn, kill.server.worker_dsn)
    database = await db.connect(kill.server.app_dsn, size=2)
    keyring = sealing.load(kill.server.data_dir.with_suffix(".key"), create=True)
    async with database.gate(access.Visit(ip="local")) as tx:
        await accounts.know_key(tx, keyring.proof())
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    visit = access.Visit(token=token, ip="local")
    async with database.transaction(visit) as tx:
        await places.bring(Desk(tx, keyring, desks.today()), build.PLACES)
    kill.start("service")
    kill.start("worker")
    for moment in range(said.moments):
        received = await sent(kill, token, a_file(moment, said.rows))
        victim, while_ = VICTIMS[moment % len(VICTIMS)], chance.uniform(0, said.within)
        await asyncio.sleep(while_)
        kill.kill(victim)
        started = time.perf_counter()
        state = "queued"
        while state in ("queued", "running") and time.perf_counter() - started < PATIENCE:
            await asyncio.sleep(0.3)
            try:
                async with database.transaction(visit) as tx:
                    desk = Desk(tx, keyring, desks.today())
                    state = (await jobs.one(desk, UUID(received["job"]))).state
                    counts = (await waiting.one(desk, UUID(received["roster"]))).counts
                    people = await tx.connection.fetchval("select count(*) from person")
                    entries = await tx.connection.fetchval("select count(*) from membership")
            except Exception as error:  # noqa: BLE001 - the database may be away
                print(f"  away: {type(error).__name__}")
        took = time.perf_counter() - started
        print(
            f"{moment + 1:3}: {victim} killed {while_:.2f} s after the answer; {state} {took:.1f} s later; "
            f"{counts.rows} rows, {counts.committed} committed, {people} people, {entries} entries"
        )
        if (
            state != "done"
            or counts.rows != said.rows
            or counts.committed + counts.waiting != said.rows
        ):
            broken.append(f"moment {moment + 1}: not whole")
        if people != entries:
            broken.append(f"moment {moment + 1}: half done")
    await database.close()
    return broken


def main() -> None:
    """Kill, and say what broke."""
    parser = argparse.ArgumentParser()
    parser.add_argument("moments", nargs="?", type=int, default=10)
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18150)
    parser.add_argument("--within", type=float, default=6.0, help="seconds after the answer")
    said = parser.parse_args()
    with (
        postgres.leaving_on_signals(),
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "register") as server,
    ):
        kill = Kill(server, said.port)
        try:
            broken = asyncio.run(measure(kill, said))
        finally:
            kill.end()
    print("\n".join(broken) or "all or nothing, every acknowledged roster whole")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
