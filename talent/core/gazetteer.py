"""Places as a roster itself names them, for where no list of places is at hand.

What stands in the columns of township and village becomes a list with codes of its own: enough
to see that 超化镇崔庄村 and 崔庄 in 超化 are one village. Names are taken as typed, so a village
with two names is two villages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from talent.core import cells, places
from talent.core.places import Place, PlaceIndex

COUNTY = "990000"
"""No county has this code."""

_TOWNSHIP = re.compile(r"(?P<town>[^镇乡]{1,7}?(?:街道办事处|街道|镇|乡))(?P<rest>.*)")
_COUNTY = re.compile(
    r"^(?:[^省]{2,3}省)?(?:[^市]{2,3}市(?=.{2,4}[市县区]))?(?P<county>[^市县区]{1,4}[市县区])(?=.)"
)
_MOST = 999


def index(rows: Iterable[Mapping[str, object]]) -> PlaceIndex:
    """Make an index of the places that typed rows name; see `recognition.recognise`."""
    said = Counter((_text(row, "township"), _text(row, "village")) for row in rows)
    counties = _counties(town + village for town, village in said)
    townships: dict[str, str] = {}
    villages: dict[tuple[str, str], str] = {}
    for town, village in sorted(said):
        full, rest = _split(_without(village, counties))
        name = _without(town, counties) or full
        short = places.short_name(name)
        if not short:
            continue
        townships.setdefault(short, name)
        # 大隗镇桃园村 under 超化镇 is a slip of one of them: nothing is learned from it.
        if rest and (not full or places.short_name(full) == short):
            villages.setdefault((short, places.short_name(rest)), rest)
    return PlaceIndex(_places(counties, townships, villages))


def _text(row: Mapping[str, object], column: str) -> str:
    return "".join(cells.text(row.get(column)).split())


def _counties(texts: Iterable[str]) -> frozenset[str]:
    found = Counter(county["county"] for text in texts if (county := _COUNTY.match(text)))
    return frozenset(name for name, times in found.items() if times > 1)


def _without(text: str, counties: frozenset[str]) -> str:
    found = _COUNTY.match(text)
    return text[found.end() :] if found and found["county"] in counties else text


def _split(village: str) -> tuple[str, str]:
    """Take the township before a village apart; nothing where the text names none."""
    found = _TOWNSHIP.match(village)
    return (found["town"], found["rest"]) if found and found["rest"] else ("", village)


def _places(
    counties: frozenset[str], townships: dict[str, str], villages: dict[tuple[str, str], str]
) -> Iterable[Place]:
    for name in sorted(counties):
        yield Place(name, COUNTY + "000000", "county", name)
    numbers = {short: number for number, short in enumerate(sorted(townships)[:_MOST], 1)}
    for short, number in numbers.items():
        code = f"{COUNTY}{number:03d}000"
        yield Place(code, code, "township", townships[short])
    inside: Counter[str] = Counter()
    for short, village in sorted(villages):
        if short in numbers and inside[short] < _MOST:
            inside[short] += 1
            code = f"{COUNTY}{numbers[short]:03d}{inside[short]:03d}"
            yield Place(code, code, "village", villages[short, village], COUNTY)
