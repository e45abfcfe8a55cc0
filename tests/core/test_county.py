"""The invented county: true size, nobody real, the same bytes for one seed."""

from collections import Counter, defaultdict
from datetime import date

import msgspec
import pytest

from talent.core import births, county, divisions, idnumber, phones, places, validity
from talent.core.county import land
from talent.core.county.contents import DUALMI, LOCAL, RESERVE, County, Person
from talent.errors import Invalid

TODAY = date(2026, 6, 1)
SEED = 7


@pytest.fixture(scope="module")
def whole() -> County:
    return county.invent(SEED, TODAY)


@pytest.fixture(scope="module")
def small() -> County:
    return county.invent(SEED, TODAY, 0.1)


def entered(whole: County, pool: str) -> list[Person]:
    """Answer who stands in a pool."""
    return [whole.people[entry.person] for entry in whole.entries if entry.pool == pool]


# ------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize("scale", [0, -1, 1.01])
def test_a_scale_that_is_no_part_of_a_county_is_refused(scale: float) -> None:
    with pytest.raises(Invalid) as refused:
        county.invent(SEED, TODAY, scale)
    assert refused.value.faults[0].field == "scale"


def test_a_day_before_the_first_elections_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        county.invent(SEED, date(2021, 6, 30))
    assert refused.value.faults[0].field == "today"


# ------------------------------------------------------------------------- same seed, same bytes


def test_one_seed_and_day_give_the_same_bytes() -> None:
    one, other = (msgspec.json.encode(county.invent(3, TODAY, 0.1)) for _ in range(2))
    assert one == other


def test_another_seed_gives_another_county(small: County) -> None:
    other = county.invent(SEED + 1, TODAY, 0.1)
    assert {one.draft.name for one in other.people} != {one.draft.name for one in small.people}


@pytest.mark.parametrize("scale", [1.0, 0.3, 0.05, 0.01, 0.002])
def test_a_county_shrinks_with_its_scale(scale: float) -> None:
    found = county.invent(5, date(2027, 3, 1), scale)
    pools = Counter(entry.pool for entry in found.entries)
    wanted = {DUALMI: 632, LOCAL: 3798, RESERVE: 409}
    assert pools == {pool: max(1, round(size * scale)) for pool, size in wanted.items()}
    villages = [one for one in found.places if one.kind == "village" and one.status == "in_force"]
    assert len(villages) == max(2, round(303 * scale))
    assert found.requests


# -------------------------------------------------------------------------------- places


def test_the_county_has_its_true_number_of_places(whole: County) -> None:
    kinds = Counter(one.kind for one in whole.places if one.status == "in_force")
    groups = kinds.pop("group")
    assert kinds == {"county": 1, "district": 7, "township": 18, "village": 303, "community": 9}
    assert 2550 < groups < 2850


def test_every_code_is_of_its_level_and_stands_once(whole: County) -> None:
    assert all(divisions.fits(one.code, one.kind) for one in whole.places)
    assert all(one.code.startswith("419983") for one in whole.places)
    assert len({one.code for one in whole.places}) == len(whole.places)
    twelve = ("county", "township", "village", "community")
    assert {len(one.code) for one in whole.places if one.kind in twelve} == {12}


def test_a_parent_stands_before_its_children(whole: County) -> None:
    seen: set[str | None] = {None}
    for one in whole.places:
        assert one.parent in seen
        seen.add(one.code)
    assert all(
        one.parent[:9] == one.code[:9]
        for one in whole.places
        if one.kind == "village" and one.parent
    )


def test_villages_share_names_across_townships_and_some_have_older_ones(whole: County) -> None:
    villages = [one for one in whole.places if one.kind == "village" and one.status == "in_force"]
    shared = [
        name for name, many in Counter(one.short_name for one in villages).items() if many > 1
    ]
    assert 2 <= len(shared) <= 10
    for name in shared:
        homes = [one.parent for one in villages if one.short_name == name]
        assert len(set(homes)) == len(homes)
    assert sum(bool(one.aliases) for one in villages) >= 15


def test_a_merged_village_lives_on_in_one_that_knows_its_name(whole: County) -> None:
    by_code = {one.code: one for one in whole.places}
    gone = [one for one in whole.places if one.status == "merged"]
    assert gone
    for one in gone:
        heir = by_code[one.successor or ""]
        assert heir.status == "in_force"
        assert one.name in {alias.alias for alias in heir.aliases}


def test_villages_carry_their_flags(whole: County) -> None:
    flags = Counter(flag for one in whole.places for flag in one.flags)
    assert set(flags) == {"weak_years", "hollow", "model"}
    assert all(max(one.flags.get("weak_years", [0])) <= TODAY.year for one in whole.places)


# -------------------------------------------------------------------------------- people


def test_the_pools_have_their_true_sizes(whole: County) -> None:
    assert Counter(entry.pool for entry in whole.entries) == {
        DUALMI: 632,
        LOCAL: 3798,
        RESERVE: 409,
    }
    assert len(whole.entries) == 4839
    assert len({(entry.pool, entry.person) for entry in whole.entries}) == 4839


def test_keys_are_positions(whole: County) -> None:
    for many in (whole.people, whole.bodies, whole.posts):
        assert [one.key for one in many] == list(range(len(many)))


def test_every_draft_is_without_fault(whole: County) -> None:
    index = places.PlaceIndex(
        places.Place(one.code, one.code, one.kind, one.name) for one in whole.places
    )
    for one in whole.people:
        faults, _ = validity.check(one.draft, TODAY, index)
        assert not faults, (one, faults)


def test_id_numbers_are_valid_and_of_the_invented_county(whole: County) -> None:
    numbers = [one.draft.id_number for one in whole.people if one.draft.id_number]
    assert len(numbers) > 3000
    for number in numbers:
        assert number.startswith("419983")
        assert idnumber.recognise(number, TODAY).value == number


def test_few_id_numbers_are_borne_by_two_humans(whole: County) -> None:
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for one in whole.people:
        if one.draft.id_number:
            bearers[one.draft.id_number].add(one.human)
    shared = [number for number, humans in bearers.items() if len(humans) > 1]
    assert 1 <= len(shared) <= 6
    told = {one.draft.id_number for one in whole.people if "equal_id" in one.tags}
    assert set(shared) == told


def test_id_numbers_agree_with_birth_and_sex_but_for_a_few(whole: County) -> None:
    unlike = 0
    for one in whole.people:
        draft = one.draft
        if draft.id_number and draft.birth and "second" not in one.tags:
            born = births.of_id_number(draft.id_number)
            assert born
            exact = (draft.birth.month in (None, born.month)) and draft.birth.day in (
                None,
                born.day,
            )
            unlike += not (exact and draft.birth.year == born.year)
            if "equal_id" not in one.tags:
                assert draft.sex == idnumber.sex(draft.id_number)
    assert 5 < unlike < 120


def test_phones_are_of_a_block_that_no_network_has(whole: County) -> None:
    numbers = {phone.number for one in whole.people for phone in one.draft.phones}
    assert all(phones.is_number(number) and number.startswith("154") for number in numbers)


@pytest.mark.parametrize(
    ("pool", "least", "most"), [(DUALMI, 34, 50), (LOCAL, 18, 38), (RESERVE, 9, 27)]
)
def test_id_numbers_are_missing_as_each_pool_misses_them(
    whole: County, pool: str, least: int, most: int
) -> None:
    drafts = [one.draft for one in entered(whole, pool)]
    assert least < 100 * sum(draft.id_number is None for draft in drafts) / len(drafts) < most


def test_a_reserve_is_of_working_age_and_one_is_not_yet_of_age(whole: County) -> None:
    ages = [TODAY.year - one.draft.birth.year for one in entered(whole, RESERVE) if one.draft.birth]
    assert sum(28 <= age <= 46 for age in ages) > 0.75 * len(ages)
    assert 1 <= sum(age < 18 for age in ages) <= 2


def test_the_county_says_of_itself_that_it_is_an_example(whole: County) -> None:
    assert "示例" in whole.name
    assert whole.places[0].name == whole.name == land.COUNTY_NAME
