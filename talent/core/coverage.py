"""How well a place is covered by reserves.

A village is covered when the reserve pool holds enough of its people (rule P06), a post when
somebody is ready for it.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from talent.core import post

ENOUGH = 2
"""Reserves a village should have where no rule says how many."""


class VillageCount(Struct, frozen=True):
    """A village: the places above it, and how many of its people the reserve pool holds."""

    village: str
    village_name: str
    township: str | None
    township_name: str | None
    district: str | None
    district_name: str | None
    reserves: int


class PostCount(Struct, frozen=True):
    """A post of a village: seats, open vacancies, reserves filed for it, those who are ready."""

    village: str
    role: int
    seats: int
    vacant: int
    urgent: bool
    filed: int
    ready: int
    due: date | None


class Group(Struct, frozen=True, kw_only=True):
    """A place with its villages counted: with no reserve, with too few, with enough."""

    code: str
    name: str
    villages: int
    reserves: int
    none: int
    few: int
    enough: int


class RoleGroup(Struct, frozen=True, kw_only=True):
    """A role over all villages: posts, reserves filed for them, ready ones, posts without a ready one."""

    role: int
    label: str
    posts: int
    filed: int
    ready: int
    bare: int


class Bare(Struct, frozen=True, kw_only=True):
    """A post for which nobody is ready; a vacancy makes it press."""

    village: str
    village_name: str
    role: int
    role_label: str
    vacant: int
    urgent: bool
    filed: int


class Ending(Struct, frozen=True):
    """A village's posts whose term ends soon, and for how many of them nobody is ready."""

    village: str
    village_name: str
    due: date
    posts: int
    bare: int


class Coverage(Struct, frozen=True, kw_only=True):
    """How a place is covered on a day. `least` is how many reserves a village should have."""

    on: date
    least: int
    whole: Group
    districts: tuple[Group, ...]
    townships: tuple[Group, ...]
    villages: tuple[VillageCount, ...]
    roles: tuple[RoleGroup, ...]
    bare: tuple[Bare, ...]
    ending: tuple[Ending, ...]
    review_due: int


class Asked(Struct, frozen=True):
    """The day, how many reserves a village should have, up to when ending terms are named."""

    on: date
    least: int
    until: date


def coverage(
    villages: Iterable[VillageCount], posts: Iterable[PostCount], asked: Asked, review_due: int
) -> Coverage:
    """Answer how villages and posts are covered."""
    on, least = asked.on, asked.least
    rows, held = tuple(villages), tuple(posts)
    names = {one.village: one.village_name for one in rows}
    districts = {one.district: one.district_name for one in rows if one.district}
    townships = {one.township: one.township_name for one in rows if one.township}
    bare = [one for one in held if not one.ready]
    bare.sort(key=lambda one: (not one.urgent, -one.vacant, one.village, one.role))
    return Coverage(
        on=on,
        least=least,
        whole=_group("", "合计", rows, least),
        districts=tuple(
            _group(code, name or "", [one for one in rows if one.district == code], least)
            for code, name in sorted(districts.items())
        ),
        townships=tuple(
            _group(code, name or "", [one for one in rows if one.township == code], least)
            for code, name in sorted(townships.items())
        ),
        villages=rows,
        roles=tuple(_role(role, held) for role in sorted({one.role for one in held})),
        bare=tuple(
            Bare(
                village=one.village,
                village_name=names[one.village],
                role=one.role,
                role_label=post.role(one.role).label,
                vacant=one.vacant,
                urgent=one.urgent,
                filed=one.filed,
            )
            for one in bare
        ),
        ending=tuple(_ending(held, names, on, asked.until)),
        review_due=review_due,
    )


def _group(code: str, name: str, rows: Iterable[VillageCount], least: int) -> Group:
    counts = [one.reserves for one in rows]
    return Group(
        code=code,
        name=name,
        villages=len(counts),
        reserves=sum(counts),
        none=sum(not one for one in counts),
        few=sum(0 < one < least for one in counts),
        enough=sum(one > 0 and one >= least for one in counts),
    )


def _role(role: int, posts: Iterable[PostCount]) -> RoleGroup:
    mine = [one for one in posts if one.role == role]
    return RoleGroup(
        role=role,
        label=post.role(role).label,
        posts=len(mine),
        filed=sum(one.filed for one in mine),
        ready=sum(one.ready for one in mine),
        bare=sum(not one.ready for one in mine),
    )


def _ending(
    posts: tuple[PostCount, ...], names: dict[str, str], on: date, until: date
) -> Iterable[Ending]:
    soon: dict[tuple[date, str], list[PostCount]] = {}
    for one in posts:
        if one.due is not None and on <= one.due <= until:
            soon.setdefault((one.due, one.village), []).append(one)
    for (day, village), mine in sorted(soon.items()):
        yield Ending(village, names[village], day, len(mine), sum(not one.ready for one in mine))
