"""Weighing columns is weighing pairs: one source of numbers."""

import msgspec
import pytest

from talent.core import comparison, frequencies, model, pairing, scoring, weights
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
    for place, (one, other) in enumerate(
        zip(compared.pairs.one, compared.pairs.other, strict=True)
    ):
        single = model.weigh(scoring.one(people, int(one), int(other)), known, using)
        # One last bit of a logarithm may round a hundredth of a bit the other way.
        assert abs(single.weight - int(found.weight[place])) <= 1
        assert abs(single.probability - float(found.probability[place])) < 0.002


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
