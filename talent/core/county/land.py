"""The invented county's places.

The county code is 419983: GB/T 2260 has no 4199 (41 is Henan, 4190 its last group, the counties
under the province itself), so codes and ID numbers with it belong to nobody. All names are made
of characters that names of real villages there seldom use, and the county says 示例 of itself.
"""

from datetime import date
from random import Random
from typing import Any

from msgspec import Struct

from talent.core import places
from talent.core.county import chances
from talent.core.county.contents import Alias, Place

COUNTY_PREFIX = "419983"
COUNTY = COUNTY_PREFIX + "000000"
COUNTY_NAME = "青溪市（示例）"
COUNTY_SHORT = "青溪市"

DISTRICTS, VILLAGES, COMMUNITIES = 7, 303, 9
SHARED_NAMES, MERGED, RENAMED, STREETS, RURAL = 8, 8, 14, 3, 2
WEAK, HOLLOW, MODEL = 9, 6, 8
"""Villages in a hundred that were 软弱涣散, are 空壳村, are 示范村."""
GROUPS_A_VILLAGE = range(6, 13)
NUMERALS = "一二三四五六七八九十"

_TOWNSHIPS = (
    "云岫 汀兰 晴岚 澄霁 栖梧 苍葭 松际 砚溪 清皋 鹤汀 兰渚 桐荫 筠谷 蘅皋 翠微 枫浦 荻洲 霜屿"
).split()
_FIRST = "漱霁芷筠岫苕蘅葭浣砚澹荻菱蓼樨鹭鸢鸥鹂墨笙瑟弦棠榴萱蕉藤萤蝉"
_LAST = "溪湾坪渡坞岭峪泉桥堤塘台坡滩洲矶垄畈"
_COMMUNITIES = "锦棠 映荷 听松 望岫 临漱 抱朴 采菱 鸣鹤 知春".split()


class Land(Struct, frozen=True):
    """The places, and those that people live in by township."""

    places: tuple[Place, ...]
    villages: tuple[Place, ...]
    communities: tuple[Place, ...]
    groups: dict[str, tuple[str, ...]]
    names: dict[str, str]

    def townships(self) -> tuple[str, ...]:
        """Answer the codes of the townships that have villages."""
        return tuple(dict.fromkeys(township_of(village.code) for village in self.villages))


def township_of(code: str) -> str:
    """Answer the township's code of a village."""
    return code[:9] + "000"


def invent(rng: Random, today: date, scale: float) -> Land:
    """Invent the places; districts, townships and villages shrink with the scale."""
    townships = _townships(scale)
    counts = _village_counts(rng, townships, scale)
    villages = _villages(rng, today, townships, counts)
    communities = _communities(townships, scale)
    groups: list[Place] = []
    named: dict[str, tuple[str, ...]] = {}
    for village in villages:
        many = rng.choice(GROUPS_A_VILLAGE)
        own = [_group(village, number) for number in range(1, many + 1)]
        groups += own
        named[village.code] = tuple(group.name for group in own)
    gone = _merged(rng, villages, scale)
    county = Place(
        code=COUNTY,
        kind="county",
        name=COUNTY_NAME,
        short_name=COUNTY_SHORT,
        parent=None,
        aliases=(Alias(COUNTY_SHORT),),
    )
    every = (county, *_districts(scale), *townships, *villages, *communities, *gone, *groups)
    alive = tuple(villages)
    return Land(every, alive, tuple(communities), named, {one.code: one.name for one in every})


def _place(code: str, kind: places.Kind, name: str, parent: str, **more: Any) -> Place:
    short = name if kind in ("group", "district") else places.short_name(name)
    return Place(code=code, kind=kind, name=name, short_name=short, parent=parent, **more)


def _district_count(scale: float) -> int:
    return max(1, round(DISTRICTS * scale))


def _districts(scale: float) -> list[Place]:
    return [
        _place(f"{COUNTY_PREFIX}P{number:02}", "district", f"第{NUMERALS[number - 1]}片区", COUNTY)
        for number in range(1, _district_count(scale) + 1)
    ]


def _townships(scale: float) -> list[Place]:
    """Three streets, two rural townships (乡), towns (镇) between, spread evenly over districts."""
    many = max(2, round(len(_TOWNSHIPS) * scale))
    streets = max(1, round(STREETS * scale))
    found = []
    for place, stem in enumerate(_TOWNSHIPS[:many]):
        if place < streets:
            number, ending = 1 + place, "街道办事处"
        elif place < many - round(RURAL * scale):
            number, ending = 100 + place - streets, "镇"
        else:
            number, ending = 200 + place - many + round(RURAL * scale), "乡"
        district = 1 + place * _district_count(scale) // many
        parent = f"{COUNTY_PREFIX}P{district:02}"
        found.append(_place(f"{COUNTY_PREFIX}{number:03}000", "township", stem + ending, parent))
    return found


def _village_counts(rng: Random, townships: list[Place], scale: float) -> list[int]:
    """Streets have few villages, the others between half and twice the mean."""
    total = max(len(townships), round(VILLAGES * scale))
    shares = [0.35 if one.name.endswith("办事处") else 0.6 + rng.random() for one in townships]
    return [1 + part for part in chances.apportion(total - len(townships), shares)]


def _villages(rng: Random, today: date, townships: list[Place], counts: list[int]) -> list[Place]:
    stems = [first + last for first in _FIRST for last in _LAST]
    rng.shuffle(stems)
    shared = rng.sample(range(len(townships)), min(SHARED_NAMES, len(townships)))
    spare = stems[-2 * RENAMED :]
    found: list[Place] = []
    for at, (township, count) in enumerate(zip(townships, counts, strict=True)):
        for number in range(count):
            # As in life, a few villages bear the same name in several townships.
            again = at in shared and number == count - 1
            stem = stems[shared.index(at) // 3] if again else stems[len(found) + RENAMED]
            code = f"{township.code[:9]}{201 + number:03}"
            found.append(
                _place(code, "village", stem + "村", township.code, flags=_flags(rng, today))
            )
    for place, stem in zip(
        rng.sample(range(len(found)), min(RENAMED, len(found))), spare, strict=False
    ):
        until = date(rng.randint(2003, 2019), rng.randint(1, 12), 1)
        found[place] = _aliased(found[place], Alias(stem + "村", None, until))
    return found


def _aliased(place: Place, alias: Alias) -> Place:
    fields = {name: getattr(place, name) for name in Place.__struct_fields__}
    return Place(**(fields | {"aliases": (*place.aliases, alias)}))


def _flags(rng: Random, today: date) -> dict[str, Any]:
    flags: dict[str, Any] = {}
    if chances.chance(rng, WEAK):
        last = today.year - rng.randint(0, 3)
        flags["weak_years"] = [last - 1, last] if chances.chance(rng, 30) else [last]
    if chances.chance(rng, HOLLOW):
        flags["hollow"] = True
    elif not flags and chances.chance(rng, MODEL):
        flags["model"] = True
    return flags


def _communities(townships: list[Place], scale: float) -> list[Place]:
    """Two in each street, then one in each town until the list is used up."""
    streets = [one for one in townships if one.name.endswith("办事处")]
    homes = [*streets, *streets, *(one for one in townships if one not in streets)]
    many = max(1, round(COMMUNITIES * scale))
    found = []
    for place, (stem, home) in enumerate(zip(_COMMUNITIES[:many], homes, strict=False)):
        code = f"{home.code[:9]}{1 + place:03}"
        found.append(_place(code, "community", stem + "社区", home.code))
    return found


def _merged(rng: Random, villages: list[Place], scale: float) -> list[Place]:
    """Villages that are gone; each lives on in a neighbour, whose people still say its name."""
    many = min(round(MERGED * scale), len(villages))
    found = []
    for place, at in enumerate(sorted(rng.sample(range(len(villages)), many))):
        heir = villages[at]
        name = _FIRST[place % len(_FIRST)] + "舍村"
        code = f"{heir.code[:9]}{901 + place:03}"
        gone = {"status": "merged", "successor": heir.code}
        found.append(_place(code, "village", name, heir.parent or COUNTY, **gone))
        until = date(rng.randint(2006, 2018), rng.randint(1, 12), 1)
        villages[at] = _aliased(heir, Alias(name, None, until))
    return found


def _group(village: Place, number: int) -> Place:
    tens = NUMERALS[number - 1] if number <= len(NUMERALS) else "十" + NUMERALS[number - 11]
    return _place(f"{village.code}{number:03}", "group", f"第{tens}村民组", village.code)
