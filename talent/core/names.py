"""A name as rosters type it: cleaned, read, spelled.

What was typed is never overwritten: `clean` mends only the spelling of it (widths, spaces,
dots, titles), `parse` sets remarks apart, and everything folded serves keys alone.

A name has several parses, for nobody can say without the person whether 欧阳龙 is 欧阳+龙 or
欧+阳龙; and several readings, surname readings first (单 is shan4 in a surname, dan1 elsewhere).
"""

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from talent.core import characters, latin, surnames
from talent.core.person import OtherName

Kind = Literal["former", "milk", "variant", "pinyin", "remark"]
"""The kinds of `OtherName`."""

DOT = "\u00b7"
BLANK = "□"
"""One character that stands for a character nobody could type."""

_DOTS = "\u2022\u2027\u30fb\u22c5\u2219\u25cf\u25e6\u3002.\u16eb" + DOT
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN = re.compile("[\u4e00-\u9fff]+")
"""Most names: of characters that have one spelling only, there is nothing to mend."""
_SPACE_BY_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_DOT_BY_HAN = re.compile(rf"(?<=[{_HAN}])[{re.escape(_DOTS)}]+(?=[{_HAN}])")
_BRACKETED = re.compile(r"[(\[【〔〈《{]([^)\]】〕〉》}]*)[)\]】〕〉》}]?")
_TAIL = re.compile(rf"(?<=[{_HAN}])[\s_#-]*([0-9]+|[A-WYZa-wyz])$")
_SEPARATOR = re.compile(r"[/|、,;]")
_TITLE = re.compile(
    "(?:先生|女士|小姐|同志|老师|师傅|书记|支书|主任|村长|组长|会计|校长|院长|站长|所长|局长|科长|镇长|乡长|经理|教授|医生|大夫)$"
)
_PREFIX: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"^(?:曾用名|原名|旧名|前用名)[:是叫]?"), "former"),
    (re.compile(r"^(?:小名|乳名|奶名)[:是叫]?"), "milk"),
    (re.compile(r"^(?:又名|别名|亦名|也叫|现名|本名)[:是叫]?"), "variant"),
)
_BLANKS = frozenset("□■?*△○◯◇〓\ufffd×_")
_CROSS = frozenset("xX")
_DOUBLE_SURNAME_LONG = 4
MOST_READINGS = 12

MOST_KEPT = 1 << 16
"""Parts of names that are kept: given names repeat."""


class Name(Struct, frozen=True):
    """A name taken apart.

    `cleaned` is the name without remarks; `parses` are its (surname, given) readings as typed,
    the likeliest first, never empty for a name that is not; `aliases` are remarks that are
    names themselves. `spelled` holds the syllables of a name typed in Latin letters, once per
    way to cut it ("xian": xian, xi an); it is empty for all others.
    """

    cleaned: str
    parses: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    aliases: tuple[OtherName, ...] = ()
    spelled: tuple[tuple[str, ...], ...] = ()


class Pinyin(Struct, frozen=True):
    """One spelling of a name: `full` "zhang san", `joined` "zhangsan", `initials` "zs"."""

    full: str
    joined: str
    initials: str


# --- cleaning -----------------------------------------------------------------------------


def clean(raw: str) -> str:
    """Bring the name to one spelling: widths, control signs, inner spaces, dots, titles.

    Idempotent. A title goes only where a whole name is left: 张三先生 → 张三, 王先生 stays.
    """
    text = raw if _PLAIN.fullmatch(raw) else _mended(raw)
    while (shorter := _without_title(text)) != text:
        text = shorter
    return text


def _mended(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw)
    text = "".join(_sign(char) for char in text)
    text = _SPACE_BY_HAN.sub("", " ".join(text.split()))
    return _DOT_BY_HAN.sub(DOT, text).strip(_DOTS + " ")


def _sign(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\t\n\r\v\f":
        return " "
    if char in "\u2018\u2019":
        return "'"
    if category in {"Cc", "Cf", "Cs"} or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0000":
        return char if category == "Co" else ""
    return char


def _without_title(text: str) -> str:
    found = _TITLE.search(text)
    if found is None:
        return text
    rest = text[: found.start()]
    folded = "".join(map(characters.fold, rest))
    whole = len(rest) > 1 and all(characters.is_han(char) or char == DOT for char in rest)
    known = surnames.is_surname(folded[:1]) or surnames.is_surname(folded[:2]) or DOT in rest
    return rest.rstrip(DOT) if whole and known and folded not in surnames.COMPOUND else text


# --- parsing ------------------------------------------------------------------------------


def parse(raw: str) -> Name:
    """Take the name apart; remarks such as 张三(小张), 李四2, 张三/张叁 are kept beside it."""
    text = clean(raw)
    bare, remarks = _without_remarks(text)
    if not bare:
        bare, remarks = text, ()
    aliases = tuple(alias for alias in map(_alias, remarks) if alias is not None)
    spelled = latin.cut(bare)
    parses = _latin_parses(bare, spelled) if spelled else _parses(bare)
    return Name(bare, parses, remarks, aliases, spelled)


def _without_remarks(text: str) -> tuple[str, tuple[str, ...]]:
    if all(map(characters.is_han, text)):
        return text, ()
    remarks = [inner.strip() for inner in _BRACKETED.findall(text)]
    bare = _BRACKETED.sub("", text).strip()
    bare, *more = _SEPARATOR.split(bare)
    remarks += [part.strip() for part in more]
    tail = _TAIL.search(bare)
    if tail:
        remarks.append(tail.group(1))
        bare = bare[: tail.start()]
    return clean(bare), tuple(remark for remark in remarks if remark)


def _alias(remark: str) -> OtherName | None:
    for prefix, kind in _PREFIX:
        found = prefix.match(remark)
        if found:
            rest = clean(remark[found.end() :])
            return OtherName(rest, kind) if _name_like(rest) else None
    if any(len(way) > 1 for way in latin.cut(remark)):
        return OtherName(remark, "pinyin")
    folded = "".join(map(characters.fold, remark))
    known = surnames.is_surname(folded[:1]) or surnames.is_surname(folded[:2])
    # 李家庄, 王老大: a remark that begins with a surname is a name only if as short as one.
    if known and _name_like(remark) and remark[-1] not in "村庄组镇乡家大二三四五":
        return OtherName(remark, "variant")
    return None


def _name_like(text: str) -> bool:
    return 1 < len(text) <= _DOUBLE_SURNAME_LONG and all(map(characters.is_han, text))


def _parses(text: str) -> tuple[tuple[str, str], ...]:
    if not text:
        return ()
    if DOT in text or not characters.is_han(text[0]):
        return (("", text),)
    folded = "".join(map(characters.fold, text))
    found = [(_kept(text[:1]), _kept(text[1:]))]
    if folded[:2] in surnames.COMPOUND:
        found.insert(0 if len(text) > len(found) + 1 else 1, (text[:2], text[2:]))
    elif len(text) == _DOUBLE_SURNAME_LONG and all(map(surnames.is_surname, folded[:2])):
        found.append((text[:2], text[2:]))
    if len(text) > 1 and not surnames.is_surname(folded[:1]):
        found.append(("", text))
    return tuple(found)


@lru_cache(maxsize=MOST_KEPT)
def _kept(text: str) -> str:
    """Answer one object for a surname or a given name, however many bear it."""
    return text


def blanked(text: str) -> str:
    """Answer the name with every stand-in for a rare character (□ ? * 某 x) as the same blank."""
    if not any(char in _BLANKS or char in _CROSS or char == "某" for char in text):
        return text
    han = any(map(characters.is_han, text))
    return "".join(
        BLANK if char in _BLANKS or (han and char in _CROSS) or (char == "某" and place) else char
        for place, char in enumerate(text)
    )


def _latin_parses(text: str, spelled: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    first = [(way[0], " ".join(way[1:])) for way in spelled]
    # With a space the surname may also stand last, as abroad: San Zhang.
    last = [(way[-1], " ".join(way[:-1])) for way in spelled if latin.parts(text) > 1]
    return tuple(dict.fromkeys(first + last))


# --- spelling -----------------------------------------------------------------------------


def readings(name: Name) -> tuple[tuple[str, ...], ...]:
    """Answer all readings of the name, syllables with tone, the likeliest first; at most twelve.

    A character without a known sound stands for itself.
    """
    if name.spelled:
        return name.spelled
    found: dict[tuple[str, ...], None] = {}
    for surname, given in name.parses:
        for way in itertools.islice(itertools.product(*_sounds(surname, given)), MOST_READINGS):
            found[way] = None
    return tuple(found)[:MOST_READINGS]


def _sounds(surname: str, given: str) -> list[tuple[str, ...]]:
    folded = "".join(map(characters.fold, surname))
    compound = surnames.COMPOUND_READINGS.get(folded)
    if compound is not None:
        head: list[tuple[str, ...]] = [(sound,) for sound in compound]
    else:
        head = [characters.surname_sounds(char) or (char,) for char in surname]
    return head + [characters.sounds(char) or (char,) for char in given if char.isalnum()]


def spellings(name: Name) -> tuple[Pinyin, ...]:
    """Answer every spelling a searcher may use, the likeliest first: 单 is found under s and d."""
    found: dict[Pinyin, None] = {}
    for reading in readings(name):
        syllables = [syllable for sound in reading if (syllable := characters.plain(sound))]
        initials = "".join(syllable[:1] for syllable in syllables)
        found[Pinyin(" ".join(syllables), "".join(syllables), initials)] = None
    return tuple(found)


def pinyin(name: Name) -> Pinyin:
    """Answer the one spelling that is stored and shown; empty for an empty name."""
    found = spellings(name)
    return found[0] if found else Pinyin("", "", "")


def sort_key(name: Name) -> str:
    """Answer the key that sorts names as a dictionary does, under plain code-point order.

    Syllable by syllable with tone, then the characters, so that equal sounds stand together
    and the order is total: "zhang1 san1 张三".
    """
    found = readings(name)
    return " ".join(found[0]) + " " + name.cleaned if found else name.cleaned
