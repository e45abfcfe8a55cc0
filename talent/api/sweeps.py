"""Sweeps over the register and the models that weigh, for hr."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from talent import edge
from talent.api import jobs
from talent.core import access, artefact, sweep
from talent.flows import models, sweeps
from talent.flows.desk import Desk

HR = edge.for_roles(access.Role.HR)
TAGS = ["sweeps"]


@post("/sweeps", opt=HR, status_code=HTTP_202_ACCEPTED, tags=TAGS)
async def ask(desk: NamedDependency[Desk]) -> jobs.Asked:
    """Ask for a sweep over the whole register, or for the one under way."""
    return jobs.Asked(await sweeps.ask(desk))


@get("/sweeps", opt=HR, tags=TAGS)
async def listed(desk: NamedDependency[Desk]) -> list[sweep.Row]:
    """List sweeps, the newest first: what each read, what it found."""
    return await sweeps.listed(desk)


@post("/models", opt=HR, status_code=HTTP_202_ACCEPTED, tags=TAGS)
async def train(desk: NamedDependency[Desk], judgements: FromQuery[bool] = False) -> jobs.Asked:  # noqa: FBT002 - a query parameter
    """Ask for a training from the register; with `judgements` also from what reviewers said."""
    return jobs.Asked(await sweeps.ask_training(desk, judgements=judgements))


@get("/models", opt=HR, tags=TAGS)
async def models_listed(desk: NamedDependency[Desk]) -> list[artefact.Row]:
    """List the models with their reports, the newest first."""
    return await models.listed(desk)


@get("/models/uses", opt=HR, tags=TAGS)
async def uses(desk: NamedDependency[Desk]) -> list[artefact.Use]:
    """List which models were chosen, by whom and why, the newest first."""
    return await models.uses(desk)


@post("/models/uses", opt=HR, status_code=HTTP_204_NO_CONTENT, tags=TAGS)
async def choose(desk: NamedDependency[Desk], data: JSONBody[models.Choosing]) -> None:
    """Let a model weigh from now on; `expert` is the one by expert judgement."""
    await models.choose(desk, data)


@get("/models/{version:str}", opt=HR, tags=TAGS)
async def one(desk: NamedDependency[Desk], version: FromPath[str]) -> artefact.Shown:
    """Show a model: its report, and what each level of each field speaks for."""
    return await models.one(desk, version)


@get("/models/{version:str}/comparison/{other:str}", opt=HR, tags=TAGS)
async def compare(
    desk: NamedDependency[Desk], version: FromPath[str], other: FromPath[str]
) -> artefact.Compared:
    """Set two models side by side; the levels they weigh most differently first."""
    return await models.compare(desk, version, other)


ROUTES: tuple[Any, ...] = (ask, listed, train, models_listed, uses, choose, one, compare)
