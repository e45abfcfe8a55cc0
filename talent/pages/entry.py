"""登记返乡人员: a new person in a few fields, with look-alikes under the name while it is typed."""

import hashlib
import secrets
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct, structs

from talent import edge, errors
from talent.core import access, idnumber, recognition
from talent.core.person import FIELDS, Draft
from talent.flows import duplicates, limits, people, places, pools, retyping
from talent.flows.desk import Desk
from talent.pages import choices, shell, words

ADDS = edge.for_roles(*access.ADDS_PEOPLE)
CHECKS = edge.counted(ADDS, limits.CHECK)

# What is asked at once, and what may be added; the places and the birth are chosen.
FIRST = ("name", "phones")
FURTHER = (
    "sex", "residence_text", "employer", "position", "education_full_time", "political_status",
    "skills", "return_intent", "id_number", "notes",
)  # fmt: skip
CHOSEN = ("birth_year", "birth_month", "household_village", "pool", "channel", "source")
VERDICTS = {"same": "就是此人", "different": "不是同一人", "unsure": "拿不准"}
BANDS = {"likely": "很可能是同一人", "unsure": "可能是同一人"}
CONSENT = "2026-1"
"""The edition of the text that is read out; it stands in the form."""
CONSENT_CHANNELS = {"meeting": "当面", "phone": "电话", "paper": "书面"}
OLDEST = 90
SHORTEST_NAME = 2


class Filled(Struct, frozen=True):
    """The form as it was filled in: texts, what was said of look-alikes, consent, its own key."""

    texts: dict[str, str]
    verdicts: dict[str, str]
    consented: bool
    once: str

    def typed(self) -> dict[str, str]:
        """Answer the columns that are recognised, a birth put together from its year and month."""
        born = "-".join(
            part for part in (self.texts["birth_year"], self.texts["birth_month"]) if part
        )
        columns = {name: self.texts[name] for name in (*FIRST, *FURTHER) if self.texts[name]}
        return columns | ({"birth": born} if self.texts["birth_year"] else {})


def _filled(form: shell.Form) -> Filled:
    said = {
        name.removeprefix("verdict."): form.text(name)
        for name in form.fields
        if name.startswith("verdict.")
    }
    return Filled(
        {name: form.text(name) for name in (*FIRST, *FURTHER, *CHOSEN)},
        {key: verdict for key, verdict in said.items() if verdict in VERDICTS},
        form.text("consented") == "1",
        form.text("once"),
    )


def _draft(desk: Desk, filled: Filled) -> Draft:
    """Recognise what was typed; refused with the fault of each field."""
    read = recognition.recognise(filled.typed(), retyping.NOWHERE, desk.today)
    hidden = idnumber.partly_hidden(filled.texts["id_number"])
    faults = tuple(one for one in read.faults if not (hidden and one.field == "id_number"))
    if read.draft is None or faults:
        raise errors.Invalid(faults=faults)
    return _whole(read.draft, filled)


def _whole(draft: Draft, filled: Filled) -> Draft:
    """Add what is not recognised from a text: the village, a number with a part hidden."""
    number = filled.texts["id_number"]
    return structs.replace(
        draft,
        household_village=filled.texts["household_village"] or None,
        id_number=number if idnumber.partly_hidden(number) else draft.id_number,
    )


@get("/people/new", opt=ADDS)
async def blank(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show the empty form."""
    texts = dict.fromkeys((*FIRST, *FURTHER, *CHOSEN), "")
    texts["pool"] = "LOCAL" if desk.actor.role == access.Role.TOWNSHIP else "DUALMI"
    return await _form(
        request, desk, Filled(texts, {}, consented=False, once=secrets.token_hex(12))
    )


@post("/people/new/lookalikes", opt=CHECKS, status_code=HTTP_200_OK)
async def lookalikes(request: shell.Asked, desk: NamedDependency[Desk]) -> shell.Page:
    """Show under the name who may be this person already. Nothing is written but the look."""
    filled = _filled(await shell.form(request))
    cards = duplicates.Cards([])
    read = recognition.recognise(filled.typed(), retyping.NOWHERE, desk.today)
    if read.draft is not None and len(read.draft.name) >= SHORTEST_NAME:
        # A number half typed is no fault yet: what was recognised is compared.
        cards = await people.check(desk, _whole(read.draft, filled))
    return shell.write(request, "entry_lookalikes.html", _cards(filled, cards))


def _cards(filled: Filled, cards: duplicates.Cards) -> dict[str, Any]:
    return {
        "cards": cards.lookalikes,
        "note": cards.note,
        "verdicts": VERDICTS,
        "said": filled.verdicts,
        "bands": BANDS,
    }


@post("/people/new", opt=CHECKS, status_code=HTTP_200_OK)
async def add(request: shell.Asked, desk: NamedDependency[Desk]) -> Response[Any]:
    """Save the person, or show what is wrong and who is alike beside what was typed."""
    filled = _filled(await shell.form(request))
    if not edge.good_key(filled.once):
        raise shell.FormExpired
    try:
        added = await people.add(desk, _new(desk, filled), filled.once, _digest(filled))
    except errors.DuplicateSuspected as refusal:
        cards = duplicates.Cards(refusal.extra["lookalikes"], refusal.extra["note"])
        return await _form(request, desk, filled, refusal, cards)
    except (errors.Invalid, errors.Forbidden) as refusal:
        return await _form(request, desk, filled, refusal)
    return shell.go(f"/people/{added.id}?added={added.outcome}&queued={added.queued}")


def _new(desk: Desk, filled: Filled) -> people.New:
    said = tuple(
        duplicates.Said(edge.ids(key), verdict)  # type: ignore[arg-type]
        for key, verdict in filled.verdicts.items()
    )
    if not filled.consented:
        expected = "须先告知本人并取得同意，再登记"
        raise errors.Invalid(faults=(errors.Fault(field="consented", said="", expected=expected),))
    channel = choices.one_of(filled.texts["channel"], CONSENT_CHANNELS, "告知方式")
    consent = people.Consent(text_version=CONSENT, channel=channel)
    return people.New(
        person=_draft(desk, filled),
        pool=filled.texts["pool"],
        judgements=said,
        consent=consent,
        source=filled.texts["source"] or None,
    )


def _digest(filled: Filled) -> bytes:
    """Answer the digest of what was filled in, by which a form sent twice is known."""
    said = sorted((filled.texts | filled.verdicts).items())
    return hashlib.sha256(repr(said).encode()).digest()


async def _form(
    request: shell.Asked,
    desk: Desk,
    filled: Filled,
    refusal: errors.Refusal | None = None,
    cards: duplicates.Cards | None = None,
) -> shell.Page:
    around = await places.choices(desk, desk.actor.place)
    faults = refusal.faults if isinstance(refusal, errors.Invalid) else ()
    if cards is None and filled.verdicts:
        cards = await _again(desk, filled)
    values = {
        "filled": filled,
        "texts": filled.texts,
        "further": FURTHER,
        "labels": {field.name: field.label for field in FIELDS},
        "options": choices.OPTIONS,
        "pools": {pool.code: pool.label for pool in await pools.listed(desk)},
        "townships": choices.townships(around),
        "years": [str(desk.today.year - 16 - back) for back in range(OLDEST - 16)],
        "channels": CONSENT_CHANNELS,
        "faults": faults,
        "fault": (refusal.detail or refusal.title) if refusal and not faults else "",
        "other_faults": [
            one for one in faults if one.field not in (*FIRST, *FURTHER, "birth", "consented")
        ],
        "today": words.day(desk.today),
        **_cards(filled, cards or duplicates.Cards([])),
    }
    status = edge.status(refusal) if refusal else HTTP_200_OK
    return await shell.show(request, desk, "entry.html", values, status=status)


async def _again(desk: Desk, filled: Filled) -> duplicates.Cards:
    """Find the look-alikes again that something was said of, so that a refused form keeps them."""
    try:
        return await people.check(desk, _draft(desk, filled))
    except errors.Invalid:
        return duplicates.Cards([])


ROUTES: tuple[Any, ...] = (blank, lookalikes, add)
