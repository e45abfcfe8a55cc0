"""The service on a socket of this worker's own, and one browser for all its tests."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from granian.constants import Interfaces
from granian.server.embed import Server as Embedded
from litestar.datastructures import State
from playwright.async_api import Browser

from talent import app, assets, db, sealing
from talent.api import wire
from tests.conftest import County
from tests.pages import browsing, keyboard

Visiting = Callable[..., AbstractAsyncContextManager[browsing.Visit]]


@pytest.fixture(scope="session")
def libraries() -> None:
    """What npm brings; fetched here where nobody did it before."""
    assets.make()


@pytest.fixture(scope="session")
async def home(pool: db.Database, keyring: sealing.Keyring, libraries: None) -> AsyncGenerator[str]:
    """The address at which the service answers a browser."""
    state = State({"keyring": keyring, "secure": False, "database": pool})

    @asynccontextmanager
    async def life(litestar: Any) -> AsyncGenerator[None]:
        del litestar
        yield

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = Embedded(
        wire.Wire(app.routes(state, life)),
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
    )
    running = asyncio.ensure_future(served.serve())
    await _answers(port)
    yield f"http://127.0.0.1:{port}"
    served.stop()  # type: ignore[no-untyped-call]
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def _answers(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await writer.wait_closed()
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the service does not answer")


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    """One browser for the worker's run; the test is skipped where there is none."""
    if browsing.CHROMIUM is None:
        pytest.skip(browsing.ABSENT)
    async with browsing.chromium() as started:
        yield started


@pytest.fixture
async def visiting(browser: Browser, home: str, county: County) -> Visiting:
    """Opens the pages as a role of the small county; what no page may do fails the test."""

    @asynccontextmanager
    async def opened(
        role: str | None = None, place: str | None = None, **more: Any
    ) -> AsyncGenerator[browsing.Visit]:
        token = await county.token(role, place) if role else ""
        by_keys = more.get("size") == browsing.KEYS
        with keyboard.hands() if by_keys else contextlib.nullcontext():
            async with browsing.visit(browser, home, token, **more) as visit:
                yield visit
                assert visit.faults == []

    return opened
