"""The levels at which two entries agree or differ, field by field.

Each field has its own scale. Level 0 is always *unknown*: one side says nothing, and nothing
follows from it. Codes are stored with trained models: append new ones, never renumber.
A comparison is one code per field, in the order of `FIELDS`.
"""

from enum import IntEnum


class Name(IntEnum):
    """From the same name to another one; what the words mean is in `alikeness`."""

    UNKNOWN = 0
    SAME = 1
    VARIANT = 2
    OTHER_NAME = 3
    SAME_TONE = 4
    SAME_SOUND = 5
    NEAR_SOUND = 6
    SHAPE = 7
    BLANK = 8
    SURNAME_MISSING = 9
    OTHER_SURNAME = 10
    SWAPPED = 11
    CHAR_MISSING = 12
    LAST_CHAR = 13
    """The last character differs without any relation."""
    ONE_CHAR = 14
    """One other character differs without any relation."""
    NICKNAME = 15
    """小张 for 张伟: called by the surname, which in a village of one clan fits everybody."""
    SURNAME_ONLY = 16
    DIFFERENT = 17
    CODE = 18
    """Characters whose shape codes (五笔) differ in one key, and that are not otherwise related."""
    GENERATION = 19
    """As LAST_CHAR, and the character before is one that a generation of both clans bears (字辈):
    brothers and cousins look like this. Which it is, the register shows; see `clans`."""
    NICK_GIVEN = 20
    """小伟 for 张伟: called by a character of the given name."""


class Sex(IntEnum):
    """GB/T 2261.1, where it is known on both sides."""

    UNKNOWN = 0
    SAME = 1
    DIFFERENT = 2


class IdNumber(IntEnum):
    """Two complete, valid numbers; the last three where one is hidden in part or not valid."""

    UNKNOWN = 0
    SAME = 1
    OTHER_SEQUENCE = 2
    """Same area and day of birth, another sequence: twins look like this."""
    DIFFERENT = 3
    ONE_OFF = 4
    """One is wrong by its check character, and a digit or a swap makes it the other."""
    VISIBLE = 5
    """Every digit that both show agrees, the sequence among them."""
    UNLIKE = 6
    """A digit that both show differs, or a number that is not valid differs in more than one."""


class Birth(IntEnum):
    """Two birth dates, each as exact as it is known."""

    UNKNOWN = 0
    SAME_DAY = 1
    SAME_MONTH = 2
    SAME_YEAR = 3
    SWAPPED = 4
    """Day and month changed places."""
    LUNAR = 5
    """One may be the lunar date of the other."""
    LUNAR_MONTH = 6
    """The same where only months are known."""
    OTHER_DAY = 7
    OTHER_MONTH = 8
    YEAR_OFF = 9
    """One year apart (虚岁), same month and day."""
    YEAR_OFF_MONTH = 10
    """One year apart, same month, day not known on both sides."""
    YEAR_OFF_ONLY = 11
    """One year apart, more is not known on both sides."""
    OTHER_YEAR = 12
    """Same month and day, the year differs by a digit or by ten."""
    YEAR_ONLY = 13
    """Same year, month and day both differ."""
    DIFFERENT = 14


class Phone(IntEnum):
    """The closest pair of numbers; a number many entries carry says little."""

    UNKNOWN = 0
    SAME = 1
    FAMILY = 2
    """Equal, but a family member's on one side at least."""
    SHARED = 3
    CROWD = 4
    ONE_DIGIT = 5
    DIFFERENT = 6


class Place(IntEnum):
    """Household villages by 12-digit code."""

    UNKNOWN = 0
    VILLAGE = 1
    TOWNSHIP = 2
    OTHER = 3
    """Another township: people move and marry, so this is no evidence by itself."""


class Education(IntEnum):
    """Ranks of GB/T 4658."""

    UNKNOWN = 0
    SAME = 1
    NEXT = 2
    DIFFERENT = 3


class Politics(IntEnum):
    """GB/T 4762; a party member was a candidate, a league member before."""

    UNKNOWN = 0
    SAME = 1
    GROWN = 2
    DIFFERENT = 3


class Text(IntEnum):
    """Employer, position, native place: texts without a code."""

    UNKNOWN = 0
    SAME = 1
    CONTAINED = 2
    DIFFERENT = 3


SCALES: dict[str, type[IntEnum]] = {
    "name": Name,
    "sex": Sex,
    "id_number": IdNumber,
    "birth": Birth,
    "phone": Phone,
    "place": Place,
    "education": Education,
    "political_status": Politics,
    "employer": Text,
    "position": Text,
    "native_place": Text,
}
FIELDS: tuple[str, ...] = tuple(SCALES)
AT: dict[str, int] = {field: place for place, field in enumerate(FIELDS)}
"""Where a field's code stands in a comparison."""

ALIKE_NAMES: frozenset[int] = frozenset(
    {
        Name.SAME, Name.VARIANT, Name.OTHER_NAME, Name.SAME_TONE, Name.SAME_SOUND,
        Name.NEAR_SOUND, Name.SHAPE, Name.BLANK, Name.SURNAME_MISSING, Name.SWAPPED,
        Name.CHAR_MISSING, Name.CODE,
    }
)  # fmt: skip
"""Levels at which two names may be one name, written otherwise."""
