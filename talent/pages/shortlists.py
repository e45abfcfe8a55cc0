"""备选组合: the best shortlist of a request under conditions, and what each condition costs."""

from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from talent import edge, errors
from talent.core import access
from talent.core import requests as rows
from talent.flows import requests, shortlists
from talent.flows.desk import Desk
from talent.pages import shell

RELEASES = edge.for_roles(access.Role.HR)
NUMBERS = {"size": shortlists.MOST, "women": shortlists.MOST, "young": shortlists.MOST}


@get("/requests/{request_id:str}/shortlist", opt=RELEASES)
async def choose(
    request: shell.Asked, desk: NamedDependency[Desk], request_id: FromPath[str]
) -> shell.Page:
    """Show the best shortlist; what it must keep stands in the address."""
    key = edge.ids(request_id)
    held = await requests.row(desk, key)
    said = request.query_params
    usual = shortlists.Conditions(size=held.seats)
    faults: tuple[errors.Fault, ...] = ()
    conditions = usual
    answer: shortlists.Answer | None = None
    try:
        conditions = _conditions(said, usual) if "asked" in said else usual
        answer = await shortlists.choose(desk, key, conditions)
    except errors.Invalid as refusal:
        faults = refusal.faults
    values = {
        "request": rows.shown(held),
        "said": conditions,
        "answer": answer,
        "faults": faults,
        "most": shortlists.MOST,
    }
    status = HTTP_422_UNPROCESSABLE_ENTITY if faults else HTTP_200_OK
    return await shell.show(request, desk, "shortlist.html", values, status=status)


def _conditions(said: Any, usual: shortlists.Conditions) -> shortlists.Conditions:
    faults = []
    numbers = dict.fromkeys(NUMBERS, 0)
    for name, most in NUMBERS.items():
        least = 1 if name == "size" else 0
        text = said.get(name) or str(least)
        if text.isdecimal() and least <= int(text[:3]) <= most:
            numbers[name] = int(text[:3])
        else:
            expected = f"应为{least}至{most}的整数"
            faults.append(errors.Fault(field=name, said=text[:20], expected=expected))
    if faults:
        raise errors.Invalid(faults=tuple(faults))
    return shortlists.Conditions(
        size=numbers["size"],
        women=numbers["women"],
        young=numbers["young"],
        young_age=usual.young_age,
        distinct_kin="distinct_kin" in said,
        spared="spared" in said,
        to_verify="to_verify" in said,
    )


ROUTES: tuple[Any, ...] = (choose,)
