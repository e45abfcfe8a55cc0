"""A rule's parameters are said in Chinese and read back as they were."""

import re
from typing import Any

import msgspec

from talent.core import vocabulary
from talent.flows import rulesets
from talent.pages import parameters
from tests import build
from tests.conftest import County


def plain(params: dict[str, Any]) -> Any:
    """Answer the parameters as they are stored."""
    return msgspec.json.decode(msgspec.json.encode(params))


def test_every_parameter_of_the_vocabulary_has_a_chinese_name() -> None:
    nested = {"member", "route"}
    for name, kind in vocabulary.VOCABULARY.items():
        for field in set(kind.__struct_fields__) - nested:
            assert re.search(r"[一-鿿]", parameters.label(field)), (name, field)


async def test_what_is_shown_of_a_rule_is_read_back_as_it_stands(county: County) -> None:
    async with county.desk() as desk:
        rows = await rulesets.in_force(desk, build.TODAY)
    assert len(rows) > 20
    for row in rows:
        held = parameters.flat(row.params)
        shown = {path: parameters.written(path, value) for path, value in held.items()}
        read = {path: parameters.read(path, shown[path], was) for path, was in held.items()}
        assert plain(parameters.nested(read)) == plain(row.params), row.id
        assert not re.search(r"[a-z]", "".join(shown.values())), (row.id, shown)


def test_what_cannot_be_read_stays_as_typed_for_the_vocabulary_to_refuse() -> None:
    assert parameters.read("years", "十八", 18) == "十八"
    assert parameters.read("bars", "也许", True) == "也许"
    assert parameters.read("relations", "配偶，表亲", []) == ["spouse", "表亲"]
