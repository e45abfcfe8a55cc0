"""The list of people: its address says all of its state, its columns are chosen by the account."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar.datastructures import MultiDict
from msgspec import Struct

from talent.core import codes, education, registered
from talent.core.pair import Lies
from talent.flows import finding
from talent.pages import words

PAGE = 50
LONGEST_NUMBER = 5


class Column(Struct, frozen=True):
    """One column: its name, its label, whether it is shown unless chosen otherwise."""

    name: str
    label: str
    usual: bool = True
    number: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("sex", "性别"),
    Column("age", "年龄", number=True),
    Column("born", "出生年月", usual=False),
    Column("phone", "联系电话"),
    Column("home", "户籍地"),
    Column("residence", "现居住地", usual=False),
    Column("pools", "人才库"),
    Column("education", "学历"),
    Column("political_status", "政治面貌", usual=False),
    Column("employer", "工作单位", usual=False),
    Column("position", "职务", usual=False),
    Column("skills", "专长"),
    Column("return_intent", "回归意向", usual=False),
    Column("tags", "标签", usual=False),
    Column("id_number", "身份证号", usual=False),
    Column("updated", "更新日期"),
)
USUAL = tuple(column.name for column in COLUMNS if column.usual)

EDUCATION: dict[str, str] = {
    "11": "博士",
    "10": "研究生",
    "20": "本科",
    "30": "大专",
    "40": "高中（中专）",
    "70": "初中",
    "80": "小学",
}
"""One code of GB/T 4658 for each rank: the filter asks for at least so much."""

# Query parameter -> what it is called where it is said what narrows the list.
LABELS: dict[str, str] = {
    "q": "关键词",
    "pool": "人才库",
    "state": "状态",
    "place": "地区",
    "sex": "性别",
    "age_from": "年龄不小于",
    "age_until": "年龄不大于",
    "education": "学历不低于",
    "political": "政治面貌",
    "skill": "专长",
    "intent": "回归意向",
    "tag": "标签",
    "fresh": "近几天更新",
    "verify": "待核实",
    "due": "联系已到期",
    "proposed": "他人填报待采用",
}


FIRST = frozenset({"q", "pool", "place", "education"})


class Asked(Struct, frozen=True):
    """What the address of a list says."""

    values: dict[str, str]
    newest: bool = False
    after: UUID | None = None
    before: UUID | None = None
    seen: int = 0

    def said(self, name: str) -> str:
        """Answer what a parameter says; nothing where it is not there."""
        return self.values.get(name, "")

    @property
    def more(self) -> bool:
        """Whether something counts that stands among the further conditions, or another order."""
        return self.newest or not self.values.keys() <= FIRST

    def query(self, *, without: str = "", **more: Any) -> str:
        """Answer the address of this list with one thing left out or others put in."""
        kept = {name: value for name, value in self.values.items() if name != without}
        if self.newest:
            kept["sort"] = "newest"
        kept |= {name: value for name, value in more.items() if value not in (None, "")}
        return urlencode(kept)

    def filter(self, limit: int = PAGE) -> finding.Filter:
        """Answer the filter that the flow is asked."""
        said = self.values.get
        return finding.Filter(
            q=said("q"),
            pool=said("pool"),
            state=said("state"),
            place=said("place"),
            age_from=_number(said("age_from")),
            age_until=_number(said("age_until")),
            sex=said("sex"),
            education=said("education"),
            political_status=said("political"),
            skills=(said("skill", ""),) if said("skill") else (),
            fresh_days=_number(said("fresh")),
            return_intent=_number(said("intent")),
            to_verify="verify" in self.values,
            due="due" in self.values,
            proposed="proposed" in self.values,
            tag=said("tag"),
            newest=self.newest,
            after=self.after,
            before=self.before,
            limit=limit,
        )


def asked(params: "MultiDict[Any] | Mapping[str, str]") -> Asked:
    """Read an address; what is no value of its parameter does not count."""
    values = {name: str(params.get(name) or "").strip()[:100] for name in LABELS}
    # The village says more than the township it lies in.
    values["place"] = str(params.get("village") or "").strip()[:12] or values["place"]
    for name in ("age_from", "age_until", "fresh", "intent"):
        if _number(values[name]) is None:
            values[name] = ""
    if values["education"] not in EDUCATION:
        values["education"] = ""
    after, before = (_id(str(params.get(end) or "")) for end in ("after", "before"))
    return Asked(
        {name: value for name, value in values.items() if value},
        newest=params.get("sort") == "newest",
        after=after,
        before=before,
        seen=_number(str(params.get("seen") or "")) or 0 if after or before else 0,
    )


def _number(said: str | None) -> int | None:
    return (
        int(said)
        if said and said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
        else None
    )


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


class Names(Struct, frozen=True):
    """The names by which a list says its codes."""

    places: dict[str, Lies]
    pools: dict[str, str]
    tags: dict[UUID, list[str]]
    today: date

    def place(self, code: str | None) -> str:
        """Say where a place lies: 东岭镇 石桥村."""
        lies = self.places.get(code or "")
        parts = (lies.township, lies.village) if lies else ()
        return " ".join(words.place(part) for part in parts if part) or words.NOTHING


def cell(person: registered.Person, column: str, names: Names) -> str:
    """Say one value of a row, for a page as for a sheet."""
    said = SAID.get(column)
    return said(person, names) if said else _plain(column, getattr(person, column))


def _plain(column: str, value: Any) -> str:
    tables: dict[str, Mapping[Any, str]] = {
        "sex": codes.SEX,
        "political_status": codes.POLITICAL,
        "return_intent": codes.RETURN_INTENT,
    }
    if column in tables:
        return tables[column].get(value, words.NOTHING)
    return words.said("、".join(value) if isinstance(value, tuple) else value)


def pools(person: registered.Person, names: Names) -> list[str]:
    """Name the pools a person stands in; one not yet in force says so."""
    return [
        names.pools.get(held["pool"], held["pool"])
        + ("" if held["state"] == "active" else f"（{words.STATES[held['state']]}）")
        for held in person.memberships
        if held["state"] not in ("exited", "rejected")
    ]


def schooling(person: registered.Person) -> str:
    """Say the highest schooling that is known."""
    known = [code for code in (person.education_full_time, person.education_in_service) if code]
    return (
        education.TABLE.get(max(known, key=education.rank), words.NOTHING)
        if known
        else words.NOTHING
    )


SAID: dict[str, Callable[[registered.Person, Names], str]] = {
    "name": lambda person, _: person.name,
    "age": lambda person, names: words.age(person.birth, names.today),
    "born": lambda person, _: words.born(person.birth),
    "phone": lambda person, _: words.said("、".join(one.number for one in person.phones[:2])),
    "home": lambda person, names: names.place(person.household_village),
    "residence": lambda person, names: names.place(person.residence_place),
    "pools": lambda person, names: words.said("、".join(pools(person, names))),
    "education": lambda person, _: schooling(person),
    "tags": lambda person, names: words.said("、".join(names.tags.get(person.id, []))),
    "updated": lambda person, _: words.day(person.updated_at),
}
