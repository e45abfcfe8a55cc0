"""A human as a roster of a pool knows him or her: the draft, with what that pool leaves out.

Ages, schooling, party membership and gaps are assumed, plausible for a county in Henan; none of
it is measured.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct

from talent.core.county import chances, trades
from talent.core.county.census import Human
from talent.core.county.making import Making
from talent.core.person import Birth, Draft, Phone

NATIVE = "河南青溪"
MEMBER, PROBATIONARY, LEAGUE, MASSES = "01", "02", "03", "13"
LEAGUE_ENDS_AT = 28
PARTY_FROM_AGE, PARTY_WITHIN_YEARS = 20, 18
HOUSEHOLD_AWAY = 16
"""Of those who live away, in a hundred: the household register moved along."""
LUNAR_SHIFT = (20, 50)
"""Days by which the figures of a lunar date stand before the solar date."""

_BY_AGE_AT_HOME: tuple[tuple[int, dict[str, float]], ...] = (
    (30, {"31": 25, "61": 20, "41": 20, "71": 25, "21": 10}),
    (46, {"71": 45, "61": 22, "41": 15, "31": 13, "21": 5}),
    (61, {"71": 55, "61": 25, "81": 12, "41": 5, "31": 3}),
    (200, {"81": 40, "71": 42, "61": 16, "90": 2}),
)
_AWAY = {"14": 10.0, "11": 2.0, "21": 45.0, "31": 25.0, "61": 10.0, "71": 8.0}
_RESERVE = {"21": 18.0, "31": 40.0, "61": 24.0, "41": 12.0, "71": 6.0}
_SEATED = {"31": 25.0, "61": 38.0, "41": 15.0, "71": 20.0, "21": 2.0}
_HIGHER = frozenset(("11", "14", "21", "31"))
_ETHNICITY = {"01": 96.5, "03": 2.6, "11": 0.4, "02": 0.2, "": 0.3}


class Habits(Struct, frozen=True):
    """How a pool's rosters are kept, in hundredths: what they lack and who stands on them."""

    no_id_number: int
    no_phone: int
    members: int
    education: Mapping[str, float] | None = None


# Second rows lack more of them, so that in all some 42 of 双密 and 17 of 后备 have no ID number.
AWAY = Habits(36, 8, 32, _AWAY)
RESERVE = Habits(8, 2, 62, _RESERVE)
SEATED = Habits(65, 6, 60, _SEATED)


def at_home(making: Making, human: Human) -> Draft:
    """Tell of a 乡土 talent; how many ID numbers are missing depends on the township."""
    rng, village = making.rng, human.home
    work = trades.at_home(rng, human.sex, making.short_name(village))
    rate = making.no_id_number[village[:9]]
    return _told(
        making,
        human,
        Habits(rate, 7, 27),
        _working(work)
        | {
            "residence_place": village if chances.chance(rng, 93) else None,
            "recommending_unit": making.name(village) if chances.chance(rng, 70) else None,
            "retired": False if chances.chance(rng, 15) else None,
        },
    )


def away(making: Making, human: Human, contact: str | None = None) -> Draft:
    """Tell of a 双密 talent: work in a city, an intent to return, a contact at home."""
    rng = making.rng
    city, work = trades.away(rng)
    intent = chances.pick(rng, {None: 18, 0: 8, 1: 32, 2: 22, 3: 9, 4: 11})
    living: dict[str, Any] = {"residence_text": f"{city}市"}
    if intent == len(("none", "contact", "considering", "committed")):
        living = {"residence_place": human.home}
        living["resident_since"] = chances.day(
            rng, chances.years_before(making.today, 4), making.today
        )
    elif chances.chance(rng, HOUSEHOLD_AWAY):
        living |= {
            "household_village": None,
            "household_group": None,
            "household_text": f"{city}市",
        }
    notes = rng.choice(
        (None, None, None, "春节返乡座谈会到会", "愿为家乡项目牵线", "从事行业与本市产业对口")
    )
    return _told(
        making,
        human,
        AWAY,
        _working(work)
        | living
        | {"return_intent": intent, "home_contact": contact, "notes": notes, "retired": False},
    )


def in_reserve(making: Making, human: Human) -> Draft:
    """Tell of a 后备 talent, who mostly lives in the village."""
    rng, village = making.rng, human.home
    work = trades.at_home(rng, human.sex, making.short_name(village))
    living: dict[str, Any] = {"residence_place": village, "return_intent": 4}
    if chances.chance(rng, 14):
        city, work = trades.away(rng)
        living = {"residence_text": f"{city}市", "return_intent": rng.choice((1, 2, 3, None))}
    more = {"recommending_unit": making.name(village), "retired": False}
    skills = (
        *work.skills,
        *rng.choice(((), (), ("办公软件",), ("文字写作",), ("会计",), ("党务",))),
    )
    return _told(making, human, RESERVE, _working(work) | living | more | {"skills": skills})


def seated(making: Making, human: Human, position: str, *, member: bool) -> Draft:
    """Tell of somebody who holds a seat and stands in no pool: little more than the seat asks."""
    since = joined(making, human) if member else None
    status = MEMBER if member else MASSES
    known: dict[str, Any] = {
        "position": position,
        "political_status": status,
        "political_joined": since,
    }
    known |= {"residence_place": human.home, "skills": (), "source": "任职登记"}
    if "监" in position and chances.chance(making.rng, 60):
        known["skills"] = (making.rng.choice(("会计", "记账", "企业管理")),)
    return _told(making, human, SEATED, known)


def _working(work: trades.Work) -> dict[str, Any]:
    return {
        "industry": work.industry,
        "position": work.position,
        "employer": work.employer,
        "skills": work.skills,
        "professional_title": work.title,
        "title_level": work.level,
    }


def _told(making: Making, human: Human, habits: Habits, more: dict[str, Any]) -> Draft:
    rng = making.rng
    told: dict[str, Any] = {
        "name": human.name,
        "sex": human.sex,
        "ethnicity": chances.pick(rng, _ETHNICITY) or None,
        "birth": _birth(making, human),
        "id_number": None if chances.chance(rng, habits.no_id_number) else human.id_number,
        "phones": _phones(making, human, habits.no_phone),
        "native_place": NATIVE if chances.chance(rng, 65) else None,
        "household_village": human.home,
        "household_group": human.group or None,
    }
    told |= _schooled(making, human, habits) | _political(making, human, habits.members)
    return Draft(**(told | more))


def _birth(making: Making, human: Human) -> Birth:
    """Give the birth date as exactly as rosters have it, now and then the lunar one."""
    rng, born = making.rng, human.birth
    if chances.chance(rng, 1.2):
        return lunar(making, human, told=chances.chance(rng, 40))
    precision = chances.pick(rng, {"day": 70, "month": 27, "year": 3})
    if precision == "year":
        return Birth(born.year)
    return Birth(born.year, born.month, born.day if precision == "day" else None)


def lunar(making: Making, human: Human, *, told: bool) -> Birth:
    """Give a birth date as the lunar calendar has it; `told`: the roster says so."""
    shifted = human.birth - timedelta(days=making.rng.randint(*LUNAR_SHIFT))
    return Birth(shifted.year, shifted.month, min(shifted.day, 30), lunar=told)


def _phones(making: Making, human: Human, missing: int) -> tuple[Phone, ...]:
    rng = making.rng
    if chances.chance(rng, missing):
        return ()
    family = making.census.family_phone[human.family]
    if family != human.phone and chances.chance(rng, 45):
        return (Phone(family, "family" if chances.chance(rng, 60) else "self"),)
    more = chances.chance(rng, 5)
    own = Phone(human.phone)
    return (own, Phone(making.census.new_phone(), "family")) if more else (own,)


def _schooled(making: Making, human: Human, habits: Habits) -> dict[str, Any]:
    rng, age = making.rng, making.age(human)
    weights = habits.education or next(table for most, table in _BY_AGE_AT_HOME if age < most)
    code = chances.pick(rng, weights)
    if chances.chance(rng, 4):
        return {}
    known: dict[str, Any] = {"education_full_time": code}
    if code in _HIGHER and chances.chance(rng, 60):
        known |= {
            "school_full_time": rng.choice(trades.SCHOOLS),
            "major_full_time": rng.choice(trades.MAJORS),
        }
    if habits.education in (_RESERVE, _SEATED) and code not in _HIGHER and chances.chance(rng, 30):
        school = rng.choice(trades.EVENING_SCHOOLS)
        known |= {
            "education_in_service": "31",
            "school_in_service": school,
            "major_in_service": "行政管理",
        }
    return known


def _political(making: Making, human: Human, members: int) -> dict[str, Any]:
    rng, age = making.rng, making.age(human)
    if chances.chance(rng, 5):
        return {}
    if age >= PARTY_FROM_AGE and chances.chance(rng, members):
        return {"political_status": MEMBER, "political_joined": joined(making, human)}
    if chances.chance(rng, 3):
        return {"political_status": PROBATIONARY}
    status = LEAGUE if age < LEAGUE_ENDS_AT and chances.chance(rng, 50) else MASSES
    return {"political_status": status, "activist": True if chances.chance(rng, 10) else None}


def joined(making: Making, human: Human) -> Birth:
    """Draw the month somebody joined the Party, from twenty years on."""
    first = human.birth + timedelta(days=int(365.25 * PARTY_FROM_AGE))
    last = min(making.today - timedelta(days=400), first + timedelta(days=366 * PARTY_WITHIN_YEARS))
    day = chances.day(making.rng, min(first, last), last)
    return Birth(day.year, day.month)
