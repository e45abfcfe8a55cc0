"""What each level of agreement is worth: probabilities by expert judgement, as data.

Two entries are of one human (`same`), of strangers (`stranger`), or of kin who share surname,
village and phone for reasons of their own. For each of these a table says how often a level is
seen where both entries fill the field. Level by level they need not sum to one, because how
exactly a date is known is not evidence; only ratios count. Where a table is silent about a
level, the strangers' value holds: the class then explains nothing there.

Reasons for the numbers: m values from published error rates of Chinese registration (one wrong
character in 1-5 % of typed names, four fifths of them by sound; a sex wrong in under 1 %; a
quarter of phones changed between two lists), chance values from the size of each scale (365
days by some forty years, 303 villages, 18 townships). No labelled pair has been used.
"""

from enum import Enum
from typing import Any

from msgspec import Struct, structs

from talent.core.kindred import KIN, Kin, Table
from talent.core.levels import (
    Birth,
    Education,
    IdNumber,
    Name,
    Phone,
    Place,
    Politics,
    Sex,
    Text,
)


class Given(Enum):
    """Which part of the given name a level shows to be shared, for its rarity."""

    NONE = 0
    CHAR = 1
    WHOLE = 2
    SOUND = 3


class Chance(Struct, frozen=True):
    """How often strangers reach a level of the name: shares of what is shared, times a factor."""

    given: Given
    factor: float = 1.0
    surname: bool = True


class Weights(Struct, frozen=True):
    """A model's data. `partners` is how many other entries of the same human an entry has.

    `clan` is the part of a village that bears one surname, `clan_char` the part of it that
    shares one character of the given name (字辈); `char` the same among strangers.
    Given names have their sex and their years: `sexed` is how many times more often strangers of
    one sex share one, `peers` the same where they were born about one year too.
    """

    version: str
    partners: float
    same: Table
    strangers: Table
    name_chance: dict[int, Chance]
    kin: dict[str, Kin]
    clan: float
    clan_char: float
    char: float
    sexed: float = 1.0
    peers: float = 1.0


SAME: Table = {
    "name": {
        Name.SAME: 0.78, Name.VARIANT: 0.02, Name.OTHER_NAME: 0.03, Name.SAME_TONE: 0.03,
        Name.SAME_SOUND: 0.03, Name.NEAR_SOUND: 0.012, Name.SHAPE: 0.02, Name.BLANK: 0.004,
        Name.SURNAME_MISSING: 0.005, Name.OTHER_SURNAME: 0.006, Name.SWAPPED: 0.01,
        Name.CHAR_MISSING: 0.015, Name.LAST_CHAR: 0.003, Name.ONE_CHAR: 0.007,
        Name.NICKNAME: 0.0024, Name.NICK_GIVEN: 0.0016, Name.SURNAME_ONLY: 0.018, Name.DIFFERENT: 0.006,
        # A clerk's slip does not choose those who bear a generation's character, about a third.
        Name.CODE: 0.004, Name.GENERATION: 0.001,
    },
    "sex": {Sex.SAME: 0.992, Sex.DIFFERENT: 0.008},
    "id_number": {
        IdNumber.SAME: 0.985, IdNumber.OTHER_SEQUENCE: 0.003, IdNumber.DIFFERENT: 0.012,
        # Of numbers hidden in part or wrong, whose levels stand beside the three above.
        IdNumber.ONE_OFF: 0.8, IdNumber.VISIBLE: 0.96, IdNumber.UNLIKE: 0.04,
    },
    "birth": {
        Birth.SAME_DAY: 0.82, Birth.SAME_MONTH: 0.9, Birth.SAME_YEAR: 0.93, Birth.SWAPPED: 0.006,
        Birth.LUNAR: 0.045, Birth.LUNAR_MONTH: 0.045, Birth.OTHER_DAY: 0.03,
        Birth.OTHER_MONTH: 0.012, Birth.YEAR_OFF: 0.015, Birth.YEAR_OFF_MONTH: 0.015,
        Birth.YEAR_OFF_ONLY: 0.04, Birth.OTHER_YEAR: 0.01, Birth.YEAR_ONLY: 0.012,
        # A year wrongly typed, as OTHER_YEAR where days are known, and little else.
        Birth.DIFFERENT: 0.012,
    },
    "phone": {
        Phone.SAME: 0.62, Phone.FAMILY: 0.05, Phone.SHARED: 0.03, Phone.CROWD: 0.01,
        Phone.ONE_DIGIT: 0.02, Phone.DIFFERENT: 0.3,
    },
    "place": {Place.VILLAGE: 0.8, Place.TOWNSHIP: 0.06, Place.OTHER: 1.0},
    "education": {Education.SAME: 0.72, Education.NEXT: 0.2, Education.DIFFERENT: 0.08},
    "political_status": {Politics.SAME: 0.84, Politics.GROWN: 0.12, Politics.DIFFERENT: 0.04},
    "employer": {Text.SAME: 0.35, Text.CONTAINED: 0.12, Text.DIFFERENT: 0.53},
    "position": {Text.SAME: 0.35, Text.CONTAINED: 0.08, Text.DIFFERENT: 0.57},
    "native_place": {Text.SAME: 0.8, Text.CONTAINED: 0.14, Text.DIFFERENT: 0.06},
}  # fmt: skip

STRANGERS: Table = {
    "sex": {Sex.SAME: 0.54, Sex.DIFFERENT: 0.46},
    "id_number": {
        IdNumber.SAME: 1e-6, IdNumber.OTHER_SEQUENCE: 6e-5, IdNumber.DIFFERENT: 1.0,
        # Three digits of sequence, odd or even by sex, and one of check.
        IdNumber.ONE_OFF: 1e-5, IdNumber.VISIBLE: 2e-4, IdNumber.UNLIKE: 1.0,
    },
    "birth": {
        Birth.SAME_DAY: 9e-5, Birth.SAME_MONTH: 2.6e-3, Birth.SAME_YEAR: 0.03,
        Birth.SWAPPED: 6e-5, Birth.LUNAR: 2e-4, Birth.LUNAR_MONTH: 6e-3, Birth.OTHER_DAY: 2.4e-3,
        Birth.OTHER_MONTH: 8e-4, Birth.YEAR_OFF: 1.7e-4, Birth.YEAR_OFF_MONTH: 5e-3,
        Birth.YEAR_OFF_ONLY: 0.06, Birth.OTHER_YEAR: 8e-4, Birth.YEAR_ONLY: 0.025,
        Birth.DIFFERENT: 0.93,
    },
    "phone": {
        Phone.SAME: 1e-5, Phone.FAMILY: 2e-5, Phone.SHARED: 3e-4, Phone.CROWD: 0.01,
        Phone.ONE_DIGIT: 1e-4, Phone.DIFFERENT: 1.0,
    },
    "place": {Place.VILLAGE: 5e-3, Place.TOWNSHIP: 0.06, Place.OTHER: 1.0},
    "education": {Education.SAME: 0.28, Education.NEXT: 0.34, Education.DIFFERENT: 0.38},
    "political_status": {Politics.SAME: 0.47, Politics.GROWN: 0.33, Politics.DIFFERENT: 0.2},
    "employer": {Text.SAME: 0.03, Text.CONTAINED: 0.04, Text.DIFFERENT: 0.93},
    "position": {Text.SAME: 0.06, Text.CONTAINED: 0.04, Text.DIFFERENT: 0.9},
    "native_place": {Text.SAME: 0.65, Text.CONTAINED: 0.15, Text.DIFFERENT: 0.2},
}  # fmt: skip

# Two given-name characters sound alike without tone about twice as often as they are equal,
# with tone 1.4 times as often: the surplus over equality is what these levels take.
NAME_CHANCE: dict[int, Chance] = {
    Name.SAME: Chance(Given.WHOLE),
    Name.VARIANT: Chance(Given.WHOLE, 0.05),
    Name.OTHER_NAME: Chance(Given.WHOLE, 0.3),
    Name.SAME_TONE: Chance(Given.SOUND, 0.4),
    Name.SAME_SOUND: Chance(Given.SOUND, 0.6),
    Name.NEAR_SOUND: Chance(Given.SOUND, 1.0),
    Name.SHAPE: Chance(Given.WHOLE, 1.2),
    # Some 0.15 % of unlike pairs of characters, and a character is some 1 % of all.
    Name.CODE: Chance(Given.WHOLE, 0.3),
    Name.BLANK: Chance(Given.CHAR, 0.02),
    Name.SURNAME_MISSING: Chance(Given.WHOLE, 0.01, surname=False),
    Name.OTHER_SURNAME: Chance(Given.WHOLE, surname=False),
    Name.SWAPPED: Chance(Given.WHOLE, 0.8),
    Name.CHAR_MISSING: Chance(Given.CHAR, 0.3),
    Name.LAST_CHAR: Chance(Given.CHAR),
    Name.ONE_CHAR: Chance(Given.CHAR),
    # Of those who share a character at home, more than half share that of their generation.
    Name.GENERATION: Chance(Given.CHAR, 0.6),
    # Some 0.4 % are but called by somebody; then it fits whoever shares the character.
    Name.NICKNAME: Chance(Given.NONE, 4e-3),
    Name.NICK_GIVEN: Chance(Given.CHAR, 8e-3, surname=False),
    Name.SURNAME_ONLY: Chance(Given.NONE),
    Name.DIFFERENT: Chance(Given.NONE, 0.93, surname=False),
}

TOLD_FROM: dict[int, Name] = {
    Name.CODE: Name.ONE_CHAR, Name.GENERATION: Name.LAST_CHAR, Name.NICK_GIVEN: Name.NICKNAME,
}  # fmt: skip
"""Levels of the name that were told apart after models had been kept, and what they were before."""

EXPERT = Weights(
    version="expert-10",
    partners=0.1,
    same=SAME,
    strangers=STRANGERS,
    name_chance=NAME_CHANCE,
    kin=KIN,
    clan=0.25,
    clan_char=1 / 40,
    char=1 / 150,
)


def completed(data: Weights) -> Weights:
    """Answer weights with every level of the name: one they do not know weighs as it did before.

    Models are kept as they were trained, under the version of that day, and weigh on.
    """
    lacking = {new: old for new, old in TOLD_FROM.items() if new not in data.name_chance}
    if not lacking:
        return data

    def told(scale: dict[int, Any]) -> dict[int, Any]:
        return scale | {new: scale[old] for new, old in lacking.items() if old in scale}

    def tables(table: Table) -> Table:
        return table | {"name": told(table["name"])} if "name" in table else table

    kin = {name: Kin(one.partners, tables(one.table)) for name, one in data.kin.items()}
    return structs.replace(
        data, same=tables(data.same), name_chance=told(data.name_chance), kin=kin
    )
