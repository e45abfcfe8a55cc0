"""Accounts, log-in and log-out, grants, the first security account."""

import asyncio
import functools
import hmac
import secrets
from datetime import timedelta
from uuid import UUID

import argon2
from msgspec import Struct

from talent import db, errors
from talent.core import access, accounts, texts
from talent.db import Transaction
from talent.flows.desk import Desk

SQL = db.queries("accounts")
SESSION_SQL = db.queries("session")

PAUSE = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=10)
FAILURES_AN_ADDRESS = 30
SETUP_CODE = "setup_code"
LOCAL = "local"

# Time 2, 19 MiB, one lane: the least that OWASP names for Argon2id; about 20 ms here.
HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Session(Struct, frozen=True):
    """A session that was opened: its token, shown once, and the grants to choose from."""

    token: str
    account_id: UUID
    display_name: str
    must_change: bool
    grant_id: UUID | None
    grants: list[accounts.Grant]


class NewAccount(Struct, frozen=True, forbid_unknown_fields=True):
    """An account to be made, with its first password, which its owner changes at the first log-in."""

    login: str
    display_name: str
    password: str


async def log_in(tx: Transaction, login: str, password: str, ip: str) -> Session | None:
    """Open a session, or answer None and count the failure: the caller commits either way.

    An unknown login, a locked and a disabled account are answered like a wrong password and take
    as long. Too many failures lock the account for a quarter of an hour, and the address.
    """
    if await tx.run(SQL.recent_failures, ip=ip) >= FAILURES_AN_ADDRESS:
        raise errors.TooMany("该地址登录失败次数过多，请 10 分钟后再试")
    account = await tx.run(SQL.account_by_login, login=login.strip().lower())
    right = await _verify(account.password_hash if account else None, password)
    right = right and not (account.locked or account.disabled)
    await tx.run(SQL.note_attempt, login=account.login if account else "", ip=ip, ok=right)
    if account is None or not right:
        await _failed(tx, account)
        return None
    await tx.run(SQL.forgive_failures, account=account.id)
    return await open_session(tx, account)


async def _failed(tx: Transaction, account: accounts.Account | None) -> None:
    if account is not None:
        most = accounts.FAILURES_BEFORE_PAUSE
        await tx.run(SQL.count_failure, account=account.id, most=most, pause=PAUSE)
    subject = f"account:{account.id}" if account else "account"
    await tx.run(
        SESSION_SQL.note, action="log-in-failed", subject=subject, case="wrong-credentials"
    )


async def _verify(hashed: str | None, password: str) -> bool:
    held = hashed if hashed is not None else await asyncio.to_thread(_decoy, HASHER)
    try:
        right: bool = await asyncio.to_thread(HASHER.verify, held, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
    return right and hashed is not None


@functools.cache
def _decoy(hasher: argon2.PasswordHasher) -> str:
    """Make a hash that no password has, to take as long over an unknown login."""
    return hasher.hash(secrets.token_hex())


async def open_session(
    tx: Transaction, account: accounts.Account, *, kind: str = "browser", chosen: UUID | None = None
) -> Session:
    """Open a session for an account that has proved itself; its only grant is chosen at once."""
    grants = await tx.run(SQL.grants_of, account=account.id)
    token = secrets.token_urlsafe(32)
    if chosen is None and len(grants) == 1:
        chosen = grants[0].id
    await tx.run(
        SQL.add_session,
        id=db.new_id(),
        token=token,
        account=account.id,
        grant=chosen,
        kind=kind,
        idle=IDLE,
        lasts=LASTS,
    )
    await tx.run(SESSION_SQL.speak_for, token=token)
    await tx.run(SESSION_SQL.note, action="log-in", subject="session", case=kind)
    return Session(token, account.id, account.display_name, account.must_change, chosen, grants)


async def choose_grant(tx: Transaction, token: str, grant: UUID) -> None:
    """Act under another of one's own grants; somebody else's is simply not found."""
    await tx.run(SESSION_SQL.speak_for, token=token)
    if not await tx.run(SQL.choose_grant, token=token, grant=grant):
        raise errors.NotFound
    await tx.run(SESSION_SQL.note, action="choose-grant", subject="session", case=str(grant))


async def log_out(tx: Transaction, token: str) -> None:
    """End the session of this token, if there is one."""
    await tx.run(SESSION_SQL.speak_for, token=token)
    await tx.run(SESSION_SQL.note, action="log-out", subject="session", case="")
    await tx.run(SQL.end_session, token=token)


async def change_password(tx: Transaction, actor: access.Actor, old: str, new: str) -> None:
    """Change one's own password; every session of the account ends, also this one."""
    account = await tx.run(SQL.account_by_id, account=actor.account_id)
    if account is None or not await _verify(account.password_hash, old):
        raise errors.Invalid("原密码不正确")
    await set_password(tx, account, new, must_change=False)


async def add(tx: Transaction, new: NewAccount, *, must_change: bool = True) -> UUID:
    """Make an account for one person."""
    login = new.login.strip().lower()
    if faults := accounts.new_faults(login, new.password):
        raise errors.Invalid(faults[0].expected, faults)
    texts.check(display_name=new.display_name)
    account = db.new_id()
    hashed = await asyncio.to_thread(HASHER.hash, new.password)
    await tx.run(
        SQL.add_account, id=account, login=login, display_name=new.display_name.strip() or login, kind="person",
        password_hash=hashed, must_change=must_change,
    )  # fmt: skip
    return account


async def grant(
    tx: Transaction, account: UUID, role: str, place: str | None, by: UUID | None
) -> UUID:
    """Give a role for a place; the database refuses a role that does not fit the kind of place.

    Nobody gives himself a role, and who runs the service (system, security, auditor) holds no
    role that sees people, nor the other way round (GB/T 22239: separate administrators).
    """
    if account == by:
        raise errors.Forbidden("不能给自己授权")
    held = {one.role for one in await tx.run(SQL.grants_of, account=account)}
    if by is not None and any(
        (role in access.SEES_PEOPLE) != (one in access.SEES_PEOPLE) for one in held
    ):
        raise errors.Invalid("查看人员的角色与系统、安全、审计角色不得由同一账号兼任")
    if role not in set(access.Role):
        raise errors.Invalid(
            faults=(
                errors.Fault(field="role", said=role, expected="角色：" + "、".join(access.Role)),
            )
        )
    grant_id = db.new_id()
    await tx.run(
        SQL.add_grant,
        id=grant_id,
        account=account,
        role=role,
        place=place,
        granted_by=by,
        until=None,
    )
    return grant_id


async def revoke(desk: Desk, grant_id: UUID) -> None:
    """Take a grant back; sessions that use it end with it."""
    if not await desk.tx.run(SQL.revoke_grant, grant=grant_id):
        raise errors.NotFound


async def disable(desk: Desk, account: UUID) -> None:
    """Close an account and all its sessions; it stays in the history."""
    if account == desk.actor.account_id:
        raise errors.Invalid("不能停用自己的账号")
    if not await desk.tx.run(SQL.disable_account, account=account):
        raise errors.NotFound
    await desk.tx.run(SQL.end_sessions_of, account=account)


async def reset_password(desk: Desk, account: UUID, password: str) -> None:
    """Set a first password again; its owner changes it at the next log-in."""
    found = await desk.tx.run(SQL.account_by_id, account=account)
    if found is None or found.kind != "person":
        raise errors.NotFound
    await set_password(desk.tx, found, password, must_change=True)


async def set_password(
    tx: Transaction, account: accounts.Account, password: str, *, must_change: bool
) -> None:
    """Give an account another password; all its sessions end."""
    if faults := accounts.password_faults(password, account.login):
        raise errors.Invalid(faults=faults)
    hashed = await asyncio.to_thread(HASHER.hash, password)
    await tx.run(
        SQL.set_password, account=account.id, password_hash=hashed, must_change=must_change
    )
    await tx.run(SQL.end_sessions_of, account=account.id)


async def listed(desk: Desk, after: str | None, most: int) -> list[accounts.Listed]:
    """List accounts with their grants, by login."""
    found: list[accounts.Listed] = await desk.tx.run(SQL.accounts, after=after, most=most)
    return found


async def one(desk: Desk, account: UUID) -> accounts.Listed:
    """Answer one account and its grants; an unknown one is not found."""
    found: accounts.Listed | None = await desk.tx.run(SQL.account_listed, account=account)
    if found is None:
        raise errors.NotFound
    return found


async def grants_of(desk: Desk) -> list[accounts.Grant]:
    """List the grants one may act under."""
    found: list[accounts.Grant] = await desk.tx.run(SQL.grants_of, account=desk.actor.account_id)
    return found


async def may_try(tx: Transaction, subject: str) -> bool:
    """Count one try against ten in ten minutes."""
    allowed: bool = await tx.run(
        SESSION_SQL.rate_hit, subject=subject, window=timedelta(minutes=10), most=10
    )
    return allowed


async def setup_code(tx: Transaction) -> str | None:
    """Make the one-time code for the first security account; None once there is an account."""
    if await tx.run(SQL.people_with_passwords):
        return None
    code = secrets.token_hex(8)
    digest = await asyncio.to_thread(HASHER.hash, code)
    await tx.run(SQL.set_setting, name=SETUP_CODE, value=digest)
    return code


async def set_up(tx: Transaction, code: str, new: NewAccount) -> UUID:
    """Make the first security account for whoever holds the one-time code."""
    # Taken before it is looked at: of several at once only one holds it.
    digest = await tx.run(SQL.take_setting, name=SETUP_CODE)
    if digest is None or not await _verify(digest, code):
        raise errors.Forbidden("一次性设置码不正确，或已使用")
    account = await add(tx, new, must_change=False)
    await grant(tx, account, access.Role.SECURITY, None, None)
    return account


async def knows_no_key(tx: Transaction) -> bool:
    """Tell whether this register has never been opened with a key."""
    known: str | None = await tx.run(SQL.setting, name="key_proof")
    return known is None


async def know_key(tx: Transaction, proof: str) -> None:
    """Remember the master key by its proof at the first start; refuse another key later."""
    await tx.run(SQL.add_setting, name="key_proof", value=proof)
    known = await tx.run(SQL.setting, name="key_proof")
    if not hmac.compare_digest(known, proof):
        raise errors.SetupRefused("主密钥与此数据库不符：请换回原来的密钥文件")


async def open_local(tx: Transaction, login: str | None, roles: tuple[access.Role, ...]) -> str:
    """Open a session for a command run on the machine itself, for an account with one of the roles.

    Without a login the local operator acts, with hr's rights; it is made when it is missing.
    """
    account = await tx.run(SQL.account_by_login, login=login or LOCAL)
    if account is None and login is None:
        account = await _add_local(tx)
    if account is None or account.disabled:
        raise errors.Invalid(f"没有可用的账号 {login}")
    fitting = [
        held.id for held in await tx.run(SQL.grants_of, account=account.id) if held.role in roles
    ]
    if not fitting:
        wanted = "、".join(access.ROLE_NAMES[role] for role in roles)
        raise errors.Forbidden(f"账号 {account.login} 没有所需的角色：{wanted}")
    session = await open_session(tx, account, kind="local", chosen=fitting[0])
    return session.token


async def _add_local(tx: Transaction) -> accounts.Account:
    account = db.new_id()
    await tx.run(
        SQL.add_account, id=account, login=LOCAL, display_name="本机操作员", kind="local", password_hash=None,
        must_change=False,
    )  # fmt: skip
    for role in (access.Role.HR, access.Role.SECURITY, access.Role.SYSTEM, access.Role.AUDITOR):
        await grant(tx, account, role, None, None)
    made: accounts.Account = await tx.run(SQL.account_by_login, login=LOCAL)
    return made
