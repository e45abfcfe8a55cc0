"""Phone numbers as rosters write them: several in a cell, with dashes, with a word on whose.

A mobile number has eleven digits and begins with 13-19; a landline has its area code
(0371-69822345). Kept are digits only, without +86. What a cell holds beside numbers, separators
and words that say whose it is, is a fault: nobody is to be rung up on a guess.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from talent.core import cells
from talent.core.cells import Recognised
from talent.core.person import Phone

Holder = Literal["self", "family"]

_MOST = 6
_EXPECTED = "11位手机号码，或带区号的固定电话"
_LOST = "完整的号码；表格把它存成了数字，末几位已丢失，请把该列设为文本后重填"
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)

_OWN = (
    "本人|自己|手机号码|手机号|手机|移动电话|联系电话|电话|联系方式|固定电话|座机|办公室|办公|"
    "微信同号|同微信|微信|微"
)
_FAMILY = (
    "家属|家人|家里|家中|家庭|亲属|亲戚|爱人|配偶|对象|妻子|妻|丈夫|夫|老婆|老公|媳妇|父亲|母亲|父母|爸爸|妈妈|父|母|爸|妈|"
    "儿子|女儿|儿媳|女婿|长子|次子|长女|次女|子|女|哥哥|弟弟|姐姐|妹妹|哥|弟|姐|妹|兄|嫂|叔|伯|侄子|侄女|侄|孙子|孙女"
)
_PLAIN = re.compile(r"1[3-9]\d{9}", re.ASCII)
_STOP = re.compile(r"[、,;/\\|\n和或及]+")
_TOKEN = re.compile(
    r"(?P<mobile>(?:\(?(?:\+|00)?86\)?[ \-]*)?(?P<eleven>1[3-9](?:[ \-]?\d){9})(?!\d))"
    r"|(?P<landline>\(?(?P<area>0(?:10|2\d|[3-9]\d\d))\)?[ \-]*"
    r"(?P<local>[2-8]\d{2,3}[ \-]?\d{4})(?!\d))"
    rf"|(?P<own>{_OWN})(?:电话|手机|号码|同号)?"
    rf"|(?P<family>{_FAMILY})的?(?:电话|手机|号码)?"
    r"|(?P<gap>[\s:.。]+)"
    r"|(?P<bracket>[()\[\]【】])",
    re.ASCII,
)


def recognise(said: object, holder: Holder = "self") -> Recognised[tuple[Phone, ...]]:
    """Recognise the phone numbers of a cell, in order, each once.

    `holder` says whose they are where no word does (a column 家属电话).
    """
    if isinstance(said, str) and _PLAIN.fullmatch(said):
        return Recognised((Phone(said, holder),))
    if cells.is_blank(said):
        return Recognised()
    text = _folded(said)
    if _SCIENTIFIC.fullmatch(text):
        return Recognised(fault=_LOST)
    found: dict[str, Phone] = {}
    for part in _parts(text):
        numbers = _part(part, holder)
        if isinstance(numbers, str):
            return Recognised(fault=numbers)
        for phone in numbers:
            found.setdefault(phone.number, phone)
    if len(found) > _MOST:
        return Recognised(fault=f"每人不超过{_MOST}个号码")
    return Recognised(tuple(found.values())) if found else Recognised(fault=_EXPECTED)


def is_number(digits: str) -> bool:
    """Say whether this is one phone number in the form it is kept in."""
    found = recognise(digits).value
    return found is not None and found[0].number == digits


def _folded(said: object) -> str:
    whole = (
        cells.plain(said) if not isinstance(said, str) or said.startswith("=") else cells.text(said)
    )
    return unicodedata.normalize("NFKC", whole).translate({0x2013: "-", 0x2014: "-", 0x2212: "-"})


def _parts(text: str) -> Iterator[str]:
    """Cut at the separators that part people as well as numbers."""
    return (part for part in _STOP.split(text) if part.strip())


def _part(text: str, holder: Holder) -> list[Phone] | str:
    """Read one part: numbers, and words that say whose they are, before or behind a number."""
    numbers: list[Phone] = []
    announced: Holder | None = None
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return _unread(text)
        place = token.end()
        if number := _number(token):
            numbers.append(Phone(number, announced or holder))
            announced = None
        elif word := _whose(token):
            # 13800000000（妻） speaks of the number before it, 妻13800000000 of the one behind.
            if numbers and not _number_follows(text, place):
                numbers[-1] = Phone(numbers[-1].number, word)
            else:
                announced = word
    return numbers or _EXPECTED


def _number(token: re.Match[str]) -> str | None:
    digits = token["eleven"] or (token["area"] or "") + (token["local"] or "")
    return "".join(char for char in digits if char.isdigit()) or None


def _whose(token: re.Match[str]) -> Holder | None:
    if token["family"]:
        return "family"
    return "self" if token["own"] else None


def _number_follows(text: str, place: int) -> bool:
    rest = text[place:].lstrip(" :.")
    return rest[:1].isdigit() or rest[:1] == "+"


def _unread(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    if "*" in text:
        return "完整的号码，不能是带星号的遮盖号码"
    if not digits:
        return _EXPECTED
    if re.search(r"[^\d\s+()\-]", text):
        return f"{_EXPECTED}；说明文字只认“本人”或亲属称谓（如“妻”）"
    return f"{_EXPECTED}，实为{len(digits)}位"
