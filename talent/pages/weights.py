"""评分权重: what each factor counts for a kind of post, tried on the people before it is saved."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from talent import edge, errors
from talent.core import access, fit
from talent.core import post as posts
from talent.flows import places, weightsets
from talent.flows.desk import Desk
from talent.pages import shell, typed

KEEPS = edge.for_roles(access.Role.HR)
PERCENT = 100  # basis points


@get("/weights", opt=KEEPS)
async def listed(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """List the weights of every kind of post, the version in use and those before it."""
    sets = await weightsets.listed(desk)
    values = {
        "groups": fit.GROUP_LABELS,
        "sets": {
            name: [one for one in sets if one.role_group == name] for name in fit.GROUP_LABELS
        },
        "factors": fit.FACTOR_LABELS,
    }
    return await shell.show(request, desk, "weights.html", values)


@get("/weights/{group:str}", opt=KEEPS)
async def one(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    group: FromPath[str],
    role: FromQuery[int | None] = None,
    place: FromQuery[str | None] = None,
) -> shell.Page:
    """Ask for other weights, and show what they would change before they are saved."""
    held = await _newest(desk, group)
    asked = request.query_params
    said = {name: asked.get(name) or _percent(held.weights.of(name)) for name in fit.FACTOR_LABELS}
    faults: tuple[errors.Fault, ...] = ()
    difference = None
    if role is not None and place:
        try:
            trial = weightsets.Trial(_points(said), role, place)
            difference = await weightsets.difference(desk, trial)
        except errors.Invalid as refusal:
            faults = refusal.faults
    values = {
        "group": group,
        "label": fit.GROUP_LABELS[group],
        "held": held,
        "said": said,
        "faults": faults,
        "factors": fit.FACTOR_LABELS,
        "roles": {
            code: held_role.label
            for code, held_role in posts.ROLES.items()
            if posts.role_group(code) == group
        },
        "role": role,
        "place": place or "",
        "within": [one for one in await places.choices(desk, None) if one.kind != "community"],
        "difference": difference,
    }
    return await shell.show(request, desk, "weight_set.html", values)


async def _newest(desk: Desk, group: str) -> fit.WeightSet:
    for held in await weightsets.listed(desk):
        if held.role_group == group and group in fit.GROUP_LABELS:
            return held
    raise errors.NotFound


def _percent(points: int) -> str:
    return f"{points / PERCENT:g}"


def _points(said: Mapping[fit.Factor, str]) -> dict[str, int]:
    try:
        return {str(name): round(float(text) * PERCENT) for name, text in said.items()}
    except (ValueError, OverflowError):
        raise typed.fault("weights", "", "各项应为0至100的百分数") from None


@post("/weights/{group:str}", opt=KEEPS, status_code=HTTP_200_OK)
async def save(
    request: shell.Asked, desk: NamedDependency[Desk], group: FromPath[str]
) -> Response[Any]:
    """Save weights as the next version, over the version that was read."""
    form = await shell.form(request)
    said = {name: form.text(name) for name in fit.FACTOR_LABELS}
    new = weightsets.New(_points(said), form.text("note"))
    await weightsets.save(desk, group, typed.number(form, "version"), new)
    return shell.go("/weights")


ROUTES: tuple[Any, ...] = (listed, one, save)
