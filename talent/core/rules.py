"""Rules as dated rows, and the verdict of one rule on one person for one post on one day.

LAW_HARD blocks; LAW_STEP asks for a step or a document; LAW_TEAM keeps people apart on one
board; COUNTY_HARD is a wish that the county has made a condition of its own reserve list, never
called law; POLICY is a wish and never a bar; INFO is only shown. A rule is judged by the law of the
day that is asked for: a row holds from `in_force_from` to `in_force_until`, both days included,
and two rows of one id never hold on the same day. What is not known is answered as the row says
(REVIEW, UNKNOWN or N/A), never as PASS. Communities (社区) are not under the village committee
law, and the law they are under is not read: their committee and supervisory seats answer N/A.
A row with `checked` false has no official text behind it that two people have confirmed; it
computes and is shown as 条文待核对, and nothing is closed or adopted on it.
"""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct, structs

from talent.core import post
from talent.core.facts import Facts, Setting
from talent.core.predicate import Case, Finding, Predicate
from talent.core.vocabulary import VOCABULARY, WISH
from talent.errors import Fault, Invalid, RulesUnconfirmed


class Result(StrEnum):
    """What a rule says."""

    PASS = "PASS"  # noqa: S105 (a verdict, no password)
    FAIL = "FAIL"
    REVIEW = "REVIEW"
    UNKNOWN = "UNKNOWN"
    NA = "N/A"


RESULT_LABELS: dict[str, str] = {
    Result.PASS: "符合",
    Result.FAIL: "不符合",
    Result.REVIEW: "待核实",
    Result.UNKNOWN: "情况不详",
    Result.NA: "不适用",
}
OPEN = frozenset({Result.REVIEW, Result.UNKNOWN})


class RuleClass(StrEnum):
    """What a rule's answer does."""

    LAW_HARD = "LAW_HARD"
    LAW_STEP = "LAW_STEP"
    LAW_TEAM = "LAW_TEAM"
    COUNTY = "COUNTY_HARD"
    POLICY = "POLICY"
    INFO = "INFO"


RULE_CLASS_LABELS: dict[str, str] = {
    RuleClass.LAW_HARD: "法定条件",
    RuleClass.LAW_STEP: "法定程序",
    RuleClass.LAW_TEAM: "班子要求",
    RuleClass.COUNTY: "本县后备条件",
    RuleClass.POLICY: "政策偏好",
    RuleClass.INFO: "提示",
}
LAW = frozenset({RuleClass.LAW_HARD, RuleClass.LAW_STEP, RuleClass.LAW_TEAM})
BARRING = LAW | {RuleClass.COUNTY}
WISHES = frozenset({"P01", "P02", "P03"})
"""The rows of policy that weigh in fit; the others only remind (仅作提示) and may bar nobody."""
NEVER_LAW = frozenset({"age_preference", "reserve_age", "schooling"})
"""Of a committee seat these can only be wishes (村民委员会组织法 §16, before 2026 §13)."""
COMMUNITY_NOTE = "社区不适用村民委员会组织法；城市居民委员会组织法条文尚未核录，本条不作判断"


class Rule(Struct, frozen=True):
    """One row of the table `rule`, in the order of its columns.

    `params` comes as the row's JSON object and stands as the predicate it was read into.
    Refused (Invalid): an unknown predicate, class, role or answer, parameters that the predicate
    does not have, dates in the wrong order, a law that waves the unknown through, an age cap or
    schooling as the law of a committee seat.
    """

    id: str
    edition: str
    roles: tuple[int, ...]
    rule_class: RuleClass
    predicate: str
    params: Any
    on_unknown: Result
    citation: str
    explanation: str
    in_force_from: date
    in_force_until: date | None = None
    checked: bool = False
    doubt: str = ""

    def __post_init__(self) -> None:
        """Read the row's plain values into their types, or refuse the row."""
        read = {
            "roles": tuple(self.roles),
            "rule_class": self._read("rule_class", RuleClass),
            "on_unknown": self._read("on_unknown", Result),
            "params": _params(self.id, self.predicate, self.params),
        }
        for field, value in read.items():
            msgspec.structs.force_setattr(self, field, value)
        faults = tuple(self._faults())
        if faults:
            raise Invalid(faults[0].expected, faults=faults, rule=self.id)

    def _read(self, field: str, kind: type[StrEnum]) -> StrEnum:
        value = getattr(self, field)
        try:
            return kind(value)
        except ValueError:
            expected = f"应为{'、'.join(kind)}之一"
            raise _refused(self.id, field, value, expected) from None

    def _faults(self) -> Iterable[Fault]:
        if not self.roles or not post.ROLES.keys() >= set(self.roles):
            yield Fault(field="roles", said=str(self.roles), expected="应为已知的职务代码")
        bars = self.predicate in NEVER_LAW and self.rule_class in LAW
        if bars and post.COMMITTEE & set(self.roles):
            expected = "村民委员会职务不得以年龄、学历为门槛（《村民委员会组织法》第十六条）"
            yield Fault(field="rule_class", said=self.rule_class, expected=expected)
        if self.on_unknown in {Result.PASS, Result.FAIL}:
            expected = "情况不详不得视为已有结论"
            yield Fault(field="on_unknown", said=self.on_unknown, expected=expected)
        if self.rule_class in LAW and self.on_unknown == Result.NA:
            yield Fault(field="on_unknown", said=self.on_unknown, expected="法定规则情况不详须核实")
        if self.in_force_until is not None and self.in_force_until < self.in_force_from:
            said = f"{self.in_force_from}–{self.in_force_until}"
            yield Fault(field="in_force_until", said=said, expected="失效日不得早于生效日")

    @property
    def asks(self) -> Predicate:
        """The predicate with its parameters."""
        predicate: Predicate = self.params
        return predicate

    def holds_on(self, day: date) -> bool:
        """Answer whether the row is in force on a day."""
        return self.in_force_from <= day and (
            self.in_force_until is None or day <= self.in_force_until
        )


class Verdict(Struct, frozen=True, kw_only=True):
    """What one rule says of one person: citation, value seen, what was expected, and why."""

    rule_id: str
    edition: str
    rule_class: RuleClass
    result: Result
    citation: str
    said: str
    expected: str
    sentence: str
    checked: bool


def _refused(rule_id: str, field: str, said: object, expected: str) -> Invalid:
    fault = Fault(field=field, said=str(said), expected=expected)
    return Invalid(expected, faults=(fault,), rule=rule_id)


def _params(rule_id: str, predicate: str, params: object) -> Predicate:
    kind = VOCABULARY.get(predicate)
    if kind is None:
        expected = f"应为{'、'.join(VOCABULARY)}之一"
        raise _refused(rule_id, "predicate", predicate, expected)
    if isinstance(params, kind):
        return params
    try:
        return msgspec.convert(params, kind)
    except msgspec.ValidationError as error:
        expected = f"应为{predicate}的参数：{'、'.join(kind.__struct_fields__)}（{error}）"
        raise _refused(rule_id, "params", params, expected) from error


def in_force(book: Iterable[Rule], role: int, on: date) -> tuple[Rule, ...]:
    """Answer the rules for a role on a day, by id.

    Refused (Invalid): a day or role that no rule covers, because nobody may pass for want of a
    rule; two rows of one id on one day.
    """
    found = sorted(
        (rule for rule in book if role in rule.roles and rule.holds_on(on)),
        key=lambda rule: (rule.id, rule.edition),
    )
    if not found:
        expected = "所问之日没有适用于该职务的规则"
        fault = Fault(field="on", said=on.isoformat(), expected=expected)
        raise Invalid(expected, faults=(fault,))
    for one, other in pairwise(found):
        if one.id == other.id:
            raise _refused(one.id, "in_force_from", one.id, "同一规则的生效期间不得重叠")
    return tuple(found)


def hardened(book: Iterable[Rule], ids: Collection[str], on: date) -> tuple[Rule, ...]:
    """Answer the book where some wishes are conditions of the county's own reserve list.

    Whom such a row fails is no reserve; what it does not know it answers as ever. Never called law.
    Refused (Invalid): an id that is no wish in force on the day, as a row that only reminds.
    """
    rows = tuple(book)
    wishes = {one.id for one in rows if one.id in WISHES and one.holds_on(on)}
    if strange := sorted(set(ids) - wishes):
        expected = f"当日有效的政策偏好：{'、'.join(sorted(wishes))}"
        raise Invalid(
            faults=tuple(Fault(field="hard", said=one, expected=expected) for one in strange)
        )
    return tuple(
        structs.replace(one, rule_class=RuleClass.COUNTY) if one.id in ids else one for one in rows
    )


def unconfirmed(rows: Iterable[Rule]) -> tuple[str, ...]:
    """Answer the rows that are 条文待核对, each as id@edition; empty when everything is confirmed."""
    return tuple(f"{row.id}@{row.edition}" for row in rows if not row.checked)


def refuse_unconfirmed(rows: Iterable[Rule]) -> None:
    """Refuse to close or adopt what rests on rows that are 条文待核对 (RulesUnconfirmed)."""
    if waiting := unconfirmed(rows):
        ids = "、".join(one.partition("@")[0] for one in waiting)
        detail = f"条文待核对：{ids}；须由两名组织部人员核对官方文本后方可办理"
        raise RulesUnconfirmed(detail, rules=list(waiting))


def waits_for_law(setting: Setting) -> bool:
    """Answer whether the seat is one whose law is not read: a community's committee seats."""
    return setting.community and setting.role in post.COMMITTEE | post.SUPERVISORY


def judge(rule: Rule, person: Facts, setting: Setting, on: date) -> Verdict:
    """Answer one rule's verdict; N/A for another role, another day, or a law that is not read."""
    if setting.role not in rule.roles:
        return _verdict(rule, Result.NA, _silent("本条不适用于该职务"))
    if not rule.holds_on(on):
        return _verdict(rule, Result.NA, _silent("所问之日本条未施行或者已失效"))
    county = rule.rule_class in {RuleClass.POLICY, RuleClass.COUNTY}
    if not county and waits_for_law(setting):
        return _verdict(rule, Result.NA, _silent(COMMUNITY_NOTE))
    finding = rule.asks.find(Case(person, setting, on))
    if finding.holds is None:
        return _verdict(rule, rule.on_unknown, finding)
    return _verdict(rule, Result.PASS if finding.holds else Result.FAIL, finding)


def _silent(sentence: str) -> Finding:
    return Finding(holds=None, said="", expected="", sentence=sentence)


def _verdict(rule: Rule, result: Result, finding: Finding) -> Verdict:
    return Verdict(
        rule_id=rule.id,
        edition=rule.edition,
        rule_class=rule.rule_class,
        result=result,
        citation=rule.citation,
        said=finding.said,
        expected=_expected(rule, finding),
        sentence=finding.sentence,
        checked=rule.checked,
    )


def _expected(rule: Rule, finding: Finding) -> str:
    if rule.rule_class == RuleClass.COUNTY:
        return finding.expected.replace(WISH, "（本县后备名单的条件）")
    return finding.expected


def bars(verdict: Verdict) -> bool:
    """Answer whether the verdict keeps the person from the post: a law says FAIL."""
    return verdict.rule_class in BARRING and verdict.result == Result.FAIL


def leaves_open(verdict: Verdict) -> bool:
    """Answer whether a law waits for facts: such a person is 待核实, never adopted."""
    return verdict.rule_class in BARRING and verdict.result in OPEN
