"""Lists of people that go out and come back."""

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access
from talent.flows import extracts
from talent.flows.desk import Desk
from talent.sheets import writing

BRINGS = edge.for_roles(*access.BRINGS_ROSTERS)
TYPES = {"xlsx": writing.XLSX, "csv": writing.CSV}


@post("/extracts", opt=BRINGS, status_code=HTTP_200_OK, tags=["rosters"], media_type=writing.XLSX)
async def write(desk: NamedDependency[Desk], data: JSONBody[extracts.Wanted]) -> Response[bytes]:
    """Write a pool's people as a roster, for a purpose and to somebody; both are recorded."""
    written = await extracts.write(desk, data)
    kind = TYPES[data.format]
    return Response(written.data, headers=edge.as_file(written.name), media_type=kind)


ROUTES: tuple[Any, ...] = (write,)
