"""Schooling (学历), GB/T 4658-2006.

The standard's numbers are no rank (60 普通高中 stands after 30 专科), so the rank has its own
table. Vocational and general upper secondary schools rank alike: 高中以上 is 10-49 and 60-63.
A word without 毕业 (大专) gives the code of the kind where the standard has one.
"""

import re

from talent.core import cells
from talent.core.cells import Recognised

TABLE: dict[str, str] = {
    "10": "研究生教育",
    "11": "博士研究生毕业",
    "12": "博士研究生结业",
    "13": "博士研究生肄业",
    "14": "硕士研究生毕业",
    "15": "硕士研究生结业",
    "16": "硕士研究生肄业",
    "17": "研究生班毕业",
    "18": "研究生班结业",
    "19": "研究生班肄业",
    "20": "大学本科教育",
    "21": "大学本科毕业",
    "22": "大学本科结业",
    "23": "大学本科肄业",
    "28": "大学普通班毕业",
    "30": "大学专科教育",
    "31": "大学专科毕业",
    "32": "大学专科结业",
    "33": "大学专科肄业",
    "40": "中等职业教育",
    "41": "中等专科毕业",
    "42": "中等专科结业",
    "43": "中等专科肄业",
    "44": "职业高中毕业",
    "45": "职业高中结业",
    "46": "职业高中肄业",
    "47": "技工学校毕业",
    "48": "技工学校结业",
    "49": "技工学校肄业",
    "60": "普通高级中学教育",
    "61": "普通高中毕业",
    "62": "普通高中结业",
    "63": "普通高中肄业",
    "70": "初级中学教育",
    "71": "初中毕业",
    "73": "初中肄业",
    "80": "小学教育",
    "81": "小学毕业",
    "83": "小学肄业",
    "90": "其他",
}

_RANK_BY_TENS = {"1": 6, "2": 5, "3": 4, "4": 3, "6": 3, "7": 2, "8": 1, "9": 0}
_DOCTORS = frozenset(("11", "12", "13"))
_DOCTOR_RANK = 7

# Words of one kind, and its codes: bare, 毕业, 结业, 肄业; a dash where the standard has none.
_KINDS = (
    ("博士 博士研究生 研究生博士", "11 11 12 13"),
    ("硕士 硕士研究生 研究生硕士 硕研", "14 14 15 16"),
    ("研究生 大学研究生", "10 10 - -"),
    ("研究生班", "17 17 18 19"),
    (
        "本科 大学 普通本科 大学本科 大本 高等本科 本科大学 大学本科学士 本科学士 大学学士",
        "20 21 22 23",
    ),
    ("大学普通班", "28 28 - -"),
    (
        "专科 大专 普通专科 大学专科 大普 高等专科 高专 高职 高职高专 高职大专 大专高职 高等职业",
        "30 31 32 33",
    ),
    ("中职 中等职业 中等职业学校 中等学校", "40 40 - -"),
    ("中专 中等专科 中等专业 中等专业学校 中师 中等师范 职业中专", "41 41 42 43"),
    ("职高 职业高中 职中 职业中学", "44 44 45 46"),
    ("技校 技工学校 技工 中技", "47 47 48 49"),
    ("高中 普通高中 普高 高级中学 普通高级中学", "60 61 62 63"),
    ("初中 初级中学 普通初中", "70 71 - 73"),
    ("小学", "80 81 - 83"),
    ("其他 其它 文盲 半文盲 文盲半文盲 文盲或半文盲 不识字 未上学 未上过学 扫盲班", "90 - - -"),
)
_ENDINGS = ("", "毕业", "结业", "肄业")
_WORDS: dict[str, str] = {
    word + ending: code
    for words, codes in _KINDS
    for word in words.split()
    for ending, code in zip(_ENDINGS, codes.split(), strict=True)
    if code != "-"
}

_WAYS_IN_SERVICE = (
    "在职 函授 自考 自学考试 自修 成人高考 成人教育 成人 成教 成考 电大 "
    "广播电视大学 中央党校 省委党校 党校 夜大 业余 网络教育 网教 网络 "
    "远程教育 远程 国家开放大学 国开 开放教育"
).split()
_WAYS_FULL_TIME = "全日制 普通高等教育 普通全日制 统招 国民教育 脱产".split()
_IN_SERVICE = re.compile("|".join(_WAYS_IN_SERVICE))
_WAY = re.compile("|".join(_WAYS_IN_SERVICE + _WAYS_FULL_TIME))
_SEPARATORS = re.compile(r"[()\[\]【】{}、/,，\-—·]")
_TRIMMINGS = re.compile(r"(?:学历|文化程度|文化水平|文化|程度|教育)")
_GRADUATE = re.compile(r"(?<=毕|结|肄)业生")
_STILL_THERE = re.compile(r"在读|在校|就读|未毕业")


def rank(code: str) -> int:
    """Answer how high a schooling stands, 0 to 7; unknown codes rank 0.

    0 other, 1 primary, 2 junior, 3 upper secondary or vocational, 4 junior college, 5 bachelor,
    6 postgraduate, 7 doctor.
    """
    return _DOCTOR_RANK if code in _DOCTORS else _RANK_BY_TENS.get(code[:1], 0)


def in_service(said: object) -> bool:
    """Say whether a schooling is told to be got beside work (在职, 函授, 自考, 党校 …)."""
    return bool(_IN_SERVICE.search(cells.plain(said)))


def recognise(said: object) -> Recognised[str]:
    """Recognise a schooling by its words, or by its two-digit code.

    Refused: a range (高中以上), one that is still going on, several at once, a degree alone.
    """
    if cells.is_blank(said):
        return Recognised()
    typed = cells.plain(said)
    if typed in TABLE:
        return Recognised(typed)
    if typed.endswith(("以上", "以下", "及以上", "及以下")):
        return Recognised(fault="写明具体学历（如“大专”），不能写“以上”“以下”")
    if _STILL_THERE.search(typed):
        return Recognised(fault="已取得的最高学历；在读的学历请写入备注")
    word = _SEPARATORS.sub("", _TRIMMINGS.sub("", _GRADUATE.sub("业", _WAY.sub("", typed))))
    code = _WORDS.get(word)
    if code is None:
        return Recognised(fault="小学、初中、高中、中专、大专、本科、研究生等学历名称")
    return Recognised(code)
