"""The county plan: what may be asked of it, and the instance that a register makes of it.

A plan proposes reserves for all villages' posts at once (建议人选, 后备): people decide. Places are
wanted by policy (two a post) or by an open request where that asks for more. Who may be planned
for is what the rules say (`field`); a plan over 待核实 people can be made and read, never adopted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from talent.core import field, post
from talent.core.field import Weighed
from talent.core.numbers import Numbers
from talent.core.plan_model import Instance, Opening, SideRow
from talent.errors import Conflict, Fault, Invalid

Reach = Literal["village", "township", "county"]
REACH_LABELS: dict[str, str] = {"village": "本村", "township": "本乡镇", "county": "全县"}
Fairness = Literal["total", "worst"]


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """For a role: how many reserves a village should have, and from how far they may come."""

    role: int
    wanted: Annotated[int, Meta(ge=0, le=post.MOST_RESERVES)] = 2
    reach: Reach = "village"


class Pin(Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """A person for a post of a village, by role: to be in the plan, or not to be."""

    village: str
    post: int
    person: UUID


class Quota(Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """How many reserves one post of one village should have."""

    village: str
    post: int
    wanted: Annotated[int, Meta(ge=0, le=post.MOST_RESERVES)]


USUAL = (
    Wanted(11, 2, "township"),
    Wanted(21),
    Wanted(23),
    Wanted(31),
    Wanted(32),
)


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of a plan.

    `under`: only the villages below this place. `person_cap`: posts one person may be planned for.
    `to_verify`: people of whom a law still waits for facts count too (such a plan is never
    adopted). `women`, `young`, `finance`: floors, one a village. `fairness`: `worst` raises the
    worst fit before the total. `steadiness`: what a pair of the last adopted plan counts more.
    `hard`: wishes, by rule, that are conditions of the county's own reserve list.
    """

    roles: tuple[Wanted, ...] = USUAL
    quotas: tuple[Quota, ...] = ()
    under: str | None = None
    person_cap: Annotated[int, Meta(ge=1, le=5)] = 1
    to_verify: bool = False
    women: bool = True
    young: bool = True
    finance: bool = True
    young_age: Annotated[int, Meta(ge=18, le=60)] = 35
    fairness: Fairness = "total"
    steadiness: Annotated[int, Meta(ge=0, le=1_000_000)] = 50_000
    pins: tuple[Pin, ...] = ()
    refusals: tuple[Pin, ...] = ()
    hard: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what contradicts itself: a role or a quota twice, a pin that is refused too."""
        listed: tuple[tuple[str, list[str]], ...] = (
            ("roles", [str(one.role) for one in self.roles]),
            ("quotas", [f"{one.village} {one.post}" for one in self.quotas]),
            ("pins", [_words(one) for one in self.pins]),
            ("hard", list(self.hard)),
        )
        faults = [
            Fault(field=name, said=twice, expected="只写一次")
            for name, said in listed
            for twice in sorted({one for one in said if said.count(one) > 1})
        ]
        for one in self.roles:
            post.role(one.role)
        both = sorted(set(self.pins) & set(self.refusals))
        faults += [
            Fault(field="pins", said=_words(one), expected="不能既固定又排除") for one in both
        ]
        if faults:
            raise Invalid(faults=tuple(faults))

    @property
    def conditions(self) -> tuple[str, ...]:
        """What is said beneath a plan of the wishes that it makes conditions."""
        ids = "、".join(self.hard)
        return (f"{ids}按本县政策作为后备名单的条件，不是法定条件",) if ids else ()


class Candidate(Struct, frozen=True):
    """What the plan needs of one person beside fit. None: not known."""

    person: UUID
    places: frozenset[str]
    """Household and home, by code."""
    woman: bool | None
    young: bool | None
    finance: bool | None
    kin: tuple[tuple[UUID, str], ...]
    """Relatives and what they are to this one."""


def openings(
    policy: Policy,
    posts: Iterable[tuple[str, int]],
    asked: Mapping[tuple[str, int], int],
) -> tuple[Opening, ...]:
    """Answer the openings, sorted: posts that there are, of the roles and villages of the policy.

    `asked` is what open requests ask for. Refused (Invalid): a quota or pin of a post that the
    village does not have.
    """
    usual = {one.role: one.wanted for one in policy.roles}
    special = {(one.village, one.post): one.wanted for one in policy.quotas}
    there = sorted(set(posts))
    faults = [
        Fault(field=name, said=f"{village} {role}", expected="该村须设有这一职务")
        for name, keys in (
            ("quotas", special),
            ("pins", [(one.village, one.post) for one in policy.pins]),
        )
        for village, role in keys
        if (village, role) not in set(there)
    ]
    if faults:
        raise Invalid(faults=tuple(faults))
    found = []
    for key in there:
        wanted = special.get(key, max(usual.get(key[1], 0), asked.get(key, 0)))
        if wanted and (key[1] in usual or key in special):
            found.append(Opening(*key, wanted))
    if not found:
        raise Invalid("没有需要配备后备人选的岗位，请先登记村级组织和职务，或调整方案范围")
    return tuple(found)


def reachable(
    policy: Policy, found: Sequence[Opening], people: Sequence[Candidate]
) -> Iterator[tuple[int, int]]:
    """Answer the options to be judged, as (person, opening), by how far people may come."""
    reach = {one.role: one.reach for one in policy.roles}
    digits = {"village": 12, "township": 9, "county": 0}
    by_place: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(people):
        for size in (0, 9, 12):
            for place in {place[:size] for place in one.places}:
                by_place[place].append(at)
    for at, opening in enumerate(found):
        size = digits[reach.get(opening.role, "village")]
        yield from ((person, at) for person in by_place[opening.village[:size]])


class Ground(Struct, frozen=True, kw_only=True):
    """What a plan is made on: openings, people, how they fit, the plan before.

    `apart` names the relations that a role's board keeps apart by the law of the day.
    """

    openings: tuple[Opening, ...]
    people: Sequence[Candidate]
    weighed: Weighed
    before: frozenset[Pin] = frozenset()
    apart: Mapping[int, frozenset[str]] = {}


class _Options(Struct, frozen=True):
    """The options of one village: their numbers, and of each who and for which post."""

    village: str
    numbers: list[int]
    pins: list[Pin]
    who: list[Candidate]

    def by_person(self) -> dict[UUID, list[int]]:
        found: dict[UUID, list[int]] = defaultdict(list)
        for at in self.numbers:
            found[self.pins[at].person].append(at)
        return found


def instance(policy: Policy, ground: Ground) -> Instance:
    """Answer the instance: the options that the law leaves, the rows, pins and the plan before.

    Refused: nobody to plan with (Invalid), a pin on somebody who is no option (Conflict).
    """
    least = field.TO_VERIFY if policy.to_verify else field.ELIGIBLE
    refused, found, weighed = frozenset(policy.refusals), ground.openings, ground.weighed
    options = []
    rows = zip(weighed.person, weighed.ground, weighed.standing, weighed.total, strict=True)
    for person, at, standing, total in rows:
        who, opening = ground.people[person], found[at]
        pin = Pin(opening.village, opening.role, who.person)
        if standing >= least and pin not in refused:
            options.append((who.person, int(at), pin, who, int(total)))
    if not options:
        raise Invalid("没有符合条件的人选可以列入方案；请先核实人员情况，或放宽方案范围")
    options.sort(key=lambda option: option[:2])
    pins = [pin for _, _, pin, _, _ in options]
    ids = sorted({pin.person for pin in pins})
    number = {person: at for at, person in enumerate(ids)}
    at_pin = {pin: at for at, pin in enumerate(pins)}
    for pin in policy.pins:
        if pin not in at_pin:
            raise Conflict("固定的人选不符合条件，或不在该岗位的选人范围内", pin=_words(pin))
    return Instance(
        people=tuple(str(one) for one in ids),
        caps=Numbers((policy.person_cap,) * len(ids)),
        openings=found,
        person=Numbers(number[pin.person] for pin in pins),
        opening=Numbers(at for _, at, _, _, _ in options),
        fit=Numbers(total for _, _, _, _, total in options),
        kept=Numbers(at for at, pin in enumerate(pins) if pin in ground.before),
        pinned=Numbers(sorted(at_pin[pin] for pin in policy.pins)),
        rows=_side_rows(policy, ground, pins, [who for _, _, _, who, _ in options]),
        worst_first=policy.fairness == "worst",
        steadiness=policy.steadiness if ground.before else 0,
    )


def _words(pin: Pin) -> str:
    return f"{pin.village} {pin.post} {pin.person}"


def _side_rows(
    policy: Policy, ground: Ground, pins: list[Pin], who: list[Candidate]
) -> tuple[SideRow, ...]:
    by_village: dict[str, list[int]] = defaultdict(list)
    for at, pin in enumerate(pins):
        by_village[pin.village].append(at)
    supervised = {one.village for one in ground.openings if one.role in post.SUPERVISORY}
    rows: list[SideRow] = []
    for village in sorted({one.village for one in ground.openings}):
        mine = _Options(village, by_village[village], pins, who)
        if policy.person_cap > 1:
            rows += [
                SideRow("village", village, Numbers(options))
                for options in mine.by_person().values()
                if len(options) > 1
            ]
        rows += _kin_apart(mine, ground.apart)
        floors = _floors(policy, mine)
        rows += [one for one in floors if one.kind != "finance" or village in supervised]
    return tuple(rows)


def _kin_apart(mine: _Options, apart: Mapping[int, frozenset[str]]) -> Iterator[SideRow]:
    """Keep near relatives off one committee, and off the body that watches over it.

    By one row for each way round: the first on the committee, the second on either.
    """
    of_person, pins = mine.by_person(), mine.pins
    kin: dict[tuple[UUID, UUID], set[str]] = defaultdict(set)
    for at in mine.numbers:
        for other, relation in mine.who[at].kin:
            if other in of_person:
                first, second = sorted((pins[at].person, other))
                kin[first, second].add(relation)

    def watched(person: UUID, roles: frozenset[int], relations: set[str]) -> list[int]:
        return [
            at
            for at in of_person[person]
            if pins[at].post in roles and relations & apart.get(pins[at].post, frozenset())
        ]

    for (one, other), relations in sorted(kin.items()):
        for first, second in ((one, other), (other, one)):
            sits = watched(first, post.COMMITTEE, relations)
            bound = watched(second, post.COMMITTEE | post.SUPERVISORY, relations)
            if sits and bound:
                yield SideRow("kin", mine.village, Numbers(sorted((*sits, *bound))))


def _floors(policy: Policy, mine: _Options) -> Iterator[SideRow]:
    village, who = mine.village, mine.who
    if policy.women:
        yield SideRow("woman", village, Numbers(at for at in mine.numbers if who[at].woman))
    if policy.young:
        yield SideRow("young", village, Numbers(at for at in mine.numbers if who[at].young))
    if policy.finance:
        watches = [at for at in mine.numbers if mine.pins[at].post in post.SUPERVISORY]
        yield SideRow("finance", village, Numbers(at for at in watches if who[at].finance))
