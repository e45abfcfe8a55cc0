"""What may not be said together: *same* carries, and of three people two judgements bind the third."""

from itertools import combinations, permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import pair
from talent.core.pair import Standing, Verdict

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))


def said(*judgements: tuple[UUID, str, UUID]) -> list[Standing]:
    """Answer judgements as they stand, each as one says them."""
    return [Standing(*pair.key(one, other), verdict) for one, verdict, other in judgements]


def test_a_pair_is_kept_the_lower_id_first() -> None:
    assert pair.key(B, A) == pair.key(A, B) == (A, B)


@pytest.mark.parametrize(("one", "other"), [(A, C), (C, A)])
def test_who_is_the_same_as_a_second_is_not_different_from_the_same_as_that_one(
    one: UUID, other: UUID
) -> None:
    chain = said((A, "same", B), (B, "same", C))
    assert pair.contradicted(one, other, "different", chain) == B


@pytest.mark.parametrize(("one", "other"), [(A, C), (C, A)])
def test_who_is_different_from_one_is_not_the_same_as_those_that_one_is(
    one: UUID, other: UUID
) -> None:
    stands = said((A, "same", B), (B, "different", C))
    assert pair.contradicted(one, other, "same", stands) == B


def test_a_chain_of_any_length_binds() -> None:
    chain = said((A, "same", B), (B, "same", C), (C, "same", D))
    assert pair.contradicted(A, D, "different", chain) in {B, C}
    assert pair.contradicted(A, E, "same", [*chain, *said((D, "different", E))]) == D
    far = [*said((A, "same", B), (D, "same", E)), *said((B, "different", D))]
    assert pair.contradicted(A, E, "same", far) in {B, D}


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_the_newest_judgement_of_two_may_say_otherwise_than_the_last(verdict: Verdict) -> None:
    for before in ("same", "different", "unsure"):
        assert pair.contradicted(A, B, verdict, said((A, before, B))) is None


def test_unsure_forbids_nothing_and_is_forbidden_by_nothing() -> None:
    stands = said((A, "same", B), (B, "same", C))
    assert pair.contradicted(A, C, "unsure", stands) is None
    assert pair.contradicted(A, C, "unsure", said((A, "same", B), (B, "different", C))) is None
    doubts = said((A, "unsure", B), (B, "same", C))
    assert pair.contradicted(A, C, "different", doubts) is None
    assert pair.contradicted(A, C, "same", said((A, "unsure", B), (B, "different", C))) is None


def test_two_differences_bind_nobody() -> None:
    stands = said((A, "different", B), (B, "different", C))
    for verdict in ("same", "different"):
        assert pair.contradicted(A, C, verdict, stands) is None


PEOPLE = (A, B, C, D, E)


def _possible(standing: list[Standing]) -> bool:
    """Say whether any way to part the people into humans agrees with everything that was said."""
    ways: list[list[int]] = [[]]
    for _ in PEOPLE:
        ways = [[*way, human] for way in ways for human in range(max(way, default=-1) + 2)]
    place = {one: at for at, one in enumerate(PEOPLE)}
    return any(
        all(
            one.verdict == "unsure"
            or (way[place[one.person_a]] == way[place[one.person_b]]) == (one.verdict == "same")
            for one in standing
        )
        for way in ways
    )


@given(
    st.dictionaries(
        st.sampled_from(sorted(combinations(PEOPLE, 2))),
        st.sampled_from(["same", "same", "different", "unsure"]),
        max_size=7,
    ),
    st.sampled_from(sorted(permutations(PEOPLE, 2))),
    st.sampled_from(["same", "different"]),
)
def test_refused_is_what_no_parting_into_humans_allows_and_nothing_else(
    stands: dict[tuple[UUID, UUID], str], asked: tuple[UUID, UUID], verdict: Verdict
) -> None:
    standing = [Standing(*each, kept) for each, kept in stands.items()]
    if not _possible(standing):
        return
    rest = [one for one in standing if (one.person_a, one.person_b) != pair.key(*asked)]
    third = pair.contradicted(*asked, verdict, standing)
    assert (third is None) == _possible([*rest, *said((asked[0], verdict, asked[1]))])
    assert third not in asked
