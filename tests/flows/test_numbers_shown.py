"""What is shown of an ID number that is hidden in part or wrong: kept sealed, compared, never lost.

It is asked of typing, of rosters, of merges and of the sweep alike.
"""

from typing import Any
from uuid import UUID

import pytest

from talent import db, errors
from talent.core import sentences
from talent.core.levels import IdNumber
from talent.flows import (
    amending,
    columns,
    duplicates,
    likenesses,
    merges,
    pairs,
    people,
    proposals,
    telling,
    undoing,
    unmerges,
)
from talent.flows.merges import Wanted
from talent.flows.unmerges import Undoing
from tests import build
from tests.conftest import County
from tests.flows.test_corrections import bring
from tests.flows.test_sweeps import swept
from tests.roster_files import a_row

RIGHT = build.an_id_number()
HIDDEN = f"{RIGHT[:6]}********{RIGHT[14:]}"
WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")
UNKNOWN = f"{RIGHT[:10]}*****"
"""An old number of fifteen signs: where its hidden ones stand nobody can say."""


def said(level: IdNumber) -> str:
    """Answer the sentence of a level."""
    return sentences.of("id_number", level, "", "")


def new(number: str, *heard: duplicates.Said, name: str = "张三丰") -> people.New:
    draft = build.a_draft(name, id_number=number)
    return people.New(person=draft, pool="LOCAL", judgements=heard)


async def add(
    county: County, number: str, heard: tuple[duplicates.Said, ...] = (), **more: Any
) -> people.Added:
    async with county.desk() as desk:
        return await people.add(desk, new(number, *heard, **more), None, b"")


async def person(county: County, name: str = "张三丰", **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await build.a_person(desk, build.a_draft(name, **fields))


async def kept(county: County, key: UUID) -> str | None:
    """Answer what is kept of somebody's number in place of a whole one."""
    async with county.desk() as desk:
        return columns.typed_number(await people.row(desk, key), desk.keyring)


async def amend(county: County, key: UUID, **change: Any) -> None:
    async with county.desk() as desk:
        held = await people.row(desk, key)
        await amending.amend(desk, held.id, held.version, change)


# Refusals


@pytest.mark.parametrize("number", [WRONG, UNKNOWN, RIGHT[14:], RIGHT[:17]])
async def test_a_number_that_is_wrong_or_shows_nothing_is_refused_when_somebody_is_added(
    county: County, number: str
) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await add(county, number)
    assert [fault.field for fault in refused.value.faults] == ["id_number"]


async def test_a_hidden_number_never_takes_the_place_of_a_whole_one(county: County) -> None:
    key = await person(county, id_number=RIGHT)
    with pytest.raises(errors.Invalid) as refused:
        await amend(county, key, id_number=HIDDEN)
    assert refused.value.faults[0].expected == "18位号码；已登记完整号码"
    assert await kept(county, key) is None


# Typing


@pytest.mark.parametrize(
    ("typed", "level"), [(HIDDEN, IdNumber.VISIBLE), (WRONG, IdNumber.ONE_OFF)]
)
async def test_while_one_types_a_number_is_compared_as_far_as_it_shows(
    county: County, typed: str, level: IdNumber
) -> None:
    await person(county, id_number=RIGHT)
    async with county.desk() as desk:
        cards = await people.check(desk, build.a_draft(id_number=typed))
    assert said(level) in cards.lookalikes[0].sentence


async def test_a_number_with_a_part_hidden_is_kept_sealed_marked_and_told_for_a_purpose(
    county: County,
) -> None:
    added = await add(county, HIDDEN)
    assert [one.expected for one in added.warnings] == [people.PARTLY]
    async with county.desk() as desk:
        shown = await people.one(desk, added.id)
        assert (shown.id_number, shown.to_verify) == ("不全或有误", ("id_number",))
        held = await people.row(desk, added.id)
        assert held.id_number is None
        assert held.id_number_typed is not None
        assert HIDDEN.encode() not in held.id_number_typed
        told = await telling.reveal(desk, added.id, ("id_number",), "补全身份证号码")
    assert told == {"id_number": HIDDEN}


async def test_who_says_something_of_a_number_says_it_in_place_of_what_was_shown(
    county: County,
) -> None:
    key = (await add(county, HIDDEN)).id
    await amend(county, key, employer="甲社")
    assert await kept(county, key) == HIDDEN
    other = f"{RIGHT[:10]}****{RIGHT[14:]}"
    await amend(county, key, id_number=other)
    assert await kept(county, key) == other
    await amend(county, key, id_number=RIGHT)
    assert await kept(county, key) is None
    await amend(county, key, id_number=None)
    assert await kept(county, key) is None


# Rosters


async def brought(county: County, number: str) -> tuple[UUID, UUID]:
    """Bring a row of somebody registered; answer the roster and the person."""
    phone = build.a_phone()
    key = await person(county, phones=(phone,))
    held = await bring(county, a_row(身份证号=number, 联系电话=phone.number))
    row = await held.resolve(await held.row("faulty"), accept_without=("id_number",))
    if row.outcome != "known":
        await held.resolve(row, same=key)
    assert await held.commit() == (0, 1, 0, 0)
    return held.id, key


@pytest.mark.parametrize("number", [HIDDEN, WRONG])
async def test_what_a_roster_shows_of_a_registered_persons_number_is_kept_until_it_is_undone(
    county: County, number: str
) -> None:
    roster, key = await brought(county, number)
    assert await kept(county, key) == number
    async with county.desk() as desk:
        await undoing.undo(desk, roster)
    assert await kept(county, key) is None


# Merges


async def merge(county: County, survivor: UUID, gone: UUID) -> UUID:
    async with county.desk() as desk:
        return (await merges.merge(desk, survivor, gone, Wanted(survivor=survivor))).merge


async def test_a_merge_hands_on_what_is_shown_and_an_undoing_takes_it_back(county: County) -> None:
    survivor, gone = await person(county), (await add(county, HIDDEN, name="李四光")).id
    key = await merge(county, survivor, gone)
    assert await kept(county, survivor) == HIDDEN
    async with county.desk() as desk:
        await unmerges.undo(desk, key, Undoing())
    assert (await kept(county, survivor), await kept(county, gone)) == (None, HIDDEN)


async def test_what_somebody_wrote_since_the_merge_stays(county: County) -> None:
    survivor, gone = await person(county), (await add(county, HIDDEN, name="李四光")).id
    key = await merge(county, survivor, gone)
    later = f"{RIGHT[:10]}****{RIGHT[14:]}"
    await amend(county, survivor, id_number=later)
    async with county.desk() as desk:
        await unmerges.undo(desk, key, Undoing())
    assert (await kept(county, survivor), await kept(county, gone)) == (later, HIDDEN)


async def test_who_knows_a_number_is_handed_nothing(county: County) -> None:
    survivor, gone = (
        await person(county, id_number=RIGHT),
        (await add(county, HIDDEN, name="李四光")).id,
    )
    await merge(county, survivor, gone)
    assert await kept(county, survivor) is None


# The sweep


async def test_a_sweep_compares_what_numbers_show(county: County) -> None:
    one, other = await person(county, "尉迟敬德", id_number=RIGHT), db.new_id()
    draft = build.a_draft("尉迟敬得")
    async with county.desk() as desk:
        await people.insert(desk, [(other, draft, ())], {other: likenesses.entry(draft, HIDDEN)})
    await swept(county)
    async with county.desk() as desk:
        page = await pairs.page(desk, pairs.Wanted(limit=50))
    assert [{each.id for each in found.people} for found in page.pairs] == [{one, other}]
    assert said(IdNumber.VISIBLE) in [reason["sentence"] for reason in page.pairs[0].reasons]


async def test_what_was_typed_of_a_number_is_offered_for_the_person_who_was_chosen(
    county: County,
) -> None:
    key = await person(county)
    added = await add(county, HIDDEN, heard=(duplicates.Said(key, "same"),))
    assert (added.id, added.outcome) == (key, "known")
    async with county.desk() as desk:
        [offered] = await proposals.listed(desk, key)
        assert (offered.field, offered.value) == ("id_number", f"部分遮盖（尾号{HIDDEN[-2:]}）")
        version = (await people.row(desk, key)).version
        await proposals.decide(desk, key, offered.id, version, take=True)
    assert await kept(county, key) == HIDDEN
    async with county.desk() as desk:
        await people.add(desk, new(HIDDEN, duplicates.Said(key, "same")), None, b"")
        assert await proposals.listed(desk, key) == []


async def test_of_whom_a_whole_number_is_known_nothing_hidden_is_offered(county: County) -> None:
    key = await person(county, id_number=RIGHT)
    await add(county, HIDDEN, heard=(duplicates.Said(key, "same"),))
    async with county.desk() as desk:
        assert await proposals.listed(desk, key) == []
