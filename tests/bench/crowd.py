"""A large register made in bulk: invented people put beside the demo county's, for measuring alone.

Rows are copied in by the schema's owner with the triggers off: nothing is audited, nobody's sight
is noted (hr sees everybody). Each has a name, a sex, a date of birth, a village, and the keys that
the register would have stored for it, a phone number's among them. The index over the keys is made
anew behind them.
"""

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
from msgspec import Struct, structs

from talent import app, config, db, processes, sealing
from talent.core import access, blocking, characters, comparison, names, spreading
from talent.core.comparison import Entry
from talent.core.county import contents
from talent.core.person import Birth, Phone
from talent.flows import accounts, duplicates

AT_ONCE = 20_000
TABLES = ("person", "person_key")

Rows = list[tuple[Any, ...]]


class Typed(Struct, frozen=True):
    """Somebody of the register, typed again: what became of the name, and the entry."""

    person: str
    kind: str
    entry: Entry


def invented(county: contents.County, people: int, seed: int) -> Iterator[Entry]:
    """Make people of the county's surnames, given names and villages."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    known = [one.draft for one in county.people]
    parts = [names.parse(one.name).parses[0] for one in known]
    villages = [one.household_village for one in known if one.household_village]
    for _ in range(people):
        given = chance.choice(parts)[1]
        if len(given) > 1 and chance.random() < 0.8:
            given = chance.choice(parts)[1][:1] + given[1:]
        yield Entry(
            id=str(db.new_id()),
            name=chance.choice(parts)[0] + given,
            sex=chance.choice("12"),
            birth=Birth(chance.randint(1950, 2006), chance.randint(1, 12), chance.randint(1, 28)),
            phones=(Phone(f"199{chance.randrange(10**8):08d}"),),
            village=chance.choice(villages),
        )


async def grow(folder: Path, entries: Iterator[Entry]) -> None:
    """Copy people into the register in a folder, whose service runs."""
    settings = config.load({}, data_dir=str(folder))
    keyring = sealing.load(settings.key_file, create=False)
    with app.logins(settings) as ways:
        owner: Any = await asyncpg.connect(ways.owner)
        for table in TABLES:
            await owner.execute(f"alter table {table} disable trigger user")
        index = await owner.fetchval("select pg_get_indexdef('person_key_keys'::regclass)")
        await owner.execute("drop index person_key_keys")
        everybody = list(entries)
        some = [everybody[part] for part in spreading.parted(len(everybody), AT_ONCE)]
        for people, keys in processes.spread(partial(_rows, keyring), some):
            await _copy(owner, people, keys)
        await owner.execute("set maintenance_work_mem = '1GB'")
        await owner.execute(index)
        for table in TABLES:
            await owner.execute(f"alter table {table} enable trigger user")
            await owner.execute(f"vacuum analyze {table}")
        await owner.close()


def _rows(keyring: sealing.Keyring, entries: list[Entry]) -> tuple[Rows, Rows]:
    """Answer the rows of some people, and those of their keys."""
    people, keys = [], []
    for one in entries:
        ready = comparison.prepare(one)
        born = one.birth.iso if one.birth else None
        people.append(
            (one.id, one.name, one.sex, born, one.village, names.sort_key(ready.parsed[0]))
        )
        keys.append((one.id, [keyring.blocking(key) for key in blocking.stored_keys(ready)]))
    return people, keys


async def _copy(owner: Any, people: Rows, keys: Rows) -> None:
    columns = ("id", "name", "sex", "birth", "household_village", "sort_key")
    await owner.copy_records_to_table("person", records=people, columns=columns)
    await owner.copy_records_to_table("person_key", records=keys, columns=("person_id", "keys"))


async def sharing(folder: Path, typed: list[Typed], most: int) -> set[int]:
    """Answer the places of those whose person is among the people sharing the most keys."""
    settings = config.load({}, data_dir=str(folder))
    found = set()
    with app.logins(settings) as ways:
        async with app.register(settings, ways) as (database, keyring):
            async with database.gate(access.Visit(ip="local")) as tx:
                token = await accounts.open_local(tx, None, (access.Role.HR,))
            async with database.transaction(access.Visit(token=token, ip="local")) as tx:
                for place, one in enumerate(typed):
                    asked = blocking.query_keys(comparison.prepare(one.entry))
                    keys = [keyring.blocking(key) for key in asked]
                    rows = await tx.run(duplicates.SQL.sharing, keys=keys, most=most)
                    if one.person in {str(row.id) for row in rows}:
                        found.add(place)
    return found


def again(entries: list[Entry], seed: int) -> Iterator[Typed]:
    """Type people again, one character of the name changed: by sound, by shape, lost or moved."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    known = sorted({char for one in entries for char in one.name[1:]})
    for one in entries:
        for kind, name in _changed(one.name, known, chance).items():
            yield Typed(one.id, kind, structs.replace(one, name=name, phones=()))


def _changed(name: str, known: list[str], chance: random.Random) -> dict[str, str]:
    place = chance.randrange(1, len(name)) if len(name) > 1 else 0
    found = {"same": name}
    for char in chance.sample(known, len(known)):
        relation = characters.relation(name[place], char)
        kind = {
            characters.Relation.SAME_TONE: "sound",
            characters.Relation.SAME_SOUND: "sound",
            characters.Relation.SHAPE: "shape",
        }.get(relation)
        if kind and kind not in found:
            found[kind] = name[:place] + char + name[place + 1 :]
        if {"sound", "shape"} <= found.keys():
            break
    if len(name) > 2:
        found["lost"] = name[:place] + name[place + 1 :]
        found["swapped"] = name[0] + name[:0:-1]
    return found
