"""Coverage: which villages, districts and posts have reserves, and whose terms end."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from talent.core import coverage, post, readiness
from talent.core.access import Role
from talent.core.coverage import PostCount, VillageCount

ON = date(2026, 6, 1)


def village(code: str, reserves: int, district: str | None = "P01") -> VillageCount:
    return VillageCount(code, f"{code}村", "T1", "东岭镇", district, "东片区", reserves)


def held(code: str, role: int = 21, **values: int | bool | date | None) -> PostCount:
    whole = {"seats": 1, "vacant": 0, "urgent": False, "filed": 0, "ready": 0, "due": None}
    return PostCount(code, role, **(whole | values))  # type: ignore[arg-type]


def told(villages: list[VillageCount], posts: list[PostCount], least: int = 2) -> coverage.Coverage:
    asked = coverage.Asked(ON, least, date(2027, 6, 1))
    return coverage.coverage(villages, posts, asked, 0)


def test_villages_with_none_too_few_and_enough_are_counted() -> None:
    found = told([village("a", 0), village("b", 1), village("c", 2), village("d", 5, None)], [])
    assert (found.whole.none, found.whole.few, found.whole.enough) == (1, 1, 2)
    assert (found.whole.villages, found.whole.reserves) == (4, 8)
    (district,) = found.districts
    assert (district.villages, district.enough) == (3, 1)
    (township,) = found.townships
    assert township.villages == 4


def test_a_post_without_a_ready_reserve_is_named_the_pressing_first() -> None:
    posts = [
        held("a", filed=2),
        held("b", filed=1, ready=1),
        held("c", vacant=1),
        held("d", vacant=1, urgent=True),
    ]
    found = told([village(code, 1) for code in "abcd"], posts)
    assert [one.village for one in found.bare] == ["d", "c", "a"]
    (role,) = found.roles
    assert (role.posts, role.filed, role.ready, role.bare) == (4, 3, 1, 3)


def test_terms_that_end_within_the_time_are_named_and_no_others() -> None:
    posts = [
        held("a", due=ON),
        held("a", 23, due=ON, ready=1),
        held("b", due=date(2027, 6, 1)),
        held("c", due=date(2027, 6, 2)),
        held("d", due=date(2026, 5, 31)),
    ]
    found = told([village(code, 1) for code in "abcd"], posts)
    assert [(one.village, one.posts, one.bare) for one in found.ending] == [
        ("a", 2, 1),
        ("b", 1, 1),
    ]


@given(st.lists(st.integers(0, 5), max_size=20), st.integers(0, 4))
def test_every_village_is_counted_once(counts: list[int], least: int) -> None:
    rows = [village(f"{at:02}", count) for at, count in enumerate(counts)]
    whole = told(rows, [], least).whole
    assert whole.none + whole.few + whole.enough == whole.villages == len(counts)
    assert whole.reserves == sum(counts)


def test_every_state_leads_where_it_can_return_and_the_ends_lead_nowhere() -> None:
    assert set(readiness.NEXT) == set(post.RESERVE_STATES)
    for state, after in readiness.NEXT.items():
        assert set(after) <= set(readiness.NEXT)
        assert (after == ()) == (state in readiness.ENDED)
        assert state in readiness.ENDED or "returned" in after


def test_a_village_takes_its_own_steps_a_township_its_too_and_hr_all() -> None:
    steps = [(state, to) for state, after in readiness.NEXT.items() for to in after]
    village = {step for step in steps if readiness.may_step(Role.VILLAGE, *step)}
    township = {step for step in steps if readiness.may_step(Role.TOWNSHIP, *step)}
    assert village < township < set(steps)
    assert all(readiness.may_step(Role.HR, *step) for step in steps)
    assert ("town_examined", "county_filed") not in township
