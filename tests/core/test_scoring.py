"""Weighing columns is weighing pairs: one source of numbers."""

import msgspec
import numpy as np
import pytest

from talent.core import columns, comparison, frequencies, model, pairing, scoring, weights
from talent.core.comparison import Entry
from talent.core.person import OtherName
from talent.core.weights import Weights
from tests.core import invented

SEXED = msgspec.structs.replace(weights.EXPERT, sexed=1.8, peers=3.5, clan=0.6, version="sexed")
NAMES = [
    Entry(id="x1", name="刘芳", sex="2", other_names=(OtherName("刘霖"),)),
    Entry(id="x2", name="刘霖", sex="2"),
    *(Entry(id=f"y{place}", name="王芳") for place in range(9)),
    Entry(id="x3", name="liu lin"),
    Entry(id="x4", name="小刘"),
    Entry(id="x5", name="刘□"),
]


@pytest.mark.parametrize("data", [weights.EXPERT, SEXED])
def test_columns_weigh_what_pairs_weigh(data: Weights) -> None:
    entries = invented.doubled(invented.strangers(250), 3) + NAMES
    people = [comparison.prepare(one) for one in entries]
    known, using = frequencies.count(people), model.of(data)
    compared = scoring.compare(people, pairing.find(people), known)
    found = scoring.weigh(compared, known.size, using)
    assert len(compared) > 100
    probability = found.probability
    for place, (one, other) in enumerate(
        zip(compared.pairs.one, compared.pairs.other, strict=True)
    ):
        single = model.weigh(scoring.one(people, int(one), int(other)), known, using)
        # One last bit of a logarithm may round a hundredth of a bit the other way.
        assert abs(single.weight - int(found.weight[place])) <= 1
        assert abs(single.probability - float(probability[place])) < 0.002


def test_what_is_told_of_a_pair_is_what_comparing_it_anew_tells() -> None:
    people = [
        comparison.prepare(one) for one in invented.doubled(invented.strangers(60), 3) + NAMES
    ]
    table = columns.of(people)
    compared = scoring.compare(people, pairing.find(people), frequencies.count(people))
    for place in range(len(compared)):
        one, other = int(compared.pairs.one[place]), int(compared.pairs.other[place])
        assert scoring.of_pair(table, compared, place) == scoring.one(people, one, other)


def test_an_equal_number_is_shown_however_improbable_and_nothing_else_is() -> None:
    number = "410183198505200012"
    people = [
        comparison.prepare(Entry(id="a", name="王建国", sex="1", id_number=number)),
        comparison.prepare(Entry(id="b", name="李秀英", sex="2", id_number=number)),
        comparison.prepare(Entry(id="c", name="王建国", sex="2")),
    ]
    compared = scoring.compare(people, pairing.find(people), frequencies.USUAL)
    nobody = scoring.Weighed(np.zeros(len(compared), np.int32), 1_000.0)
    worth = scoring.worth(compared, nobody)
    pairs = [(int(compared.pairs.one[at]), int(compared.pairs.other[at])) for at in worth]
    assert pairs == [(0, 1)]
    assert len(compared) > 1


def test_two_in_a_hundred_are_worth_showing_and_less_is_not() -> None:
    people = [comparison.prepare(Entry(id=one, name="王建国")) for one in "abc"]
    compared = scoring.compare(people, pairing.find(people), frequencies.USUAL)
    found = scoring.Weighed(np.array([-561, -562, 0], np.int32), 0.0)
    assert [round(float(one), 4) for one in found.probability] == [0.0201, 0.0199, 0.5]
    worth = scoring.worth(compared, found)
    assert worth.tolist() == [0, 2]


def test_no_pairs_weigh_nothing() -> None:
    people = [comparison.prepare(one) for one in invented.strangers(1)]
    compared = scoring.compare(people, pairing.find(people), frequencies.USUAL)
    assert len(scoring.weigh(compared, 1, model.expert()).weight) == 0


def test_a_given_name_of_ones_sex_and_years_says_less() -> None:
    entry = invented.strangers(1)[0]
    one = comparison.prepare(entry)
    compared = comparison.compare(one, one)
    plain, sexed = model.weigh(compared), model.weigh(compared, using=model.of(SEXED))
    assert sexed.reasons[0].weight < plain.reasons[0].weight
