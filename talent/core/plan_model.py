"""The county plan as it is asked: options, rows that bind them, levels.

An *opening* is a village's post with how many reserves are wanted; an *option* is one eligible
person for one opening, with the fit in whole numbers (0..10,000,000). Each option is taken or not.
Rows bind them: an opening takes no more than it wants, a person no more openings than the cap, one
of each village, near relatives stay apart; a *floor* (a woman, somebody young, somebody who knows
finance) is met or its shortfall is counted, never forced on others.

Levels are maximised one after another, each among the plans that are best at the levels before:
places filled, floors met, the highest total (before it, where the policy says so, the highest
worst fit), most kept of the plan before. What is still equal is chosen by a number out of the ids,
which claims nothing; options stand sorted by id, so the order of the input changes nothing.
"""

import hashlib
from typing import Literal

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talent.core.numbers import Numbers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

RowKind = Literal["village", "kin", "woman", "young", "finance"]
FLOORS: frozenset[str] = frozenset({"woman", "young", "finance"})
FLOOR_LABELS: dict[str, str] = {
    "woman": "没有女性后备",
    "young": "没有35周岁以下后备",
    "finance": "没有懂财务、经营管理的监委后备",
}
Level = Literal["filled", "floors", "worst", "total", "kept"]
LEVEL_LABELS: dict[Level, str] = {
    "filled": "落实名额最多",
    "floors": "班子缺项最少",
    "worst": "最低适配最高",
    "total": "适配总分（含保留加分）最高",
    "kept": "比上一方案变动最少",
}
TIE_BITS = 12
FULL = 10_000_000
"""The best fit there is: every factor full (fit.WHOLE * fit.FULL)."""


class Opening(Struct, frozen=True):
    """A post of a village and how many reserves are wanted for it."""

    village: str
    role: int
    wanted: int


class SideRow(Struct, frozen=True):
    """Options of which at most one is taken (village, kin), or at least one should be (floors)."""

    kind: RowKind
    village: str
    options: Numbers


class Instance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the plan is decided on. Options are sorted by person, then opening.

    `person`, `opening` and `fit` have one number an option; `kept` and `pinned` name options.
    `steadiness` is what a kept option counts more in the total.
    """

    people: tuple[str, ...]
    caps: Numbers
    openings: tuple[Opening, ...]
    person: Numbers
    opening: Numbers
    fit: Numbers
    kept: Numbers = msgspec.field(default_factory=Numbers)
    pinned: Numbers = msgspec.field(default_factory=Numbers)
    rows: tuple[SideRow, ...] = ()
    worst_first: bool = False
    steadiness: int = 0

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels in their order."""
        worst: tuple[Level, ...] = ("worst",) if self.worst_first else ()
        kept: tuple[Level, ...] = ("kept",) if self.kept else ()
        return ("filled", "floors", *worst, "total", *kept)


def ties(instance: Instance) -> Ints:
    """Answer a number for each option out of its ids alone: the most is chosen where all else is equal.

    One hash a person and one an opening, mixed by multiplication modulo a prime.
    """
    of_person = np.array([_hash(one) for one in instance.people], np.int64)
    openings = [_hash(f"{one.village}|{one.role}") for one in instance.openings]
    of_opening = np.array(openings, np.int64)
    mixed = of_person[ints(instance.person)] * of_opening[ints(instance.opening)] % PRIME
    small: Ints = mixed & ((1 << TIE_BITS) - 1)
    return small


PRIME = (1 << 31) - 1


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) % (PRIME - 1) + 1


def sides(instance: Instance) -> Ints:
    """Answer the options of all side rows, one row after another."""
    return np.frombuffer(b"".join([row.options for row in instance.rows]), np.int64)


def ints(values: Numbers) -> Ints:
    """Answer a row's numbers where they stand in memory."""
    return np.frombuffer(values, np.int64)
