"""The embedded PostgreSQL server: started by the first process that needs it, stopped by the last.

    with postgres.start(data_dir) as server:
        ... server.app_dsn ...

Two locks of the kernel (flock), which a killed process cannot keep, are the whole protocol.
`talent.lock` is held alone while the server is started or stopped. `holders.lock` is held shared
by every process that uses the server: who can take it alone is the only one, so it may stop the
server when leaving, and one that finds a server when joining has found an orphan, whose owner was
killed. The postmaster is a child of the process that started it and is reaped by it, but leads a
session of its own: no Ctrl-C reaches it, and it outlives its starter while others hold it.

While held, the server is watched: a postmaster that was killed is started again by whichever
holder sees it first, and recovers from its log.
"""

import contextlib
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType

from msgspec import Struct

from talent import errors
from talent.postgres import folder as folders
from talent.postgres import process, programs

log = logging.getLogger(__name__)

# Seconds.
WATCH = 0.25
LONGEST_PAUSE = 30.0
STARTING = 300.0  # recovery after a crash reads up to max_wal_size of log
SPARE = 60.0
LOG_BYTES = 10 * 1024 * 1024


class Server(Struct, frozen=True):
    """A server that takes connections. The application uses `app_dsn`, migrations `owner_dsn`.

    Jobs are run with `worker_dsn`, a login that a migration makes.
    """

    data_dir: Path
    socket_dir: Path
    bin_dir: Path
    owner_dsn: str
    app_dsn: str
    worker_dsn: str
    attached: bool

    def dsn(self, role: str, database: str) -> str:
        """Build the login string of another role or database, for administration and tests."""
        return folders.claim(self.data_dir).dsn(role, database)

    def __repr__(self) -> str:
        """Say where, without the passwords."""
        return f"Server(data_dir={str(self.data_dir)!r}, attached={self.attached})"


def start(data_dir: Path, pg_bin: Path | None = None, *, durable: bool = True) -> "Running":
    """Start the server of a data folder, making it if need be, or join who runs it already.

    `pg_bin` is a folder of other server programs. `durable=False` trades safety for speed, for
    tests. Refused with `errors.SetupRefused`: another user's folder, a foreign folder, another
    major version, programs that do not run, a server that does not start (with its own words).
    """
    try:
        running = Running(folders.claim(data_dir), durable=durable)
        running.join(pg_bin)
    except OSError as wrong:
        where = wrong.filename or data_dir
        raise errors.SetupRefused(f"数据目录不能使用：{where}：{wrong.strerror}") from wrong
    return running


class Running:
    """The hold of one process on the server. A forked copy of it lets go of nothing."""

    server: Server

    def __init__(self, folder: folders.Folder, *, durable: bool) -> None:
        self._folder = folder
        self._durable = durable
        self._process = os.getpid()
        self._child: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="postgres-watch", daemon=True)
        self._lock = self._hold = -1

    def __enter__(self) -> Server:
        """Hand out the server."""
        return self.server

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the server, however the block was left."""
        self.leave()

    def join(self, pg_bin: Path | None) -> None:
        """Take hold of the server, starting it if nobody has."""
        folder = self._folder
        self._lock, self._hold = _open(folder.lock), _open(folder.holders)
        try:
            with self._locked():
                try:
                    alone = _flock(self._hold, fcntl.LOCK_EX)
                    self._bin_dir = programs.find(folder, pg_bin)
                    attached = self._ensure(alone=alone)
                    programs.know(folder, programs.WORKER)
                    logins = map(folder.dsn, (programs.OWNER, programs.APP, programs.WORKER))
                    owner, app, worker = logins
                    _flock(self._hold, fcntl.LOCK_SH)
                except BaseException:
                    self._let_go()
                    raise
        except BaseException:
            self._close()
            raise
        self.server = Server(
            folder.root, folder.socket, self._bin_dir, owner, app, worker, attached
        )
        self._watcher.start()

    def leave(self) -> None:
        """Let go; the last one out stops the server and waits for its end. Twice is once."""
        if self._hold < 0 or os.getpid() != self._process:
            return
        self._ending.set()
        self._watcher.join()
        try:
            with self._locked():
                self._let_go()
        finally:
            self._close()

    def _let_go(self) -> None:
        """Stop the server unless others hold it. Call under the lock."""
        fcntl.flock(self._hold, fcntl.LOCK_UN)
        if _flock(self._hold, fcntl.LOCK_EX):
            self._stop()

    def _close(self) -> None:
        """Drop both locks; a child that others still use stays ours to reap."""
        os.close(self._hold)
        os.close(self._lock)
        self._lock = self._hold = -1
        if self._child is not None and self._child.poll() is None:
            threading.Thread(target=self._child.wait, name="postgres-reap", daemon=True).start()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock: one process at a time starts or stops the server."""
        if not process.until(lambda: _flock(self._lock, fcntl.LOCK_EX), STARTING + SPARE):
            raise errors.SetupRefused(f"另一进程一直占用数据目录 {self._folder.root}，请稍后再试")
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _ensure(self, *, alone: bool) -> bool:
        """See that there is a server; whether it was there before. Call under the lock."""
        folder = self._folder
        pid = process.postmaster(folder)
        if pid is not None and alone:
            # Its owner was killed. Programs and settings may have changed since: begin anew.
            self._stop()
            pid = None
        if pid is None:
            if not folder.cluster.exists():
                programs.make(folder, self._bin_dir, durable=self._durable)
            self._begin()
            return False
        self._await(pid, lambda: process.belongs(folder, pid), since=0)
        return True

    def _begin(self) -> None:
        """Start a postmaster on what the last one left, and wait until it takes connections."""
        folder = self._folder
        if folder.account is not None and folder.cluster.stat().st_uid != folder.account.uid:
            folder.give(folder.cluster)  # a copy that root brought back
        process.clear(folder)
        folders.open_socket(folder)
        _trim(folder.log)
        with os.fdopen(_open(folder.log, os.O_APPEND), "ab") as words:
            since = os.fstat(words.fileno()).st_size
            child = subprocess.Popen(  # noqa: S603 (our own program and arguments, no shell)
                programs.postmaster(folder, self._bin_dir, durable=self._durable),
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
                **programs.identity(folder, folder.cluster),
            )
        self._child = child
        try:
            self._await(child.pid, lambda: child.poll() is None, since=since)
        except BaseException:
            if child.poll() is None:
                process.end(child.pid, lambda: child.poll() is not None)
            raise

    def _await(self, pid: int, alive: Callable[[], bool], since: int) -> None:
        """Wait until the postmaster is ready; refused with its own words when it will not be."""

        def settled() -> bool:
            return self._ending.is_set() or not alive() or process.ready(self._folder, pid)

        if not (process.until(settled, STARTING) and process.ready(self._folder, pid) and alive()):
            with self._folder.log.open("rb") as file:
                file.seek(since)
                words = file.read().decode(errors="replace").splitlines()[-12:]
            raise errors.SetupRefused("数据库未能启动。服务器日志：\n" + "\n".join(words))

    def _stop(self) -> None:
        """Stop the server and wait for its end. Call under the lock, and alone."""
        folder, child = self._folder, self._child
        if child is not None and child.poll() is None:
            process.end(child.pid, lambda: child.poll() is not None)
        elif (pid := process.postmaster(folder)) is not None:
            process.end(pid, lambda: not process.belongs(folder, pid))
        else:
            return
        with contextlib.suppress(OSError):
            folder.socket.rmdir()

    def _watch(self) -> None:
        """Look at the server until told to end; start it again when it has died."""
        pause = WATCH
        while not self._ending.wait(pause):
            try:
                if self._child is not None and self._child.poll() is None:
                    _trim(self._folder.log)
                if process.postmaster(self._folder) is None:
                    self._revive()
                pause = WATCH
            except (errors.SetupRefused, OSError) as wrong:
                log.error("the database server does not start again: %s", wrong)  # noqa: TRY400
                pause = min(pause * 2, LONGEST_PAUSE)

    def _revive(self) -> None:
        if not _flock(self._lock, fcntl.LOCK_EX):
            return  # somebody is at it already
        try:
            if process.postmaster(self._folder) is None:
                log.warning("the database server has died; starting it again")
                self._begin()
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)


@contextlib.contextmanager
def leaving_on_signals() -> Iterator[None]:
    """Let SIGTERM, SIGINT and SIGHUP leave the block in order, as SystemExit(128 + number).

    For commands and for the time before a server has handlers of its own. SIGINT is set too,
    because a background job of a shell inherits it ignored. Further signals are ignored while
    the block is being left. Main thread only.
    """
    numbers: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def leave(number: int, frame: FrameType | None) -> None:
        del frame
        for one in numbers:
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit(128 + number)

    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        numbers = numbers[:2]  # nohup
    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _flock(held: int, kind: int) -> bool:
    try:
        fcntl.flock(held, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(path: Path, how: int = 0) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | how, 0o600)


def _trim(path: Path) -> None:
    """Keep the server's log bounded: at its limit it becomes the one old log."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        shutil.copyfile(path, path.with_suffix(".log.1"))
        os.truncate(path, 0)
