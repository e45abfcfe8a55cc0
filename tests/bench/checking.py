"""What a duplicate check costs against one row by key. `python -m tests.bench.checking [PEOPLE]`.

Starts the service as it is served (granian, embedded PostgreSQL) on the demo county, with so many
invented people beside it (1000000: see `crowd`), and asks over HTTP on one connection, in turn:
one person by key, a check of a typed draft that has look-alikes. Both are whole requests: session,
role, the row in the audit, the commit. Of people typed again with one character changed it prints
how many stand among the twenty who share the most keys, and among the five that are shown.
"""

import asyncio
import itertools
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import msgspec
from msgspec import Struct

from talent.core import county
from talent.flows import desk
from tests.bench import crowd

ROUNDS = 400
WARM_UP = 50
SEED = 20260101
AGAIN = 200
AMONG = 20
"""People typed again, and among how many of those who share keys with them they are looked for."""


class Checked(Struct, frozen=True):
    """A check's p50 as a multiple of one row's by key, and how many typed again are among twenty."""

    ratio: float
    among: float


async def main(people: int) -> Checked:
    """Serve a register with so many people beside the demo's, ask, print, answer."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "talent",
            "serve",
            "--demo",
            "--port",
            str(port),
            "--data-dir",
            f"{folder}/data",
        ]
        started = time.perf_counter()
        with subprocess.Popen(  # noqa: ASYNC220 - nothing else is waited for
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as service:
            try:
                password = _password(service)
                await _ready(port)
                print(f"first start with the demo county: {time.perf_counter() - started:.1f} s")
                typed, among = await _grown(Path(folder) / "data", people)
                return Checked(await _measure(port, password, typed), among)
            finally:
                service.terminate()
                service.wait()


def free_port() -> int:
    """Answer a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _password(service: "subprocess.Popen[str]") -> str:
    assert service.stdout is not None
    for line in service.stdout:
        if found := re.match(r"\s+hr\s+(\S+)", line):
            return found[1]
    raise SystemExit("the service did not start")


async def _ready(port: int) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        while True:
            try:
                if (await client.get("/health/ready")).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)


async def _grown(folder: Path, people: int) -> tuple[list[crowd.Typed], float]:
    """Let the register grow; answer some of the people, typed again, and how many are found."""
    if not people:
        return [], 1.0
    started = time.perf_counter()
    entries = crowd.invented(county.invent(SEED, desk.today()), people, SEED)
    kept = list(itertools.islice(entries, AGAIN))
    await crowd.grow(folder, itertools.chain(kept, entries))
    print(f"{people} more people: {time.perf_counter() - started:.1f} s")
    typed = list(crowd.again(kept, SEED))
    found = await crowd.sharing(folder, typed, AMONG)
    for kind in dict.fromkeys(one.kind for one in typed):
        hits = [place in found for place, one in enumerate(typed) if one.kind == kind]
        print(f"  {kind:8} among {AMONG}: {sum(hits) / len(hits):.3f} ({len(hits)})")
    among = len(found) / len(typed)
    print(f"  all      among {AMONG}: {among:.3f} ({len(typed)})", flush=True)
    return typed, among


async def _measure(port: int, password: str, typed: list[crowd.Typed]) -> float:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1") as client:
        session = (await client.post("/session", json={"login": "hr", "password": password})).json()
        client.headers["authorization"] = f"Bearer {session['token']}"
        people = (await client.get("/people", params={"limit": 200})).json()["people"]
        drafts = [_draft(one) for one in typed] or _drafts()
        deeds: dict[str, list[float]] = {"one row by key": [], "check of a draft": []}
        for turn in range(ROUNDS + WARM_UP):
            key = people[turn % len(people)]["id"]
            for name, call in (
                ("one row by key", client.get(f"/people/{key}")),
                ("check of a draft", client.post("/people/check", json=drafts[turn % len(drafts)])),
            ):
                started = time.perf_counter()
                answer = await call
                took = (time.perf_counter() - started) * 1000
                if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
                    continue
                answer.raise_for_status()
                if turn >= WARM_UP:
                    deeds[name].append(took)
        base = sorted(deeds["one row by key"])
        for name, times in deeds.items():
            times.sort()
            p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
            ratio = p50 / base[len(base) // 2]
            print(
                f"{name:18} n={len(times)}  p50 {p50:6.2f} ms ({ratio:.2f}×)"
                f"  p99 {p99:6.2f} ms ({p99 / base[int(len(base) * 0.99)]:.2f}×)"
            )
    return ratio


def _draft(one: crowd.Typed) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(one.entry)
    kept = ("name", "sex", "birth")
    return {name: whole[name] for name in kept} | {"household_village": one.entry.village}


def _drafts() -> list[dict[str, Any]]:
    """Name, sex, birth, phone and village of people who are in the register already."""
    typed = []
    for one in county.invent(SEED, desk.today()).people[:300]:
        whole = msgspec.to_builtins(one.draft)
        kept = ("name", "sex", "birth", "phones", "household_village")
        typed.append({name: whole[name] for name in kept if name in whole})
    return typed


if __name__ == "__main__":
    os.environ.pop("TALENT_DSN", None)
    os.chdir(Path(__file__).parents[2])
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
