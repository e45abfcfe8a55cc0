"""A person of the register, and the draft of one that is not in it yet.

Coded fields hold the codes of their standards: sex GB/T 2261.1, ethnicity GB/T 3304,
education GB/T 4658, political status GB/T 4762, ID number GB 11643. Places are 12-digit
statistical division codes; what a roster typed for a place stands beside the code.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct


class FieldClass(StrEnum):
    """How closely a field is kept (domain classes S0 public … S3 sensitive)."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


class Birth(Struct, frozen=True, omit_defaults=True):
    """A birth date as exactly as it is known; `lunar` when it is a date of the lunar calendar."""

    year: int
    month: int | None = None
    day: int | None = None
    lunar: bool = False

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """The smallest unit that is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """The date as far as it is known: 1985, 1985-06 or 1985-06-12."""
        known = [part for part in (self.month, self.day) if part is not None]
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in known)])


def birth(iso: str | None, *, lunar: bool = False) -> Birth | None:
    """Read a date as `Birth.iso` writes it."""
    if not iso:
        return None
    year, month, day, *_ = (*(int(part) for part in iso.split("-")), None, None)
    return Birth(year or 0, month, day, lunar)


class Phone(Struct, frozen=True, omit_defaults=True):
    """A phone number as digits; `holder` says whose it is (本人/家属)."""

    number: str
    holder: Literal["self", "family"] = "self"


class OtherName(Struct, frozen=True, omit_defaults=True):
    """A former or other name, dated where the dates are known."""

    name: str
    kind: Literal["former", "milk", "variant", "pinyin", "remark"] = "former"
    since: date | None = None
    until: date | None = None


class Draft(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is typed about one person, recognised but not yet in the register.

    Every field but the name may be unknown (None or empty): unknown is a value of its own
    and never means "no".
    """

    name: str
    other_names: tuple[OtherName, ...] = ()
    sex: str | None = None
    ethnicity: str | None = None
    birth: Birth | None = None
    id_number: str | None = None
    phones: tuple[Phone, ...] = ()
    native_place: str | None = None
    household_village: str | None = None
    household_group: str | None = None
    household_text: str | None = None
    residence_place: str | None = None
    residence_text: str | None = None
    resident_since: date | None = None
    education_full_time: str | None = None
    school_full_time: str | None = None
    major_full_time: str | None = None
    education_in_service: str | None = None
    school_in_service: str | None = None
    major_in_service: str | None = None
    political_status: str | None = None
    political_joined: Birth | None = None
    activist: bool | None = None
    work_started: Birth | None = None
    employer: str | None = None
    position: str | None = None
    industry: str | None = None
    professional_title: str | None = None
    title_level: Literal["none", "junior", "middle", "associate", "senior"] | None = None
    skills: tuple[str, ...] = ()
    recommending_unit: str | None = None
    home_contact: str | None = None
    entered_on: date | None = None
    source: str | None = None
    notes: str | None = None
    return_intent: int | None = None
    retired: bool | None = None


class Field(Struct, frozen=True):
    """One field of a person: its name in code, in rosters, its class, its longest value."""

    name: str
    label: str
    field_class: FieldClass
    longest: int = 100
    sealed: bool = False


FIELDS: tuple[Field, ...] = (
    Field("name", "姓名", FieldClass.S1, 60),
    Field("other_names", "曾用名", FieldClass.S1, 60),
    Field("sex", "性别", FieldClass.S1),
    Field("ethnicity", "民族", FieldClass.S1),
    Field("birth", "出生年月", FieldClass.S1),
    Field("id_number", "身份证号", FieldClass.S3, 30, sealed=True),
    Field("phones", "联系电话", FieldClass.S2, 60, sealed=True),
    Field("native_place", "籍贯", FieldClass.S1),
    Field("household_village", "户籍地", FieldClass.S1),
    Field("household_group", "村民组", FieldClass.S1),
    Field("household_text", "户籍地址", FieldClass.S2, 200),
    Field("residence_place", "现居住地", FieldClass.S1),
    Field("residence_text", "现居住地址", FieldClass.S2, 200),
    Field("resident_since", "居住起始", FieldClass.S1),
    Field("education_full_time", "全日制学历", FieldClass.S1),
    Field("school_full_time", "全日制毕业院校", FieldClass.S1),
    Field("major_full_time", "全日制专业", FieldClass.S1),
    Field("education_in_service", "在职学历", FieldClass.S1),
    Field("school_in_service", "在职毕业院校", FieldClass.S1),
    Field("major_in_service", "在职专业", FieldClass.S1),
    Field("political_status", "政治面貌", FieldClass.S1),
    Field("political_joined", "入党时间", FieldClass.S1),
    Field("activist", "入党积极分子", FieldClass.S1),
    Field("work_started", "参加工作时间", FieldClass.S1),
    Field("employer", "工作单位", FieldClass.S1),
    Field("position", "职务", FieldClass.S1),
    Field("industry", "行业", FieldClass.S1),
    Field("professional_title", "专业技术职称", FieldClass.S1),
    Field("title_level", "职称等级", FieldClass.S1),
    Field("skills", "专长", FieldClass.S1, 200),
    Field("recommending_unit", "推荐单位", FieldClass.S1),
    Field("home_contact", "家乡联系人", FieldClass.S2, 100, sealed=True),
    Field("entered_on", "入库时间", FieldClass.S1),
    Field("source", "来源", FieldClass.S1),
    Field("notes", "备注", FieldClass.S2, 1000, sealed=True),
    Field("return_intent", "回归意向", FieldClass.S1),
    Field("retired", "已退休", FieldClass.S1),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
