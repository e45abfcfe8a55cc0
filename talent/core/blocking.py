"""Blocking keys: texts that two entries of one human are likely to share.

Entries are compared only where they share a key. A rule puts parts of an entry together, one
value of each; a key is "rule:value|value", and the union of the rules is what finds. The caller
hashes each key with a secret, for plain phones could be guessed. What is stored for an entry and
what is asked for one differ only in the year of birth: a query asks for the years beside it as
well.

Keys grow with what is known, so they serve a form half filled: a name alone gives its syllables
and its pairs of characters, a phone adds itself.
"""

import itertools
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from msgspec import Struct

from talent.core import births, characters, names
from talent.core.alikeness import Typed
from talent.core.comparison import Line, Prepared
from talent.core.names import Name
from talent.core.person import Birth

YEAR = "year"
"""The part of which a query asks for the values beside its own too; it stands last in a rule."""


class Rule(Struct, frozen=True):
    """One blocking rule: the parts that make its keys.

    `broad` blocks grow with the register and deserve a cap first. Over a whole register, what
    shares a key with too many is asked for `finer` parts as well, one after the other; `pairs` is
    how many for each entry are worth looking at.
    """

    code: str
    says: str
    parts: tuple[str, ...]
    finer: tuple[str, ...] = ()
    broad: bool = False
    pairs: int = 3


RULES: tuple[Rule, ...] = (
    Rule("id", "ID number without its check character", ("id",)),
    Rule("ph", "phone number", ("phone",)),
    Rule("py", "syllables of the whole name, in any order", ("sounds",), (YEAR,), broad=True),
    Rule("ny", "the same, as dialect speakers mix them up, and birth year", ("near", YEAR)),
    Rule("sd", "surname syllable and day of birth", ("surname", "day")),
    Rule(
        "sm", "surname syllable and month of birth", ("surname", "month"), ("township", "village")
    ),
    Rule("sv", "surname syllable and village", ("surname", "village"), (YEAR,), broad=True),
    Rule(
        "gm",
        "syllables of the given name and month of birth: the surname may differ",
        ("given", "month"),
        ("township",),
    ),
    Rule(
        "cy",
        "two characters of the name and birth year: one may be missing, wrong or moved",
        ("pair", YEAR),
        ("township", "village"),
    ),
    Rule("ct", "two characters of the name and township", ("pair", "township"), (YEAR,), pairs=6),
    Rule("iv", "initials, village and birth year", ("initials", "village", YEAR)),
    Rule("dt", "day of birth and township: nothing of the name", ("day", "township")),
    Rule(
        "mv", "month of birth and village: nothing of the name", ("month", "village"), ("initials",)
    ),
)
"""The order is by how telling a key is only within reason; callers count shared keys instead."""

MOST_NAMES = 3
MOST_READINGS = 3
MOST_CHARACTERS = 4
"""A name of four characters gives six pairs; longer ones are cut to their first four."""
MOST_LINES = 3
_OWN_YEAR, _YEARS_BESIDE = (0,), (-1, 0, 1)

Parts = dict[str, tuple[str, ...]]


class Source(Struct, frozen=True):
    """Where parts come from: attributes of an entry, and the parts that their values give."""

    of: tuple[str, ...]
    parts: Callable[[Any], Parts]


def stored_keys(person: Prepared) -> tuple[str, ...]:
    """Answer the keys kept for an entry of the register, sorted; some 15 to 25."""
    return tuple(sorted(set(_keys(person, _OWN_YEAR))))


def query_keys(person: Prepared) -> tuple[str, ...]:
    """Answer the keys to look an entry up by: the stored ones and the years beside its own."""
    return tuple(sorted(set(_keys(person, _YEARS_BESIDE))))


def _keys(person: Prepared, steps: tuple[int, ...]) -> Iterator[str]:
    said: Parts = {}
    for source in SOURCES:
        said |= source.parts(attrgetter(*source.of)(person))
    years = {int(year) + step for year in said[YEAR] for step in steps}
    said[YEAR] = tuple(map(str, years))
    for rule in RULES:
        for values in itertools.product(*(said[part] for part in rule.parts)):
            yield f"{rule.code}:{'|'.join(values)}"


# --- parts --------------------------------------------------------------------------------


def _by_names(value: tuple[tuple[Typed, ...], tuple[Name, ...]]) -> Parts:
    typed, parsed = value
    found: dict[str, dict[str, None]] = {
        part: {} for part in ("sounds", "near", "initials", "surname", "given", "pair")
    }
    for name, one in zip(parsed[:MOST_NAMES], typed, strict=False):
        heard = names.readings(name)
        for reading in heard[:MOST_READINGS]:
            syllables = [syllable for sound in reading if (syllable := characters.plain(sound))]
            if syllables:
                found["sounds"][" ".join(sorted(syllables))] = None
                found["near"][" ".join(sorted(map(characters.near, syllables)))] = None
                found["initials"]["".join(sorted(syllable[0] for syllable in syllables))] = None
        for surname, given in _heard(name, heard):
            found["surname"][surname] = found["given"][given] = None
        found["pair"] |= dict.fromkeys(_pairs(one))
    return {part: tuple(value for value in values if value) for part, values in found.items()}


def _by_dates(value: tuple[Birth | None, Birth | None]) -> Parts:
    dates = _dates(*value)
    return {
        "day": tuple(_day(date) for date in dates if date.day is not None),
        "month": tuple(dict.fromkeys(_month(date) for date in dates if date.month is not None)),
        YEAR: tuple(dict.fromkeys(str(date.year) for date in dates)),
    }


def _by_lines(lines: tuple[Line, ...]) -> Parts:
    return {"phone": tuple(dict.fromkeys(line.number for line in lines[:MOST_LINES]))}


def _by_number(value: tuple[str, bool]) -> Parts:
    number, whole = value
    return {"id": (number[:17],) if whole else ()}


def _by_village(code: str | None) -> Parts:
    return {"village": (code,) if code else ()}


def _by_township(code: str | None) -> Parts:
    return {"township": (code,) if code else ()}


def _dates(typed: Birth | None, numbered: Birth | None) -> tuple[Birth, ...]:
    """Answer the date typed and the one in the ID number, where it tells something else."""
    if numbered is None:
        return (typed,) if typed else ()
    if typed is None or births.level(typed, numbered) in births.AGREED:
        return (numbered,)
    return (typed, numbered)


def _heard(name: Name, readings: tuple[tuple[str, ...], ...]) -> set[tuple[str, str]]:
    """Answer surname and given name in syllables, for each parse and each surname reading."""
    several = len(name.parses) > 1
    found = set()
    for surname, given in name.parses:
        if name.spelled:
            found.add((surname, " ".join(sorted(given.split()))))
            continue
        one = Name(surname + given, ((surname, given),))
        for reading in (names.readings(one) if several else readings)[:MOST_READINGS]:
            syllables = [characters.plain(sound) for sound in reading]
            head = " ".join(syllables[: len(surname)])
            found.add((head, " ".join(sorted(syllables[len(surname) :]))))
    return found


def _pairs(typed: Typed) -> Iterator[str]:
    if typed.spelled:
        return
    chars = [char for char in typed.folded if char != names.BLANK][:MOST_CHARACTERS]
    yield from map("".join, itertools.combinations(sorted(chars), 2))


def _month(date: Birth) -> str:
    return f"{date.year:04d}-{date.month:02d}"


def _day(date: Birth) -> str:
    return f"{_month(date)}-{date.day:02d}"


SOURCES: tuple[Source, ...] = (
    Source(("names", "parsed"), _by_names),
    Source(("birth", "id_birth"), _by_dates),
    Source(("lines",), _by_lines),
    Source(("number", "whole"), _by_number),
    Source(("village",), _by_village),
    Source(("township",), _by_township),
)
