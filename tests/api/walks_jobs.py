"""The walk's rows for jobs."""

from talent import db
from talent.core.access import SEES_PEOPLE
from talent.flows import jobs
from tests import build
from tests.api.rows import Names, Row
from tests.conftest import County

PLACES = {"hr": None, "liaison": build.EAST, "township": build.EAST, "village": build.EAST_1}
STRANGER = ("village", build.WEST_1)


async def job(county: County, inside: bool) -> Names:
    """Ask for a job as each of the roles, or as somebody else."""
    # Filled in one after the other: first whose job it is, then which.
    names = {"job": "{job_{role}}", "role": ""}
    for role, place in PLACES.items():
        async with county.desk(*((role, place) if inside else STRANGER)) as desk:
            names[f"job_{role}"] = str(await jobs.ask(desk, "walk", db.new_id()))
    return names


ROWS: dict[str, Row] = {
    "GET /api/v1/jobs": Row(tuple(SEES_PEOPLE)),
    "GET /api/v1/jobs/{job}": Row(tuple(SEES_PEOPLE), made=job, scoped=True),
}
