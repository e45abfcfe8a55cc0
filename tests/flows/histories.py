"""Random histories of edits, merges and undoings, and the register they must leave.

Some entries are made with phones, names, ID numbers, pools, contacts and kin in common. Then they
are edited, merged and taken apart at random, at last all that is still merged is taken apart.
What stands then is what stood at first and the edits, row by row: values, names, phones, pools,
contacts, kin, sight, keys and search terms.
"""

from random import Random
from typing import Any
from uuid import UUID

from talent import errors
from talent.core.person import Birth, Draft, OtherName
from talent.flows import amending, columns, contacts, merges, people, pools, unmerges
from tests import build
from tests.conftest import County

ENTRIES = 4
STEPS = 8
HIDDEN = 0.6
"""How many of those without an ID number have one with a part hidden."""
FIELDS = ("employer", "position", "industry", "school_full_time", "notes", "native_place")
TABLES = {
    "person": "select id, to_jsonb(p) - '{version,updated_at,notes,id_number,verified}'::text[] from person p",
    "names": "select id, to_jsonb(n) from person_name n",
    "phones": "select id, to_jsonb(f) from person_phone f",
    "pools": "select id, to_jsonb(m) - '{version}'::text[] from membership m",
    "contacts": "select id, to_jsonb(c) from contact c",
    "assignments": "select id, to_jsonb(c) from contact_assignment c",
    "kin": "select id, to_jsonb(k) from kin k",
    "keys": "select person_id, to_jsonb(keys) from person_key",
    "terms": "select person_id, jsonb_agg(term order by term) from person_term group by person_id",
    "sight": "select person_id, jsonb_agg(jsonb_build_array(grant_id, why, ref) order by grant_id, why, ref) "
    "from person_visible group by person_id",
}


class History:
    """One history; everything in it follows from the seed."""

    def __init__(self, county: County, superuser: Any, seed: int) -> None:
        self.county, self.superuser = county, superuser
        self.chance = Random(seed)  # noqa: S311 - not for secrets
        self.people: list[UUID] = []
        self.standing: list[merges.Merged] = []
        self.edits: dict[tuple[UUID, str], Any] = {}
        self.count = 0
        self.undone = 0

    async def run(self) -> None:
        """Live through the history and hold its end against its beginning."""
        await self._begin()
        before, drafts = await self._register(), await self._drafts()
        for _ in range(STEPS):
            await self.chance.choice((self._edit, self._merge, self._merge, self._undo))()
        while self.standing:
            await self._undo()
        wanted = {
            key: {name: self.edits.get((key, name), getattr(draft, name)) for name in FIELDS}
            for key, draft in drafts.items()
        }
        now = await self._drafts()
        assert wanted == {
            key: {name: getattr(draft, name) for name in FIELDS} for key, draft in now.items()
        }
        assert self._apart_from_edits(before) == self._apart_from_edits(await self._register())

    def _apart_from_edits(self, register: dict[str, dict[UUID, Any]]) -> dict[str, Any]:
        for key, name in self.edits:
            register["person"][key].pop(name, None)
        return register

    async def _begin(self) -> None:
        some = Random(self.chance.random())  # noqa: S311
        for place in range(ENTRIES):
            draft = build.a_draft(
                some.choice(("张三丰", "张叁丰", "章三丰")),
                birth=some.choice((Birth(1985, 6, 12), Birth(1985, 6), None)),
                id_number=some.choice((None, build.an_id_number(sequence=place * 2 + 1))),
                phones=tuple(
                    build.a_phone(f"1540000{some.randrange(3):04}")
                    for _ in range(some.randrange(2))
                ),
                other_names=some.choice(((), (OtherName("三娃", "milk"),))),
                employer=some.choice((None, "甲厂", "乙厂")),
                position=some.choice((None, "厂长")),
                skills=some.choice(((), ("会计",), ("电商", "会计"))),
                household_village=some.choice((None, build.EAST_1, build.WEST_2)),
            )
            role = some.choice((("hr", None), ("liaison", build.EAST), ("township", build.EAST)))
            async with self.county.desk(*role) as desk:
                key = await build.a_person(desk, draft, pool=some.choice(("LOCAL", "RESERVE")))
                await contacts.add(desk, key, contacts.New(channel="phone"))
            if draft.id_number is None and some.random() < HIDDEN:
                number = build.an_id_number(sequence=place * 2 + 1)
                async with self.county.desk() as desk:
                    await amending.keep_shown(desk, key, f"{number[:6]}********{number[14:]}")
            self.people.append(key)
        async with self.county.desk() as desk:
            await pools.enter(desk, [self.people[0]], "DUALMI", "test", build.TODAY)
        await self.county.token("village", build.EAST_1)

    async def _register(self) -> dict[str, dict[UUID, Any]]:
        return {
            name: {row[0]: row[1] for row in await self.superuser.fetch(query)}
            for name, query in TABLES.items()
        }

    async def _drafts(self) -> dict[UUID, Draft]:
        async with self.county.desk() as desk:
            rows = await desk.tx.run(people.SQL.rows, people=self.people)
            return {row.id: columns.draft(row, desk.keyring) for row in rows}

    def _living(self) -> list[UUID]:
        gone = {one.gone for one in self.standing}
        return [key for key in self.people if key not in gone]

    async def _edit(self) -> None:
        key, name = self.chance.choice(self._living()), self.chance.choice(FIELDS)
        self.count += 1
        value = f"改{self.count}"
        async with self.county.desk() as desk:
            held = await people.row(desk, key)
            await amending.amend(desk, key, held.version, {name: value})
        self.edits[key, name] = value

    async def _merge(self) -> None:
        living = self._living()
        if len(living) < 2:
            return
        one, other = self.chance.sample(living, 2)
        wanted = merges.Wanted(
            survivor=one, take={name: other for name in FIELDS if self.chance.random() < 0.3}
        )
        try:
            async with self.county.desk() as desk:
                self.standing.append(await merges.merge(desk, one, other, wanted))
        except errors.Conflict:
            # They were said to be different by an undoing: then they are not one by a third either.
            return

    async def _undo(self) -> None:
        gone = {one.gone for one in self.standing}
        open_ones = [one for one in self.standing if one.survivor not in gone]
        if open_ones:
            done = self.chance.choice(open_ones)
            async with self.county.desk() as desk:
                told = await unmerges.undo(desk, done.merge, unmerges.Undoing(verdict="unsure"))
            assert told.lost == []
            self.standing.remove(done)
            self.undone += 1
