"""Who may be proposed for a post: what the register knows, put through the rules and fit.

SQL narrows to the village's own people and those released to its request; the rules of the day
that is asked for say who may; fit orders them with its reasons. Who asked for 人工评议, who holds
the post already and who is not active in any pool is named apart. Nothing is written here.
"""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import disclosure, dossier, fit, post, posts, rules, suggested, suggestion
from talent.core.dossier import Asked, Entry, Known
from talent.core.facts import Setting
from talent.core.skills import SHIPPED, Taxonomy
from talent.core.suggested import Card, Line, Run
from talent.flows import posts as flow
from talent.flows import skillsets
from talent.flows.desk import Desk

SQL = db.queries("requests")
RULES = db.queries("rules")

REFUSED_RANKING = "本人要求人工评议，不参加自动排序"
SITS = "现任该职务，不列为后备人选"
NOT_ACTIVE = "入库手续未完成或已暂停，暂不列入"


class Ask(Struct, frozen=True, kw_only=True):
    """What a suggestion is asked for; without a request nobody is released and nothing is kept."""

    village: posts.Village
    role: int
    on: date
    top: int
    wanted: tuple[str, ...] = ()
    must_haves: tuple[str, ...] = ()
    election_day: date | None = None
    request_id: UUID | None = None
    taxonomy: Taxonomy = SHIPPED


class Thought(Struct, frozen=True):
    """What came out: the run, its lines, and who the people are."""

    run: Run
    lines: tuple[Line, ...]
    cards: dict[UUID, Card]


class Gathered(Struct, frozen=True):
    """What a suggestion is computed from: the need, who is considered, who stands apart and why."""

    request: suggestion.Request
    prospects: tuple[suggestion.Prospect, ...]
    apart: dict[UUID, str]
    entries: dict[UUID, Entry]

    def card(self, person: UUID) -> Card:
        """Answer who somebody is."""
        entry = self.entries[person]
        return Card(entry.id, entry.name, entry.sex, entry.birth[:7] if entry.birth else None)


async def think(desk: Desk, ask: Ask) -> Thought:
    """Compute a suggestion; nothing is written."""
    book = await the_book(desk)
    rows = rules.in_force(book, ask.role, ask.on)
    weights = await the_weights(desk, ask.role)
    found = await gather(desk, ask, rows)
    answer = suggestion.rank(found.prospects, found.request, book, weights.weights, ask.on)
    return Thought(
        run=_run(ask, weights, answer, digest(desk, found.request, found.prospects, weights)),
        lines=_lines(ask, answer, disclosure.shares(rows), found),
        cards={key: found.card(key) for key in found.entries},
    )


async def the_book(desk: Desk) -> tuple[rules.Rule, ...]:
    """Answer every rule, of whatever day."""
    return tuple(await desk.tx.run(RULES.book))


async def the_weights(desk: Desk, role: int) -> fit.WeightSet:
    """Answer the weights that hold for a role."""
    found: fit.WeightSet | None = await desk.tx.run(SQL.weights, role_group=post.role_group(role))
    if found is None:
        raise errors.Invalid("该类职务尚未设定评分权重")
    return found


async def gather(desk: Desk, ask: Ask, rows: tuple[rules.Rule, ...]) -> Gathered:
    """Read what the rules and fit may know of everybody who comes into question."""
    ask = structs.replace(ask, taxonomy=await skillsets.taxonomy(desk))
    around = await flow.seats(desk, ask.village.code, ask.on)
    entries: list[Entry] = await desk.tx.run(
        SQL.entries, village=ask.village.code, request=ask.request_id
    )
    everybody = {one.id for one in entries} | {one.person_id for one in around.incumbents}
    told = {
        one.person_id: one
        for one in await desk.tx.run(SQL.known, people=sorted(everybody), on=ask.on)
    }
    to_read = asked(ask, around, rows)
    reserves = await desk.tx.run(SQL.reserves_of, village=ask.village.code)
    place = setting(ask, around, told, to_read, reserves)
    apart = {entry.id: why for entry in entries if (why := _apart(entry, ask.role, around))}
    return Gathered(
        request=suggestion.Request(
            setting=place,
            wanted=(*ask.must_haves, *ask.wanted),
            hollow=ask.village.hollow,
            taxonomy=ask.taxonomy,
        ),
        prospects=tuple(
            dossier.prospect(dossier.read(entry, told[entry.id], ask.village.code), to_read)
            for entry in entries
            if entry.id not in apart
        ),
        apart=apart,
        entries={entry.id: entry for entry in entries},
    )


def asked(ask: Ask, around: posts.Seats, rows: tuple[rules.Rule, ...]) -> Asked:
    """Answer what a dossier is read for: the relations that the rules watch, and who sits."""
    relations = frozenset(
        relation for row in rows for relation in getattr(row.asks, "relations", ())
    )
    members, board = None, post.watched(ask.role)
    if around.accounted(board):
        sitting = _stay(ask.role, around)
        members = frozenset(one.person_id for one in sitting if post.role(one.role).body == board)
    return Asked(
        village=ask.village.code,
        on=ask.on,
        relations=relations,
        members=members,
        taxonomy=ask.taxonomy,
    )


def _stay(role: int, around: posts.Seats) -> list[posts.Incumbent]:
    """Answer who stays on: neither outside officers nor the one holder of the post asked for."""
    single = {one.id for one in around.posts if one.role == role and one.seats == 1}
    return [one for one in around.incumbents if not one.concurrent and one.post_id not in single]


def setting(
    ask: Ask, around: posts.Seats, told: dict[UUID, Known], to_read: Asked, reserves: int | None
) -> Setting:
    """Answer the post as the rules see it, with those who stay on."""
    bodies = {int(post.watched(ask.role)), int(post.role(ask.role).body)}
    holders = None
    if all(around.accounted(body) for body in bodies):
        holders = tuple(
            dossier.holder(one, told.get(one.person_id), to_read) for one in _stay(ask.role, around)
        )
    return Setting(
        village=ask.village.code,
        role=ask.role,
        community=ask.village.community,
        holders=holders,
        election_day=ask.election_day,
        multi_ethnic=ask.village.multi_ethnic,
        reserves=reserves,
    )


def _apart(entry: Entry, role: int, around: posts.Seats) -> str | None:
    if entry.ranking_refused:
        return REFUSED_RANKING
    if any(one.person_id == entry.id and one.role == role for one in around.incumbents):
        return SITS
    return None if entry.active else NOT_ACTIVE


def _lines(
    ask: Ask, answer: suggestion.Answer, law: disclosure.Shares, found: Gathered
) -> tuple[Line, ...]:
    def lacking(person: UUID) -> str | None:
        return suggested.lacking(
            ask.must_haves, found.entries[person].skills, found.request.taxonomy
        )

    ranked = [
        suggested.of_candidate(one, law, lacking(one.person_id))
        for one in answer.candidates[: ask.top]
    ]
    barred = [suggested.of_ineligible(one, law) for one in answer.ineligible]
    return (*ranked, *barred, *(suggested.apart(key, why) for key, why in found.apart.items()))


def _run(ask: Ask, weights: fit.WeightSet, answer: suggestion.Answer, digest: str) -> Run:
    return Run(
        id=None,
        request_id=ask.request_id,
        village=ask.village.code,
        village_name=ask.village.name,
        role=ask.role,
        asked_for=ask.on,
        rules=list(answer.rules),
        unchecked=list(answer.unchecked),
        weights=f"{weights.role_group}@{weights.version}",
        data_digest=digest,
        pool_size=len(answer.candidates) + len(answer.ineligible),
        ranked=len(answer.candidates),
        top=ask.top,
        board_notes=msgspec.to_builtins(answer.board_notes, str_keys=True),
        notes=list(answer.notes),
        at=None,
    )


def digest(desk: Desk, *data: Any) -> str:
    """Answer a digest of what was read, salted with a keyed hash of the same.

    Without the key nobody can try out what a review found until the digest is the same.
    """
    text = msgspec.json.encode(data, order="deterministic").decode()
    return hashlib.sha256(f"{desk.keyring.blocking(text)}|{text}".encode()).hexdigest()
