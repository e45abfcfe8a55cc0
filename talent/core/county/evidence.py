"""What is known of reserves for the rules and for fit: reviews, routes, kin, records, contacts."""

from collections.abc import Iterable
from datetime import date, timedelta

from talent.core.county import chances
from talent.core.county.contents import (
    DUALMI,
    RESERVE,
    Assignment,
    Contact,
    Record,
    Review,
    Route,
)
from talent.core.county.making import Making

REVIEWED = ("E02", "E04", "E08", "E09", "E12", "E13", "E15", "E17", "E18", "E19", "E20")
"""Every rule that a review with a document can answer (core.vocabulary, core.kinship)."""

WITH_CONDUCT, CONDUCT = "E15", "P05"
"""The review that asks for sanctions answers for the 十个严禁 too, by the same document."""

BARS = ("E02", "E12", "E13", "E18")
OUTCOMES = {"clear": 55.0, "gaps": 24.0, "pending": 6.0, "failed": 3.0, "none": 12.0}
PROGRAMMES = (
    "村级后备干部培训班",
    "农村实用人才带头人培训班",
    "新型农业经营主体带头人轮训班",
    "村务监督业务培训班",
)
CHANNELS = {"phone": 45, "meeting": 25, "message": 20, "event": 10}
SAID = {
    "phone": ("电话联系，愿为家乡引荐项目", "电话联系，暂无返乡打算，愿保持联系"),
    "meeting": ("春节走访，了解近况", "节日座谈，谈了回村发展的打算"),
    "message": ("发去返乡创业政策，已回复", "发去家乡近况，未回复"),
    "event": ("招商推介会到会", "返乡座谈会到会，提出建议一条"),
}
OFFICER = "liaison"
ASSIGNED, CONTACTED = 12, 45
"""Of the 双密 people in a hundred: with an officer of their own, contacted at all."""


def reviewed(
    making: Making, person: int, *, failed: Iterable[str] = (), unchecked: Iterable[str] = ()
) -> None:
    """Record that all reviews passed but these."""
    bad, left = frozenset(failed), frozenset(unchecked)
    for kind in REVIEWED:
        if kind not in left:
            _review(making, person, kind, "fail" if kind in bad else "pass")


def _review(making: Making, person: int, kind: str, result: str) -> None:
    rng = making.rng
    day = making.today - timedelta(days=rng.randint(10, 330))
    document = None if result == "pending" else f"青联审〔{day.year}〕{rng.randint(1, 99)}号"
    making.reviews.append(Review(person, kind, result, document, day))
    if kind == WITH_CONDUCT:
        making.reviews.append(Review(person, CONDUCT, result, document, day))


def on_route(making: Making, person: int, village: str, route: str, steps: dict[str, bool]) -> None:
    """Record the steps toward the village's voter register, taken some weeks ago."""
    day = making.today - timedelta(days=making.rng.randint(20, 120))
    facts: dict[str, str | bool] = {
        name: day.isoformat() if done else False for name, done in steps.items()
    }
    making.routes.append(Route(person, village, route, facts, day))


def prepared(making: Making, person: int) -> None:
    """Record training, experience, yearly assessment and readiness, as far as they are known."""
    rng, today = making.rng, making.today
    add = making.records.append
    for _ in range(chances.pick(rng, {0: 30, 1: 35, 2: 23, 3: 12})):
        day = today - timedelta(days=rng.randint(20, 1400))
        add(Record(person, "training", day, {"name": rng.choice(PROGRAMMES)}))
    kind = chances.pick(
        rng, {None: 35, "village": 18, "group": 22, "enterprise": 12, "collective": 7, "army": 6}
    )
    if kind is not None:
        note = {"village": "村两委委员", "group": "村民小组长", "enterprise": "经营企业"}.get(
            kind, ""
        )
        detail: dict[str, str | int] = {"kind": kind, "months": rng.randint(6, 120), "note": note}
        add(Record(person, "experience", today, detail))
    if chances.chance(rng, 60):
        result = chances.pick(
            rng, {"excellent": 20, "competent": 68, "basic": 10, "incompetent": 2}
        )
        detail = {"assessment": result, "points_percentile": rng.randint(5, 98)}
        add(Record(person, "assessment", date(today.year - 1, 12, 20), detail))
    ready = chances.pick(rng, {"R0": 20, "R1": 35, "R2": 25, "R9": 20})
    add(
        Record(
            person, "readiness", today - timedelta(days=rng.randint(5, 300)), {"readiness": ready}
        )
    )


def of_reserves(making: Making) -> None:
    """Record what is known of every reserve that was not cast for a request."""
    told = {review.person for review in making.reviews} | {route.person for route in making.routes}
    for entry in making.entries:
        draft = making.people[entry.person].draft
        if entry.pool != RESERVE or entry.person in told:
            continue
        told.add(entry.person)
        _some_reviews(making, entry.person)
        prepared(making, entry.person)
        if draft.household_village is None:
            continue
        at_home = draft.residence_place == draft.household_village
        stated = not at_home and chances.chance(making.rng, 50)
        steps = {"stated_will": True} if stated else {}
        on_route(making, entry.person, draft.household_village, "A" if at_home else "B", steps)


def _some_reviews(making: Making, person: int) -> None:
    rng = making.rng
    outcome = chances.pick(rng, OUTCOMES)
    if outcome == "clear":
        reviewed(making, person)
    elif outcome == "gaps":
        reviewed(making, person, unchecked=rng.sample(REVIEWED, 4))
    elif outcome == "failed":
        reviewed(making, person, failed=(rng.choice(BARS),))
    elif outcome == "pending":
        for kind in BARS:
            _review(making, person, kind, "pending")


def contacts(making: Making) -> tuple[list[Contact], list[Assignment]]:
    """Answer the contacts made with 双密 people and whom the officer keeps contact with."""
    rng, today = making.rng, making.today
    made: list[Contact] = []
    assigned: list[Assignment] = []
    for entry in making.entries:
        if entry.pool != DUALMI:
            continue
        if chances.chance(rng, ASSIGNED):
            assigned.append(Assignment(entry.person, OFFICER, chances.years_before(today, 1.5)))
        if not chances.chance(rng, CONTACTED):
            continue
        days = sorted(today - timedelta(days=rng.randint(3, 700)) for _ in range(rng.randint(1, 3)))
        for day in days:
            following = day + timedelta(days=rng.choice((90, 180, 365)))
            due = following if day == days[-1] and chances.chance(rng, 70) else None
            channel = chances.pick(rng, CHANNELS)
            made.append(Contact(entry.person, day, channel, rng.choice(SAID[channel]), due))
    return made, assigned
