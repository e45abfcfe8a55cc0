"""One's own sessions: which are open, and ending one that was left open somewhere."""

from uuid import UUID

from talent import db, errors
from talent.core import access, accounts
from talent.db import Transaction

SQL = db.queries("accounts")
SESSION_SQL = db.queries("session")


async def opened(tx: Transaction, actor: access.Actor) -> list[accounts.Opened]:
    """List the sessions of one's own account that are open, the last used first."""
    found: list[accounts.Opened] = await tx.run(SQL.sessions_of, account=actor.account_id)
    return found


async def end(tx: Transaction, token: str, actor: access.Actor, session: UUID) -> None:
    """End one of one's own sessions; somebody else's is simply not found."""
    await tx.run(SESSION_SQL.speak_for, token=token)
    if not await tx.run(SQL.end_one_session, session=session, account=actor.account_id):
        raise errors.NotFound
    await tx.run(SESSION_SQL.note, action="end-session", subject="session", case=str(session))
