"""Known rows beside the register: what they fill, what they say otherwise; taken or left by column."""

from collections import Counter
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import access, headers, joining, person, registered, staged
from talent.core.person import Draft
from talent.flows import columns, faultfiles, people, rosters, staging
from talent.flows.desk import Desk
from talent.flows.staging import Line

SQL = db.queries("rosters")
PEOPLE = db.queries("people")

SEALED = frozenset({"id_number", "phones", "home_contact", "notes"})


class Difference(Struct, frozen=True):
    """One field of a known row: what the register holds, what the row says; sealed ones masked.

    `kind`: the register does not know the field (`fills`), or knows it otherwise (`differs`).
    `decided`: what was said of the column, or nothing yet: then it is proposed.
    """

    field: str
    label: str
    kind: Literal["fills", "differs"]
    held: Any
    said: Any
    decided: Literal["taken", "kept"] | None


class Known(Struct, frozen=True):
    """A known row with its person and every field that is not as the register has it."""

    row: UUID
    sheet: str
    line: int
    person: UUID
    name: str
    differences: tuple[Difference, ...]


class Page(Struct, frozen=True):
    """The known rows that would change something, and how many rows differ in which field."""

    rows: list[Known]
    unchanged: int
    fields: dict[str, int]


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fields whose differences are taken, left, or proposed to the person's keeper again."""

    take: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    propose: tuple[str, ...] = ()


async def listed(desk: Desk, roster_id: UUID) -> Page:
    """List the staged known rows field by field; that their people were looked at is recorded."""
    held = await rosters.visible(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    rows = await desk.tx.run(SQL.accepted, roster=roster_id)
    lines = [staging.opened(desk.keyring, row) for row in rows if row.outcome == "known"]
    ids = sorted({line.verdict.person for line in lines if line.verdict.person})
    found = {row.id: row for row in await desk.tx.run(PEOPLE.rows, people=ids)}
    known = [
        _known(desk, line, found[line.verdict.person], about)
        for line in lines
        if line.verdict.person in found
    ]
    changing = [one for one in known if one.differences]
    await people.look(desk, "look", [one.person for one in changing], "核对花名册差异")
    fields = Counter(one.field for row in changing for one in row.differences)
    return Page(changing, len(known) - len(changing), dict(fields))


def _known(desk: Desk, line: Line, row: registered.Row, about: staged.About) -> Known:
    held, typed = columns.draft(row, desk.keyring), line.content.draft or Draft(name="")
    filled = joining.fills(held, typed)
    other = joining.differences(held, typed)
    told = [
        Difference(
            field=name,
            label=headers.TABLE[name].label
            if name in headers.TABLE
            else person.BY_NAME[name].label,
            kind="fills" if name in filled else "differs",
            held=_shown(desk, name, getattr(held, name)),
            said=_shown(desk, name, value),
            decided=_decided(name, about.wish) if name in other else None,
        )
        for name, value in {**filled, **other}.items()
    ]
    return Known(line.id, about.sheets[line.sheet], line.line, row.id, row.name, tuple(told))


def _decided(name: str, wish: staged.Wish) -> Literal["taken", "kept"] | None:
    return "taken" if name in wish.taken else "kept" if name in wish.kept else None


def _shown(desk: Desk, name: str, value: Any) -> Any:
    """Answer a value as the role may see it: numbers masked, contact and notes not at all."""
    if value in (None, ()):
        return None
    if name == "id_number":
        return access.mask_id_number(value)
    if name == "phones":
        return [access.mask_phone(one.number, desk.actor.role) for one in value]
    return "已加密" if name in SEALED else msgspec.to_builtins(value)


async def decide(desk: Desk, roster_id: UUID, said: Decision) -> staged.Wish:
    """Say of fields, for all known rows at once, whether their differences are taken or left.

    It counts at the commit. Refused: a field that is none, one said to be both, and somebody
    else's roster.
    """
    held = await faultfiles.own(desk, roster_id)
    everything = (*said.take, *said.keep, *said.propose)
    wrong = [name for name in everything if name not in person.BY_NAME]
    if wrong or len(set(everything)) < len(everything):
        expected = "人员的字段，各只出现一次"
        fault = errors.Fault(field="take", said="、".join(wrong or everything), expected=expected)
        raise errors.Invalid(faults=(fault,))
    about = staging.about(desk.keyring, held.id, held.content)
    rest = set(everything)
    wish = structs.replace(
        about.wish,
        taken=(*(one for one in about.wish.taken if one not in rest), *said.take),
        kept=(*(one for one in about.wish.kept if one not in rest), *said.keep),
    )
    sealed = staging.sealed_about(desk.keyring, held.id, structs.replace(about, wish=wish))
    await desk.tx.run(SQL.say, roster=held.id, content=sealed)
    return wish
