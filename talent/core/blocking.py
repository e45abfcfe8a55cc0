"""Blocking keys: texts that two entries of one human are likely to share.

Entries are compared only where they share a key. A key is "rule:value", and the union of the
rules is what finds; the caller hashes each key with a secret, for plain phones could be guessed.
What is stored for an entry and what is asked for one differ only in the year of birth: a query
asks for the years beside it as well.

Keys grow with what is known, so they serve a form half filled: a name alone gives its syllables
and its pairs of characters, a phone adds itself.
"""

import itertools
from collections.abc import Iterator

from msgspec import Struct

from talent.core import births, characters, names
from talent.core.alikeness import Typed
from talent.core.comparison import Prepared
from talent.core.names import Name
from talent.core.person import Birth


class Rule(Struct, frozen=True):
    """One blocking rule. `broad` blocks grow with the register and deserve a cap first."""

    code: str
    says: str
    broad: bool = False


RULES: tuple[Rule, ...] = (
    Rule("id", "ID number without its check character"),
    Rule("ph", "phone number"),
    Rule("py", "syllables of the whole name, in any order", broad=True),
    Rule("ny", "the same, as dialect speakers mix them up, and birth year"),
    Rule("sd", "surname syllable and day of birth"),
    Rule("sm", "surname syllable and month of birth"),
    Rule("sv", "surname syllable and village", broad=True),
    Rule("gm", "syllables of the given name and month of birth: the surname may differ"),
    Rule("cy", "two characters of the name and birth year: one may be missing, wrong or moved"),
    Rule("ct", "two characters of the name and township"),
    Rule("iv", "initials, village and birth year"),
    Rule("dt", "day of birth and township: nothing of the name"),
    Rule("mv", "month of birth and village: nothing of the name"),
)
"""The order is by how telling a key is only within reason; callers count shared keys instead."""

MOST_NAMES = 3
MOST_READINGS = 3
MOST_CHARACTERS = 4
"""A name of four characters gives six pairs; longer ones are cut to their first four."""
MOST_LINES = 3
_OWN_YEAR, _YEARS_BESIDE, _YEAR_AHEAD = (0,), (-1, 0, 1), (1,)


def stored_keys(person: Prepared) -> tuple[str, ...]:
    """Answer the keys kept for an entry of the register, sorted; some 15 to 25."""
    return tuple(sorted(set(_keys(person, _OWN_YEAR))))


def query_keys(person: Prepared) -> tuple[str, ...]:
    """Answer the keys to look an entry up by: the stored ones and the years beside its own."""
    return tuple(sorted(set(_keys(person, _YEARS_BESIDE))))


def ahead_keys(person: Prepared) -> tuple[str, ...]:
    """Answer the keys of the year after an entry's own, and all that tell no year.

    Over a whole register one direction is enough: the older of two finds the younger.
    """
    return tuple(sorted(set(_keys(person, _YEAR_AHEAD))))


def _keys(person: Prepared, steps: tuple[int, ...]) -> Iterator[str]:
    if person.id_number:
        yield f"id:{person.id_number[:17]}"
    for line in person.lines[:MOST_LINES]:
        yield f"ph:{line.number}"
    dates = _dates(person)
    years = {date.year + step for date in dates for step in steps}
    for name, typed in zip(person.parsed[:MOST_NAMES], person.names, strict=False):
        yield from _by_name(name, person, dates, years)
        yield from _by_pairs(typed, person.township, years)
    for date in dates:
        if date.day is not None and person.township:
            yield f"dt:{_day(date)}|{person.township}"
        if date.month is not None and person.village:
            yield f"mv:{_month(date)}|{person.village}"


def _dates(person: Prepared) -> tuple[Birth, ...]:
    """Answer the date typed and the one in the ID number, where it tells something else."""
    if person.id_birth is None:
        return (person.birth,) if person.birth else ()
    if person.birth is None or births.level(person.birth, person.id_birth) in births.AGREED:
        return (person.id_birth,)
    return (person.birth, person.id_birth)


def _by_name(
    name: Name, person: Prepared, dates: tuple[Birth, ...], years: set[int]
) -> Iterator[str]:
    for reading in names.readings(name)[:MOST_READINGS]:
        syllables = [syllable for sound in reading if (syllable := characters.plain(sound))]
        if not syllables:
            continue
        whole = " ".join(sorted(syllables))
        yield f"py:{whole}"
        near = " ".join(sorted(map(characters.near, syllables)))
        initials = "".join(sorted(syllable[0] for syllable in syllables))
        for year in years:
            yield f"ny:{near}|{year}"
            if person.village:
                yield f"iv:{initials}|{person.village}|{year}"
    for surname, given in _heard(name):
        yield from _by_parts(surname, given, person.village, dates)


def _heard(name: Name) -> set[tuple[str, str]]:
    """Answer surname and given name in syllables, for each parse and each surname reading."""
    found = set()
    for surname, given in name.parses:
        if name.spelled:
            found.add((surname, " ".join(sorted(given.split()))))
            continue
        for reading in names.readings(Name(surname + given, ((surname, given),)))[:MOST_READINGS]:
            syllables = [characters.plain(sound) for sound in reading]
            head = " ".join(syllables[: len(surname)])
            found.add((head, " ".join(sorted(syllables[len(surname) :]))))
    return found


def _by_parts(
    surname: str, given: str, village: str | None, dates: tuple[Birth, ...]
) -> Iterator[str]:
    if surname and village:
        yield f"sv:{surname}|{village}"
    for date in dates:
        if date.month is None:
            continue
        if surname:
            yield f"sm:{surname}|{_month(date)}"
            if date.day is not None:
                yield f"sd:{surname}|{_day(date)}"
        if given:
            yield f"gm:{given}|{_month(date)}"


def _by_pairs(typed: Typed, township: str | None, years: set[int]) -> Iterator[str]:
    if typed.spelled:
        return
    chars = [char for char in typed.folded if char != names.BLANK][:MOST_CHARACTERS]
    for pair in itertools.combinations(sorted(chars), 2):
        both = "".join(pair)
        if township:
            yield f"ct:{both}|{township}"
        for year in years:
            yield f"cy:{both}|{year}"


def _month(date: Birth) -> str:
    return f"{date.year:04d}-{date.month:02d}"


def _day(date: Birth) -> str:
    return f"{_month(date)}-{date.day:02d}"
