"""Filling the three pools to their exact sizes.

632 + 3,798 + 409 entries at full scale, the sizes a county newspaper gave for its pools in 2019.
Of a hundred entries about seven are a second row of somebody who is there already, and some
people stand in two pools as one row.
"""

import itertools
from collections import Counter

from msgspec import Struct, structs

from talent.core.county import biographies, chances, second_rows
from talent.core.county.census import Human
from talent.core.county.contents import DUALMI, LOCAL, RESERVE, Person
from talent.core.county.making import Making
from talent.core.person import Birth

SIZES = {DUALMI: 632, LOCAL: 3798, RESERVE: 409}
SECOND = 7.0
SECOND_BY_POOL = {DUALMI: 24.0, LOCAL: 62.0, RESERVE: 14.0}
IN_TWO = (((RESERVE, LOCAL), 60), ((RESERVE, DUALMI), 24), ((DUALMI, LOCAL), 22))
"""Pairs of pools and how many people stand in both at full scale."""
TYPED_FOR_A_SPOUSE, GIVEN_OUT_TWICE = 2, 2
HOUSEHOLDS = {
    "one": 70.0,
    "couple": 10.0,
    "brothers": 9.0,
    "parent": 6.0,
    "sisters": 3.0,
    "twins": 2.0,
}
SIBLING_AT_HOME = 14
SOURCES = {
    DUALMI: ("联络", "本人自荐", "商会推荐"),
    LOCAL: ("村推荐", "乡镇推荐", "评选", "培训班"),
    RESERVE: ("村推荐", "乡镇推荐"),
}


class Sizes(Struct, frozen=True):
    """How many entries each pool gets, by kind of entry."""

    whole: dict[str, int]
    second: dict[str, int]
    shared: dict[tuple[str, str], int]

    def fresh(self, pool: str) -> int:
        """Answer how many entries are first rows, made for this pool."""
        joined = sum(many for (_, second), many in self.shared.items() if second == pool)
        return self.whole[pool] - self.second[pool] - joined


def sizes(scale: float) -> Sizes:
    """Split the pools at a scale."""
    whole = {pool: max(1, round(size * scale)) for pool, size in SIZES.items()}
    seconds = chances.apportion(
        round(sum(whole.values()) * SECOND / 100), list(SECOND_BY_POOL.values())
    )
    shared = {pair: round(many * scale) for pair, many in IN_TWO}
    return Sizes(whole, dict(zip(SECOND_BY_POOL, seconds, strict=True)), shared)


def fill(making: Making, wanted: Sizes) -> None:
    """Fill the pools; the reserves cast for requests are in already."""
    wanted = _at_least(making, wanted)
    cast = {entry.person for entry in making.entries if entry.pool == RESERVE}
    _locals(making, wanted.fresh(LOCAL))
    _aways(making, wanted.fresh(DUALMI))
    _reserves(making, wanted.fresh(RESERVE) - len(cast))
    _equal_numbers(making)
    for pair, many in wanted.shared.items():
        _into_both(making, *pair, many - len(_in_both(making, pair)))
    for pool, make in ((LOCAL, _locals), (DUALMI, _aways), (RESERVE, _reserves)):
        # A very small county has too few people who could stand in two pools.
        make(making, wanted.whole[pool] - wanted.second[pool] - _count(making, pool))
    _seconds(making, wanted.second)


def _count(making: Making, pool: str) -> int:
    return sum(entry.pool == pool for entry in making.entries)


def _at_least(making: Making, wanted: Sizes) -> Sizes:
    """Reckon with the people who were cast into two pools."""
    shared = {pair: max(many, len(_in_both(making, pair))) for pair, many in wanted.shared.items()}
    return structs.replace(wanted, shared=shared)


def _in_both(making: Making, pair: tuple[str, str]) -> set[int]:
    first, second = ({one.person for one in making.entries if one.pool == pool} for pool in pair)
    return first & second


def _enter(making: Making, pool: str, person: int) -> None:
    making.enter(pool, person, making.rng.choice(SOURCES[pool]))


def _home(making: Making) -> str:
    return making.rng.choice(making.land.villages).code


def _locals(making: Making, many: int) -> None:
    while many > 0:
        for human in _household(making)[:many]:
            _enter(making, LOCAL, making.person(human, biographies.at_home(making, human)))
            many -= 1


def _household(making: Making) -> list[Human]:
    """Make one 乡土 talent, or several of a family."""
    rng, census = making.rng, making.census
    kind = chances.pick(rng, HOUSEHOLDS)
    sex = {"brothers": "1", "sisters": "2"}.get(kind) or chances.pick(rng, {"1": 66, "2": 34})
    least = 44 if kind == "parent" else 22
    age = min(74.0, max(float(least), rng.gauss(49, 10)))
    first = census.human(_home(making), sex, age)
    if kind == "couple":
        return [first, census.spouse(first)]
    if kind in ("brothers", "sisters"):
        return [first, census.sibling(first)]
    if kind == "parent":
        return [first, census.child(first, sex)]
    return [first, census.twin(first)] if kind == "twins" else [first]


def _aways(making: Making, many: int) -> None:
    """Make 双密 talents; some have a brother or sister among the 乡土 talents at home."""
    rng = making.rng
    at_home = [entry.person for entry in making.entries if entry.pool == LOCAL]
    for _ in range(many):
        sex = chances.pick(rng, {"1": 71, "2": 29})
        contact = None
        if at_home and chances.chance(rng, SIBLING_AT_HOME):
            kin = making.human_of(rng.choice(at_home))
            human = making.census.sibling(kin, sex)
            contact = f"{'兄弟' if kin.sex == '1' else '姐妹'}{kin.name} {kin.phone}"
        else:
            age = min(64.0, max(23.0, rng.gauss(41, 9)))
            human = making.census.human(_home(making), sex, age)
        _enter(making, DUALMI, making.person(human, biographies.away(making, human, contact)))


def _reserves(making: Making, many: int) -> None:
    """Make 后备 talents: first one for each village that has none, then anywhere."""
    rng = making.rng
    served = {
        making.people[one.person].draft.household_village
        for one in making.entries
        if one.pool == RESERVE
    }
    waiting = [village.code for village in making.land.villages if village.code not in served]
    rng.shuffle(waiting)
    parents = [
        one for one in making.people if making.age(making.humans[one.human]) in range(50, 68)
    ]
    for _ in range(many):
        sex = chances.pick(rng, {"1": 60, "2": 40})
        if parents and chances.chance(rng, 9):
            parent = rng.choice(parents)
            human = making.census.child(making.humans[parent.human], sex)
            person = making.person(human, biographies.in_reserve(making, human))
            making.related(person, parent.key, "parent")
        else:
            home = waiting.pop() if waiting else _home(making)
            age = chances.pick(
                rng,
                {20 + rng.random() * 8: 12, 28 + rng.random() * 17: 84, 45 + rng.random() * 8: 4},
            )
            human = making.census.human(home, sex, age)
            person = making.person(human, biographies.in_reserve(making, human))
        _enter(making, RESERVE, person)


def _into_both(making: Making, first: str, second: str, many: int) -> None:
    """Put people who are in one pool alone into another too, as the same row."""
    pools: dict[int, set[str]] = {}
    for entry in making.entries:
        pools.setdefault(entry.person, set()).add(entry.pool)
    able = [one for one, held in pools.items() if held == {first} and not making.people[one].tags]
    for person in making.rng.sample(able, min(many, len(able))):
        _enter(making, second, person)


def _seconds(making: Making, wanted: dict[str, int]) -> None:
    """Enter people a second time, mostly into the pool they are in."""
    rng = making.rng
    firsts = {pool: [one.person for one in making.entries if one.pool == pool] for pool in SIZES}
    for pool, many in wanted.items():
        for _ in range(many):
            source = pool if chances.chance(rng, 75) else rng.choice(sorted(SIZES))
            person = rng.choice(firsts[source])
            human = making.human_of(person)
            draft, tags = second_rows.of(making, human, making.people[person].draft)
            _enter(making, pool, making.person(human, draft, "second", *tags))


def _equal_numbers(making: Making) -> None:
    """Give two humans one number: a husband's typed for his wife, one given out twice."""
    plain = [one for one in making.people if one.draft.id_number and not one.tags]
    couples = [
        (one, other)
        for one, other in itertools.pairwise(plain)
        if making.humans[one.human].family == making.humans[other.human].family
        and making.humans[one.human].group == making.humans[other.human].group
        and one.draft.sex != other.draft.sex
    ]
    for one, other in couples[:TYPED_FOR_A_SPOUSE]:
        _number(making, other, one)
    families = Counter(making.humans[one.human].family for one in plain)
    alone = [one for one in plain if families[making.humans[one.human].family] == 1]
    for one in making.rng.sample(alone, min(GIVEN_OUT_TWICE, len(alone) // 100)):
        twin = next(
            (two for two in alone if two.key > one.key and two.draft.sex == one.draft.sex), None
        )
        if twin is not None:
            born = making.humans[twin.human].birth = making.humans[one.human].birth
            twin.draft.birth = Birth(born.year, born.month, born.day)
            _number(making, twin, one)


def _number(making: Making, wrong: Person, right: Person) -> None:
    wrong.draft.id_number = right.draft.id_number
    making.people[wrong.key] = structs.replace(wrong, tags=("equal_id",))
