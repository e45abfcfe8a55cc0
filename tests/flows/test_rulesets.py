"""Sets of rules: two people approve, what is tried moves nobody yet, two people confirm a row."""

from datetime import date, timedelta
from typing import Any

import pytest

from talent import errors
from talent.core import ruleset
from talent.core.ruleset import Draft, NewRule, RuleSet
from talent.flows import rulesets, suggestions
from tests import asking, build
from tests.conftest import County

FROM = build.TODAY + timedelta(days=10)
FIRST, SECOND = ("hr", None), ("hr", build.COUNTY)


def a_draft(**values: Any) -> Draft:
    """Answer a set that asks for a full member as lead."""
    row = NewRule(
        id="C01",
        roles=(asking.LEAD,),
        rule_class="LAW_HARD",
        predicate="party_member",
        params={},
        on_unknown="REVIEW",
        citation="县委组织部文件（虚构）",
        explanation="主任后备人选须为正式党员。",
    )
    whole: dict[str, Any] = {"title": "试行", "in_force_from": FROM, "changes": (row,)}
    return Draft(**(whole | values))


async def drafted(county: County, **values: Any) -> RuleSet:
    async with county.desk() as desk:
        return await rulesets.draft(desk, a_draft(**values))


async def approved(county: County) -> RuleSet:
    held = await drafted(county)
    for who in (FIRST, SECOND):
        async with county.desk(*who) as desk:
            held = await rulesets.approve(desk, held.version, held.revision)
    return held


async def ids(county: County, on: date) -> set[str]:
    async with county.desk() as desk:
        return {one.id for one in await rulesets.in_force(desk, on, asking.LEAD)}


# ---------------------------------------------------------------------------- refused


async def test_a_set_of_an_unknown_predicate_or_a_past_day_is_refused(county: County) -> None:
    wrong = a_draft().changes[0]
    for draft, field in (
        (a_draft(in_force_from=build.TODAY - timedelta(days=1)), "in_force_from"),
        (
            a_draft(changes=(NewRule(**{**_fields(wrong), "predicate": "exec"}),)),
            "changes[0].predicate",
        ),
    ):
        with pytest.raises(errors.Invalid) as refused:
            async with county.desk() as desk:
                await rulesets.draft(desk, draft)
        assert [fault.field for fault in refused.value.faults] == [field]


def _fields(row: NewRule) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


async def test_one_person_alone_switches_nothing_on(county: County) -> None:
    held = await drafted(county)
    async with county.desk() as desk:
        held = await rulesets.approve(desk, held.version, held.revision)
    assert held.state == "draft"
    with pytest.raises(errors.Conflict, match="另一人"):
        async with county.desk() as desk:
            await rulesets.approve(desk, held.version, held.revision)
    with pytest.raises(errors.Conflict, match="已由两人批准"):
        async with county.desk() as desk:
            await rulesets.switch_on(desk, held.version, held.revision)
    assert "C01" not in await ids(county, FROM)


async def test_the_database_too_switches_nothing_on_that_two_have_not_approved(
    county: County,
) -> None:
    held = await drafted(county)
    for state in ("approved", "active"):
        with pytest.raises(errors.Conflict, match="两人批准"):
            async with county.desk() as desk:
                await desk.tx.connection.execute(
                    "update rule_set set state = $1 where version = $2", state, held.version
                )
    with pytest.raises(errors.Conflict, match="规则集"):
        async with county.desk() as desk:
            await desk.tx.connection.execute(
                "insert into rule (id, edition, roles, rule_class, predicate, on_unknown, citation,"
                " explanation, in_force_from, rule_set)"
                " values ('C09', 'v2', '{21}', 'INFO', 'party_member', 'REVIEW', 'x', 'x', $1, $2)",
                FROM,
                held.version,
            )


async def test_nobody_approves_or_confirms_in_another_s_name(county: County) -> None:
    held = await drafted(county)
    async with county.desk(*SECOND) as desk:
        other = desk.actor.account_id
    for statement in (
        f"insert into rule_set_approval (rule_set, account_id) values ({held.version}, $1)",
        "insert into rule_confirmation (rule_id, edition, account_id, source) values ('P01', '1', $1, 'x')",
    ):
        with pytest.raises(errors.Forbidden):
            async with county.desk() as desk:
                await desk.tx.connection.execute(statement, other)


async def test_a_changed_set_loses_its_approvals(county: County) -> None:
    held = await approved(county)
    assert held.state == "approved"
    with pytest.raises(errors.Stale):
        async with county.desk() as desk:
            await rulesets.change(desk, held.version, held.revision - 1, a_draft(title="改"))
    async with county.desk() as desk:
        later = a_draft(in_force_from=FROM + timedelta(days=1))
        held = await rulesets.change(desk, held.version, held.revision, later)
    assert (held.state, held.approvals) == ("draft", ())


async def test_what_is_switched_on_is_never_changed(county: County) -> None:
    held = await approved(county)
    async with county.desk() as desk:
        held = await rulesets.switch_on(desk, held.version, held.revision)
    for step in (rulesets.withdraw, rulesets.approve, rulesets.switch_on):
        with pytest.raises(errors.Conflict, match="已启用"):
            async with county.desk() as desk:
                await step(desk, held.version, held.revision)
    with pytest.raises(errors.Conflict):
        async with county.desk() as desk:
            await rulesets.change(desk, held.version, held.revision, a_draft(title="改"))


async def test_a_row_is_confirmed_by_two_people_who_name_the_text(county: County) -> None:
    said = rulesets.Confirmation("县档案馆所藏文本（虚构）")
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await rulesets.confirm(desk, "P01", "9", said)
    with pytest.raises(errors.Conflict, match="无须"):
        async with county.desk() as desk:
            await rulesets.confirm(desk, "E01", "2025", said)
    with pytest.raises(errors.Invalid):
        async with county.desk() as desk:
            await rulesets.confirm(desk, "P01", "1", rulesets.Confirmation(" "))
    async with county.desk() as desk:
        await rulesets.confirm(desk, "P01", "1", said)
    with pytest.raises(errors.Conflict, match="另一人"):
        async with county.desk() as desk:
            await rulesets.confirm(desk, "P01", "1", said)
    assert (await row(county, "P01")).mark == "条文待核对"
    async with county.desk(*SECOND) as desk:
        await rulesets.confirm(desk, "P01", "1", said)
    found = await row(county, "P01")
    assert (found.mark, found.checked, len(found.confirmations)) == (None, True, 2)


async def row(county: County, rule: str, on: date = build.TODAY) -> Any:
    async with county.desk("village", build.EAST_1) as desk:
        return next(one for one in await rulesets.in_force(desk, on) if one.id == rule)


# --------------------------------------------------------------------------------- done


async def test_an_approved_set_begins_on_its_day_and_is_not_confirmed(county: County) -> None:
    held = await approved(county)
    assert [one.account_id for one in held.approvals] != []
    async with county.desk() as desk:
        held = await rulesets.switch_on(desk, held.version, held.revision)
    assert held.state == "active"
    assert "C01" not in await ids(county, FROM - timedelta(days=1))
    assert "C01" in await ids(county, FROM)
    assert (await row(county, "C01", FROM)).mark == "条文待核对"


async def test_a_row_that_is_replaced_ends_the_day_before(county: County) -> None:
    row_ = NewRule(**(_fields(a_draft().changes[0]) | {"id": "P01"}))
    async with county.desk() as desk:
        held = await rulesets.draft(desk, a_draft(changes=(row_,), ends=("P03",)))
    for who in (FIRST, SECOND):
        async with county.desk(*who) as desk:
            held = await rulesets.approve(desk, held.version, held.revision)
    async with county.desk() as desk:
        await rulesets.switch_on(desk, held.version, held.revision)
    assert {"P01", "P03"} <= await ids(county, FROM - timedelta(days=1))
    assert "P03" not in await ids(county, FROM)
    assert (await row(county, "P01", FROM)).edition == held.edition


async def test_before_it_is_switched_on_a_set_says_who_becomes_eligible_and_who_does_not(
    county: County,
) -> None:
    async with county.desk() as desk:
        await asking.a_board(desk)
        await asking.a_reserve(desk, "周党员")
        outside = await asking.a_reserve(desk, "吴群众", political_status="13")
    held = await drafted(county)
    for place in (build.EAST_1, build.EAST, build.COUNTY):
        async with county.desk() as desk:
            found = await rulesets.difference(desk, held.version, asking.LEAD, place)
        named = [(one.person.person_id, one.before, one.after) for one in found.moved]
        assert named == [(outside, "eligible", "ineligible")]
        assert (found.newly_ineligible, found.newly_eligible) == (1, 0)
        assert found.moved[0].why == ("C01 不是中共党员",)
    async with county.desk() as desk:
        answer = await suggestions.ephemeral(desk, build.EAST_1, asking.LEAD, 20, FROM)
    assert "C01@v2" not in answer.run.rules


async def test_a_trial_names_a_place_that_has_the_post(county: County) -> None:
    held = await drafted(county)
    with pytest.raises(errors.Invalid, match="填写有误"):
        async with county.desk() as desk:
            await rulesets.difference(desk, held.version, asking.LEAD, build.WEST_2)
    assert ruleset.STATES[held.state] == "草稿"
