"""Pools of invented people for tests of the duplicate engine; a seed gives the same pool."""

from random import Random

import msgspec

from talent.core.comparison import Entry
from talent.core.person import Birth, Phone

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
_FIRST = "建国志明永德春秋玉秀金宝文武海江山石平安"
_LAST = "强勇军杰涛磊鹏飞龙波斌辉刚健伟峰亮林华荣"
_SOUNDS = {"强": "墙", "军": "君", "明": "鸣", "华": "桦", "林": "琳", "伟": "玮", "峰": "锋"}


def strangers(count: int, seed: int = 1, *, villages: int = 40) -> list[Entry]:
    """Make people none of whom is another; every fifth has a brother in the list."""
    random = Random(seed)  # noqa: S311 - invented people
    found: list[Entry] = []
    while len(found) < count:
        one = _person(random, len(found), villages)
        found.append(one)
        if len(found) % 5 == 0 and len(found) < count:
            found.append(_brother(random, one, len(found)))
    return found


def _person(random: Random, number: int, villages: int) -> Entry:
    name = random.choice(_SURNAMES) + random.choice(_FIRST) + random.choice(_LAST)
    year = random.randint(1950, 2000)
    exact = random.random() < 0.7
    return Entry(
        id=f"p{number:05d}",
        name=name,
        sex=random.choice("12"),
        birth=Birth(year, random.randint(1, 12), random.randint(1, 28) if exact else None),
        phones=(Phone(f"199{random.randrange(10**8):08d}"),) if random.random() < 0.8 else (),
        village=f"41018310{random.randrange(5)}{201 + random.randrange(villages // 5)}",
        education=random.choice(("81", "71", "61", "31", "21")),
        political_status=random.choice(("13", "13", "01")),
    )


def _brother(random: Random, one: Entry, number: int) -> Entry:
    """Make a brother: surname, village, often the generation's character and the phone."""
    other = _person(random, number, 5)
    while other.name[2] == one.name[2]:
        other = _person(random, number, 5)
    born = one.birth or Birth(1970)
    return msgspec.structs.replace(
        other,
        name=one.name[:2] + other.name[2],
        sex="1",
        birth=Birth(born.year + random.randint(1, 6), random.randint(1, 12), random.randint(1, 28)),
        village=one.village,
        phones=one.phones if random.random() < 0.4 else other.phones,
    )


def doubled(people: list[Entry], every: int, seed: int = 2) -> list[Entry]:
    """Add a second entry, typed by another hand, for every nth of the people; ids begin with q."""
    random = Random(seed)  # noqa: S311 - invented people
    return people + [_again(random, one) for one in people[::every]]


def _again(random: Random, one: Entry) -> Entry:
    heard = random.random() < 0.6
    born = one.birth
    if born and random.random() < 0.3:
        born = Birth(born.year, born.month)
    return msgspec.structs.replace(
        one,
        id="q" + one.id[1:],
        name="".join(_SOUNDS.get(char, char) for char in one.name) if heard else one.name,
        birth=born if random.random() < 0.9 else None,
        phones=one.phones
        if random.random() < 0.6
        else (Phone(f"188{random.randrange(10**8):08d}"),),
        village=one.village if random.random() < 0.85 else None,
    )
