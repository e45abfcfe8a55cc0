"""Everybody against every post at once says what the rules and fit say of each by themselves."""

from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent import errors
from talent.core import dossier, field, fit, profile, rules, suggestion
from talent.core.dossier import Asked, Entry, Known
from talent.core.facts import Holder, Kin, Setting
from talent.core.field import Field, Ground, Weighed
from tests.core import rulebook

ON = date(2026, 9, 1)
VILLAGES = [f"4199001{town:02d}20{number}" for town in (1, 2) for number in range(1, 4)]
ROLES = (11, 21, 23, 31, 32)
WEIGHTS = {role: fit.WeightSet("committee", 1, fit.DEFAULT) for role in ROLES}
CODES = [*VILLAGES, "419900101000", "419900000000", "4199", "419900102201001", "110101001001", None]


def somebody(random: Random, number: int, others: list[UUID]) -> tuple[Entry, Known]:
    """Invent a person of whom something is known and something is not."""

    def maybe(*values: Any) -> Any:
        return random.choice((*values, None))

    key = UUID(int=number)
    entry = Entry(
        id=key,
        name="甲",
        sex=maybe("1", "2"),
        birth=maybe("1985-06-12", "1999", "2010-01"),
        birth_lunar=random.random() < 0.2,
        native_place=random.choice(CODES),
        household_village=random.choice(CODES),
        residence_place=random.choice(CODES),
        resident_since=maybe(date(2020, 1, 1), date(2026, 5, 1)),
        education_full_time=maybe("31", "61"),
        education_in_service=None,
        political_status=maybe("01", "02", "13"),
        activist=maybe(True, False),
        title_level=maybe("none", "middle"),
        skills=random.choice(([], ["会计"], ["养羊", "经营"])),
        entered_on=date(2024, 1, 1),
        return_intent=maybe(0, 2, 4),
        retired=maybe(True, False),
        to_verify=random.choice(([], ["birth"], ["household_village"])),
        verified=random.choice(({}, {"return_intent": "2026-07-01"})),
        ranking_refused=False,
        active=True,
        reserve=random.random() < 0.5,
    )
    reviews = [
        {"kind": kind, "result": random.choice(("pass", "pass", "fail")), "document": maybe("文1")}
        for kind in (*rulebook.REVIEWED, "E08", "E09")
        if random.random() < 0.8
    ]
    kin = [
        {"person_id": str(other), "relation": "sibling", "confirmed": random.random() < 0.5}
        for other in random.sample(others, min(2, len(others)))
        if random.random() < 0.5
    ]
    tenures = [
        {"role": random.choice(ROLES), "village": random.choice(VILLAGES), "since": "2021-03-01",
         "until": maybe("2026-03-01"), "concurrent": False}
        for _ in range(random.randint(0, 1))
    ]  # fmt: skip
    routes = [
        {"village": random.choice(VILLAGES), "route": "B", "facts": {"stated_will": {"done": True}}}
        for _ in range(random.randint(0, 1))
    ]
    records = [
        {"kind": "training", "on_day": "2026-01-05", "detail": {"name": "班"}},
        {
            "kind": "accountant",
            "on_day": "2026-01-05",
            "detail": {"village": random.choice(VILLAGES)},
        },
    ]
    return entry, Known(key, reviews, kin, tenures, routes, random.sample(records, 1))


def ground(random: Random, village: str, role: int, seated: list[UUID]) -> Ground:
    """Invent a post: its board known, empty or not known, its needs."""
    holders: tuple[Holder, ...] | None = tuple(
        Holder(
            person_id=key,
            role=random.choice((21, 22, 23, 31)),
            kin=random.choice((None, (), (Kin(UUID(int=1), "parent", confirmed=True),))),
        )
        for key in seated
    )
    if random.random() < 0.2:
        holders = None
    rows = rules.in_force(rulebook.BOOK, role, ON)
    asked = Asked(
        village=village,
        on=ON,
        relations=frozenset(
            relation for row in rows for relation in getattr(row.asks, "relations", ())
        ),
        members=None
        if holders is None
        else frozenset(one.person_id for one in holders if one.role in (21, 22, 23)),
    )
    community = random.random() < 0.1
    setting = Setting(village=village, role=role, holders=holders, community=community)
    wanted = random.choice(((), ("会计",), ("养殖", "电商")))
    return Ground(setting, asked, profile.Need(village, role, wanted, random.random() < 0.3))


def a_county(seed: int) -> tuple[Field, list[Ground], Weighed, list[tuple[Entry, Known]]]:
    random = Random(seed)  # noqa: S311 - invented people
    seated = {village: [UUID(int=1000 + at)] for at, village in enumerate(VILLAGES)}
    seated[VILLAGES[0]] = []
    if random.random() < 0.5:
        seated[VILLAGES[1]].append(UUID(int=1))
    holders = [key for keys in seated.values() for key in keys]
    people = [somebody(random, number, holders) for number in range(1, 9)]
    grounds = [
        ground(random, village, role, seated[village]) for village in VILLAGES for role in ROLES
    ]
    sits: dict[UUID, set[str]] = {}
    for village, keys in seated.items():
        for key in keys:
            sits.setdefault(key, set()).add(village)
    # Whoever a holder names as kin is near the holder's village too.
    for one in grounds:
        for holder in one.setting.holders or ():
            for kin in holder.kin or ():
                sits.setdefault(kin.person_id, set()).add(one.setting.village)
    made = Field(people, rulebook.BOOK, ON, {key: frozenset(v) for key, v in sits.items()})
    options = [(at, to) for at in range(len(people)) for to in range(len(grounds))]
    return made, grounds, made.weigh(grounds, options, WEIGHTS), people


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_standing_and_total_are_those_of_the_rules_and_of_fit(seed: int) -> None:
    _, grounds, weighed, people = a_county(seed)
    for person, to, standing, total in zip(
        weighed.person, weighed.ground, weighed.standing, weighed.total, strict=True
    ):
        (entry, known), one = people[person], grounds[to]
        prospect = dossier.prospect(dossier.read(entry, known, one.setting.village), one.asked)
        rows = rules.in_force(rulebook.BOOK, one.setting.role, ON)
        verdicts = suggestion.judge_all(prospect.facts, one.setting, rows, ON)
        assert field.STANDINGS[suggestion.standing(verdicts)] == standing
        wishes = [one.result for one in verdicts if one.rule_id in rules.WISHES]
        readings = profile.readings(prospect.profile, one.need, wishes, ON)
        whole = fit.weigh(readings, fit.DEFAULT, weighed.means[one.setting.role])
        assert whole.total == total
        assert sum(part.contribution for part in whole.parts) == total


def test_a_role_without_weights_is_refused() -> None:
    made, grounds, _, _ = a_county(1)
    with pytest.raises(errors.Invalid, match="权重"):
        made.weigh(grounds, [(0, 0)], {})


def test_an_unknown_factor_counts_the_mean_of_those_of_whom_it_is_known() -> None:
    _, _, weighed, _ = a_county(2)
    assert set(weighed.means) == set(ROLES)
    assert all(0 <= value <= 1000 for means in weighed.means.values() for value in means.values())
