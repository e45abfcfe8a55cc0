"""How alike two names are: not how many characters, but which one changed and why.

张伟 and 张玮 sound alike, 张伟 and 张军 do not, and both pairs share one of two characters; a
ratio cannot tell them apart. Every level here is symmetric.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from talent.core import characters, names
from talent.core.characters import Relation
from talent.core.levels import Name as Level
from talent.core.person import OtherName

MOST_NAMED = 1 << 13
"""Names kept ready: at every key typed, much the same people are asked about."""

_TAKEN_AS_NAMES = frozenset({"former", "milk", "variant"})
_NICK_HEADS = frozenset("小老阿")
_NICK_LONG = 2
_BY_RELATION: dict[int, Level] = {
    Relation.SAME_TONE: Level.SAME_TONE,
    Relation.SAME_SOUND: Level.SAME_SOUND,
    Relation.NEAR_SOUND: Level.NEAR_SOUND,
    Relation.SHAPE: Level.SHAPE,
    Relation.CODE: Level.CODE,
}


class Typed(Struct, frozen=True):
    """One name made ready for comparing; `shown` is what a sentence may say, digits left out.

    `plain` has no dots and one sign for every stand-in; `folded` is it in simplified forms.
    `surname` and `given` are the likeliest parse, folded; `surnames` those of all parses. Of what
    is but called (小张), `surname` is the character called by.
    `sound` is the given name's syllables without tone. `spelled`, `sounds` serve Latin letters.
    """

    shown: str
    plain: str
    folded: str
    surname: str
    given: str
    surnames: tuple[str, ...]
    sound: str
    nick: bool
    spelled: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=MOST_NAMED)
def named(
    name: str, other_names: tuple[OtherName, ...] = ()
) -> tuple[tuple[Typed, ...], tuple[names.Name, ...]]:
    """Answer somebody's names, the one in use first: made ready, and parsed."""
    first = names.parse(name)
    others = [
        names.parse(other.name)
        for other in (*first.aliases, *other_names)
        if other.kind in _TAKEN_AS_NAMES
    ]
    parsed = (first, *dict.fromkeys(one for one in others if one.cleaned != first.cleaned))
    return tuple(map(ready, parsed)), parsed


def ready(name: names.Name) -> Typed:
    """Make a parsed name ready; the costly part of every comparison, once per name."""
    plain = names.blanked(name.cleaned).replace(names.DOT, "")
    if name.spelled:
        plain = "".join(name.spelled[0])
    folded = _folded(plain)
    parses = [(_fold(surname), _fold(given)) for surname, given in name.parses] or [("", "")]
    surname, given = parses[0]
    nick = len(plain) == _NICK_LONG and plain[0] in _NICK_HEADS
    return Typed(
        shown=_without_digits(name.cleaned),
        plain=plain,
        folded=folded,
        surname=folded[1] if nick else surname,
        given=given,
        surnames=_once(tuple(one for one, _ in parses if one)),
        sound=given if name.spelled else _sound(given),
        nick=nick,
        spelled=name.spelled,
    )


def _without_digits(text: str) -> str:
    """Leave out what could be a number typed into the name's cell."""
    if not any(map(str.isdigit, text)):
        return text
    return "".join(char for char in text if not char.isdigit())


def _folded(text: str) -> str:
    found = "".join(map(characters.fold, text.replace(names.DOT, "")))
    return text if found == text else found


@lru_cache(maxsize=names.MOST_KEPT)
def _fold(text: str) -> str:
    return _folded(text)


@lru_cache(maxsize=names.MOST_KEPT)
def _once(surnames: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(surnames))


@lru_cache(maxsize=names.MOST_KEPT)
def _sound(text: str) -> str:
    heard = (characters.sounds(char) for char in text)
    return " ".join(characters.plain(sounds[0]) for sounds in heard if sounds)


# --- levels -------------------------------------------------------------------------------


def compare(mine: tuple[Typed, ...], theirs: tuple[Typed, ...]) -> tuple[Level, Typed, Typed]:
    """Answer the level of two people's names and the two names that gave it.

    The first of each is the name in use; a former or other name counts only when it equals a
    name of the other side.
    """
    first = level(mine[0], theirs[0])
    if first not in (Level.SAME, Level.VARIANT) and (len(mine) > 1 or len(theirs) > 1):
        equal = [
            (one, other)
            for one in mine
            for other in theirs
            if one.folded == other.folded
            and _is_whole(one)
            and not (one is mine[0] and other is theirs[0])
        ]
        if equal:
            # Of several the first in code-point order, so that the sides may change places.
            one, other = min(equal, key=lambda pair: pair[0].folded)
            return Level.OTHER_NAME, one, other
    return first, mine[0], theirs[0]


def _is_whole(name: Typed) -> bool:
    """Say whether a name is one to be equal to: nothing to call somebody by, every character known."""
    return bool(name.folded) and not name.nick and names.BLANK not in name.plain


def level(one: Typed, other: Typed) -> Level:  # noqa: PLR0911 - a kind of name each
    """Answer how alike two single names are; symmetric."""
    if not one.plain or not other.plain:
        return Level.UNKNOWN
    if one.spelled or other.spelled:
        return _spelled(one, other)
    if one.nick or other.nick:
        return _nick(one, other)
    if one.plain == other.plain:
        return _blank(one, other) if names.BLANK in one.plain else Level.SAME
    if one.folded == other.folded:
        return Level.VARIANT
    if names.BLANK in one.plain or names.BLANK in other.plain:
        return _blank(one, other)
    if len(one.folded) == len(other.folded):
        return _of_one_length(one, other)
    shorter, longer = sorted((one, other), key=lambda typed: len(typed.folded))
    return _of_two_lengths(shorter, longer)


def _of_one_length(one: Typed, other: Typed) -> Level:
    heads = max(1, min(len(one.surname), len(other.surname)))
    found = [
        characters.relation(left, right, surname=place < heads)
        for place, (left, right) in enumerate(zip(one.folded, other.folded, strict=True))
    ]
    worst = max(found)
    if worst is not Relation.UNRELATED:
        return _BY_RELATION[worst]
    if sorted(one.folded) == sorted(other.folded):
        return Level.SWAPPED
    differing = [place for place, relation in enumerate(found) if relation > Relation.VARIANT]
    if len(differing) == 1 and len(found) - heads > 1:
        return _one_differs(differing[0], heads, len(found))
    return _surname_only(one, other)


def _one_differs(place: int, heads: int, length: int) -> Level:
    if place < heads:
        return Level.OTHER_SURNAME
    return Level.LAST_CHAR if place == length - 1 else Level.ONE_CHAR


def _of_two_lengths(shorter: Typed, longer: Typed) -> Level:
    short, long = shorter.folded, longer.folded
    if len(short) > 1:
        if any(long == surname + short for surname in longer.surnames):
            return Level.SURNAME_MISSING
        if len(long) == len(short) + 1:
            # 张日召 is 张昭 typed in halves.
            for place, char in enumerate(short):
                halves = long[place : place + 2]
                if (
                    halves in characters.splits(char)
                    and long == short[:place] + halves + short[place + 1 :]
                ):
                    return Level.SHAPE
            if any(long[:place] + long[place + 1 :] == short for place in range(1, len(long))):
                return Level.CHAR_MISSING
    return _surname_only(shorter, longer)


def _surname_only(one: Typed, other: Typed) -> Level:
    shared = set(one.surnames) & set(other.surnames)
    return Level.SURNAME_ONLY if shared else Level.DIFFERENT


def _blank(one: Typed, other: Typed) -> Level:
    """Compare 张□伟 and 张大伟: the blanks say nothing, what can be read must agree."""
    if len(one.folded) != len(other.folded):
        return Level.UNKNOWN if one.folded[0] == other.folded[0] else Level.DIFFERENT
    read = [
        characters.relation(left, right, surname=place == 0)
        for place, (left, right) in enumerate(zip(one.folded, other.folded, strict=True))
        if names.BLANK not in (left, right)
    ]
    if any(relation > Relation.SAME_SOUND for relation in read):
        return _surname_only(one, other)
    return Level.BLANK if len(read) > 1 else Level.UNKNOWN


def _nick(one: Typed, other: Typed) -> Level:
    """Compare 小张, 老王, 阿强: names to call somebody by; equal ones prove nothing."""
    short, whole = (one, other) if one.nick else (other, one)
    if whole.nick:
        return Level.NICKNAME if one.surname == other.surname else Level.DIFFERENT
    if any(whole.folded == surname + short.folded for surname in whole.surnames):
        return Level.SURNAME_MISSING
    if short.surname in whole.surnames:
        return Level.NICKNAME
    return Level.NICK_GIVEN if short.surname in whole.given else Level.DIFFERENT


# --- Latin letters ------------------------------------------------------------------------


def _spelled(one: Typed, other: Typed) -> Level:
    if one.spelled and other.spelled:
        if set(_orders(one.spelled)) & set(_orders(other.spelled)):
            return Level.SAME_SOUND
        return Level.NEAR_SOUND if _near(one.spelled) & _near(other.spelled) else Level.DIFFERENT
    latin, han = (one, other) if one.spelled else (other, one)
    heard = _heard(han)
    for way in _orders(latin.spelled):
        if len(way) == len(heard) and all(map(_in, way, heard)):
            return Level.SAME_SOUND
    near = [frozenset(map(characters.near, sounds)) for sounds in heard]
    for way in _near(latin.spelled):
        if len(way) == len(near) and all(map(_in, way, near)):
            return Level.NEAR_SOUND
    return Level.DIFFERENT


def _in(syllable: str, heard: frozenset[str]) -> bool:
    return syllable in heard


def _orders(spelled: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Each spelling, and with its surname (one or two syllables) put first if it stood last."""
    found = []
    for way in spelled:
        found += [way, (*way[-1:], *way[:-1])]
        if len(way) > _NICK_LONG:
            found.append((*way[-2:], *way[:-2]))
    return tuple(found)


def _near(spelled: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    return {tuple(map(characters.near, way)) for way in _orders(spelled)}


def _heard(han: Typed) -> list[frozenset[str]]:
    heads = len(han.surname)
    return [
        frozenset(
            map(
                characters.plain,
                characters.surname_sounds(char) if place < heads else characters.sounds(char),
            )
        )
        for place, char in enumerate(han.folded)
    ]
