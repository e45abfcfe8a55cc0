"""Why a place stays empty: too few people for a group of posts, or a row that binds.

Where quotas and caps alone decide, there is a group of openings whose people, all of them, are
fewer than the places (Hall's condition fails): nobody outside the group can help, and everybody
in it is used inside. The group is found by following who could be moved to make room. For people
a smaller group says more, so each place is told the smallest that is short by itself: its own
post, its village, the same post in its township, else the whole group. Where somebody could be
moved in but for a row (near relatives, one post a village), the row is named.
"""

from collections import defaultdict

from msgspec import Struct

from talent.core import plan_model
from talent.core.plan_model import Instance, RowKind

TOWNSHIP = 9
"""Digits of a code that name the township."""


class Gap(Struct, frozen=True):
    """A group of openings with fewer people than places, or an opening that rows keep empty.

    `openings` and `people` are numbers of the instance, `missing` how many places stay empty,
    `wanted` and `there` the places and the people's capacity, pins aside.
    """

    openings: tuple[int, ...]
    people: tuple[int, ...]
    missing: int
    wanted: int
    there: int
    rows: tuple[RowKind, ...] = ()


class _Taken:
    """A plan as it can be walked: who is where, who is free."""

    def __init__(self, instance: Instance, taken: tuple[int, ...]) -> None:
        pinned = frozenset(instance.pinned)
        self.room = [one.wanted for one in instance.openings]
        self.cap = list(instance.caps)
        for at in pinned:
            self.room[instance.opening[at]] -= 1
            self.cap[instance.person[at]] -= 1
        self.free = list(self.cap)
        self.short = list(self.room)
        self.at: dict[int, list[int]] = defaultdict(list)
        self.options: dict[int, list[tuple[int, int]]] = defaultdict(list)
        held = set()
        for at in taken:
            if at not in pinned:
                person, opening = instance.person[at], instance.opening[at]
                self.free[person] -= 1
                self.short[opening] -= 1
                self.at[person].append(opening)
                held.add((person, opening))
        for at, (person, opening) in enumerate(zip(instance.person, instance.opening, strict=True)):
            if at not in pinned and (person, opening) not in held:
                self.options[opening].append((at, person))
        self.inside: dict[int, list[int]] = defaultdict(list)
        for person, openings in self.at.items():
            for opening in openings:
                self.inside[opening].append(person)

    def empty(self) -> list[int]:
        """Answer the openings with empty places."""
        return [at for at, count in enumerate(self.short) if count > 0]


def gaps(instance: Instance, taken: tuple[int, ...]) -> tuple[Gap, ...]:
    """Answer the groups that are short; what they miss sums to the places that stay empty."""
    plan = _Taken(instance, taken)
    groups: list[tuple[set[int], set[int]]] = []
    blocked: list[Gap] = []
    for opening in plan.empty():
        group = _reached(plan, opening)
        if isinstance(group, int):
            rows = _binding(instance, taken, group)
            blocked.append(_gap(plan, {opening}, set(), rows))
        else:
            groups.append(group)
    return (*(_gap(plan, *group, ()) for group in _joined(groups)), *blocked)


def smallest(instance: Instance, taken: tuple[int, ...]) -> dict[int, Gap]:
    """Answer for each opening with empty places the smallest group that is short by itself."""
    plan = _Taken(instance, taken)
    whole = {at: gap for gap in gaps(instance, taken) for at in gap.openings}
    found = {}
    for at in plan.empty():
        gap = whole[at]
        if not gap.rows:
            mine = instance.openings[at]
            village = [
                one for one in gap.openings if instance.openings[one].village == mine.village
            ]
            tries = ({at}, set(village), _alike(instance, at, gap.openings))
            gap = next(filter(None, (_short(plan, one) for one in tries)), gap)
        found[at] = gap
    return found


def by_township(instance: Instance, taken: tuple[int, ...]) -> tuple[Gap, ...]:
    """Answer what is short by township and post, where that is short by itself; else the groups."""
    plan = _Taken(instance, taken)
    found: dict[tuple[int, ...], Gap] = {}
    for gap in gaps(instance, taken):
        for at in gap.openings:
            if plan.short[at] > 0 and not gap.rows:
                group = [one for one in _alike(instance, at, gap.openings) if plan.short[one] > 0]
                narrow = _short(plan, set(group)) or gap
                found[narrow.openings] = narrow
        if gap.rows:
            found[gap.openings] = gap
    return tuple(found.values())


def _alike(instance: Instance, at: int, among: tuple[int, ...]) -> set[int]:
    """Answer the openings of the same role in the same township."""
    mine = instance.openings[at]
    return {
        one
        for one in among
        if instance.openings[one].role == mine.role
        and instance.openings[one].village[:TOWNSHIP] == mine.village[:TOWNSHIP]
    }


def _short(plan: _Taken, openings: set[int]) -> Gap | None:
    """Answer a group as a gap where all its people together are fewer than its places."""
    people = {
        person
        for opening in openings
        for person in (*plan.inside[opening], *(one for _, one in plan.options[opening]))
        if plan.cap[person] > 0
    }
    gap = _gap(plan, openings, people, ())
    return gap if gap.wanted > gap.there else None


def _reached(plan: _Taken, start: int) -> tuple[set[int], set[int]] | int:
    """Answer the openings and people reached from a short opening; an option, where one is free."""
    openings, people, waiting = {start}, set[int](), [start]
    while waiting:
        opening = waiting.pop()
        fresh = set(plan.inside[opening])
        for at, person in plan.options[opening]:
            if plan.free[person] > 0:
                return at
            if plan.cap[person] > 0:
                fresh.add(person)
        for person in fresh - people:
            people.add(person)
            for other in plan.at[person]:
                if other not in openings:
                    openings.add(other)
                    waiting.append(other)
    return openings, people


def _joined(groups: list[tuple[set[int], set[int]]]) -> list[tuple[set[int], set[int]]]:
    """Join the groups that share people or openings, so that nothing is counted twice."""
    joined: list[tuple[set[int], set[int]]] = []
    for openings, people in groups:
        apart = []
        for group in joined:
            if group[0] & openings or group[1] & people:
                openings, people = openings | group[0], people | group[1]  # noqa: PLW2901
            else:
                apart.append(group)
        joined = [*apart, (openings, people)]
    return joined


def _gap(plan: _Taken, openings: set[int], people: set[int], rows: tuple[RowKind, ...]) -> Gap:
    return Gap(
        openings=tuple(sorted(openings)),
        people=tuple(sorted(people)),
        missing=sum(plan.short[at] for at in openings),
        wanted=sum(plan.room[at] for at in openings),
        there=sum(plan.cap[at] for at in people),
        rows=rows,
    )


def _binding(instance: Instance, taken: tuple[int, ...], option: int) -> tuple[RowKind, ...]:
    """Answer the kinds of full row that keep a free option out: its own, or those of a chain."""
    held = set(taken)
    full = [
        row
        for row in instance.rows
        if row.kind not in plan_model.FLOORS and held & set(row.options)
    ]
    own = {row.kind for row in full if option in row.options}
    return tuple(sorted(own or {row.kind for row in full}))
