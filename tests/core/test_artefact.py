"""A model is kept as it is, and shown level by level in the numbers that weigh."""

import msgspec

from talent.core import artefact, frequencies, levels, model, weights
from talent.core.artefact import Content
from talent.core.levels import Sex


def test_what_is_kept_is_read_again_as_it_was() -> None:
    content = Content(weights.EXPERT, frequencies.Frequencies(3, {"王": 2}, {"伟": 1}, {"wei": 1}))
    again = artefact.decode(artefact.encode(content))
    assert again == content
    assert artefact.ready(again).model == model.expert()


def test_each_level_of_each_field_is_told_and_what_is_unknown_is_none() -> None:
    told = {(one.field, one.level): one.weight for one in artefact.levels_of(weights.EXPERT)}
    every = {(field, one.name) for field, scale in levels.SCALES.items() for one in scale}
    assert told.keys() == every - {(field, "UNKNOWN") for field in levels.FIELDS}
    assert told["sex", "SAME"] > 0 > told["sex", "DIFFERENT"]


def test_two_models_differ_where_they_differ_the_most_first() -> None:
    same = weights.EXPERT.same | {
        "sex": {Sex.SAME: 0.99, Sex.DIFFERENT: 0.08},
        "education": {level: share / 2 for level, share in weights.SAME["education"].items()},
    }
    other = msgspec.structs.replace(weights.EXPERT, same=same)
    found = artefact.compare(weights.EXPERT, other)
    assert artefact.compare(other, other) == []
    assert {one.field for one in found} == {"sex", "education"}
    apart = [abs(one.one - one.other) for one in found]
    assert apart == sorted(apart, reverse=True)
    assert (found[0].field, found[0].level) == ("sex", "DIFFERENT")
