"""Why places stay empty: groups with fewer people than places, whose lacks sum to the whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import plan_gaps, plan_words
from talent.core.numbers import Numbers
from talent.core.plan_model import Instance, Opening, SideRow
from talent.core.plan_words import Names
from tests import planning

FIRST, SECOND, THIRD = "419900101201", "419900101202", "419900101203"
NAMES = Names({FIRST: "石桥村", SECOND: "柳湾村", THIRD: "南坡村", "419900101000": "青石镇"})


def of(options: list[tuple[int, int]], *openings: Opening, **known: object) -> Instance:
    people = max((person for person, _ in options), default=0) + 1
    whole: dict[str, object] = {
        "people": tuple(f"p{at}" for at in range(people)),
        "caps": Numbers((1,) * people),
        "openings": openings,
        "person": Numbers(person for person, _ in options),
        "opening": Numbers(at for _, at in options),
        "fit": Numbers((1,) * len(options)),
    }
    return Instance(**(whole | known))  # type: ignore[arg-type]


def told(instance: Instance) -> list[tuple[str, int]]:
    taken = planning.solved(instance).taken
    return [(one.sentence, one.missing) for one in plan_words.reasons(instance, taken, NAMES)]


@settings(max_examples=120, deadline=None)
@given(
    st.builds(
        planning.an_instance,
        st.integers(0, 10**6),
        villages=st.integers(1, 4),
        people=st.integers(1, 7),
        wanted=st.integers(1, 3),
        cap=st.just(1),
        kin=st.just(0.0),
    )
)
def test_the_lacks_of_the_groups_sum_to_the_places_that_stay_empty(instance: Instance) -> None:
    taken = planning.solved(instance).taken
    gaps = plan_gaps.gaps(instance, taken)
    empty = sum(one.wanted for one in instance.openings) - len(taken)
    assert sum(gap.missing for gap in gaps) == empty
    assert all(gap.wanted - gap.there == gap.missing for gap in gaps if not gap.rows)
    assert not any(gap.rows for gap in gaps)
    for gap in (*gaps, *plan_gaps.smallest(instance, taken).values()):
        inside = {
            person
            for person, at in zip(instance.person, instance.opening, strict=True)
            if at in gap.openings
        }
        assert len(inside) == gap.there < gap.wanted


def test_three_villages_are_told_together_that_they_share_too_few_people() -> None:
    openings = [Opening(village, 31, 1) for village in (FIRST, SECOND, THIRD)]
    both = of([(person, at) for person in range(2) for at in range(3)], *openings)
    assert told(both) == [("青石镇3个村的监委主任后备共需3名，只有2名符合条件的人选", 1)]


def test_a_post_that_nobody_may_hold_is_told_so_and_a_person_held_elsewhere_does_not_count() -> (
    None
):
    openings = (Opening(FIRST, 21, 1), Opening(SECOND, 21, 1))
    assert told(of([(0, 0)], *openings)) == [("柳湾村的主任后备没有符合条件的人选", 1)]
    pinned = of([(0, 0), (0, 1)], *openings, pinned=Numbers((0,)))
    assert told(pinned) == [("柳湾村的主任后备没有符合条件的人选", 1)]


def test_where_a_relative_keeps_somebody_out_the_row_is_named() -> None:
    openings = (Opening(FIRST, 21, 1), Opening(FIRST, 23, 1))
    kin = SideRow("kin", FIRST, Numbers((0, 1)))
    instance = of([(0, 0), (1, 1)], *openings, rows=(kin,))
    [(sentence, missing)] = told(instance)
    assert "受近亲属回避限制" in sentence
    assert missing == 1


def test_a_floor_that_nobody_can_meet_says_so() -> None:
    instance = of([(0, 0)], Opening(FIRST, 21, 1), rows=(SideRow("woman", FIRST, Numbers()),))
    [one] = plan_words.shortfalls(instance, (0,), NAMES)
    assert one.why == "石桥村没有女性后备（没有符合条件的此类人选）"
