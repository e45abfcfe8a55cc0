"""One person: the whole story, closed fields opened for a purpose, contacts, corrections."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_ENTITY
from msgspec import Struct

from talent import db, edge, errors
from talent.core import access, merged, person, registered
from talent.core import post as posts
from talent.flows import contacts, evidence, places, proposals, retyping, telling, unmerges
from talent.flows import people as flow
from talent.flows.desk import Desk
from talent.pages import choices, fields, memberships, people, shell, words

SEES = edge.for_roles(*access.SEES_PEOPLE)
ADDS = edge.for_roles(*access.ADDS_PEOPLE)
SQL = db.queries("people")
CHANGES_READ, CHANGES_SHOWN = 500, 30
# Looks in passing: a list, a check while typing. The auditor has them all.
PASSING = frozenset({"list", "check"})

# What a purpose is asked for; one field of a reveal each.
SEALED = {
    "phones": "联系电话",
    "id_number": "身份证号",
    "home_contact": "家乡联系人",
    "notes": "备注",
}
ADDED = {
    "new": "已登记。",
    "known": "此人已有登记：已加入人才库，您填写的不同内容已交登记人核对。",
    "repeated": "此次登记先前已保存，没有重复登记。",
}
MOVED = "您打开的是一条已合并的登记，以下是合并后保留的登记；来历见“合并的登记”。"
WAITS = "与他人疑似重复之处，已交组织部核对。"
CHANNELS = {
    "phone": "电话",
    "meeting": "见面",
    "message": "短信、微信",
    "event": "活动",
    "entry": "登记",
}


class Story(Struct, frozen=True):
    """What a reader may know of a person."""

    person: registered.Person
    steps: list[registered.Stepped]
    seats: list[registered.Held]
    contacts: list[registered.Contact]
    bases: list[registered.Basis]
    changes: list[registered.Change]
    proposals: list[proposals.Shown]
    records: list[Any]
    merges: list[merged.Merge]


async def _story(desk: Desk, key: UUID) -> Story:
    shown = await flow.one(desk, key)
    keeps = desk.actor.role in access.ADDS_PEOPLE
    hr = desk.actor.role == access.Role.HR
    history = await telling.history(desk, key, CHANGES_READ)
    return Story(
        shown,
        await desk.tx.run(SQL.steps_of, person=key),
        await desk.tx.run(SQL.tenures_of, person=key),
        await desk.tx.run(SQL.contacts, person=key) if keeps else [],
        await desk.tx.run(SQL.bases, person=key) if keeps else [],
        _apart(one for one in history if one.action not in PASSING)[:CHANGES_SHOWN],
        await proposals.listed(desk, key) if keeps else [],
        await evidence.records(desk, key) if hr else [],
        await unmerges.of(desk, key) if desk.actor.role in access.JUDGES_PAIRS else [],
    )


def _apart(history: Iterable[registered.Change]) -> list[registered.Change]:
    """Leave out looks that repeat the one before them: by the same account, for nothing, that day."""
    kept: list[registered.Change] = []
    for one in history:
        last = kept[-1] if kept else None
        again = last and (last.action, last.made_by, words.day(last.at)) == (
            one.action,
            one.made_by,
            words.day(one.at),
        )
        if not (again and one.action == "look" and not one.purpose):
            kept.append(one)
    return kept


async def _show(
    request: shell.Asked, desk: Desk, key: UUID, status: int = HTTP_200_OK, **more: Any
) -> shell.Page:
    story = await _story(desk, key)
    names = await people.names_of(desk, [story.person])
    values = {
        "story": story,
        "person": story.person,
        "names": names,
        "facts": fields.facts(story.person, names),
        "roles": {code: role.label for code, role in posts.ROLES.items()},
        "states": words.STATES,
        "channels": CHANNELS,
        "bases": choices.BASES,
        "sealed": {name: label for name, label in SEALED.items() if _has(story.person, name)},
        "opened": {},
        "fault": "",
        "added": _added(request),
        "moved": bool(request.query_params.get("was")),
        "may_add": desk.actor.role in access.ADDS_PEOPLE,
        "may_reveal": desk.actor.role in access.REVEALS,
        "changed": [(change, words.change(change)) for change in story.changes],
        "labels": {field.name: field.label for field in person.FIELDS},
        "standings": memberships.shown(desk, story.person),
        "exit_reasons": words.EXIT_REASONS,
        **more,
    }
    return await shell.show(
        request, desk, "person.html", values, part="person_drawer.html", status=status
    )


def _added(request: shell.Asked) -> str:
    """Say what came of an entry, or which link, that led here."""
    if request.query_params.get("was"):
        return MOVED
    sentence = ADDED.get(str(request.query_params.get("added") or ""), "")
    waits = str(request.query_params.get("queued") or "0") != "0"
    return sentence + (WAITS if sentence and waits else "")


def _has(shown: registered.Person, name: str) -> bool:
    match name:
        case "phones":
            return bool(shown.phones)
        case "id_number":
            return shown.id_number != "无"
        case _:
            return bool(getattr(shown, f"has_{name}"))


@get("/people/{key:str}", opt=SEES)
async def one(
    request: shell.Asked, desk: NamedDependency[Desk], key: FromPath[str]
) -> Response[Any]:
    """Show a person's whole story; in the drawer of the list, or as a page.

    The old id of a merged entry leads to who stands for it now.
    """
    asked = edge.ids(key)
    stands = await flow.stands(desk, asked)
    if stands != asked:
        return shell.go(f"/people/{stands}?was={asked}")
    return await _show(request, desk, asked)


@post("/people/{key:str}/reveal", opt=edge.for_roles(*access.REVEALS), status_code=HTTP_200_OK)
async def reveal(
    request: shell.Asked, desk: NamedDependency[Desk], key: FromPath[str]
) -> shell.Page:
    """Open closed fields for a purpose; who, when and why is recorded."""
    form = await shell.form(request)
    chosen = tuple(name for name in SEALED if name in form.every("field"))
    try:
        found = await telling.reveal(desk, edge.ids(key), chosen, form.text("purpose"))
    except errors.Invalid as refusal:
        fault = "；".join(fault.expected for fault in refusal.faults) or refusal.detail
        return await _show(request, desk, edge.ids(key), HTTP_422_UNPROCESSABLE_ENTITY, fault=fault)
    opened = {SEALED[name]: _opened(found[name]) for name in chosen}
    return await _show(request, desk, edge.ids(key), opened=opened)


def _opened(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(
            phone.number + ("（家属）" if phone.holder == "family" else "") for phone in value
        )
    return words.said(value)


@post("/people/{key:str}/contacts", opt=ADDS, status_code=HTTP_200_OK)
async def add_contact(
    request: shell.Asked, desk: NamedDependency[Desk], key: FromPath[str]
) -> Response[Any]:
    """Log a contact: how, what came of it, when the next is due."""
    form = await shell.form(request)
    new = contacts.New(
        channel=choices.one_of(form.text("channel"), CHANNELS, "联系方式"),  # type: ignore[arg-type]
        made_on=choices.day(form.text("made_on"), "联系日期"),
        outcome=form.text("outcome") or None,
        next_on=choices.day(form.text("next_on"), "下次联系"),
    )
    await contacts.add(desk, edge.ids(key), new)
    return shell.go(f"/people/{edge.ids(key)}")


@post("/people/{key:str}/proposals/{proposal:str}", opt=ADDS, status_code=HTTP_200_OK)
async def decide_proposal(
    request: shell.Asked,
    desk: NamedDependency[Desk],
    key: FromPath[str],
    proposal: FromPath[str],
) -> Response[Any]:
    """Take a value that somebody else typed into the register, or decline it."""
    form = await shell.form(request)
    version = choices.number(form.text("version"))
    take = form.text("take") == "1"
    await proposals.decide(desk, edge.ids(key), edge.ids(proposal), version, take=take)
    return shell.go(f"/people/{edge.ids(key)}")


@get("/people/{key:str}/edit", opt=ADDS)
async def edit(request: shell.Asked, desk: NamedDependency[Desk], key: FromPath[str]) -> shell.Page:
    """Show the form in which a person is corrected."""
    shown = await flow.one(desk, edge.ids(key))
    texts = retyping.texts(shown)
    return await _form(request, desk, shown, texts, texts)


@post("/people/{key:str}/edit", opt=ADDS, status_code=HTTP_200_OK)
async def amend(
    request: shell.Asked, desk: NamedDependency[Desk], key: FromPath[str]
) -> Response[Any]:
    """Save what was changed; faults and another clerk's changes are shown beside what was typed."""
    form = await shell.form(request)
    named = (*retyping.TEXTS, *retyping.PLACES, *retyping.CLOSED)
    typed = retyping.Typed(
        {name: form.text(name) for name in named},
        {name: form.text(f"was.{name}") for name in (*retyping.TEXTS, *retyping.PLACES)},
        tuple(form.every("drop_phone")),
        form.text("add_phones"),
    )
    person_id = edge.ids(key)
    try:
        await retyping.retype(desk, person_id, choices.number(form.text("version")), typed)
    except retyping.Both as both:
        shown = await flow.one(desk, person_id)
        return await _form(
            request, desk, shown, both.extra["texts"], both.extra["held"], both=both.extra
        )
    except errors.Invalid as refusal:
        shown = await flow.one(desk, person_id)
        return await _form(
            request,
            desk,
            shown,
            typed.texts,
            typed.opened,
            refusal=refusal,
            version=form.text("version"),
        )
    return shell.go(f"/people/{person_id}")


async def _form(
    request: shell.Asked,
    desk: Desk,
    shown: registered.Person,
    texts: dict[str, str],
    opened: dict[str, str],
    *,
    both: dict[str, Any] | None = None,
    refusal: errors.Invalid | None = None,
    version: str = "",
) -> shell.Page:
    around = await places.choices(desk, None)
    values = {
        "person": shown,
        "version": version or shown.version,
        "texts": dict.fromkeys(retyping.CLOSED, "") | texts,
        "opened": opened,
        "faults": refusal.faults if refusal else (),
        "fault": refusal.detail if refusal else "",
        "both": _told(both, around) if both else None,
        "townships": choices.townships(around),
        "options": choices.OPTIONS,
        "labels": {field.name: field.label for field in person.FIELDS},
    }
    status = HTTP_200_OK
    if both:
        status = HTTP_409_CONFLICT
    elif refusal:
        status = HTTP_422_UNPROCESSABLE_ENTITY
    return await shell.show(request, desk, "person_edit.html", values, status=status)


def _told(both: dict[str, Any], around: list[Any]) -> list[tuple[str, str, str, bool]]:
    """Answer what another clerk changed: the field, from what, to what, and whether one did so too."""
    names = {one.code: words.place(one.name) for one in around}
    return [
        (
            person.BY_NAME[name].label,
            choices.said(name, both["opened"].get(name, ""), names),
            choices.said(name, now, names),
            name in both["clash"],
        )
        for name, now in both["held"].items()
        if now != both["opened"].get(name, "")
    ]


ROUTES: tuple[Any, ...] = (one, reveal, add_contact, decide_proposal, edit, amend)
