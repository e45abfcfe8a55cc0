"""The bodies of villages, who sits on them since when, and which seats are open.

Each village has a Party organisation, a committee and a supervisory committee; a community has a
committee. Boards are elected together early in 2021 and every five years after that (村民委员会
组织法 §14). Most secretaries head the committee too (一肩挑), most boards have a woman.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from talent.core import post
from talent.core.county import biographies, chances
from talent.core.county.contents import Body, Post, Tenure, Term, Vacancy
from talent.core.county.making import Making
from talent.core.post import Body as Kind

FIRST_ELECTIONS = date(2021, 1, 11)
SPREAD = 75
YEARS = 5
PARTY_BEFORE = timedelta(days=35)
"""The Party organisation is elected that much earlier."""

ONE_HEAD, WOMAN_ON_BOARD, WITH_POLICE, OPEN, REELECTED, BY_ELECTION = 75, 96, 4, 2.6, 40, 8
"""In hundredths: of villages (the first three), of holders."""

REASONS = {2: 34.0, 1: 12.0, 8: 16.0, 3: 8.0, 4: 9.0, 5: 6.0, 7: 3.0, 6: 4.0, 9: 8.0}
NEVER_HELD = 9
NOT_REFILLED = 1
LABELS = {
    11: "村党支部书记",
    12: "村党支部副书记",
    13: "村党支部委员",
    21: "村委会主任",
    22: "村委会副主任",
    23: "村委会委员",
    31: "村务监督委员会主任",
    32: "村务监督委员会委员",
}

Seat = tuple[int, int]
"""A role and the number of its seat."""


class Opening(Struct, frozen=True):
    """A seat that has to be open in a village, and what its board has to be like."""

    role: int
    reason: int
    women: bool = True


class Slot(Struct):
    """One member to be: the seats he or she holds, woman or man, in the Party or not."""

    seats: list[Seat]
    sex: str = "1"
    member: bool = True
    concurrent: bool = False
    reason: int | None = None


class Boards:
    """Collects bodies, posts, terms, tenures and vacancies; knows who sits where."""

    def __init__(self) -> None:
        """Begin with no body."""
        self.bodies: list[Body] = []
        self.posts: list[Post] = []
        self.terms: list[Term] = []
        self.tenures: list[Tenure] = []
        self.vacancies: list[Vacancy] = []
        self._posts: dict[tuple[str, int], int] = {}

    def post(self, village: str, role: int) -> int:
        """Answer the post of a role in a village."""
        return self._posts[village, role]

    def holders(self, village: str, *roles: int) -> list[int]:
        """Answer who sits in a village now, for the given roles."""
        wanted = {self._posts[village, role] for role in roles if (village, role) in self._posts}
        return [one.person for one in self.tenures if one.post in wanted and one.ends is None]

    def add(self, village: str, seats: dict[int, int], starts: date, today: date) -> None:
        """Set up the bodies of a village with their posts and terms."""
        for kind in sorted({post.ROLES[role].body for role in seats}):
            body = Body(len(self.bodies), village, kind)
            self.bodies.append(body)
            first = starts - PARTY_BEFORE if kind == Kind.PARTY else starts
            self.terms += [Term(body.key, begun, due) for begun, due in terms(first, today)]
            for role in sorted(seats):
                if post.ROLES[role].body == kind:
                    self._posts[village, role] = len(self.posts)
                    self.posts.append(Post(len(self.posts), body.key, role, seats[role]))


def terms(first: date, today: date) -> Iterator[tuple[date, date]]:
    """Answer the terms begun up to a day, each with the day of the next election."""
    begun = first
    while begun <= today:
        due = begun.replace(year=begun.year + YEARS)
        yield begun, due
        begun = due


def invent(making: Making, openings: dict[str, Opening]) -> Boards:
    """Fill the boards of every village and community; those of `openings` have that seat open."""
    boards = Boards()
    rng = making.rng
    for place in (*making.land.villages, *making.land.communities):
        opening = openings.get(place.code)
        slots = _community(rng) if place.kind == "community" else _village(rng, opening)
        _open_some(rng, slots, opening)
        seats: dict[int, int] = {}
        for role, number in (seat for slot in slots for seat in slot.seats):
            seats[role] = max(seats.get(role, 0), number)
        starts = FIRST_ELECTIONS + timedelta(days=rng.randint(0, SPREAD))
        boards.add(place.code, seats, starts, making.today)
        for slot in slots:
            _seat(making, boards, place.code, slot, starts)
    return boards


def _village(rng: Random, opening: Opening | None) -> list[Slot]:
    """Plan the three boards of a village, cross-holding as is usual."""
    head = Slot([(11, 1)])
    vice = Slot([(12, 1)])
    slots = [head, vice]
    if chances.chance(rng, ONE_HEAD):
        head.seats.append((21, 1))
    else:
        slots.append(Slot([(21, 1)], member=chances.chance(rng, 80)))
    if chances.chance(rng, 50):
        vice.seats.append((22, 1))
    elif chances.chance(rng, 40):
        slots.append(Slot([(22, 1)], member=chances.chance(rng, 70)))
    women = opening.women if opening else chances.chance(rng, WOMAN_ON_BOARD)
    members = [
        Slot([(23, number)], member=chances.chance(rng, 55))
        for number in range(1, rng.randint(3, 4))
    ]
    members[0].sex = "2" if women else "1"
    for other in members[1:]:
        other.sex = "2" if women and chances.chance(rng, 30) else "1"
    overseers = [
        Slot([(31, 1)]),
        *(Slot([(32, number)], member=chances.chance(rng, 40)) for number in (1, 2)),
    ]
    overseers[-1].sex = "2" if chances.chance(rng, 35) else "1"
    _onto_the_branch(rng, members, overseers)
    if chances.chance(rng, WITH_POLICE):
        slots.append(Slot([(12, 2)], concurrent=True))
    return [*slots, *members, *overseers]


def _onto_the_branch(rng: Random, members: list[Slot], overseers: list[Slot]) -> None:
    """Seat one or two of the others on the branch committee (支委); who sits there is a member."""
    others = [members[-1], overseers[0]]
    for number, slot in enumerate(others[: rng.randint(1, 2)], start=1):
        slot.seats.append((13, number))
        slot.member = True


def _community(rng: Random) -> list[Slot]:
    others = range(1, rng.randint(3, 4))
    return [Slot([(21, 1)]), *(Slot([(23, number)], sex=str(2 - number % 2)) for number in others)]


def _open_some(rng: Random, slots: list[Slot], opening: Opening | None) -> None:
    """Choose whose seats are open; in a village with an opening it is that one alone."""
    for slot in slots:
        if opening is None:
            slot.reason = chances.pick(rng, REASONS) if chances.chance(rng, OPEN) else None
        elif (opening.role, 1) in slot.seats:
            slot.reason = opening.reason


def _seat(making: Making, boards: Boards, village: str, slot: Slot, starts: date) -> None:
    """Seat one member, or open the seats again."""
    rng, today = making.rng, making.today
    current, _ = list(terms(starts, today))[-1]
    since = starts if chances.chance(rng, REELECTED) else current
    if chances.chance(rng, BY_ELECTION):
        since = chances.day(rng, current, today - timedelta(days=60))
    opened = (
        None
        if slot.reason is None
        else chances.day(rng, max(since, today - timedelta(days=500)), today)
    )
    if slot.reason == NOT_REFILLED:
        since, opened = starts - timedelta(days=900), current
    elif opened is not None:
        since = min(since, opened - timedelta(days=30))
    person = None if slot.reason == NEVER_HELD else _member(making, village, slot)
    for role, seat in slot.seats:
        at = boards.post(village, role)
        if person is not None:
            boards.tenures.append(
                Tenure(
                    post=at,
                    seat=seat,
                    person=person,
                    starts=since,
                    ends=opened,
                    end_reason=slot.reason,
                    concurrent=slot.concurrent,
                )
            )
        if opened is not None and slot.reason is not None:
            urgent = slot.reason == post.URGENT_VACANCY
            boards.vacancies.append(Vacancy(at, seat, opened, slot.reason, urgent))


def _member(making: Making, village: str, slot: Slot) -> int:
    rng = making.rng
    age = min(62.0, max(26.0, rng.gauss(47, 8)))
    human = making.census.human(village, slot.sex, age)
    position = "、".join(LABELS[role] for role, _ in sorted(slot.seats))
    if slot.concurrent:
        position = "驻村民警，兼任" + position
    if village in {one.code for one in making.land.communities}:
        position = position.replace("村委会", "居委会")
    draft = biographies.seated(making, human, position, member=slot.member)
    if slot.concurrent:
        draft.employer, draft.residence_place = "青溪市公安局（示例）", None
    return making.person(human, draft, "seat")
