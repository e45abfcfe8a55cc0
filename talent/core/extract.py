"""People as a roster that goes out and comes back: the columns of a roster, under their own headers.

What is written is read again as it was: codes as the standards' words, a place by its names and its
code. The first column carries the person's id, so that a row that comes back is known.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from talent.core import codes, education, ethnicity, headers
from talent.core.person import Birth, Draft
from talent.core.places import PlaceIndex

PERSON = "人员编号"
_BETWEEN = "、"


def _schooling(code: str) -> str:
    return education.TABLE[code]


def _politics(code: str) -> str:
    return "民主党派" if code == codes.PARTY_UNNAMED else codes.POLITICAL[code]


def _date(said: Birth) -> str:
    return f"农历{said.iso}" if said.lunar else said.iso


def _yes_no(said: bool) -> str:  # noqa: FBT001 - a value
    return "是" if said else "否"


# What writes a field's value; a field that is not named is text already.
_WRITTEN: dict[str, Callable[[Any], str]] = {
    "sex": codes.SEX.__getitem__,
    "ethnicity": ethnicity.TABLE.__getitem__,
    "birth": _date,
    "education_full_time": _schooling,
    "education_in_service": _schooling,
    "political_status": _politics,
    "political_joined": _date,
    "activist": _yes_no,
    "work_started": _date,
    "title_level": codes.TITLE_LEVEL.__getitem__,
    "skills": _BETWEEN.join,
    "return_intent": codes.RETURN_INTENT.__getitem__,
    "retired": _yes_no,
    "entered_on": str,
    "resident_since": str,
}

# The columns that are several of one field, or a place.
_SEVERAL = ("name", "other_names", "milk_name")
_FIELDS = (
    "sex ethnicity birth id_number phones family_phones native_place township village village_code household_text"
    " household_group residence_place residence_text resident_since education_full_time school_full_time"
    " major_full_time education_in_service school_in_service major_in_service political_status political_joined"
    " activist work_started employer position industry professional_title title_level skills recommending_unit"
    " home_contact entered_on source notes return_intent retired"
).split()
COLUMNS = (*_SEVERAL, *_FIELDS)
HEADER = [PERSON, *(headers.TABLE[name].label for name in COLUMNS)]


def row(person: UUID, draft: Draft, index: PlaceIndex) -> list[str]:
    """Write one person under `HEADER`."""
    several = {
        "other_names": _BETWEEN.join(o.name for o in draft.other_names if o.kind == "former"),
        "milk_name": _BETWEEN.join(o.name for o in draft.other_names if o.kind == "milk"),
        "phones": _BETWEEN.join(p.number for p in draft.phones if p.holder == "self"),
        "family_phones": _BETWEEN.join(p.number for p in draft.phones if p.holder == "family"),
        **_place(draft.household_village, index),
    }
    cells = [several[name] if name in several else _cell(draft, name) for name in COLUMNS]
    return [str(person), *cells]


def _place(code: str | None, index: PlaceIndex) -> dict[str, str]:
    village = index.by_code(code) if code else None
    town = index.by_code(f"{code[:9]}000") if code else None
    return {
        "township": town.name if town else "",
        "village": village.name if village and village is not town else "",
        "village_code": code or "",
    }


def _cell(draft: Draft, name: str) -> str:
    value = getattr(draft, name)
    if value in (None, (), ""):
        return ""
    return _WRITTEN.get(name, str)(value)
