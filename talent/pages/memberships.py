"""A person's standing in the pools: what waits for an approval, what may come next."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from talent import edge
from talent.core import access, registered
from talent.flows import pools
from talent.flows.desk import Desk
from talent.pages import choices, shell, words

APPROVES = frozenset({access.Role.HR, access.Role.TOWNSHIP})
MOVES = edge.for_roles(*sorted(APPROVES))
# What a step is called on its button, by where it leads from and to; else by where it leads.
STEPS: dict[tuple[str, str], str] = {
    ("draft", "submitted"): "提交审核",
    ("submitted", "town_ok"): "审核通过，报组织部",
    ("paused", "active"): "恢复在库",
}
LEADS: dict[str, str] = {
    "active": "审核通过，入库",
    "paused": "暂停",
    "rejected": "不通过",
    "draft": "重新起草",
    "exited": "出库",
}
ASK = frozenset({"rejected", "exited", "paused"})
"""The steps that take something away: they open, and say what happens."""


class Next(Struct, frozen=True):
    """A state that whoever acts may move a membership to; `asks`: it is opened first."""

    state: str
    label: str
    asks: bool


class Shown(Struct, frozen=True):
    """One standing in a pool with the steps on."""

    id: UUID
    version: int
    pool: str
    state: str
    next: tuple[Next, ...]


def shown(desk: Desk, person: registered.Person) -> list[Shown]:
    """Answer the standings that have not ended; without steps to whoever may take none."""
    return [
        Shown(UUID(one["id"]), one["version"], one["pool"], one["state"], _next(desk, one["state"]))
        for one in person.memberships
        if registered.STEPS[one["state"]]
    ]


def _next(desk: Desk, state: str) -> tuple[Next, ...]:
    role = desk.actor.role
    possible = [
        to
        for to in registered.STEPS[state]
        if role == access.Role.HR or (role == access.Role.TOWNSHIP and to in pools.TOWNSHIP_STEPS)
    ]
    if role == access.Role.HR and "active" in possible:
        possible = [to for to in possible if to not in pools.TOWNSHIP_STEPS - {"rejected"}]
    return tuple(Next(to, STEPS.get((state, to), LEADS.get(to, to)), to in ASK) for to in possible)


@post("/memberships/{membership:str}/steps", opt=MOVES, status_code=HTTP_200_OK)
async def step(
    request: shell.Asked, desk: NamedDependency[Desk], membership: FromPath[str]
) -> Response[Any]:
    """Move a standing on, under the version that was read."""
    form = await shell.form(request)
    reasons = {str(code): label for code, label in words.EXIT_REASONS.items()}
    leaves = form.text("state") == "exited"
    exit_reason = choices.one_of(form.text("exit_reason"), reasons, "出库原因") if leaves else None
    to = pools.Step(
        state=form.text("state"),
        reason=form.text("reason") or None,
        exit_reason=int(exit_reason) if exit_reason else None,
    )
    version = choices.number(form.text("version"))
    moved = await pools.step(desk, edge.ids(membership), version, to)
    return shell.go(f"/people/{moved.person_id}")


ROUTES: tuple[Any, ...] = (step,)
