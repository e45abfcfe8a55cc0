"""The laws for a draft's values, whatever way they came.

Codes exist, dates can be, texts hold only text; and values that do not agree are in doubt.
"""

from collections.abc import Iterator
from datetime import date

from talent.core import cells, codes, dates, education, ethnicity, freetext, idnumber, phones
from talent.core.person import BY_NAME, Birth, Draft
from talent.core.places import PlaceIndex
from talent.errors import Fault

TEXTS = (
    "native_place household_group household_text residence_text school_full_time major_full_time "
    "school_in_service major_in_service employer position industry professional_title "
    "recommending_unit home_contact source notes"
).split()
"""The fields that are free text."""

_MOST_ITEMS = 30
_TABLES = (
    ("sex", codes.SEX, "性别代码（GB/T 2261.1）：1男、2女"),
    ("ethnicity", ethnicity.TABLE, "民族代码（GB/T 3304），如01汉族"),
    ("education_full_time", education.TABLE, "学历代码（GB/T 4658），如20大学本科"),
    ("education_in_service", education.TABLE, "学历代码（GB/T 4658），如20大学本科"),
    ("political_status", codes.POLITICAL, "政治面貌代码（GB/T 4762），如01中共党员"),
    ("title_level", codes.TITLE_LEVEL, "none、junior、middle、associate或senior"),
)
_STAND_INS = frozenset("?□*■〓○◯△×_")
_SEVERAL = frozenset("、,;/|")


def check(
    draft: Draft, today: date, index: PlaceIndex | None = None
) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Answer a structured draft's faults and warnings.

    With `index`, places must exist there; without it, their codes must be codes.
    """
    faults = [
        *_names(draft),
        *_coded(draft),
        *_texts(draft),
        *_dated(draft, today),
        *_numbers(draft, today),
        *_placed(draft, index),
    ]
    return tuple(faults), tuple(doubts(draft))


def doubts(draft: Draft) -> Iterator[Fault]:
    """Answer the values that are right by themselves and do not agree."""
    if draft.name and name_doubt(draft.name):
        yield Fault(
            field="name", said=cells.shown(draft.name), expected=name_doubt(draft.name) or ""
        )
    number = draft.id_number
    if not number or idnumber.recognise(number, date.max).value != number:
        return
    born = idnumber.birth(number)
    if draft.birth and born and dates.differ(draft.birth, born):
        yield Fault(field="birth", said=draft.birth.iso, expected="与身份证号中的出生日期一致")
    if draft.sex in ("1", "2") and draft.sex != idnumber.sex(number):
        yield Fault(field="sex", said=codes.SEX[draft.sex], expected="与身份证号中的性别一致")


def name_fault(said: str) -> str | None:
    """Answer why this cannot be a person's name, in a sentence, or None."""
    if not said.strip():
        return "姓名"
    wrong = freetext.fault(said, BY_NAME["name"].longest)
    if wrong:
        return f"姓名{wrong}"
    if "\n" in said or "\r" in said:
        return "一行一人的姓名，不含换行"
    return "姓名中不含数字" if any(char.isdecimal() for char in said) else None


def name_doubt(said: str) -> str | None:
    """Answer why this may not be one person's whole name, in a sentence, or None."""
    if _STAND_INS & set(said):
        return "姓名的每个字；有代替生僻字的符号，待核实"
    return "一行一人的姓名；有分隔符号，待核实" if _SEVERAL & set(said) else None


def _names(draft: Draft) -> Iterator[Fault]:
    if wrong := name_fault(draft.name):
        yield _fault("name", draft.name, wrong)
    for other in draft.other_names:
        if wrong := name_fault(other.name):
            yield _fault("other_names", other.name, wrong)
    if len(draft.other_names) > _MOST_ITEMS:
        yield _fault("other_names", len(draft.other_names), f"不超过{_MOST_ITEMS}个")


def _coded(draft: Draft) -> Iterator[Fault]:
    for field, table, expected in _TABLES:
        code = getattr(draft, field)
        if code is not None and code not in table:
            yield _fault(field, code, expected)
    if draft.return_intent is not None and draft.return_intent not in codes.RETURN_INTENT:
        yield _fault("return_intent", draft.return_intent, "0至4")


def _texts(draft: Draft) -> Iterator[Fault]:
    for name in TEXTS:
        said = getattr(draft, name)
        if said is not None and (wrong := text_fault(name, said)):
            yield _fault(name, said, wrong)
    if draft.skills and (wrong := text_fault("skills", "、".join(draft.skills))):
        yield _fault("skills", "、".join(draft.skills), wrong)


def text_fault(field: str, said: str) -> str | None:
    """Answer what is wrong with the text of a field, in a sentence, or None."""
    law = BY_NAME[field]
    return freetext.fault(said, law.longest, sealed=law.sealed)


def _dated(draft: Draft, today: date) -> Iterator[Fault]:
    for name in ("birth", "political_joined", "work_started"):
        known: Birth | None = getattr(draft, name)
        if known and (wrong := dates.wrong(known, today)):
            yield _fault(name, known.iso, wrong)
    for name in ("resident_since", "entered_on"):
        day: date | None = getattr(draft, name)
        if day and (wrong := dates.wrong(Birth(day.year, day.month, day.day), today)):
            yield _fault(name, day, wrong)


def _numbers(draft: Draft, today: date) -> Iterator[Fault]:
    if draft.id_number is not None:
        found = idnumber.recognise(draft.id_number, today)
        if found.value != draft.id_number:
            yield _fault("id_number", draft.id_number, found.fault or "18位，末位的X大写，不含空格")
    for phone in draft.phones:
        if not phones.is_number(phone.number):
            yield _fault("phones", phone.number, "只含数字的手机号码或带区号的固定电话")
    if len(draft.phones) > _MOST_ITEMS:
        yield _fault("phones", len(draft.phones), f"不超过{_MOST_ITEMS}个")


def _placed(draft: Draft, index: PlaceIndex | None) -> Iterator[Fault]:
    for name in ("household_village", "residence_place"):
        code = getattr(draft, name)
        if code is None:
            continue
        known = index.by_code(code) is not None if index else code.isascii() and code.isdigit()
        if not known or len(code) not in (12, 15):
            yield _fault(name, code, "本县的12位统计用区划代码")


def _fault(field: str, said: object, expected: str) -> Fault:
    return Fault(field=field, said=cells.shown(said), expected=expected)
