"""talent user add: make an account on the machine itself."""

import argparse

from talent.cli.desk import Command, acting, at
from talent.config import Config
from talent.core import access
from talent.flows import accounts, passwords


def _arguments(parser: argparse.ArgumentParser) -> None:
    acting(parser)
    parser.add_argument("login", help="登录名")
    parser.add_argument("--name", default="", help="姓名")
    parser.add_argument(
        "--role", required=True, choices=[str(role) for role in access.Role], help="角色"
    )
    parser.add_argument("--place", help="所辖区划代码（liaison、township、village 必填）")


async def add(said: argparse.Namespace, settings: Config) -> int:
    """Make an account with a random first password and one grant; the password is shown once."""
    password = passwords.draw(said.login)
    async with at(settings, said.account, access.Role.SECURITY) as desk:
        new = accounts.NewAccount(said.login, said.name or said.login, password)
        account = await accounts.add(desk.tx, new)
        await accounts.grant(desk.tx, account, said.role, said.place, desk.actor.account_id)
    print(f"已建账号 {said.login}，初始密码 {password}（首次登录须修改）")
    return 0


COMMANDS = (Command("user add", "新建账号", _arguments, add),)
