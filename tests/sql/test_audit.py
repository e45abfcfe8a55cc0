"""Every change and every look stands in the audit, and nobody can alter it unseen."""

from typing import Any

import asyncpg
import pytest

from talent import errors
from talent.core import access
from talent.flows import amending, audits, people, telling
from tests import build
from tests.conftest import County


async def verify(county: County) -> Any:
    async with county.desk("auditor") as desk:
        return await audits.verify(desk)


async def test_no_role_may_write_the_audit(county: County) -> None:
    for role in ("hr", "auditor", "system", "security"):
        for statement in (
            "delete from audit_event",
            "update audit_row set body = null",
            "update audit_head set seq = 0",
            "insert into audit_row (lane, seq, n, digest) values (0, 1, 99, '')",
        ):
            with pytest.raises(errors.Forbidden):
                async with county.desk(role) as desk:
                    await desk.tx.connection.execute(statement)


async def test_an_altered_body_is_found(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        await build.a_person(desk)
    assert (await verify(county)).whole
    await superuser.execute(
        "update audit_row set body = body || '{\"name\": \"x\"}' where body ? 'name'"
    )
    assert {broken.fault for broken in (await verify(county)).faults} == {"body"}


async def test_an_altered_event_is_found(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    await superuser.execute(
        "update audit_event set account_id = null where seq = 2 and account_id is not null"
    )
    await superuser.execute("update audit_event set purpose = 'x' where seq = 1")
    assert {broken.fault for broken in (await verify(county)).faults} == {"altered"}


async def test_a_missing_event_is_found(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    lane = await superuser.fetchval(
        "select lane from audit_event group by lane having max(seq) > 3 limit 1"
    )
    await superuser.execute("delete from audit_row where lane = $1 and seq = 2", lane)
    await superuser.execute("delete from audit_event where lane = $1 and seq = 2", lane)
    assert {broken.fault for broken in (await verify(county)).faults} == {"missing"}


async def test_a_cut_tail_is_found(county: County, superuser: "asyncpg.Connection[Any]") -> None:
    await superuser.execute(
        "delete from audit_row r using audit_head h where r.lane = h.lane and r.seq = h.seq"
    )
    await superuser.execute(
        "delete from audit_event e using audit_head h where e.lane = h.lane and e.seq = h.seq"
    )
    # Where something was written since, the gap shows; where not, the head does.
    assert {broken.fault for broken in (await verify(county)).faults} <= {"head", "missing"}
    assert not (await verify(county)).whole


async def test_erasing_what_is_held_of_a_person_leaves_the_chain_whole(
    county: County, superuser: "asyncpg.Connection[Any]"
) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with county.desk() as desk:
        await audits.erase(desk, person, "本人请求删除")
    assert (await verify(county)).whole
    bodies = "select count(*) from audit_row where person_id = $1 and body is not null"
    assert await superuser.fetchval(bodies, person) == 0


async def test_a_change_is_written_with_who_from_where_and_what_changed(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with county.desk() as desk:
        await amending.amend(desk, person, 1, {"employer": "清河果业合作社"})
    async with county.desk() as desk:
        changes = await telling.history(desk, person, 50)
    update = next(change for change in changes if change.action == "update")
    assert update.made_by == "hr.all"
    assert update.body is not None
    assert update.body["employer"] == [None, "清河果业合作社"]


async def test_a_look_is_written_even_though_nothing_changes(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    async with county.desk() as desk:
        await people.one(desk, person)
    async with county.desk("auditor") as desk:
        from talent.core import audit  # noqa: PLC0415

        events = await audits.events(desk, audit.Filter(person=person, action="look"))
    assert [event.account for event in events] == ["hr.all"]


async def test_two_writers_do_not_wait_for_one_chain(county: County) -> None:
    """Each open transaction takes a lane of its own."""
    async with county.desk() as one:
        await build.a_person(one)
        async with county.desk() as other:
            await other.tx.connection.execute("set local lock_timeout = '2s'")
            await build.a_person(other, build.a_draft("李四光"))
    lanes = {head.lane for head in (await verify(county)).heads}
    assert len(lanes) > 1


async def test_a_refusal_is_written_although_its_transaction_is_gone(county: County) -> None:
    visit = access.Visit(token=await county.token("village", build.EAST_1), ip="10.1.2.3")
    await county.database.record_refusal(visit, "refused", "GET /people", "forbidden")
    async with county.desk("auditor") as desk:
        from talent.core import audit  # noqa: PLC0415

        events = await audits.events(desk, audit.Filter(action="refused"))
    assert [(event.ip, event.purpose) for event in events] == [("10.1.2.3", "forbidden")]
