"""Two plans side by side: who comes in, who goes out, who moves, and what it costs."""

from collections import defaultdict
from uuid import UUID

from msgspec import Struct

from talent.core import fit, planned
from talent.core.planned import Assignment, LevelShown


class Moved(Struct, frozen=True, kw_only=True):
    """Somebody whose posts differ between two plans; nothing on one side: not in that plan."""

    person: UUID
    name: str
    before: tuple[Assignment, ...]
    after: tuple[Assignment, ...]
    sentence: str


class Counted(Struct, frozen=True, kw_only=True):
    """One level before and after."""

    level: str
    label: str
    before: int
    after: int


class Difference(Struct, frozen=True, kw_only=True):
    """What another plan changes; `sentences` say it for people, `proven` of both plans."""

    levels: tuple[Counted, ...]
    moved: tuple[Moved, ...]
    sentences: tuple[str, ...]
    proven: bool


class Side(Struct, frozen=True):
    """One plan of a comparison."""

    assignments: tuple[Assignment, ...]
    levels: tuple[LevelShown, ...]


def compare(before: Side, after: Side) -> Difference:
    """Answer what the second plan changes."""
    levels = tuple(
        _counted(one, other, before, after)
        for one in before.levels
        for other in after.levels
        if one.level == other.level
    )
    moved = tuple(_moved(before.assignments, after.assignments))
    proven = planned.proven(before.levels) and planned.proven(after.levels)
    return Difference(
        levels=levels,
        moved=moved,
        sentences=(*_counts(levels), *(one.sentence for one in moved)),
        proven=proven,
    )


def _counted(one: LevelShown, other: LevelShown, before: Side, after: Side) -> Counted:
    """Answer a level on both sides; the total without what kept pairs count more."""
    values = one.value, other.value
    if one.level == "total":
        values = sum(a.fit for a in before.assignments), sum(a.fit for a in after.assignments)
    return Counted(level=one.level, label=one.label, before=values[0], after=values[1])


def _moved(before: tuple[Assignment, ...], after: tuple[Assignment, ...]) -> list[Moved]:
    sides: dict[UUID, tuple[list[Assignment], list[Assignment]]] = defaultdict(lambda: ([], []))
    for side, assignments in enumerate((before, after)):
        for one in assignments:
            sides[one.person][side].append(one)
    found = []
    for person, (was, now) in sides.items():
        if {_place(one) for one in was} != {_place(one) for one in now}:
            found.append(
                Moved(
                    person=person,
                    name=(was or now)[0].name,
                    before=tuple(was),
                    after=tuple(now),
                    sentence=_sentence(was, now),
                )
            )
    return sorted(found, key=lambda one: ([*map(_place, one.after or one.before)], one.person))


def _place(one: Assignment) -> tuple[str, int]:
    return one.village, one.post


def _words(side: list[Assignment]) -> str:
    return "、".join(f"{one.village_name}{one.post_label}" for one in side)


def _sentence(was: list[Assignment], now: list[Assignment]) -> str:
    name = (was or now)[0].name
    if not was:
        return f"{name}：列入{_words(now)}后备（{now[0].points}分）"
    if not now:
        return f"{name}：不再列入{_words(was)}后备"
    return f"{name}：由{_words(was)}改为{_words(now)}后备"


def _counts(levels: tuple[Counted, ...]) -> list[str]:
    found = []
    for one in levels:
        change = one.after - one.before
        if not change:
            continue
        if one.level == "total":
            sign = "增加" if change > 0 else "减少"
            found.append(f"适配总分{sign}{fit.points(abs(change))}分")
        elif one.level == "filled":
            found.append(f"落实名额由{one.before}名变为{one.after}名")
        elif one.level == "floors":
            found.append(f"班子缺项由{-one.before}项变为{-one.after}项")
        elif one.level == "worst":
            found.append(f"最低适配由{fit.points(one.before)}分变为{fit.points(one.after)}分")
        else:
            found.append(f"保留上一方案由{one.before}项变为{one.after}项")
    return found or ["各项结果不变"]


def side(plan: planned.Plan) -> Side:
    """Answer a plan as one side of a comparison."""
    return Side(plan.assignments, plan.levels)
