"""A person's fields on a page: what is known of one, values in words, and where two differ."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from talent.core import codes, education, ethnicity, registered
from talent.core.person import FIELDS
from talent.flows import retyping
from talent.pages import listing, words

TABLES: dict[str, Mapping[str, str]] = {
    "sex": codes.SEX,
    "ethnicity": ethnicity.TABLE,
    "education_full_time": education.TABLE,
    "education_in_service": education.TABLE,
    "political_status": codes.POLITICAL,
    "title_level": codes.TITLE_LEVEL,
}
NONE = "无"
PLACES = frozenset({"household_village", "residence_place", "native_place"})


class Piece(Struct, frozen=True):
    """A run of characters; `same` where the other value has it too."""

    text: str
    same: bool


def places(values: Iterable[tuple[str, Any]]) -> list[str]:
    """Answer the codes of places among fields' values."""
    return sorted({value for name, value in values if name in PLACES and value})


def said(name: str, value: Any, names: Mapping[str, str]) -> str:
    """Say a field's value in words, empty where nothing is known; `names` are those of places."""
    match value:
        case None | "" | [] | ():
            return ""
        case bool():
            return "是" if value else "否"
        case int() if name == "return_intent":
            return codes.RETURN_INTENT.get(value, str(value))
        case {"year": year, **rest}:
            parts = (f"-{rest[part]:02}" for part in ("month", "day") if rest.get(part))
            return f"{year}{''.join(parts)}{'（农历）' if rest.get('lunar') else ''}"
        case list() | tuple():
            return "、".join(said(name, one, names) for one in value)
        case _:
            text = str(value)
            return TABLES.get(name, {}).get(text) or names.get(text, text)


def pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Cut two texts where they differ, character by character."""
    if {one, other} & {"", NONE} or one == other:
        return [Piece(one, same=True)], [Piece(other, same=True)]
    mine, theirs = [], []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        mine += [Piece(one[a:b], kind == "equal")] if b > a else []
        theirs += [Piece(other[c:d], kind == "equal")] if d > c else []
    return mine, theirs


def facts(shown: registered.Person, names: listing.Names) -> list[tuple[str, str, bool]]:
    """Answer what is known of a person in words: label, value, whether it is to be verified."""
    said: dict[str, str] = {
        "sex": codes.SEX.get(shown.sex or "", ""),
        "birth": words.born(shown.birth) + f"（{words.age(shown.birth, names.today)} 岁）"
        if shown.birth
        else "",
        "ethnicity": ethnicity.TABLE.get(shown.ethnicity or "", ""),
        "id_number": shown.id_number if shown.id_number != "无" else "",
        "phones": "、".join(
            phone.number + ("（家属）" if phone.holder == "family" else "")
            for phone in shown.phones
        ),
        "household_village": names.place(shown.household_village)
        if shown.household_village
        else "",
        "residence_place": names.place(shown.residence_place) if shown.residence_place else "",
        "education_full_time": education.TABLE.get(shown.education_full_time or "", ""),
        "education_in_service": education.TABLE.get(shown.education_in_service or "", ""),
        "political_status": codes.POLITICAL.get(shown.political_status or "", ""),
        "political_joined": shown.political_joined.iso if shown.political_joined else "",
        "work_started": shown.work_started.iso if shown.work_started else "",
        "title_level": codes.TITLE_LEVEL.get(shown.title_level or "", ""),
        "skills": "、".join(shown.skills),
        "return_intent": codes.RETURN_INTENT.get(shown.return_intent, "")
        if shown.return_intent is not None
        else "",
        "home_contact": "有（已加密）" if shown.has_home_contact else "",
        "notes": "有（已加密）" if shown.has_notes else "",
        "other_names": "、".join(other.name for other in shown.other_names),
    }
    plain = {
        field.name: getattr(shown, field.name, None)
        for field in FIELDS
        if field.name not in said and field.name != "name"
    }
    said |= {name: retyping.text(value) for name, value in plain.items()}
    return [
        (field.label, said[field.name], field.name in shown.to_verify)
        for field in FIELDS
        if field.name != "name" and (said[field.name] or field.name in shown.to_verify)
    ]
