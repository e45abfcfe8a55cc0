"""The columns a roster may have, and the headers they go by.

A column is a field of a person, or something that is told apart only after reading: 学历 may
be full-time or in-service, 户籍地 may name a village or be an address. Headers are compared
without spaces, brackets and case.
"""

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from talent.core import person

# The columns that are no field themselves.
_FIELD = {
    "milk_name": "other_names",
    "family_phones": "phones",
    "township": "household_village",
    "village": "household_village",
    "village_code": "household_village",
    "household": "household_text",
    "residence": "residence_text",
    "education": "education_full_time",
    "school_major": "school_full_time",
    "school_major_in_service": "school_in_service",
    "party_member": "political_status",
}


class Column(Struct, frozen=True):
    """One column: its name in code, its label, its headers.

    `gathers` says that several columns of a roster may feed it (手机 and 固定电话).
    """

    name: str
    label: str
    headers: frozenset[str]
    gathers: bool = False

    @property
    def field(self) -> str:
        """The person's field that a value of this column ends in, or is in doubt with it."""
        return _FIELD.get(self.name, self.name)

    @property
    def longest(self) -> int:
        """The longest value, in characters."""
        return person.BY_NAME[self.field].longest


# name, label, headers; a + before the name: several columns may feed it.
_ROWS = (
    ("name", "姓名", "姓名 名字 人才姓名 本人姓名 党员姓名 干部姓名 人员姓名 姓名全称 name"),
    ("+other_names", "曾用名", "曾用名 别名 又名 原名 former_name other_names formername"),
    ("milk_name", "小名", "小名 乳名 milk_name"),
    ("sex", "性别", "性别 sex gender"),
    ("ethnicity", "民族", "民族 族别 ethnicity ethnic nation"),
    (
        "birth",
        "出生年月",
        (
            "出生年月 出生日期 出生时间 出生年月日 出生年份 出生 生日 birth birth_date "
            "birthday birthdate date_of_birth dob"
        ),
    ),
    (
        "id_number",
        "身份证号",
        (
            "身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 身份号码 居民身份证号 "
            "居民身份证号码 居民身份证 证件号码 证件号 id_number id_card id_no idcard "
            "idnumber idno"
        ),
    ),
    (
        "+phones",
        "联系电话",
        (
            "联系电话 电话 电话号码 手机 手机号 手机号码 联系手机 移动电话 联系方式 本人电话 "
            "本人联系电话 本人联系方式 固定电话 办公电话 座机 phone phones mobile tel "
            "telephone phone_number"
        ),
    ),
    (
        "+family_phones",
        "家属电话",
        "家属电话 家属联系电话 家属联系方式 家属手机 家庭电话 family_phone family_phones",
    ),
    ("native_place", "籍贯", "籍贯 祖籍 原籍 native_place"),
    (
        "township",
        "所属乡镇",
        (
            "乡镇 所属乡镇 所在乡镇 乡镇名称 乡镇街道 乡镇办 乡镇办事处 街道 乡 镇 户籍乡镇 "
            "所属乡镇街道 乡镇街道名称 township town"
        ),
    ),
    (
        "village",
        "所属村",
        (
            "村 村名 所属村 所在村 行政村 户籍村 村社区 所属村社区 所属村居 村居 社区 "
            "所属社区 所属村委会 村委会 户口所在村 户籍所在村 村名称 household_village "
            "village"
        ),
    ),
    ("village_code", "村代码", "村代码 村编码 区划代码 行政区划代码 统计用区划代码 village_code"),
    ("household", "户籍地", "户籍地 户籍所在地 户口所在地 户籍 户口地 户籍所在 household"),
    (
        "household_text",
        "户籍地址",
        "户籍地址 户口地址 户籍住址 家庭住址 家庭地址 household_text address",
    ),
    (
        "household_group",
        "村民组",
        "村民组 村民小组 组 小组 所属组 组别 所在组 household_group village_group group",
    ),
    (
        "residence",
        "现居住地",
        "现居住地 居住地 常住地 现住址 现居住地址 现住地 居住地址 现工作地 residence",
    ),
    ("residence_place", "现居住村代码", "现居住村代码 residence_place"),
    ("residence_text", "居住地原文", "居住地原文 residence_text"),
    ("resident_since", "居住起始", "居住起始 居住起始时间 现居住起始时间 resident_since"),
    ("education", "学历", "学历 文化程度 最高学历 文化 教育程度 学历层次 受教育程度 education"),
    (
        "education_full_time",
        "全日制学历",
        "全日制学历 全日制教育学历 全日制教育 第一学历 学历全日制 education_full_time",
    ),
    (
        "education_in_service",
        "在职学历",
        "在职学历 在职教育学历 在职教育 学历在职 education_in_service",
    ),
    (
        "school_major",
        "毕业院校及专业",
        "毕业院校及专业 毕业院校系及专业 毕业院校专业 毕业学校及专业 院校及专业 在读院校和专业",
    ),
    (
        "school_major_in_service",
        "在职毕业院校及专业",
        "在职毕业院校及专业 在职毕业院校系及专业 在职教育毕业院校及专业 在职教育毕业院校系及专业 毕业院校及专业在职",
    ),
    (
        "school_full_time",
        "毕业院校",
        "毕业院校 毕业学校 院校 学校 全日制毕业院校 全日制毕业学校 school_full_time school",
    ),
    ("major_full_time", "专业", "专业 所学专业 全日制专业 major_full_time major"),
    ("school_in_service", "在职毕业院校", "在职毕业院校 在职毕业学校 school_in_service"),
    ("major_in_service", "在职专业", "在职专业 major_in_service"),
    (
        "political_status",
        "政治面貌",
        "政治面貌 政治面目 党派 政治身份 political_status political politics",
    ),
    ("party_member", "是否党员", "是否党员 是否中共党员 是否为党员 党员 party_member"),
    (
        "political_joined",
        "入党时间",
        "入党时间 入党年月 入党日期 加入党派时间 加入党组织时间 入团时间 political_joined",
    ),
    ("activist", "入党积极分子", "入党积极分子 是否积极分子 是否入党积极分子 activist"),
    (
        "work_started",
        "参加工作时间",
        "参加工作时间 工作时间 参加工作年月 参加工作日期 参工时间 work_started",
    ),
    (
        "employer",
        "工作单位",
        (
            "工作单位 单位 单位名称 现工作单位 所在单位 工作单位及职务 现工作单位及职务 "
            "单位及职务 工作单位职务 现单位 务工单位 employer company"
        ),
    ),
    (
        "position",
        "职务",
        "职务 现任职务 职位 岗位 职业 现任职位 从事职业 务工职位 position occupation job job_title",
    ),
    ("industry", "行业", "行业 所属行业 从事行业 务工行业 从业领域 industry"),
    (
        "professional_title",
        "专业技术职称",
        "专业技术职称 职称 技术职称 专业技术职务 技术等级 professional_title",
    ),
    ("title_level", "职称等级", "职称等级 职称级别 title_level"),
    (
        "+skills",
        "专长",
        (
            "专长 技能 特长 技能特长 熟悉专业 擅长领域 专业特长 技术特长 专长技能 技能专长 "
            "skills skill"
        ),
    ),
    ("recommending_unit", "推荐单位", "推荐单位 推荐村 推荐乡镇 recommending_unit"),
    (
        "home_contact",
        "家乡联系人",
        "家乡联系人 家乡联系人及电话 家乡联系人及联系方式 老家联系人 home_contact",
    ),
    ("entered_on", "入库时间", "入库时间 入库日期 入库年月 entered_on"),
    ("+source", "来源", "来源 人才来源 录入人 填报单位 source source_pool entered_by"),
    ("+notes", "备注", "备注 说明 备考 notes note remark remarks"),
    (
        "return_intent",
        "回归意向",
        "回归意向 返乡意向 回乡意向 回归意愿 返乡意愿 回乡意愿 return_intent",
    ),
    ("retired", "已退休", "已退休 是否退休 是否已退休 retired"),
)

_LEFT_OUT = frozenset("序号 编号 号 no no. id record_id 年龄 age 照片 签名 签字".split())
_LONGEST = 100
_OR = re.compile(r"[/|、,\n]|或")
_BRACKETED = re.compile(r"[(\[【{〔][^)\]】}〕]*[)\]】}〕]")
_MARKS = re.compile(r"[\s()\[\]【】{}〔〕*:、,，;/|?\"'“”‘’]")

TABLE: dict[str, Column] = {
    name.lstrip("+"): Column(name.lstrip("+"), label, frozenset(words.split()), name[0] == "+")
    for name, label, words in _ROWS
}
_BY_HEADER: dict[str, str] = {
    _MARKS.sub("", header): column.name for column in TABLE.values() for header in column.headers
}


Chosen = Mapping[str, str | None]
"""What a county or a clerk said of headers, by their `folded` form: a column's name, or None to
leave one out."""

IDS = {"人员编号": "person", "行编号": "row"}
"""Columns that say which registered person, or which staged row, a row is about."""

NOBODY: Chosen = {}


def folded(header: str) -> str:
    """Answer a header as headers are compared: without spaces, brackets, marks and case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", header[:_LONGEST]).lower())


def recognise(header: str, chosen: Chosen = NOBODY) -> Column | None:
    """Answer the column a header stands for; what was chosen for it goes first.

    A remark in brackets may be part of it or not: 学历(全日制), 姓名(必填). Of several names
    (学历/文化程度) all that are known must stand for one column.
    """
    if (form := folded(header)) in chosen:
        return TABLE.get(chosen[form] or "")
    return _usual(header)


def _usual(header: str) -> Column | None:
    plain = unicodedata.normalize("NFKC", header[:_LONGEST]).lower()
    for form in (_MARKS.sub("", plain), _MARKS.sub("", _BRACKETED.sub("", plain))):
        if form in _BY_HEADER:
            return TABLE[_BY_HEADER[form]]
    parts = {_BY_HEADER.get(_MARKS.sub("", part), "") for part in _OR.split(plain)} - {""}
    return TABLE[parts.pop()] if len(parts) == 1 else None


def is_left_out(header: str) -> bool:
    """Say whether a header is one that is never read, like 序号 (an age is outdated next year)."""
    return folded(header) in _LEFT_OUT


def guess(header: str) -> Column | None:
    """Answer the column that an unknown header may stand for: the longest known one within it.

    本人常用手机号码 may be 手机号码. A guess is shown to the clerk and never acted upon.
    """
    said = folded(header)
    within = [known for known in _BY_HEADER if len(known) > 1 and known in said]
    return TABLE[_BY_HEADER[max(within, key=len)]] if within else None


def named(said: str) -> Column | None:
    """Answer a column by its name or by its label."""
    found = TABLE.get(said)
    return found or next((column for column in TABLE.values() if column.label == said), None)
