"""Small code tables: sex, political status, title level, return intent, yes and no.

What is not in a table is a fault and never a guess.
"""

import re

from msgspec import Struct

from talent.core import cells
from talent.core.cells import Recognised

SEX: dict[str, str] = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1-2003."""

PARTY_UNNAMED = "DP"
POLITICAL: dict[str, str] = {
    "01": "中共党员",
    "02": "中共预备党员",
    "03": "共青团员",
    "04": "民革党员",
    "05": "民盟盟员",
    "06": "民建会员",
    "07": "民进会员",
    "08": "农工党党员",
    "09": "致公党党员",
    "10": "九三学社社员",
    "11": "台盟盟员",
    "12": "无党派人士",
    "13": "群众",
    PARTY_UNNAMED: "民主党派（未注明）",
}
"""GB/T 4762-1984, and one of our own for a democratic party that is not named."""

TITLE_LEVEL: dict[str, str] = {
    "none": "无职称",
    "junior": "初级",
    "middle": "中级",
    "associate": "副高级",
    "senior": "正高级",
}

RETURN_INTENT: dict[int, str] = {
    0: "无意向",
    1: "愿保持联系",
    2: "考虑中",
    3: "已承诺回归",
    4: "已回归",
}


def _table(*lines: tuple[str, str]) -> dict[str, str]:
    return {word: code for code, words in lines for word in words.split()}


_SEX_WORDS = _table(
    ("1", "1 男 男性 男士 M m male Male MALE"),
    ("2", "2 女 女性 女士 F f female Female FEMALE"),
)
_SEX_UNKNOWN = frozenset("0 9 未知 未说明 未知的性别 未说明的性别".split())

_POLITICAL_WORDS = _table(
    (
        "01",
        "01 中共党员 党员 共产党员 中国共产党党员 中共正式党员 正式党员 正式 中共 老党员 流动党员",
    ),
    ("02", "02 中共预备党员 预备党员 中国共产党预备党员 预备"),
    ("03", "03 共青团员 团员 中国共产主义青年团团员 共青团"),
    ("04", "04 民革 民革党员 民革会员 民革成员 中国国民党革命委员会 中国国民党革命委员会会员"),
    ("05", "05 民盟 民盟盟员 民盟成员 中国民主同盟 中国民主同盟盟员"),
    ("06", "06 民建 民建会员 民建成员 中国民主建国会 中国民主建国会会员"),
    ("07", "07 民进 民进会员 民进成员 中国民主促进会 中国民主促进会会员"),
    ("08", "08 农工党 农工民主党 农工党党员 农工党员 农工 中国农工民主党 中国农工民主党党员"),
    ("09", "09 致公党 致公党党员 致公党员 致公 中国致公党 中国致公党党员"),
    ("10", "10 九三 九三学社 九三学社社员 九三社员"),
    ("11", "11 台盟 台盟盟员 台湾民主自治同盟 台湾民主自治同盟盟员"),
    ("12", "12 无党派 无党派人士 无党派民主人士"),
    ("13", "13 群众 普通群众 群 普通居民 普通公民 非党员群众"),
    (PARTY_UNNAMED, "DP dp 民主党派 民主党派成员 民主党派人士 其他党派"),
)
_ACTIVIST = re.compile(r"(?:中共)?入党积极分子|积极分子|(?:入党|党员)?发展对象")
_BRACKETS = re.compile(r"[()\[\]【】、/,，;；]")
_PARTY_UNNAMED_WARNING = "注明是哪个民主党派；已按“民主党派（未注明）”登记，待核实"
_NOT_A_MEMBER_WARNING = "只说明不是党员，政治面貌待核实"

_YES = frozenset("是 有 Y y yes Yes YES true True TRUE √ ✓ ✔ 1 对".split())
_NO = frozenset("否 不是 非 N n no No NO false False FALSE × ✗ 0 没".split())

_TITLE_WORDS = _table(
    ("none", "无职称 没有职称 未评定 未评 none"),
    ("junior", "初级 初级职称 员级 助理级 junior"),
    ("middle", "中级 中级职称 middle"),
    ("associate", "副高 副高级 副高级职称 副高职称 associate"),
    ("senior", "正高 正高级 正高级职称 正高职称 senior"),
)
_INTENT_WORDS = _table(
    ("0", "0 无意向 无意愿 不愿意 不愿回 不回 不愿"),
    ("1", "1 愿保持联系 保持联系 愿意联系 可联系 联系中 愿联系"),
    ("2", "2 考虑中 考虑 正在考虑 有意向 有意愿 待定"),
    ("3", "3 已承诺回归 已承诺 承诺回归 愿意 愿意回归 愿回归"),
    ("3", "愿回村 愿意回村 愿回乡 愿意回乡 愿返乡 愿意返乡"),
    ("4", "4 已回归 已返乡 已回乡 已回村 回归"),
)


class Politics(Struct, frozen=True):
    """A political status, and apart from it whether somebody is an applicant under training.

    入党积极分子 is no political status in the standard: an activist's status may stay unknown.
    """

    status: str | None = None
    activist: bool | None = None


def sex(said: object) -> Recognised[str]:
    """Recognise a sex; "not known" (0) and "not said" (9) are no value."""
    typed = cells.plain(said)
    if cells.is_blank(said) or typed in _SEX_UNKNOWN:
        return Recognised()
    code = _SEX_WORDS.get(typed)
    return Recognised(code, fault=None if code else "男或女")


def political(said: object) -> Recognised[Politics]:
    """Recognise a political status, 入党积极分子 apart; a party without a name is a warning."""
    if cells.is_blank(said):
        return Recognised()
    typed = cells.plain(said)
    activist = True if _ACTIVIST.search(typed) else None
    word = _BRACKETS.sub("", _ACTIVIST.sub("", typed) if activist else typed)
    if activist and not word:
        return Recognised(Politics(None, activist))
    status = _POLITICAL_WORDS.get(word)
    if status is None or (activist and status in ("01", "02")):
        return Recognised(fault="中共党员、中共预备党员、共青团员、群众或民主党派名称")
    warning = _PARTY_UNNAMED_WARNING if status == PARTY_UNNAMED else None
    return Recognised(Politics(status, activist), warning=warning)


def party_member(said: object) -> Recognised[Politics]:
    """Recognise a column 是否党员: yes, no, or (often) the status itself."""
    if cells.is_blank(said):
        return Recognised()
    answer = yes_no(said)
    if answer.fault:
        return political(said)
    if answer.value:
        return Recognised(Politics("01"))
    return Recognised(Politics(), warning=_NOT_A_MEMBER_WARNING)


def yes_no(said: object) -> Recognised[bool]:
    """Recognise a yes or a no."""
    if cells.is_blank(said):
        return Recognised()
    typed = cells.plain(said)
    if typed in _YES or typed in _NO:
        return Recognised(typed in _YES)
    return Recognised(fault="是或否")


def title_level(said: object) -> Recognised[str]:
    """Recognise the level of a professional title; 高级 alone leaves open which of two."""
    if cells.is_blank(said):
        return Recognised()
    level = _TITLE_WORDS.get(cells.plain(said))
    return Recognised(level, fault=None if level else "无职称、初级、中级、副高或正高")


def return_intent(said: object) -> Recognised[int]:
    """Recognise how far somebody is on the way back, 0 to 4."""
    if cells.is_blank(said):
        return Recognised()
    step = _INTENT_WORDS.get(cells.plain(said))
    if step is None:
        return Recognised(fault="无意向、愿保持联系、考虑中、已承诺回归或已回归")
    return Recognised(int(step))


def activist(said: object) -> Recognised[bool]:
    """Recognise a column 入党积极分子: yes, no, or the word itself."""
    if not cells.is_blank(said) and _ACTIVIST.fullmatch(cells.plain(said)):
        return Recognised(value=True)
    return yes_no(said)


def retired(said: object) -> Recognised[bool]:
    """Recognise whether somebody has retired."""
    word = {
        "已退休": True,
        "退休": True,
        "离退休": True,
        "离休": True,
        "在职": False,
        "未退休": False,
    }
    answer = word.get(cells.plain(said))
    return yes_no(said) if answer is None else Recognised(answer)
