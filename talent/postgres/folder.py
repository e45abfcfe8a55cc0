"""The data folder of the embedded server: what stands in it, and whose it is.

    talent.lock     taken while the server is started or stopped; marks the folder as ours
    holders.lock    held shared by every process that uses the server
    passwords/      one file a role, 0600
    cluster/        PostgreSQL's own folder, whole or absent: made beside, then renamed
    socket/         the Unix socket, unless its path would be too long
    server.log      the server's own words
    binaries/       a copy of the server's programs, where its account cannot reach the installed

PostgreSQL refuses to run as root. Under root its processes belong to the account `postgres`, or
else `nobody`; so do cluster/ and socket/. All the rest stays root's, so that the server's account
reads no password and no lock. Folders above the data folder are never changed: where that account
cannot walk to the data folder (one below a closed home), root places its processes into cluster/
and they stay there, knowing it only as the folder they stand in; the socket is elsewhere then.
"""

import hashlib
import os
import pwd
import stat
import subprocess
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from talent import errors

MAJOR = 18
PORT = 5432  # names the socket file; nothing listens on a network
DATABASE = "talent"
SOCKET_BYTES = 103  # of a socket's path: 107 on Linux, 103 on macOS
HERE = Path("/proc/self/cwd")


class Account(Struct, frozen=True):
    """Whom the server's processes belong to when this process is root."""

    name: str
    uid: int
    gid: int


class Folder(Struct, frozen=True):
    """A data folder that is ours.

    `account` is None when the server runs as this very user; `hidden` when it cannot walk here.
    """

    root: Path
    account: Account | None = None
    hidden: bool = False

    @property
    def lock(self) -> Path:
        """Held alone while the server is being started or stopped."""
        return self.root / "talent.lock"

    @property
    def holders(self) -> Path:
        """Held shared by each process that uses the server."""
        return self.root / "holders.lock"

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        """The server's own words."""
        return self.root / "server.log"

    @property
    def mark(self) -> str:
        """Name this folder's server, in process titles and in places outside."""
        return f"talent-{hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]}"

    @property
    def socket(self) -> Path:
        """Where the socket stands: inside, else in a short place named after this folder.

        Inside, nobody else can take the place, and every process finds it, whatever its private
        temporary folder is. A comma would separate two hosts in a login string.
        """
        inside = self.root / "socket"
        fits = len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= SOCKET_BYTES
        if fits and "," not in str(inside) and not self.hidden:
            return inside
        return Path(f"/tmp/{self.mark}-{os.geteuid()}")  # noqa: S108 (open_socket looks whose it is)

    def password(self, role: str) -> Path:
        """Where the password of a role is kept."""
        return self.root / "passwords" / role

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """Build the login string of a role, with its password."""
        file = self.password(role)
        try:
            password = file.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise errors.SetupRefused(f"缺少数据库口令文件 {file}，请从备份恢复") from None
        host = quote(str(self.socket))
        return f"postgresql://{role}:{password}@/{database}?host={host}&port={PORT}"

    def give(self, path: Path) -> None:
        """Hand a path over to the server's account, with all that is in it."""
        if self.account is None:
            return
        for above, _, files in os.walk(path):
            for one in (above, *(os.path.join(above, name) for name in files)):  # noqa: PTH118
                os.chown(one, self.account.uid, self.account.gid, follow_symlinks=False)
        if not path.is_dir():
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def claim(data_dir: Path) -> Folder:
    """Take a folder as the data folder, new or known.

    Refused: another user's, one with other things in it, one of another major version.
    """
    root = data_dir.absolute().resolve()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_others(root)
    _refuse_foreign(root)
    account = _account(root / "cluster")
    root.chmod(0o700 if account is None else 0o711)
    folder = Folder(root, account, hidden=account is not None and not _enters(account, root))
    version = folder.cluster / "PG_VERSION"
    if version.exists() and (found := version.read_text(encoding="ascii").strip()) != str(MAJOR):
        raise errors.SetupRefused(
            f"数据目录 {root} 由 PostgreSQL {found} 建立，本程序使用 PostgreSQL {MAJOR}，"
            "不能直接打开，未作任何改动。请先用原来版本的程序执行 talent db dump 导出，"
            "再在新的数据目录执行 talent db load 导入"
        )
    return folder


def open_socket(folder: Folder) -> None:
    """Make the socket's folder, 0700 and the server's own; refused when somebody else was first.

    Call under the lock, with no server: what a killed one has left there is removed.
    """
    place = folder.socket
    mine = os.geteuid() if folder.account is None else folder.account.uid
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        seen = place.lstat()
        trusted = stat.S_ISDIR(seen.st_mode) and not seen.st_mode & 0o077
        if not trusted or seen.st_uid not in {mine, os.geteuid()}:
            raise errors.SetupRefused(
                f"套接字目录 {place} 不是本程序建立的（属于用户 {_name(seen.st_uid)}），"
                "可能有人抢先占用；请查明后删除它再启动"
            ) from None
    for left in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (place / left).unlink(missing_ok=True)
    if place.lstat().st_uid != mine:
        folder.give(place)


def _refuse_others(root: Path) -> None:
    owner = root.stat().st_uid
    if owner != os.geteuid():
        raise errors.SetupRefused(
            f"数据目录 {root} 属于用户 {_name(owner)}，当前用户是 {_name(os.geteuid())}；"
            "请以前者运行，或用 TALENT_DATA_DIR 另选目录"
        )


def _refuse_foreign(root: Path) -> None:
    names = set(os.listdir(root)) - {"lost+found"}  # noqa: PTH208 (names are wanted)
    if names and "talent.lock" not in names:
        what = "是 PostgreSQL 自己的文件夹" if "PG_VERSION" in names else "里已有其他文件"
        raise errors.SetupRefused(
            f"数据目录 {root} {what}，不会改动它；请用 TALENT_DATA_DIR 指定空的或新的目录"
        )


def _enters(account: Account, root: Path) -> bool:
    """Whether the account can walk to the folder, by all the rules of the system."""
    tried = subprocess.run(  # noqa: S603 (no input of others)
        ("/bin/sh", "-c", 'test -x "$0"', str(root)),
        check=False,
        cwd="/",
        user=account.uid,
        group=account.gid,
        extra_groups=[],
    )
    if tried.returncode and not HERE.exists():
        raise errors.SetupRefused(
            f"数据目录 {root} 不能使用：数据库以用户 {account.name} 的身份运行，"
            "而该用户进不了这里；请用 TALENT_DATA_DIR 另选目录，例如 /var/lib/talent"
        )
    return not tried.returncode


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _account(cluster: Path) -> Account | None:
    """Choose whom the server runs as under root: the owner of what exists goes first."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise errors.SetupRefused(
        "PostgreSQL 不能以 root 身份运行，而系统中没有 postgres 或 nobody 用户；请改用普通用户运行"
    )
