"""The commands as they are typed: what they print, what they refuse, their exit codes."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import asyncpg
import pytest

from talent import postgres, sealing
from tests import build

ROOT = Path(__file__).parents[2]


class Machine:
    """A machine with a data folder, where commands are typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.key = folder / "data.key"
        self.owner = ""

    def type(self, *words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run one command and answer what came of it."""
        return subprocess.run(
            [sys.executable, "-m", "talent", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"TALENT_DATA_DIR": str(self.data), "PYTHONUTF8": "1"} | environment,
        )


async def dumps_made(owner: str) -> list[tuple[str, int]]:
    """Answer the dumps that the register remembers: file and size."""
    connection = await asyncpg.connect(owner)
    try:
        return [tuple(one) for one in await connection.fetch("select file_name, bytes from dump")]
    finally:
        await connection.close()


async def planned(owner: str) -> int:
    """Answer how many places the planner goes by."""
    connection = await asyncpg.connect(owner)
    try:
        counted: float = await connection.fetchval(
            "select reltuples from pg_class where oid = 'place'::regclass"
        )
        return int(counted)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Generator[Machine]:
    """A machine whose server stays up between commands, with the invented county's places."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    (made.folder / "places.csv").write_text(build.PLACES, "utf-8")
    with postgres.start(made.data, durable=False) as server:
        made.owner = server.owner_dsn
        said = made.type("places", "import", made.folder / "places.csv")
        assert said.returncode == 0, said.stderr
        yield made


def test_wrong_usage_is_exit_2_and_prints_nothing_on_standard_output(machine: Machine) -> None:
    for words in ((), ("fly",), ("user", "add", "x"), ("import",)):
        said = machine.type(*words)
        assert (said.returncode, said.stdout) == (2, ""), words


@pytest.mark.parametrize(("words", "code"), [(("--help",), 0), (("audit", "verify"), 141)])
def test_a_command_whose_reader_has_closed_ends_quietly(
    machine: Machine, words: tuple[str, ...], code: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = subprocess.run(
            [sys.executable, "-m", "talent", *words],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ | {"TALENT_DATA_DIR": str(machine.data)},
        )
    finally:
        os.close(writing)
    assert (said.returncode, said.stderr) == (code, "")


def test_a_wrong_setting_stops_the_start_and_names_the_variable(machine: Machine) -> None:
    said = machine.type("migrate", TALENT_PORT="eighty")
    assert (said.returncode, said.stdout) == (1, "")
    assert "TALENT_PORT" in said.stderr


def test_an_account_for_a_place_that_is_none_is_refused_and_nothing_is_made(
    machine: Machine,
) -> None:
    refused = machine.type("user", "add", "li.wu", "--role", "township", "--place", "999999999000")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        machine.type("user", "add", "li.wu", "--role", "township", "--place", build.EAST).returncode
        == 0
    )


def test_a_role_that_does_not_fit_the_place_is_refused(machine: Machine) -> None:
    refused = machine.type("user", "add", "wang.liu", "--role", "village", "--place", build.EAST)
    assert refused.returncode == 1
    assert "级别不符" in refused.stderr


def test_an_account_that_lacks_the_role_cannot_act(machine: Machine) -> None:
    machine.type("user", "add", "nur.audit", "--role", "auditor")
    refused = machine.type("user", "add", "noch.wer", "--role", "auditor", "--as", "nur.audit")
    assert refused.returncode == 1
    assert "安全管理员" in refused.stderr


def test_a_missing_master_key_is_refused_loudly(machine: Machine) -> None:
    hidden = machine.key.rename(machine.folder / "hidden")
    try:
        refused = machine.type("audit", "verify")
    finally:
        hidden.rename(machine.key)
    assert refused.returncode == 1
    assert "主密钥" in refused.stderr


def test_another_master_key_is_refused(machine: Machine) -> None:
    other = machine.folder / "other.key"
    sealing.load(other, create=True)
    refused = machine.type("audit", "verify", TALENT_KEY_FILE=str(other))
    assert refused.returncode == 1
    assert "主密钥" in refused.stderr


def test_a_key_file_that_others_can_read_is_refused(machine: Machine) -> None:
    machine.key.chmod(0o644)
    try:
        refused = machine.type("audit", "verify")
    finally:
        machine.key.chmod(0o600)
    assert refused.returncode == 1
    assert "0600" in refused.stderr


def test_the_chain_verifies_and_an_anchor_finds_what_was_cut_off(machine: Machine) -> None:
    anchor = machine.folder / "anchor.json"
    for nothing in (None, "[]"):
        if nothing:
            anchor.write_text(nothing)
        refused = machine.type("audit", "verify", "--anchor", anchor)
        assert (refused.returncode, refused.stdout) == (1, "")
    said = machine.type("audit", "verify", "--write-anchor", anchor)
    assert said.returncode == 0, said.stderr
    assert re.fullmatch(r"审计链完整：\d+ 条，\d+ 条链\n", said.stdout)
    heads = json.loads(anchor.read_text())
    lane = next(iter(heads))
    heads[lane][1] = "00" * 32
    anchor.write_text(json.dumps(heads))
    refused = machine.type("audit", "verify", "--anchor", anchor)
    assert refused.returncode == 1
    assert f"链 {lane}" in refused.stderr


def test_a_dump_is_not_written_over_a_file_and_not_loaded_over_people(machine: Machine) -> None:
    file = machine.folder / "there.dump"
    file.write_text("mine")
    assert machine.type("db", "dump", file).returncode == 1
    assert file.read_text() == "mine"
    dump = machine.folder / "whole.dump"
    assert machine.type("db", "dump", dump).returncode == 0
    assert dump.stat().st_mode & 0o777 == 0o600
    assert asyncio.run(dumps_made(machine.owner)) == [("whole.dump", dump.stat().st_size)]
    machine.type("user", "add", "nicht.leer", "--role", "auditor")
    refused = machine.type("db", "load", dump)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "空的登记库" in refused.stderr


def test_a_dump_is_loaded_into_an_empty_register_with_its_key_and_no_other(
    machine: Machine, tmp_path: Path
) -> None:
    dump = tmp_path / "whole.dump"
    assert machine.type("db", "dump", dump).returncode == 0
    other = Machine(tmp_path)
    with postgres.start(other.data, durable=False):
        stranger = other.type("migrate")
        assert stranger.returncode == 0, stranger.stderr
        assert other.type("user", "add", "x.x", "--role", "auditor").returncode == 0
    with postgres.start(tmp_path / "second", durable=False) as second:
        empty = {"TALENT_DATA_DIR": str(tmp_path / "second")}
        sealing.load(tmp_path / "wrong.key", create=True)
        refused = other.type(
            "db", "load", dump, **empty, TALENT_KEY_FILE=str(tmp_path / "wrong.key")
        )
        assert refused.returncode == 1
        assert "主密钥" in refused.stderr
        loaded = other.type("db", "load", dump, **empty, TALENT_KEY_FILE=str(machine.key))
        assert loaded.returncode == 0, loaded.stderr
        assert asyncio.run(planned(second.owner_dsn)) > 0
        verified = other.type("audit", "verify", **empty, TALENT_KEY_FILE=str(machine.key))
        assert verified.returncode == 0, verified.stderr
