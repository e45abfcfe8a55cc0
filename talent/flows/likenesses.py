"""Finding who might be somebody: people that share a blocking key, compared.

A person outside the asker's scope is compared twice: whole, for the queue that hr works off, and
with no more than a card shows, besides equal numbers that were typed; else asking often enough
would tell the day of birth, the village or a number digit by digit.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

import numpy as np
from msgspec import Struct, structs

from talent import db
from talent.core import (
    blocking,
    comparison,
    duplicate,
    model,
    person,
    registered,
    scoring,
    screening,
    search,
)
from talent.core import columns as columnar
from talent.core.artefact import Ready
from talent.core.comparison import Entry, Prepared
from talent.core.pairing import Pairs
from talent.core.person import Draft
from talent.flows import columns, models
from talent.flows.desk import Desk

SQL = db.queries("duplicates")

MOST_SHARING = 30
"""People compared with a draft: those who share the most keys with it."""


class Found(Struct, frozen=True):
    """A person who shares a blocking key with a draft, compared with it.

    `likeness` is the whole comparison, for the queue; `told` what the asker may know of it.
    """

    row: duplicate.Row
    likeness: model.Likeness
    told: model.Likeness
    name_alike: bool

    @property
    def person_id(self) -> UUID:
        """The person found."""
        return self.row.id

    @property
    def in_scope(self) -> bool:
        """Whether the asker sees this person anyway."""
        return self.row.in_scope


def entry(draft: Draft, typed_number: str | None = None) -> Prepared:
    """Make a draft ready for comparing, with what was typed in place of its ID number."""
    return comparison.prepare(comparison.entry(draft, typed_number=typed_number))


def held(desk: Desk, row: registered.Row, draft: Draft) -> Prepared:
    """Make a draft of somebody registered ready, with what is kept in place of an ID number."""
    return entry(draft, columns.typed_number(row, desk.keyring))


def stored_keys(desk: Desk, seen: Prepared) -> list[int]:
    """Answer the keyed hashes of the blocking keys of somebody seen, as they are stored."""
    return sorted({desk.keyring.blocking(key) for key in blocking.stored_keys(seen)})


def terms(draft: Draft) -> tuple[str, ...]:
    """Answer the search terms of all names of a draft."""
    return search.terms((draft.name, *(name.name for name in draft.other_names)))


async def lock(desk: Desk, seen: Prepared) -> None:
    """Wait for whoever is adding somebody that shares a blocking key; held until the commit."""
    await desk.tx.run(SQL.lock_keys, keys=stored_keys(desk, seen))


async def find(desk: Desk, seen: Prepared) -> list[Found]:
    """Find who is likely or possibly the person seen, likeliest first.

    Where nobody has said yet where somebody lives, those at home with the asker are found first.
    """
    asked = blocking.query_keys(seen if seen.township else _at_home(desk, seen))
    keys = [desk.keyring.blocking(key) for key in asked]
    rows = await desk.tx.run(SQL.sharing, keys=keys, most=MOST_SHARING)
    using = await models.weighing(desk)
    seen = comparison.within(seen, using.clans)
    return _compared(using, seen, [*_promising(desk, using, seen, rows)])


def _at_home(desk: Desk, seen: Prepared) -> Prepared:
    home = comparison.home(desk.actor.place)
    return structs.replace(seen, village=home[0], township=home[1])


async def find_many(desk: Desk, many: list[Prepared]) -> list[list[Found]]:
    """Find for each of many, in two round trips."""
    asked = [[desk.keyring.blocking(key) for key in blocking.query_keys(seen)] for seen in many]
    queries = [{"n": n, "keys": keys} for n, keys in enumerate(asked)]
    sharing: dict[int, list[UUID]] = defaultdict(list)
    for pair in await desk.tx.run(SQL.sharing_many, queries=queries, most=MOST_SHARING):
        sharing[pair.n].append(pair.person)
    everybody = list({key for found in sharing.values() for key in found})
    keys = sorted(set().union(*asked))
    rows = {row.id: row for row in await desk.tx.run(SQL.rows, people=everybody, keys=keys)}
    using = await models.weighing(desk)

    def compared() -> list[list[Found]]:
        ready = {key: _made_ready(desk, using, row) for key, row in rows.items()}
        asking = [comparison.within(seen, using.clans) for seen in many]
        worth = _worth(using, asking, sharing, ready)
        return [_compared(using, seen, worth[n]) for n, seen in enumerate(asking)]

    return await asyncio.to_thread(compared)  # beside the loop: others wait for it


class _Other(Struct, frozen=True):
    """Somebody of the register, opened and made ready."""

    row: duplicate.Row
    entry: Entry
    ready: Prepared


def _made_ready(desk: Desk, using: Ready, row: duplicate.Row) -> _Other:
    return _ready(using, row, opened(desk, row))


def _ready(using: Ready, row: duplicate.Row, entry: Entry) -> _Other:
    return _Other(row, entry, comparison.within(comparison.prepare(entry), using.clans))


def _promising(
    desk: Desk, using: Ready, seen: Prepared, rows: list[duplicate.Row]
) -> Iterator[_Other]:
    """Make ready whom the fields beside the name do not rule out, whole or as far as a card shows.

    Phones stay sealed where the one seen has none to compare them with.
    """
    screen = screening.of(seen, using.known, using.model)
    for row in rows:
        entry = opened(desk, row if seen.lines else structs.replace(row, phones=[]))
        shown = (entry,) if row.in_scope else (entry, _as_a_card(entry, seen))
        if not all(screening.hopeless(screen, one) for one in shown):
            yield _ready(using, row, entry)


def _worth(
    using: Ready,
    many: list[Prepared],
    sharing: Mapping[int, list[UUID]],
    others: dict[UUID, _Other],
) -> list[list[_Other]]:
    """Answer for each of many whom a look by columns leaves: who is out of scope, or may be the same."""
    pairs = [(n, others[key]) for n, keys in sharing.items() for key in keys if key in others]
    found: list[list[_Other]] = [[] for _ in many]
    if not pairs:
        return found
    places = {key: len(many) + place for place, key in enumerate(others)}
    people = columnar.of([*many, *(one.ready for one in others.values())])
    one = np.array([n for n, _ in pairs], np.int32)
    other = np.array([places[other.row.id] for _, other in pairs], np.int32)
    compared = scoring.compare(people, Pairs(one, other, {}), using.known)
    weighed = scoring.weigh(compared, max(1, using.known.size), using.model)
    alike = set(scoring.worth(compared, weighed).tolist())
    for place, (n, somebody) in enumerate(pairs):
        if place in alike or not somebody.row.in_scope:
            found[n].append(somebody)
    return found


def _compared(using: Ready, seen: Prepared, others: list[_Other]) -> list[Found]:
    found = []
    for somebody in others:
        row = somebody.row
        compared = comparison.compare(seen, somebody.ready)
        if row.in_scope and model.hopeless(compared, using.known, using.model):
            continue
        likeness = told = model.weigh(compared, using.known, using.model)
        if not row.in_scope:
            coarse = comparison.prepare(_as_a_card(somebody.entry, seen))
            told = model.weigh(comparison.compare(seen, coarse), using.known, using.model)
        if (likeness.band, told.band) != ("unlike", "unlike"):
            found.append(Found(row, likeness, told, model.name_alike(compared)))
    return sorted(found, key=lambda one: (-one.likeness.weight, one.person_id))


def _as_a_card(entry: Entry, seen: Prepared) -> Entry:
    """Reduce an entry to what a card shows, and to those of its numbers that were typed."""
    typed = {line.number for line in seen.lines}
    kept = [
        (phone, holders)
        for phone, holders in zip(entry.phones, entry.holders, strict=True)
        if phone.number in typed
    ]
    born = entry.birth
    return comparison.Entry(
        id=entry.id,
        name=entry.name,
        other_names=entry.other_names,
        sex=entry.sex,
        birth=person.Birth(born.year, born.month, lunar=born.lunar) if born else None,
        id_number=entry.id_number if entry.id_number == seen.id_number else None,
        phones=tuple(phone for phone, _ in kept),
        holders=tuple(holders for _, holders in kept),
        village=f"{entry.village[:9]}000" if entry.village else None,
    )


def opened(desk: Desk, row: duplicate.Row) -> Entry:
    """Open a row for comparing; its numbers live as long as this request."""
    opened = [
        (desk.keyring.open(columns.PHONE, UUID(key), columns.unhexed(number)), holder, holders)
        for key, number, holder, holders in row.phones
    ]
    number = desk.keyring.open(columns.ID_NUMBER, row.id, row.id_number) if row.id_number else None
    return comparison.Entry(
        id=str(row.id),
        name=row.name,
        other_names=tuple(person.OtherName(name) for name in row.other_names),
        sex=row.sex,
        birth=person.birth(row.birth, lunar=row.birth_lunar),
        id_number=number,
        typed_number=columns.typed_number(row, desk.keyring),
        phones=tuple(person.Phone(said, holder) for said, holder, _ in opened),  # type: ignore[arg-type]
        holders=tuple(holders for _, _, holders in opened),
        village=row.household_village,
        education=row.education,
        political_status=row.political_status,
        employer=row.employer,
        position=row.position,
        native_place=row.native_place,
    )


def sentence(likeness: model.Likeness) -> str:
    """Say in one sentence why: the names, the strongest reasons for, the strongest against."""
    naming = [reason.sentence for reason in likeness.reasons if reason.field == "name"]
    others = sorted(
        (reason for reason in likeness.reasons if reason.field != "name"),
        key=lambda one: -one.weight,
    )
    speaking = naming + [reason.sentence for reason in others[:3] if reason.weight > 0]
    if others and others[-1].weight < 0:
        speaking.append(others[-1].sentence)
    return "；".join(speaking)
