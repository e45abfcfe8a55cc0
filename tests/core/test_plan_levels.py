"""The plan: level after level the best there is, proven, whatever order it is asked in."""

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import errors
from talent.core import numbers, plan_proof
from talent.core.numbers import Numbers
from talent.core.plan_model import Instance, Opening, SideRow
from tests import planning

instances = st.builds(
    planning.an_instance,
    st.integers(0, 10**6),
    villages=st.integers(1, 2),
    people=st.integers(1, 4),
    wanted=st.integers(1, 2),
    cap=st.integers(1, 2),
    worst_first=st.booleans(),
    kept=st.integers(0, 3),
)


def two_of_one_post(**known: object) -> Instance:
    """Two people for a village's one place, the second fitting better."""
    whole: dict[str, object] = {
        "people": ("a", "b"),
        "caps": Numbers((1, 1)),
        "openings": (Opening("419900101201", 21, 1),),
        "person": Numbers((0, 1)),
        "opening": Numbers((0, 0)),
        "fit": Numbers((5, 7)),
    }
    return Instance(**(whole | known))  # type: ignore[arg-type]


# Refusals


def test_pins_that_no_plan_can_hold_are_refused_naming_what_they_break() -> None:
    with pytest.raises(errors.Conflict, match="多于该岗位的名额"):
        planning.solved(two_of_one_post(pinned=Numbers((0, 1))))
    two = (Opening("419900101201", 21, 1), Opening("419900101201", 31, 1))
    of_one = two_of_one_post(openings=two, person=Numbers((0, 0)), opening=Numbers((0, 1)))
    with pytest.raises(errors.Conflict, match="多于其上限"):
        planning.solved(msgspec.structs.replace(of_one, pinned=Numbers((0, 1))))
    kin = two_of_one_post(
        openings=two,
        opening=Numbers((0, 1)),
        rows=(SideRow("kin", "419900101201", Numbers((0, 1))),),
    )
    with pytest.raises(errors.Conflict, match="近亲属"):
        planning.solved(msgspec.structs.replace(kin, pinned=Numbers((0, 1))))


# Laws


@settings(max_examples=120, deadline=None)
@given(instances)
def test_no_plan_there_is_counts_more_at_the_first_level_that_differs(instance: Instance) -> None:
    found = planning.solved(instance)
    assert planning.feasible(instance, found.taken)
    levels = planning.counted(instance, found.taken)
    standing = plan_proof.verify(instance, found.taken, found.steps)
    values = dict(levels)
    if "worst" in values:
        # Each component raises its own worst fit, so that of the whole is the least of them.
        assert [one.value for one in standing if one.level == "worst"] == [values["worst"]]
        assert tuple(levels.values())[:3] == planning.best(instance)[:3]
    else:
        assert tuple(levels.values()) == planning.best(instance)


@settings(max_examples=60, deadline=None)
@given(instances)
def test_the_proof_of_a_plan_leaves_no_gap(instance: Instance) -> None:
    found = planning.solved(instance)
    standing = plan_proof.verify(instance, found.taken, found.steps)
    assert [one.level for one in standing if one.gap] == []
    assert all(one.bound == one.value for one in standing)


@settings(max_examples=30, deadline=None)
@given(instances)
def test_the_same_instance_gives_the_same_bytes(instance: Instance) -> None:
    again = msgspec.msgpack.decode(
        msgspec.msgpack.encode(instance, enc_hook=numbers.plain),
        type=Instance,
        dec_hook=numbers.read,
    )
    one, other = planning.solved(instance), planning.solved(again)
    assert one == other


@settings(max_examples=60, deadline=None)
@given(instances, st.integers(0, 99))
def test_a_pin_holds_and_costs_no_less_than_nothing(instance: Instance, seed: int) -> None:
    pin = Random(seed).randrange(len(instance.person))  # noqa: S311 - no secret
    pinned = msgspec.structs.replace(instance, pinned=Numbers((pin,)))
    free, held = planning.solved(instance), planning.solved(pinned)
    assert pin in held.taken
    assert planning.feasible(pinned, held.taken)
    if not instance.worst_first:
        before = tuple(planning.counted(instance, free.taken).values())
        assert tuple(planning.counted(instance, held.taken).values()) <= before


@settings(max_examples=60, deadline=None)
@given(instances, st.integers(0, 99))
def test_who_fits_better_never_makes_the_whole_fit_worse(instance: Instance, seed: int) -> None:
    at = Random(seed).randrange(len(instance.person))  # noqa: S311 - no secret
    more = [*instance.fit]
    more[at] = min(more[at] + 5, 10_000_000)
    better = msgspec.structs.replace(instance, fit=Numbers(more), worst_first=False)
    plain = msgspec.structs.replace(instance, worst_first=False)
    before = planning.counted(plain, planning.solved(plain).taken)
    after = planning.counted(better, planning.solved(better).taken)
    assert (after["filled"], after["floors"]) == (before["filled"], before["floors"])
    assert after["total"] >= before["total"]


def test_where_only_quotas_and_caps_bind_no_tree_is_needed() -> None:
    for seed in range(20):
        plain = planning.an_instance(seed, people=8, villages=4, kin=0)
        plain = msgspec.structs.replace(plain, rows=())
        found = planning.solved(plain)
        assert not any(step.trees for step in found.steps)


def test_a_kept_option_is_kept_where_the_total_allows_it() -> None:
    even = two_of_one_post(fit=Numbers((5, 5)))
    for kept in (0, 1):
        found = planning.solved(msgspec.structs.replace(even, kept=Numbers((kept,))))
        assert found.taken == (kept,)
    steady = two_of_one_post(kept=Numbers((0,)), steadiness=3)
    assert planning.solved(steady).taken == (0,)
    assert planning.solved(msgspec.structs.replace(steady, steadiness=1)).taken == (1,)


def test_a_floor_is_met_before_the_total_and_never_at_the_cost_of_a_place() -> None:
    woman = SideRow("woman", "419900101201", Numbers((0,)))
    assert planning.solved(two_of_one_post(rows=(woman,))).taken == (0,)
    two = (Opening("419900101201", 21, 1), Opening("419900101201", 31, 1))
    both = two_of_one_post(
        openings=two,
        people=("a", "b"),
        person=Numbers((0, 1, 1)),
        opening=Numbers((0, 0, 1)),
        fit=Numbers((1, 9, 9)),
        rows=(SideRow("woman", "419900101201", Numbers((1,))),),
    )
    assert planning.solved(both).taken == (0, 2)
