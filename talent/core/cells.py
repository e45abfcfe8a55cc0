"""What one cell of a roster holds, before anything is recognised in it.

A cell is text, a number, a date, a yes or no, or nothing. Numbers stay numbers up to here so
that a recogniser can see what a spreadsheet took from them (digits, a trailing zero).
"""

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

BLANKS = frozenset(
    (
        "- -- --- — —— / // \\ . 、 无 暂无 没有 不详 未知 不明 未填 未填写 空 "
        "nil null none n/a na #n/a nan"
    ).split()
)
"""What clerks write for "nothing known", compared in `plain` form and lower case."""

ERRORS = frozenset("#div/0! #ref! #name? #value! #num! #null! #spill! #calc!".split())
"""What a spreadsheet shows where a formula failed. #N/A is none: a lookup found nothing."""

_LONGEST_BLANK = max(map(len, BLANKS))
_MARKS = "'\u2018\uff07`"  # an apostrophe keeps a spreadsheet from counting
_QUOTED_TEXT = re.compile(
    r'="(.*)"', re.DOTALL
)  # how some systems export text that looks like a number
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_SHOWN = 60
_FAR_TOO_LONG = 10_000  # no field is so long: it will be refused, and need not be read


class Recognised(Struct, Generic[T], frozen=True):
    """What was recognised in a cell: a value, a fault, or a value with a warning.

    `fault` and `warning` are Chinese sentences that say what was expected. All three None is a
    blank cell: nothing known.
    """

    value: T | None = None
    fault: str | None = None
    warning: str | None = None


def text(said: object) -> str:
    """Answer a cell as text, without outer space and signs that cannot be seen.

    Whole numbers come without their .0, days without midnight.
    """
    if said is None:
        return ""
    if isinstance(said, bool):
        return "是" if said else "否"
    if isinstance(said, float):
        return _number(said)
    if isinstance(said, date):
        return _day(said)
    typed = str(said).strip()
    if len(typed) > _FAR_TOO_LONG:
        return typed
    if not typed.isprintable():
        typed = "".join(char for char in typed if unicodedata.category(char) != "Cf").strip()
    return typed.lstrip(_MARKS).strip() if typed[:1] in _MARKS else typed


def _day(said: date) -> str:
    if isinstance(said, datetime):
        return said.date().isoformat() if said.time() == time() else said.isoformat(" ")
    return said.isoformat()


def _number(said: float) -> str:
    if not math.isfinite(said):
        return str(said)
    # repr is the shortest text that means this number: 1985.06 and not 1985.0599999.
    exact = Decimal(repr(said))
    return format(exact.to_integral_value() if exact == exact.to_integral_value() else exact, "f")


def plain(said: object) -> str:
    """Answer a cell for comparing with tables: compatibility forms folded, no space at all."""
    shown = text(said)
    quoted = _QUOTED_TEXT.fullmatch(shown)
    return "".join(unicodedata.normalize("NFKC", quoted[1] if quoted else shown).split())


def is_blank(said: object) -> bool:
    """Say whether a cell holds nothing, or a clerk's sign for nothing."""
    if said is None or said == "":
        return True
    if isinstance(said, str) and (
        (len(said) > _LONGEST_BLANK and said.isalnum()) or (len(said) > _SHOWN and said.strip())
    ):
        return False
    shown = plain(said)
    return not shown or shown.lower() in BLANKS


def is_error(said: object) -> bool:
    """Say whether a cell holds the error of a formula instead of a value."""
    return isinstance(said, str) and said.strip().lower() in ERRORS


def shown(said: object) -> str:
    """Answer a cell as a fault repeats it: shortened, and without signs that cannot be seen."""
    whole = text(said)
    seen = "".join(
        "�" if unicodedata.category(char) in _UNSEEN else char for char in whole[:_SHOWN]
    )
    return seen if len(whole) <= _SHOWN else f"{seen}…（共{len(whole)}个字符）"
