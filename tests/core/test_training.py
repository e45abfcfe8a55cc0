"""A pool teaches its own model: no labels, no chance, and where nobody is double, nobody is."""

from typing import Any

import msgspec
import numpy as np
import pytest

from talent.core import (
    comparison,
    frequencies,
    kindred,
    levels,
    model,
    pairing,
    patterns,
    scoring,
    training,
    weights,
)
from talent.core.comparison import Entry
from talent.core.levels import Birth, IdNumber, Name, Place
from talent.core.training import Trained
from tests.core import invented


def trained(entries: list[Entry]) -> Trained:
    """Learn from invented entries."""
    people = [comparison.prepare(one) for one in entries]
    compared = scoring.compare(people, pairing.find(people), frequencies.count(people))
    return training.train(people, compared)


@pytest.mark.parametrize("count", [1, 2, 60, 400, 1_500])
def test_where_nobody_is_double_nobody_is_found(count: int) -> None:
    report = trained(invented.strangers(count)).report
    assert report.estimated < 1
    assert report.entries == count


@pytest.mark.parametrize(("count", "every"), [(400, 4), (1_500, 10)])
def test_the_number_of_duplicates_is_learned(count: int, every: int) -> None:
    report = trained(invented.doubled(invented.strangers(count), every)).report
    true = count / every
    assert abs(report.estimated - true) < 0.04 * true
    assert report.settled


def test_namesakes_of_one_village_are_not_taken_for_one_human() -> None:
    people = invented.strangers(800)
    others = invented.strangers(80, seed=9)
    namesakes = [
        msgspec.structs.replace(
            other, id=f"n{one.id}", name=one.name, sex=one.sex, village=one.village, birth=None
        )
        for one, other in zip(people[::10], others, strict=True)
    ]
    with_class = trained(people + namesakes).report
    assert with_class.estimated < 0.15 * len(namesakes)
    assert with_class.partners["namesake"] > 0.1


def test_the_same_pool_gives_the_same_model() -> None:
    entries = invented.doubled(invented.strangers(300), 5)
    first, second = trained(entries), trained(entries)
    assert (first.weights, first.report) == (second.weights, second.report)
    assert first.weights.version.startswith("trained-")
    assert first.weights.version != trained(entries[:-1]).weights.version


def test_levels_that_kin_also_fill_stay_as_the_experts_say() -> None:
    found = trained(invented.doubled(invented.strangers(600), 4)).weights
    for level in (
        Name.LAST_CHAR, Name.GENERATION, Name.ONE_CHAR, Name.SURNAME_ONLY, Name.DIFFERENT,
    ):  # fmt: skip
        assert found.same["name"][level] == weights.SAME["name"][level]
    for date in (Birth.YEAR_ONLY, Birth.DIFFERENT):
        assert found.same["birth"][date] == weights.SAME["birth"][date]
    assert found.same["id_number"] == weights.SAME["id_number"]
    for alike in levels.ALIKE_NAMES:
        prior = kindred.KIN["sibling"].table["name"][alike]
        assert found.kin["sibling"].table["name"][alike] == prior
    assert found.kin["namesake"].table == kindred.KIN["namesake"].table


def test_what_this_pools_clerks_do_is_learned() -> None:
    found = trained(invented.doubled(invented.strangers(1_500), 3)).weights
    # The second hand types every name by sound alone that it can.
    heard = found.same["name"][Name.SAME_TONE] + found.same["name"][Name.SAME_SOUND]
    assert heard > 2 * (
        weights.SAME["name"][Name.SAME_TONE] + weights.SAME["name"][Name.SAME_SOUND]
    )


def test_where_nobody_moves_a_move_speaks_against_but_never_too_much() -> None:
    stay = trained(invented.doubled(invented.strangers(1_500), 3)).weights
    assert training.MOST_MOVED == 0.04
    assert training.MOST_MOVED <= stay.same["place"][Place.OTHER] < training.MOVING
    counts = counted("place", {Place.VILLAGE: 9_000})
    found = training.learned("place", weights.SAME["place"], counts)
    assert found[Place.OTHER] == training.MOST_MOVED
    counts = counted("place", {Place.VILLAGE: 500, Place.OTHER: 500})
    found = training.learned("place", weights.SAME["place"], counts)
    assert found[Place.OTHER] > 0.4


def test_people_of_one_name_and_birth_month_teach_how_many_more_there_are() -> None:
    """Those whose days differ are two; so many of those whose days nobody says are two as well."""
    people = invented.strangers(1_000)
    others = invented.strangers(200, seed=9)
    peers = [
        msgspec.structs.replace(
            other, id=f"n{one.id}", name=one.name, sex=one.sex,
            birth=msgspec.structs.replace(one.birth, day=one.birth.day and one.birth.day % 28 + 1),
        )
        for one, other in zip(people[::10], others, strict=False)
        if one.birth
    ]  # fmt: skip
    report = trained(people + peers).report
    assert report.partners["peer"] > 0.05
    assert report.estimated < 0.1 * len(peers)


def test_people_of_one_name_and_birth_month_teach_where_more_of_them_live() -> None:
    """Where half of those whose days differ are of one village, an equal village says less of the others."""
    people = invented.strangers(1_500)
    others = invented.strangers(300, seed=9)

    def with_peers(at_home: int) -> kindred.Scale:
        peers = [
            msgspec.structs.replace(
                other, id=f"n{one.id}", name=one.name, sex=one.sex,
                village=one.village if place % 2 < at_home else other.village,
                birth=msgspec.structs.replace(one.birth, day=one.birth.day % 28 + 1),
            )
            for place, (one, other) in enumerate(zip(people[::6], others, strict=False))
            if one.birth and one.birth.day
        ]  # fmt: skip
        return trained(people + peers).weights.kin["peer"].table["place"]

    home, away = with_peers(1), with_peers(0)
    assert home[Place.VILLAGE] > 0.15 > 4 * away[Place.VILLAGE]
    assert home[Place.OTHER] == away[Place.OTHER] == 1.0


def test_in_a_pool_of_one_village_a_shared_village_says_nothing() -> None:
    entries = [
        msgspec.structs.replace(one, village="410183101201") for one in invented.strangers(500)
    ]
    found = trained(entries)
    assert found.weights.strangers["place"][Place.VILLAGE] > 0.85
    assert found.report.estimated < 1


def test_in_a_pool_of_men_a_shared_sex_says_nothing() -> None:
    entries = [msgspec.structs.replace(one, sex="1") for one in invented.strangers(500)]
    strangers = trained(entries).weights.strangers["sex"]
    assert strangers[1] > 0.9


def test_every_chance_is_one() -> None:
    found = trained(invented.doubled(invented.strangers(400), 3)).weights
    tables = [found.same, found.strangers, *(kin.table for kin in found.kin.values())]
    chances = [chance for table in tables for scale in table.values() for chance in scale.values()]
    assert all(0 < chance <= 1 for chance in chances)
    assert set(found.same["birth"]) == set(weights.SAME["birth"])


def test_a_model_is_kept_as_text_and_read_again() -> None:
    found = trained(invented.doubled(invented.strangers(200), 4)).weights
    assert msgspec.json.decode(msgspec.json.encode(found), type=weights.Weights) == found
    assert model.of(found).weights.version == found.version


def test_the_report_counts_every_pair_once_by_tenths() -> None:
    report = trained(invented.doubled(invented.strangers(400), 4)).report
    assert sum(tenth.pairs for tenth in report.calibration) == report.pairs
    assert sum(tenth.same for tenth in report.calibration) == pytest.approx(report.estimated)
    assert set(report.partners) == {"same", *kindred.KIN}
    assert [round(10 * tenth.least) for tenth in report.calibration] == list(range(10))


def test_learning_ends_when_the_estimate_moves_by_less_than_half_a_thousandth() -> None:
    assert training.settled(1_000.0, 999.6)
    assert not training.settled(1_000.0, 999.4)
    assert not training.settled(0.0, -1.0)


def test_learning_that_has_settled_ends() -> None:
    report = trained(invented.strangers(20)).report
    assert report.settled
    assert report.rounds < training.MOST_ROUNDS


def test_learning_that_does_not_settle_ends_after_eighty_rounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(training, "SETTLED", -1.0)
    report = trained(invented.strangers(20)).report
    assert (report.rounds, report.settled) == (80, False)


# --- one round ----------------------------------------------------------------------------

CLASSES = ("same", *kindred.KIN)
SIBLING_HELD = {
    "name": levels.ALIKE_NAMES, "id_number": {IdNumber.SAME}, "place": {Place.OTHER},
}  # fmt: skip
HELD: dict[str, dict[str, Any]] = {
    "same": {
        "name": {
            Name.LAST_CHAR,
            Name.GENERATION,
            Name.ONE_CHAR,
            Name.SURNAME_ONLY,
            Name.DIFFERENT,
        },
        "id_number": set(IdNumber),
        "birth": {Birth.YEAR_ONLY, Birth.DIFFERENT},
    },
    "sibling": SIBLING_HELD,
    "parent": SIBLING_HELD
    | {"name": {Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SURNAME_MISSING}},
}
"""What no pool teaches of a class; of classes that are not named, all but their size."""

PEER_LEARNS = {Place.VILLAGE, Place.TOWNSHIP}
"""Where people of one name and birth month live; nothing else is learned of them."""


def one_round(size: int = 1_000, pairs: float = 30.0) -> weights.Weights:
    """Learn once, from a pool in which every class shows every level about as often."""
    wide = max(map(len, levels.SCALES.values()))
    by_level = np.tile(400.0 + 7.0 * np.arange(wide), (len(CLASSES), len(levels.FIELDS), 1))
    expected = training.Expected(np.full(len(CLASSES), pairs), by_level)
    return training.maximised(expected, weights.EXPERT, weights.EXPERT, size)


def test_what_several_classes_could_fill_is_held_and_all_else_is_learned() -> None:
    found, prior = one_round(), weights.EXPERT
    tables = {"same": (found.same, prior.same)}
    tables |= {name: (found.kin[name].table, kin.table) for name, kin in prior.kin.items()}
    for name, (after, before) in tables.items():
        if name == "peer":
            moved = {
                level for level in after["place"] if after["place"][level] != before["place"][level]
            }
            assert moved == PEER_LEARNS
            assert after == before | {"place": after["place"]}
            continue
        if name not in HELD:
            assert after == before
            continue
        for field, scale in before.items():
            held = HELD[name].get(field, set())
            same = {level for level in scale if after[field][level] == scale[level]}
            assert same == held & scale.keys(), (name, field)


def test_each_pair_gives_one_more_to_both_its_sides_and_guesses_count_as_entries() -> None:
    found, prior = one_round(), weights.EXPERT
    assert found.partners == pytest.approx((2 * 30 + 20 * prior.partners) / 1_020)
    for name, kin in found.kin.items():
        assert kin.partners == pytest.approx((2 * 30 + 200 * prior.kin[name].partners) / 1_200)


# --- one table ----------------------------------------------------------------------------


def counted(field: str, counts: dict[int, float]) -> np.ndarray:
    """Lay counts out by level."""
    return np.array([counts.get(level, 0.0) for level in range(len(levels.SCALES[field]))])


def test_without_counts_the_prior_stands() -> None:
    for field, scale in weights.SAME.items():
        found = training.learned(field, scale, counted(field, {}))
        guessed = {Place.OTHER: training.MOVING} if field == "place" else {}
        assert found == pytest.approx(scale | guessed)


def test_many_counts_outweigh_the_prior() -> None:
    found = training.learned("sex", {1: 0.99, 2: 0.01}, counted("sex", {1: 60_000, 2: 40_000}))
    assert found[2] == pytest.approx(0.4, abs=0.01)


def test_the_experts_count_as_much_as_a_hundred_and_seventy_five_pairs() -> None:
    found = training.learned("sex", {1: 0.99, 2: 0.01}, counted("sex", {2: 175}))
    assert found[2] == pytest.approx((1 + 0.01) / 2)


def test_a_date_that_differs_counts_against_those_that_agree() -> None:
    counts = counted("birth", {Birth.SAME_DAY: 500, Birth.DIFFERENT: 500})
    found = training.learned("birth", weights.SAME["birth"], counts)
    assert found[Birth.SAME_DAY] < 0.6
    assert found[Birth.DIFFERENT] > 0.3


EXACT = {
    "day": {
        Birth.SAME_DAY, Birth.SWAPPED, Birth.LUNAR, Birth.OTHER_DAY, Birth.OTHER_MONTH,
        Birth.YEAR_OFF, Birth.OTHER_YEAR,
    },
    "month": {Birth.SAME_MONTH, Birth.LUNAR_MONTH, Birth.YEAR_OFF_MONTH},
    "year": {Birth.SAME_YEAR, Birth.YEAR_OFF_ONLY},
}  # fmt: skip


@pytest.mark.parametrize("known", EXACT)
def test_dates_teach_of_dates_that_are_as_exactly_known_and_of_no_others(known: str) -> None:
    prior = weights.SAME["birth"]
    counts = counted("birth", {level: 300.0 + level for level in EXACT[known]})
    found = training.learned("birth", prior, counts)
    for exact, group in EXACT.items():
        for level in group:
            assert (found[level] == pytest.approx(prior[level])) == (exact != known)


def test_names_are_as_common_as_others_within_half_a_bit() -> None:
    """So patterns stay few, and a name's rarity still counts."""
    people = [comparison.prepare(one) for one in invented.doubled(invented.strangers(200), 3)]
    pairs = scoring.compare(people, pairing.find(people), frequencies.count(people))
    seen = patterns.of(pairs, weights.EXPERT)
    steps = set((2 * seen.chance).tolist())
    assert all(step == round(step) for step in steps)
    assert any(step % 2 for step in steps)
    assert seen.counts.sum() == len(pairs)
