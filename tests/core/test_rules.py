"""Rules: each row passes, fails and leaves open; unknown is never a pass; the day decides."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from talent.core import facts as known
from talent.core import post, rules, suggestion
from talent.core.facts import (
    Affairs,
    Facts,
    Kin,
    Rating,
    RegisterSteps,
    Relation,
    Review,
    Setting,
    Tenure,
)
from talent.core.person import Birth
from talent.core.rules import Result, Rule, RuleClass
from talent.core.vocabulary import OF_NOBODY
from talent.errors import Invalid, RulesUnconfirmed
from tests.core.rulebook import (
    BEFORE,
    BOOK,
    FAR_VILLAGE,
    NEXT_VILLAGE,
    SINCE,
    TODAY,
    VILLAGE,
    a_holder,
    a_person,
    a_setting,
    a_stranger,
    passed,
    said,
    the_rule,
    uid,
)

PASS, FAIL, REVIEW, UNKNOWN, NA = (
    Result.PASS,
    Result.FAIL,
    Result.REVIEW,
    Result.UNKNOWN,
    Result.NA,
)
NEAR: tuple[Relation, ...] = ("spouse", "parent", "child", "sibling", "grandparent", "grandchild")
STAYED = RegisterSteps(applied=True, consented=True, home_certificate=True)


def changed(rule: Rule, **values: Any) -> Rule:
    """Build the row again with other values, as if it were read so."""
    return Rule(**(asdict(rule) | values))


# ------------------------------------------------------------------ rows that are refused


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"predicate": "eval", "params": {}}, "predicate"),
        ({"params": {}}, "params"),
        ({"params": {"years": "18"}}, "params"),
        ({"params": {"years": -1}}, "params"),
        ({"params": {"years": 18, "sex": "1"}}, "params"),
        ({"params": [18]}, "params"),
        ({"roles": ()}, "roles"),
        ({"roles": (21, 99)}, "roles"),
        ({"rule_class": "HARD"}, "rule_class"),
        ({"on_unknown": "PASS"}, "on_unknown"),
        ({"on_unknown": "FAIL"}, "on_unknown"),
        ({"on_unknown": "N/A"}, "on_unknown"),
        ({"on_unknown": "perhaps"}, "on_unknown"),
        ({"in_force_until": date(2025, 1, 1)}, "in_force_until"),
    ],
)
def test_a_row_that_is_wrong_is_refused_naming_the_field(
    values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        changed(the_rule("E01"), **values)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_two_rows_of_one_id_on_one_day_are_refused() -> None:
    twin = changed(the_rule("E01"), edition="2027")
    with pytest.raises(Invalid, match="不得重叠"):
        rules.in_force((*BOOK, twin), 21, TODAY)


def test_a_day_without_rules_is_refused_so_that_nobody_passes_for_want_of_one() -> None:
    with pytest.raises(Invalid, match="没有适用"):
        rules.in_force(BOOK, 21, date(2018, 12, 28))
    with pytest.raises(Invalid, match="没有适用"):
        rules.in_force(BOOK, 99, TODAY)


def test_nothing_is_closed_or_adopted_on_a_row_that_is_not_confirmed() -> None:
    rows = rules.in_force(BOOK, 21, TODAY)
    waiting = rules.unconfirmed(rows)
    assert "P01@1" in waiting
    assert not any(one.startswith("E01@") for one in waiting)
    with pytest.raises(RulesUnconfirmed, match="条文待核对：P01") as refused:
        rules.refuse_unconfirmed(rows)
    assert refused.value.extra["rules"] == list(waiting)


def test_what_rests_on_confirmed_rows_alone_is_not_refused() -> None:
    rules.refuse_unconfirmed(changed(row, checked=True) for row in BOOK)


# ------------------------------------------------------------------ the rows as they ship


def test_every_rule_that_is_asked_for_ships() -> None:
    wanted = {f"E{number:02}" for number in range(1, 21)} | {
        f"P{number:02}" for number in range(1, 8)
    }
    assert wanted == {rule.id for rule in BOOK}


def test_rows_of_one_id_never_overlap_and_leave_no_gap() -> None:
    for rule_id in {rule.id for rule in BOOK}:
        rows = sorted(
            (rule for rule in BOOK if rule.id == rule_id), key=lambda row: row.in_force_from
        )
        for one, other in pairwise(rows):
            assert one.in_force_until is not None
            assert other.in_force_from - one.in_force_until == timedelta(days=1)
        # A seat for a minority is asked for by the older law alone.
        assert (rows[-1].in_force_until is None) == (rule_id != "E07")


def test_the_law_changes_with_the_first_day_of_2026() -> None:
    before = {rule.id for rule in rules.in_force(BOOK, 21, BEFORE)}
    since = {rule.id for rule in rules.in_force(BOOK, 21, SINCE)}
    assert since - before == {"E18", "E19", "E20", "P07"}
    assert before - since == {"E07"}
    assert "第十三条" in the_rule("E01", BEFORE).citation
    assert "第十六条" in the_rule("E01", SINCE).citation
    assert the_rule("E13", BEFORE).rule_class == RuleClass.LAW_STEP
    assert the_rule("E13", SINCE).rule_class == RuleClass.LAW_HARD


def test_rows_without_the_official_text_are_marked_and_no_others() -> None:
    waiting = {"E11", "P01", "P02", "P03", "P04", "P05", "P06"}
    assert {rule.id for rule in BOOK if not rule.checked} == waiting


def test_age_and_schooling_are_never_law_for_a_committee_seat() -> None:
    for rule in BOOK:
        if rule.predicate in {"age_preference", "schooling"}:
            assert rule.rule_class == RuleClass.POLICY


def test_a_wish_made_a_condition_bars_and_waits_but_lets_nobody_in_by_itself() -> None:
    book = rules.hardened(BOOK, {"P02"}, TODAY)
    row = next(one for one in book if one.id == "P02")
    assert row.rule_class == RuleClass.COUNTY
    setting = a_setting(21, community=True)
    for birth, expected in ((1995, "to_verify"), (1960, "ineligible")):
        person = a_person(birth=Birth(birth, 6, 1), reserve=True)
        verdict = rules.judge(row, person, setting, TODAY)
        assert verdict.result == (PASS if expected == "to_verify" else FAIL)
        assert suggestion.standing([verdict]) == expected
        assert "不作门槛" not in verdict.expected
    for nobody in (a_person(birth=None, reserve=True), a_person(birth=Birth(1960, 6, 1))):
        assert rules.judge(row, nobody, setting, TODAY).result == NA


def test_no_text_of_a_row_says_a_forbidden_word() -> None:
    texts = [text for rule in BOOK for text in (rule.citation, rule.explanation, str(rule.params))]
    assert [text for text in texts if post.never_said(text)] == []


# ------------------------------------------------------------- pass, fail and open, row by row

Case = tuple[str, str, dict[str, Any], dict[str, Any], Result]


def review_cases(rule_id: str, role: int = 21, failed: Result = FAIL) -> list[Case]:
    """Answer cases of a rule that reads one review: no document is no pass, a worse one counts."""
    worse = (*passed(rule_id), Review(rule_id, "fail", "审〔2026〕2号"))
    undocumented = (Review(rule_id, "pass", None),)
    at = {"role": role}
    return [
        (rule_id, "a review that passed with a document", {}, at, PASS),
        (rule_id, "a review that failed", {"reviews": worse}, at, failed),
        (rule_id, "a review on its way", {"reviews": (Review(rule_id, "pending"),)}, at, REVIEW),
        (rule_id, "a pass without a document", {"reviews": undocumented}, at, REVIEW),
        (rule_id, "no review", {"reviews": ()}, at, REVIEW),
        (rule_id, "another rule's review", {"reviews": passed("E99")}, at, REVIEW),
    ]


AGES: list[Case] = [
    ("E01", "eighteen today", {"birth": Birth(2008, 9, 1)}, {}, PASS),
    ("E01", "eighteen tomorrow", {"birth": Birth(2008, 9, 2)}, {}, FAIL),
    (
        "E01",
        "eighteen by election day",
        {"birth": Birth(2008, 9, 2)},
        {"election_day": date(2026, 9, 20)},
        PASS,
    ),
    ("E01", "born in the month that decides", {"birth": Birth(2008, 9)}, {}, REVIEW),
    ("E01", "born in the year that decides", {"birth": Birth(2008)}, {}, REVIEW),
    ("E01", "the year alone is enough", {"birth": Birth(2007)}, {}, PASS),
    (
        "E01",
        "a lunar date that may fall later",
        {"birth": Birth(2008, 8, 1, lunar=True)},
        {},
        REVIEW,
    ),
    ("E01", "a lunar date long past", {"birth": Birth(1985, 12, 30, lunar=True)}, {}, PASS),
    ("E01", "a year out of all reason", {"birth": Birth(9999)}, {}, REVIEW),
    ("E01", "born tomorrow", {"birth": Birth(2026, 9, 2)}, {}, FAIL),
    ("E01", "no birth date", {"birth": None}, {}, REVIEW),
    ("P01", "young enough", {"birth": Birth(1981, 9, 1)}, {}, PASS),
    ("P01", "too old for a newcomer", {"birth": Birth(1980, 8, 31)}, {}, FAIL),
    (
        "P01",
        "not too old for who holds it",
        {"birth": Birth(1970, 1, 1)},
        {"holders": (a_holder(1, 21),)},
        PASS,
    ),
    (
        "P01",
        "sixty, who holds it",
        {"birth": Birth(1966, 9, 1)},
        {"holders": (a_holder(1, 21),)},
        PASS,
    ),
    (
        "P01",
        "sixty-one, who holds it",
        {"birth": Birth(1965, 9, 1)},
        {"holders": (a_holder(1, 21),)},
        FAIL,
    ),
    ("P01", "the year leaves it open", {"birth": Birth(1980)}, {}, NA),
    ("P01", "no birth date", {"birth": None}, {}, NA),
]
SCHOOLING: list[Case] = [
    ("P03", "junior college for a head", {"education": ("31",)}, {}, PASS),
    ("P03", "the higher of two", {"education": ("61", "21")}, {}, PASS),
    ("P03", "upper secondary for a head", {"education": ("61",)}, {}, FAIL),
    ("P03", "upper secondary for a branch's head", {"education": ("61",)}, {"role": 11}, FAIL),
    ("P03", "upper secondary for a member", {"education": ("61",)}, {"role": 23}, PASS),
    ("P03", "vocational secondary", {"education": ("41",)}, {"role": 23}, PASS),
    ("P03", "lower secondary", {"education": ("71",)}, {"role": 23}, FAIL),
    ("P03", "other schooling", {"education": ("90",)}, {"role": 23}, NA),
    ("P03", "no schooling known", {"education": ()}, {}, NA),
]
PARTY: list[Case] = [
    ("E11", "a full member", {}, {"role": 11}, PASS),
    ("E11", "a probationary member", {"political_status": "02"}, {"role": 13}, FAIL),
    (
        "E11",
        "an activist",
        {"political_status": "13", "activist": True},
        {"role": 11},
        FAIL,
    ),
    ("E11", "another party", {"political_status": "05"}, {"role": 12}, FAIL),
    ("E11", "not known", {"political_status": None}, {"role": 11}, UNKNOWN),
]
AWAY: dict[str, Any] = {"household_village": FAR_VILLAGE, "residence_place": FAR_VILLAGE}
LIVES: dict[str, Any] = {
    "household_village": FAR_VILLAGE,
    "resident_since": date(2025, 9, 1),
    "education": ("61",),
}
WORKS = AWAY | {"affairs": (Affairs(VILLAGE, date(2024, 9, 1)),), "education": ("61",)}
WILLING = RegisterSteps(willing=True, consented=True)
ROUTES: list[Case] = [
    ("E03", "A: household and home here", {}, {}, PASS),
    ("E03", "A: home not known", {"residence_place": None}, {}, REVIEW),
    ("E03", "A: home known to the township", {"residence_place": "410183100000"}, {}, REVIEW),
    (
        "E03",
        "B: away, has said so",
        {"residence_place": FAR_VILLAGE, "steps": RegisterSteps(stated_will=True)},
        {},
        PASS,
    ),
    ("E03", "B: away, not asked yet", {"residence_place": FAR_VILLAGE}, {}, REVIEW),
    (
        "E03",
        "B: away, has declined",
        {"residence_place": FAR_VILLAGE, "steps": RegisterSteps(stated_will=False)},
        {},
        FAIL,
    ),
    ("E03", "C: a year here with every step", LIVES | {"steps": STAYED}, {}, PASS),
    ("E03", "C: a year here, no step taken", LIVES, {}, REVIEW),
    (
        "E03",
        "C: a day short of a year",
        LIVES | {"steps": STAYED, "resident_since": date(2025, 9, 2)},
        {},
        FAIL,
    ),
    (
        "E03",
        "C: no consent",
        LIVES | {"steps": replace(STAYED, consented=False)},
        {},
        FAIL,
    ),
    (
        "E03",
        "C: the home village's certificate is missing",
        LIVES | {"steps": replace(STAYED, home_certificate=None)},
        {},
        REVIEW,
    ),
    ("E03", "C: a year's work here", WORKS | {"steps": STAYED}, {}, PASS),
    (
        "E03",
        "C: a day short of a year's work",
        WORKS | {"steps": STAYED, "affairs": (Affairs(VILLAGE, date(2025, 9, 2)),)},
        {},
        FAIL,
    ),
    ("E03", "C: work here or not is not known", WORKS | {"affairs": None}, {}, REVIEW),
    (
        "E03",
        "C: a year's work elsewhere",
        WORKS | {"affairs": (Affairs(NEXT_VILLAGE, date(2020, 1, 1)),), "steps": STAYED},
        {},
        FAIL,
    ),
    ("E03", "D: junior college and willing", AWAY | {"steps": WILLING}, {}, PASS),
    (
        "E03",
        "D: a middle title and willing",
        AWAY | {"steps": WILLING, "education": (), "title_level": "middle"},
        {},
        PASS,
    ),
    ("E03", "D: not asked yet", AWAY, {}, REVIEW),
    ("E03", "D: not willing", AWAY | {"steps": RegisterSteps(willing=False)}, {}, FAIL),
    ("E03", "D: no talent of the kinds", AWAY | {"education": ("61",)}, {}, FAIL),
    (
        "E03",
        "D: talent not known",
        AWAY | {"education": (), "steps": WILLING},
        {},
        REVIEW,
    ),
]


def rated(*results: Any) -> dict[str, Any]:
    """Answer ratings of years up to 2025."""
    first = 2026 - len(results)
    return {"ratings": tuple(Rating(first + at, one) for at, one in enumerate(results))}


RATED: list[Case] = [
    ("E14", "the last year competent", rated("incompetent", "basic"), {}, PASS),
    ("E14", "two years running", rated("incompetent", "incompetent"), {}, FAIL),
    ("E14", "and a good one before", rated("basic", "incompetent", "incompetent"), {}, FAIL),
    ("E14", "not running", rated("competent", "incompetent"), {}, PASS),
    ("E14", "the year before not known", rated("incompetent"), {}, NA),
    ("E14", "no rating", {"ratings": None}, {}, NA),
]
COUNCIL_SITS = (a_holder(7, 42),)
COLLECTIVE: list[Case] = [
    ("E16", "council: no kin sits", {}, {"role": 42, "holders": COUNCIL_SITS}, PASS),
    ("E16", "council: nobody sits, kin known", {}, {"role": 41, "holders": ()}, PASS),
    (
        "E16",
        "council: nobody sits, kin not known",
        {"kin": None},
        {"role": 41, "holders": ()},
        REVIEW,
    ),
    ("E16", "council: who sits is not known", {}, {"role": 41, "holders": None}, REVIEW),
    (
        "E16",
        "council: kin on the committee are no bar",
        {"kin": (Kin(uid(7), "sibling"),)},
        {"role": 42, "holders": (a_holder(7, 22),)},
        PASS,
    ),
    *(
        (
            "E16",
            f"{words}: a {one} on the council",
            {"kin": (Kin(uid(7), one),)},
            {"role": role, "holders": COUNCIL_SITS},
            FAIL,
        )
        for one in NEAR
        for words, role in (("council", 42), ("supervisor", 51))
    ),
    (
        "E16",
        "supervisor: kin not confirmed",
        {"kin": (Kin(uid(7), "sibling", confirmed=False),)},
        {"role": 51, "holders": COUNCIL_SITS},
        REVIEW,
    ),
    ("E16", "supervisor: none of it", {}, {"role": 51, "holders": COUNCIL_SITS}, PASS),
    ("E16", "supervisor: on the council", {}, {"role": 51, "holders": (a_holder(1, 41),)}, FAIL),
    ("E16", "supervisor: keeps the accounts", {"accountant": True}, {"role": 51}, FAIL),
    (
        "E16",
        "supervisor: keeps them or not is not known",
        {"accountant": None},
        {"role": 51},
        REVIEW,
    ),
    (
        "E16",
        "supervisor: a review has cleared it",
        {"accountant": None, "kin": None, "reviews": passed("E16")},
        {"role": 51, "holders": COUNCIL_SITS},
        PASS,
    ),
]
RESERVE_AGES: list[Case] = [
    ("P02", "a reserve of 35", {"reserve": True, "birth": Birth(1990, 9, 2)}, {}, PASS),
    ("P02", "a reserve of 36", {"reserve": True, "birth": Birth(1990, 9, 1)}, {}, FAIL),
    ("P02", "a reserve whose year leaves it open", {"reserve": True, "birth": Birth(1990)}, {}, NA),
    ("P02", "a reserve without a birth date", {"reserve": True, "birth": None}, {}, NA),
    ("P02", "no reserve", {"reserve": False}, {}, NA),
    ("P02", "reserve or not is not known", {"reserve": None}, {}, NA),
]
SITS = (a_holder(7, 22),)
ONE_SHOULDER: list[Case] = [
    ("P07", "a full member at home", {}, {"role": 11}, PASS),
    ("P07", "a probationary member", {"political_status": "02"}, {"role": 21}, FAIL),
    ("P07", "no member", {"political_status": "13"}, {"role": 21}, FAIL),
    ("P07", "membership not known", {"political_status": None}, {"role": 21}, UNKNOWN),
    ("P07", "no way onto the register", AWAY | {"education": ("61",)}, {"role": 11}, FAIL),
    ("P07", "a year's work here", WORKS | {"steps": STAYED}, {"role": 11}, PASS),
    (
        "P07",
        "a day short of a year's work",
        WORKS | {"steps": STAYED, "affairs": (Affairs(VILLAGE, date(2025, 9, 2)),)},
        {"role": 11},
        FAIL,
    ),
    (
        "P07",
        "the home village's certificate is missing",
        LIVES | {"steps": replace(STAYED, home_certificate=None)},
        {"role": 11},
        UNKNOWN,
    ),
    ("P07", "talent that comes back", AWAY | {"steps": WILLING}, {"role": 11}, PASS),
]
KIN: list[Case] = [
    ("E08", "kin known, none sits", {"kin": (Kin(uid(9), "child"),)}, {"holders": SITS}, PASS),
    ("E08", "nobody sits", {"kin": None}, {"holders": ()}, PASS),
    ("E08", "a cousin sits", {"kin": (Kin(uid(7), "other"),)}, {"holders": SITS}, PASS),
    (
        "E08",
        "a review has cleared it",
        {"kin": None, "reviews": passed("E08")},
        {"holders": SITS},
        PASS,
    ),
    *(
        ("E08", f"a {one} sits", {"kin": (Kin(uid(7), one),)}, {"holders": SITS}, FAIL)
        for one in NEAR
    ),
    (
        "E08",
        "kin recorded only from the other side",
        {"kin": None},
        {"holders": (a_holder(7, 22, kin=(Kin(uid(1), "parent"),)),)},
        FAIL,
    ),
    (
        "E08",
        "kin that nobody confirmed",
        {"kin": (Kin(uid(7), "child", confirmed=False),)},
        {"holders": SITS},
        REVIEW,
    ),
    (
        "E08",
        "a review does not outweigh recorded kin",
        {"kin": (Kin(uid(7), "child"),), "reviews": passed("E08")},
        {"holders": SITS},
        FAIL,
    ),
    ("E08", "kin not known", {"kin": None}, {"holders": SITS}, REVIEW),
    ("E08", "the board not known", {}, {"holders": None}, REVIEW),
    (
        "E08",
        "kin on another body",
        {"kin": (Kin(uid(7), "child"),)},
        {"holders": (a_holder(7, 31),)},
        PASS,
    ),
]
WATCH = {"role": 32, "holders": SITS}
SUPERVISORY: list[Case] = [
    ("E09", "none of the three", {}, WATCH, PASS),
    ("E09", "sits on the committee", {}, {"role": 31, "holders": (a_holder(1, 23),)}, FAIL),
    ("E09", "holds a committee seat", {"tenures": (Tenure(24, VILLAGE),)}, WATCH, FAIL),
    ("E09", "a seat in another village", {"tenures": (Tenure(24, NEXT_VILLAGE),)}, WATCH, PASS),
    *(("E09", f"a {one} is a member", {"kin": (Kin(uid(7), one),)}, WATCH, FAIL) for one in NEAR),
    ("E09", "the accountant", {"accountant": True}, WATCH, FAIL),
    ("E09", "accountant or not is not known", {"accountant": None}, WATCH, REVIEW),
    ("E09", "kin not known", {"kin": None}, WATCH, REVIEW),
    ("E09", "committee not known", {"tenures": None}, {"role": 32, "holders": None}, REVIEW),
    (
        "E09",
        "a review has cleared kin and accounts",
        {"kin": None, "accountant": None, "reviews": passed("E09")},
        WATCH,
        PASS,
    ),
]
RESIDES: list[Case] = [
    ("P04", "lives here", {"return_intent": None}, {}, PASS),
    ("P04", "has said yes", {"residence_place": FAR_VILLAGE, "return_intent": 3}, {}, PASS),
    ("P04", "has said no", {"residence_place": FAR_VILLAGE, "return_intent": 0}, {}, FAIL),
    ("P04", "thinks about it", {"residence_place": FAR_VILLAGE, "return_intent": 2}, {}, REVIEW),
    ("P04", "not asked", {"residence_place": FAR_VILLAGE, "return_intent": None}, {}, REVIEW),
]
REVIEWS = [
    case
    for rule_id in ("E02", "E04", "E12", "E13", "E17", "E18", "E19", "E20")
    for case in review_cases(rule_id)
]
CASES = [
    *AGES,
    *SCHOOLING,
    *PARTY,
    *ROUTES,
    *KIN,
    *SUPERVISORY,
    *RESIDES,
    *REVIEWS,
    *review_cases("E12", role=11),
    *review_cases("E15", role=61),
    *review_cases("P05"),
    *RATED,
    *COLLECTIVE,
    *RESERVE_AGES,
    *ONE_SHOULDER,
]


@pytest.mark.parametrize(
    ("rule_id", "person", "setting", "result"),
    [(rule_id, person, setting, result) for rule_id, _, person, setting, result in CASES],
    ids=[f"{rule_id}: {words}" for rule_id, words, *_ in CASES],
)
def test_a_rule_answers(
    rule_id: str, person: dict[str, Any], setting: dict[str, Any], result: Result
) -> None:
    assert said(rule_id, a_person(**person), a_setting(**setting)) == result


def test_every_personal_row_has_a_case_that_passes_one_that_fails_and_one_that_is_open() -> None:
    for rule in BOOK:
        if isinstance(rule.asks, OF_NOBODY):
            continue
        seen = {result for rule_id, *_, result in CASES if rule_id == rule.id}
        assert {PASS, FAIL} <= seen, rule.id
        assert seen & {REVIEW, UNKNOWN, NA}, rule.id


# ------------------------------------------------------- a row that is changed is found out


def mutants(value: Any) -> list[Any]:
    """Answer a row's parameter a little wrong, in every way."""
    found: list[Any] = ["E99"]
    match value:
        case bool():
            found = [not value]
        case int():
            found = [value + 1, value - 1]
        case tuple() | list():
            found = [tuple(one for one in value if one != gone) for gone in value]
        case str() if value in known.LEVELS:
            at = known.LEVELS.index(value)
            found = [known.LEVELS[at - 1], known.LEVELS[at + 1]]
        case dict():
            names = [name for name in value if name not in SPOKEN]
            found = [value | {name: one} for name in names for one in mutants(value[name])]
    return found


# What only the words tell apart; and what a board as a whole is asked.
SPOKEN = {"subject", "probationary"}
BOARDS = {("collective_board", "least"), ("collective_board", "most")}


def mutated(rule: Rule) -> list[tuple[str, Rule]]:
    """Answer a row with one parameter wrong, or with another answer to what is not known."""
    params = msgspec.to_builtins(rule.asks)
    found = [
        (f"{rule.id} {name}={wrong}", changed(rule, params=params | {name: wrong}))
        for name, value in params.items()
        if name not in SPOKEN and (rule.predicate, name) not in BOARDS
        for wrong in mutants(value)
    ]
    other = UNKNOWN if rule.on_unknown == REVIEW else REVIEW
    return [*found, (f"{rule.id} on_unknown", changed(rule, on_unknown=other))]


MUTANTS = [
    pytest.param(mutant, id=words)
    for rule in BOOK
    if rule.holds_on(TODAY) and not isinstance(rule.asks, OF_NOBODY)
    for words, mutant in mutated(rule)
]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_case_finds_out_a_row_that_is_a_little_wrong(mutant: Rule) -> None:
    wrong = [
        words
        for rule_id, words, person, setting, result in CASES
        if rule_id == mutant.id
        and rules.judge(mutant, a_person(**person), a_setting(**setting), TODAY).result != result
    ]
    assert wrong


# ------------------------------------------------------------------- the law of the day


@pytest.mark.parametrize(
    ("words", "person", "setting", "before", "since"),
    [
        ("E03 a year's work here", WORKS | {"steps": STAYED}, {}, FAIL, PASS),
        ("E03 work here not known", WORKS | {"affairs": None}, {}, FAIL, REVIEW),
        ("E08 a grandparent sits", {"kin": (Kin(uid(7), "grandparent"),)}, SITS, PASS, FAIL),
        ("E08 a sibling sits", {"kin": (Kin(uid(7), "sibling"),)}, SITS, FAIL, FAIL),
        ("E13 punished", {"reviews": (Review("E13", "fail", "审1号"),)}, {}, REVIEW, FAIL),
        ("E13 not punished", {"reviews": passed("E13")}, {}, PASS, PASS),
        ("E13 no review", {"reviews": ()}, {}, REVIEW, REVIEW),
        ("E01 under age", {"birth": Birth(2010, 1, 1)}, {}, FAIL, FAIL),
        ("E02 deprived", {"reviews": (Review("E02", "fail", "审1号"),)}, {}, FAIL, FAIL),
    ],
)
def test_a_rule_is_judged_by_the_law_of_the_day(
    words: str, person: dict[str, Any], setting: Any, before: Result, since: Result
) -> None:
    at = a_setting(holders=setting) if setting else a_setting()
    for day, result in ((BEFORE, before), (SINCE, since)):
        assert said(words[:3], a_person(**person), at, day) == result, day


def test_a_row_answers_nothing_for_a_day_it_is_not_in_force() -> None:
    expelled = a_person(reviews=(Review("E18", "fail", "审1号"),))
    verdict = rules.judge(the_rule("E18", SINCE), expelled, a_setting(), BEFORE)
    assert verdict.result == NA
    verdict = rules.judge(the_rule("E01", BEFORE), expelled, a_setting(), SINCE)
    assert verdict.result == NA


def test_a_row_answers_nothing_for_a_role_it_does_not_name() -> None:
    assert said("E18", a_person(reviews=()), a_setting(11)) == NA


@pytest.mark.parametrize("role", [21, 22, 23, 24, 31, 32])
def test_a_community_seat_is_answered_by_no_law_and_says_why(role: int) -> None:
    setting = a_setting(role, community=True)
    for rule in rules.in_force(BOOK, role, TODAY):
        verdict = rules.judge(rule, a_person(), setting, TODAY)
        if rule.rule_class != RuleClass.POLICY:
            assert verdict.result == NA
            assert "社区" in verdict.sentence
        elif rule.id != "P02":
            assert verdict.result != NA


def test_a_community_does_not_excuse_the_party_seats() -> None:
    setting = a_setting(11, community=True)
    assert said("E11", a_person(political_status="02"), setting) == FAIL


# --------------------------------------------------------------------- what a verdict says


def test_a_verdict_carries_citation_value_seen_and_what_was_expected() -> None:
    young = a_person(birth=Birth(2010, 1, 1))
    verdict = rules.judge(the_rule("E01"), young, a_setting(), TODAY)
    assert verdict.said == "16周岁"
    assert verdict.expected == "选举日年满18周岁"
    assert verdict.sentence == "未满18周岁"
    assert verdict.citation.startswith("《村民委员会组织法》（2025年修订）第十六条")


def test_a_way_onto_the_register_names_what_it_lacks() -> None:
    lives = a_person(**LIVES, steps=RegisterSteps(applied=True, home_certificate=True))
    verdict = rules.judge(the_rule("E03"), lives, a_setting(), TODAY)
    assert verdict.sentence.endswith("尚缺：村民会议或村民代表会议同意")
    away = rules.judge(the_rule("E03"), a_person(**AWAY), a_setting(), TODAY)
    assert "途径D" in away.sentence
    assert away.sentence.endswith("尚缺：本人愿回村工作居住并参选、村民会议或村民代表会议同意")


def test_before_2026_work_in_village_affairs_is_no_way_and_is_not_named() -> None:
    verdict = rules.judge(the_rule("E03", BEFORE), a_person(**AWAY), a_setting(), BEFORE)
    assert "村务" not in verdict.sentence


def test_of_a_review_only_result_and_document_leave_the_rule() -> None:
    failed = a_person(reviews=(Review("E13", "fail", "审〔2026〕9号"),))
    verdict = rules.judge(the_rule("E13"), failed, a_setting(), TODAY)
    assert verdict.said == "核查未通过（审〔2026〕9号）"


def test_a_rule_of_the_board_says_nothing_of_one_person() -> None:
    assert said("E06", a_person()) == REVIEW


# ------------------------------------------------------------------------- always


def settings() -> st.SearchStrategy[Setting]:
    holders = st.lists(
        st.builds(
            a_holder,
            st.integers(1, 6),
            st.sampled_from(sorted(post.ROLES)),
            kin=st.none() | st.just(()),
        ),
        max_size=4,
    )
    return st.builds(
        a_setting,
        st.sampled_from(sorted(post.ROLES)),
        holders=st.none() | holders.map(tuple),
        community=st.booleans(),
        election_day=st.none() | st.dates(date(2019, 1, 1), date(2030, 1, 1)),
    )


@given(settings(), st.dates(date(2018, 12, 29), date(2035, 1, 1)))
def test_what_is_not_known_is_never_a_pass(setting: Setting, on: date) -> None:
    for rule in rules.in_force(BOOK, setting.role, on):
        verdict = rules.judge(rule, a_stranger(1), setting, on)
        vacuous = rule.predicate == "no_kin_on_board" and setting.holders is not None
        sits = any(one.person_id == uid(1) for one in setting.holders or ())
        if not vacuous and not sits:
            assert verdict.result in {REVIEW, UNKNOWN, NA}, rule.id


@given(
    st.sampled_from([f for f in Facts.__struct_fields__ if f != "person_id"]),
    settings(),
    st.sampled_from([BEFORE, SINCE, TODAY]),
)
def test_forgetting_one_fact_never_turns_another_answer_into_a_pass(
    field: str, setting: Setting, on: date
) -> None:
    whole = a_person()
    less = replace(whole, **{field: getattr(a_stranger(), field)})
    for rule in rules.in_force(BOOK, setting.role, on):
        if rules.judge(rule, less, setting, on).result == PASS:
            assert rules.judge(rule, whole, setting, on).result == PASS, rule.id


@given(
    st.builds(
        Birth,
        st.integers(1850, 2200),
        st.integers(1, 12),
        st.integers(1, 31),
        st.booleans(),
    ),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_a_coarser_birth_date_widens_the_ages_and_never_moves_them(birth: Birth, on: date) -> None:
    exact = known.ages(birth, on)
    assert exact is not None
    for coarse in (replace(birth, day=None), replace(birth, month=None, day=None)):
        wider = known.ages(coarse, on)
        assert wider is not None
        assert wider[0] <= exact[0] <= exact[1] <= wider[1]
    assert exact[1] - exact[0] <= (1 if birth.lunar else 0)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (VILLAGE, True),
        (VILLAGE + "003", True),
        (NEXT_VILLAGE, False),
        ("410183100000", None),
        ("410183P02", None),
        ("410183000000", None),
        ("410183", None),
        ("410100", None),
        ("410000", None),
        ("410184", False),
        ("410183101000", False),
        (None, None),
    ],
)
def test_a_place_wider_than_the_village_leaves_it_open(
    code: str | None, answer: bool | None
) -> None:
    assert known.here(code, VILLAGE) is answer


def test_who_turns_of_age_on_leap_day_waits_for_the_first_of_march() -> None:
    leap = Birth(2008, 2, 29)
    assert known.ages(leap, date(2026, 2, 28)) == (17, 17)
    assert known.ages(leap, date(2026, 3, 1)) == (18, 18)
