"""Groups of the last sweep: seen as a whole, merged as a whole, with somebody left out."""

from uuid import UUID

from msgspec import Struct

from talent import db, errors
from talent.core import pair, registered, verdicts
from talent.flows import merges, pairs, people
from talent.flows.desk import Desk

SQL = db.queries("judging")

LONGEST_PAGE = 100
SMALLEST = 2


class Page(Struct, frozen=True):
    """Groups, and where the next page begins."""

    groups: list[verdicts.Group]
    next: UUID | None


class Whole(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a group becomes one person: into whom, and who is left out as somebody else.

    `versions` are those that were seen. Without a survivor the oldest entry is it.
    """

    versions: dict[UUID, int]
    survivor: UUID | None = None
    leave_out: tuple[UUID, ...] = ()
    reason: str | None = None


class Joined(Struct, frozen=True):
    """What came of it: the merges, and who was said to be somebody else."""

    survivor: UUID
    merges: list[merges.Merged]
    left_out: tuple[UUID, ...]


async def page(desk: Desk, after: UUID | None, least: int, limit: int) -> Page:
    """List groups of at least so many; flagged entries too, whatever their number."""
    most = max(1, min(limit, LONGEST_PAGE))
    found = await _groups(desk, after, None, max(1, least), most + 1)
    return Page(found[:most], found[most - 1].id if len(found) > most else None)


async def one(desk: Desk, group: UUID) -> verdicts.Group:
    """Show one group; one of which nobody is in sight is not found."""
    found = await _groups(desk, None, group, 1, 1)
    if not found:
        raise errors.NotFound
    return found[0]


async def _groups(
    desk: Desk, after: UUID | None, group: UUID | None, least: int, most: int
) -> list[verdicts.Group]:
    members: list[verdicts.Member] = await desk.tx.run(
        SQL.groups, after=after, group=group, least=least, most=most
    )
    everybody = [one.person_id for one in members]
    rows: list[registered.Row] = await desk.tx.run(people.SQL.rows, people=everybody)
    shown = await pairs.shown(desk, rows)
    between: list[pair.Queued] = await desk.tx.run(SQL.pairs_of, people=everybody)
    by_group: dict[UUID, list[verdicts.Member]] = {}
    for one in members:
        by_group.setdefault(one.cluster_id, []).append(one)
    return [_shown(key, some, shown, between) for key, some in by_group.items()]


def _shown(
    key: UUID,
    members: list[verdicts.Member],
    shown: dict[UUID, pair.Person],
    between: list[pair.Queued],
) -> verdicts.Group:
    here = {one.person_id for one in members}
    return verdicts.Group(
        id=key,
        kind=members[0].kind,
        people=[shown[one.person_id] for one in members],
        versions={str(one.person_id): one.version for one in members},
        pairs=[
            verdicts.Between(
                one.person_a, one.person_b, one.weight, one.band, one.state, one.reasons
            )
            for one in between
            if {one.person_a, one.person_b} <= here
        ],
    )


async def merge(desk: Desk, group: UUID, said: Whole) -> Joined:
    """Merge a group into one person but for those left out, who are said to be somebody else.

    Refused as a whole, where one merge is or where a version is no longer the newest.
    """
    members = {person.id for person in (await one(desk, group)).people}
    left_out = tuple(sorted(set(said.leave_out)))
    inside = sorted(members - set(left_out))
    if strangers := (set(left_out) | {said.survivor or inside[0]}) - members if inside else members:
        raise _fault("survivor", str(min(strangers)), "该组中的人")
    survivor = said.survivor or inside[0]
    if survivor in left_out or len(inside) < SMALLEST:
        raise _fault("leave_out", str(len(left_out)), "至少留下两人，其中包括保留的一条")
    if missing := set(inside) - said.versions.keys():
        raise _fault("versions", str(min(missing)), "每个人所见的版本")
    for key in inside:
        held = await people.row(desk, key)
        if held.version != said.versions[key]:
            raise errors.Stale(current=held.version)
    wanted = merges.Wanted(survivor=survivor, reason=said.reason)
    done = [
        await merges.merge(desk, survivor, other, wanted) for other in inside if other != survivor
    ]
    for other in left_out:
        await pairs.judge(desk, survivor, other, pairs.Said("different", said.reason))
    return Joined(survivor, done, left_out)


def _fault(field: str, said: str, expected: str) -> errors.Invalid:
    return errors.Invalid(faults=(errors.Fault(field=field, said=said, expected=expected),))
