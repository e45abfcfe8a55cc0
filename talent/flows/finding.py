"""Finding people: pages by filters and by name."""

from datetime import datetime, time, timedelta
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import education, registered, search
from talent.flows import columns, people
from talent.flows.desk import SHANGHAI, Desk

SQL = db.queries("people")

MOST_NAMED = 5000
LONGEST_PAGE = 200
TAIL = 4


class Filter(Struct, frozen=True, kw_only=True):
    """What narrows a list; None does not count. Ages are whole years on today."""

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
    after: UUID | None = None
    limit: int = 50


class Page(Struct, frozen=True):
    """People in the order of their names' pinyin, and where the next page begins."""

    people: list[registered.Person]
    next: UUID | None
    truncated: bool = False


async def page(desk: Desk, wanted: Filter) -> Page:
    """Answer a page; the audit gets one row with its ids."""
    most = max(1, min(wanted.limit, LONGEST_PAGE))
    named = await _named(desk, wanted.q) if wanted.q and wanted.q.strip() else None
    after_key = None
    if wanted.after is not None:
        after_key = await desk.tx.run(SQL.sort_key_of, person=wanted.after)
        if after_key is None:
            raise errors.NotFound
    ids = await desk.tx.run(
        SQL.page,
        after_key=after_key,
        after_id=wanted.after,
        named=named,
        pool=wanted.pool,
        state=wanted.state,
        place=wanted.place,
        born_from=desk.today.year - wanted.age_until if wanted.age_until is not None else None,
        born_until=desk.today.year - wanted.age_from if wanted.age_from is not None else None,
        sex=wanted.sex,
        education_rank=education.rank(wanted.education) if wanted.education else None,
        political_status=wanted.political_status,
        skills=list(wanted.skills) or None,
        fresh_since=_since(desk, wanted.fresh_days),
        most=most + 1,
    )
    shown = ids[:most]
    rows = {row.id: row for row in await desk.tx.run(SQL.rows, people=shown)}
    await people.look(desk, "list", shown)
    return Page(
        [columns.shown(rows[key], desk.keyring, desk.actor.role) for key in shown],
        shown[-1] if len(ids) > most else None,
        truncated=named is not None and len(named) >= MOST_NAMED,
    )


async def _named(desk: Desk, said: str) -> list[UUID]:
    """Find by name in characters, full pinyin or initials; four digits are the tail of a phone."""
    term = search.term(said)
    if len(term) == TAIL and term.isdecimal():
        tail = desk.keyring.index("phone_tail", term)
        found: list[UUID] = await desk.tx.run(SQL.with_phone_tail, tail=tail, most=MOST_NAMED)
        return found
    named: list[UUID] = await desk.tx.run(SQL.named, term=term, most=MOST_NAMED)
    return named


def _since(desk: Desk, days: int | None) -> datetime | None:
    if days is None:
        return None
    return datetime.combine(desk.today - timedelta(days=days), time.min, SHANGHAI)
