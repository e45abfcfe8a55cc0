"""A roster's row on its way into the register, and what the database answers about it.

What was typed, what was recognised, who looks alike and what an officer said of it is one value,
`Content`, that stands sealed in the row. The outcome follows from it alone (`judge`).
"""

import re
from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from msgspec import Struct

from talent.core import access, births, cells, headers, levels, person
from talent.core.model import Likeness
from talent.core.person import Draft
from talent.errors import Fault

Outcome = Literal["new", "known", "unsure", "faulty"]
Judgement = Literal["different", "unsure"]
Cell = str | int | float | bool

KNOWN_AT = 0.99
"""The probability of *same* from which a row is taken for a registered person without a look."""

AGREED: dict[str, frozenset[str]] = {
    "name": frozenset({"SAME", "VARIANT", "OTHER_NAME"}),
    "id_number": frozenset({"SAME"}),
    "birth": frozenset(level.name for level in births.AGREED),
    "sex": frozenset({"SAME"}),
}
"""What these fields must say, where both sides say anything, for a row to be taken so: a slip of
the pen is likely, but twins' names and dates look like one."""

LONGEST_KEPT = 4_000
"""Characters of a cell that are kept; every field's limit is far below."""

LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){9,}(?:[ -]?[Xx])?")
DIGIT = re.compile(r"\d(?=(?:\D*\d){2})")


class Lookalike(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A registered person like the row, as a card: never a number, a pool or an address.

    `certain`: likely, with evidence enough and nothing that speaks against it.
    """

    person: UUID
    in_scope: bool
    band: str
    name: str
    sex: str | None = None
    born: str | None = None
    township: str | None = None
    sentence: str
    certain: bool = False
    same_number: bool = False


class Earlier(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row further up in the same file that may be the same human."""

    row: UUID
    sheet: str
    line: int
    sentence: str
    same_number: bool = False


class Deed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a committed row did: made a person, entered one into the pool, filled blank fields, proposed.

    `replaced`: it wrote over what stood there, which nothing brings back.
    """

    made: bool = False
    membership: UUID | None = None
    filled: tuple[str, ...] = ()
    proposals: tuple[UUID, ...] = ()
    replaced: bool = False


class Content(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything about a row that is sealed.

    `typed` maps columns to cells, `other` headers that are not read to theirs, `parts` the headers
    of several columns that feed one. `number` is the person whose number the row carries, of a list
    that the register itself has written. `without` are the
    columns whose wrong value was given up; `same`, `people` and `rows` what was said of
    look-alikes and of earlier rows, by their ids.
    """

    typed: dict[str, Cell]
    other: dict[str, str] = {}
    parts: dict[str, Cell] = {}
    number: UUID | None = None
    draft: Draft | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    without: tuple[str, ...] = ()
    same: UUID | None = None
    people: dict[UUID, Judgement] = {}
    rows: dict[UUID, Judgement] = {}
    deed: Deed | None = None

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """The faults that still stand."""
        return tuple(fault for fault in self.faults if fault.field not in self.without)

    @property
    def to_verify(self) -> tuple[str, ...]:
        """The person's fields that are in doubt (待核实)."""
        columns = (*(warning.field for warning in self.warnings), *self.without)
        return tuple(dict.fromkeys(headers.TABLE[column].field for column in columns))


class Verdict(Struct, frozen=True):
    """What becomes of a row, why (Chinese), and the known person where there is one."""

    outcome: Outcome
    reason: str
    person: UUID | None = None


def kept(said: object) -> Cell:
    """Answer a cell as it is kept: numbers as numbers, all else as text."""
    if isinstance(said, bool | int):
        return said
    if isinstance(said, float) and abs(said) < float("inf"):
        return said
    text = said if isinstance(said, str) else cells.text(said)
    return text if len(text) <= LONGEST_KEPT else text[:LONGEST_KEPT]


def certain(likeness: Likeness) -> bool:
    """Say whether a row may be taken for this person without anybody looking."""
    agreed = all(one.level in AGREED[one.field] for one in likeness.reasons if one.field in AGREED)
    return likeness.band == "likely" and likeness.probability >= KNOWN_AT and agreed


def same_number(likeness: Likeness) -> bool:
    """Say whether the ID numbers are equal."""
    same = levels.IdNumber.SAME.name
    return any(one.field == "id_number" and one.level == same for one in likeness.reasons)


# --- the outcome --------------------------------------------------------------------------


def judge(content: Content) -> Verdict:
    """Answer what becomes of a row.

    A wrong value waits for its correction. Whoever looks alike, further up in the file or in the
    register, waits for an officer's word, but for the one certain person within sight.
    """
    if content.wrong or content.draft is None:
        return Verdict("faulty", "；".join(map(_wrong, content.wrong)))
    if content.same is not None:
        return Verdict("known", "经核对为已登记人员", content.same)
    if reason := next(_repeated(content), None):
        return Verdict("unsure", reason)
    return _in_register(content)


def _in_register(content: Content) -> Verdict:
    unjudged = [one for one in content.lookalikes if one.person not in content.people]
    if own := next((one for one in unjudged if _carries(content, one)), None):
        return Verdict("known", f"人员编号相符：{own.sentence}", own.person)
    likely = [one for one in unjudged if one.band == "likely"]
    if len(likely) > 1:
        return Verdict("unsure", f"与{len(likely)}名已登记人员疑为同一人：{likely[0].sentence}")
    equal = next((one for one in unjudged if one.same_number and one not in likely), None)
    if equal:
        return Verdict("unsure", f"身份证号与已登记的{equal.name}相同，须核对：{equal.sentence}")
    if likely:
        return _one_likely(likely[0])
    if unjudged:
        return Verdict("new", f"新增；有{len(unjudged)}名相近人员，入库后列入待核对")
    return Verdict("new", "新增")


def _carries(content: Content, found: Lookalike) -> bool:
    """Say whether a row carries the number of this person, who also looks like it."""
    return found.in_scope and found.band == "likely" and found.person == content.number


def _wrong(fault: Fault) -> str:
    return f"{headers.TABLE[fault.field].label}有误，应为：{fault.expected}"


def _repeated(content: Content) -> Iterator[str]:
    for one in content.earlier:
        if one.row not in content.rows:
            what = "身份证号相同" if one.same_number else "疑为同一人"
            yield f"与本文件“{one.sheet}”第{one.line}行{what}：{one.sentence}"


def _one_likely(found: Lookalike) -> Verdict:
    if not found.in_scope:
        return Verdict(
            "unsure", f"与辖区外已登记的{found.name}疑为同一人，须核对：{found.sentence}"
        )
    if found.certain:
        return Verdict("known", f"已登记：{found.sentence}", found.person)
    return Verdict("unsure", f"与已登记的{found.name}疑为同一人，须人工核对：{found.sentence}")


# --- masks --------------------------------------------------------------------------------


def masked(column: str | None, text: str) -> str:
    """Answer a typed text without its numbers.

    A sealed field's cell keeps the last two digits; elsewhere only what is as long as a phone
    or ID number is taken for one. Contact and notes are not shown at all.
    """
    field = person.BY_NAME[headers.TABLE[column].field] if column else None
    if field is None or not field.sealed:
        return LONG_NUMBER.sub(_starred, text)
    return DIGIT.sub("*", text) if field.name in ("id_number", "phones") else "已加密"


def _starred(found: re.Match[str]) -> str:
    return access.mask_phone(found[0], access.Role.VILLAGE)


# --- the file -----------------------------------------------------------------------------


class Head(Struct, frozen=True):
    """One column of a sheet as it stood there; `column` is None where it was left out."""

    header: str
    column: str | None


class Wish(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What whoever brought a file asked for.

    `commit`: take in at once what is clear. `hidden`: read hidden sheets too. `mapping`: what
    headers stand for. `complete`: this is the whole list of this pool for this place. `taken` and
    `kept` are columns whose differences from the register were taken or left, all at once.
    """

    commit: bool = True
    hidden: bool = False
    mapping: dict[str, str | None] = {}
    complete: bool = False
    taken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class About(Struct, frozen=True, kw_only=True):
    """What a roster's file says of itself; typed, and so sealed like its rows.

    `heads` are, sheet by sheet, the columns in their order; `left_out` names what was not read.
    """

    file_name: str
    sheets: tuple[str, ...] = ()
    heads: tuple[tuple[Head, ...], ...] = ()
    left_out: tuple[str, ...] = ()
    wish: Wish = Wish()

    def header(self, sheet: int, column: str) -> str:
        """Answer a column's header as the sheet has it, or its label."""
        own = (head.header for head in self.heads[sheet] if head.column == column)
        return next(own, headers.TABLE[column].label)
