"""What the county records of people beside their entry, for the rules and for fit.

Review results (sensitive: result and document number, never what lies behind), kin, steps toward
a village's voter register, and service records, whose detail has one shape a kind.
"""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from talent.core.facts import ReviewResult
from talent.core.post import Readiness
from talent.core.profile import Assessment, ExperienceKind
from talent.errors import Fault, Invalid

ReviewKind = Literal[
    "E02", "E04", "E08", "E09", "E12", "E13", "E15", "E16", "E17", "E18", "E19", "E20", "P05"
]  # fmt: skip
NearRelation = Literal["spouse", "parent", "child", "sibling", "grandparent", "grandchild"]
RecordKind = Literal["training", "assessment", "experience", "readiness", "accountant"]

# What I am to him or her who is this to me.
INVERSE: dict[NearRelation, NearRelation] = {
    "spouse": "spouse",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
}


class Review(Struct, frozen=True):
    """One review as recorded."""

    id: UUID
    kind: ReviewKind
    result: ReviewResult
    document: str | None
    decided_on: date


class Kin(Struct, frozen=True):
    """One near relative (Civil Code §1045): what the relative is to the person."""

    relative: UUID
    name: str
    relation: NearRelation
    source: str | None
    confirmed: bool


class Step(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A step that was taken (`done`) or refused, on which day, by which document."""

    done: bool
    on_day: date | None = None
    document: str | None = None

    def stands(self, on: date) -> bool | None:
        """Answer the step as of a day: one taken later is not taken yet."""
        return None if self.on_day is not None and self.on_day > on else self.done


class RouteFacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The steps toward a village's voter register; what is absent is not known."""

    stated_will: Step | None = None
    applied: Step | None = None
    consented: Step | None = None
    home_certificate: Step | None = None
    willing: Step | None = None
    affairs_since: date | None = None
    outstanding: bool | None = None


STEPS = ("stated_will", "applied", "consented", "home_certificate", "willing")


class Route(Struct, frozen=True):
    """How a person may come onto a village's voter register."""

    id: UUID
    village: str
    route: Literal["A", "B", "C", "D"]
    facts: dict[str, Any]
    recorded_on: date


class Record(Struct, frozen=True):
    """One service record and its day."""

    id: UUID
    kind: RecordKind
    on_day: date
    detail: dict[str, Any]


class Training(Struct, frozen=True, omit_defaults=True):
    """A class attended on the record's day."""

    name: str = ""


class Assessed(Struct, frozen=True, omit_defaults=True):
    """A yearly assessment, and above what share of the village's members the points stand."""

    assessment: Assessment | None = None
    points_percentile: Annotated[int, Meta(ge=0, le=100)] | None = None


class Worked(Struct, frozen=True, omit_defaults=True):
    """Work or service: so many full months, or from the record's day `until` (None: still)."""

    kind: ExperienceKind
    months: Annotated[int, Meta(ge=0, le=1200)] | None = None
    until: date | None = None
    note: str = ""


class Ready(Struct, frozen=True):
    """How soon somebody could serve."""

    readiness: Readiness


class Accounts(Struct, frozen=True, omit_defaults=True):
    """Keeps a village's accounts (报账员) from the record's day, until when (None: still)."""

    village: str
    until: date | None = None


Detail = Training | Assessed | Worked | Ready | Accounts
DETAILS: dict[str, type[Struct]] = {
    "training": Training,
    "assessment": Assessed,
    "experience": Worked,
    "readiness": Ready,
    "accountant": Accounts,
}


def detail(kind: str, said: dict[str, Any]) -> Any:
    """Read a record's detail into the shape of its kind; Invalid for another shape."""
    shape = DETAILS[kind]
    unknown = sorted(said.keys() - set(shape.__struct_fields__))
    expected = f"应为{kind}的内容：{'、'.join(shape.__struct_fields__)}"
    if unknown:
        raise Invalid(faults=(Fault(field="detail", said="、".join(unknown), expected=expected),))
    try:
        return msgspec.convert(said, shape)
    except msgspec.ValidationError as error:
        fault = Fault(field="detail", said="", expected=f"{expected}（{error}）")
        raise Invalid(faults=(fault,)) from error
