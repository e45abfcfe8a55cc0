"""Rosters: a file comes in, what is clear goes into the register, what is not waits.

Three steps: `prepare` in a short transaction, `staging.read` beside the event loop, `bring` in
the transaction that stages and commits: all accepted rows or, on any refusal, nothing at all.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import access, staged
from talent.core import rosters as core
from talent.core.staged import About, Wish
from talent.flows import entering, limits, mapping, places, pools, staging
from talent.flows.desk import Desk
from talent.flows.joining import batches
from talent.flows.staging import File, Ground, Line, Tell

SQL = db.queries("rosters")
PLACES = db.queries("places")

_TOWNSHIP = slice(6, 9)


class Ask(Struct, frozen=True, kw_only=True):
    """What is asked of a file: the pool (code or label), the scope, whether only to try."""

    pool: str
    place: str | None = None
    dry_run: bool = False
    wish: Wish = Wish()


class RowFault(Struct, frozen=True):
    """One wrong value of a file: where it stands, what was typed, what was expected."""

    sheet: str
    row: int
    column: str
    said: str
    expected: str


class Doubt(Struct, frozen=True):
    """One row that waits for an officer's word, and why."""

    sheet: str
    row: int
    reason: str


class Report(Struct, frozen=True, kw_only=True):
    """What became of a file. `rows` is the sum of the four outcomes; `warnings` counts values.

    `roster` is None when it was only tried.
    """

    roster: UUID | None
    rows: int
    new: int
    known: int
    unsure: int
    faulty: int
    warnings: int
    faults: tuple[RowFault, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[str, ...]


async def prepare(desk: Desk, ask: Ask) -> Ground:
    """Check what can be checked before a file is read: the pool, the scope, the hour's limit.

    A roster asks the register for everybody on it, so who does not see everybody is limited.
    """
    if desk.actor.role != access.Role.HR:
        await limits.allow(desk, limits.ROSTER)
    pool, scope = await pools.code(desk, ask.pool), await _scope(desk, ask.place)
    return await ground(desk, pool, scope, ask.wish)


async def ground(desk: Desk, pool: str, scope: str, wish: Wish | None = None) -> Ground:
    """Answer what rows of a scope are recognised against."""
    within = f"{scope[:9]}000" if scope[_TOWNSHIP].strip("0").isdigit() else None
    wish = wish or Wish()
    known = {one.header: one.column_name for one in await desk.tx.run(SQL.chosen, scope=scope)}
    chosen = known | mapping.folded(wish.mapping)
    return Ground(pool, scope, within, await places.index(desk), chosen, wish)


async def _scope(desk: Desk, said: str | None) -> str:
    """Answer the scope: a township's is its own, hr's the county or the place that was named."""
    own = desk.actor.place
    if desk.actor.role != access.Role.HR:
        if own is None or said not in (None, own):
            raise errors.Forbidden("只能导入本乡镇（街道）的花名册")
        return own
    scope: str | None = said or await desk.tx.run(PLACES.county)
    if scope is None:
        raise errors.Invalid("请先导入区划（talent places import）")
    await places.stop_unknown(desk, scope)
    return scope


async def bring(
    desk: Desk, ask: Ask, ground: Ground, file: File, tell: Tell = staging.silent
) -> Report:
    """Compare a file's rows, stage all of them and commit the accepted ones, in this transaction.

    Refused: the same bytes for the same pool and scope, while the first are not undone. A dry
    run compares alike and writes nothing but the looks.
    """
    await stop_known(desk, ground, file.digest)
    roster_id = None if ask.dry_run else await add(desk, ground, file.digest, file.about)
    size = await desk.tx.run(SQL.register_size)
    await staging.compare(desk, file.lines, tell)
    if roster_id is not None:
        await _close_register(desk, file.lines, size)
        accepted = [line for line in file.lines if _is_clear(line)] if ask.wish.commit else []
        await entering.enter(desk, ground.pool, accepted, ask.wish)
        for batch in batches(file.lines):
            rows = [staging.sealed(desk.keyring, roster_id, line) for line in batch]
            await desk.tx.run(SQL.add_rows, rows=rows)
        if accepted:
            await desk.tx.run(SQL.commit, roster=roster_id)
    return await _report(desk, roster_id, file.about, file.lines)


def _is_clear(line: Line) -> bool:
    return line.verdict.outcome in ("new", "known")


async def stop_known(desk: Desk, ground: Ground, digest: bytes) -> None:
    """Refuse a file that is in already for this pool and scope, naming the roster."""
    known = await desk.tx.run(
        SQL.known, digest=identity(desk, digest), pool=ground.pool, scope=ground.scope
    )
    if known is not None:
        words = f"同一文件已为同一人才库、同一范围导入过（编号 {known}）"
        raise errors.RosterKnown(words, roster=known)


async def add(
    desk: Desk, ground: Ground, digest: bytes, about: About, state: str = "staged"
) -> UUID:
    """Note a file; whoever brings the same at the same time waits here and is refused.

    What was said of its headers is remembered of its sender.
    """
    roster_id = db.new_id()
    added = await desk.tx.run(
        SQL.add,
        id=roster_id,
        digest=identity(desk, digest),
        pool=ground.pool,
        scope=ground.scope,
        state=state,
        content=staging.sealed_about(desk.keyring, roster_id, about),
    )
    await mapping.remember(desk, ground.scope, ground.wish.mapping)
    if not added:
        await stop_known(desk, ground, digest)
        raise errors.RosterKnown("同一文件已由他人为同一人才库、同一范围导入")
    return roster_id


async def _close_register(desk: Desk, lines: Sequence[Line], size: int) -> None:
    """Keep others from adding until the commit; compare once more if anybody was added meanwhile."""
    await desk.tx.run(SQL.close_register)
    if await desk.tx.run(SQL.register_size) != size:
        await staging.compare(desk, lines)


async def _report(
    desk: Desk, roster_id: UUID | None, about: About, lines: Sequence[Line]
) -> Report:
    """Tell what became of the rows; that wrong values were shown as typed is recorded."""
    faulty = [line for line in lines if line.verdict.outcome == "faulty"]
    purpose = "导入结果" if roster_id else "试导入结果"
    shown = [line.id for line in faulty] if roster_id else []
    await desk.tx.run(SQL.look, purpose=purpose, rows=shown)
    return Report(
        roster=roster_id,
        rows=len(lines),
        new=_count(lines, "new"),
        known=_count(lines, "known"),
        unsure=_count(lines, "unsure"),
        faulty=len(faulty),
        warnings=sum(len(line.content.warnings) for line in lines),
        faults=tuple(_fault(line, fault, about) for line in faulty for fault in line.content.wrong),
        doubts=tuple(
            Doubt(about.sheets[line.sheet], line.line, line.verdict.reason)
            for line in lines
            if line.verdict.outcome == "unsure"
        ),
        left_out=about.left_out,
    )


def _count(lines: Sequence[Line], outcome: staged.Outcome) -> int:
    return sum(line.verdict.outcome == outcome for line in lines)


def _fault(line: Line, fault: errors.Fault, about: About) -> RowFault:
    return RowFault(
        sheet=about.sheets[line.sheet],
        row=line.line,
        column=about.header(line.sheet, fault.field),
        said=fault.said,
        expected=fault.expected,
    )


async def commit(desk: Desk, roster_id: UUID) -> Report:
    """Commit the staged rows that are accepted by now, all of them or none.

    They are compared once more, with the register as it has become and with each other; a row
    that is in doubt again waits again. The report tells of these rows alone.
    """
    held = await visible(desk, roster_id)
    about = staging.about(desk.keyring, held.id, held.content)
    await desk.tx.run(SQL.close_register)
    rows = await desk.tx.run(SQL.accepted, roster=roster_id)
    lines = await asyncio.to_thread(staging.reopened, desk.keyring, rows, about)
    await staging.compare(desk, lines)
    accepted = [line for line in lines if _is_clear(line)]
    await entering.enter(desk, held.pool, accepted, about.wish)
    await change(desk, roster_id, lines)
    if accepted:
        await desk.tx.run(SQL.commit, roster=roster_id)
    return await _report(desk, roster_id, about, lines)


async def change(desk: Desk, roster_id: UUID, lines: Sequence[Line]) -> None:
    """Write rows back under the version they were read with; refused when one has changed since."""
    for batch in batches(lines):
        rows: list[dict[str, Any]] = [
            staging.sealed(desk.keyring, roster_id, line) for line in batch
        ]
        if await desk.tx.run(SQL.change_rows, rows=rows) != len(rows):
            raise errors.Stale
    await desk.tx.run(SQL.touch, roster=roster_id)


async def visible(desk: Desk, roster_id: UUID) -> core.Held:
    """Answer a roster in sight, held against others, whose rows may be read."""
    held: core.Held | None = await desk.tx.run(SQL.held, roster=roster_id)
    if held is None:
        raise errors.NotFound
    stop_purged(held)
    return held


def stop_purged(held: core.Held) -> None:
    """Refuse to change rows that are still being read, or whose texts were let go."""
    if held.state == "reading":
        raise errors.Conflict("该花名册正在读取，请稍候")
    if held.purged:
        raise errors.Conflict("该花名册的暂存内容已满30天，已清除；请重新导入文件")


def identity(desk: Desk, digest: bytes) -> bytes:
    """Tell a file again, keyed: a plain digest of a one-row file would give its numbers back."""
    return desk.keyring.index("file", digest.hex())
