"""Two entries compared: one level per field, and nothing decided yet.

`prepare` does once per entry what is costly; `compare` is cheap and symmetric. What one entry
does not say is level *unknown* and stays without consequence.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct, structs

from talent.core import alikeness, births, clans, education, idnumber, levels
from talent.core.alikeness import Typed
from talent.core.clans import Clans
from talent.core.levels import Education, Place, Politics, Sex, Text
from talent.core.levels import Phone as PhoneLevel
from talent.core.names import Name
from talent.core.person import Birth, Draft, OtherName, Phone

SHARED_FROM = 4
CROWD_FROM = 11
"""A number on four entries is a household's or an office's, on eleven it says nothing."""

_ID_LONG = 18
_PARTY = frozenset({"13", "03", "02", "01"})
"""The way into the party: 群众, 团员, 预备党员, 党员. Others (民主党派, 无党派) stand apart."""


class Entry(Struct, frozen=True, kw_only=True):
    """What the comparison needs of one entry, in the register or not yet.

    `id_number` is complete and valid (18 signs, X in upper case) or None; `typed_number` is what
    was typed instead, hidden in part or wrong. `village` and `township` are 12-digit codes;
    education and political status are codes of their standards.
    `holders` says on how many entries each of `phones` stands, 1 where it is not known.
    """

    id: str
    name: str
    other_names: tuple[OtherName, ...] = ()
    sex: str | None = None
    birth: Birth | None = None
    id_number: str | None = None
    typed_number: str | None = None
    phones: tuple[Phone, ...] = ()
    holders: tuple[int, ...] = ()
    village: str | None = None
    township: str | None = None
    education: str | None = None
    political_status: str | None = None
    employer: str | None = None
    position: str | None = None
    native_place: str | None = None


class Line(Struct, frozen=True):
    """A phone number made ready."""

    number: str
    own: bool
    holders: int


class Prepared(Struct, frozen=True):
    """An entry made ready for comparing and for blocking. `names` holds the name in use first.

    `number` is what is shown of an ID number, `whole` whether that is all of it, valid or not;
    `id_number` is it where it is complete and valid. `generation`: see `clans`.
    """

    id: str
    names: tuple[Typed, ...]
    parsed: tuple[Name, ...]
    sex: str | None
    birth: Birth | None
    id_birth: Birth | None
    id_number: str | None
    number: str
    whole: bool
    lines: tuple[Line, ...]
    village: str | None
    township: str | None
    education: int | None
    political_status: str | None
    employer: str
    position: str
    native_place: str
    generation: str = ""


Dates = tuple[Birth | None, Birth | None, bool]
"""The date typed, the date in the ID number where it is shown, and whether all of that is."""
Home = tuple[str | None, str | None]


class Field(Struct, frozen=True):
    """How a field is compared: which attributes of an entry count, and the level of two values.

    A value is the attribute, or a tuple of several. The level looks at nothing else, so whoever
    compares many pairs compares two values once.
    """

    of: tuple[str, ...]
    level: Callable[[Any, Any], int]

    def value(self, one: Prepared) -> Any:
        """Answer what of an entry counts."""
        return attrgetter(*self.of)(one)


class Comparison(Struct, frozen=True):
    """One level per field, in the order of `levels.FIELDS`, and the two names compared.

    Equal `levels` are one agreement pattern: a model counts patterns, not pairs.
    """

    levels: tuple[int, ...]
    one: Typed
    other: Typed

    def level(self, field: str) -> int:
        """Answer the level of one field."""
        return self.levels[levels.AT[field]]


def entry(
    draft: Draft,
    id: str = "",  # noqa: A002 - the field's name
    typed_number: str | None = None,
) -> Entry:
    """Answer the entry of a draft. Its ID number must be complete and valid, or None."""
    return Entry(
        id=id,
        name=draft.name,
        other_names=draft.other_names,
        sex=draft.sex,
        birth=draft.birth,
        id_number=draft.id_number,
        typed_number=typed_number,
        phones=draft.phones,
        village=draft.household_village,
        education=draft.education_full_time or draft.education_in_service,
        political_status=draft.political_status,
        employer=draft.employer,
        position=draft.position,
        native_place=draft.native_place,
    )


def prepare(entry: Entry) -> Prepared:
    """Make an entry ready: parse its names, fold its texts, read the date in its ID number."""
    made: dict[str, Any] = {}
    for attributes, make in MADE.items():
        made.update(zip(attributes, make(entry), strict=True))
    return Prepared(id=entry.id, **made)


def within(one: Prepared, known: Clans) -> Prepared:
    """Answer an entry with the generation character that its name bears among those known."""
    borne = clans.borne(known, one.village, one.names[0])
    return structs.replace(one, generation=borne) if borne != one.generation else one


def compare(one: Prepared, other: Prepared) -> Comparison:
    """Compare two entries field by field."""
    name, mine, theirs = alikeness.compare(one.names, other.names)
    name = clans.level(name, one.generation, other.generation)
    rest = [field.level(field.value(one), field.value(other)) for field in FIELDS.values()]
    return Comparison((name, *rest), mine, theirs)


# --- making ready -------------------------------------------------------------------------


def _names(entry: Entry) -> tuple[tuple[Typed, ...], tuple[Name, ...]]:
    return alikeness.named(entry.name, entry.other_names)


def _numbers(entry: Entry) -> tuple[Birth | None, str | None, str, bool]:
    valid = entry.id_number if entry.id_number and len(entry.id_number) == _ID_LONG else None
    number = valid or (idnumber.shown(entry.typed_number) if entry.typed_number else "")
    born = births.of_id_number(number) if number else None
    return born, valid, number, bool(number) and idnumber.HIDDEN not in number


def home(code: str | None) -> Home:
    """Answer the village and the township of a place's code, as far as it tells them."""
    return _village(code), _township(code)


def _lines(entry: Entry) -> tuple[Line, ...]:
    counts = entry.holders + (1,) * (len(entry.phones) - len(entry.holders))
    return tuple(
        Line(phone.number, phone.holder == "self", holders)
        for phone, holders in zip(entry.phones, counts, strict=False)
        if phone.number
    )


def _village(code: str | None) -> str | None:
    # A code that ends in 000 is a township or a county: no village is known.
    return code if code and not code.endswith("000") else None


def _township(code: str | None) -> str | None:
    return code[:9] if code and not code.startswith("000", 6) else None


@cache
def _noise() -> dict[int, None]:
    return dict.fromkeys(map(ord, " \t\u3000()（）·.,，、-—"))


def folded(text: str | None) -> str:
    """Answer a text without spaces and punctuation, for equality alone."""
    return text.translate(_noise()).casefold() if text else ""


MADE: dict[tuple[str, ...], Callable[[Entry], tuple[Any, ...]]] = {
    ("names", "parsed"): _names,
    ("sex",): lambda entry: (entry.sex if entry.sex in {"1", "2"} else None,),
    ("birth",): lambda entry: (entry.birth,),
    ("id_birth", "id_number", "number", "whole"): _numbers,
    ("lines",): lambda entry: (_lines(entry),),
    ("village", "township"): lambda entry: (
        _village(entry.village),
        _township(entry.township or entry.village),
    ),
    ("education",): lambda entry: (education.rank(entry.education) if entry.education else None,),
    ("political_status",): lambda entry: (entry.political_status or None,),
    ("employer",): lambda entry: (folded(entry.employer),),
    ("position",): lambda entry: (folded(entry.position),),
    ("native_place",): lambda entry: (folded(entry.native_place),),
}
"""What is made of an entry: attributes of `Prepared`, and the function that gives them."""


# --- field by field -----------------------------------------------------------------------


def _sex(one: str | None, other: str | None) -> Sex:
    if one is None or other is None:
        return Sex.UNKNOWN
    return Sex.SAME if one == other else Sex.DIFFERENT


def _birth(one: Dates, other: Dates) -> levels.Birth:
    """Compare the typed dates; those in ID numbers only where the numbers say nothing."""
    (mine, my_number, whole), (theirs, their_number, also) = one, other
    found = [births.level(mine, theirs)]
    if not (whole and also):
        found += [births.level(my_number, date) for date in (theirs, their_number)]
        found.append(births.level(mine, their_number))
    return births.closest([level for level in found if level])


def _phone(mine: tuple[Line, ...], theirs: tuple[Line, ...]) -> PhoneLevel:
    if not mine or not theirs:
        return PhoneLevel.UNKNOWN
    return min(_line(one, other) for one in mine for other in theirs)


def _line(one: Line, other: Line) -> PhoneLevel:
    if one.number != other.number:
        close = idnumber.one_off(one.number, other.number)
        return PhoneLevel.ONE_DIGIT if close else PhoneLevel.DIFFERENT
    holders = max(one.holders, other.holders)
    if holders >= CROWD_FROM:
        return PhoneLevel.CROWD
    if holders >= SHARED_FROM:
        return PhoneLevel.SHARED
    return PhoneLevel.SAME if one.own and other.own else PhoneLevel.FAMILY


def _place(one: Home, other: Home) -> Place:
    (village, township), (their_village, their_township) = one, other
    if village and village == their_village:
        return Place.VILLAGE
    if township is None or their_township is None:
        return Place.UNKNOWN
    return Place.TOWNSHIP if township == their_township else Place.OTHER


def _education(one: int | None, other: int | None) -> Education:
    if one is None or other is None:
        return Education.UNKNOWN
    return {0: Education.SAME, 1: Education.NEXT}.get(abs(one - other), Education.DIFFERENT)


def _politics(one: str | None, other: str | None) -> Politics:
    if one is None or other is None:
        return Politics.UNKNOWN
    if one == other:
        return Politics.SAME
    return Politics.GROWN if one in _PARTY and other in _PARTY else Politics.DIFFERENT


def _text(one: str, other: str) -> Text:
    if not one or not other:
        return Text.UNKNOWN
    if one == other:
        return Text.SAME
    return Text.CONTAINED if one in other or other in one else Text.DIFFERENT


FIELDS: dict[str, Field] = {
    "sex": Field(("sex",), _sex),
    "id_number": Field(("number", "id_number"), idnumber.level),
    "birth": Field(("birth", "id_birth", "whole"), _birth),
    "phone": Field(("lines",), _phone),
    "place": Field(("village", "township"), _place),
    "education": Field(("education",), _education),
    "political_status": Field(("political_status",), _politics),
    "employer": Field(("employer",), _text),
    "position": Field(("position",), _text),
    "native_place": Field(("native_place",), _text),
}
"""All fields but the name, which two names answer for, in the order of `levels.FIELDS`."""
