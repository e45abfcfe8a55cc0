"""Boards with proposals, and a suggestion taken away as a workbook."""

import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from talent import errors
from talent.flows import boards, evidence, posts, suggestions, takings
from tests import asking, build
from tests.conftest import County

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def seats(county: County) -> dict[int, UUID]:
    async with county.desk() as desk:
        return await asking.a_board(desk)


async def check(county: County, *proposals: tuple[UUID, int], on: date | None = None) -> Any:
    async with county.desk() as desk:
        trial = boards.Trial(proposals=tuple(boards.Proposed(*one) for one in proposals), on=on)
        found = await boards.check(desk, build.EAST_1, trial)
    return {one.kind: one for one in found}


def said(board: Any, rule: str) -> list[str]:
    return [note.sentence for note in board.notes if note.rule_id == rule]


async def test_a_proposal_for_a_seat_that_is_none_or_of_nobody_is_refused(county: County) -> None:
    async with county.desk() as desk:
        who = await build.a_person(desk)
    for proposals, field in (
        (((who, 42),), "proposals[0].role"),
        (((UUID(int=1), asking.LEAD),), "proposals[0].person_id"),
        (((who, asking.LEAD), (who, asking.MEMBER)), "proposals[1].person_id"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            await check(county, *proposals)
        assert [fault.field for fault in refused.value.faults] == [field]
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await boards.check(desk, build.EAST, boards.Trial())


async def test_a_board_is_told_with_and_without_a_proposal(county: County) -> None:
    async with county.desk() as desk:
        who = await asking.a_reserve(desk, "孙可用")
        sister = await build.a_person(desk, name="孙可人")
        kin = evidence.NewKin(relative=sister, relation="sibling", confirmed=True)
        await evidence.set_kin(desk, who, kin)
    alone = (await check(county))[2]
    assert alone.members == ("赵副主", "钱委员") or set(alone.members) == {"赵副主", "钱委员"}
    assert said(alone, "E05") == ["在任及建议人选共2人，应为3至7人，尚缺1人"]
    one = (await check(county, (who, asking.LEAD)))[2]
    assert said(one, "E05") == ["在任及建议人选共3人，应为3至7人"]
    assert said(one, "E06") == ["在任及建议人选中有妇女成员2人"]
    both = (await check(county, (who, asking.LEAD), (sister, asking.MEMBER)))[2]
    (note,) = [one for one in both.notes if one.rule_id == "E08" and one.result == "FAIL"]
    assert set(note.people) == {"孙可用", "孙可人"}


async def test_an_outside_officer_beside_other_duties_is_no_member(
    county: County, seats: dict[int, UUID]
) -> None:
    async with county.desk() as desk:
        officer = await build.a_person(desk, name="周民警")
        new = posts.NewTenure(person_id=officer, since=asking.SINCE, concurrent=True)
        await posts.add_tenure(desk, seats[asking.LEAD], new)
    assert "周民警" not in (await check(county))[2].members


async def taken(county: County, request: UUID, **values: Any) -> list[list[Any]]:
    whole = {"purpose": "县级部门联审", "recipient": "公安局"} | values
    async with county.desk() as desk:
        data = await takings.workbook(desk, request, takings.Taking(**whole), NOW)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python()


async def test_a_suggestion_leaves_for_a_purpose_to_a_recipient_and_both_are_recorded(
    county: County,
) -> None:
    async with county.desk() as desk:
        await asking.a_reserve(desk, "孙可用")
    request = await asking.an_open_request(county)
    for values in ({"purpose": " "}, {"recipient": ""}, {"purpose": "电话15400001234"}):
        with pytest.raises(errors.Invalid):
            await taken(county, request.id, **values)
    with pytest.raises(errors.NotFound):
        await taken(county, request.id)
    async with county.desk() as desk:
        await suggestions.make(desk, request.id, suggestions.Make())
    plain = await taken(county, request.id)
    text = str(plain)
    assert "孙可用" in text
    assert "县级部门联审；接收方：公安局" in text
    assert "理由" not in text
    assert "户籍在本村" in str(await taken(county, request.id, reasons=True))
    async with county.desk("auditor") as desk:
        purposes = await desk.tx.connection.fetch(
            "select purpose from audit_event where action = 'export'"
        )
    assert [one["purpose"] for one in purposes] == ["县级部门联审；接收方：公安局"] * 2


async def test_no_cell_is_a_formula_whatever_a_name_says(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_reserve(desk, "孙可用")
        await desk.tx.connection.execute("update person set name = '=1+1' where name = '孙可用'")
    request = await asking.an_open_request(county)
    async with county.desk() as desk:
        await suggestions.make(desk, request.id, suggestions.Make())
    assert "=1+1" in str(await taken(county, request.id))
