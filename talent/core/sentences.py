"""The sentence that goes with each level: what a clerk reads, in Chinese.

A sentence may show names, for they are on the card anyway; it never shows a phone, an ID
number, a date, a place or an employer: only whether they agree. What kin explain is told as
chance, never as a fact about families.
"""

from enum import IntEnum
from functools import cache

from talent.core import levels
from talent.core.levels import Birth, Education, IdNumber, Name, Phone, Place, Politics, Sex, Text

NAMES: dict[int, str] = {
    Name.SAME: "姓名相同",
    Name.VARIANT: "姓名相同，繁简或异体写法不同",
    Name.OTHER_NAME: "一方的曾用名或别名与另一方姓名相同",
    Name.SAME_TONE: "姓名读音相同",
    Name.SAME_SOUND: "姓名读音相同，声调不同或不明",
    Name.NEAR_SOUND: "姓名读音相近",
    Name.SHAPE: "姓名字形相近",
    Name.BLANK: "姓名有缺字，其余相同",
    Name.SURNAME_MISSING: "一方没有写姓，名相同",
    Name.OTHER_SURNAME: "名相同，姓不同",
    Name.SWAPPED: "姓名用字相同，次序不同",
    Name.CHAR_MISSING: "姓名少一字，其余相同",
    Name.LAST_CHAR: "姓名末字不同，读音、字形都不相近",
    Name.ONE_CHAR: "姓名有一字不同，读音、字形都不相近",
    Name.NICKNAME: "一方像是以姓相称，与另一方姓名对得上",
    Name.NICK_GIVEN: "一方像是以名中一字相称，与另一方姓名对得上",
    Name.SURNAME_ONLY: "同姓，名不同",
    Name.DIFFERENT: "姓名不同",
    Name.CODE: "姓名有一字的五笔编码只差一键，可能打错",
    Name.GENERATION: "同姓同字辈，末字不同，读音、字形都不相近",
}

OTHERS: dict[str, dict[int, str]] = {
    "sex": {Sex.SAME: "性别相同", Sex.DIFFERENT: "性别不同"},
    "id_number": {
        IdNumber.SAME: "身份证号相同",
        IdNumber.OTHER_SEQUENCE: "身份证号前14位（地区与生日）相同，末四位不同，可能是双胞胎",
        IdNumber.DIFFERENT: "身份证号不同，且均有效",
        IdNumber.ONE_OFF: "身份证号仅一处不同，其中有未通过校验的",
        IdNumber.VISIBLE: "身份证号能看到的数字均相同，其余被遮盖",
        IdNumber.UNLIKE: "身份证号不符，但其中有不完整或未通过校验的",
    },
    "birth": {
        Birth.SAME_DAY: "出生日期相同",
        Birth.SAME_MONTH: "出生年月相同",
        Birth.SAME_YEAR: "出生年份相同",
        Birth.SWAPPED: "出生日期的月与日互换",
        Birth.LUNAR: "出生日期相差一个多月，可能一为农历、一为公历",
        Birth.LUNAR_MONTH: "出生月份相邻，可能一为农历、一为公历",
        Birth.OTHER_DAY: "出生年月相同，日不同",
        Birth.OTHER_MONTH: "出生年份与日相同，月不同",
        Birth.YEAR_OFF: "出生月日相同，年份相差一年，可能为虚岁",
        Birth.YEAR_OFF_MONTH: "出生月份相同，年份相差一年，可能为虚岁",
        Birth.YEAR_OFF_ONLY: "出生年份相差一年",
        Birth.OTHER_YEAR: "出生月日相同，年份可能误写",
        Birth.YEAR_ONLY: "出生年份相同，月日不同",
        Birth.DIFFERENT: "出生日期不同",
    },
    "phone": {
        Phone.SAME: "手机号相同",
        Phone.FAMILY: "手机号相同，其中有家属号码",
        Phone.SHARED: "手机号相同，但另有几人也用这个号码",
        Phone.CROWD: "手机号相同，但很多人登记的都是这个号码",
        Phone.ONE_DIGIT: "手机号仅一处数字不同",
        Phone.DIFFERENT: "手机号不同",
    },
    "place": {
        Place.VILLAGE: "户籍村相同",
        Place.TOWNSHIP: "户籍乡镇相同",
        Place.OTHER: "户籍乡镇不同，但迁移、婚嫁也常见",
    },
    "education": {
        Education.SAME: "学历相同",
        Education.NEXT: "学历相差一级",
        Education.DIFFERENT: "学历不同",
    },
    "political_status": {
        Politics.SAME: "政治面貌相同",
        Politics.GROWN: "政治面貌不同，但可能是先后变化",
        Politics.DIFFERENT: "政治面貌不同",
    },
    "employer": {
        Text.SAME: "工作单位相同",
        Text.CONTAINED: "工作单位写法相近",
        Text.DIFFERENT: "工作单位不同",
    },
    "position": {
        Text.SAME: "职务相同",
        Text.CONTAINED: "职务写法相近",
        Text.DIFFERENT: "职务不同",
    },
    "native_place": {
        Text.SAME: "籍贯相同",
        Text.CONTAINED: "籍贯写法相近",
        Text.DIFFERENT: "籍贯不同",
    },
}

KIN = "以上一致之处，不同的人之间（亲属、同名、号码重复）也会出现，按此减分"
NAME_ALONE = "只有姓名相符，没有其他依据，不足以判断为同一人"
OTHER_NAME = "身份证号相同，但姓名对不上，须人工核对"
OTHER_SEX = "身份证号相同，但性别不同，须人工核对"
OTHER_PERSON = "身份证号相同，但姓名对不上、性别也不同，须人工核对"
ID_EQUAL = "身份证号相同，不论其他，须人工核对"
TWO_NUMBERS = "两个有效的身份证号不同，须人工核对"
UNLIKE_NAME = "姓名对不上，仅凭其他各项相符不足以判断为同一人，须人工核对"


def of(field: str, level: int, one: str, other: str) -> str:
    """Answer the sentence for a field's level; `one` and `other` are the two names."""
    if field == "name":
        both = one if one == other else f"{one}/{other}"
        return f"{NAMES[level]}：{both}"
    return OTHERS[field][level]


BANDS = {"likely": "很可能是同一人", "unsure": "须人工核对", "unlike": "不像同一人"}


def supposed(field: str, level: int, band: str, *, open_: bool) -> str:
    """Answer what a level would lead to, where the field is `open_` or says something else now."""
    plain = OTHERS[field][level].split("，")[0]
    return f"{'若能查明' if open_ else '若核实为'}{plain}，则{BANDS[band]}"


def plain(field: str, level: str) -> str:
    """Answer what a level says by its name, of nobody in particular."""
    code = int(levels.SCALES[field][level])
    return NAMES[code] if field == "name" else OTHERS[field][code]


@cache
def label(field: str, level: int) -> str:
    """Answer the level's name, for programs."""
    scale: type[IntEnum] = levels.SCALES[field]
    return scale(level).name
