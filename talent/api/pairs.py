"""Pairs of look-alikes, for hr and townships: the queue, a judgement, what was said of a person."""

from typing import Annotated, Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_201_CREATED

from talent import edge, errors
from talent.core import access, pair
from talent.flows import pairs
from talent.flows.desk import Desk

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)


@get("/pairs", opt=JUDGES, tags=["pairs"])
async def page(
    desk: NamedDependency[Desk],
    waiting: Annotated[pair.State, QueryParameter(name="state")] = "open",
    place: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    limit: FromQuery[int] = 50,
) -> pairs.Page:
    """List pairs, the most uncertain first; `after` is the `next` of the page before."""
    wanted = pairs.Wanted(state=waiting, place=place, after=_cursor(after), limit=limit)
    return await pairs.page(desk, wanted)


@post(
    "/pairs/{one:str}/{other:str}/judgement",
    opt=JUDGES,
    status_code=HTTP_201_CREATED,
    tags=["pairs"],
)
async def judge(
    desk: NamedDependency[Desk],
    one: FromPath[str],
    other: FromPath[str],
    data: JSONBody[pairs.Said],
) -> pairs.Judged:
    """Say whether two are one; 409 with the third person where judgements contradict."""
    return await pairs.judge(desk, edge.ids(one), edge.ids(other), data)


@get("/people/{person:str}/judgements", opt=edge.for_roles(access.Role.HR), tags=["pairs"])
async def judgements(desk: NamedDependency[Desk], person: FromPath[str]) -> list[pair.Judgement]:
    """List what was said of a person and others, by whom, when and why, the newest first."""
    return await pairs.judgements(desk, edge.ids(person))


def _cursor(after: str | None) -> pair.Key | None:
    if after is None:
        return None
    one, dot, other = after.partition(".")
    if not dot:
        raise errors.NotFound
    return edge.ids(one), edge.ids(other)


ROUTES: tuple[Any, ...] = (page, judge, judgements)
