"""A shortlist under conditions is the best there is, and says what the conditions cost."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from talent.core import shortlist
from talent.core.shortlist import Option, Wanted
from tests.core.rulebook import uid


def an_option(
    rank: int, total: int, *kin: int, woman: bool = False, young: bool = False, taken: bool = False
) -> Option:
    return Option(uid(rank), rank, total, woman, young, frozenset(map(uid, kin)), taken)


def test_without_conditions_the_first_are_chosen_and_nothing_is_lost() -> None:
    found = shortlist.choose([an_option(n, 100 - n) for n in range(1, 6)], Wanted(size=3))
    assert found.people == (uid(1), uid(2), uid(3))
    assert (found.total, found.free, found.cost, found.prices, found.unmet) == (294, 294, 0, (), ())


def test_a_woman_is_brought_in_and_her_price_is_told() -> None:
    options = [an_option(1, 90), an_option(2, 80), an_option(3, 50, woman=True)]
    found = shortlist.choose(options, Wanted(size=2, women=1))
    assert found.people == (uid(1), uid(3))
    assert found.cost == 30
    (price,) = found.prices
    assert (price.condition, price.words, price.total) == ("women", "至少1名妇女", 30)


def test_of_two_kin_one_stays() -> None:
    options = [an_option(1, 90, 2), an_option(2, 80), an_option(3, 50)]
    assert shortlist.choose(options, Wanted(size=2)).people == (uid(1), uid(3))
    assert shortlist.choose(options, Wanted(size=2, distinct_kin=False)).people == (uid(1), uid(2))


def test_who_is_held_elsewhere_is_left_out_and_the_missing_place_is_told() -> None:
    options = [an_option(1, 90, taken=True), an_option(2, 80)]
    found = shortlist.choose(options, Wanted(size=2))
    assert found.people == (uid(2),)
    assert found.unmet == ("应列2人，符合条件的只能列出1人",)
    assert [(one.condition, one.people) for one in found.prices] == [("spared", 1)]


def test_a_floor_that_nobody_can_fill_is_told_and_the_rest_is_still_the_best() -> None:
    found = shortlist.choose([an_option(1, 90), an_option(2, 80)], Wanted(size=1, women=1, young=1))
    assert found.people == (uid(1),)
    assert found.unmet == (
        "应有至少1名妇女，可列入的只有0名",
        "应有至少1名年轻人选，可列入的只有0名",
    )


def test_nobody_gives_an_empty_list() -> None:
    found = shortlist.choose([], Wanted(size=2))
    assert found.people == ()
    assert found.unmet == ("应列2人，符合条件的只能列出0人",)


@st.composite
def pools(draw: st.DrawFn) -> list[Option]:
    size = draw(st.integers(0, 7))
    kin = draw(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), max_size=6))
    return [
        an_option(
            number,
            draw(st.integers(0, 9)),
            *(b for a, b in kin if a == number and b != number),
            woman=draw(st.booleans()),
            young=draw(st.booleans()),
            taken=draw(st.booleans()),
        )
        for number in range(1, size + 1)
    ]


def wishes() -> st.SearchStrategy[Wanted]:
    return st.builds(
        Wanted,
        size=st.integers(1, 4),
        women=st.integers(0, 2),
        young=st.integers(0, 2),
        distinct_kin=st.booleans(),
        spared=st.booleans(),
    )


def worth(people: tuple[Option, ...], wanted: Wanted) -> tuple[int, int, int]:
    """How good a set is, written down anew: more people, fewer floors missed, a higher sum."""
    short = max(0, wanted.women - sum(one.woman for one in people))
    short += max(0, wanted.young - sum(one.young for one in people))
    return len(people), -short, sum(one.total for one in people)


def keeps(people: tuple[Option, ...], wanted: Wanted) -> bool:
    kin = any(b.person_id in a.kin or a.person_id in b.kin for a, b in combinations(people, 2))
    return not (wanted.distinct_kin and kin) and not (
        wanted.spared and any(one.taken for one in people)
    )


@settings(max_examples=150, deadline=None)
@given(pools(), wishes())
def test_no_set_that_keeps_the_conditions_is_better(pool: list[Option], wanted: Wanted) -> None:
    found = shortlist.choose(pool, wanted)
    chosen = tuple(one for one in pool if one.person_id in found.people)
    assert keeps(chosen, wanted)
    assert found.total == sum(one.total for one in chosen)
    every = [
        people
        for size in range(wanted.size + 1)
        for people in combinations(pool, size)
        if keeps(people, wanted)
    ]
    assert worth(chosen, wanted) == max(worth(people, wanted) for people in every)


@settings(max_examples=50, deadline=None)
@given(pools(), wishes(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_changes_nothing(
    pool: list[Option], wanted: Wanted, rng: object
) -> None:
    mixed = list(pool)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert shortlist.choose(mixed, wanted) == shortlist.choose(pool, wanted)


@settings(max_examples=50, deadline=None)
@given(pools(), wishes())
def test_a_condition_dropped_never_makes_the_list_worse(pool: list[Option], wanted: Wanted) -> None:
    looser = replace(wanted, women=0, young=0, distinct_kin=False, spared=False)
    with_, without = (shortlist.choose(pool, one) for one in (wanted, looser))
    assert len(without.people) >= len(with_.people)
    assert with_.cost >= 0
