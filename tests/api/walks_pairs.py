"""The walk's rows for pairs of look-alikes."""

from tests import build
from tests.api.rows import HR, Names, Row, person
from tests.conftest import County


async def two(county: County, inside: bool) -> Names:
    """Make two people of one name."""
    names = await person(county, inside)
    async with county.desk() as desk:
        other = await build.a_person(desk, build.a_draft())
    return {"one": names["person"], "other": str(other)}


ROWS: dict[str, Row] = {
    "GET /api/v1/pairs": Row(HR),
    "POST /api/v1/pairs/{one}/{other}/judgement": Row(
        HR, 201, made=two, body={"verdict": "different", "reason": "堂兄弟"}
    ),
    "GET /api/v1/people/{person}/judgements": Row(HR, made=person),
}
