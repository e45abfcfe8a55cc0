"""Dates as rosters write them, kept exactly as far as they are known.

1985.06, 198506, 1985, 1985年6月, 一九八五年六月, 19850612, 1985-06-12, 1985/6/12, a spreadsheet's
date or its serial number, and lunar dates (农历, 腊月初八), which are kept as lunar and never
turned into the solar calendar. Refused: two-digit years, day-month-year, days that are none,
dates to come, years before 1900.
"""

import re
import unicodedata
from datetime import date, timedelta

from talent.core import cells
from talent.core.cells import Recognised
from talent.core.person import Birth

_FIRST_YEAR = 1900
_SERIAL_DAY_0 = date(1899, 12, 30)  # day 60 of the spreadsheets' 1900 does not exist: two days off
_SERIALS = range(10_000, 60_000)
_LAST_MONTH = 12
_LAST_LUNAR_DAY = 30

_EXPECTED = "年月或年月日，如 1985.06、1985-06-12 或 1985年6月"
_FOUR_DIGITS = "四位数的年份，如 1985.06"
_LOST_ZERO = "1月写作01、10月写作10；表格可能丢了末尾的0，只按年份登记，待核实"

_CLOCK = re.compile(r"[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
_LUNAR = re.compile(r"农历|阴历|旧历|古历|夏历|[(（]农[)）]")
_SOLAR = re.compile(r"公历|阳历|新历|公元|西历")
_LUNAR_WORD = re.compile(r"正月|冬月|腊月|初[一二三四五六七八九十]|廿")
_TAIL = re.compile(r"[\s.\-/]*(?:出生|生人|生|加入|入党)?[\s.\-/]*$")
_SIGN = re.compile(r"\s*[.\-/年月、,。·．—–~]\s*|(?<=\d)\s+(?=\d)")
_FIELDS = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?-?", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_FIVE = re.compile(r"\d{5}", re.ASCII)
_YEAR_LAST = re.compile(r"\d{1,2}-\d{1,2}-\d{4}", re.ASCII)
_YEAR_SHORT = re.compile(r"\d{2}-\d{1,2}(?:-\d{1,2})?-?|\d{2}-", re.ASCII)
_ZERO_LOST = re.compile(r"\d{4}\.1", re.ASCII)

_DIGIT = {char: str(value % 10) for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}
_NUMERALS = "〇零○一二三四五六七八九十廿卅"
_CHINESE_YEAR = re.compile(
    r"[〇零○Oo一二三四五六七八九]{4}(?=年|$)|[〇零○Oo一二三四五六七八九]{2}(?=年)"
)
_CHINESE_NUMBER = re.compile(rf"[{_NUMERALS}]+")


def recognise(said: object, today: date) -> Recognised[Birth]:
    """Recognise a date with its precision; `today` is the last day that can have been."""
    if cells.is_blank(said):
        return Recognised()
    if isinstance(said, date):
        return _judged(exact(said), today)
    text = cells.text(said)
    if isinstance(said, int | float) or _FIVE.fullmatch(text):
        counted = _serial(said, text, today)
        if counted is not None:
            return counted
    if _ZERO_LOST.fullmatch(cells.plain(text)):
        return _judged(Birth(int(text[:4])), today, _LOST_ZERO)
    return _written(text, today)


def day(said: object, today: date) -> Recognised[date]:
    """Recognise a date that must become a day; the first of the month stands in, with a warning."""
    found = recognise(said, today)
    if found.value is None:
        return Recognised(fault=found.fault)
    known = found.value
    if known.lunar:
        return Recognised(fault="公历日期")
    first = date(known.year, known.month or 1, known.day or 1)
    if known.precision == "day":
        return Recognised(first, warning=found.warning)
    told = "年" if known.month is None else "月"
    return Recognised(first, warning=f"年月日俱全的日期；只写到{told}，按{first}登记，待核实")


def exact(known: date) -> Birth:
    """Answer a day as a date known to the day."""
    return Birth(known.year, known.month, known.day)


def wrong(said: Birth, today: date) -> str | None:
    """Answer what is wrong with a structured date, in a sentence, or None."""
    if said.year < _FIRST_YEAR:
        return f"{_FIRST_YEAR}年以后的日期"
    if said.year > today.year:
        return "不晚于今天的日期"
    if said.month is None:
        if said.day is not None:
            return _EXPECTED
    elif not 1 <= said.month <= _LAST_MONTH:
        return f"1至12月，没有{said.month}月"
    elif said.day is not None and not _is_day(said):
        hint = (
            "；农历日期请注明“农历”" if 0 < said.day <= _LAST_LUNAR_DAY and not said.lunar else ""
        )
        return f"有效日期，{said.year}年{said.month}月没有{said.day}日{hint}"
    # A lunar date is never later in its year than the solar one, so this holds for both.
    return "不晚于今天的日期" if _first_day(said) > today else None


def differ(typed: Birth, known: date) -> bool:
    """Say whether a typed date cannot be the given day, as far as it is known.

    A lunar date falls three to seven weeks before the solar one, at times in the year before.
    """
    if typed.lunar:
        return not 0 <= known.year - typed.year <= 1
    if typed.year != known.year or typed.month is None:
        return typed.year != known.year
    return typed.month != known.month or (typed.day is not None and typed.day != known.day)


def _is_day(said: Birth) -> bool:
    if said.lunar:
        return 1 <= (said.day or 0) <= _LAST_LUNAR_DAY
    try:
        date(said.year, said.month or 0, said.day or 0)
    except ValueError:
        return False
    return True


def _first_day(said: Birth) -> date:
    # 30 February is a lunar day; the comparison with today needs no more than its month then.
    given = said.day if not said.lunar else 1
    return date(said.year, said.month or 1, given or 1)


def _judged(said: Birth, today: date, warning: str | None = None) -> Recognised[Birth]:
    fault = wrong(said, today)
    return Recognised(fault=fault) if fault else Recognised(said, warning=warning)


def _serial(said: object, text: str, today: date) -> Recognised[Birth] | None:
    """Read a number as the days a spreadsheet counts; None where it is no such number."""
    if not _FIVE.fullmatch(text) or int(text) not in _SERIALS:
        return None
    year, month = divmod(int(text), 10)
    counted = _SERIAL_DAY_0 + timedelta(days=int(text))
    if month and _FIRST_YEAR <= year <= today.year:
        return Recognised(fault=f"{_EXPECTED}；{text}既可能是{year}年{month}月，也可能是{counted}")
    # In a text file nobody can see any more whether this was a date.
    warning = (
        None
        if isinstance(said, int | float)
        else f"{_EXPECTED}；按表格的日期序号读作{counted}，待核实"
    )
    return _judged(exact(counted), today, warning)


def _written(text: str, today: date) -> Recognised[Birth]:
    lunar = bool(_LUNAR.search(text) or _LUNAR_WORD.search(text))
    bare = _SOLAR.sub("", _LUNAR.sub("", _CLOCK.sub("", text))).strip("()（） :：")
    signed = _signed(bare)
    if _YEAR_SHORT.fullmatch(signed):
        return Recognised(fault=_FOUR_DIGITS)
    if _YEAR_LAST.fullmatch(signed):
        return Recognised(fault=f"{_EXPECTED}，年份写在最前")
    found = _FIELDS.fullmatch(signed) or _DIGITS.fullmatch(signed)
    if found is None:
        return Recognised(fault=_EXPECTED)
    year, month, day_ = (int(part or 0) for part in found.groups())
    if day_ and not month:
        return Recognised(fault=_EXPECTED)
    # 00 is how some write "not known".
    return _judged(Birth(year, month or None, day_ or None, lunar), today)


def _signed(text: str) -> str:
    """Bring a written date to digits with one sign between them: 一九八五年六月 → 1985-6-."""
    folded = unicodedata.normalize("NFKC", text)
    folded = _CHINESE_YEAR.sub(lambda found: "".join(map(_digit, found[0])), folded)
    folded = folded.replace("正月", "1月").replace("冬月", "11月").replace("腊月", "12月")
    folded = _CHINESE_NUMBER.sub(lambda found: _counted(found[0]), folded.replace("初", ""))
    folded = re.sub(r"(?<=\d)[日号]", "", folded)
    return _SIGN.sub("-", _TAIL.sub("", folded))


def _digit(char: str) -> str:
    return _DIGIT.get(char, char)


def _counted(numeral: str) -> str:
    """Read a Chinese numeral up to thirty-nine: 十二 → 12, 廿三 → 23."""
    spelled = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in spelled:
        return "".join(map(_digit, spelled))
    tens, _, ones = spelled.partition("十")
    return (_digit(tens) or "1") + (_digit(ones) or "0")
