"""Finding people: pages by filters and by name."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from msgspec import Struct

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
        born_after=_years_ago(desk.today, wanted.age_until, 1),
        born_until=_years_ago(desk.today, wanted.age_from, 0),
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
