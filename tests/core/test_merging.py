"""Whose value counts where two entries differ, and how it is given back."""

from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from talent.core import merging, registered, unmerging
from talent.core.merging import Choice, Content, Entry, Origin, Value
from talent.core.person import Birth, Draft, OtherName

A, B, C = (UUID(int=n) for n in (1, 2, 3))
MADE = datetime(2026, 6, 1, tzinfo=UTC)


def entry(
    key: UUID, role: str = "hr", marks: Any = (), verified: Any = None, **fields: Any
) -> Entry:
    draft = Draft(name=fields.pop("name", "张三丰"), **fields)
    return Entry(
        Origin(key, MADE, role), merging.values(draft, verified or {}, marks), draft.other_names
    )


def chosen(field: str, mine: Entry, theirs: Entry, **take: UUID) -> Choice:
    return {one.field: one for one in merging.choose(mine, theirs, take)}[field]


def test_every_field_of_a_draft_is_chosen_once_or_united() -> None:
    grouped = [name for group in merging.GROUPS for name in group]
    assert sorted([*grouped, *merging.UNITED]) == sorted(Draft.__struct_fields__)


@pytest.mark.parametrize(
    ("mine", "theirs", "taken", "why"),
    [
        (entry(A, employer="甲"), entry(B), A, "only"),
        (entry(A), entry(B, employer="乙"), B, "only"),
        (entry(A, employer="甲"), entry(B, employer="甲"), A, "equal"),
        (entry(A, employer="甲"), entry(B, employer="乙"), A, "survivor"),
        (entry(A, employer="甲"), entry(B, employer="乙", position="厂长"), B, "fuller"),
        (
            entry(A, employer="甲"),
            entry(B, employer="乙", verified={"employer": "2026-01-01"}),
            B,
            "verified",
        ),
        (
            entry(A, "township", employer="甲"),
            entry(B, "liaison", employer="乙", verified={"employer": "2026-01-01"}),
            A,
            "source",
        ),
        (
            entry(A, "hr", ("employer",), employer="甲"),
            entry(B, "liaison", employer="乙"),
            B,
            "doubt",
        ),
    ],
)
def test_the_value_that_counts_is_sure_then_trusted_then_lately_verified_then_fuller(
    mine: Entry, theirs: Entry, taken: UUID, why: str
) -> None:
    found = chosen("employer", mine, theirs)
    assert (found.origin, found.why) == (taken, why)


def test_hr_is_trusted_before_a_township_and_a_township_before_a_liaison_officer() -> None:
    roles = ("hr", "township", "liaison", "village")
    for place, better in enumerate(roles):
        for worse in roles[place + 1 :]:
            mine, theirs = entry(A, worse, employer="甲"), entry(B, better, employer="乙")
            assert chosen("employer", mine, theirs).why == "source"
            assert chosen("employer", mine, theirs).origin == B
    nobody, known = entry(A, "", employer="甲"), entry(B, "liaison", employer="乙")
    assert chosen("employer", nobody, known).origin == B


@pytest.mark.parametrize(
    "together",
    [
        ("household_village", "household_group", "household_text"),
        ("residence_place", "residence_text", "resident_since"),
        ("education_full_time", "school_full_time", "major_full_time"),
        ("education_in_service", "school_in_service", "major_in_service"),
        ("political_status", "political_joined"),
        ("employer", "position"),
        ("professional_title", "title_level"),
    ],
)
def test_what_says_something_only_together_is_taken_together(together: tuple[str, ...]) -> None:
    [group] = [group for group in merging.GROUPS if together[0] in group]
    assert group == together


def test_every_reason_for_a_choice_has_words() -> None:
    assert set(merging.WHY) == set(get_args(merging.Why))


def test_a_membership_is_further_on_the_more_steps_it_has_taken() -> None:
    """From draft to active by way of village, township and county; a pause comes before an end."""
    way = merging.FURTHEST_FIRST
    assert set(way) == set(registered.STEPS) - {"rejected", "exited"}
    assert way[0] == "active"
    onward = list(reversed(way))
    assert onward[:3] == ["draft", registered.STEPS["draft"][0], registered.STEPS["submitted"][0]]


@pytest.mark.parametrize(
    ("mine", "theirs", "taken", "why"),
    [
        (("会计", "电商"), ("电商", "焊工"), ["会计", "电商", "焊工"], "both"),
        (("会计",), ("会计",), ["会计"], "equal"),
        (("会计", "电商"), ("电商",), ["会计", "电商"], "fuller"),
        (("会计",), (), ["会计"], "only"),
        ((), ("会计",), ["会计"], "only"),
        ((), (), None, "equal"),
    ],
)
def test_skills_of_both_are_kept_each_once(
    mine: tuple[str, ...], theirs: tuple[str, ...], taken: list[str] | None, why: str
) -> None:
    found = chosen("skills", entry(A, skills=mine), entry(B, skills=theirs))
    assert (found.taken.value or None, found.why) == (taken, why)
    assert found.origin == (B if theirs and not mine else A)


def test_a_school_is_not_set_beside_another_entry_s_degree() -> None:
    mine = entry(A, education_full_time="31", school_full_time="甲校")
    theirs = entry(B, education_full_time="21", verified={"education_full_time": "2026-01-01"})
    assert chosen("education_full_time", mine, theirs).taken.value == "21"
    assert chosen("school_full_time", mine, theirs).taken.value is None


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"birth": Birth(1985, 6)}, {"birth": Birth(1985, 6, 12)}),
        ({"household_village": "419900101000"}, {"household_village": "419900101201"}),
    ],
)
def test_a_value_that_only_says_less_contradicts_nothing(
    less: dict[str, Any], more: dict[str, Any]
) -> None:
    [field] = less
    mine, theirs = entry(A, **less), entry(B, **more)
    assert not merging.differ(mine.values[field], theirs.values[field])
    assert chosen(field, mine, theirs).origin == B
    assert chosen(field, theirs, mine).origin == B


def test_a_lunar_month_is_not_a_solar_one() -> None:
    mine, theirs = entry(A, birth=Birth(1985, 6)), entry(B, birth=Birth(1985, 6, 12, lunar=True))
    assert merging.differ(mine.values["birth"], theirs.values["birth"])


def test_what_somebody_chose_himself_counts_before_everything() -> None:
    mine = entry(A, "hr", employer="甲", position="厂长")
    theirs = entry(B, "liaison", employer="乙")
    assert chosen("employer", mine, theirs, employer=B).taken.value == "乙"
    assert chosen("position", mine, theirs, employer=B).taken.value == "厂长"


def test_a_name_that_is_no_longer_in_use_becomes_another_name_once() -> None:
    mine, theirs = entry(A, name="张三丰"), entry(B, name="张叁丰")
    assert merging.added_names(mine, theirs, "张三丰") == (OtherName("张叁丰", "variant"),)
    assert merging.added_names(mine, theirs, "张叁丰") == (OtherName("张三丰", "variant"),)
    known = entry(A, name="张三丰", other_names=(OtherName("张叁丰"),))
    assert merging.added_names(known, theirs, "张三丰") == ()


# Taking back


def content(survivor: Entry, gone: Entry, **take: UUID) -> Content:
    after = {one.field: one.taken for one in merging.choose(survivor, gone, take)}
    return Content(
        before=survivor.values,
        after=after,
        other=gone.values,
        survivor=survivor.origin,
        gone=gone.origin,
    )


VALUES = st.sampled_from([None, "甲", "乙", "丙"])
FIELDS = ("employer", "industry", "native_place")
SKILLS = st.lists(st.sampled_from(["会计", "电商", "焊工"]), unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    return {name: draw(VALUES) for name in FIELDS} | {"skills": draw(SKILLS)}


@given(
    said=st.lists(entries(), min_size=2, max_size=5),
    order=st.permutations(range(4)),
    edits=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(FIELDS)), max_size=3),
)
def test_merges_into_one_taken_back_in_any_order_leave_the_survivor_with_its_own_and_its_edits(
    said: list[dict[str, Any]], order: list[int], edits: list[tuple[int, str]]
) -> None:
    survivor = entry(A, **said[0])
    now, memory = survivor.values, []
    expected = dict(survivor.values)
    for place, fields in enumerate(said[1:]):
        standing = structs.replace(survivor, values=now)
        memory.append(content(standing, entry(UUID(int=place + 2), **fields)))
        now = dict(memory[-1].after)
        for number, (_, field) in enumerate(one for one in edits if one[0] == place):
            expected[field] = now[field] = Value(f"改{place}{number}", "2026-06-01")
    left = list(range(len(memory)))
    for place in [one for one in order if one < len(memory)]:
        later = [memory[one] for one in left if one > place]
        back = unmerging.taken_back(now, memory[place], later)
        now = back.values
        left.remove(place)
        for one, corrected in zip([one for one in left if one > place], back.later, strict=True):
            memory[one] = corrected
    assert now == expected


def test_an_edit_since_the_merge_is_a_conflict_and_stays() -> None:
    remembered = content(entry(A, employer="甲"), entry(B, employer="乙", position="厂长"))
    edited = remembered.after | {"employer": Value("丙", "2026-06-01")}
    back = unmerging.taken_back(edited, remembered, ())
    assert back.conflicts == ("employer",)
    assert back.values["employer"].value == "丙"
    assert back.values["position"].value is None


def test_an_edit_of_what_the_merge_left_alone_is_no_conflict() -> None:
    remembered = content(entry(A, employer="甲"), entry(B, industry="农业"))
    edited = remembered.after | {"employer": Value("丙", "2026-06-01")}
    back = unmerging.taken_back(edited, remembered, ())
    assert back.conflicts == ()
    assert (back.values["employer"].value, back.values["industry"].value) == ("丙", None)


def test_of_skills_those_go_that_the_undone_merge_alone_had_brought() -> None:
    survivor = entry(A, skills=("会计",))
    first = content(survivor, entry(B, skills=("电商",)))
    second = content(structs.replace(survivor, values=first.after), entry(C, skills=("焊工",)))
    assert second.after["skills"].value == ["会计", "电商", "焊工"]
    back = unmerging.taken_back(second.after, first, (second,))
    assert back.values["skills"].value == ["会计", "焊工"]
    last = unmerging.taken_back(back.values, back.later[0], ())
    assert last.values["skills"].value == ["会计"]


def test_skills_that_are_given_back_are_as_sure_as_they_were() -> None:
    mine = entry(A, skills=("会计",), verified={"skills": "2025-01-01"})
    theirs = entry(B, "hr", ("skills",), skills=("电商",), verified={"skills": "2026-01-01"})
    remembered = content(mine, theirs)
    assert remembered.after["skills"] == Value(["会计", "电商"], "2026-01-01", doubted=True)
    back = unmerging.taken_back(remembered.after, remembered, ())
    assert back.values["skills"] == mine.values["skills"]


def test_a_merge_that_knew_of_no_refusal_changed_none() -> None:
    """Kept before refusals of machine ranking were told, and before numbers hidden in part were."""
    said = msgspec.json.decode(msgspec.json.encode(content(entry(A), entry(B))))
    for later in ("ranking_refused", "number_shown", "added_names", "ended"):
        said.pop(later, None)
    kept = msgspec.convert(said, Content)
    assert (kept.ranking_refused, kept.number_shown) == ((False, False), False)
    assert (kept.added_names, kept.ended) == ((), ())


def test_what_the_survivor_does_not_hold_is_kept_with_whose_it_was() -> None:
    mine = entry(A, employer="甲", industry="农业", skills=("会计",), activist=False)
    theirs = entry(B, employer="乙", industry="农业", native_place="河南", skills=("焊工",))
    found = merging.kept(content(mine, theirs))
    assert [(one.field, one.value, one.origin) for one in found] == [("employer", "乙", B)]
    changed = structs.replace(
        content(mine, theirs), after=content(mine, theirs).after | {"employer": Value("丙")}
    )
    assert {(one.value, one.origin) for one in merging.kept(changed)} == {("甲", A), ("乙", B)}


def test_of_two_equal_days_of_entry_the_survivor_s_stays() -> None:
    mine, theirs = entry(A, entered_on=date(2026, 3, 8)), entry(B, entered_on=date(2026, 3, 8))
    assert chosen("entered_on", mine, theirs).origin == A
    assert chosen("entered_on", entry(A), theirs).why == "only"
    assert chosen("entered_on", mine, entry(B)).why == "only"


def test_the_earlier_day_of_entry_counts() -> None:
    mine, theirs = (
        entry(A, entered_on=date(2026, 3, 8)),
        entry(B, entered_on=date(2022, 12, 29)),
    )
    for one, other in ((mine, theirs), (theirs, mine)):
        found = chosen("entered_on", one, other)
        assert (found.taken.value, found.origin, found.why) == ("2022-12-29", B, "earlier")


def test_what_a_later_merge_says_too_stays_when_the_earlier_one_is_taken_back() -> None:
    survivor = entry(A)
    first = content(survivor, entry(B, industry="农业"))
    second = content(structs.replace(survivor, values=first.after), entry(C, industry="农业"))
    back = unmerging.taken_back(second.after, first, (second,))
    assert back.values["industry"].value == "农业"
    last = unmerging.taken_back(back.values, back.later[0], ())
    assert last.values["industry"].value is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, False), ("419900101000", "419900102201"), ("甲厂000", "甲厂新址"), ("甲", "乙"),
        ({"year": 1985, "month": 6}, {"year": 1985, "month": 7, "day": 1}),
    ],
)  # fmt: skip
def test_what_says_another_thing_contradicts_from_either_side(one: object, other: object) -> None:
    assert merging.differ(Value(one), Value(other))
    assert merging.differ(Value(other), Value(one))


def test_what_says_less_contradicts_from_neither_side() -> None:
    for less, more in (
        ("419900101000", "419900101201"), ({"year": 1985}, {"year": 1985, "month": 6}), ("甲", None),
    ):  # fmt: skip
        assert not merging.differ(Value(less), Value(more))
        assert not merging.differ(Value(more), Value(less))


@pytest.mark.parametrize(("mine", "theirs"), [((), ("employer",)), (("employer",), ())])
def test_what_one_of_two_is_sure_of_is_sure(mine: Any, theirs: Any) -> None:
    one, other = entry(A, "hr", mine, employer="甲"), entry(B, "hr", theirs, employer="甲")
    assert not chosen("employer", one, other).taken.doubted
    sides = (entry(A, "hr", ("skills",), skills=("会计",)), entry(B, skills=("焊工",)))
    assert chosen("skills", *sides).taken.doubted
    assert chosen("skills", *sides[::-1]).taken.doubted


def test_who_typed_again_what_stood_before_the_merge_contradicts_nothing() -> None:
    remembered = content(entry(A, employer="甲"), entry(B, employer="乙", position="厂长"))
    edited = remembered.after | {"employer": Value("甲", "2026-06-01")}
    back = unmerging.taken_back(edited, remembered, ())
    assert back.conflicts == ()
    assert back.values["employer"] == Value("甲", "2026-06-01")


def test_a_value_a_clerk_chose_of_a_later_merge_stays_that_merge_s() -> None:
    survivor = entry(A)
    first = content(survivor, entry(B, employer="乙", position="厂长"))
    second = content(
        structs.replace(survivor, values=first.after), entry(C, employer="丙"), employer=C
    )
    back = unmerging.taken_back(second.after, first, (second,))
    assert back.conflicts == ()
    assert (back.values["employer"].value, back.values["position"].value) == ("丙", None)
    last = unmerging.taken_back(back.values, back.later[0], ())
    assert (last.conflicts, last.values) == ((), survivor.values)


def test_skills_somebody_took_away_since_the_merge_do_not_come_back() -> None:
    remembered = content(entry(A), entry(B, skills=("会计",)))
    back = unmerging.taken_back(remembered.after | {"skills": Value(None)}, remembered, ())
    assert back.values["skills"].value is None
