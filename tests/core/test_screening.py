"""Whom the other fields rule out whatever the name is ruled out by the whole comparison too."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import comparison, levels, model, screening, weights
from talent.core.comparison import Entry
from talent.core.frequencies import Frequencies
from talent.core.model import Model
from talent.core.person import Birth, OtherName, Phone

NUMBER, OTHER = "410183198505200012", "410183197107060021"
VILLAGE = "410183101201"

NAMES = (
    "张伟",
    "张玮",
    "章伟",
    "尉迟敬德",
    "小张",
    "伟张",
    "张□",
    "zhang wei",
    "欧阳龙",
    "王建国",
    "",
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(NAMES),
    "other_names": st.sampled_from(((), (OtherName("张伟", "former"),), (OtherName("爨龙颜"),))),
    "sex": st.sampled_from((None, "1", "2")),
    "birth": st.sampled_from((
        None, Birth(1985), Birth(1985, 5), Birth(1985, 5, 20), Birth(1985, 4, 1, lunar=True),
        Birth(1985, 1, 1), Birth(1986, 5, 20), Birth(1958, 5, 20), Birth(1971, 7, 6),
    )),
    "id_number": st.sampled_from((None, None, NUMBER, OTHER)),
    "typed_number": st.sampled_from((None, None, "410183198505****12", "410183198505200013")),
    "phones": st.sampled_from(((), (Phone("15400000001"),), (Phone("15400000002", "family"),))),
    "village": st.sampled_from((None, VILLAGE, "410183101202", "410183102000", "410183102201")),
    "education": st.sampled_from((None, "31", "71")),
    "political_status": st.sampled_from((None, "13", "01")),
    "employer": st.sampled_from((None, "供电所", "西岭小学")),
    "native_place": st.sampled_from((None, "河南", "河南新密")),
}  # fmt: skip
ENTRIES = st.builds(Entry, id=st.just("x"), **VALUES)
SIZES = st.sampled_from((1, 400, 5_000, 1_000_000)).map(lambda size: Frequencies(size=size))
COUNTED = Frequencies(
    size=1_000_000, surnames={"张": 70_000}, givens={"伟": 9_000}, sounds={"wei": 30_000}
)
LEARNED = model.of(msgspec.structs.replace(weights.EXPERT, sexed=1.8, peers=5.0, clan=0.6))
EITHER = st.sampled_from((model.expert(), LEARNED))


@settings(max_examples=2_000, deadline=None)
@given(ENTRIES, ENTRIES, SIZES | st.just(COUNTED), EITHER)
def test_whom_the_other_fields_rule_out_the_comparison_rules_out(
    one: Entry, other: Entry, known: Frequencies, using: Model
) -> None:
    seen = comparison.prepare(one)
    if screening.hopeless(screening.of(seen, known, using), other):
        compared = comparison.compare(seen, comparison.prepare(other))
        assert model.hopeless(compared, known, using)
        assert model.weigh(compared, known, using).band == "unlike"


@given(ENTRIES, ENTRIES)
def test_a_field_of_which_one_says_nothing_is_unknown_beside_every_other(
    one: Entry, other: Entry
) -> None:
    seen = comparison.prepare(one)
    said = {place for place, _, _ in screening.of(seen, COUNTED, model.expert()).said}
    found = comparison.compare(seen, comparison.prepare(other)).levels
    unsaid = {*range(1, len(levels.FIELDS))} - said
    assert {found[place] for place in unsaid} <= {0}


def test_most_of_those_who_share_no_more_than_a_village_or_a_surname_are_ruled_out() -> None:
    seen = comparison.prepare(Entry(id="a", name="张伟", sex="1", birth=Birth(1985, 5, 20)))
    screen = screening.of(seen, COUNTED, model.expert())
    assert screening.hopeless(screen, Entry(id="b", name="张伟", sex="1", birth=Birth(1971, 7, 6)))


@pytest.mark.parametrize(
    "fields", [{"birth": Birth(1985, 5, 20), "village": VILLAGE}, {"id_number": NUMBER}]
)
def test_whoever_may_be_somebody_by_name_is_never_ruled_out(fields: dict[str, Any]) -> None:
    one = Entry(id="a", name="张伟", **fields)
    other = Entry(id="b", name="李四光", **fields)
    screen = screening.of(comparison.prepare(one), COUNTED, model.expert())
    assert not screening.hopeless(screen, other)
