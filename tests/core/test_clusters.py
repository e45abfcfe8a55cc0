"""Groups are people: no chain is a proof, what cannot be one human never is, order is nothing."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import clusters
from talent.core.clusters import Link

SAME = Link(0.99, 2_000, joins=True)
NEVER = Link(0.6, 100, joins=True, apart=True)


def test_a_name_alone_joins_nobody() -> None:
    assert clusters.find({("a", "b"): Link(0.97, 1_500, joins=False)}).groups == ()


def test_less_than_half_joins_nobody() -> None:
    assert clusters.find({("a", "b"): Link(0.49, 100, joins=True)}).groups == ()


def test_half_is_enough() -> None:
    even = Link(0.5, 0, joins=True)
    assert clusters.find({("a", "b"): even}).groups == (("a", "b"),)
    three = dict.fromkeys(combinations("abc", 2), even)
    assert clusters.find(three).groups == (("a", "b", "c"),)


def test_who_fits_another_by_half_is_torn() -> None:
    links = {("a", "x"): SAME, ("b", "x"): Link(0.5, 1_900, joins=True), ("a", "b"): NEVER}
    assert clusters.find(links).torn == {"x"}


def test_as_many_as_may_hang_together_are_one_human_where_all_are_alike() -> None:
    for size, groups in ((5, [5]), (6, [])):
        names = [f"{place:02d}" for place in range(size)]
        alike = {pair: Link(1.0, 5_000, joins=True) for pair in combinations(names, 2)}
        assert [len(one) for one in clusters.find(alike, largest=5).groups] == groups


def test_what_falls_apart_into_as_many_as_may_hang_together_is_whole() -> None:
    strong = Link(0.95, 2_000, joins=True)
    links = {pair: strong for group in ("abc", "def") for pair in combinations(group, 2)}
    links["c", "d"] = Link(0.6, 500, joins=True)
    found = clusters.find(links, largest=3)
    assert found.groups == (("a", "b", "c"), ("d", "e", "f"))


def test_two_who_cannot_be_one_human_stay_two() -> None:
    assert clusters.find({("a", "b"): NEVER}).groups == ()


def test_a_chain_is_no_proof() -> None:
    chain = {("a", "b"): Link(0.8, 500, joins=True), ("b", "c"): Link(0.7, 400, joins=True)}
    assert clusters.find(chain).groups == (("a", "b"),)


def test_a_pair_without_a_key_is_asked_for_and_counts() -> None:
    asked = []

    def between(one: str, other: str) -> Link:
        asked.append((one, other))
        return Link(0.9, 900)

    chain = {("a", "b"): SAME, ("b", "c"): Link(0.7, 400, joins=True)}
    assert clusters.find(chain, between).groups == (("a", "b", "c"),)
    assert asked == [("a", "c")]


def test_an_entry_that_fits_two_who_are_not_one_stays_alone_and_is_flagged() -> None:
    links = {("a", "x"): SAME, ("b", "x"): Link(0.95, 1_800, joins=True), ("a", "b"): NEVER}
    found = clusters.find(links)
    assert found.groups == ()
    assert found.torn == {"x"}


def test_an_entry_that_fits_one_of_two_far_better_is_that_one() -> None:
    links = {("a", "x"): Link(0.999999, 3_500, joins=True), ("b", "x"): SAME, ("a", "b"): NEVER}
    found = clusters.find(links)
    assert (found.groups, found.torn) == ((("a", "x"),), frozenset())


@pytest.mark.parametrize(("better", "torn"), [(999, {"x"}), (1_000, set())])
def test_ten_bits_are_far_better(better: int, torn: set[str]) -> None:
    links = {
        ("a", "x"): Link(0.999, 2_000 + better, joins=True),
        ("b", "x"): SAME,
        ("a", "b"): NEVER,
    }
    assert clusters.find(links).torn == torn


def test_who_is_like_one_of_two_that_are_one_does_not_fit_them() -> None:
    links = {
        ("a", "x"): Link(0.6, 100, joins=True),
        ("b", "c"): SAME,
        ("c", "x"): Link(0.55, 50, joins=True),
        ("b", "x"): Link(0.1, 0),
        ("a", "b"): NEVER,
    }
    found = clusters.find(links)
    assert (found.groups, found.torn) == ((("a", "x"), ("b", "c")), frozenset())


def test_who_cannot_be_one_of_a_pair_cannot_join_the_pair() -> None:
    links = {
        ("a", "b"): Link(0.999, 3_000, joins=True),
        ("a", "c"): Link(0.55, 100, joins=True),
        ("b", "c"): NEVER,
    }
    found = clusters.find(links)
    assert (found.groups, found.torn) == ((("a", "b"),), frozenset())


def test_who_cannot_be_the_other_is_not_torn() -> None:
    links = {
        ("x", "y"): Link(0.999, 3_000, joins=True),
        ("b", "y"): Link(0.55, 100, joins=True),
        ("b", "x"): Link(0.6, 2_500, joins=True, apart=True),
    }
    found = clusters.find(links)
    assert (found.groups, found.torn) == ((("x", "y"),), frozenset())


def test_what_people_judged_holds_against_every_number() -> None:
    links = {("a", "b"): Link(0.0, -3_000, surely=True), ("a", "c"): Link(0.99, 2_000, apart=True)}
    assert clusters.find(links).groups == (("a", "b"),)


def test_a_judged_pair_is_never_torn() -> None:
    links = {("a", "x"): Link(0.9, 900, surely=True), ("b", "x"): SAME, ("a", "b"): NEVER}
    found = clusters.find(links)
    assert (found.groups, found.torn) == ((("a", "x"),), frozenset())


def test_an_oversized_component_is_reported_whole_and_then_split() -> None:
    ring = [f"{place:02d}" for place in range(6)]
    links = {pair: Link(0.6, 100, joins=True) for pair in pairwise(ring)}
    links["00", "01"] = Link(0.95, 900, joins=True)
    found = clusters.find(links, largest=5)
    assert found.oversized == (tuple(ring),)
    assert found.groups == (("00", "01"),)
    assert clusters.find(links, largest=6).oversized == ()


@pytest.mark.parametrize(
    ("inside", "over"), [(0.95, 0.6), (0.995, 0.95), (0.9995, 0.995)], ids=["0.9", "0.99", "0.999"]
)
def test_an_oversized_component_falls_apart_where_it_first_can(inside: float, over: float) -> None:
    strong = Link(inside, 2_000, joins=True)
    links = {pair: strong for group in ("abc", "def") for pair in combinations(group, 2)}
    links["c", "d"] = Link(over, 500, joins=True)
    assert clusters.find(links, largest=5).groups == (("a", "b", "c"), ("d", "e", "f"))


def _star(size: int, link: Link) -> dict[clusters.Pair, Link]:
    return {("00", f"{place:02d}"): link for place in range(1, size)}


def test_forty_entries_may_hang_together_and_no_more() -> None:
    thin = Link(0.6, 100, joins=True)
    assert clusters.find(_star(40, thin)).oversized == ()
    assert [len(one) for one in clusters.find(_star(41, thin)).oversized] == [41]


def test_who_can_never_be_one_human_does_not_hang_together() -> None:
    assert clusters.find(_star(6, NEVER), largest=5).oversized == ()


def test_what_no_link_can_split_is_left_apart() -> None:
    ring = [f"{place:02d}" for place in range(6)]
    links = {pair: Link(1.0, 5_000, joins=True) for pair in pairwise(ring)}
    assert clusters.find(links, largest=5).groups == ()


def test_the_one_link_that_holds_a_group_together_is_a_bridge() -> None:
    links = {("a", "b"): SAME, ("b", "c"): SAME, ("a", "c"): Link(0.2, 0)}
    found = clusters.find(links)
    assert found.groups == (("a", "b", "c"),)
    assert found.bridges == {("a", "b"), ("b", "c")}
    for probability in (0.99, 0.5):
        links["a", "c"] = Link(probability, 0)
        assert clusters.find(links).bridges == frozenset()
    assert clusters.find({("a", "b"): SAME}).bridges == frozenset()


def test_what_a_person_has_judged_is_no_bridge() -> None:
    judged = Link(0.99, 2_000, joins=True, surely=True)
    links = {("a", "b"): judged, ("b", "c"): SAME, ("a", "c"): Link(0.2, 0)}
    assert clusters.find(links).bridges == {("b", "c")}


LINKS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: (min(pair), max(pair))),
    st.builds(
        Link,
        st.sampled_from([0.0, 0.4, 0.5, 0.6, 0.9, 0.999]),
        st.sampled_from([-500, 0, 900, 2_500]),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
        st.sampled_from([False] * 9 + [True]),
    ),
    max_size=20,
)


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_nothing(links: dict[clusters.Pair, Link], chance: object) -> None:
    mixed = list(links.items())
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert clusters.find(dict(mixed)) == clusters.find(links)


@given(LINKS)
def test_groups_are_apart_and_break_no_law(links: dict[clusters.Pair, Link]) -> None:
    found = clusters.find(links)
    members = [one for group in found.groups for one in group]
    assert len(members) == len(set(members))
    assert not found.torn & set(members)
    judged = any(link.surely for link in links.values())
    for group in found.groups:
        inside = [link for pair, link in links.items() if set(pair) <= set(group)]
        assert judged or not any(link.apart for link in inside)


@given(LINKS)
def test_what_was_found_once_is_found_again(links: dict[clusters.Pair, Link]) -> None:
    once = clusters.find(links)
    sure = {
        pair: Link(link.probability, link.weight, link.joins, link.apart, surely=True)
        for group in once.groups
        for pair in ((one, other) for one in group for other in group if one < other)
        for link in [links.get(pair, clusters.NOTHING)]
    }
    again = clusters.find(sure)
    assert again.groups == once.groups


@pytest.mark.parametrize("size", [2, 5, 12])
def test_all_alike_are_one(size: int) -> None:
    names = [f"{place:02d}" for place in range(size)]
    links = {(one, other): SAME for one in names for other in names if one < other}
    assert clusters.find(links).groups == (tuple(names),)


def test_what_a_cluster_hangs_on_is_told_of_its_pairs() -> None:
    found = clusters.Clusters(
        groups=(("a", "b", "c"),),
        torn=frozenset({"t"}),
        oversized=(("x", "y"), ("z",)),
        bridges=frozenset({("a", "b")}),
    )
    doubt = clusters.doubts(found)
    assert [doubt(*pair) for pair in ("ab", "bc", "bt", "tx", "xy", "xz", "ax")] == [
        "bridge", None, "torn", "torn", "oversized", None, None,
    ]  # fmt: skip


def test_of_whom_nothing_is_known_nothing_is_said() -> None:
    said = clusters.NOTHING
    assert (said.probability, said.weight) == (0.0, 0)
    assert not any((said.joins, said.apart, said.surely))
