"""The part of *likely* that may be merged as one click, or by itself where a county wants it.

A high probability is not enough: posteriors are too sure at the top, and a relative's ID number
is among the errors. So the pair must agree in something that is of one person alone, and must
not contradict itself anywhere.
"""

from collections.abc import Sequence

from talent.core import levels
from talent.core.levels import Birth, IdNumber, Name, Phone, Sex

AT_LEAST = 0.999

NAMES = frozenset(
    {
        Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SAME_TONE, Name.SAME_SOUND, Name.SHAPE,
        Name.SWAPPED,
    }
)  # fmt: skip
"""The whole name, written otherwise at most."""

NUMBERS = frozenset({IdNumber.SAME, IdNumber.ONE_OFF, IdNumber.VISIBLE})

CONTRADICTS: dict[str, frozenset[int]] = {
    "sex": frozenset({Sex.DIFFERENT}),
    "id_number": frozenset({IdNumber.OTHER_SEQUENCE, IdNumber.DIFFERENT, IdNumber.UNLIKE}),
    "birth": frozenset(
        {
            Birth.DIFFERENT, Birth.YEAR_ONLY, Birth.OTHER_DAY, Birth.OTHER_MONTH,
            Birth.OTHER_YEAR, Birth.YEAR_OFF_ONLY, Birth.YEAR_OFF_MONTH,
        }
    ),
}  # fmt: skip


def allowed(codes: Sequence[int], probability: float, *, together: bool) -> bool:
    """Say whether a pair may be merged without a look; `together`: in one cluster."""
    if not together or probability < AT_LEAST:
        return False
    found = dict(zip(levels.FIELDS, codes, strict=True))
    if found["name"] not in NAMES:
        return False
    if any(found[field] in against for field, against in CONTRADICTS.items()):
        return False
    return _of_one_person(found)


def _of_one_person(found: dict[str, int]) -> bool:
    """Say whether something agrees that is of one person alone; a family shares the rest."""
    if found["id_number"] in NUMBERS or found["birth"] == Birth.SAME_DAY:
        return True
    return found["birth"] == Birth.SAME_MONTH and found["phone"] == Phone.SAME
