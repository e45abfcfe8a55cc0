"""Rounds of review of who was accepted: held offline, by department, told by document number.

R1 papers, R2 township, R3 the county's departments together, R4 the Party committee. A round is
through when each department that has spoken in it has no objection, by its last word; the next is
not begun before. Nobody votes here: only what was decided elsewhere is written down.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import post
from talent.core.suggested import Card

Round = Literal["R1", "R2", "R3", "R4"]
Result = Literal["no_objection", "objection", "suspended"]
RESULTS: dict[str, str] = {"no_objection": "无异议", "objection": "有异议", "suspended": "暂缓"}
JOINT: dict[str, str] = {
    "discipline": "纪委监委",
    "politics_law": "政法委",
    "police": "公安局",
    "court": "法院",
    "procuratorate": "检察院",
    "civil_affairs": "民政局",
    "justice": "司法局",
    "petitions": "信访局",
    "natural_resources": "自然资源局",
    "agriculture": "农业农村局",
    "emergency": "应急管理局",
}
"""Who looks at candidates together in R3; the list of eleven is an assumption to be confirmed."""
DEPARTMENTS: dict[str, str] = {
    "branch": "村党组织",
    "township": "乡镇党委",
    "organisation": "县委组织部",
    **JOINT,
}


class Spoken(Struct, frozen=True):
    """What a department said of a person in a round, as recorded."""

    id: UUID
    person_id: UUID
    name: str
    sex: str | None
    birth: str | None
    round: Round
    department: str
    result: Result
    document: str
    decided_on: date


class Word(Struct, frozen=True):
    """What a department said, as it is shown."""

    department: str
    department_label: str
    result: Result
    result_label: str
    document: str
    decided_on: date


class ShownRound(Struct, frozen=True):
    """A round of one person: the last word of each department, who is still to speak in R3."""

    round: Round
    label: str
    through: bool
    words: tuple[Word, ...]
    silent: tuple[str, ...]


class Reviewed(Struct, frozen=True):
    """One accepted person and the four rounds; `open` are those not through."""

    person: Card
    rounds: tuple[ShownRound, ...]
    open: tuple[Round, ...]


ROUNDS: tuple[Round, ...] = ("R1", "R2", "R3", "R4")


def reviewed(person: Card, spoken: Iterable[Spoken]) -> Reviewed:
    """Answer a person's rounds; what was said later of one round and department counts."""
    mine = sorted(
        (one for one in spoken if one.person_id == person.person_id),
        key=lambda one: (one.decided_on, one.id),
    )
    rounds = tuple(_round(name, [one for one in mine if one.round == name]) for name in ROUNDS)
    return Reviewed(person, rounds, tuple(one.round for one in rounds if not one.through))


def _round(name: Round, said: list[Spoken]) -> ShownRound:
    last = {one.department: one for one in said}
    silent = [label for code, label in JOINT.items() if code not in last] if name == "R3" else []
    return ShownRound(
        name,
        post.REVIEW_ROUNDS[name],
        bool(last) and all(one.result == "no_objection" for one in last.values()),
        tuple(_word(one) for one in last.values()),
        tuple(silent),
    )


def _word(one: Spoken) -> Word:
    return Word(
        one.department,
        DEPARTMENTS[one.department],
        one.result,
        RESULTS[one.result],
        one.document,
        one.decided_on,
    )


def before(name: Round) -> Round | None:
    """Answer the round that has to be through before this one."""
    at = ROUNDS.index(name)
    return ROUNDS[at - 1] if at else None
