"""Outside hr, what reviews found is told as one verdict that names no rule."""

import pytest

from talent.core import disclosure, rules
from talent.core.rules import Result, RuleClass, Verdict
from tests.core import rulebook

ROWS = rules.in_force(rulebook.BOOK, 21, rulebook.TODAY)
LAW = disclosure.shares(ROWS)


def said(**results: Result) -> tuple[Verdict, ...]:
    """Answer the verdicts of E01 and of every sensitive rule, which pass unless told otherwise."""
    return tuple(
        rules.Verdict(
            rule_id=row.id,
            edition=row.edition,
            rule_class=row.rule_class,
            result=results.get(row.id, Result.PASS),
            citation=row.citation,
            said=f"{row.id}的文号",
            expected="",
            sentence=f"{row.id}的句子",
            checked=True,
        )
        for row in ROWS
        if row.id == "E01" or row.id in disclosure.SENSITIVE
    )


@pytest.mark.parametrize("result", [Result.FAIL, Result.REVIEW])
def test_whichever_rule_speaks_the_words_are_the_same(result: Result) -> None:
    told = {
        disclosure.verdicts(said(**{rule: result}), LAW) for rule in ("E02", "E13", "E18", "E19")
    }
    assert len(told) == 1


def test_a_failed_review_is_told_and_no_rule_named() -> None:
    first, one = disclosure.verdicts(said(E13=Result.FAIL, E18=Result.REVIEW), LAW)
    assert (first.rule_id, one.rule_id) == ("E01", disclosure.WHOLE_REVIEW)
    assert (one.result, one.sentence) == (Result.FAIL, disclosure.FAILED)
    assert "文号" not in one.said


def test_a_sanction_is_only_a_hint_and_never_a_bar() -> None:
    _, one = disclosure.verdicts(said(E15=Result.FAIL), LAW)
    assert (one.rule_class, one.sentence) == (RuleClass.POLICY, disclosure.HINTED)
    assert not rules.bars(one)
    assert not rules.leaves_open(one)


def test_what_is_open_is_never_told_as_clear() -> None:
    for result in (Result.REVIEW, Result.UNKNOWN):
        for rule in disclosure.SENSITIVE:
            _, one = disclosure.verdicts(said(**{rule: result}), LAW)
            assert one.sentence != disclosure.CLEAR
            assert one.result != Result.PASS


def test_a_law_that_is_not_read_is_not_told_as_passed() -> None:
    whole = dict.fromkeys(("E02", "E13", "E18", "E19"), Result.NA)
    _, one = disclosure.verdicts(said(**whole), LAW)
    assert (one.result, one.sentence) == (Result.NA, rules.COMMUNITY_NOTE)


def test_all_clear_is_told_as_clear() -> None:
    _, one = disclosure.verdicts(said(), LAW)
    assert (one.result, one.sentence) == (Result.PASS, disclosure.CLEAR)


def test_cautions_lose_what_the_reviews_said_and_keep_the_rest() -> None:
    before = said(E13=Result.REVIEW, E15=Result.FAIL)
    after = disclosure.verdicts(before, LAW)
    cautions = ("待核实：E13的句子", "E15的句子", "资料不全（培训），暂按全库平均计")
    told = disclosure.cautions(cautions, before, after)
    assert told == (f"待核实：{disclosure.OPEN}", "资料不全（培训），暂按全库平均计")


def test_nothing_changes_where_no_sensitive_rule_speaks() -> None:
    only = tuple(verdict for verdict in said() if verdict.rule_id == "E01")
    assert disclosure.verdicts(only, LAW) == only
