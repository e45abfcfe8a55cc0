"""A roster that finds the disk full leaves nothing half done, and is told so."""

import os
import resource
from collections.abc import Generator
from pathlib import Path

import asyncpg
import pytest

from talent import db, errors, migrations, postgres, sealing
from talent.core import access
from talent.flows import accounts, rosters, staging
from talent.flows.desk import Desk
from talent.postgres import folder as folders
from tests import build
from tests.build import TODAY
from tests.roster_files import a_row, as_csv

ROWS = 900  # more than fits into what the server had laid out before it found its file full
LARGEST = 17 << 20  # bytes a file may have: a log file of the server, and a little more


@pytest.fixture
def narrow(tmp_path: Path) -> Generator[postgres.Server]:
    """A server none of whose files may grow large, as on a disk that is nearly full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, usual[1]))
    except (OSError, ValueError) as wrong:
        pytest.skip(f"this system sets no limit on a file's size: {wrong}")
    try:
        running = postgres.start(tmp_path / "register", durable=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    with running as server:
        yield server


async def test_a_full_disk_is_told_and_nothing_is_half_done(narrow: postgres.Server) -> None:
    await migrations.migrate(narrow.owner_dsn)
    superuser = await asyncpg.connect(folders.claim(narrow.data_dir).dsn("postgres"))
    database = await db.connect(narrow.app_dsn, size=2)
    keyring = sealing.Keyring(os.urandom(32))
    async with database.gate(access.Visit(ip="test")) as tx:
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    visit = access.Visit(token=token, ip="test")
    ask = rosters.Ask(pool="LOCAL")
    async with database.transaction(visit) as tx:
        await build.places(Desk(tx, keyring, TODAY))
        ground = await rosters.prepare(Desk(tx, keyring, TODAY), ask)
    file = staging.read(
        ground, as_csv(*(a_row("张" + chr(0x4E00 + n)) for n in range(ROWS))), "花名册.csv", TODAY
    )
    # The table of rows is filled to the last page by rows that are rolled back.
    await superuser.execute("alter table roster_row set (autovacuum_enabled = off)")
    with pytest.raises(asyncpg.PostgresError) as full:
        await superuser.execute(
            "begin; set local session_replication_role = replica;"
            " insert into roster_row (roster_id, sheet, line, outcome, content)"
            " select gen_random_uuid(), 0, n, 'new', convert_to(repeat('x', 1800), 'UTF8')"
            " from generate_series(1, 12000) n"
        )
    await superuser.execute("rollback")
    assert isinstance(db.refusal(full.value), errors.StorageFull)
    with pytest.raises(errors.StorageFull):
        async with database.transaction(visit) as tx:
            await rosters.bring(Desk(tx, keyring, TODAY), ask, ground, file)
    for table in ("roster", "roster_row", "person", "membership"):
        assert await superuser.fetchval(f"select count(*) from {table}") == 0
    await superuser.execute("truncate roster_row cascade")
    async with database.transaction(visit) as tx:
        assert (await rosters.bring(Desk(tx, keyring, TODAY), ask, ground, file)).rows == ROWS
    await database.close()
    await superuser.close()
