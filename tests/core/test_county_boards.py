"""The invented county's boards, seats and requests: lawful, and every rule is seen at work."""

import itertools
from collections import Counter, defaultdict
from datetime import date
from uuid import UUID

import pytest

from talent.core import county, facts, post
from talent.core.county.contents import RESERVE, County, Request
from talent.core.facts import Facts, RegisterSteps, Setting
from talent.core.rules import BARRING, Result, judge
from talent.core.vocabulary import OF_NOBODY
from tests.core.rulebook import BOOK

LAW = {rule.id for rule in BOOK if rule.rule_class in BARRING}

Judged = dict[int, dict[int, dict[str, Result]]]
"""By request, person and rule."""

TODAY = date(2026, 6, 1)
SEED = 7


@pytest.fixture(scope="module")
def whole() -> County:
    return county.invent(SEED, TODAY)


# -------------------------------------------------------------------------------- boards


def test_every_village_has_three_boards_and_one_secretary(whole: County) -> None:
    kinds = Counter(body.kind for body in whole.bodies if body.village[9] != "0")
    assert kinds == {post.Body.PARTY: 303, post.Body.COMMITTEE: 303, post.Body.SUPERVISORY: 303}
    assert sum(one.role == 11 for one in whole.posts) == 303
    assert sum(one.seats for one in whole.posts if one.role == 11) == 303


def test_the_size_of_every_board_is_lawful(whole: County) -> None:
    seats: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for one in whole.posts:
        seats[one.body][one.role] = one.seats
    for body in whole.bodies:
        assert not post.check_seats(body.kind, seats[body.key])


def test_nobody_shares_a_seat_and_no_tenure_is_empty(whole: County) -> None:
    held: defaultdict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
    for one in whole.tenures:
        assert 1 <= one.seat <= whole.posts[one.post].seats
        assert (one.ends is None) == (one.end_reason is None)
        held[one.post, one.seat].append((one.starts, one.ends or date.max))
    for spans in held.values():
        assert all(start < end for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(sorted(spans)))


def test_every_seat_is_held_or_vacant(whole: County) -> None:
    held = {(one.post, one.seat) for one in whole.tenures if one.ends is None}
    open_seats = {(one.post, one.seat) for one in whole.vacancies}
    every = {(one.key, seat) for one in whole.posts for seat in range(1, one.seats + 1)}
    assert held | open_seats == every
    assert not held & open_seats
    assert len(open_seats) == len(whole.vacancies)
    assert all(one.opened_on <= TODAY for one in whole.vacancies)


def test_vacancies_have_many_reasons_and_organised_crime_alone_is_urgent(whole: County) -> None:
    reasons = {one.reason for one in whole.vacancies}
    assert reasons <= set(post.VACANCY_REASONS)
    assert len(reasons) >= 7
    assert all(one.urgent == (one.reason == post.URGENT_VACANCY) for one in whole.vacancies)
    roles = {whole.posts[one.post].role for one in whole.vacancies if one.urgent}
    assert 11 in roles


@pytest.mark.parametrize("today", [date(2021, 7, 1), TODAY, date(2031, 2, 1)])
def test_a_term_of_five_years_runs_today(today: date) -> None:
    found = county.invent(SEED, today, 0.05)
    running: Counter[int] = Counter()
    for term in found.terms:
        assert term.due.year == term.starts.year + 5
        assert term.starts >= date(2020, 12, 1)
        running[term.body] += term.starts <= today < term.due
    assert all(running[body.key] == 1 for body in found.bodies)
    assert all(one.starts <= today and (one.ends or today) <= today for one in found.tenures)


def test_most_boards_have_a_woman_and_a_secretary_who_heads_the_committee(whole: County) -> None:
    women: set[str] = set()
    heads: defaultdict[str, set[int]] = defaultdict(set)
    for one in whole.tenures:
        role, village = whole.posts[one.post].role, whole.bodies[whole.posts[one.post].body].village
        if (
            one.ends is None
            and role in post.COMMITTEE
            and whole.people[one.person].draft.sex == "2"
        ):
            women.add(village)
        if one.ends is None and role in (11, 21):
            heads[village].add(one.person)
    assert len(women) > 0.9 * 303
    assert sum(len(people) == 1 for people in heads.values()) > 0.6 * 303


def test_whoever_holds_a_party_seat_is_a_member(whole: County) -> None:
    for one in whole.tenures:
        if whole.posts[one.post].role in post.PARTY:
            assert whole.people[one.person].draft.political_status == "01"


# ------------------------------------------------------------------------- what the rules read


def test_kin_stand_in_both_directions(whole: County) -> None:
    inverse = {"parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse"}
    found = {(one.person, one.relative): one.relation for one in whole.kin}
    assert len(found) == len(whole.kin)
    for (person, relative), relation in found.items():
        assert person != relative
        assert found[relative, person] == inverse[relation]


def test_a_review_has_a_document_unless_it_is_pending(whole: County) -> None:
    assert {one.result for one in whole.reviews} == {"pass", "fail", "pending"}
    assert all((one.document is None) == (one.result == "pending") for one in whole.reviews)


def uid(person: int) -> UUID:
    """Answer an id for a person."""
    return UUID(int=person + 1)


def kin_of(whole: County, person: int) -> tuple[facts.Kin, ...]:
    """Answer whom somebody is kin to; nothing recorded stays unknown to the caller."""
    return tuple(
        facts.Kin(uid(one.relative), one.relation, one.confirmed)  # type: ignore[arg-type]
        for one in whole.kin
        if one.person == person
    )


def facts_of(whole: County, person: int, village: str) -> Facts:
    """Read what the rules may know of a person, as a flow reads it."""
    draft = whole.people[person].draft
    steps = next(
        (one.facts for one in whole.routes if one.person == person and one.village == village), {}
    )
    return Facts(
        person_id=uid(person),
        birth=draft.birth,
        education=tuple(filter(None, (draft.education_full_time, draft.education_in_service))),
        political_status=draft.political_status,
        activist=draft.activist,
        household_village=draft.household_village or "440300000000",
        residence_place=draft.residence_place or "440300000000",
        resident_since=draft.resident_since,
        affairs=(),
        steps=RegisterSteps(**{name: done is not False for name, done in steps.items()}),
        title_level=draft.title_level,
        retired=draft.retired,
        return_intent=draft.return_intent,
        reviews=tuple(
            facts.Review(one.kind, one.result, one.document)  # type: ignore[arg-type]
            for one in whole.reviews
            if one.person == person
        ),
        tenures=tuple(
            facts.Tenure(
                whole.posts[one.post].role, whole.bodies[whole.posts[one.post].body].village
            )
            for one in whole.tenures
            if one.person == person and one.ends is None
        ),
        kin=kin_of(whole, person) or None,
        accountant=False,
    )


def setting_of(whole: County, request: Request) -> Setting:
    """Read who sits in the village."""
    role = whole.posts[request.post].role
    holders = tuple(
        facts.Holder(person_id=uid(one.person), role=whole.posts[one.post].role)
        for one in whole.tenures
        if one.ends is None and whole.bodies[whole.posts[one.post].body].village == request.village
    )
    community = request.village[9] == "0"
    return Setting(village=request.village, role=role, community=community, holders=holders)


def verdicts(whole: County, request: Request) -> dict[int, dict[str, Result]]:
    """Judge the cast of a request."""
    setting = setting_of(whole, request)
    rules = [rule for rule in BOOK if setting.role in rule.roles and rule.holds_on(TODAY)]
    return {
        person: {
            rule.id: judge(rule, facts_of(whole, person, request.village), setting, TODAY).result
            for rule in rules
            if not isinstance(rule.asks, OF_NOBODY)
        }
        for person in request.cast
    }


@pytest.fixture(scope="module")
def judged(whole: County) -> Judged:
    """Judge the cast of each request."""
    return {number: verdicts(whole, one) for number, one in enumerate(whole.requests)}


def test_each_request_is_for_a_seat_that_is_open(whole: County) -> None:
    vacant = {one.post for one in whole.vacancies}
    assert len(whole.requests) == 6
    for one in whole.requests:
        assert one.post in vacant
        assert whole.bodies[whole.posts[one.post].body].village == one.village
        assert one.urgent == any(v.post == one.post and v.urgent for v in whole.vacancies)
        assert not post.check_places(whole.posts[one.post].role, one.seats)
        assert all(RESERVE in {e.pool for e in whole.entries if e.person == p} for p in one.cast)


@pytest.mark.parametrize("rule", "E01 E02 E03 E08 E09 E11 E12 E13 E18 E19 P01 P03 P04".split())
def test_every_rule_bars_or_warns_of_somebody(judged: Judged, rule: str) -> None:
    said = [found.get(rule) for cast in judged.values() for found in cast.values()]
    assert Result.FAIL in said
    assert Result.PASS in said


def test_each_village_request_has_somebody_whom_no_law_bars(
    judged: Judged,
) -> None:
    for number in range(5):
        clear = [
            person
            for person, found in judged[number].items()
            if all(result is Result.PASS for rule, result in found.items() if rule in LAW)
        ]
        assert clear, judged[number]


def test_some_reserve_waits_for_a_fact(judged: Judged) -> None:
    for rule, result in (("E03", Result.REVIEW), ("E08", Result.REVIEW), ("E11", Result.UNKNOWN)):
        assert result in [found.get(rule) for cast in judged.values() for found in cast.values()]


def test_a_communitys_committee_seat_is_not_judged_by_the_village_law(judged: Judged) -> None:
    for found in judged[5].values():
        laws = {
            rule: result for rule, result in found.items() if rule in ("E01", "E02", "E03", "E13")
        }
        assert laws == dict.fromkeys(laws, Result.NA)
        assert laws


def test_one_request_is_of_a_board_without_a_woman_and_one_of_a_hollow_village(
    whole: County,
) -> None:
    by_code = {one.code: one for one in whole.places}
    assert by_code[whole.requests[3].village].flags["hollow"]
    setting = setting_of(whole, whole.requests[4])
    sexes = {
        whole.people[one.person_id.int - 1].draft.sex
        for one in setting.sitting(post.COMMITTEE) or ()
    }
    assert sexes == {"1"}
