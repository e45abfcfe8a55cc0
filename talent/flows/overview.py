"""What there is to do for whoever acts, and how the pools stand today."""

from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from talent import db
from talent.core import access, overview, registered
from talent.core.access import Role
from talent.flows import pools, reserves, system
from talent.flows.desk import Desk

SQL = db.queries("overview")

SOON = timedelta(days=183)
LATELY = timedelta(days=7)
WATCHED = ("reveal", "export", "print", "log-in-failed", "refused")
"""The actions that an auditor's first page counts."""
TERMS = frozenset({Role.HR, Role.TOWNSHIP})


class ToDo(Struct, frozen=True):
    """Counts of what waits; None where it is not this role's. Pairs by what they wait for."""

    people: overview.PeopleToDo
    pairs: dict[str, int] | None
    requests: dict[str, int] | None
    rows: int | None
    terms: int | None
    reviews: int | None
    reserves: int | None


class Standing(Struct, frozen=True):
    """The pools on a day and over the year before it; by place as they stand today.

    `least` is how many reserves a village should have.
    """

    totals: list[registered.Total]
    months: list[overview.Month]
    areas: list[overview.Area]
    least: int


async def to_do(desk: Desk) -> ToDo:
    """Count what waits for this role, in its scope."""
    role = Role(desk.actor.role or "")
    requests = pairs = None
    if role in access.JUDGES_PAIRS:
        pairs = {one.name: one.people for one in await desk.tx.run(SQL.pairs_to_do)}
    if role in access.FILES_REQUESTS:
        counted = await desk.tx.run(SQL.requests_to_do)
        requests = {one.name: one.people for one in counted}
    return ToDo(
        await desk.tx.run(SQL.people_to_do, today=desk.today),
        pairs,
        requests,
        await desk.tx.run(SQL.rows_waiting) if role in access.BRINGS_ROSTERS else None,
        await desk.tx.run(SQL.terms_ending, by=soon(desk)) if role in TERMS else None,
        await desk.tx.run(reserves.SQL.reviews_due, place=None, year=desk.today.year)
        if role == Role.HR
        else None,
        await reserves.waiting(desk) if role in access.FILES_REQUESTS else None,
    )


def soon(desk: Desk) -> date:
    """Answer the day until which a term is said to end soon."""
    return desk.today + SOON


async def watched(desk: Desk) -> dict[str, int]:
    """Count what whoever watches over the service or runs it has to look at, by its kind.

    An auditor's, a security officer's and a system administrator's differ; there is nobody in it.
    """
    role = desk.actor.role
    since = datetime.now(UTC) - LATELY
    if role == Role.AUDITOR:
        found = await desk.tx.run(SQL.audited, since=since, actions=list(WATCHED))
    elif role == Role.SECURITY:
        found = await desk.tx.run(SQL.accounts_waiting)
    else:
        found = await desk.tx.run(SQL.jobs_of_late, since=since)
        dumps = (await system.shown(desk)).stale
        found = [*found, *([overview.Counted("dump", 1)] if dumps else [])]
    return {one.name: one.people for one in found}


async def standing(desk: Desk, on: date | None = None) -> Standing:
    """Count the people in sight by pool, by month and by place: townships, or the villages of one.

    `on` is the day of pools and months; no later one than today.
    """
    day = min(on or desk.today, desk.today)
    role = desk.actor.role
    within = desk.actor.place if role == Role.TOWNSHIP else None
    wide = role != Role.VILLAGE
    least = await reserves.least(desk, desk.today)
    return Standing(
        await pools.totals(desk, day),
        await desk.tx.run(SQL.trend, day=day),
        await desk.tx.run(SQL.coverage, within=within, least=least) if wide else [],
        least,
    )
