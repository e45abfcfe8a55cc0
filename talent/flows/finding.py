"""Finding people: pages by filters and by name."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct, structs

from talent import db, errors
from talent.core import access, education, registered, search
from talent.flows import columns, people
from talent.flows.desk import SHANGHAI, Desk

SQL = db.queries("people")

MOST_NAMED = 5000
LONGEST_PAGE = 200
TAIL = 4
OLDEST = 150


class Filter(Struct, frozen=True, kw_only=True):
    """What narrows a list; None does not count. Ages are whole years on today.

    A page begins behind somebody (`after`) or ends in front of somebody (`before`).
    """

    q: str | None = None
    pool: str | None = None
    state: str | None = None
    place: str | None = None
    age_from: int | None = None
    age_until: int | None = None
    sex: str | None = None
    education: str | None = None
    political_status: str | None = None
    skills: tuple[str, ...] = ()
    fresh_days: int | None = None
    return_intent: int | None = None
    to_verify: bool = False
    due: bool = False
    proposed: bool = False
    tag: str | None = None
    newest: bool = False
    after: UUID | None = None
    before: UUID | None = None
    limit: int = 50


class Page(Struct, frozen=True):
    """People in the order of their names' pinyin; whom the next page follows, whom the last precedes."""

    people: list[registered.Person]
    next: UUID | None
    previous: UUID | None
    truncated: bool = False


async def page(desk: Desk, wanted: Filter) -> Page:
    """Answer a page; the audit gets one row with its ids."""
    most = max(1, min(wanted.limit, LONGEST_PAGE))
    named = await _named(desk, wanted.q) if wanted.q and wanted.q.strip() else None
    ids = await _ids(desk, wanted, named, most + 1)
    if wanted.before and len(ids) <= most:  # nobody stands before these: the first page, and full
        return await page(desk, structs.replace(wanted, before=None))
    shown = ids[:most][::-1] if wanted.before else ids[:most]
    more = bool(wanted.before) or len(ids) > most
    rows = {row.id: row for row in await desk.tx.run(SQL.rows, people=shown)}
    await people.look(desk, "list", shown)
    return Page(
        [columns.shown(rows[key], desk.keyring, desk.actor.role) for key in shown],
        shown[-1] if more else None,
        shown[0] if shown and (wanted.after or wanted.before) else None,
        truncated=named is not None and len(named) >= MOST_NAMED,
    )


async def every(desk: Desk, wanted: Filter, most: int) -> list[UUID]:
    """Answer the ids of a whole list in its order; refused when there are more than so many."""
    named = await _named(desk, wanted.q) if wanted.q and wanted.q.strip() else None
    found = await _ids(desk, structs.replace(wanted, after=None, before=None), named, most + 1)
    if len(found) > most:
        raise errors.Invalid(f"符合条件的超过 {most:,} 人，请增加条件后再办理")
    return found


async def facets(desk: Desk, wanted: Filter) -> list[registered.Facet]:
    """Count the people a filter leaves, and of them those that each further choice would."""
    named = await _named(desk, wanted.q) if wanted.q and wanted.q.strip() else None
    found: list[registered.Facet] = await desk.tx.run(
        SQL.facets, filter=_filter(desk, wanted), named=named
    )
    return found


async def _ids(desk: Desk, wanted: Filter, named: list[UUID] | None, most: int) -> list[UUID]:
    """Answer the ids of a page from its fixed end: of one before somebody, nearest first."""
    if wanted.before:
        query, end = SQL.page_by_update_before if wanted.newest else SQL.page_before, "before"
    else:
        query, end = SQL.page_by_update if wanted.newest else SQL.page, "after"
    somebody, place = wanted.before or wanted.after, None
    if somebody is not None:
        asked = SQL.updated_at_of if wanted.newest else SQL.sort_key_of
        place = await desk.tx.run(asked, person=somebody)
        if place is None:
            raise errors.NotFound
    start = {f"{end}_at" if wanted.newest else f"{end}_key": place, f"{end}_id": somebody}
    found: list[UUID] = await desk.tx.run(
        query, filter=_filter(desk, wanted), named=named, most=most, **start
    )
    return found


def _filter(desk: Desk, wanted: Filter) -> dict[str, Any]:
    """Answer what the database is asked: only what counts."""
    fresh = _since(desk, wanted.fresh_days)
    asked = {
        "pool": wanted.pool,
        "state": wanted.state,
        "place": wanted.place,
        "born_after": _years_ago(desk.today, wanted.age_until, 1),
        "born_until": _years_ago(desk.today, wanted.age_from, 0),
        "sex": wanted.sex,
        "education_rank": education.rank(wanted.education) if wanted.education else None,
        "political_status": wanted.political_status,
        "skills": wanted.skills or None,
        "fresh_since": fresh.isoformat() if fresh else None,
        "return_intent": wanted.return_intent,
        "to_verify": wanted.to_verify or None,
        "due_before": desk.today.isoformat() if wanted.due else None,
        "tag": wanted.tag,
        "proposed": wanted.proposed or None,
    }
    return {name: value for name, value in asked.items() if value is not None}


async def _named(desk: Desk, said: str) -> list[UUID]:
    """Find by name in characters, full pinyin or initials; four digits are the tail of a phone.

    Not for a village, which is shown two digits of a phone and could ask for the others.
    """
    term = search.term(said)
    if not term:
        return []
    if len(term) == TAIL and term.isdecimal() and desk.actor.role != access.Role.VILLAGE:
        tail = desk.keyring.index("phone_tail", term)
        found: list[UUID] = await desk.tx.run(SQL.with_phone_tail, tail=tail, most=MOST_NAMED)
        return found
    named: list[UUID] = await desk.tx.run(SQL.named, term=term, most=MOST_NAMED)
    return named


def _years_ago(today: date, age: int | None, more: int) -> str | None:
    """Answer the day so many years before today, ISO; somebody of `age` is born after the day `age`+1 ago."""
    if age is None:
        return None
    year = today.year - min(max(age, 0), OLDEST) - more
    return f"{year:04}-{today:%m-%d}"


def _since(desk: Desk, days: int | None) -> datetime | None:
    if days is None:
        return None
    days = min(max(days, 0), 100 * 365)
    return datetime.combine(desk.today - timedelta(days=days), time.min, SHANGHAI)
