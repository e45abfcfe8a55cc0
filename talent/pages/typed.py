"""What is typed into a form, as values; what cannot be read is refused by its field."""

import re
from datetime import date
from typing import Any, get_args

from talent import errors
from talent.pages.shell import Form

BETWEEN = re.compile(r"[、，,；;\n]+")
LONGEST_NUMBER = 9
DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}", re.ASCII)
DAY_EXPECTED = "日期应如2026-03-01"


def day(form: Form, name: str) -> date | None:
    """Read a day; None where nothing was typed."""
    said = form.text(name)
    try:
        return iso(said)
    except ValueError:
        raise fault(name, said, DAY_EXPECTED) from None


def iso(said: str) -> date | None:
    """Read a day as 2026-03-01, or without the dashes that a phone's digits lack; None of nothing.

    Raises ValueError of all else, the weeks that ISO 8601 also knows among it.
    """
    if not said:
        return None
    if not DAY.fullmatch(said):
        raise ValueError(said)
    return date.fromisoformat(said)


def number(form: Form, name: str) -> int:
    """Read a whole number."""
    said = form.text(name)
    if not said.isdecimal() or len(said) > LONGEST_NUMBER:
        raise fault(name, said, "应为整数")
    return int(said)


def within(form: Form, name: str, least: int, most: int) -> int:
    """Read a whole number between two, both among those that may be."""
    value = number(form, name)
    if not least <= value <= most:
        raise fault(name, form.text(name), f"应为{least}至{most}")
    return value


def one_of(form: Form, name: str, kind: Any) -> Any:
    """Read one of the values that a literal type or an enumeration has."""
    said = form.text(name)
    if said not in (get_args(kind) or {str(one) for one in kind}):
        raise fault(name, said, "应为页面所列的一项")
    return said


def words(form: Form, name: str) -> tuple[str, ...]:
    """Read words that were typed into one field, with 、 or a comma between them."""
    found = (word.strip() for word in BETWEEN.split(form.text(name)))
    return tuple(dict.fromkeys(word for word in found if word))


def fault(name: str, said: str, expected: str) -> errors.Invalid:
    """Answer the refusal of one field."""
    return errors.Invalid(faults=(errors.Fault(field=name, said=said, expected=expected),))
