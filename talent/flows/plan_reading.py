"""The register read whole, for a plan: everything that decides it, under one digest."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from msgspec import Struct

from talent import db
from talent.core import fit, plan_words, planned, posts, rules
from talent.core.dossier import Entry, Known
from talent.core.plan import Pin
from talent.core.skills import Taxonomy
from talent.errors import Invalid
from talent.flows import candidates, skillsets
from talent.flows.desk import Desk

SQL = db.queries("plans")
REQUESTS = db.queries("requests")


class Reading(Struct, frozen=True, kw_only=True):
    """Everything a plan is made of, as it was read; `digest` is keyed and covers all of it."""

    on: date
    villages: dict[str, posts.Village]
    seats: dict[str, posts.Seats]
    entries: list[Entry]
    told: dict[UUID, Known]
    book: tuple[rules.Rule, ...]
    taxonomy: Taxonomy
    weights: dict[str, fit.WeightSet]
    asked: dict[tuple[str, int], planned.Asked]
    names: plan_words.Names
    before: UUID | None
    kept: frozenset[Pin]
    digest: str


async def read(desk: Desk, on: date, under: str | None = None) -> Reading:
    """Read the register for a plan. Refused (Invalid): a place without villages."""
    run = desk.tx.run
    villages = {one.code: one for one in await run(SQL.villages, under=under)}
    if not villages:
        raise Invalid("该区划下没有村、社区")
    rows: list[posts.Post] = await run(SQL.posts)
    held: list[posts.Incumbent] = await run(SQL.incumbents, on=on)
    empty: list[posts.Vacancy] = await run(SQL.vacancies, on=on)
    entries: list[Entry] = await run(SQL.entries)
    everybody = {one.id for one in entries} | {one.person_id for one in held}
    told = await run(REQUESTS.known, people=sorted(everybody), on=on)
    book = tuple(await run(candidates.RULES.book))
    taxonomy = await skillsets.taxonomy(desk)
    weights = {one.role_group: one for one in await run(SQL.weights)}
    asked = {(one.village, one.role): one for one in await run(SQL.asked)}
    before: UUID | None = await run(SQL.adopted)
    lines: list[planned.Line] = await run(SQL.lines, plan=before) if before else []
    codes = sorted({*villages, *(f"{code[:9]}000" for code in villages)})
    names = {one.code: one.name for one in await run(SQL.names, codes=codes)}
    return Reading(
        on=on,
        villages=villages,
        seats=_by_village(rows, held, empty),
        entries=entries,
        told={one.person_id: one for one in told},
        book=book,
        taxonomy=taxonomy,
        weights=weights,
        asked=asked,
        names=plan_words.Names(names),
        before=before,
        kept=frozenset(Pin(one.village, one.role, one.person_id) for one in lines),
        digest=candidates.digest(
            desk,
            *(on, sorted(villages), rows, held, empty, entries, told, book, taxonomy),
            *(list(weights.values()), list(asked.values()), before),
        ),
    )


def _by_village(
    rows: list[posts.Post], held: list[posts.Incumbent], empty: list[posts.Vacancy]
) -> dict[str, posts.Seats]:
    where = {one.id: one.village for one in rows}
    found: dict[str, posts.Seats] = defaultdict(lambda: posts.Seats([], [], []))
    for one in rows:
        found[one.village].posts.append(one)
    for holder in held:
        found[where[holder.post_id]].incumbents.append(holder)
    for vacancy in empty:
        found[where[vacancy.post_id]].vacancies.append(vacancy)
    return found
