"""Two who are not one human and yet alike: kin, namesakes, one number, as classes of a mixture.

Each class says how many of it an entry has in the register, and how often its pairs reach a
level. Where a table is silent about a level, the strangers' value holds: the class then explains
nothing there. Classes explain pairs; none is a fact about a family.
"""

from msgspec import Struct

from talent.core.levels import Birth, Education, IdNumber, Name, Phone, Place, Sex, Text

Scale = dict[int, float]
Table = dict[str, Scale]


class Kin(Struct, frozen=True):
    """A class of relatives: how many of them an entry has in the register, and their table."""

    partners: float
    table: Table


_KIN_NAME: Scale = {
    Name.SAME: 5e-4, Name.VARIANT: 1e-4, Name.OTHER_NAME: 5e-4, Name.SAME_TONE: 3e-3,
    Name.SAME_SOUND: 4e-3, Name.NEAR_SOUND: 6e-3, Name.SHAPE: 6e-3, Name.BLANK: 1e-3,
    Name.SURNAME_MISSING: 1e-4, Name.OTHER_SURNAME: 5e-4, Name.SWAPPED: 2e-3,
    Name.CHAR_MISSING: 8e-3, Name.NICKNAME: 2.4e-3, Name.NICK_GIVEN: 3e-4, Name.CODE: 2e-3,
}  # fmt: skip
_NAMESAKE: Scale = {
    Name.SAME: 0.85, Name.VARIANT: 0.01, Name.OTHER_NAME: 2e-3, Name.SAME_TONE: 0.05,
    Name.SAME_SOUND: 0.05, Name.NEAR_SOUND: 0.01, Name.SHAPE: 5e-3, Name.BLANK: 1e-3,
    Name.SURNAME_MISSING: 1e-3, Name.OTHER_SURNAME: 1e-3, Name.SWAPPED: 1e-3,
    Name.CHAR_MISSING: 1e-3, Name.LAST_CHAR: 1e-3, Name.ONE_CHAR: 1e-3,
    Name.NICKNAME: 2.4e-3, Name.NICK_GIVEN: 1.6e-3, Name.SURNAME_ONLY: 1e-3, Name.DIFFERENT: 1e-3,
    Name.CODE: 1e-3, Name.GENERATION: 1e-3,
}  # fmt: skip
_KIN_ID: Scale = {
    IdNumber.SAME: 2e-3, IdNumber.OTHER_SEQUENCE: 1e-3, IdNumber.DIFFERENT: 1.0,
    IdNumber.ONE_OFF: 1e-3, IdNumber.VISIBLE: 3e-3,
}  # fmt: skip
_KIN_HOME: Table = {
    "place": {Place.VILLAGE: 0.85, Place.TOWNSHIP: 0.05, Place.OTHER: 1.0},
    "native_place": {Text.SAME: 0.8, Text.CONTAINED: 0.15, Text.DIFFERENT: 0.05},
}
_BY_CHANCE: Scale = {
    Name.SAME: 2e-5, Name.VARIANT: 1e-6, Name.OTHER_NAME: 1e-5, Name.SAME_TONE: 2e-5,
    Name.SAME_SOUND: 4e-5, Name.NEAR_SOUND: 4e-5, Name.SHAPE: 2e-5, Name.BLANK: 1e-4,
    Name.SURNAME_MISSING: 1e-5, Name.OTHER_SURNAME: 1e-3, Name.SWAPPED: 1e-5,
    Name.CHAR_MISSING: 1e-4, Name.LAST_CHAR: 3e-4, Name.ONE_CHAR: 3e-4,
    Name.NICKNAME: 2e-4, Name.NICK_GIVEN: 5e-5, Name.SURNAME_ONLY: 0.05, Name.DIFFERENT: 0.94,
    Name.CODE: 1e-5, Name.GENERATION: 1e-4,
}  # fmt: skip
_ONE_DAY: Scale = {
    Birth.SAME_DAY: 0.82, Birth.SAME_MONTH: 0.9, Birth.SAME_YEAR: 0.93,
    Birth.SWAPPED: 0.006, Birth.LUNAR: 0.045, Birth.LUNAR_MONTH: 0.045,
    Birth.OTHER_DAY: 0.03, Birth.OTHER_MONTH: 0.012, Birth.YEAR_OFF: 0.015,
    Birth.YEAR_OFF_MONTH: 0.015, Birth.YEAR_OFF_ONLY: 0.04, Birth.OTHER_YEAR: 0.01,
    Birth.YEAR_ONLY: 0.012, Birth.DIFFERENT: 0.012,
}  # fmt: skip
"""One day of birth, as exactly and as rightly typed as *same* types it."""

KIN: dict[str, Kin] = {
    "sibling": Kin(
        0.06,
        {
            **_KIN_HOME,
            "name": {
                **_KIN_NAME,
                Name.LAST_CHAR: 0.16, Name.GENERATION: 0.15, Name.ONE_CHAR: 0.06,
                Name.SURNAME_ONLY: 0.55, Name.DIFFERENT: 0.03,
            },
            "id_number": _KIN_ID,
            "birth": {
                Birth.SAME_DAY: 5e-4, Birth.SAME_MONTH: 1.5e-3, Birth.SAME_YEAR: 0.02,
                Birth.YEAR_OFF: 3e-4, Birth.YEAR_OFF_MONTH: 0.012, Birth.YEAR_OFF_ONLY: 0.15,
                Birth.OTHER_YEAR: 2e-3, Birth.YEAR_ONLY: 0.015, Birth.DIFFERENT: 0.93,
            },
            "phone": {
                Phone.SAME: 0.15, Phone.FAMILY: 0.3, Phone.SHARED: 0.03, Phone.CROWD: 0.01,
                Phone.ONE_DIGIT: 2e-3, Phone.DIFFERENT: 0.7,
            },
        },
    ),
    "parent": Kin(
        0.04,
        {
            **_KIN_HOME,
            "name": {
                **_KIN_NAME,
                # A son bears the next generation's character.
                Name.LAST_CHAR: 0.02, Name.GENERATION: 2e-3, Name.ONE_CHAR: 0.03,
                Name.SURNAME_ONLY: 0.6, Name.DIFFERENT: 0.3,
            },
            "id_number": _KIN_ID,
            "birth": {
                Birth.SAME_DAY: 1e-7, Birth.SAME_MONTH: 1e-6, Birth.SAME_YEAR: 1e-5,
                Birth.SWAPPED: 1e-7, Birth.LUNAR: 1e-6, Birth.LUNAR_MONTH: 1e-6,
                Birth.OTHER_DAY: 1e-6, Birth.OTHER_MONTH: 1e-6, Birth.YEAR_OFF: 1e-6,
                Birth.YEAR_OFF_MONTH: 1e-6, Birth.YEAR_OFF_ONLY: 1e-5, Birth.OTHER_YEAR: 2e-3,
                Birth.YEAR_ONLY: 1e-5, Birth.DIFFERENT: 1.0,
            },
            "phone": {
                Phone.SAME: 0.2, Phone.FAMILY: 0.35, Phone.SHARED: 0.03, Phone.CROWD: 0.01,
                Phone.ONE_DIGIT: 2e-3, Phone.DIFFERENT: 0.7,
            },
        },
    ),
    "twin": Kin(
        0.006,
        {
            **_KIN_HOME,
            "name": {
                **_KIN_NAME,
                Name.SHAPE: 0.02, Name.NEAR_SOUND: 0.015, Name.SWAPPED: 5e-3,
                Name.LAST_CHAR: 0.3, Name.GENERATION: 0.15, Name.ONE_CHAR: 0.2,
                Name.SURNAME_ONLY: 0.25,
                Name.DIFFERENT: 0.01,
            },
            "sex": {Sex.SAME: 0.7, Sex.DIFFERENT: 0.3},
            "id_number": {
                IdNumber.SAME: 3e-3, IdNumber.OTHER_SEQUENCE: 0.95, IdNumber.DIFFERENT: 0.047,
                # Twins' numbers are often given one after the other.
                IdNumber.ONE_OFF: 0.02, IdNumber.VISIBLE: 5e-3,
            },
            "birth": {
                Birth.SAME_DAY: 0.92, Birth.SAME_MONTH: 0.96, Birth.SAME_YEAR: 0.98,
                Birth.OTHER_DAY: 0.02, Birth.LUNAR: 0.02, Birth.LUNAR_MONTH: 0.02,
                Birth.YEAR_ONLY: 5e-3, Birth.DIFFERENT: 0.01,
            },
            "phone": {
                Phone.SAME: 0.2, Phone.FAMILY: 0.3, Phone.SHARED: 0.03, Phone.CROWD: 0.01,
                Phone.ONE_DIGIT: 5e-3, Phone.DIFFERENT: 0.6,
            },
            "education": {Education.SAME: 0.5, Education.NEXT: 0.3, Education.DIFFERENT: 0.2},
        },
    ),
    # Under one roof, with another surname: spouses, parents-in-law.
    "household": Kin(
        0.03,
        {
            **_KIN_HOME,
            "name": {
                **_KIN_NAME,
                Name.SAME: 1e-5, Name.NEAR_SOUND: 1e-3, Name.SHAPE: 1e-3, Name.SAME_SOUND: 1e-3,
                Name.SAME_TONE: 5e-4, Name.CHAR_MISSING: 1e-3, Name.OTHER_SURNAME: 1e-3,
                Name.NICKNAME: 1e-4, Name.NICK_GIVEN: 5e-5,
                Name.LAST_CHAR: 3e-4, Name.GENERATION: 1e-4, Name.ONE_CHAR: 3e-4,
                Name.SURNAME_ONLY: 0.06,
                Name.DIFFERENT: 0.93,
            },
            "sex": {Sex.SAME: 0.1, Sex.DIFFERENT: 0.9},
            "id_number": _KIN_ID,
            "birth": {
                Birth.SAME_DAY: 2e-4, Birth.SAME_MONTH: 8e-3, Birth.SAME_YEAR: 0.1,
                Birth.YEAR_OFF: 5e-4, Birth.YEAR_OFF_MONTH: 0.016, Birth.YEAR_OFF_ONLY: 0.2,
                Birth.YEAR_ONLY: 0.09, Birth.DIFFERENT: 0.85,
            },
            "phone": {
                Phone.SAME: 0.3, Phone.FAMILY: 0.3, Phone.SHARED: 0.03, Phone.CROWD: 0.01,
                Phone.ONE_DIGIT: 2e-3, Phone.DIFFERENT: 0.5,
            },
        },
    ),
    # No kin, but explained the same way: in a village of one clan a name is borne twice more
    # often than by chance. What is silent here is as with strangers, dates of birth above all.
    "namesake": Kin(
        0.004,
        {
            "name": _NAMESAKE,
            "sex": {Sex.SAME: 0.95, Sex.DIFFERENT: 0.05},
            "place": {Place.VILLAGE: 0.96, Place.TOWNSHIP: 0.02, Place.OTHER: 0.02},
        },
    ),
    # Two of one name born in one month, anywhere. Chance brings few of them; where a pool has
    # more, those whose days or numbers differ tell how many of the others to expect, and where.
    "peer": Kin(
        0.001,
        {
            "name": _NAMESAKE,
            "sex": {Sex.SAME: 0.95, Sex.DIFFERENT: 0.05},
            "place": {Place.VILLAGE: 5e-3, Place.TOWNSHIP: 0.06, Place.OTHER: 1.0},
            "birth": {
                Birth.SAME_DAY: 0.033, Birth.SAME_MONTH: 0.98, Birth.SAME_YEAR: 0.98,
                Birth.SWAPPED: 3e-3, Birth.LUNAR: 3e-3, Birth.LUNAR_MONTH: 0.01,
                Birth.OTHER_DAY: 0.93, Birth.OTHER_MONTH: 3e-3, Birth.YEAR_OFF: 2e-4,
                Birth.YEAR_OFF_MONTH: 5e-3, Birth.YEAR_OFF_ONLY: 0.01, Birth.OTHER_YEAR: 1e-3,
                Birth.YEAR_ONLY: 5e-3, Birth.DIFFERENT: 0.01,
            },
        },
    ),
    # Two who have one number: given twice, or typed in the wrong row. Its day of birth and its
    # sex come with it and say no more; all else is as with strangers.
    "number": Kin(
        1e-4,
        {
            "name": _BY_CHANCE,
            "sex": {Sex.SAME: 0.98, Sex.DIFFERENT: 0.02},
            "id_number": {
                IdNumber.SAME: 0.98, IdNumber.OTHER_SEQUENCE: 1e-3, IdNumber.DIFFERENT: 1e-3,
                IdNumber.ONE_OFF: 0.01, IdNumber.VISIBLE: 0.01, IdNumber.UNLIKE: 1e-3,
            },
            "birth": _ONE_DAY,
        },
    ),
    # Two whom chance gave one day of birth in one county: their numbers tell the day once more.
    # They are many more the larger a pool is, and without a class of their own they pass for twins.
    "birthmate": Kin(
        1e-3,
        {
            "name": _BY_CHANCE,
            "id_number": {
                IdNumber.SAME: 1e-3, IdNumber.OTHER_SEQUENCE: 0.98, IdNumber.DIFFERENT: 0.02,
                IdNumber.ONE_OFF: 0.01, IdNumber.VISIBLE: 1e-3,
            },
            "birth": _ONE_DAY,
        },
    ),
}  # fmt: skip
