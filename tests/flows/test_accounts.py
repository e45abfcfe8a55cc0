"""The first account, log-in, grants."""

import asyncio
import secrets

import pytest

from talent import db, errors
from talent.core import access
from talent.flows import accounts, passwords
from tests import build
from tests.conftest import County

FIRST = accounts.NewAccount("erste", "安全管理员", "ein-langes-kennwort")


async def set_up(database: db.Database, code: str) -> object:
    async with database.gate(access.Visit()) as tx:
        return await accounts.set_up(tx, code, FIRST)


async def test_a_wrong_code_makes_no_account_and_the_right_one_works_afterwards(
    database: db.Database,
) -> None:
    async with database.gate(access.Visit()) as tx:
        code = await accounts.setup_code(tx)
    assert code is not None
    with pytest.raises(errors.Forbidden):
        await set_up(database, "0" * 16)
    await set_up(database, code)
    async with database.gate(access.Visit()) as tx:
        session = await accounts.log_in(tx, FIRST.login, FIRST.password, "here")
        assert session is not None
        assert [grant.role for grant in session.grants] == ["security"]
        assert await accounts.setup_code(tx) is None, "there is an account now"


async def test_of_several_who_hold_the_code_one_makes_the_account(database: db.Database) -> None:
    async with database.gate(access.Visit()) as tx:
        code = await accounts.setup_code(tx)
    assert code is not None
    outcomes = await asyncio.gather(
        *(set_up(database, code) for _ in range(4)), return_exceptions=True
    )
    assert sum(not isinstance(outcome, Exception) for outcome in outcomes) == 1


@pytest.mark.parametrize("password", ["kurz", "x" * 300, "erste-und-mehr", "aaaaaaaaaaaa"])
async def test_a_poor_password_is_refused(county: County, password: str) -> None:
    with pytest.raises(errors.Invalid):
        async with county.desk("security") as desk:
            await accounts.add(desk.tx, accounts.NewAccount("erste", "甲", password))


@pytest.mark.parametrize("login", ["x", "Ümlaut", "mit leer", "a" * 50])
async def test_a_login_out_of_form_is_refused(county: County, login: str) -> None:
    with pytest.raises(errors.Invalid, match="登录名"):
        async with county.desk("security") as desk:
            await accounts.add(desk.tx, accounts.NewAccount(login, "甲", build.PASSWORD))


async def test_a_disabled_account_is_out_at_once(county: County) -> None:
    token = await county.token("township", build.EAST)
    async with county.desk("township", build.EAST) as desk:
        account = desk.actor.account_id
    async with county.desk("security") as desk:
        await accounts.disable(desk, account)
    with pytest.raises(errors.Unauthenticated):
        async with county.database.transaction(access.Visit(token=token)):
            pass


def test_a_first_password_never_holds_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["x-HR-y2dJq8w", "aaaaaaaaaaaa", "x3lq-y2dJq8w"])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: next(drawn))
    assert passwords.draw("hr") == "x3lq-y2dJq8w"
