"""Models in the register: trained from it, kept as artefacts, chosen by a person, weighing.

Nothing is chosen by itself: a training only adds an artefact with its report. Without a chosen
model the one by expert judgement weighs.
"""

import asyncio
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent import db, errors
from talent.core import (
    artefact,
    clans,
    columns,
    frequencies,
    judged,
    model,
    pairing,
    scoring,
    texts,
    training,
    weights,
)
from talent.core.artefact import Content, Ready
from talent.core.comparison import Prepared
from talent.core.training import Report
from talent.flows.desk import Desk

SQL = db.queries("models")

CONTENT = "model.content"
EXPERT = "expert"
"""What stands for the model by expert judgement where a version is named."""

_KNOWN: dict[UUID, Ready] = {}
"""Models made ready, by id: an artefact never changes, so what is known of one stays true."""
_MOST_KNOWN = 4


class Choosing(Struct, frozen=True, forbid_unknown_fields=True):
    """Which model is to weigh from now on, and why; `expert` is the one by expert judgement."""

    version: str
    reason: str | None = None


class Trained(Struct, frozen=True):
    """What came of a training: a new artefact, or the one that was there already."""

    version: str
    report: Report
    judgements: int


async def weighing(desk: Desk) -> Ready:
    """Answer the model that weighs now, for a register as large as this one is."""
    now: artefact.InUse = await desk.tx.run(SQL.in_use)
    if now.model is None:
        return Ready(model.expert(), frequencies.USUAL)
    if now.model not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[now.model] = artefact.ready(await _content(desk, now.model))
    found = _KNOWN[now.model]
    size = max(found.known.size, now.size)
    return structs.replace(found, known=structs.replace(found.known, size=size))


async def _content(desk: Desk, key: UUID) -> Content:
    sealed = await desk.tx.run(SQL.content, model=key)
    return artefact.decode(desk.keyring.open(CONTENT, key, sealed))


async def using(desk: Desk) -> weights.Weights:
    """Answer the weights of the model that weighs now."""
    return (await weighing(desk)).model.weights


# --- training -----------------------------------------------------------------------------


def train(people: list[Prepared], same: judged.Same = ()) -> tuple[Content, Report]:
    """Learn a model from entries made ready, and from pairs that people judged to be one human."""
    pool = columns.of(people)
    known = frequencies.count(pool)
    compared = scoring.compare(pool, pairing.find(pool), known)
    trained = training.train(pool, compared, judged.prior(same, weights.EXPERT))
    content = Content(
        trained.weights, known, clans.find((one.village, one.names) for one in people)
    )
    return content, trained.report


async def add(desk: Desk, people: list[Prepared], same: judged.Same = ()) -> Trained:
    """Train off the loop and keep the artefact; the same register gives the same version."""
    content, report = await asyncio.to_thread(train, people, same)
    key, version = db.new_id(), content.weights.version
    await desk.tx.run(
        SQL.add,
        id=key,
        version=version,
        content=desk.keyring.seal(CONTENT, key, artefact.encode(content)),
        report=msgspec.to_builtins(report),
        judgements=len(same),
    )
    return Trained(version, report, len(same))


# --- choosing -----------------------------------------------------------------------------


async def listed(desk: Desk) -> list[artefact.Row]:
    """List the models, the newest first."""
    found: list[artefact.Row] = await desk.tx.run(SQL.listed, version=None)
    return found


async def uses(desk: Desk) -> list[artefact.Use]:
    """List which models were chosen, by whom and why, the newest first."""
    found: list[artefact.Use] = await desk.tx.run(SQL.uses)
    return found


async def choose(desk: Desk, said: Choosing) -> None:
    """Let a model weigh from now on. Pairs keep the weights they have until the next sweep."""
    texts.check(reason=said.reason)
    row = await _row(desk, said.version)
    reason = (said.reason or "").strip() or None
    await desk.tx.run(SQL.use, model=row.id if row else None, reason=reason)


async def one(desk: Desk, version: str) -> artefact.Shown:
    """Show a model with its report and what each level speaks for."""
    row, data = await _row(desk, version), await _weights(desk, version)
    return artefact.Shown(
        version=data.version,
        active=row.active if row else (await desk.tx.run(SQL.in_use)).model is None,
        judgements=row.judgements if row else 0,
        made_by=row.made_by if row else None,
        at=row.at if row else None,
        report=msgspec.convert(row.report, Report) if row else None,
        levels=artefact.levels_of(data),
    )


async def compare(desk: Desk, version: str, other: str) -> artefact.Compared:
    """Set two models side by side."""
    mine, theirs = await _weights(desk, version), await _weights(desk, other)
    rows = [await _row(desk, each) for each in (version, other)]
    first, second = (msgspec.convert(row.report, Report).estimated if row else None for row in rows)
    differences = artefact.compare(mine, theirs)
    return artefact.Compared(mine.version, theirs.version, (first, second), differences)


async def _row(desk: Desk, version: str) -> artefact.Row | None:
    """Answer a model's row; None is the one by expert judgement."""
    if version in (EXPERT, weights.EXPERT.version):
        return None
    found: list[artefact.Row] = await desk.tx.run(SQL.listed, version=version)
    if not found:
        raise errors.NotFound
    return found[0]


async def _weights(desk: Desk, version: str) -> weights.Weights:
    row = await _row(desk, version)
    return (await _content(desk, row.id)).weights if row else weights.EXPERT
