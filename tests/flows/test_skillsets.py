"""The table of skills is the county's: what counts as one is what it says."""

from typing import Any

import pytest

from talent import errors
from talent.core import skills
from talent.flows import skillsets, suggestions
from tests import asking, build
from tests.conftest import County


@pytest.fixture(autouse=True)
async def skills_again(superuser: Any) -> Any:
    """The table that ships, afterwards: the run keeps it between tests."""
    yield
    await superuser.execute(
        "set session_replication_role = replica;"
        "delete from skill_concept where changed_by is not null;"
        "set session_replication_role = origin"
    )


async def put(county: County, name: str, *words: str, who: Any = ("hr", None)) -> None:
    async with county.desk(*who) as desk:
        await skillsets.put(desk, name, skillsets.Words(words))


async def test_the_table_begins_as_it_ships(county: County) -> None:
    async with county.desk() as desk:
        assert (await skillsets.taxonomy(desk)).concepts == skills.CONCEPTS


@pytest.mark.parametrize(
    ("name", "words", "field"),
    [
        ("养蜂", (), "words"),
        ("养蜂", ("蜂",), "words"),
        ("养蜂", tuple(f"词语{n}" for n in range(61)), "words"),
        ("蜂", ("养蜂",), "name"),
        ("任命", ("养蜂",), "name"),
        ("养蜂", ("15400001234",), "words[0]"),
    ],
)
async def test_words_that_tell_nothing_are_refused(
    county: County, name: str, words: tuple[str, ...], field: str
) -> None:
    with pytest.raises(errors.Invalid) as refused:
        await put(county, name, *words)
    assert [fault.field for fault in refused.value.faults] == [field]


async def test_what_fit_asks_for_by_itself_stays_and_only_hr_edits(county: County) -> None:
    with pytest.raises(errors.Conflict, match="不能删除"):
        async with county.desk() as desk:
            await skillsets.remove(desk, skills.FINANCE)
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await skillsets.remove(desk, "没有的")
    with pytest.raises(errors.Forbidden):
        await put(county, "养蜂", "养蜂", who=("village", build.EAST_1))


async def test_a_word_that_the_county_adds_counts_in_the_next_suggestion(county: County) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        who = await asking.a_reserve(desk, skills=("蜂产品",))
    request = await asking.an_open_request(county, must_haves=("酿蜜",))

    async def cautions() -> str:
        async with county.desk() as desk:
            answer = await suggestions.make(desk, request.id, suggestions.Make())
        (line,) = [one for one in answer.candidates if one.person.person_id == who]
        return "；".join(line.detail.cautions)

    assert "未见必备专长：酿蜜" in await cautions()
    await put(county, "蜂业", "酿蜜", "蜂产品")
    assert "必备专长" not in await cautions()
    async with county.desk() as desk:
        await skillsets.remove(desk, "蜂业")
    assert "未见必备专长：酿蜜" in await cautions()
