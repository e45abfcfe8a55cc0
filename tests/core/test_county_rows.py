"""One human with several rows, several humans with one name: what is to be told apart."""

from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest

from talent.core import characters, county, idnumber
from talent.core.county import census, given_names, land
from talent.core.county.contents import DUALMI, LOCAL, RESERVE, County, Person

TODAY = date(2026, 6, 1)
SEED = 7


@pytest.fixture(scope="module")
def whole() -> County:
    return county.invent(SEED, TODAY)


def test_about_seven_entries_in_a_hundred_are_second_rows(whole: County) -> None:
    first: set[int] = set()
    seconds = 0
    for entry in whole.entries:
        one = whole.people[entry.person]
        if "second" in one.tags:
            assert one.human in first
            seconds += 1
        first.add(one.human)
    assert 0.06 <= seconds / len(whole.entries) <= 0.08


def test_a_second_row_differs_from_the_first(whole: County) -> None:
    rows: defaultdict[int, list[Person]] = defaultdict(list)
    for one in whole.people:
        rows[one.human].append(one)
    found: Counter[str] = Counter()
    for one in whole.people:
        if "second" in one.tags:
            assert len(rows[one.human]) > 1
            assert set(one.tags) - {"second", "no_id_number"}, "only a number is missing"
            assert all(one.draft != other.draft for other in rows[one.human] if other is not one)
            found.update(one.tags)
    wanted = (
        "homophone lookalike variant former_name lunar month_only other_phone no_id_number moved"
    )
    assert all(found[tag] >= 3 for tag in wanted.split()), found


def test_some_people_stand_in_two_pools_as_one_row(whole: County) -> None:
    pools: defaultdict[int, set[str]] = defaultdict(set)
    for entry in whole.entries:
        pools[entry.person].add(entry.pool)
    pairs = Counter(tuple(sorted(held)) for held in pools.values() if len(held) > 1)
    assert set(pairs) >= {(LOCAL, RESERVE), (DUALMI, RESERVE), (DUALMI, LOCAL)}
    assert 80 < sum(pairs.values()) < 140


def test_strangers_share_common_names(whole: County) -> None:
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for entry in whole.entries:
        one = whole.people[entry.person]
        bearers[one.draft.name].add(one.human)
    assert max(map(len, bearers.values())) >= 5
    assert sum(len(humans) > 1 for humans in bearers.values()) > 300


def test_families_share_phones_and_villages(whole: County) -> None:
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for one in whole.people:
        for phone in one.draft.phones:
            holders[phone.number].add(one.human)
    assert sum(len(humans) > 1 for humans in holders.values()) > 100


def test_twins_have_one_birthday_and_neighbouring_id_numbers(whole: County) -> None:
    numbers = {one.draft.id_number[:17]: one for one in whole.people if one.draft.id_number}
    twins = [
        (one, numbers[after])
        for number, one in numbers.items()
        if (after := f"{int(number) + 2:017}") in numbers
        and numbers[after].draft.household_village == one.draft.household_village
    ]
    assert len(twins) >= 10
    assert all(one.draft.name[0] == other.draft.name[0] for one, other in twins)


@pytest.fixture
def born() -> census.Census:
    rng = Random(1)  # noqa: S311 - invented people
    return census.Census(rng, TODAY, land.invent(rng, TODAY, 0.01))


def test_no_id_number_is_given_out_twice_on_one_birthday(born: census.Census) -> None:
    first = born.human("", "2", 30)
    numbers = [first.id_number, *(born.twin(first).id_number for _ in range(99))]
    assert len(set(numbers)) == 100
    assert {idnumber.sex(number) for number in numbers} == {"2"}


def test_no_phone_is_given_out_twice(born: census.Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(census, "PHONES", 20)
    born.take(set(), {"15400000000", "15400000001"})
    numbers = {born.new_phone() for _ in range(18)}
    assert len(numbers) == 18
    assert not numbers & {"15400000000", "15400000001"}


def test_every_homophone_of_the_tables_sounds_alike() -> None:
    for table, surname in ((given_names.SOUND_ALIKE, False), (given_names.SURNAME_ALIKE, True)):
        for char, others in table.items():
            for other in others:
                assert char != other
                assert (
                    characters.relation(char, other, surname=surname)
                    <= characters.Relation.SAME_SOUND
                )


def test_every_other_form_of_the_table_is_a_form_of_one_character() -> None:
    for char, other in given_names.OTHER_FORM.items():
        assert characters.relation(char, other) is characters.Relation.VARIANT
