"""What is refused leaves no server running and no folder changed."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from talent import errors, postgres
from talent.postgres import folder as folders
from talent.postgres import programs
from tests.postgres.holding import Holder, postmaster_of

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")


def refusal(data_dir: Path, pg_bin: Path | None = None) -> str:
    """Start, and answer the words of the refusal."""
    with pytest.raises(errors.SetupRefused) as refused:
        postgres.start(data_dir, pg_bin, durable=False)
    assert postmaster_of(data_dir) is None
    return str(refused.value)


def a_program(folder: Path, name: str, text: str) -> None:
    """Put a small shell script where a program of the server is looked for."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


def test_a_folder_of_another_major_version_is_refused_with_the_way_out(known: Path) -> None:
    (known / "cluster" / "PG_VERSION").write_text("17\n")
    words = refusal(known)
    assert "PostgreSQL 17" in words
    assert "talent db dump" in words
    assert "talent db load" in words
    assert (known / "cluster" / "PG_VERSION").read_text() == "17\n"


def test_a_folder_with_other_things_in_it_is_refused_and_stays_as_it_is(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o750)
    (data_dir / "photo.jpg").write_text("mine")
    assert "已有其他文件" in refusal(data_dir)
    assert [path.name for path in data_dir.iterdir()] == ["photo.jpg"]
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o750


def test_a_folder_of_postgresql_itself_is_refused(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "PG_VERSION").write_text("18\n")
    assert "PostgreSQL 自己的文件夹" in refusal(data_dir)


def test_a_file_is_no_data_folder(data_dir: Path) -> None:
    data_dir.write_text("")
    assert str(data_dir) in refusal(data_dir)


@as_root
def test_the_folder_of_another_user_is_refused_while_its_server_runs(
    known: Path, hold: Callable[..., Holder]
) -> None:
    with postgres.start(known, durable=False):
        words = hold(known, "nobody").said()
    assert words.startswith("refused")
    assert "属于用户 root，当前用户是 nobody" in words


@as_root
def test_root_does_not_take_the_folder_of_another_user(data_dir: Path) -> None:
    data_dir.mkdir()
    shutil.chown(data_dir, "nobody")
    assert "属于用户 nobody，当前用户是 root" in refusal(data_dir)


@as_root
def test_a_place_the_servers_account_cannot_enter_is_refused_where_it_cannot_be_placed(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "HERE", Path("/nowhere"))
    data_dir.parent.chmod(0o700)
    words = refusal(data_dir)
    assert "进不了" in words
    assert "TALENT_DATA_DIR" in words
    assert stat.S_IMODE(data_dir.parent.stat().st_mode) == 0o700


def test_a_folder_without_programs_is_refused_naming_the_variable(data_dir: Path) -> None:
    words = refusal(data_dir, data_dir.parent)
    assert "TALENT_PG_BIN" in words
    assert "postgres" in words


def test_programs_of_another_major_version_are_refused(data_dir: Path) -> None:
    programs_of = data_dir.parent / "bin"
    a_program(programs_of, "initdb", "exit 1")
    a_program(programs_of, "postgres", "echo 'postgres (PostgreSQL) 17.9 (Debian 17.9-1)'")
    words = refusal(data_dir, programs_of)
    assert "TALENT_PG_BIN" in words
    assert "PostgreSQL 17.9" in words


def test_programs_that_do_not_run_are_refused(data_dir: Path) -> None:
    programs_of = data_dir.parent / "bin"
    for name in ("initdb", "postgres"):
        a_program(programs_of, name, "")
        (programs_of / name).chmod(0o644)
    assert "无法" in refusal(data_dir, programs_of)


def test_a_full_disk_is_told_in_the_programs_own_words_and_leaves_no_half_cluster(
    data_dir: Path,
) -> None:
    programs_of = data_dir.parent / "bin"
    a_program(programs_of, "postgres", "echo 'postgres (PostgreSQL) 18.6'")
    a_program(programs_of, "initdb", "echo 'could not write: No space left on device' >&2; exit 1")
    assert "No space left on device" in refusal(data_dir, programs_of)
    assert not list(data_dir.glob("cluster*"))
    with postgres.start(data_dir, durable=False) as server:
        assert not server.attached


def test_a_server_that_does_not_start_is_refused_with_its_own_words(known: Path) -> None:
    with (known / "cluster" / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    assert "no_such_setting" in refusal(known)


def test_a_lost_password_is_refused_naming_its_file(known: Path) -> None:
    (known / "passwords" / "talent_app").unlink()
    assert str(known / "passwords" / "talent_app") in refusal(known)


@pytest.fixture
def outside(known: Path) -> Path:
    """A data folder whose path is too long for a socket, so that the socket stands elsewhere."""
    long = known.parent / ("x" * 100)
    known.rename(long)
    return long


def test_a_socket_folder_that_others_may_enter_is_refused(outside: Path) -> None:
    place = folders.Folder(outside, None).socket
    place.mkdir()
    place.chmod(0o777)
    try:
        assert str(place) in refusal(outside)
    finally:
        place.rmdir()


def test_a_link_in_place_of_the_socket_folder_is_refused(outside: Path) -> None:
    place = folders.Folder(outside, None).socket
    place.symlink_to(outside)
    try:
        assert str(place) in refusal(outside)
    finally:
        place.unlink()


@as_root
def test_a_socket_folder_of_another_user_is_refused(outside: Path) -> None:
    place = folders.Folder(outside, None).socket
    place.mkdir(mode=0o700)
    shutil.chown(place, "daemon")
    try:
        assert "属于用户 daemon" in refusal(outside)
    finally:
        place.rmdir()


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("server_version_num", "170006", "17"),
        ("server_encoding", "SQL_ASCII", "SQL_ASCII"),
        ("collate", "zh_CN.UTF-8", "排序规则"),
        ("locale", "zh-CN", "zh-CN"),
        ("provider", "i", "排序规则"),
        ("ctype", "C", "LC_CTYPE"),
        ("superuser", "true", "超级用户"),
        ("bypasses_policies", "true", "BYPASSRLS"),
    ],
)
def test_a_server_that_would_be_wrong_without_a_word_is_refused(
    name: str, value: str, word: str
) -> None:
    right = {
        "server_version_num": "180006",
        "server_encoding": "UTF8",
        "provider": "b",
        "locale": "C.UTF-8",
        "collate": "C",
        "ctype": "C.UTF-8",
        "login": "talent_app",
        "superuser": "false",
        "bypasses_policies": "false",
    }
    postgres.check(right)
    postgres.check(right | {"provider": "c", "locale": "", "ctype": "C.utf8"})
    with pytest.raises(errors.SetupRefused, match=word) as refused:
        postgres.check(right | {name: value}, "TALENT_DSN")
    assert "TALENT_DSN" in str(refused.value)


@pytest.fixture
def hidden_programs(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the programs installed where the server's account cannot go."""
    package = programs.installed().parents[1]
    hidden = data_dir.parent / "hidden"
    hidden.mkdir(mode=0o700)
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, hidden / part.name, ignore=shutil.ignore_patterns("include"))
    out_of_reach = hidden / package.name / "pginstall" / "bin"
    monkeypatch.setattr(programs, "installed", lambda: out_of_reach)


@as_root
@pytest.mark.usefixtures("hidden_programs")
def test_programs_out_of_reach_are_copied_once(known: Path) -> None:
    made = set()
    for _ in range(2):
        with postgres.start(known, durable=False) as server:
            assert server.bin_dir.is_relative_to(known / "binaries")
            made.add((server.bin_dir / "postgres").stat().st_ctime_ns)
    assert len(made) == 1


@as_root
@pytest.mark.usefixtures("hidden_programs")
def test_programs_and_data_out_of_reach_meet_in_the_cache(
    born: Path, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "CACHE", born / "cache")  # a folder that all can walk to
    known.parent.chmod(0o700)
    with postgres.start(known, durable=False) as server:
        assert server.bin_dir.is_relative_to(born / "cache")
        assert postmaster_of(known) is not None
