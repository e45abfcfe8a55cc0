"""Sets of rules: what they begin and end, whom they move, and what is refused."""

from datetime import date
from typing import Any

import pytest

from talent.core import fit, rules, ruleset, suggestion
from talent.core.person import Birth
from talent.core.ruleset import Draft, NewRule
from talent.errors import Invalid
from tests.core.rulebook import BOOK, a_person, a_prospect, a_setting, uid

FROM = date(2027, 1, 1)


def a_rule(**values: Any) -> NewRule:
    """Answer a county's own row: somebody must be a full member to sit on the committee."""
    whole: dict[str, Any] = {
        "id": "C01",
        "roles": (21,),
        "rule_class": "LAW_HARD",
        "predicate": "party_member",
        "params": {},
        "on_unknown": "REVIEW",
        "citation": "县委组织部文件（虚构）",
        "explanation": "主任后备人选须为正式党员。",
    }
    return NewRule(**(whole | values))


def a_draft(*changes: NewRule, **values: Any) -> Draft:
    """Answer a set that begins in 2027."""
    whole: dict[str, Any] = {"title": "试行", "in_force_from": FROM, "changes": changes}
    return Draft(**(whole | values))


def refused(draft: Draft) -> dict[str, str]:
    """Answer the faults of a set that is refused."""
    with pytest.raises(Invalid) as found:
        ruleset.applied(BOOK, draft, "v2")
    return {fault.field: fault.expected for fault in found.value.faults}


@pytest.mark.parametrize(
    ("draft", "field", "expected"),
    [
        (a_draft(), "changes", "至少一条"),
        (a_draft(a_rule(predicate="eval")), "changes[0].predicate", "age_at_least"),
        (a_draft(a_rule(params={"full": 1})), "changes[0].params", "party_member的参数"),
        (a_draft(a_rule(roles=(99,))), "changes[0].roles", "已知的职务代码"),
        (a_draft(a_rule(rule_class="HARD")), "changes[0].rule_class", "LAW_HARD"),
        (a_draft(a_rule(on_unknown="PASS")), "changes[0].on_unknown", "不得视为已有结论"),
        (a_draft(a_rule(id="c1")), "changes[0].id", "C01"),
        (a_draft(a_rule(citation=" ")), "changes[0].citation", "写明"),
        (a_draft(a_rule(explanation="由乡镇任命")), "changes[0].explanation", "任命"),
        (a_draft(a_rule(), a_rule()), "changes", "只能出现一次"),
        (a_draft(a_rule(), in_force_until=date(2026, 12, 31)), "in_force_until", "不得早于生效日"),
        (a_draft(a_rule(), ends=("E99",)), "ends", "仍在施行"),
        (a_draft(a_rule(), title=" "), "title", "名称"),
        (
            a_draft(
                a_rule(predicate="age_preference", params={"new": 45, "cap": 60}),
            ),
            "changes[0].rule_class",
            "不得以年龄、学历为门槛",
        ),
        (
            a_draft(a_rule(id="E01"), in_force_from=date(2025, 12, 1)),
            "in_force_from",
            "不得与E01@2025（2026-01-01起）重叠",
        ),
    ],
)
def test_a_set_that_is_wrong_is_refused_naming_the_field(
    draft: Draft, field: str, expected: str
) -> None:
    faults = refused(draft)
    assert expected in faults[field]


def test_a_row_follows_the_one_of_its_id_on_the_next_day_and_is_not_confirmed() -> None:
    done = ruleset.applied(BOOK, a_draft(a_rule(id="P01"), ends=("P03",)), "v2")
    last = date(2026, 12, 31)
    assert [(one.id, one.last_day) for one in done.endings] == [("P01", last), ("P03", last)]
    (begun,) = done.begins
    assert (begun.edition, begun.checked, begun.in_force_from) == ("v2", False, FROM)
    names = [
        [(row.id, row.edition) for row in rules.in_force(book, 21, last)]
        for book in (BOOK, done.book)
    ]
    assert names[0] == names[1]
    after = {row.id: row.edition for row in rules.in_force(done.book, 21, FROM)}
    assert after["P01"] == "v2"
    assert "P03" not in after


def test_a_set_says_whom_it_moves_from_where_to_where_and_why() -> None:
    people = [
        a_prospect(1, a_person(1)),
        a_prospect(2, a_person(2, political_status="13")),
        a_prospect(3, a_person(3, political_status=None)),
        a_prospect(4, a_person(4, birth=Birth(2012, 1, 1))),
    ]
    done = ruleset.applied(BOOK, a_draft(a_rule()), "v2")
    before, after = (rules.in_force(book, 21, FROM) for book in (BOOK, done.book))
    request = suggestion.Request(setting=a_setting(21))
    found = {one.person_id: one for one in ruleset.moved(people, request, before, after, FROM)}
    assert (found[uid(2)].before, found[uid(2)].after) == ("eligible", "ineligible")
    assert found[uid(2)].why == ("C01 不是中共党员",)
    assert (found[uid(3)].before, found[uid(3)].after) == ("eligible", "to_verify")
    assert set(found) == {uid(2), uid(3)}
    back = {one.person_id: one for one in ruleset.moved(people, request, after, before, FROM)}
    assert (back[uid(2)].before, back[uid(2)].after) == ("ineligible", "eligible")
    assert back[uid(2)].why == ("不再适用：C01 不是中共党员",)


def test_a_set_moves_exactly_those_whose_standing_in_the_suggestion_changes() -> None:
    people = [a_prospect(n, a_person(n, political_status=f"{n:02}")) for n in (1, 2, 3)]
    done = ruleset.applied(BOOK, a_draft(a_rule()), "v2")
    request = suggestion.Request(setting=a_setting(21))
    before, after = (
        {
            one.person_id: one.standing
            for one in suggestion.rank(people, request, book, fit.DEFAULT, FROM).candidates
        }
        for book in (BOOK, done.book)
    )
    rows = (rules.in_force(BOOK, 21, FROM), rules.in_force(done.book, 21, FROM))
    moved = {one.person_id for one in ruleset.moved(people, request, *rows, FROM)}
    assert moved == {who for who in before if before[who] != after.get(who)}


def test_a_county_row_may_bar_by_age_only_where_no_committee_sits() -> None:
    capped = a_rule(
        roles=(11,),
        rule_class="LAW_HARD",
        predicate="age_preference",
        params={"new": 45, "cap": 60},
    )
    done = ruleset.applied(BOOK, a_draft(capped), "v2")
    assert [row.id for row in done.begins] == ["C01"]
