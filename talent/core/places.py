"""Places: county, district (片区), township, village, community, group.

Villages and communities are told by 12-digit statistical division codes (统计用区划代码):
6 digits county, 3 township, 3 village. A township's code ends in 000, a county's in 000000.

What a roster says of a place (桃园村, 大隗镇桃园村, 桃园, 新密市大隗镇桃园村3组, an older name) is
looked up in tables and never matched by likeness: two villages may differ by one character.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

Kind = Literal["county", "district", "township", "village", "community", "group"]


class Place(Struct, frozen=True):
    """One place as the register knows it; `code` is None for districts and groups."""

    id: str
    code: str | None
    kind: Kind
    name: str
    parent_id: str | None = None
    aliases: tuple[str, ...] = ()


class Resolution(Struct, frozen=True):
    """The place that was meant, or why it is not known, with the places that come into question.

    `group` is the village group a longer address names (3组). `township` is the township that
    was named where the village is not known. `from_code` says that a code was typed.
    """

    place: Place | None = None
    problem: Literal["missing", "ambiguous"] | None = None
    choices: tuple[Place, ...] = ()
    group: str | None = None
    township: Place | None = None
    from_code: bool = False


MISSING = Resolution(problem="missing")

# The longest first, so that 社区居民委员会 is not left as 社区.
_VILLAGE_ENDINGS = ("村村民委员会", "村民委员会", "行政村", "村委会", "村委", "村")
_COMMUNITY_ENDINGS = ("社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区")
_STREET_ENDINGS = ("街道办事处", "街道办", "街道")
_TOWNSHIP_ENDINGS = ("街道办事处", "人民政府", "街道办", "办事处", "街道", "镇", "乡", "办")
_COUNTY_ENDINGS = ("市", "县", "区")
_PROVINCE = re.compile(r"^(?:中国)?(?:河南省?)?(?:郑州市?)?")
_CODE = re.compile(r"(\d{12})(?:\d{3})?", re.ASCII)
_NUMBERED = r"第?[0-9一二三四五六七八九十]+(?:村民)?(?:小组|组|生产队|队)"
# What may stand behind a village in an address: a group, a number, a remark. A bare word may be
# the rest of another village's name, so it is never passed over.
_REST = re.compile(
    rf"(?P<group>{_NUMBERED}|[^村社区0-9()]{{1,5}}(?:组|队))?"
    r"(?:第?[0-9一二三四五六七八九十]+(?:号|户|排|栋|幢|楼|单元|室).*|[(].*)?"
)
_LONGEST = 100
_LONGEST_NAME = 20


def short_name(name: str) -> str:
    """Answer the name without what kind of place it is: 桃园村委会 → 桃园, 大隗镇 → 大隗.

    岳村村委会 → 岳村 and 岳村 → 岳村: a name is never cut down to one character.
    """
    folded = _folded(name)
    for ending in (*_COMMUNITY_ENDINGS, *_VILLAGE_ENDINGS, *_TOWNSHIP_ENDINGS):
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            return folded.removesuffix(ending)
    return folded


class PlaceIndex:
    """Finds places by what rosters say of them. Made once for many rows; never changes."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Note every way each place may be written."""
        self._by_code: dict[str, Place] = {}
        self._townships: dict[str, dict[str, Place]] = {}
        self._counties: set[str] = set()
        self._villages: dict[str, dict[str, Place]] = {}
        self._villages_loosely: dict[str, dict[str, Place]] = {}
        for place in places:
            self._note(place)

    def by_code(self, code: str) -> Place | None:
        """Answer the place of a code."""
        return self._by_code.get(code)

    def township(self, said: str) -> Resolution:
        """Find the township that was meant, by name or code (a village's code will do)."""
        text = _folded(said)[:_LONGEST]
        if _CODE.fullmatch(text):
            return _one(self._by_code.get(text[:9] + "000"), from_code=True)
        for start in self._starts(text):
            if found := self._townships.get(start):
                return _chosen(found.values())
        return MISSING

    def resolve(self, said: str, within: str | None = None) -> Resolution:
        """Find the village or community that was meant.

        `within` is a township's name or code; with it, only its own villages are found and
        those of the same name elsewhere are named as choices of a missing one.
        """
        text = _folded(said)[:_LONGEST]
        if code := _CODE.fullmatch(text):
            place = self._by_code.get(code[1])
            return _one(place if place and _is_village(place) else None, from_code=True)
        town = self.township(within).place if within else None
        named = town
        elsewhere: dict[str, Place] = {}
        for area, name in self._readings(text):
            # 岳村沟 need not lie in 岳村镇: only a township with its ending counts as named.
            if named is None and area and not text.endswith(short_name(area.name) + name):
                named = area
            found = self._named(name) or self._addressed(name)
            if found is None:
                continue
            places, group = found
            here = [place for place in places if _lies_in(place, area) and _lies_in(place, town)]
            if here:
                return _chosen(here, group, named)
            elsewhere |= {place.id: place for place in places if _lies_in(place, area)}
        return Resolution(problem="missing", choices=tuple(elsewhere.values()), township=named)

    def _note(self, place: Place) -> None:
        if place.code:
            self._by_code[place.code] = place
        for name in (place.name, *place.aliases):
            short = short_name(name)
            forms = {_folded(name), short}
            if place.kind == "county":
                self._counties |= forms | {_without(name, _COUNTY_ENDINGS)}
            elif place.kind == "township":
                # 青屏街街道 is also written 青屏街道, with one 街 for two.
                stems = {short, short.removesuffix("街")}
                forms |= {stem + end for stem in stems for end in _STREET_ENDINGS}
                _add(self._townships, forms | {short + end for end in _TOWNSHIP_ENDINGS}, place)
            elif _is_village(place):
                self._note_village(place, short, forms)

    def _note_village(self, place: Place, short: str, forms: set[str]) -> None:
        kinds: list[tuple[str, ...]] = [_VILLAGE_ENDINGS, _COMMUNITY_ENDINGS]
        own, other = reversed(kinds) if place.kind == "community" else kinds
        _add(self._villages, forms | {short + ending for ending in own}, place)
        # A village that has become a community is often still called one, and the other way round.
        _add(self._villages_loosely, {short + ending for ending in other}, place)

    def _starts(self, text: str) -> Iterator[str]:
        """Answer the text, and the text without province and county before it."""
        yield text
        inside = _PROVINCE.sub("", text)
        counties = [name for name in self._counties if inside.startswith(name)]
        rest = inside[len(max(counties, key=len)) :] if counties else inside
        if rest and rest != text:
            yield rest

    def _readings(self, text: str) -> Iterator[tuple[Place | None, str]]:
        """Answer every way to cut a text into township (or none) and village, uncut first."""
        starts = tuple(self._starts(text))
        for start in starts:
            yield None, start
        for start in starts:
            for cut in range(min(len(start) - 1, _LONGEST_NAME), 1, -1):
                for township in self._townships.get(start[:cut], {}).values():
                    yield township, start[cut:]

    def _named(self, name: str) -> tuple[list[Place], str | None] | None:
        found = self._villages.get(name) or self._villages_loosely.get(name)
        return (list(found.values()), None) if found else None

    def _addressed(self, name: str) -> tuple[list[Place], str | None] | None:
        for cut in range(min(len(name) - 1, _LONGEST_NAME), 1, -1):
            found = self._named(name[:cut])
            rest = _REST.fullmatch(name[cut:]) if found else None
            if found and rest:
                return found[0], rest["group"]
        return None


def _folded(said: str) -> str:
    return "".join(unicodedata.normalize("NFKC", said).split())


def _without(name: str, endings: tuple[str, ...]) -> str:
    folded = _folded(name)
    return folded[:-1] if folded.endswith(endings) and len(folded) > len("新密") else folded


def _is_village(place: Place) -> bool:
    return place.kind in ("village", "community")


def _lies_in(place: Place, township: Place | None) -> bool:
    if township is None or township.code is None or place.code is None:
        return township is None
    return place.code[:9] == township.code[:9]


def _add(table: dict[str, dict[str, Place]], forms: set[str], place: Place) -> None:
    for form in forms:
        table.setdefault(form, {})[place.id] = place


def _one(place: Place | None, *, from_code: bool = False) -> Resolution:
    return Resolution(place, None if place else "missing", from_code=from_code)


def _chosen(
    found: Iterable[Place], group: str | None = None, township: Place | None = None
) -> Resolution:
    places = tuple(found)
    if len(places) == 1:
        return Resolution(places[0], group=group)
    return Resolution(problem="ambiguous", choices=places, township=township)
