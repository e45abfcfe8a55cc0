"""Invented people, places, accounts for tests. Nobody here exists."""

from datetime import date
from typing import Any
from uuid import UUID

from talent import db
from talent.core import accounts as core
from talent.core.person import Birth, Draft, Phone
from talent.db import Transaction
from talent.flows import accounts, people, pools
from talent.flows import places as flow
from talent.flows.desk import Desk

TODAY = date(2026, 6, 1)

COUNTY = "415400000000"
EAST, WEST = "419900101000", "419900102000"
EAST_1, EAST_2, EAST_COMMUNITY = "419900101201", "419900101202", "419900101001"
WEST_1, WEST_2 = "419900102201", "419900102202"

PLACES = f"""code,name,level,parent
{COUNTY},清河市,county,
{EAST},东岭镇,township,{COUNTY}
{WEST},西岭镇,township,{COUNTY}
{EAST_COMMUNITY},东街社区居民委员会,community,{EAST}
{EAST_1},石桥村村民委员会,village,{EAST}
{EAST_2},柳湾村村民委员会,village,{EAST}
{WEST_1},石桥村村民委员会,village,{WEST}
{WEST_2},南坡村村民委员会,village,{WEST}
"""

PASSWORD = "一把很长的钥匙-2026"


async def places(desk: Desk) -> None:
    """Bring in the invented county."""
    await flow.bring(desk, PLACES)


async def an_account(tx: Transaction, login: str) -> core.Account:
    """Make an account with the password of all test accounts."""
    await accounts.add(tx, accounts.NewAccount(login, login, PASSWORD), must_change=False)
    made: core.Account = await tx.run(accounts.SQL.account_by_login, login=login)
    return made


def a_draft(name: str = "张三丰", **fields: Any) -> Draft:
    """Make a draft of an invented person of 石桥村 in 东岭镇."""
    values: dict[str, Any] = {
        "sex": "1",
        "birth": Birth(1985, 6, 12),
        "household_village": EAST_1,
        "education_full_time": "31",
    }
    return Draft(name=name, **(values | fields))


def a_phone(number: str = "15400001234", holder: str = "self") -> Phone:
    """Make a phone number of a block that no person holds."""
    return Phone(number, holder)  # type: ignore[arg-type]


def an_id_number(born: date = date(1985, 6, 12), sequence: int = 1) -> str:
    """Make a valid ID number of the invented county."""
    body = f"419900{born:%Y%m%d}{sequence:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


async def a_person(
    desk: Desk, draft: Draft | None = None, pool: str = "LOCAL", **fields: Any
) -> UUID:
    """Put a person into the register, without asking who looks alike."""
    key = db.new_id()
    await people.insert(desk, [(key, draft or a_draft(**fields), ())])
    await pools.enter(desk, [key], pool, "test", TODAY)
    return key
