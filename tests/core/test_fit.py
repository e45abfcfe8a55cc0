"""Fit: whole numbers, parts that sum to the whole, and nothing it may not know."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import fit, post, profile, skills
from talent.core.fit import FACTOR_LABELS, Factor, Reading, Weights
from talent.core.profile import Experience, Need, Profile
from talent.core.rules import Result
from talent.errors import Invalid
from tests.core.rulebook import FAR_VILLAGE, NEXT_VILLAGE, TODAY, VILLAGE, uid

NEVER = (
    "sex",
    "gender",
    "ethnic",
    "religio",
    "faith",
    "health",
    "disab",
    "marit",
    "marri",
    "spouse",
    "wealth",
    "income",
    "asset",
    "propert",
    "relative",
    "birth",
    "id_number",
    "phone",
)


def a_profile(**known: Any) -> Profile:
    """Answer a profile of the given values only."""
    return Profile(person_id=uid(1), **known)


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    """Answer eight weights that sum to 10,000."""
    cuts = sorted(draw(st.lists(st.integers(0, fit.WHOLE), min_size=7, max_size=7)))
    return Weights(*(b - a for a, b in zip([0, *cuts], [*cuts, fit.WHOLE], strict=True)))


def a_reading() -> st.SearchStrategy[Reading]:
    """Answer a reading, known or not."""
    return st.builds(Reading, st.none() | st.integers(0, fit.FULL), st.just("句"))


def readings() -> st.SearchStrategy[dict[Factor, Reading]]:
    """Answer all eight readings of one person."""
    return st.fixed_dictionaries({factor: a_reading() for factor in FACTOR_LABELS})


def means() -> st.SearchStrategy[dict[Factor, int]]:
    """Answer a pool's means."""
    return st.fixed_dictionaries({factor: st.integers(0, fit.FULL) for factor in FACTOR_LABELS})


# ------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "values",
    [
        (2500, 2000, 1500, 1200, 800, 800, 700, 501),
        (2500, 2000, 1500, 1200, 800, 800, 700, 499),
        (10001, -1, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0, 0, 0, 0),
    ],
)
def test_weights_that_do_not_sum_to_the_whole_are_refused(values: tuple[int, ...]) -> None:
    with pytest.raises(Invalid):
        Weights(*values)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"village_tie": 10000},
        msgspec.structs.asdict(fit.DEFAULT) | {"gender": 0},
        msgspec.structs.asdict(fit.DEFAULT) | {"skill": "2000"},
        [],
    ],
)
def test_a_row_of_weights_with_other_factors_is_refused(row: Any) -> None:
    with pytest.raises(Invalid):
        fit.WeightSet("committee", 2, row)


@pytest.mark.parametrize("value", [-1, 1001])
def test_a_reading_out_of_its_range_is_refused(value: int) -> None:
    whole = {factor: Reading(0, "") for factor in FACTOR_LABELS}
    with pytest.raises(Invalid):
        fit.weigh(whole | {"skill": Reading(value, "")}, fit.DEFAULT)


# ---------------------------------------------------------------- nothing it may not know


def test_the_profile_has_no_field_that_may_not_count() -> None:
    for struct in (Profile, Need, Experience, Weights):
        for field in struct.__struct_fields__:
            assert not [word for word in NEVER if word in field], field


def test_the_profile_is_exactly_what_was_weighed_and_found_fair() -> None:
    assert set(Profile.__struct_fields__) == {
        "person_id",
        "entered_on",
        "household_village",
        "residence_place",
        "native_place",
        "skills",
        "experience",
        "return_intent",
        "intent_confirmed",
        "readiness",
        "trainings",
        "assessment",
        "points_percentile",
        "verified_on",
    }


def test_the_factors_are_those_of_the_weights_and_have_names() -> None:
    assert tuple(FACTOR_LABELS) == Weights.__struct_fields__


# --------------------------------------------------------------------------- arithmetic


@given(readings(), weights(), st.none() | means())
def test_the_parts_sum_to_the_whole_exactly(
    one: dict[Factor, Reading], sheet: Weights, pool: dict[Factor, int] | None
) -> None:
    whole = fit.weigh(one, sheet, pool)
    assert sum(part.weight * part.value for part in whole.parts) == whole.total
    assert sum(part.contribution for part in whole.parts) == whole.total
    assert sum(part.low for part in whole.parts) == whole.low
    assert sum(part.high for part in whole.parts) == whole.high
    assert 0 <= whole.low <= whole.total <= whole.high <= fit.WHOLE * fit.FULL
    assert all(type(part.contribution) is int for part in whole.parts)


@given(readings(), weights(), st.none() | means())
def test_the_range_is_a_point_exactly_when_every_weighty_factor_is_known(
    one: dict[Factor, Reading], sheet: Weights, pool: dict[Factor, int] | None
) -> None:
    whole = fit.weigh(one, sheet, pool)
    unknown = [factor for factor in one if one[factor].value is None and sheet.of(factor)]
    assert (whole.low == whole.high) == (not unknown)
    assert whole.coverage == sum(sheet.of(f) for f in one if one[f].value is not None) // 100


@given(readings(), weights(), st.sampled_from(tuple(FACTOR_LABELS)), st.integers(0, fit.FULL))
def test_more_of_a_factor_never_lowers_the_total(
    one: dict[Factor, Reading], sheet: Weights, factor: Factor, value: int
) -> None:
    less, more = sorted((value, one[factor].value or 0))
    low = fit.weigh(one | {factor: Reading(less, "")}, sheet)
    high = fit.weigh(one | {factor: Reading(more, "")}, sheet)
    assert low.total <= high.total


def test_what_is_not_known_takes_the_pools_mean_rounded_down_and_is_flagged() -> None:
    known = {factor: Reading(0, "") for factor in FACTOR_LABELS}
    pool = [known | {"skill": Reading(value, "")} for value in (700, 301, None)]
    mean = fit.pool_means(pool)
    assert mean["skill"] == 500
    (part,) = [
        part for part in fit.weigh(pool[2], fit.DEFAULT, mean).parts if part.factor == "skill"
    ]
    assert (part.value, part.known, part.low, part.high) == (500, False, 0, 2_000_000)
    assert fit.pool_means([known | {"skill": Reading(1, "")}, known])["skill"] == 0


def test_without_a_pool_what_is_not_known_is_neutral() -> None:
    assert fit.pool_means([]) == dict.fromkeys(FACTOR_LABELS, 500)
    nothing = {factor: Reading(None, "") for factor in FACTOR_LABELS}
    whole = fit.weigh(nothing, fit.DEFAULT)
    assert (whole.total, whole.low, whole.high, whole.coverage) == (5_000_000, 0, 10_000_000, 0)


@pytest.mark.parametrize(
    ("total", "shown"),
    [
        (0, "0.00"),
        (499, "0.00"),
        (500, "0.01"),
        (7_654_321, "76.54"),
        (9_999_500, "100.00"),
        (10_000_000, "100.00"),
    ],
)
def test_points_are_shown_from_0_to_100_with_two_decimals(total: int, shown: str) -> None:
    assert fit.points(total) == shown


# ------------------------------------------------------------------------------ factors


@pytest.mark.parametrize(
    ("known", "value", "sentence"),
    [
        ({"household_village": VILLAGE, "residence_place": FAR_VILLAGE}, 1000, "户籍在本村"),
        ({"household_village": FAR_VILLAGE, "residence_place": VILLAGE}, 800, "现居住在本村"),
        ({"household_village": FAR_VILLAGE, "native_place": VILLAGE}, 600, "籍贯在本村"),
        ({"household_village": NEXT_VILLAGE}, 240, "与本村同属一个乡镇"),
        ({"residence_place": "410183100000"}, 240, "与本村同属一个乡镇"),
        ({"household_village": FAR_VILLAGE}, 0, "户籍、居住地、籍贯均未见与本村的联系"),
        ({"native_place": "410183"}, None, "户籍、居住地、籍贯待补充"),
        ({}, None, "户籍、居住地、籍贯待补充"),
    ],
)
def test_the_closest_tie_to_the_village_counts(
    known: dict[str, Any], value: int | None, sentence: str
) -> None:
    assert profile.village_tie(a_profile(**known), VILLAGE) == Reading(value, sentence)


@pytest.mark.parametrize(
    ("wanted", "has", "value", "sentence"),
    [
        (
            ("会计", "电商", "养殖"),
            ("懂财务", "直播带货"),
            666,
            "3项需求中满足2项（财务、电子商务）",
        ),
        (("会计", "财务"), ("出纳",), 1000, "1项需求中满足1项（财务）"),
        (("会计",), ("种植",), 0, "1项需求中满足0项"),
        (("无人机 植保",), ("植保",), 1000, "1项需求中满足1项（种植）"),
        (("剪纸",), ("剪 纸",), 1000, "1项需求中满足1项（剪纸）"),
        (("会计",), (), None, "专长待补充"),
        ((), ("会计",), 500, profile.NO_NEED),
        (("  ",), ("会计",), 500, profile.NO_NEED),
        (("任 命书",), ("任命书",), 1000, "1项需求中满足1项（其他专长）"),
    ],
)
def test_skills_count_by_what_they_mean(
    wanted: tuple[str, ...], has: tuple[str, ...], value: int | None, sentence: str
) -> None:
    found = profile.skill(a_profile(skills=has), Need(VILLAGE, 23, wanted))
    assert found == Reading(value, sentence)


def test_a_supervisory_seat_wants_finance_and_a_hollow_village_an_economy_by_itself() -> None:
    has = a_profile(skills=("会计",))
    assert profile.skill(has, Need(VILLAGE, 32)).value == 1000
    assert profile.skill(has, Need(VILLAGE, 32, hollow=True)).value == 500
    assert profile.skill(has, Need(VILLAGE, 23)).sentence == profile.NO_NEED


def test_experience_adds_up_to_its_limits() -> None:
    assert profile.experience(a_profile()).value is None
    assert profile.experience(a_profile(experience=())) == Reading(0, "没有登记相关经历")
    four = (Experience("group", 30), Experience("group", 18))
    found = profile.experience(a_profile(experience=four))
    assert found == Reading(720, "曾任村民小组长或党小组长4年")
    much = (Experience("village", 600), Experience("enterprise", 11))
    assert profile.experience(a_profile(experience=much)).value == 1000


def test_an_intent_counts_less_when_it_was_confirmed_long_ago() -> None:
    def ready(**known: Any) -> Reading:
        return profile.readiness(a_profile(**known), VILLAGE, TODAY)

    assert ready() == Reading(None, "回村意愿与成熟度待了解")
    lately = ready(return_intent=3, intent_confirmed=date(2026, 7, 1))
    assert lately == Reading(800, "已表示愿回村（2个月前确认）")
    assert ready(return_intent=3, intent_confirmed=date(2024, 7, 1)).value == 600
    assert ready(return_intent=3).value == 600
    assert ready(return_intent=0, residence_place=VILLAGE).value == 1000
    both = ready(
        return_intent=3,
        intent_confirmed=date(2026, 8, 20),
        readiness=post.Readiness.WITHIN_THREE_YEARS,
    )
    assert both == Reading(600, "已表示愿回村（本月确认），一至三年可任职")
    assert ready(readiness=post.Readiness.UNKNOWN).value is None


def test_trainings_of_the_last_three_years_count() -> None:
    days = (date(2026, 1, 1), date(2023, 9, 2), date(2023, 9, 1), date(2027, 1, 1))
    found = profile.training(a_profile(trainings=days), TODAY)
    assert found == Reading(800, "近三年参加培训2期")
    assert profile.training(a_profile(trainings=()), TODAY).value == 0
    assert profile.training(a_profile(), TODAY).value is None


def test_assessment_and_points_are_averaged() -> None:
    assert profile.assessment(a_profile()).value is None
    assert profile.assessment(a_profile(assessment="competent")).value == 700
    both = profile.assessment(a_profile(assessment="excellent", points_percentile=81))
    assert both == Reading(905, "年度考核优秀，积分超过本村81%的人员")


def test_wishes_that_do_not_apply_are_left_out() -> None:
    assert profile.policy([Result.NA, Result.NA]).value is None
    assert profile.policy([Result.PASS, Result.FAIL, Result.NA]).value == 500
    assert profile.policy([Result.PASS, Result.REVIEW]).value == 750


def test_an_entry_that_nobody_verified_counts_nothing_and_is_not_missing() -> None:
    assert profile.freshness(a_profile(), TODAY) == Reading(0, "资料尚未核验")
    seen = [
        profile.freshness(a_profile(verified_on=date(year, 9, 1)), TODAY).value
        for year in (2026, 2025, 2024, 2023, 2022)
    ]
    assert seen == [1000, 1000, 700, 400, 100]


def profiles() -> st.SearchStrategy[Profile]:
    """Answer any profile at all."""
    places = st.none() | st.sampled_from([VILLAGE, NEXT_VILLAGE, FAR_VILLAGE, "410183", ""])
    days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
    return st.builds(
        Profile,
        person_id=st.just(uid(1)),
        household_village=places,
        residence_place=places,
        native_place=places,
        skills=st.lists(
            st.text(max_size=8) | st.sampled_from([*post.NEVER_SAID, "会计"]), max_size=4
        ).map(tuple),
        experience=st.none()
        | st.lists(
            st.builds(
                Experience,
                st.sampled_from(list(profile.YEARS_OF_EXPERIENCE)),
                st.integers(-5, 900),
            ),
            max_size=4,
        ).map(tuple),
        return_intent=st.none() | st.integers(-1, 9),
        intent_confirmed=st.none() | days,
        readiness=st.none() | st.sampled_from(post.Readiness),
        trainings=st.none() | st.lists(days, max_size=5).map(tuple),
        assessment=st.none() | st.sampled_from(list(profile.ASSESSED)),
        points_percentile=st.none() | st.integers(-10, 200),
        verified_on=st.none() | days,
    )


def needs() -> st.SearchStrategy[Need]:
    """Answer any need, wanted skills as anybody might type them."""
    wanted = st.lists(
        st.text(max_size=8) | st.sampled_from([*post.NEVER_SAID, "会计", "任 命书"]), max_size=4
    )
    return st.builds(
        Need,
        st.just(VILLAGE),
        st.sampled_from(sorted(post.ROLES)),
        wanted.map(tuple),
        st.booleans(),
    )


@given(profiles(), needs(), st.lists(st.sampled_from(Result), max_size=3))
def test_every_reading_is_in_range_has_its_sentence_and_says_no_forbidden_word(
    one: Profile, need: Need, wishes: list[Result]
) -> None:
    found = profile.readings(one, need, wishes, TODAY)
    assert list(found) == list(FACTOR_LABELS)
    for reading in found.values():
        assert reading.value is None or 0 <= reading.value <= fit.FULL
        assert reading.sentence
        assert post.never_said("".join(reading.sentence.split())) == ()


@given(st.sampled_from(sorted(skills.CONCEPTS)), st.data())
def test_every_synonym_is_told_as_its_concept(concept: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(skills.CONCEPTS[concept]))
    assert concept in skills.concepts(f"懂{word}的人")
