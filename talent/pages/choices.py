"""What the fields of a form offer, and how what came back is read."""

from collections.abc import Mapping
from datetime import date

from talent import errors
from talent.core import codes, divisions, education, ethnicity
from talent.pages import typed, words

# Field -> code -> what it is called. Codes of a standard that nobody chooses are left out.
OPTIONS: dict[str, dict[str, str]] = {
    "sex": {"1": "男", "2": "女"},
    "ethnicity": ethnicity.TABLE,
    "education_full_time": education.TABLE,
    "education_in_service": education.TABLE,
    "political_status": codes.POLITICAL,
    "title_level": codes.TITLE_LEVEL,
    "return_intent": {str(step): label for step, label in codes.RETURN_INTENT.items()},
    "retired": {"是": "是", "否": "否"},
}
BASES = {
    "consent": "本人同意",
    "statutory_duty": "法定职责",
    "public_interest": "公共利益",
    "contract": "合同约定",
}


def townships(around: list[divisions.Short]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group villages and communities under their townships, for a field to choose from."""
    names = {one.code: words.place(one.name) for one in around if one.kind == "township"}
    below: dict[str, list[tuple[str, str]]] = {code: [] for code in names}
    for one in around:
        if one.kind != "township" and f"{one.code[:9]}000" in below:
            below[f"{one.code[:9]}000"].append((one.code, words.place(one.name)))
    return [(names[code], villages) for code, villages in below.items() if villages]


def said(name: str, text: str, places: Mapping[str, str]) -> str:
    """Say the text of a field in words: codes and places by their names."""
    return OPTIONS.get(name, {}).get(text) or places.get(text) or text or words.NOTHING


def one_of(text: str, known: Mapping[str, str], label: str) -> str:
    """Read a choice; refused when it is none of those offered."""
    if text not in known:
        raise _fault(label, text, "、".join(known.values()))
    return text


def day(text: str, label: str) -> date | None:
    """Read a day as it is typed; None where it was left empty."""
    try:
        return typed.iso(text)
    except ValueError:
        raise _fault(label, text, "日期，如 2026-01-31") from None


def number(text: str) -> int:
    """Read a version that a form carries."""
    if not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - the database's integers
        raise errors.Stale
    return int(text)


def _fault(label: str, text: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(errors.Fault(field=label, said=text, expected=expected),))
