"""The walk's rows for reserves and readiness."""

from uuid import UUID

from talent.flows import reserves
from tests import asking, build
from tests.api.rows import HR, VERSION, Names, Row
from tests.api.walks_posts import FILES, board
from tests.conftest import County


async def candidate(county: County, inside: bool) -> Names:
    """Make somebody of a village with a board, who is in reserve for nothing yet."""
    names = await board(county, inside)
    async with county.desk() as desk:
        who = await build.a_person(desk, name="周后备", household_village=names["village"])
    return names | {"person": str(who)}


async def nominated(county: County, inside: bool) -> Names:
    """Nominate somebody."""
    names = await candidate(county, inside)
    async with county.desk() as desk:
        new = reserves.New(
            person_id=UUID(names["person"]), village=names["village"], role=asking.LEAD
        )
        held = await reserves.nominate(desk, new)
    return names | {"reserve": str(held.id)}


ROWS: dict[str, Row] = {
    "GET /api/v1/reserves": Row(FILES),
    "POST /api/v1/reserves": Row(
        FILES,
        201,
        made=candidate,
        scoped=True,
        body=lambda names: {
            "person_id": names["person"],
            "village": names["village"],
            "role": asking.LEAD,
        },
    ),
    "GET /api/v1/reserves/{reserve}": Row(FILES, made=nominated, scoped=True),
    "GET /api/v1/reserves/{reserve}/steps": Row(FILES, made=nominated, scoped=True),
    "POST /api/v1/reserves/{reserve}/steps": Row(
        FILES, made=nominated, scoped=True, headers=VERSION, body={"state": "group_ok"}
    ),
    "POST /api/v1/reserves/{reserve}/reviews": Row(
        HR,
        made=nominated,
        headers=VERSION,
        body={"year": build.TODAY.year, "result": "keep", "readiness": "R1"},
    ),
    "GET /api/v1/readiness": Row(FILES),
    "GET /reserves": Row(FILES),
    "GET /reserves/coverage": Row(FILES),
    "GET /reserves/{reserve}": Row(FILES, made=nominated, scoped=True),
    "POST /reserves/{reserve}/steps": Row(
        FILES, 303, made=nominated, scoped=True, form={"version": "1", "state": "group_ok"}
    ),
    "POST /reserves/{reserve}/reviews": Row(
        HR,
        303,
        made=nominated,
        form={
            "version": "1",
            "year": str(build.TODAY.year),
            "result": "keep",
            "readiness": "R1",
        },
    ),
    "GET /villages/{village}/reserves/new": Row(FILES, made=candidate, scoped=True),
    "POST /villages/{village}/reserves": Row(
        FILES,
        303,
        made=candidate,
        scoped=True,
        form=lambda names: {"person": names["person"], "role": str(asking.LEAD)},
    ),
}
