"""Free texts that stand in the open: no numbers of people in them, no control characters, not too long."""

from talent.core import freetext
from talent.errors import Fault, Invalid

LONGEST = 200


def check(**said: str | None) -> None:
    """Refuse texts by name where one hides an ID or phone number, a formula, or is over the limit."""
    faults = tuple(
        Fault(field=name, said="", expected=expected)
        for name, text in said.items()
        if text and (expected := freetext.fault(text, LONGEST))
    )
    if faults:
        raise Invalid(faults=faults)
