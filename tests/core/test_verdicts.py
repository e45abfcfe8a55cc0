"""How right a model is by what reviewers said, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.core import levels, verdicts
from talent.core.verdicts import Verdict


@pytest.mark.parametrize(
    ("same", "decided", "low", "high"),
    # E. B. Wilson's interval as published tables have it (score method without continuity).
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)],
)
def test_the_interval_is_wilson_s(same: int, decided: int, low: float, high: float) -> None:
    found = verdicts.wilson(same, decided)
    assert found == pytest.approx((low, high), abs=6e-5)


def test_every_way_in_which_names_are_alike_has_a_word_in_the_table() -> None:
    assert {one.name for one in levels.Name if one} <= verdicts.LEVELS.keys()


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(
    same: int, more: int
) -> None:
    low, high = verdicts.wilson(same, same + more)
    assert 0 <= low <= high <= 1
    if same + more:
        assert low - 1e-9 <= same / (same + more) <= high + 1e-9


def said(verdict: str, band: str = "likely", automatic: bool = False) -> Verdict:
    reasons = [{"field": "name", "level": "SAME_SOUND", "weight": 1, "sentence": "…"}]
    return Verdict(band, automatic, 0.95, "expert", reasons, verdict)


def test_unsure_decides_nothing_and_the_rolling_estimate_looks_at_the_newest() -> None:
    many = [
        *[said("same")] * verdicts.ROLLING,
        *[said("different")] * verdicts.ROLLING,
        said("unsure"),
    ]
    found = {one.of: one for one in verdicts.precisions(many)}
    assert (found["likely"].decided, found["likely"].estimate) == (2 * verdicts.ROLLING, 0.5)
    assert found["likely_rolling"].estimate == 1.0
    assert (found["automatic"].decided, found["automatic"].estimate) == (0, None)


def test_kinds_are_counted_by_how_the_names_are_alike() -> None:
    [kind] = verdicts.kinds([said("same"), said("different"), said("unsure")])
    assert (kind.level, kind.sentence) == ("SAME_SOUND", "读音相同")
    assert (kind.same, kind.different, kind.unsure) == (1, 1, 1)


@pytest.mark.parametrize("level", [one.name for one in levels.Name if one])
def test_every_way_two_names_are_alike_is_told_in_words_of_its_own(level: str) -> None:
    reasons = [{"field": "name", "level": level, "weight": 1, "sentence": "…"}]
    [kind] = verdicts.kinds([Verdict("likely", False, 0.95, "expert", reasons, "same")])
    assert not kind.sentence.isascii()
    assert list(verdicts.LEVELS.values()).count(kind.sentence) == 1


def test_two_hundred_of_the_newest_are_looked_at() -> None:
    many = [said("same", automatic=True)] * 150 + [said("different", automatic=True)] * 150
    found = {one.of: one for one in verdicts.precisions(many)}
    for part in ("likely", "automatic"):
        assert (found[part].decided, found[part].same) == (300, 150)
        assert (found[f"{part}_rolling"].decided, found[f"{part}_rolling"].same) == (200, 150)


def test_a_precision_is_told_of_its_own_part_alone() -> None:
    found = {
        one.of: (one.decided, one.same)
        for one in verdicts.precisions([said("same"), said("different", "unsure")])
    }
    assert found == {
        "likely": (1, 1), "likely_rolling": (1, 1), "unsure": (1, 0), "automatic": (0, 0),
        "automatic_rolling": (0, 0),
    }  # fmt: skip


def test_the_commonest_way_names_are_alike_comes_first() -> None:
    other = [{"field": "name", "level": "SHAPE", "weight": 1, "sentence": "…"}]
    rare = Verdict("likely", False, 0.95, "expert", other, "same")
    kinds = verdicts.kinds([rare, said("same"), said("unsure")])
    assert [one.level for one in kinds] == ["SAME_SOUND", "SHAPE"]
