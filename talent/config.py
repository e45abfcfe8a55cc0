"""What an installation may set, read once from TALENT_* variables and the command line.

Each variable TALENT_X may instead be given as TALENT_X_FILE, the path of a file that holds the
value (secrets of a container). An empty variable counts as not set; an empty file does not.
What the command line says goes before the environment. A wrong or missing value is refused with
`errors.SetupRefused`, which names the variable and never repeats a login string.
"""

import ipaddress
import os
import pwd
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from talent import errors

T = TypeVar("T")

SYSTEM_DATA = Path("/var/lib/talent")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Config(Struct, frozen=True, kw_only=True):
    """One installation.

    Without `dsn` the register runs on its own server in `data_dir`. `dsn` is the application's
    login, `owner_dsn` the one that migrates; without the latter nothing can be migrated.
    `worker_dsn` is the login that runs jobs; without it this process runs none.
    """

    data_dir: Path
    key_file: Path
    dsn: str | None = None
    owner_dsn: str | None = None
    worker_dsn: str | None = None
    pg_bin: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxy: tuple[str, ...] = ()
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    log_level: str = "INFO"

    @property
    def embedded(self) -> bool:
        """Whether the database server is our own."""
        return self.dsn is None

    def __repr__(self) -> str:
        """Say where, and nothing that opens it."""
        where = f"data_dir={str(self.data_dir)!r}" if self.embedded else "dsn=…"
        return f"Config({where}, host={self.host!r}, port={self.port})"


def load(environ: Mapping[str, str], **overrides: object) -> Config:
    """Read and check everything. An override of None is one that was not given.

    Raises `errors.SetupRefused`; a name that is no setting is a TypeError.
    """
    if unknown := overrides.keys() - set(Config.__struct_fields__):
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
    said = _Said(environ, {name: value for name, value in overrides.items() if value is not None})
    dsn = said.take("dsn", _dsn)
    data_dir = said.take("data_dir", _path)
    if dsn is not None and data_dir is not None:
        raise _refusal(
            "TALENT_DSN",
            "与 TALENT_DATA_DIR（--data-dir）只能设置其一：前者用外部数据库，后者用内置数据库",
        )
    data_dir = data_dir or _data_dir(environ)
    key_file = said.take("key_file", _path)
    chosen: dict[str, Any] = {
        "dsn": dsn,
        "owner_dsn": said.take("owner_dsn", _dsn),
        "worker_dsn": said.take("worker_dsn", _dsn),
        "data_dir": data_dir,
        "key_file": key_file or _key_file(environ, data_dir, embedded=dsn is None),
        "pg_bin": said.take("pg_bin", _folder),
        "host": said.take("host", _host),
        "port": said.take("port", _port),
        "trusted_proxy": said.take("trusted_proxy", _networks),
        "tls_certificate": said.take("tls_certificate", _file),
        "tls_key": said.take("tls_key", _file),
        "log_level": said.take("log_level", _level),
    }
    config = Config(**{name: value for name, value in chosen.items() if value is not None})
    _agree(config)
    return config


def _agree(config: Config) -> None:
    """Refuse values that are right each for itself and wrong together."""
    for other, given in (("OWNER", config.owner_dsn), ("WORKER", config.worker_dsn)):
        if given and not config.dsn:
            raise _refusal(
                "TALENT_DSN", f"未设置，而 TALENT_{other}_DSN 已设置；须同时给出应用的登录"
            )
    if config.worker_dsn and config.worker_dsn in (config.dsn, config.owner_dsn):
        raise _refusal("TALENT_WORKER_DSN", "与另一登录相同；后台任务须有自己的登录")
    if config.dsn and config.dsn == config.owner_dsn:
        raise _refusal("TALENT_OWNER_DSN", "与 TALENT_DSN 相同；应用不得以数据库所有者身份登录")
    if config.embedded and config.key_file.is_relative_to(config.data_dir):
        raise _refusal("TALENT_KEY_FILE", "不得放在数据目录之内：备份数据时会把密钥一并带走")
    if (config.tls_certificate is None) != (config.tls_key is None):
        absent = "TALENT_TLS_CERTIFICATE" if config.tls_certificate is None else "TALENT_TLS_KEY"
        raise _refusal(absent, "未设置；证书与私钥须同时给出")
    if not (_loopback(config.host) or config.tls_certificate or config.trusted_proxy):
        raise _refusal(
            "TALENT_HOST",
            "不是本机回环地址；须先设置 TALENT_TLS_CERTIFICATE 与 TALENT_TLS_KEY，"
            "或以 TALENT_TRUSTED_PROXY 指明反向代理",
        )


class _Said(Struct, frozen=True):
    """What the environment and the command line say."""

    environ: Mapping[str, str]
    overrides: Mapping[str, Any]

    def take(self, name: str, read: Callable[[str], T]) -> T | None:
        """One setting, read and checked; None when nobody set it."""
        variable = f"TALENT_{name.upper()}"
        if name in self.overrides:
            text = str(self.overrides[name])
        elif (found := self._text(variable)) is not None:
            text = found
        else:
            return None
        try:
            return read(text)
        except ValueError as wrong:
            raise _refusal(variable, str(wrong)) from None

    def _text(self, variable: str) -> str | None:
        """Take the variable's own text, or that of the file which its twin names."""
        direct = self.environ.get(variable, "")
        file = self.environ.get(f"{variable}_FILE", "")
        if direct and file:
            raise _refusal(variable, f"与 {variable}_FILE 只能设置其一")
        if not file:
            return direct or None
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise _refusal(f"{variable}_FILE", f"所指文件无法读取：{file}") from None
        if not text:
            raise _refusal(f"{variable}_FILE", f"所指文件是空的：{file}")
        return text


def _refusal(variable: str, why: str) -> errors.SetupRefused:
    return errors.SetupRefused(f"{variable} {why}", variable=variable)


def _home(environ: Mapping[str, str]) -> Path:
    """Find the home folder of who runs this."""
    if home := environ.get("HOME"):
        return Path(home)
    try:
        return Path(pwd.getpwuid(os.geteuid()).pw_dir)
    except KeyError:
        raise _refusal("TALENT_DATA_DIR", "未设置，且无法确定当前用户的主目录（HOME）") from None


def _data_dir(environ: Mapping[str, str]) -> Path:
    """Never a home folder for root: the server runs as another account and could not enter it."""
    return SYSTEM_DATA if os.geteuid() == 0 else _home(environ) / ".local" / "share" / "talent"


def _key_file(environ: Mapping[str, str], data_dir: Path, *, embedded: bool) -> Path:
    """Outside the data folder, so that a copy of the data is not a copy of the key."""
    if embedded:
        return data_dir.with_name(f"{data_dir.name}.key")
    return _home(environ) / ".config" / "talent" / "master.key"


def _loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _path(text: str) -> Path:
    if text.startswith("~"):
        raise ValueError(f"请写完整路径，不用 ~：{text}")
    path = Path(os.path.normpath(Path(text).absolute()))
    if not path.name:
        raise ValueError("不能是根目录")
    return path


def _folder(text: str) -> Path:
    if not (path := _path(text)).is_dir():
        raise ValueError(f"不是文件夹：{path}")
    return path


def _file(text: str) -> Path:
    if not (path := _path(text)).is_file():
        raise ValueError(f"不是文件：{path}")
    return path


def _dsn(text: str) -> str:
    try:
        parts = urlsplit(text)
        named = parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/")
    except ValueError:
        named = ""
    if not named:
        raise ValueError("应为 postgresql://用户:口令@主机:端口/数据库 的形式")
    return text


def _host(text: str) -> str:
    if text == "localhost":
        return text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise ValueError(f"应为 IP 地址或 localhost：{text}") from None


def _port(text: str) -> int:
    highest = 65535
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= highest):
        raise ValueError(f"应为 1 至 {highest} 的整数：{text}")
    return int(text)


def _networks(text: str) -> tuple[str, ...]:
    """Addresses or networks, separated by commas. All of the world is no named proxy."""
    try:
        networks = [ipaddress.ip_network(part.strip()) for part in text.split(",")]
    except ValueError:
        raise ValueError(f"应为反向代理的 IP 地址或网段，以逗号分隔：{text}") from None
    if any(network.prefixlen == 0 for network in networks):
        raise ValueError(f"不能信任所有地址：{text}")
    return tuple(str(network) for network in networks)


def _level(text: str) -> str:
    if (level := text.upper()) not in LEVELS:
        raise ValueError(f"应为 {'、'.join(LEVELS)} 之一：{text}")
    return level
