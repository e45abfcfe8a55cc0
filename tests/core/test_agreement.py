"""Many pairs at once agree as each pair does by itself, to the last level."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.core import (
    agreement,
    births,
    columns,
    comparison,
    frequencies,
    idnumber,
    levels,
    numberpatterns,
    scoring,
)
from talent.core.columns import Column
from talent.core.comparison import Entry, Prepared
from talent.core.pairing import Pairs
from talent.core.person import Birth, OtherName, Phone
from tests.core import invented

NAMES = (
    "王建国 王健国 王国建 王建军 王军国 王建 建国 李建国 王建国强 王□国 王某国 王 小王 老王 阿国 王建國 "
    "欧阳龙 欧阳建国 欧龙 龙 张昭 张日召 张明 张日召明 司马光明 光明 马光明 单雄 善雄 單雄 曾卓 覃海 谭海 "
    "zhangming wangjianguo JianguoWang ouyanglong 买买提·吐尔逊 买买提 吐尔逊 王昊 王旲 李昊天 李天昊 "
    "刘芳(曾用名刘霖) 刘霖 刘方 王红 王宏 王洪 王弘 林玲 李琳 陈晨 程晨 冯凤凰 冯凤"
).split()
EXACT = st.builds(Birth, st.integers(1950, 1953), st.integers(1, 12), st.integers(1, 28))
MONTHS = st.builds(Birth, st.integers(1950, 1953), st.integers(1, 12))
BIRTHS = st.one_of(
    st.none(), EXACT, MONTHS, st.builds(Birth, st.integers(1940, 1960)),
    st.builds(Birth, st.just(1951), st.just(1), st.just(1)),
    st.builds(Birth, st.sampled_from((1915, 1951, 1953, 1962)), st.just(5), st.just(17)),
    st.builds(Birth, st.integers(1950, 1952), st.integers(1, 12), st.integers(1, 28), st.just(True)),
)  # fmt: skip


def numbered(area: int, born: Birth, sequence: int) -> str:
    """Answer a valid ID number."""
    day = f"{born.year:04d}{born.month or 1:02d}{born.day or 1:02d}"
    body = f"4101{area:02d}{day}{sequence:03d}"
    return body + idnumber.check_character(body)


def phones(random: Random) -> tuple[Phone, ...]:
    """Answer none, one or two phones, often near another's."""
    return tuple(
        Phone(f"1990000{random.randrange(12) ** 3:04d}", random.choice(("self", "family")))
        for _ in range(random.choice((0, 1, 1, 1, 2)))
    )


def entries(count: int, seed: int = 7) -> list[Entry]:
    """Make entries of which many are close in many ways."""
    random = Random(seed)  # noqa: S311 - invented people
    found = []
    for place in range(count):
        born = Birth(random.randint(1950, 1954), random.randint(1, 12), random.randint(1, 28))
        typed = (born, Birth(born.year, born.month), Birth(born.year), None)
        number = numbered(random.randrange(3), born, random.randrange(3))
        hidden = f"{number[:4]}{'*' * 10}{number[14:]}", number[-4:], f"{number[:14]}****"
        wrong = f"{number[:17]}{(int(number[16]) + 1) % 10}", number[:9] + number[10:]
        found.append(
            Entry(
                id=f"e{place:04d}",
                name=random.choice(NAMES),
                other_names=(OtherName(random.choice(NAMES), "former"),) if place % 5 == 0 else (),
                sex=random.choice(("1", "2", None)),
                birth=random.choice(typed),
                id_number=number if place % 2 else None,
                typed_number=random.choice((None, *hidden, *wrong)),
                phones=phones(random),
                village=random.choice(("410183101201", "410183101202", "410183102201", None)),
                education=random.choice(("81", "71", None)),
                political_status=random.choice(("13", "01", None)),
                employer=random.choice(("水利局", "市水利局", "小学", None)),
            )
        )
    return found


def all_pairs(people: list[Prepared]) -> Pairs:
    """Answer every pair of entries."""
    places = np.array(list(combinations(range(len(people)), 2)), dtype=np.int32).reshape(-1, 2)
    return Pairs(places[:, 0], places[:, 1], {})


@pytest.mark.parametrize("few", [0, 1 << 24])
@pytest.mark.parametrize("at_once", [97, 1 << 20])
def test_columns_agree_as_pairs_do(monkeypatch: pytest.MonkeyPatch, few: int, at_once: int) -> None:
    monkeypatch.setattr(agreement, "_FEW", few)
    monkeypatch.setattr(agreement, "AT_ONCE", at_once)
    made = entries(110) + invented.doubled(invented.strangers(40), 4)
    people = [comparison.prepare(one) for one in made]
    pairs = all_pairs(people)
    found = scoring.compare(people, pairs, frequencies.count(people))
    rows = found.levels(np.arange(len(found))).tolist()
    for row, one, other in zip(rows, pairs.one, pairs.other, strict=True):
        expected = comparison.compare(people[one], people[other])
        wrong = [
            (field, people[one], people[other])
            for field, mine, theirs in zip(levels.FIELDS, row, expected.levels, strict=True)
            if mine != theirs
        ]
        assert wrong == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(BIRTHS, st.none() | EXACT, st.booleans()), min_size=2, max_size=12))
def test_dates_agree_as_two_dates_do(dates: list[comparison.Dates]) -> None:
    law, makes = comparison.FIELDS["birth"].level, scoring.PATTERNS["birth"]
    column = Column(dates, np.arange(len(dates), dtype=np.int32))
    places = np.array(list(combinations(range(len(dates)), 2)), dtype=np.int64)
    pattern = makes(dates)(places[:, 0], places[:, 1])
    by_pattern: dict[int, int] = {}
    for kind, (one, other) in zip(pattern.tolist(), places.tolist(), strict=True):
        level = law(column.values[one], column.values[other])
        if kind != agreement.NONE:
            assert by_pattern.setdefault(kind, level) == level


def test_a_lunar_date_lies_no_further_from_its_solar_one_than_is_looked_for() -> None:
    for year in range(1900, 2100):
        for month in range(1, 13):
            for day in (*births.solar(year, month, 1), *births.solar(year, month, 30)):
                apart = (day.year - year) * 12 + day.month - month
                assert 0 <= apart <= numberpatterns.LUNAR_MONTHS


def test_equal_values_are_told_from_close_ones_and_keep_their_entries() -> None:
    people = [comparison.prepare(one) for one in entries(60)]
    table = columns.of(people)
    assert [table[place] for place in range(len(table))] == people
    assert list(table[3:5]) == people[3:5]
    assert columns.of(table) is table
    both = table.column(("village", "township"))
    values = [both.values[code] for code in both.codes]
    assert values == [(one.village, one.township) for one in people]
