"""A person's fields as they are compared on a page: values in words, and where two differ."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from talent.core import codes, education, ethnicity

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
