"""An explanation is the weighing, laid out: its steps sum to the total, its bands begin where told."""

import msgspec
import pytest

from talent.core import comparison, explanation, model, tipping, weights
from talent.core.comparison import Entry
from talent.core.frequencies import Frequencies
from talent.core.person import Birth, Phone

KNOWN = Frequencies(size=40_000)
MINE = Entry(
    id="a", name="王建国", sex="1", birth=Birth(1985, 5, 20), phones=(Phone("15400000001"),),
    village="410183101201",
)  # fmt: skip
THEIRS = msgspec.structs.replace(MINE, id="b", name="王健国", birth=Birth(1985, 5))
PAIR = comparison.compare(comparison.prepare(MINE), comparison.prepare(THEIRS))


def test_steps_lie_one_on_the_other_up_to_the_total() -> None:
    told = explanation.explain(PAIR, KNOWN)
    sums = [0, *(one.total for one in told.steps)]
    assert [one.total - before for one, before in zip(told.steps, sums, strict=False)] == [
        one.weight for one in told.steps
    ]
    assert told.steps[-1].total == told.weight
    found = model.weigh(PAIR, KNOWN)
    assert (told.weight, told.probability, told.band) == (
        found.weight, found.probability, found.band,
    )  # fmt: skip
    assert [(one.field, one.sentence) for one in told.steps] == [
        (one.field, one.sentence) for one in found.reasons
    ]


@pytest.mark.parametrize("size", [0, 1, 400, 1_000_000])
@pytest.mark.parametrize("probability", [model.UNSURE_AT, 0.5, model.LIKELY_AT])
def test_a_band_begins_at_the_total_that_has_its_probability_in_a_register_of_this_size(
    size: int, probability: float
) -> None:
    total = explanation.reaching(probability, size, model.expert())
    odds = 2 ** (total / model.CENTIBITS) * weights.EXPERT.partners / max(1, size)
    assert odds / (1 + odds) == pytest.approx(probability, rel=0.01)
    told = explanation.explain(PAIR, Frequencies(size=size))
    assert (told.unsure_at, told.likely_at) == tuple(
        explanation.reaching(one, size, model.expert())
        for one in (model.UNSURE_AT, model.LIKELY_AT)
    )


def test_the_model_in_use_explains_and_says_that_it_does() -> None:
    other = model.of(msgspec.structs.replace(weights.EXPERT, version="trained-7", partners=0.4))
    told, usual = explanation.explain(PAIR, KNOWN, other), explanation.explain(PAIR, KNOWN)
    assert (told.model, usual.model) == ("trained-7", weights.EXPERT.version)
    assert told.likely_at < usual.likely_at
    assert told.probability > usual.probability
    assert told.changes == list(tipping.nearest(PAIR, KNOWN, other))
