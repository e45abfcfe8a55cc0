"""Rules as the county keeps them: sets drafted, approved by two, tried out, switched on; rows confirmed.

Everything here is hr's. A set that was changed loses its approvals; what is switched on is never
changed again, only followed by another set.
"""

from datetime import date

import msgspec
from msgspec import Struct

from talent import db, errors
from talent.core import post, posts, rulebook, rules, ruleset, texts
from talent.core.ruleset import Draft, RuleSet
from talent.core.suggested import Card
from talent.errors import Fault
from talent.flows import candidates, people
from talent.flows.candidates import Ask
from talent.flows.desk import Desk

SQL = db.queries("rules")

MOST_MOVED = 200
TRIED = ("draft", "approved")


class Confirmation(Struct, frozen=True, forbid_unknown_fields=True):
    """Which official text a row was held against: its title and where it was read."""

    source: str


class Moved(Struct, frozen=True):
    """One person whom a set moves, and where."""

    person: Card
    village: str
    village_name: str
    before: str
    before_label: str
    after: str
    after_label: str
    why: tuple[str, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """What a set would change for one role in one place, by the law of a day.

    `counts` says how many people move from where to where; `moved` names the first of them.
    """

    version: int
    role: int
    role_label: str
    place: str
    on: date
    villages: int
    people: int
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    newly_eligible: int
    newly_ineligible: int
    counts: dict[str, int]
    moved: tuple[Moved, ...]


async def in_force(desk: Desk, on: date, role: int | None = None) -> tuple[rulebook.Shown, ...]:
    """List the rows in force on a day, those of one role or all."""
    book = await candidates.the_book(desk)
    kept: list[rulebook.Kept] = await desk.tx.run(SQL.kept, on=on)
    found = rulebook.shown(book, kept)
    code = None if role is None else post.role(role).code
    return tuple(one for one in found if code is None or code in one.roles)


async def confirm(desk: Desk, rule: str, edition: str, said: Confirmation) -> None:
    """Say that one has held a row against the official text; once a person.

    Refused: a row that is none (not found), a row that needs no confirmation, no source.
    """
    checked = await desk.tx.run(SQL.is_shipped_checked, rule=rule, edition=edition)
    if checked is None:
        raise errors.NotFound
    if checked:
        raise errors.Conflict("该条文已据法律文本核录，无须再核对")
    texts.check(source=said.source)
    if not said.source.strip():
        raise _fault("source", "", "所核对的官方文本名称和出处")
    await desk.tx.run(SQL.confirm, rule=rule, edition=edition, source=said.source.strip())


async def listed(desk: Desk) -> list[RuleSet]:
    """List the sets, newest first."""
    found: list[RuleSet] = await desk.tx.run(SQL.sets, version=None)
    return [ruleset.read(one) for one in found]


async def one(desk: Desk, version: int) -> RuleSet:
    """Show one set; not found where there is none."""
    found: list[RuleSet] = await desk.tx.run(SQL.sets, version=version)
    if not found:
        raise errors.NotFound
    return ruleset.read(found[0])


async def draft(desk: Desk, new: Draft) -> RuleSet:
    """Draft a set; refused as `ruleset.applied` says, or where it would begin before today."""
    await desk.tx.run(SQL.one_change_at_a_time)
    await _check(desk, new)
    version: int = await desk.tx.run(SQL.draft, **_columns(new))
    return await one(desk, version)


async def change(desk: Desk, version: int, revision: int, new: Draft) -> RuleSet:
    """Change a set that is not switched on; who has approved it must do so again."""
    await _held(desk, version, revision, *TRIED)
    await _check(desk, new)
    await desk.tx.run(SQL.change_set, version=version, revision=revision, **_columns(new))
    return await one(desk, version)


async def approve(desk: Desk, version: int, revision: int) -> RuleSet:
    """Approve a set as it was read; the second person's approval makes it approved."""
    await _held(desk, version, revision, "draft")
    await desk.tx.run(SQL.approve, version=version)
    found = await one(desk, version)
    if len(found.approvals) >= ruleset.APPROVALS:
        await desk.tx.run(SQL.step_set, version=version, revision=revision, state="approved")
    return await one(desk, version)


async def withdraw(desk: Desk, version: int, revision: int) -> RuleSet:
    """Give a set up that is not switched on."""
    await _held(desk, version, revision, *TRIED)
    await desk.tx.run(SQL.step_set, version=version, revision=revision, state="withdrawn")
    return await one(desk, version)


async def switch_on(desk: Desk, version: int, revision: int) -> RuleSet:
    """Switch a set on: its rows begin, what they follow ends; refused before two have approved it.

    Refused too: a first day that has passed meanwhile, rows that no longer fit the book.
    """
    await desk.tx.run(SQL.one_change_at_a_time)
    held = await _held(desk, version, revision, "approved")
    _check_day(desk, held.in_force_from)
    done = ruleset.applied(await candidates.the_book(desk), held.draft, held.edition)
    await desk.tx.run(SQL.step_set, version=version, revision=revision, state="active")
    await desk.tx.run(SQL.end_rules, endings=msgspec.to_builtins(done.endings))
    await desk.tx.run(SQL.begin_rules, version=version, rows=msgspec.to_builtins(done.begins))
    return await one(desk, version)


async def difference(desk: Desk, version: int, role: int, place: str) -> Difference:
    """Answer whom a set would make eligible for a role, and whom not, in a village or any place above.

    Judged on the set's first day, or today where that has passed; nothing is written but the look.
    """
    held, code = await one(desk, version), post.role(role)
    if held.state not in TRIED:
        raise errors.Conflict(f"规则集{ruleset.STATES[held.state]}，只能试算尚未启用的")
    on = max(held.in_force_from, desk.today)
    book = await candidates.the_book(desk)
    done = ruleset.applied(book, held.draft, held.edition)
    before = rules.in_force(book, role, on)
    after = rules.in_force(done.book, role, on)
    villages: list[posts.Village] = await desk.tx.run(SQL.villages, place=place, role=role)
    if not villages:
        raise _fault("place", place, f"应为设有{code.label}职务的村，或其上级区划")
    found: list[Moved] = []
    considered = 0
    for village in villages:
        ask = Ask(village=village, role=role, on=on, top=0)
        pool = await candidates.gather(desk, ask, (*before, *after))
        considered += len(pool.prospects)
        found += [
            _moved(pool.card(one.person_id), village, one)
            for one in ruleset.moved(pool.prospects, pool.request, before, after, on)
        ]
    await people.look(desk, "list", [one.person.person_id for one in found[:MOST_MOVED]])
    counts: dict[str, int] = {}
    for each in found:
        counts[f"{each.before}>{each.after}"] = counts.get(f"{each.before}>{each.after}", 0) + 1
    return Difference(
        version=version,
        role=role,
        role_label=code.label,
        place=place,
        on=on,
        villages=len(villages),
        people=considered,
        begins=tuple(f"{row.id}@{row.edition}" for row in done.begins),
        ends=tuple(f"{row.id}@{row.edition}" for row in done.endings),
        newly_eligible=sum(one.after == "eligible" for one in found),
        newly_ineligible=sum(one.after == "ineligible" for one in found),
        counts=counts,
        moved=tuple(found[:MOST_MOVED]),
    )


def _moved(card: Card, village: posts.Village, one: ruleset.Moved) -> Moved:
    return Moved(
        person=card,
        village=village.code,
        village_name=village.name,
        before=one.before,
        before_label=post.STANDINGS[one.before],
        after=one.after,
        after_label=post.STANDINGS[one.after],
        why=one.why,
    )


async def _held(desk: Desk, version: int, revision: int, *states: str) -> RuleSet:
    if await desk.tx.run(SQL.lock_set, version=version) is None:
        raise errors.NotFound
    held = await one(desk, version)
    if held.revision != revision:
        raise errors.Stale(current=held.revision)
    if held.state not in states:
        expected = "、".join(ruleset.STATES[state] for state in states)
        raise errors.Conflict(f"规则集{ruleset.STATES[held.state]}；此步须为：{expected}")
    return held


async def _check(desk: Desk, new: Draft) -> None:
    _check_day(desk, new.in_force_from)
    ruleset.applied(await candidates.the_book(desk), new, "v0")


def _check_day(desk: Desk, begins: date) -> None:
    if begins < desk.today:
        expected = f"生效日不得早于今日{desk.today.isoformat()}：过去的日子适用当日的规则"
        raise _fault("in_force_from", begins.isoformat(), expected)


def _columns(new: Draft) -> dict[str, object]:
    return {
        "title": new.title.strip(),
        "in_force_from": new.in_force_from,
        "in_force_until": new.in_force_until,
        "changes": msgspec.to_builtins(new.changes),
        "ends": list(new.ends),
    }


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(Fault(field=field, said=said, expected=expected),))
