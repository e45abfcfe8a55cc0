"""The server's processes: finding them, telling them from others, ending them.

Nothing is signalled that has not been shown to be a server process of this very folder.
"""

import contextlib
import logging
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from talent import errors
from talent.postgres.folder import Folder

log = logging.getLogger(__name__)

PROCESSES = Path("/proc")
# Seconds.
STOPPING = 60.0
FORCED = 10.0


def postmaster(folder: Folder) -> int | None:
    """Find the live postmaster of this folder by its own pid file, looking whether it is true."""
    told = _pid_file(folder)
    if told and belongs(folder, pid := int(told[0])):
        return pid
    return None


def ready(folder: Folder, pid: int) -> bool:
    """Whether this postmaster has said that it takes connections."""
    told = _pid_file(folder)
    status = 7
    return len(told) > status and told[0] == str(pid) and told[status].strip() == "ready"


def forget_stale(folder: Folder) -> None:
    """Remove a pid file whose number is taken, but not by a server of this folder.

    PostgreSQL overlooks a number that is free, and refuses to start on one that is taken: by
    another program, as after a power cut, or by the zombie of the last postmaster, which nobody
    has reaped since its owner was killed too. Call under the lock, with no server.
    """
    told = _pid_file(folder)
    if not told or belongs(folder, pid := int(told[0])):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, 0)
        (folder.cluster / "postmaster.pid").unlink()


def left_behind(folder: Folder) -> Iterator[int]:
    """Find this folder's server processes, such as backends that outlived their postmaster."""
    if PROCESSES.is_dir():
        for entry in PROCESSES.iterdir():
            if entry.name.isdigit() and belongs(folder, int(entry.name)):
                yield int(entry.name)


def belongs(folder: Folder, pid: int) -> bool:
    """Whether a process is a server process of this folder; a zombie is none.

    Server processes work in the cluster's folder. Where one may not look (root of a container
    without CAP_SYS_PTRACE, a system without /proc) they are known by the mark that they carry in
    their command line or title.
    """
    program, _, rest = _command(pid).partition(" -D ")
    if not (program.startswith("postgres: ") or program.endswith("/postgres")):
        return False
    marked = f"cluster_name={folder.mark} " in rest or program.startswith(
        f"postgres: {folder.mark}:"
    )
    if not PROCESSES.is_dir():
        return marked
    try:
        return (PROCESSES / str(pid) / "cwd").samefile(folder.cluster)
    except PermissionError:
        return marked
    except OSError:
        return False


def _command(pid: int) -> str:
    """Read the command line of a process, a space behind each word; empty when there is none."""
    if PROCESSES.is_dir():
        try:
            line = (PROCESSES / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            return ""
    else:
        asked = ("/bin/ps", "-ww", "-o", "command=", "-p", str(pid))
        line = subprocess.run(asked, capture_output=True, check=False).stdout  # noqa: S603
    return os.fsdecode(line)


def _pid_file(folder: Folder) -> list[str]:
    try:
        lines = (folder.cluster / "postmaster.pid").read_text(errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    return lines if lines and lines[0].isdigit() else []


def clear(folder: Folder) -> None:
    """End what a killed postmaster has left, so that the next one finds the folder its own."""
    for number in (signal.SIGQUIT, signal.SIGKILL):
        left = list(left_behind(folder))
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        if until(lambda: not any(left_behind(folder)), FORCED):
            break
    forget_stale(folder)


def end(pid: int, gone: Callable[[], bool]) -> None:
    """Stop a postmaster: ask it (fast), then tell it, then force it."""
    for number, patience in (
        (signal.SIGINT, STOPPING),
        (signal.SIGQUIT, FORCED),
        (signal.SIGKILL, FORCED),
    ):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if until(gone, patience):
            return
        log.warning("the database server (process %d) does not heed signal %d", pid, number)
    raise errors.SetupRefused(f"数据库进程 {pid} 无法停止")


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition, looking often at first; whether it came true in time."""
    tick, waited, pause = threading.Event(), 0.0, 0.005
    while not condition():
        if waited >= seconds:
            return False
        tick.wait(pause)
        waited, pause = waited + pause, min(pause * 1.5, 0.05)
    return True
