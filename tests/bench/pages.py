"""The list of people in a browser and over HTTP: how heavy, how soon its first row, how fast a part.

    .venv/bin/python -m tests.bench.pages [FOLDER]

On the demo county (5,000 people and more), which is made in the folder. Beside the list stands the
same page of a single-page application as it was measured for the design (Vue 3 with Element Plus,
untuned); beside a part of the page, a question to the database alone in the same run.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.async_api import Browser

from tests.pages import browsing, screens

RUNS, ASKED, SLOWER = 4, 60, 4
# kB over the wire at the first visit; seconds to the first row, plain and four times slower.
PEER = (224, "0.8–2.1", "2.8–7.4")
FIRST_ROW = """new Promise(done => {
  const look = () => document.querySelector("td.name")
    ? requestAnimationFrame(() => done(performance.now())) : setTimeout(look, 5);
  look();
})"""


async def first_row(browser: Browser, home: str, token: str, slower: int) -> tuple[float, float]:
    """Answer kB over the wire and seconds to the first row, in a window that has loaded nothing."""
    async with browsing.visit(browser, home, token) as visit:
        session = await visit.page.context.new_cdp_session(visit.page)
        await session.send("Network.enable")
        await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        weights: list[float] = []
        session.on("Network.loadingFinished", lambda one: weights.append(one["encodedDataLength"]))
        await visit.page.goto(home + "/people", wait_until="commit")
        seconds = await visit.page.evaluate(FIRST_ROW) / 1000
        await visit.page.wait_for_load_state("networkidle")
        return sum(weights) / 1000, seconds


async def asked(client: httpx.AsyncClient, path: str) -> float:
    """Answer the median milliseconds of a part."""
    took = []
    for _ in range(ASKED):
        started = time.perf_counter()
        answer = await client.get(path, headers={"hx-request": "true"})
        took.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.text
    return statistics.median(took)


async def measure(home: str, password: str) -> None:
    """Print the table."""
    async with httpx.AsyncClient(base_url=home) as client:
        await client.post("/login", data={"login": "hr", "password": password})
        token = client.cookies["talent"]
        peer = await asked(client, "/health/ready")
        for name, path in (
            ("the list, 50 rows, 7,000 people", "/people"),
            ("found by pinyin", "/people?q=zhangw"),
            ("a pool and a township", "/people?pool=LOCAL&place=419983109000"),
        ):
            took = await asked(client, path)
            print(
                f"part: {name}: {took:.0f} ms, {took / peer:.1f} times the database's answer alone"
            )
    async with browsing.chromium() as browser:
        for slower in (1, SLOWER):
            found = [await first_row(browser, home, token, slower) for _ in range(RUNS)]
            weights, seconds = zip(*found, strict=True)
            print(
                f"processor slowed {slower} times: {max(weights):.0f} kB, first row "
                f"{min(seconds):.2f}–{max(seconds):.2f} s; Vue and Element Plus: {PEER[0]} kB, "
                f"{PEER[1 if slower == 1 else 2]} s"
            )


def main() -> None:
    """Start the demo service, measure, stop it."""
    with tempfile.TemporaryDirectory(prefix="talent-pages-") as scratch:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else scratch)
        process, home, passwords = screens.started(folder)
        try:
            asyncio.run(measure(home, passwords["hr"]))
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
