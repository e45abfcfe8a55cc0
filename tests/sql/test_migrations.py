"""A migration is applied once, by one starter, and never silently replaced."""

import asyncio
import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from talent import db, errors, migrations, postgres
from talent.postgres import folder as folders


@pytest.fixture
async def empty(server: postgres.Server, superuser: "asyncpg.Connection[Any]") -> Any:
    """Another, empty database on the same server; answers the owner's way in."""
    await superuser.execute("drop database if exists spare with (force)")
    await superuser.execute("create database spare owner talent_owner template template0")
    yield folders.claim(server.data_dir).dsn("talent_owner", "spare")
    await superuser.execute("drop database if exists spare with (force)")


async def test_an_edited_migration_is_refused(
    empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "migrations"
    copy.mkdir()
    (copy / "0001_one.sql").write_text("create table one (a int);")
    monkeypatch.setattr(db, "sql_folder", lambda: tmp_path)
    assert await migrations.migrate(empty) == ["0001_one"]
    (copy / "0001_one.sql").write_text("create table one (a bigint);")
    with pytest.raises(errors.SetupRefused, match="0001_one"):
        await migrations.migrate(empty)


async def test_a_database_newer_than_the_program_is_refused(
    empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "migrations"
    copy.mkdir()
    (copy / "0001_one.sql").write_text("create table one (a int);")
    monkeypatch.setattr(db, "sql_folder", lambda: tmp_path)
    await migrations.migrate(empty)
    (copy / "0001_one.sql").unlink()
    with pytest.raises(errors.SetupRefused, match="旧"):
        await migrations.migrate(empty)


async def test_a_failing_migration_leaves_nothing_behind(
    empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "migrations"
    copy.mkdir()
    (copy / "0001_one.sql").write_text("create table one (a int); select 1/0;")
    monkeypatch.setattr(db, "sql_folder", lambda: tmp_path)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrations.migrate(empty)
    assert await migrations.pending(empty) == ["0001_one"]


async def test_of_four_starters_one_applies_and_all_succeed(empty: str) -> None:
    applied = await asyncio.gather(*(migrations.migrate(empty) for _ in range(4)))
    every = sorted(path.stem for path in (db.sql_folder() / "migrations").glob("*.sql"))
    assert sorted(map(len, applied)) == [0, 0, 0, len(every)]
    assert await migrations.pending(empty) == []


async def test_schema_sql_is_what_the_migrations_make(empty: str, server: postgres.Server) -> None:
    """schema.sql is the whole, as the server writes it; `python -m tests.sql.schema` renews it."""
    from tests.sql import schema  # noqa: PLC0415 - the maker of the file

    await migrations.migrate(empty)
    made = await asyncio.to_thread(schema.dump, server, "spare")
    assert made == schema.PATH.read_text("utf-8"), "run: python -m tests.sql.schema"


def test_the_program_that_writes_the_schema_is_the_server_s_own(server: postgres.Server) -> None:
    said = subprocess.run(
        [server.bin_dir / "pg_dump", "--version"], capture_output=True, text=True, check=True
    )
    assert " 18." in said.stdout
