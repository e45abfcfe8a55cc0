"""Skills as people write them, told by a small table of synonyms that the county edits.

A wanted skill and a person's skill agree when the table sees one concept in both, or when they
are written alike. A word of the table counts wherever it stands in the text (会计证, 懂会计).
"""

import unicodedata

from msgspec import Struct

from talent.core import post

CONCEPTS: dict[str, tuple[str, ...]] = {
    "财务": ("财务", "会计", "出纳", "记账", "报账", "审计", "税务"),
    "经营管理": ("经营", "管理", "企业", "创业", "办厂", "合作社", "营销", "市场", "经济"),
    "电子商务": ("电商", "电子商务", "网店", "直播", "网络销售"),
    "法律调解": ("法律", "律师", "法务", "调解", "普法", "法治"),
    "计算机": ("计算机", "电脑", "办公软件", "软件", "信息化", "网络维护"),
    "文字综合": ("文字", "写作", "公文", "文秘", "宣传", "新闻"),
    "种植": ("种植", "农艺", "果树", "蔬菜", "林果", "金银花", "植保", "苗木"),
    "养殖": ("养殖", "畜牧", "兽医", "水产", "养蜂", "养羊", "养牛", "养猪", "养鸡"),
    "农机": ("农机", "拖拉机", "收割"),
    "加工制造": ("加工", "制造", "机械", "电焊", "电工", "维修", "木工", "耐火材料"),
    "建筑规划": ("建筑", "工程", "施工", "规划", "测绘", "装修"),
    "医疗卫生": ("医疗", "医生", "村医", "护理", "卫生", "中医"),
    "教育": ("教育", "教师", "教学", "培训"),
    "文化旅游": ("旅游", "民宿", "导游", "文化", "非遗", "戏曲", "书法"),
    "物流运输": ("物流", "运输", "快递", "驾驶"),
    "组织协调": ("组织协调", "党务", "群众工作", "社会工作", "社工"),
}
FINANCE = "财务"
ECONOMY = "经营管理"
UNSHOWN = "其他专长"


class Taxonomy(Struct, frozen=True):
    """A table of concepts, each with the words it is told by."""

    concepts: dict[str, tuple[str, ...]]


SHIPPED = Taxonomy(CONCEPTS)
"""The table a county begins with."""


class Concept(Struct, frozen=True):
    """One concept as the county keeps it."""

    name: str
    words: list[str]


class Needed(Struct, frozen=True):
    """One wanted skill: what it is called in a sentence, and what satisfies it."""

    label: str
    concepts: frozenset[str]


def plain(text: str) -> str:
    """Answer a text without spaces, width and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def concepts(text: str, table: Taxonomy = SHIPPED) -> frozenset[str]:
    """Answer the concepts a text speaks of; a text the table does not know stands for itself."""
    said = plain(text)
    found = {name for name, words in table.concepts.items() if any(one in said for one in words)}
    return frozenset(found or ({said} if said else ()))


def needed(wanted: tuple[str, ...], table: Taxonomy = SHIPPED) -> tuple[Needed, ...]:
    """Answer the wanted skills, each once, in the order asked."""
    found: dict[frozenset[str], Needed] = {}
    for text in wanted:
        meaning = concepts(text, table)
        if meaning:
            found.setdefault(meaning, Needed(_label(text, meaning, table), meaning))
    return tuple(found.values())


def _label(text: str, meaning: frozenset[str], table: Taxonomy) -> str:
    known = [name for name in table.concepts if name in meaning]
    shown = "、".join(known) or text.strip()
    return UNSHOWN if post.never_said(plain(shown)) else shown


def met(
    needs: tuple[Needed, ...], skills: tuple[str, ...], table: Taxonomy = SHIPPED
) -> tuple[Needed, ...]:
    """Answer which of the wanted skills a person has."""
    has = frozenset().union(*(concepts(skill, table) for skill in skills))
    return tuple(need for need in needs if need.concepts & has)
