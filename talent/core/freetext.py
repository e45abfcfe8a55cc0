"""What no free text may hold: formulas, invisible signs, numbers that belong into a sealed field.

Everything here is refused and nothing is taken out in silence, so that what was typed is either
stored as it is or goes back to the clerk.
"""

import re
import unicodedata

_SEPARATOR = r"[ \-.]?"
_ID_NUMBER = re.compile(
    rf"(?<!\d)\d{{6}}{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{3}}{_SEPARATOR}[\dXx×](?!\d)"
)
# One digit too few or too many hides nothing: six of area, a day, and most of the rest.
_NEARLY = re.compile(
    r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{2,5}[Xx×]?(?!\d)"
)
# The old fifteen digits are told from other long numbers by month and day.
_OLD_ID_NUMBER = re.compile(r"(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_SEPARATOR})?1[3-9](?:\d{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{4}}"
    rf"|\d{{2}}{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{4}})(?!\d)"
)
_DIAL = re.compile(r"\+\d[\d \-]*")
_FORMULA = frozenset("=+-@")
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_BREAKS = frozenset("\n\r\t")


def fault(said: str, longest: int, *, sealed: bool = False) -> str | None:
    """Answer what is wrong with a free text, in a sentence, or None.

    `longest` counts characters. In a sealed field an ID number or a phone number is at home.
    """
    if len(said) > longest:
        return f"不超过{longest}个字符，实有{len(said)}个"
    if "\ufffd" in said:
        return "不含乱码（�），请核对原表的文字编码"
    if not said.isprintable() and any(
        unicodedata.category(char) in _UNSEEN and char not in _BREAKS for char in said
    ):
        return "不含不可见的控制字符"
    if is_formula(said):
        return "文字内容，不能是公式（不能以 = + - @ 开头）"
    return None if sealed else _hidden(said)


def is_formula(said: str) -> bool:
    """Say whether a spreadsheet would take this text for a formula (a dialled +86 is none)."""
    folded = unicodedata.normalize("NFKC", said[:40]).lstrip()
    return folded[:1] in _FORMULA and not _DIAL.match(folded)


def _hidden(said: str) -> str | None:
    if not any(char.isdigit() for char in said):
        return None
    folded = unicodedata.normalize("NFKC", said)
    if any(shape.search(folded) for shape in (_ID_NUMBER, _NEARLY, _OLD_ID_NUMBER)):
        return "不含身份证号；请移到“身份证号”列"
    if _MOBILE.search(folded):
        return "不含手机号码；请移到“联系电话”列"
    return None
