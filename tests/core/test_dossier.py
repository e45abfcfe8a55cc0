"""From what the register holds of a person to what the rules and fit may know."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core import dossier, evidence
from talent.core.profile import Experience
from talent.core.suggestion import Prospect

VILLAGE, NEXT = "410183100201", "410183100202"
ON = date(2026, 6, 1)
ME, SITS, AWAY = UUID(int=1), UUID(int=2), UUID(int=3)


def an_entry(**fields: Any) -> dossier.Entry:
    values: dict[str, Any] = dict.fromkeys(dossier.Entry.__struct_fields__)
    known: dict[str, Any] = {
        "id": ME,
        "name": "孙可用",
        "birth": "1988-03",
        "birth_lunar": False,
        "skills": [],
        "to_verify": [],
        "verified": {},
        "ranking_refused": False,
        "active": True,
    }
    return dossier.Entry(**(values | known | fields))


def a_prospect(
    entry: dossier.Entry | None = None,
    members: frozenset[UUID] | None = frozenset({SITS}),
    **known: list[dict[str, Any]],
) -> Prospect:
    told: dict[str, Any] = {"reviews": [], "kin": [], "tenures": [], "routes": [], "records": []}
    read = dossier.read(entry or an_entry(), dossier.Known(ME, **(told | known)), VILLAGE)
    asked = dossier.Asked(
        village=VILLAGE, on=ON, relations=frozenset({"parent", "sibling"}), members=members
    )
    return dossier.prospect(read, asked)


def a_record(of: str, on_day: str, **detail: Any) -> dict[str, Any]:
    return {"kind": of, "on_day": on_day, "detail": detail}


def kin(other: UUID, relation: str) -> dict[str, Any]:
    return {"person_id": str(other), "relation": relation, "confirmed": True}


def test_a_detail_of_another_shape_is_refused() -> None:
    for kind, said in (
        ("training", {"months": 3}),
        ("assessment", {"points_percentile": 101}),
        ("experience", {"kind": "sports"}),
        ("readiness", {}),
    ):
        with pytest.raises(errors.Invalid):
            evidence.detail(kind, said)


def test_nothing_on_record_is_nothing_known() -> None:
    found = a_prospect(members=None)
    facts, profile = found.facts, found.profile
    assert (facts.kin, facts.tenures, facts.affairs, facts.accountant) == (None,) * 4
    assert (profile.experience, profile.trainings, profile.assessment) == (None,) * 3
    assert (profile.readiness, profile.verified_on, profile.intent_confirmed) == (None,) * 3


def test_kin_are_told_when_one_sits_or_a_review_cleared_them() -> None:
    cleared = {"kind": "E08", "result": "pass", "document": "一号"}
    assert a_prospect(kin=[kin(AWAY, "parent")]).facts.kin is None
    assert a_prospect(kin=[kin(SITS, "grandparent")]).facts.kin is None
    assert a_prospect(kin=[kin(SITS, "sibling")]).facts.kin
    assert a_prospect(reviews=[cleared]).facts.kin == ()
    for not_yet in ({"result": "pending"}, {"document": None}, {"kind": "E12"}):
        assert a_prospect(reviews=[cleared | not_yet]).facts.kin is None


@pytest.mark.parametrize(
    "field",
    ["birth", "political_status", "household_village", "residence_place", "resident_since"],
)
def test_a_doubtful_value_is_not_known_to_the_rules(field: str) -> None:
    values: dict[str, Any] = {
        "political_status": "01",
        "household_village": VILLAGE,
        "residence_place": VILLAGE,
        "resident_since": ON,
    }
    assert getattr(a_prospect(an_entry(**values)).facts, field) is not None
    assert getattr(a_prospect(an_entry(**values, to_verify=[field])).facts, field) is None


def test_who_keeps_this_villages_accounts_is_its_accountant_while_it_lasts() -> None:
    for village, until, answer in (
        (VILLAGE, None, True),
        (VILLAGE, "2026-06-02", True),
        (VILLAGE, "2026-06-01", False),
        (NEXT, None, None),
    ):
        record = a_record("accountant", "2024-01-01", village=village, until=until)
        assert a_prospect(records=[record]).facts.accountant is answer


def test_a_seat_counts_while_it_is_held_and_as_experience_for_ever() -> None:
    seat = {"role": 23, "village": VILLAGE, "concurrent": False}
    now = seat | {"since": "2024-06-01", "until": None}
    then = seat | {"since": "2018-06-01", "until": "2021-06-01", "role": 61}
    found = a_prospect(tenures=[now, then])
    assert [one.role for one in found.facts.tenures or ()] == [23]
    assert found.profile.experience == (Experience("village", 24), Experience("group", 36))
    beside = now | {"concurrent": True}
    assert a_prospect(tenures=[beside]).profile.experience is None


def test_work_is_as_long_as_it_is_said_or_from_its_day_to_its_end() -> None:
    found = a_prospect(
        records=[
            a_record("experience", "2026-05-01", kind="army", months=30),
            a_record("experience", "2020-01-01", kind="enterprise", until="2021-01-15"),
            a_record("experience", "2025-06-01", kind="other"),
        ]
    )
    assert found.profile.experience == (
        Experience("army", 30),
        Experience("enterprise", 12),
        Experience("other", 12),
    )


def test_the_newest_assessment_and_readiness_count_and_every_class() -> None:
    found = a_prospect(
        an_entry(verified={"name": "2026-01-02", "return_intent": "2025-12-01"}),
        records=[
            a_record("training", "2024-03-01", name="甲班"),
            a_record("assessment", "2024-12-20", assessment="competent"),
            a_record("training", "2025-03-01"),
            a_record("readiness", "2025-04-01", readiness="R2"),
            a_record("assessment", "2025-12-20", assessment="excellent", points_percentile=80),
            a_record("readiness", "2026-04-01", readiness="R0"),
        ],
    ).profile
    assert (found.assessment, found.points_percentile, found.readiness) == ("excellent", 80, "R0")
    assert found.trainings == (date(2024, 3, 1), date(2025, 3, 1))
    assert (found.verified_on, found.intent_confirmed) == (date(2026, 1, 2), date(2025, 12, 1))


def test_steps_toward_another_villages_register_do_not_count_here() -> None:
    step = {"done": True, "on_day": "2026-05-01"}
    later = {"done": True, "on_day": "2026-06-02"}
    refused = {"done": False}
    facts = {"stated_will": step, "applied": later, "consented": refused}
    for village, answer in ((VILLAGE, (True, None, False)), (NEXT, (None, None, None))):
        steps = a_prospect(routes=[{"village": village, "facts": facts}]).facts.steps
        assert (steps.stated_will, steps.applied, steps.consented) == answer


def test_finance_is_known_by_skills_and_open_without_any() -> None:
    assert dossier.knows_finance(["会计证"]) is True
    assert dossier.knows_finance(["养羊"]) is False
    assert dossier.knows_finance([]) is None
