"""The demo county: an invented county of the true size, filled in one transaction."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from msgspec import structs

from talent import db, errors
from talent.core.county import contents
from talent.db import Query, Transaction
from talent.flows import accounts, passwords, people, rulesets
from talent.flows import places as places_flow
from talent.flows.desk import Desk

SQL = db.queries("demo")
PEOPLE_SQL = db.queries("people")
PLACES_SQL = places_flow.SQL

MARK = "demo"
OFFICIALS = ("hr", "hr2")
"""The two invented officials who have held every rule against its text."""
CONFIRMED = rulesets.Confirmation("示例县文本（虚构）")
BATCH = 1000

Rows = list[dict[str, Any]]


async def is_marked(tx: Transaction) -> bool:
    """Tell whether this register was begun as a demo."""
    return bool(await tx.run(accounts.SQL.setting, name=MARK))


async def mark(tx: Transaction) -> None:
    """Mark an empty register as a demo; refused where real accounts are."""
    if await is_marked(tx):
        return
    if await tx.run(accounts.SQL.people_with_passwords):
        raise errors.SetupRefused("该数据目录里已有正式账号，--demo 只能用于空的或示例的数据目录")
    await tx.run(accounts.SQL.set_setting, name=MARK, value=True)


async def is_filled(desk: Desk, *, marked: bool) -> bool:
    """Tell whether the county is in already; refused where people are in a register that is no demo."""
    filled: bool = await desk.tx.run(SQL.anybody)
    if filled and not marked:
        raise errors.SetupRefused("该数据目录里已有人员，--demo 只能用于空的或示例的数据目录")
    return filled


async def fill(desk: Desk, county: contents.County) -> None:
    """Put people with their keys, pools, boards and what is known for the rules into the places.

    The accounts stand already: some of them keep contact with people.
    """
    keys = {person.key: db.new_id() for person in county.people}
    for batch in _batches(county.people):
        await people.insert(desk, [(keys[one.key], one.draft, ()) for one in batch])
    await _pools(desk, county, keys)
    posts = await _boards(desk, county, keys)
    await _evidence(desk, county, keys)
    requests = [
        structs.asdict(one)
        | {
            "id": db.new_id(),
            "post_id": posts[one.post],
            "state": "open",
            "submitted_on": desk.today,
        }
        for one in county.requests
    ]
    await _put(desk, SQL.add_requests, requests)
    reserves = list(_reserves(county, keys))
    await _put(desk, SQL.add_reserves, reserves)
    await _put(desk, SQL.add_reserve_steps, reserves)


READY_STATES = {"R0": "ready", "R1": "training"}


def _reserves(county: contents.County, keys: dict[int, UUID]) -> Iterator[dict[str, Any]]:
    """Keep everybody of the reserve pool in reserve for a post of the home village, by turns."""
    bodies = {body.key: body.village for body in county.bodies}
    roles: dict[str, list[int]] = {}
    for post in county.posts:
        roles.setdefault(bodies[post.body], []).append(post.role)
    ready = {
        record.person: str(record.detail["readiness"])
        for record in county.records
        if record.kind == "readiness"
    }
    for entry in county.entries:
        village = county.people[entry.person].draft.household_village
        if entry.pool != contents.RESERVE or village not in roles:
            continue
        readiness = ready.get(entry.person, "R9")
        yield {
            "id": db.new_id(),
            "person_id": keys[entry.person],
            "village": village,
            "role": roles[village][entry.person % len(roles[village])],
            "state": READY_STATES.get(readiness, "county_filed"),
            "readiness": readiness,
            "since": entry.entered_on,
        }


def _batches(rows: Iterable[Any]) -> list[list[Any]]:
    whole = list(rows)
    return [whole[start : start + BATCH] for start in range(0, len(whole), BATCH)]


async def _put(desk: Desk, query: Query, rows: Rows, **named: Any) -> None:
    for batch in _batches(rows):
        await desk.tx.run(query, rows=batch, **named)


async def fill_places(desk: Desk, county: contents.County) -> None:
    """Put the places in; done twice it changes nothing."""
    # A parent stands before its children, but a merged village may name a later successor.
    rows = [structs.asdict(place) for place in county.places]
    for row in rows:
        row.pop("aliases")
    later = [row | {} for row in rows if row["successor"]]
    for row in rows:
        if row["successor"]:
            row |= {"successor": None, "status": "in_force"}
    for batch in _batches(rows):
        await desk.tx.run(PLACES_SQL.add, places=batch)
    for row in later:
        await desk.tx.run(
            PLACES_SQL.change, code=row["code"], status=row["status"], successor=row["successor"]
        )
    aliases = [
        structs.asdict(alias) | {"id": db.new_id(), "place": place.code}
        for place in county.places
        for alias in place.aliases
    ]
    for batch in _batches(aliases):
        await desk.tx.run(PLACES_SQL.add_aliases, aliases=batch)


async def _pools(desk: Desk, county: contents.County, keys: dict[int, UUID]) -> None:
    rows = [
        {
            "id": db.new_id(),
            "person_id": keys[entry.person],
            "pool": entry.pool,
            "state": "active",
            "source": entry.source,
            "entered_on": entry.entered_on,
        }
        for entry in county.entries
    ]
    steps = [
        {
            "membership_id": row["id"],
            "from_state": None,
            "to_state": "active",
            "on_day": row["entered_on"],
            "reason": row["source"],
        }
        for row in rows
    ]
    await _put(desk, SQL.add_memberships, rows)
    for batch in _batches(steps):
        await desk.tx.run(PEOPLE_SQL.add_steps, steps=batch)


async def _boards(desk: Desk, county: contents.County, keys: dict[int, UUID]) -> dict[int, UUID]:
    bodies = {body.key: db.new_id() for body in county.bodies}
    posts = {post.key: db.new_id() for post in county.posts}
    await _put(
        desk,
        SQL.add_bodies,
        [structs.asdict(one) | {"id": bodies[one.key]} for one in county.bodies],
    )
    await _put(
        desk,
        SQL.add_posts,
        [
            structs.asdict(one) | {"id": posts[one.key], "body_id": bodies[one.body]}
            for one in county.posts
        ],
    )
    await _put(
        desk,
        SQL.add_terms,
        [
            structs.asdict(one) | {"id": db.new_id(), "body_id": bodies[one.body]}
            for one in county.terms
        ],
    )
    await _put(
        desk,
        SQL.add_tenures,
        [
            structs.asdict(one)
            | {"id": db.new_id(), "post_id": posts[one.post], "person_id": keys[one.person]}
            for one in county.tenures
        ],
    )
    await _put(
        desk,
        SQL.add_vacancies,
        [
            structs.asdict(one) | {"id": db.new_id(), "post_id": posts[one.post]}
            for one in county.vacancies
        ],
    )
    return posts


async def _evidence(desk: Desk, county: contents.County, keys: dict[int, UUID]) -> None:
    def rows(found: Iterable[Any]) -> Rows:
        return [
            structs.asdict(one) | {"id": db.new_id(), "person_id": keys[one.person]}
            for one in found
        ]

    kin = [row | {"relative": keys[row["relative"]]} for row in rows(county.kin)]
    await _put(desk, SQL.add_kin, kin)
    await _put(desk, SQL.add_reviews, rows(county.reviews))
    await _put(
        desk, SQL.add_routes, [row | {"facts": _steps(row["facts"])} for row in rows(county.routes)]
    )
    await _put(desk, SQL.add_records, rows(county.records))
    await _put(desk, SQL.add_contacts, rows(county.contacts))
    await _put(desk, SQL.add_assignments, rows(county.assignments))


def _steps(said: dict[str, str | bool]) -> dict[str, dict[str, Any]]:
    """Write the steps of a register route as they are kept: done or refused, and on which day."""
    return {
        name: {"done": value is not False, "on_day": value if isinstance(value, str) else None}
        for name, value in said.items()
    }


async def confirm_rules(desk: Desk) -> None:
    """Confirm, as an invented official, every rule that is 条文待核对."""
    for row in await rulesets.in_force(desk, desk.today):
        if not row.checked:
            await rulesets.confirm(desk, row.id, row.edition, CONFIRMED)


async def give_accounts(
    tx: Transaction, county: contents.County
) -> list[tuple[contents.Account, str]]:
    """Make the demo accounts, or give them new passwords; answer each with its password."""
    given = []
    for one in county.accounts:
        password = passwords.draw(one.login)
        account = await tx.run(accounts.SQL.account_by_login, login=one.login)
        if account is None:
            new = accounts.NewAccount(one.login, one.display_name, password)
            key = await accounts.add(tx, new, must_change=False)
            await accounts.grant(tx, key, one.role, one.place, None)
        else:
            await accounts.set_password(tx, account, password, must_change=False)
        given.append((one, password))
    return given
