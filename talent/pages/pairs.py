"""重复核对: the queue of look-alikes, two entries side by side, the judgement, the merge."""

from typing import Any, get_args
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from talent import edge, errors
from talent.core import access, explanation, merged, pair
from talent.core.person import BY_NAME
from talent.flows import explanations, merges, pairs, places, pools, previews
from talent.flows.desk import Desk
from talent.pages import fields, shell, typed

JUDGES = edge.for_roles(*access.JUDGES_PAIRS)
PAGE = 30
WIDTH, THINNEST = 1000, 4
BANDS = {"likely": "很可能是同一人", "unsure": "存疑", "unlike": "不像同一人"}
DOUBTS = {
    "bridge": "一组中仅有的联系",
    "torn": "其中一条像两个不同的人",
    "oversized": "相连的条目过多",
}
VERDICTS = {"same": "同一人", "different": "不是同一人", "unsure": "拿不准"}
STATES = {"open": "待核对", "judged": "已判断"}


class Side(Struct, frozen=True):
    """One field of two entries in the order in which they stand on the page."""

    field: str
    label: str
    left: list[fields.Piece]
    right: list[fields.Piece]
    result: str
    differs: bool
    conflicts: bool
    chosen: UUID
    usual: UUID
    why: str


class Fall(Struct, frozen=True):
    """A step of the explanation, and where its bar begins and how wide it is in 0..1000."""

    step: explanation.Step
    x: float
    width: float


@get("/pairs", opt=JUDGES)
async def queue(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    place: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
) -> shell.Page:
    """List the pairs that wait, the most uncertain first, or those that were judged."""
    said = request.query_params.get("state")
    wanted: pair.State = "judged" if said == "judged" else "open"
    found = await pairs.page(
        desk, pairs.Wanted(state=wanted, place=place or None, after=_key(after), limit=PAGE)
    )
    values = {
        "pairs": found.pairs,
        "way": shell.way(request, found.next),
        "state": wanted,
        "states": STATES,
        "bands": BANDS,
        "doubts": DOUBTS,
        "place": place or "",
        "townships": await _townships(desk),
        "done": request.query_params.get("done", ""),
    }
    return await shell.show(request, desk, "pairs.html", values, part="pairs_list.html")


async def _townships(desk: Desk) -> dict[str, str]:
    if desk.actor.place:
        return {}
    return {
        one.code: one.name for one in await places.choices(desk, None) if one.kind == "township"
    }


def _key(said: str | None) -> pair.Key | None:
    if not said:
        return None
    one, _, other = said.partition(".")
    return edge.ids(one), edge.ids(other)


@get("/pairs/{one:str}/{other:str}", opt=JUDGES)
async def side_by_side(
    request: shell.Asked, desk: NamedDependency[Desk], one: FromPath[str], other: FromPath[str]
) -> shell.Page:
    """Show two entries field by field, why they may be one, and what a merge would leave."""
    asked = request.query_params
    first, second = pair.key(edge.ids(one), edge.ids(other))
    usual = {name[4:]: value for name, value in asked.items() if name.startswith("was-")}
    take = _taken(asked, usual)
    survivor = edge.ids(asked["survivor"]) if asked.get("survivor") else None
    wanted = merges.Wanted(survivor=survivor, take=take)
    told = await previews.preview(desk, first, second, wanted)
    why = await explanations.explain(desk, first, second)
    queued = await pairs.one(desk, first, second)
    following = (
        await pairs.page(desk, pairs.Wanted(after=(first, second), limit=1)) if queued else None
    )
    left, right = sorted(told.people, key=lambda person: person.id)
    values = {
        "told": told,
        "left": left,
        "right": right,
        "origins": {origin.id: origin for origin in told.origins},
        "rows": await _rows(desk, told, left.id, usual),
        "queued": queued,
        "why": why.explanation,
        "cluster": why.cluster,
        "waterfall": _waterfall(why.explanation.steps),
        "labels": {name: field.label for name, field in BY_NAME.items()},
        "next": following.pairs[0] if following and following.pairs else None,
        "previous": asked.get("previous", ""),
        "bands": BANDS,
        "done": asked.get("done", ""),
        "pools": {one.code: one.label for one in await pools.listed(desk)},
        "names": _names(left, right),
    }
    return await shell.show(request, desk, "pair.html", values, part="pair_compared.html")


def _names(left: pair.Person, right: pair.Person) -> dict[str, list[fields.Piece]]:
    mine, theirs = fields.pieces(left.name, right.name)
    return {"left": mine, "right": theirs}


def _taken(said: Any, usual: dict[str, str]) -> dict[str, UUID]:
    """Answer what was chosen otherwise than the register would."""
    return {
        name[5:]: edge.ids(value)
        for name, value in said.items()
        if name.startswith("take-") and value != usual.get(name[5:])
    }


async def _rows(desk: Desk, told: merged.Preview, left: UUID, usual: dict[str, str]) -> list[Side]:
    values = [(f.field, v) for f in told.fields for v in (f.survivor, f.other, f.result)]
    names = await pairs.lying(desk, fields.places(values))
    found = []
    for one in told.fields:
        shown = [
            fields.said(one.field, value, names) for value in (one.survivor, one.other, one.result)
        ]
        if not shown[0] and not shown[1]:
            continue
        mine, theirs, result = shown if told.survivor == left else (shown[1], shown[0], shown[2])
        pieces = fields.pieces(mine, theirs)
        found.append(
            Side(
                one.field,
                one.label,
                *pieces,
                result,
                mine != theirs,
                one.differs,
                one.taken_from,
                edge.ids(usual[one.field]) if one.field in usual else one.taken_from,
                one.why,
            )
        )
    return found


def _waterfall(steps: list[explanation.Step]) -> list[Fall]:
    """Answer where each step's bar lies, from nothing to the total, in 0..1000."""
    ends = [0, *(step.total for step in steps)]
    low, span = min(ends), max(max(ends) - min(ends), 1)
    found = []
    for step in steps:
        lower, upper = sorted((step.total - step.weight, step.total))
        width = max((upper - lower) * WIDTH / span, THINNEST)
        found.append(Fall(step, min((lower - low) * WIDTH / span, WIDTH - width), width))
    return found


@post("/pairs/{one:str}/{other:str}/judgement", opt=JUDGES, status_code=HTTP_200_OK)
async def judge(
    request: shell.Asked, desk: NamedDependency[Desk], one: FromPath[str], other: FromPath[str]
) -> Response[Any]:
    """Say whether two are one, and go on to the next pair."""
    form = await shell.form(request)
    verdict = form.text("verdict")
    if verdict not in get_args(pair.Verdict):
        raise typed.fault("verdict", verdict, "、".join(VERDICTS.values()))
    said = pairs.Said(verdict, form.text("reason") or None)  # type: ignore[arg-type]
    await pairs.judge(desk, edge.ids(one), edge.ids(other), said)
    return _onward(form, one, other, verdict)


@post("/pairs/{one:str}/{other:str}/merge", opt=JUDGES, status_code=HTTP_200_OK)
async def merge(
    request: shell.Asked, desk: NamedDependency[Desk], one: FromPath[str], other: FromPath[str]
) -> Response[Any]:
    """Make two entries one as the page showed it, under the versions that were seen."""
    form = await shell.form(request)
    plain = {name: values[-1] for name, values in form.fields.items()}
    usual = {name[4:]: value for name, value in plain.items() if name.startswith("was-")}
    wanted = merges.Wanted(
        survivor=edge.ids(form.text("survivor")),
        take=_taken(plain, usual),
        versions={
            edge.ids(name[8:]): typed.number(form, name)
            for name in plain
            if name.startswith("version-")
        },
        reason=form.text("reason") or None,
    )
    if not wanted.versions:
        raise errors.VersionRequired
    made = await merges.merge(desk, edge.ids(one), edge.ids(other), wanted)
    return _onward(form, one, other, str(made.merge))


def _onward(form: shell.Form, one: str, other: str, done: str) -> Response[Any]:
    """Go on to the pair that came next, saying what was done."""
    following = _key(form.text("next"))
    if following is None:
        return shell.go(f"/pairs?done={done}")
    path = "/".join(map(str, following))
    return shell.go(f"/pairs/{path}?done={done}&previous={edge.ids(one)}.{edge.ids(other)}")


ROUTES: tuple[Any, ...] = (queue, side_by_side, judge, merge)
