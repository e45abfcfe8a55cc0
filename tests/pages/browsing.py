"""A browser on the pages: what it must never do is noted, and what it sees is asked of axe.

Chromium is Debian's. Where there is none, the tests that need one are skipped and say so.
"""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from talent import assets

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "no Chromium on the path: install the chromium package to run the browser's tests"
# What is fetched for tests alone stands beside them.
VENDOR = Path(__file__).parent / "vendor"
AXE = {"axe-core/axe.min.js": "axe.js"}
DESK, PHONE = (1440, 900), (390, 844)
KEYS = (1441, 900)
"""A desk without a mouse: see `keyboard`."""

RUN_AXE = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  one => `${one.id}: ${one.help}: ` + one.nodes.slice(0, 4).map(node => node.html).join(" | ")))"""


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """Start the browser; it may not ask its maker anything."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


class Visit:
    """One visitor's page, and everything it did that no page may do."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("request", self._note)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data":
            if urlsplit(request.url).netloc != urlsplit(self.home).netloc:
                self.faults.append(f"another host: {request.url}")
            self.asked.append(f"{request.method} {urlsplit(request.url).path}")

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium tells violations of the policy here. A refused request is told too, and meant;
        # so is one that a newer one of the same form took the place of.
        meant = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
        if message.type == "error" and not message.text.startswith(meant):
            self.faults.append(f"console: {message.text}")

    async def go(self, path: str) -> None:
        """Open a page by its address."""
        await self.page.goto(self.home + path, wait_until="load")

    async def axe(self) -> list[str]:
        """Answer what axe finds wrong; asked past the policy, as an extension of the browser is."""
        assets.fetch(AXE, VENDOR, dev=True)
        await self.page.wait_for_load_state()
        session = await self.page.context.new_cdp_session(self.page)
        source = (VENDOR / "axe.js").read_text("utf-8")
        await session.send("Runtime.evaluate", {"expression": source})
        asked = {"expression": RUN_AXE, "awaitPromise": True, "returnByValue": True}
        answer: dict[str, Any] = await session.send("Runtime.evaluate", asked)
        await session.detach()
        found: list[str] = answer["result"]["value"]
        return found

    async def too_wide(self) -> int:
        """Answer by how many pixels the page is wider than its window."""
        wide: int = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    async def cut(self) -> list[str]:
        """Answer what a phone shows only in part: tables that scroll; none at a desk."""
        found: list[str] = await self.page.evaluate(
            """innerWidth > 700 ? [] : [...document.querySelectorAll(".wide")]
              .filter(one => one.scrollWidth > one.clientWidth + 1)
              .map(one => one.ariaLabel || one.innerText.slice(0, 40))"""
        )
        return found


@asynccontextmanager
async def visit(
    browser: Browser,
    home: str,
    token: str = "",
    *,
    size: tuple[int, int] = DESK,
    script: bool = True,
    scale: float = 1,
) -> AsyncGenerator[Visit]:
    """Open a window of its own, logged in by a session's token or not."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        java_script_enabled=script,
    )
    context.set_default_timeout(45_000)
    if token:
        await context.add_cookies(
            [{"name": "talent", "value": token, "url": home, "sameSite": "Strict"}]
        )
    yield Visit(await context.new_page(), home)
    await context.close()
