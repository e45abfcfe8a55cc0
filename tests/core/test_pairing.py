"""All pairs that share a key are found once; a key of too many is none."""

from itertools import combinations
from typing import Any

import msgspec
import numpy as np
import pytest

from talent.core import blocking, comparison, pairing
from talent.core.comparison import Entry, Prepared
from talent.core.person import Birth, Phone
from tests.core import invented


def prepared(entries: list[Entry]) -> list[Prepared]:
    """Make invented entries ready."""
    return [comparison.prepare(one) for one in entries]


def listed(found: pairing.Pairs) -> list[tuple[int, int]]:
    """Answer the pairs of places."""
    return list(zip(found.one.tolist(), found.other.tolist(), strict=True))


def test_nobody_and_one_alone_give_no_pair() -> None:
    assert len(pairing.find([])) == 0
    assert len(pairing.find(prepared(invented.strangers(1)))) == 0


def test_strangers_who_share_no_key_are_not_paired() -> None:
    people = prepared([Entry(id="a", name="王建国"), Entry(id="b", name="李志强")])
    assert len(pairing.find(people)) == 0


def test_a_village_offices_phone_on_two_hundred_entries_is_no_key() -> None:
    phone = (Phone("19900000001"),)
    names = [one.name for one in invented.strangers(200, villages=5)]
    office = [Entry(id=str(place), name=name, phones=phone) for place, name in enumerate(names)]
    assert pairing.find(prepared(office)).left_out == {"ph": 1}
    assert pairing.find(prepared(office[:100])).left_out == {}


def test_fifty_of_one_name_are_all_compared() -> None:
    many = [Entry(id=str(place), name="王建国") for place in range(50)]
    assert len(pairing.find(prepared(many))) == 50 * 49 / 2


def test_a_million_pairs_of_a_rule_are_always_afforded() -> None:
    """A block of a hundred brings 4,950 pairs: 202 of them stay below a million, 203 do not."""
    rule = blocking.Rule("sv", "", ("surname", "village"), pairs=1)
    for blocks, most in ((202, pairing.MOST_NARROW), (203, 99)):
        sizes = np.full(blocks, 100)
        assert pairing.cap(rule, sizes, sizes, len(sizes)) == most


@pytest.mark.parametrize("rule", blocking.RULES, ids=lambda rule: rule.code)
def test_a_rule_affords_three_pairs_for_each_entry_and_characters_of_a_township_six(
    rule: blocking.Rule,
) -> None:
    """A block of fifty brings 1,225: of a million entries 2,448 of them are three million pairs."""
    afforded = 2_448 * (2 if rule.code == "ct" else 1)
    most = pairing.cap(rule, np.full(1, 1), np.full(1, 1), 1)
    for blocks, expected in ((afforded, most), (afforded + 2, 49)):
        sizes = np.full(blocks, 50)
        assert pairing.cap(rule, sizes, sizes, 1_000_000) == expected


def test_keys_of_many_parts_never_meet_by_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty-four townships eleven times over are more keys than fit a number of 64 bits."""
    rule = blocking.Rule("x", "", ("village", *["township"] * 11))
    monkeypatch.setattr(blocking, "RULES", (rule,))
    two = [Entry(id=str(place), name="甲", village=f"41018310120{place}") for place in range(2)]
    others = [
        Entry(id=f"x{place}", name="甲", village=f"4101831{place:02d}201") for place in range(2, 65)
    ]
    assert len(pairing.find(prepared([*two, *others]))) == 0


def test_what_is_found_in_parts_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    people = prepared(invented.doubled(invented.strangers(60), 3))
    whole = listed(pairing.find(people))
    monkeypatch.setattr(pairing, "_AT_ONCE", 7)
    assert listed(pairing.find(people)) == whole


def test_a_phone_of_too_many_is_no_key_and_is_counted() -> None:
    phone = (Phone("19900000001"),)
    names = [one.name for one in invented.strangers(pairing.MOST_NARROW + 1, villages=5)]
    many = [Entry(id=str(place), name=name, phones=phone) for place, name in enumerate(names)]
    with_all, without = pairing.find(prepared(many)), pairing.find(prepared(many[1:]))
    assert with_all.left_out == {"ph": 1}
    assert without.left_out == {}
    assert len(with_all) < len(without) == pairing.MOST_NARROW * (pairing.MOST_NARROW - 1) / 2


def test_who_says_a_day_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a date and within a number: a hundred and twenty of one day are still compared."""
    (rule,) = (one for one in blocking.RULES if one.code == "sd")
    monkeypatch.setattr(blocking, "RULES", (rule,))
    number = "410183198505200012"
    many = [
        Entry(id=f"{place:03d}", name="王建国", birth=Birth(1985, 5, 20), id_number=number)
        for place in range(pairing.MOST_NARROW)
    ]
    assert pairing.find(prepared(many)).left_out == {}


def test_a_year_ahead_is_no_way_around_the_cap() -> None:
    many = [
        Entry(id=str(place), name="王建国", birth=Birth(1985))
        for place in range(pairing.MOST_NARROW + 1)
    ]
    younger = Entry(id="x", name="王建国", birth=Birth(1986))
    assert len(pairing.find(prepared([*many, younger]))) == len(many)


def test_a_broad_key_is_left_out_sooner() -> None:
    many = [Entry(id=str(place), name="王建国") for place in range(pairing.MOST_BROAD + 1)]
    assert pairing.find(prepared(many)).left_out == {"py": 1}
    assert pairing.MOST_BROAD < pairing.MOST_NARROW


def test_years_beside_each_other_meet_whoever_comes_first() -> None:
    one, other = (
        Entry(id="a", name="王玲", birth=Birth(1985, 5, 20)),
        Entry(id="b", name="王林", birth=Birth(1986)),
    )
    assert listed(pairing.find(prepared([one, other]))) == [(0, 1)]
    assert listed(pairing.find(prepared([other, one]))) == [(0, 1)]


def test_the_pairs_are_those_that_share_a_key_and_each_is_found_once() -> None:
    people = prepared(invented.doubled(invented.strangers(300), 4))
    stored = [set(blocking.stored_keys(one)) for one in people]
    asked = [set(blocking.query_keys(one)) for one in people]
    expected = [
        (one, other)
        for one, other in combinations(range(len(people)), 2)
        if asked[one] & stored[other]
    ]
    found = pairing.find(people)
    assert found.left_out == {}
    assert listed(found) == expected


def test_a_key_of_too_many_is_made_finer(monkeypatch: pytest.MonkeyPatch) -> None:
    (rule,) = (one for one in blocking.RULES if one.code == "py")
    monkeypatch.setattr(blocking, "RULES", (rule,))
    years = [1930 + place // 2 for place in range(2 * pairing.MOST_BROAD)]
    born = [
        Entry(id=f"{place:03d}", name="王建国", birth=Birth(year))
        for place, year in enumerate(years)
    ]
    found = pairing.find(prepared([*born, Entry(id="z", name="王建国")]))
    assert found.left_out == {"py": 1}
    expected = [
        (one, other)
        for one, other in combinations(range(len(years)), 2)
        if abs(years[one] - years[other]) <= 1
    ]
    assert listed(found) == expected


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("py", "year"), ("sm", "township"), ("sm", "village"), ("sv", "year"), ("gm", "township"),
        ("cy", "township"), ("cy", "village"), ("ct", "year"), ("mv", "initials"),
    ],
)  # fmt: skip
def test_what_a_crowd_shares_is_looked_for_where_they_live_or_in_the_years_they_were_born(
    monkeypatch: pytest.MonkeyPatch, code: str, part: str
) -> None:
    """A surname and a month that 150 carry would be no key at all: of one village it is one."""
    (rule,) = (one for one in blocking.RULES if one.code == code)
    monkeypatch.setattr(blocking, "RULES", (rule,))
    fields: dict[str, list[Any]] = {
        "year": [{"birth": Birth(1940 + 2 * place)} for place in range(15)],
        "township": [
            {"village": None, "township": f"4101831{place:02d}000"} for place in range(15)
        ],
        "village": [{"village": f"4101831012{place:02d}"} for place in range(15)],
        "initials": [
            {"name": name} for name in "安 巴 蔡 戴 额 范 高 何 金 柯 李 马 牛 平 秦".split()
        ],
    }
    usual: dict[str, Any] = {
        "name": "王建国", "birth": Birth(1985, 5, 20), "village": "410183101201",
    }  # fmt: skip
    crowd = [Entry(id=f"{place:03d}", **usual | fields[part][place // 10]) for place in range(150)]
    expected = [
        (one, other) for one, other in combinations(range(150), 2) if one // 10 == other // 10
    ]
    assert listed(pairing.find(prepared(crowd))) == expected


def test_a_rule_brings_no_more_pairs_than_a_register_can_afford(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = blocking.Rule("sv", "", ("surname", "village"), pairs=1)
    monkeypatch.setattr(blocking, "RULES", (rule,))
    monkeypatch.setattr(pairing, "LITTLE", 0)
    sizes = (2, 3, pairing.LEAST, 8, 9)
    people = prepared(
        [
            Entry(id=f"{village}{place}", name="王建国", village=f"41018310120{village}")
            for village, size in enumerate(sizes)
            for place in range(size)
        ]
    )
    found = pairing.find(people)
    assert found.left_out == {"sv": 2}
    assert len(found) == 1 + 3 + 10
    monkeypatch.setattr(blocking, "RULES", (msgspec.structs.replace(rule, pairs=2),))
    assert pairing.find(people).left_out == {"sv": 1}


def test_every_rule_is_told() -> None:
    told: list[int] = []
    pairing.find(prepared(invented.strangers(7)), told.append)
    assert told == list(range(1, len(blocking.RULES) + 1))
