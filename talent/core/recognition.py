"""A typed row becomes a draft: every value recognised, every doubt said.

A wrong value (no such ID number, an unknown schooling, a formula) is a fault; a doubtful one (a
village that is not found, a birth date unlike the ID number's) is a warning, and what was typed
is kept. What is not recognised is never guessed.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Literal

from msgspec import Struct

from talent.core import (
    cells,
    codes,
    dates,
    education,
    ethnicity,
    headers,
    idnumber,
    location,
    phones,
    validity,
)
from talent.core.cells import Recognised
from talent.core.person import Draft, OtherName, Phone
from talent.core.places import PlaceIndex
from talent.core.reading import Reading
from talent.errors import Fault

_LIST = re.compile(r"[、,，;；/|\n]+")
_REMARKED = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_CALLED = re.compile(r"(曾用名|原名|旧名|又名|别名|小名|乳名)[:：是叫]?\s*(.+)")
_MILK = frozenset(("小名", "乳名"))
_SCHOOL_MAJOR = re.compile(r"\s+|/")
Part = Literal["names", "person", "phones", "places", "schooling", "politics", "work"]
PARTS: tuple[Part, ...] = (
    "names", "person", "phones", "places", "schooling", "politics", "work",
)  # fmt: skip
"""The parts of a row in the order they are read."""

_HIGHEST_EXPECTED = "与全日制学历或在职学历一致"


class Recognition(Struct, frozen=True):
    """What became of a row.

    `draft` holds all that was right, also beside faults, so that a person may be taken in without
    a wrong value; it is None where the name itself is at fault. The field of a fault or warning
    is the column it was typed in: `headers.TABLE` has its label and the person's field.
    """

    draft: Draft | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def recognise(
    typed: Mapping[str, object], index: PlaceIndex, today: date, within: str | None = None
) -> Recognition:
    """Recognise a row; `typed` maps columns (`headers.TABLE`) to cells as they came.

    `within` is the township the roster comes from, where it comes from one.
    """
    row = Reading(typed, today)
    for part in PARTS:
        read_part(row, part, index, within)
    if "name" not in row.values:
        return Recognition(None, tuple(row.faults), tuple(row.warnings))
    draft = Draft(**row.values)
    row.warnings.extend(validity.doubts(draft))
    return Recognition(draft, tuple(row.faults), tuple(row.warnings))


def read_part(row: Reading, part: Part, index: PlaceIndex, within: str | None = None) -> None:
    """Recognise a part of a row: what its columns hold, whatever the others do."""
    if part == "places":
        location.read(row, index, within)
    else:
        _READERS[part](row)


def check(
    draft: Draft, today: date, index: PlaceIndex | None = None
) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Answer the faults and warnings of a draft that came structured; fields are a person's."""
    return validity.check(draft, today, index)


def _read_names(row: Reading) -> None:
    others: list[OtherName] = []
    if name := row.take("name", _name, required=True):
        whole, remark = _without_remark(name)
        row.values["name"] = whole
        if remark:
            _read_remark(row, remark, others)
    for column, kind in (("other_names", "former"), ("milk_name", "milk")):
        for other in row.take(column, _list) or ():
            called = _CALLED.fullmatch(other)
            said = called[2] if called else other
            if wrong := validity.name_fault(said):
                row.fault(column, wrong)
            elif kind == "milk" or (called and called[1] in _MILK):
                others.append(OtherName(said, "milk"))
            else:
                others.append(OtherName(said, "former"))
    if others:
        row.values["other_names"] = tuple(dict.fromkeys(others))


def _name(said: object) -> Recognised[str]:
    """Trim a name; its inner spelling stays as it was typed."""
    text = "" if cells.is_blank(said) else cells.text(said)
    wrong = validity.name_fault(text)
    return Recognised(None if wrong else text, fault=wrong)


def _without_remark(name: str) -> tuple[str, str | None]:
    found = _REMARKED.fullmatch(name)
    return (found[1], found[2].strip()) if found else (name, None)


def _read_remark(row: Reading, remark: str, others: list[OtherName]) -> None:
    """Read what stands in brackets behind a name: another name, a sex, or a mere remark."""
    if called := _CALLED.fullmatch(remark):
        others.append(OtherName(called[2], "milk" if called[1] in _MILK else "former"))
    elif remark in ("男", "女") and not row.text("sex"):
        row.values["sex"] = "1" if remark == "男" else "2"
    else:
        others.append(OtherName(remark, "remark"))
        row.doubt("name", f"只有姓名；括号里的“{remark}”已作为说明另存，待核实")


def _read_person(row: Reading) -> None:
    row.keep("sex", "sex", codes.sex)
    row.keep("ethnicity", "ethnicity", ethnicity.recognise)
    row.keep("birth", "birth", partial(dates.recognise, today=row.today))
    row.keep("id_number", "id_number", partial(idnumber.recognise, today=row.today))
    if number := row.values.get("id_number"):
        if not row.text("birth"):
            born = idnumber.birth(number)
            row.values["birth"] = dates.exact(born) if born else None
        if not row.text("sex"):
            row.values.setdefault("sex", idnumber.sex(number))


def _read_phones(row: Reading) -> None:
    found: dict[str, Phone] = {}
    for phone in row.take("phones", phones.recognise) or ():
        found[phone.number] = phone
    for phone in row.take("family_phones", partial(phones.recognise, holder="family")) or ():
        found.setdefault(phone.number, phone)
    if found:
        row.values["phones"] = tuple(found.values())


def _read_schooling(row: Reading) -> None:
    for column in ("education_full_time", "education_in_service"):
        if code := row.take(column, education.recognise):
            beside_work = education.in_service(row.typed.get(column))
            if beside_work and column == "education_full_time":
                row.doubt(column, "全日制学历；函授、自考、党校等已记入在职学历，待核实")
            row.values["education_in_service" if beside_work else column] = code
    if code := row.take("education", education.recognise):
        told_apart = {
            row.values.get(name) for name in ("education_full_time", "education_in_service")
        }
        if told_apart == {None}:
            beside_work = education.in_service(row.typed.get("education"))
            row.values["education_in_service" if beside_work else "education_full_time"] = code
        elif education.rank(code) not in {education.rank(known) for known in told_apart if known}:
            row.doubt("education", _HIGHEST_EXPECTED)
    _read_school_and_major(row, "school_major", "full_time")
    _read_school_and_major(row, "school_major_in_service", "in_service")
    for name in ("full_time", "in_service"):
        _keep_text(row, f"school_{name}")
        _keep_text(row, f"major_{name}")


def _read_school_and_major(row: Reading, column: str, kind: str) -> None:
    """Part a school from its major at a space or stroke; a text without one is kept whole."""
    said = row.take_text(column)
    if said:
        school, _, major = _SCHOOL_MAJOR.sub("\n", said, count=1).partition("\n")
        row.values[f"school_{kind}"] = school
        if major:
            row.values[f"major_{kind}"] = major


def _read_politics(row: Reading) -> None:
    status = row.take("political_status", codes.political)
    member = row.take("party_member", codes.party_member)
    flag = row.take("activist", codes.activist)
    said = [politics.status for politics in (status, member) if politics and politics.status]
    if said:
        row.values["political_status"] = said[0]
    if len(set(said)) > 1:
        row.doubt("party_member", "与政治面貌一致")
    if flag is None and any(politics and politics.activist for politics in (status, member)):
        flag = True
    if flag is not None:
        row.values["activist"] = flag
    row.keep("political_joined", "political_joined", partial(dates.recognise, today=row.today))


def _read_work(row: Reading) -> None:
    row.keep("work_started", "work_started", partial(dates.recognise, today=row.today))
    for name in (
        "native_place employer position industry professional_title recommending_unit home_contact "
        "source notes"
    ).split():
        _keep_text(row, name)
    if (skills := row.take_text("skills")) and (items := _list(skills).value):
        row.values["skills"] = items
    row.keep("title_level", "title_level", codes.title_level)
    if "title_level" not in row.values and not row.text("title_level"):
        told = codes.title_level(row.typed.get("professional_title")).value
        row.values |= {"title_level": told} if told else {}
    for name in ("entered_on", "resident_since"):
        row.keep(name, name, partial(dates.day, today=row.today))
    row.keep("return_intent", "return_intent", codes.return_intent)
    row.keep("retired", "retired", codes.retired)


def _keep_text(row: Reading, column: str) -> None:
    if said := row.take_text(column):
        row.values[headers.TABLE[column].field] = said


def _list(said: object) -> Recognised[tuple[str, ...]]:
    if cells.is_blank(said):
        return Recognised()
    items = (item.strip() for item in _LIST.split(cells.text(said)))
    return Recognised(tuple(dict.fromkeys(item for item in items if not cells.is_blank(item))))


_READERS = {
    "names": _read_names,
    "person": _read_person,
    "phones": _read_phones,
    "schooling": _read_schooling,
    "politics": _read_politics,
    "work": _read_work,
}
