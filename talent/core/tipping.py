"""The nearest thing that would change a pair's band: what a clerk may ask to settle it.

Each field is supposed to agree plainly or to differ plainly, one at a time, and the pair is
weighed again; nothing is estimated. Names are left out: they are what they are.
"""

import msgspec
from msgspec import Struct

from talent.core import frequencies, levels, model, sentences
from talent.core.comparison import Comparison
from talent.core.frequencies import Frequencies
from talent.core.levels import Birth, Education, IdNumber, Phone, Place, Politics, Sex, Text
from talent.core.model import Band, Likeness, Model

ASKED: dict[str, tuple[int, int]] = {
    "id_number": (IdNumber.SAME, IdNumber.DIFFERENT),
    "birth": (Birth.SAME_DAY, Birth.DIFFERENT),
    "phone": (Phone.SAME, Phone.DIFFERENT),
    "place": (Place.VILLAGE, Place.OTHER),
    "sex": (Sex.SAME, Sex.DIFFERENT),
    "employer": (Text.SAME, Text.DIFFERENT),
    "position": (Text.SAME, Text.DIFFERENT),
    "education": (Education.SAME, Education.DIFFERENT),
    "political_status": (Politics.SAME, Politics.DIFFERENT),
    "native_place": (Text.SAME, Text.DIFFERENT),
}
"""The level at which a field agrees plainly, and the one at which it differs; the order in which
they are asked about where two would change as much."""


class Change(Struct, frozen=True):
    """A field's level that would lead to another band, and the weight then, in centibits."""

    field: str
    level: str
    band: Band
    weight: int
    sentence: str


def nearest(
    comparison: Comparison, known: Frequencies = frequencies.USUAL, using: Model | None = None
) -> tuple[Change, ...]:
    """Answer for each other band the change that leads there by the least weight, nearest first.

    Empty where no single field would change the band.
    """
    now = model.weigh(comparison, known, using)
    found: dict[Band, tuple[int, Change]] = {}
    for field, asked in ASKED.items():
        for level in asked:
            if level == comparison.level(field):
                continue
            then = model.weigh(_supposed(comparison, field, level), known, using)
            if then.band == now.band:
                continue
            apart = abs(then.weight - now.weight)
            if then.band not in found or apart < found[then.band][0]:
                found[then.band] = apart, _change(comparison, field, level, then)
    return tuple(change for _, change in sorted(found.values(), key=lambda one: one[0]))


def _supposed(comparison: Comparison, field: str, level: int) -> Comparison:
    place = levels.AT[field]
    codes = comparison.levels
    return msgspec.structs.replace(comparison, levels=(*codes[:place], level, *codes[place + 1 :]))


def _change(comparison: Comparison, field: str, level: int, then: Likeness) -> Change:
    return Change(
        field,
        sentences.label(field, level),
        then.band,
        then.weight,
        sentences.supposed(field, level, then.band, open_=not comparison.level(field)),
    )
