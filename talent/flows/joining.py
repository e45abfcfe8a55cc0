"""Registered people whom a roster names again: blanks are filled, differences proposed.

Where whoever brought the roster said so of a column, its differences are taken at once, or left.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import joining, registered
from talent.core.comparison import Prepared
from talent.core.person import Draft
from talent.core.staged import Wish
from talent.flows import columns, likenesses, people
from talent.flows.desk import Desk

T = TypeVar("T")

SQL = db.queries("people")
ORIGIN = "roster"
AT_ONCE = 250


class Said(Struct, frozen=True):
    """What a roster says of a registered person, and which of its fields are in doubt.

    `shown` is what it shows of an ID number that is not whole or not valid.
    """

    person: UUID
    draft: Draft
    to_verify: tuple[str, ...]
    shown: str | None = None


class Joined(Struct):
    """A person's values while a roster's rows are put in, and what is to be proposed.

    `filled` are the values that are written, `taken` those of them that replace another;
    `proposals` the ids of the proposals made.
    """

    row: registered.Row
    draft: Draft
    filled: dict[str, Any]
    proposed: dict[str, Any]
    to_verify: tuple[str, ...]
    taken: set[str]
    proposals: tuple[UUID, ...] = ()
    shown: str | None = None


class Did(Struct, frozen=True):
    """What putting in the rows of a person did: fields that were blank, proposals, and whether more."""

    filled: tuple[str, ...]
    proposals: tuple[UUID, ...]
    replaced: bool


def batches(everything: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces: each is one statement, and short enough to compute."""
    for start in range(0, len(everything), size):
        yield everything[start : start + size]


async def join(desk: Desk, said: Sequence[Said], wish: Wish) -> dict[UUID, Did]:
    """Fill what the register does not know of these people and propose what it knows otherwise.

    Fields of `wish.taken` are written instead, those of `wish.kept` left as they are.
    """
    did: dict[UUID, Did] = {}
    by_person = sorted(said, key=lambda one: one.person)  # a person's rows in one batch, mostly
    for batch in batches(by_person):
        rows = await desk.tx.run(SQL.rows, people=sorted({one.person for one in batch}))
        held = {row.id: _held(desk, row) for row in rows}
        for one in batch:
            if one.person not in held:
                raise errors.Conflict("导入期间有人员的登记发生变化，请重试")
            _put_in(held[one.person], one, wish)
        await _write(desk, [one for one in held.values() if one.filled or one.shown])
        await _propose(desk, [one for one in held.values() if one.proposed])
        for key, joined in held.items():
            blank = tuple(name for name in joined.filled if name not in joined.taken)
            blank += (columns.SHOWN,) if joined.shown else ()
            again = bool(joined.taken) or key in did
            did[key] = Did(blank, joined.proposals, replaced=again)
    return did


def _held(desk: Desk, row: registered.Row) -> Joined:
    return Joined(row, columns.draft(row, desk.keyring), {}, {}, tuple(row.to_verify), set())


def _put_in(held: Joined, said: Said, wish: Wish) -> None:
    """Put in one row; a second row of the same person finds the first one's values held."""
    filled = joining.fills(held.draft, said.draft)
    for name, value in joining.differences(held.draft, said.draft).items():
        if name in wish.taken:
            filled[name] = value
            held.taken.add(name)
        elif name not in wish.kept:
            held.proposed[name] = value
    held.draft = structs.replace(held.draft, **filled)
    held.filled |= filled
    if said.shown and not (held.shown or held.draft.id_number or held.row.id_number_typed):
        held.shown = said.shown
    doubtful = (*held.to_verify, *(name for name in said.to_verify if name in filled))
    held.to_verify = tuple(dict.fromkeys(doubtful))


async def _write(desk: Desk, joined: list[Joined]) -> None:
    if not joined:
        return
    ready = {one.row.id: _seen(desk, one) for one in joined}
    made = [(one, _columns(desk, one, ready[one.row.id])) for one in joined]
    for one, its in made:
        # What replaces a verified value is not verified by that.
        verified = {name: day for name, day in one.row.verified.items() if name not in one.taken}
        its.person.update(version=one.row.version, verified=verified)
        # A value that did not change keeps its sealed form, so that the audit shows only what did.
        kept = people.SEALED_FIELDS | (set() if one.shown else {columns.SHOWN})
        for name in kept - one.filled.keys() - {"phones"}:
            before = getattr(one.row, name)
            its.person[name] = columns.hexed(before) if before else None
    if await desk.tx.run(SQL.amend, people=[its.person for _, its in made]) != len(made):
        raise errors.Conflict("导入期间有人员的登记发生变化，请重试")
    names = [name for one, its in made if "other_names" in one.filled for name in its.names]
    phones = [phone for one, its in made if "phones" in one.filled for phone in its.phones]
    if names:
        await desk.tx.run(SQL.add_names, names=names)
    if phones:
        await desk.tx.run(SQL.add_phones, phones=phones)
    await people.found_by(desk, [(one.row.id, one.draft) for one in joined], ready)


def _seen(desk: Desk, one: Joined) -> Prepared:
    if one.shown:
        return likenesses.entry(one.draft, one.shown)
    return likenesses.held(desk, one.row, one.draft)


def _columns(desk: Desk, one: Joined, seen: Prepared) -> columns.Columns:
    return columns.of(one.draft, one.row.id, desk.keyring, one.to_verify, seen)


async def _propose(desk: Desk, joined: list[Joined]) -> None:
    rows = []
    for one in joined:
        made = [_proposal(desk, one.row.id, name, value) for name, value in one.proposed.items()]
        one.proposals = tuple(row["id"] for row in made)
        rows += made
    if rows:
        await desk.tx.run(SQL.add_proposals, proposals=rows)


def _proposal(desk: Desk, person: UUID, name: str, value: Any) -> dict[str, Any]:
    key = db.new_id()
    sealed = desk.keyring.seal(columns.PROPOSAL, key, msgspec.json.encode(value).decode())
    return {
        "id": key,
        "person_id": person,
        "field": name,
        "value": columns.hexed(sealed),
        "origin": ORIGIN,
    }
