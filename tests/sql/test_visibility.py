"""Who sees whom is a table that the database keeps; the database also enforces it."""

from typing import Any
from uuid import UUID

import pytest

from talent import db, errors
from talent.core import access
from talent.flows import amending, columns, duplicates, likenesses, people
from talent.flows.desk import Desk
from talent.sealing import Keyring
from tests import build
from tests.conftest import County


async def sees(county: County, role: str, place: str | None) -> set[UUID]:
    async with county.desk(role, place) as desk:
        return {row[0] for row in await desk.tx.connection.fetch("select id from person")}


async def test_a_setting_forged_in_the_transaction_opens_nothing(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    hr_grant = await county.grant_id("hr")
    async with county.desk("village", build.WEST_1) as desk:
        await desk.tx.connection.execute(f"select set_config('talent.grant', '{hr_grant}', true)")
        await desk.tx.connection.execute("select set_config('talent.place', '415400000000', true)")
        assert await desk.tx.connection.fetch("select id from person where id = $1", person) == []


async def test_an_unknown_token_opens_no_transaction(county: County) -> None:
    with pytest.raises(errors.Unauthenticated):
        async with county.database.transaction(access.Visit(token="forged")):
            pass


async def test_the_application_s_login_has_no_rights_of_its_own(county: County) -> None:
    for table in ("person", "account", "session", "audit_event", "person_key", "setting"):
        with pytest.raises(errors.Forbidden):
            async with county.database.begin() as tx:
                await tx.connection.fetch(f"select * from {table}")


@pytest.mark.parametrize("role", ["system", "security", "auditor"])
async def test_roles_that_run_the_service_see_no_people(county: County, role: str) -> None:
    for table in (
        "person",
        "person_phone",
        "person_name",
        "membership",
        "contact",
        "proposal",
        "roster_row",
    ):
        with pytest.raises(errors.Forbidden):
            async with county.desk(role) as desk:
                await desk.tx.connection.fetch(f"select * from {table}")


@pytest.mark.parametrize("table", ["person_key", "person_term"])
async def test_blocking_keys_and_terms_are_read_by_their_functions_only(
    county: County, table: str
) -> None:
    for role, place in (("hr", None), ("village", build.EAST_1)):
        with pytest.raises(errors.Refusal):
            async with county.desk(role, place) as desk:
                await desk.tx.connection.fetch(f"select * from {table}")


async def test_what_refers_to_a_person_out_of_sight_is_not_counted(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    ask = "select * from person_referring($1)"
    for role, place, told in (
        ("village", build.EAST_1, False),
        ("township", build.WEST, False),
        ("township", build.EAST, True),
        ("hr", None, True),
    ):
        async with county.desk(role, place) as desk:
            assert bool(await desk.tx.connection.fetch(ask, person)) is told


async def test_what_was_said_of_people_out_of_sight_is_not_told(county: County) -> None:
    async with county.desk() as desk:
        mine = await build.a_person(desk, build.a_draft("甲一"))
        other = await build.a_person(desk, build.a_draft("甲宜", household_village=build.WEST_1))
        await desk.tx.connection.execute(
            "insert into judgement (person_a, person_b, verdict) values ($1, $2, 'same')",
            *sorted((mine, other)),
        )
    ask = "select * from judgements_standing($1)"
    for role, place, asked, told in (
        ("village", build.EAST_1, [mine], 0),
        ("township", build.EAST, [mine, other], 0),
        ("township", build.EAST, [other], 0),
        ("liaison", build.EAST, [mine], 0),
        ("township", build.EAST, [mine], 1),
        ("hr", None, [mine, other], 1),
    ):
        async with county.desk(role, place) as desk:
            assert len(await desk.tx.connection.fetch(ask, asked)) == told


async def test_nobody_is_read_as_a_look_alike_by_his_id(county: County) -> None:
    draft = build.a_draft("甲一")
    async with county.desk() as desk:
        person = await build.a_person(desk, draft)
        keys = likenesses.stored_keys(desk, likenesses.entry(draft))
    ask = "select id from lookalike_rows($1, $2)"
    async with county.desk("village", build.WEST_1) as desk:
        assert await desk.tx.connection.fetch(ask, [person], []) == []
        assert len(await desk.tx.connection.fetch(ask, [person], keys[:1])) == 1
    async with county.desk("village", build.EAST_1) as desk:
        assert len(await desk.tx.connection.fetch(ask, [person], [])) == 1


async def test_an_idempotency_key_is_known_to_its_own_account_only(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
        await desk.tx.connection.execute(
            "insert into idempotency (account_id, route, key, body_digest, result_id) "
            "values (acting_account(), 'person', 'key-of-hr', '', $1)",
            person,
        )
    async with county.desk("village", build.EAST_1) as desk:
        assert await desk.tx.connection.fetch("select * from idempotency") == []


async def test_a_village_and_its_township_see_whoever_is_registered_or_lives_there(
    county: County,
) -> None:
    async with county.desk() as desk:
        registered = await build.a_person(desk, build.a_draft("甲一"))
        resident = await build.a_person(
            desk,
            build.a_draft("乙二", household_village=build.WEST_1, residence_place=build.EAST_1),
        )
        elsewhere = await build.a_person(
            desk, build.a_draft("丙三", household_village=build.WEST_2)
        )
    assert await sees(county, "village", build.EAST_1) == {registered, resident}
    assert await sees(county, "township", build.EAST) == {registered, resident}
    assert await sees(county, "village", build.WEST_1) == {resident}
    assert await sees(county, "township", build.WEST) == {resident, elsewhere}
    assert await sees(county, "hr", None) == {registered, resident, elsewhere}


async def test_a_person_who_moves_leaves_the_old_village_s_sight(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    assert person in await sees(county, "village", build.EAST_1)
    async with county.desk() as desk:
        await amending.amend(desk, person, 1, {"household_village": build.WEST_2})
    assert person not in await sees(county, "village", build.EAST_1)
    assert person in await sees(county, "village", build.WEST_2)


async def test_a_liaison_officer_sees_whom_he_entered_and_nobody_else(county: County) -> None:
    async with county.desk() as desk:
        await build.a_person(desk, build.a_draft("甲一"))
    async with county.desk("liaison", build.EAST) as desk:
        mine = await build.a_person(desk, build.a_draft("乙二"))
    assert await sees(county, "liaison", build.EAST) == {mine}


async def test_a_revoked_grant_sees_nothing_from_then_on(county: County) -> None:
    async with county.desk() as desk:
        await build.a_person(desk)
    grant = await county.grant_id("village", build.EAST_1)
    async with county.desk("security") as desk:
        await desk.tx.connection.execute(
            "update access_grant set revoked_at = now() where id = $1", grant
        )
    async with county.desk("village", build.EAST_1) as desk:
        assert desk.actor.role is None
        with pytest.raises(errors.Forbidden):
            async with county.desk("village", build.EAST_1) as gate:
                await gate.tx.connection.fetch("select id from person")


async def test_a_grant_given_later_sees_whoever_is_there_already(county: County) -> None:
    async with county.desk() as desk:
        person = await build.a_person(desk)
    assert person in await sees(county, "village", build.EAST_1)


async def test_an_insert_for_another_s_scope_is_refused(county: County, keyring: Keyring) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("village", build.WEST_1) as desk:
            row = columns.phone(build.a_phone(), await _somebody(county), keyring)
            await desk.tx.run(people.SQL.add_phones, phones=[row])


async def _somebody(county: County) -> UUID:
    async with county.desk() as desk:
        return await build.a_person(desk)


async def test_claiming_somebody_who_shares_nothing_with_what_was_typed_is_refused(
    county: County,
) -> None:
    person = await _somebody(county)
    async with county.desk("liaison", build.EAST) as desk:
        stranger = build.a_draft("欧阳不同", birth=None, household_village=None)
        unrelated = likenesses.stored_keys(desk, likenesses.entry(stranger))
    with pytest.raises(errors.Forbidden):
        async with county.desk("liaison", build.EAST) as desk:
            await desk.tx.run(duplicates.SQL.claim, person=person, keys=unrelated)


async def explain(desk: Desk, statement: str, *values: object) -> str:
    """Answer the plan with sequential scans made dear: an index that can be used, is."""
    await desk.tx.connection.execute("set local enable_seqscan = off")
    rows = await desk.tx.connection.fetch(f"explain {statement}", *values)
    return "\n".join(row[0] for row in rows)


async def test_the_policy_of_a_scope_is_one_semi_join_by_index(county: County) -> None:
    async with county.desk("village", build.EAST_1) as desk:
        plan = await explain(desk, "select id from person")
    assert "person_visible" in plan
    assert "person_visible_pkey" in plan
    assert " OR " not in plan


async def test_the_county_s_policy_costs_nothing(county: County) -> None:
    async with county.desk() as desk:
        plan = await explain(desk, "select id from person where id = $1", db.new_id())
    assert "person_visible" not in plan
    assert "Index Cond: (id = " in plan


async def test_who_shares_more_keys_is_found_first_and_of_equals_the_newest(
    superuser: object,
) -> None:
    run: Any = superuser
    await run.execute("begin")
    try:
        await run.execute("set local session_replication_role = replica")
        keys = {1: [7], 2: [7], 3: [7, 8], 4: [7], 5: [9]}
        people = {place: UUID(int=place) for place in keys}
        for place, key in people.items():
            await run.execute("insert into person_key values ($1, $2)", key, keys[place])
        found = await run.fetch("select lookalike_people('{7,8}', 3)")
    finally:
        await run.execute("rollback")
    assert [row[0] for row in found] == [people[3], people[4], people[2]]


async def test_what_the_finders_ask_can_use_an_index(county: County, superuser: object) -> None:
    async with county.desk() as desk:
        desk_keys = likenesses.stored_keys(desk, likenesses.entry(build.a_draft()))
    await superuser.execute("set enable_seqscan = off")  # type: ignore[attr-defined]
    try:
        rows = await superuser.fetch(  # type: ignore[attr-defined]
            "explain select person_id from person_key where keys @> $1", desk_keys[:1]
        )
        terms = await superuser.fetch(  # type: ignore[attr-defined]
            "explain select person_id from person_term where term >= $1 and term < $2",
            "zhang",
            "zhanh",
        )
    finally:
        await superuser.execute("set enable_seqscan = on")  # type: ignore[attr-defined]
    assert "person_key_keys" in "\n".join(row[0] for row in rows)
    assert "person_term_pkey" in "\n".join(row[0] for row in terms)
