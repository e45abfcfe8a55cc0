"""The doorstep of a checkout: its `.venv`, made from a lock and started again in.

Runs before anything is installed, so it needs the standard library alone, and an older Python must
be able to read it far enough to be refused in words. An installation (`pip install .`) has no
pyproject.toml beside its package; there `enter` returns at once.

The environment is made beside its place and renamed into it, so that there is all of it or none. A
stamp inside says which locks it holds; a start that finds its lock there only reads two files. The
checkout itself is not installed: it runs from its tree. Whatever is said goes to standard error.
"""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = "talent.stamp"

RUN = "talent/requirements.lock"
TESTS = "tests/requirements.lock"
# The lock of the tests pins all that the other one does, and more (tested).
HOLDS = {RUN: (RUN,), TESTS: (RUN, TESTS)}

OLDEST = (3, 11)
OLDEST_PIP = (22, 3)  # the first that installs into another Python's environment
# What would lead pip elsewhere than into the environment that is being made.
ASTRAY = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH")


def enter(lock: str = RUN) -> None:
    """Return only where everything that the lock pins can be imported; start again there if need be.

    Leaves with exit code 1 and a sentence on standard error where that cannot be had.
    """
    if sys.version_info < OLDEST:
        wanted, found = ".".join(map(str, OLDEST)), sys.version.split()[0]
        refuse(
            f"需要 Python {wanted} 或更新版本，当前是 {found}。",
            f"Python {wanted} or later is needed; this is {found}.",
        )
    if not (ROOT / "pyproject.toml").is_file():
        return
    if os.name != "posix":
        refuse("只支持 Linux 和 macOS。", "Only Linux and macOS are supported.")
    try:
        if not _held(lock):
            if _importable(lock):
                return
            _make(lock)
        if not _inside():
            python = str(VENV / "bin" / "python")
            os.execv(python, [python, *sys.orig_argv[1:]])  # noqa: S606 (the same program again)
    except OSError as wrong:
        refuse(f"无法准备运行环境 {VENV}：{wrong}", f"Cannot make the environment: {wrong}")
    except KeyboardInterrupt:
        say("已中断；下次启动会重新准备。", "Interrupted; the next start begins anew.")
        sys.exit(130)


def say(chinese: str, english: str) -> None:
    """Say one thing in both languages on standard error."""
    print(f"talent: {chinese}\n        {english}", file=sys.stderr, flush=True)  # noqa: T201


def refuse(chinese: str, english: str) -> NoReturn:
    """Say why not, and leave."""
    say(chinese, english)
    sys.exit(1)


def _held(lock: str) -> bool:
    """Tell whether the environment holds what the lock pins now, for this Python."""
    return _marks(lock) <= _stamped()


def _marks(lock: str) -> "set[str]":
    """Answer the lines that a stamp must have: the kind of Python, and each lock as it is now."""
    kind = f"{sys.implementation.cache_tag} {sys.platform} {os.uname().machine}"
    locks = (f"{name} {_digest(ROOT / name)}" for name in HOLDS[lock])
    return {kind, *locks}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamped() -> "set[str]":
    """Read the stamp; nothing where there is none, or where its Python has gone."""
    try:
        found = (VENV / STAMP).read_text(encoding="utf-8")
    except OSError:
        return set()
    return set(found.splitlines()) if os.access(VENV / "bin" / "python", os.X_OK) else set()


def _inside() -> bool:
    """Tell whether this process runs in the environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def _importable(lock: str) -> bool:
    """Tell whether the environment that this process runs in has every pinned version itself."""
    from importlib import metadata  # noqa: PLC0415 (slow to import, and seldom needed)

    pin = re.compile(r"^([\w.-]+)==(\S+)(?: \\)?$", re.MULTILINE)  # without a marker: for everybody
    pins = pin.findall((ROOT / lock).read_text("utf-8"))
    try:
        return bool(pins) and all(metadata.version(name) == version for name, version in pins)
    except metadata.PackageNotFoundError:
        return False


def _make(lock: str) -> None:
    """Make the environment, one starter at a time; whoever waited finds it made."""
    import fcntl  # noqa: PLC0415 (only where the refusal above lets it come to this)

    with (ROOT / ".venv.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在准备运行环境，请稍候。", "Another process makes the environment.")
            fcntl.flock(held, fcntl.LOCK_EX)
        if _held(lock):
            return
        for left in (*ROOT.glob(".venv.new-*"), *ROOT.glob(".venv.old-*")):
            shutil.rmtree(left, ignore_errors=True)  # of a start that was killed
        if any(line.startswith(f"{TESTS} ") for line in _stamped()):
            lock = TESTS  # what was there stays there
        say(
            "正在准备运行环境（.venv），通常约一分钟；只在首次启动或依赖变化后进行。",
            "Making the environment (.venv): about a minute, the first time and after changes.",
        )
        new = ROOT / f".venv.new-{os.getpid()}"
        try:
            _fill(new, lock)
            _settle(new)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _fill(new: Path, lock: str) -> None:
    """Install exactly what the lock pins, each file by its hash, and stamp it."""
    installer = pip()
    if importlib.util.find_spec("venv") is None:
        refuse(
            "当前 Python 缺少 venv 模块。请先安装，例如：apt install python3-venv。",
            "This Python lacks its venv module: install it, for example python3-venv.",
        )
    run([sys.executable, "-m", "venv", "--without-pip", str(new)], "venv")
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    install = ["install", *quiet, "--no-input", "--disable-pip-version-check"]
    exactly = ["--only-binary=:all:", "--require-hashes", "--no-deps", "-r", str(ROOT / lock)]
    run([*installer, "--python", str(new / "bin" / "python"), *install, *exactly], "pip install")
    # Scripts name their Python by its whole path.
    for script in (new / "pyvenv.cfg", *(new / "bin").iterdir()):
        text = script.read_bytes() if script.is_file() and not script.is_symlink() else b""
        if os.fsencode(new) in text:
            script.write_bytes(text.replace(os.fsencode(new), os.fsencode(VENV)))
    (new / STAMP).write_text("\n".join(sorted(_marks(lock))) + "\n", encoding="utf-8")


def run(command: "list[str]", name: str, **more: str) -> None:
    """Run one step of the set-up, with more variables; leave in words where it fails."""
    environ = {key: value for key, value in os.environ.items() if key not in ASTRAY}
    environ.update(more)
    if subprocess.run(command, env=environ, stdout=sys.stderr, check=False).returncode:  # noqa: S603
        refuse(
            f"{name} 失败（原因见上）。没有留下半成品；请检查网络、软件源或磁盘空间后重新运行同一命令。",
            f"{name} failed (see above). Nothing half done is left; run the same command again.",
        )


def pip() -> "list[str]":
    """Find a pip that can install into another environment: this Python's, or the one below it."""
    below = Path(sys.base_prefix, "bin", "python{}.{}".format(*sys.version_info))
    for python in (sys.executable, str(below)):
        with contextlib.suppress(OSError):
            asked = [python, "-m", "pip", "--version"]
            said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
            version = re.match(r"pip (\d+)\.(\d+)", said)
            if version and (int(version[1]), int(version[2])) >= OLDEST_PIP:
                return [python, "-m", "pip"]
    wanted = ".".join(map(str, OLDEST_PIP))
    refuse(
        f"找不到 pip {wanted} 或更新版本。请先安装，例如：python3 -m ensurepip --upgrade，"
        "或 apt install python3-pip。",
        f"pip {wanted} or later is needed: python3 -m ensurepip --upgrade, or your system's package.",
    )


def _settle(new: Path) -> None:
    """Put the new environment in its place: on the disk first, then by name."""
    os.sync()
    if os.path.lexists(VENV):
        old = ROOT / f".venv.old-{os.getpid()}"
        VENV.rename(old)
        new.rename(VENV)
        shutil.rmtree(old, ignore_errors=True)
    else:
        new.rename(VENV)
