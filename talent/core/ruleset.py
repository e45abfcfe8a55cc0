"""Sets of rules: what a change of the rules brings, and whom it moves before it is switched on.

A set names rows that begin on one day and rules that end the day before. It is drafted, approved
by two people and switched on; then its rows stand in the book beside those that were there, each
under an edition of its own, unconfirmed (条文待核对) until two people have held them against the
official text. Days that are past keep the law they had.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from talent.core import freetext, post, rules, suggestion
from talent.core.rules import Rule, Verdict
from talent.errors import Fault, Invalid

STATES: dict[str, str] = {
    "draft": "草稿",
    "approved": "已由两人批准",
    "active": "已启用",
    "withdrawn": "已撤回",
}
APPROVALS = 2
ID = re.compile(r"[A-Z][0-9]{2}")
LONGEST = 500
_DAY = timedelta(days=1)


class NewRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that a set begins; the days it holds are the set's, its edition too."""

    id: str
    roles: tuple[int, ...]
    rule_class: str
    predicate: str
    params: dict[str, Any]
    on_unknown: str
    citation: str
    explanation: str
    doubt: str = ""


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set to be: rows that begin on a day, and ids of rules that end the day before."""

    title: str
    in_force_from: date
    in_force_until: date | None = None
    changes: tuple[NewRule, ...] = ()
    ends: tuple[str, ...] = ()


class Signed(Struct, frozen=True):
    """Who approved or confirmed, and when."""

    account_id: UUID
    name: str
    at: datetime
    source: str = ""


class RuleSet(Struct, frozen=True):
    """One set as it stands. `revision` is what a step names; approvals are those of this revision."""

    version: int
    title: str
    in_force_from: date
    in_force_until: date | None
    changes: tuple[NewRule, ...]
    ends: tuple[str, ...]
    state: str
    drafted_by: str | None
    drafted_at: datetime
    switched_on_at: datetime | None
    approvals: tuple[Signed, ...]
    revision: int

    @property
    def edition(self) -> str:
        """The edition of its rows."""
        return f"v{self.version}"

    @property
    def draft(self) -> Draft:
        """What it changes."""
        return Draft(
            title=self.title,
            in_force_from=self.in_force_from,
            in_force_until=self.in_force_until,
            changes=self.changes,
            ends=self.ends,
        )


def read(row: RuleSet) -> RuleSet:
    """Read the JSON of a row into its types."""
    return structs.replace(
        row,
        changes=msgspec.convert(row.changes, tuple[NewRule, ...]),
        ends=tuple(row.ends),
        approvals=msgspec.convert(row.approvals, tuple[Signed, ...]),
    )


class Ending(Struct, frozen=True):
    """A row that ends, and its last day."""

    id: str
    edition: str
    last_day: date


class Applied(Struct, frozen=True):
    """What a set does to the book: rows that begin, rows that end, the book after it."""

    begins: tuple[Rule, ...]
    endings: tuple[Ending, ...]
    book: tuple[Rule, ...]


def applied(book: Iterable[Rule], change: Draft, edition: str) -> Applied:
    """Answer the book as it would be with the set switched on.

    Refused (Invalid), each naming the field: a row that cannot be read, an id without the form,
    an id given twice, a row that overlaps one which begins later, an end of what does not stand.
    """
    rows = tuple(book)
    faults = [*_faults(rows, change)]
    begins: list[Rule] = []
    for at, new in enumerate(change.changes):
        try:
            begins.append(_row(new, change, edition))
        except Invalid as refused:
            faults += [
                structs.replace(one, field=f"changes[{at}].{one.field}") for one in refused.faults
            ]
    if faults:
        raise Invalid(faults=tuple(faults))
    last_day = change.in_force_from - _DAY
    gone = {one.id for one in change.changes} | set(change.ends)
    endings = tuple(
        Ending(row.id, row.edition, last_day)
        for row in rows
        if row.id in gone and row.holds_on(change.in_force_from)
    )
    ended = {(one.id, one.edition) for one in endings}
    after = [
        structs.replace(row, in_force_until=last_day) if (row.id, row.edition) in ended else row
        for row in rows
    ]
    return Applied(tuple(begins), endings, (*after, *begins))


def _row(new: NewRule, change: Draft, edition: str) -> Rule:
    return Rule(
        id=new.id,
        edition=edition,
        roles=new.roles,
        rule_class=new.rule_class,  # type: ignore[arg-type] # Rule reads it, or refuses
        predicate=new.predicate,
        params=new.params,
        on_unknown=new.on_unknown,  # type: ignore[arg-type] # the same
        citation=new.citation,
        explanation=new.explanation,
        in_force_from=change.in_force_from,
        in_force_until=change.in_force_until,
        checked=False,
        doubt=new.doubt,
    )


def _faults(rows: tuple[Rule, ...], change: Draft) -> Iterable[Fault]:
    if not change.changes and not change.ends:
        yield Fault(field="changes", said="", expected="至少一条新增、修改或停用的规则")
    if change.in_force_until is not None and change.in_force_until < change.in_force_from:
        said = f"{change.in_force_from}–{change.in_force_until}"
        yield Fault(field="in_force_until", said=said, expected="失效日不得早于生效日")
    if not change.title.strip() or freetext.fault(change.title, LONGEST):
        yield Fault(field="title", said="", expected=f"名称，不超过{LONGEST}字")
    said_ids = [one.id for one in change.changes] + list(change.ends)
    for one in sorted({one for one in said_ids if said_ids.count(one) > 1}):
        yield Fault(field="changes", said=one, expected="同一规则在一次修改中只能出现一次")
    for at, new in enumerate(change.changes):
        yield from _row_faults(at, new)
    for one in sorted(set(said_ids)):
        later = [row for row in rows if row.id == one and row.in_force_from >= change.in_force_from]
        if later:
            expected = f"生效期间不得与{one}@{later[0].edition}（{later[0].in_force_from}起）重叠"
            said = change.in_force_from.isoformat()
            yield Fault(field="in_force_from", said=said, expected=expected)
    standing = {row.id for row in rows if row.holds_on(change.in_force_from)}
    for one in change.ends:
        if one not in standing:
            yield Fault(field="ends", said=one, expected="应为该日仍在施行的规则编号")


def _row_faults(at: int, new: NewRule) -> Iterable[Fault]:
    if not ID.fullmatch(new.id):
        field = f"changes[{at}].id"
        yield Fault(field=field, said=new.id[:20], expected="一个大写字母加两位数字，如C01")
    for name in ("citation", "explanation"):
        said = getattr(new, name)
        wrong = "应写明" if not said.strip() else freetext.fault(said, LONGEST)
        if not wrong and (words := post.never_said(said)):
            wrong = f"不得出现“{words[0]}”：本系统只作建议"
        if wrong:
            yield Fault(field=f"changes[{at}].{name}", said="", expected=wrong)
    if wrong := freetext.fault(new.doubt, LONGEST):
        yield Fault(field=f"changes[{at}].doubt", said="", expected=wrong)


class Moved(Struct, frozen=True):
    """One person whom a set moves: where he or she stands before and after, and why."""

    person_id: UUID
    before: str
    after: str
    why: tuple[str, ...]


def moved(
    people: Iterable[suggestion.Prospect],
    request: suggestion.Request,
    before: tuple[Rule, ...],
    after: tuple[Rule, ...],
    on: date,
) -> tuple[Moved, ...]:
    """Answer whom a set moves for one post on a day; `before` and `after` are the rows in force.

    `why` says what newly bars or waits, and what no longer does.
    """
    found = []
    for one in people:
        old = suggestion.judge_all(one.facts, request.setting, before, on)
        new = suggestion.judge_all(one.facts, request.setting, after, on)
        was, now = suggestion.standing(old), suggestion.standing(new)
        if was != now:
            found.append(Moved(one.facts.person_id, was, now, _why(old, new)))
    return tuple(found)


def _why(old: tuple[Verdict, ...], new: tuple[Verdict, ...]) -> tuple[str, ...]:
    before, after = _weighty(old), _weighty(new)
    return (
        *(f"{key[0]} {words}" for key, words in after.items() if key not in before),
        *(f"不再适用：{key[0]} {words}" for key, words in before.items() if key not in after),
    )


def _weighty(verdicts: tuple[Verdict, ...]) -> dict[tuple[str, str], str]:
    return {
        (one.rule_id, one.result): one.sentence
        for one in verdicts
        if rules.bars(one) or rules.leaves_open(one)
    }
