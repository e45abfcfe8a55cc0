"""Posts: codes, seat limits, and the words that are never said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import post
from talent.errors import Invalid


@pytest.mark.parametrize("code", [0, 10, 14, 25, 33, 63, -21, 210])
def test_a_code_that_is_no_role_is_refused(code: int) -> None:
    with pytest.raises(Invalid) as refused:
        post.role(code)
    assert refused.value.faults[0].said == str(code)


@pytest.mark.parametrize(("body", "seats"), [(2, 2), (2, 8), (3, 2), (3, 6), (4, 9)])
def test_a_body_smaller_or_larger_than_the_law_allows_is_a_fault(body: int, seats: int) -> None:
    head, member = {2: (21, 23), 3: (31, 32), 4: (41, 42)}[body]
    faults = post.check_seats(body, {head: 1, member: seats - 1})
    assert "seats" in [fault.field for fault in faults]


def test_a_council_of_an_even_number_is_a_fault() -> None:
    (fault,) = post.check_seats(4, {41: 1, 42: 3})
    assert fault.said == "4"
    assert "单数" in fault.expected


def test_a_second_head_is_a_fault() -> None:
    (fault,) = post.check_seats(2, {21: 2, 23: 3})
    assert fault.expected == "主任应为1至1人"


def test_a_role_of_another_body_is_a_fault() -> None:
    faults = post.check_seats(2, {21: 1, 23: 2, 32: 1})
    assert [fault.field for fault in faults] == ["role"]


@pytest.mark.parametrize(
    ("body", "seats"),
    [(2, {21: 1, 22: 1, 23: 1}), (2, {21: 1, 23: 6}), (3, {31: 1, 32: 2}), (4, {41: 1, 42: 4})],
)
def test_a_body_within_the_law_has_no_fault(body: int, seats: dict[int, int]) -> None:
    assert post.check_seats(body, seats) == ()


def test_a_body_without_a_limit_in_law_is_bound_by_its_roles_only() -> None:
    assert post.check_seats(1, {11: 1, 13: 4}) == ()
    assert post.check_seats(1, {11: 2})[0].field == "seats"


@pytest.mark.parametrize(("code", "places"), [(21, 0), (21, 4), (23, 8), (31, -1)])
def test_more_reserves_than_the_parameter_allows_is_a_fault(code: int, places: int) -> None:
    fault = post.check_places(code, places)
    assert fault is not None
    assert fault.said == str(places)


@pytest.mark.parametrize(("code", "places"), [(21, 1), (21, 3), (23, 7)])
def test_two_or_three_reserves_for_a_single_seat_are_fine(code: int, places: int) -> None:
    assert post.check_places(code, places) is None


def test_every_role_has_a_body_with_a_name_and_a_group_of_weights() -> None:
    assert sorted(post.ROLES) == [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62]
    for role in post.ROLES.values():
        assert post.BODY_LABELS[role.body]
        assert post.role_group(role.code)


def test_a_request_only_moves_to_states_that_exist_and_a_closed_one_stays_closed() -> None:
    assert post.REQUEST_NEXT.keys() == post.REQUEST_STATES.keys()
    assert {state for after in post.REQUEST_NEXT.values() for state in after} <= set(
        post.REQUEST_STATES
    )
    assert post.REQUEST_NEXT["closed"] == ()


@given(st.text(), st.sampled_from(post.NEVER_SAID), st.text())
def test_a_forbidden_word_is_found_wherever_it_stands(left: str, word: str, right: str) -> None:
    assert word in post.never_said(left + word + right)


def test_no_label_says_a_forbidden_word() -> None:
    tables = (
        post.BODY_LABELS,
        post.READINESS_LABELS,
        post.VACANCY_REASONS,
        post.EXIT_REASONS,
        post.REQUEST_STATES,
        post.REQUEST_OUTCOMES,
        post.REVIEW_ROUNDS,
        post.RESERVE_STATES,
        post.DECISIONS,
        post.STANDINGS,
    )
    labels = [label for table in tables for label in table.values()]
    assert [label for label in labels if post.never_said(label)] == []
