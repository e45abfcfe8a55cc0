"""What any server must be, ours or another, before the register starts on it."""

from collections.abc import Mapping

from talent import errors
from talent.postgres.folder import MAJOR


def check(settings: Mapping[str, str], variable: str = "TALENT_DSN") -> None:
    """Refuse a server that would be wrong without a word: the rows of `server_settings`.

    Encoding, order and character classes decide what is alike and what is found; a superuser and
    whoever bypasses policies see all people.
    """
    major = int(settings["server_version_num"]) // 10000
    provider, locale, collate = (settings[name] for name in ("provider", "locale", "collate"))
    encoding, ctype, login = (settings[name] for name in ("server_encoding", "ctype", "login"))
    ordered = collate == "C" and (provider == "c" or (provider, locale) == ("b", "C.UTF-8"))
    faults = {
        f"服务器版本是 {major}，需要 {MAJOR}": major != MAJOR,
        f"编码是 {encoding}，需要 UTF8": encoding != "UTF8",
        f"排序规则是 {locale or collate}，需要 C（builtin 的 C.UTF-8 或 libc 的 C）": not ordered,
        # glibc of some systems spells it C.utf8.
        f"字符分类（LC_CTYPE）是 {ctype}，需要 C.UTF-8": ctype.upper() not in {"C.UTF-8", "C.UTF8"},
        f"{login} 是超级用户，应用不得以超级用户登录": settings["superuser"] == "true",
        f"{login} 可绕过行级权限（BYPASSRLS），应用不得使用": settings["bypasses_policies"]
        == "true",
    }
    if said := [fault for fault, holds in faults.items() if holds]:
        raise errors.SetupRefused(f"{variable} 所指的数据库不能使用：{'；'.join(said)}")
