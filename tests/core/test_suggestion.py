"""Suggestions: nobody a law bars, nobody silently gone, the same answer in any order."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from talent.core import board, fit, post, rules, suggestion
from talent.core.facts import (
    Affairs,
    Facts,
    Holder,
    Kin,
    RegisterSteps,
    Review,
    Setting,
    Tenure,
)
from talent.core.person import Birth
from talent.core.rules import Result
from talent.core.suggestion import Answer, Prospect, Request
from talent.errors import Invalid
from tests.core.rulebook import (
    BEFORE,
    BOOK,
    FAR_VILLAGE,
    NEXT_VILLAGE,
    REVIEWED,
    SINCE,
    TODAY,
    VILLAGE,
    a_holder,
    a_person,
    a_prospect,
    a_setting,
    a_stranger,
    passed,
    the_rule,
    uid,
)

DAYS = (BEFORE, SINCE, TODAY)
EXAMPLES = 60


def ranked(
    *people: Prospect,
    role: int = 21,
    on: date = TODAY,
    wanted: tuple[str, ...] = (),
    **setting: Any,
) -> Answer:
    """Answer the suggestion for a post in the village."""
    request = Request(setting=a_setting(role, **setting), wanted=wanted)
    return suggestion.rank(people, request, BOOK, fit.DEFAULT, on)


def sentences(answer: Answer) -> list[str]:
    """Answer every sentence of an answer."""
    texts = [*answer.notes, *(note.sentence for note in answer.board_notes)]
    for one in answer.candidates:
        texts += [*one.reasons, *one.cautions, *(part.sentence for part in one.parts)]
        texts += [text for v in one.verdicts for text in (v.sentence, v.expected, v.citation)]
    for out in answer.ineligible:
        texts += [*out.changes, *(v.sentence for v in out.failing)]
    return texts


# ------------------------------------------------------------------------------ refusals


def test_a_person_given_twice_is_refused() -> None:
    with pytest.raises(Invalid):
        ranked(a_prospect(1), a_prospect(2), a_prospect(1))


def test_facts_of_one_and_profile_of_another_are_refused() -> None:
    with pytest.raises(Invalid):
        ranked(a_prospect(1, facts=a_person(2)))


def test_a_day_without_rules_is_refused() -> None:
    with pytest.raises(Invalid):
        ranked(a_prospect(1), on=date(2010, 1, 1))


# ---------------------------------------------------------------------------- who stands where


def test_an_empty_pool_is_an_empty_answer_with_its_notes() -> None:
    answer = ranked()
    assert (answer.candidates, answer.ineligible) == ((), ())
    assert answer.notes[0] == "以下为建议人选，供研究参考；是否采用由人决定"


def test_who_fails_any_law_is_listed_with_every_failing_rule_and_never_ranked() -> None:
    reviews = (*passed(*REVIEWED), Review("E13", "fail", "审1号"), Review("E18", "fail", "审1号"))
    barred = a_person(1, birth=Birth(2010, 1, 1), reviews=reviews)
    answer = ranked(a_prospect(1, barred), a_prospect(2))
    assert [one.person_id for one in answer.candidates] == [uid(2)]
    (out,) = answer.ineligible
    assert [verdict.rule_id for verdict in out.failing] == ["E01", "E13", "E18"]
    assert out.changes == ()


def test_a_policy_wish_bars_nobody_and_is_a_caution() -> None:
    old = a_person(1, birth=Birth(1950, 1, 1), education=("71",))
    (one,) = ranked(a_prospect(1, old)).candidates
    assert one.standing == "eligible"
    assert one.cautions[:2] == (
        "年龄76周岁，超过优先考虑的45周岁",
        "学历初中，低于优先考虑的大专",
    )


def test_who_waits_for_a_fact_ranks_behind_who_is_clear_even_with_a_better_fit() -> None:
    open_ = a_prospect(1, a_person(1, reviews=()), household_village=VILLAGE)
    clear = a_prospect(2, household_village=FAR_VILLAGE)
    first, second = ranked(open_, clear).candidates
    assert (first.person_id, first.standing, first.rank) == (uid(2), "eligible", 1)
    assert (second.person_id, second.standing, second.rank) == (uid(1), "to_verify", 2)
    assert second.total > first.total
    assert second.cautions[0].startswith("待核实：")
    assert second.cautions[0].endswith("等8项")


@pytest.mark.parametrize("role", sorted(post.ROLES))
def test_a_stranger_is_never_clear(role: int) -> None:
    answer = ranked(a_prospect(1, a_stranger(1)), role=role)
    assert [one.standing for one in answer.candidates] == ["to_verify"]


@pytest.mark.parametrize("role", [21, 32])
def test_in_a_community_everybody_waits_and_the_note_says_why(role: int) -> None:
    answer = ranked(a_prospect(1), role=role, community=True)
    assert [one.standing for one in answer.candidates] == ["to_verify"]
    assert rules.COMMUNITY_NOTE in answer.notes
    assert {note.result for note in answer.board_notes} == {Result.NA}


def test_a_post_without_a_law_row_has_nobody_clear() -> None:
    answer = ranked(a_prospect(1), role=61)
    assert [one.standing for one in answer.candidates] == ["to_verify"]
    assert "该职务的法定条件尚未录入，全部人选均待核实" in answer.notes


def test_who_is_kin_of_a_sitting_member_is_out_and_the_law_of_the_day_decides_how_near() -> None:
    sits = (a_holder(9, 22),)
    kin = a_prospect(1, a_person(1, kin=(Kin(uid(9), "grandchild"),)))
    assert ranked(kin, on=SINCE, holders=sits).candidates == ()
    assert ranked(kin, on=BEFORE, holders=sits).ineligible == ()


# -------------------------------------------------------------------------- what is shown


def test_a_candidate_shows_parts_reasons_cautions_and_coverage() -> None:
    one = a_prospect(1, household_village=VILLAGE, skills=("会计",), verified_on=TODAY)
    (found,) = ranked(one, wanted=("财务", "电商")).candidates
    assert found.reasons == (
        "户籍在本村（+25.00分）",
        "2项需求中满足1项（财务）（+10.00分）",
        "2项政策偏好中符合2项（+7.00分）",
    )
    assert found.cautions == (
        "资料不全（经历、回村意愿与成熟度、培训、考核与积分），暂按全库平均计",
    )
    assert found.coverage == 57
    assert found.points == fit.points(found.total)
    assert found.low < found.total < found.high
    # P02 asks only of who stands in the reserve pool.
    assert [v.rule_id for v in found.verdicts if v.result != Result.PASS] == ["P02"]


def test_a_factor_that_is_not_known_takes_the_mean_of_the_people_given() -> None:
    pool = [a_prospect(1), a_prospect(2, household_village=VILLAGE), a_prospect(3)]
    ties = {one.person_id: one.parts[0] for one in ranked(*pool).candidates}
    assert [ties[uid(number)].value for number in (1, 2, 3)] == [1000, 1000, 1000]
    assert [ties[uid(number)].known for number in (1, 2, 3)] == [False, True, False]


def test_what_asking_would_change_is_what_comes_out_when_it_is_asked() -> None:
    """Everybody else's skills are known, so that the pool's mean moves nobody."""
    others = [a_prospect(n, a_person(n), skills=("会计",) * (n % 2)) for n in (2, 4, 6)]
    known = [replace(one, profile=replace(one.profile, skills=("种植",))) for one in others]
    everybody = [*known, a_prospect(1)]
    before = {one.person_id: one for one in ranked(*everybody, wanted=("会计", "电商")).candidates}
    asks = next(one for one in before[uid(1)].asking if one.factor == "skill")
    for skills, total in (("种植",), asks.low), (("会计", "电商"), asks.high):
        told = a_prospect(1, skills=skills)
        after = {
            one.person_id: one for one in ranked(*known, told, wanted=("会计", "电商")).candidates
        }
        assert after[uid(1)].total == total
        assert asks.best_rank <= after[uid(1)].rank <= asks.worst_rank
    assert asks.sentence.startswith("问明“专长与需求”：总分在")


def test_an_answer_names_the_rows_it_used_and_those_not_checked() -> None:
    answer = ranked(a_prospect(1), on=BEFORE)
    assert "E13@2018" in answer.rules
    assert not [row for row in answer.rules if row.startswith("E18")]
    assert answer.unchecked == ("P01", "P02", "P03", "P04", "P05", "P06")
    assert "条文待核对：P01、P02、P03、P04、P05、P06" in answer.notes


def test_an_answer_becomes_json_and_comes_back() -> None:
    answer = ranked(a_prospect(1), a_prospect(2, a_person(2, birth=Birth(2012))))
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Answer) == answer


# -------------------------------------------------------------------------- what would help


@pytest.mark.parametrize(
    ("role", "known", "changes"),
    [
        (11, {"political_status": "02"}, ("预备党员转正后即符合条件",)),
        (
            11,
            {"political_status": "13", "activist": True},
            ("入党积极分子入党并转正后即符合条件",),
        ),
        (
            11,
            {"political_status": "13", "reviews": ()},
            ("入党并转正后不再有不符合的条件，其余事项待核实",),
        ),
        (32, {"accountant": True}, ("不再担任村报账员后即符合条件",)),
        (32, {"tenures": (Tenure(23, VILLAGE),)}, ("不再担任村民委员会职务后即符合条件",)),
        (32, {"accountant": True, "tenures": (Tenure(23, VILLAGE),)}, ()),
        (21, {"birth": Birth(2009, 3, 4)}, ("2027-03-04年满18周岁后即符合条件",)),
        (21, {"birth": Birth(2008, 10)}, ("2026-10-31年满18周岁后即符合条件",)),
        (
            21,
            {"residence_place": FAR_VILLAGE, "steps": RegisterSteps(stated_will=False)},
            (
                "本人表示参加选举后即符合条件",
                "在本村居住满12个月后即符合条件",
            ),
        ),
    ],
)
def test_the_one_change_that_would_help_is_named(
    role: int, known: dict[str, Any], changes: tuple[str, ...]
) -> None:
    (out,) = ranked(a_prospect(1, a_person(1, **known)), role=role).ineligible
    assert out.changes == changes


def test_what_two_changes_together_would_open_is_not_promised() -> None:
    known = {"birth": Birth(2010, 1, 1), "household_village": FAR_VILLAGE, "education": ("61",)}
    out = ranked(a_prospect(1, a_person(1, **known, residence_place=FAR_VILLAGE)))
    assert [v.rule_id for v in out.ineligible[0].failing] == ["E01", "E03"]
    assert out.ineligible[0].changes == ()


def test_a_birthday_that_is_past_is_no_help_for_an_election_that_is_past() -> None:
    late = a_person(1, birth=Birth(2008, 8, 15))
    (out,) = ranked(a_prospect(1, late), election_day=date(2026, 8, 1)).ineligible
    assert [verdict.rule_id for verdict in out.failing] == ["E01"]
    assert out.changes == ()


def test_a_year_of_work_in_the_village_helps_only_since_2026() -> None:
    known = {"household_village": FAR_VILLAGE, "residence_place": NEXT_VILLAGE}
    away = a_person(1, **known, education=("61",))
    helps = "参与本村村务工作满12个月后不再有不符合的条件，其余事项待核实"
    assert helps in ranked(a_prospect(1, away), on=SINCE).ineligible[0].changes
    assert helps not in ranked(a_prospect(1, away), on=BEFORE).ineligible[0].changes


# ------------------------------------------------------------------------------- the board


def noted(*members: Holder, role: int = 23, on: date = TODAY) -> dict[str, board.Note]:
    """Answer the last note of each rule over a board."""
    half = len(members) // 2
    setting = a_setting(role, holders=members[:half])
    return {note.rule_id: note for note in board.notes(BOOK, setting, members[half:], on)}


def test_a_board_too_small_without_a_woman_is_told_so() -> None:
    notes = noted(a_holder(1, 21), a_holder(2))
    assert notes["E05"].result == Result.FAIL
    assert notes["E05"].sentence == "在任及建议人选共2人，应为3至7人，尚缺1人"
    assert notes["E06"].result == Result.FAIL
    assert notes["E08"].result == Result.PASS


@pytest.mark.parametrize(
    ("size", "result"),
    [(3, Result.PASS), (5, Result.PASS), (6, Result.REVIEW), (8, Result.FAIL)],
)
def test_the_size_of_a_board_is_judged(size: int, result: Result) -> None:
    assert noted(*(a_holder(number) for number in range(size)))["E05"].result == result


@pytest.mark.parametrize(
    ("sexes", "result"),
    [("112", Result.PASS), ("111", Result.FAIL), ("110", Result.REVIEW), ("119", Result.REVIEW)],
)
def test_a_woman_sits_or_the_note_says_what_is_known(sexes: str, result: Result) -> None:
    members = [a_holder(number, sex=sex) for number, sex in enumerate(sexes)]
    assert noted(*members)["E06"].result == result


def test_two_near_relatives_on_one_board_are_named() -> None:
    notes = noted(a_holder(1), a_holder(2), a_holder(3, kin=(Kin(uid(1), "sibling"),)))
    assert notes["E08"].result == Result.FAIL
    assert notes["E08"].people == (uid(1), uid(3))
    unsure = noted(a_holder(1), a_holder(2, kin=None))
    assert unsure["E08"].result == Result.REVIEW


def test_which_relatives_count_on_a_board_follows_the_day() -> None:
    members = (a_holder(1), a_holder(2, kin=(Kin(uid(1), "grandparent"),)))
    assert noted(*members, on=BEFORE)["E08"].result == Result.PASS
    assert noted(*members, on=SINCE)["E08"].result == Result.FAIL


def test_a_supervisory_board_needs_somebody_who_knows_finance() -> None:
    members = [a_holder(number, 32, finance=False) for number in range(3)]
    assert noted(*members, role=32)["E10"].result == Result.FAIL
    members[0] = replace(members[0], finance=None)
    assert noted(*members, role=32)["E10"].result == Result.REVIEW
    members[0] = replace(members[0], finance=True)
    assert noted(*members, role=32)["E10"].result == Result.PASS


@pytest.mark.parametrize(
    ("multi_ethnic", "minorities", "result"),
    [
        (True, (True, False), Result.PASS),
        (True, (False, False), Result.FAIL),
        (True, (None, False), Result.REVIEW),
        (None, (False, False), Result.REVIEW),
        (False, (False, False), Result.NA),
    ],
)
def test_a_minority_sits_in_a_village_of_several_groups_up_to_2025_only(
    multi_ethnic: bool | None, minorities: tuple[bool | None, ...], result: Result
) -> None:
    members = tuple(a_holder(number, minority=one) for number, one in enumerate(minorities))
    setting = a_setting(23, holders=members, multi_ethnic=multi_ethnic)
    before = {note.rule_id: note for note in board.notes(BOOK, setting, (), BEFORE)}
    assert before["E07"].result == result
    assert "E07" not in {note.rule_id for note in board.notes(BOOK, setting, (), SINCE)}


@pytest.mark.parametrize(
    ("size", "result"),
    [(2, Result.FAIL), (3, Result.PASS), (4, Result.FAIL), (7, Result.PASS), (9, Result.FAIL)],
)
def test_a_council_of_the_collective_has_three_to_seven_members_and_an_odd_number(
    size: int, result: Result
) -> None:
    setting = a_setting(42, holders=tuple(a_holder(number, 42) for number in range(size)))
    found = [note for note in board.notes(BOOK, setting, (), TODAY) if note.rule_id == "E16"]
    assert [note.result for note in found] == [result, Result.PASS]


@pytest.mark.parametrize(("role", "watched", "rule_id"), [(32, 23, "E09"), (51, 42, "E16")])
def test_supervisors_are_apart_from_whom_they_watch_over(
    role: int, watched: int, rule_id: str
) -> None:
    kin = (Kin(uid(1), "parent"),)

    def said(*watch: Holder) -> board.Note:
        setting = a_setting(role, holders=(a_holder(1, watched), a_holder(9, role)))
        notes = board.notes(BOOK, setting, watch, TODAY)
        return next(note for note in notes if note.rule_id == rule_id)

    assert said(a_holder(2, role)).result == Result.PASS
    assert said(a_holder(2, role, kin=None)).result == Result.REVIEW
    assert said(a_holder(2, role, kin=kin)).result == Result.FAIL
    assert said(a_holder(2, role, kin=kin)).people == (uid(2), uid(1))
    unsure = (Kin(uid(1), "parent", confirmed=False),)
    assert said(a_holder(2, role, kin=unsure)).result == Result.REVIEW
    assert said(a_holder(1, role)).sentence.startswith("此人同时是")
    assert said(a_holder(2, role, accountant=True)).sentence == "此人是报账员，须回避"


@pytest.mark.parametrize(("count", "result"), [(1, Result.FAIL), (2, Result.PASS)])
def test_how_many_reserves_a_village_has_is_told_and_bars_nobody(
    count: int, result: Result
) -> None:
    answer = ranked(a_prospect(1), reserves=count)
    assert {note.rule_id: note.result for note in answer.board_notes}["P06"] == result
    assert answer.candidates[0].standing == "eligible"


def test_members_of_another_body_do_not_count() -> None:
    assert noted(a_holder(1), a_holder(2), a_holder(3, 32))["E05"].result == Result.FAIL


def test_a_board_that_is_not_known_is_not_judged_and_that_is_said() -> None:
    answer = ranked(a_prospect(1), holders=None)
    assert answer.board_notes == ()
    assert "在任成员情况不详，班子整体要求未核对" in answer.notes


# ---------------------------------------------------------------------------------- always


def facts(number: int) -> st.SearchStrategy[Facts]:
    """Answer anybody: every fact known or not, this way or that."""
    places = st.none() | st.sampled_from([VILLAGE, NEXT_VILLAGE, FAR_VILLAGE, "410183100000"])
    tri = st.none() | st.booleans()
    days = st.none() | st.dates(date(2020, 1, 1), date(2026, 8, 1))
    reviews = st.lists(
        st.builds(
            Review,
            st.sampled_from([*REVIEWED, "E08", "E09"]),
            st.sampled_from(["pass", "fail", "pending"]),
            st.none() | st.just("密组任命〔2026〕1号"),
        ),
        max_size=9,
    )
    kin = st.lists(
        st.builds(
            Kin,
            st.integers(1, 12).map(uid),
            st.sampled_from(["spouse", "grandparent", "other"]),
            st.booleans(),
        ),
        max_size=2,
    )
    births = st.builds(Birth, st.integers(1940, 2012), st.none() | st.integers(1, 12))
    return st.builds(
        Facts,
        person_id=st.just(uid(number)),
        birth=st.none() | births,
        education=st.lists(st.sampled_from(["21", "31", "61", "71", "90"]), max_size=2).map(tuple),
        political_status=st.none() | st.sampled_from(["01", "02", "03", "05", "13"]),
        activist=tri,
        household_village=places,
        residence_place=places,
        resident_since=days,
        affairs=st.none() | days.map(lambda day: (Affairs(VILLAGE, day),)) | st.just(()),
        steps=st.builds(RegisterSteps, tri, tri, tri, tri, tri),
        title_level=st.none() | st.sampled_from(["none", "junior", "middle"]),
        retired=tri,
        outstanding=tri,
        return_intent=st.none() | st.integers(0, 4),
        reviews=st.just(passed(*REVIEWED)) | reviews.map(tuple),
        tenures=st.none() | st.just(()) | st.just((Tenure(23, VILLAGE),)),
        kin=st.none() | kin.map(tuple),
        accountant=tri,
    )


def prospects() -> st.SearchStrategy[list[Prospect]]:
    """Answer a small pool."""

    def one(number: int) -> st.SearchStrategy[Prospect]:
        return st.builds(
            a_prospect,
            st.just(number),
            facts(number) | st.just(a_person(number)),
            entered_on=st.none() | st.sampled_from([date(2020, 1, 1), date(2021, 1, 1)]),
            household_village=st.none() | st.sampled_from([VILLAGE, FAR_VILLAGE]),
            skills=st.sampled_from([(), ("会计",), post.NEVER_SAID]),
            return_intent=st.none() | st.integers(0, 4),
        )

    return st.integers(0, 6).flatmap(
        lambda size: st.tuples(*(one(number) for number in range(1, size + 1))).map(list)
    )


def requests() -> st.SearchStrategy[Request]:
    """Answer a request for any post, typed by anybody."""
    holders = st.lists(
        st.builds(a_holder, st.integers(1, 12), st.sampled_from([21, 22, 23, 24, 31, 32])),
        max_size=4,
    )
    setting = st.builds(
        a_setting,
        st.sampled_from(sorted(post.ROLES)),
        holders=st.none() | holders.map(tuple),
        community=st.booleans(),
    )
    typed = st.sampled_from(["会计", "电商", "任命", "指定人选", "委 派", "当选", "x"])
    wanted = st.lists(typed | st.text(max_size=5), max_size=3).map(tuple)
    return st.builds(Request, setting=setting, wanted=wanted, hollow=st.booleans())


@settings(max_examples=EXAMPLES, deadline=None)
@given(prospects(), requests(), st.sampled_from(DAYS), st.randoms(use_true_random=False))
def test_any_order_of_the_people_gives_the_same_answer(
    pool: list[Prospect], request_: Request, on: date, chance: Any
) -> None:
    first = suggestion.rank(pool, request_, BOOK, fit.DEFAULT, on)
    shuffled, book = list(pool), list(BOOK)
    chance.shuffle(shuffled)
    chance.shuffle(book)
    assert suggestion.rank(shuffled, request_, tuple(book), fit.DEFAULT, on) == first


@settings(max_examples=EXAMPLES, deadline=None)
@given(prospects(), requests(), st.sampled_from(DAYS))
def test_everybody_is_somewhere_and_nobody_barred_is_a_candidate(
    pool: list[Prospect], request_: Request, on: date
) -> None:
    answer = suggestion.rank(pool, request_, BOOK, fit.DEFAULT, on)
    shown = [one.person_id for one in answer.candidates]
    out = [one.person_id for one in answer.ineligible]
    assert sorted([*shown, *out]) == sorted(one.facts.person_id for one in pool)
    rows = rules.in_force(BOOK, request_.setting.role, on)
    for prospect in pool:
        barring = {
            row.id
            for row in rows
            if row.predicate != "board_make_up"
            and rules.bars(rules.judge(row, prospect.facts, request_.setting, on))
        }
        assert (prospect.facts.person_id in out) == bool(barring)
        for one in answer.ineligible:
            if one.person_id == prospect.facts.person_id:
                assert {verdict.rule_id for verdict in one.failing} == barring


@settings(max_examples=EXAMPLES, deadline=None)
@given(prospects(), requests(), st.sampled_from(DAYS))
def test_the_clear_have_no_open_law_and_come_first_in_order(
    pool: list[Prospect], request_: Request, on: date
) -> None:
    answer = suggestion.rank(pool, request_, BOOK, fit.DEFAULT, on)
    entered = {one.facts.person_id: one.profile.entered_on or date.max for one in pool}
    for one in answer.candidates:
        law = [v for v in one.verdicts if v.rule_class in rules.BARRING]
        passes = [v for v in law if v.result == Result.PASS]
        waits = [v for v in law if v.result in rules.OPEN]
        assert (one.standing == "eligible") == (bool(passes) and not waits)
        assert sum(part.contribution for part in one.parts) == one.total
        assert len(one.reasons) <= 3
        assert len(one.cautions) <= 3
    keys = [
        (one.standing != "eligible", -one.total, entered[one.person_id], one.person_id)
        for one in answer.candidates
    ]
    assert keys == sorted(keys)
    assert [one.rank for one in answer.candidates] == list(range(1, len(keys) + 1))


@settings(max_examples=EXAMPLES, deadline=None)
@given(prospects(), requests(), st.sampled_from(DAYS))
def test_no_sentence_says_a_forbidden_word_whatever_was_typed(
    pool: list[Prospect], request_: Request, on: date
) -> None:
    answer = suggestion.rank(pool, request_, BOOK, fit.DEFAULT, on)
    said = [text for text in sentences(answer) if post.never_said("".join(text.split()))]
    assert said == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(prospects(), requests(), st.sampled_from(DAYS))
def test_sex_plays_no_part_in_a_ranking(pool: list[Prospect], request_: Request, on: date) -> None:
    if request_.setting.holders is None:
        return
    other = tuple(replace(one, sex="2") for one in request_.setting.holders)
    turned = replace(request_, setting=replace(request_.setting, holders=other))
    one = suggestion.rank(pool, request_, BOOK, fit.DEFAULT, on)
    two = suggestion.rank(pool, turned, BOOK, fit.DEFAULT, on)
    assert one.candidates == two.candidates
    assert one.ineligible == two.ineligible


def test_a_rule_only_judges_by_its_own_row() -> None:
    setting: Setting = a_setting()
    expelled = a_person(reviews=(*passed(*REVIEWED), Review("E18", "fail", "审1号")))
    assert rules.judge(the_rule("E13"), expelled, setting, TODAY).result == Result.PASS
    assert rules.judge(the_rule("E18"), expelled, setting, TODAY).result == Result.FAIL
