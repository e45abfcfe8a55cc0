"""What people judged to be one human is counted beside the experts' table, and nothing else is."""

from talent.core import comparison, judged, weights
from talent.core.comparison import Entry, Prepared
from talent.core.levels import Birth as Level
from talent.core.levels import Name, Sex
from talent.core.person import Birth


def entry(name: str, **fields: object) -> Prepared:
    """Make an invented entry ready."""
    return comparison.prepare(Entry(id="a", name=name, **fields))  # type: ignore[arg-type]


def test_without_judgements_the_experts_stand() -> None:
    assert judged.prior([], weights.EXPERT) is weights.EXPERT


def test_what_judged_pairs_show_is_expected_more_often_and_the_rest_less() -> None:
    slip = (entry("王建国", birth=Birth(1985, 5, 20)), entry("王建国", birth=Birth(1985, 5, 21)))
    found = judged.prior([slip] * 200, weights.EXPERT)
    before, now = weights.EXPERT.same["birth"], found.same["birth"]
    assert now[Level.OTHER_DAY] > 10 * before[Level.OTHER_DAY]
    assert now[Level.SAME_DAY] < before[Level.SAME_DAY]
    assert found.same["name"][Name.SAME] > weights.EXPERT.same["name"][Name.SAME]


def test_a_field_nobody_filled_teaches_nothing() -> None:
    pair = (entry("王建国"), entry("王建国"))
    found = judged.prior([pair] * 200, weights.EXPERT)
    # How many move is guessed wherever a model is learned: the experts take no move for evidence.
    for field in set(found.same) - {"name", "place"}:
        assert found.same[field] == weights.EXPERT.same[field]


def test_strangers_and_kin_are_not_taught_by_what_was_looked_at() -> None:
    pair = (entry("王建国", sex="1"), entry("王建国", sex="2"))
    found = judged.prior([pair] * 50, weights.EXPERT)
    assert found.same["sex"][Sex.DIFFERENT] > weights.EXPERT.same["sex"][Sex.DIFFERENT]
    assert (found.strangers, found.kin) == (weights.EXPERT.strangers, weights.EXPERT.kin)
