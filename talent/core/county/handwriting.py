"""How clerks type what they know: dates, numbers, phones and words in many styles."""

from random import Random

from talent.core import codes, education, ethnicity, idnumber
from talent.core.county import chances
from talent.core.county.land import COUNTY_PREFIX, NUMERALS
from talent.core.county.making import Making
from talent.core.person import Birth, Draft, Phone

_YEAR_DIGITS = "〇一二三四五六七八九"
_EDUCATION = {
    "81": ("小学",), "71": ("初中", "初中毕业", "初中文化"), "41": ("中专",),
    "61": ("高中", "高中毕业", "普通高中"),
    "31": ("大专", "专科", "大专学历"), "21": ("本科", "大学", "大学本科"),
    "14": ("硕士研究生",), "11": ("博士",),
}  # fmt: skip
_POLITICS = {
    "01": ("中共党员", "党员", "中共党员"), "02": ("预备党员", "中共预备党员"),
    "03": ("团员", "共青团员"), "13": ("群众", "群众", "群众 "),
}  # fmt: skip
_PARTINGS = ("、", "，", "/")


def a_number(rng: Random, year: int = 1980) -> str:
    """Answer a number of nobody, valid by its check character, with the given year."""
    body = f"{COUNTY_PREFIX}{year}0{rng.randint(1, 9)}{rng.randint(10, 28)}{rng.randint(900, 989)}"
    return body + idnumber.check_character(body)


def row(making: Making, draft: Draft) -> list[str]:
    """Type one row of the roster, with an empty place for its number."""
    rng = making.rng
    return [
        "",
        _name(rng, draft.name),
        rng.choice((codes.SEX[draft.sex], codes.SEX[draft.sex] + " ")) if draft.sex else "",
        _ethnicity(rng, draft),
        birth(rng, draft.birth) if draft.birth else "",
        _number(rng, draft.id_number) if draft.id_number else "",
        rng.choice(_POLITICS.get(draft.political_status or "", ("",))),
        _education(rng, draft.education_full_time),
        _village(making, draft.household_village),
        "、".join(_phone(rng, phone, draft.sex) for phone in draft.phones),
        rng.choice(_PARTINGS).join(draft.skills),
        draft.position or "",
        "",
    ]


def birth(rng: Random, known: Birth) -> str:
    """Type a birth date in one of the styles that rosters mix."""
    year, month, day = known.year, known.month, known.day
    lunar = "农历" if known.lunar else ""
    if month is None:
        return f"{lunar}{year}"
    styles = [
        f"{year}.{month:02}",
        f"{year}年{month}月",
        f"{year}-{month:02}",
        f"{_chinese(year)}年{_count(month)}月",
    ]
    if not lunar:
        styles.append(f"{year}{month:02}")
    if day is not None:
        styles += [
            f"{year}-{month:02}-{day:02}",
            f"{year}.{month}.{day}",
            f"{year}/{month}/{day}",
            f"{year}年{month}月{day}日",
        ]
        if not lunar:
            styles.append(f"{year}{month:02}{day:02}")
    return lunar + rng.choice(styles)


def _chinese(year: int) -> str:
    return "".join(_YEAR_DIGITS[int(digit)] for digit in str(year))


def _count(number: int) -> str:
    ten = len(NUMERALS)
    return NUMERALS[number - 1] if number <= ten else "十" + NUMERALS[number - ten - 1]


def _name(rng: Random, name: str) -> str:
    if len(name) == 2 and chances.chance(rng, 35):  # noqa: PLR2004 - names of two are spread to the width of three
        return f"{name[0]}{rng.choice((' ', '  ', chr(0x3000)))}{name[1]}"
    return name + " " if chances.chance(rng, 4) else name


def _ethnicity(rng: Random, draft: Draft) -> str:
    name = ethnicity.TABLE.get(draft.ethnicity or "", "")
    return rng.choice((name, name, name.removesuffix("族")))


def _number(rng: Random, number: str) -> str:
    if chances.chance(rng, 8):
        return "'" + number
    return number.lower() if chances.chance(rng, 50) else number


def _education(rng: Random, code: str | None) -> str:
    return rng.choice(_EDUCATION.get(code or "", (education.TABLE.get(code or "", ""),)))


def _village(making: Making, code: str | None) -> str:
    """Type a village by its name, short, with its township, or as its committee."""
    if code is None or code not in making.land.names:
        return ""
    name, short = making.name(code), making.short_name(code)
    township = making.name(code[:9] + "000")
    return making.rng.choice((name, name, short, township + name, short + "村委会"))


def _phone(rng: Random, phone: Phone, sex: str | None) -> str:
    one, two, three = phone.number[:3], phone.number[3:7], phone.number[7:]
    styles = (phone.number, phone.number, f"{one}-{two}-{three}", f"{one} {two} {three}")
    spouse = {"1": "（妻）", "2": "（丈夫）"}.get(sex or "", "（家属）")
    whose = "" if phone.holder == "self" else rng.choice((spouse, "（儿子）", "（家属）"))
    return rng.choice(styles) + whose
