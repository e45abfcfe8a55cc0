"""The rules as they ship, and builders of invented people for them. Nothing here is real."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from talent.core.facts import Facts, Holder, Rating, Review, Setting
from talent.core.person import Birth
from talent.core.profile import Profile
from talent.core.rules import Result, Rule, judge
from talent.core.suggestion import Prospect

MIGRATIONS = Path(__file__).parents[2] / "sql" / "migrations"
SHIPPED = ("0004_rules.sql", "0020_rule_sets.sql")
VILLAGE = "410183100201"
NEXT_VILLAGE = "410183100202"
FAR_VILLAGE = "410183205203"
BEFORE = date(2025, 12, 31)
SINCE = date(2026, 1, 1)
TODAY = date(2026, 9, 1)
REVIEWED = ("E02", "E04", "E12", "E13", "E15", "E17", "E18", "E19", "E20", "P05")


def seed() -> tuple[Rule, ...]:
    """Read the rows that the migrations insert."""
    texts = [(MIGRATIONS / name).read_text("utf-8").split("$seed$")[1] for name in SHIPPED]
    rows = [row for text in texts for row in msgspec.json.decode(text, type=tuple[Rule, ...])]
    return tuple(sorted(rows, key=lambda row: (row.id, row.edition)))


BOOK = seed()


def the_rule(rule_id: str, on: date = TODAY) -> Rule:
    """Answer the one row of an id that holds on a day."""
    (found,) = [rule for rule in BOOK if rule.id == rule_id and rule.holds_on(on)]
    return found


def uid(number: int) -> UUID:
    """Answer an id that sorts by its number."""
    return UUID(int=number)


def passed(*kinds: str) -> tuple[Review, ...]:
    """Answer reviews that passed, with a document."""
    return tuple(Review(kind, "pass", "审〔2026〕1号") for kind in kinds)


def a_person(number: int = 1, **known: Any) -> Facts:
    """Answer somebody who may hold any post; what is given takes the place of what stands here."""
    whole: dict[str, Any] = {
        "birth": Birth(1985, 6, 12),
        "education": ("31",),
        "political_status": "01",
        "activist": False,
        "household_village": VILLAGE,
        "residence_place": VILLAGE,
        "return_intent": 4,
        "affairs": (),
        "title_level": "none",
        "retired": False,
        "outstanding": False,
        "reviews": passed(*REVIEWED),
        "tenures": (),
        "kin": (),
        "accountant": False,
        "ratings": (Rating(2025, "competent"),),
        "reserve": False,
    }
    return Facts(person_id=uid(number), **(whole | known))


def a_stranger(number: int = 1) -> Facts:
    """Answer somebody of whom nothing is known."""
    return Facts(person_id=uid(number))


def a_setting(role: int = 21, **known: Any) -> Setting:
    """Answer a post in a village whose bodies have nobody yet."""
    whole: dict[str, Any] = {"village": VILLAGE, "role": role, "holders": ()}
    return Setting(**(whole | known))


def a_holder(number: int, role: int = 23, **known: Any) -> Holder:
    """Answer somebody who sits."""
    whole: dict[str, Any] = {"sex": "1", "kin": ()}
    return Holder(person_id=uid(number), role=role, **(whole | known))


def a_prospect(number: int = 1, facts: Facts | None = None, **known: Any) -> Prospect:
    """Answer somebody to be considered, with a profile of the given readings."""
    return Prospect(
        facts=facts or a_person(number), profile=Profile(person_id=uid(number), **known)
    )


def said(rule_id: str, person: Facts, setting: Setting | None = None, on: date = TODAY) -> Result:
    """Answer what the rule of the day says."""
    return judge(the_rule(rule_id, on), person, setting or a_setting(), on).result
