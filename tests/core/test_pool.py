"""What a pool tells of strangers: the more they share anyway, the less it says of two."""

import msgspec
import pytest

from talent.core import comparison, pool, weights
from talent.core.comparison import Entry
from talent.core.levels import Birth, Phone
from talent.core.weights import Weights
from tests.core import invented

EXPERT = weights.EXPERT


def computed(entries: list[Entry]) -> Weights:
    """Compute the strangers' side of invented entries."""
    return pool.computed([comparison.prepare(one) for one in entries], EXPERT)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_pool_of_nearly_nobody_leaves_the_experts_right(count: int) -> None:
    found = computed(invented.strangers(count))
    assert found.clan == pytest.approx(EXPERT.clan, rel=0.02)
    assert found.strangers["sex"] == pytest.approx(EXPERT.strangers["sex"], rel=0.02)
    assert found.strangers["birth"] == pytest.approx(EXPERT.strangers["birth"], rel=0.02)


def test_where_all_were_born_in_one_year_a_year_says_little() -> None:
    entries = [
        msgspec.structs.replace(
            one, birth=one.birth and msgspec.structs.replace(one.birth, year=1980)
        )
        for one in invented.strangers(1_000)
    ]
    found = computed(entries).strangers["birth"]
    assert found[Birth.SAME_YEAR] > 0.5
    ratio = EXPERT.strangers["birth"][Birth.SAME_DAY] / EXPERT.strangers["birth"][Birth.SAME_YEAR]
    assert found[Birth.SAME_DAY] == pytest.approx(found[Birth.SAME_YEAR] * ratio)
    assert found[Birth.YEAR_OFF] < EXPERT.strangers["birth"][Birth.YEAR_OFF]


def test_in_clan_villages_a_shared_surname_says_little() -> None:
    entries = invented.strangers(1_000, villages=10)
    clan = [
        msgspec.structs.replace(one, name="王" + one.name[1:]) if place % 3 else one
        for place, one in enumerate(entries)
    ]
    assert computed(clan).clan > computed(entries).clan + 0.1
    assert computed(entries).clan < EXPERT.clan


def test_a_name_repeated_in_a_village_counts_once_for_its_clan() -> None:
    entries = invented.strangers(400, villages=5)
    twice = entries + [msgspec.structs.replace(one, id="q" + one.id) for one in entries]
    assert computed(twice).clan == computed(entries).clan


def test_names_have_their_sex_and_their_years() -> None:
    entries = [
        msgspec.structs.replace(
            one, name=one.name[:1] + ("秀" if one.sex == "2" else "建") + one.name[2]
        )
        for one in invented.strangers(3_000)
    ]
    found = computed(entries)
    assert found.sexed > 1.5
    assert 1.0 <= computed(invented.strangers(50)).peers < 1.2


def test_phones_and_numbers_are_left_to_the_experts() -> None:
    found = computed(invented.strangers(500))
    assert found.strangers["phone"][Phone.SAME] == EXPERT.strangers["phone"][Phone.SAME]
    assert found.strangers["id_number"] == EXPERT.strangers["id_number"]


def test_elsewhere_is_never_evidence() -> None:
    assert computed(invented.strangers(500)).strangers["place"][3] == 1.0
