"""The citizen's ID number (公民身份号码, GB 11643-1999).

Eighteen characters: six digits of area, eight of birth, three of sequence (odd for men), one
check character after ISO 7064 MOD 11-2. Before 1999 fifteen: two digits of year, no check.
The area is not checked: codes of counties have come and gone since numbers were given out.
A right number is no proof of who somebody is: more than a million numbers have two holders.
"""

import re
from datetime import date

from talent.core import cells
from talent.core.cells import Recognised
from talent.core.levels import IdNumber as Level

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NEW = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD = re.compile(r"\d{15}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII)
_LENGTH = 18
_OLD_LENGTH = 15
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
_CENTENARIANS = ("996", "997", "998", "999")  # born in the 1800s, by their old sequence
_OLDEST = 120

HIDDEN = "*"
_SPACES = re.compile(r"[\s\-]+")
_CROSSED = re.compile("X{2,}")
_PARTLY = re.compile(r"(\d*)\*+(\d*X?)", re.ASCII)
_TAIL = re.compile(r"\d{3,5}[\dX]", re.ASCII)
_NEARLY = re.compile(r"\d{16,18}[\dX]", re.ASCII)
_TWIN_DIGITS = 14  # area and day of birth
_SEQUENCE = slice(14, 17)
_AREA = slice(0, 6)

_LOST = "完整的18位号码；表格把它存成了数字，末几位已丢失，请把该列设为文本后重填"
_FORM = "18位数字，末位可为X（旧号15位）"


def check_character(body: str) -> str:
    """Answer the eighteenth character for seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def upgrade(old: str) -> str:
    """Answer the eighteen characters for the old fifteen digits."""
    century = "18" if old[-3:] in _CENTENARIANS else "19"
    body = old[:6] + century + old[6:]
    return body + check_character(body)


def birth(number: str) -> date | None:
    """Answer the birth date in an eighteen-character number; None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """Answer the sex in an eighteen-character number, as its code in GB/T 2261.1."""
    return "1" if int(number[16]) % 2 else "2"


def recognise(said: object, today: date) -> Recognised[str]:
    """Recognise an ID number, brought to eighteen characters with a capital X.

    Refused: lost digits, foreign signs, wrong length, a day that is none or is still to come,
    a wrong check character.
    """
    if cells.is_blank(said):
        return Recognised()
    typed = cells.plain(said).upper().replace("×", "X")
    wrong = _wrong_form(said, typed)
    if wrong:
        return Recognised(fault=wrong)
    number = upgrade(typed) if len(typed) == _OLD_LENGTH else typed
    wrong = _wrong_content(number, today)
    if wrong:
        return Recognised(fault=wrong)
    return Recognised(number, warning=_doubt(number, today))


def _wrong_form(said: object, typed: str) -> str | None:
    counted = isinstance(said, int | float) and len(typed.strip("-")) > _EXACT_DIGITS
    if counted or _SCIENTIFIC.fullmatch(typed):
        return _LOST
    if "*" in typed:
        return "完整的18位号码，不能是带星号的遮盖号码"
    if _NEW.fullmatch(typed) or _OLD.fullmatch(typed):
        return None
    if typed.isascii() and typed.rstrip("X").isdigit() and len(typed) not in (_LENGTH, _OLD_LENGTH):
        return f"{_FORM}，实为{len(typed)}位"
    return f"{_FORM}，不含其他字符"


def _wrong_content(number: str, today: date) -> str | None:
    born = birth(number)
    if born is None:
        return f"号码中的出生日期应存在，{number[6:14]}不是有效日期"
    if born > today:
        return f"号码中的出生日期不应晚于今天，实为{born.isoformat()}"
    right = check_character(number[:17])
    if right == number[17]:
        return None
    if number.endswith("000"):
        return _LOST
    return "校验码应与前17位相符；号码有误，请核对证件"


def _doubt(number: str, today: date) -> str | None:
    if number.endswith("000"):
        return "末三位为000，可能是表格丢失了末几位，请核对证件"
    if today.year - int(number[6:10]) > _OLDEST:
        return f"按号码推算年龄超过{_OLDEST}岁，请核对证件"
    return None


# --- comparing ----------------------------------------------------------------------------

Said = tuple[str, str | None]
"""What a number shows, and the number itself where it is complete and valid."""


def shown(typed: str) -> str:
    """Answer what a number that is not valid shows: eighteen signs, hidden ones as stars.

    4101**********1234, 410126********1234, the last four to six digits alone, eighteen digits
    with a wrong check character, a number whose last three a spreadsheet lost. Seventeen and
    nineteen digits stay so, for a digit may be missing or too many; anything else shows nothing.
    """
    text = _starred(typed)
    if partly := _PARTLY.fullmatch(text):
        head, tail = partly[1], partly[2]
        if len(text) == _OLD_LENGTH and len(head) > _AREA.stop:
            return ""  # What is hidden of an old number stands elsewhere in a new one.
        return _filled(head, tail) if 0 < len(head) + len(tail) < _LENGTH else ""
    if _TAIL.fullmatch(text):
        return _filled("", text)
    if not _NEARLY.fullmatch(text):
        return ""
    if len(text) == _LENGTH and text.endswith("000"):
        return _filled(text[:_EXACT_DIGITS], "")
    return text


def partly_hidden(typed: str) -> bool:
    """Say whether a number was written with a part hidden, and still shows something."""
    return HIDDEN in _starred(typed) and bool(shown(typed))


def _starred(typed: str) -> str:
    """Write what hides digits, crosses too, as stars."""
    text = _SPACES.sub("", cells.plain(typed).upper().replace("×", "X"))
    return _CROSSED.sub(lambda crosses: HIDDEN * len(crosses[0]), text)


def _filled(head: str, tail: str) -> str:
    return head + HIDDEN * (_LENGTH - len(head) - len(tail)) + tail


def level(one: Said, other: Said) -> Level:
    """Answer how alike two numbers are; symmetric."""
    (mine, valid), (theirs, also) = one, other
    if not mine or not theirs:
        return Level.UNKNOWN
    if valid and also:
        if mine == theirs:
            return Level.SAME
        twin = mine[:_TWIN_DIGITS] == theirs[:_TWIN_DIGITS]
        return Level.OTHER_SEQUENCE if twin else Level.DIFFERENT
    if HIDDEN in mine or HIDDEN in theirs:
        return _in_part(mine, theirs)
    return Level.ONE_OFF if mine == theirs or one_off(mine, theirs) else Level.UNLIKE


def _in_part(mine: str, theirs: str) -> Level:
    """Compare what both show; a day of birth that differs is told by the dates."""
    if len(mine) != len(theirs):
        return Level.UNKNOWN
    agreed = [a == b or HIDDEN in (a, b) for a, b in zip(mine, theirs, strict=True)]
    if HIDDEN in mine[_SEQUENCE] + theirs[_SEQUENCE]:
        return Level.UNKNOWN if all(agreed[_AREA]) else Level.UNLIKE
    return Level.VISIBLE if all(agreed) else Level.UNLIKE


def one_off(one: str, other: str) -> bool:
    """Say whether one digit differs, is missing, or two neighbours changed places."""
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(long) == len(short) + 1 and any(
            long[:place] + long[place + 1 :] == short for place in range(len(long))
        )
    places = [place for place, sign in enumerate(one) if sign != other[place]]
    if len(places) == 1:
        return True
    return (
        len(places) == 2  # noqa: PLR2004 - the two that changed places
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )
