"""What runs here: the database, the work in the background, the dumps that were made."""

from datetime import UTC, datetime

from talent import db
from talent.core import system
from talent.flows.desk import Desk

SQL = db.queries("system")

MOST = 20


async def shown(desk: Desk) -> system.Shown:
    """Show it to whoever runs the service; nothing in it is about a person."""
    dumps = await desk.tx.run(SQL.dumps, most=MOST)
    return system.Shown(
        facts=await desk.tx.run(SQL.facts),
        jobs=await desk.tx.run(SQL.jobs, most=MOST),
        dumps=dumps,
        stale=system.stale(dumps, datetime.now(UTC)),
    )
