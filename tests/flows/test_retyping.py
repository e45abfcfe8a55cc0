"""Two clerks correct one person: what one changed alone is kept, what both changed is shown."""

import pytest

from talent import errors
from talent.flows import people, retyping
from tests import build
from tests.conftest import County


def form(opened: dict[str, str], **texts: str) -> retyping.Typed:
    """Fill a form that was opened with these texts."""
    return retyping.Typed(opened | texts, opened)


async def test_what_cannot_be_recognised_is_refused_with_its_field(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk)
        opened = retyping.texts(await people.one(desk, key))
        with pytest.raises(errors.Invalid) as refused:
            await retyping.retype(desk, key, 1, form(opened, birth="1985年13月", employer="甲厂"))
        assert [fault.field for fault in refused.value.faults] == ["birth"]
        assert (await people.one(desk, key)).employer is None


async def test_what_both_changed_differently_is_refused_with_both_texts(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, employer="甲厂")
        opened = retyping.texts(await people.one(desk, key))
        await retyping.retype(desk, key, 1, form(opened, employer="乙厂"))
        with pytest.raises(retyping.Both) as refused:
            await retyping.retype(desk, key, 1, form(opened, employer="丙厂"))
        assert refused.value.extra["clash"] == ("employer",)
        assert refused.value.extra["held"]["employer"] == "乙厂"
        assert refused.value.extra["texts"]["employer"] == "丙厂"
        # Looked at and sent again, it stands.
        seen = retyping.Typed(refused.value.extra["texts"], refused.value.extra["held"])
        changed = await retyping.retype(desk, key, refused.value.extra["version"], seen)
        assert changed.employer == "丙厂"


async def test_what_only_the_other_changed_is_brought_in_and_shown_before_it_is_saved(
    county: County,
) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, employer="甲厂", position="工人")
        opened = retyping.texts(await people.one(desk, key))
        await retyping.retype(desk, key, 1, form(opened, employer="乙厂"))
        with pytest.raises(retyping.Both) as refused:
            await retyping.retype(desk, key, 1, form(opened, position="组长"))
        assert refused.value.extra["clash"] == ()
        texts = refused.value.extra["texts"]
        assert (texts["employer"], texts["position"]) == ("乙厂", "组长")


async def test_nothing_changed_changes_nothing(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, id_number=build.an_id_number(), phones=(build.a_phone(),))
        opened = retyping.texts(await people.one(desk, key))
        assert (await retyping.retype(desk, key, 1, form(opened))).version == 1


async def test_an_emptied_field_is_unknown_and_a_closed_one_is_left_alone(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, id_number=build.an_id_number(), employer="甲厂")
        opened = retyping.texts(await people.one(desk, key))
        changed = await retyping.retype(desk, key, 1, form(opened, employer="", id_number=""))
        assert changed.employer is None
        assert changed.id_number.startswith("有")


async def test_a_phone_is_added_and_another_taken_away_without_being_shown(county: County) -> None:
    async with county.desk() as desk:
        key = await build.a_person(desk, phones=(build.a_phone(), build.a_phone("15400005678")))
        shown = await people.one(desk, key)
        opened = retyping.texts(shown)
        dropped = next(phone.id for phone in shown.phones if phone.number.endswith("1234"))
        typed = retyping.Typed(opened, opened, (dropped,), "15400009999")
        changed = await retyping.retype(desk, key, 1, typed)
        assert sorted(phone.number[-4:] for phone in changed.phones) == ["5678", "9999"]
