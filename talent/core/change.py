"""Which single change might open a post to somebody whom a law bars today.

Ideas only: `suggestion` puts each through the rules again and says no more than comes out.
An idea never touches what a review found, nor somebody else's seat.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from talent.core import facts as known
from talent.core import kinship, post, vocabulary, voters
from talent.core.facts import Affairs, Facts, Setting
from talent.core.predicate import Predicate


class Idea(Struct, frozen=True):
    """One change: what it is called, and the person, the setting and the day after it."""

    label: str
    person: Facts
    setting: Setting
    on: date


def ideas(
    person: Facts, setting: Setting, on: date, failing: Iterable[Predicate]
) -> tuple[Idea, ...]:
    """Answer the changes that speak to the failing predicates, in their order."""
    found: list[Idea] = []
    for asks in failing:
        if isinstance(asks, vocabulary.AgeAtLeast):
            found += _older(person, setting, on, asks)
        elif isinstance(asks, vocabulary.PartyMember):
            found += _member(person, setting, on, asks)
        elif isinstance(asks, voters.RegisterRoute):
            found += _registered(person, setting, on, asks)
        elif isinstance(asks, kinship.SupervisoryExclusion):
            found += _apart(person, setting, on)
    return tuple(found)


def _older(
    person: Facts, setting: Setting, on: date, asks: vocabulary.AgeAtLeast
) -> Iterator[Idea]:
    span = None if person.birth is None else known.born_between(person.birth)
    if span is None:
        return
    born = span[1]
    leap = (born.month, born.day) == (2, 29)
    day = date(born.year + asks.years, 3, 1) if leap else born.replace(year=born.year + asks.years)
    if day > on:
        label = f"{day.isoformat()}年满{asks.years}周岁"
        yield Idea(label, person, replace(setting, election_day=None), day)


def _member(
    person: Facts, setting: Setting, on: date, asks: vocabulary.PartyMember
) -> Iterator[Idea]:
    probationary = person.political_status in asks.probationary
    label = "预备党员转正" if probationary else "入党并转正"
    if person.activist and not probationary:
        label = "入党积极分子入党并转正"
    after = replace(person, political_status=asks.full[0], activist=False)
    yield Idea(label, after, setting, on)


def _registered(
    person: Facts, setting: Setting, on: date, asks: voters.RegisterRoute
) -> Iterator[Idea]:
    village = setting.village
    if person.steps.stated_will is False:
        steps = replace(person.steps, stated_will=True)
        yield Idea("本人表示参加选举", replace(person, steps=steps), setting, on)
    long_ago = date(on.year - asks.months // 12 - 1, on.month, 1)
    lives = replace(person, residence_place=village, resident_since=long_ago)
    yield Idea(f"在本村居住满{asks.months}个月", lives, setting, on)
    if asks.village_affairs:
        works = replace(person, affairs=(*(person.affairs or ()), Affairs(village, long_ago)))
        yield Idea(f"参与本村村务工作满{asks.months}个月", works, setting, on)


def _apart(person: Facts, setting: Setting, on: date) -> Iterator[Idea]:
    if person.accountant:
        yield Idea("不再担任村报账员", replace(person, accountant=False), setting, on)
    me, village = person.person_id, setting.village
    held = tuple(
        one
        for one in person.tenures or ()
        if one.village != village or one.role not in post.COMMITTEE
    )
    stay = tuple(
        one
        for one in setting.holders or ()
        if one.person_id != me or one.role not in post.COMMITTEE
    )
    if len(held) < len(person.tenures or ()) or len(stay) < len(setting.holders or ()):
        after = replace(person, tenures=None if person.tenures is None else held)
        around = replace(setting, holders=None if setting.holders is None else stay)
        yield Idea("不再担任村民委员会职务", after, around, on)
