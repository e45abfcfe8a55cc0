"""Weights: versions under the version that was read, trials before saving, proposals after a hundred."""

from typing import Any

import msgspec
import pytest

from talent import errors
from talent.core import fit
from talent.core.fit import DEFAULT
from talent.core.person import Birth
from talent.flows import decisions, suggestions, weightsets
from tests import asking, build
from tests.conftest import County

PLAIN: dict[str, int] = msgspec.to_builtins(DEFAULT)
UNSKILLED = PLAIN | {"skill": 0, "policy": 2700}
SKILLED = PLAIN | {"skill": 4000, "village_tie": 500}


@pytest.fixture(autouse=True)
async def weights_again(superuser: Any) -> Any:
    """The weights that ship, afterwards: the run keeps them between tests."""
    yield
    await superuser.execute(
        "set session_replication_role = replica; delete from weight_set where version > 1;"
        "set session_replication_role = origin"
    )


async def save(county: County, weights: dict[str, int], version: int = 1) -> fit.WeightSet:
    async with county.desk() as desk:
        return await weightsets.save(desk, "committee", version, weightsets.New(weights, "试行"))


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (PLAIN | {"skill": 1999}, "合计应为10000"),
        (PLAIN | {"skill": -1, "village_tie": 4501}, "不得为负"),
        ({"skill": 10_000}, "八项"),
        (PLAIN | {"sex": 0}, "八项"),
    ],
)
async def test_weights_that_are_not_whole_are_refused_naming_what_is_expected(
    county: County, weights: dict[str, int], expected: str
) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await save(county, weights)
    assert expected in refused.value.faults[0].expected


async def test_weights_are_saved_over_the_version_that_was_read(county: County) -> None:
    assert (await save(county, SKILLED)).version == 2
    with pytest.raises(errors.Stale):
        await save(county, PLAIN)
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await weightsets.save(desk, "mayor", 1, weightsets.New(PLAIN))
    async with county.desk() as desk:
        await asking.a_board(desk)
        answer = await suggestions.ephemeral(desk, build.EAST_1, asking.LEAD, 5, build.TODAY)
    assert answer.run.weights == "committee@2"


async def test_no_village_saves_weights(county: County) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("village", build.EAST_1) as desk:
            await weightsets.save(desk, "committee", 1, weightsets.New(SKILLED))


async def test_before_they_are_saved_weights_say_who_would_move_and_the_rates_by_sex(
    county: County,
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        near = await asking.a_reserve(desk, "近本村", skills=("种植",), sex="1")
        able = await asking.a_reserve(
            desk, "有专长", skills=("经营管理",), sex="2", birth=Birth(1970, 1, 1)
        )
        await desk.tx.connection.execute(
            "update place set flags = '{\"hollow\": true}' where code = $1", build.EAST_1
        )
        trial = weightsets.Trial(UNSKILLED, asking.LEAD, build.EAST)
        found = await weightsets.difference(desk, trial)
        none = await weightsets.difference(desk, weightsets.Trial(PLAIN, asking.LEAD, build.EAST_1))
    assert (none.moved, none.first_changed) == ((), 0)
    assert none.ratios_before == none.ratios_after
    assert (found.villages, found.people, found.first_changed) == (1, 4, 1)
    moved = {one.person.person_id: (one.before, one.after) for one in found.moved}
    assert (moved[able], moved[near]) == ((1, 2), (2, 1))
    assert {one.group for one in found.ratios_after} >= {"女"}
    async with county.desk() as desk:
        assert (await weightsets.listed(desk))[0].version == 1


async def test_nothing_is_proposed_before_a_hundred_decisions_and_nothing_saves_itself(
    county: County,
) -> None:
    with pytest.raises(errors.Conflict, match="100项"):
        async with county.desk() as desk:
            await weightsets.proposal(desk, "committee")
    async with county.desk() as desk:
        await asking.a_board(desk)
        able = await asking.a_reserve(desk, "甲才", skills=("会计",))
        other = await asking.a_reserve(desk, "乙才", skills=("种植",))
    request = await asking.an_open_request(county, seats=1, wanted_skills=("会计",))
    async with county.desk() as desk:
        for _ in range(50):
            answer = await suggestions.make(desk, request.id, suggestions.Make())
            for one in answer.candidates:
                if one.person.person_id in {able, other} and one.id is not None:
                    chosen = one.person.person_id == able
                    said = decisions.Decision(
                        "accepted" if chosen else "declined", None if chosen else "另有人选"
                    )
                    await decisions.decide(desk, one.id, 1, said)
    async with county.desk() as desk:
        found = await weightsets.proposal(desk, "committee")
    assert (found.learned.decisions, found.learned.pairs) == (100, 50)
    assert found.learned.weights.skill > DEFAULT.skill
    async with county.desk() as desk:
        assert [one.version for one in await weightsets.listed(desk)] == [1] * 5
