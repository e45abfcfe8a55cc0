"""重复核对: the queue of look-alikes, two entries side by side, the judgement, the merge."""

from typing import Any, get_args
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct, structs

from talent import edge, errors
from talent.core import access, explanation, merged, pair
from talent.core.person import BY_NAME
from talent.flows import explanations, merges, pairs, people, places, pools, previews
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
STATES = {
    "open": "待核对",
    "proposed": "待另一人复核",
    "same": "判为同一人，待合并",
    "different": "判为不是同一人",
}
KINDS = {"likely": "很可能是同一人", "unsure": "存疑", "automatic": "可直接合并", **DOUBTS}
ASKED = ("state", "kind", "assigned", "place")
TELLING = 4


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
    after: FromQuery[str | None] = None,
) -> shell.Page:
    """List the pairs that wait, those that matter most first, or those that were judged."""
    walk = asked(request.query_params)
    wanted = structs.replace(_wanted(walk), after=_key(after), limit=PAGE)
    found = await pairs.page(desk, wanted)
    values = {
        "pairs": found.pairs,
        "way": shell.way(request, found.next),
        "asked": dict.fromkeys(ASKED, "") | walk,
        "walk": urlencode(walk),
        "state": walk.get("state", "open"),
        "states": STATES,
        "kinds": KINDS,
        "bands": BANDS,
        "doubts": DOUBTS,
        "telling": telling,
        "townships": await _townships(desk),
        "done": request.query_params.get("done", ""),
    }
    return await shell.show(request, desk, "pairs.html", values, part="pairs_list.html")


def asked(said: Any) -> dict[str, str]:
    """Answer which pairs are asked for, as the address says it; what it does not know is left out."""
    known = {"state": STATES, "kind": KINDS}
    here = {name: said.get(name, "") for name in ASKED}
    return {
        name: value for name, value in here.items() if value and value in known.get(name, (value,))
    }


def _wanted(walk: dict[str, str]) -> pairs.Wanted:
    state, kind = walk.get("state", "open"), walk.get("kind")
    verdict = state if state in VERDICTS else None
    said = {
        "state": "judged" if verdict else state,
        "verdict": verdict,
        "band": kind if kind in BANDS else None,
        "automatic": True if kind == "automatic" else None,
        "doubt": kind if kind in DOUBTS else None,
        "assigned": walk.get("assigned"),
        "place": walk.get("place"),
    }
    return msgspec.convert(said, pairs.Wanted)


def telling(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer what tells most of a pair in a line: the name, and what weighs most of all else."""
    said = [one for one in reasons if one["weight"] and one["field"] not in ("kin", "law")]
    first = [one for one in said if one["field"] == "name"]
    rest = sorted((one for one in said if one not in first), key=lambda one: -abs(one["weight"]))
    most = [*first, *rest[: TELLING - len(first)]]
    return [one for one in said if one in most]


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
) -> Response[Any]:
    """Show two entries field by field, why they may be one, and what a merge would leave.

    Where one was merged since, its old address leads to what stands now.
    """
    query, keys = request.query_params, (edge.ids(one), edge.ids(other))
    standing = [await people.stands(desk, key) for key in keys]
    if tuple(standing) != keys:
        path = f"/pairs/{standing[0]}/{standing[1]}"
        return shell.go(path if len(set(standing)) > 1 else f"/people/{standing[0]}/merges")
    first, second = pair.key(*keys)
    usual = {name[4:]: value for name, value in query.items() if name.startswith("was-")}
    take = _taken(query, usual)
    survivor = edge.ids(query["survivor"]) if query.get("survivor") else None
    wanted = merges.Wanted(survivor=survivor, take=take)
    told = await previews.preview(desk, first, second, wanted)
    why = await explanations.explain(desk, first, second)
    queued = await pairs.one(desk, first, second)
    walk = asked(query)
    around = await pairs.neighbours(desk, first, second, _wanted(walk)) if queued else None
    said = await pairs.said(desk, first, second)
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
        "walk": walk,
        "around": around,
        "next": _joined(around.next_a, around.next_b) if around else "",
        "previous": query.get("previous")
        or (_joined(around.previous_a, around.previous_b) if around else ""),
        "said": said,
        "verdicts": VERDICTS,
        "proposed": next((one.verdict == "same" for one in said if one.mine), False),
        "bands": BANDS,
        "done": query.get("done", ""),
        "pools": {one.code: one.label for one in await pools.listed(desk)},
        "names": _names(left, right),
    }
    return await shell.show(request, desk, "pair.html", values, part="pair_compared.html")


def _joined(one: UUID | None, other: UUID | None) -> str:
    return f"{one}.{other}" if one and other else ""


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
    plain = {name: form.text(name) for name in ASKED}
    told = asked(plain) | {"done": done}
    if following is None:
        return shell.go(f"/pairs?{urlencode(told)}")
    told["previous"] = f"{edge.ids(one)}.{edge.ids(other)}"
    return shell.go(f"/pairs/{following[0]}/{following[1]}?{urlencode(told)}")


ROUTES: tuple[Any, ...] = (queue, side_by_side, judge, merge)
