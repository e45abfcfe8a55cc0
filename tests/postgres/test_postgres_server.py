"""A started server: who may log in to it, what it is like, and what it keeps to itself."""

import os
import re
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from talent import errors, postgres
from talent.postgres import folder as folders
from talent.postgres import process, programs, supervisor
from tests.postgres.holding import ask, postmaster_of, wait_for

SETTINGS = (Path(__file__).parents[2] / "sql" / "server.sql").read_text().partition("-> value*")[2]


@pytest.fixture
def server(known: Path) -> Iterator[postgres.Server]:
    """A running server of this test's own."""
    with postgres.start(known, durable=False) as server:
        yield server


def test_a_wrong_password_is_refused(server: postgres.Server) -> None:
    wrong = re.sub(r":[^:@/]+@", ":wrong@", server.app_dsn)
    with pytest.raises(asyncpg.InvalidPasswordError):
        ask(wrong, "select 1")


def test_the_application_can_make_nothing(server: postgres.Server) -> None:
    for statement in (
        "create role another",
        "create table notes (note text)",
        "create schema other",
        "create database other",
        "create extension btree_gist",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(server.app_dsn, statement)


def test_nothing_listens_on_a_network(server: postgres.Server) -> None:
    assert ask(server.app_dsn, "show listen_addresses")[0][0] == ""
    pid = postmaster_of(server.data_dir)
    held = {str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        rows = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        assert not held & {f"socket:[{row.split()[9]}]" for row in rows}


def test_passwords_are_for_their_owner_alone_and_on_no_command_line(
    server: postgres.Server,
) -> None:
    command = Path(f"/proc/{postmaster_of(server.data_dir)}/cmdline").read_text()
    for role in ("postgres", "talent_owner", "talent_app"):
        file = server.data_dir / "passwords" / role
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.stat().st_uid == os.geteuid()
        assert file.read_text() not in command
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert "talent_app:" not in repr(server)


def test_both_logins_pass_the_check_that_any_server_must_pass(server: postgres.Server) -> None:
    for dsn in (server.app_dsn, server.owner_dsn):
        postgres.check({row["name"]: row["value"] for row in ask(dsn, SETTINGS)})


def test_the_superuser_would_not_pass_it(server: postgres.Server) -> None:
    dsn = server.dsn("postgres", "talent")
    with pytest.raises(errors.SetupRefused, match="超级用户"):
        postgres.check({row["name"]: row["value"] for row in ask(dsn, SETTINGS)})


def test_the_owner_grants_the_roles_it_makes_to_the_application(server: postgres.Server) -> None:
    ask(
        server.owner_dsn,
        "create role reader nologin",
        "create table note (id int)",
        "grant select on note to reader",
        "grant reader to talent_app with inherit false, set true",
        "select",
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(server.app_dsn, "select * from note")
    assert ask(server.app_dsn, "set role reader", "select * from note") == []


def test_chinese_has_letters_and_trigrams(server: postgres.Server) -> None:
    row = ask(
        server.owner_dsn,
        "create extension pg_trgm",
        r"select similarity('张三', '张三丰') as alike, '张三' ~ '^\w+$' as word, lower('É') low",
    )[0]
    assert row["alike"] > 0
    assert row["word"]
    assert row["low"] == "é"


def test_the_data_is_checksummed_and_kept_safe_unless_asked_otherwise(known: Path) -> None:
    shown = "select name, setting from pg_settings where name in ('fsync', 'data_checksums')"
    with postgres.start(known) as server:
        assert {row[0]: row[1] for row in ask(server.app_dsn, shown)} == {
            "fsync": "on",
            "data_checksums": "on",
        }
    with postgres.start(known, durable=False) as server:
        assert {row[0]: row[1] for row in ask(server.app_dsn, shown)}["fsync"] == "off"


def test_the_log_repeats_nothing_that_was_typed(server: postgres.Server) -> None:
    typed = "410183199001019999"
    for statement in (
        f"select '{typed}X'::int",
        f"do $$ begin raise warning 'seen {typed}'; raise exception 'seen {typed}'; end $$",
        f"select pg_sleep({typed}) from nowhere",
    ):
        with pytest.raises(asyncpg.PostgresError):
            ask(server.app_dsn, statement)
    unique = "create table once (number text unique)"
    twice = f"insert into once values ('{typed}'), ('{typed}')"
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(server.owner_dsn, unique, twice)
    words = (server.data_dir / "server.log").read_text()
    assert "ready to accept connections" in words
    assert typed not in words


def test_the_log_becomes_the_old_log_at_its_limit(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOG_BYTES", 10)
    (known / "server.log").write_text("a line longer than the limit\n")
    with postgres.start(known, durable=False):
        assert "longer" not in (known / "server.log").read_text()
    assert "longer" in (known / "server.log.1").read_text()


@pytest.mark.parametrize("name", ["数据 目录", "a,b", "qu\"o'te & %41?x=1", "x" * 100])
def test_any_path_will_do(known: Path, name: str) -> None:
    named = known.rename(known.with_name(name))
    with postgres.start(named, durable=False) as server:
        assert ask(server.app_dsn, "select 1")[0][0] == 1
        place = server.socket_dir
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert not place.exists()


def test_the_data_folder_is_closed_to_others_whatever_it_was_before(known: Path) -> None:
    known.chmod(0o777)
    with postgres.start(known, durable=False):
        # Under root the server's account walks through it, and reads nothing in it.
        open_to = 0o711 if os.geteuid() == 0 else 0o700
        assert stat.S_IMODE(known.stat().st_mode) == open_to
        assert postmaster_of(known) is not None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to drop to")
def test_under_root_the_server_is_another_account_and_reads_none_of_roots_files(
    server: postgres.Server,
) -> None:
    pid = postmaster_of(server.data_dir)
    uid = Path(f"/proc/{pid}").stat().st_uid
    assert uid != 0
    assert (server.data_dir / "cluster").stat().st_uid == uid
    for part in ("passwords", "talent.lock", "holders.lock", "server.log"):
        assert (server.data_dir / part).stat().st_uid == 0
        assert stat.S_IMODE((server.data_dir / part).stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands folders over")
def test_a_cluster_that_root_has_copied_back_is_handed_to_the_servers_account(known: Path) -> None:
    subprocess.run(["chown", "-R", "0:0", str(known)], check=True)
    with postgres.start(known, durable=False) as server:
        assert ask(server.app_dsn, "select 1")[0][0] == 1


def test_a_pid_file_with_the_number_of_another_program_is_no_hindrance(known: Path) -> None:
    folder = folders.claim(known)
    with subprocess.Popen(
        ["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, **programs.identity(folder)
    ) as other:
        stale = f"{other.pid}\n{known}/cluster\n1\n5432\n{known}/socket\n\n  1 1\nready\n"
        (known / "cluster" / "postmaster.pid").write_text(stale)
        with postgres.start(known, durable=False) as server:
            assert not server.attached
        assert other.poll() is None


def test_where_processes_cannot_be_looked_into_the_command_line_tells(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pid = folders.Folder(server.data_dir, None), postmaster_of(server.data_dir)
    assert pid is not None
    assert not process.belongs(folder, os.getpid())

    def shut(path: Path, other: Path) -> bool:
        raise PermissionError(path, other)

    monkeypatch.setattr(Path, "samefile", shut)
    assert process.belongs(folder, pid)
    assert not process.belongs(folders.Folder(server.data_dir / "other", None), pid)
    assert not process.belongs(folder, os.getpid())


@pytest.mark.skipif(not Path("/bin/ps").exists(), reason="no ps here")
def test_without_a_process_folder_ps_tells(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pid = folders.Folder(server.data_dir, None), postmaster_of(server.data_dir)
    assert pid is not None
    monkeypatch.setattr(process, "PROCESSES", Path("/nowhere"))
    assert process.belongs(folder, pid)
    assert not process.belongs(folder, os.getpid())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to drop to")
def test_a_data_folder_below_a_closed_one_serves_and_opens_nothing(data_dir: Path) -> None:
    data_dir.parent.chmod(0o700)
    with postgres.start(data_dir, durable=False) as server:
        assert ask(server.app_dsn, "select 1")[0][0] == 1
        pid = postmaster_of(data_dir)
        assert pid is not None
        assert not server.socket_dir.is_relative_to(data_dir)
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: postmaster_of(data_dir) not in (None, pid))
        with postgres.start(data_dir, durable=False) as joined:
            assert joined.attached
            assert ask(joined.app_dsn, "select 1")[0][0] == 1
    assert stat.S_IMODE(data_dir.parent.stat().st_mode) == 0o700
    assert postmaster_of(data_dir) is None
