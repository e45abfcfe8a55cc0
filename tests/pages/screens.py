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

# Role -> name of the picture, address. `{person}` is the first person of the list,
# `{village}` the one whose account is printed.
PAGES: dict[str, dict[str, str]] = {
    "": {"login": "/login", "setup": "/setup", "docs": "/api/docs"},
    "hr": {
        "overview": "/",
        "people": "/people",
        "people-found": "/people?q=zhangw&pool=LOCAL",
        "people-none": "/people?q=nobodyhere",
        "entry": "/people/new",
        "person": "/people/{person}",
        "person-edit": "/people/{person}/edit",
        "pairs": "/pairs",
        "groups": "/groups",
        "review": "/pairs/review",
        "rosters": "/rosters",
        "villages": "/villages?only=vacant",
        "village": "/villages/{village}",
        "request-new": "/villages/{village}/requests/new",
        "bodies": "/villages/{village}/bodies",
        "nominate": "/villages/{village}/reserves/new",
        "requests": "/requests",
        "reserves": "/reserves",
        "coverage": "/reserves/coverage",
        "skills": "/skills",
        "plans": "/plans",
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
    "security": {"accounts": "/accounts"},
    "system": {"system": "/system"},
    "auditor": {"overview": "/", "audit": "/audit", "audit-chain": "/audit/chain"},
}
# The village of the demo county whose account is printed.
VILLAGE = "419983109212"
# Name of the picture in the README -> role, address, size.
PICTURED: dict[str, tuple[str, str, tuple[int, int]]] = {
    "overview": ("hr", "/", browsing.DESK),
    "people": ("hr", "/people", browsing.DESK),
    "person": ("hr", "/people/{person}", browsing.DESK),
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


async def first(visit: browsing.Visit, path: str) -> str:
    """Answer the first person of the list where a path names one."""
    if "{person}" not in path:
        return ""
    await visit.go("/people?pool=DUALMI")
    link = await visit.page.locator("td.name a").first.get_attribute("href")
    return (link or "").rpartition("/")[2]


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
                for name, path in chosen.items():
                    somebody = await first(visit, path)
                    await visit.go(path.format(person=somebody, village=VILLAGE))
                    told = [*visit.faults, *await visit.axe()]
                    file = folder / f"{role or 'anybody'}-{name}-{size[0]}.png"
                    await visit.page.screenshot(path=file, full_page=True)
                    wide = await visit.too_wide()
                    print(file.name, *([f"{wide} pixels too wide"] if wide > 0 else []), *told)
                    visit.faults.clear()


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
            await visit.go(path.replace("{person}", await first(visit, path)))
            await visit.page.wait_for_load_state("networkidle")
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
