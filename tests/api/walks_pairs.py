"""The walk's rows for pairs of look-alikes and their merges."""

from typing import Any

from talent import db
from talent.core.access import JUDGES_PAIRS
from talent.flows import duplicates, merges, sweeps
from tests import build
from tests.api.rows import HR, Names, Row, person
from tests.conftest import County

JUDGES = tuple(JUDGES_PAIRS)


async def two(county: County, inside: bool) -> Names:
    """Make two people of one name."""
    names = await person(county, inside)
    async with county.desk() as desk:
        other = await build.a_person(desk, build.a_draft())
    return {"one": names["person"], "other": str(other)}


async def merged(county: County, inside: bool) -> Names:
    """Make two people of one township and merge them."""
    place = build.EAST_1 if inside else build.WEST_2
    async with county.desk() as desk:
        one, other = [await build.a_person(desk, household_village=place) for _ in range(2)]
        done = await merges.merge(desk, one, other, merges.Wanted())
    return {"merge_id": str(done.merge), "person": str(done.gone)}


async def queued(county: County, inside: bool) -> Names:
    """Make two people of one township who are queued and stand in one group."""
    names = await two(county, inside)
    first, second = sorted((names["one"], names["other"]))
    async with county.desk() as desk:
        row = {"person_a": first, "person_b": second, "weight": 1500, "probability": 0.5}
        row |= {"band": "unsure", "reasons": [], "model": "expert"}
        await desk.tx.run(duplicates.SQL.queue, pairs=[row])
        group = db.new_id()
        rows = [{"person_id": key, "cluster_id": group, "kind": "group"} for key in (first, second)]
        await desk.tx.run(sweeps.SQL.put_clusters, clusters=rows if inside else rows[:0])
    return names | {"group": str(group)}


def whole(names: Names) -> dict[str, Any]:
    """Write the merge of a group of two who are new."""
    return {"versions": {names["one"]: 1, names["other"]: 1}}


def seen(names: Names) -> dict[str, Any]:
    """Write a merge that names the versions of two who are new."""
    return {"versions": {names["one"]: 1, names["other"]: 1}, "reason": "同一人"}


ROWS: dict[str, Row] = {
    "GET /api/v1/pairs": Row(JUDGES),
    "POST /api/v1/pairs/{one}/{other}/judgement": Row(
        JUDGES, 201, made=two, scoped=True, body={"verdict": "different", "reason": "堂兄弟"}
    ),
    "GET /api/v1/people/{person}/judgements": Row(HR, made=person),
    "POST /api/v1/pairs/{one}/{other}/merge/preview": Row(JUDGES, made=two, scoped=True, body={}),
    "POST /api/v1/pairs/{one}/{other}/merge": Row(JUDGES, 201, made=two, scoped=True, body=seen),
    "GET /api/v1/people/{person}/merges": Row(JUDGES, made=merged, scoped=True),
    "POST /api/v1/merges/{merge_id}/undoing": Row(
        JUDGES, 201, made=merged, scoped=True, body={"reason": "认错了人"}
    ),
    "GET /api/v1/pairs/{one}/{other}": Row(JUDGES, made=two, scoped=True),
    "GET /api/v1/pairs/{one}/{other}/neighbours": Row(JUDGES, made=queued, scoped=True),
    "GET /api/v1/groups": Row(JUDGES),
    "GET /api/v1/groups/{group}": Row(JUDGES, made=queued, scoped=True),
    "POST /api/v1/groups/{group}/merge": Row(JUDGES, 201, made=queued, scoped=True, body=whole),
    "POST /api/v1/pairs/different": Row(
        JUDGES,
        201,
        made=two,
        scoped=True,
        body=lambda names: {"pairs": [[names["one"], names["other"]]]},
    ),
    "POST /api/v1/pairs/assignments": Row(HR, body={"place": build.EAST}),
    "POST /api/v1/pairs/automatic/merges": Row(HR, 202),
    "GET /api/v1/pairs/rule": Row(JUDGES),
    "PUT /api/v1/pairs/rule": Row(HR, body={"two_person": True}),
    "GET /api/v1/pairs/statistics": Row(HR),
    "POST /api/v1/sweeps": Row(HR, 202),
    "GET /api/v1/sweeps": Row(HR),
    "POST /api/v1/models": Row(HR, 202),
    "GET /api/v1/models": Row(HR),
    "GET /api/v1/models/uses": Row(HR),
    "POST /api/v1/models/uses": Row(HR, 204, body={"version": "expert"}),
    "GET /api/v1/models/{version}": Row(HR, params={"version": "expert"}),
    "GET /api/v1/models/{version}/comparison/{other}": Row(
        HR, params={"version": "expert", "other": "expert"}
    ),
}
