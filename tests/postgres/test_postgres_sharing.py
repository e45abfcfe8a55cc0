"""One server for all processes of a user: the first starts it, the last one out stops it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from talent import postgres
from talent.postgres import folder as folders
from talent.postgres import process
from tests.postgres.holding import (
    Holder,
    ask,
    has_ended,
    is_gone,
    postmaster_of,
    wait_for,
)

Hold = Callable[..., Holder]


def served(data_dir: Path) -> int:
    """Answer the pid of the postmaster that is there now."""
    pid = postmaster_of(data_dir)
    assert pid is not None
    return pid


def answers(server: postgres.Server) -> bool:
    """Whether the server takes connections."""
    try:
        return bool(ask(server.app_dsn, "select 1"))
    except (OSError, asyncpg.PostgresError):
        return False


def test_the_second_joins_and_the_last_one_out_stops_it(
    known: Path, account: str, hold: Hold
) -> None:
    first = hold(known, account)
    assert first.said() == "started"
    pid = served(known)
    second = hold(known, account)
    assert second.said() == "attached"
    assert second.let_go() == "left"
    assert postmaster_of(known) == pid
    assert first.let_go() == "left"
    assert is_gone(pid)


def test_the_starter_leaves_first_and_the_server_stays_until_the_last(
    known: Path, account: str, hold: Hold
) -> None:
    first = hold(known, account)
    assert first.said() == "started"
    pid = served(known)
    second, third = hold(known, account), hold(known, account)
    assert (second.said(), third.said()) == ("attached", "attached")
    first.let_go()
    second.let_go()
    assert postmaster_of(known) == pid
    third.let_go()
    wait_for(lambda: has_ended(pid))


def test_a_starter_that_left_and_lives_still_reaps_its_child(known: Path, hold: Hold) -> None:
    with postgres.start(known, durable=False):
        pid = served(known)
        other = hold(known)
        assert other.said() == "attached"
    assert postmaster_of(known) == pid
    other.let_go()
    wait_for(lambda: is_gone(pid))


def test_one_process_may_hold_it_twice(known: Path) -> None:
    with postgres.start(known, durable=False) as first:
        pid = served(known)
        with postgres.start(known, durable=False) as second:
            assert (first.attached, second.attached) == (False, True)
        assert answers(first)
    assert is_gone(pid)


def test_four_at_once_make_one_server(data_dir: Path, hold: Hold) -> None:
    holders = [hold(data_dir) for _ in range(4)]
    said = sorted(holder.said() for holder in holders)
    assert said == ["attached", "attached", "attached", "started"]
    pid = served(data_dir)
    for holder in holders:
        assert holder.let_go() == "left"
    wait_for(lambda: has_ended(pid))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_owner_stops_the_server_in_order(
    known: Path, account: str, hold: Hold, number: int
) -> None:
    holder = hold(known, account)
    assert holder.said() == "started"
    pid = served(known)
    assert holder.signal(number) == 128 + number
    assert is_gone(pid)
    assert "database system is shut down" in (known / "server.log").read_text().splitlines()[-1]


def test_no_signal_of_a_terminal_reaches_the_postmaster(known: Path) -> None:
    with postgres.start(known, durable=False):
        assert os.getsid(served(known)) != os.getsid(0)


def test_a_killed_postmaster_comes_back_with_its_rows_while_it_is_held(known: Path) -> None:
    with postgres.start(known) as server:
        ask(server.owner_dsn, "create table kept as select generate_series(1, 1000) n", "select")
        pid = served(known)
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: postmaster_of(known) not in (None, pid) and answers(server))
        assert ask(server.owner_dsn, "select count(*) from kept")[0][0] == 1000
        assert is_gone(pid)
        last = served(known)
    assert is_gone(last)


def test_to_leave_twice_is_to_leave_once(known: Path) -> None:
    first, second = (postgres.start(known, durable=False) for _ in range(2))
    with second as server:
        first.leave()
        first.leave()
        assert answers(server)
    assert postmaster_of(known) is None


def test_a_killed_postmaster_comes_back_for_one_who_only_joined(known: Path, hold: Hold) -> None:
    starter = hold(known)
    starter.said()
    with postgres.start(known, durable=False) as server:
        starter.let_go()
        pid = served(known)
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: postmaster_of(known) not in (None, pid) and answers(server))
        last = served(known)
    assert is_gone(last)


def test_a_backend_that_outlives_its_postmaster_is_ended(known: Path) -> None:
    folder = folders.Folder(known, None)
    endless = "do $$ begin loop end loop; end $$"
    with postgres.start(known, durable=False) as server:
        psql = [str(server.bin_dir / "psql"), "--quiet", "-c", endless, server.app_dsn]
        seen = "select 1 from pg_stat_activity where state = 'active' and query like 'do %'"
        client = subprocess.Popen(psql, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: bool(ask(server.dsn("postgres", "talent"), seen)))
            pid = served(known)
            before = set(process.left_behind(folder))
            os.kill(pid, signal.SIGKILL)
            wait_for(lambda: postmaster_of(known) not in (None, pid) and answers(server))
            assert not before & set(process.left_behind(folder))
        finally:
            client.kill()
            client.wait()


def test_a_killed_owner_leaves_an_orphan_that_the_next_one_replaces(
    known: Path, account: str, hold: Hold
) -> None:
    killed = hold(known, account)
    assert killed.said() == "started"
    orphan = served(known)
    killed.signal(signal.SIGKILL)
    assert postmaster_of(known) == orphan
    heir = hold(known, account)
    assert heir.said() == "started"
    assert served(known) != orphan
    wait_for(lambda: has_ended(orphan))
    assert heir.let_go() == "left"
    assert postmaster_of(known) is None


def test_a_killed_owner_takes_nothing_from_those_who_joined(known: Path, hold: Hold) -> None:
    killed = hold(known)
    killed.said()
    with postgres.start(known, durable=False) as server:
        pid = served(known)
        killed.signal(signal.SIGKILL)
        assert answers(server)
        third = hold(known)
        assert third.said() == "attached"
        third.let_go()
        assert postmaster_of(known) == pid
    wait_for(lambda: has_ended(pid))


def test_owner_and_postmaster_killed_together_are_recovered_from(
    known: Path, account: str, hold: Hold
) -> None:
    killed = hold(known, account)
    killed.said()
    pid = served(known)
    killed.signal(signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    heir = hold(known, account)
    assert heir.said() == "started"
    heir.let_go()


def test_a_start_that_was_cut_short_leaves_nothing_in_the_way(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "talent.lock").touch()
    (data_dir / "passwords").mkdir()
    (data_dir / "passwords" / "talent_app").touch()
    (data_dir / "cluster.new-1").mkdir()
    (data_dir / "cluster.new-1" / "PG_VERSION").write_text("18\n")
    with postgres.start(data_dir, durable=False) as server:
        assert answers(server)
    assert [path.name for path in data_dir.glob("cluster*")] == ["cluster"]


def test_a_folder_that_is_removed_under_the_server_is_not_made_again(known: Path) -> None:
    running = postgres.start(known, durable=False)
    pid = served(known)
    shutil.rmtree(known)
    running.leave()
    assert is_gone(pid)
    assert not known.exists()
