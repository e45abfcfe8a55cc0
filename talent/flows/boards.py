"""A village's boards as they would be: who stays on, with proposals, against what the law asks.

hr's alone, because near kin among the people are looked up. Outside officers (民警兼任) do not
count, nor does the holder of a single seat that somebody is proposed for. Nothing is written.
"""

from datetime import date
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import board, dossier, post, posts, rules
from talent.core.dossier import Asked
from talent.core.facts import Holder, Setting
from talent.errors import Fault
from talent.flows import candidates, people, skillsets
from talent.flows import posts as flow
from talent.flows.desk import Desk

SQL = db.queries("requests")

HEADS: dict[int, int] = {
    post.Body.PARTY: 11,
    post.Body.COMMITTEE: 21,
    post.Body.SUPERVISORY: 31,
    post.Body.COLLECTIVE: 41,
    post.Body.COLLECTIVE_SUPERVISORY: 51,
}
"""The role under whose rules a board is looked at."""


class Proposed(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who might take a seat of a role."""

    person_id: UUID
    role: int


class Trial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is proposed for which seats, and the day whose law is asked (today)."""

    proposals: tuple[Proposed, ...] = ()
    on: date | None = None


class Note(Struct, frozen=True):
    """What one rule says of a board, with the names of those it is about."""

    rule_id: str
    result: rules.Result
    result_label: str
    citation: str
    sentence: str
    checked: bool
    people: tuple[str, ...]


class Board(Struct, frozen=True):
    """A board: its kind, who would sit on it, what the rules say."""

    kind: int
    label: str
    members: tuple[str, ...]
    notes: tuple[Note, ...]


async def check(desk: Desk, village_code: str, said: Trial) -> list[Board]:
    """Answer what the rules of a day say of each board of a village.

    Refused: a village out of scope (not found), a role that the village does not have, somebody
    who is not in the register, one proposed twice for one board.
    """
    village, on = await flow.village(desk, village_code), said.on or desk.today
    around = await flow.seats(desk, village_code, on)
    _check(said, around)
    proposed = await _proposed(desk, said)
    book = await candidates.the_book(desk)
    staying = _staying(said, around)
    everybody = (*staying, *proposed)
    asked = Asked(
        village=village_code,
        on=on,
        relations=frozenset(one for row in book for one in getattr(row.asks, "relations", ())),
        members=frozenset(one.person_id for one in everybody),
        taxonomy=await skillsets.taxonomy(desk),
    )
    ids = sorted({one.person_id for one in everybody})
    told = {one.person_id: one for one in await desk.tx.run(SQL.known, people=ids, on=on)}
    await people.look(desk, "list", ids)
    stay, come = (
        tuple(dossier.holder(one, told.get(one.person_id), asked) for one in side)
        for side in (staying, proposed)
    )
    reserves = await desk.tx.run(SQL.reserves_of, village=village_code)
    names = {one.person_id: one.name for one in everybody}
    found = []
    for kind in sorted({one.body for one in around.posts} & HEADS.keys()):
        setting = Setting(
            village=village_code,
            role=HEADS[kind],
            community=village.community,
            holders=stay,
            multi_ethnic=village.multi_ethnic,
            reserves=reserves,
        )
        notes = board.notes(book, setting, come, on)
        found.append(_shown(kind, (*stay, *come), notes, names))
    return found


def _check(said: Trial, around: posts.Seats) -> None:
    roles = {one.role for one in around.posts}
    seen: set[tuple[UUID, int]] = set()
    for at, one in enumerate(said.proposals):
        body = int(post.role(one.role).body)
        if one.role not in roles:
            raise _fault(f"proposals[{at}].role", str(one.role), "应为该村已登记的职务")
        if (one.person_id, body) in seen:
            raise _fault(
                f"proposals[{at}].person_id", str(one.person_id), "同一班子不得重复提出一人"
            )
        seen.add((one.person_id, body))


async def _proposed(desk: Desk, said: Trial) -> list[posts.Incumbent]:
    ids = sorted({one.person_id for one in said.proposals})
    found = {one.person_id: one for one in await desk.tx.run(SQL.as_incumbents, people=ids)}
    for at, one in enumerate(said.proposals):
        if one.person_id not in found:
            raise _fault(f"proposals[{at}].person_id", str(one.person_id), "应为库中人员")
    return [
        posts.Incumbent(
            one.person_id,
            one.person_id,
            one.role,
            0,
            one.person_id,
            found[one.person_id].name,
            found[one.person_id].sex,
            found[one.person_id].skills,
            desk.today,
            None,
            concurrent=False,
            ethnicity=found[one.person_id].ethnicity,
        )
        for one in said.proposals
    ]


def _staying(said: Trial, around: posts.Seats) -> list[posts.Incumbent]:
    roles = {one.role for one in said.proposals}
    single = {one.id for one in around.posts if one.role in roles and one.seats == 1}
    return [one for one in around.incumbents if not one.concurrent and one.post_id not in single]


def _shown(
    kind: int, holders: tuple[Holder, ...], notes: tuple[board.Note, ...], names: dict[UUID, str]
) -> Board:
    members = {one.person_id for one in holders if post.role(one.role).body == kind}
    return Board(
        kind,
        post.BODY_LABELS[kind],
        tuple(names[one] for one in sorted(members)),
        tuple(
            Note(
                one.rule_id,
                one.result,
                rules.RESULT_LABELS[one.result],
                one.citation,
                one.sentence,
                one.checked,
                tuple(names[who] for who in one.people),
            )
            for one in notes
        ),
    )


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
