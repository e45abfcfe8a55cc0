"""To-dos: what requests ask of whoever acts, by role and place. A request's next step does them."""

from uuid import UUID

from talent import db, errors
from talent.core import todos
from talent.flows.desk import Desk

SQL = db.queries("requests")

MOST = 200


async def listed(desk: Desk) -> list[todos.Shown]:
    """List what is open for the actor's role and place: urgent first, then by deadline."""
    found: list[todos.Row] = await desk.tx.run(SQL.todos, most=MOST)
    await desk.tx.run(SQL.list, subject="todo", ids=[one.id for one in found])
    return [todos.shown(one) for one in found]


async def read(desk: Desk, todo_id: UUID) -> None:
    """Say that a request's outcome was read; every other to-do is done by the request's next step."""
    if not await desk.tx.run(SQL.read_todo, todo=todo_id):
        raise errors.NotFound
