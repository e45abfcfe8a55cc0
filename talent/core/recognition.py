"""A typed row becomes a draft: every value recognised, every doubt said.

A wrong value (no such ID number, an unknown schooling, a formula) is a fault; a doubtful one (a
village that is not found, a birth date unlike the ID number's) is a warning, and what was typed
is kept. What is not recognised is never guessed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from talent.core import (
    cells,
    codes,
    dates,
    education,
    ethnicity,
    freetext,
    headers,
    idnumber,
    location,
    naming,
    phones,
    validity,
)
from talent.core.cells import Recognised
from talent.core.person import BY_NAME, Birth, Draft
from talent.core.places import PlaceIndex
from talent.errors import Fault

check = validity.check
"""`check(draft, today)`: the same laws for a draft that comes structured, as over the API."""

_TEXTS = (
    "native_place household_group school_full_time major_full_time school_in_service "
    "major_in_service employer position industry professional_title recommending_unit "
    "home_contact source notes"
).split()


class Recognition(Struct, frozen=True):
    """What became of a row.

    `draft` holds all that was right, also beside faults, so that a person may be taken in without
    a wrong value; it is None where the name itself is at fault. The field of a fault or warning
    is the column it was typed in (`headers.TABLE`).
    """

    draft: Draft | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
