"""审查记录: what departments decided offline of the people a request has accepted, round by round."""

from typing import Any, get_args

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from talent import edge
from talent.core import access, reviewing
from talent.flows import reviews
from talent.flows.desk import Desk
from talent.pages import shell, typed

RECORDS = edge.for_roles(access.Role.HR)


@post("/requests/{request_id:str}/reviews", opt=RECORDS, status_code=HTTP_200_OK)
async def record(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> Response[Any]:
    """Write down what a department said of somebody in a round, and by which document."""
    form = await shell.form(request)
    said, result = form.text("round"), form.text("result")
    if said not in get_args(reviewing.Round) or result not in get_args(reviewing.Result):
        raise typed.fault("round", said, "应为页面所列的一项")
    new = reviews.NewRound(
        person_id=edge.ids(form.text("person")),
        round=said,  # type: ignore[arg-type]
        department=form.text("department"),
        result=result,  # type: ignore[arg-type]
        document=form.text("document"),
        decided_on=typed.day(form, "decided_on"),
    )
    await reviews.record(desk, edge.ids(request_id), new)
    return shell.go(f"/requests/{edge.ids(request_id)}#reviews")


ROUTES: tuple[Any, ...] = (record,)
