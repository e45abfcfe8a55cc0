"""Weights from decisions: never negative, always whole, near the sheet while little is known."""

from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import fit, learning
from talent.core.fit import DEFAULT, FACTOR_LABELS, Weights
from talent.core.learning import Decided

TRUE = Weights(500, 4500, 500, 3500, 500, 200, 200, 100)


def an_office(weights: Weights, runs: int, seed: int = 7) -> list[Decided]:
    """Decide as an office would that weighs so: of each two, the better by its weights."""
    rng = Random(seed)  # noqa: S311 - nothing secret
    found = []
    for run in range(runs):
        people = [{name: rng.randint(0, 1000) for name in FACTOR_LABELS} for _ in range(2)]
        people.sort(key=lambda one: -sum(weights.of(name) * one[name] for name in one))
        found += [Decided(UUID(int=run + 1), at == 0, one) for at, one in enumerate(people)]
    return found


def agreement(weights: Weights, seed: int = 99) -> float:
    """How often weights order a pair that was never learned from as the office does."""
    rows = [row for _, row in learning.pairs(an_office(TRUE, 1_000, seed))]
    share = [weights.of(name) for name in FACTOR_LABELS]
    right = sum(sum(a * b for a, b in zip(share, row, strict=True)) > 0 for row in rows)
    return right / len(rows)


def test_without_a_pair_the_sheet_stays_as_it_is() -> None:
    assert learning.learn([], DEFAULT).weights == DEFAULT
    one = [Decided(UUID(int=1), accepted=True, values=dict.fromkeys(FACTOR_LABELS, 5))]
    assert learning.learn(one, DEFAULT).weights == DEFAULT


@pytest.mark.parametrize("runs", [50, 150])
def test_what_is_learned_orders_new_pairs_better_than_the_sheet(runs: int) -> None:
    learned = learning.learn(an_office(TRUE, runs), DEFAULT)
    assert learned.decisions == 2 * runs
    assert learned.pairs == runs
    assert agreement(learned.weights) > agreement(DEFAULT) + 0.02
    assert learned.agreed_after >= learned.agreed_before


def test_little_evidence_moves_little() -> None:
    few = learning.learn(an_office(TRUE, 3), DEFAULT).weights
    many = learning.learn(an_office(TRUE, 300), DEFAULT).weights
    assert abs(few.skill - DEFAULT.skill) < abs(many.skill - DEFAULT.skill)


def test_decisions_of_other_runs_are_not_compared() -> None:
    decided = [
        Decided(UUID(int=run), run == 1, dict.fromkeys(FACTOR_LABELS, 100 * run)) for run in (1, 2)
    ]
    assert learning.pairs(decided) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1_000), st.integers(0, 12), st.randoms(use_true_random=False))
def test_weights_are_whole_and_the_order_of_decisions_changes_nothing(
    seed: int, runs: int, rng: Random
) -> None:
    decided = an_office(TRUE, runs, seed)
    found = learning.learn(decided, DEFAULT).weights
    values = [found.of(name) for name in FACTOR_LABELS]
    assert sum(values) == fit.WHOLE
    assert min(values) >= 0
    mixed = list(decided)
    rng.shuffle(mixed)
    other = learning.learn(mixed, DEFAULT).weights
    assert all(abs(found.of(name) - other.of(name)) <= 1 for name in FACTOR_LABELS)
