"""Suggestions: whom the register proposes for a post, answered and stored as it was seen.

hr reads each review's verdict; any other role reads them told as one (`disclosure`). Every answer
is one look in the audit, with whom it named.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import access, post, suggested
from talent.core import requests as rows
from talent.core.suggested import Run, Suggested
from talent.flows import candidates, people, posts, requests
from talent.flows.candidates import Ask, Thought
from talent.flows.desk import Desk

SQL = db.queries("requests")

TOP = 20
MOST_TOP = 500
MOST_RUNS = 100


class Make(Struct, frozen=True, forbid_unknown_fields=True):
    """How many of the ranked are shown, and the day whose law is asked (today)."""

    top: int = TOP
    on: date | None = None


async def ephemeral(desk: Desk, village: str, role: int, top: int, on: date) -> Suggested:
    """Answer who might be proposed for a role, without a request; only the look is kept."""
    code = post.role(role).code
    ask = Ask(village=await posts.village(desk, village), role=code, on=on, top=_top(top))
    thought = await candidates.think(desk, ask)
    await people.look(desk, "suggest", [line.person_id for line in thought.lines])
    full = desk.actor.role == access.Role.HR
    lines = (
        suggested.unstored(line, thought.cards[line.person_id], full=full) for line in thought.lines
    )
    return suggested.whole(thought.run, lines, await _wanted(desk, thought.lines, None))


async def make(desk: Desk, request_id: UUID, how: Make) -> Suggested:
    """Compute a suggestion for a request and store it as it was seen; refused once it is closed."""
    held = await requests.locked(desk, request_id)
    if held.state == "closed":
        raise errors.Conflict("申请已办结")
    thought = await candidates.think(
        desk,
        Ask(
            village=await posts.village(desk, held.village),
            role=held.role,
            on=how.on or desk.today,
            top=_top(how.top),
            wanted=tuple(held.wanted_skills),
            must_haves=tuple(held.must_haves),
            election_day=held.election_day,
            request_id=request_id,
        ),
    )
    run_id = await _store(desk, request_id, thought)
    if held.state == "open":
        await requests.move(desk, held, "suggested", submitted_on=held.submitted_on)
    return await _answer(desk, request_id, run_id, "suggest")


async def newest(desk: Desk, request_id: UUID, run_id: UUID | None = None) -> Suggested:
    """Answer a run of a request as it was seen, the newest without an id.

    Who is no longer in the asker's sight is not in it any more.
    """
    await requests.row(desk, request_id)
    return await _answer(desk, request_id, run_id, "list")


async def runs(desk: Desk, request_id: UUID) -> list[rows.Ran]:
    """List the runs of a request, newest first."""
    await requests.row(desk, request_id)
    found: list[rows.Ran] = await desk.tx.run(SQL.runs, request=request_id, most=MOST_RUNS)
    await desk.tx.run(SQL.list, subject="suggestion_run", ids=[one.id for one in found])
    return found


def _top(said: int) -> int:
    return max(1, min(said, MOST_TOP))


async def _store(desk: Desk, request_id: UUID, thought: Thought) -> UUID:
    run, run_id = thought.run, db.new_id()
    await desk.tx.run(
        SQL.add_run,
        id=run_id,
        request=request_id,
        asked_for=run.asked_for,
        rules=run.rules,
        unchecked=run.unchecked,
        weights=run.weights,
        data_digest=bytes.fromhex(run.data_digest),
        pool_size=run.pool_size,
        ranked=run.ranked,
        top=run.top,
        board_notes=run.board_notes,
        notes=run.notes,
    )
    lines = [
        {**msgspec.to_builtins(line), "id": db.new_id(), "run_id": run_id} for line in thought.lines
    ]
    if lines:
        await desk.tx.run(SQL.add_lines, lines=lines)
    return run_id


async def _answer(desk: Desk, request_id: UUID, run_id: UUID | None, action: str) -> Suggested:
    run: Run | None = await desk.tx.run(SQL.run, request=request_id, run=run_id)
    if run is None:
        raise errors.NotFound
    lines: list[suggested.Stored] = await desk.tx.run(SQL.lines, run=run.id)
    if desk.actor.role == access.Role.HR:
        whole = {one.id: one.reviewed for one in await desk.tx.run(SQL.reviewed, run=run.id)}
        lines = [
            msgspec.structs.replace(one, detail=whole.get(one.id, one.detail)) for one in lines
        ]
    await people.look(desk, action, [line.person_id for line in lines])
    elsewhere = await _wanted(desk, lines, request_id)
    return suggested.whole(run, map(suggested.stored, lines), elsewhere)


async def _wanted(
    desk: Desk, lines: Iterable[suggested.Line | suggested.Stored], request_id: UUID | None
) -> list[suggested.Wanted]:
    """Answer which other open requests want the ranked people."""
    ranked = [one.person_id for one in lines if one.rank is not None]
    found: list[suggested.Wanted] = await desk.tx.run(SQL.wanted, people=ranked, request=request_id)
    return found
