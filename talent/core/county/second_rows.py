"""The second row of a human who is in the register already: what another clerk typed.

The rates are assumed. Each row differs in something that tells people apart: the name by sound,
look or form, a former name, a lunar or rounded birthday, another phone, no ID number, a move.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from msgspec import structs

from talent.core import surnames
from talent.core.county import biographies, chances, given_names
from talent.core.county.census import Human
from talent.core.county.making import Making
from talent.core.person import Birth, Draft, OtherName, Phone

NAMES = {"same": 52, "homophone": 22, "lookalike": 11, "variant": 6, "former_name": 9}
BIRTHS = {
    "same": 44,
    "lunar": 14,
    "month_only": 18,
    "year_off": 7,
    "day_off": 4,
    "swapped": 2,
    "no_birth": 6,
    "year_only": 5,
}
PHONES = {"same": 34, "other_phone": 38, "no_phone": 16, "family_phone": 12}
NUMBERS = {"same": 30, "no_id_number": 70}
HOMES = {"same": 84, "moved": 8, "no_village": 8}
DROPPED = (
    "skills",
    "employer",
    "position",
    "political_joined",
    "native_place",
    "school_full_time",
    "title_level",
)
NEXT_EDUCATION = {"71": "61", "61": "31", "41": "31", "31": "21", "21": "14"}

Change = dict[str, Any]
_NAMES_WRONG: dict[str, Callable[..., str | None]] = {
    "homophone": given_names.sounding_alike,
    "lookalike": given_names.looking_alike,
    "variant": given_names.in_other_form,
}


def of(making: Making, human: Human, first: Draft) -> tuple[Draft, tuple[str, ...]]:
    """Answer a second row and what differs in it."""
    rng = making.rng
    change: Change = {
        "other_names": (),
        "entered_on": None,
        "source": None,
        "notes": None,
        "home_contact": None,
    }
    tags: list[str] = []
    for table, make in (
        (NAMES, _name),
        (BIRTHS, _birth),
        (PHONES, _phone),
        (NUMBERS, _number),
        (HOMES, _home),
    ):
        tag = chances.pick(rng, table)
        more = make(making, human, first, tag)
        if tag != "same" and more:
            change |= more
            tags.append(tag)
    if not tags or tags == ["no_id_number"]:
        change |= _phone(making, human, first, "other_phone")
        tags.append("other_phone")
    change |= {name: _empty(name) for name in DROPPED if chances.chance(rng, 30)}
    if first.education_full_time in NEXT_EDUCATION and chances.chance(rng, 12):
        change["education_full_time"] = NEXT_EDUCATION[first.education_full_time]
        change["school_full_time"] = change["major_full_time"] = None
    return structs.replace(first, **change), tuple(tags)


def _empty(name: str) -> tuple[str, ...] | None:
    return () if name == "skills" else None


def _name(making: Making, human: Human, first: Draft, tag: str) -> Change:
    rng = making.rng
    if tag == "former_name":
        given = given_names.given(rng, human.sex, human.birth.year)
        former = human.surname + given
        if former == human.name:
            return {}
        # Either row may carry the link between the two names, or neither.
        if chances.chance(rng, 40):
            return {"name": former}
        if chances.chance(rng, 50):
            return {"name": former, "other_names": (OtherName(human.name, "variant"),)}
        first.other_names = (OtherName(former, until=_a_day(making, human)),)
        return {"name": former}
    wrong = _NAMES_WRONG.get(tag)
    name = wrong(rng, human.surname, human.given) if wrong else None
    return {"name": name} if name else {}


def misspelt(rng: Random, name: str) -> str | None:
    """Write a name otherwise, by sound as a rule; None where nothing is at hand."""
    surname, given = (name[:2], name[2:]) if name[:2] in surnames.COMPOUND else (name[:1], name[1:])
    kind = chances.pick(rng, {tag: weight for tag, weight in NAMES.items() if tag in _NAMES_WRONG})
    wrong = _NAMES_WRONG[kind](rng, surname, given)
    return wrong or given_names.sounding_alike(rng, surname, given)


def _a_day(making: Making, human: Human) -> date:
    grown = human.birth + timedelta(days=6600)
    return chances.day(making.rng, grown, making.today)


def _birth(making: Making, human: Human, first: Draft, tag: str) -> Change:
    rng, born = making.rng, human.birth
    if first.birth is None:
        return {}
    birth: Birth | None = None
    if tag == "lunar":
        birth = biographies.lunar(making, human, told=chances.chance(rng, 40))
    elif tag == "month_only":
        birth = Birth(born.year, born.month)
    elif tag == "year_only":
        birth = Birth(born.year)
    elif tag == "day_off":
        other = born + timedelta(days=rng.choice((-1, 1)))
        birth = Birth(other.year, other.month, other.day)
    elif tag == "year_off":
        # 虚岁 counts one more, so the year reckoned from it is one too early.
        birth = Birth(born.year - 1, born.month, min(born.day, 28))
    elif tag == "swapped":
        if born.day > 12 or born.day == born.month:  # noqa: PLR2004 - no such month
            return {}
        birth = Birth(born.year, born.day, born.month)
    return {} if birth == first.birth else {"birth": birth}


def _phone(making: Making, human: Human, first: Draft, tag: str) -> Change:
    phones: tuple[Phone, ...] = ()
    if tag == "other_phone":
        phones = (Phone(making.census.new_phone()),)
    elif tag == "family_phone":
        phones = (Phone(making.census.family_phone[human.family], "family"),)
    return {} if phones == first.phones else {"phones": phones}


def _number(making: Making, human: Human, first: Draft, tag: str) -> Change:  # noqa: ARG001
    return {"id_number": None} if tag == "no_id_number" and first.id_number else {}


def _home(making: Making, human: Human, first: Draft, tag: str) -> Change:  # noqa: ARG001
    if tag == "no_village" and first.household_village:
        return {"household_village": None, "household_group": None, "household_text": "青溪市"}
    if tag == "moved" and first.household_village:
        home = making.rng.choice(making.land.villages).code
        group = making.rng.choice(making.land.groups[home])
        return {"household_village": home, "household_group": group, "residence_place": home}
    return {}
