"""When a request may close: after the rounds of review, and on rules that were confirmed."""

from uuid import UUID

from talent import db, errors
from talent.core import requests, reviewing, rules
from talent.core.suggested import Card, Run
from talent.flows.desk import Desk

SQL = db.queries("requests")
RULES = db.queries("rules")


async def check(desk: Desk, held: requests.Row, outcome: str | None) -> None:
    """Refuse an outcome that does not hold yet; withdrawn a request may be at any time."""
    if outcome == "filled":
        await _check_filled(desk, held)
    if outcome in {"filled", "unfilled"}:
        await _check_rules(desk, held)


async def _check_filled(desk: Desk, held: requests.Row) -> None:
    if not await desk.tx.run(SQL.accepted, request=held.id, but=None):
        raise errors.Conflict("尚无采纳的人选，不能以“已配备”办结")
    if held.state != "review":
        raise errors.Conflict("须经审查（R1至R4）后方可以“已配备”办结")
    if waiting := [one for one in await reviewed(desk, held.id) if one.open]:
        words = "；".join(f"{one.person.name}：{'、'.join(one.open)}" for one in waiting)
        raise errors.Conflict(f"审查尚未全部通过——{words}")


async def _check_rules(desk: Desk, held: requests.Row) -> None:
    """Refuse to close on a rule that two people have not confirmed, by the day of the newest run."""
    run: Run | None = await desk.tx.run(SQL.run, request=held.id, run=None)
    book = tuple(await desk.tx.run(RULES.book))
    on = run.asked_for if run else desk.today
    rules.refuse_unconfirmed(rules.in_force(book, held.role, on))


async def reviewed(desk: Desk, request_id: UUID) -> list[reviewing.Reviewed]:
    """Answer the rounds of review of everybody a request has accepted."""
    cards: list[Card] = await desk.tx.run(SQL.accepted_people, request=request_id)
    spoken: list[reviewing.Spoken] = await desk.tx.run(SQL.rounds, request=request_id)
    return [reviewing.reviewed(card, spoken) for card in cards]
