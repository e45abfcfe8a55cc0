"""What `serve --demo` prepares: an invented county, and one log-in for each role."""

from talent import db
from talent.core import access, county
from talent.core.county import contents
from talent.flows import accounts, demo
from talent.flows import desk as desks
from talent.sealing import Keyring

SEED = 20260101


async def prepare(database: db.Database, keyring: Keyring) -> list[str]:
    """Fill the county at the first start; give every demo account a new password at each."""
    here = access.Visit(ip="local")
    invented = county.invent(SEED, desks.today())
    async with database.gate(here) as tx:
        marked = await demo.is_marked(tx)
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    acting = access.Visit(token=token, ip="local")
    async with database.transaction(acting) as tx:
        filled = await demo.is_filled(desks.Desk(tx, keyring, desks.today()), marked=marked)
    async with database.gate(here) as tx:
        await demo.mark(tx)
    async with database.transaction(acting) as tx:
        await demo.fill_places(desks.Desk(tx, keyring, desks.today()), invented)
    async with database.gate(here) as tx:
        given = await demo.give_accounts(tx, invented)
    if not filled:
        async with database.transaction(acting) as tx:
            await demo.fill(desks.Desk(tx, keyring, desks.today()), invented)
    async with database.gate(acting) as tx:
        await accounts.log_out(tx, token)
    return [
        "",
        "示例账号（密码每次启动重新生成）：",
        *(_line(one, password) for one, password in given),
    ]


def _line(account: contents.Account, password: str) -> str:
    """Write one log-in: role, login, password, and where it holds."""
    role = access.ROLE_NAMES[account.role]
    return f"  {account.login:12} {password}  {role} {account.place or ''} {account.display_name}"
