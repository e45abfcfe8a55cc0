"""What `serve --demo` prepares: an invented county, and one log-in for each role."""

import asyncio
import csv
from collections.abc import Awaitable, Callable
from pathlib import Path

from talent import db
from talent.core import access, county
from talent.core.county import contents
from talent.flows import accounts, demo, people, sweeps
from talent.flows import desk as desks
from talent.flows.desk import Desk
from talent.sealing import Keyring

SEED = 20260101
ROSTER = "demo-roster.csv"


async def prepare(database: db.Database, keyring: Keyring, folder: Path) -> list[str]:
    """Fill the county at the first start; give every demo account a new password at each.

    A sweep is asked for, so that its double entries wait for a reviewer soon after. A messy
    roster of the county, to be imported, is written into the folder.
    """
    here = access.Visit(ip="local")
    invented = county.invent(SEED, desks.today())
    async with database.gate(here) as tx:
        marked = await demo.is_marked(tx)
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    acting = access.Visit(token=token, ip="local")
    async with database.transaction(acting) as tx:
        filled = await demo.is_filled(Desk(tx, keyring, desks.today()), marked=marked)
    async with database.gate(here) as tx:
        await demo.mark(tx)
    if not filled:
        async with database.transaction(acting) as tx:
            await demo.fill_places(Desk(tx, keyring, desks.today()), invented)
    async with database.gate(here) as tx:
        given = await demo.give_accounts(tx, invented)
    if not filled:
        async with database.transaction(acting) as tx:
            await demo.fill(Desk(tx, keyring, desks.today()), invented)
        async with database.transaction(acting) as tx:
            await tx.run(people.SQL.analyse)
        for official in demo.OFFICIALS:
            await _as_official(database, keyring, official, demo.confirm_rules)
        await _as_official(database, keyring, demo.OFFICIALS[0], sweeps.ask)
    async with database.gate(acting) as tx:
        await accounts.log_out(tx, token)
    roster = folder / ROSTER
    if not filled:
        await asyncio.to_thread(_write_roster, roster, invented)
    lines = [_line(one, password) for one, password in given]
    return [f"示例花名册 {roster}", "示例账号（密码每次启动重新生成）：", *lines]


async def _as_official(
    database: db.Database,
    keyring: Keyring,
    official: str,
    deed: Callable[[Desk], Awaitable[object]],
) -> None:
    """Have an invented official do something, in a session of his or her own."""
    async with database.gate(access.Visit(ip="local")) as tx:
        token = await accounts.open_local(tx, official, (access.Role.HR,))
    acting = access.Visit(token=token, ip="local")
    async with database.transaction(acting) as tx:
        await deed(Desk(tx, keyring, desks.today()))
    async with database.gate(acting) as tx:
        await accounts.log_out(tx, token)


def _write_roster(path: Path, invented: contents.County) -> None:
    """Write the roster as a township's Excel saves it: csv in GB18030."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(county.roster_rows(invented, SEED).lines)


def _line(account: contents.Account, password: str) -> str:
    """Write one log-in: role, login, password, and where it holds."""
    role = access.ROLE_NAMES[account.role]
    return f"  {account.login:12} {password}  {role} {account.place or ''} {account.display_name}"
