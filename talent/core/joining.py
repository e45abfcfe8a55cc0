"""What a roster's row tells of a person the register knows already.

A field the register does not know is filled. A value that is not what the register holds is
proposed to the person's keeper, never written.
"""

from typing import Any

from talent.core.person import Birth, Draft

OF_THE_ROSTER = frozenset({"source", "entered_on"})
"""Fields that say something of the roster and not of the person: no difference worth a look."""


def fills(held: Draft, typed: Draft) -> dict[str, Any]:
    """Answer the typed values of fields that the register does not know."""
    return {
        name: value
        for name, value in _said(typed)
        if getattr(held, name) in (None, ()) and name != "name"
    }


def differences(held: Draft, typed: Draft) -> dict[str, Any]:
    """Answer the values to propose, for fields that the register knows otherwise.

    A value that only says less (a month for a day, a township for its village) is none. Of
    several names, phones or skills the new ones are proposed together with those held.
    """
    found: dict[str, Any] = {}
    for name, value in _said(typed):
        known = getattr(held, name)
        if known in (None, ()) or name in OF_THE_ROSTER or _says_no_more(known, value):
            continue
        found[name] = (
            (*known, *(v for v in value if v not in known)) if isinstance(known, tuple) else value
        )
    return found


def _said(typed: Draft) -> list[tuple[str, Any]]:
    values = ((name, getattr(typed, name)) for name in Draft.__struct_fields__)
    return [(name, value) for name, value in values if value not in (None, (), "")]


def _says_no_more(known: Any, value: Any) -> bool:
    if value == known:
        return True
    if isinstance(known, tuple):
        return set(value) <= set(known)
    if isinstance(known, Birth):
        return known.lunar == value.lunar and known.iso.startswith(value.iso)
    # A township's code stands for a village of it that is not known.
    return isinstance(value, str) and value.endswith("000") and _lies_in(known, value)


def _lies_in(village: str, township: str) -> bool:
    return len(township) == len(village) == 12 and village[:9] == township[:9]  # noqa: PLR2004 - a code
