"""A plan's file checked by anybody: its own numbers, its rows, its proof, without the solver.

What is believed is the instance: who may be planned for where, and how well each fits. All else
is added up again. The digest covers the whole file, so that a changed name is seen too.
"""

import hashlib
from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct

from talent.core import numbers, plan_proof, planned
from talent.core.planned import Certificate
from talent.errors import Invalid

DIGEST = "digest"


class Line(Struct, frozen=True):
    """An assignment as far as it is checked."""

    village: str
    post: int
    person: str
    fit: int


class Empty(Struct, frozen=True):
    """Empty places as far as they are checked."""

    village: str
    post: int
    missing: int


class Document(Struct, frozen=True):
    """A plan's file as far as it is checked."""

    assignments: tuple[Line, ...]
    unfilled: tuple[Empty, ...]
    total: int
    person_cap: int
    proven: bool
    certificate: Certificate


class Checked(Struct, frozen=True):
    """What the checker found: how each level stands, and the word for it."""

    assignments: int
    total: int
    levels: tuple[planned.LevelShown, ...]
    proven: bool
    verdict: str


def seal(document: dict[str, Any]) -> dict[str, Any]:
    """Answer the file with its digest."""
    return {**document, DIGEST: digest(document)}


def digest(document: dict[str, Any]) -> str:
    """Answer the SHA-256 of a file's members but the digest itself, sorted by name."""
    kept = {name: value for name, value in document.items() if name != DIGEST}
    return hashlib.sha256(msgspec.json.encode(kept, order="deterministic")).hexdigest()


def check(data: bytes) -> Checked:
    """Check a file. Refused (Invalid): whatever does not hold, in words."""
    try:
        raw = msgspec.json.decode(data)
        said = raw[DIGEST] if isinstance(raw, dict) else None
        document = msgspec.convert(raw, Document, str_keys=True, dec_hook=numbers.read)
    except (msgspec.DecodeError, KeyError, ValueError) as error:
        raise Invalid("文件不是方案文件，或者不完整") from error
    if said != digest(raw):
        raise Invalid("文件内容与其摘要不符，已被改动")
    _same_numbers(document)
    certificate = document.certificate
    try:
        found = plan_proof.verify(
            certificate.instance, certificate.taken, certificate.steps, certificate.components
        )
    except (ValueError, LookupError, OverflowError) as wrong:
        reason = str(wrong) if type(wrong) is ValueError else "证明引用了不存在的内容"
        raise Invalid(reason) from wrong
    levels = planned.levels(found)
    proven = planned.proven(levels)
    if proven != document.proven:
        raise Invalid("文件所称的最优性与证明不符")
    return Checked(
        len(document.assignments), document.total, levels, proven, planned.verdict(levels)
    )


def _same_numbers(document: Document) -> None:
    """Refuse a file whose lists say something else than its certificate."""
    instance, taken = document.certificate.instance, document.certificate.taken
    plan_proof.check_shape(instance, taken)
    if set(instance.caps) - {document.person_cap}:
        raise Invalid("每人上限与证明所载不符")
    proven = Counter(
        (
            instance.openings[instance.opening[at]].village,
            instance.openings[instance.opening[at]].role,
            instance.people[instance.person[at]],
            instance.fit[at],
        )
        for at in taken
    )
    said = Counter((one.village, one.post, one.person, one.fit) for one in document.assignments)
    if said != proven:
        raise Invalid("名单与证明所载的方案不符")
    if sum(one.fit for one in document.assignments) != document.total:
        raise Invalid("总分与名单不符")
    filled = Counter((village, role) for village, role, _, _ in proven.elements())
    missing = {
        (one.village, one.role): one.wanted - filled[one.village, one.role]
        for one in instance.openings
        if one.wanted > filled[one.village, one.role]
    }
    if {(one.village, one.post): one.missing for one in document.unfilled} != missing:
        raise Invalid("空缺名单与方案不符")
