"""The rules in force as they are shown: the row, its class in words, who has confirmed it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from talent.core import post, rules
from talent.core.rules import Rule
from talent.core.ruleset import Signed

CONFIRMATIONS = 2
UNCONFIRMED = "条文待核对"


class Kept(Struct, frozen=True):
    """Which set brought a row, and who has confirmed it."""

    id: str
    edition: str
    rule_set: int
    confirmations: list[dict[str, Any]]


class Shown(Struct, frozen=True, kw_only=True):
    """A row as it is shown. `mark` is 条文待核对 until two people have confirmed it."""

    id: str
    edition: str
    rule_set: int
    roles: tuple[int, ...]
    role_labels: tuple[str, ...]
    rule_class: str
    class_label: str
    predicate: str
    params: dict[str, Any]
    on_unknown: str
    citation: str
    explanation: str
    doubt: str
    in_force_from: date
    in_force_until: date | None
    checked: bool
    mark: str | None
    confirmations: tuple[Signed, ...]


def shown(book: Iterable[Rule], kept: Iterable[Kept]) -> tuple[Shown, ...]:
    """Answer the rows that `kept` names, in its order."""
    rows = {(row.id, row.edition): row for row in book}
    return tuple(_shown(rows[one.id, one.edition], one) for one in kept)


def _shown(row: Rule, kept: Kept) -> Shown:
    return Shown(
        id=row.id,
        edition=row.edition,
        rule_set=kept.rule_set,
        roles=row.roles,
        role_labels=tuple(post.role(code).label for code in row.roles),
        rule_class=row.rule_class,
        class_label=rules.RULE_CLASS_LABELS[row.rule_class],
        predicate=row.predicate,
        params=msgspec.to_builtins(row.asks),
        on_unknown=row.on_unknown,
        citation=row.citation,
        explanation=row.explanation,
        doubt=row.doubt,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        checked=row.checked,
        mark=None if row.checked else UNCONFIRMED,
        confirmations=msgspec.convert(kept.confirmations, tuple[Signed, ...]),
    )
