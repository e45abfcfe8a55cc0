"""Writes a picture of every page, as each role sees it, at the width of a desk and of a phone.

    .venv/bin/python -m tests.pages.screens FOLDER [part of a page's name … | README]

README writes those of the README, half as large, into `pictures`.

The pages are those of the demo county, which is made at the first call and kept beside the pictures.
"""

import asyncio
import contextlib
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from playwright.async_api import Browser

from tests.pages import browsing

# Role -> name of the picture, address. After each " > " stands which link is followed from there;
# `{village}` is the one whose account is printed.
SOMEBODY = "/people?pool=DUALMI > td.name a"
PAGES: dict[str, dict[str, str]] = {
    "": {"login": "/login", "setup": "/setup", "docs": "/api/docs"},
    "hr": {
        "overview": "/",
        "people": "/people",
        "people-found": "/people?q=zhangw&pool=LOCAL",
        "people-none": "/people?q=nobodyhere",
        "entry": "/people/new",
        "person": SOMEBODY,
        "person-edit": f"{SOMEBODY} > a[href$='/edit']",
        "pairs": "/pairs",
        "pair": "/pairs > td a[href^='/pairs/']",
        "groups": "/groups",
        "group": "/groups > td a[href^='/groups/']",
        "review": "/pairs/review",
        "rosters": "/rosters",
        "roster": "/rosters > td a[href^='/rosters/']",
        "roster-faulty": "/rosters > td a[href^='/rosters/'] > a[href$='=faulty']",
        "roster-undo": "/rosters > td a[href^='/rosters/'] > a[href$='/undo']",
        "villages": "/villages?only=vacant",
        "village": "/villages/{village}",
        "request-new": "/villages/{village}/requests/new",
        "bodies": "/villages/{village}/bodies",
        "nominate": "/villages/{village}/reserves/new",
        "holder": "/villages/{village} > a[href^='/posts/']",
        "requests": "/requests",
        "request": "/requests > td a[href^='/requests/']",
        "shortlist": "/requests > td a[href^='/requests/'] > a[href$='/shortlist']",
        "reserves": "/reserves",
        "reserve": "/reserves > td a[href^='/reserves/']",
        "coverage": "/reserves/coverage",
        "skills": "/skills",
        "plans": "/plans",
        "plan": "/plans > td a[href^='/plans/']",
        "rules": "/rules",
        "rule-change": "/rules/sets/new?rule=E01",
        "weights": "/weights",
        "weight-set": "/weights/committee",
        "places": "/places",
        "jobs": "/jobs",
        "account": "/account",
        "password": "/account/password",
        "not-found": "/nowhere",
    },
    "liaison": {"overview": "/", "people": "/people"},
    "township": {"overview": "/", "people": "/people"},
    "village": {
        "overview": "/",
        "people": "/people",
        "village": "/villages",
        "request-new": "/villages/{village}/requests/new",
        "requests": "/requests",
    },
    "security": {
        "overview": "/",
        "accounts": "/accounts",
        "account": "/accounts > td a[href^='/accounts/']",
    },
    "system": {"overview": "/", "system": "/system"},
    "auditor": {
        "overview": "/",
        "audit": "/audit",
        "audit-event": "/audit > td a[href^='/audit/']",
        "audit-chain": "/audit/chain",
    },
}
# The village of the demo county whose account is printed.
VILLAGE = "419983109212"
# Name of the picture in the README -> role, address, size.
PICTURED: dict[str, tuple[str, str, tuple[int, int]]] = {
    "overview": ("hr", "/", browsing.DESK),
    "people": ("hr", "/people", browsing.DESK),
    "person": ("hr", SOMEBODY, browsing.DESK),
    "villages": ("hr", "/villages", browsing.DESK),
    "entry": ("liaison", "/people/new", browsing.PHONE),
    "people-phone": ("township", "/people", browsing.PHONE),
}
ACCOUNT = re.compile(r"^  (\w+) +(\S+)  ", re.MULTILINE)


def started(folder: Path) -> tuple["subprocess.Popen[str]", str, dict[str, str]]:
    """Start the demo service; answer its process, its address and the accounts' passwords."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    asked = ["--demo", "--port", str(port), "--data-dir", str(folder / "register")]
    process = subprocess.Popen(
        [sys.executable, "-m", "talent", "serve", *asked],
        env=os.environ | {"TALENT_LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("  auditor"):
            break
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
    return process, f"http://127.0.0.1:{port}", dict(ACCOUNT.findall("".join(lines)))


async def go(visit: browsing.Visit, path: str) -> None:
    """Open an address, and follow the first of each of the links it names."""
    start, *links = path.format(village=VILLAGE).split(" > ")
    await visit.go(start)
    for link in links:
        href = await visit.page.locator(link).first.get_attribute("href")
        await visit.go(href or "")
    await visit.page.wait_for_load_state("networkidle")


async def worked(visit: browsing.Visit, roster: Path) -> None:
    """Do once what the demo leaves undone: import its roster, suggest for a request, plan a township."""
    page = visit.page
    await visit.go("/rosters")
    if not await page.locator("td a[href^='/rosters/']").count():
        await page.set_input_files("input[type=file]", roster)
        await page.get_by_role("button", name="读取并核对").click()
        await page.get_by_role("link", name="撤销整批").wait_for()
    await go(visit, PAGES["hr"]["request"])
    if await page.get_by_role("button", name="测算建议人选").count():
        await page.get_by_role("button", name="测算建议人选").click()
        await page.get_by_role("heading", name="建议人选", exact=True).wait_for()
    await visit.go("/plans")
    if not await page.locator("td a[href^='/plans/']").count():
        await page.select_option("#under", index=1)
        await page.get_by_role("button", name="测算方案").click()
        await page.wait_for_url("**/plans/*", timeout=60_000)


async def printed(visit: browsing.Visit, file: Path) -> None:
    """Take the paper that a printed list is."""
    await visit.go("/people?q=zhangw")
    page = visit.page
    await page.get_by_text("导出、打印").click()
    await page.fill("#purpose", "换届摸底")
    await page.fill("#recipient", "市统计局")
    async with page.expect_popup() as opened:
        await page.get_by_role("button", name="打印").click()
    paper = await opened.value
    await paper.emulate_media(media="print")
    await paper.set_viewport_size({"width": 1032, "height": 703})  # A4 lying, less its margins
    await paper.screenshot(path=file, full_page=True)
    await paper.close()


async def pictures(browser: Browser, home: str, passwords: dict[str, str], folder: Path) -> None:
    """Write the pictures that were asked for."""
    wanted = sys.argv[2:]
    for role, pages in PAGES.items():
        chosen = {
            name: path
            for name, path in pages.items()
            if not wanted or any(part in f"{role}-{name}" for part in wanted)
        }
        for size in (browsing.DESK, browsing.PHONE) if chosen else ():
            async with browsing.visit(browser, home, size=size) as visit:
                if role:
                    await logged_in(visit, role, passwords[role])
                if role == "hr":
                    await worked(visit, folder / "register" / "demo-roster.csv")
                for name, path in chosen.items():
                    await go(visit, path)
                    told = [*visit.faults, *await visit.axe()]
                    file = folder / f"{role or 'anybody'}-{name}-{size[0]}.png"
                    await visit.page.screenshot(path=file, full_page=True)
                    wide = await visit.too_wide()
                    print(file.name, *([f"{wide} pixels too wide"] if wide > 0 else []), *told)
                    visit.faults.clear()
                if "people" in chosen and role == "hr" and size == browsing.DESK:
                    await printed(visit, folder / "hr-people-paper.png")
                    print("hr-people-paper.png")


async def logged_in(visit: browsing.Visit, role: str, password: str) -> None:
    """Log in as a role of the demo."""
    await visit.go("/login")
    await visit.page.fill("#login", role)
    await visit.page.fill("#password", password)
    await visit.page.press("#password", "Enter")
    await visit.page.wait_for_load_state("networkidle")


async def pictured(browser: Browser, home: str, passwords: dict[str, str]) -> None:
    """Write the README's pictures."""
    folder = Path(__file__).parent / "pictures"
    folder.mkdir(exist_ok=True)
    for name, (role, path, size) in PICTURED.items():
        async with browsing.visit(browser, home, size=size, scale=0.5) as visit:
            await logged_in(visit, role, passwords[role])
            await go(visit, path)
            await visit.page.screenshot(path=folder / f"{name}.png")
            print(f"{name}.png")


async def main() -> None:
    """Start, look, stop."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    process, home, passwords = started(folder)
    try:
        async with browsing.chromium() as browser:
            if "README" in sys.argv[2:]:
                await pictured(browser, home, passwords)
            else:
                await pictures(browser, home, passwords, folder)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    asyncio.run(main())
