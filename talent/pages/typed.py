"""What is typed into a form, as values; what cannot be read is refused by its field."""

import re
from datetime import date
from typing import Any, get_args

from talent import errors
from talent.pages.shell import Form

BETWEEN = re.compile(r"[、，,；;\n]+")
LONGEST_NUMBER = 9


def day(form: Form, name: str) -> date | None:
    """Read a day; None where nothing was typed."""
    said = form.text(name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise fault(name, said, "日期应如2026-03-01") from None


def number(form: Form, name: str) -> int:
    """Read a whole number."""
    said = form.text(name)
    if not said.isdecimal() or len(said) > LONGEST_NUMBER:
        raise fault(name, said, "应为整数")
    return int(said)


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
