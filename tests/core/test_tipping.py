"""What would change a band is what weighing again says it would, and the least that would."""

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import comparison, frequencies, levels, model, tipping, weights
from talent.core.comparison import Comparison, Entry
from talent.core.person import Birth, Phone

NUMBER, OTHER = "410183198505200012", "410183197107060021"
KNOWN = frequencies.Frequencies(5_000)


def compared(mine: dict[str, Any], theirs: dict[str, Any], names: tuple[str, str]) -> Comparison:
    """Compare two invented entries."""
    one, other = (
        comparison.prepare(Entry(id="a", name=name, **fields))
        for name, fields in zip(names, (mine, theirs), strict=True)
    )
    return comparison.compare(one, other)


PAIRS = st.builds(
    compared,
    *[
        st.fixed_dictionaries(
            {},
            optional={
                "sex": st.sampled_from("12"),
                "birth": st.sampled_from((Birth(1985, 5, 20), Birth(1985, 5), Birth(1971, 7, 6))),
                "id_number": st.sampled_from((NUMBER, OTHER)),
                "phones": st.sampled_from(((Phone("15400000001"),), (Phone("15400009999"),))),
                "village": st.sampled_from(("410183101201", "410183102201")),
                "education": st.sampled_from(("21", "61")),
                "employer": st.sampled_from(("供电所", "中心学校")),
            },
        )
    ]
    * 2,
    st.sampled_from(
        (("王建国", "王建国"), ("张宏", "张红"), ("尉迟敬德", "尉迟敬德"), ("王军", "李明"))
    ),
)


def supposed(pair: Comparison, change: tipping.Change) -> Comparison:
    """Answer the pair with the change made."""
    place = levels.AT[change.field]
    level = levels.SCALES[change.field][change.level]
    codes = (*pair.levels[:place], int(level), *pair.levels[place + 1 :])
    return msgspec.structs.replace(pair, levels=codes)


def test_who_can_be_told_by_nothing_has_nothing_near() -> None:
    unlike = compared({"sex": "1", "birth": Birth(1985)}, {"sex": "2", "birth": Birth(1940)},
                      ("王军", "李明"))  # fmt: skip
    assert {one.field for one in tipping.nearest(unlike, KNOWN)} <= {"id_number"}


@pytest.mark.parametrize("field", levels.FIELDS[1:])
def test_a_field_is_supposed_to_agree_and_to_differ_as_plainly_as_it_can(field: str) -> None:
    """Of names nothing is supposed; of all else what says the most, and what says the least."""
    says: dict[int, float] = {
        level: math.log2(weights.SAME[field][level] / weights.STRANGERS[field][level])
        for level in levels.SCALES[field]
        if level
    }
    agrees, differs = tipping.ASKED[field]
    assert says[agrees] == max(says.values())
    assert says[differs] == min(says.values())
    assert differs == max(level for level in says if says[level] == says[differs])
    assert "name" not in tipping.ASKED


def test_of_two_things_that_would_change_as_much_the_one_that_is_asked_about_first_is_told() -> (
    None
):
    neutral = {
        field: dict.fromkeys((level for level in scale if level), 1.0)
        for field, scale in levels.SCALES.items()
    }
    alike = {
        field: neutral[field] | {max(levels.SCALES[field]): 1e-4}
        for field in ("political_status", "education")
    }
    data = msgspec.structs.replace(
        weights.EXPERT,
        same=neutral | alike | {"name": weights.SAME["name"]},
        strangers=neutral,
        kin={},
    )
    [change] = tipping.nearest(compared({}, {}, ("尉迟敬德", "尉迟敬德")), KNOWN, model.of(data))
    assert (change.field, change.band) == ("education", "unlike")


def test_a_bare_name_is_settled_by_what_could_be_asked() -> None:
    found = tipping.nearest(compared({}, {}, ("尉迟敬德", "尉迟敬德")), KNOWN)
    assert found
    assert found[0].sentence.startswith("若能查明")
    assert {"likely", "unlike"} >= {one.band for one in found}


def test_what_is_known_is_to_be_verified() -> None:
    fields = {"sex": "1", "birth": Birth(1985, 5, 20), "village": "410183101201"}
    sure = compared(fields, fields, ("王建国", "王建国"))
    assert model.weigh(sure, KNOWN).band == "likely"
    found = tipping.nearest(sure, KNOWN)
    assert found
    assert any(one.sentence.startswith(("若核实为", "若能查明")) for one in found)
    assert all(one.band != "likely" for one in found)


@settings(max_examples=150, deadline=None)
@given(PAIRS)
def test_a_change_leads_where_it_says_and_none_asked_about_leads_there_by_less(
    pair: Comparison,
) -> None:
    now = model.weigh(pair, KNOWN)
    found = tipping.nearest(pair, KNOWN)
    assert [abs(one.weight - now.weight) for one in found] == sorted(
        abs(one.weight - now.weight) for one in found
    )
    by_band = {one.band: one for one in found}
    assert len(by_band) == len(found)
    for change in found:
        then = model.weigh(supposed(pair, change), KNOWN)
        assert (then.band, then.weight) == (change.band, change.weight)
        assert change.band != now.band
        assert change.sentence.endswith(
            {"likely": "很可能是同一人", "unsure": "须人工核对", "unlike": "不像同一人"}[
                change.band
            ]
        )
    for field, asked in tipping.ASKED.items():
        for level in {*asked} - {pair.level(field)}:
            change = tipping.Change(field, levels.SCALES[field](level).name, now.band, 0, "")
            then = model.weigh(supposed(pair, change), KNOWN)
            if then.band != now.band:
                least = abs(by_band[then.band].weight - now.weight)
                assert least <= abs(then.weight - now.weight)
