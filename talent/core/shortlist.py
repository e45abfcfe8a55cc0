"""A shortlist under conditions: the best set of people for a request, exactly, and its price.

Conditions: so many people, at least so many women, at least so many young, no two near kin, nobody
whom enough other requests hold already. Most people first, then the fewest missing of the floors,
then the highest sum of totals, then the earlier in rank. The people fall into four kinds by sex and
age; without kin the best set of given numbers a kind is the first of each, so the numbers are all
tried. Two kin in a set split the search in two, one left out and the other, until the best set
found has no kin in it: no set that keeps the conditions is ever left out, so the answer is exact.
"""

import heapq
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from uuid import UUID

from msgspec import Struct, structs

Kind = tuple[bool, bool]
KINDS: tuple[Kind, ...] = ((False, False), (False, True), (True, False), (True, True))
NAMES: dict[str, str] = {
    "women": "至少{}名妇女",
    "young": "至少{}名年轻人选",
    "distinct_kin": "互无近亲属关系",
    "spared": "每人至多列入规定数量的在办申请",
}


class Option(Struct, frozen=True):
    """One ranked person: woman and young are False where that is not known."""

    person_id: UUID
    rank: int
    total: int
    woman: bool
    young: bool
    kin: frozenset[UUID] = frozenset()
    taken: bool = False


class Wanted(Struct, frozen=True, kw_only=True):
    """The conditions; `spared` leaves out whom enough other requests hold already."""

    size: int
    women: int = 0
    young: int = 0
    distinct_kin: bool = True
    spared: bool = True


class Price(Struct, frozen=True):
    """What one condition costs alone: how much more the sum, or how many more people, without it."""

    condition: str
    words: str
    total: int
    people: int


class Shortlist(Struct, frozen=True):
    """The set in order of rank, its sum, what the conditions cost in all and each, what is missing.

    `free` is the sum of the best set of as many people without any condition.
    """

    people: tuple[UUID, ...]
    total: int
    free: int
    cost: int
    prices: tuple[Price, ...]
    unmet: tuple[str, ...]


Set = tuple[Option, ...]
Score = tuple[int, int, int]


def choose(options: Iterable[Option], wanted: Wanted) -> Shortlist:
    """Answer the best set under the conditions, and what they cost."""
    pool = tuple(sorted(options, key=lambda one: (-one.total, one.rank)))
    best = _best(pool, wanted)
    total = sum(one.total for one in best)
    free = sum(one.total for one in pool[: len(best)])
    return Shortlist(
        people=tuple(one.person_id for one in sorted(best, key=lambda one: one.rank)),
        total=total,
        free=free,
        cost=free - total,
        prices=tuple(_prices(pool, wanted, best)),
        unmet=tuple(_unmet(best, wanted)),
    )


def _prices(pool: Set, wanted: Wanted, best: Set) -> Iterable[Price]:
    for name, words in NAMES.items():
        held = getattr(wanted, name)
        if not held:
            continue
        other = _best(pool, structs.replace(wanted, **{name: type(held)(0)}))
        more = sum(one.total for one in other[: len(best)]) - sum(one.total for one in best)
        people = len(other) - len(best)
        if people or more > 0:
            yield Price(name, words.format(held), more if not people else 0, people)


def _unmet(best: Set, wanted: Wanted) -> Iterable[str]:
    if len(best) < wanted.size:
        yield f"应列{wanted.size}人，符合条件的只能列出{len(best)}人"
    women, young = sum(one.woman for one in best), sum(one.young for one in best)
    if women < wanted.women:
        yield f"应有至少{wanted.women}名妇女，可列入的只有{women}名"
    if young < wanted.young:
        yield f"应有至少{wanted.young}名年轻人选，可列入的只有{young}名"


def _best(pool: Set, wanted: Wanted) -> Set:
    """Answer the best set: leave kin out one by one, the most promising set first."""
    usable = tuple(one for one in pool if not (wanted.spared and one.taken))
    waiting: list[tuple[Score, tuple[int, ...], tuple[UUID, ...]]] = []
    found: dict[tuple[UUID, ...], Set] = {}

    def consider(gone: frozenset[UUID]) -> None:
        key = tuple(sorted(gone))
        if key in found:
            return
        found[key] = _relaxed(tuple(one for one in usable if one.person_id not in gone), wanted)
        ranks = tuple(sorted(one.rank for one in found[key]))
        heapq.heappush(waiting, (_cost(found[key], wanted), ranks, key))

    consider(frozenset())
    while waiting:
        _, _, key = heapq.heappop(waiting)
        pair = _kin(found[key]) if wanted.distinct_kin else None
        if pair is None:
            return found[key]
        for one in pair:
            consider(frozenset((*key, one.person_id)))
    return ()


def _cost(people: Set, wanted: Wanted) -> Score:
    """Answer what a set is ordered by, the best first: people, floors missed, sum."""
    women, young = sum(one.woman for one in people), sum(one.young for one in people)
    missed = max(0, wanted.women - women) + max(0, wanted.young - young)
    return -len(people), missed, -sum(one.total for one in people)


def _kin(people: Set) -> tuple[Option, Option] | None:
    for one, other in combinations(people, 2):
        if other.person_id in one.kin or one.person_id in other.kin:
            return one, other
    return None


def _relaxed(pool: Set, wanted: Wanted) -> Set:
    """Answer the best set where kin do not matter: so many of each kind, each kind's first."""
    kinds: Mapping[Kind, list[Option]] = {kind: [] for kind in KINDS}
    for one in pool:
        kinds[one.woman, one.young].append(one)
    size = min(wanted.size, len(pool))
    spans = [range(min(size, len(kinds[kind])) + 1) for kind in KINDS]
    sets = (
        tuple(one for kind, count in zip(KINDS, counts, strict=True) for one in kinds[kind][:count])
        for counts in product(*spans)
        if sum(counts) == size
    )
    return min(sets, key=lambda people: (_cost(people, wanted), sorted(one.rank for one in people)))
