"""What a village or township may read of a suggestion.

What a review found of a person's conduct is hr's to know (field class S3). Outside hr those
verdicts are told as one, whose words and citation are the same whichever of them it was: which
rule is missing from a list must not tell which one failed.
"""

from collections.abc import Iterable

from msgspec import Struct

from talent.core import rules
from talent.core.rules import COMMUNITY_NOTE, Result, Rule, RuleClass, Verdict

SENSITIVE = frozenset({"E02", "E13", "E15", "E18", "E19", "P05"})
WHOLE_REVIEW = "E00"
WAITS = "待核实："
EXPECTED = "资格审查通过"
FAILED = "资格审查未通过（详询组织部）"
OPEN = "资格审查有待核实的事项（详询组织部）"
HINTED = "资格审查有提示的事项（详询组织部）"
CLEAR = "资格审查未见不符合条件的情形"

Told = tuple[RuleClass, Result, str]


class Shares(Struct, frozen=True):
    """The law behind the one verdict that stands for the sensitive ones, on one day for a role."""

    citation: str
    checked: bool


def shares(rows: Iterable[Rule]) -> Shares:
    """Answer what stands for all sensitive rules in force, whichever of them speaks."""
    behind = [row for row in rows if row.id in SENSITIVE]
    citations = dict.fromkeys(row.citation for row in behind)
    return Shares("；".join(citations), all(row.checked for row in behind))


def verdicts(said: tuple[Verdict, ...], law: Shares) -> tuple[Verdict, ...]:
    """Answer the verdicts with the sensitive ones told as one, at the end."""
    hidden = [verdict for verdict in said if verdict.rule_id in SENSITIVE]
    if not hidden:
        return said
    rule_class, result, sentence = _told(hidden)
    one = Verdict(
        rule_id=WHOLE_REVIEW,
        edition="",
        rule_class=rule_class,
        result=result,
        citation=law.citation,
        said=rules.RESULT_LABELS[result],
        expected=EXPECTED,
        sentence=sentence,
        checked=law.checked,
    )
    return (*(verdict for verdict in said if verdict not in hidden), one)


def _told(hidden: list[Verdict]) -> Told:
    law = [verdict for verdict in hidden if verdict.rule_class in rules.BARRING]
    wishes = {verdict.result for verdict in hidden if verdict not in law}
    if any(map(rules.bars, law)):
        return RuleClass.LAW_HARD, Result.FAIL, FAILED
    if any(map(rules.leaves_open, law)):
        return RuleClass.LAW_STEP, Result.REVIEW, OPEN
    if wishes & {Result.FAIL, *rules.OPEN}:
        return RuleClass.POLICY, Result.REVIEW, HINTED
    if law and all(verdict.result == Result.NA for verdict in law):
        return RuleClass.LAW_HARD, Result.NA, COMMUNITY_NOTE
    return RuleClass.LAW_HARD if law else RuleClass.POLICY, Result.PASS, CLEAR


def cautions(
    said: tuple[str, ...], before: tuple[Verdict, ...], after: tuple[Verdict, ...]
) -> tuple[str, ...]:
    """Answer the cautions without what the sensitive verdicts said."""
    hidden = {verdict.sentence for verdict in before if verdict.rule_id in SENSITIVE}
    waits = [verdict.sentence for verdict in after if rules.leaves_open(verdict)]
    kept = [one for one in said if one not in hidden and not one.startswith(WAITS)]
    first = [WAITS + "；".join(waits)] if waits else []
    hint = [one.sentence for one in after if one.sentence == HINTED]
    return (*first, *kept, *hint)
