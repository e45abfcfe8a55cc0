"""Pairs of look-alikes, for hr and townships: the queue, a judgement, what was said of a person."""

from typing import Annotated, Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_201_CREATED

from talent import edge, errors
from talent.core import access, clusters, explanation, pair
from talent.flows import explanations, pairs
from talent.flows.desk import Desk

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)


@get("/pairs", opt=JUDGES, tags=["pairs"])
async def page(
    desk: NamedDependency[Desk],
    waiting: Annotated[pair.State, QueryParameter(name="state")] = "open",
    band: FromQuery[str | None] = None,
    automatic: FromQuery[bool | None] = None,
    doubt: FromQuery[clusters.Doubt | None] = None,
    assigned: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    verdict: FromQuery[pair.Verdict | None] = None,
    limit: FromQuery[int] = 50,
) -> pairs.Page:
    """List pairs, those that matter most first; `after` is the `next` of the page before.

    `verdict` is what was said last: those `judged` and `same` wait to be merged. `assigned` is a
    township's code, or `none` for the pairs that are hr's. `doubt` is why clusters hang on a pair:
    it alone holds one together, or lies between people that are not one.
    """
    wanted = pairs.Wanted(
        state=waiting,
        band=band,
        automatic=automatic,
        doubt=doubt,
        assigned=assigned,
        place=place,
        verdict=verdict,
        after=_cursor(after),
        limit=limit,
    )
    return await pairs.page(desk, wanted)


@get("/pairs/{one:str}/{other:str}", opt=JUDGES, tags=["pairs"])
async def explain(
    desk: NamedDependency[Desk], one: FromPath[str], other: FromPath[str]
) -> explanation.Shown:
    """Explain a pair as it is now: the waterfall, its total, and the nearest that would change it."""
    return await explanations.explain(desk, edge.ids(one), edge.ids(other))


@get("/pairs/{one:str}/{other:str}/neighbours", opt=JUDGES, tags=["pairs"])
async def neighbours(
    desk: NamedDependency[Desk],
    one: FromPath[str],
    other: FromPath[str],
    waiting: Annotated[pair.State, QueryParameter(name="state")] = "open",
    place: FromQuery[str | None] = None,
    assigned: FromQuery[str | None] = None,
) -> pair.Neighbours:
    """Answer the pair before and the pair after one, its position, and how many wait."""
    wanted = pairs.Wanted(state=waiting, place=place, assigned=assigned)
    return await pairs.neighbours(desk, edge.ids(one), edge.ids(other), wanted)


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


ROUTES: tuple[Any, ...] = (page, explain, neighbours, judge, judgements)
