"""Processes that hold a server, and what can be seen of a server from outside."""

import asyncio
import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import asyncpg

from talent.postgres import folder as folders
from talent.postgres import process

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 30.0

# Holds the server of a folder until a line comes in. All is imported before the account is left,
# because the interpreter itself may stand where the other account cannot read.
HOLDER = """
import encodings.ascii, os, pwd, sys
from pathlib import Path
from talent import errors, postgres
_, data_dir, account = sys.argv
if account:
    entry = pwd.getpwnam(account)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
with postgres.leaving_on_signals():
    try:
        with postgres.start(Path(data_dir), durable=False) as server:
            print("attached" if server.attached else "started", flush=True)
            sys.stdin.readline()
        print("left", flush=True)
    except errors.SetupRefused as refused:
        print(f"refused: {refused}", flush=True)
"""


class Holder:
    """A process that starts or joins the server of a folder and tells what became of it."""

    def __init__(self, data_dir: Path, account: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(data_dir), account],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(REPOSITORY), *sys.path))},
            cwd="/",
        )

    def said(self) -> str:
        """Wait for its next line."""
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert ready, "the holder says nothing"
        return self.process.stdout.readline().decode().strip()

    def let_go(self) -> str:
        """Tell it to leave, wait for its end, and answer what it said at last."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()
        last = self.said()
        assert self.process.wait(PATIENCE) == 0
        return last

    def signal(self, number: int) -> int:
        """Send a signal and wait for the end; answer the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """Be gone, whatever state the test has left it in."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def roomy() -> str | None:
    """Find a place in memory for data folders: a cluster is a thousand files."""
    place, enough = "/dev/shm", 1 << 30  # noqa: S108 (a folder of random name is made in it)
    if not os.access(place, os.W_OK):
        return None
    there = os.statvfs(place)
    fits = there.f_bavail * there.f_frsize > enough and not there.f_flag & os.ST_NOEXEC
    return place if fits else None


def accounts() -> list[str]:
    """Under root the server is tried as root and as a plain account, which behaves otherwise."""
    return ["", "nobody"] if os.geteuid() == 0 else [""]


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; the test fails when it never does."""
    assert process.until(condition, PATIENCE), "it never came true"


def is_gone(pid: int) -> bool:
    """Whether a process has ended and its parent has reaped it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def has_ended(pid: int) -> bool:
    """Whether a process has ended; an orphan may stay a zombie until init looks."""
    try:
        return not Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True


def postmaster_of(data_dir: Path) -> int | None:
    """Answer the pid of a folder's live postmaster."""
    return process.postmaster(folders.Folder(data_dir, None))


def remove(data_dir: Path) -> None:
    """End the server processes of a folder, if a test has left any, and remove it."""
    folder = folders.Folder(data_dir, None)
    for pid in list(process.left_behind(folder)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
    wait_for(lambda: not any(process.left_behind(folder)))
    shutil.rmtree(data_dir, ignore_errors=True)
    shutil.rmtree(folder.socket, ignore_errors=True)


def ask(dsn: str, *statements: str) -> list[asyncpg.Record]:
    """Run statements on one connection and answer the last one's rows."""

    async def asked() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(dsn, timeout=10)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetch(statements[-1])
        finally:
            await connection.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(asked())
