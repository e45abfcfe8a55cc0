"""A sweep finds what the register holds twice, goes on where it stopped, and leaves judgements alone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from talent import errors
from talent.core import clusters, sweep
from talent.core.job import LaidDown
from talent.core.person import Birth
from talent.flows import amending, evidence, likenesses, merges, models, pairs, people, sweeps
from talent.flows import jobs as jobs_flow
from talent.flows.desk import Desk
from talent.flows.models import Choosing
from tests import build
from tests.conftest import County


class Steps:
    """Steps of a test; laid down at the nth telling where that is given."""

    def __init__(self, county: County, laid_down_at: tuple[str, int] | None = None) -> None:
        self.county, self.laid_down_at = county, laid_down_at
        self.told: list[tuple[str, int, int | None]] = []

    @asynccontextmanager
    async def desk(self) -> AsyncGenerator[Desk]:
        async with self.county.desk() as desk:
            yield desk

    async def tell(self, step: str, done: int, total: int | None = None) -> None:
        self.told.append((step, done, total))
        if (step, done) == self.laid_down_at:
            raise LaidDown


async def swept(county: County, **more: Any) -> sweep.Row:
    async with county.desk() as desk:
        key = (await sweeps.begin(desk)).id
    return await sweeps.run(Steps(county, **more), key)


async def waiting(county: County) -> dict[tuple[UUID, UUID], str]:
    async with county.desk() as desk:
        page = await pairs.page(desk, pairs.Wanted(limit=200))
    return {(one.people[0].id, one.people[1].id): one.band for one in page.pairs}


async def add(county: County, name: str = "张三丰", **fields: Any) -> UUID:
    async with county.desk() as desk:
        return await build.a_person(desk, build.a_draft(name, **fields))


async def two(county: County) -> tuple[UUID, UUID]:
    phone = (build.a_phone(),)
    one = await add(county, "尉迟敬德", phones=phone, employer="甲厂")
    other = await add(county, "尉迟敬得", phones=phone, employer="甲厂")
    return min(one, other), max(one, other)


# Refusals


async def test_a_township_neither_sweeps_nor_chooses_a_model(county: County) -> None:
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", build.EAST) as desk:
            await sweeps.begin(desk)
    with pytest.raises(errors.Forbidden):
        async with county.desk("township", build.EAST) as desk:
            await models.choose(desk, Choosing("expert"))


async def test_a_model_that_is_not_there_is_not_chosen(county: County) -> None:
    with pytest.raises(errors.NotFound):
        async with county.desk() as desk:
            await models.choose(desk, Choosing("trained-0"))


# Sweeping


async def test_what_stands_twice_is_found_and_grouped(county: County) -> None:
    key = await two(county)
    await add(county, "李四光", birth=Birth(1970, 1, 2), household_village=build.WEST_1)
    row = await swept(county)
    assert await waiting(county) == {key: "likely"}
    assert (row.state, row.entries, row.likely, row.groups) == ("done", 3, 1, 1)
    async with county.desk() as desk:
        clusters = await desk.tx.connection.fetch("select person_id, cluster_id from cluster")
    assert {one["person_id"] for one in clusters} == set(key)
    assert len({one["cluster_id"] for one in clusters}) == 1


async def doubts(county: County, superuser: Any) -> dict[tuple[UUID, UUID], str | None]:
    rows = await superuser.fetch("select person_a, person_b, doubt from pair")
    return {(row["person_a"], row["person_b"]): row["doubt"] for row in rows}


async def test_a_pair_that_alone_holds_a_group_is_counted_named_and_seen_first(
    county: County, superuser: Any
) -> None:
    """The first and the last of three share no more than their name, and differ in the rest."""
    number, phones = build.an_id_number(), (build.a_phone("15400005678"),)
    kinds = (("81", "01"), ("21", "12"))
    fields = ("education_full_time", "political_status")
    mine, theirs = (dict(zip(fields, kind, strict=True)) for kind in kinds)
    named: dict[str, Any] = {"name": "王建国", "birth": None}
    first = await add(county, **named, **mine, id_number=number, household_village=None)
    bridge = await add(county, **named, id_number=number, phones=phones, education_full_time=None)
    last = await add(county, **named, **theirs, phones=phones)
    key = await two(county)
    row = await swept(county)
    assert (row.groups, row.bridges, row.torn, row.oversized) == (2, 2, 0, 0)
    found = await doubts(county, superuser)
    assert found[key] is None
    assert {pair for pair, doubt in found.items() if doubt == "bridge"} == {
        (min(bridge, one), max(bridge, one)) for one in (first, last)
    }
    async with county.desk() as desk:
        page = await pairs.page(desk, pairs.Wanted(doubt="bridge"))
    assert {one.doubt for one in page.pairs} == {"bridge"}
    assert len(page.pairs) == 2
    await superuser.execute("update pair set probability = 0.9")
    async with county.desk() as desk:
        everything = (await pairs.page(desk, pairs.Wanted())).pairs
    assert [one.doubt for one in everything[:2]] == ["bridge", "bridge"]


async def test_who_fits_two_that_are_not_one_and_components_too_large_are_named(
    county: County, superuser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: dict[str, Any] = {"name": "尉迟敬德", "phones": (build.a_phone(),), "employer": "甲厂"}
    for number in (build.an_id_number(), build.an_id_number(sequence=3), None):
        await add(county, **named, id_number=number)
    assert (await swept(county)).torn == 1
    assert "torn" in (await doubts(county, superuser)).values()
    monkeypatch.setattr(clusters.find, "__defaults__", (lambda *_: clusters.NOTHING, 1))
    assert (await swept(county)).oversized == 1
    assert "oversized" in (await doubts(county, superuser)).values()


async def test_two_judged_different_are_neither_queued_nor_grouped_again(county: County) -> None:
    key = await two(county)
    async with county.desk() as desk:
        await pairs.judge(desk, *key, pairs.Said("different"))
    row = await swept(county)
    assert await waiting(county) == {}
    assert row.groups == 0


async def test_a_merge_that_was_taken_back_is_not_proposed_again(county: County) -> None:
    from talent.flows import unmerges  # noqa: PLC0415 - beside what it is about

    key = await two(county)
    async with county.desk() as desk:
        done = await merges.merge(desk, *key, merges.Wanted())
        await unmerges.undo(desk, done.merge, unmerges.Undoing())
    assert (await swept(county)).groups == 0
    assert await waiting(county) == {}


async def test_what_was_said_of_a_merged_entry_holds_for_who_stands_for_it(county: County) -> None:
    one, other = await two(county)
    third = await add(county, "尉迟敬的", phones=(build.a_phone(),), employer="甲厂")
    async with county.desk() as desk:
        await pairs.judge(desk, other, third, pairs.Said("different"))
        await merges.merge(desk, one, other, merges.Wanted(survivor=one))
    assert (await swept(county)).groups == 0
    assert await waiting(county) == {}


async def test_declared_kin_are_kept_apart(county: County) -> None:
    key = await two(county)
    async with county.desk() as desk:
        await evidence.set_kin(desk, key[0], evidence.NewKin(relative=key[1], relation="sibling"))
    assert (await swept(county)).groups == 0
    assert await waiting(county) == {}


async def test_an_unsure_judgement_keeps_the_pair_with_the_reasons_it_was_judged_on(
    county: County, superuser: Any
) -> None:
    key = await two(county)
    await swept(county)
    async with county.desk() as desk:
        await pairs.judge(desk, *key, pairs.Said("unsure"))
    await superuser.execute("update pair set weight = 1, model = 'old'")
    await swept(county)
    assert await superuser.fetchrow("select weight, model, state from pair") == (1, "old", "open")


async def test_a_score_is_refreshed_and_a_pair_that_is_alike_no_more_is_forgotten(
    county: County, superuser: Any
) -> None:
    key = await two(county)
    await swept(county)
    await superuser.execute("update pair set weight = 1, model = 'old'")
    await swept(county)
    weight, model = await superuser.fetchrow("select weight, model from pair")
    assert weight > 1
    assert model != "old"
    async with county.desk() as desk:
        held = await people.row(desk, key[1])
        change: dict[str, Any] = {
            "name": "李四光",
            "phones": [],
            "birth": {"year": 1950},
            "employer": None,
        }
        await amending.amend(desk, key[1], held.version, change)
    await swept(county)
    assert await waiting(county) == {}


async def test_a_sweep_that_was_stopped_goes_on_where_it_was(
    county: County, superuser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "WRITTEN_AT_ONCE", 1)
    phone = (build.a_phone(),)
    for name in ("尉迟敬德", "尉迟敬得", "尉迟静德"):
        await add(county, name, phones=phone)
    with pytest.raises(LaidDown):
        await swept(county, laid_down_at=("登记待核对", 1))
    assert await superuser.fetchval("select count(*) from pair") == 1
    first = await superuser.fetchval("select at from pair")
    row = await swept(county)
    assert (row.state, row.found, row.written) == ("done", 3, 3)
    assert await superuser.fetchval("select count(*) from pair") == 3
    assert await superuser.fetchval("select min(at) from pair") == first
    assert await superuser.fetchval("select count(*) from sweep") == 1


async def test_a_sweep_that_was_stopped_begins_anew_when_somebody_was_changed(
    county: County, superuser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "WRITTEN_AT_ONCE", 1)
    key = await two(county)
    with pytest.raises(LaidDown):
        await swept(county, laid_down_at=("登记待核对", 1))
    assert await superuser.execute("update pair set weight = 1") == "UPDATE 1"
    async with county.desk() as desk:
        await amending.amend(desk, key[0], 1, {"industry": "农业"})
    await swept(county)
    assert await superuser.fetchval("select weight from pair") > 1


async def test_a_sweep_runs_as_a_job_of_whoever_asked(county: County, worker: Any) -> None:
    key = await two(county)
    async with county.desk() as desk:
        job = await sweeps.ask(desk)
        assert await sweeps.ask(desk) == job
    await jobs_flow.run(worker, county.keyring, {sweeps.KIND: sweeps.job}, job)
    async with county.desk() as desk:
        assert (await jobs_flow.one(desk, job)).state == "done"
        assert (await sweeps.listed(desk))[0].likely == 1
    assert await waiting(county) == {key: "likely"}


# Models


async def trained(county: County, **more: Any) -> models.Trained:
    return await sweeps.train(Steps(county), **more)


async def test_a_training_chooses_nothing_and_the_same_register_gives_the_same_model(
    county: County,
) -> None:
    await two(county)
    first, second = await trained(county), await trained(county)
    assert first.version == second.version
    assert first.report.entries == 2
    async with county.desk() as desk:
        [row] = await models.listed(desk)
        assert (row.version, row.active) == (first.version, False)
        assert (await likenesses.find(desk, likenesses.entry(build.a_draft("尉迟敬德"))))[
            0
        ].likeness.model == (await models.one(desk, "expert")).version


async def test_the_chosen_model_weighs_and_who_chose_it_is_known(county: County) -> None:
    key = await two(county)
    made = await trained(county)
    async with county.desk() as desk:
        await models.choose(desk, Choosing(made.version, "估计数合理"))
        [use] = await models.uses(desk)
        assert (use.version, use.reason) == (made.version, "估计数合理")
        assert use.chosen_by == desk.actor.display_name
        found = await likenesses.find(desk, likenesses.entry(build.a_draft("尉迟敬德")))
    assert {one.likeness.model for one in found} == {made.version}
    assert {one.person_id for one in found} == set(key)
    # Also for a township, which may not see the model's list of uses but is weighed for by it.
    async with county.desk("township", build.EAST) as desk:
        [one, *_] = await likenesses.find(desk, likenesses.entry(build.a_draft("尉迟敬德")))
        assert one.likeness.model == made.version
    assert (await swept(county)).model == made.version
    async with county.desk() as desk:
        await models.choose(desk, Choosing("expert"))
    assert (await swept(county)).model != made.version


async def test_judgements_are_learned_from_only_where_that_is_asked_for_and_it_is_reported(
    county: County,
) -> None:
    key = await two(county)
    without = await trained(county)
    async with county.desk() as desk:
        await merges.merge(desk, *key, merges.Wanted())
    assert (await trained(county)).judgements == 0
    asked = await trained(county, judgements=True)
    assert asked.judgements == 1
    async with county.desk() as desk:
        told = await models.compare(desk, without.version, asked.version)
    assert told.differences
    assert told.differences[0].one != told.differences[0].other
