"""The composition root: the only file that knows everything."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Litestar, Request, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from msgspec import Struct

from talent import (
    __version__,
    config,
    db,
    edge,
    errors,
    jobs,
    logs,
    migrations,
    pages,
    postgres,
    sealing,
)
from talent.api import (
    accounts,
    audits,
    evidence,
    examples,
    extracts,
    health,
    judging,
    merges,
    pairs,
    people,
    places,
    plans,
    pools,
    posts,
    problems,
    requests,
    reserves,
    rosters,
    rules,
    sessions,
    skills,
    staged,
    sweeps,
    updates,
    weights,
    wire,
)
from talent.api import (
    jobs as jobs_api,
)
from talent.config import Config
from talent.core import access
from talent.core.numbers import Numbers
from talent.flows import accounts as accounts_flow
from talent.flows import automerges, receiving
from talent.flows import desk as desks
from talent.flows import jobs as jobs_flow
from talent.flows import sweeps as sweeps_flow
from talent.pages import refusals, shell
from talent.sealing import Keyring

ONE_MEBIBYTE = 1 << 20

Life = Callable[[Litestar], AbstractAsyncContextManager[None]]


class Logins(Struct, frozen=True):
    """The ways into the database: the application's; the owner's, who migrates; who runs jobs."""

    app: str
    owner: str | None
    worker: str | None
    server: postgres.Server | None = None


@contextmanager
def logins(settings: Config) -> Iterator[Logins]:
    """Start or join the embedded server, or name the external one."""
    if settings.dsn:
        yield Logins(settings.dsn, settings.owner_dsn, settings.worker_dsn)
        return
    with postgres.start(settings.data_dir, settings.pg_bin) as server:
        yield Logins(server.app_dsn, server.owner_dsn, server.worker_dsn, server)


async def migrate(ways: Logins) -> list[str]:
    """Bring the schema up to date where the owner's login is known; refuse an old one where it is not."""
    if ways.owner:
        return await migrations.migrate(ways.owner, ways.worker)
    if missing := await migrations.pending(ways.app):
        raise errors.SetupRefused(
            f"数据库缺少迁移 {'、'.join(missing)}：请以 TALENT_OWNER_DSN 运行 talent migrate"
        )
    return []


@asynccontextmanager
async def register(settings: Config, ways: Logins) -> AsyncGenerator[tuple[db.Database, Keyring]]:
    """Open the register: server checked, schema current, key known."""
    database = await db.connect(ways.app)
    try:
        # Before anything is written: a server that would be wrong gets no schema either.
        async with database.begin() as tx:
            postgres.check(
                dict(await tx.connection.fetch(database.server_sql.server_settings.text))
            )
        await migrate(ways)
        async with database.gate(access.Visit()) as tx:
            fresh = await accounts_flow.knows_no_key(tx)
            keyring = sealing.load(settings.key_file, create=fresh)
            await accounts_flow.know_key(tx, keyring.proof())
        yield database, keyring
    finally:
        await database.close()


RUNS: dict[str, jobs_flow.Run] = {**receiving.JOBS, **sweeps_flow.JOBS, **automerges.JOBS}
"""Which flow each kind of job runs."""


async def work(
    dsn: str, keyring: Keyring, stop: asyncio.Event, pace: jobs.Pace | None = None
) -> None:
    """Run jobs with the worker's login until `stop` is set; while the database is away, wait for it."""
    await jobs.outlive(partial(_work, dsn, keyring, stop, pace), stop)


async def _work(dsn: str, keyring: Keyring, stop: asyncio.Event, pace: jobs.Pace | None) -> None:
    database = await db.connect(dsn, size=jobs.AT_ONCE + 2)

    async def take(job: UUID) -> None:
        await jobs_flow.run(database, keyring, RUNS, job, ending=stop.is_set)

    async def upkeep() -> None:
        await jobs_flow.upkeep(database, desks.now())
        await jobs_flow.upkeep_rosters(database, desks.now())

    chores: dict[str, tuple[str, jobs.Chore]] = {
        "requeue": ("* * * * *", partial(jobs_flow.requeue, database)),
        "upkeep": ("17 3 * * *", upkeep),
    }
    try:
        await jobs.serve(dsn, take, chores, stop, pace)
    finally:
        await database.close()


def serve() -> wire.Wire:
    """Make the service of a worker process out of its environment: its parent has migrated."""
    settings = config.load(os.environ)
    logs.start(settings.log_level)
    if settings.dsn is None:
        raise errors.SetupRefused("TALENT_DSN 未设置")
    return create_app(settings, settings.dsn, sealing.load(settings.key_file, create=False))


def create_app(settings: Config, dsn: str, keyring: Keyring) -> wire.Wire:
    """Put the service together: routes, errors, the database's life."""

    @asynccontextmanager
    async def database(app: Litestar) -> AsyncGenerator[None]:
        app.state.database = await db.connect(dsn)
        stop = asyncio.Event()
        worker = settings.worker_dsn and asyncio.create_task(
            work(settings.worker_dsn, keyring, stop)
        )
        try:
            yield
        finally:
            stop.set()
            if worker:
                await asyncio.wait([worker])
            await app.state.database.close()

    secure = bool(settings.tls_certificate or settings.trusted_proxy)
    app = routes(State({"keyring": keyring, "secure": secure}), database)
    return wire.Wire(app, proxies=settings.trusted_proxy, secure=secure)


def _answer(request: Request[Any, Any, State], error: Exception) -> Response[Any]:
    """Answer an error where no route was found: people get a page, programs a problem."""
    for_people = "text/html" in request.headers.get("accept", "")
    if for_people and not request.url.path.startswith("/api/v1"):
        return refusals.answer(request, error)
    return problems.answer(request, error)


def routes(state: State, life: Life) -> Litestar:
    """Put the routes together, with a shelf for what they keep between requests."""
    state.shelf = desks.Shelf()
    api = Router(
        "/api/v1",
        route_handlers=[
            *sessions.ROUTES,
            *accounts.ROUTES,
            *audits.ROUTES,
            *people.ROUTES,
            *pairs.ROUTES,
            *merges.ROUTES,
            *sweeps.ROUTES,
            *judging.ROUTES,
            *places.ROUTES,
            *pools.ROUTES,
            *posts.ROUTES,
            *evidence.ROUTES,
            *extracts.ROUTES,
            *jobs_api.ROUTES,
            *requests.ROUTES,
            *plans.ROUTES,
            *rosters.ROUTES,
            *staged.ROUTES,
            *updates.ROUTES,
            *rules.ROUTES,
            *reserves.ROUTES,
            *weights.ROUTES,
            *skills.ROUTES,
        ],
    )
    return Litestar(
        route_handlers=[*health.ROUTES, api, pages.router()],
        dependencies={"desk": Provide(edge.desk), "actor": Provide(edge.actor)},
        exception_handlers={Exception: _answer},
        before_send=[shell.navigate],
        type_encoders={Numbers: list},
        compression_config=CompressionConfig(backend="gzip", exclude=["^/static/"]),
        lifespan=[life],
        state=state,
        request_max_body_size=ONE_MEBIBYTE,
        openapi_config=OpenAPIConfig(
            title="talent",
            version=__version__,
            path="/api",
            render_plugins=[examples.Described(path="/openapi.json")],
        ),
        logging_config=None,
        debug=False,
    )
