"""What a pool tells of strangers: the more they share anyway, the less it says of two."""

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from talent.core import columns, comparison, pool, weights
from talent.core.comparison import Entry
from talent.core.levels import Birth, Phone
from talent.core.person import Birth as Birthday
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


# --- what is counted, and how much it counts ----------------------------------------------


@pytest.mark.parametrize(
    ("entries", "pairs"), [(2, 2), (1_000, 8_000), (5_000, 40_000), (10_000, 40_000)]
)
def test_eight_pairs_of_each_entry_are_looked_at_and_forty_thousand_at_most(
    entries: int, pairs: int
) -> None:
    assert len(pool.steps(entries)) == pairs


def test_pairs_are_taken_at_even_steps_through_the_pool() -> None:
    found = pool.steps(5_000)
    apart = sorted({int(step) for step in (found.other - found.one) % 5_000})
    gaps = [after - before for before, after in pairwise(apart)]
    assert len(apart) == 8
    assert max(gaps) < 2 * min(gaps)
    assert not (found.one == found.other).any()


def test_the_experts_count_as_five_hundred_pairs_of_strangers() -> None:
    sexes = pool.mixed("sex", {1: 0.54, 2: 0.46}, np.array([0.0, 500.0, 0.0]))
    assert sexes == pytest.approx({1: 0.77, 2: 0.23})
    prior = EXPERT.strangers["place"]
    places = pool.mixed("place", prior, np.array([9.0, 500.0, 0.0, 0.0]))
    assert places[1] == pytest.approx((1 + prior[1]) / 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("education", "21"), ("political_status", "01"), ("employer", "供电所"),
        ("position", "电工"), ("native_place", "河南新密"),
    ],
)  # fmt: skip
def test_what_all_strangers_share_says_nothing(field: str, value: str) -> None:
    entries = [msgspec.structs.replace(one, **{field: value}) for one in invented.strangers(300)]
    found, prior = computed(entries).strangers[field], EXPERT.strangers[field]
    assert found[1] > (1 + prior[1]) / 2


def test_what_agrees_in_the_year_follows_the_years_and_nothing_else() -> None:
    entries = [
        msgspec.structs.replace(one, birth=Birthday(1980, 5)) for one in invented.strangers(500)
    ]
    found, prior = computed(entries).strangers["birth"], EXPERT.strangers["birth"]
    ratios = {Birth(level).name: found[level] / prior[level] for level in prior}
    one_year = {
        "SAME_DAY", "SAME_MONTH", "SAME_YEAR", "SWAPPED", "LUNAR", "LUNAR_MONTH", "OTHER_DAY",
        "OTHER_MONTH", "YEAR_ONLY",
    }  # fmt: skip
    apart = {"YEAR_OFF", "YEAR_OFF_MONTH", "YEAR_OFF_ONLY"}
    same = 1 + 0.5 * ((1 - 1 / 500) / prior[Birth.SAME_YEAR] - 1)
    assert {name: ratios[name] for name in one_year} == pytest.approx(dict.fromkeys(one_year, same))
    assert {name: ratios[name] for name in apart} == pytest.approx(dict.fromkeys(apart, 0.5))
    assert ratios["OTHER_YEAR"] == ratios["DIFFERENT"] == 1.0


def test_the_experts_clans_count_as_two_thousand_pairs_of_a_village() -> None:
    """Sixty-four of one village make 2,016 pairs, all of one surname."""
    given = [chr(0x5E00 + 7 * place) for place in range(64)]
    entries = [Entry(id=one, name=f"王{one}", village="410183101201") for one in given]
    assert computed(entries).clan == pytest.approx((2_016 + 2_000 * EXPERT.clan) / 4_016)
    latin = "wei li fang jun lei ming hua ping qiang yong".split()
    for names in (
        [f"买买提·{one}" for one in given],
        [f"wang {one}" for one in latin],
    ):
        none = [Entry(id=one, name=one, village="410183101201") for one in names]
        assert computed(none).clan == pytest.approx(EXPERT.clan)
    nowhere = [msgspec.structs.replace(one, village=None) for one in entries]
    assert computed(nowhere).clan == pytest.approx(EXPERT.clan)


def test_given_names_are_in_use_for_four_years_from_nineteen_hundred_on() -> None:
    years = [
        Entry(id=f"{year}", name="王芳", sex="1", birth=Birthday(year))
        for year in range(1983, 1989)
    ]
    woman = Entry(id="w", name="王芳", sex="2", id_number="41018319840520002X")
    unknown = Entry(id="x", name="王芳", birth=Birthday(1984))
    ageless = Entry(id="y", name="王芳", sex="1")
    entries = [comparison.prepare(one) for one in (*years, woman, unknown, ageless)]
    *men, woman_of, unknown_of, ageless_of = pool.cohorts(columns.of(entries)).tolist()
    assert len(set(men)) == 3
    assert len(set(men[1:5])) == 1
    assert woman_of not in {0, *men}
    assert unknown_of == ageless_of == 0


def test_what_is_usual_counts_as_twenty_thousand_pairs() -> None:
    """Two hundred of one given name and as many surnames make 19,900 pairs."""
    everybody, alike = np.arange(200, dtype=np.int32), np.zeros(200, np.int32)
    found = pool.sharing(alike, everybody, alike, 0.0)
    assert found == pytest.approx(19_900 / 39_900)


def test_names_of_one_character_share_none_of_a_generation() -> None:
    given = "伟军强勇杰涛磊鹏飞龙波斌辉刚健峰亮林华荣"
    people = [
        comparison.prepare(Entry(id=char, name=f"王{char}", village="410183101201"))
        for char in given
    ]
    found = pool.computed(people, weights.EXPERT)
    assert (found.clan_char, found.char) == (weights.EXPERT.clan_char, weights.EXPERT.char)
    assert found.clan > weights.EXPERT.clan


def test_where_a_clan_bears_one_character_sharing_it_says_little() -> None:
    last = "伟军强勇杰涛磊鹏飞龙波斌辉刚健峰亮林华荣"
    clan = [Entry(id=char, name=f"王建{char}", village="410183101201") for char in last]
    found = computed(clan)
    assert found.clan_char > 3 * EXPERT.clan_char
    assert found.char > EXPERT.char
    far = [
        msgspec.structs.replace(
            one, id=f"x{place}", name=f"李{one.name[1:]}", village=f"4101831012{place:02d}"
        )
        for place, one in enumerate(clan, 10)
    ]
    assert computed(far).clan_char == EXPERT.clan_char
    assert computed(far).char == found.char


def test_who_tells_no_date_was_born_in_no_year() -> None:
    dated = invented.strangers(300)
    others = [
        msgspec.structs.replace(one, id=f"x{one.id}", birth=None)
        for one in invented.strangers(300, seed=5)
    ]
    assert computed([*dated, *others]).strangers["birth"] == computed(dated).strangers["birth"]


def test_where_all_were_born_in_two_years_a_year_apart_says_little() -> None:
    entries = [
        msgspec.structs.replace(one, birth=Birthday(1980 + place % 2, 5))
        for place, one in enumerate(invented.strangers(600))
    ]
    found = computed(entries).strangers["birth"]
    assert found[Birth.YEAR_OFF_ONLY] > 0.25
    assert found[Birth.SAME_YEAR] > 0.25


def test_who_has_no_given_name_or_tells_no_age_says_nothing_of_fashions() -> None:
    usual = [msgspec.structs.replace(one, name=one.name[:2]) for one in invented.strangers(300)]
    ageless = [msgspec.structs.replace(one, id=f"x{one.id}", sex=None, birth=None) for one in usual]
    nameless = [msgspec.structs.replace(one, id=f"y{one.id}", name=one.name[:1]) for one in usual]
    before = computed(usual)
    for more in (ageless, nameless):
        found = computed([*usual, *more])
        assert (found.sexed, found.peers) == (before.sexed, before.peers)
