"""The demo county, as `serve --demo` prepares it; a twentieth of it is enough here."""

import csv
from datetime import date
from pathlib import Path

import pytest

from talent import db, errors
from talent.cli import demo
from talent.core import access, county
from talent.core.county import contents
from talent.flows import accounts, audits, finding, jobs, pools, rulesets, sweeps
from talent.flows import desk as desks
from talent.sealing import Keyring
from tests import build

SMALL = 0.05


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = county.invent

    def invent(seed: int, today: date) -> contents.County:
        return whole(seed, today, SMALL)

    monkeypatch.setattr(county, "invent", invent)


async def test_a_register_with_real_accounts_is_refused_and_left_as_it_is(
    database: db.Database, keyring: Keyring, tmp_path: Path
) -> None:
    async with database.gate(access.Visit()) as tx:
        await build.an_account(tx, "echt")
    with pytest.raises(errors.SetupRefused):
        await demo.prepare(database, keyring, tmp_path)
    async with database.gate(access.Visit()) as tx:
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    async with database.transaction(access.Visit(token=token)) as tx:
        assert await tx.connection.fetchval("select count(*) from person") == 0


async def test_the_county_is_filled_once_and_every_start_gives_new_passwords(
    database: db.Database, keyring: Keyring, tmp_path: Path
) -> None:
    first = await demo.prepare(database, keyring, tmp_path)
    again = await demo.prepare(database, keyring, tmp_path)
    roles = {str(role) for role in access.Role}
    passwords = [
        {words.split()[0]: words.split()[1] for words in lines if words.split()[0] in roles}
        for lines in (first, again)
    ]
    assert passwords[0].keys() == passwords[1].keys() == roles
    assert not set(passwords[0].values()) & set(passwords[1].values())
    async with database.gate(access.Visit()) as tx:
        for role, password in passwords[1].items():
            session = await accounts.log_in(tx, role, password, "here")
            assert session is not None, role
            assert session.grant_id is not None
        assert await accounts.log_in(tx, "hr", passwords[0]["hr"], "here") is None
    await look_around(database, keyring)
    with (tmp_path / demo.ROSTER).open(encoding="gb18030") as file:
        assert any("姓名" in line for line in csv.reader(file))


async def look_around(database: db.Database, keyring: Keyring) -> None:
    """What was invented is what is found."""
    invented = county.invent(demo.SEED, desks.today())
    async with database.gate(access.Visit()) as tx:
        token = await accounts.open_local(tx, None, (access.Role.HR,))
    async with database.transaction(access.Visit(token=token)) as tx:
        desk = desks.Desk(tx, keyring, desks.today())
        rows = await rulesets.in_force(desk, desks.today())
        assert [row.id for row in rows if row.mark] == []
        assert {len(row.confirmations) for row in rows} == {0, 2}
        assert [one.state for one in await sweeps.listed(desk)] == ["running"]
        assert [one.kind for one in await jobs.listed(desk)] == [sweeps.KIND]
        planned = "select reltuples from pg_class where oid = 'person'::regclass"
        assert await tx.connection.fetchval(planned) == len(invented.people)
        counted = await pools.totals(desk, desks.today())
        assert counted[-1].entries == len(invented.entries)
        somebody = invented.people[0].draft.name
        page = await finding.page(desk, finding.Filter(q=somebody))
        assert somebody in {person.name for person in page.people}
    async with database.gate(access.Visit()) as tx:
        auditor = await accounts.open_local(tx, None, (access.Role.AUDITOR,))
    async with database.transaction(access.Visit(token=auditor)) as tx:
        assert (await audits.verify(desks.Desk(tx, keyring, desks.today()))).whole
