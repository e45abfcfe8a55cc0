"""Generation characters (字辈): what the given names of one clan in one village share.

Men of one generation of a clan bear one character in common, mostly the first of two. Which it
is, the register shows: where several of one surname in one village bear it, and by chance they
would not. Names count once each in a village, so that somebody listed twice founds no clan.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from talent.core.alikeness import Typed
from talent.core.levels import Name

Clans = Mapping[str, str]
"""The generation characters of each clan; a clan is a village's code and a surname."""

LEAST = 3
"""Given names that share a character before it is a generation's."""

BY_CHANCE = 1e-3
"""How unlikely chance must be to bring as many names with one character into a clan."""

USUAL = 1 / 150
PRIOR_NAMES = 500
"""The part of given names that begin with a character, and the names for which that counts."""

_LONG = 2


def find(names: Iterable[tuple[str | None, tuple[Typed, ...]]]) -> dict[str, str]:
    """Find the generation characters of every clan; `names` are villages and the names there.

    What chance would bring is by all names outside the clan.
    """
    once = {
        (clan(village, name.surname), name.given)
        for village, (name, *_) in names
        if village and _in_two(name)
    }
    usual = Counter(given[0] for _, given in once)
    within: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for home, given in once:
        within[home][given[0]] += 1
    found = {}
    for home, firsts in within.items():
        size = firsts.total()
        outside = len(once) - size + PRIOR_NAMES
        often = {char: many for char, many in firsts.items() if many >= LEAST}
        chars = sorted(
            char
            for char, many in often.items()
            if chance(size * (usual[char] - many + PRIOR_NAMES * USUAL) / outside, many) < BY_CHANCE
        )
        if chars:
            found[home] = "".join(chars)
    return found


def chance(expected: float, many: int) -> float:
    """Answer how likely as many or more are where so many are expected (Poisson)."""
    fewer = sum(expected**one / math.factorial(one) for one in range(many))
    return max(0.0, 1 - math.exp(-expected) * fewer)


def clan(village: str | None, surname: str) -> str:
    """Answer the clan of a surname in a village."""
    return f"{village}{surname}"


def borne(clans: Clans, village: str | None, name: Typed) -> str:
    """Answer the generation character that somebody's name bears; empty where it bears none."""
    if not _in_two(name):
        return ""
    first = name.given[0]
    return first if first in clans.get(clan(village, name.surname), "") else ""


def level(found: Name, one: str, other: str) -> Name:
    """Tell the names of one generation from others of which the last character differs."""
    shared = found is Name.LAST_CHAR and one != "" and one == other
    return Name.GENERATION if shared else found


def _in_two(name: Typed) -> bool:
    return len(name.given) == _LONG and bool(name.surname) and not name.spelled
